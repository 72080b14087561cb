"""Where the noun phrases end that stand for places."""

from services.detect.names.actor_phrases import ActorPhrases
from services.detect.names.sentence_words import DETERMINERS
from services.detect.names.theatre_names import ARTICLES, NameKind, link_end
from services.detect.predicates.lexicon import is_headline_verb
from services.detect.words.vocabulary import DIRECTIONS, PLACE_HEADS, PLACE_MODIFIERS

_HELD = frozenset({"held", "controlled", "occupied", "run", "besieged"})
"""In "Russian-held Crimea" the name before the hyphen is not the place."""

_DOING = frozenset({"held", "controlled", "led"})
"""Modifiers of places that without a hyphen are verbs."""

_ANCHORING = frozenset(
    {"near", "of", "in", "around", "outside", "along", "between", "on", "at", "with", "called", "from"}
)

_LENGTHS = frozenset({"km", "kms", "kilometers", "kilometres", "miles", "about", "some"})


class PlacePhrases(ActorPhrases):
    """Finds "the strategic town of Baaj", "villages north of Baaj", "the border with Syria"."""

    def place_end(self, at: int) -> int:
        """Where a place's noun phrase that begins at `at` ends; 0 if none begins there."""
        if self.words[at].key in DETERMINERS or self._is_verb(at) or self._is_holder(at):
            return 0
        end = self._name_end(at)
        if end:
            return self._tail(self._swallow_place_heads(end))
        end = at
        while end < len(self.words) and end - at < 6 and (end == at or self.adjacent(end)):
            word = self.words[end]
            known = self.inside.get(end)
            if (known and known.entries[0].kind is NameKind.ACTOR) or self._is_verb(end):
                return 0
            if word.key in PLACE_HEADS:
                after = self._swallow_place_heads(end + 2 if self._is_numbered(end) else end + 1)
                return self._tail(after)
            if name := self._name_end(end):
                name = self._swallow_place_heads(name)
                return self._tail(name) if self._may_be_counted(at, name) else 0
            if word.key not in PLACE_MODIFIERS and not word.text.isdigit() and not self.is_name_word(end):
                return 0
            end += 1
        return 0

    def _is_numbered(self, at: int) -> bool:
        """Whether a number behind a head makes it a name: "Hill 395"."""
        following = self.words[at + 1 : at + 2]
        named = self.words[at].capital and not self.title_case
        return named and bool(following) and following[0].text.isdigit() and self.adjacent(at + 1)

    def _is_verb(self, at: int) -> bool:
        """Whether "held" and the like do what they tell: "rebels held Malakal", not "rebel-held Malakal"."""
        return self.words[at].key in _DOING and not self.words[at].glued

    def _is_holder(self, at: int) -> bool:
        """Whether a word only says with the one before it whose a place is: "held" in "rebel-held parts of Aleppo"."""
        return self.words[at].glued and self.words[at].key in _HELD

    def _may_be_counted(self, at: int, end: int) -> bool:
        """Whether a number before a name counts places ("12 Aleppo villages"), and does not end a date before it."""
        head = self.words[end - 1].key
        return not self.words[at].text.isdigit() or (head in PLACE_HEADS and head.endswith("s"))

    def _swallow_place_heads(self, end: int) -> int:
        while end < len(self.words) and self.adjacent(end):
            key = self.words[end].key
            following = self.words[end + 1].key if end + 1 < len(self.words) else ""
            if key in PLACE_HEADS and not (self.title_case and is_headline_verb(self.words[end].text)):
                end += 1
            elif key in PLACE_MODIFIERS and following in PLACE_HEADS and self.adjacent(end + 1):
                end += 2
            elif key == "'s" and (following in PLACE_HEADS or following in PLACE_MODIFIERS):
                end += 1
            else:
                break
        return end

    def _tail(self, end: int) -> int:
        """Extends a place by the name that anchors it: "city of X", "villages north of X", "border with X"."""
        ahead = end
        has_head = self.words[end - 1].key in PLACE_HEADS
        while ahead < len(self.words) and ahead - end < 8 and self.adjacent(ahead):
            word = self.words[ahead]
            if (
                word.key in _ANCHORING
                or word.key in DIRECTIONS
                or word.key in {"the", "and", "to", "close", "town", "city"}
                or (has_head and (word.text.isdigit() or word.key in _LENGTHS))
            ):
                if word.key == "and" and "between" not in {w.key for w in self.words[end:ahead]}:
                    return end
                if not has_head and word.key not in DIRECTIONS and ahead == end:
                    return end
                ahead += 1
                continue
            name = self._name_end(ahead)
            if not name or (ahead == end and not has_head):
                return end
            if ahead == end and not self._is_bare_name_after_head(end):
                return end
            if self.words[ahead - 1].key == "the" and self.actor_end(ahead):
                return end
            name = self._swallow_place_heads(name)
            if self.words[ahead - 1].key == "between" and name + 1 < len(self.words) and self.words[name].key == "and":
                return self._name_end(name + 1) or name
            return name
        return end

    def _is_bare_name_after_head(self, end: int) -> bool:
        return self.words[end - 1].key in PLACE_HEADS and not self.title_case

    def _name_end(self, at: int) -> int:
        found = self.found.get(at)
        if found and any(e.kind is NameKind.PLACE for e in found.entries) and not self._is_actor_name(at):
            return found.last
        opens = self.is_name_word(at, begin=True) or (self.words[at].capital and link_end(self.words, at + 1))
        if found or not opens:
            return 0
        end = at
        while end < len(self.words) and (end == at or self.adjacent(end)):
            if end > at and end in self.found:
                break
            if end > at and (linked := link_end(self.words, end)) and self._is_whole(end, linked):
                end = linked
                continue
            if end > at and not self.is_name_word(end):
                break
            end += 1
        if end < len(self.words) and self._is_holder(end):
            return 0
        return end if self.words[end - 1].key not in ARTICLES or self.words[end - 1].capital else 0

    def _is_whole(self, at: int, end: int) -> bool:
        """Whether nothing parts the words that link a name, and nobody known begins behind them."""
        return end not in self.found and all(self.adjacent(word) for word in range(at, end + 1))

    def _is_actor_name(self, at: int) -> bool:
        return self.found[at].entries[0].kind is NameKind.ACTOR
