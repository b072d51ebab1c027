"""Extra fields a county adds to a matter, and the choice lists they choose from (ADR 0015).

Neither is ever deleted: what records hold stays readable. ``columns_of`` tells all columns of a matter,
declared and extra alike; everything that shows, sends or searches columns asks it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import Date, Float, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, object_session, relationship, scoped_session

from models.base import Record
from models.column import Class, Column, declared, labelled, plain
from models.extra_values import PREFIX

LONGEST_TEXT = 200
BOUND, DECIMALS = 10**11, 4
"""Numbers lie below it, with at most so many decimals: fifteen digits, which every JSON reader keeps."""

KINDS = {
    "text": _("Text, one line"),
    "long_text": _("Text, several lines"),
    "number": _("Amount or number"),
    "date": _("Date"),
    "choice": _("Choice from a list"),
}
TYPES: Mapping[str, Any] = {
    "text": String(LONGEST_TEXT),
    "long_text": Text(),
    "number": Float(),
    "date": Date(),
    "choice": String(40),
}

CLASSES = {
    Class.PUBLIC.value: _("Public: anyone may read it once the record is public"),
    Class.INTERNAL.value: _("Internal: whoever may see the record reads it"),
    Class.PERSONAL.value: _("Personal: about a person; read by grant only, and each reading is recorded"),
    Class.SEALED.value: _("Sealed: identity numbers and the like; by grant, and in no list, file or search"),
}

_CODE = re.compile(r"[a-z][a-z0-9_]{0,29}")


class ChoiceList(Model):
    """Choices of the county's own, a line each: code, blank, label."""

    __tablename__ = "choice_list"
    trailed = True

    id: Mapped[int] = plain(primary_key=True)
    code: Mapped[str] = labelled(
        _("Code"),
        String(30),
        unique=True,
        hint=_("Small letters, digits and underscores, beginning with a letter; it stays as it is"),
    )
    label: Mapped[str] = labelled(_("Name"), String(60), unique=True)
    choices: Mapped[str] = labelled(
        _("Choices"),
        Text,
        hint=_("A line for each: its code, a blank, its name. A line taken out is retired, not deleted."),
    )
    retired: Mapped[str] = labelled(_("Retired choices"), Text, default="")
    version: Mapped[int] = plain()

    __mapper_args__: dict[str, Any] = {"version_id_col": version}

    @property
    def offered(self) -> dict[str, str]:
        """The choices a form offers, by code."""
        return choices_in(self.choices)

    @property
    def former(self) -> dict[str, str]:
        """Choices that records may have and nobody makes any more."""
        return choices_in(self.retired)

    def __repr__(self) -> str:
        return self.label


class ExtraField(Model):
    """A field of a matter that no code knows of; matter, code, kind and list never change."""

    __tablename__ = "extra_field"
    __table_args__ = (UniqueConstraint("matter", "code"), UniqueConstraint("matter", "label"))
    trailed = True

    id: Mapped[int] = plain(primary_key=True)
    matter: Mapped[str] = labelled(_("Matter"), String(40))
    code: Mapped[str] = labelled(
        _("Code"),
        String(40),
        hint=_("Small letters, digits and underscores, beginning with a letter; it stays as it is"),
    )
    label: Mapped[str] = labelled(_("Name"), String(60), hint=_("As forms, lists and files show it"))
    kind: Mapped[str] = labelled(_("Kind"), choices=KINDS, hint=_("It stays as it is"))
    choice_list_id: Mapped[int | None] = labelled(
        _("Choice list"), ForeignKey("choice_list.id"), hint=_("Only for a choice"), index=True
    )
    klass: Mapped[str] = labelled(
        _("Who may read it"), choices=CLASSES, hint=_("Later it can be made stricter, never laxer")
    )
    required: Mapped[bool] = labelled(_("Must be filled in when a record is registered"), default=False)
    listed: Mapped[bool] = labelled(
        _("Show it in the list"),
        default=False,
        hint=_("Dates, numbers and choices that are public or internal become filters too"),
    )
    hint: Mapped[str | None] = labelled(_("Help"), String(200), hint=_("Shown under the field"))
    section: Mapped[str | None] = labelled(
        _("Heading"), String(60), hint=_("Fields with the same heading stand together")
    )
    position: Mapped[int] = labelled(_("Place in the order"), hint=_("Smaller numbers come first"))
    active: Mapped[bool] = labelled(_("In use"), default=True)
    version: Mapped[int] = plain()

    choice_list: Mapped[ChoiceList | None] = relationship(lazy="joined")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}

    def __repr__(self) -> str:
        return self.label


