"""Files that were read and approved by eye, and stay as they are until somebody reads them again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def compare(path: Path, text: str) -> None:
    """Fail unless the file says this; with WRITE_GOLDEN=1 write it, to be read."""
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, "utf-8")
        pytest.fail(f"{path.name} written: read it")
    assert text == path.read_text("utf-8")
