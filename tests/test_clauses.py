"""What the clause register counts as carrying a clause out."""

from __future__ import annotations

from app import clauses


def test_parts_of_the_program_and_pages_are_named_alike() -> None:
    found = set(clauses.declarations())
    assert ("A8.10", "app/calendar_plan.py") in found
    assert ("A8.3", "views/units_edit.py") in found
