"""Starts Flask-AppBuilder as its skeleton does: ``python stock_start.py URL PROCESSES [api]`` prints JSON.

A list, one entry a process: what ended its start, or "" when it serves. All begin at the same moment on
the same database. With ``api`` the skeleton's setting for accounts over HTTP is on.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import sys
import warnings
from typing import Any

from flask import Flask
from flask_appbuilder import AppBuilder
from flask_appbuilder.models.sqla.base import SQLA


def begin(url: str, api: bool, together: Any, ended: Any) -> None:
    """One web process."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    app, db = Flask("stock"), SQLA()
    app.config.update(
        SECRET_KEY="stock application, thrown away", SQLALCHEMY_DATABASE_URI=url, FAB_ADD_SECURITY_API=api
    )
    db.init_app(app)
    together.wait()
    try:
        with app.app_context():
            AppBuilder(app, db.session)
    except SystemExit as stop:
        ended.put(f"exit {stop.code}")
    except Exception as failure:  # noqa: BLE001 — whatever it is, it is the answer
        ended.put(f"{type(failure).__name__}: {failure}")
    else:
        ended.put("")


def main() -> None:
    """Start them all, say how each ended."""
    url, number, api = sys.argv[1], int(sys.argv[2]), sys.argv[3:] == ["api"]
    own = multiprocessing.get_context("spawn")
    together, ended = own.Barrier(number), own.Queue()
    processes = [own.Process(target=begin, args=(url, api, together, ended)) for _ in range(number)]
    for process in processes:
        process.start()
    found = [ended.get(timeout=100) for _ in processes]
    for process in processes:
        process.join()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
