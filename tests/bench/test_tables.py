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


TABLES = {
    "csv": 2.6,
    "csv floor": 2.0,
    "csv work": 1.25,
    "csv first byte": 0.2,
    "csv memory": 64.0,
    "xlsx": 20.8,
    "xlsx work": 7.5,
    "xlsx memory": 64.0,
}


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        ({}, "| CSV, × floor | 1.30 (2.6 s, in CPU time 1.25) | ≤ 1.3: met |"),
        ({"csv": 2.7}, "| CSV, × floor | 1.35 (2.7 s, in CPU time 1.25) | ≤ 1.3: missed |"),
        ({}, "| CSV, first byte | 200 ms | ≤ 200 ms: met |"),
        ({"csv first byte": 0.25}, "| CSV, first byte | 250 ms | ≤ 200 ms: missed |"),
        ({"csv memory": 65.0}, "| CSV, memory | 65 MB | ≤ 64 MB: missed |"),
        ({}, "| XLSX, × CSV | 8.0 (20.8 s, in CPU time 7.5) | ≤ 8: met |"),
        ({"xlsx": 26.0}, "| XLSX, × CSV | 10.0 (26.0 s, in CPU time 7.5) | ≤ 8: missed |"),
        ({"xlsx memory": 65.0}, "| XLSX, memory | 65 MB | ≤ 64 MB: missed |"),
    ],
)
def test_whole_tables_are_judged_too(figures: dict[str, float], line: str) -> None:
    start = {"seconds": 2.0, "megabytes": 100.0, "loaded": []}
    about = {**found(), "tables": {**TABLES, **figures}, "letter": 0.3, "share": 0.1, "start": start}
    assert line in one("a database", about).splitlines()


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
