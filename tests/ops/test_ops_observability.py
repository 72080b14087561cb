"""The Prometheus rules and the Grafana dashboard: fresh, and about metrics that exist."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.generated import DEPLOY, generated_files
from deploy.rules import RULES
from services.runtime.metrics import metrics_table

TABLE = {name: (kind, set(filter(None, labels.split(", ")))) for name, kind, labels, _ in metrics_table()}
SCRAPED = {"job", "instance"}
DASHBOARD: dict[str, Any] = json.loads((DEPLOY / "grafana" / "dashboards" / "landbridge.json").read_text())
GRAPHS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
TARGETS = [target["expr"] for panel in GRAPHS for target in panel["targets"]]
EXPRESSIONS = sorted({*TARGETS, *(rule.expr for rule in RULES)})


@pytest.mark.parametrize(("path", "text"), generated_files().items(), ids=lambda value: getattr(value, "name", ""))
def test_generated_files_are_fresh(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run: python -m deploy"


def metrics_in(expression: str) -> set[str]:
    return set(re.findall(r"landbridge_[a-z_]+", expression))


def base(series: str) -> str:
    """The metric of a series: a histogram has several."""
    for suffix in ("_bucket", "_sum", "_count"):
        stem = series.removesuffix(suffix)
        if stem != series and TABLE.get(stem, ("",))[0] == "histogram":
            return stem
    return series


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_metric_and_label_that_is_asked_for_exists(expression: str) -> None:
    found = {base(series) for series in metrics_in(expression)}
    assert found <= set(TABLE)
    labels = SCRAPED.union(*(TABLE[name][1] for name in found))
    if any(TABLE[name][0] == "histogram" for name in found):
        assert "_bucket" in expression
        labels.add("le")
    matched = {
        label for inside in re.findall(r"\{([^}]*)\}", expression) for label in re.findall(r"(\w+)\s*[=!]", inside)
    }
    grouped = {label.strip() for inside in re.findall(r"by \(([^)]*)\)", expression) for label in inside.split(",")}
    assert matched | grouped <= labels


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_counters_are_never_looked_at_bare(expression: str) -> None:
    for series in metrics_in(expression):
        if TABLE[base(series)][0] == "counter":
            assert re.search(rf"(rate|increase)\({series}", expression)


@pytest.mark.parametrize("panel", GRAPHS, ids=lambda panel: panel["title"])
def test_a_panel_explains_itself_and_heeds_the_variables(panel: dict[str, Any]) -> None:
    assert panel["description"]
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["datasource"]["uid"] == "${datasource}"
    (target,) = panel["targets"]
    assert 'job=~"$job", instance=~"$instance"' in target["expr"]
    assert "rate(" not in target["expr"] or "[$__rate_interval]" in target["expr"]
    shown = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
    grouped = {label.strip() for inside in re.findall(r"by \(([^)]*)\)", target["expr"]) for label in inside.split(",")}
    assert shown == grouped - {"le"}


def test_panels_have_ids_of_their_own_and_do_not_overlap() -> None:
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in DASHBOARD["panels"])
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_is_wrong_and_what_to_do(rule: Any) -> None:
    assert rule.severity in {"critical", "warning"}
    assert "$value" not in rule.summary
    assert rule.description
    assert rule.runbook


def test_every_rule_is_put_to_the_test() -> None:
    tests = yaml.safe_load((DEPLOY / "prometheus" / "rules_test.yml").read_text(encoding="utf-8"))
    fired = set(re.findall(r"Landbridge\w+", str([test for test in tests["tests"] if test["name"] != "all is well"])))
    assert fired == {rule.name for rule in RULES}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "config", "--syntax-only", "prometheus.yml"),
        ("check", "rules", "rules/landbridge.yml"),
        ("test", "rules", "rules_test.yml"),
    ],
    ids=" ".join,
)
def test_promtool_agrees(arguments: tuple[str, ...]) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool, which comes with Prometheus, is not on the PATH")
    done = subprocess.run(
        [promtool, *arguments], cwd=DEPLOY / "prometheus", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
