"""The work over a whole workbook: all rows are looked at before the first is registered (ADR 0014)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import IO, Any, BinaryIO, cast

from flask_babel import gettext
from sqlalchemy.orm import Session

from app import storage
from app.imports.sheet import Sheet, opened
from app.imports.workbook import Book
from app.parts import parts
from models.sheet_import import SheetImport
from views.imports.rows import Looked, Rows
from views.registering import entered

CHECK, TAKE = "check_import", "take_import"
"""The tasks that do it where it takes longer than a page may."""
SHOWN = 20
"""Faults a page names; the workbook that is given back has them all."""
SPOOL = 4 * 2**20
"""Bytes of a workbook kept in memory; beyond it the rest goes to disk."""


class NothingKept(Exception):
    """The workbook is not kept any more; ``str()`` says so."""

    def __str__(self) -> str:
        return gettext("The workbook is not kept any more. Send it again.")


@dataclass(frozen=True)
class Hands:
    """How the work writes and tells how far it is: within a request, or as a task."""

    part: Callable[[], AbstractContextManager[Session]]
    """One of several short transactions."""
    end: Callable[[], AbstractContextManager[Session]]
    """The last one."""
    tell: Callable[[int, int, str], None]


def in_request(session: Session) -> Hands:
    """The hands of a page, for a workbook of a few rows."""

    @contextmanager
    def write() -> Iterator[Session]:
        session.rollback()
        with storage.writing():
            yield session
            session.commit()

    return Hands(write, write, lambda _done, _of, _text: None)


@dataclass
class Found:
    """What was found in a workbook, and the one that is given back."""

    right: int = 0
    wrong: int = 0
    there: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    returned: IO[bytes] | None = None

    def note(self, looked: Looked) -> None:
        """Count one more row."""
        if looked.faults:
            self.wrong += 1
            if len(self.faults) < SHOWN:
                self.faults.append({"row": looked.row.number, "said": [*looked.faults.values()]})
        elif looked.there:
            self.there += 1
        else:
            self.right += 1


def notes(view: Any) -> list[str]:
    """What whoever fills in a workbook of this matter should know."""
    return [
        gettext("Workbook to register: %(matter)s", matter=view.flow.label),
        gettext(
            "One record a row, from the third row on. Only the first sheet is read; the hidden first row"
            " tells the columns apart, so leave it."
        ),
        gettext("Columns with * must be filled in. No formulas and no merged cells."),
        gettext("Long digits (identity numbers) are kept as text: paste them as values."),
    ]


def template(view: Any, stream: BinaryIO) -> None:
    """Write the empty workbook of a matter."""
    # A column for faults there is only in what is given back.
    with Book(stream, Rows(view).columns[1:], notes(view)):
        pass


def look_over(view: Any, rows: Rows, sheet: Sheet, *, whole: bool, tell: Callable[[int], None]) -> Found:
    """Look at every row and write nothing; raises what ``Sheet.rows`` raises.

    ``whole``: all rows are given back as soon as one is wrong, else only those that are.
    """
    found = Found()
    with ExitStack() as unwanted:
        spool = unwanted.enter_context(tempfile.SpooledTemporaryFile(max_size=SPOOL))
        with Book(cast(BinaryIO, spool), rows.columns, notes(view)) as book:
            for batch in rows.batches(sheet):
                for looked in batch:
                    found.note(looked)
                    if whole or looked.faults:
                        book.add(looked.shown(), looked.faults)
                view.session.rollback()
                tell(batch[-1].row.number)
        spool.seek(0)
        if found.wrong:
            found.returned = spool
            unwanted.pop_all()
    return found


def keep(one: SheetImport, found: Found, returned_key: str | None) -> None:
    """Write down what was found, in the transaction of the caller."""
    if one.returned_key:
        parts().files.let_go(one.returned_key)
    one.rows_right, one.rows_wrong, one.rows_there = found.right, found.wrong, found.there
    one.faults, one.returned_key = found.faults, returned_key
    one.checked_at = parts().time.now()


def stored(found: Found) -> str | None:
    """The key of the workbook that is given back; before the transaction that refers to it."""
    if found.returned is None:
        return None
    with found.returned as spool:
        return parts().files.put(spool, "xlsx").key


@contextmanager
def reopened(
    view: Any, one: SheetImport
) -> Iterator[Callable[[], AbstractContextManager[tuple[Rows, Sheet]]]]:
    """The kept workbook, to be gone through once or twice; raises NothingKept."""
    if one.file_key is None:
        raise NothingKept
    name = one.file_name
    try:
        kept = parts().files.open(one.file_key)
    except FileNotFoundError:
        raise NothingKept from None
    with kept as stream:

        @contextmanager
        def once() -> Iterator[tuple[Rows, Sheet]]:
            stream.seek(0)
            rows = Rows(view)
            with opened(name, stream, rows.columns, rows.others) as sheet:
                yield rows, sheet

        yield once


def check(view: Any, number: int, hands: Hands) -> None:
    """Look at every row of a kept workbook and write down what was found."""
    one = _found(view, number)
    with reopened(view, one) as read, read() as (rows, sheet):
        told = gettext("Checking the rows")
        found = look_over(view, rows, sheet, whole=True, tell=lambda n: hands.tell(n, sheet.length, told))
    key = stored(found)
    with hands.end() as session:
        keep(session.get_one(SheetImport, number), found, key)


def take(view: Any, number: int, hands: Hands) -> None:
    """Register the rows of a kept workbook, after all were looked at once more.

    Nothing is written when one is wrong, unless whoever sent it wants the right ones taken.
    """
    one = _found(view, number)
    partly, before = one.partly, one.rows_taken
    with reopened(view, one) as read:
        told = gettext("Checking the rows")
        with read() as (rows, sheet):
            of = 2 * sheet.length
            found = look_over(view, rows, sheet, whole=not partly, tell=lambda n: hands.tell(n, of, told))
        # Begun anew, it meets the rows it registered itself.
        found.right, found.there = found.right + before, found.there - before
        key, wanted = stored(found), partly or not found.wrong
        if wanted:
            told = gettext("Registering")
            with read() as (rows, sheet):
                for batch in rows.batches(sheet):
                    _write(view, number, batch, hands)
                    hands.tell(of // 2 + batch[-1].row.number, of, told)
    with hands.end() as session:
        one = session.get_one(SheetImport, number)
        keep(one, found, key)
        if wanted:
            _close(view, one)


def _found(view: Any, number: int) -> SheetImport:
    one = view.session.get(SheetImport, number)
    if one is None or one.matter != view.model.slug:
        raise NothingKept
    return cast(SheetImport, one)


def _write(view: Any, number: int, batch: list[Looked], hands: Hands) -> None:
    wanted = [looked for looked in batch if not (looked.faults or looked.there)]
    if not wanted:
        return
    with hands.part() as session:
        one = session.get_one(SheetImport, number)
        records = [
            (
                entered(session, view.actor, view.model, looked.values, looked.key),
                gettext("Imported from %(file)s, row %(row)s", file=one.file_name, row=looked.row.number),
            )
            for looked in wanted
        ]
        # Whoever asked on paper has had her receipt, or will not have it dated today.
        parts().engine.open_all(records, view.actor, letter=False)
        one.rows_taken += len(wanted)


def _close(view: Any, one: SheetImport) -> None:
    """The rows are registered: the workbook is not needed any more, and the trail says what came of it."""
    one.ended_at = parts().time.now()
    if one.file_key:
        parts().files.let_go(one.file_key)
        one.file_key = None
    told = gettext(
        "%(taken)s registered, %(there)s registered before, %(wrong)s given back",
        taken=one.rows_taken,
        there=one.rows_there,
        wrong=one.rows_wrong,
    )
    subject = f"{view.model.slug}: {one.file_name}"
    parts().trail.write("import", actor=view.actor, subject=subject, reason=told)
