"""What annual reports are kept in: cells with the records behind them, figures by hand, reasons, parts."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text, TypeDecorator, event, inspect
from sqlalchemy.orm import Mapped, deferred, relationship

from models.base import WHOLE, Belonging, Record
from models.column import Instant, labelled, plain
from models.report_table import DECIMALS, Value

COMPUTED, ENTERED, IMPORTED, SUMMED = "computed", "entered", "imported", "summed"
ORIGINS = {
    COMPUTED: _("Counted from records"),
    ENTERED: _("Entered by hand"),
    IMPORTED: _("From a file"),
    SUMMED: _("Added up from the units' reports"),
}
_SCALE = Decimal(10) ** DECIMALS


class HandedIn(Exception):
    """Something of a report that was handed in was to be changed; nothing was."""


class Exact(TypeDecorator[Decimal]):
    """A figure with up to six decimals, kept as millionths: SQLite knows no decimals, and a float loses some.

    Refuses finer ones with ValueError.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, _dialect: Any) -> int | None:
        if value is None:
            return None
        millionths = Decimal(value) * _SCALE
        if millionths != millionths.to_integral_value():
            raise ValueError("a figure has six decimals at most")
        return int(millionths)

    def process_result_value(self, value: int | None, _dialect: Any) -> Decimal | None:
        if value is None:
            return None
        number = Decimal(value) / _SCALE
        return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def packed(keys: Iterable[int]) -> bytes:
    """The keys of records, in order, in little room."""
    return zlib.compress(",".join(map(str, sorted(keys))).encode())


def unpacked(content: bytes | None) -> tuple[int, ...]:
    """The keys that were packed."""
    text = zlib.decompress(content).decode() if content else ""
    return tuple(map(int, text.split(","))) if text else ()


class ReportCell(Belonging, Model):
    """One figure of a report as it was compiled, with the records it counts.

    Compiling anew makes all of them anew; from when the report is handed in they stay as they are.
    """

    __tablename__ = "report_cell"

    id: Mapped[int] = plain(primary_key=True)
    key: Mapped[str] = labelled(_("Cell"), String(80), code=True)
    value: Mapped[Decimal | None] = labelled(_("Reported figure"), Exact)
    remark: Mapped[str | None] = labelled(_("Remark"), String(400))
    origin: Mapped[str] = labelled(_("Where it comes from"), choices=ORIGINS)
    records: Mapped[bytes | None] = deferred(plain(LargeBinary))
    """The keys of the records it counts, packed; None where it counts none."""
    sha256: Mapped[str | None] = plain(String(64))
    """Of these keys, one after the other with commas between them."""

    record: Mapped[Record] = relationship(foreign_keys="ReportCell.record_id")

    def count(self, keys: Iterable[int]) -> None:
        """Stand for these records."""
        self.records = packed(keys)
        self.sha256 = hashlib.sha256(",".join(map(str, self.counted)).encode()).hexdigest()

    @property
    def counted(self) -> tuple[int, ...]:
        """The keys of the records it counts."""
        return unpacked(self.records)

    def __repr__(self) -> str:
        return f"{self.key} {self.value}"


class ReportEntry(Belonging, Model):
    """A figure given by hand: never changed, only followed by a later one."""

    __tablename__ = "report_entry"

    id: Mapped[int] = plain(primary_key=True)
    key: Mapped[str] = labelled(_("Cell"), String(80), code=True)
    value: Mapped[Decimal | None] = labelled(_("Reported figure"), Exact)
    remark: Mapped[str | None] = labelled(_("Remark"), String(400))
    by_id: Mapped[int | None] = plain(ForeignKey("ab_user.id"))
    by: Mapped[str] = labelled(_("By"), String(130))
    at: Mapped[datetime] = labelled(_("At"), Instant)

    record: Mapped[Record] = relationship(foreign_keys="ReportEntry.record_id")

    @property
    def holds(self) -> tuple[Value, str]:
        """What it says, to be compared with what is given next."""
        return self.value, self.remark or ""


class ReportAnswer(Belonging, Model):
    """Why something a check asks about is as it is: good for what was found then, and for nothing else."""

    __tablename__ = "report_answer"

    id: Mapped[int] = plain(primary_key=True)
    code: Mapped[str] = labelled(_("Check"), String(120), code=True)
    found: Mapped[str] = labelled(_("What was found"), Text, code=True)
    """What the reason is about: another difference asks anew."""
    reason: Mapped[str] = labelled(_("Reason"), String(400))
    by_id: Mapped[int | None] = plain(ForeignKey("ab_user.id"))
    by: Mapped[str] = labelled(_("By"), String(130))
    at: Mapped[datetime] = labelled(_("At"), Instant)

    record: Mapped[Record] = relationship(foreign_keys="ReportAnswer.record_id")


class ReportPart(Belonging, Model):
    """A unit whose report the county's is added up from; without a report it had signed none."""

    __tablename__ = "report_part"

    id: Mapped[int] = plain(primary_key=True)
    unit_id: Mapped[int] = labelled(_("Unit"), ForeignKey("unit.id"))
    report_id: Mapped[int | None] = labelled(_("Report"), ForeignKey("annual_report.id"), index=True)
    signature: Mapped[str | None] = plain(String(64))
    """Of the report as it was added in."""

    record: Mapped[Record] = relationship(foreign_keys="ReportPart.record_id")

    unit: Mapped[Any] = relationship("Unit", lazy="joined")
    report: Mapped[Any] = relationship("AnnualReport", foreign_keys=[report_id], info=WHOLE)


def _stays(_mapper: Any, _connection: Any, row: Any) -> None:
    """Whatever the door: what a report that was handed in consists of stays as it is."""
    # One that is taken off its report has let go of it already.
    history: Any = inspect(row).attrs.record.history
    (report,) = history.deleted or (row.record,)
    # What a step keeps on the way out of compiling is stored when it has left.
    states = {report.state, *inspect(report).attrs.state.history.deleted}
    if not any(report.workflow.states[state].editable for state in states):
        raise HandedIn(f"the report {report!r} is {report.state}")


for _rows in (ReportCell, ReportEntry, ReportAnswer, ReportPart):
    for _change in ("before_insert", "before_update", "before_delete"):
        event.listen(_rows, _change, _stays)
