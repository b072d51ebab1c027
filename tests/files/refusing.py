"""Servers that speak S3's refusals, or say nothing at all; each counts what it was asked."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

BODY = '<?xml version="1.0"?><Error><Code>{code}</Code><Message>{told}</Message></Error>'


@contextmanager
def refusing(status: int, code: str, told: str = "no") -> Iterator[tuple[str, list[str]]]:
    """A server that refuses everything so: its address, and what it was asked."""
    asked: list[str] = []

    class Refusal(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _refuse(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = b"" if self.command == "HEAD" else BODY.format(code=code, told=told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _refuse  # noqa: N815 — the names are http.server's

        def log_message(self, *_args: object) -> None:
            """Nothing on the test's screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusal)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes the connection and never answers: its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def nobody() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    return f"http://127.0.0.1:{port}"
