"""What an item of a public enterprise says, and what became of it: its columns (附件5 第三、五至十条)."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped

from models.column import Class, labelled
from models.enterprise_terms import CHANNELS, CONTENTS, REFERRED_TO, STAGES, WITHHELD_FOR
from models.several import Several

ELEMENTS = (
    *("kind", "title", "content", "publisher", "time_limit", "channels", "basis", "enquiry_phone"),
    "stage",
)
"""附件5 五(二), and the stage: what the secrecy review clears."""


class Elements:
    """Mix into a Record: the elements with their channels, the days, the review and its ruling."""

    kind: Mapped[str] = labelled(
        _("Kind of content"), choices=CONTENTS, klass=Class.PUBLIC, clause="A5.5", index=True
    )
    stage: Mapped[str] = labelled(
        _("Stage of disclosure"),
        choices=STAGES,
        klass=Class.PUBLIC,
        clause="A5.3",
        hint=_(
            "What concerns everybody: before the decision, while it is carried out, when the result is there"
        ),
    )
    content: Mapped[str] = labelled(_("Content to be disclosed"), Text, klass=Class.PUBLIC, clause="A5.5")
    publisher: Mapped[str] = labelled(
        _("Who discloses it"), String(120), klass=Class.PUBLIC, clause="A5.5", hint=_("Whoever made it")
    )
    time_limit: Mapped[str] = labelled(
        _("Time limit of disclosure"),
        String(120),
        klass=Class.PUBLIC,
        clause="A5.5",
        hint=_("As it is told to the public, such as: within 20 working days after it comes about"),
    )
    basis: Mapped[str] = labelled(_("Basis of disclosure"), Text, klass=Class.PUBLIC, clause="A5.5")
    enquiry_phone: Mapped[str] = labelled(
        _("Phone for enquiries and complaints"), String(80), klass=Class.PUBLIC, clause="A5.5"
    )
    channels: Mapped[tuple[str, ...] | None] = labelled(
        _("Channels of disclosure"), Several(200), choices=CHANNELS, klass=Class.PUBLIC, clause="A5.8"
    )
    arose_on: Mapped[date] = labelled(_("Came about or changed on"), clause="A5.3")
    legal_by: Mapped[date | None] = labelled(
        _("To be disclosed by law until"),
        clause="A5.3",
        hint=_("Left empty: the last day of the usual period"),
    )
    promised_by: Mapped[date | None] = labelled(
        _("Promised until"), clause="A5.3", hint=_("Not later than the legal day; left empty: the usual one")
    )
    secrecy_opinion: Mapped[str | None] = labelled(_("Secrecy opinion"), Text, clause="A5.7")
    withheld_for: Mapped[str | None] = labelled(
        _("Ground for not disclosing"), choices=WITHHELD_FOR, clause="A5.6"
    )
    referred_to: Mapped[str | None] = labelled(_("Referred to"), choices=REFERRED_TO, clause="A5.7")
    referred_question: Mapped[str | None] = labelled(_("What is doubtful"), Text, clause="A5.7")
    ruling: Mapped[str | None] = labelled(_("Ruling"), Text, clause="A5.7")
    ruling_number: Mapped[str | None] = labelled(_("Number of the ruling"), String(60), clause="A5.7")
    ruled_on: Mapped[date | None] = labelled(_("Ruled on"), clause="A5.7")
    disclosed_on: Mapped[date | None] = labelled(
        _("Disclosed on"), klass=Class.PUBLIC, clause="A5.3", index=True
    )
    checked_on: Mapped[date | None] = labelled(_("Confirmed on"), klass=Class.PUBLIC, clause="A5.10")
    next_update_on: Mapped[date | None] = labelled(
        _("Next update on"), klass=Class.PUBLIC, clause="A5.10", index=True
    )
    ended_on: Mapped[date | None] = labelled(_("Ended on"), klass=Class.PUBLIC, clause="A5.16")
    end_explanation: Mapped[str | None] = labelled(
        _("Explanation to the public"), Text, klass=Class.PUBLIC, clause="A5.16"
    )
