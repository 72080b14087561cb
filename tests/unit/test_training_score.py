"""The score: what counts as found, and what as right."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from schemas.article import Article
from schemas.event import EventType, Realis
from schemas.theatre import Sources
from services.detect.detector import Detector
from services.runtime.errors import BadInputError
from services.training.annotated import Annotated, NamedEvent, annotated, read_annotated
from services.training.baseline import by_keywords
from services.training.evaluate import main, misses, report
from services.training.marked import read_marked
from services.training.score import Pair, Scores, paired, same_name, same_place, score

GAIN = NamedEvent(EventType.CONTROL_GAINED, Realis.ACTUAL, False, "the Syrian army", "IS", None, "the town of Rawa")


def _passage(*events: NamedEvent, attributive: bool = False) -> Annotated:
    return Annotated("dev-002", "Syria", "2017-05-30", "...", events, attributive)


def _with(event: NamedEvent, **changed: object) -> NamedEvent:
    fields = {name: getattr(event, name) for name in NamedEvent.__dataclass_fields__}
    return NamedEvent(**{**fields, **changed})


def _scored(passage: Annotated, *found: NamedEvent) -> Scores:
    return score([passage], lambda _: found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, None, True),
        (None, "Rawa", False),
        ("Rawa", "the town of Rawa", True),
        ("al-Qaim", "Al Qa'im", True),
        ("Iraqi forces", "Syrian forces", False),
        ("northern Syria", "northern Iraq", False),
        ("villages north of Baaj", "Baaj", True),
        ("the Syrian army", "Syrian army soldiers", True),
        ("the Syrian army", "Syrian rebels", False),
        ("IS", "this", False),
        ("HTS", "rights", False),
    ],
)
def test_names_are_compared_leniently_but_by_whole_words(one: str | None, other: str | None, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_a_perfect_answer_scores_one_on_every_level() -> None:
    scores = _scored(_passage(GAIN), GAIN)
    assert [count.f1 for count in scores.levels.values()] == [1, 1, 1, 1]
    assert (scores.loser.f1, scores.realis.recall, scores.happened.recall, scores.background.recall) == (1, 1, 1, 1)
    assert scores.misses == []


def test_each_level_asks_for_more_than_the_one_before() -> None:
    def levels(**changed: object) -> list[int]:
        return [count.right for count in _scored(_passage(GAIN), _with(GAIN, **changed)).levels.values()]

    assert levels(type=EventType.ADVANCE) == [1, 0, 0, 0]
    assert levels(place="Baaj") == [1, 1, 0, 0]
    assert levels(actor="the SDF") == [1, 1, 1, 0]


def test_claimed_for_actual_is_wrong_exactly_and_right_as_to_whether_it_happened() -> None:
    scores = _scored(_passage(GAIN), _with(GAIN, realis=Realis.CLAIMED))
    assert (scores.realis.right, scores.happened.right) == (0, 1)
    scores = _scored(_passage(GAIN), _with(GAIN, realis=Realis.PLANNED))
    assert (scores.realis.right, scores.happened.right) == (0, 0)


@pytest.mark.parametrize("role", ["loser", "other_actor"])
@pytest.mark.parametrize(
    ("wanted", "found", "counts"),
    [
        ("the SDF", "SDF fighters", (1, 1, 1)),
        ("the SDF", "Hezbollah", (1, 1, 0)),
        ("the SDF", None, (1, 0, 0)),
        (None, "the SDF", (0, 1, 0)),
        (None, None, (0, 0, 0)),
    ],
)
def test_a_second_party_counts_where_it_is_named(
    role: str, wanted: str | None, found: str | None, counts: tuple[int, int, int]
) -> None:
    event = NamedEvent(EventType.LINKUP, Realis.ACTUAL, False, "the Syrian army")
    scores = _scored(_passage(_with(event, **{role: wanted})), _with(event, **{role: found}))
    count = getattr(scores, role)
    assert (count.wanted, count.given, count.right) == counts
    neither = scores.loser if role == "other_actor" else scores.other_actor
    assert (neither.wanted, neither.given) == (0, 0)


def test_a_second_party_of_an_event_that_was_not_found_is_not_judged() -> None:
    linkup = NamedEvent(EventType.LINKUP, Realis.ACTUAL, False, "the Syrian army", other_actor="the SDF")
    assert _scored(_passage(linkup), _with(linkup, type=EventType.ADVANCE)).other_actor.wanted == 0


def test_what_is_found_where_nothing_is_costs_precision() -> None:
    scores = _scored(_passage(), GAIN)
    assert {(count.wanted, count.given, count.right) for count in scores.levels.values()} == {(0, 1, 0)}


def test_only_what_is_said_to_happen_is_a_false_alarm() -> None:
    planned = _with(GAIN, realis=Realis.PLANNED)
    assert [_scored(_passage(), *found).alarms.right for found in ((), (planned,), (planned, GAIN))] == [1, 1, 0]
    assert _scored(_passage(GAIN), GAIN).alarms.wanted == 0


def test_a_marked_passage_is_scored_by_the_words_of_its_spans(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "== kind=wire; region=Iraq; date=2017-05-30\n"
        "{A1 The army} {T1=control_gained.actual took} {P1 Rawa} from {L1 IS}, and {A2 it} {T2=advance.ongoing neared} "
        "{P2 the border}.\n"
    )
    passage = annotated(read_marked(file)[0])
    gain, advance = passage.events
    assert (gain.actor, gain.loser, gain.place, gain.place_named) == ("The army", "IS", "Rawa", True)
    assert (advance.place, advance.place_named, advance.realis) == ("the border", False, Realis.ONGOING)


def test_the_keywords_take_the_nearest_names() -> None:
    detector = Detector([], Sources(sources={}), by_keywords)
    article = Article(id="a", text="Government forces advanced, and the Syrian army captured Palmyra.")
    found = [(e.type.value, e.actor and e.actor.text, e.place and e.place.text) for e in detector.detect(article)]
    assert ("control_gained", "Syrian army", "Palmyra") in found


def test_two_places_of_one_type_are_paired_with_their_likes() -> None:
    other = _with(GAIN, place="Baaj")
    pairs = paired([GAIN, other], [other, GAIN])
    assert {(pair.wanted.place, pair.found.place) for pair in pairs} == {("Baaj", "Baaj"), (GAIN.place, GAIN.place)}


def test_equal_events_are_each_paired_once() -> None:
    assert len(paired([GAIN], [GAIN, GAIN])) == 1
    assert len(paired([GAIN, GAIN], [GAIN, GAIN])) == 2


def test_a_state_in_a_bare_modifier_is_neither_right_nor_wrong() -> None:
    held = _with(GAIN, type=EventType.CONTROL_HELD)
    assert _scored(_passage(attributive=True), held).levels["type"].given == 0
    assert _scored(_passage(attributive=False), held).levels["type"].given == 1
    assert _scored(_passage(held, attributive=True), held).levels["type"].right == 1


def test_a_described_place_need_not_be_given_a_named_one_must() -> None:
    nothing = _with(GAIN, place=None)
    assert same_place(Pair(_with(GAIN, place="the border crossing", place_named=False), nothing))
    assert not same_place(Pair(GAIN, nothing))


def _file(tmp_path: Path, *records: dict[str, object]) -> Path:
    file = tmp_path / "annotated.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return file


def test_an_annotated_file_is_read(tmp_path: Path) -> None:
    event = {"type": "linkup", "realis": "negated", "actor": "A", "other_actor": "B", "place": None}
    file = _file(tmp_path, {"id": "dev-017", "date": None, "text": "A and B have not met.", "events": [event]})
    (passage,) = read_annotated(file)
    assert passage.number == 17
    assert passage.article().published_at is None
    assert passage.events == (
        NamedEvent(EventType.LINKUP, Realis.NEGATED, False, "A", None, "B", None, place_named=False),
    )


@pytest.mark.parametrize(("told", "wanted", "right"), [("2017-05-29", 1, 1), ("2017-05-28", 1, 0), (None, 0, 0)])
def test_the_day_counts_where_the_annotation_tells_it(
    tmp_path: Path, told: str | None, wanted: int, right: int
) -> None:
    event = {"type": "linkup", "realis": "actual", "date": told}
    file = _file(tmp_path, {"id": "x", "assumed_date": "2017-05-30", "text": "...", "events": [event]})
    (passage,) = read_annotated(file)
    assert passage.article().published_at == datetime(2017, 5, 30, 12, tzinfo=UTC)
    scores = _scored(passage, _with(passage.events[0], day=date(2017, 5, 29)))
    assert (scores.day.wanted, scores.day.right) == (wanted, right)


def test_a_file_of_the_corpus_is_read_too(tmp_path: Path) -> None:
    spans = {"trigger": [[11, 15]], "actor": [[4, 10]], "place": [[16, 20]]}
    event = {"type": "control_gained", "realis": "actual", "background": False, "spans": spans}
    passage = {"kind": "wire", "region": "Steppe", "date": "2017-05-30", "text": "The rebels took Baaj."}
    (read,) = read_annotated(_file(tmp_path, {"id": "corpus-0001", **passage, "events": [event]}))
    assert [(e.actor, e.place) for e in read.events] == [("rebels", "Baaj")]


def test_a_file_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"annotated\.jsonl:1"):
        read_annotated(_file(tmp_path, {"id": "x"}))
    event = {"type": "linkup", "realis": "actual", "aktor": "A"}
    with pytest.raises(BadInputError, match="an event has no aktor"):
        read_annotated(_file(tmp_path, {"id": "x", "text": "...", "events": [event]}))
    with pytest.raises(BadInputError, match="cannot read"):
        read_annotated(tmp_path / "nowhere.jsonl")


def test_the_report_has_every_level_and_lists_the_misses() -> None:
    scores = _scored(_passage(GAIN), _with(GAIN, place="Baaj"))
    assert "type+place" in report(scores)
    assert "by theatre:\n  Syria" in report(scores)
    assert "\n  other actor              precision" in report(scores)
    assert "want control_gained actual | A the Syrian army | L IS | O None | P the town of Rawa" in misses(scores)


def test_the_command_scores_a_file_by_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    event = {"type": "control_gained", "realis": "actual", "actor": "rebels", "place": "Kidal", "place_named": True}
    file = _file(tmp_path, {"id": "x-2", "date": "2012-04-01", "text": "Rebels captured Kidal.", "events": [event]})
    monkeypatch.setattr("sys.argv", ["evaluate", str(file), "--reader", "rules"])
    assert main() == 0
    assert "tuple         precision 1.000  recall 1.000" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["evaluate", str(tmp_path / "nowhere.jsonl"), "--reader", "rules"])
    assert main() == 2
