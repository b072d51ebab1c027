"""Hand a stored file out so that no browser runs it. Source: RFC 6266, RFC 8187."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import quote

from flask import Response, redirect

from app.files.names import extension_of
from app.files.policy import KINDS
from app.files.store import Store

_BLOCK = 2**16
_OPAQUE = "application/octet-stream"


def download(store: Store, key: str, name: str, *, inline: bool = False) -> Any:
    """The file under ``key`` as a download called ``name``, byte for byte the name it was sent with.

    ``inline`` lets the browser show a PDF, PNG or JPEG in place; every other kind is downloaded all the
    same. Whether the reader may have the file is for the caller to ask first. A place that gives out signed
    addresses hands out downloads by itself; what is shown in place comes through us, for only our answer can
    forbid the browser to run it.
    Raises `FileNotFoundError`, `InvalidKey`, `StorageProblem`.
    """
    extension = extension_of(key)
    kind = KINDS.get(extension)
    shown = inline and kind is not None and kind.inline
    how = disposition("inline" if shown else "attachment", name, extension)
    if not shown and (address := store.address(key, how, _OPAQUE)):
        answer = redirect(address)
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer
    content = store.open(key)
    response = Response(_blocks(content), mimetype=kind.media_type if kind and shown else _OPAQUE)
    response.call_on_close(content.close)
    response.content_length = content.seek(0, io.SEEK_END)
    content.seek(0)
    response.headers["Content-Disposition"] = how
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def disposition(how: str, name: str, extension: str) -> str:
    """Two names: one of plain letters for clients of the last century, the true one percent-encoded."""
    return f"{how}; filename=\"file.{extension}\"; filename*=UTF-8''{quote(name, safe='')}"


def _blocks(content: IO[bytes]) -> Iterator[bytes]:
    while block := content.read(_BLOCK):
        yield block
