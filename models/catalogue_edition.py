"""Editions of the catalogue: what changed since the last one, from when it counts, to whom it was reported
(附件7 第十条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import WHOLE, Record
from models.column import declared, labelled, plain
from models.edition import Edition, effective_after_the_last, told_after_published
from models.item_elements import SAID
from models.roles import LEADING_GROUP, OFFICE_REVIEWER
from models.workflow import SYSTEM, Series, State, Transition, Workflow


class CatalogueEditionFlow(
    Workflow,
    label=_("Edition of the catalogue"),
    clauses=("A7.10",),
    registered_by=(SYSTEM,),
    numbering=Series("清单版"),
):
    prepared = State(_("In preparation"), initial=True)
    published = State(_("Published"), public=True)
    reported = State(_("Reported"), final=True, public=True)

    publish = Transition(
        _("Publish the edition"),
        prepared,
        published,
        by=(OFFICE_REVIEWER, LEADING_GROUP),
        clauses=("A7.10",),
        checks=(
            effective_after_the_last(_("Give a day after that of the edition before (annex 7, article 10)")),
        ),
        asks=("title", "effective_on", "published_on", "published_where"),
        on="published_on",
        letter="catalogue",
        hint=_("The catalogue is written out whole, numbered and kept as PDF."),
    )
    report = Transition(
        _("Record the report to the superior authority"),
        published,
        reported,
        by=(OFFICE_REVIEWER, LEADING_GROUP),
        clauses=("A7.10",),
        checks=(
            told_after_published(
                "reported_on", _("This day lies before the edition was published (annex 7, article 10)")
            ),
        ),
        asks=("reported_to", "reported_on"),
        on="reported_on",
    )


class CatalogueEdition(Edition, Record):
    """The catalogue as it stood; its changes are the difference to the edition before."""

    __tablename__ = "catalogue_edition"
    workflow = CatalogueEditionFlow
    slug = "catalogue-editions"
    edition_clause = "A7.10"
    called = {"title": _("Name of the edition")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    reported_to: Mapped[str | None] = labelled(_("Reported to"), String(120), clause="A7.10")
    reported_on: Mapped[date | None] = labelled(_("Reported on"), clause="A7.10")

    changes: Mapped[list[Any]] = relationship(
        "ItemChange",
        foreign_keys="ItemChange.edition_id",
        back_populates="edition",
        order_by="ItemChange.edition_place",
        info=WHOLE,
    )

    def earlier(self) -> list[CatalogueEdition]:
        """The editions before this one, oldest first."""
        session = object_session(self)
        before = select(CatalogueEdition).where(CatalogueEdition.id < self.id).order_by(CatalogueEdition.id)
        return list(session.scalars(before)) if session else []

    def items(self) -> dict[str, dict[str, Any]]:
        """The catalogue as this edition has it: what each item says, by column, under its code."""
        found: dict[str, dict[str, Any]] = {}
        for edition in (*self.earlier(), self):
            for change in edition.changes:
                before = found.pop(change.code, {})
                if change.kind != "remove":
                    found[change.code] = {**before, **change.proposed()}
        return dict(sorted(found.items()))

    def letter_facts(self) -> dict[str, Any]:
        """The columns, the whole catalogue under ``entries`` and the difference under ``changed``."""
        return {
            **super().letter_facts(),
            "entries": {code: told(said, SAID) for code, said in self.items().items()},
            "changed": {change.code: _difference(change) for change in self.changes},
        }


def _difference(change: Any) -> dict[str, str]:
    """What became of an item, for the list of differences."""
    said = {name: getattr(change, name) for name in ("title", "kind", "ground", "change_summary")}
    return {**told(said, tuple(said)), "unit": change.unit.name}


def told(said: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """Some columns of an item, or of the application for it, in words."""
    columns = declared(CatalogueEdition.__mapper__.relationships["changes"].mapper.class_)
    return {name: columns[name].in_words(said[name]) for name in names}
