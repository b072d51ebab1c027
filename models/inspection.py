"""Inspection records: 巡查记录 (附件1 第十二条), from what was looked at to what was put right.

What they count for in an assessment is told by figures of ``models.figures``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import Record
from models.column import labelled, plain
from models.roles import CLERK, ENTERPRISE_CLERK, LEADING_GROUP, LINE_AUTHORITY, OFFICE_REVIEWER, UNIT_HEAD
from models.source import ComesOf, source_is_seen
from models.unit import county_office
from models.workflow import Clock, Errors, Period, Restart, Series, State, Transition, Workflow, guard

WATCHED = ("A1.12", "A1.20")
OVERSEERS = (OFFICE_REVIEWER, LEADING_GROUP, LINE_AUTHORITY)
"""附件1 第十二条, and for public enterprises 附件5 第十三条: each within what she sees."""
SUPERVISED = (CLERK, UNIT_HEAD, ENTERPRISE_CLERK)

NOTHING, GRAVE = "nothing", "grave"
FINDINGS = {
    NOTHING: _("No problem found"),
    "political": _("Political error"),
    "content": _("Error in the content"),
    "technical": _("Technical fault"),
    "late": _("Not published, kept or renewed in time"),
    "unreviewed": _("Published without the prescribed review"),
    "secret": _("Secret or personal data exposed"),
    "wording": _("Sensitive or improper wording"),
    "link": _("Dead link"),
    "other": _("Other problem"),
}
"""附件1 第九、十、十二、十三、二十、二十一条."""

SCANNED = {
    "persons": ("secret", GRAVE),
    "words": ("wording", "considerable"),
    "links": ("link", "slight"),
}
"""What the nightly look finds something about, as which finding and usually how grave (附件1 第二十条)."""

SEVERITIES = {"slight": _("Slight"), "considerable": _("Considerable"), GRAVE: _("Grave")}


# -- what must hold ---------------------------------------------------------------------


def inspected_day_has_come(_inspection: Any, values: Mapping[str, Any], today: date) -> Errors:
    """What was seen was seen on some day (附件1 第十二条)."""
    day = values.get("inspected_on")
    if day and day > today:
        return {"inspected_on": _("This day has not come yet; give the day it was looked at")}
    return {}


def finding_is_told(_inspection: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """A problem has its severity and is described; a record without one says so (附件1 第十二条)."""
    if values.get("finding") == NOTHING:
        if values.get("severity"):
            return {"severity": _("No problem was found: leave the severity empty (annex 1, article 12)")}
        return {}
    sentence = _("Say what was found and how grave it is (annex 1, article 12)")
    return {name: sentence for name in ("severity", "found") if not values.get(name)}


def fixed_by_a_day_ahead(_inspection: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """Whoever is to put something right has at least a day for it (附件1 第十二条)."""
    day = answers.get("fix_by")
    if day and day <= today:
        return {"fix_by": _("Set a day ahead: the unit needs time to put it right (annex 1, article 12)")}
    return {}


@guard(
    _(
        "A problem was found: order the unit to put it right, "
        "or dismiss it with a reason (annex 1, article 12)"
    ),
    clauses=("A1.12",),
    cleared_by=OFFICE_REVIEWER,
)
def nothing_was_found(inspection: Any, _today: date) -> bool:
    return bool(inspection.finding == NOTHING)


@guard(
    _("No problem was found: there is nothing to put right; close the record (annex 1, article 12)"),
    clauses=("A1.12",),
    cleared_by=OFFICE_REVIEWER,
)
def something_was_found(inspection: Any, _today: date) -> bool:
    return bool(inspection.finding != NOTHING)


# -- the procedure ----------------------------------------------------------------------


class InspectionFlow(
    Workflow,
    label=_("Inspection record"),
    clauses=WATCHED,
    registered_by=OVERSEERS,
    numbering=Series("巡查", word_from="issuer_word"),
    opening_checks=(inspected_day_has_come, finding_is_told, source_is_seen),
):
    recorded = State(_("Found, to be decided on"), initial=True, editable=True)
    fixing = State(_("Being put right"))
    fixed = State(_("Put right, to be checked"))
    confirmed = State(_("Confirmed as put right"), final=True)
    clean = State(_("Without problem"), final=True)
    dismissed = State(_("Dismissed"), final=True, aside=True)

    fixing_period = Clock(
        _("Put the problem right"),
        (Period(5, warn=1),),
        clauses=("A1.12",),
        runs_in=(fixing,),
        amount_from="fix_by",
    )

    close = Transition(
        _("Close without problem"),
        recorded,
        clean,
        by=OVERSEERS,
        clauses=("A1.12",),
        requires=(nothing_was_found,),
    )
    order = Transition(
        _("Order the unit to put it right"),
        recorded,
        fixing,
        by=OVERSEERS,
        clauses=("A1.12",),
        requires=(something_was_found,),
        checks=(fixed_by_a_day_ahead,),
        may_ask=("fix_by", "demand"),
        letter="inspection_order",
        not_of="unit_id",
        hint=_("The notice is written; left empty, the usual period sets the last day."),
    )
    dismiss = Transition(
        _("Dismiss: no fault of the unit"),
        (recorded, fixing, fixed),
        dismissed,
        by=OVERSEERS,
        clauses=("A1.12",),
        requires=(something_was_found,),
        reason=True,
        not_of="unit_id",
        danger=True,
        hint=_("It counts for nothing then; what was found stays on record with the reason."),
    )
    report = Transition(
        _("Report as put right"),
        fixing,
        fixed,
        by=SUPERVISED,
        clauses=("A1.12",),
        asks=("fixed_on", "fix_note"),
        with_files=True,
        on="fixed_on",
    )
    confirm = Transition(
        _("Confirm as put right"),
        fixed,
        confirmed,
        by=OVERSEERS,
        clauses=("A1.12",),
        asks=("checked_on",),
        may_ask=("check_note",),
        on="checked_on",
        separate_from=(report,),
        not_of="unit_id",
    )
    send_back = Transition(
        _("Send back: not put right"),
        fixed,
        fixing,
        by=OVERSEERS,
        clauses=("A1.12",),
        checks=(fixed_by_a_day_ahead,),
        asks=("checked_on", "fix_by"),
        on="checked_on",
        restarts=Restart(fixing_period, "checked_on"),
        separate_from=(report,),
        not_of="unit_id",
        reason=True,
        danger=True,
        hint=_("The period begins anew on the day of the check; the former one is kept."),
    )


class Inspection(ComesOf, Record):
    """One look at what a unit publishes, with what was found and what became of it."""

    __tablename__ = "inspection"
    workflow = InspectionFlow
    slug = "inspections"
    dated_by = "inspected_on"
    purposes = ("evidence", "other")

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    inspected_on: Mapped[date] = labelled(_("Looked at on"), clause="A1.12", index=True)
    found_by: Mapped[str] = labelled(_("Looked at by"), String(60), clause="A1.12")
    place: Mapped[str] = labelled(
        _("What was looked at"),
        String(300),
        clause="A1.12",
        hint=_("Column of the portal, title or address of the page"),
    )
    finding: Mapped[str] = labelled(_("Finding"), choices=FINDINGS, clause="A1.12", index=True)
    severity: Mapped[str | None] = labelled(_("Severity"), choices=SEVERITIES, clause="A1.12", index=True)
    found: Mapped[str | None] = labelled(_("Problem found"), Text, clause="A1.12")
    demand: Mapped[str | None] = labelled(_("Measures demanded"), Text, clause="A1.12")
    fix_by: Mapped[date | None] = labelled(_("To be put right by"), clause="A1.12")
    fixed_on: Mapped[date | None] = labelled(_("Put right on"), clause="A1.12")
    fix_note: Mapped[str | None] = labelled(_("How it was put right"), Text, clause="A1.12")
    checked_on: Mapped[date | None] = labelled(_("Checked on"), clause="A1.12")
    check_note: Mapped[str | None] = labelled(_("What the check showed"), Text, clause="A1.12")

    scan_key: Mapped[str | None] = plain(String(64), index=True)
    """What the program found, so that it is reported once."""

    breaches: Mapped[list[Any]] = relationship(
        "Breach",
        primaryjoin="foreign(Breach.source_id) == Inspection.id",
        order_by="Breach.id",
        viewonly=True,
    )

    @classmethod
    def reported(cls, key: str) -> Select[int]:
        """Those that report what has this key, but for what was put right since: then it has come back."""
        return select(cls.id).where(cls.scan_key == key, cls.state != "confirmed")

    @classmethod
    def of_scan(
        cls, record: Record, *, about: str, grave: bool, found: str, key: str, day: date
    ) -> Inspection:
        """What the nightly look found in the public texts of a record, to be opened (附件1 第二十条).

        ``about`` is one of ``SCANNED``.
        """
        finding, severity = SCANNED[about]
        return cls(
            title=str(_("Found in the nightly look: %(title)s", title=record.title))[:200],
            unit_id=record.unit_id,
            rules=record.rules,
            source_id=record.id,
            inspected_on=day,
            found_by=str(_("By the program")),
            place=f"{record.workflow.label} {record.number or ''} {record.title}"[:300],
            finding=finding,
            severity=GRAVE if grave else severity,
            found=found,
            scan_key=key,
        )

    @property
    def issuer(self) -> Any:
        """The county office inspects, and its notices are numbered with its word (附件1 第十二条)."""
        return county_office(object_session(self)) or self.unit

    @property
    def issuer_word(self) -> str:
        """What its number begins with."""
        word: str = self.issuer.word
        return word

    def letter_facts(self) -> dict[str, Any]:
        """Besides its columns the unit that gets the notice."""
        return {**super().letter_facts(), "concerned": self.unit.name}
