"""The reference is what the code says."""

from services.runtime.reference import DOCUMENT, reference


def test_the_reference_is_fresh() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == reference(), "run `make contracts`"
