"""Reads the sentences of one article in order, and turns what each says into an event."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from schemas.article import Article
from schemas.base import stable_id
from schemas.event import ActorRef, EventType, Evidence, Realis, TerritoryEvent
from services.detect.attribution.admissions import Interests
from services.detect.attribution.claims import (
    governing,
    judged_afterwards,
    realis_by,
    realis_words,
    unsaid,
    without_reporter,
)
from services.detect.attribution.corrections import corrects_itself, is_correction, withdrawal
from services.detect.attribution.origin import Provenance, fingerprint
from services.detect.attribution.speaker import Attribution, Speaker, attributions
from services.detect.attribution.voices import Voices
from services.detect.dates.dated import When
from services.detect.dates.days import Clock
from services.detect.dates.happened import Trigger, after_sentence, went_before, when
from services.detect.names.mentioned import Mentioned
from services.detect.parties.discourse import Discourse
from services.detect.parties.subjects import with_subject
from services.detect.readers.choice import ReadSentence
from services.detect.reading import Context, Reading
from services.detect.resolve import Atlas
from services.detect.told import Told
from services.detect.words.acronyms import acronyms
from services.detect.words.text import Sentence

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The event time of an article that has neither a publication nor a fetching time. Its events have no dates."""

_DATED = frozenset({Realis.ONGOING, Realis.ACTUAL, Realis.CLAIMED, Realis.NEGATED, Realis.DENIED})
"""What happened, or did not, on a day. A plan's date is that of the planning."""
_LASTING = frozenset({EventType.SIEGE_LAID, EventType.CROSSING_CLOSED, EventType.ROUTE_CUT})
"""What may go on "since" some day; of anything else, the day is that of something else."""
_MOVES = frozenset({EventType.ADVANCE, EventType.BORDER_REACHED, EventType.BORDER_CROSSED})
"""Anything moves: without knowing that it is a force, it is no news."""


