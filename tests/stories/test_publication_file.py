"""附件1 第十六条、第十七条 in their own words: registered on a form, lent, destroyed, and found again.

March 2026 has no day off but weekends.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text

from app.engine import NotAllowed, Refused, Unacceptable
from app.letters.desk import changed_since
from app.search.index import matching
from models import Attachment, DestructionList, FileLoan, Letter, Publication, TrailEntry, TrailValue
from tests.stories.publications import ALL_WELL, publishing

__all__ = ["publishing"]

WITNESSED = {"destroyed_on": date(2026, 3, 2), "witnesses": "班若溪、黄守默"}


@pytest.fixture
def online(publishing):
    """A department's publication that is online."""
    publishing.name_officer()
    publication = publishing.draft("department", body="蒙江两岸造林一万亩")
    publishing.approve(publication)
    publishing.publish(publication)
    return publication


@pytest.fixture
def listed(online, entered, take):
    """It was taken down and stands on a list of files to destroy."""
    found = entered(DestructionList, title="2016年发布信息销毁清册", ground="保管期满十年")
    take(online, "take_down", "clerk", taken_down_on=date(2026, 3, 2), reason="保管期满")
    take(online, "list_up", "clerk", destruction_list_id=found.id)
    return found


@pytest.mark.clause("A1.16")
def test_the_form_tells_who_reviewed_what_and_when_with_the_ten_points_of_the_last_round(
    clock, publishing, session, take
):
    clock.turn("2026-03-02")
    publishing.name_officer()
    publication = publishing.draft("interactive")
    publishing.clear(publication)
    wrong = {**ALL_WELL, "point_figures": "no", "remark_figures": "面积有误"}
    take(publication, "return_in_unit", "officer", reason="面积有误", **wrong)
    publishing.clear(publication)
    remark = {**ALL_WELL, "point_figures": "not_applicable", "remark_figures": "没有数据"}
    take(publication, "review_in_unit", "clerk2", **remark)
    clock.turn("2026-03-05", hour=1)
    take(publication, "approve_interactive", "portal", **ALL_WELL)
    publishing.publish(publication)
    form = session.scalars(select(Letter).where(Letter.kind == "publication_form")).one()
    assert form.number == "罗自然资信审〔2026〕1号"
    course = [(step["step"], step["who"]) for step in form.facts["record"]["course"]]
    assert course == [
        *(("提交保密审查", "clerk"), ("保密审查通过", "secrecy"), ("本单位审核（初审）", "clerk2")),
        ("互动类栏目审核（门户网站分管县领导）", "portal"),
    ]
    assert form.facts["record"]["signers"] == ["clerk2", "portal"]
    points = form.facts["record"]["points"]
    assert len(points) == 10
    assert [sign["answer"] for sign in points[7]["signs"]] == ["不适用", "是"]
    assert "不适用（没有数据）" in form.html
    assert "面积有误" not in form.html
    # One in the morning of the 5th in the office is the 4th in UTC.
    assert form.html.count("2026年3月5日") == 3
    take(publication, "take_down", "clerk", taken_down_on=date(2026, 3, 5), reason="活动结束")
    assert not changed_since(form, publication)
    assert "今年造林" not in form.html
    assert "body" not in form.facts["record"]


@pytest.mark.clause("A1.16")
def test_a_file_is_lent_until_a_day_and_given_back(clock, online, entered, take, session):
    day = clock.turn("2026-03-02")
    usual = entered(FileLoan, publication=online, borrower="县档案馆 覃守简")
    # Ten working days after Monday 2 March: 3 to 6 are four, 9 to 13 nine, Monday 16 the tenth.
    assert (usual.due_on, usual.due_back_on) == (date(2026, 3, 16), date(2026, 3, 16))
    agreed = entered(FileLoan, publication=online, due_back_on=date(2026, 3, 4))
    assert agreed.due_on == date(2026, 3, 4)
    for wrong in ({"due_back_on": day}, {"lent_on": date(2026, 3, 3)}):
        with pytest.raises(Unacceptable) as refused:
            entered(FileLoan, publication=online, **wrong)
        assert list(refused.value.errors) == list(wrong)
        session.rollback()
    take(usual, "give_back", "clerk", returned_on=day)
    assert (usual.state, online.is_lent) == ("returned", True)


