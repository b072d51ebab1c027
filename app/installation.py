"""Creates or upgrades the database and what it is born with; safe twice, and from several places at once."""

from __future__ import annotations

import fcntl
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_babel import gettext
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app import calendar_plan, clauses, recompute, storage
from app.access import grants
from app.access.actor import PROGRAM, acting
from app.audit.trail import Trail
from app.extensions import db
from app.files.store import Store
from app.official_days import CalendarBook, seed_calendar
from app.parts import parts
from app.search import index
from app.setup.shipped import enter_shipped
from app.timekeeper import Timekeeper
from models import MATTERS, ROLES
from models.deadline import DeadlineRule, Setting
from models.workflow import Clock, Period, Profile, Role

MIGRATIONS = Path(__file__).parent.parent / "migrations"
INSTALLATION = "installation"
"""The setting that holds the name of the database."""
INIT_LOCK = 0x676F6E67
"""The advisory lock of PostgreSQL, one for this program ("gong")."""


@dataclass(frozen=True)
class Installed:
    """What an installation did."""

    backup: Path | None
    """The copy made before a SQLite database was upgraded."""
    revision: str
    moved: tuple[str, ...]
    """Each date that moved because a new official year came with the program."""
    permissions: grants.Changed
    rules: int
    links: dict[Role, str]
    """One-time tokens for the administrations nobody holds yet."""


def install(app: Flask) -> Installed:
    """Bring database, permissions, calendar and rules in line with the program.

    Raises UnknownClause when a declaration cites a clause that does not exist, ForeignFiles when the place
    of its files is another database's.
    """
    clauses.assert_known()
    made = parts(app)
    with app.app_context(), acting(PROGRAM), alone(db.engine):
        now = made.time.now()
        backup = _back_up_before_upgrade(db.engine, now)
        upgrade(db.engine)
        with made.write() as session:
            claim_files(session, made.files)
            moved = _bring_calendar(session, made.time)
            recompute.complete(session, CalendarBook(lambda: session).calendar(), made.time.today())
            rules = seed_rules(session, now)
            enter_shipped(session)
            permissions = grants.sync(session, app.appbuilder, MATTERS, ROLES, now)  # type: ignore[attr-defined]
            links = made.credentials.create_first_links(session)
            index.complete(session)
        return Installed(backup, head(), moved, permissions, rules, links)


def claim_files(session: Session, files: Store) -> None:
    """Make sure the files are this database's; raises ForeignFiles.

    The name of the database is made once and goes with it into every copy.
    """
    own = session.get(Setting, INSTALLATION)
    if own is None:
        own = Setting(name=INSTALLATION, value=secrets.token_hex(16))
        session.add(own)
    files.claim(own.value)


def _bring_calendar(session: Session, time: Timekeeper) -> tuple[str, ...]:
    """Enter the official years the database lacks; what that moved in it."""
    calendar = CalendarBook(lambda: session).calendar()
    if not calendar.announced:
        seed_calendar(session, time.now())
        return ()
    moved = calendar_plan.carry_out_shipped(
        session,
        calendar,
        today=time.today(),
        trail=Trail(lambda: session, time.now),
        actor=PROGRAM,
        reason=gettext("As shipped with the program"),
    )
    return tuple(map(str, moved))


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Nobody else installs into this database meanwhile; a second one waits."""
    if engine.dialect.name == "sqlite":
        file = _sqlite_file(engine)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.with_name(file.name + ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with engine.connect() as connection:
        connection.execute(select(func.pg_advisory_lock(INIT_LOCK)))
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(INIT_LOCK)))


# -- migrations -----------------------------------------------------------------------


def upgrade(engine: Engine, migrations: Path = MIGRATIONS) -> None:
    """Run the migrations that are missing; all of them or none."""
    with storage.writing(), engine.connect() as connection:
        command.upgrade(_alembic(migrations, connection), "head")


def write_migration(engine: Engine, message: str) -> Path:
    """A new migration for what the models say and this database, upgraded before, does not have."""
    with storage.writing(), engine.connect() as connection:
        settings = _alembic(MIGRATIONS, connection)
        count = len(list(ScriptDirectory.from_config(settings).walk_revisions()))
        written = command.revision(settings, message, autogenerate=True, rev_id=f"{count + 1:04}")
    if written is None or isinstance(written, list):
        raise RuntimeError("one revision was asked for")
    return Path(written.path)


def head(migrations: Path = MIGRATIONS) -> str:
    """The newest revision the program knows."""
    newest = ScriptDirectory.from_config(_alembic(migrations)).get_current_head()
    if newest is None:
        raise RuntimeError(f"no migrations in {migrations}")
    return newest


def revision(engine: Engine) -> str | None:
    """The revision a database is at; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _alembic(migrations: Path, connection: object = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def _back_up_before_upgrade(engine: Engine, now: datetime) -> Path | None:
    """On PostgreSQL a backup is the server's business: ``run.py backup`` before ``run.py init``."""
    if engine.dialect.name != "sqlite" or not _sqlite_file(engine).exists():
        return None
    at = revision(engine)
    if at in {None, head()}:
        return None
    file = _sqlite_file(engine)
    kept = file.with_name(f"{file.stem}.{at}.{now:%Y%m%dT%H%M%SZ}.db")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(kept)) as target:
        source.backup(target)
    kept.chmod(0o600)
    return kept


def _sqlite_file(engine: Engine) -> Path:
    return Path(engine.url.database or "")


# -- rules ----------------------------------------------------------------------------


def seed_rules(session: Session, now: datetime) -> int:
    """Enter the declared periods that are not rules yet, under every profile; how many.

    What an administrator entered later stays: a rule is known by clock, profile and first day.
    """
    known = set(session.execute(select(DeadlineRule.code, DeadlineRule.profile, DeadlineRule.valid_from)))
    new = [
        DeadlineRule(
            code=code,
            profile=profile.value,
            kind=period.kind,
            amount=period.amount,
            warn=period.warn,
            clause=", ".join(clock.clauses),
            valid_from=period.valid_from,
            reason=gettext("As declared by the program"),
            entered_at=now,
        )
        for code, clock, period, profile in declared_periods()
        if (code, profile.value, period.valid_from) not in known
    ]
    session.add_all(new)
    return len(new)


def declared_periods() -> Iterator[tuple[str, Clock, Period, Profile]]:
    """Every period of every clock with its rule code, once for each profile it holds under."""
    for model in MATTERS:
        for clock in model.workflow.clocks.values():
            for period in clock.periods:
                for profile in Profile if period.profile is None else (period.profile,):
                    yield model.workflow.rule_code(clock, period.case), clock, period, profile
