"""Printing reads the product's fonts and nothing else."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pypdf
import pytest
import weasyprint

from app.letters import render

SECRET = "canary-7d1f5b"

TAGS = {
    "picture": '<img src="{url}">',
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "attachment": '<link rel="attachment" href="{url}">',
    "import": '<style>@import url("{url}");</style>',
    "background": '<p style="background-image: url({url})">政</p>',
    "object": '<object data="{url}"></object>',
    "font": "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style><p>x</p>",
    "drawing": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}" width="9" height="9"/></svg>',
}


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """A local server and the paths it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Keep the test output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/canary", asked
        finally:
            server.shutdown()
            thread.join()


def streams(pdf: bytes) -> bytes:
    """Every stream of a PDF, uncompressed, one after the other."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
    return b"".join(thing.get_data() for thing in found if isinstance(thing, pypdf.generic.StreamObject))


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_fetched_from_the_network(canary, tag: str) -> None:
    url, asked = canary
    render.pdf(TAGS[tag].format(url=url))
    assert asked == []


@pytest.mark.parametrize("tag", TAGS)
def test_no_file_is_read_into_the_pdf(tmp_path, tag: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    pdf = render.pdf(TAGS[tag].format(url=secret.as_uri()))
    assert SECRET.encode() not in streams(pdf)
    assert not pypdf.PdfReader(io.BytesIO(pdf)).attachments


@pytest.mark.parametrize(
    "address", ["../../../etc/passwd", "//127.0.0.1/x", "ftp://127.0.0.1/x", "FILE:///etc/passwd"]
)
def test_other_spellings_of_an_address_reach_nothing_either(address: str) -> None:
    pdf = render.pdf(TAGS["attachment"].format(url=address))
    assert not pypdf.PdfReader(io.BytesIO(pdf)).attachments


def test_the_fonts_folder_is_no_way_out() -> None:
    outside = f"{render.TEMPLATES.parent.parent.joinpath('letters', 'fonts').as_uri()}/../render.py"
    pdf = render.pdf(TAGS["attachment"].format(url=outside))
    assert not pypdf.PdfReader(io.BytesIO(pdf)).attachments


def test_the_canary_sings_for_a_printer_without_our_fetcher(canary, tmp_path) -> None:
    url, asked = canary
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    weasyprint.HTML(string=TAGS["picture"].format(url=url)).write_pdf()
    assert asked == ["/canary"]
    leaky = weasyprint.HTML(string=TAGS["attachment"].format(url=secret.as_uri())).write_pdf()
    assert SECRET.encode() in streams(leaky)


def test_a_picture_inside_the_markup_may_be_printed() -> None:
    dot = "data:image/gif;base64,R0lGODdhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="
    pages = pypdf.PdfReader(io.BytesIO(render.pdf(f'<img src="{dot}" width="9" height="9">'))).pages
    assert len(pages[0].images) == 1
