"""What a concern says, how it was weighed, and what is answered: the columns (附件3)."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped

from models.column import Class, Instant, labelled
from models.concern_terms import GRADES, HEATS, NATURES, SOURCES

FOUND = ("source", "source_name", "link", "content")
"""Where it was found, and what people say."""

WEIGHED = ("nature", "heat", "heat_note", "policy")
"""What kind of concern it is, and how far it has spread."""

TOLD = ("title", "response", "facts")
"""What a response says: drafted together, approved together."""


class Found:
    """The concern as it was found, and how it was weighed."""

    found_at: Mapped[datetime] = labelled(_("Found at"), Instant, clause="A3.4")
    source: Mapped[str] = labelled(_("Found in"), choices=SOURCES, index=True, clause="A3.4")
    source_name: Mapped[str | None] = labelled(
        _("Account, site or paper"), String(120), clause="A3.4", hint=_("Never the name of a private person")
    )
    link: Mapped[str | None] = labelled(_("Address of what was found"), String(500), clause="A3.4")
    content: Mapped[str] = labelled(_("What people say"), Text, clause="A3.3")
    nature: Mapped[str] = labelled(_("Kind of concern"), choices=NATURES, index=True, clause="A3.4")
    grade: Mapped[str] = labelled(
        _("Grade of risk"),
        choices=GRADES,
        index=True,
        clause="A3.4",
        hint=_("It sets the time for the first response"),
    )
    heat: Mapped[str] = labelled(_("Heat"), choices=HEATS, clause="A3.4")
    heat_note: Mapped[str | None] = labelled(
        _("Figures on the heat"), String(200), clause="A3.4", hint=_("Views, shares, comments, and when")
    )
    policy: Mapped[str | None] = labelled(
        _("Important policy it is about"),
        String(200),
        clause="A3.8",
        hint=_("Title and number; then it is closed only with an expert interpretation"),
    )


class Weighed:
    """What the analysis found, and what was decided of the topic."""

    analysis: Mapped[str | None] = labelled(
        _("Analysis"), Text, clause="A3.4", hint=_("What is true of it, why it spreads, what it may lead to")
    )
    proposal: Mapped[str | None] = labelled(_("Proposed response"), Text, clause="A3.4")
    topic_opinion: Mapped[str | None] = labelled(
        _("Opinion of the leading group on the topic"), Text, clause="A3.2"
    )
    no_response_reason: Mapped[str | None] = labelled(_("Why it is not responded to"), Text, clause="A3.2")
    assign_note: Mapped[str | None] = labelled(_("Note of the office to the unit"), Text, clause="A3.3")


class Answered:
    """The response, who had a part in it, and what became of it."""

    joint_opinions: Mapped[str | None] = labelled(
        _("Opinions of the joint units"),
        Text,
        clause="A3.3",
        hint=_("Write below what stands here, and begin with the name of your unit"),
    )
    office_opinion: Mapped[str | None] = labelled(
        _("Part of the county office in the draft"), Text, clause="A3.3"
    )
    response: Mapped[str | None] = labelled(_("Response"), Text, klass=Class.PUBLIC, clause="A3.2")
    facts: Mapped[str | None] = labelled(
        _("Facts it rests on"), Text, clause="A3.9", hint=_("Facts speak, not phrases")
    )
    asked_agency: Mapped[str | None] = labelled(
        _("Agency outside the county to be asked"), String(120), clause="A3.6"
    )
    asked_on: Mapped[date | None] = labelled(_("Asked on"), clause="A3.6")
    answer_by: Mapped[date | None] = labelled(
        _("Answer by"), clause="A3.6", hint=_("Left empty: the last day of the usual period")
    )
    secrecy_opinion: Mapped[str | None] = labelled(_("Secrecy opinion"), Text, clause="A3.6")
    response_opinion: Mapped[str | None] = labelled(
        _("Opinion of the leading group on the response"), Text, clause="A3.2"
    )
    responded_at: Mapped[datetime | None] = labelled(
        _("First response at"), Instant, klass=Class.PUBLIC, clause="A3.4"
    )
    effect: Mapped[str | None] = labelled(
        _("Effect of the response"), Text, clause="A3.9", hint=_("Whether doubts were met and rumours died")
    )
