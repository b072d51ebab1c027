"""Serves the panel with gunicorn, a worker for background tasks beside it; nothing in front needed."""

from __future__ import annotations

import gc
from contextlib import nullcontext
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from sqlalchemy import make_url

from app.commands.context import Roof
from app.commands.work import beside

GRACE = 30
"""Seconds a request under way may take to end when the server stops."""


class Server(BaseApplication):
    """gunicorn with our settings; each process builds its own application."""

    def __init__(self, roof: Roof) -> None:
        self._roof, self._settings = roof, server_settings(roof.settings)
        super().__init__()

    def run(self) -> None:
        """Serve until told to stop; an embedded worker comes and goes with the server."""
        with beside(self._roof) if embeds_worker(self._roof.settings) else nullcontext():
            super().run()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        app = self._roof.app
        # What the program consists of never becomes garbage: looking through it again and again costs pages.
        gc.collect()
        gc.freeze()
        return app


def embeds_worker(settings: dict[str, Any]) -> bool:
    """Whether the server keeps a worker beside it: said so, or nothing said and the database is SQLite."""
    on_sqlite = make_url(settings["SQLALCHEMY_DATABASE_URI"]).get_backend_name() == "sqlite"
    return bool(settings["WORKER"] == "embedded" or (not settings["WORKER"] and on_sqlite))


def server_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """gunicorn's settings out of ours; raises ClickException for several processes on SQLite."""
    on_sqlite = make_url(settings["SQLALCHEMY_DATABASE_URI"]).get_backend_name() == "sqlite"
    if settings["WORKERS"] > 1 and on_sqlite:
        raise click.ClickException(
            f"GONGKAI_WORKERS={settings['WORKERS']} needs PostgreSQL; "
            "SQLite is written by one process alone. Set GONGKAI_WORKERS=1, or GONGKAI_DATABASE_URL to postgresql+psycopg://…"
        )
    return {
        "bind": f"{settings['BIND']}:{settings['PORT']}",
        "workers": settings["WORKERS"],
        "threads": settings["THREADS"],
        "worker_class": "gthread",
        "preload_app": False,
        "graceful_timeout": GRACE,
        "timeout": 120,
        "keepalive": 5,
        "accesslog": None,
        "control_socket_disable": True,
        "proc_name": "gongkai",
        # Addresses of proxies are judged by the application, by their number.
        "forwarded_allow_ips": "",
    }
