"""Agreement of two annotators, on cases that can be reckoned by hand."""

from pathlib import Path

import pytest

from services.training.agreement import Agreement, agreement, kappa
from services.training.marked import Passage, read_marked

HEADER = "== kind=wire; region=Sahel; date=2012-03-31\n"
FIRST = (
    "{A1 Rebels} {T1=control_gained.actual took} {P1,2 Kidal}, and {A2 an army} {T2=advance.planned will come} to it."
)


def _read(tmp_path: Path, name: str, *texts: str) -> list[Passage]:
    file = tmp_path / name
    file.write_text("".join(f"{HEADER}{text}\n" for text in texts), encoding="utf-8")
    return read_marked(file)


def test_the_same_marks_agree_wholly(tmp_path: Path) -> None:
    marked = _read(tmp_path, "a.txt", FIRST, "It rained.")
    expected = Agreement(passages=2, relevant=1, events=1, realis=1, background=1, roles=1)
    assert agreement(marked, marked) == expected


def test_what_one_left_out_costs_and_which_is_first_makes_no_difference(tmp_path: Path) -> None:
    full = _read(tmp_path, "a.txt", FIRST)
    partial = _read(
        tmp_path, "b.txt", "Rebels {T1=control_gained.claimed took} {P1 Kidal}, and an army will come to it."
    )
    found = agreement(full, partial)
    assert found == agreement(partial, full)
    assert found.events == pytest.approx(2 / 3)
    assert found.roles == pytest.approx(2 / 3)
    assert found.realis == 0


def test_other_types_and_other_words_are_no_agreement(tmp_path: Path) -> None:
    full = _read(tmp_path, "a.txt", FIRST)
    other = _read(tmp_path, "b.txt", "Rebels {T1=advance.actual took} Kidal, and an army will come to it.")
    assert agreement(full, other).events == 0


def test_only_passages_of_the_same_text_are_compared(tmp_path: Path) -> None:
    assert agreement(_read(tmp_path, "a.txt", FIRST), _read(tmp_path, "b.txt", "It rained.")).passages == 0


def test_kappa_takes_chance_off() -> None:
    assert kappa([("a", "a"), ("b", "b")]) == 1
    assert kappa([("a", "b"), ("b", "a")]) == -1
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0
    assert kappa([("a", "a")]) == 1
