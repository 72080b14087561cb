"""Who is meant by "it", "the army" and "the two forces", and where "the town" is: what the text has named so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schemas.event import EventType, PlaceKind
from services.detect.mentions import Mention
from services.detect.names import Entry, NameKind
from services.detect.patterns import pattern
from services.detect.reading import Reading
from services.detect.vocabulary import COUNTRIES

_REMEMBERED = 12
_SETTLEMENTS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
_ONE_FORCE = frozenset({"group", "force", "movement", "organisation", "organization"})
_IRREGULARS = frozenset({"militants", "jihadists", "insurgents", "rebels", "extremists", "terrorists", "gunmen"})
_REGULARS = frozenset({"army", "forces", "police", "military", "government", "troops", "guard", "navy"})
_ANY_PLACE = frozenset({"site", "place", "spot"})
_SAME_KIND = frozenset({PlaceKind.CROSSING, PlaceKind.BASE, PlaceKind.DAM, PlaceKind.BRIDGE, PlaceKind.FIELD})

_NEAR = pattern(
    r"""\b(?:near|at|by|outside|opposite|(?:north|south|east|west)(?:-?\s?(?:east
    |west))? of)\s+(?:the\s+)?(?:town of |city of )?$""",
    whole=False,
)


@dataclass
class Discourse:
    """The actors and places named, newest last. One for each article; sentences are added in order."""

    force_nouns: Mapping[str, frozenset[str]]
    """For each actor id the nouns of its names: "the militia" is an actor that is called a militia."""
    place_kinds: Mapping[str, PlaceKind]
    acronyms: Mapping[str, str]
    """What the acronyms stand for that the text explains."""
    actors: list[Mention] = field(default_factory=list)
    topic: Mention | None = None
    """The first known actor of the last sentence that named one, which a pronoun takes up."""
    losers: set[tuple[Entry, ...]] = field(default_factory=set)
    """Who was said to lose something: not one of "the two forces" that come together."""
    places: list[Mention] = field(default_factory=list)

    def add(self, mentions: tuple[Mention, ...]) -> None:
        """Takes in the mentions of a sentence that has been read."""
        meant = (self.actor(m, mentions) for m in mentions if m.kind is NameKind.ACTOR)
        self.topic = next((m for m in meant if m.entries), self.topic)
        self.actors += [m for m in mentions if m.kind is NameKind.ACTOR and m.named]
        self.places += [m for m in mentions if m.kind is NameKind.PLACE and m.named]
        del self.actors[:-_REMEMBERED], self.places[:-_REMEMBERED]

    def actor(self, mention: Mention, sentence: tuple[Mention, ...]) -> Mention:
        """The named actor that `mention`, of `sentence`, stands for; itself if it is named or nothing fits."""
        full = self.acronyms.get(mention.full)
        if full and not mention.entries:
            return replace(mention, text=full, whole="")
        if mention.kind is not NameKind.ACTOR or mention.named:
            return mention
        if mention.pronoun or mention.possessed:
            owner = next((m for m in sentence if _may_own(m) and m.end <= mention.start), None)
            return self.actor(owner, sentence) if owner else self.topic or mention
        here = [m for m in sentence if m.kind is NameKind.ACTOR and m.named and m.end <= mention.start]
        said = [*reversed(here), *reversed(self.actors)]
        for noun in mention.text.casefold().split():
            for named in said:
                if any(noun in self.force_nouns.get(e.id, ()) for e in named.entries) or _head(named) == noun:
                    return named
        if _head(mention) in _IRREGULARS and mention.definite:
            return next((m for m in said if m.entries and not self._is_regular(m)), mention)
        return self.topic or mention if _head(mention) in _ONE_FORCE and mention.definite else mention

    def _is_regular(self, mention: Mention) -> bool:
        return any(self.force_nouns.get(entry.id, frozenset()) & _REGULARS for entry in mention.entries)

    def pair(self) -> tuple[Mention, Mention] | None:
        """The two different actors named last, the earlier first: "the two forces"."""
        known = list({m.entries: m for m in self.actors if m.entries and m.entries not in self.losers}.values())
        return (known[-2], known[-1]) if len(known) > 1 else None

    def place(self, mention: Mention, sentence: tuple[Mention, ...]) -> Mention:
        """The named place that a definite description ("the town") stands for; itself if it is named or none fits."""
        if mention.definite and _head(mention) in _ANY_PLACE:
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
        actor, loser, other = (
            self.actor(mention, sentence) if mention else None
            for mention in (reading.actor, reading.loser, reading.other)
        )
        if reading.type is EventType.LINKUP:
            actor, other = self._two_forces(reading, actor, other)
        return replace(reading, actor=actor, loser=loser, other=other, place=place)

    def _two_forces(
        self, reading: Reading, actor: Mention | None, other: Mention | None
    ) -> tuple[Mention | None, Mention | None]:
        """Who links up with whom, where the sentence says only "the two forces" or "a linkup with X"."""
        if other is None and reading.actor and not reading.actor.named and (pair := self.pair()):
            return pair
        if actor is None and other and self.topic and self.topic.entries != other.entries:
            return self.topic, other
        return actor, other


def _anchored(border: Mention, text: str, sentence: tuple[Mention, ...]) -> Mention:
    """The border at the place that the sentence names: "near X", "took X and reached the border"."""
    known = [m for m in sentence if m.kind is NameKind.PLACE and m.entries]
    behind = [m for m in known if m.start >= border.end and _NEAR.search(text[: m.start])]
    anchors = behind[:1] or [m for m in known if m.end <= border.start][-1:]
    return replace(border, entries=anchors[0].entries) if anchors else border


def _may_own(mention: Mention) -> bool:
    """Whether "it" and "its troops" may speak of the mention: an actor, or a state by its country's name."""
    return (mention.kind is NameKind.ACTOR and not mention.pronoun) or mention.text.casefold() in COUNTRIES


def _head(mention: Mention) -> str:
    return mention.text.casefold().rsplit(maxsplit=1)[-1]
