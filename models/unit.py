"""Units of the county as a tree, who belongs to them, and who stands in for whom (附件1 第六至八条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flask_appbuilder import Model
from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, relationship

from models.column import Class, Instant, labelled, plain

UNIT_KINDS = {
    "county_office": _("County government office"),
    "leading_group": _("Leading group office"),
    "department": _("Department"),
    "township": _("Township or sub-district"),
    "division": _("Division inside a unit"),
    "enterprise": _("Public enterprise"),
}


class Unit(Model):
    """A unit (乡镇、街道、部门、公共企事业单位) and, with its address, its receiving body (附件8 第三条)."""

    __tablename__ = "unit"
    trailed = True

    id: Mapped[int] = plain(primary_key=True)
    code: Mapped[str] = labelled(_("Code"), String(20), klass=Class.PUBLIC, unique=True)
    name: Mapped[str] = labelled(_("Name"), String(120), klass=Class.PUBLIC, unique=True)
    word: Mapped[str] = labelled(
        _("Document word"),
        String(20),
        klass=Class.PUBLIC,
        hint=_("The word before the year in document numbers"),
    )
    kind: Mapped[str] = labelled(_("Kind"), klass=Class.PUBLIC, choices=UNIT_KINDS)
    parent_id: Mapped[int | None] = labelled(
        _("Belongs to"), ForeignKey("unit.id"), klass=Class.PUBLIC, index=True
    )
    body: Mapped[str | None] = labelled(_("Receiving body"), String(120), klass=Class.PUBLIC, clause="A8.3")
    address: Mapped[str | None] = labelled(
        _("Address and room"), String(200), klass=Class.PUBLIC, clause="A8.3"
    )
    hours: Mapped[str | None] = labelled(_("Office hours"), String(120), klass=Class.PUBLIC, clause="A8.3")
    phone: Mapped[str | None] = labelled(_("Phone"), String(40), klass=Class.PUBLIC, clause="A8.3")
    fax: Mapped[str | None] = labelled(_("Fax"), String(40), klass=Class.PUBLIC, clause="A8.3")
    email: Mapped[str | None] = labelled(_("E-mail"), String(120), klass=Class.PUBLIC, clause="A8.3")
    reconsideration_organ: Mapped[str | None] = labelled(
        _("Reconsideration organ"),
        String(120),
        klass=Class.PUBLIC,
        hint=_("Named in letters: where an applicant may ask for reconsideration"),
    )
    court: Mapped[str | None] = labelled(_("Court"), String(120), klass=Class.PUBLIC)
    active: Mapped[bool] = labelled(_("Active"), klass=Class.PUBLIC, default=True)
    merged_into_id: Mapped[int | None] = labelled(
        _("Merged into"),
        ForeignKey("unit.id"),
        klass=Class.PUBLIC,
        index=True,
        hint=_("The unit that took over its duties, and reports for it"),
    )
    merged_on: Mapped[date | None] = labelled(_("Merged on"), klass=Class.PUBLIC)
    version: Mapped[int] = plain()

    parent: Mapped[Unit | None] = relationship(remote_side="Unit.id", foreign_keys=[parent_id])
    merged_into: Mapped[Unit | None] = relationship(remote_side="Unit.id", foreign_keys=[merged_into_id])

    __mapper_args__: dict[str, Any] = {"version_id_col": version}

    def above(self) -> Iterator[Unit]:
        """The units it belongs to, the nearest first; ends where a circle would close."""
        seen: set[Unit] = set()
        unit = self.parent
        while unit is not None and unit not in seen:
            seen.add(unit)
            yield unit
            unit = unit.parent

    def may_belong_to(self, parent: Unit) -> bool:
        """Whether the tree stays one: no unit belongs to itself, however far around."""
        return parent is not self and self not in parent.above()

    def __repr__(self) -> str:
        return self.name


def county_office(session: Session | None) -> Unit | None:
    """The office of the county government; None where no unit is one, or nobody can be asked."""
    offices = select(Unit).where(Unit.active, Unit.kind == "county_office").order_by(Unit.code)
    return session.scalars(offices).first() if session else None


class Membership(Model):
    """A person's post in a unit, from a day to a day; it decides which records she sees."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "unit_id", "since"), Index(None, "unit_id"))

    id: Mapped[int] = plain(primary_key=True)
    user_id: Mapped[int] = labelled(_("Person"), ForeignKey("ab_user.id"), index=True)
    unit_id: Mapped[int] = labelled(_("Unit"), ForeignKey("unit.id"))
    post: Mapped[str] = labelled(_("Post"), String(60))
    since: Mapped[date] = labelled(_("From"))
    until: Mapped[date | None] = labelled(_("To"))

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    user: Mapped[User] = relationship()

    def __repr__(self) -> str:
        return f"{self.unit} {self.post}"


class Delegation(Model):
    """Somebody stands in for somebody else for a while; one link, both names in trail and letter."""

    __tablename__ = "delegation"

    id: Mapped[int] = plain(primary_key=True)
    principal_id: Mapped[int] = labelled(_("Stands in for"), ForeignKey("ab_user.id"), index=True)
    deputy_id: Mapped[int] = labelled(_("Deputy"), ForeignKey("ab_user.id"), index=True)
    matter: Mapped[str | None] = labelled(_("Only for"), String(40), hint=_("Empty: every matter"))
    since: Mapped[date] = labelled(_("From"))
    until: Mapped[date] = labelled(_("To"))
    reason: Mapped[str] = labelled(_("Reason"), String(200))
    revoked_at: Mapped[datetime | None] = labelled(_("Revoked at"), Instant)
    version: Mapped[int] = plain()

    principal: Mapped[User] = relationship(foreign_keys=[principal_id], lazy="joined")
    deputy: Mapped[User] = relationship(foreign_keys=[deputy_id], lazy="joined")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}

    def __repr__(self) -> str:
        return f"{self.deputy} → {self.principal}"
