"""File names as people send them: kept to the character when harmless, refused when they deceive."""

from __future__ import annotations

import re
import unicodedata

from app.files.policy import LIMITS, PROGRAMS, Limits
from app.files.refusal import UnacceptableFile

# Unassigned characters stay allowed: Python's tables lag behind the rare characters of personal names.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_LOOSE_END = re.compile(r"[\s.]+\Z")


def clean_name(name: str | None, limits: Limits = LIMITS) -> str:
    """The name to show and to hand out again: ``name`` without blanks around it and dots behind it.

    Raises `UnacceptableFile`: ``name_missing``, ``name_too_long``, ``name_unsafe`` (path separators,
    control characters, characters that turn the writing direction or are invisible), ``name_disguised``
    (``report.exe.pdf``).
    """
    if not name:
        raise UnacceptableFile("name_missing")
    if "/" in name or "\\" in name or any(unicodedata.category(sign) in _INVISIBLE for sign in name):
        raise UnacceptableFile("name_unsafe")
    cleaned = _LOOSE_END.sub("", name).lstrip()
    stem = cleaned.rpartition(".")[0] if "." in cleaned else cleaned
    if not stem.strip(". "):
        raise UnacceptableFile("name_missing")
    if len(cleaned) > limits.name:
        raise UnacceptableFile("name_too_long", limit=limits.name)
    for inner in cleaned.lower().split(".")[1:-1]:
        if inner.strip() in PROGRAMS:
            raise UnacceptableFile("name_disguised", extension=inner.strip())
    return cleaned


def extension_of(name: str) -> str:
    """What follows the last dot, in lower case; empty without a dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""
