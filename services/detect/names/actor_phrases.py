"""Where the noun phrases end that stand for armed or political actors."""

from services.detect.names.sentence_words import DETERMINERS, SentenceWords
from services.detect.names.theatre_names import NameKind
from services.detect.words.vocabulary import FORCE_MODIFIERS, FORCE_NOUNS, PLACE_HEADS, WELL_KNOWN

_TOGETHER = frozenset({"group", "groups", "organisation", "organization", "movement"})
"""What forces may be called together with another noun: "the paramilitary group"."""
_BELONGING = frozenset({("led", "by"), ("loyal", "to")})


class ActorPhrases(SentenceWords):
    """Finds "Syrian Kurdish forces", "Islamic State fighters", "a force led by Hezbollah"."""

    def actor_end(self, at: int) -> int:
        """Where an actor's noun phrase that begins at `at` ends; 0 if none begins there."""
        if self.words[at].key in DETERMINERS:
            return 0
        found = self.found.get(at)
        if found and found.entries[0].kind is NameKind.ACTOR:
            return self._swallow_force_nouns(found.last)
        place_name = bool(found) and not self._names_force(at)
        end, at_start = at, at
        while end < len(self.words) and end - at_start < 9:
            if end > at_start and not self.adjacent(end):
                return 0
            known = self.found.get(end)
            if known and known.entries[0].kind is NameKind.ACTOR:
                return self._swallow_force_nouns(known.last)
            word = self.words[end]
            if word.key in FORCE_NOUNS:
                return self._swallow_force_nouns(end + 1)
            if known and known.entries[0].kind is NameKind.PLACE and place_name and not self._names_force(end):
                return 0
            if not (self.is_name_word(end) or word.key in FORCE_MODIFIERS or word.key == "'s" or word.glued):
                break
            if word.key in PLACE_HEADS and word.key not in FORCE_MODIFIERS:
                break
            end += 1
        return at + 1 if self.words[at].key in WELL_KNOWN and self.words[at].capital else 0

    def _names_force(self, at: int) -> bool:
        found = self.inside.get(at)
        if not found:
            return False
        after = found.last
        while after < len(self.words) and (self.words[after].key in FORCE_MODIFIERS or self.words[after].key == "'s"):
            after += 1
        return after < len(self.words) and self.words[after].key in FORCE_NOUNS and self.adjacent(after)

    def _swallow_force_nouns(self, end: int) -> int:
        while end < len(self.words) and self.adjacent(end):
            word = self.words[end]
            known = self.found.get(end)
            if known:
                break
            if word.key in FORCE_NOUNS or word.key in _TOGETHER:
                end += 1
            elif (
                end + 1 < len(self.words)
                and (word.key in FORCE_MODIFIERS or word.key == "'s")
                and self.words[end + 1].key in FORCE_NOUNS
                and self.adjacent(end + 1)
            ):
                end += 2
            else:
                break
        return self._led_by(end)

    def _led_by(self, end: int) -> int:
        """Extends "a force" by "led by X" or "loyal to X", which says whose it is."""
        if end + 2 < len(self.words) and (self.words[end].key, self.words[end + 1].key) in _BELONGING:
            at = end + 3 if self.words[end + 2].key == "the" else end + 2
            leader = self.found.get(at)
            if leader and leader.entries[0].kind is NameKind.ACTOR:
                return leader.last
        return end
