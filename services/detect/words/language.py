"""Whether a text may be English, the one language that detection reads.

Made so that no English news is lost: what is short or undecided counts as English.
"""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_OPENING = 600
"""Characters at the beginning, after which nearly all English news is known by its function words."""
_MOST_ASKED = 2_000
"""Characters that the identifier is given at most; more would not change its mind."""
_LEAST_ASKED = 100
"""Bytes under which a text is too short to tell: a headline may be all foreign names."""
_FUNCTION_WORDS = """
after and are be been but by for from had has have into it its not of on said that the their they this to which who will
with would"""
"""Three words in ten of English news; other languages in Latin letters have at most one of them in twenty words."""
_KNOWN = frozenset(_FUNCTION_WORDS.split())
_FUNCTION_SHARE = 0.1
"""The share of them that makes a text English. One passage in fifty of our corpus, mostly headlines, has less."""
_UNLIKELY = 1e-4
"""The probability of English under which a text is in another language.

Of texts that are long enough and have few function words, it is over 0.01 for all English ones of our corpus, also in
capitals or without punctuation, and under 0.000001 for two sentences in any of 35 other languages.
"""


def may_be_english(text: str) -> bool:
    """Whether a text is English for all that one can tell; also true of one of which a good part is."""
    if _has_function_words(text[:_OPENING]) or _has_function_words(text):
        return True
    asked = " ".join(text.split())[:_MOST_ASKED]
    if len(asked.encode()) < _LEAST_ASKED:
        return True
    english: float = dict(_identifier().rank(asked))["en"]
    return english >= _UNLIKELY


def _has_function_words(text: str) -> bool:
    words = [word for word in text.lower().split() if word[0].isalpha()]
    return sum(word in _KNOWN for word in words) > _FUNCTION_SHARE * len(words)


@cache
def _identifier() -> LanguageIdentifier:
    """Loaded when first asked, for half a second and 80 MB that feeds in plain English never cost."""
    identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
