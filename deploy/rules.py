"""The alerts that Prometheus raises about Landbridge itself."""

from dataclasses import dataclass, field

import yaml

SERVICES = ("ingest", "detect", "link", "notify")
HEADER = "# Written by `python -m deploy` from deploy/rules.py; change that.\n"


def job(service: str) -> str:
    """The name under which Prometheus scrapes a service."""
    return f"landbridge-{service}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One alert, and what the operator does about it."""

    name: str
    expr: str
    lasting: str
    """How long `expr` must hold before anybody is told."""
    severity: str
    summary: str
    description: str
    runbook: str
    labels: dict[str, str] = field(default_factory=dict)

    def as_yaml(self) -> dict[str, object]:
        """The rule as Prometheus reads it."""
        return {
            "alert": self.name,
            "expr": self.expr,
            "for": self.lasting,
            "labels": {"severity": self.severity, **self.labels},
            "annotations": {"summary": self.summary, "description": self.description, "runbook": self.runbook},
        }


def grown(series: str, window: str) -> str:
    """True where a counter has grown within `window`, or was not there before it.

    `increase` alone misses the first event of a label set, because the series begins at 1 and not at 0.
    """
    return f"increase({series}[{window}]) > 0 or ({series} unless {series} offset {window}) > 0"


def service_down(service: str) -> Rule:
    """No instance of the service answers: neither one that fails nor one that has vanished from discovery."""
    return Rule(
        name="LandbridgeServiceDown",
        expr=f'absent(up{{job="{job(service)}"}} == 1)',
        lasting="2m",
        severity="critical",
        labels={"service": service},
        summary=f"No instance of {service} is up.",
        description=f"Prometheus has scraped no instance of {service} for 2 minutes.",
        runbook=f"Read the end of the log of {service}: a service that stops says why in its last line. "
        "Exit status 2 is a wrong setting or file, 70 is a failure that a restart may mend.",
    )


RULES = (
    *(service_down(service) for service in SERVICES),
    Rule(
        name="LandbridgeNoProgress",
        expr="time() - landbridge_last_progress_timestamp_seconds > 120",
        lasting="3m",
        severity="critical",
        summary="A service runs and does nothing.",
        description="The main loop of {{ $labels.job }} at {{ $labels.instance }} has not turned for "
        "{{ $value | humanizeDuration }}.",
        runbook="See whether Kafka answers, then restart the instance; it goes on at what it has committed.",
    ),
    Rule(
        name="LandbridgeDeadLetters",
        expr=grown("landbridge_dead_letters_total", "10m"),
        lasting="0m",
        severity="warning",
        summary="Records could not be processed.",
        description="{{ $labels.stage }} has put records among the dead letters: {{ $labels.reason }}.",
        runbook="`landbridge dlq list` shows records and reasons. Mend the cause, then `landbridge dlq replay`.",
    ),
    Rule(
        name="LandbridgeRecordsExpired",
        expr=grown("landbridge_expired_unread_total", "1h"),
        lasting="0m",
        severity="critical",
        summary="Records expired before they were read.",
        description="Retention removed records of {{ $labels.topic }} that {{ $labels.job }} had not read.",
        runbook="The service was away or behind for longer than the topic keeps records. Lengthen the retention or "
        "add replicas; what is gone must be fetched from the outlets again.",
    ),
    Rule(
        name="LandbridgeBehind",
        expr="histogram_quantile(0.9, sum by (job, topic, le) (rate(landbridge_record_age_seconds_bucket[5m]))) > 300",
        lasting="15m",
        severity="warning",
        summary="A service is behind.",
        description="{{ $labels.job }} processes records of {{ $labels.topic }} that are "
        "{{ $value | humanizeDuration }} old.",
        runbook="Run more replicas, up to the topic's partitions. After an outage it catches up by itself.",
    ),
    Rule(
        name="LandbridgePollsFailing",
        expr='sum(rate(landbridge_polls_total{outcome!~"fetched|unchanged|not_modified"}[15m]))'
        " / (sum(rate(landbridge_polls_total[15m])) > 0) > 0.5",
        lasting="30m",
        severity="warning",
        summary="Most polls of feeds fail.",
        description="{{ $value | humanizePercentage }} of the polls have failed in the last 15 minutes.",
        runbook="When most fail at once it is our own network or name service; the panel of polls by outcome tells.",
    ),
    Rule(
        name="LandbridgeFeedSilent",
        # Two days: a feed that fails is polled once a day at least, so that one good poll a day is all it may have.
        expr="time() - max by (feed) (landbridge_feed_last_success_timestamp_seconds) > 172800",
        lasting="10m",
        severity="warning",
        summary="A feed has gone silent.",
        description="No poll of {{ $labels.feed }} has succeeded for {{ $value | humanizeDuration }}.",
        runbook="Open the feed's URL. If it has moved, change it in the feeds file; if it is gone, take it out.",
    ),
    Rule(
        name="LandbridgeDeliveryFailing",
        # The retry schedule has three attempts in the first six minutes, then ever fewer: rates would fade out.
        expr='sum by (result) (increase(landbridge_delivery_attempts_total{result!="ok"}[30m])) >= 2',
        lasting="0m",
        severity="warning",
        summary="A webhook endpoint does not take its alerts.",
        description="Attempts to deliver alerts fail: {{ $labels.result }}.",
        runbook="The log of notify names the endpoint. It is tried for about three days; nothing is lost till then. "
        "`refused` means a private address: allow its network with LANDBRIDGE_NET_ALLOW if it is yours.",
    ),
    Rule(
        name="LandbridgeAlertsUndelivered",
        expr=grown('landbridge_deliveries_total{outcome!="delivered"}', "1h"),
        lasting="0m",
        severity="critical",
        summary="Alerts will not reach an endpoint.",
        description="The delivery of alerts to an endpoint has ended without success: {{ $labels.outcome }}.",
        runbook="`gave_up`: it failed for three days. `disabled`: it answered 410 and gets nothing until its URL in "
        "the webhooks file is changed. The receipts in landbridge.deliveries say which alerts it has missed.",
    ),
)


def rules_file() -> str:
    """The rules as the file that Prometheus loads."""
    groups = [{"name": "landbridge", "rules": [rule.as_yaml() for rule in RULES]}]
    return HEADER + yaml.safe_dump({"groups": groups}, sort_keys=False, allow_unicode=True, width=120)
