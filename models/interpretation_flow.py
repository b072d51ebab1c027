"""The procedure of interpretations, from the plan to the public (附件2 四)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.interpretation_rules import (
    applicable_sections_are_written,
    document_may_be_interpreted,
    goes_to_the_office,
    is_not_signed_yet,
    justice_has_not_passed_it,
    justice_is_content,
    justice_looks_at_it,
    may_be_given_up,
    plan_is_whole,
)
from models.interpretation_terms import SECTIONS
from models.roles import CLERK, LEGAL_REVIEWER, OFFICE_REVIEWER, UNIT_HEAD
from models.workflow import SYSTEM, Clock, Period, Series, State, Transition, Workflow

MATERIAL = tuple(SECTIONS)
PLAN = ("focus", "planned_on", "forms", "channels", "sections", "other_matters")
AFRESH = {"legality": None}
"""What was passed counts no longer once the material is open again."""


class InterpretationFlow(
    Workflow,
    label=_("Interpretation of a document"),
    clauses=("A2.1", "A2.4", "A2.4.2"),
    registered_by=(CLERK,),
    seen_by=(LEGAL_REVIEWER,),
    numbering=Series("解读"),
    opening_checks=(document_may_be_interpreted, plan_is_whole),
):
    planning = State(_("Plan being drafted"), initial=True, editable=True)
    plan_with_head = State(_("Plan with the unit head"))
    writing = State(_("Material being written"))
    material_with_head = State(_("Material with the unit head"))
    legality_review = State(_("With the justice bureau"), aside=True)
    approved = State(_("Approved, goes with the document"))
    published = State(_("Published (material)"), settled=True, public=True)
    offline = State(_("Taken down"), settled=True, aside=True)
    given_up = State(_("Given up (interpretation)"), final=True, aside=True)
    lapsed = State(_("Ended with its document"), final=True, aside=True)

    publishing_period = Clock(
        _("Publish the interpretation"),
        (Period(7, warn=2),),
        clauses=("A2.4.4",),
        runs_in=(planning, plan_with_head, writing, material_with_head, legality_review, approved),
        starts_on="document_public_on",
        waits=True,
        main=True,
    )

    submit_plan = Transition(
        _("Submit the plan to the unit head"), planning, plan_with_head, by=CLERK, clauses=("A2.4.1", "A2.2")
    )
    return_plan = Transition(
        _("Return the interpretation plan"),
        plan_with_head,
        planning,
        by=UNIT_HEAD,
        clauses=("A2.4.2",),
        reason=True,
        danger=True,
    )
    approve_plan = Transition(
        _("Approve the plan"),
        plan_with_head,
        writing,
        by=UNIT_HEAD,
        clauses=("A2.4.2",),
        separate_from=(submit_plan,),
        separate_from_author=True,
        letter="interpretation_plan",
    )
    keep = Transition(
        _("Keep what is written so far"),
        writing,
        None,
        by=CLERK,
        clauses=("A2.4.1",),
        may_ask=MATERIAL,
        anytime=True,
    )
    submit_material = Transition(
        _("Submit the material to the unit head"),
        writing,
        material_with_head,
        by=CLERK,
        clauses=("A2.3", "A2.4.1"),
        checks=(applicable_sections_are_written,),
        may_ask=MATERIAL,
        hint=_("Every section the plan says applies is written; charts and recordings are attached."),
    )
    plan_anew = Transition(
        _("Take the plan back"),
        writing,
        planning,
        by=(CLERK, UNIT_HEAD),
        clauses=("A2.4.1",),
        reason=True,
        danger=True,
    )
    return_material = Transition(
        _("Return the material"),
        material_with_head,
        writing,
        by=UNIT_HEAD,
        clauses=("A2.4.2",),
        sets=AFRESH,
        reason=True,
        danger=True,
    )
    send_to_justice = Transition(
        _("Have the justice bureau look at it"),
        material_with_head,
        legality_review,
        by=UNIT_HEAD,
        clauses=("A2.6.3",),
        requires=(justice_looks_at_it, justice_has_not_passed_it),
    )
    pass_justice = Transition(
        _("Pass the material"),
        legality_review,
        material_with_head,
        by=LEGAL_REVIEWER,
        clauses=("A2.6.3",),
        asks=("legality_opinion",),
        sets={"legality": "passed"},
        separate_from=(submit_material,),
        separate_from_author=True,
    )
    object_to = Transition(
        _("Return the material with objections"),
        legality_review,
        writing,
        by=LEGAL_REVIEWER,
        clauses=("A2.6.3",),
        asks=("legality_opinion",),
        sets=AFRESH,
        danger=True,
    )
    approve_material = Transition(
        _("Approve the material"),
        material_with_head,
        approved,
        by=UNIT_HEAD,
        clauses=("A2.4.2",),
        requires=(justice_is_content,),
        separate_from=(submit_material,),
        separate_from_author=True,
        hint=_("With it the document may go to be checked, signed and published."),
    )
    return_by_office = Transition(
        _("Return what does not meet the requirements"),
        approved,
        writing,
        by=OFFICE_REVIEWER,
        clauses=("A2.4.2",),
        requires=(goes_to_the_office, is_not_signed_yet),
        sets=AFRESH,
        reason=True,
        danger=True,
        hint=_("Until it is approved anew, the document is neither checked nor signed."),
    )
    take_back = Transition(
        _("Take the approval back"),
        approved,
        writing,
        by=UNIT_HEAD,
        clauses=("A2.4.2",),
        requires=(is_not_signed_yet,),
        sets=AFRESH,
        reason=True,
        danger=True,
    )
    document_issued = Transition(
        _("The document is issued"),
        (planning, plan_with_head, writing, material_with_head, legality_review, approved),
        None,
        by=SYSTEM,
        clauses=("A2.4.4",),
        hint=_("From now on the material may come out; its publication is opened once it is approved."),
    )
    document_published = Transition(
        _("The document is public"),
        (planning, plan_with_head, writing, material_with_head, legality_review, approved),
        None,
        by=SYSTEM,
        clauses=("A2.4.4",),
        on="document_public_on",
    )
    come_out = Transition(
        _("Published on the portal"),
        (approved, offline),
        published,
        by=SYSTEM,
        clauses=("A2.4.4", "A1.10.1"),
        on="published_on",
    )
    urge = Transition(
        _("Urge it"),
        (planning, plan_with_head, writing, material_with_head, legality_review, approved),
        None,
        by=OFFICE_REVIEWER,
        clauses=("A2.6.1",),
        reason=True,
        anytime=True,
        urges=True,
        hint=_("Whoever has it in hand is told."),
    )
    give_up = Transition(
        _("Give the interpretation up"),
        (planning, plan_with_head, writing, material_with_head, legality_review, approved),
        given_up,
        by=UNIT_HEAD,
        clauses=("A2.4",),
        requires=(may_be_given_up,),
        reason=True,
        danger=True,
    )
    take_down = Transition(
        _("Taken down on the portal"),
        published,
        offline,
        by=SYSTEM,
        clauses=("A2.6.1",),
    )
    lapse = Transition(
        _("Its document is over"),
        (planning, plan_with_head, writing, material_with_head, legality_review, approved),
        lapsed,
        by=SYSTEM,
        clauses=("A2.4",),
    )
