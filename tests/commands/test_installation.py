"""``init`` from nothing, twice, and from two places at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine, delete, select, text
from sqlalchemy.orm import Session

from app.installation import MIGRATIONS, declared_periods, head, revision, seed_rules, upgrade
from models import CalendarDay, CalendarYear, DeadlineRule, InformationRequest, OneTimeLink, TrailEntry
from models.workflow import Profile
from tests.buckets import KEY, SECRET
from tests.commands.conftest import empty_database, finish, settings_for, start
from tests.files.refusing import nobody


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


@pytest.mark.clause("A8.10")
def test_a_new_official_year_moves_the_dates_that_waited_for_it(
    session: Any, register: Callable[..., InformationRequest], clock: Any, command: Any
) -> None:
    session.execute(delete(CalendarDay).where(CalendarDay.day >= date(2026, 1, 1)))
    session.execute(delete(CalendarYear).where(CalendarYear.year == 2026))
    session.commit()
    clock.turn("2026-04-01")
    request = register()
    # 2, 3, 6 to 10, 13 to 17, 20 to 24 and 27 to 29 April, as far as anybody knew.
    assert (request.due_on, request.provisional) == (date(2026, 4, 29), True)
    number = request.number
    session.remove()
    told = command("init").output
    # The notice for 2026 has Monday 6 April off.
    assert f"{number} answer_period: 2026-04-29 provisional -> 2026-04-30\n" in told
    request = session.scalars(select(InformationRequest)).one()
    assert (request.due_on, request.provisional) == (date(2026, 4, 30), False)
    days, moved = session.scalars(
        select(TrailEntry).where(TrailEntry.action.in_(("admin", "period"))).order_by(-TrailEntry.id).limit(2)
    ).all()[::-1]
    assert days.subject.startswith("calendar 2026 国务院办公厅关于2026年部分节假日安排的通知")
    assert (moved.record_id, moved.actor_name) == (request.id, days.actor_name)
    assert moved.changes["due_on"] == {"from": "2026-04-29", "to": "2026-04-30"}
    session.remove()
    assert "answer_period" not in command("init").output


def older(folder: Path) -> Path:
    """The migrations as they were before there were records."""
    copy = folder / "migrations"
    shutil.copytree(MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__", "000[3-9]*", "00[1-9]?_*"))
    return copy


def test_an_older_database_is_copied_before_it_is_upgraded(
    nothing: Engine, environment: dict[str, str], tmp_path: Path
) -> None:
    upgrade(nothing, older(tmp_path))
    with nothing.begin() as connection:
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


def test_a_bucket_that_refuses_is_told_and_the_next_try_goes_on(
    environment: dict[str, str], tmp_path: Path, new_bucket: Callable[[], str], s3_endpoint: str
) -> None:
    bucket = {
        **environment,
        "GONGKAI_FILES_URL": f"s3://{new_bucket()}/files",
        "GONGKAI_S3_KEY": KEY,
        "GONGKAI_S3_SECRET": SECRET,
    }
    code, told = finish(bucket | {"GONGKAI_S3_SECRET": ""}, "init", cwd=tmp_path)
    assert (code, "A bucket needs GONGKAI_S3_KEY and GONGKAI_S3_SECRET" in told) == (1, True)
    code, told = finish(bucket | {"GONGKAI_S3_ENDPOINT": nobody()}, "init", cwd=tmp_path)
    assert (code, "does not answer: check GONGKAI_S3_ENDPOINT and the network" in told) == (1, True)
    assert "Traceback" not in told
    assert SECRET not in told
    assert finish(bucket | {"GONGKAI_S3_ENDPOINT": s3_endpoint}, "init", cwd=tmp_path)[0] == 0


def test_a_second_database_gets_no_place_in_the_files_of_the_first(
    databases: Any, environment: dict[str, str], tmp_path: Path
) -> None:
    """The sweep of either would remove the other's papers a day later."""
    assert finish(environment, "init")[0] == 0
    apart = tmp_path / "apart"
    apart.mkdir()
    other = settings_for(empty_database(databases, apart), tmp_path)
    code, told = finish(other, "init")
    assert code == 1
    assert "give each database a place of its own (GONGKAI_FILES_URL)" in told
    assert "Traceback" not in told
    assert finish({**other, "GONGKAI_FILES_URL": f"file://{apart / 'files'}"}, "init")[0] == 0
    assert finish(environment, "init")[0] == 0