@pytest.mark.clause("A1.16")
def test_by_an_approved_list_content_and_files_are_destroyed_and_the_line_in_the_register_stays(
    clock, online, listed, take, session, attach, entered
):
    clock.turn("2026-03-02")
    number, title = online.number, online.title
    attach(online, "publication")
    online.body = "蒙江两岸造林一万二千亩"
    session.commit()
    take(listed, "submit", "clerk")
    with pytest.raises(NotAllowed):
        take(listed, "approve", "clerk")
    with pytest.raises(Refused):
        take(listed, "carry_out", "clerk", **WITNESSED)
    take(listed, "approve", "unit_head")
    with pytest.raises(Unacceptable) as alone:
        take(listed, "carry_out", "clerk", destroyed_on=date(2026, 3, 2))
    assert list(alone.value.errors) == ["witnesses"]
    take(listed, "carry_out", "clerk", **WITNESSED)
    session.refresh(online)
    assert (online.state, online.number, online.title, online.body) == ("destroyed", number, title, "")
    assert (online.published_on, online.attachments) == (date(2026, 3, 2), [])
    assert session.scalars(select(Attachment)).all() == []
    assert session.scalars(select(Publication.id).where(matching(Publication, "蒙江"))).all() == []
    told = session.scalars(select(TrailEntry).where(TrailEntry.record_id == online.id)).all()
    assert {row.step for row in told if row.step} >= {"publish", "destroy"}
    assert [row.action for row in told].count("detach") == 1
    kept = select(TrailValue.value).where(TrailValue.record_id == online.id, TrailValue.column == "body")
    assert set(session.scalars(kept)) == {None}
    with pytest.raises(Unacceptable) as gone:
        entered(FileLoan, publication=online)
    assert list(gone.value.errors) == ["publication_id"]
    session.rollback()
    # Nowhere in the database is a word of it left.
    for table in ("trail", "trail_value", "letter", "search_entry", "publication", "checklist_result"):
        rows = session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 — names from above
        assert "蒙江" not in str(rows), table


@pytest.mark.clause("A1.16")
def test_what_is_lent_is_not_destroyed_and_nothing_comes_onto_a_list_that_is_on_its_way(
    clock, publishing, online, listed, entered, take, session
):
    clock.turn("2026-03-02")
    other = publishing.draft("department")
    take(other, "withdraw", "clerk", reason="重复")
    loan = entered(FileLoan, publication=online)
    take(listed, "submit", "clerk")
    with pytest.raises(Refused) as lent:
        take(listed, "approve", "unit_head")
    assert lent.value.refusal.clauses == ("A1.16",)
    for key in (listed.id, 9999):
        with pytest.raises(Unacceptable) as closed:
            take(other, "list_up", "clerk", destruction_list_id=key)
        assert list(closed.value.errors) == ["destruction_list_id"]
    with pytest.raises(Refused):
        take(online, "strike_off", "clerk", reason="仍有查考价值")
    take(listed, "return_list", "unit_head", reason="仍有查考价值")
    take(online, "strike_off", "clerk", reason="仍有查考价值")
    take(loan, "give_back", "clerk", returned_on=date(2026, 3, 2))
    with pytest.raises(Refused) as empty:
        take(listed, "submit", "clerk")
    assert empty.value.refusal.clauses == ("A1.16",)
    take(listed, "drop", "clerk", reason="全部留存")
    assert (online.state, online.destruction_list_id, listed.state) == ("taken_down", None, "dropped")


@pytest.mark.clause("A1.17")
def test_what_was_published_is_found_by_any_word_of_it_by_whoever_may_see_it(online, sign_in):
    page = "/office/publications/?state=all&q="
    found = {
        asked: online.number in sign_in("leader").get(page + asked).text
        for asked in ("造林一万", "蒙江", "退耕")
    }
    assert found == {"造林一万": True, "蒙江": True, "退耕": False}
    assert online.number not in sign_in("stranger").get(page + "蒙江").text
