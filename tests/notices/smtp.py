"""A mail server on the loopback address that speaks just enough SMTP, with TLS where it has a certificate."""

from __future__ import annotations

import base64
import contextlib
import socketserver
import ssl
import threading
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Taken:
    """A mail as it came in."""

    sender: str = ""
    recipients: list[str] = field(default_factory=list)
    data: bytes = b""
    login: str = ""
    encrypted: bool = False


@dataclass
class House:
    """How the server behaves, and what it has seen."""

    refuses: int | None
    tls: ssl.SSLContext | None
    at_once: bool
    taken: list[Taken] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class Talk(socketserver.StreamRequestHandler):
    """One connection; ``do_…`` answers a command."""

    house: House

    def handle(self) -> None:
        self.mail = Taken()
        # Who does not trust the certificate leaves.
        with contextlib.suppress(ssl.SSLError, ConnectionError):
            if self.house.at_once:
                self.encrypt()
            self.say("220 test")
            while line := self.rfile.readline():
                verb, _blank, rest = line.decode().strip().partition(" ")
                self.house.said.append(verb.upper())
                getattr(self, f"do_{verb.lower()}", self.agree)(rest)
                if verb.upper() == "QUIT":
                    return

    def finish(self) -> None:
        with contextlib.suppress(ssl.SSLError, ConnectionError):
            super().finish()
        self.connection.close()

    def encrypt(self) -> None:
        assert self.house.tls is not None
        self.connection = self.house.tls.wrap_socket(self.request, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.mail.encrypted = True

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def agree(self, _rest: str) -> None:
        self.say("250 ok")

    def do_ehlo(self, _rest: str) -> None:
        if self.house.tls:
            self.say(f"250-test\r\n250 {'AUTH PLAIN' if self.mail.encrypted else 'STARTTLS'}")
        else:
            self.say("250 ok")

    def do_starttls(self, _rest: str) -> None:
        self.say("220 go on")
        self.encrypt()

    def do_auth(self, rest: str) -> None:
        self.mail.login = base64.b64decode(rest.removeprefix("PLAIN ")).decode()
        self.say("235 ok")

    def do_mail(self, rest: str) -> None:
        self.mail.sender = within(rest)
        self.say("250 ok")

    def do_rcpt(self, rest: str) -> None:
        if self.house.refuses:
            self.say(f"{self.house.refuses} no such a@example.org here")
            return
        self.mail.recipients.append(within(rest))
        self.say("250 ok")

    def do_data(self, _rest: str) -> None:
        self.say("354 go on")
        self.mail.data = b"".join(iter(self.rfile.readline, b".\r\n"))
        self.house.taken.append(self.mail)
        self.say("250 ok")

    def do_quit(self, _rest: str) -> None:
        self.say("221 bye")


def within(text: str) -> str:
    """The address of ``FROM:<…>``."""
    return text.partition("<")[2].partition(">")[0]


class Server:
    """``with Server() as server``: its ``url``, what it has ``taken``; ``refuses`` recipients with a code.

    With ``tls`` it offers STARTTLS, or speaks TLS ``at_once``; ``said`` are the commands it was sent.
    """

    def __init__(
        self, refuses: int | None = None, tls: ssl.SSLContext | None = None, *, at_once: bool = False
    ) -> None:
        house = House(refuses, tls, at_once)
        self.taken, self.said = house.taken, house.said
        self._server = socketserver.ThreadingTCPServer(
            ("127.0.0.1", 0), type("Talk", (Talk,), {"house": house})
        )
        self._server.daemon_threads = True
        scheme = "smtps" if at_once else "smtp"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_error: Any) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
