"""Columns: what each is called, who may read it, what it may hold, which clause asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import DateTime, Select, String, Text, TypeDecorator
from sqlalchemy.orm import MappedColumn, Mapper, mapped_column

from models.rich_text import RichText
from models.rich_text import plain as plain_text
from models.several import Several
from models.workflow import Label


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
