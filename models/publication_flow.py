"""The procedure of publications: one workflow, five chains by origin (附件1 第十条)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.checklist import PUBLICATION_REVIEW
from models.publication_rules import (
    column_takes_entries,
    list_is_open,
    nothing_classified,
    online_after_its_source,
    source_is_named,
    source_may_be_published,
    stands_on_an_open_list,
    unit_has_an_officer,
)
from models.publication_steps import CONTENT, approved_by, returned_by, reviewed_by
from models.publication_terms import (
    DEPARTMENT,
    EMERGENCY,
    FILED,
    GOVERNMENT,
    INTERACTIVE,
    KEEPERS,
    REPOST,
)
from models.publishable import source_is_explained, source_is_for_the_public, source_is_not_early
from models.roles import (
    CLERK,
    COUNTY_LEADER,
    DISCLOSURE_OFFICER,
    OFFICE_REVIEWER,
    PORTAL_LEADER,
    SECRECY_REVIEWER,
    UNIT_HEAD,
)
from models.workflow import SYSTEM, Series, State, Transition, Workflow

IN_UNIT = (DISCLOSURE_OFFICER, CLERK)
"""本部门办公室或相关科室, and who edits an interactive column; never who drafted it."""


class PublicationFlow(
    Workflow,
    label=_("Publication"),
    clauses=("A1.5", "A1.9", "A1.14"),
    registered_by=KEEPERS,
    numbering=Series("信发"),
    opening_checks=(nothing_classified, source_is_named, source_may_be_published, column_takes_entries),
):
    drafting = State(_("Being drafted"), initial=True, editable=True)
    secrecy_review = State(_("Secrecy review"))
    reviewing = State(_("Being reviewed"))
    confirming = State(_("With the head of the office"), aside=True)
    approving = State(_("To be approved"))
    approved = State(_("To be published"))
    published = State(_("Online now"), settled=True, public=True)
    taken_down = State(_("Taken down"), settled=True, aside=True)
    withheld = State(_("Not for publication"), settled=True, aside=True)
    withdrawn = State(_("Withdrawn"), settled=True, aside=True)
    lapsed = State(_("Lapsed with its source"), settled=True, aside=True)
    destroyed = State(_("Destroyed"), final=True, aside=True)

    submit = Transition(
        _("Submit for secrecy review"),
        drafting,
        secrecy_review,
        by=KEEPERS,
        clauses=("A1.9", "A1.14"),
        requires=(unit_has_an_officer, source_is_for_the_public),
        checks=(column_takes_entries,),
        asks=("column_id",),
        screens=("title", "body"),
        hint=_("From here on the content is fixed; who reviews and who approves follows from its origin."),
    )
    clear_secrecy = Transition(
        _("Secrecy review passed"),
        secrecy_review,
        reviewing,
        by=SECRECY_REVIEWER,
        clauses=("A1.9",),
        asks=("secrecy_opinion",),
        separate_from=(submit,),
        separate_from_author=True,
        seals=CONTENT,
    )
    return_by_secrecy = Transition(
        _("Return to be revised"),
        secrecy_review,
        drafting,
        by=SECRECY_REVIEWER,
        clauses=("A1.9",),
        reason=True,
        danger=True,
    )
    withhold = Transition(
        _("Not to be published"),
        secrecy_review,
        withheld,
        by=SECRECY_REVIEWER,
        clauses=("A1.9",),
        asks=("secrecy_opinion",),
        separate_from=(submit,),
        danger=True,
    )

    _drafted = (submit,)
    review = reviewed_by(
        _("Reviewed by the county office"),
        OFFICE_REVIEWER,
        reviewing,
        approving,
        GOVERNMENT,
        trusts=clear_secrecy,
        apart=_drafted,
    )
    review_in_unit = reviewed_by(
        _("Reviewed in the unit"),
        IN_UNIT,
        reviewing,
        approving,
        DEPARTMENT,
        INTERACTIVE,
        trusts=clear_secrecy,
        apart=_drafted,
    )
    review_repost = reviewed_by(
        _("Reviewed as manager of the site"),
        OFFICE_REVIEWER,
        reviewing,
        confirming,
        REPOST,
        trusts=clear_secrecy,
        apart=_drafted,
    )
    review_emergency = reviewed_by(
        _("Reviewed by the leader in charge of the portal"),
        PORTAL_LEADER,
        reviewing,
        approving,
        EMERGENCY,
        trusts=clear_secrecy,
        apart=_drafted,
    )
    confirm_repost = reviewed_by(
        _("Reviewed as head of the office"),
        OFFICE_REVIEWER,
        confirming,
        approving,
        REPOST,
        trusts=clear_secrecy,
        apart=(submit, review_repost),
    )
    _reviewed = (submit, review, review_in_unit, confirm_repost)
    approve = approved_by(
        _("Approve as leader in charge of the portal"),
        PORTAL_LEADER,
        approving,
        approved,
        GOVERNMENT,
        REPOST,
        trusts=clear_secrecy,
        apart=(*_reviewed, review_repost),
    )
    approve_in_unit = approved_by(
        _("Approve as head of the unit"),
        UNIT_HEAD,
        approving,
        approved,
        DEPARTMENT,
        trusts=clear_secrecy,
        apart=_reviewed,
    )
    approve_interactive = approved_by(
        _("Review and approve for the interactive column"),
        PORTAL_LEADER,
        approving,
        approved,
        INTERACTIVE,
        trusts=clear_secrecy,
        apart=_reviewed,
        checklist=PUBLICATION_REVIEW,
    )
    approve_emergency = approved_by(
        _("Approve as county leader"),
        COUNTY_LEADER,
        approving,
        approved,
        EMERGENCY,
        trusts=clear_secrecy,
        apart=(submit, review_emergency),
    )
    return_by_office = returned_by(OFFICE_REVIEWER, reviewing, drafting, GOVERNMENT, REPOST)
    return_in_unit = returned_by(IN_UNIT, reviewing, drafting, DEPARTMENT, INTERACTIVE)
    return_by_portal_leader = returned_by(PORTAL_LEADER, reviewing, drafting, EMERGENCY)
    return_by_office_head = returned_by(OFFICE_REVIEWER, confirming, drafting, REPOST)
    refuse = returned_by(PORTAL_LEADER, approving, drafting, GOVERNMENT, REPOST, INTERACTIVE, points=False)
    refuse_in_unit = returned_by(UNIT_HEAD, approving, drafting, DEPARTMENT, points=False)
    refuse_emergency = returned_by(COUNTY_LEADER, approving, drafting, EMERGENCY, points=False)

    publish = Transition(
        _("Publish and enter in the register"),
        approved,
        published,
        by=KEEPERS,
        clauses=("A1.10.1", "A1.13", "A1.16"),
        requires=(source_is_for_the_public, source_is_explained, source_is_not_early),
        checks=(online_after_its_source,),
        asks=("published_on", "published_at", "entered_by"),
        on="published_on",
        sets={"taken_down_on": None},
        trusts=clear_secrecy,
        screens=("title", "body"),
        letter="publication_form",
        hint=_("Entered in the register by a named person; the document it comes from is published with it."),
    )
    take_back = Transition(
        _("Take back before publication"),
        approved,
        drafting,
        by=KEEPERS,
        clauses=("A1.10.1",),
        reason=True,
        danger=True,
    )
    correct = Transition(
        _("Correct in a new round"),
        (published, taken_down),
        drafting,
        by=KEEPERS,
        clauses=("A1.14",),
        reason=True,
        anytime=True,
        hint=_("It is reviewed and approved anew, and then exchanged on the portal."),
    )
    take_down = Transition(
        _("Take down"),
        published,
        taken_down,
        by=KEEPERS,
        clauses=("A1.14",),
        asks=("taken_down_on",),
        on="taken_down_on",
        reason=True,
        danger=True,
    )
    withdraw = Transition(
        _("Withdraw the publication"),
        (drafting, secrecy_review, reviewing, confirming, approving, approved),
        withdrawn,
        by=KEEPERS,
        clauses=("A1.14",),
        reason=True,
        danger=True,
    )
    lapse = Transition(
        _("What it comes from is no longer valid"),
        (drafting, secrecy_review, reviewing, confirming, approving, approved),
        lapsed,
        by=SYSTEM,
        clauses=("A1.10.1",),
    )
    list_up = Transition(
        _("Put on a list of files to destroy"),
        (taken_down, withheld, withdrawn, lapsed),
        None,
        by=KEEPERS,
        clauses=FILED,
        checks=(list_is_open,),
        asks=("destruction_list_id",),
        anytime=True,
    )
    strike_off = Transition(
        _("Take off the list of files to destroy"),
        (taken_down, withheld, withdrawn, lapsed),
        None,
        by=KEEPERS,
        clauses=FILED,
        requires=(stands_on_an_open_list,),
        sets={"destruction_list_id": None},
        reason=True,
        anytime=True,
    )
    destroy = Transition(
        _("Destroyed by an approved list"),
        (taken_down, withheld, withdrawn, lapsed),
        destroyed,
        by=SYSTEM,
        clauses=FILED,
        erases=("body",),
    )
