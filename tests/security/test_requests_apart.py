"""A thread serves one request after the other: nothing of who acted or wrote before is left for the next."""

from __future__ import annotations

import contextvars
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import factory, storage
from app.access.actor import CITIZEN, present


@pytest.fixture
def thread() -> contextvars.Context:
    """What a server's thread keeps from one request to the next."""
    return contextvars.Context()


def visitor(app: Any) -> FlaskClient:
    """A client that, unlike the suite's ``Browser``, brings no context of its own."""
    return FlaskClient(app, app.response_class)


def test_a_page_refused_before_it_began_knows_nobody_of_the_request_before(
    app: Any, sign_in: Any, thread: contextvars.Context
) -> None:
    """The form token is looked at first of all; its error page was made for whoever had acted before."""
    somebody = visitor(app)
    somebody.set_cookie("gongkai", _cookie(sign_in("secadmin")))
    assert thread.run(somebody.get, "/office/").status_code == 200
    refused = thread.run(visitor(app).post, "/apply", data={"applicant": "x"})
    assert refused.status_code == 400
    assert 'href="/"' in refused.text
    assert 'href="/office/"' not in refused.text


def test_an_error_page_is_for_whoever_asked(app: Any, sign_in: Any, thread: contextvars.Context) -> None:
    """Also when her form had no token: her way out is her own start page."""
    somebody = visitor(app)
    somebody.set_cookie("gongkai", _cookie(sign_in("clerk")))
    refused = thread.run(somebody.post, "/office/information-requests/new", data={"title": "x"})
    assert refused.status_code == 400
    assert 'href="/office/"' in refused.text


def test_a_session_is_looked_up_by_nobody_and_not_as_a_writer(
    app: Any, sign_in: Any, thread: contextvars.Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a page that only reads would queue behind the writers."""
    somebody, found = visitor(app), []
    somebody.set_cookie("gongkai", _cookie(sign_in("clerk")))
    opened = app.session_interface.open_session

    def watched(*arguments: Any) -> Any:
        found.append((present(), storage._writing.get()))
        return opened(*arguments)

    monkeypatch.setattr(app.session_interface, "open_session", watched)
    thread.run(somebody.post, "/language", data={"locale": "en"})
    thread.run(somebody.get, "/office/")
    assert found == [(CITIZEN, False), (CITIZEN, False)]


def _cookie(browser: Any) -> str:
    return str(browser.get_cookie("gongkai").value)


# -- the secret of a single machine ---------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "var" / "secret-key"


def test_the_secret_is_made_once_and_for_this_user_only(kept: Path) -> None:
    made = factory.kept_secret(kept.parent)
    assert len(made) == 64
    assert factory.kept_secret(kept.parent) == made
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret-key"]


def test_processes_that_begin_together_agree_on_the_secret(kept: Path) -> None:
    together, found = threading.Barrier(8), []

    def begin() -> None:
        together.wait()
        found.append(factory.kept_secret(kept.parent))

    processes = [threading.Thread(target=begin) for _ in range(8)]
    for one in processes:
        one.start()
    for one in processes:
        one.join()
    assert len(found) == 8
    assert set(found) == {kept.read_text(encoding="ascii")}


def test_a_secret_cut_short_is_no_secret(kept: Path) -> None:
    """A machine that went down between making the file and filling it."""
    kept.parent.mkdir()
    kept.touch()
    with pytest.raises(RuntimeError, match="remove it"):
        factory.kept_secret(kept.parent)
