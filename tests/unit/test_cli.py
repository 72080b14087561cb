"""The command line: quick to answer, and clear about what is wrong."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from schemas.event import Evidence, PlaceRef, TerritoryEvent
from services import cli
from services.runtime.errors import BadInputError

ARTICLE = {
    "id": "one",
    "title": "Town near the border falls",
    "text": "The Popular Mobilization Forces captured Baaj from Islamic State on Sunday, residents said.",
    "published_at": "2017-06-05T08:00:00Z",
    "source": "reuters",
}


def run(*arguments: str, stdin: str = "") -> str:
    result = CliRunner().invoke(cli.cli, arguments, input=stdin, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def landbridge(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "services.cli", *arguments], capture_output=True, text=True, check=False
    )


def test_help_loads_neither_kafka_nor_faust_nor_pydantic() -> None:
    heavy = {"aiokafka", "faust", "pydantic", "rich", "aiohttp"}
    code = f"import sys, services.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", sorted(cli.cli.commands))
def test_every_command_explains_itself(command: str) -> None:
    assert "Usage:" in run(command, "--help")


def test_detect_writes_one_event_a_line_with_the_fields_of_the_contract(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(ARTICLE) + "\n\n" + json.dumps({"text": "Nothing happened."}) + "\n", encoding="utf-8")
    lines = run("detect", "--theatre", "iraq-syria", "--jsonl", str(file)).splitlines()
    assert [TerritoryEvent.model_validate_json(line).type for line in lines] == ["control_gained"]
    event = json.loads(lines[0])
    assert event["article_id"] == "one"
    assert event["actor"] == {"text": "Popular Mobilization Forces", "id": "pmf"}
    assert set(event["place"]) == set(PlaceRef.model_fields)
    assert event["place"]["id"] == "baaj"
    assert set(event["evidence"][0]) == set(Evidence.model_fields)
    assert event["occurred_on"] == "2017-06-04"
    assert {"loser", "other_actor", "realis", "background", "confidence"} <= event.keys()


def test_detect_reads_standard_input() -> None:
    assert run("detect", "--theatre", "iraq-syria", "--jsonl", "-", stdin=json.dumps(ARTICLE))


def test_detect_shows_a_person_the_text_and_the_events(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(ARTICLE["text"], encoding="utf-8")
    shown = run("detect", "--theatre", "iraq-syria", str(file))
    assert re.search(r"control\s", shown)
    assert "Baaj" in shown


def test_backtest_writes_one_alert_a_line_with_the_fields_of_the_contract(tmp_path: Path) -> None:
    articles, alerts = tmp_path / "articles.jsonl", tmp_path / "alerts.jsonl"
    articles.write_text(json.dumps(ARTICLE), encoding="utf-8")
    run("backtest", "--theatre", "iraq-syria", "--articles", str(articles), "--alerts", str(alerts))
    raised = [json.loads(line) for line in alerts.read_text(encoding="utf-8").splitlines()]
    assert [(alert["kind"], alert["stage"], alert["subject"]) for alert in raised] == [
        ("control_changed", "reported", "baaj")
    ]
    assert {
        "id", "kind", "stage", "theatre", "subject", "occurred_on", "raised_at", "headline", "confidence", "conditions",
        "route", "gaps", "evidence",
    } <= raised[0].keys()  # fmt: skip


def test_backtesting_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps(ARTICLE), encoding="utf-8")
    outputs = []
    for name in ("first", "second"):
        run("backtest", "--theatre", "iraq-syria", "--articles", str(articles), "--alerts", str(tmp_path / name))
        outputs.append((tmp_path / name).read_bytes())
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"title": "no text"}', '{"text": 5}', '{"text": "x", "published_at": "soon"}']
)
def test_a_line_that_is_no_article_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text(f'{{"text": "fine"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(BadInputError, match="line 2"):
        CliRunner().invoke(cli.cli, ["detect", "--jsonl", str(file)], catch_exceptions=False)


def test_bad_input_ends_with_status_2_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text("feeds:\n  - {url: ftp://example.org}\n", encoding="utf-8")
    done = landbridge("up", "--feeds", str(tmp_path / "feeds.yaml"))
    assert done.returncode == 2
    assert f"{tmp_path / 'feeds.yaml'}:2:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_ends_a_service_with_status_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDBRIDGE_KAFKA", "nowhere")
    done = landbridge("detect")
    assert done.returncode == 2
    assert "LANDBRIDGE_KAFKA=nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_theatre_ends_a_service_with_status_2(monkeypatch: pytest.MonkeyPatch) -> None:
    done = landbridge("theatre", "check", "atlantis")
    assert done.returncode == 2
    assert "iraq-syria" in done.stderr


def test_a_broker_that_is_away_ends_a_service_with_status_70(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDBRIDGE_KAFKA", "127.0.0.1:9")
    monkeypatch.setenv("LANDBRIDGE_METRICS_PORT", "0")
    done = landbridge("link")
    assert done.returncode == 70
    assert "no Kafka broker answers" in done.stderr
