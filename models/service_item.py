"""What a public enterprise discloses: 办事公开事项, of ten kinds, each for a while (附件5 第三、五至九条)."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, relationship

from models import service_item_rules as rules
from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.enterprise_terms import ENTERERS, HANDLERS
from models.roles import LINE_AUTHORITY, SECRECY_REVIEWER
from models.service_item_elements import ELEMENTS, Elements
from models.workflow import SYSTEM, Clock, Period, Restart, Series, State, Transition, Workflow

IN_TIME, NOT_OPEN, REVIEWED = ("A5.3",), ("A5.6",), ("A5.7",)


class ServiceItemFlow(
    Workflow,
    label=_("Service item"),
    clauses=("A5.5", "A5.8"),
    registered_by=ENTERERS,
    handled_by=HANDLERS,
    numbering=Series("办事公开"),
    opening_checks=(
        rules.enterprise_was_not_struck,
        rules.disclosed_somewhere,
        rules.arose_already,
        rules.replaces_what_is_disclosed,
    ),
):
    drafted = State(_("Being entered"), initial=True, editable=True)
    reviewing = State(_("Secrecy review"))
    referred = State(_("Referred for a ruling"), aside=True)
    cleared = State(_("To be disclosed"))
    disclosed = State(_("Disclosed"), public=True)
    ended = State(_("Revoked or ended"), final=True, public=True)
    replaced = State(_("Replaced by a later one"), final=True, aside=True)
    withheld = State(_("Not disclosed"), final=True, aside=True)
    dropped = State(_("Taken out"), final=True, aside=True)

    _before = (drafted, reviewing, referred, cleared)

    legal_period = Clock(
        _("Disclose within the legal time"),
        (Period(20, warn=5),),
        clauses=IN_TIME,
        runs_in=_before,
        starts_on="arose_on",
        amount_from="legal_by",
    )
    promised_period = Clock(
        _("Disclose within the promised time"),
        (Period(20, warn=5),),
        clauses=IN_TIME,
        runs_in=_before,
        starts_on="arose_on",
        amount_from="promised_by",
    )
    update_period = Clock(
        _("Bring up to date"),
        (Period(365, "calendar_days", warn=15),),
        clauses=("A5.10", "A5.3"),
        runs_in=(disclosed,),
        amount_from="next_update_on",
        main=True,
    )

    submit = Transition(
        _("Submit for secrecy review"),
        drafted,
        reviewing,
        by=ENTERERS,
        clauses=(*REVIEWED, "A5.5"),
        requires=(rules.promise_keeps_the_law,),
    )
    return_item = Transition(
        _("Return for correction"),
        reviewing,
        drafted,
        by=SECRECY_REVIEWER,
        clauses=REVIEWED,
        reason=True,
    )
    clear_secrecy = Transition(
        _("Secrecy review passed"),
        reviewing,
        cleared,
        by=SECRECY_REVIEWER,
        clauses=REVIEWED,
        asks=("secrecy_opinion",),
        separate_from=(submit,),
        separate_from_author=True,
        seals=ELEMENTS,
    )
    refer = Transition(
        _("Refer what is doubtful"),
        reviewing,
        referred,
        by=SECRECY_REVIEWER,
        clauses=REVIEWED,
        asks=("referred_to", "referred_question"),
        separate_from=(submit,),
        hint=_("It waits until the line authority, or the secrecy authority of the county, has decided."),
    )
    withhold = Transition(
        _("Not to be disclosed"),
        reviewing,
        withheld,
        by=SECRECY_REVIEWER,
        clauses=NOT_OPEN,
        asks=("withheld_for", "secrecy_opinion"),
        separate_from=(submit,),
        danger=True,
    )
    rule_open = Transition(
        _("Rule that it may be disclosed"),
        referred,
        cleared,
        by=LINE_AUTHORITY,
        clauses=REVIEWED,
        requires=(rules.line_authority_rules,),
        asks=("ruling",),
        separate_from=(refer,),
        not_of="unit_id",
        seals=ELEMENTS,
    )
    rule_closed = Transition(
        _("Rule that it may not be disclosed"),
        referred,
        withheld,
        by=LINE_AUTHORITY,
        clauses=(*REVIEWED, *NOT_OPEN),
        requires=(rules.line_authority_rules,),
        asks=("withheld_for", "ruling"),
        separate_from=(refer,),
        not_of="unit_id",
        danger=True,
    )
    enter_ruling_open = Transition(
        _("Enter the ruling: may be disclosed"),
        referred,
        cleared,
        by=SECRECY_REVIEWER,
        clauses=REVIEWED,
        requires=(rules.secrecy_authority_rules,),
        checks=(rules.ruling_has_come,),
        asks=("ruling", "ruling_number", "ruled_on"),
        seals=ELEMENTS,
        hint=_("As the secrecy authority of the county wrote it; keep its letter among the files."),
    )
    enter_ruling_closed = Transition(
        _("Enter the ruling: may not be disclosed"),
        referred,
        withheld,
        by=SECRECY_REVIEWER,
        clauses=(*REVIEWED, *NOT_OPEN),
        requires=(rules.secrecy_authority_rules,),
        checks=(rules.ruling_has_come,),
        asks=("withheld_for", "ruling", "ruling_number", "ruled_on"),
        danger=True,
    )
    disclose = Transition(
        _("Enter as disclosed"),
        cleared,
        disclosed,
        by=ENTERERS,
        clauses=("A5.5", "A5.8", "A5.3"),
        checks=(rules.next_update_lies_ahead,),
        asks=("disclosed_on", "next_update_on"),
        on="disclosed_on",
        trusts=clear_secrecy,
        screens=("title", "content"),
        hint=_("Everybody reads it from now on. On the day of the next update it is confirmed or replaced."),
    )
    take_back = Transition(
        _("Take back for correction"),
        cleared,
        drafted,
        by=ENTERERS,
        clauses=REVIEWED,
        reason=True,
        danger=True,
        hint=_("It is reviewed again before it is disclosed."),
    )
    renew = Transition(
        _("Confirm as up to date"),
        disclosed,
        None,
        by=ENTERERS,
        clauses=("A5.10", "A5.3"),
        requires=(rules.update_is_due,),
        checks=(rules.next_update_lies_ahead,),
        asks=("checked_on", "next_update_on"),
        on="checked_on",
        restarts=Restart(update_period, "checked_on"),
        hint=_(
            "Only where nothing has changed; what has changed is entered as a new item that replaces this."
        ),
    )
    end = Transition(
        _("End it"),
        disclosed,
        ended,
        by=ENTERERS,
        clauses=("A5.10", "A5.16"),
        asks=("ended_on", "end_explanation"),
        on="ended_on",
        screens=("end_explanation",),
        danger=True,
        hint=_("What is revoked or ended is told to the public with an explanation."),
    )
    drop = Transition(
        _("Take it out"),
        (drafted, cleared),
        dropped,
        by=ENTERERS,
        clauses=("A5.5",),
        reason=True,
        danger=True,
    )
    give_way = Transition(_("A later one replaces it"), disclosed, replaced, by=SYSTEM, clauses=("A5.10",))
    lapse = Transition(
        _("The enterprise was struck off"), (*_before, disclosed), dropped, by=SYSTEM, clauses=("A5.2",)
    )


def those_disclosed() -> Select[Any]:
    """The items one may replace."""
    shown = ServiceItem.state == ServiceItemFlow.disclosed.name
    return select(ServiceItem).where(shown).order_by(ServiceItem.id.desc())


class ServiceItem(Elements, Record):
    """One item of one enterprise; what changes in it is a new item that replaces it."""

    __tablename__ = "service_item"
    workflow = ServiceItemFlow
    slug = "service-items"
    purposes = ("other",)
    called = {"title": _("Name of the item")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    enterprise_id: Mapped[int] = labelled(
        _("Public enterprise"), ForeignKey("enterprise.id"), klass=Class.PUBLIC, index=True, clause="A5.5"
    )
    replaces_id: Mapped[int | None] = labelled(
        _("Replaces"), ForeignKey("service_item.id"), index=True, clause="A5.10", among=those_disclosed
    )
    enterprise: Mapped[Any] = relationship(
        "Enterprise", foreign_keys=[enterprise_id], back_populates="items", info=WHOLE
    )
    replaces: Mapped[Any] = relationship(
        "ServiceItem", foreign_keys=[replaces_id], remote_side="ServiceItem.id", info=WHOLE
    )
    replaced: Mapped[list[Any]] = relationship(
        "ServiceItem",
        primaryjoin="ServiceItem.replaces_id == remote(foreign(ServiceItem.id))",
        viewonly=True,
        info=WHOLE,
    )
    successors: Mapped[list[Any]] = relationship(
        "ServiceItem",
        primaryjoin="ServiceItem.id == remote(foreign(ServiceItem.replaces_id))",
        order_by="ServiceItem.id",
        viewonly=True,
        info=WHOLE,
    )
