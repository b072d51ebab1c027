"""Serves the panel with gunicorn; a production server in one process tree, nothing in front needed."""

from __future__ import annotations

from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from sqlalchemy import make_url

from app.commands.context import Roof

GRACE = 30
"""Seconds a request under way may take to end when the server stops."""


class Server(BaseApplication):
    """gunicorn with our settings; each process builds its own application."""

    def __init__(self, roof: Roof) -> None:
        self._roof, self._settings = roof, server_settings(roof.settings)
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._roof.app


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
