"""附件6 in the clauses' words: a scheme of a hundred points, scores from the records, final and locked."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.engine import NotAllowed, Refused, Unacceptable
from models import Indicator, Letter, Mark, Rectification, Score, SelfReport, SpotCheck
from models.assessment_terms import AREAS, REPORTED
from models.mark import Locked
from tests.stories.assessments import year

__all__ = ["year"]

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.mark.clause("A6.4")
@pytest.mark.clause("A6.7")
@pytest.mark.clause("A6.8")
@pytest.mark.clause("A6.9.1")
@pytest.mark.clause("A6.9.3")
@pytest.mark.clause("A6.9.4")
def test_a_year_is_assessed_announced_fixed_and_filed(session, clock, year, take):
    clock.turn("2026-03-02")
    year.announce()
    # Five working days after Monday 16 March: the 17th to the 20th, and Monday the 23rd.
    assert year.scheme.due_on == date(2026, 3, 23)
    # Nobody had a case in 2025: what is computed gives all of its 45 points. Land has all the others;
    # health 2 less in each of four reported indicators and 1 less in each of three of the panel;
    # the county office did not report: 25 less.
    totals = {one.unit.name[3:5]: (one.total, one.place) for one in year.scheme.scores}
    assert totals == {
        "自然": (Decimal("100.00"), 1),
        "卫生": (Decimal("89.00"), 2),
        "人民": (Decimal("75.00"), 3),
    }
    clock.turn("2026-03-23")
    with pytest.raises(Refused) as early:
        take(year.scheme, "finalise", "group")
    assert early.value.refusal.clauses == ("A6.9.4",)
    day = clock.turn("2026-03-24")
    take(year.scheme, "finalise", "group")
    # The notice is over: nothing is late of a scheme that only has to be filed yet.
    assert year.scheme.clocks[0].met_on == day
    assert {one.state for one in year.scheme.scores} == {"final"}
    circular = session.scalars(select(Letter).where(Letter.kind == "assessment_circular")).one()
    assert "罗甸县自然资源局" in circular.html
    assert "全部单位得分均不低于60.00分" in circular.html
    sheets = session.scalars(select(Letter).where(Letter.kind == "score_sheet")).all()
    assert len(sheets) == 3
    take(year.scheme, "file", "group", filed_on=day)
    assert (year.scheme.state, year.scheme.closed_on) == ("filed", day)


# -- A6.5, A6.7: what a scheme needs -----------------------------------------------------


@pytest.mark.clause("A6.7")
@pytest.mark.parametrize("weight", ["4.99", "5.01"])
def test_points_add_up_to_exactly_a_hundred(session, year, take, weight):
    year.draw_up()
    year.asked(REPORTED)[0].weight = Decimal(weight)
    session.commit()
    with pytest.raises(Refused) as refused:
        take(year.scheme, "submit", "group")
    assert refused.value.refusal.clauses == ("A6.7",)


@pytest.mark.clause("A6.5")
def test_each_of_the_six_areas_is_scored(session, year, take):
    assert len(AREAS) == 6
    year.draw_up()
    for one in year.scheme.counting():
        if one.area == "effect":
            one.area = "content"
    session.commit()
    with pytest.raises(Refused) as refused:
        take(year.scheme, "submit", "group")
    assert refused.value.refusal.clauses == ("A6.5",)


@pytest.mark.clause("A6.2")
def test_a_scheme_names_its_participants_each_once(session, year, take):
    take(year.scheme, "use_standard", "group")
    with pytest.raises(Refused) as nobody:
        take(year.scheme, "submit", "group")
    assert nobody.value.refusal.clauses == ("A6.2",)
    for _twice in range(2):
        take(year.scheme, "call_in", "group", taking_part="departments")
    # The county office is one of the departments; divisions and townships are none.
    assert sorted(one.unit.code for one in year.scheme.scores) == ["health", "land", "office"]
    again = {"unit_id": year.score("卫生").unit_id, "title": "再次", "rules": "seed-2020"}
    second = Score(assessment=year.scheme, **again)
    session.add(second)
    with pytest.raises(Unacceptable) as twice:
        year.made.engine.check_opening(second)
    assert "附件6第七条" in str(twice.value.errors["unit_id"])
    session.rollback()
    take(year.score("卫生"), "drop", "group", reason="机构调整")
    take(year.scheme, "submit", "group")
    assert [one.unit.code for one in year.scheme.participants()] == ["office", "land"]


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"weight": Decimal("0.00")}, "weight"),
        ({"weight": Decimal("100.01")}, "weight"),
        ({"weight": Decimal("1.005")}, "weight"),
        ({"way": "computed", "figure": None}, "figure"),
        ({"way": "panel", "figure": "timely_answers"}, "figure"),
    ],
)
@pytest.mark.clause("A6.5")
def test_an_indicator_has_points_and_a_figure_only_where_it_is_computed(entered, year, wrong, column):
    with pytest.raises(Unacceptable) as refused:
        entered(Indicator, assessment=year.scheme, **{"way": "panel", "weight": Decimal(1), **wrong})
    assert list(refused.value.errors) == [column]


@pytest.mark.clause("A6.9.1")
def test_the_office_drafts_and_the_county_approves_what_stays_as_it_is(session, entered, year, take):
    year.draw_up()
    take(year.scheme, "submit", "group")
    told = {"report_by": date(2026, 3, 13)}
    with pytest.raises(NotAllowed):
        take(year.scheme, "approve", "group", **told)
    with pytest.raises(Unacceptable) as past:
        take(year.scheme, "approve", "leader", report_by=date(2026, 3, 1))
    assert list(past.value.errors) == ["report_by"]
    take(year.scheme, "approve", "leader", **told)
    with pytest.raises(Unacceptable) as late:
        entered(Indicator, assessment=year.scheme, way="panel", weight=Decimal(1))
    assert "附件6第九条第一项" in str(late.value.errors["assessment_id"])
    session.rollback()
    assert {one.state for one in year.scheme.indicators} == {"in_force"}
    assert {one.due_on for one in year.scheme.scores} == {date(2026, 3, 13)}


# -- A6.9.2, A6.9.3: reports, checks, the panel ------------------------------------------


@pytest.mark.clause("A6.9.2")
def test_a_report_is_signed_by_the_head_and_checked_by_somebody_else(clock, year, take):
    clock.turn("2026-03-02")
    year.approve()
    report = year.write()
    with pytest.raises(Unacceptable) as second:
        year.write()
    assert list(second.value.errors) == ["score_id"]
    year.session.rollback()
    lines = year.given(REPORTED)
    first = next(iter(lines))
    for wrong in (None, Decimal("-0.01"), Decimal("5.01"), Decimal("1.001")):
        with pytest.raises(Unacceptable) as refused:
            take(report, "submit", "clerk", **{**lines, first: wrong})
        assert list(refused.value.errors) == [first]
    take(report, "submit", "clerk", **lines)
    with pytest.raises(NotAllowed):
        take(report, "hand_in", "clerk")
    take(report, "hand_in", "unit_head")
    assert year.score("自然资源").state == "reported"
    take(report, "send_back", "group", reason="缺佐证材料")
    assert (report.state, year.score("自然资源").state) == ("drafted", "reporting")
    take(report, "submit", "clerk", **lines)
    take(report, "hand_in", "unit_head")
    year.check(report, "1")
    # Claimed in full, one less of each of the four given: both are kept.
    parts = [(mark.part, mark.points) for mark in year.score("自然资源").marks if mark.part != "panel"]
    assert parts.count(("check", Decimal("4.00"))) == 3
    assert parts.count(("claim", Decimal("5.00"))) == 6


@pytest.mark.clause("A6.9.3")
@pytest.mark.clause("A6.9.4")
def test_nothing_is_computed_before_reports_are_checked_and_the_panel_has_rated(clock, year, take):
    clock.turn("2026-03-02")
    year.approve()
    reasons = []

    def try_it() -> None:
        with pytest.raises(Refused) as refused:
            take(year.scheme, "propose", "group")
        reasons.append(refused.value.refusal.clauses)

    try_it()
    report = year.hand_in()
    for unit in ("卫生", "办公室"):
        with pytest.raises(Unacceptable):
            take(year.score(unit), "go_on", "group")
        take(year.score(unit), "go_on", "group", reason="逾期未报")
    try_it()
    year.check(report)
    try_it()
    assert reasons == [("A6.9.2",), ("A6.9.2", "A6.9.3"), ("A6.9.3",)]


@pytest.mark.clause("A6.9.3")
def test_the_mean_of_the_panel_counts_and_each_member_is_kept(clock, year, take):
    clock.turn("2026-03-02")
    year.approve()
    year.rate("自然资源", "0.5")
    year.rate("自然资源", "0", "group2")
    year.rate("自然资源", "0.01")
    score = year.score("自然资源")
    # Of 15.00, 5.00 and 10.00 the one gives a hundredth less, the other all: half a hundredth goes up.
    given = [score.points(one) for one in year.asked("panel")]
    assert given == [Decimal("15.00"), Decimal("5.00"), Decimal("10.00")]
    assert len(score.marks) == 9


# -- A6.9.4: the notice, objections, the lock --------------------------------------------


@pytest.mark.clause("A6.9.4")
def test_who_scored_does_not_rule_on_the_objection(clock, year, take):
    clock.turn("2026-03-02")
    year.announce()
    objection = year.object()
    line = f"points_{year.asked(REPORTED)[2].id}"
    same = {one.value_name: one.value for one in objection.lines("ruling", None)}
    for step, answers in (("uphold", {**same, line: Decimal("10.00")}), ("dismiss", {})):
        with pytest.raises(Refused) as refused:
            take(objection, step, "group", ruling="予以更正", **answers)
        assert "须由他人办理" in str(refused.value.refusal.sentence)
    with pytest.raises(Unacceptable) as nothing:
        take(objection, "uphold", "reviewer", ruling="予以更正", **same)
    assert len(nothing.value.errors) == 1
    with pytest.raises(Refused) as waiting:
        clock.turn("2026-03-24") and take(year.scheme, "finalise", "group")
    assert waiting.value.refusal.clauses == ("A6.9.4",)
    take(objection, "uphold", "reviewer", ruling="予以更正", **{**same, line: Decimal("10.00")})
    # Two points more than the 89 that were announced.
    assert year.score("卫生").total == Decimal("91.00")
    take(year.scheme, "finalise", "group")


@pytest.mark.clause("A6.9.4")
def test_an_objection_after_the_notice_is_not_heard(clock, year):
    clock.turn("2026-03-02")
    year.propose()
    with pytest.raises(Unacceptable) as early:
        year.object()
    assert "附件6第九条第四项" in str(early.value.errors["score_id"])
    year.session.rollback()
    told = {"noticed_on": date(2026, 3, 16), "noticed_where": "门户网站"}
    year.take(year.scheme, "announce", "group", **told)
    clock.turn("2026-03-23")
    year.object()
    clock.turn("2026-03-24")
    with pytest.raises(Unacceptable) as late:
        year.object("自然资源", "clerk")
    assert "2026-03-23" in str(late.value.errors["score_id"])


@pytest.mark.clause("A6.9.4")
def test_a_final_score_is_changed_by_nobody(clock, year, session, take, sign_in, program):
    clock.turn("2026-03-02")
    year.finalise()
    score = year.score("卫生")
    pk, version, key = score.id, score.version, year.scheme.id
    office, caller = sign_in("group"), program("group")
    token = TOKEN.search(office.get(f"/office/scores/{pk}").text)
    assert token
    sent = {"version": str(version), "reason": "x", "csrf_token": token[1]}
    assert office.get(f"/office/scores/{pk}/edit").status_code == 302
    for name in ("rate", "void"):
        assert office.get(f"/office/scores/{pk}/{name}").status_code == 200
        assert office.post(f"/office/scores/{pk}/{name}", data=sent).status_code == 409
        refused = caller.post(f"/api/v1/scores/{pk}/{name}", json={"version": version, "reason": "x"})
        assert refused.status_code in {400, 409}
        with pytest.raises(Refused):
            take(year.score("卫生"), name, "group", reason="x")
    many = {**sent, "step": "void", "row": f"{pk}:{version}"}
    bulk = office.post("/office/scores/bulk", data=many)
    assert bulk.status_code == 409
    entry = {"assessment_id": key, "unit_id": score.unit_id}
    assert caller.post("/api/v1/scores/", json=entry).status_code == 400
    for change in (
        {"total": Decimal(0)},
        {"place": 1},
    ):
        for name, value in change.items():
            setattr(year.score("卫生"), name, value)
        with pytest.raises(Locked):
            session.commit()
        session.rollback()
    kept = session.scalars(select(Mark).where(Mark.record_id == pk)).first()
    kept.points = Decimal(0)
    with pytest.raises(Locked):
        session.commit()
    session.rollback()
    session.delete(session.get(Mark, kept.id))
    with pytest.raises(Locked):
        session.commit()
    session.rollback()
    assert year.score("卫生").total == Decimal("89.00")


# -- A6.9.2 spot checks, A6.10 rectification, A6.11 fraud --------------------------------


@pytest.mark.clause("A6.9.2")
def test_what_a_spot_check_finds_is_put_right_in_time_and_counts(clock, year, take):
    clock.turn("2026-03-02")
    year.approve()
    score = year.score("自然资源")
    found = SpotCheck(
        score=score,
        unit_id=score.unit_id,
        title="栏目更新",
        found_on=date(2026, 3, 2),
        area="form",
        finding="两个月未更新",
        rules="seed-2020",
    )
    year.session.add(found)
    year.made.engine.open(found, year.actor("reviewer"))
    year.session.commit()
    take(found, "circulate", "reviewer")
    # Ten working days after Monday 2 March end on Monday 16 March.
    assert found.due_on == date(2026, 3, 16)
    take(found, "answer", "clerk", correction="已更新")
    with pytest.raises(NotAllowed):
        take(found, "accept", "clerk")
    take(found, "accept", "reviewer")
    assert found.state == "corrected"


@pytest.mark.clause("A6.10")
def test_who_does_not_pass_has_a_calendar_month_and_reports(clock, session, year, take):
    clock.turn("2026-03-02")
    year.scheme.pass_mark = Decimal("89.01")
    session.commit()
    year.finalise()
    ordered = session.scalars(select(Rectification).join(Rectification.unit)).all()
    assert sorted(one.unit.code for one in ordered) == ["health", "office"]
    mine = next(one for one in ordered if one.unit.code == "health")
    # A month after 24 March.
    assert mine.due_on == date(2026, 4, 24)
    circular = session.scalars(select(Letter).where(Letter.kind == "assessment_circular")).one()
    assert "罗甸县卫生健康局、罗甸县人民政府办公室得分低于89.01分，为不合格，予以通报批评" in circular.html
    take(mine, "write_up", "healer", measures="专人负责", result="已更新栏目")
    with pytest.raises(NotAllowed):
        take(mine, "report", "healer", reported_on=date(2026, 3, 24))
    take(mine, "report", "health_head", reported_on=date(2026, 3, 24))
    take(mine, "accept", "group", office_opinion="整改到位")
    assert mine.state == "accepted"


@pytest.mark.clause("A6.11")
def test_fraud_voids_the_score_with_evidence_and_a_reason(clock, session, year, take, attach):
    clock.turn("2026-03-02")
    year.announce()
    score = year.score("卫生")
    objection = year.object()
    with pytest.raises(Refused) as unproved:
        take(score, "void", "group", reason="材料系伪造")
    assert unproved.value.refusal.clauses == ("A6.11",)
    attach(score, "fraud_evidence")
    with pytest.raises(Unacceptable):
        take(score, "void", "group", reason=" ")
    take(score, "void", "group", reason="材料系伪造")
    assert (score.state, score.total, score.place, objection.state) == ("voided", None, None, "withdrawn")
    clock.turn("2026-03-24")
    take(year.scheme, "finalise", "group")
    # The office moves up to the second place.
    assert year.score("办公室").place == 2
    circular = session.scalars(select(Letter).where(Letter.kind == "assessment_circular")).one()
    assert "罗甸县卫生健康局在考核过程中弄虚作假，成绩作废" in circular.html
    assert session.scalars(select(SelfReport)).all()


# -- A6.4: who assesses -------------------------------------------------------------------


@pytest.mark.clause("A6.4")
@pytest.mark.parametrize(
    ("run_by", "who", "unit", "refused"),
    [
        # Another unit runs it: the people of the county office give their own unit no points.
        ("registry", "group", "办公室", True),
        ("registry", "reviewer", "办公室", True),
        ("registry", "outsider", "办公室", False),
        ("registry", "reviewer", "自然资源", False),
        # The leading group's office, which article 4 names, sits in the county office: it assesses all.
        ("office", "group", "办公室", False),
    ],
)
def test_nobody_gives_points_to_her_own_unit_where_another_one_assesses(
    session, clock, year, take, newcomer, unit_id, run_by, who, unit, refused
):
    clock.turn("2026-03-02")
    newcomer("outsider", "registry", "leading_group")
    newcomer("officer2", "office", "clerk")
    newcomer("office_head", "office", "unit_head")
    year.scheme.unit_id = unit_id(run_by)
    session.commit()
    year.approve()
    people = ("officer2", "office_head") if unit == "办公室" else ("clerk", "unit_head")
    report = year.hand_in(unit, *people)
    for give in (lambda: year.rate(unit, who=who), lambda: year.check(report, who=who)):
        if refused:
            with pytest.raises(Refused) as own:
                give()
            assert "A6.4" in own.value.refusal.clauses
            session.rollback()
        else:
            give()
    assert (report.state == "checked") is not refused


# -- A6.7: the rank that is shown -----------------------------------------------------------


@pytest.mark.clause("A6.7")
@pytest.mark.clause("A6.9.4")
def test_the_ranks_follow_at_once_when_an_objection_is_upheld_or_a_score_voided(
    clock, session, year, take, attach
):
    clock.turn("2026-03-02")
    year.announce()
    land, health, office = (year.score(unit) for unit in ("自然资源", "卫生", "办公室"))
    assert [one.place for one in (land, health, office)] == [1, 2, 3]
    objection = year.object("办公室", "group2")
    better = {line.value_name: line.value for line in objection.lines("ruling", None)}
    # The county office did not report: 25 points of 75 more make 100, as many as the land bureau has.
    better |= {f"points_{one.id}": one.weight for one in year.asked(REPORTED)}
    take(objection, "uphold", "leader", ruling="补报材料属实", **better)
    assert [one.total for one in (land, health, office)] == [Decimal(100), Decimal(89), Decimal(100)]
    # Ties share a place, and the second one is left out.
    assert [one.place for one in (land, health, office)] == [1, 3, 1]
    attach(land, "fraud_evidence")
    take(land, "void", "group", reason="材料系伪造")
    assert [one.place for one in (land, health, office)] == [None, 2, 1]
