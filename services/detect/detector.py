"""Article in, territory events out. Pure: no clock, no network, the same answer every time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from schemas.article import Article
from schemas.base import stable_id
from schemas.event import HAPPENED, ActorRef, EventType, Evidence, Realis, TerritoryEvent
from schemas.theatre import Actor, Sources, Theatre
from services.detect.dates import when
from services.detect.discourse import Discourse
from services.detect.lexicon import has_trigger, may_report
from services.detect.mentions import Mention, find_mentions
from services.detect.merge import Told, merge
from services.detect.names import NameKind, NameTable
from services.detect.origin import Provenance, fingerprint, provenance
from services.detect.patterns import pattern
from services.detect.reading import Reading
from services.detect.resolve import Atlas
from services.detect.roles import read
from services.detect.speaker import Attribution, Speaker, Stance, attribution_of, attributions
from services.detect.text import Sentence, blank_markup, sentences, words
from services.detect.vocabulary import FORCE_NOUNS

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The event time of an article that has neither a publication nor a fetching time. Its events have no dates."""

MOST_READ = 120_000
"""Characters of an article that are read. News has its events far before that; the rest would only cost time."""

_REPORT_DENIED = pattern(
    r"""\b(?:den(?:y|ies|ied)|dismiss(?:es|ed)|reject(?:s|ed)|refut(?:es|ed)|disput(?:es|ed)|contradict(?:s
    |ed))\s+(?:the|these|those|that|this|such|any|its|their|his)(?:\s+[\w'\u2019-]+){0,3}?\s*(?:reports?
    |claims?|news|statements?|announcements?|rumou?rs?|assertions?|accounts?)?\b|\b(?:claims?|reports?|news
    |announcement|statement|it|that|this)\s+(?:was|is|were|are)\s+(?:not\s+true|untrue|false|wrong|premature
    |incorrect|inaccurate|baseless|unfounded)\b""",
    whole=False,
)
_CORRECTION = pattern(
    r"""\b(?:correction|corrects|corrected|retract(?:s|ed|ion)?|clarif(?:ies|ied|ication)|earlier version
    |earlier report|wrongly|mistakenly|in fact)\b""",
    whole=False,
)
_NEAR = pattern(
    r"""\b(?:near|at|by|outside|opposite|(?:north|south|east|west)(?:-?\s?(?:east
    |west))? of)\s+(?:the\s+)?(?:town of |city of )?$""",
    whole=False,
)
_CONFIRMED = pattern(
    r"""\bconfirm(?:s|ed)\s+(?:the|this|that|these|those|their|its)\s+(?:[\w'-]+\s+){0,2}?(?:captures?|reports?
    |claims?|news|advances?|takeover|withdrawal|announcement|statement|linkup|fall|loss)\b""",
    whole=False,
)
_SELF_LOSS = frozenset({EventType.CONTROL_CEDED})
_STATES = frozenset({EventType.CONTROL_HELD})


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is the same for all sentences of an article."""

    article: Article
    published_at: datetime
    published: date | None
    provenance: Provenance


class Detector:
    """Finds the territory events of articles, with the names that some theatres and a table of sources give."""

    def __init__(self, theatres: Sequence[Theatre], sources: Sources) -> None:
        self._sources = sources
        self._atlas = Atlas(tuple(theatres))
        self._names = NameTable(theatres)
        self._monitors = frozenset(id_ for t in theatres for id_, actor in t.actors.items() if actor.monitor)
        self._superiors = {id_: actor.under for t in theatres for id_, actor in t.actors.items() if actor.under}
        self._heads = {id_: _nouns(actor) for t in theatres for id_, actor in t.actors.items()}
        self._place_kinds = {id_: place.kind for t in theatres for id_, place in t.places.items()}

    def detect(self, article: Article) -> tuple[TerritoryEvent, ...]:
        """The events that an article reports, one for each happening, in the order in which it tells them."""
        text = blank_markup(article.body[:MOST_READ])
        if not may_report(text):
            return ()
        published_at = article.published_at or article.fetched_at
        frame = _Frame(
            article,
            published_at or UNDATED,
            published_at.date() if published_at else None,
            provenance(article, self._sources),
        )
        corrects = _CORRECTION.search(article.title) is not None
        told: list[Told] = []
        discourse = Discourse(self._heads, self._place_kinds)
        last_speaker: Speaker | None = None
        last_day: date | None = None
        for number, sentence in enumerate(sentences(text)):
            mentions = find_mentions(sentence.text, self._names)
            said = attributions(sentence.text, mentions, self._monitors)
            if has_trigger(sentence.text):
                headline = bool(article.title) and sentence.start < len(article.title)
                correction = corrects or _CORRECTION.search(sentence.text) is not None
                for reading in read(sentence.text, mentions):
                    resolved = _anchored(_with_antecedents(reading, discourse, mentions), sentence.text, mentions)
                    speaker = self._resolved(
                        _governing(said, sentence.text, reading, last_speaker), resolved, discourse, mentions
                    )
                    event = self._event(frame, sentence, resolved, speaker, last_day, discourse)
                    discourse.losers |= {resolved.loser.entries} if resolved.loser else set()
                    last_day = event.occurred_on or last_day
                    if event.actor and event.actor.id in self._monitors:
                        continue
                    told.append(Told(event, number, headline, correction))
            if _REPORT_DENIED.search(sentence.text):
                told = _deny(told, number)
            if _CONFIRMED.search(sentence.text) and any(a.speaker and a.speaker.stance is Stance.NEUTRAL for a in said):
                told = _confirm(told, number)
            discourse.add(mentions)
            last_speaker = next((a.speaker for a in reversed(said) if a.speaker), last_speaker)
        return merge(told, self._superiors)

    def _resolved(
        self, speaker: Speaker | None, reading: Reading, discourse: Discourse, mentions: tuple[Mention, ...]
    ) -> Speaker | None:
        """The speaker with the actor that it stands or speaks for; "a spokesman" is the acting party's."""
        if speaker is None:
            return None
        if speaker.mention:
            return replace(speaker, mention=discourse.actor(speaker.mention, mentions))
        if speaker.bare:
            return replace(
                speaker, mention=reading.actor if reading.actor and reading.actor.entries else discourse.topic
            )
        if speaker.stance is Stance.NEUTRAL and speaker.nameable:
            monitors = [m for m in discourse.actors if any(e.id in self._monitors for e in m.entries)]
            return replace(speaker, mention=monitors[-1]) if monitors else speaker
        return speaker

    def _event(
        self,
        frame: _Frame,
        sentence: Sentence,
        reading: Reading,
        speaker: Speaker | None,
        last_day: date | None,
        discourse: Discourse,
    ) -> TerritoryEvent:
        article = frame.article
        theatre = self._atlas.theatre_of(reading.place, (reading.actor, reading.loser, reading.other), discourse.topic)
        actor, loser = self._atlas.actor(reading.actor, theatre), self._atlas.actor(reading.loser, theatre)
        other, place = self._atlas.actor(reading.other, theatre), self._atlas.place(reading.place, theatre)
        told = when(sentence.text, reading.start, frame.published, last_day)
        voice = self._atlas.actor(speaker.mention, theatre) if speaker and speaker.mention else None
        name = (voice.id if voice else None) or (speaker.key if speaker and speaker.nameable else None)
        happened = reading.realis in {Realis.ACTUAL, Realis.NEGATED, Realis.DENIED}
        return TerritoryEvent(
            id=stable_id(
                "event",
                article.id,
                sentence.start,
                reading.type,
                *(r and (r.id or r.text) for r in (actor, loser, other, place)),
            ),
            theatre=theatre,
            article_id=article.id,
            type=reading.type,
            actor=actor,
            loser=loser,
            other_actor=other,
            place=place,
            realis=_realis(reading, speaker),
            background=(told.background and reading.type not in _STATES) or (reading.background and told.day is None),
            occurred_on=told.day if happened else None,
            confidence=reading.confidence,
            evidence=(_evidence(article, sentence, frame.published_at),),
            published_at=frame.published_at,
            attributed_to=(voice or (_named(speaker) if speaker else None)),
            origin=frame.provenance.origin(name),
            fingerprint=fingerprint(sentence.text),
            grade=frame.provenance.grade,
        )


