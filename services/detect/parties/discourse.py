"""Who is meant by "it", "the army" and "the two forces", and where "the town" is: what the text has named so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from schemas.event import HAPPENED, EventType, PlaceKind, Realis
from services.detect.names.identity import is_same
from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import Entry, NameKind
from services.detect.parties.anaphora import doer
from services.detect.parties.fights import Fight, attack
from services.detect.parties.nouns import IRREGULARS, ONE_FORCE, Parties, head, is_plural
from services.detect.reading import Reading
from services.detect.words.patterns import pattern
from services.detect.words.vocabulary import COUNTRIES

_REMEMBERED = 12
_SETTLEMENTS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
_ANY_PLACE = frozenset({"site", "place", "spot"})
_SAME_KIND = frozenset({PlaceKind.CROSSING, PlaceKind.BASE, PlaceKind.DAM, PlaceKind.BRIDGE, PlaceKind.FIELD})
_TOLD = HAPPENED | {Realis.ONGOING}
_TAKEN = frozenset(
    {
        EventType.CONTROL_GAINED,
        EventType.CONTROL_TRANSFERRED,
        EventType.ATTACK_REPELLED,
        EventType.SIEGE_BROKEN,
    }
)
"""After which the loser has gone, or goes."""
_ATTACKED = frozenset({EventType.ADVANCE, EventType.SIEGE_LAID})
"""After which he may go."""

_CLAUSE = pattern(
    r"(?:[,;:]|\b(?:and|but|that|as|while|when|after|before|so|because|until|where))\s*(?:the|this|these|those)?\s*$",
    whole=False,
)
_NEAR = pattern(
    r"""\b(?:near|at|by|outside|opposite|(?:north|south|east|west)(?:-?\s?(?:east
    |west))? of)\s+(?:the\s+)?(?:town of |city of )?$""",
    whole=False,
)

Fits = Callable[[Mention], bool]
"""Whether a party may be meant."""


def _anybody(_: Mention) -> bool:
    return True


@dataclass
class Discourse:
    """The actors and places named, newest last. One for each article; sentences are added in order."""

    parties: Parties
    place_kinds: Mapping[str, PlaceKind]
    acronyms: Mapping[str, str]
    """What the acronyms stand for that the text explains."""
    actors: list[Mention] = field(default_factory=list)
    topic: Mention | None = None
    """The first known actor of the last sentence that named one, which a pronoun takes up."""
    losers: set[tuple[Entry, ...]] = field(default_factory=set)
    """Who was said to lose something: not one of "the two forces" that come together."""
    fight: Fight | None = None
    """What the text is about at the moment: who beat or attacked whom."""
    fighting: bool = False
    """The sentence that is being read tells of a fight."""
    places: list[Mention] = field(default_factory=list)

    def add(self, mentions: tuple[Mention, ...], text: str) -> None:
        """Takes in the mentions of a sentence that has been read, and its text."""
        meant = [self.actor(m, mentions) for m in mentions if m.kind is NameKind.ACTOR]
        self.topic = next((m for m in meant if m.entries), self.topic)
        self.actors += [m for m in mentions if m.kind is NameKind.ACTOR and m.named]
        self.places += [m for m in mentions if m.kind is NameKind.PLACE and m.named]
        if not self.fighting:
            fighters = [m for m in meant if m.entries and not self.parties.is_monitor(m)]
            self.fight = attack(text, mentions) or (None if fighters else self.fight)
        self.fighting = False
        del self.actors[:-_REMEMBERED], self.places[:-_REMEMBERED]

    def actor(self, mention: Mention, sentence: tuple[Mention, ...], fits: Fits = _anybody) -> Mention:
        """The named actor that `mention`, of `sentence`, stands for; itself if it is named or nothing fits."""
        full = self.acronyms.get(mention.full)
        if full and not mention.entries:
            return replace(mention, text=full, whole="")
        if mention.kind is not NameKind.ACTOR or mention.named:
            return mention
        here = [m for m in sentence if m.end <= mention.start and fits(m)]
        topic = [m for m in (self.topic,) if m and fits(m)]
        if mention.pronoun or mention.possessed:
            owner = next((m for m in here if _may_own(m)), None)
            return self.actor(owner, sentence, fits) if owner else next(iter(topic), mention)
        named = [m for m in here if m.kind is NameKind.ACTOR and m.named]
        return self._described(mention, topic, [*reversed(named), *filter(fits, reversed(self.actors))])

    def _described(self, mention: Mention, topic: list[Mention], said: list[Mention]) -> Mention:
        """Whom a description means, of the `topic` and what has been said, the last first."""
        for noun in mention.text.casefold().split():
            for named in said:
                if self.parties.is_called(named, noun):
                    return named
        noun = head(mention)
        if not mention.definite or noun not in IRREGULARS | ONE_FORCE:
            return mention
        known = [m for m in said if m.entries and self.parties.may_be_called(m, noun)]
        if noun in ONE_FORCE:
            known = [m for m in topic if self.parties.may_be_called(m, noun)] + known
        else:
            known.sort(key=self.parties.is_regular)
        return next(iter(known), mention)

    def pair(self) -> tuple[Mention, Mention] | None:
        """The two different actors named last, the earlier first: "the two forces"."""
        known = list({m.entries: m for m in self.actors if m.entries and m.entries not in self.losers}.values())
        return (known[-2], known[-1]) if len(known) > 1 else None

    def place(self, mention: Mention, sentence: tuple[Mention, ...]) -> Mention:
        """The named place that a definite description ("the town") stands for; itself if it is named or none fits."""
        if mention.definite and head(mention) in _ANY_PLACE:
            return next((m for m in reversed(self.places) if m.entries), mention)
        if mention.named or not mention.definite or mention.place_kind not in _SETTLEMENTS | _SAME_KIND:
            return mention
        here = [m for m in sentence if m.kind is NameKind.PLACE and m.named and m.end <= mention.start]
        wanted = _SETTLEMENTS if mention.place_kind in _SETTLEMENTS else {mention.place_kind}
        candidates = list(reversed([*self.places, *here]))
        known = [m for m in candidates if m.entries]
        exact = [m for m in known if mention.place_kind in self._kinds(m)]
        fitting = (m for m in [*exact, *known, *candidates] if self._kinds(m) & wanted)
        bare = (m for m in candidates if m.place_kind is None and not m.entries and m.text.casefold() not in COUNTRIES)
        return next(fitting, None) or (next(bare, mention) if wanted is _SETTLEMENTS else mention)

    def _kinds(self, mention: Mention) -> set[PlaceKind | None]:
        return {mention.place_kind} | {self.place_kinds.get(e.id) for e in mention.entries}

    def resolved(self, reading: Reading, text: str, sentence: tuple[Mention, ...]) -> Reading:
        """`reading`, of a sentence with that text, with what its pronouns and descriptions stand for."""
        place = self.place(reading.place, sentence) if reading.place else None
        if reading.type is EventType.BORDER_REACHED and place and not place.entries:
            place = _anchored(place, text, sentence)
        actor = self._doer(reading, text, sentence)
        loser = self._loser(reading.loser, actor, text, sentence)
        other = self.actor(reading.other, sentence, self._fits(reading.other)) if reading.other else None
        if actor and loser and (reading.type in _TAKEN or reading.type in _ATTACKED) and reading.realis in _TOLD:
            taken = reading.type in _TAKEN and reading.realis in HAPPENED
            self.fight, self.fighting = Fight(actor, loser, taken), True
        if reading.type is EventType.LINKUP:
            actor, other = self._two_forces(reading, actor, other)
        return replace(reading, actor=actor, loser=loser, other=other, place=place)

    def _doer(self, reading: Reading, text: str, sentence: tuple[Mention, ...]) -> Mention | None:
        """Who did what a reading tells; the reader may have gone back to the wrong one of two named before."""
        if reading.actor is None:
            return None
        actor = self.actor(reading.actor, sentence, self._fits(reading.actor))
        words = reading.actor
        if words.named or not _is_in(words, text):
            taken_up = doer(text, reading.start, reading.end, sentence)
            if taken_up is None or (_is_in(words, text) and not _begins_clause(taken_up, words, text)):
                return actor
            words = taken_up
        if not (words.pronoun or words.definite):
            return actor
        if not words.pronoun and not self._may_mean(words, actor):
            actor = self.actor(words, sentence, self._fits(words))
        if reading.type is not EventType.CONTROL_CEDED:
            return actor
        fight = attack(text[: reading.start], sentence) or self.fight
        return fight.loser if fight and not fight.goes_on(text) and self._fled(words, actor, fight) else actor

    def _fled(self, words: Mention, actor: Mention, fight: Fight) -> bool:
        """Whether words for who leaves a place mean the loser of a fight, rather than the winner or some `actor`."""
        if not actor.named and words.possessed:
            return False
        if actor.named and (not is_same(actor, fight.winner) or self._is_named_by(words, fight.winner)):
            return False
        return self._may_mean(words, fight.loser)

    def _is_named_by(self, words: Mention, party: Mention) -> bool:
        return not words.pronoun and self.parties.is_called(party, head(words))

    def _may_mean(self, words: Mention, party: Mention) -> bool:
        if words.pronoun:
            return words.text.casefold() != "it" or not is_plural(party)
        return words.possessed or self.parties.may_be_called(party, head(words))

    def _loser(
        self, loser: Mention | None, actor: Mention | None, text: str, sentence: tuple[Mention, ...]
    ) -> Mention | None:
        """Who lost: "the group was driven out" is not said of those who drove it out."""
        if loser is None:
            return None
        fits = self._fits(loser)
        found = self.actor(loser, sentence, lambda party: fits(party) and not is_same(party, actor))
        told_later = loser.start >= len(text) and not loser.named and is_same(self.actor(loser, sentence, fits), actor)
        return None if told_later or is_same(found, actor) else found

    def _fits(self, words: Mention) -> Fits:
        """Whom words may mean in a fight: no monitor that tells of it, but by "it" and "its" he speaks of himself."""
        if words.possessed or words.text.casefold() == "it":
            return _anybody
        return lambda party: not self.parties.is_monitor(party)

    def _two_forces(
        self, reading: Reading, actor: Mention | None, other: Mention | None
    ) -> tuple[Mention | None, Mention | None]:
        """Who links up with whom, where the sentence says only "the two forces" or "a linkup with X"."""
        if other is None and reading.actor and not reading.actor.named and (pair := self.pair()):
            return pair
        if actor is None and other and self.topic and self.topic.entries != other.entries:
            return self.topic, other
        return actor, other


def _is_in(mention: Mention, text: str) -> bool:
    """Whether a mention stands in the sentence itself, and not in another."""
    return 0 <= mention.start < len(text)


def _begins_clause(words: Mention, behind: Mention, text: str) -> bool:
    return words.start >= behind.end and _CLAUSE.search(text[behind.end : words.start]) is not None


def _anchored(border: Mention, text: str, sentence: tuple[Mention, ...]) -> Mention:
    """The border at the place that the sentence names: "near X", "took X and reached the border"."""
    known = [m for m in sentence if m.kind is NameKind.PLACE and m.entries]
    behind = [m for m in known if m.start >= border.end and _NEAR.search(text[: m.start])]
    anchors = behind[:1] or [m for m in known if m.end <= border.start][-1:]
    return replace(border, entries=anchors[0].entries) if anchors else border


def _may_own(mention: Mention) -> bool:
    """Whether "it" and "its troops" may speak of the mention: an actor, or a state by its country's name."""
    return (mention.kind is NameKind.ACTOR and not mention.pronoun) or mention.text.casefold() in COUNTRIES
