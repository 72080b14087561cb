"""Which endpoint wants which alert."""

from schemas.alert import Alert
from services.notify.endpoints import Endpoint


def wants(endpoint: Endpoint, alert: Alert) -> bool:
    """Whether each of the endpoint's filters lets the alert through; an empty filter lets all through."""
    return (
        (not endpoint.kinds or alert.kind in endpoint.kinds)
        and (not endpoint.stages or alert.stage in endpoint.stages)
        and (not endpoint.theatres or alert.theatre in endpoint.theatres)
    )
