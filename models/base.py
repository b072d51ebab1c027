"""What all records share: classed columns, a unit, a state, a number, a due date.

Every matter is a ``Record`` (joined-table inheritance): number, title, unit, state and due
date stand once, in one table, so that scope, my work, search and dashboards are one query
over all matters however many there are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Index, MetaData, String, inspect
from sqlalchemy.orm import Mapped, declared_attr, relationship, validates

from models.column import Class, Instant, declared, labelled, plain
from models.extra_values import PREFIX, ExtraValues, HoldsExtra
from models.workflow import Clock, Label, State, Workflow

metadata: MetaData = Model.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

MET = "met"
"""What stands in ``Record.counted_in`` when the leading period was kept, or is over otherwise."""

WHOLE = {"whole": True}
"""``info`` of a relationship inside one case: whoever has the one end in hand loads the other end whole.

Guards judge by what hangs on a record. Loaded only as far as the actor sees by herself, an objection
she cannot see would count as none.
"""


class Record(HoldsExtra, Model):
    """The card every matter has in common. Its state is written by the engine and by nothing else."""

    __tablename__ = "record"
    workflow: ClassVar[type[Workflow]]
    slug: ClassVar[str]
    """The word in addresses and in the API: ``information-requests``."""
    purposes: ClassVar[tuple[str, ...]] = ()
    """What its files may be, of ``models.attachment.PURPOSES``; empty: what belongs to a request."""
    called: ClassVar[Mapping[str, Label]] = {}
    """What this matter calls a column that all records have, such as the subject."""
    dated_by: ClassVar[str] = "opened_at"
    """The column with the day, or the moment, it counts for in statistics; else when it was registered."""
    goes_across: ClassVar[bool] = False
    """Whether any unit of the county may be given it to handle, not only what is inside its own."""

    id: Mapped[int] = plain(primary_key=True)
    matter: Mapped[str] = plain(String(40))
    number: Mapped[str | None] = labelled(_("Number"), String(60), klass=Class.PUBLIC, index=True)
    title: Mapped[str] = labelled(_("Subject"), String(200))
    state: Mapped[str] = labelled(_("State"), String(32), klass=Class.PUBLIC, code=True)
    unit_id: Mapped[int] = labelled(_("Unit"), ForeignKey("unit.id"), klass=Class.PUBLIC, index=True)
    handling_unit_id: Mapped[int | None] = labelled(_("Handled by"), ForeignKey("unit.id"), index=True)
    opened_at: Mapped[datetime] = labelled(_("Registered at"), Instant, klass=Class.PUBLIC)
    opened_by_id: Mapped[int | None] = plain(ForeignKey("ab_user.id"))
    closed_on: Mapped[date | None] = labelled(_("Closed on"), klass=Class.PUBLIC)
    due_on: Mapped[date | None] = labelled(_("Due on"), klass=Class.PUBLIC)
    due_at: Mapped[datetime | None] = plain(Instant)
    """The moment the leading period ends, where it is counted in hours."""
    warn_on: Mapped[date | None] = labelled(_("Warn on"))
    provisional: Mapped[bool] = labelled(_("Provisional"), default=False)
    paused: Mapped[bool] = labelled(_("Paused"), default=False)
    days_left: Mapped[int | None] = plain()
    """Of the leading period, in its own unit, while it stands still."""
    counted_in: Mapped[str | None] = plain(String(20), default="")
    """What the leading period is counted in: ``working_days`` or ``days``; ``met``, or empty where none runs.
    None: not entered yet, as in a database of before."""
    rules: Mapped[str] = labelled(_("Rules"), String(20), code=True)
    sealed_hash: Mapped[str | None] = plain(String(64))
    submission_key: Mapped[str | None] = plain(String(64), unique=True)
    extra: Mapped[dict[str, Any] | None] = plain(ExtraValues)
    """Values of extra fields by code, each read and set like a column: ``record.x_terminal``. Plain, for
    what is in it is classed field by field."""
    version: Mapped[int] = plain()

    attachments: Mapped[list[Any]] = relationship(
        "Attachment", back_populates="record", order_by="Attachment.id", info=WHOLE
    )
    clocks: Mapped[list[Any]] = relationship(
        "RunningClock",
        back_populates="record",
        cascade="all, delete-orphan",
        order_by="RunningClock.id",
        info=WHOLE,
    )

    unit: Mapped[Any] = relationship("Unit", foreign_keys=[unit_id], lazy="joined", innerjoin=True)
    handling_unit: Mapped[Any] = relationship("Unit", foreign_keys=[handling_unit_id], lazy="joined")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        if cls.__name__ == "Record":
            return {"polymorphic_on": "matter", "version_id_col": cls.version}
        return {"polymorphic_identity": cls.__tablename__, "inherit_condition": cls.id == Record.id}

    def __init__(self, **values: Any) -> None:
        values.setdefault("state", self.workflow.initial.name)
        extra = {name: value for name, value in values.items() if name.startswith(PREFIX)}
        super().__init__(**{name: value for name, value in values.items() if name not in extra})
        for name, value in extra.items():
            setattr(self, name, value)

    def enter(self, state: str) -> None:
        """Change the state; only the engine has business here."""
        self._entering = True
        try:
            self.state = state
        finally:
            del self._entering

    @validates("state")
    def _state_moves_by_transition(self, _key: str, value: str) -> str:
        # A stored record has a state also while it waits to be read anew, as after each commit.
        row: Any = inspect(self)
        stands = row.has_identity or self.__dict__.get("state") is not None
        if stands and not hasattr(self, "_entering"):
            raise AttributeError("state changes by a transition, not by assignment")
        return value

    @property
    def files(self) -> list[Any]:
        """The files its page shows: its own, unless the matter says otherwise."""
        return list(self.attachments)

    @property
    def standing(self) -> State:
        """The declared state the record is in."""
        return self.workflow.states[self.state]

    @property
    def working_unit_id(self) -> int:
        """The unit that enters what hangs on it: its own, unless the matter says otherwise."""
        return self.unit_id

    @property
    def joint_units(self) -> list[Any]:
        """The units that work on it together with the handling one."""
        return []

    @property
    def is_kept_back(self) -> bool:
        """Whether it is kept from some unit: whose program reads along abroad, nobody knows."""
        return False

    def clock(self, clock: Clock) -> Any:
        """The latest run of a declared clock, or None when it never started."""
        runs = [c for c in self.clocks if c.name == clock.name]
        return runs[-1] if runs else None

    def leading_run(self) -> Any:
        """The run that lists and lights show: the main clock's; before it begins, what began last."""
        main = self.workflow.main_clock
        run = self.clock(main) if main is not None else None
        return run or (self.clocks[-1] if self.clocks else None)

    def begin(self, link: str) -> Any:
        """A new record at the far end of a relationship, or None where none is due.

        It takes over title, unit and rules, unless a matter says how.
        """
        other = type(self).__mapper__.relationships[link].mapper.class_
        begun = other(title=self.title, unit_id=self.unit_id, rules=self.rules)
        getattr(self, link).append(begun)
        return begun

    def beginnings(self, link: str) -> list[Any]:
        """All that is due at the far end of a relationship; a matter may begin several at once."""
        begun = self.begin(link)
        return [] if begun is None else [begun]

    def inherit(self) -> None:
        """Fill in what follows from the record this one hangs on; once, when it is registered."""

    def content_hash(self, columns: Iterable[str]) -> str:
        """SHA-256 over these columns, extra fields and the files that are given: what an approval covers."""
        content: dict[str, Any] = {name: getattr(self, name) for name in sorted(columns)}
        content |= sorted((self.extra or {}).items())
        content["files"] = sorted(file.sha256 for file in self.attachments if file.ours)
        return hashlib.sha256(json.dumps(content, default=str, ensure_ascii=False).encode()).hexdigest()

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The names of all declared columns."""
        return tuple(declared(cls))

    def letter_facts(self) -> dict[str, Any]:
        """What letters may print: every declared column that is listed, choices also in words.

        Of a column that holds several choices the words are a list.
        """
        facts: dict[str, Any] = {}
        for name, column in declared(type(self)).items():
            if not column.klass.listed:
                continue
            facts[name] = value = getattr(self, name)
            if column.choices is not None and value:
                labels = [str(label) for label in column.named(value if column.several else [value])]
                facts[f"{name}_label"] = labels if column.several else labels[0]
        return facts

    def __repr__(self) -> str:
        return self.number or f"{self.workflow.label} {self.id}"

    def __str__(self) -> str:
        """What people call it; in logs a subject is not repeated (``__repr__``)."""
        return self.number or self.title


# Lists are read in the order of an index and end after a page, whatever lies behind it. The units stand in it
# for the scope: what a reader does not see is passed over without looking at its row, and a tab is counted in
# the index alone. Not in the class: every
# matter would inherit them for its own table.
_UNITS = (Record.id, Record.unit_id, Record.handling_unit_id)
_OPEN = Record.closed_on.is_(None)
Index("ix_record_open", Record.matter, Record.due_on, *_UNITS, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("ix_record_due", Record.matter, Record.due_on, *_UNITS)
Index("ix_record_state", Record.matter, Record.state, Record.due_on, *_UNITS)


class Belonging:
    """Rows that belong to one record and are seen by exactly those who see that record."""

    @declared_attr
    def record_id(cls) -> Mapped[int]:
        return plain(ForeignKey("record.id"), index=True)
