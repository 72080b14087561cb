"""Regular expressions that people can read: laid out over lines, and verbs written once for all their forms."""

import re


def pattern(text: str, *, whole: bool = True) -> re.Pattern[str]:
    """`text` compiled without regard to case; with `whole` it matches whole words only.

    A space matches any white space. A line break is a space too, but for one before a `|`, which is nothing.
    """
    spaced = laid_out(text).replace(" ", r"\s+")
    return re.compile(rf"\b(?:{spaced})(?!\w)" if whole else spaced, re.IGNORECASE)


def laid_out(text: str) -> str:
    """`text` on one line: a line break is nothing before a `|`, and a space elsewhere."""
    return re.sub(r"\s*\n\s*", " ", re.sub(r"\s*\n\s*(?=\|)", "", text))


def verbs(text: str) -> str:
    """A pattern of all forms of the verbs in `text`, which are parted by commas.

    A verb is its base form, followed where they are irregular by past, participle and gerund:
    "capture, take took taken, cut cut cut cutting".
    """
    forms = [form for verb in laid_out(text).split(",") for form in _forms(*verb.split())]
    return "(?:" + "|".join(dict.fromkeys(forms)) + ")"


def _forms(base: str, past: str = "", participle: str = "", gerund: str = "") -> tuple[str, ...]:
    stem = base.removesuffix("e")
    consonant_y = base.endswith("y") and base[-2] not in "aeiou"
    third = base[:-1] + "ies" if consonant_y else base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    past = past or (base[:-1] + "ied" if consonant_y else stem + "ed")
    gerund = gerund or (base if base.endswith("ee") else stem) + "ing"
    return gerund, third, past, participle or past, base
