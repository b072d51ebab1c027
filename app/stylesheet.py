"""One stylesheet for the browser, in as many files as it has layers (``static/gov``)."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "gov"


@cache
def stylesheet() -> str:
    """All layers, in the order of their names."""
    return "\n".join(part.read_text("utf-8") for part in sorted(FOLDER.glob("*.css")))


@cache
def version() -> str:
    """Changes when the stylesheet does; part of its address, so that browsers may keep it."""
    return sha256(stylesheet().encode()).hexdigest()[:12]
