"""The Grafana dashboard."""

import json
from dataclasses import dataclass
from typing import Any

DATASOURCE = {"type": "prometheus", "uid": "${datasource}"}
SELECTOR = 'job=~"$job", instance=~"$instance"'
WIDTH, HEIGHT = 8, 8
COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Panel:
    """One graph."""

    title: str
    description: str
    expr: str
    """PromQL; `SELECTOR` stands in it for the chosen jobs and instances."""
    legend: str
    unit: str


def per_second(metric: str, label: str) -> str:
    """The growth of a counter in a second, by one label."""
    return f"sum by ({label}) (rate({metric}{{SELECTOR}}[$__rate_interval]))"


def in_a_day(metric: str, label: str) -> str:
    """The growth of a counter in a day, by one label: for what happens a few times a day."""
    return f"sum by ({label}) (increase({metric}{{SELECTOR}}[1d]))"


def quantile(share: float, metric: str, label: str) -> str:
    """A quantile of a histogram, by one label."""
    return f"histogram_quantile({share}, sum by ({label}, le) (rate({metric}_bucket{{SELECTOR}}[$__rate_interval])))"


ROWS: tuple[tuple[str, tuple[Panel, ...]], ...] = (
    (
        "What was found",
        (
            Panel(
                "Alerts in a day",
                "Alerts raised in the last 24 hours, by what they say and how sure it is.",
                in_a_day("landbridge_alerts_total", "kind, stage"),
                "{{kind}} {{stage}}",
                "short",
            ),
            Panel(
                "Events in a day",
                "Territory events found in the last 24 hours, by type.",
                in_a_day("landbridge_events_total", "type"),
                "{{type}}",
                "short",
            ),
            Panel(
                "Deliveries in a day",
                "Alerts whose delivery to an endpoint ended in the last 24 hours, by how.",
                in_a_day("landbridge_deliveries_total", "outcome"),
                "{{outcome}}",
                "short",
            ),
        ),
    ),
    (
        "Is it working",
        (
            Panel(
                "Age of the last progress",
                "Time since the main loop last turned. A line that rises is a service that is stuck.",
                "time() - max by (job, instance) (landbridge_last_progress_timestamp_seconds{SELECTOR})",
                "{{job}} {{instance}}",
                "s",
            ),
            Panel(
                "Age of records when processed, p99",
                "From a record's append to the end of its processing: what alerts are late by.",
                quantile(0.99, "landbridge_record_age_seconds", "topic"),
                "{{topic}}",
                "s",
            ),
            Panel(
                "Records by outcome",
                "Records taken from topics, by what became of them.",
                per_second("landbridge_records_total", "topic, outcome"),
                "{{topic}} {{outcome}}",
                "ops",
            ),
            Panel(
                "Dead letters in a day",
                "Records put among the dead letters in the last 24 hours, by service and reason.",
                in_a_day("landbridge_dead_letters_total", "stage, reason"),
                "{{stage}} {{reason}}",
                "short",
            ),
            Panel(
                "Partitions owned",
                "Partitions that each instance owns; the sum of a topic must stay the number of its partitions.",
                "sum by (topic, instance) (landbridge_assigned_partitions{SELECTOR})",
                "{{topic}} {{instance}}",
                "short",
            ),
            Panel(
                "Records published",
                "Records that the broker has acknowledged.",
                per_second("landbridge_published_total", "topic"),
                "{{topic}}",
                "ops",
            ),
        ),
    ),
    (
        "Ingest",
        (
            Panel(
                "Polls by outcome",
                "Polls of feeds, by how they ended. Most should be not_modified.",
                per_second("landbridge_polls_total", "outcome"),
                "{{outcome}}",
                "ops",
            ),
            Panel(
                "Time of a poll, p95",
                "From the request to the parsed feed.",
                quantile(0.95, "landbridge_poll_seconds", "job"),
                "{{job}}",
                "s",
            ),
            Panel(
                "Feeds longest without success",
                "The ten feeds whose last good poll is longest ago.",
                "topk(10, time() - max by (feed) (landbridge_feed_last_success_timestamp_seconds{SELECTOR}))",
                "{{feed}}",
                "s",
            ),
        ),
    ),
    (
        "Detect and link",
        (
            Panel(
                "Articles scanned",
                "Articles taken by detect: with events, with nothing, or unread because in another language.",
                per_second("landbridge_articles_scanned_total", "result"),
                "{{result}}",
                "ops",
            ),
            Panel(
                "Time to process a record, p95",
                "Work on one record, without the wait before it.",
                quantile(0.95, "landbridge_record_processing_seconds", "topic"),
                "{{topic}}",
                "s",
            ),
            Panel(
                "Time to rebuild beliefs, p95",
                "Folding a partition of events into beliefs, when link takes it over.",
                quantile(0.95, "landbridge_rebuild_seconds", "job"),
                "{{job}}",
                "s",
            ),
        ),
    ),
    (
        "Notify",
        (
            Panel(
                "Attempts by result",
                "Requests sent to webhook endpoints in the last hour, by result.",
                "sum by (result) (increase(landbridge_delivery_attempts_total{SELECTOR}[1h]))",
                "{{result}}",
                "short",
            ),
            Panel(
                "Time to answer, p95",
                "How long the endpoints took to answer.",
                quantile(0.95, "landbridge_delivery_seconds", "job"),
                "{{job}}",
                "s",
            ),
        ),
    ),
)


