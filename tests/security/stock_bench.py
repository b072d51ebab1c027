"""What a probe of the stock application works with: browsers, forms, the database, the folder of files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask_appbuilder import AppBuilder
from sqlalchemy import Engine, text


@dataclass
class Bench:
    """The stock application, its folder of files, and its database as nobody's view sees it."""

    app: Flask
    builder: AppBuilder
    files: Path
    database: Engine

    def enter(self, name: str) -> Any:
        """A browser with this person signed in."""
        browser = self.app.test_client()
        self.fill(browser, "/login/", username=name, password=f"Secret-1-{name}")
        return browser

    def call(self, name: str) -> Any:
        """A program with this person's token for the API."""
        client = self.app.test_client()
        login = {"username": name, "password": f"Secret-1-{name}", "provider": "db"}
        token = client.post("/api/v1/security/login", json=login).json["access_token"]
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    def fill(self, browser: Any, address: str, *, headers: Any = None, **fields: Any) -> Any:
        """Open a form and send it, with the token WTForms itself asks for."""
        page = browser.get(address, headers=headers).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        sent = {**fields, "csrf_token": token[1] if token else ""}
        return browser.post(address, data=sent, headers=headers, content_type="multipart/form-data")

    def send(self, name: str, address: str, **fields: Any) -> Any:
        """Somebody signs in, opens a form and sends it."""
        return self.fill(self.enter(name), address, **fields)

    def view(self, name: str) -> Any:
        """The instance that serves every request."""
        return next(v for v in self.builder.baseviews if type(v).__name__ == name)

    def rows(self, **equal: Any) -> list[Any]:
        """The documents with these values."""
        which = " AND ".join(f"{name} = :{name}" for name in equal) or "1 = 1"
        with self.database.connect() as connection:
            found = connection.execute(text(f"SELECT * FROM document WHERE {which} ORDER BY id"), equal)  # noqa: S608
            return list(found)

    def refuse(self, what: str) -> None:
        """A rule of the database's own, which no form knows."""
        with self.database.begin() as connection:
            connection.execute(
                text(
                    f"CREATE TRIGGER refuse_{what} BEFORE {what} ON document WHEN NEW.title = 'FORBIDDEN' "
                    "BEGIN SELECT RAISE(ABORT, 'SECRET-TRIGGER'); END"
                )
            )

    def stored(self, content: bytes) -> Path:
        """The file with this content."""
        return next(f for f in self.files.iterdir() if f.read_bytes() == content)


Probe = Callable[[Bench], Any]
PROBES: dict[str, Probe] = {}


def probe(name: str) -> Callable[[Probe], Probe]:
    """Register under an id; probes run in the order they are written."""

    def keep(function: Probe) -> Probe:
        PROBES[name] = function
        return function

    return keep
