"""Ordinary news, from a small stand-in for its package."""

from pathlib import Path

import numpy as np
import pytest

from services.detect.network.scan import BUCKETS, Scan, buckets
from services.training.ordinary import heard, ordinary_articles, quiet_passages
from tests.support import news_package

_PEACE = "The minister opened a school in Lyon on Monday. Prices of bread rose."
_RAIN = "It rained in Lyon."
_WAR = "Rebels took a town on Tuesday."


@pytest.fixture(autouse=True)
def _package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    peace = [(f"peace-{at}", "A title", _PEACE if at % 2 else _RAIN) for at in range(20)]
    war = [(f"war-{at}", "A title", f"{_PEACE} {_WAR} {_PEACE}") for at in range(20)]
    news_package.install(peace + war, tmp_path, monkeypatch)


def test_no_article_is_both_learned_from_and_measured_on() -> None:
    learned = {passage.id.rsplit("-", 1)[0] for passage in quiet_passages()}
    measured = {article.id for article in ordinary_articles()}
    assert learned
    assert measured
    assert not learned & measured


def test_what_speaks_of_war_is_left_out() -> None:
    assert not any(article.id.startswith("war") for article in ordinary_articles())
    passages = quiet_passages()
    assert any(passage.id.startswith("war") for passage in passages)
    assert not any("Rebels" in passage.text or passage.events for passage in passages)


def test_sentences_on_both_sides_of_a_gap_are_not_joined() -> None:
    longest = max(len(passage.text) for passage in quiet_passages())
    assert longest <= len(f"A title {_PEACE}")


def test_only_what_the_scan_lets_through_is_heard() -> None:
    weights = np.zeros(BUCKETS, np.float32)
    weights[list(buckets("bread"))] = 5.0
    scan = Scan(weights, 0.0, 1.0)
    passages = quiet_passages()
    let_through = heard(scan, passages)
    assert let_through == [passage for passage in passages if "bread" in passage.text]
    assert 0 < len(let_through) < len(passages)
