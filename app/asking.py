"""Asks a web address whether there is still a page, and never an address inside the house.

A link was written by anybody, and the server reaches machines its writer does not. So a name is looked up
once, everything it stands for must be an address of the open internet, and the connection goes to just what
was looked up. Nothing is fetched but the status, and no redirect is followed: that something is said of the
page suffices.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum, auto
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from werkzeug.urls import iri_to_uri

from app.address import PORTS, may_go_to, target_of

PATIENCE = 5
"""Seconds for the connection, and for each piece of an answer."""
ALTOGETHER = 15
"""Seconds for one question, however slowly the pieces come."""
_GONE = {404, 410}
_OPEN_V6 = ip_network("2000::/3")
_TUNNELS = (ip_network("2001::/23"), ip_network("2002::/16"))
"""Addresses that hold another one, which may be any."""


class Answer(Enum):
    """What became of a question."""

    THERE = auto()
    GONE = auto()
    """The other side says that there is no such page."""
    SILENT = auto()
    """No answer, or that the server itself is in trouble."""
    NOT_ASKED = auto()
    """An address inside the house, one that is none, or one the settings leave out."""

    @classmethod
    def of(cls, status: int) -> Answer:
        """What a status of HTTP says of a page; one that is only for some people is there."""
        if status in _GONE:
            return cls.GONE
        return cls.SILENT if status >= 500 else cls.THERE


def ask(address: str, named: Sequence[str], *, outside: bool = True) -> Answer:
    """Ask an address; ``named`` are hosts that may be inside, and without ``outside`` no others are asked."""
    try:
        uri = iri_to_uri(address)
        found = urlsplit(uri)
        port = found.port or PORTS[found.scheme]
    except (ValueError, KeyError):
        return Answer.NOT_ASKED
    is_named = may_go_to(uri, named)
    if not (found.hostname and (is_named or outside)):
        return Answer.NOT_ASKED
    try:
        places = [str(one[4][0]) for one in socket.getaddrinfo(found.hostname, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return Answer.SILENT
    if not (is_named or all(map(is_outside, places))):
        return Answer.NOT_ASKED
    answer = _answer("HEAD", found, places[0], port)
    # There are servers that know no HEAD, and say anything to it.
    return answer if answer is Answer.THERE else _answer("GET", found, places[0], port)


def is_outside(place: str) -> bool:
    """Whether an IP address is one of the open internet."""
    found = ip_address(place.partition("%")[0])
    if isinstance(found, IPv4Address):
        return found.is_global and not found.is_multicast
    return found.is_global and found in _OPEN_V6 and not any(found in tunnel for tunnel in _TUNNELS)


def _answer(method: str, found: SplitResult, place: str, port: int) -> Answer:
    host = found.netloc.rpartition("@")[2]
    way = HTTPConnection(found.hostname or "", port)
    try:
        with _connected(found, place, port) as way.sock:
            way.request(method, target_of(found), headers={"Host": host, "User-Agent": "gongkai"})
            with way.getresponse() as answered:
                return Answer.of(answered.status)
    except ssl.SSLCertVerificationError:
        # Somebody is there. Browsers fetch missing links of a chain that we do not.
        return Answer.THERE
    except (OSError, HTTPException, ValueError):
        return Answer.SILENT


@contextmanager
def _connected(found: SplitResult, place: str, port: int) -> Iterator[socket.socket]:
    with socket.create_connection((place, port), PATIENCE) as plain, plain.dup() as same:
        timer = threading.Timer(ALTOGETHER, _cut, (same,))
        timer.start()
        try:
            if found.scheme == "http":
                yield plain
            else:
                with ssl.create_default_context().wrap_socket(plain, server_hostname=found.hostname) as safe:
                    yield safe
        finally:
            timer.cancel()


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
