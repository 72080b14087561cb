"""Who stands behind a report, and how far that is believed."""

import pytest

from schemas.event import Grade
from services.link.origins import RELIABILITY, confidence, independent, report_of, with_report
from services.link.sides import Sides
from tests.support.link_story import GAINED, THEATRE, event

SIDES = Sides(THEATRE)


def grade(by: str, source: Grade, gainer: str = "syrian-army", loser: str = "is") -> Grade:
    told = event("2017-11-08", GAINED, gainer, "abu-kamal", by=by, grade=source)
    return report_of(told, SIDES, (gainer,), (loser,)).grade


@pytest.mark.parametrize(
    ("by", "source", "counts_as"),
    [
        ("speaker:syrian-army", Grade.A, Grade.D),
        ("speaker:hezbollah", Grade.B, Grade.D),
        ("speaker:pmf", Grade.B, Grade.D),
        ("speaker:is", Grade.F, Grade.A),
        ("speaker:sohr", Grade.F, Grade.B),
        ("speaker:sohr", Grade.A, Grade.A),
        ("speaker:sdf", Grade.C, Grade.C),
        ("outlet:anything", Grade.C, Grade.C),
        ("speaker:nobody-known", Grade.E, Grade.E),
    ],
)
def test_a_boast_is_d_an_admission_a_and_a_monitor_at_least_b(by: str, source: Grade, counts_as: Grade) -> None:
    assert grade(by, source) == counts_as


def test_a_doubtful_reading_of_the_text_weighs_less() -> None:
    told = event("2017-11-08", GAINED, "is", "abu-kamal", grade=Grade.A).model_copy(update={"confidence": 0.5})
    assert report_of(told, SIDES, ("is",)).reliability == pytest.approx(0.725)


def test_independence() -> None:
    reports = {
        name: report_of(
            event("2017-11-08", GAINED, "syrian-army", "abu-kamal", by=by, fingerprint=text), SIDES, ("pmf",)
        )
        for name, by, text in (
            ("wire", "wire:ap", "x"),
            ("copy", "outlet:daily", "x"),
            ("again", "wire:ap", "y"),
            ("other", "outlet:daily", "z"),
            ("army", "speaker:syrian-army", "p"),
            ("militia", "speaker:hezbollah", "q"),
        )
    }
    assert not independent(reports["wire"], reports["copy"])
    assert not independent(reports["wire"], reports["again"])
    assert independent(reports["wire"], reports["other"])
    assert not independent(reports["army"], reports["militia"])
    assert independent(reports["army"], reports["wire"])
    assert len(with_report(with_report((), reports["wire"]), reports["copy"])) == 1


def test_confidence_of_one_report_is_its_reliability_and_a_denial_takes_it_back() -> None:
    one = report_of(event("2017-11-08", GAINED, "is", "abu-kamal", grade=Grade.B), SIDES, ())
    assert confidence((one,), ()) == pytest.approx(RELIABILITY[Grade.B])
    assert confidence((one,), (one,)) == pytest.approx(0.5)