def dashboard_file() -> str:
    """The dashboard as the file that Grafana loads."""
    return json.dumps(_dashboard(), indent=2, ensure_ascii=False) + "\n"


def _dashboard() -> dict[str, Any]:
    return {
        "uid": "landbridge",
        "title": "Landbridge",
        "tags": ["landbridge"],
        "editable": False,
        "schemaVersion": 39,
        "time": {"from": "now-24h", "to": "now"},
        "refresh": "30s",
        "templating": {"list": [_datasource(), _variable("job"), _variable("instance", 'job=~"$job"')]},
        "panels": _panels(),
    }


def _panels() -> list[dict[str, Any]]:
    panels: list[dict[str, Any]] = []
    y = 0
    for title, graphs in ROWS:
        panels.append({"type": "row", "title": title, "collapsed": False, "gridPos": _place(0, y, 24, 1)})
        y += 1
        for index, graph in enumerate(graphs):
            row, column = divmod(index, COLUMNS)
            panels.append(_graph(graph, _place(column * WIDTH, y + row * HEIGHT, WIDTH, HEIGHT)))
        y += HEIGHT * -(-len(graphs) // COLUMNS)
    return [{"id": number, **panel} for number, panel in enumerate(panels, start=1)]


def _graph(panel: Panel, place: dict[str, int]) -> dict[str, Any]:
    return {
        "type": "timeseries",
        "title": panel.title,
        "description": panel.description,
        "datasource": DATASOURCE,
        "gridPos": place,
        "fieldConfig": {"defaults": {"unit": panel.unit, "min": 0}, "overrides": []},
        "options": {"legend": {"showLegend": True, "placement": "bottom"}, "tooltip": {"mode": "multi"}},
        "targets": [
            {
                "refId": "A",
                "datasource": DATASOURCE,
                "expr": panel.expr.replace("SELECTOR", SELECTOR),
                "legendFormat": panel.legend,
            }
        ],
    }


def _place(x: int, y: int, width: int, height: int) -> dict[str, int]:
    return {"x": x, "y": y, "w": width, "h": height}


def _datasource() -> dict[str, Any]:
    return {"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus"}


def _variable(label: str, within: str = "") -> dict[str, Any]:
    query = f"label_values(landbridge_build_info{{{within}}}, {label})"
    return {
        "name": label,
        "label": label.capitalize(),
        "type": "query",
        "datasource": DATASOURCE,
        "query": {"query": query, "refId": label},
        "refresh": 2,
        "includeAll": True,
        "multi": True,
        "allValue": ".+",
        "current": {"text": "All", "value": "$__all"},
        "sort": 1,
    }