# -- what is made of them -------------------------------------------------------------


def is_code(text: str) -> bool:
    """Whether a text may be a code of a field, a list or a choice."""
    return _CODE.fullmatch(text) is not None


def as_strict(klass: Class) -> list[Class]:
    """This class and the stricter ones: what was entered under it is never read by more people."""
    known = [Class(name) for name in CLASSES]
    return known[known.index(klass) :]


def choices_in(lines: str) -> dict[str, str]:
    """The choices of lines ``code label``, in their order."""
    pairs = (line.split(maxsplit=1) for line in lines.splitlines() if line.strip())
    return {code: " ".join(label).strip() for code, *label in pairs}


@dataclass(frozen=True, eq=False)
class ExtraColumn(Column):
    """An extra field as everything generic sees it: like a declared column."""

    listed: bool = False
    section: str = ""
    active: bool = True
    """Asked for; what records hold is shown all the same."""


def _column(field: ExtraField) -> ExtraColumn:
    kind, choices, retired = TYPES[field.kind], None, {}
    if field.choice_list is not None:
        retired = field.choice_list.former
        choices = {**field.choice_list.offered, **retired}
    return ExtraColumn(
        label=field.label,
        klass=Class(field.klass),
        hint=field.hint or "",
        choices=choices,
        retired=tuple(retired),
        multiline=isinstance(kind, Text),
        length=getattr(kind, "length", None),
        code=choices is not None,
        type=kind,
        required=field.required,
        listed=field.listed,
        section=field.section or "",
        active=field.active,
    )


Columns = Mapping[str, Mapping[str, Column]]
"""All columns of each matter that has extra fields, by the name of its table."""

_KEPT, _LENT = "gongkai.columns", "gongkai.columns.lent"


def lend(session: Session, columns: Callable[[], Columns]) -> None:
    """Have ``columns_of`` ask ``columns`` and not the tables, in the transaction under way and no longer."""
    session.info[_LENT] = session.get_transaction(), columns


def columns_of(session: Session | scoped_session[Session] | None, model: type[Any]) -> Mapping[str, Column]:
    """All columns of a model: the declared ones, then the extra fields of a matter, retired ones too.

    Read once a transaction, so that every page sees the fields as the records it reads were committed with.
    Without a session there are none but the declared ones.
    """
    if session is None or not issubclass(model, Record):
        return declared(model)
    if isinstance(session, scoped_session):
        session = session()
    transaction, known = session.info.get(_KEPT, (None, {}))
    if transaction is None or transaction is not session.get_transaction():
        with session.no_autoflush:
            known = _known(session)
        session.info[_KEPT] = session.get_transaction(), known
    return known.get(model.__tablename__) or declared(model)


def columns_for(row: Any) -> Mapping[str, Column]:
    """All columns of a row, see ``columns_of``."""
    return columns_of(object_session(row), type(row))


_IN_ORDER = select(ExtraField).order_by(ExtraField.matter, ExtraField.position, ExtraField.id)


def _known(session: Session) -> Columns:
    transaction, lent = session.info.pop(_LENT, (None, None))
    if transaction is not None and transaction is session.get_transaction():
        columns: Columns = lent()
        return columns
    return columns_by_matter(session)


def columns_by_matter(session: Session) -> Columns:
    """What the tables say now, in one statement."""
    models = {m.class_.__tablename__: m.class_ for m in Record.__mapper__.self_and_descendants}
    found: dict[str, dict[str, Column]] = {}
    for field in session.scalars(_IN_ORDER):
        if field.matter in models:
            columns = found.setdefault(field.matter, dict(declared(models[field.matter])))
            columns[field.code] = _column(field)
    return {matter: MappingProxyType(columns) for matter, columns in found.items()}


def extras(columns: Mapping[str, Column]) -> Iterator[tuple[str, ExtraColumn]]:
    """The extra fields among columns that are in use, in their order."""
    for name, column in columns.items():
        if isinstance(column, ExtraColumn) and column.active:
            yield name, column


def coded(typed: str) -> str:
    """The code of a field somebody calls so: no declared column will ever be called the same."""
    return typed if typed.startswith(PREFIX) else PREFIX + typed
