"""Consultations, shared by annexes 10 and 11: 公开征求意见 (附件10 二(一)、附件11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, backref, object_session, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.proposal import HEARD, Proposal
from models.roles import CLERK, UNIT_HEAD
from models.workflow import SYSTEM, Clock, Errors, Period, Series, State, Transition, Workflow, guard

CHANNELS = ("media", "portal_place", "other_place")


def subject_may_be_consulted_on(consultation: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """Only what passed its secrecy review and is not decided yet is put to the public (附件11 第七条)."""
    subject, session = consultation.subject, object_session(consultation)
    if subject is None and session is not None:
        subject = session.get(Record, consultation.subject_id)
    if isinstance(subject, Proposal) and subject.may_be_heard:
        return {}
    return {
        "subject_id": _(
            "Only what has passed its secrecy review and is not decided yet is put to the public (annex 11, "
            "article 7)"
        )
    }


def announced_somewhere(_consultation: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """It is announced by the media, on the portal or otherwise, and for some days (附件11 第六条)."""
    opened, closes = answers.get("opened_on"), answers.get("closes_on")
    if opened and closes and closes <= opened:
        return {"closes_on": _("Give a day after the day it is announced")}
    if not any(answers.get(name) for name in CHANNELS):
        return {
            "portal_place": _("Say where it is announced: media, portal or elsewhere (annex 11, article 6)")
        }
    return {}


def published_after_the_end(consultation: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """What became of the opinions is published once all could be sent (附件10 二(一))."""
    day, last = answers.get("published_on"), consultation.last_day()
    if day and last and day <= last:
        return {"published_on": _("This day lies within the period for opinions")}
    return {}


@guard(
    _("What is put to the public is no longer cleared for it; look at its state"),
    clauses=("A11.7",),
)
def subject_is_cleared(consultation: Any, _today: date) -> bool:
    return bool(consultation.subject.may_be_heard)


@guard(
    _("Some opinions are not answered yet: adopted, adopted in part or not"), clauses=HEARD, cleared_by=CLERK
)
def all_opinions_are_answered(consultation: Any, _today: date) -> bool:
    return all(opinion.standing.closed for opinion in consultation.opinions)


class ConsultationFlow(
    Workflow,
    label=_("Consultation"),
    clauses=HEARD,
    registered_by=(CLERK,),
    numbering=Series("征求意见"),
    opening_checks=(subject_may_be_consulted_on,),
):
    drafted = State(_("To be announced"), initial=True, editable=True)
    running = State(_("Opinions asked for"), public=True)
    closed = State(_("Opinions being answered"), public=True)
    summed_up = State(_("Adoption report to be signed"), public=True)
    signed = State(_("Adoption report to be published"), public=True)
    reported = State(_("Adoption report published"), final=True, public=True)
    stopped = State(_("Stopped"), final=True, aside=True)
    lapsed = State(_("Ended with its subject"), final=True, aside=True)

    opinion_period = Clock(
        _("Period for opinions"),
        (Period(30, "calendar_days", warn=3),),
        clauses=("A11.1",),
        runs_in=(running,),
        starts_on="opened_on",
        amount_from="closes_on",
        shorter_for="short_reason",
    )

    announce = Transition(
        _("Announce"),
        drafted,
        running,
        by=UNIT_HEAD,
        clauses=("A11.1", "A11.6", "A10.2.1"),
        requires=(subject_is_cleared,),
        checks=(announced_somewhere,),
        asks=("opened_on",),
        may_ask=("closes_on", "short_reason", *CHANNELS),
        on="opened_on",
        separate_from_author=True,
        screens=("draft", "reasons", "basis"),
        hint=_(
            "Draft, reasons and basis become public. Opinions are taken until the last day, not after it."
        ),
    )
    close = Transition(
        _("The last day has passed"), running, closed, by=SYSTEM, clauses=HEARD, expires=opinion_period
    )
    sum_up = Transition(
        _("Submit the adoption report"),
        closed,
        summed_up,
        by=CLERK,
        clauses=HEARD,
        requires=(all_opinions_are_answered,),
        asks=("report",),
        hint=_(
            "Numbers, and every opinion not or only partly adopted with its reason, are added by themselves."
        ),
    )
    return_report = Transition(
        _("Return the report"), summed_up, closed, by=UNIT_HEAD, clauses=HEARD, reason=True, danger=True
    )
    sign = Transition(
        _("Sign the adoption report"),
        summed_up,
        signed,
        by=UNIT_HEAD,
        clauses=HEARD,
        requires=(all_opinions_are_answered,),
        separate_from=(sum_up,),
        seals=("report",),
        screens=("report",),
        letter="adoption_report",
    )
    recall = Transition(
        _("Take the signature back"), signed, closed, by=UNIT_HEAD, clauses=HEARD, reason=True, danger=True
    )
    publish = Transition(
        _("Enter the publication"),
        signed,
        reported,
        by=CLERK,
        clauses=HEARD,
        checks=(published_after_the_end,),
        asks=("published_on", "published_at"),
        on="published_on",
        trusts=sign,
    )
    stop = Transition(
        _("Stop the consultation"),
        (drafted, running, closed),
        stopped,
        by=UNIT_HEAD,
        clauses=HEARD,
        reason=True,
        danger=True,
        hint=_("It counts for nothing then: before the decision the public has to be asked again."),
    )
    lapse = Transition(
        _("Its subject was given up"),
        (drafted, running, closed, summed_up, signed),
        lapsed,
        by=SYSTEM,
        clauses=HEARD,
    )


class Consultation(Record):
    """One round of hearing the public on one subject, with the text it is shown."""

    __tablename__ = "consultation"
    workflow = ConsultationFlow
    slug = "consultations"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    subject_id: Mapped[int] = labelled(_("Subject of the consultation"), ForeignKey("record.id"), index=True)
    draft: Mapped[str] = labelled(_("Draft of the decision"), Text, klass=Class.PUBLIC, clause="A11.1")
    reasons: Mapped[str] = labelled(_("Reasons for it"), Text, klass=Class.PUBLIC, clause="A11.1")
    basis: Mapped[str] = labelled(_("Basis of the decision"), Text, klass=Class.PUBLIC, clause="A10.2.1")
    send_to: Mapped[str] = labelled(
        _("Where opinions are sent"),
        Text,
        klass=Class.PUBLIC,
        clause="A10.2.1",
        hint=_("Postal address, mailbox and phone of the office"),
    )
    opened_on: Mapped[date | None] = labelled(
        _("Announced on"), klass=Class.PUBLIC, clause="A11.1", index=True
    )
    closes_on: Mapped[date | None] = labelled(
        _("Opinions until"),
        klass=Class.PUBLIC,
        clause="A11.1",
        hint=_("Left empty: the last day of the usual period"),
    )
    short_reason: Mapped[str | None] = labelled(
        _("Why the period is shorter"), Text, klass=Class.PUBLIC, clause="A11.1"
    )
    media: Mapped[str | None] = labelled(
        _("Announced in the media"),
        String(200),
        klass=Class.PUBLIC,
        clause="A11.6",
        hint=_("Broadcast, television or newspaper, with the day"),
    )
    portal_place: Mapped[str | None] = labelled(
        _("Announced on the portal"),
        String(300),
        klass=Class.PUBLIC,
        clause="A11.6",
        hint=_("Column or address"),
    )
    other_place: Mapped[str | None] = labelled(
        _("Announced elsewhere"),
        String(200),
        klass=Class.PUBLIC,
        clause="A11.6",
        hint=_("Notice board, account, …"),
    )
    report: Mapped[str | None] = labelled(
        _("Adoption report"),
        Text,
        klass=Class.PUBLIC,
        clause="A10.2.1",
        hint=_("How the public was asked, what it said in the main, what was changed in the draft"),
    )
    published_on: Mapped[date | None] = labelled(
        _("Adoption report published on"), klass=Class.PUBLIC, clause="A10.2.1"
    )
    published_at: Mapped[str | None] = labelled(
        _("Published where"), String(300), klass=Class.PUBLIC, clause="A10.2.1", hint=_("Column or address")
    )

    subject: Mapped[Any] = relationship(
        "Record",
        foreign_keys=[subject_id],
        remote_side="Record.id",
        info=WHOLE,
        backref=backref("consultations", order_by="Consultation.id", info=WHOLE),
    )
    opinions: Mapped[list[Any]] = relationship(
        "Opinion",
        foreign_keys="Opinion.consultation_id",
        back_populates="consultation",
        order_by="Opinion.id",
        info=WHOLE,
    )

    def last_day(self) -> date | None:
        """The last day on which opinions are taken: as announced, or later where that day is off."""
        run = self.clock(ConsultationFlow.opinion_period)
        return run.due_on if run is not None and run.due_on else self.closes_on

    def letter_facts(self) -> dict[str, Any]:
        """Besides its columns how many opinions were adopted, and each that was not, or in part.

        ``answers`` has a line for opinions of one gist and one answer: ``gist``, ``count``, ``state_label``,
        ``reason``.
        """
        facts = super().letter_facts()
        told = Counter(
            (opinion.title, str(opinion.standing.label), opinion.answer or "")
            for opinion in self.opinions
            if opinion.state in {"partly", "rejected"}
        )
        states = Counter(opinion.state for opinion in self.opinions)
        return {
            **facts,
            **{f"{name}_count": states[name] for name in ("adopted", "partly", "rejected")},
            "opinion_count": states["adopted"] + states["partly"] + states["rejected"],
            "answers": [
                {"gist": gist, "state_label": label, "reason": reason, "count": count}
                for (gist, label, reason), count in told.items()
            ],
        }
