"""How a meeting is opened, and to whom (附件10 一、三(二)): shared by meetings and their agenda items."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from sqlalchemy import Text
from sqlalchemy.orm import Mapped

from models.column import Class, labelled
from models.several import Several

OPENED = ("A10.3.2",)

KINDS = {
    "plenary": _("Plenary meeting of the government"),
    "executive": _("Executive meeting of the government"),
    "department": _("Working meeting of a department"),
    "other": _("Other meeting to be widely known"),
}
"""附件10 一(一)."""

FIELDS = {
    "planning": _("Urban and rural planning"),
    "city": _("City governance"),
    "market": _("Market supervision"),
    "resources": _("Allocation of public resources"),
    "welfare": _("Construction for public benefit"),
    "economy": _("Economic and social policy"),
    "taxes": _("Lower taxes and charges"),
    "assistance": _("Social assistance"),
    "employment": _("Employment and start-ups"),
    "environment": _("Ecology and environment"),
    "education_health": _("Education and health"),
}
"""The eleven of annex 10, part 1 item 2, in its order."""

OPEN_TO = {
    "public": _("The public"),
    "expert": _("Expert or scholar"),
    "press": _("Journalist"),
    "party_delegate": _("Party delegate"),
    "deputy": _("Deputy of the people's congress"),
    "adviser": _("Member of the political consultative conference"),
}
"""Whom meetings and consultations are open to (附件10 一(三))."""

FORMS = {
    "observers": _("Representatives attend as observers"),
    "live": _("Broadcast live, representatives attend"),
    "press": _("Press attends and reports"),
    "online": _("Online exchange, representatives attend"),
}
"""How a meeting or an item of its agenda is opened (附件10 三(二))."""

RULED = ("selection_rule", "duty_rule", "arrangement_rule", "discipline_rule")
OPENING = ("opening_form", "invites", *RULED)
"""What is told of it: the form, the categories invited, and the rules for representatives."""


class Opening:
    """What is kept of it; empty until it is handed in for approval."""

    opening_form: Mapped[str | None] = labelled(
        _("Form of opening"), klass=Class.PUBLIC, choices=FORMS, clause="A10.3.2"
    )
    invites: Mapped[tuple[str, ...] | None] = labelled(
        _("Categories invited"), Several(120), klass=Class.PUBLIC, choices=OPEN_TO, clause="A10.1.3"
    )
    selection_rule: Mapped[str | None] = labelled(
        _("How representatives are chosen"),
        Text,
        klass=Class.PUBLIC,
        clause="A10.3.2",
        hint=_("Public call, recommendation or draw, and by whom"),
    )
    duty_rule: Mapped[str | None] = labelled(
        _("Duties of representatives"), Text, klass=Class.PUBLIC, clause="A10.3.2"
    )
    arrangement_rule: Mapped[str | None] = labelled(
        _("How the meeting is organised for them"), Text, klass=Class.PUBLIC, clause="A10.3.2"
    )
    discipline_rule: Mapped[str | None] = labelled(
        _("Discipline of the meeting"), Text, klass=Class.PUBLIC, clause="A10.3.2"
    )
