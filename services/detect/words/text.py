"""Text as detection reads it: markup blanked out, cut into sentences and words, every offset kept."""

import html
import re
import unicodedata
from dataclasses import dataclass

LONGEST_SENTENCE = 1_200
"""Characters. What is longer is no sentence but a table or a list, and is cut to keep the work bounded."""

_UNREAD = re.compile(r"<!--|<(script|style|noscript)\b", re.IGNORECASE)
_COMMENT_END = re.compile("-->")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff]")
_BLOCKS = frozenset(
    {
        "p",
        "br",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "td",
        "th",
        "table",
        "blockquote",
        "section",
    }
)
_BREAK = re.compile(r"\n[ \t]*\n\s*|(?<=[.!?…])[\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Brig|Capt|Sgt|Cpl|Adm|Sen|Rep|Gov|St|Mt|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"|\b[A-Z](?:\.[A-Z])*|\ba\.m|\bp\.m|\bapprox|\bkm)\.\s*$"
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019\u2018`\u00b4\u02bf\u02be\u02bb\u02bc][^\W_]+)*")
_APOSTROPHES = re.compile(r"['\u2019\u2018`\u00b4\u02bf\u02be\u02bb\u02bc]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the blanked text; `start` is its offset in the article's body."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset just past its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, with offsets in it, and the form under which names are looked up."""

    text: str
    start: int
    end: int
    key: str
    glued: bool
    """It follows the word before it with only a hyphen between."""

    @property
    def capital(self) -> bool:
        """It begins with a capital letter or is a number with letters, as names do (M23)."""
        return self.text[0].isupper() or (self.text[0].isdigit() and any(c.isupper() for c in self.text))


def fold(text: str) -> str:
    """`text` without case, diacritics and apostrophes, so that spellings of one name meet."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    bare = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def holds_name(words: str) -> bool:
    """Whether words hold a name or a number, rather than only describe: "villages near Baaj", "Hill 395"."""
    return any(c.isupper() or c.isdigit() for c in words)


def blank_markup(body: str) -> str:
    """`body` with markup, entities and control characters replaced by as many characters of plain text.

    The result is as long as `body` and aligned with it, so that offsets in one are offsets in the other.
    """
    text = _CONTROL.sub(" ", body)
    if "<" in text:
        text = _blank_regions(text)
        text = _TAG.sub(_blank_tag, text)
    if "&" in text:
        text = _ENTITY.sub(_decode_entity, text)
    return text


def _blank_regions(text: str) -> str:
    pieces: list[str] = []
    at = 0
    while opening := _UNREAD.search(text, at):
        closing = re.compile(rf"</{opening[1]}[^>]*>?", re.IGNORECASE) if opening[1] else _COMMENT_END
        ended = closing.search(text, opening.start())
        end = ended.end() if ended else len(text)
        pieces += [text[at : opening.start()], " " * (end - opening.start())]
        at = end
    return "".join(pieces) + text[at:]


def _blank_tag(tag: re.Match[str]) -> str:
    width = len(tag[0])
    return "\n\n" + " " * (width - 2) if tag[1].lower() in _BLOCKS else " " * width


def _decode_entity(entity: re.Match[str]) -> str:
    decoded = html.unescape(entity[0])
    readable = len(decoded) == 1 and decoded.isprintable() and decoded not in "<>"
    return (decoded if readable else " ").ljust(len(entity[0]))


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a blanked text, in order. Headlines and list items without a full stop end at a blank line."""
    found: list[Sentence] = []
    start = 0
    for gap in _BREAK.finditer(text):
        if "\n" not in gap[0].strip(" \t\"'\u201d\u2019)]") and _ABBREVIATION.search(
            text, max(0, gap.start() - 12), gap.start()
        ):
            continue
        found += _trimmed(text, start, gap.end())
        start = gap.end()
    return tuple(found + _trimmed(text, start, len(text)))


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    pieces: list[Sentence] = []
    while start < end:
        stop = min(end, start + LONGEST_SENTENCE)
        if stop < end:
            stop = max(text.rfind(" ", start, stop), text.rfind("\n", start, stop)) + 1 or stop
        piece = text[start:stop]
        bare = piece.strip()
        if bare:
            begin = start + piece.index(bare[0])
            pieces.append(Sentence(re.sub(r"\s", " ", bare), begin))
        start = stop
    return pieces


def words(text: str) -> tuple[Word, ...]:
    """The words of a sentence; a possessive ``'s`` is a word of its own."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        glued = start > 0 and text[start - 1] in "-\u2010\u2011\u2013" and bool(found) and found[-1].end == start - 1
        stem = match[0]
        if len(stem) > 2 and stem[-1] in "sS" and _APOSTROPHES.match(stem[-2]):
            found.append(Word(stem[:-2], start, end - 2, fold(stem[:-2]), glued))
            found.append(Word(stem[-2:], end - 2, end, "'s", glued=False))
        else:
            found.append(Word(stem, start, end, fold(stem), glued))
    return tuple(found)
