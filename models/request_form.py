"""What an applicant fills in, and what an answer says: the columns of the form (附件8 第五至十一条)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, object_session

from models.column import Class, labelled
from models.deadline import Switch
from models.outcome import OUTCOMES
from models.request_terms import (
    APPLICANT_KINDS,
    CHANNELS,
    DELIVERIES,
    FORMS_WANTED,
    ID_KINDS,
    UNREACHABLE,
)
from models.workflow import Profile

APPLICANT = (
    "applicant_kind",
    "applicant",
    "contact_person",
    "id_kind",
    "id_number",
    "phone",
    "email",
    "address",
)
"""Who asks; on paper also who asks in her place, see ``AGENT``."""

AGENT = ("agent", "agent_id_number", "identity_seen")

WANTED = ("title", "content", "purpose", "about_oneself")
"""What she wants to know."""

HOW_GIVEN = ("form_wanted", "delivery_wanted", "help_needed")
"""How she wants the answer."""

TOLD = (
    "answer_text",
    "outcome_reason",
    "public_place",
    "other_organ",
    "other_organ_contact",
    "search_record",
    "earlier_answer",
    "no_special_need",
    "form_given",
    "form_reason",
)
"""What an answer may say besides its outcome: drafted together, approved together."""

SPECIAL_NEEDS = Switch(
    "special_needs",
    _("Refusal for lack of special needs"),
    _("The notice of 2020 knows it, the Regulation dropped it in 2019; only for requests under the notice"),
    "A8.9.9",
)


def special_needs_are_offered(request: Any) -> bool:
    """Whether a request may be refused for lack of special needs: under the notice, once switched on."""
    return request.rules == Profile.SEED_2020 and SPECIAL_NEEDS.is_on(object_session(request))


class ApplicationForm:
    """The standard form (附件8 第五条), in its order."""

    received_on: Mapped[date] = labelled(
        _("Received on"),
        klass=Class.PUBLIC,
        index=True,
        clause="A8.10",
        hint=_("In person: the day handed in. Registered post: the day signed for. Web: the day confirmed."),
    )
    channel: Mapped[str] = labelled(_("Received by"), choices=CHANNELS, clause="A8.7")
    written_by: Mapped[str | None] = labelled(
        _("Written down by"), String(60), clause="A8.7", hint=_("For an oral request: who filled the form in")
    )
    applicant_kind: Mapped[str] = labelled(_("Kind of applicant"), choices=APPLICANT_KINDS)
    applicant: Mapped[str] = labelled(_("Applicant"), String(80), klass=Class.PERSONAL)
    id_kind: Mapped[str | None] = labelled(_("Identity document"), choices=ID_KINDS, clause="A8.6")
    id_number: Mapped[str | None] = labelled(
        _("Number of the document"), String(40), klass=Class.SEALED, clause="A8.6"
    )
    contact_person: Mapped[str | None] = labelled(
        _("Contact person"), String(60), klass=Class.PERSONAL, hint=_("For organisations")
    )
    phone: Mapped[str | None] = labelled(_("Phone"), String(40), klass=Class.PERSONAL)
    email: Mapped[str | None] = labelled(_("E-mail"), String(120), klass=Class.PERSONAL)
    address: Mapped[str | None] = labelled(_("Postal address"), String(200), klass=Class.PERSONAL)
    agent: Mapped[str | None] = labelled(
        _("Agent"), String(80), klass=Class.PERSONAL, clause="A8.6", hint=_("Acts under a power of attorney")
    )
    agent_id_number: Mapped[str | None] = labelled(
        _("Agent's identity number"), String(40), klass=Class.SEALED, clause="A8.6"
    )
    about_oneself: Mapped[bool] = labelled(
        _("About the applicant's own records"), default=False, clause="A8.6"
    )
    identity_seen: Mapped[bool] = labelled(
        _("Identity papers seen"),
        default=False,
        clause="A8.6",
        hint=_("Of the agent and the power of attorney too"),
    )
    content: Mapped[str] = labelled(
        _("Information wanted"), Text, hint=_("Name, number or features of the information"), clause="A8.8"
    )
    purpose: Mapped[str | None] = labelled(_("What it is needed for"), String(400), clause="A8.9.9")
    form_wanted: Mapped[str] = labelled(_("Form wanted"), choices=FORMS_WANTED, clause="A8.11")
    delivery_wanted: Mapped[str] = labelled(
        _("Way of delivery"), choices=DELIVERIES, retired=UNREACHABLE, clause="A8.11"
    )
    help_needed: Mapped[str | None] = labelled(
        _("Help needed"), String(200), clause="A8.12", hint=_("Reading, sight or hearing")
    )


class Reply:
    """The answer: its outcome, what that outcome's letter needs, and how it reached the applicant."""

    outcome: Mapped[str | None] = labelled(
        _("Outcome"), choices={o.code: o.label for o in OUTCOMES}, clause="A8.9.1", index=True
    )
    answer_text: Mapped[str | None] = labelled(_("What is given"), Text)
    outcome_reason: Mapped[str | None] = labelled(_("Reasons"), Text)
    public_place: Mapped[str | None] = labelled(
        _("Where it is public"), String(300), clause="A8.9.3", hint=_("Address, issue or place")
    )
    other_organ: Mapped[str | None] = labelled(_("Agency that holds it"), String(120), clause="A8.9.7")
    other_organ_contact: Mapped[str | None] = labelled(_("Its contact"), String(200), clause="A8.9.7")
    search_record: Mapped[str | None] = labelled(
        _("How it was searched for"), Text, clause="A8.9.7", hint=_("Where, when, by whom, with which result")
    )
    earlier_answer: Mapped[str | None] = labelled(
        _("Earlier answer"), String(120), clause="A8.9.10", hint=_("Its number and date")
    )
    no_special_need: Mapped[bool] = labelled(
        _("Unrelated to special needs"),
        default=False,
        clause="A8.9.9",
        hint=_("Only under the notice of 2020"),
        asked_if=special_needs_are_offered,
    )
    form_given: Mapped[str | None] = labelled(_("Form given"), choices=FORMS_WANTED, clause="A8.11")
    form_reason: Mapped[str | None] = labelled(_("Why in another form"), String(300), clause="A8.11")
    answered_on: Mapped[date | None] = labelled(_("Answered on"), clause="A8.10", klass=Class.PUBLIC)
    delivery_given: Mapped[str | None] = labelled(_("Delivered by"), choices=DELIVERIES, clause="A8.11")
    delivery_note: Mapped[str | None] = labelled(_("Proof of delivery"), String(300))
