"""A mail server on the loopback address that speaks just enough SMTP, without TLS."""

from __future__ import annotations

import socketserver
import threading
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Taken:
    """A mail as it came in."""

    sender: str = ""
    recipients: list[str] = field(default_factory=list)
    data: bytes = b""


class Server:
    """``with Server() as server``: its ``url``, what it has ``taken``; ``refuses`` recipients with a code."""

    def __init__(self, refuses: int | None = None) -> None:
        taken: list[Taken] = []

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.say("220 test")
                mail = Taken()
                for line in self.rfile:
                    verb, _blank, rest = line.decode().strip().partition(" ")
                    match verb.upper():
                        case "MAIL":
                            mail.sender = self.within(rest)
                            self.say("250 ok")
                        case "RCPT" if refuses:
                            self.say(f"{refuses} no such a@example.org here")
                        case "RCPT":
                            mail.recipients.append(self.within(rest))
                            self.say("250 ok")
                        case "DATA":
                            self.say("354 go on")
                            mail.data = b"".join(iter(self.rfile.readline, b".\r\n"))
                            taken.append(mail)
                            self.say("250 ok")
                        case "QUIT":
                            self.say("221 bye")
                            return
                        case _:
                            self.say("250 ok")

            def say(self, line: str) -> None:
                self.wfile.write(f"{line}\r\n".encode())

            @staticmethod
            def within(text: str) -> str:
                return text.partition("<")[2].partition(">")[0]

        self.taken = taken
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self._server.daemon_threads = True
        self.url = f"smtp://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_error: Any) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
