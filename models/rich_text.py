"""Text with headings, lists, tables and links: what may stay of it, whichever door it comes in by."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

import nh3
from sqlalchemy import Text, TypeDecorator

LONGEST = 100_000
"""Characters, marks included."""

KEPT = {
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "u", "sub", "sup", "a"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_MARK = re.compile(r"<(?:/?[a-z][^<>]*|!--.*?--)>", re.IGNORECASE | re.DOTALL)
_END_OF_LINE = re.compile(r"</(?:p|h[2-4]|li|tr|caption|blockquote)>|<br>")
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
_END_OF_CELL = re.compile(r"</t[hd]>")


def clean(text: str) -> str:
    """The marks that may stay, and all of the words; plain text becomes a paragraph a line."""
    if not _MARK.search(text):
        return paragraphs(text)
    kept = nh3.clean(text, tags=KEPT, attributes=ATTRIBUTES, url_schemes=SCHEMES).strip()
    return kept if _MARK.search(kept) else paragraphs(unescape(kept))


def paragraphs(text: str) -> str:
    """Plain text as rich text: a paragraph a line."""
    return "".join(
        f"<p>{escape(line.strip(), quote=False)}</p>" for line in text.splitlines() if line.strip()
    )


def plain(text: str | None) -> str:
    """The words alone, a line for each paragraph, heading, entry or row."""
    lines = _END_OF_CELL.sub(" ", _END_OF_LINE.sub("\n", text or ""))
    return unescape(nh3.clean(lines, tags=set())).strip()


def links(text: str) -> list[str]:
    """Where the links of a cleaned text lead, in its order."""
    return [unescape(found) for found in _LINK.findall(text)]


class RichText(TypeDecorator[str]):
    """A column of rich text: nothing else is stored, whoever writes it."""

    impl = Text
    cache_ok = True
    length = LONGEST

    def process_bind_param(self, value: str | None, _dialect: Any) -> str | None:
        return None if value is None else clean(value)
