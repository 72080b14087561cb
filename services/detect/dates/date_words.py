"""The words that tell a date: how they are written, and the numbers in them."""

import re

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH_NAMES = "|".join(rf"{m[:3]}(?:{m[3:]}|\.)?" if len(m) > 3 else m for m in _MONTHS) + r"|Sept\.?"
_MONTH = rf"(?-i:{_MONTH_NAMES}|{_MONTH_NAMES.upper()})"  # "may" and "march" are words
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_STRETCH = rf"(?:end|start|beginning|middle|half|part|{_SEASON}|war|invasion|uprising|accord|deal)"
_COUNTABLE = (
    r"(?:men|women|people|troops|soldiers|fighters|militants|rebels|civilians|villagers|families|houses|homes|villages"
    r"|tanks|vehicles|met(?:re|er)s|feet|miles|kilomet(?:re|er)s|km|acres|hectares|hours|hrs|gmt|utc|local)"
)
_YEAR = rf"(?:1\d|20)\d\d\b(?!\s+(?:\w+\s+)?{_COUNTABLE}\b)"
_YEAR_ENDS = r"(?=\s*(?:[,.;)]|$)|\s+(?:the|it|they|he|she|all|most|much|his|her|its|their|had|was|were|and)\b)"
"""After "by", which as often comes before a number of men."""
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a|several|few|a few)"
_NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {w: i for i, w in enumerate(_NUMBER_WORDS)} | {"a": 1, "the": 1, "several": 4, "few": 3, "a few": 3}
_VAGUE = frozenset({"several", "few", "a few"})
_ALONE = r"(?=\s*(?:[,.;:)\u2013\u2014-]|$)|\s+(?:and|but|by|in|at|from|near|to|with|when|while)\b)"
"""What follows "the day before" where it stands for a day, and does not count from what is named next."""
_WEEKDAY = "|".join(DAYS)
_UP_TO = r"(?:\s+(?:night|morning|evening))?(?:\s+(?:and|or|to|through)\s+|\s?[\u2013\u2014/-]\s?)"

EXPRESSION = re.compile(
    rf"""\b(?=\w)(?:(?P<day_month>(?:(?:{_WEEKDAY}),?\s+(?:the\s+)?)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b(?:,?\s+(?P<y1>{_YEAR}))?)
    |(?P<month_day>(?:(?:{_WEEKDAY}),?\s+)?(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>{_YEAR}))?)
    |(?P<iso>(?P<yi>(?:19|20)\d\d)-(?P<mi>\d\d)-(?P<di>\d\d)\b)
    |(?P<weekday>(?P<wlast>last\s+)?(?:(?:{_WEEKDAY}){_UP_TO})?(?P<wd>{_WEEKDAY})\b)
    |(?P<weekend>(?:(?P<which>last|past|this)|in|(?:over|at|on|during|since)\s+(?:the|a)
        |(?:the|a)(?!\s+weekend\s+(?:before|after|of)\b))\s+weekend\b(?!\s+of\s+(?:the\s+)?\d))
    |(?P<today>(?:today|tonight|overnight|this\s+(?:morning|afternoon|evening)|earlier\s+today)\b)
    |(?P<yesterday>(?P<twice>the\s+day\s+before\s+)?(?:yesterday|last\s+night)\b)
    |(?P<adjacent>the\s+(?P<side>previous|next|following)\s+(?:day|morning)\b)
    |(?P<ago>(?:(?P<n>{_NUMBER})\s+(?P<unit>days?|weeks?|months?|years?|decades?)|the\s+(?P<same>day))
        \s+(?P<way>ago|earlier|later|previously|(?:before|after)(?P<alone>{_ALONE})?)\b)
    |(?P<last>last\s+(?P<lunit>week|month|year|{_SEASON}|{_MONTH})\b)
    |(?P<past>(?:back\s+in|earlier\s+this\s+year|previously|years\s+ago|months\s+ago|decades\s+ago|formerly)\b)
    |(?P<decade>(?:in|since|during|from|throughout|until)\s+the\s+(?:(?:early|mid|late)[\s-]+)?(?P<tens>(?:1\d|20)\d0)s\b)
    |(?P<year>(?:in|since|during|from|until|till|early|late|mid|{_SEASON}|{_STRETCH}\s+of|of(?=\s+{_MONTH})|by(?=\s+(?:{_MONTH}\s+)?\d+{_YEAR_ENDS}))
        [\s-]+(?:(?P<ym>{_MONTH}),?\s+(?:of\s+)?)?(?P<y>{_YEAR}))
    |(?P<month>(?:in|since|during|of|early|late|mid)[\s-]+(?:early\s+|late\s+|mid-?\s*)?(?P<mo>{_MONTH})\b(?!\s+\d)))""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,  # not ASCII, a long s would be an s
)
AFTER_SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|stated|declared|confirmed|claimed)\s+(?:[\w.]+\s+){0,3}?(?:on\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    rf"\b(?P<n>{_NUMBER}|the)\s+(?P<unit>day|week)s?\s+(?P<way>after|before)\b(?!\s*[,.;])",
    re.IGNORECASE | re.ASCII,
)
SINCE = re.compile(r"\b(?:since|until|for)\b", re.IGNORECASE)
_BY_THE_WAY = (
    r"(?:(?:\w+\s+of\s+)?(?:(?:in|of|to|from|for|with|by|under|at)\s+)?(?:which|who|whom|whose|that|where)"
    r"|founded|formed|created|established)\b"
)
BESIDE = re.compile(rf",\s+{_BY_THE_WAY}(?:[^,;]|,(?=\s*(?:[A-Z\d]|and\b|or\b)))*|\({_BY_THE_WAY}[^()]*\)")
"""What is told by the way: a relative clause, or what stands in brackets. Its own commas are of lists and dates."""


def month_number(name: str) -> int:
    """1 for "January", "Jan" and "JAN."."""
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].title()))


def count_of(words: str) -> tuple[int, bool]:
    """A number in words or digits, and whether it is exact: "several" is not."""
    word = re.sub(r"\s+", " ", words.lower())
    return (int(word) if word.isdigit() else _NUMBERS[word]), word not in _VAGUE
