"""Waiting for another process, and whether it is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 90
"""Seconds after which a test that waits says so; how long it took says nothing."""


def wait_for(holds: Callable[[], Any]) -> Any:
    """What ``holds`` gives as soon as it is something."""
    until = time.monotonic() + PATIENCE
    while not (found := holds()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return found


def lives(number: int) -> bool:
    """Whether a process is there and does something still."""
    try:
        return Path(f"/proc/{number}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
