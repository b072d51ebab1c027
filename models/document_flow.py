"""The procedure of official documents, from the draft to the repeal (附件4; 附件2 四(三))."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.document_interpretation import (
    STATED,
    interpretation_comes_with_it,
    interpretation_is_missing,
)
from models.document_rules import (
    READY,
    attribute_fits_what_is_carried,
    attribute_is_reasoned,
    ended_after_issue,
    has_no_number,
    holds_nothing_closed,
    is_not_proactive,
    is_proactive,
    is_the_countys,
    is_the_units_own,
    legality_is_due,
    legality_is_open,
    looked_at_again_ahead,
)
from models.document_steps import (
    AFRESH,
    KEEPERS,
    changed_by,
    issued_by,
    numbered_by,
    returned_by,
    signed_by,
)
from models.document_terms import PROACTIVE
from models.roles import (
    CLERK,
    COUNTY_LEADER,
    LEGAL_REVIEWER,
    OFFICE_REVIEWER,
    PORTAL_LEADER,
    UNIT_HEAD,
)
from models.workflow import SYSTEM, Clock, Period, Profile, Restart, State, Transition, Workflow

SIGNERS = (COUNTY_LEADER, PORTAL_LEADER)


class DocumentFlow(
    Workflow,
    label=_("Official document"),
    clauses=("A4.1", "A4.3", "A4.8"),
    registered_by=(CLERK,),
    seen_by=(LEGAL_REVIEWER,),
):
    drafting = State(_("Being drafted"), initial=True, editable=True)
    with_head = State(_("With the unit head"))
    legality_review = State(_("Legality review"), aside=True)
    checking = State(_("Checked by the county office"))
    signing = State(_("To be signed"))
    signed = State(_("To be numbered"))
    numbered = State(_("To be issued"))
    issued = State(_("Issued, to be published"))
    published = State(_("Published"), settled=True)
    kept = State(_("Issued, not for publication"), settled=True)
    repealed = State(_("Repealed"), final=True, aside=True)
    lapsed = State(_("No longer valid"), final=True, aside=True)
    cancelled = State(_("Cancelled (document)"), final=True, aside=True, voids=True)

    publishing_period = Clock(
        _("Publish on the portal"),
        (Period(20, warn=5),),
        clauses=("A1.10.1",),
        runs_in=(issued,),
        main=True,
    )

    submit = Transition(
        _("Submit to the unit head"),
        drafting,
        with_head,
        by=CLERK,
        clauses=("A4.3", "A4.4", "A2.4.2"),
        checks=(attribute_is_reasoned, attribute_fits_what_is_carried, interpretation_comes_with_it),
        asks=("attribute",),
        may_ask=("attribute_reason", "attribute_ground", "reassess_on", *STATED),
        hint=_("The drafter proposes the disclosure attribute; the two that are not open need a reason."),
    )
    change_as_head = changed_by(UNIT_HEAD, with_head)
    send_to_legality = Transition(
        _("Send to the legality review"),
        with_head,
        legality_review,
        by=UNIT_HEAD,
        clauses=("A2.4.3",),
        requires=(legality_is_due, legality_is_open),
        separate_from_author=True,
    )
    approve = Transition(
        _("Approve and submit to the county office"),
        with_head,
        checking,
        by=UNIT_HEAD,
        clauses=("A4.4",),
        requires=(is_the_countys, *READY),
        separate_from=(submit,),
        separate_from_author=True,
    )
    sign_own = signed_by(
        _("Sign as head of the unit"), UNIT_HEAD, with_head, signed, submit, is_the_units_own
    )
    return_by_head = returned_by(UNIT_HEAD, with_head, drafting, "A4.4")
    pass_legality = Transition(
        _("Legality review passed"),
        legality_review,
        with_head,
        by=LEGAL_REVIEWER,
        clauses=("A2.4.3",),
        asks=("legality_opinion",),
        sets={"legality": "passed"},
        separate_from=(submit, send_to_legality),
        separate_from_author=True,
    )
    object_to = Transition(
        _("Return with objections"),
        legality_review,
        drafting,
        by=LEGAL_REVIEWER,
        clauses=("A2.4.3",),
        asks=("legality_opinion",),
        sets=AFRESH,
        danger=True,
    )
    change_as_office = changed_by(OFFICE_REVIEWER, checking)
    check = Transition(
        _("Checked: submit to be signed"),
        checking,
        signing,
        by=OFFICE_REVIEWER,
        clauses=("A4.5",),
        requires=READY,
        separate_from=(submit, approve),
        separate_from_author=True,
    )
    return_by_office = returned_by(OFFICE_REVIEWER, checking, drafting, "A4.5")
    change_as_signer = changed_by(SIGNERS, signing)
    sign = signed_by(_("Sign"), SIGNERS, signing, signed, submit, is_the_countys)
    return_by_signer = returned_by(SIGNERS, signing, drafting, "A4.4")
    assign_number = numbered_by(
        _("Assign the number"), OFFICE_REVIEWER, signed, numbered, sign, is_the_countys
    )
    assign_own_number = numbered_by(
        _("Assign the unit's own number"), CLERK, signed, numbered, sign_own, is_the_units_own
    )
    pass_unnumbered = Transition(
        _("Goes out without a number"),
        signed,
        numbered,
        by=KEEPERS,
        clauses=("A4.8",),
        requires=(has_no_number, *READY),
        trusts=sign,
    )
    issue = issued_by(
        _("Issue for publication"),
        numbered,
        issued,
        sign,
        is_proactive,
        _("Printed with its note; from now on it is to be published, and a paper copy delivered."),
    )
    issue_unpublished = issued_by(
        _("Issue without publication"), numbered, kept, sign, is_not_proactive, _("Printed with its note.")
    )
    publish = Transition(
        _("Published on the portal"),
        issued,
        published,
        by=SYSTEM,
        clauses=("A1.10.1", "A4.7"),
        on="published_on",
    )
    urge = Transition(
        _("Urge its interpretation"),
        (drafting, with_head, checking, signing, issued),
        None,
        by=OFFICE_REVIEWER,
        clauses=("A2.6.1",),
        requires=(interpretation_is_missing,),
        reason=True,
        anytime=True,
        urges=True,
        hint=_("Whoever has the document in hand is told."),
    )
    reassess = Transition(
        _("Enter the re-assessment"),
        kept,
        None,
        by=KEEPERS,
        clauses=("A4.3.1",),
        profiles=(Profile.REGULATION_2019,),
        checks=(looked_at_again_ahead,),
        asks=("reassess_on",),
        reason=True,
        hint=_("It stays as it is; say why, and when it is looked at again."),
    )
    release = Transition(
        _("Open it to the public after all"),
        kept,
        issued,
        by=OFFICE_REVIEWER,
        clauses=("A4.3.1", "A4.7"),
        requires=(holds_nothing_closed,),
        asks=("released_on",),
        on="released_on",
        sets={"attribute": PROACTIVE},
        restarts=Restart(publishing_period, "released_on"),
        reason=True,
        danger=True,
    )
    repeal = Transition(
        _("Repealed by another document"),
        (issued, published, kept),
        repealed,
        by=SYSTEM,
        clauses=("A4.1",),
        on="ended_on",
    )
    enter_repeal = Transition(
        _("Enter the repeal"),
        (issued, published, kept),
        repealed,
        by=KEEPERS,
        clauses=("A4.1",),
        checks=(ended_after_issue,),
        asks=("ended_on", "ended_by"),
        on="ended_on",
        danger=True,
        hint=_("For what is repealed by a document that is not kept here."),
    )
    lapse = Transition(
        _("Enter the end of validity"),
        (issued, published, kept),
        lapsed,
        by=KEEPERS,
        clauses=("A4.1",),
        checks=(ended_after_issue,),
        asks=("ended_on",),
        on="ended_on",
        reason=True,
        danger=True,
    )
    cancel = Transition(
        _("Cancel the document"),
        (drafting, with_head, legality_review, checking, signing, signed, numbered),
        cancelled,
        by=(UNIT_HEAD, OFFICE_REVIEWER),
        clauses=("A4.1",),
        reason=True,
        danger=True,
        hint=_("A number it has stays in the register, marked void, and is never given again."),
    )
