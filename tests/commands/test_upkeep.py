"""``sweep``, ``periods`` and ``trail`` over a database in which time has passed."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.search import index
from models import (
    Attachment,
    CalendarDay,
    Letter,
    Record,
    SearchEntry,
    TrailEntry,
    TrailSeal,
    WebSession,
)
from models.third_party import ThirdParty


@pytest.fixture
def asked(session: Any, made: Any, actor: Any, clock: Any, register: Any, third_party: Any) -> ThirdParty:
    """A third party of a request of 2 March, asked on 9 March until 20 March."""
    clock.turn("2026-03-02")
    request = register()
    clock.turn("2026-03-09")
    party: ThirdParty = third_party(request)
    days = {"asked_on": date(2026, 3, 9), "answer_by": date(2026, 3, 20)}
    made.engine.perform(party, "ask", actor("officer"), days)
    session.commit()
    return party


@pytest.mark.clause("A8.9.5")
@pytest.mark.clause("A8.10")
def test_a_sweep_after_two_months_enters_the_right_days(
    asked: ThirdParty, command: Any, clock: Any, session: Any
) -> None:
    clock.turn("2026-05-11")
    result = command("sweep")
    assert result.exit_code == 0
    assert f"third_party {asked.id}: fall_silent as of 2026-03-20" in result.output
    session.rollback()
    assert (asked.state, asked.replied_on) == ("silent", date(2026, 3, 20))
    # Twenty days from 2 March end on the 30th; 10 to 20 March, nine working days, do not count:
    # 31 March, 1, 2, 3, 7, 8, 9, 10 and 13 April.
    assert asked.request.due_on == date(2026, 4, 13)


def test_the_last_day_still_belongs_to_the_third_party(
    asked: ThirdParty, command: Any, clock: Any, session: Any
) -> None:
    clock.turn("2026-03-20", hour=23)
    command("sweep")
    session.rollback()
    assert asked.state == "asked"
    clock.turn("2026-03-21", hour=0)
    command("sweep")
    session.rollback()
    assert asked.state == "silent"


def test_a_second_sweep_finds_nothing_to_do(
    asked: ThirdParty, command: Any, clock: Any, session: Any
) -> None:
    clock.turn("2026-03-23")
    command("sweep")
    rows = len(session.scalars(select(TrailEntry.id)).all())
    assert command("sweep").output == (
        "0 rows of the trail sealed\n0 sessions ended\n0 files left over removed\n"
    )
    assert len(session.scalars(select(TrailEntry.id)).all()) == rows


def test_a_sweep_ends_sessions_that_are_over(command: Any, clock: Any, made: Any) -> None:
    now = made.time.now()
    with made.write() as database:
        for name, idle in (("old", 31), ("new", 29)):
            seen = now - timedelta(minutes=idle)
            database.add(WebSession(token_hash=name, data=b"", started_at=seen, seen_at=seen))
    assert "1 sessions ended" in command("sweep").output
    with made.write() as database:
        assert database.scalars(select(WebSession.token_hash)).all() == ["new"]


def test_a_record_at_which_the_program_fails_is_told_and_holds_up_nobody(
    asked: ThirdParty,
    third_party: Any,
    actor: Any,
    command: Any,
    clock: Any,
    made: Any,
    session: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    second = third_party(asked.request, "乙公司")
    days = {"asked_on": date(2026, 3, 9), "answer_by": date(2026, 3, 20)}
    made.engine.perform(second, "ask", actor("officer"), days)
    session.commit()
    broken, sound, ran_out = asked.id, second.id, made.clocks.ran_out

    def fails_once(record: Any, *more: Any) -> Any:
        if record.id == broken:
            raise ZeroDivisionError("a broken record")
        return ran_out(record, *more)

    monkeypatch.setattr(made.clocks, "ran_out", fails_once)
    clock.turn("2026-03-23")
    result = command("sweep")
    assert f"third_party {sound}: fall_silent as of 2026-03-20\n" in result.output
    assert f"third_party {broken}: 程序处理该记录时出错" in result.output
    assert "rows of the trail sealed" in result.output
    assert (result.exit_code, "1 steps could not be taken" in result.output) == (1, True)
    assert "ZeroDivisionError: a broken record" in caplog.text
    session.rollback()
    assert (asked.state, second.state) == ("asked", "silent")


def test_a_sweep_removes_the_files_no_row_refers_to_after_a_day(
    app: Any,
    command: Any,
    made: Any,
    session: Any,
    clock: Any,
    register: Any,
) -> None:
    clock.moment = datetime.now(UTC)
    request = register()
    store = made.files
    of_a_row, of_nobody = (store.put(io.BytesIO(b"x"), "pdf") for _ in range(2))
    session.add(
        Attachment(
            record_id=request.id,
            name="a.pdf",
            media_type="application/pdf",
            size=1,
            sha256=of_a_row.sha256,
            key=of_a_row.key,
            added_at=clock.moment,
        )
    )
    session.commit()
    with made.write() as own:
        letter_id = own.scalars(select(Letter.id)).one()
        made.letters.keep_pdf(own, letter_id, b"%PDF")
        of_a_letter = own.get_one(Letter, letter_id).pdf_key
    folder = Path(app.config["FILES_URL"].removeprefix("file://"))

    def there() -> set[str]:
        return {file.name for file in folder.rglob("*.pdf")} & {of_a_row.key, of_nobody.key, of_a_letter}

    clock.moment += timedelta(hours=23)
    command("sweep")
    assert there() == {of_a_row.key, of_nobody.key, of_a_letter}
    clock.moment += timedelta(hours=2)
    assert "files left over removed\n" in command("sweep").output
    assert there() == {of_a_row.key, of_a_letter}


# -- periods --------------------------------------------------------------------------


@pytest.fixture
def holiday(register: Any, clock: Any, made: Any) -> Any:
    """A request of 2 March, due on the 30th, after which 10 March was made a day off."""
    clock.turn("2026-03-02")
    request = register()
    assert request.due_on == date(2026, 3, 30)
    with made.write() as database:
        database.add(CalendarDay(day=date(2026, 3, 10), kind="off", source="a later notice"))
    return request


@pytest.mark.clause("A8.10")
def test_a_changed_calendar_moves_every_open_date(holiday: Any, command: Any, session: Any) -> None:
    found = command("periods", "recompute", "--check")
    assert found.exit_code == 1
    moved = f"{holiday.number} answer_period: 2026-03-30 -> 2026-03-31\n"
    assert moved in found.output
    session.rollback()
    assert holiday.due_on == date(2026, 3, 30)

    done = command("periods", "recompute")
    assert (done.exit_code, moved in done.output) == (0, True)
    session.rollback()
    assert holiday.due_on == date(2026, 3, 31)
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "period")).one()
    assert (row.record_id, row.changes["due_on"]) == (holiday.id, {"from": "2026-03-30", "to": "2026-03-31"})
    assert command("periods", "recompute", "--check").exit_code == 0


# -- search ---------------------------------------------------------------------------


def test_a_rebuild_mends_what_differs_and_a_check_tells(
    register: Any, session: Any, command: Any, made: Any
) -> None:
    first, second = register().id, register(title="另一件").id
    session.rollback()
    assert command("search", "rebuild", "--check").output == "0 entries differ\n"
    with made.write() as database:
        database.execute(delete(SearchEntry).where(SearchEntry.record_id == first))
        database.execute(update(SearchEntry).where(SearchEntry.record_id == second).values(open="甲乙 乙"))
    told = command("search", "rebuild", "--check")
    assert (told.exit_code, told.output) == (1, "2 entries differ\n")
    session.rollback()
    found = select(Record.id).where(index.matching(Record, "河道治理"))
    assert session.scalars(found).all() == []
    session.rollback()
    assert command("search", "rebuild").output == "2 entries written\n"
    session.rollback()
    assert set(session.scalars(found)) == {first, second}
    session.rollback()
    assert command("search", "rebuild", "--check").exit_code == 0


def test_a_full_text_table_that_lost_a_row_is_told_and_made_anew(
    register: Any, session: Any, command: Any, made: Any
) -> None:
    """PostgreSQL keeps its index itself: there is nothing to lose."""
    request_id = register().id
    session.rollback()
    if session.get_bind().dialect.name == "sqlite":
        with made.write() as database:
            database.execute(text("INSERT INTO search_grams (search_grams) VALUES ('delete-all')"))
        told = command("search", "rebuild", "--check")
        assert (told.exit_code, "rebuild it" in told.output) == (1, True)
        session.rollback()
    assert command("search", "rebuild").output == "0 entries written\n"
    session.rollback()
    found = select(Record.id).where(index.matching(Record, "河道治理"))
    assert session.scalars(found).all() == [request_id]


# -- trail ----------------------------------------------------------------------------


def test_a_trail_as_it_was_sealed_verifies(asked: ThirdParty, command: Any, tmp_path: Path) -> None:
    command("sweep")
    result = command("trail", "verify")
    assert result.exit_code == 0
    head = result.output.split("head ")[1].strip()
    exported = tmp_path / "trail.jsonl"
    assert head in command("trail", "export", str(exported)).output
    assert command("trail", "verify", str(exported), "--head", head).exit_code == 0
    exported.write_bytes(exported.read_bytes().replace(b"third_party", b"third_parti", 1))
    broken = command("trail", "verify", str(exported))
    assert (broken.exit_code, "altered" in broken.output) == (1, True)


def test_a_row_changed_behind_the_trigger_is_found(
    asked: ThirdParty, command: Any, session: Any, made: Any
) -> None:
    command("sweep")
    trigger = "trail_no_update" if session.get_bind().dialect.name == "sqlite" else "trail_no_change ON trail"
    with made.write() as database:
        first = database.scalars(select(TrailSeal.trail_id).order_by(TrailSeal.seq)).first()
        with pytest.raises(DBAPIError, match="append-only"), database.begin_nested():
            database.execute(text("UPDATE trail SET reason = 'x' WHERE id = :first"), {"first": first})
        database.execute(text(f"DROP TRIGGER {trigger}"))
        database.execute(text("UPDATE trail SET reason = 'x' WHERE id = :first"), {"first": first})
    result = command("trail", "verify")
    assert (result.exit_code, result.output) == (1, "row 1 altered\n")


def test_a_letter_changed_behind_the_program_is_found(asked: ThirdParty, command: Any, session: Any) -> None:
    command("sweep")
    number = session.scalars(select(Letter.number).where(Letter.kind == "receipt")).one()
    session.execute(update(Letter).where(Letter.number == number).values(html="x"))
    session.commit()
    result = command("trail", "verify")
    assert (result.exit_code, result.output) == (1, f"letter {number} altered\n")


def test_a_head_that_is_none_is_refused(command: Any) -> None:
    assert command("trail", "verify", "--head", "12").exit_code == 2
