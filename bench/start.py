"""How long a process takes until it has answered its first page, and how much memory it has then."""

from __future__ import annotations

import time

BEGAN = time.perf_counter()
"""Before anything of the panel is loaded; Python itself is."""

import json  # noqa: E402
import sys  # noqa: E402

import config  # noqa: E402
import run  # noqa: E402
from bench.timing import resident  # noqa: E402

LAZY = ("weasyprint", "openpyxl", "pypdf")
"""Loaded only where they are used."""


def main() -> None:
    """Print it as JSON."""
    app = run.application(config.settings())
    status = app.test_client().get("/login/").status_code
    taken = time.perf_counter() - BEGAN
    if status != 200:
        raise SystemExit(f"/login/ answered {status}")
    loaded = [name for name in LAZY if name in sys.modules]
    print(json.dumps({"seconds": taken, "megabytes": resident("VmRSS"), "loaded": loaded}))


if __name__ == "__main__":
    main()
