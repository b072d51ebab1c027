"""Tests in a real Chromium; where none is installed they are not collected, and the report says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_appbuilder.security.sqla.models import User
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select
from werkzeug.security import generate_password_hash

from app.parts import parts
from tests.browser.live import ARGUMENTS, CHROMIUM, PASSWORD, Site, serving
from tests.browser.rows import desk, rows

__all__ = ["desk", "rows"]

QUICK = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1")
"""The password of everybody in the test county, hashed as cheaply as the log-in page still checks it."""


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Without a Chromium there is nothing to drive."""
    return True if not CHROMIUM and collection_path.name.startswith("test_") else None


def pytest_report_collectionfinish() -> str:
    """Which Chromium is driven, or that none is."""
    return f"browser tests: {CHROMIUM or 'not collected, for no Chromium is installed'}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once a run; every person gets a context of her own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def site(app: Flask, chromium: Browser) -> Iterator[Site]:
    """The panel, served; whatever went wrong in any page fails the test."""
    with parts(app).write() as session:
        for user in session.scalars(select(User)):
            user.password = QUICK
    with serving(app) as url:
        opened = Site(chromium, url)
        yield opened
        opened.close()
    assert opened.watch.faults == []
