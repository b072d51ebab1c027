"""Nobody decides about the unit she sits in, nor whoever stands in for her."""

from __future__ import annotations

from typing import Any

import pytest

from app.access.actor import Actor
from app.engine import Refused
from models.workflow import Role, State, Transition, Workflow
from tests.engine.desk import HEALTH, LAND, REGISTRY, Desk, Paper, deputy, standing

CLERK = Role("clerk", "Clerk")


class CaseFlow(Workflow, label="Case", clauses=("A4.1",)):
    """One step that the people of one unit do not take."""

    begun = State("Begun", initial=True)
    decided = State("Decided", final=True)

    decide = Transition("Decide", begun, decided, CLERK, ("A4.4",), not_of="about")


def seated(user_id: int, *seats: int) -> Any:
    """Somebody of the land bureau with posts in these units too."""
    return standing(user_id, "decide", seats=frozenset({LAND, *seats}))


@pytest.mark.parametrize(
    ("actor", "about", "refused"),
    [
        (Actor((seated(1, HEALTH),)), HEALTH, True),
        (deputy(seated(1), seated(2, HEALTH)), HEALTH, True),
        (Actor((seated(1, REGISTRY),)), HEALTH, False),
        (Actor((seated(1, HEALTH),)), None, False),
    ],
    ids=["sits there", "stands in for who sits there", "sits elsewhere", "about nobody"],
)
def test_who_sits_in_the_unit_concerned_does_not_take_the_step(
    desk: Desk, actor: Actor, about: int | None, refused: bool
) -> None:
    case = Paper(CaseFlow, about=about)
    desk.engine.open(case, actor)
    if refused:
        with pytest.raises(Refused, match="outside the unit"):
            desk.engine.perform(case, "decide", actor)
        assert case.state == "begun"
    else:
        desk.engine.perform(case, "decide", actor)
        assert case.state == "decided"
