"""Who says it: finds to whom a sentence attributes what it reports, and whether that is a party or a neutral."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from services.detect.attribution.speaker_span import (
    NEUTRAL,
    attributing_words,
    short,
    speaker_span,
)
from services.detect.names.mentions import Mention
from services.detect.names.offices import INTERESTED, holds_name
from services.detect.names.outlets import is_outlet, outlet_name
from services.detect.names.sides import IRREGULAR
from services.detect.names.theatre_names import NameKind
from services.detect.words.patterns import pattern
from services.detect.words.text import fold
from services.detect.words.vocabulary import COUNTRIES

_SAYING = pattern(
    r"""\b(?:said|says?|saying|claim(?:s|ed|ing)?|announc(?:es|ed|ing)|declar(?:es|ed|ing)|report(?:s|ed)
    |stat(?:es|ed|ing)|told|tells|confirm(?:s|ed|ing)|add(?:s|ed)|insist(?:s|ed)|tweeted|wrote|acknowledg(?:es
    |ed|ing)|admit(?:s|ted|ting)|conced(?:es|ed|ing)
    |confess(?:es|ed|ing)
    |(?:admit|concede|confess|acknowledge)(?= that)|den(?:ies|ied|ying)|assert(?:s|ed)|alleg(?:es|ed)|boast(?:s
    |ed)|reject(?:s|ed)|dismiss(?:es|ed)|hail(?:s|ed)|maintain(?:s|ed) that|vow(?:s|ed)|not(?:ed|es) that)\b
    |\b(?:according to|quoting|citing)\b""",
    whole=False,
)
_ADMITTING = re.compile(r"admi|conced|confess|acknowledg", re.IGNORECASE)
_WITHHELD = pattern(
    r"""(?:\b(?:not|never|without|neither|nor|hardly|yet to|refus\w+ to|declin\w+ to|fail\w* to|reluctant to
    |unwilling to|rather than)|n['\u2019]t)\s+(?:\w+\s+){0,2}$""",
    whole=False,
)
_ADMISSION = pattern(r"\bin an? (?:[\w-]+ ){0,2}?(?:admission|confession|acknowledge?ment)\b[^.;]{0,40}$", whole=False)
_SAYS_MORE = re.compile(r"\band\s+(?:also\s+|then\s+)?$", re.IGNORECASE)
"""Between two words of saying of the same speaker: "the premier declared victory over them and said"."""
_PRONOUN = re.compile(
    r"^\s*(?:and\s+)?(?:he|she|it|they|the statement|the spokes\w+|the commander|the official)\b", re.IGNORECASE
)


_INSTITUTION = pattern(
    r"""\b(?:observatory|united nations|u\.?n\.?|monuc|monusco|unifil|isw|osce|amnesty|human rights watch
    |red cross|deepstate|liveuamap)\b""",
    whole=False,
)
_FUNCTION = pattern(
    r"""(?:its|their|his|a|an|the|one|another|army|military|senior|field|security|media|\s)*(?:spokes\w+
    |commanders?|officers?|officials?|statement|operations room|media office|press office|command|general staff
    |leaders?|source)""",
    whole=False,
)


_SUBORDINATE = re.compile(
    r"\b(?:after|before|when|since|as|while|who|which|although|though|because|until|despite)\b", re.IGNORECASE
)


class Stance(Enum):
    """What side the speaker is on."""

    PARTY = auto()
    NEUTRAL = auto()


@dataclass(frozen=True, slots=True)
class Speaker:
    """To whom something is attributed."""

    text: str
    stance: Stance
    mention: Mention | None = None
    """The actor for whom, or as whom, it speaks, where the sentence names one."""
    words: str = ""
    """All that the sentence calls it, of which the actor may be a part."""
    opens: bool = False
    """They open the sentence, and so have a capital that tells nothing."""
    party: Mention | None = None
    """For whom it speaks by what the rest of the text tells, where its own words do not."""

    @property
    def voice(self) -> Mention | None:
        """The party that stands behind it, as far as one knows."""
        return self.party or self.mention

    @property
    def nameable(self) -> bool:
        """Whether two reports that name it so mean the same speaker.

        "Residents" here and there are not the same, nor are "the government" and "a spokesman".
        """
        if self.mention and (self.mention.named or self.mention.entries):
            return True
        if self.stance is Stance.PARTY:
            return self.named
        return (_INSTITUTION.search(self.text) or outlet_name(self.text)) is not None

    @property
    def is_outlet(self) -> bool:
        """Whether it is a paper, an agency or the like, or somebody who works for one."""
        return self.stance is Stance.NEUTRAL and is_outlet(self.text)

    @property
    def named(self) -> bool:
        """Whether a name is among its words."""
        return holds_name(self.words, opens=self.opens)

    @property
    def bare(self) -> bool:
        """Its words say what it is, and not of which side: "a spokesman", "the operations room"."""
        return self.stance is Stance.PARTY and self.mention is None and _FUNCTION.fullmatch(self.text) is not None

    @property
    def key(self) -> str | None:
        """What identifies the speaker when no table knows it; null for people who have no name.

        A nameless party's word is not to pass for the outlet's, nor for two when a ministry and a spokesman give it.
        """
        if not self.nameable:
            unnamed = "unnamed-fighters" if IRREGULAR.search(self.words) else "unnamed-officials"
            return unnamed if self.stance is Stance.PARTY else None
        known = self.mention is not None and self.mention.named
        name = outlet_name(self.text) if self.is_outlet else None
        return re.sub(r"[\W_]+", "-", fold(name or (self.text if known else self.words or self.text))).strip("-")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker, and the words "said" and the like that bring it in; offsets in the sentence."""

    speaker: Speaker | None
    """Null where the words attribute to somebody that an earlier sentence names ("he said")."""
    start: int
    end: int
    since: int
    """Where the words that name the speaker begin."""
    words: str
    """The sentence's words that attribute: "the army said", "according to residents"."""
    admits: bool = False
    """They say that the speaker would rather have it otherwise: "the army admitted"."""
    withheld: bool = False
    """They say that the speaker does not say so: "the army has not confirmed"."""


def attributions(text: str, mentions: Sequence[Mention], monitors: frozenset[str]) -> tuple[Attribution, ...]:
    """All attributions of a sentence. `monitors` are ids of actors that report and do not fight."""
    found: list[Attribution] = []
    for saying in _SAYING.finditer(text):
        start, end = speaker_span(text, saying)
        segment = text[start:end]
        said = Attribution(
            speaker=None,
            start=saying.start(),
            end=saying.end(),
            since=start,
            words=attributing_words(text, saying, start, end),
            admits=_admits(text, saying),
            withheld=_WITHHELD.search(text, max(0, saying.start() - 60), saying.start()) is not None,
        )
        if found and _SAYS_MORE.search(text, found[-1].end, saying.start()):
            found.append(replace(said, speaker=found[-1].speaker, since=found[-1].since, words=found[-1].words))
        elif _PRONOUN.match(segment) and len(segment.split()) <= 3:
            found.append(said)
        elif speaker := _classify(segment, start, mentions, monitors):
            found.append(replace(said, speaker=speaker))
    return tuple(found)


def _admits(text: str, saying: re.Match[str]) -> bool:
    """Whether a word of saying is one of admission, or stands in a sentence that is said to be one."""
    admission = _ADMISSION.search(text, max(0, saying.start() - 90), saying.start())
    return admission is not None or _ADMITTING.match(saying[0]) is not None


def attribution_of(found: Sequence[Attribution], text: str, start: int) -> Attribution | None:
    """The attribution that governs a trigger at `start`: the nearest before it, else the first after it.

    One in a subordinate clause ("a day after the army declared victory") governs only what follows it.
    """
    before = [a for a in found if a.end <= start]
    after = [
        a for a in found if a.start > start and (a.since >= start or not _SUBORDINATE.search(text, start, a.start))
    ]
    if len(before) > 1 and _is_aside(before[-2], before[-1], text):
        del before[-1]
    return before[-1] if before else after[0] if after else None


def _is_aside(one: Attribution, other: Attribution, text: str) -> bool:
    """Whether an outlet is only named as who heard it: "the army said, according to the BBC, that it had"."""
    outlet = other.speaker is not None and other.speaker.is_outlet
    return outlet and not text[one.end : other.start].strip(" ,")


def _classify(segment: str, offset: int, mentions: Sequence[Mention], monitors: frozenset[str]) -> Speaker | None:
    inside = [
        m
        for m in mentions
        if m.kind is NameKind.ACTOR and not m.pronoun and m.start >= offset and m.end <= offset + len(segment)
    ]
    words = short(" ".join(segment.split()))
    opens = offset == 0 and " ".join(segment.split()).startswith(words)
    is_neutral = NEUTRAL.search(segment) or is_outlet(segment)
    if any(entry.id in monitors for mention in inside for entry in mention.entries) or is_neutral:
        monitor = next((m for m in inside if any(e.id in monitors for e in m.entries)), None)
        return Speaker(monitor.text if monitor else words, Stance.NEUTRAL, monitor)
    known = next((m for m in reversed(inside) if m.entries), inside[-1] if inside else None)
    if known:
        return Speaker(known.text, Stance.PARTY, known, words, opens)
    if INTERESTED.search(segment) or words.casefold() in COUNTRIES:
        return Speaker(words, Stance.PARTY, words=words, opens=opens)
    return None
