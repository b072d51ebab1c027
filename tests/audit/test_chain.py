"""The chain: whatever is changed behind the program's back is found, in the database and in an export."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session

from app.access.actor import Actor, Standing
from app.audit import chain
from app.audit.trail import Personal, Trail
from app.audit.verify import START, Broken, Fault, Head, Link, canonical, examine, line, link, links, main
from models import TrailEntry

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
ROWS = 10
SWAP = ({"old": 6, "new": 99}, {"old": 7, "new": 6}, {"old": 99, "new": 7})
VERIFY = Path(chain.__file__).with_name("verify.py")


class Intrusion(Protocol):
    def __call__(self) -> AbstractContextManager[Connection]: ...


@pytest.fixture
def trail(bare_session: Session) -> Trail:
    return Trail(lambda: bare_session, lambda: NOON)


@pytest.fixture
def sealed(bare_session: Session, trail: Trail) -> Session:
    """Ten rows, chained, and nothing left open."""
    for number in range(1, ROWS + 1):
        trail.write("login", actor=Actor((Standing(number, f"用户{number}"),)), subject=f"第{number}次")
    bare_session.flush()
    assert chain.seal(bare_session, NOON) == ROWS
    bare_session.commit()
    return bare_session


@pytest.fixture
def intrusion(bare_database: Engine) -> Intrusion:
    """Somebody with the password of the database: no trigger and no foreign key stops them."""

    @contextmanager
    def begin() -> Iterator[Connection]:
        engine = create_engine(bare_database.url)
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET session_replication_role = replica"))
            else:
                for trigger in connection.scalars(
                    text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                ).all():
                    connection.execute(text(f"DROP TRIGGER {trigger}"))
            yield connection
        engine.dispose()

    return begin


# -- sealing --------------------------------------------------------------------------


def test_what_was_sealed_holds_and_is_sealed_once(sealed: Session) -> None:
    assert chain.verify(sealed) is None
    assert chain.verify(sealed, head=chain.head(sealed)) is None
    assert chain.head(sealed).seq == ROWS
    assert chain.seal(sealed, NOON) == 0


def test_an_empty_trail_holds(bare_session: Session) -> None:
    assert chain.head(bare_session) == Head(0, START)
    assert chain.seal(bare_session, NOON) == 0
    assert chain.verify(bare_session) is None


def test_more_rows_than_one_batch_are_sealed(
    bare_session: Session, trail: Trail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "BATCH", 3)
    for number in range(7):
        trail.write("login", actor=Actor((Standing(number, "用户"),)))
    bare_session.flush()
    assert chain.seal(bare_session, NOON) == 7
    assert chain.verify(bare_session) is None


def test_a_transaction_that_commits_late_is_chained_later(sealed: Session) -> None:
    late = {"at": NOON, "actor_name": "迟", "action": "login"}
    sealed.add(TrailEntry(id=ROWS + 5, **late))
    sealed.flush()
    assert chain.seal(sealed, NOON) == 1
    sealed.add(TrailEntry(id=ROWS + 2, **late))
    sealed.flush()
    assert chain.seal(sealed, NOON) == 1
    assert chain.head(sealed).seq == ROWS + 2
    assert chain.verify(sealed) is None


def test_only_a_gap_sends_the_sealer_back_to_the_beginning(sealed: Session) -> None:
    asked: list[Any] = []

    def hear(_connection: Any, _cursor: Any, statement: str, given: Any, *_more: Any) -> None:
        if "NOT (EXISTS" in statement:
            asked.append(next(iter(given.values() if isinstance(given, dict) else given)))

    event.listen(sealed.get_bind(), "before_cursor_execute", hear)
    chain.seal(sealed, NOON)
    sealed.add(TrailEntry(id=ROWS + 5, at=NOON, actor_name="先", action="login"))
    sealed.flush()
    chain.seal(sealed, NOON)
    chain.seal(sealed, NOON)
    # Each call looks once more after the last row it found.
    assert asked == [ROWS, ROWS, ROWS + 5, 0]


def test_erasing_a_personal_value_leaves_the_chain_whole(bare_session: Session, trail: Trail) -> None:
    trail.write("edit", actor=Actor((Standing(1, "用户"),)), changes={"phone": Personal(None, "13885400001")})
    bare_session.flush()
    chain.seal(bare_session, NOON)
    bare_session.execute(text("UPDATE trail_value SET value = NULL"))
    bare_session.commit()
    assert chain.verify(bare_session) is None


def test_half_a_surrogate_pair_does_not_stop_the_sealer(bare_session: Session, trail: Trail) -> None:
    broken = {"title": {"from": None, "to": "半\ud842"}}
    trail.write("edit", actor=Actor((Standing(1, "用户"),)), changes=broken)
    bare_session.flush()
    assert chain.seal(bare_session, NOON) == 1
    assert chain.verify(bare_session) is None


# -- behind the program's back --------------------------------------------------------


def test_an_edited_row_is_found(sealed: Session, intrusion: Intrusion) -> None:
    with intrusion() as database:
        database.execute(text("UPDATE trail SET subject = '第4 次' WHERE id = 4"))
    assert str(chain.verify(sealed)) == "row 4 altered"


def test_a_removed_row_is_found(sealed: Session, intrusion: Intrusion) -> None:
    with intrusion() as database:
        database.execute(text("DELETE FROM trail WHERE id = 5"))
    assert str(chain.verify(sealed)) == "row 5 missing"


def test_a_row_removed_together_with_its_link_is_found(sealed: Session, intrusion: Intrusion) -> None:
    with intrusion() as database:
        database.execute(text("DELETE FROM trail_seal WHERE seq = 5"))
        database.execute(text("DELETE FROM trail WHERE id = 5"))
    assert str(chain.verify(sealed)) == "row 5 missing"


def test_swapped_rows_are_found(sealed: Session, intrusion: Intrusion) -> None:
    with intrusion() as database:
        for place in SWAP:
            database.execute(text("UPDATE trail_seal SET trail_id = :new WHERE trail_id = :old"), place)
    assert str(chain.verify(sealed)) == "order changed at row 6"


def test_swapped_contents_are_found(sealed: Session, intrusion: Intrusion) -> None:
    with intrusion() as database:
        for place in SWAP:
            database.execute(text("UPDATE trail SET id = :new WHERE id = :old"), place)
    assert str(chain.verify(sealed)) == "row 6 altered"


def test_a_cut_tail_is_found_by_the_head_written_down(sealed: Session, intrusion: Intrusion) -> None:
    written_down = chain.head(sealed)
    sealed.rollback()
    with intrusion() as database:
        database.execute(text("DELETE FROM trail_seal WHERE seq > 8"))
        database.execute(text("DELETE FROM trail WHERE id > 8"))
    assert chain.verify(sealed) is None
    assert str(chain.verify(sealed, head=written_down)) == "tail cut before row 9"


def test_a_chain_made_anew_is_found_by_the_head_written_down(sealed: Session, intrusion: Intrusion) -> None:
    written_down = chain.head(sealed)
    sealed.rollback()
    with intrusion() as database:
        database.execute(text("UPDATE trail SET actor_name = '别人' WHERE id = 4"))
        database.execute(text("DELETE FROM trail_seal"))
    assert chain.seal(sealed, NOON) == ROWS
    assert chain.verify(sealed) is None
    assert str(chain.verify(sealed, head=written_down)) == "row 10 and the rows before it rewritten"


# -- exported -------------------------------------------------------------------------


@pytest.fixture
def exported(sealed: Session, tmp_path: Path) -> Path:
    file = tmp_path / "trail.jsonl"
    with file.open("wb") as stream:
        assert chain.export(sealed, stream) == ROWS
    return file


def examined(file: Path, head: Head | None = None) -> Broken | Head:
    return examine(partial(links, file), head)


def test_an_export_is_checked_by_the_standard_library_alone(sealed: Session, exported: Path) -> None:
    # -I and -S: no project on the path and no installed package.
    check = [sys.executable, "-I", "-S", str(VERIFY), str(exported)]
    head = chain.head(sealed)
    whole = subprocess.run([*check, "--head", str(head)], capture_output=True, text=True, check=False)
    assert (whole.returncode, whole.stdout) == (0, f"10 rows as sealed, head {head}\n")
    exported.write_bytes(exported.read_bytes().replace("第4次".encode(), "第5次".encode()))
    altered = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (altered.returncode, altered.stdout) == (1, "row 4 altered\n")


def test_any_flipped_bit_of_an_export_is_found(exported: Path, tmp_path: Path) -> None:
    whole = exported.read_bytes()
    rows = whole.splitlines(keepends=True)
    two = b"".join(rows[:2])
    flipped = tmp_path / "flipped.jsonl"
    unseen = []
    for place in range(len(two)):
        for bit in (0x01, 0x20, 0x80):
            changed = bytearray(two)
            changed[place] ^= bit
            flipped.write_bytes(changed)
            if not isinstance(examined(flipped), Broken):
                unseen.append((place, bit))
    assert unseen == []


def test_removed_swapped_and_cut_lines_of_an_export_are_found(sealed: Session, exported: Path) -> None:
    rows = exported.read_bytes().splitlines(keepends=True)
    head = chain.head(sealed)
    exported.write_bytes(b"".join(rows[:4] + rows[5:]))
    assert examined(exported) == Broken(5, Fault.MISSING)
    exported.write_bytes(b"".join([*rows[:4], rows[5], rows[4], *rows[6:]]))
    assert examined(exported) == Broken(5, Fault.MOVED)
    exported.write_bytes(b"".join(rows[:7]))
    assert examined(exported, head) == Broken(8, Fault.CUT)
    exported.write_bytes(b"".join(rows) + b"\n")
    assert examined(exported) == Broken(11, Fault.ALTERED)


def test_a_row_gone_from_the_database_is_missing_in_the_export(
    sealed: Session, intrusion: Intrusion, tmp_path: Path
) -> None:
    with intrusion() as database:
        database.execute(text("DELETE FROM trail WHERE id = 5"))
    file = tmp_path / "trail.jsonl"
    with file.open("wb") as stream:
        assert chain.export(sealed, stream) == ROWS - 1
    assert examined(file) == Broken(5, Fault.MISSING)


def test_the_command_says_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([str(tmp_path / "none.jsonl")], ["any", "--head", "5f1c"]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
    assert "none.jsonl" in capsys.readouterr().err


# -- the link -------------------------------------------------------------------------


def test_a_row_has_one_spelling() -> None:
    shanghai = timezone(timedelta(hours=8))
    row = {
        "reason": "一\n二",
        "id": 12,
        "at": datetime(2026, 11, 20, 12, 0, tzinfo=shanghai),
        "changes": {"b": {"to": 1.5, "from": None}, "a": {"sealed": True}},
        "for_id": None,
    }
    assert (
        canonical(row)
        == (
            '{"at":"2026-11-20T04:00:00.000000Z",'
            '"changes":{"a":{"sealed":true},"b":{"from":null,"to":1.5}},"id":12,"reason":"一\\n二"}'
        ).encode()
    )


def test_what_has_no_spelling_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        canonical({"id": 1, "reason": b""})


def test_a_link_is_the_hash_of_the_one_before_and_the_row() -> None:
    assert link(START, b'{"id":1}') == hashlib.sha256(b"0" * 64 + b'{"id":1}').hexdigest()


def test_a_line_is_json_around_the_sealed_bytes() -> None:
    assert line(Link(3, b'{"id":7}', "ab" * 32)) == (
        b'{"hash":"' + b"ab" * 32 + b'","row":{"id":7},"seq":3}\n'
    )
    with pytest.raises(ValueError, match="row 3 is gone"):
        line(Link(3, None, "ab" * 32))


def test_a_head_is_read_as_it_is_printed() -> None:
    head = Head(120394, "5f" * 32)
    assert Head.read(f"120394:{'5f' * 32}") == head == Head.read(str(head))
    with pytest.raises(ValueError, match="64 hexadecimal"):
        Head.read("120394:5f")
