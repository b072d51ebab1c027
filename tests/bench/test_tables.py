"""What the measurements say of themselves: which goal was met is reckoned from the figures."""

from __future__ import annotations

from typing import Any

import pytest

from bench.desk import Fields
from bench.tables import growth, one

GOAL = {"ratio": 6, "tail": 3, "statements": 6, "kilobytes": 60, "growth": 1.5}


def found(**figures: Any) -> dict[str, Any]:
    """One operation: 2 ms where the floor takes 1, unless said otherwise."""
    about = {
        "name": "list",
        "goal": GOAL,
        "p50": 2.0,
        "p95": 3.0,
        "floor": 1.0,
        "cpu": 2.0,
        "statements": 5,
        "size": 51200,
    }
    return {"asked": {"common": "", "rare": ""}, "operations": [{**about, **figures}], "tables": {}}


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        ({}, "met"),
        ({"p50": 6.0}, "met"),
        ({"p50": 6.5}, "missed: 6.5 > 6 × floor"),
        ({"p95": 7.0}, "missed: 3.5 > 3 × p50"),
        ({"statements": 7}, "missed: 7.0 > 6 statements"),
        ({"size": 61 * 1024}, "missed: 61.0 > 60 KB"),
        ({"goal": dict.fromkeys(GOAL), "p50": 100.0}, "met"),
    ],
)
def test_a_goal_is_met_or_missed_by_how_much(figures: dict[str, Any], verdict: str) -> None:
    assert one("a database", found(**figures)).splitlines()[4].endswith(f"| {verdict} |")


def test_growth_is_from_the_smallest_to_the_largest() -> None:
    sizes = {10: found(p50=2.0), 1000: found(p50=3.2, floor=2.0), 100: found(p50=9.0)}
    assert growth("sqlite", sizes).splitlines()[4] == "| list | 1.60 × | 2.00 × | ≤ 1.5 × missed |"


def test_a_form_is_sent_as_a_browser_would() -> None:
    page = """<form><input name="q" value="x"></form><form>
    <input name="csrf_token" value="t">
    <input type="checkbox" name="off"><input type="checkbox" name="on" checked>
    <textarea name="text">two
lines</textarea><select name="one"><option value="a">A</option><option value="b" selected>B</option></select>
    <select name="none"><option value="a">A</option></select></form>"""
    assert Fields.of(page) == {
        "csrf_token": "t",
        "on": "on",
        "text": "two\nlines",
        "one": "b",
        "none": "",
    }
