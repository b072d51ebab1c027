"""Opinions on what is put to the public, each with what became of it (附件10 二(一)、附件11 第一条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.opening import OPEN_TO
from models.roles import CLERK
from models.workflow import SYSTEM, Errors, Label, Series, State, Transition, Workflow, guard

GATHERED = ("A10.2.1", "A11.1")

WAYS = {
    "web": _("Web"),
    "email": _("E-mail message"),
    "post": _("By post"),
    "phone": _("Telephone"),
    "visit": _("In person"),
    "hearing": _("Hearing"),
    "seminar": _("Seminar"),
    "survey": _("Survey"),
    "media": _("Media"),
}
SENDERS = {
    **OPEN_TO,
    "organisation": _("Enterprise or organisation"),
    "agency": _("Agency or unit"),
}


def arrived_in_time(opinion: Any, values: Mapping[str, Any], today: date) -> Errors:
    """An opinion is entered while opinions are asked for or answered, and arrived before the end."""
    session = object_session(opinion)
    asked = opinion.consultation or (session.get(Record, opinion.consultation_id) if session else None)
    if asked is None or asked.state not in {"running", "closed"}:
        return {
            "consultation_id": _(
                "Opinions are taken from the announcement until the adoption report is submitted (annex 10, "
                "part 2 item 1)"
            )
        }
    day, last = values.get("received_on"), asked.last_day()
    if day and day > today:
        return {"received_on": _("This day has not come yet; give the day it really arrived")}
    if day and asked.opened_on and day < asked.opened_on:
        return {"received_on": _("This day lies before opinions were asked for")}
    if day and last and day > last:
        return {
            "received_on": _(
                "It came after the last day, %(day)s: it is not counted (annex 11, article 1). Hand it to "
                "the drafting division as a suggestion",
                day=last.isoformat(),
            )
        }
    return {}


@guard(
    _("The adoption report was submitted already; have it returned before you answer differently"),
    clauses=GATHERED,
)
def answers_are_still_open(opinion: Any, _today: date) -> bool:
    return opinion.consultation.state in {"running", "closed"}


class OpinionFlow(
    Workflow,
    label=_("Opinion of the public"),
    clauses=GATHERED,
    registered_by=(CLERK,),
    numbering=Series("公众意见"),
    opening_checks=(arrived_in_time,),
):
    received = State(_("To be answered"), initial=True, editable=True)
    adopted = State(_("Adopted"), settled=True)
    partly = State(_("Adopted in part"), settled=True)
    rejected = State(_("Not adopted"), settled=True)
    dropped = State(_("Not counted"), final=True, aside=True)
    lapsed = State(_("Ended with the consultation"), final=True, aside=True)

    adopt = Transition(
        _("Adopt"),
        received,
        adopted,
        by=CLERK,
        clauses=GATHERED,
        requires=(answers_are_still_open,),
        may_ask=("answer",),
    )
    adopt_partly = Transition(
        _("Adopt in part"),
        received,
        partly,
        by=CLERK,
        clauses=GATHERED,
        requires=(answers_are_still_open,),
        asks=("answer",),
    )
    reject = Transition(
        _("Do not adopt"),
        received,
        rejected,
        by=CLERK,
        clauses=GATHERED,
        requires=(answers_are_still_open,),
        asks=("answer",),
        hint=_("The reason is published with the adoption report."),
    )
    reconsider = Transition(
        _("Answer anew"),
        (adopted, partly, rejected),
        received,
        by=CLERK,
        clauses=GATHERED,
        requires=(answers_are_still_open,),
        sets={"answer": None},
        reason=True,
    )
    drop = Transition(
        _("Do not count it"),
        received,
        dropped,
        by=CLERK,
        clauses=GATHERED,
        requires=(answers_are_still_open,),
        reason=True,
        danger=True,
        hint=_("For what was entered twice, or is no opinion on this draft."),
    )
    lapse = Transition(_("The consultation came to nothing"), received, lapsed, by=SYSTEM, clauses=GATHERED)


class Opinion(Record):
    """What somebody said on a draft; ``title`` is its gist, which the adoption report prints."""

    __tablename__ = "opinion"
    workflow = OpinionFlow
    slug = "opinions"
    dated_by = "received_on"
    purposes = ("other",)
    called: ClassVar[Mapping[str, Label]] = {"title": _("Gist")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    consultation_id: Mapped[int] = labelled(_("Consultation"), ForeignKey("consultation.id"), index=True)
    received_on: Mapped[date] = labelled(_("Received on"), clause="A11.1")
    way: Mapped[str] = labelled(_("How it came"), choices=WAYS, clause="A10.2.1")
    sender_kind: Mapped[str] = labelled(_("Who it is from"), choices=SENDERS, clause="A10.2.1")
    sender: Mapped[str | None] = labelled(
        _("Name of the sender"), String(80), klass=Class.PERSONAL, hint=_("Left empty: sent without a name")
    )
    contact: Mapped[str | None] = labelled(_("Contact"), String(200), klass=Class.PERSONAL)
    topic: Mapped[str | None] = labelled(
        _("Part of the draft"), String(80), hint=_("Article or question it is about; groups what is alike")
    )
    content: Mapped[str] = labelled(_("What it says"), Text, clause="A10.2.1")
    answer: Mapped[str | None] = labelled(
        _("Answer, with the reason"),
        Text,
        klass=Class.PUBLIC,
        clause="A10.2.1",
        hint=_("Published: write it for everybody to read"),
    )

    consultation: Mapped[Any] = relationship(
        "Consultation",
        foreign_keys="Opinion.consultation_id",
        back_populates="opinions",
        info=WHOLE,
    )
