"""What is published as a whole from time to time: editions of a catalogue (附件5 第十条、附件7 第十条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from sqlalchemy import String
from sqlalchemy.orm import Mapped, declared_attr

from models.column import Class, labelled
from models.workflow import Check, Errors, Label


class Edition:
    """Mix into a Record that is one edition; each counts from a later day than what ``earlier()`` names."""

    edition_clause: ClassVar[str]
    """The clause that has it published."""

    @declared_attr
    def effective_on(cls) -> Mapped[date | None]:
        return labelled(_("Counts from"), klass=Class.PUBLIC, clause=cls.edition_clause)

    @declared_attr
    def published_on(cls) -> Mapped[date | None]:
        return labelled(_("Published on"), klass=Class.PUBLIC, clause=cls.edition_clause)

    @declared_attr
    def published_where(cls) -> Mapped[str | None]:
        return labelled(
            _("Where it is published"),
            String(200),
            klass=Class.PUBLIC,
            clause=cls.edition_clause,
            hint=_("Column or address on the portal"),
        )


def effective_after_the_last(sentence: Label) -> Check:
    """An edition counts from a day on, later than those before it; the sentence cites the clause."""

    def check(edition: Any, answers: Mapping[str, Any], _today: date) -> Errors:
        day = answers.get("effective_on")
        before = [former.effective_on for former in edition.earlier() if former.effective_on]
        return {"effective_on": sentence} if day and before and day <= max(before) else {}

    return check


def told_after_published(column: str, sentence: Label) -> Check:
    """What is reported or filed, on the day of this column, has been published."""

    def check(edition: Any, answers: Mapping[str, Any], _today: date) -> Errors:
        day = answers.get(column)
        return {column: sentence} if day and edition.published_on and day < edition.published_on else {}

    return check
