"""Sessions live on the server and die there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from app.access.sessions import (
    USER,
    DatabaseSessions,
    cookie_settings,
    end_sessions,
    purge,
    token_hash,
)
from models.account import WebSession
from tests.access.county import Clock, County


def small_app(engine: Engine, clock: Clock, *, https: bool = False) -> Flask:
    app = Flask(__name__)
    app.config |= cookie_settings(https=https)
    app.session_interface = DatabaseSessions(lambda: engine, clock, release=lambda: None)

    @app.get("/nothing")
    def nothing() -> str:
        return session.get("colour", "none")

    @app.post("/colour/<colour>")
    def paint(colour: str) -> str:
        session["colour"] = colour
        return colour

    @app.post("/in/<int:user_id>")
    def sign_in(user_id: int) -> str:
        session.clear()
        session.rotate()  # type: ignore[attr-defined]
        session[USER] = str(user_id)
        return "in"

    @app.post("/out")
    def sign_out() -> str:
        session.clear()
        return "out"

    @app.get("/who")
    def who() -> str:
        return str(session.get(USER, "nobody"))

    return app


@pytest.fixture
def client(engine: Engine, clock: Clock) -> FlaskClient:
    return small_app(engine, clock).test_client()


@pytest.fixture
def rows(engine: Engine) -> Callable[[], list[WebSession]]:
    def all_rows() -> list[WebSession]:
        with Session(engine) as database:
            return list(database.scalars(select(WebSession)))

    return all_rows


@pytest.fixture
def writes(engine: Engine) -> list[str]:
    """Every statement that is not a question."""
    seen: list[str] = []

    def watch(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        if not statement.upper().startswith(("SELECT", "PRAGMA", "BEGIN")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", watch)
    return seen


def token(client: FlaskClient, name: str = "gongkai") -> str:
    cookie = client.get_cookie(name)
    assert cookie is not None
    return cookie.value


def test_a_visitor_who_stores_nothing_costs_nothing(client: FlaskClient, writes: list[str]) -> None:
    answer = client.get("/nothing")
    assert "Set-Cookie" not in answer.headers
    assert writes == []


def test_what_is_stored_comes_back_and_is_not_in_the_cookie(
    client: FlaskClient, rows: Callable[[], list[WebSession]]
) -> None:
    client.post("/colour/vermilion")
    assert client.get("/nothing").text == "vermilion"
    assert "vermilion" not in token(client)
    assert len(token(client)) == 43  # 256 bits in base64
    (row,) = rows()
    assert row.token_hash == token_hash(token(client)) != token(client)


def test_the_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_http(
    engine: Engine, clock: Clock
) -> None:
    client = small_app(engine, clock, https=True).test_client()
    header = client.post("/colour/red", base_url="https://localhost").headers["Set-Cookie"]
    name, *attributes = header.split("; ")
    assert name.startswith("__Host-gongkai=")
    assert set(attributes) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_without_https_the_cookie_still_works_on_this_machine(client: FlaskClient) -> None:
    header = client.post("/colour/red").headers["Set-Cookie"]
    assert header.startswith("gongkai=")
    assert header.endswith("; HttpOnly; Path=/; SameSite=Lax")


def test_signing_in_changes_the_token_and_kills_the_old_one(
    client: FlaskClient, county: County, rows: Callable[[], list[WebSession]]
) -> None:
    """A token planted before the sign-in is worth nothing after it."""
    lin = county.person("lin")
    client.post("/colour/red")
    planted = token(client)
    client.post(f"/in/{lin}")
    assert token(client) != planted
    assert [row.user_id for row in rows()] == [lin]
    client.set_cookie("gongkai", planted)
    assert client.get("/who").text == "nobody"


def test_a_stolen_cookie_is_dead_after_logout(client: FlaskClient, county: County) -> None:
    client.post(f"/in/{county.person('lin')}")
    stolen = token(client)
    client.post("/out")
    assert client.get_cookie("gongkai") is None
    client.set_cookie("gongkai", stolen)
    assert client.get("/who").text == "nobody"


def test_a_cookie_nobody_gave_out_costs_no_writing(
    client: FlaskClient, engine: Engine, writes: list[str]
) -> None:
    """Otherwise anybody with an invented cookie makes the writers of SQLite queue."""
    begun: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cur, said, *_rest: begun.append(said))
    client.set_cookie("gongkai", "invented")
    assert client.get("/nothing").headers["Set-Cookie"].startswith("gongkai=;")
    assert writes == []
    assert "BEGIN IMMEDIATE" not in begun


def test_ending_the_sessions_of_a_user_spares_the_browser_she_sits_at(
    engine: Engine, clock: Clock, county: County
) -> None:
    """After a change of password every other browser is signed out."""
    lin, wang = county.person("lin"), county.person("wang")
    here, elsewhere, other = (small_app(engine, clock).test_client() for _ in range(3))
    here.post(f"/in/{lin}")
    elsewhere.post(f"/in/{lin}")
    other.post(f"/in/{wang}")
    with county.write() as database:
        end_sessions(database, lin, but=token(here))
    answers = [client.get("/who").text for client in (here, elsewhere, other)]
    assert answers == [str(lin), "nobody", str(wang)]


def test_a_request_under_way_does_not_revive_an_ended_session(
    engine: Engine, clock: Clock, county: County, rows: Callable[[], list[WebSession]]
) -> None:
    lin = county.person("lin")
    app = small_app(engine, clock)

    @app.post("/slow")
    def slow() -> str:
        session["colour"] = "green"
        with county.write() as database:
            end_sessions(database, lin)
        return "late"

    client = app.test_client()
    client.post(f"/in/{lin}")
    client.post("/slow")
    assert rows() == []


@pytest.mark.parametrize(("pause", "alive"), [(29, True), (30, False)])
def test_half_an_hour_of_silence_ends_a_session(
    client: FlaskClient, county: County, clock: Clock, pause: int, alive: bool
) -> None:
    lin = county.person("lin")
    client.post(f"/in/{lin}")
    clock.advance(minutes=pause)
    assert client.get("/who").text == (str(lin) if alive else "nobody")


def test_twelve_hours_end_a_session_however_busy(
    client: FlaskClient, county: County, clock: Clock, rows: Callable[[], list[WebSession]]
) -> None:
    lin = county.person("lin")
    client.post(f"/in/{lin}")
    for _ in range(35):
        clock.advance(minutes=20)
        assert client.get("/who").text == str(lin)
    clock.advance(minutes=20)
    assert client.get("/who").text == "nobody"
    assert rows() == []


def test_a_session_in_use_is_written_at_most_once_a_minute(
    client: FlaskClient, county: County, clock: Clock, writes: list[str]
) -> None:
    client.post(f"/in/{county.person('lin')}")
    writes.clear()
    clock.advance(seconds=59)
    client.get("/who")
    assert writes == []
    clock.advance(seconds=1)
    client.get("/who")
    client.get("/who")
    assert len(writes) == 1


def test_a_session_emptied_by_the_program_leaves_no_row(
    client: FlaskClient, rows: Callable[[], list[WebSession]]
) -> None:
    client.post("/colour/red")
    client.post("/out")
    assert rows() == []


def test_the_purge_removes_what_is_over_and_nothing_else(
    client: FlaskClient, county: County, clock: Clock, engine: Engine
) -> None:
    client.post("/colour/red")
    clock.advance(minutes=20)
    fresh = small_app(engine, clock).test_client()
    fresh.post("/colour/blue")
    clock.advance(minutes=10)
    with county.write() as database:
        assert purge(database, clock()) == 1
    assert fresh.get("/nothing").text == "blue"


def test_the_request_releases_the_database_before_a_row_is_written(engine: Engine, clock: Clock) -> None:
    app = small_app(engine, clock)
    released: list[bool] = []
    app.session_interface = DatabaseSessions(lambda: engine, clock, release=lambda: released.append(True))
    client = app.test_client()
    client.get("/nothing")
    assert released == []
    client.post("/colour/red")
    assert released == [True]
