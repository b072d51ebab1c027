"""What an item of the catalogue says, and what an application proposes it to say (附件7 第一、二、五条)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped

from models.column import Class, labelled
from models.workflow import Errors, Label

AUDIENCES = {"everybody": _("The whole of society"), "group": _("A certain group")}
MODES = {"proactive": _("Proactively"), "on_request": _("On request")}
STEPS, FILE, KEPT = "steps", "file", "kept"
FLOW_CHARTS = {
    STEPS: _("Drawn from the steps below"),
    FILE: _("Attached as a file"),
    KEPT: _("Stays as it is"),
}
TEXT, NO_CARD = "text", "none"
POLICY_CARDS = {
    NO_CARD: _("None: no policy that benefits enterprises or people"),
    TEXT: _("Written below"),
    FILE: _("Attached as a file"),
}

ITEM = "disclosure_item"
"""The matter of the items; an application finds one by its code."""

ELEMENTS = (
    "title",
    "content",
    "update_time",
    "publisher",
    "guarantor",
    "channels",
    "portal_column",
    "basis",
    "audience",
    "mode",
)
"""附件7 第二条, in its order; the first is the item itself."""

AUDIENCE_GROUP = "audience_group"
SAID = ("level_one", *ELEMENTS, AUDIENCE_GROUP)
CHART = ("flow_chart", "flow_steps")
CARD = ("policy_card", "policy_card_text")


class Elements:
    """Mix into a Record: the ten elements, the flow chart and the policy card.

    Its title is the level 2 item. Nothing is required by the table, for a removal says none of it;
    ``elements_are_whole`` says what is missing.
    """

    level_one: Mapped[str | None] = labelled(
        _("Level 1 item"), String(120), klass=Class.PUBLIC, clause="A7.2"
    )
    content: Mapped[str | None] = labelled(
        _("Content to be disclosed"), Text, klass=Class.PUBLIC, clause="A7.2"
    )
    update_time: Mapped[str | None] = labelled(
        _("When it is updated"),
        String(200),
        klass=Class.PUBLIC,
        clause="A7.2",
        hint=_("Such as: within 20 working days after the information comes about or changes"),
    )
    publisher: Mapped[str | None] = labelled(
        _("Who discloses it"), String(200), klass=Class.PUBLIC, clause="A7.2"
    )
    guarantor: Mapped[str | None] = labelled(
        _("Unit that provides the information"), String(200), klass=Class.PUBLIC, clause="A7.2"
    )
    channels: Mapped[str | None] = labelled(_("Channels"), String(200), klass=Class.PUBLIC, clause="A7.2")
    portal_column: Mapped[str | None] = labelled(
        _("Column of the portal"), String(200), klass=Class.PUBLIC, clause="A7.2"
    )
    basis: Mapped[str | None] = labelled(_("Basis of disclosure"), Text, klass=Class.PUBLIC, clause="A7.2")
    audience: Mapped[str | None] = labelled(
        _("To whom it is disclosed"), choices=AUDIENCES, klass=Class.PUBLIC, clause="A7.2"
    )
    audience_group: Mapped[str | None] = labelled(_("Which group"), String(200), klass=Class.PUBLIC)
    mode: Mapped[str | None] = labelled(
        _("How it is disclosed"), choices=MODES, klass=Class.PUBLIC, clause="A7.2"
    )
    flow_chart: Mapped[str | None] = labelled(
        _("Flow chart"), choices=FLOW_CHARTS, klass=Class.PUBLIC, clause="A7.5"
    )
    flow_steps: Mapped[str | None] = labelled(
        _("Steps of the flow chart"),
        Text,
        klass=Class.PUBLIC,
        clause="A7.5",
        hint=_("One step a line, in their order"),
    )
    policy_card: Mapped[str | None] = labelled(
        _("Policy card"), choices=POLICY_CARDS, klass=Class.PUBLIC, clause="A7.1"
    )
    policy_card_text: Mapped[str | None] = labelled(
        _("Words of the policy card"),
        Text,
        klass=Class.PUBLIC,
        clause="A7.1",
        hint=_("Who may have it, what it brings, what to hand in, where to ask"),
    )


def elements_are_whole(_record: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Each element is said, and so are flow chart and policy card, where there is one (附件7 第二、五条)."""
    errors: dict[str, Label] = {
        name: _("Each of the ten elements is said (annex 7, article 2)")
        for name in ELEMENTS
        if not values.get(name)
    }
    if not values.get("level_one"):
        errors["level_one"] = _("Say under which level 1 item it stands (annex 7, article 3)")
    if values.get("audience") == "group" and not values.get(AUDIENCE_GROUP):
        errors[AUDIENCE_GROUP] = _("It is not disclosed to everybody: say to which group")
    return {**errors, **dict(_belongings(values))}


def _belongings(values: Mapping[str, Any]) -> Iterator[tuple[str, Label]]:
    if not values.get("flow_chart"):
        yield "flow_chart", _("An item has a flow chart: say where it is (annex 7, articles 5 and 7)")
    if values.get("flow_chart") == STEPS and not values.get("flow_steps"):
        yield (
            "flow_steps",
            _("Write its steps, or attach the flow chart as a file (annex 7, article 5)"),
        )
    if not values.get("policy_card"):
        yield "policy_card", _("Say whether there is a policy card (annex 7, article 1)")
    if values.get("policy_card") == TEXT and not values.get("policy_card_text"):
        yield (
            "policy_card_text",
            _("Write the policy card, or attach it as a file (annex 7, article 1)"),
        )
