"""How an annual report goes: compiled, checked, signed, accepted, published, amended (条例第四十九条)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.annual_rules import (
    CONTENT,
    REPORTED,
    figures_are_compiled,
    is_not_amended_yet,
    nothing_fails,
    one_of_its_kind,
    questions_are_answered,
    something_is_asked,
    there_is_a_form,
    unit_reports,
    year_is_over,
    year_stays,
)
from models.laws import REGULATION
from models.report_questions import ANSWERS, FIGURES, PAST
from models.report_sheet import COUNTY, SCOPES, UNIT
from models.roles import CLERK, COUNTY_LEADER, OFFICE_REVIEWER, UNIT_HEAD
from models.shared_rules import year_is_one
from models.workflow import SYSTEM, Clock, Period, Restart, Series, State, Transition, Workflow

SOUND = (year_is_over, figures_are_compiled, nothing_fails, questions_are_answered)


class AnnualReportFlow(
    Workflow,
    label=_("Annual report"),
    law=REGULATION,
    clauses=REPORTED,
    registered_by=(CLERK, OFFICE_REVIEWER),
    numbering=Series("年报"),
    opening_checks=(year_is_one, there_is_a_form, unit_reports, one_of_its_kind, year_stays),
):
    compiling = State(_("Being compiled"), initial=True, editable=True)
    before_head = State(_("Report before the unit head"))
    submitted = State(_("Submitted, with the county office"))
    accepted = State(_("Accepted, to be published"))
    published = State(_("Published"), settled=True, public=True)
    replaced = State(_("Replaced by an amended edition"), final=True, aside=True, public=True)
    past = State(_("Report of a past year"), final=True, aside=True)
    dropped = State(_("Dropped"), final=True, aside=True, voids=True)

    submit_period = Clock(
        _("Hand in the annual report"),
        (Period(131, "by_date", warn=20, case=UNIT), Period(220, "by_date", warn=10, case=COUNTY)),
        clauses=REPORTED,
        runs_in=(compiling, before_head),
        starts_on="year_end",
        waits=True,
        by="scope",
        names=SCOPES,
    )
    publish_period = Clock(
        _("Publish the annual report"),
        (Period(331, "by_date", warn=20),),
        clauses=REPORTED,
        runs_in=(submitted, accepted),
        starts_on="year_end",
        waits=True,
    )

    compile = Transition(
        _("Compile the figures"),
        compiling,
        None,
        by=CLERK,
        clauses=CONTENT,
        figures=True,
        hint=_("Counts the records of the year, or adds up the units' reports; again as often as you like."),
        anytime=True,
    )
    enter = Transition(
        _("Enter figures by hand"), compiling, None, by=CLERK, clauses=CONTENT, sheet=FIGURES, anytime=True
    )
    explain = Transition(
        _("Answer what the checks ask"),
        compiling,
        None,
        by=CLERK,
        clauses=CONTENT,
        requires=(something_is_asked,),
        sheet=ANSWERS,
        anytime=True,
    )
    hand_in = Transition(
        _("Put before the unit head"),
        compiling,
        before_head,
        by=CLERK,
        clauses=CONTENT,
        requires=SOUND,
        screens=("overview", "problems", "others"),
    )
    return_draft = Transition(
        _("Return the report"),
        before_head,
        compiling,
        by=UNIT_HEAD,
        clauses=CONTENT,
        reason=True,
        danger=True,
    )
    sign = Transition(
        _("Sign and submit the report"),
        before_head,
        submitted,
        by=UNIT_HEAD,
        clauses=REPORTED,
        requires=SOUND,
        sets={"fingerprint": lambda report: report.signature()},
        asks=("signed_on",),
        on="signed_on",
        separate_from=(hand_in,),
        restarts=Restart(publish_period, "year_end"),
        hint=_("From here on the figures stay as they are, each with the records behind it."),
    )
    send_back = Transition(
        _("Return for correction"),
        submitted,
        compiling,
        by=(OFFICE_REVIEWER, COUNTY_LEADER),
        clauses=REPORTED,
        reason=True,
        danger=True,
        sets={"fingerprint": None, "signed_on": None},
        restarts=Restart(submit_period, "year_end"),
    )
    accept = Transition(
        _("Accept the report"),
        submitted,
        accepted,
        by=(OFFICE_REVIEWER, COUNTY_LEADER),
        clauses=REPORTED,
        requires=(nothing_fails, questions_are_answered),
        may_ask=("opinion",),
        separate_from=(hand_in, sign),
    )
    publish = Transition(
        _("Record as published"),
        accepted,
        published,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=REPORTED,
        asks=("published_on", "address"),
        on="published_on",
    )
    amend = Transition(
        _("Begin an amended edition"),
        published,
        None,
        by=CLERK,
        clauses=REPORTED,
        requires=(is_not_amended_yet,),
        reason=True,
        anytime=True,
        hint=_("The published edition stays until the amended one is published."),
    )
    replace = Transition(_("Replaced"), published, replaced, by=SYSTEM, clauses=REPORTED)
    file_past = Transition(
        _("Keep as a past year's report"),
        compiling,
        past,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=REPORTED,
        sheet=PAST,
        anytime=True,
        hint=_("Of a year that was reported without this panel; files are taken in from the list."),
    )
    drop = Transition(
        _("Drop the report"), compiling, dropped, by=CLERK, clauses=REPORTED, reason=True, danger=True
    )

    @classmethod
    def signed_states(cls) -> tuple[str, ...]:
        """The states in which its figures stand, and others may be added up of them."""
        return tuple(state.name for state in (cls.submitted, cls.accepted, cls.published, cls.past))
