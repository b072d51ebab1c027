"""Consultations and what the public said, on screen: columns and nothing else."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from models import Consultation, Opinion
from models.base import Record
from models.proposal import Proposal
from views.matter import MatterView
from views.record import Related


class ConsultationView(MatterView):
    """附件10 二(一)、附件11."""

    model = Consultation
    parent = "subject_id"
    list_columns = ("number", "title", "unit_id", "state", "opened_on", "closes_on", "due_on", "published_on")
    filters = ("unit_id", "opened_on", "closes_on", "published_on")
    form_sections = ((_("Where opinions are sent"), ("send_to",)),)
    sections = (
        (_("What is put to the public"), ("subject_id", "draft", "reasons", "basis")),
        (
            _("Announcement of the consultation"),
            (
                *("send_to", "opened_on", "closes_on", "short_reason"),
                *("media", "portal_place", "other_place"),
            ),
        ),
        (_("Adoption report"), ("report", "published_on", "published_at")),
    )
    related = (
        Related(
            "opinions",
            Opinion,
            ("number", "title", "way", "sender_kind", "state", "answer"),
            "consultation_id",
            listed=True,
        ),
    )

    def given_by(self, above: Record) -> dict[str, Any]:
        """What is put to the public is what was cleared, word for word."""
        proposal = above.put_forward() if isinstance(above, Proposal) else {}
        return {**super().given_by(above), **proposal}


class OpinionView(MatterView):
    """附件10 二(一)."""

    model = Opinion
    parent = "consultation_id"
    in_series = ("received_on", "way", "sender_kind")
    list_columns = ("number", "title", "topic", "sender", "way", "state", "received_on", "answer")
    filters = ("consultation_id", "unit_id", "way", "sender_kind", "received_on")
    form_sections = (
        (_("What it says"), ("title", "topic", "content")),
        (_("How it came"), ("received_on", "way")),
        (_("Who it is from"), ("sender_kind", "sender", "contact")),
    )
    sections = (
        (_("What it says"), ("consultation_id", "title", "topic", "content")),
        *form_sections[1:],
        (_("What became of it"), ("answer",)),
    )

    def given_by(self, above: Record) -> dict[str, Any]:
        """Each opinion has a gist of its own."""
        return {name: value for name, value in super().given_by(above).items() if name != "title"}
