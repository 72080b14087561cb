"""For whom a speaker speaks: the state or force that its words name, else the one that the text leaves no doubt of."""

from dataclasses import replace
from functools import cached_property

from schemas.event import WORLD, EventType
from services.detect.attribution.speaker import Attribution, Speaker, Stance
from services.detect.names.mentions import Mention
from services.detect.names.nations import Nations
from services.detect.names.offices import NOT_THE_STATES, OFFICE, holds_name, known_id, state_of
from services.detect.names.sides import IRREGULAR
from services.detect.names.theatre_names import Entry, NameKind
from services.detect.parties.discourse import Discourse
from services.detect.parties.nouns import Parties
from services.detect.reading import Reading
from services.detect.words.patterns import pattern

DECREED = frozenset({EventType.CROSSING_CLOSED, EventType.CROSSING_OPENED, EventType.PASSAGE_DENIED})
"""What a state does by saying it."""
_ITS = pattern(r"(?:its|their)\b.*")
_ABOUT = 0.6
"""The share of what a text says of countries from which on it is about one of them."""


class Voices:
    """The speakers of an article, with the parties that stand behind them."""

    def __init__(self, text: str, discourse: Discourse, nations: Nations, parties: Parties) -> None:
        self._text = text
        self._discourse = discourse
        self._nations = nations
        self._parties = parties

    def speaker(self, by: Attribution, reading: Reading, sentence: tuple[Mention, ...]) -> Speaker | None:
        """The speaker of what a reading, of a sentence with those mentions, tells, and for whom it speaks."""
        speaker = self._standing_for(by, reading, sentence)
        if speaker is None or speaker.stance is Stance.NEUTRAL or (speaker.mention and speaker.mention.entries):
            return speaker
        if named := self._named(speaker):
            return replace(speaker, mention=named)
        return replace(speaker, party=self._meant(speaker, by, reading))

    def _standing_for(self, by: Attribution, reading: Reading, sentence: tuple[Mention, ...]) -> Speaker | None:
        """The speaker with the actor that it stands for; "a spokesman" is the acting party's, if he admits nothing."""
        speaker = by.speaker
        if speaker is None:
            return None
        if speaker.mention:
            return replace(speaker, mention=self._discourse.actor(speaker.mention, sentence))
        if speaker.bare and not by.admits:
            acting = reading.actor if reading.actor and reading.actor.entries else self._discourse.topic
            return replace(speaker, mention=acting)
        if speaker.bare:
            return replace(speaker, mention=reading.loser)
        if speaker.stance is Stance.NEUTRAL and speaker.nameable and not speaker.is_outlet:
            named = [m for m in self._discourse.actors if self._parties.is_monitor(m)]
            return replace(speaker, mention=named[-1]) if named else speaker
        return speaker

    def _named(self, speaker: Speaker) -> Mention | None:
        """The party that a speaker's own words name: "Russia", "Russian officials", "the government of Chad"."""
        words = speaker.words
        known = self._nations.actor(words) or state_of(words, self._nations)
        return _known_as(speaker, Entry(NameKind.ACTOR, WORLD, known)) if known else None

    def _meant(self, speaker: Speaker, by: Attribution, reading: Reading) -> Mention | None:
        """The state that a nameless office must be of: "its interior ministry", "the government"."""
        words = speaker.words.partition(",")[0]
        if not OFFICE.search(words) or IRREGULAR.search(words) or NOT_THE_STATES.search(words):
            return None
        acting = self._state(reading.actor)
        if holds_name(
            words, opens=speaker.opens
        ):  # "Kenya has shut the crossing, President Ruto said": whose president he is the act tells
            own = reading.type in DECREED and by.start > reading.start
            return replace(acting, whole=speaker.words) if acting and own else None
        home = None if _ITS.fullmatch(words) or reading.type in DECREED else self._home
        if home and not (acting and self._nations.actor(acting.text) == home.id):
            return _known_as(speaker, home)
        party = acting or self._state(self._discourse.topic)
        return replace(party, whole=speaker.words) if party else None

    def _state(self, party: Mention | None) -> Mention | None:
        """A party by its id, if it is a state."""
        if party and not party.entries and not party.pronoun and (known := known_id(party, self._nations)):
            party = replace(party, entries=(Entry(NameKind.ACTOR, WORLD, known),))
        return party if party and party.entries and self._parties.is_state(party) else None

    @cached_property
    def _home(self) -> Entry | None:
        """The state that the article is about, if it is about one."""
        shares = self._nations.countries_in(self._text)
        code = max(shares, key=lambda code: shares[code], default=None)
        about = code is not None and shares[code] >= _ABOUT
        return Entry(NameKind.ACTOR, WORLD, code.lower()) if code and about else None


def _known_as(speaker: Speaker, entry: Entry) -> Mention:
    """A speaker's words as a mention of the party that they stand for."""
    return Mention(speaker.words, -1, -1, NameKind.ACTOR, named=True, entries=(entry,))