class Teller:
    """What an article has told so far. `told` holds an event for each time that a sentence tells of one."""

    def __init__(
        self, article: Article, mentioned: Mentioned, read: ReadSentence, provenance: Provenance, atlas: Atlas
    ) -> None:
        published_at = article.published_at or article.fetched_at
        self.told: list[Told] = []
        self._article = article
        self._body = article.body
        self._mentioned = mentioned
        self._read = read
        self._published_at = published_at or UNDATED
        self._provenance = provenance
        self._atlas = atlas
        self._discourse = Discourse(atlas.parties, atlas.place_kinds, acronyms(mentioned.text))
        self._voices = Voices(mentioned.text, self._discourse, atlas.nations, atlas.parties)
        self._interests = Interests(atlas.sides, atlas.nations)
        self._corrects = is_correction(article.title)
        self._in_correction = range(0)
        self._last_speaker: Speaker | None = None
        self._clock = Clock(published_at.date() if published_at else None)
        self._sentences = 0

    @property
    def _correcting(self) -> bool:
        """Whether the sentence belongs to a correction that the text makes of itself."""
        return self._sentences in self._in_correction

    def read(self, sentence: Sentence) -> None:
        """Takes in the next sentence."""
        mentions = self._mentioned.by(sentence)
        said = attributions(sentence.text, mentions, self._atlas.monitors)
        if corrects_itself(sentence.text):
            self._in_correction = range(self._sentences, self._sentences + 2)
        clause = told_until = 0
        told_before = len(self.told)
        for reading in self._read(Context(sentence, self._mentioned)):
            if reading.start >= told_until:  # of another trigger, not of another place of the same
                clause = told_until
            told_until = max(told_until, reading.end)
            righted = with_subject(unsaid(reading, sentence.text, own=self._correcting), sentence.text, mentions)
            resolved = self._discourse.resolved(righted, sentence.text, mentions)
            by = governing(said, sentence.text, reading, self._last_speaker)
            by = replace(by, speaker=self._voices.speaker(by, resolved, mentions)) if by else None
            self._tell(sentence, without_reporter(resolved, sentence.text, by), by, clause)
            self._interests.learn(resolved)
        days = [one.event.occurred_on for one in self.told[told_before:]]
        happened = next((day for day in reversed(days) if day), None)
        self._clock = after_sentence(sentence.text, self._clock, happened)
        self.told = judged_afterwards(
            self.told,
            sentence.text,
            self._sentences,
            said,
            partial(self._evidence, sentence),
            corrects=self._correcting,
        )
        self._discourse.add(mentions, sentence.text)
        self._last_speaker = next((a.speaker for a in reversed(said) if a.speaker), self._last_speaker)
        self._sentences += 1

    def _tell(self, sentence: Sentence, reading: Reading, by: Attribution | None, clause: int) -> None:
        """Notes what a reading says; `clause` is where in the sentence the trigger before it ends."""
        if reading.actor and any(entry.id in self._atlas.monitors for entry in reading.actor.entries):
            return
        if reading.actor and reading.actor.pronoun and reading.type in _MOVES:
            return
        trigger = Trigger(sentence.text, reading.start, clause, reading.time)
        dated = when(trigger, self._clock)
        event = self._event(sentence, reading, by, dated)
        headline = bool(self._article.title) and sentence.start < len(self._article.title)
        self.told.append(
            Told(
                event,
                self._sentences,
                headline=headline,
                correction=self._correcting or self._corrects or is_correction(sentence.text),
                takes_back=self._correcting or withdrawal(sentence.text) is not None,
                before=went_before(trigger),
            )
        )
        if reading.loser:
            self._discourse.losers.add(reading.loser.entries)

    def _event(self, sentence: Sentence, reading: Reading, by: Attribution | None, dated: When) -> TerritoryEvent:
        atlas, roles = self._atlas, (reading.actor, reading.loser, reading.other)
        speaker = by.speaker if by else None
        realis = realis_by(reading, by, self._interests)
        theatre = atlas.theatre_of(reading.place, roles, self._discourse.topic)
        actor, loser, other = (atlas.actor(mention, theatre) for mention in roles)
        if actor and loser and actor.id and actor.id == loser.id:
            loser = None
        place = atlas.place(reading.place, theatre)
        parts = [ref and (ref.id or ref.text) for ref in (actor, loser, other, place)]
        voice = atlas.actor(speaker.voice, theatre) if speaker else None
        name = (voice.id if voice else None) or (speaker.key if speaker else None)
        own_date = reading.type in _LASTING or not dated.since
        day = dated.day if own_date else None
        return TerritoryEvent(
            id=stable_id("event", self._article.id, sentence.start + reading.start, reading.type, *parts),
            theatre=theatre,
            article_id=self._article.id,
            type=reading.type,
            actor=actor,
            loser=loser,
            other_actor=other,
            place=place,
            realis=realis,
            background=(dated.background and own_date and reading.type is not EventType.CONTROL_HELD)
            or (reading.background and not day),
            occurred_on=day if reading.realis in _DATED else None,
            confidence=reading.confidence,
            evidence=(self._evidence(sentence, realis_words(reading, realis, by), (reading.start, reading.end)),),
            published_at=self._published_at,
            attributed_to=voice or (ActorRef(text=speaker.text) if speaker else None),
            origin=self._provenance.origin(name),
            fingerprint=fingerprint(sentence.text),
            grade=self._provenance.grade,
        )

    def _evidence(self, sentence: Sentence, words: str | None, trigger: tuple[int, int] | None = None) -> Evidence:
        """The sentence, with the words that give the realis, and the place of the trigger in it."""
        return Evidence(
            quote=self._body[sentence.start : sentence.end],
            start=sentence.start,
            end=sentence.end,
            trigger_start=sentence.start + trigger[0] if trigger else None,
            trigger_end=min(sentence.start + trigger[1], sentence.end) if trigger else None,
            realis_words=words,
            url=self._article.url,
            source=self._article.source,
            published_at=self._published_at,
        )
