"""附件1 第十二条 in its own words: looked at, written down, put right, and counted in the assessment."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from app.engine import NotAllowed, Refused, Unacceptable
from app.figures import value
from models import Inspection, Letter
from models.figures import FIGURE_OF

LATE = {
    "title": "“征地信息”栏目超过更新期限",
    "place": "“征地信息”栏目",
    "found_by": "陆映川",
    "finding": "late",
    "severity": "considerable",
    "found": "栏目已三个月未更新。",
}


@pytest.fixture
def inspected(written_down, made):
    """An inspection of the land bureau by the county office, today; keywords change columns."""

    def enter(who="reviewer", unit="land", **values):
        columns = {**LATE, "inspected_on": made.time.today(), **values}
        return written_down(Inspection, who, unit, **columns)

    return enter


@pytest.mark.clause("A1.12")
def test_what_is_found_is_ordered_reported_sent_back_and_confirmed(session, clock, inspected, take):
    clock.turn("2026-03-02")
    seen = inspected()
    assert seen.number == "罗府办巡查〔2026〕1号"
    take(seen, "order", "reviewer", demand="补发应公开信息。")
    # Five working days after Monday 2 March.
    assert (seen.fix_by, seen.due_on) == (date(2026, 3, 9), date(2026, 3, 9))
    notice = session.scalars(select(Letter).where(Letter.kind == "inspection_order")).one()
    assert notice.number == "罗府办巡改〔2026〕1号"
    for said in (
        "罗甸县人民政府办公室",
        "罗甸县自然资源局：",
        "栏目已三个月未更新。",
        "2026年3月9日前（含当日）",
    ):
        assert said in notice.html
    day = clock.turn("2026-03-05")
    take(seen, "report", "clerk", fixed_on=day, fix_note="已补发。")
    with pytest.raises(NotAllowed):
        take(seen, "confirm", "clerk", checked_on=day)
    day = clock.turn("2026-03-06")
    take(seen, "send_back", "reviewer", "仍缺二月信息", checked_on=day, fix_by=date(2026, 3, 11))
    # The period of before was kept on the 5th; the new one ends on the day that was set.
    assert [run.met_on for run in seen.clocks] == [date(2026, 3, 5), None]
    assert seen.due_on == date(2026, 3, 11)
    day = clock.turn("2026-03-10")
    take(seen, "report", "unit_head", fixed_on=day, fix_note="二月信息已补发。")
    take(seen, "confirm", "reviewer", checked_on=day, check_note="栏目完整。")
    assert (seen.state, seen.closed_on) == ("confirmed", date(2026, 3, 10))


@pytest.mark.clause("A1.12")
def test_a_day_without_problem_is_a_record_too(inspected, take):
    seen = inspected(finding="nothing", severity=None, found=None)
    with pytest.raises(Refused) as refused:
        take(seen, "order", "reviewer")
    assert refused.value.refusal.clauses == ("A1.12",)
    take(seen, "close", "reviewer")
    assert seen.state == "clean"
    problem = inspected()
    with pytest.raises(Refused):
        take(problem, "close", "reviewer")


@pytest.mark.clause("A1.12")
@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"severity": None}, {"severity"}),
        ({"found": ""}, {"found"}),
        ({"finding": "nothing", "found": None}, {"severity"}),
        ({"inspected_on": date(2026, 3, 3)}, {"inspected_on"}),
        ({"source_id": 4711}, {"source_id"}),
    ],
)
def test_what_was_found_is_told_whole(session, inspected, values, named):
    with pytest.raises(Unacceptable) as told:
        inspected(**values)
    assert set(told.value.errors) == named
    assert session.scalar(select(func.count()).select_from(Inspection)) == 0


@pytest.mark.clause("A1.12")
def test_the_day_to_put_it_right_lies_ahead(clock, inspected, take):
    day = clock.turn("2026-03-02")
    seen = inspected()
    with pytest.raises(Unacceptable) as told:
        take(seen, "order", "reviewer", fix_by=day)
    assert "附件1第十二条" in str(told.value.errors["fix_by"])
    assert seen.state == "recorded"


@pytest.mark.clause("A1.12")
def test_nobody_judges_what_was_found_in_her_own_unit(inspected, take, newcomer):
    own = inspected(unit="office")
    with pytest.raises(Refused) as refused:
        take(own, "order", "reviewer")
    assert "须由单位以外的人员" in str(refused.value.refusal.sentence)
    take(own, "order", newcomer("group", "health", "leading_group"))
    assert own.state == "fixing"


@pytest.mark.clause("A1.12")
def test_the_office_and_the_unit_see_it_another_unit_does_not(inspected, sign_in):
    page = f"/office/inspections/{inspected().id}"
    assert [sign_in(who).get(page).status_code for who in ("reviewer", "clerk", "stranger")] == [
        200,
        200,
        404,
    ]


@pytest.mark.clause("A1.12")
def test_what_was_found_counts_in_the_assessment_by_unit_year_and_severity(
    session, clock, inspected, take, unit_id
):
    clock.turn("2025-12-31")
    inspected()
    clock.turn("2026-01-04")
    late = inspected()
    take(late, "order", "reviewer")
    inspected(severity="grave")
    inspected(unit="health")
    take(inspected(finding="nothing", severity=None, found=None), "close", "reviewer")
    take(inspected(severity="grave"), "dismiss", "reviewer", "系统故障，非单位原因")
    # Five working days after Sunday 4 January, which is worked in exchange, end on Friday the 9th.
    assert late.due_on == date(2026, 1, 9)
    day = clock.turn("2026-01-12")
    take(late, "report", "clerk", fixed_on=day, fix_note="已补发。")
    names = ("clean_inspections", "no_grave_findings", "timely_fixes")
    found = [str(value(session(), FIGURE_OF[name], unit_id("land"), 2026, day)) for name in names]
    assert found == ["1/3", "2/3", "0/1"]
