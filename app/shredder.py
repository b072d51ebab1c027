"""Destroys what a record said: its content, what the trail kept of that apart, and its files."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.actor import present
from app.audit.trail import Personal, Trail
from app.engine import Refused
from app.files.store import StorageProblem, Store
from models.attachment import PURPOSES
from models.base import Record
from models.column import declared
from models.trail import TrailValue
from models.workflow import Refusal


class RecordShredder:
    """The engine's shredder: in the step's own transaction, the files with the next sweep after it."""

    def __init__(self, session: Callable[[], Session], files: Store, trail: Trail) -> None:
        self._session, self._files, self._trail = session, files, trail

    def destroy(self, record: Record, columns: Collection[str]) -> None:
        """Leave nothing of these columns and no file; the trail says that there were files.

        Raises Refused while the files cannot be reached.
        """
        session = self._session()
        for name in columns:
            setattr(record, name, None if declared(type(record))[name].nullable else "")
        apart = select(TrailValue).where(TrailValue.record_id == record.id, TrailValue.column.in_(columns))
        for value in session.scalars(apart):
            value.value = None
        for file in record.attachments:
            try:
                self._files.let_go(file.key)
            except StorageProblem as problem:
                raise Refused(Refusal(str(problem))) from problem
            session.delete(file)
            told = {"name": Personal(file.name, None)}
            what = str(PURPOSES.get(file.purpose, file.purpose))
            self._trail.write("detach", actor=present(), record=record, reason=what, changes=told)
        session.flush()
        session.expire(record, ["attachments"])
