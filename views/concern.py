"""Concerns, who confirms a response and where it is published, on screen: columns and nothing else."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models import Concern, ResponseConfirmation, ResponseRelease
from models.concern_form import FOUND, WEIGHED
from views.matter import MatterView
from views.record import Related


class ConcernView(MatterView):
    """附件3."""

    model = Concern
    list_columns = (
        *("number", "title", "source", "nature", "grade", "handling_unit_id"),
        *("state", "found_at", "due_on", "responded_at"),
    )
    filters = ("unit_id", "handling_unit_id", "source", "nature", "grade", "heat", "due_on")
    form_sections = (
        (_("What was found"), ("unit_id", "found_at", "title", *FOUND)),
        (_("How it is weighed"), ("grade", *WEIGHED)),
    )
    sections = (
        *form_sections,
        (_("Topic"), ("analysis", "proposal", "topic_opinion", "no_response_reason")),
        (_("Drafting"), ("handling_unit_id", "assign_note", "joint_opinions", "office_opinion")),
        (_("Response"), ("response", "facts", "secrecy_opinion", "response_opinion")),
        (_("What became of it"), ("responded_at", "effect")),
    )
    related = (
        Related(
            "confirmations",
            ResponseConfirmation,
            ("handling_unit_id", "agency", "state", "asked_on", "answer_by", "replied_on", "reply_text"),
            "",
        ),
        Related(
            "releases",
            ResponseRelease,
            ("channel", "place", "state", "published_at", "link", "speaker"),
            "concern_id",
        ),
    )


class ResponseConfirmationView(MatterView):
    """附件3 第六条."""

    model = ResponseConfirmation
    parent = "concern_id"
    list_columns = (
        *("title", "unit_id", "handling_unit_id", "agency", "state"),
        *("asked_on", "answer_by", "replied_on", "due_on"),
    )
    filters = ("unit_id", "handling_unit_id", "asked_on", "answer_by")
    form_sections = ()
    sections = (
        (_("What is asked"), ("concern_id", "unit_id", "handling_unit_id", "agency", "response")),
        (_("Reply"), ("asked_on", "answer_by", "replied_on", "reply_text", "overrule_reason")),
    )


class ResponseReleaseView(MatterView):
    """附件3 第七至九条."""

    model = ResponseRelease
    parent = "concern_id"
    list_columns = ("title", "channel", "place", "unit_id", "state", "published_at", "link", "speaker")
    filters = ("unit_id", "channel")
    form_sections = ((_("Channel"), ("title", "channel", "place")),)
    sections = (
        (_("Channel"), ("concern_id", "unit_id", "channel", "place")),
        (_("Published"), ("published_at", "link", "speaker", "gist")),
    )
