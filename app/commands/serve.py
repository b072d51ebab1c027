"""Serves the panel with gunicorn; a production server in one process tree, nothing in front needed."""

from __future__ import annotations

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from app.commands.context import Roof

GRACE = 30
"""Seconds a request under way may take to end when the server stops."""


class Server(BaseApplication):
    """gunicorn with our settings; each process builds its own application."""

    def __init__(self, roof: Roof) -> None:
        self._roof = roof
        super().__init__()

    def load_config(self) -> None:
        for name, value in server_settings(self._roof.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._roof.app


def server_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """gunicorn's settings out of ours."""
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
