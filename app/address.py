"""Where the panel is found from outside: for links in mails and first links, where no request says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.base import Record


def site(settings: Mapping[str, Any]) -> str:
    """``https://gongkai.example``: as ``GONGKAI_URL`` says, or the first host the panel answers to."""
    if settings["URL"]:
        return str(settings["URL"])
    host = settings["TRUSTED_HOSTS"][0]
    # With HTTPS something stands in front, on the port everybody uses.
    return f"https://{host}" if settings["HTTPS"] else f"http://{host}:{settings['PORT']}"


def page_of(record: Record) -> str:
    """The page of a record, within the site."""
    return f"/office/{record.slug}/{record.id}"
