"""What a paper, an agency or a broadcaster reports is a neutral's word, and none of them takes a town."""

import re
from dataclasses import replace

import pytest

from schemas.event import EventType, Realis
from services.detect.attribution.claims import without_reporter
from services.detect.attribution.speaker import Attribution
from services.detect.names.mentions import Mention
from services.detect.names.outlets import is_outlet
from services.detect.names.theatre_names import NameKind
from services.detect.reading import Reading
from tests.support.detect import one


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("Al Jazeera's Zein Basravi", True),
        ("a BBC correspondent in Goma", True),
        ("the newspaper Al-Watan", True),
        ("local media", True),
        ("the state news agency SANA", False),
        ("a Taliban-run news website", False),
        ("a pro-government newspaper", False),
        ("the army", False),
    ],
)
def test_an_outlet_is_known_by_name_or_kind_unless_it_is_a_party_s(words: str, outlet: bool) -> None:
    assert is_outlet(words) is outlet


@pytest.mark.parametrize(
    ("text", "realis", "origin"),
    [
        ("The New York Times said the PMF had captured Baaj.", Realis.ACTUAL, "speaker:new-york-times"),
        ("A BBC correspondent in Mosul said the PMF had captured Baaj.", Realis.ACTUAL, "speaker:bbc"),
        ("Local media reported that the PMF had captured Baaj.", Realis.ACTUAL, "outlet:unknown"),
        ("The PMF told Reuters they had captured Baaj.", Realis.CLAIMED, "speaker:pmf"),
        (
            "The army said, according to the BBC, that it had captured Baaj.",
            Realis.CLAIMED,
            "speaker:unnamed-officials",
        ),
    ],
)
def test_what_an_outlet_reports_is_no_party_s_claim(text: str, realis: Realis, origin: str) -> None:
    event = one(text)
    assert (event.realis, event.origin) == (realis, origin)


def test_a_reporter_is_no_actor() -> None:
    reporter = Mention("Al Jazeera's Zein Basravi", 0, 25, NameKind.ACTOR, named=True)
    reading = Reading(EventType.CROSSING_CLOSED, Realis.CLAIMED, 60, 66, actor=reporter)
    assert without_reporter(reading, "", None).actor is None
    army = replace(reading, actor=replace(reporter, text="Iraqi army"))
    assert without_reporter(army, "", None) is army


@pytest.mark.parametrize(
    ("text", "name", "realis", "kept"),
    [
        ("Ali Hassan said the crossing had been closed.", "Ali Hassan", Realis.CLAIMED, False),
        ("The Iraqi army denied that the crossing had been closed.", "Iraqi army", Realis.DENIED, False),
        ("The Iraqi army said the crossing had been closed.", "Iraqi army", Realis.CLAIMED, True),
        ("Ali Hassan said he had closed the crossing.", "Ali Hassan", Realis.CLAIMED, True),
    ],
)
def test_who_only_says_what_was_done_is_no_actor(text: str, name: str, realis: Realis, kept: bool) -> None:
    start, closed = text.index(name), text.index("closed")
    actor = Mention(name, start, start + len(name), NameKind.ACTOR, named=True)
    reading = Reading(EventType.CROSSING_CLOSED, realis, closed, closed + 6, actor=actor)
    says = re.search("said|denied", text)
    assert says
    said = Attribution(None, says.start(), says.end(), since=0, words="")
    assert (without_reporter(reading, text, said).actor is not None) is kept
