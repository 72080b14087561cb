"""Papers, agencies and broadcasters that a text quotes: they report in their own voice, and are nobody's party."""

from services.detect.words.patterns import pattern

_NAME = pattern(
    r"""\b(?:reuters|associated press|agence france-presse|afp|bbc|cnn|npr|al[ -]jazeera|al[ -]arabiya|deutsche welle
    |france 24|radio free europe|(?:new york|financial|irish|sunday) times|guardian|washington post|le monde
    |der spiegel|wall street journal|kyiv independent|al-monitor|middle east eye|deepstate|liveuamap|bellingcat)\b""",
    whole=False,
)
_KIND = pattern(
    r"""\b(?:newspapers?|news (?:agency|website|site|channel|outlet)|broadcasters?|magazines?|local media
    |foreign media)\b""",
    whole=False,
)
_OF_A_PARTY = pattern(
    r"""\b(?:state|official|government|army|military|rebel|party|jihadist|pro-\w+
    |\w+-(?:run|owned|controlled|affiliated|linked|aligned|backed))\b""",
    whole=False,
)
"""Words by which an outlet is a state's or a party's mouth: "the state news agency", "a Taliban-run website"."""


def is_outlet(words: str) -> bool:
    """Whether words name an outlet, or somebody who works for one, that is not said to be a party's."""
    known = _NAME.search(words) or _KIND.search(words)
    return known is not None and _OF_A_PARTY.search(words) is None


def outlet_name(words: str) -> str | None:
    """The name of the outlet, if it has one that everybody knows: "BBC" in "a BBC correspondent in Goma"."""
    named = _NAME.search(words)
    return named[0] if named else None
