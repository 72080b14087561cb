"""The closed set of metrics that Landbridge exposes. Names, units and meanings stand here and nowhere else."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_SLOW = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_AGE = (0.1, 0.5, 1, 5, 30, 60, 300, 900, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600)


class Metrics:
    """All metrics of one service process, in a registry of its own, so that tests can read it."""

    def __init__(self, registry: CollectorRegistry, service: str, version: str) -> None:
        self.registry = registry

        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(f"landbridge_{name}", text, labels, registry=registry)

        def gauge(name: str, text: str, *labels: str) -> Gauge:
            return Gauge(f"landbridge_{name}", text, labels, registry=registry)

        def histogram(name: str, text: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
            return Histogram(f"landbridge_{name}", text, labels, buckets=buckets, registry=registry)

        build = gauge("build_info", "1, with the version that runs", "service", "version")
        build.labels(service, version).set(1)

        self.records = counter("records_total", "Records taken, by what became of them", "topic", "outcome")
        self.record_seconds = histogram("record_processing_seconds", "Time to process one record", _FAST, "topic")
        self.record_age = histogram(
            "record_age_seconds", "Time from a record's append to the end of its processing", _AGE, "topic"
        )
        self.published = counter("published_total", "Records acknowledged by the broker", "topic")
        self.dead_letters = counter("dead_letters_total", "Records put among the dead letters", "stage", "reason")
        self.assigned = gauge("assigned_partitions", "Partitions that this process owns now", "topic")
        self.last_progress = gauge("last_progress_timestamp_seconds", "When the main loop last turned")
        self.expired = counter("expired_unread_total", "Records that retention removed before they were read", "topic")

        self.polls = counter("polls_total", "Polls of feeds, by how they ended", "outcome")
        self.poll_seconds = histogram("poll_seconds", "Time from request to parsed feed", _SLOW)
        self.articles = counter("articles_total", "Articles published, new ones and revisions")
        self.feeds = gauge("feeds", "Feeds that this process polls")
        self.feed_last_success = gauge(
            "feed_last_success_timestamp_seconds", "When a poll of the feed last succeeded", "feed"
        )

        self.articles_scanned = counter(
            "articles_scanned_total",
            "Articles taken by detect, by result; those in other_language are not read",
            "result",
        )
        self.events = counter("events_total", "Territory events found", "type", "realis")
        self.alerts = counter("alerts_total", "Alerts raised", "kind", "stage")
        self.rebuild_seconds = histogram("rebuild_seconds", "Time to fold a partition of events into beliefs", _SLOW)

        self.deliveries = counter("deliveries_total", "Alerts whose delivery to an endpoint has ended", "outcome")
        self.delivery_attempts = counter("delivery_attempts_total", "Requests sent to endpoints, by result", "result")
        self.delivery_seconds = histogram("delivery_seconds", "Time that an endpoint took to answer", _SLOW)


def metrics_table() -> list[tuple[str, str, str, str]]:
    """Every metric with its type, labels and meaning, for the documentation."""
    registry = CollectorRegistry()
    metrics = Metrics(registry, "any", "0")
    table = []
    for metric in vars(metrics).values():
        if isinstance(metric, CollectorRegistry):
            continue
        described = next(iter(metric.describe()))
        name = f"{described.name}_total" if described.type == "counter" else described.name
        table.append((name, described.type, ", ".join(metric._labelnames), described.documentation))  # noqa: SLF001
    return sorted([*table, ("landbridge_build_info", "gauge", "service, version", "1, with the version that runs")])
