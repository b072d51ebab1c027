"""Other agencies that made or hold the information too (附件8 九(六))."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.base import Record
from models.inquiry import Inquiry
from models.inquiry_rules import (
    answer_day_is_set_ahead,
    objection_is_in_time,
    reply_day_is_sound,
    request_is_open,
)
from models.roles import CLERK, DISCLOSURE_OFFICER
from models.workflow import SYSTEM, Clock, Period, Profile, State, Transition, Workflow


class AgencyConsultationFlow(
    Workflow,
    label=_("Other agency"),
    clauses=("A8.9.6",),
    registered_by=(CLERK, DISCLOSURE_OFFICER),
    opening_checks=(request_is_open,),
):
    named = State(_("Named"), initial=True, editable=True)
    asked = State(_("Asked"))
    confirmed = State(_("Confirmed"), final=True)
    differing = State(_("Does not confirm"), settled=True)
    assumed = State(_("Silent, counts as consent"), settled=True, aside=True)
    dropped = State(_("Not concerned"), final=True, aside=True)
    lapsed = State(_("Ended with the request"), final=True, aside=True)

    reply_period = Clock(
        _("Reply of the agency"),
        (Period(15, warn=3),),
        clauses=("A8.9.6",),
        runs_in=(asked,),
        starts_on="asked_on",
        amount_from="answer_by",
        amount_under=(Profile.SEED_2020,),
        main=True,
    )

    ask = Transition(
        _("Ask the agency"),
        named,
        asked,
        by=DISCLOSURE_OFFICER,
        clauses=("A8.9.6",),
        checks=(answer_day_is_set_ahead,),
        asks=("asked_on",),
        may_ask=("answer_by",),
        on="asked_on",
    )
    confirm = Transition(
        _("Enter: confirms"),
        (asked, differing, assumed),
        confirmed,
        by=(CLERK, DISCLOSURE_OFFICER),
        clauses=("A8.9.6",),
        checks=(reply_day_is_sound,),
        asks=("replied_on",),
        may_ask=("reply_text",),
        on="replied_on",
    )
    differ = Transition(
        _("Enter: does not confirm"),
        (asked, assumed),
        differing,
        by=(CLERK, DISCLOSURE_OFFICER),
        clauses=("A8.9.6",),
        checks=(reply_day_is_sound, objection_is_in_time),
        asks=("replied_on", "reply_text"),
        on="replied_on",
    )
    assume = Transition(
        _("Silent until the last day"),
        asked,
        assumed,
        by=SYSTEM,
        clauses=("A8.9.6",),
        profiles=(Profile.REGULATION_2019,),
        expires=reply_period,
        on="replied_on",
    )
    lapse = Transition(
        _("The request came to nothing"), (named, asked), lapsed, by=SYSTEM, clauses=("A8.9.6",)
    )
    drop = Transition(
        _("Not concerned after all"),
        named,
        dropped,
        by=(CLERK, DISCLOSURE_OFFICER),
        clauses=("A8.9.6",),
        reason=True,
    )


class AgencyConsultation(Inquiry, Record):
    """One agency asked about one request; all confirm before the answer."""

    __tablename__ = "agency_consultation"
    workflow = AgencyConsultationFlow
    slug = "agency-consultations"
    on_request = "agencies"

    @property
    def forbids_disclosure(self) -> bool:
        """Whether the agency has declined to confirm."""
        return self.state == "differing"
