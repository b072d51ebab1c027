import time
from collections.abc import Iterator

import pytest

from app.periods.calendar import Calendar
from app.periods.seed import seeded_calendar


@pytest.fixture(scope="session")
def seeded() -> Calendar:
    """The calendar the product ships with: official through 2026."""
    return seeded_calendar()


@pytest.fixture(params=["UTC", "Asia/Shanghai", "America/Los_Angeles"])
def machine_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The process runs on a machine set to another time zone."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()
