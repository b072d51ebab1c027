"""``init`` from nothing, twice, and from two places at once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, select, text
from sqlalchemy.orm import Session

from app.installation import declared_periods, head, revision, seed_rules
from models import CalendarYear, DeadlineRule, OneTimeLink
from models.workflow import Profile
from tests.commands.conftest import finish, start


def test_two_at_once_make_one_database(nothing: Engine, environment: dict[str, str]) -> None:
    both = [start(environment, "init") for _ in range(2)]
    told = ["".join(process.communicate()) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert all(f"Database at revision {head()}" in text for text in told)
    assert sum("Permissions: 0 new, 0 gone, 0 granted; rules: 0 new" in text for text in told) == 1
    with Session(nothing) as session:
        assert set(session.scalars(select(CalendarYear.year))) == set(range(2004, 2027))
        rules = session.execute(select(DeadlineRule.code, DeadlineRule.profile, DeadlineRule.amount)).all()
        assert len(rules) == len(set(rules)) == len(list(declared_periods()))
        assert ("InformationRequestFlow.answer_period", "seed-2020", 20) in rules
        assert ("InformationRequestFlow.telling_period", "seed-2020", 7) not in rules
        # The second one's links replace the first one's.
        living = session.scalars(select(OneTimeLink.purpose).where(OneTimeLink.used_at.is_(None))).all()
        assert sorted(living) == ["first_security", "first_system"]


def test_rules_an_administrator_entered_stay(app: object, db_session: Session) -> None:
    assert seed_rules(db_session, db_session.scalars(select(DeadlineRule.entered_at)).first()) == 0  # type: ignore[arg-type]
    gone = db_session.scalars(
        select(DeadlineRule).where(
            DeadlineRule.code == "InformationRequestFlow.answer_period",
            DeadlineRule.profile == Profile.REGULATION_2019.value,
        )
    ).one()
    entered = gone.entered_at
    db_session.delete(gone)
    db_session.flush()
    assert seed_rules(db_session, entered) == 1


SINCE = (
    "api_token",
    "suspension",
    "taken_number",
    "third_party",
    "agency_consultation",
    "letter",
    "running_clock",
    "attachment",
    "information_request",
    "record",
)
"""The tables made since 0002, those that hang on others first."""


def test_an_older_database_is_copied_before_it_is_upgraded(
    nothing: Engine, environment: dict[str, str], tmp_path: Path
) -> None:
    assert finish(environment, "init")[0] == 0
    with nothing.begin() as connection:
        for table in SINCE:
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
        connection.execute(text("INSERT INTO counter (scope, value) VALUES ('罗府办〔2025〕', 7)"))
    told = finish(environment, "init")[1]
    assert revision(nothing) == head()
    copies = list(tmp_path.glob("nothing.0002.*.db"))
    # On PostgreSQL the copy is `run.py backup`, made by whoever upgrades.
    assert len(copies) == (nothing.dialect.name == "sqlite")
    for copy in copies:
        assert f"The database as it was: {copy}\n" in told
        assert copy.stat().st_mode & 0o077 == 0
        with create_engine(f"sqlite:///{copy}", poolclass=NullPool).connect() as connection:
            assert connection.scalar(text("SELECT value FROM counter")) == 7


def test_commands_say_so_when_there_is_no_database(environment: dict[str, str]) -> None:
    complaint = "Error: The database has not been created: run `run.py init` first.\n"
    assert finish(environment, "sweep") == (1, complaint)