def _named(speaker: Speaker) -> ActorRef:
    return ActorRef(text=speaker.text)


def _evidence(article: Article, sentence: Sentence, published_at: datetime) -> Evidence:
    return Evidence(
        quote=article.body[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
        url=article.url,
        source=article.source,
        published_at=published_at,
    )


def _nouns(actor: Actor) -> frozenset[str]:
    return FORCE_NOUNS & {word.key for name in (actor.name, *actor.aliases) for word in words(name)}


def _with_antecedents(reading: Reading, discourse: Discourse, mentions: tuple[Mention, ...]) -> Reading:
    def named(mention: Mention | None) -> Mention | None:
        return discourse.actor(mention, mentions) if mention else None

    place = discourse.place(reading.place, mentions) if reading.place else None
    if (
        reading.type is EventType.LINKUP
        and reading.other is None
        and reading.actor
        and not reading.actor.named
        and (pair := discourse.pair())
    ):
        return replace(reading, actor=pair[0], other=pair[1], place=place)
    return replace(
        reading, actor=named(reading.actor), loser=named(reading.loser), other=named(reading.other), place=place
    )


def _anchored(reading: Reading, text: str, mentions: tuple[Mention, ...]) -> Reading:
    """A border is reached at the place that the sentence names: "near X", "took X and reached the border"."""
    if reading.type is not EventType.BORDER_REACHED or reading.place is None or reading.place.entries:
        return reading
    known = [m for m in mentions if m.kind is NameKind.PLACE and m.entries]
    behind = [m for m in known if m.start >= reading.place.end and _NEAR.search(text[: m.start])]
    anchors = behind[:1] or [m for m in known if m.end <= reading.place.start][-1:]
    return replace(reading, place=replace(reading.place, entries=anchors[0].entries)) if anchors else reading


def _governing(said: Sequence[Attribution], text: str, reading: Reading, last: Speaker | None) -> Speaker | None:
    attribution = attribution_of(said, text, reading.start)
    if attribution is None:
        return None
    return attribution.speaker or last


def _realis(reading: Reading, speaker: Speaker | None) -> Realis:
    """A party's word makes a happening a claim; what it admits to its own harm is as good as seen."""
    if reading.realis is not Realis.ACTUAL or speaker is None or speaker.stance is Stance.NEUTRAL:
        return reading.realis
    harmed = reading.actor if reading.type in _SELF_LOSS else reading.loser
    if harmed and speaker.mention and _same_side(harmed, speaker.mention):
        return Realis.ACTUAL
    if (
        reading.type is EventType.PASSAGE_DENIED
        and reading.actor
        and speaker.mention
        and _same_side(reading.actor, speaker.mention)
    ):
        return Realis.ACTUAL
    return Realis.CLAIMED


def _same_side(one: Mention, other: Mention) -> bool:
    ids = {e.id for e in one.entries if e.kind is NameKind.ACTOR}
    return bool(ids & {e.id for e in other.entries}) or one.text.casefold() == other.text.casefold()


def _deny(told: Sequence[Told], sentence: int) -> list[Told]:
    """Marks what the sentences just before told as denied: "the monitor said that the report was not true"."""
    return _remark(told, sentence, HAPPENED, Realis.DENIED)


def _confirm(told: Sequence[Told], sentence: int) -> list[Told]:
    """Marks what was claimed just before as seen by a neutral too: "the monitor confirmed the capture"."""
    return _remark(told, sentence, frozenset({Realis.CLAIMED}), Realis.ACTUAL)


def _remark(told: Sequence[Told], sentence: int, of: frozenset[Realis], realis: Realis) -> list[Told]:
    recent = [t for t in told if t.event.realis in of and 0 <= sentence - t.sentence <= 2]
    last = recent[-1] if recent else None
    return [replace(t, event=t.event.model_copy(update={"realis": realis})) if t is last else t for t in told]
