"""Measures the database the environment names, and prints what it found as JSON."""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import asdict

import config
import run
from bench.operations import Bench


def main() -> None:
    """``python -m bench.one RUNS WORD TABLES``: operations with WORD in their name; TABLES is yes or no."""
    runs, only, whole = int(sys.argv[1]), sys.argv[2], sys.argv[3] == "yes"
    settings = {**config.settings(), "RATELIMIT_ENABLED": False}
    app = run.application(settings)
    gc.collect()
    gc.freeze()
    bench = Bench(app, settings["SQLALCHEMY_DATABASE_URI"])
    found = {
        "engine": bench.engine.dialect.name,
        "records": bench.desk.records,
        "asked": {"common": bench.desk.common, "rare": bench.desk.rare},
        "operations": [asdict(measured) for measured in bench.measure(runs, only)],
        "tables": bench.tables() if whole else {},
        "letter": bench.letter() if whole else None,
        "share": bench.audit_and_clocks(runs) if whole else None,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
