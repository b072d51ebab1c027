"""Open meetings, their plan, agenda, invitations and duties on screen: columns and nothing else."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from models import (
    AgendaItem,
    Consultation,
    Document,
    Interpretation,
    Invitation,
    MeetingDuty,
    OpeningPlan,
    OpenMeeting,
)
from models.base import Record
from models.opening import OPENING
from views.matter import MatterView
from views.record import Related

_OPENING = (_("How it is opened"), OPENING)


class OpeningPlanView(MatterView):
    """附件10 三(一)."""

    model = OpeningPlan
    list_columns = ("number", "title", "year", "unit_id", "state", "adopted_on")
    filters = ("unit_id", "adopted_on")
    form_sections = ((_("Opening plan"), ("unit_id", "year", "title", "focus")),)
    sections = (*form_sections, (_("How the year went"), ("adopted_on", "review")))
    related = (
        Related(
            "meetings",
            OpenMeeting,
            ("number", "title", "kind", "state", "planned_on", "held_on"),
            "plan_id",
            listed=True,
        ),
    )


class OpenMeetingView(MatterView):
    """附件10 一至三."""

    model = OpenMeeting
    parent = "plan_id"
    list_columns = (
        *("number", "title", "kind", "field", "unit_id", "state"),
        *("meets_on", "held_on", "due_on"),
    )
    filters = ("plan_id", "unit_id", "kind", "field", "opening_form", "planned_on", "meets_on", "held_on")
    form_sections = (
        (_("About the meeting"), ("title", "kind", "field", "planned_on", "subject")),
        _OPENING,
    )
    sections = (
        (_("About the meeting"), ("plan_id", "kind", "field", "planned_on", "subject")),
        _OPENING,
        (_("Day and place"), ("called_on", "meets_on", "place", "held_on", "chaired_by")),
        (_("Result"), ("result", "published_on", "published_at", "published_with_id")),
    )
    related = (
        Related("items", AgendaItem, ("number", "title", "unit_id", "document_id", "state", "outcome"), ""),
        Related(
            "invitations",
            Invitation,
            ("number", "category", "representative", "organisation", "state"),
            "meeting_id",
            listed=True,
        ),
        Related(
            "duties",
            MeetingDuty,
            ("number", "kind", "handling_unit_id", "state", "due_by", "done_on", "done_with_id"),
            "meeting_id",
            listed=True,
        ),
    )

    def given_by(self, above: Record) -> dict[str, Any]:
        """Each meeting of a plan has a name of its own."""
        return {name: value for name, value in super().given_by(above).items() if name != "title"}


class AgendaItemView(MatterView):
    """附件10 二、三(二)."""

    model = AgendaItem
    list_columns = ("number", "title", "meeting_kind", "field", "unit_id", "state", "outcome")
    filters = ("meeting_id", "unit_id", "meeting_kind", "field", "nature")
    form_sections = (
        (
            _("Topic of the item"),
            *(("unit_id", "title", "meeting_kind", "field", "nature", "hearing_required", "drafted_with"),),
        ),
        (_("What is put to the public"), ("draft", "reasons", "basis")),
        (_("Policy document"), ("document_id",)),
    )
    sections = (
        *form_sections[:-1],
        (_("Policy document"), ("document_id", "planless_reason")),
        (_("Secrecy review"), ("withheld_for", "secrecy_opinion")),
        (_("Opinions gathered"), ("hearing_on", "hearing_result", "revision", "unheard_reason")),
        _OPENING,
        (_("Approval of the topic form"), ("unit_opinion", "county_opinion")),
        (_("At the meeting"), ("meeting_id", "explanation", "outcome", "outcome_note")),
    )
    related = (
        Related(
            "consultations",
            Consultation,
            ("number", "state", "opened_on", "closes_on", "published_on"),
            "subject_id",
        ),
        Related("documents", Document, ("title", "number", "state", "published_on"), ""),
        Related(
            "plans",
            Interpretation,
            ("number", "focus", "planned_on", "forms", "channels", "state"),
            "",
            title=_("Interpretation plan"),
        ),
    )


class InvitationView(MatterView):
    """附件10 一(三)、二(二)."""

    model = Invitation
    parent = "meeting_id"
    in_series = ("category", "chosen_how")
    list_columns = ("number", "title", "category", "representative", "unit_id", "state", "invited_on")
    filters = ("meeting_id", "unit_id", "category", "invited_on")
    form_sections = (
        (_("Representative"), ("category", "representative", "organisation", "contact", "chosen_how")),
    )
    sections = (
        (_("Representative"), ("meeting_id", *form_sections[0][1])),
        (_("Invitation"), ("invited_on", "said", "remark")),
    )


class MeetingDutyView(MatterView):
    """附件10 二(三)."""

    model = MeetingDuty
    parent = "meeting_id"
    list_columns = ("number", "title", "kind", "unit_id", "handling_unit_id", "state", "due_on", "done_on")
    filters = ("meeting_id", "unit_id", "handling_unit_id", "kind", "due_on", "done_on")
    form_sections = ((_("Work after the meeting"), ("kind", "arisen_on", "due_by")),)
    sections = (
        (_("Work after the meeting"), ("meeting_id", "kind", "arisen_on", "due_by", "handling_unit_id")),
        (_("What the unit did"), ("done_on", "done_where", "done_with_id", "account")),
    )
