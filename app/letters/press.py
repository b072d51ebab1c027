"""WeasyPrint at work. Importing this module needs Pango and raises OSError without it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.letters import glyphs

STYLESHEET = Path(__file__).parent / "gbt9704.css"


class FontsOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Fetches the given font files and ``data:`` addresses; no network, no other file."""

    def __init__(self, fonts: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._fonts = fonts

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The resource at ``url``; ValueError for any address that is not allowed."""
        if url in self._fonts:
            return URLFetcherResponse(url, self._fonts[url].read_bytes(), {"Content-Type": "font/otf"})
        return super().fetch(url, headers)


def lay_out(markup: str, fonts_dir: Path | None = None) -> Document:
    """The pages before they are written."""
    files = glyphs.faces(fonts_dir)
    addresses = {family: path.resolve().as_uri() for family, path in files.items()}
    fetcher = FontsOnly({addresses[family]: path for family, path in files.items()})
    configuration = FontConfiguration()
    faces = "".join(f"@font-face{{font-family:{name};src:url({uri})}}" for name, uri in addresses.items())
    sheets = [
        CSS(string=rules, font_config=configuration, url_fetcher=fetcher)
        for rules in (faces, STYLESHEET.read_text("utf-8"))
    ]
    return HTML(string=markup, url_fetcher=fetcher).render(stylesheets=sheets, font_config=configuration)


def print_pdf(markup: str, fonts_dir: Path | None = None) -> bytes:
    """PDF bytes; the only metadata is the markup's ``<title>``, which names the kind and nobody."""
    return bytes(lay_out(markup, fonts_dir).write_pdf())
