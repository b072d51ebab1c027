"""What happens to those who are assessed, as the building blocks of the stories (附件6)."""

from __future__ import annotations

from models.sample.story import InUnit, On, Side, Step


def named(unit: str, steps: tuple[Step, ...] = (), *sides: Side, title: str) -> Side:
    """A participant named one by one."""
    values = {"title": title, "unit_id": InUnit(unit)}
    return Side("scores", "assessment", 1, "leading_group", values, steps, sides)


def spot_check(day: int, unit: str, title: str, area: str, finding: str, steps: tuple[Step, ...]) -> Side:
    """Something the office found at a unit."""
    values = {
        "title": title,
        "unit_id": InUnit(unit),
        "found_on": On(day),
        "area": area,
        "finding": finding,
    }
    return Side("spot-checks", "score", day, "XZFB.reviewer", values, steps)


def told(day: int) -> Step:
    """What was found is told to the unit."""
    return Step(day, "XZFB.reviewer", "circulate")


def answered(day: int, unit: str, correction: str) -> Step:
    """The unit says how it put that right."""
    return Step(day, f"{unit}.clerk", "answer", {"correction": correction})


def objection(day: int, unit: str, title: str, grounds: str, step: Step) -> Side:
    """A unit objects to its score, and what became of that."""
    values = {"title": title, "unit_id": InUnit(unit), "grounds": grounds}
    return Side("score-objections", "score", day, f"{unit}.clerk", values, (step,))
