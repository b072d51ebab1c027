"""What is missing where no record is late: columns nobody renewed, units nobody serves."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import InformationOfficer, Publication, PublicationColumn

SYSTEM = "/office/overview/publications"


@pytest.fixture
def column(session, unit_id):
    """The column of announcements, kept by the land bureau and renewed every five working days."""
    found = session.scalars(select(PublicationColumn).where(PublicationColumn.code == "announcements")).one()
    found.rhythm, found.interval, found.unit_id = "periodic", 5, unit_id("land")
    session.commit()
    return found


@pytest.mark.clause("A1.14")
def test_a_column_is_flagged_when_its_time_is_over_and_not_a_day_before(
    clock, column, entered, session, sign_in
):
    def flagged(name="reviewer"):
        page = sign_in(name).get(SYSTEM).text
        return "政府公告 · 罗甸县自然资源局" in page

    day = clock.turn("2026-03-02")
    assert flagged()
    publication = entered(Publication, "health", state="published", published_on=day, column_id=column.id)
    # Five working days after Monday 2 March: the 3rd to the 6th are four, Monday 9 is the fifth.
    clock.turn("2026-03-09")
    assert not flagged()
    clock.turn("2026-03-10")
    assert [flagged(name) for name in ("reviewer", "clerk", "stranger")] == [True, True, False]
    assert "2026-03-02" in sign_in("clerk").get(SYSTEM).text
    assert publication.unit_id != column.unit_id
    column.active = False
    session.commit()
    assert not flagged()


@pytest.mark.clause("A1.7")
def test_a_unit_nobody_serves_is_listed_for_the_office_and_for_itself(entered, take, sign_in, made):
    officer = entered(InformationOfficer)

    def listed(name):
        page = sign_in(name).get(SYSTEM).text
        begun = page.index("没有在任信息员的单位")
        return [unit in page[begun:] for unit in ("罗甸县自然资源局", "罗甸县卫生健康局")]

    assert listed("reviewer") == [True, True]
    take(officer, "file", "reviewer", filed_on=made.time.today())
    assert [listed(name) for name in ("reviewer", "clerk", "stranger")] == [
        *([False, True], [False, False], [False, True])
    ]
