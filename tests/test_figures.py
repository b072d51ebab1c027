"""Figures: a number, the records behind it one click away, within everybody's own scope."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.access.actor import acting
from app.figures import Asked, value
from models import FIGURES
from models.figure import COUNTED, OTHERS, Days, Value
from models.figures import FIGURE_OF

TIMELY = FIGURE_OF["timely_answers"]


@pytest.fixture
def year_of_the_bureau(
    session: Any, answered: Any, register: Any, take: Any, clock: Any, unit_id: Any
) -> Any:
    """Received on 2 March 2026, twenty working days end on Monday 30 March.

    One in time, one late, one not answered at all, one not due yet, one withdrawn, one of the year before.
    """
    answered("2025-09-01", "2025-09-08", title="上一年的申请")
    answered("2026-03-02", "2026-03-30", title="按期的申请")
    answered("2026-03-02", "2026-04-01", title="逾期的申请")
    clock.turn("2026-03-02")
    register(title="未答复的申请")
    withdrawn = register(title="撤回的申请")
    clock.turn("2026-03-20")
    take(withdrawn, "withdraw", "clerk", reason="来函撤回", withdrawn_on=date(2026, 3, 20))
    clock.turn("2026-04-30")
    register(title="尚未到期的申请", received_on=date(2026, 4, 29))
    return unit_id("land")


def test_a_figure_counts_what_fell_due_and_of_it_what_was_kept(
    session: Any, year_of_the_bureau: int, unit_id: Any
) -> None:
    today = date(2026, 4, 30)
    assert value(session(), TIMELY, year_of_the_bureau, 2026, today) == Value(1, 3)
    assert value(session(), TIMELY, year_of_the_bureau, 2025, today) == Value(1, 1)
    assert value(session(), TIMELY, unit_id("health"), 2026, today) == Value(0, 0)
    # On the last day itself nothing is late yet: only what was answered is known.
    assert value(session(), TIMELY, year_of_the_bureau, 2026, date(2026, 3, 30)) == Value(1, 2)


def test_the_number_leads_to_its_records_and_a_file_of_them_within_the_readers_scope(
    year_of_the_bureau: int, sign_in: Any
) -> None:
    missed = Asked(TIMELY, year_of_the_bureau, Days.of_year(2026), OTHERS)
    kept = Asked(TIMELY, year_of_the_bureau, Days.of_year(2026), COUNTED)
    address = "/office/information-requests/"
    officer, stranger = sign_in("officer"), sign_in("stranger")
    page = officer.get(f"{address}?figure={missed}&state=all").text
    assert "逾期的申请" in page
    assert "未答复的申请" in page
    assert "按期的申请" not in page.replace("依申请公开按期答复", "")
    assert "依申请公开按期答复 · 罗甸县自然资源局 · 2026 · 其余" in page
    file = officer.get(f"{address}export.csv?figure={kept}&state=all").text
    assert "按期的申请" in file
    assert "逾期的申请" not in file
    assert "未答复的申请" not in stranger.get(f"{address}?figure={missed}&state=all").text


@pytest.mark.parametrize(
    "word", ["nonsense", "timely_answers.1.2026", "timely_answers.x.2026.all", "timely_replies.1.2026.all"]
)
def test_a_word_that_is_no_figure_of_the_list_finds_nothing(sign_in: Any, word: str) -> None:
    assert sign_in("officer").get(f"/office/information-requests/?figure={word}").status_code == 400


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_every_figure_can_be_counted_and_listed(session: Any, unit_id: Any, actor: Any, figure: Any) -> None:
    today = date(2026, 4, 30)
    assert value(session(), figure, unit_id("land"), 2026, today).part == 0
    asked = Asked(figure, unit_id("land"), Days.of_year(2026), COUNTED)
    assert str(Asked.of(str(asked))) == str(asked)
    with acting(actor("officer")):
        condition = asked.condition(session(), today)
        assert session().query(figure.matter).filter(condition).count() == 0
