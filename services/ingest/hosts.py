"""Whose server a feed is on, and so how fast it may be polled."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from services.ingest.schedule import OWN, PUBLIC, Pace
from services.runtime.net import Network

_LOOPBACK = ip_network("127.0.0.0/8")


def host_of(url: str) -> str:
    """The host name in `url`, in lower case; what requests are spaced by and feeds are split over replicas by."""
    return urlsplit(url).hostname or ""


def pace_for(url: str, allow: Sequence[Network]) -> Pace:
    """The pace of feeds at `url`, where `allow` are the networks that the operator called their own.

    Only an address or `localhost` can be told to be in them: a name may point anywhere next time.
    """
    host = host_of(url)
    if host == "localhost":
        return OWN if _LOOPBACK in allow else PUBLIC
    try:
        address = ip_address(host)
    except ValueError:
        return PUBLIC
    return OWN if any(address in network for network in allow) else PUBLIC
