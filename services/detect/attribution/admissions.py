"""Who tells what he would rather not: a side that reports its own loss, or its enemy's gain, is believed."""

from schemas.event import EventType, Realis
from services.detect.attribution.speaker import Attribution, Speaker
from services.detect.names.mentions import Mention
from services.detect.names.nations import Nations
from services.detect.names.offices import known_id
from services.detect.names.sides import IRREGULAR, Ids, Sides
from services.detect.names.theatre_names import NameKind
from services.detect.reading import Reading
from services.detect.words.patterns import pattern

_OWN_DOING = frozenset({EventType.CONTROL_CEDED, EventType.PASSAGE_DENIED})
"""What harms, or does no honour to, who does it."""
_DECREED = frozenset({EventType.CROSSING_CLOSED, EventType.CROSSING_OPENED})
"""What a state does by saying it; rebels who say so may only wish to have a border to close."""
_GAINS = frozenset({
    EventType.CONTROL_GAINED, EventType.CONTROL_TRANSFERRED, EventType.CONTROL_HELD, EventType.ADVANCE,
    EventType.SIEGE_LAID, EventType.SIEGE_BROKEN, EventType.ATTACK_REPELLED, EventType.ROUTE_CUT,
    EventType.ROUTE_OPENED, EventType.BORDER_REACHED,
})  # fmt: skip
"""What its actor gains by, and his enemies do not. Who crossed a border is a charge, and no admission."""
_HOSTILE = pattern(
    r"""\b(?:rebels?|insurgents?|militants?|guerrillas?|separatists?|jihadists?|extremists?|terrorists?|gunmen|bandits|enemy
    |invaders|occupiers|mutineers)\b""",
    whole=False,
)
"""What the officials of a country call those who fight them there."""
_REGULAR = pattern(
    r"""\b(?:army|armies|military|ministr(?:y|ies)|minister|officials?|president|government|governor|generals?|colonel
    |officers?|authorities|police|junta|regime|troops|soldiers|forces|navy|guards?|premier|mayor|spokes\w+|commanders?)\b""",
    whole=False,
)


class Interests:
    """Who is whose enemy, as the tables know and as an article tells. One for each article."""

    def __init__(self, sides: Sides, nations: Nations) -> None:
        self._sides = sides
        self._nations = nations
        self._foes: set[frozenset[str]] = set()

    def learn(self, reading: Reading) -> None:
        """Takes in that one side of a reading took from the other."""
        if reading.actor and reading.loser and reading.type in _GAINS - {EventType.CONTROL_TRANSFERRED}:
            self._foes |= _pairs(self._keys(reading.actor), self._keys(reading.loser))

    def admitted(self, reading: Reading, said: Attribution) -> bool:
        """Whether a party, the speaker of `said`, tells in a reading what its own side does not gain by."""
        speaker, actor = said.speaker, reading.actor
        if speaker is None or said.withheld:
            return False
        if reading.type in _OWN_DOING:
            return self._admits_own(reading, speaker, admits=said.admits)
        if reading.type in _DECREED:
            return actor is not None and self._is_own(speaker, actor) and self._rules(speaker, actor)
        # A model's losers are too often wrong to overrule what it reads as a claim.
        if reading.realis is Realis.ACTUAL and reading.loser and self._is_one(speaker, reading.loser):
            return True
        if reading.type not in _GAINS or (actor and actor.pronoun):
            return False
        if said.admits:
            return actor is None or not self._beside(speaker, actor)
        return actor is not None and (self._against(speaker, actor) or self._calls_enemy(speaker, actor, reading.loser))

    def _admits_own(self, reading: Reading, speaker: Speaker, *, admits: bool) -> bool:
        """Whether a speaker tells what his side did to its harm; "the army admitted" tells it of its own "troops"."""
        actor = reading.actor
        if actor and self._is_own(speaker, actor):
            return True
        return admits and reading.type is EventType.CONTROL_CEDED and not (actor and self._against(speaker, actor))

    def _is_one(self, speaker: Speaker, side: Mention) -> bool:
        return not self._speaking(speaker).isdisjoint(self._keys(side))

    def _is_own(self, speaker: Speaker, side: Mention) -> bool:
        """The same where the speaker's own words do not tell it: "Pakistan has ..., its interior ministry said"."""
        meant = self._keys(speaker.party) if speaker.party else frozenset[str]()
        return self._is_one(speaker, side) or not meant.isdisjoint(self._keys(side))

    def _rules(self, speaker: Speaker, actor: Mention) -> bool:
        """Whether a speaker tells of what a state, or who governs like one, does."""
        words = f"{speaker.words} {actor.full}"
        if IRREGULAR.search(words):
            return False
        return _REGULAR.search(words) is not None or not self._sides.is_irregular(self._of(actor))

    def _beside(self, speaker: Speaker, actor: Mention) -> bool:
        """Whether a speaker may be on the actor's side: "the government" and "the army" are, if nothing is known."""
        one, other = self._of_speaker(speaker), self._of(actor)
        if self._is_one(speaker, actor):
            return True
        if other:
            return bool(one) and self._sides.together(one, other)
        irregular = self._sides.is_irregular(one) if one else IRREGULAR.search(speaker.text) is not None
        return irregular == (IRREGULAR.search(actor.full) is not None)

    def _against(self, speaker: Speaker, actor: Mention) -> bool:
        """Whether a speaker is the actor's enemy by what the tables or the text tell of them."""
        one, other = self._of_speaker(speaker), self._of(actor)
        if self._is_one(speaker, actor) or (one and other and self._sides.together(one, other)):
            return False
        foes = not self._foes.isdisjoint(_pairs(self._speaking(speaker), self._keys(actor)))
        return foes or bool(one and other and self._sides.opposed(one, other))

    def _calls_enemy(self, speaker: Speaker, actor: Mention, loser: Mention | None) -> bool:
        """Whether officials of no named state speak of whom they fight: "the army said militants had seized it"."""
        official = _REGULAR.search(speaker.text) is not None and not IRREGULAR.search(speaker.text)
        if not official or self._of_speaker(speaker) or (loser and not self._beside(speaker, loser)):
            return False
        other = self._of(actor)
        return self._sides.has_enemies(other) if other else _HOSTILE.search(actor.full) is not None

    def _of(self, side: Mention) -> Ids:
        """The ids of a party; none if no table knows it."""
        ids = frozenset(entry.id for entry in side.entries if entry.kind is NameKind.ACTOR)
        known = None if ids or side.pronoun else known_id(side, self._nations)
        return frozenset({known}) if known else ids

    def _of_speaker(self, speaker: Speaker) -> Ids:
        """The same of a speaker, who may be a state's: "Russia's defence ministry"."""
        ids = self._of(speaker.mention) if speaker.mention else frozenset()
        if ids or "-" in speaker.text or IRREGULAR.search(speaker.text):
            return ids
        return frozenset(code.lower() for code in self._nations.countries_of(speaker.text)[:1])

    def _speaking(self, speaker: Speaker) -> Ids:
        own = self._of_speaker(speaker)
        return self._sides.known(own) | own if own else frozenset({(speaker.mention or speaker).text.casefold()})

    def _keys(self, side: Mention) -> Ids:
        """By what a party is known: its ids, and those of the world; else its words."""
        own = self._of(side)
        return self._sides.known(own) | own if own else frozenset({side.text.casefold()})


def _pairs(one: Ids, other: Ids) -> set[frozenset[str]]:
    return {frozenset({first, second}) for first in one for second in other}
