"""Connections to addresses that strangers name: feeds, pages and webhook targets.

A host name that was checked and is then resolved again can have moved to an inner address in between (DNS rebinding),
so the check sits where the socket is made, on the address that is connected to. `Host` and TLS's server name stay those
of the URL. An address written into a URL never meets a resolver in aiohttp, but it does meet the socket.
"""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, NoReturn

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry. `is_global` alone is not
# enough: multicast is global to it, and so is what carries an IPv4 address to a gateway that unwraps it.
_FORBIDDEN: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier's customers"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's host service"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.168.0.0/16", "private"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "an IPv4 address in disguise"),
        ("64:ff9b::/96", "an IPv4 address behind a translator"),
        ("64:ff9b:1::/48", "an IPv4 address behind a translator"),
        ("2001::/32", "an IPv4 address in a tunnel"),
        ("2002::/16", "an IPv4 address in a tunnel"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)


class ForbiddenAddressError(aiohttp.ClientConnectionError):
    """The target is at an address that must not be connected to; trying again will not help.

    Not an `OSError`, because aiohttp would take it for a failed connection and try the host's next address.
    """


class UnexpectedRedirectError(aiohttp.ClientError):
    """A redirect was about to be followed without its target having been looked at."""


def forbidden(address: Address, allow: Sequence[Network] = ()) -> str | None:
    """Why `address` must not be connected to, or None if it may be.

    `allow` names networks that may be reached all the same, as the operator's own.
    """
    if any(address in network for network in allow):
        return None
    for network, reason in _FORBIDDEN:
        if address in network:
            return reason
    return None if address.is_global and not address.is_reserved else "not a public address"


def guarded_session(
    allow: Sequence[Network], *, limit: int = 100, limit_per_host: int = 0, **options: Any
) -> aiohttp.ClientSession:
    """A session that connects to public addresses and to those in `allow`, and to nothing else.

    It keeps no cookies and knows no proxy. Redirects are for the caller to look at and to follow: requests pass
    `allow_redirects=False`, and one that does not raises `UnexpectedRedirectError` when a redirect comes. `limit` and
    `limit_per_host` bound the open connections (0: no bound); `options` are those of `aiohttp.ClientSession`.

    Raises, from a request:
        ForbiddenAddressError: the host is at a forbidden address, or at several of which one is forbidden.

    """

    def open_socket(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, target = info
        _refuse_forbidden(target[0], (target[0],), allow)
        return socket.socket(family=family, type=kind, proto=protocol)

    tracing = aiohttp.TraceConfig()
    tracing.on_request_redirect.append(_refuse_redirect)
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            resolver=_GuardedResolver(allow), socket_factory=open_socket, limit=limit, limit_per_host=limit_per_host
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        trace_configs=[tracing],
        **options,
    )


class _GuardedResolver(AbstractResolver):
    """Refuses a host as a whole if one of its addresses is forbidden: an honest one has no such address."""

    def __init__(self, allow: Sequence[Network]) -> None:
        self._allow = allow
        self._resolver = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        _refuse_forbidden(host, [each["host"] for each in found], self._allow)
        return found

    async def close(self) -> None:
        await self._resolver.close()


def _refuse_forbidden(host: str, addresses: Sequence[str], allow: Sequence[Network]) -> None:
    for address in addresses:
        reason = forbidden(ip_address(address), allow)
        if reason:
            raise ForbiddenAddressError(f"{host} is at {address}, which must not be connected to: {reason}")


async def _refuse_redirect(_session: Any, _context: Any, redirect: aiohttp.TraceRequestRedirectParams) -> NoReturn:
    raise UnexpectedRedirectError(f"{redirect.url.origin()} redirects, and was asked without allow_redirects=False")
