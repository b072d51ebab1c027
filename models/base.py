"""What all records share: classed columns, a unit, a state, a number, a due date.

Every matter is a ``Record`` (joined-table inheritance): number, title, unit, state and due
date stand once, in one table, so that scope, my work, search and dashboards are one query
over all matters however many there are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import DateTime, ForeignKey, Index, MetaData, Select, String, Text, TypeDecorator, inspect
from sqlalchemy.orm import Mapped, MappedColumn, Mapper, declared_attr, mapped_column, relationship, validates

from models.extra_values import PREFIX, ExtraValues, HoldsExtra
from models.rich_text import RichText
from models.rich_text import plain as plain_text
from models.several import Several
from models.workflow import Clock, Label, State, Workflow

metadata: MetaData = Model.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Class(StrEnum):
    """Who may read a column; every column has one, or the program does not start."""

    PUBLIC = "public"
    """Anyone, once the record is in a public state."""
    INTERNAL = "internal"
    """Whoever may see the record."""
    PERSONAL = "personal"
    """Data about a person: needs ``can_read_personal``; masked otherwise; reading leaves a trail row."""
    SEALED = "sealed"
    """Identity papers and the like: needs ``can_read_sealed``; never listed, exported or searched."""
    CONFINED = "confined"
    """Notes among officials, leaders' instructions (附件9 第七条): read on the pages of the record by whoever
    may see it, and nowhere else."""

    @property
    def listed(self) -> bool:
        """Whether columns of this class stand in lists, files and letters."""
        return self not in {Class.SEALED, Class.CONFINED}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; comes back aware on both engines, refuses a moment without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@dataclass(frozen=True, eq=False)
class Column:
    """What a column declares besides its type; read by forms, lists, exports, letters, API and tests.

    Each is itself and nothing else: what follows from it may be kept under it.
    """

    label: Label
    klass: Class
    hint: Label = ""
    clause: str = ""
    choices: Mapping[str, Label] | None = None
    retired: tuple[str, ...] = ()
    """Choices that old records have and nobody makes any more."""
    multiline: bool = False
    rich: bool = False
    """Its text has marks of its own (``models.rich_text``); on the page they show, elsewhere the words."""
    erasable: bool = False
    """Its content may be destroyed one day: the trail keeps it apart, where it can be destroyed as well."""
    among: Callable[[], Select[Any]] | None = None
    """Of a column that points to another row: the rows it may be set to, before the reader's scope."""
    length: int | None = None
    asked_if: Callable[[Any], bool] | None = None
    """Whether a step's form asks this record for it; what a record keeps is shown all the same."""
    proposed: Callable[[Any], Any] | None = None
    """What a step's form begins with while the record has nothing."""
    code: bool = False
    """Holds a word of the program, not of a person: shown translated, and never searched for."""
    type: Any = None
    """SQLAlchemy's type of what is stored."""
    nullable: bool = True
    required: bool = False
    """Asked for whenever a record is registered."""
    points_to: str = ""
    """The table whose rows its values are keys of."""

    def words(self, value: Any) -> Any:
        """A value as it is read aloud: of rich text the words alone."""
        return plain_text(value) if self.rich and value else value

    @property
    def offered(self) -> dict[str, Label]:
        """The choices a form offers; what is stored is read by ``choices``."""
        return {code: label for code, label in (self.choices or {}).items() if code not in self.retired}

    @property
    def several(self) -> bool:
        """Whether it holds several of its choices at once."""
        return isinstance(self.type, Several)

    def named(self, codes: Iterable[str]) -> list[Label]:
        """Several choices in words."""
        return [(self.choices or {}).get(code, code) for code in codes]

    def in_words(self, value: Any) -> str:
        """A text or what was chosen, as it is printed; nothing where nothing is said."""
        if self.choices is None:
            return str(value or "")
        codes = value or () if self.several else (value,) if value else ()
        return "、".join(map(str, self.named(codes)))


def labelled(
    label: Label,
    *args: Any,
    klass: Class | str = Class.INTERNAL,
    hint: Label = "",
    clause: str = "",
    choices: Mapping[str, Label] | None = None,
    retired: tuple[str, ...] = (),
    asked_if: Callable[[Any], bool] | None = None,
    proposed: Callable[[Any], Any] | None = None,
    code: bool = False,
    erasable: bool = False,
    among: Callable[[], Select[Any]] | None = None,
    **kwargs: Any,
) -> MappedColumn[Any]:
    """A column with the one label, class, help and choices that every page shows.

    ``choices`` maps the stored code to its label; the column is then a ``String(40)``, or holds several of
    them as ``Several(…)``. ``code`` says the same of a column whose labels stand elsewhere.
    """
    if choices is not None and not args:
        args = (String(40),)
    kind = args[0]() if args and isinstance(args[0], type) else (args[0] if args else None)
    column = Column(
        label,
        Class(klass),
        hint,
        clause,
        choices,
        retired,
        multiline=isinstance(kind, Text | RichText),
        rich=isinstance(kind, RichText),
        erasable=erasable,
        among=among,
        length=getattr(kind, "length", None),
        asked_if=asked_if,
        proposed=proposed,
        code=code or choices is not None,
    )
    return mapped_column(*args, info={"column": column}, **kwargs)


def declared(model: type[Any]) -> Mapping[str, Column]:
    """The declared columns of a model by name, inherited ones first.

    A record has extra fields besides: ``models.extra_field.columns_of`` tells both.
    """
    return _declared(model.__mapper__)


@cache
def _declared(mapper: Mapper[Any]) -> Mapping[str, Column]:
    called = getattr(mapper.class_, "called", {})
    stored = {c.key: c.columns[0] for c in mapper.column_attrs}
    return MappingProxyType(
        {
            name: replace(
                one.info["column"],
                label=called.get(name, one.info["column"].label),
                type=one.type,
                nullable=bool(one.nullable),
                required=not one.nullable,
                points_to=next((key.target_fullname.partition(".")[0] for key in one.foreign_keys), ""),
            )
            for name, one in stored.items()
            if "column" in one.info
        }
    )


def plain(*args: Any, **kwargs: Any) -> MappedColumn[Any]:
    """A key, counter or hash: never shown, never exported, so it has no label and no class."""
    return mapped_column(*args, info={"plain": True}, **kwargs)


def unclassed(models: Iterable[type[Any]]) -> list[str]:
    """``table.column`` of every column that is neither labelled nor plain; must be empty at start."""
    return [
        f"{model.__tablename__}.{attr.key}"
        for model in models
        for attr in model.__mapper__.column_attrs
        if "column" not in attr.columns[0].info and "plain" not in attr.columns[0].info
    ]


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
