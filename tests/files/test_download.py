"""The name survives byte for byte, and no browser runs what it is handed."""

from __future__ import annotations

import io
from urllib.parse import unquote

import pytest
import werkzeug
from flask import Flask, Response, request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.files.download import download
from app.files.inspect import inspect
from app.files.refusal import UnacceptableFile
from app.files.store import Store
from tests.files.makers import picture


@pytest.fixture
def site(store: Store) -> Flask:
    """Takes a file by POST and hands it out by GET, as a record's page does."""
    site = Flask(__name__)
    taken: dict[str, str] = {}

    @site.post("/")
    def upload() -> Response:
        sent = request.files["file"]
        accepted = inspect(sent.filename, sent.stream)
        taken[store.put(sent.stream, accepted.extension).key] = accepted.name
        return Response(status=201)

    @site.get("/")
    def hand_out() -> Response:
        key, name = taken.popitem()
        return download(store, key, name, inline="inline" in request.args)

    return site


def name_in(response: werkzeug.Response) -> str:
    """The name a browser saves the file under (RFC 6266 §4.3: the extended one wins)."""
    extended = response.headers["Content-Disposition"].partition("filename*=UTF-8''")[2]
    assert extended.isascii()
    return unquote(extended, errors="strict")


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("政府信息公开申请.pdf", "政府信息公开申请.pdf"),
        ("长" * 196 + ".pdf", "长" * 196 + ".pdf"),
        ("𠮷野（1）;b=c.pdf", "𠮷野（1）;b=c.pdf"),
        # Browsers send the quotation mark and line ends of a name as %22, %0D, %0A.
        ("a%22b.pdf", 'a"b.pdf'),
        ("a%0D%0ASet-Cookie.pdf", "a%0D%0ASet-Cookie.pdf"),
    ],
)
def test_name_and_content_survive_upload_and_download(site: Flask, sent: str, name: str) -> None:
    content, client = picture("PDF"), site.test_client()
    assert client.post("/", data={"file": (io.BytesIO(content), sent)}).status_code == 201
    with client.get("/") as response:
        assert response.data == content
        assert name_in(response) == name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(stem=st.text(min_size=1, max_size=60))
def test_any_accepted_name_survives(store: Store, stem: str) -> None:
    content = io.BytesIO(b"%PDF-1.7\nstartxref\n0\n%%EOF")
    try:
        accepted = inspect(f"{stem}.pdf", content)
    except UnacceptableFile:
        return
    response = download(store, store.put(content, accepted.extension).key, accepted.name)
    assert name_in(response).encode() == accepted.name.encode()
    assert response.get_data() == content.getvalue()
    response.close()


@given(name=st.text(st.characters(exclude_categories=["Cs"]), max_size=250))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_header_is_one_safe_line_whatever_the_name(store: Store, name: str) -> None:
    response = download(store, store.put(io.BytesIO(b"x"), "pdf").key, name)
    header = response.headers["Content-Disposition"]
    assert header.startswith("attachment; filename=\"file.pdf\"; filename*=UTF-8''")
    assert set(header.partition("''")[2]) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%"
    )
    response.close()


@pytest.mark.parametrize(
    ("extension", "inline", "media_type", "how"),
    [
        ("pdf", False, "application/octet-stream", "attachment"),
        ("png", False, "application/octet-stream", "attachment"),
        ("pdf", True, "application/pdf", "inline"),
        ("png", True, "image/png", "inline"),
        ("jpg", True, "image/jpeg", "inline"),
        ("jpeg", True, "image/jpeg", "inline"),
        ("txt", True, "application/octet-stream", "attachment"),
        ("docx", True, "application/octet-stream", "attachment"),
        ("html", True, "application/octet-stream", "attachment"),
    ],
)
def test_only_safe_kinds_are_shown_in_place(
    store: Store, extension: str, inline: bool, media_type: str, how: str
) -> None:
    key = store.put(io.BytesIO(b"content"), extension).key
    response = download(store, key, f"a.{extension}", inline=inline)
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"].partition(";")[0] == how
    assert response.headers["Content-Length"] == "7"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "private, no-store"
    response.close()


def test_name_of_the_file_does_not_decide_what_is_shown(store: Store) -> None:
    key = store.put(io.BytesIO(b"<script>"), "txt").key
    with download(store, key, "fake.pdf", inline=True) as response:
        assert response.headers["Content-Type"] == "application/octet-stream"


def test_file_is_read_in_pieces_and_closed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    key = store.put(io.BytesIO(b"x" * 200_000), "pdf").key
    content = store.open(key)
    monkeypatch.setattr(store, "open", lambda _key: content)
    response = download(store, key, "a.pdf")
    assert [len(piece) for piece in response.response] == [65_536, 65_536, 65_536, 3_392]
    response.close()
    assert content.closed


def test_missing_file_is_told(store: Store) -> None:
    store.claim("luodian")
    with pytest.raises(FileNotFoundError):
        download(store, "0" * 32 + ".pdf", "a.pdf")
