"""Web addresses: where the panel is found from outside, and which other hosts a setting names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

from models.base import Record

PORTS = {"http": 80, "https": 443}


def site(settings: Mapping[str, Any]) -> str:
    """``https://gongkai.example``, where no request says it: ``GONGKAI_URL``, or the first of its hosts."""
    if settings["URL"]:
        return str(settings["URL"])
    host = settings["TRUSTED_HOSTS"][0]
    # With HTTPS something stands in front, on the port everybody uses.
    return f"https://{host}" if settings["HTTPS"] else f"http://{host}:{settings['PORT']}"


def page_of(record: Record) -> str:
    """The page of a record, within the site."""
    return f"/office/{record.slug}/{record.id}"


def may_go_to(address: str, hosts: Sequence[str]) -> bool:
    """Whether an address is a plain web address on one of the hosts the server's setting names."""
    if not address.isascii() or not address.isprintable() or " " in address:
        return False
    try:
        found = urlsplit(address)
        wanted = (found.hostname, found.port or PORTS.get(found.scheme))
    except ValueError:
        return False
    plain = found.scheme in PORTS and bool(found.hostname) and "@" not in found.netloc and not found.fragment
    return plain and any(wanted in _reached(host, found.scheme) for host in hosts)


def _reached(host: str, scheme: str) -> set[tuple[str | None, int | None]]:
    """Host and port an entry of the setting stands for; without a port, the one of the scheme."""
    entry = urlsplit(f"//{host}")
    return {(entry.hostname, entry.port or PORTS[scheme])}


def target_of(found: SplitResult) -> str:
    """What a request asks a host for: path and query."""
    return (found.path or "/") + (f"?{found.query}" if found.query else "")
