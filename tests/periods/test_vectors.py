"""Receipt dates 2018–2026 that two independent packages agree on, on machines in three time zones."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.periods.calendar import Calendar
from app.periods.deadline import Events, Rule, derive

VECTORS = json.loads((Path(__file__).parent / "deadline-vectors.json").read_text(encoding="utf-8"))["vectors"]
AMOUNTS = (7, 15, 20, 40)


@pytest.mark.clause("A8.10")
@pytest.mark.usefixtures("machine_zone")
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["received"])
def test_deadlines_of_the_vectors(seeded: Calendar, vector: dict[str, str | None]) -> None:
    received = date.fromisoformat(str(vector["received"]))
    for amount in AMOUNTS:
        rule = Rule("answer", "working_days", amount, 5, "A8.10", date(2008, 5, 1))
        deadline = derive(Events(received, rule), seeded, received)
        expected = vector[f"plus_{amount}"]
        assert deadline.provisional == (expected is None)
        if expected:
            assert deadline.due == date.fromisoformat(expected)


def test_the_vectors_tell_the_calendar_from_monday_to_friday() -> None:
    differing = [v for v in VECTORS if v["plus_20"] not in {None, v["naive_20"]}]
    assert len(VECTORS) == 34
    assert len(differing) == 25
