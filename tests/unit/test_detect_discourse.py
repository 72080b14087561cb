"""Whom "the group", "the militants" and "they" mean: the kind of noun, and who has just lost or been attacked."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from schemas.article import Article
from schemas.event import EventType, Realis
from schemas.theatre import Theatre
from services.detect.detector import Detector
from services.detect.names.mentioned import Mentioned
from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind, NameTable
from services.detect.parties.anaphora import doer
from services.detect.parties.discourse import Discourse
from services.detect.reading import Reading
from services.detect.resolve import Atlas
from services.detect.rules.roles import read
from services.detect.words.acronyms import acronyms
from services.detect.words.text import sentences
from services.detect.world.located import load_world
from tests.support.detect import PUBLISHED, SOURCES, THEATRE

IS = "Islamic State"
NATIONS = load_world().nations
TOOK = "The Syrian army captured Raqqa from Islamic State on Sunday. "
ATTACKED = "The Syrian army attacked Islamic State in Raqqa. "

with_and_without_theatre = pytest.mark.parametrize("theatres", [[THEATRE], []], ids=["theatre", "world"])


def _reads(text: str, trigger: str, party: str, role: str, type_: EventType, theatres: Sequence[Theatre]) -> Reading:
    """What the last sentence of a text comes to if the reader gives `party`, of any sentence, its part in it."""
    atlas = Atlas(tuple(theatres), NATIONS)
    mentioned = Mentioned(text, NameTable(theatres, NATIONS.find_at))
    discourse = Discourse(atlas.parties, atlas.place_kinds, acronyms(text))
    *before, last = mentioned.sentences
    for sentence in before:
        for reading in read(sentence.text, mentioned.by(sentence)):
            discourse.resolved(reading, sentence.text, mentioned.by(sentence))
        discourse.add(mentioned.by(sentence), sentence.text)
    start = last.text.index(trigger)
    at = text.index(party)
    home = mentioned.sentence_at(at)
    known = next((m for m in mentioned.by(home) if home.start + m.start <= at < home.start + m.end), None)
    mention = Mention(
        text=party,
        start=at - last.start,
        end=at + len(party) - last.start,
        kind=NameKind.ACTOR,
        named=bool(known and known.named),
        entries=known.entries if known else (),
        pronoun=bool(known and known.pronoun),
        definite=True,
    )
    reading = Reading(type_, Realis.ACTUAL, start, start + len(trigger))
    reading = replace(reading, loser=mention) if role == "loser" else replace(reading, actor=mention)
    return discourse.resolved(reading, last.text, mentioned.by(last))


def _leaver(text: str, trigger: str, read_as: str, theatres: Sequence[Theatre]) -> str | None:
    actor = _reads(text, trigger, read_as, "actor", EventType.CONTROL_CEDED, theatres).actor
    return actor.text.removeprefix("The ") if actor else None


@with_and_without_theatre
@pytest.mark.parametrize(
    ("after", "trigger"),
    [
        ("The group withdrew from the city.", "withdrew"),
        ("The Syrian Observatory for Human Rights confirmed that the group had left the city.", "left"),
        ("The fighters fled the city.", "fled"),
        ("The jihadist movement has since abandoned Mayadin.", "abandoned"),
        ("They withdrew from the city.", "withdrew"),
        ("It lost a base as well.", "lost"),
        ("Residents confirmed the withdrawal of the group from Mayadin.", "withdrawal"),
        ("Residents confirmed its retreat from Mayadin.", "retreat"),
        ("Mayadin was abandoned by the militants.", "abandoned"),
    ],
)
@pytest.mark.parametrize("before", [TOOK, ATTACKED])
def test_who_leaves_is_the_side_that_lost_or_was_attacked(
    before: str, after: str, trigger: str, theatres: Sequence[Theatre]
) -> None:
    assert _leaver(before + after, trigger, "Syrian army", theatres) == IS


@with_and_without_theatre
@pytest.mark.parametrize(
    ("text", "trigger", "leaver"),
    [
        ("Hezbollah captured Baaj. It then withdrew from Raqqa.", "withdrew", "Hezbollah"),
        ("Islamic State captured Baaj. The group withdrew from Raqqa.", "withdrew", IS),
        ("Islamic State captured Raqqa from the Syrian army. The group withdrew from Baaj.", "withdrew", IS),
        ("Islamic State captured Raqqa from Hezbollah. They later withdrew from it.", "withdrew", IS),
        ("Islamic State captured Raqqa from Hezbollah. They left after two days.", "left", IS),
        ("Islamic State attacked Hezbollah in Raqqa. They were beaten back and left the city.", "left", IS),
        ("Islamic State attacked Syrian troops in Raqqa. It withdrew from the city.", "withdrew", IS),
        ("Islamic State may attack Hezbollah. Hezbollah is in Baaj. They left Raqqa.", "left", "Hezbollah"),
        ("Islamic State captured Raqqa from Hezbollah. The PMF took Baaj. They left Mosul.", "left", "PMF"),
        ("Islamic State attacked Hezbollah in Raqqa. Islamic State withdrew from the city.", "withdrew", IS),
    ],
)
def test_the_actor_leaves_where_nobody_was_beaten_or_the_words_go_on_with_him(
    text: str, trigger: str, leaver: str, theatres: Sequence[Theatre]
) -> None:
    assert _leaver(text, trigger, leaver, theatres) == leaver


@with_and_without_theatre
@pytest.mark.parametrize(
    ("noun", "taker"),
    [
        ("group", IS),
        ("movement", IS),
        ("militants", IS),
        ("fighters", "fighters"),
        ("force", "Syrian army"),
        ("army", "Syrian army"),
    ],
)
def test_a_noun_stands_for_a_party_of_its_kind(noun: str, taker: str, theatres: Sequence[Theatre]) -> None:
    text = f"{TOOK}The {noun} captured Baaj on Monday."
    actor = _reads(text, "captured Baaj", "Syrian army", "actor", EventType.CONTROL_GAINED, theatres).actor
    assert actor
    assert actor.text == taker


@with_and_without_theatre
def test_a_group_that_nobody_named_before_can_be_stays_a_group(theatres: Sequence[Theatre]) -> None:
    assert _leaver("The Syrian army captured Raqqa. The group left Baaj.", "left", "Syrian army", theatres) == "group"


@with_and_without_theatre
@pytest.mark.parametrize("words", ["group", "militants"])
def test_nobody_drives_himself_out(words: str, theatres: Sequence[Theatre]) -> None:
    text = f"{TOOK}The Syrian army then drove the {words} out of Baaj."
    loser = _reads(text, "drove", words, "loser", EventType.CONTROL_GAINED, theatres).loser
    assert loser
    assert loser.text == IS


def test_a_paramilitary_group_is_a_group() -> None:
    text = f"{TOOK}The militant group overran Baaj in December."
    reading = _reads(text, "overran", "militant group", "actor", EventType.CONTROL_GAINED, [])
    assert reading.actor
    assert reading.actor.text == IS


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("Residents said the group had left Baaj.", "left", "group"),
        ("After the militants left, it fell quiet.", "left", "militants"),
        ("The Islamist movement, he said, left Baaj.", "left", "Islamist movement"),
        ("The pull-out of the rebel group from Baaj began.", "pull-out", "rebel group"),
        ("Their withdrawal from Baaj began.", "withdrawal", "they"),
        ("The group's retreat from Baaj began.", "retreat", "group"),
        ("The army denied that Baaj had been lost.", "lost", None),
        ("The army denied that Baaj fell quiet as all left.", "left", None),
        ("They said the PMF had left Baaj.", "left", None),
        ("The group's commander said Hezbollah left Baaj.", "left", None),
        ("The towns were quiet and Baaj changed hands.", "changed hands", None),
        ("Fighters left Baaj.", "left", None),
    ],
)
def test_the_doer_is_taken_up_where_the_sentence_has_no_other(text: str, trigger: str, words: str | None) -> None:
    mentioned = Mentioned(text, NameTable([THEATRE]))
    (sentence,) = sentences(text)
    start = text.index(trigger)
    found = doer(text, start, start + len(trigger), mentioned.by(sentence))
    assert (found and found.text) == words


@pytest.mark.parametrize(
    ("title", "text", "never"),
    [
        (
            "SYRIAN ARMY RECAPTURES PALMYRA",
            "The Syrian army recaptured Palmyra from Islamic State on Sunday. The Syrian Observatory for Human Rights"
            " confirmed that the group had left the city.",
            "sy",
        ),
        ("", "Ethiopian forces attacked the TPLF in Shire. The group withdrew from the town on Monday.", "et"),
        ("", "Ethiopian forces attacked the TPLF in Shire, and the group withdrew from the town on Monday.", "et"),
        ("", "Turkish troops shelled the YPG in Afrin. The group says it has left the city.", "tr"),
    ],
)
def test_the_served_reader_gives_no_retreat_to_the_winner(title: str, text: str, never: str) -> None:
    found = Detector([], SOURCES).detect(Article(id="a", title=title, text=text, published_at=PUBLISHED))
    assert found
    assert never not in {e.actor.id for e in found if e.actor and e.type is EventType.CONTROL_CEDED}
