"""What makes an item of a feed that item and no other, and its text that text.

The guid comes first, then the link, then the words. Outlets change guids and links without meaning a new item: the BBC
counts revisions in a fragment (`#0`, `#1`), feeds move from http to https, links carry campaign names.
"""

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

from schemas.base import stable_id
from services.ingest.parse import Item

_TRACKING_PREFIXES = ("utm_", "at_", "mc_", "ns_", "mtm_", "pk_")
_TRACKING_NAMES = frozenset({
    "cmp", "cmpid", "cmpnt", "dclid", "fbclid", "gclid", "gbraid", "igshid", "icid", "ito", "maca", "msclkid",
    "ocid", "partner", "ref_src", "rss", "smid", "smtyp", "src", "traffic_source", "twclid", "wbraid", "xtor",
    "yclid",
})  # fmt: skip
_REVISION_FRAGMENT = re.compile(r"#\d{1,2}$")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """`url` without what does not choose the page: tracking parameters, fragment, default port, capitals in the host.

    What is not an http(s) URL comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return url
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    return urlunsplit((parts.scheme, host, parts.path or "/", query, ""))


def content_hash(item: Item) -> str:
    """Hash of the words that a reader sees; white space, author and dates do not count."""
    return stable_id("content", " ".join(item.title.split()), " ".join(item.text.split()))


def identify(items: Sequence[Item]) -> list[tuple[str, Item]]:
    """Each distinct item with its identity, in the order given.

    A guid that stands for different pages in this very list identifies nothing ("0", the name of the site): then the
    link does, and after it the words. Items that say the same of themselves in every way are one, the first.
    """
    pages: dict[str, set[str]] = {}
    for item in items:
        if item.guid:
            pages.setdefault(_same_guid(item.guid), set()).add(_same_page(item.link))
    shared_guids = {guid for guid, links in pages.items() if len(links) > 1}
    # A page that many items without a usable guid point at (a live page, the home page) tells them no better apart.
    links = Counter(_same_page(item.link) for item in items if not item.guid or _same_guid(item.guid) in shared_guids)

    found: dict[str, Item] = {}
    for item in items:
        guid, link = _same_guid(item.guid), _same_page(item.link)
        if guid and guid not in shared_guids:
            identity = guid
        elif link and links[link] == 1:
            identity = link
        else:
            identity = stable_id("words", item.title, link, item.published)
        found.setdefault(stable_id("item", identity), item)
    return list(found.items())


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name.startswith(_TRACKING_PREFIXES) or name in _TRACKING_NAMES


def _same_guid(guid: str) -> str:
    guid = _REVISION_FRAGMENT.sub("", guid.strip())
    fragment = guid.partition("#")[2]
    page = _same_page(guid)
    return f"{page}#{fragment}" if fragment and page != guid else page


def _same_page(link: str) -> str:
    return canonical_url(link).removeprefix("https:").removeprefix("http:")
