"""``workdays`` and ``fee``; days counted by hand on the official calendar, sums from the tariff's text.

2026: Spring Festival off 15-23 February (14 and 28 February worked). 2027 has no notice yet.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

import run
from app.commands.context import Roof
from models import CalendarDay, CalendarYear
from models.fee import Measure, NoTariff, Part, fee

Command = Callable[..., Result]


@pytest.fixture
def without_database(tmp_path: Path) -> Command:
    """A command on a machine where nothing was installed, nor can be built."""

    def never(_settings: dict[str, object]) -> None:
        raise AssertionError("no application is needed to count days")

    roof = Roof({"SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'none.db'}"}, never)  # type: ignore[arg-type]
    return lambda *arguments: CliRunner().invoke(run.main, list(arguments), obj=roof, catch_exceptions=False)


@pytest.mark.clause("A8.10")
@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        # Monday to Friday of 23 November to 18 December: four weeks of five days.
        (("add", "2026-11-20", "20"), "2026-12-18\n"),
        # 14 February is worked, 15 to 23 are off, 24 is the second day.
        (("add", "2026-02-13", "2"), "2026-02-24\n"),
        # 21-25 and 28-31 December, 4-8 and 11-15 January, 18 January; 1 January is certainly off.
        (("add", "2026-12-20", "20"), "2027-01-18 provisional\n"),
        # 14, 24, 25, 26, 27 and 28 February.
        (("between", "2026-02-13", "2026-02-28"), "6\n"),
        (("between", "2026-02-28", "2026-02-13"), "-6\n"),
        # 31 December and 4 January.
        (("between", "2026-12-30", "2027-01-04"), "2 provisional\n"),
    ],
)
def test_working_days_without_a_database(
    without_database: Command, tmp_path: Path, arguments: tuple[str, ...], printed: str
) -> None:
    result = without_database("workdays", *arguments)
    assert (result.exit_code, result.output) == (0, printed)
    assert not (tmp_path / "none.db").exists()


def test_working_days_of_the_county_itself(command: Command, db_session: Session) -> None:
    assert command("workdays", "add", "2026-11-20", "1").output == "2026-11-23\n"
    db_session.add(CalendarDay(day=date(2026, 11, 23), kind="off", source="a notice of the county"))
    year = db_session.get_one(CalendarYear, 2026)
    year.source = "a notice of the county"
    db_session.commit()
    assert command("workdays", "add", "2026-11-20", "1").output == "2026-11-24\n"


@pytest.mark.parametrize("wrong", [("2026-02-30", "1"), ("20.11.2026", "1"), ("2026-11-20", "-1")])
def test_what_is_no_day_or_number_is_refused(without_database: Command, wrong: tuple[str, str]) -> None:
    assert without_database("workdays", "add", *wrong).exit_code == 2


# -- the fee --------------------------------------------------------------------------

ITEMS = {
    0: 0,
    10: 0,
    11: 100,
    25: 1500,
    30: 2000,
    31: 2200,
    40: 4000,
    41: 4300,
    50: 7000,
    60: 11000,
    100: 37000,
}
PAGES = {
    0: 0,
    30: 0,
    31: 10,
    72: 420,
    100: 700,
    101: 720,
    109: 880,
    119: 1080,
    200: 2700,
    201: 2740,
    300: 6700,
}


@pytest.mark.clause("A8.12")
@pytest.mark.parametrize(
    ("measure", "count", "yuan"),
    [
        *(("items", count, yuan) for count, yuan in ITEMS.items()),
        *(("pages", count, yuan) for count, yuan in PAGES.items()),
        # Chengdu 2024, as reported.
        ("pages", 1500, 54700),
    ],
)
def test_the_fee_is_the_tariff(command: Command, measure: str, count: int, yuan: int) -> None:
    result = command("fee", measure, str(count))
    assert (result.exit_code, result.output) == (0, f"{yuan}.00\n")


@pytest.mark.clause("A8.12")
def test_a_fee_tells_how_it_is_formed() -> None:
    formed = fee("items", 42, date(2026, 11, 20))
    assert formed.parts == (
        Part(1, 10, Decimal(0)),
        Part(11, 30, Decimal(100)),
        Part(31, 40, Decimal(200)),
        Part(41, 42, Decimal(300)),
    )
    assert [part.amount for part in formed.parts] == [0, 2000, 2000, 600]
    assert str(formed.amount) == "4600.00"


@pytest.mark.parametrize("measure", ["items", "pages"])
def test_before_2021_there_was_no_tariff(measure: Measure) -> None:
    assert fee(measure, 31, date(2021, 1, 1)).amount > 0
    with pytest.raises(NoTariff):
        fee(measure, 31, date(2020, 12, 31))


def test_nothing_is_counted_backwards(command: Command) -> None:
    assert command("fee", "pages", "-1").exit_code == 2
    with pytest.raises(ValueError, match="-1"):
        fee("pages", -1, date(2026, 1, 1))
