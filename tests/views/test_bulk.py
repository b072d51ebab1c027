"""One step for many records: looked over together, taken one by one, each by the engine's own rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app import sweep
from models import BulkStep, InformationRequest, Letter, TrailEntry
from models.base import Record
from tests.conftest import Browser
from views.information_request import InformationRequestView
from views.inquiry import ThirdPartyView

LIST = "/office/information-requests/"
BULK = f"{LIST}bulk"

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*name="(\w+)"[^>]*value="([^"]*)"')
SWAPPED = re.compile(r'<input[^>]*name="(\w+)"[^>]*type="hidden"[^>]*value="([^"]*)"')


def hidden(page: str) -> dict[str, list[str]]:
    """The hidden fields of the form that takes the step, as a browser would send them."""
    form = page.split('action="/office/information-requests/bulk"')[1].split("</form>", maxsplit=1)[0]
    found: dict[str, list[str]] = {}
    for name, value in (*HIDDEN.findall(form), *SWAPPED.findall(form)):
        found.setdefault(name, []).append(value)
    return found


Take = Callable[..., Any]


@pytest.fixture
def take(sign_in: Callable[[str], Browser], session: Any) -> Take:
    """``take("officer", "accept", first, second)`` looks the records over and takes the step of each."""

    def go(name: str, step: str, *ids: int, **answers: Any) -> Any:
        session.rollback()
        browser = sign_in(name)
        page = browser.get(BULK, query_string={"step": step, "row": ids})
        assert page.status_code == 200
        return browser.post(BULK, data={**hidden(page.text), **answers})

    return go


@pytest.fixture
def state(session: Any) -> Callable[[int], str]:
    """The state a record has in the database now."""

    def read(pk: int) -> str:
        session.rollback()
        return str(session.scalars(select(Record.state).where(Record.id == pk)).one())

    return read


@pytest.fixture
def done(session: Any, made: Any, actor: Callable[[str], Any]) -> Callable[..., None]:
    """Take one step of one record, committed."""

    def go(record: InformationRequest, step: str, who: str, **answers: Any) -> None:
        made.engine.perform(record, step, actor(who), answers)
        session.commit()

    return go


Register = Callable[..., InformationRequest]


def rows_of(page: str) -> list[str]:
    """The text of each row of the table."""
    body = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return [re.sub(r"<[^>]+>|\s+", " ", row) for row in body.split("<tr")[1:]]


# -- what is offered ------------------------------------------------------------------


def test_steps_that_ask_each_record_for_its_own_are_not_offered(app: Any) -> None:
    """By hand: corrected requests have each a content, answers each an outcome, forwarding each its units."""
    requests = next(v for v in app.appbuilder.baseviews if isinstance(v, InformationRequestView))
    assert [step.name for step in requests.steps_together()] == [
        *("accept", "pass_check", "ask_correction", "abandon", "clear_secrecy", "refer", "enter_ruling"),
        *("extend", "return_draft", "approve", "recall", "answer", "withdraw", "annul"),
    ]
    parties = next(v for v in app.appbuilder.baseviews if isinstance(v, ThirdPartyView))
    assert [step.name for step in parties.steps_together()] == [
        *("ask", "agree", "refuse", "judge", "override", "drop")
    ]


@pytest.mark.parametrize(
    ("who", "state", "labels"),
    [
        ("officer", "registered", ["受理", "登记撤回"]),
        ("clerk", "registered", ["登记撤回"]),
        ("reviewer", "registered", []),
    ],
)
def test_a_list_offers_the_steps_of_its_tab_to_who_may_take_them(
    register: Register, sign_in: Callable[[str], Browser], who: str, state: str, labels: list[str]
) -> None:
    register()
    page = sign_in(who).get(LIST, query_string={"state": state}).text
    offered = page.split('id="bulk-step"')[1].split("</select>")[0] if labels else ""
    assert re.findall(r'<option value="\w+">([^<]+)<', offered) == labels
    assert ('type="checkbox" form="bulk"' in re.sub(r"\s+", " ", page)) is bool(labels)


def test_the_whole_page_is_ticked_by_a_link(register: Register, sign_in: Callable[[str], Browser]) -> None:
    register()
    register()
    browser = sign_in("officer")
    assert len(re.findall(r"checked>\s*</td>", browser.get(LIST).text)) == 0
    assert len(re.findall(r"checked>\s*</td>", browser.get(f"{LIST}?ticked=1").text)) == 2


# -- taking ---------------------------------------------------------------------------


def test_each_record_is_taken_by_itself_with_a_row_of_the_trail(
    register: Register, take: Take, state: Callable[[int], str], sign_in: Any, session: Any
) -> None:
    first, second = register(title="甲").id, register(title="乙").id
    answer = take("officer", "accept", first, second)
    assert answer.status_code == 302
    assert [state(first), state(second)] == ["checking", "checking"]
    told = select(TrailEntry.record_id).where(TrailEntry.step == "accept", TrailEntry.result == "done")
    assert list(session.scalars(told.order_by(TrailEntry.id))) == [first, second]
    page = sign_in("officer").get(answer.location).text
    assert "共2件，已办理2件" in page
    assert f'href="/office/information-requests/{first}"' in page


def test_one_that_is_refused_stops_no_other_and_says_why(
    register: Register, done: Any, take: Take, state: Any, sign_in: Any, session: Any
) -> None:
    """The second has been accepted before it was looked over."""
    first, second, third = (register(title=title) for title in ("甲", "乙", "丙"))
    ids = [first.id, second.id, third.id]
    done(second, "accept", "officer")
    page = sign_in("officer").get(BULK, query_string={"step": "accept", "row": ids}).text
    looked = rows_of(page)
    assert ["可以办理" in row for row in looked] == [True, False, True]
    assert "附件8" in looked[1]
    answer = take("officer", "accept", *ids)
    assert [state(pk) for pk in ids] == ["checking"] * 3
    result = rows_of(sign_in("officer").get(answer.location).text)
    assert ["已完成" in row for row in result] == [True, False, True]
    assert "附件8" in result[1]
    session.rollback()
    refused = select(TrailEntry.record_id).where(TrailEntry.result == "refused")
    assert list(session.scalars(refused)) == [ids[1]]


def test_what_somebody_changed_meanwhile_is_left_alone(
    register: Register, done: Any, state: Any, sign_in: Any, session: Any
) -> None:
    first, second = register(title="甲"), register(title="乙")
    ids = [first.id, second.id]
    session.rollback()
    browser = sign_in("head")
    page = browser.get(BULK, query_string={"step": "annul", "row": ids}).text
    done(second, "accept", "officer")
    session.rollback()
    answer = browser.post(BULK, data={**hidden(page), "reason": "重复登记"})
    assert [state(pk) for pk in ids] == ["void", "checking"]
    result = rows_of(browser.get(answer.location).text)
    assert "其间已有变动" in result[1]


def test_four_eyes_hold_for_each(register: Register, done: Any, take: Take, state: Any, sign_in: Any) -> None:
    """Annex 8 article 8: whoever passed the formal check does not clear the secrecy review."""
    hers, another = register(title="甲"), register(title="乙")
    for record, checker in ((hers, "both"), (another, "officer")):
        done(record, "accept", "officer")
        done(record, "pass_check", checker)
    ids = [hers.id, another.id]
    answer = take("both", "clear_secrecy", *ids, secrecy_opinion="不涉及国家秘密")
    assert [state(pk) for pk in ids] == ["secrecy", "handling"]
    result = rows_of(sign_in("both").get(answer.location).text)
    assert "须由他人办理" in result[0]


def test_each_gets_its_own_letter(
    register: Register, done: Any, take: Take, state: Any, session: Any
) -> None:
    ids = []
    for title in ("甲", "乙"):
        record = register(title=title)
        done(record, "accept", "officer")
        done(record, "pass_check", "officer")
        done(record, "clear_secrecy", "secrecy", secrecy_opinion="不涉及国家秘密")
        done(record, "draft", "clerk", outcome="granted", answer_text="全文见附件", form_given="paper")
        ids.append(record.id)
    take("head", "approve", *ids)
    assert [state(pk) for pk in ids] == ["approved", "approved"]
    letters = select(Letter.record_id).where(Letter.kind == "answer").order_by(Letter.record_id)
    assert list(session.scalars(letters)) == ids


def test_the_same_submission_twice_is_taken_once(
    register: Register, sign_in: Any, session: Any, state: Any
) -> None:
    """Taking the approval back and giving it again would change the version, so the key alone protects."""
    pk = register().id
    session.rollback()
    browser = sign_in("officer")
    sent = hidden(browser.get(BULK, query_string={"step": "accept", "row": pk}).text)
    first, second = browser.post(BULK, data=sent), browser.post(BULK, data=sent)
    assert first.location == second.location
    assert state(pk) == "checking"
    assert len(session.scalars(select(BulkStep)).all()) == 1
    told = select(TrailEntry).where(TrailEntry.record_id == pk, TrailEntry.action.in_(["step", "refused"]))
    assert len(session.scalars(told).all()) == 1


def test_a_result_is_its_owners_alone(register: Register, take: Take, sign_in: Any) -> None:
    location = take("officer", "accept", register().id).location
    assert sign_in("officer").get(location).status_code == 200
    assert sign_in("both").get(location).status_code == 404
    assert (
        sign_in("officer").get(location.replace("information-requests", "third-parties")).status_code == 404
    )


# -- refusals -------------------------------------------------------------------------


def test_a_record_of_another_bureau_looks_as_if_it_were_not_there(
    register: Register, unit_id: Any, state: Any, sign_in: Any, session: Any
) -> None:
    mine, foreign = register().id, register(unit_id=unit_id("health"), title="卫健局的").id
    session.rollback()
    browser = sign_in("officer")
    page = browser.get(BULK, query_string={"step": "accept", "row": [mine, foreign, 999_999]}).text
    looked = rows_of(page)
    assert looked[1] == looked[2]
    assert "卫健局的" not in page
    assert "罗卫健" not in page
    (row,) = hidden(page)["row"]
    sent = {**hidden(page), "row": [row, f"{foreign}:1", "999999:1"]}
    answer = browser.post(BULK, data=sent)
    assert [state(mine), state(foreign)] == ["checking", "registered"]
    result = rows_of(browser.get(answer.location).text)
    assert result[1] == result[2]


def test_whoever_may_not_take_the_step_is_refused(register: Register, sign_in: Any, session: Any) -> None:
    pk = register().id
    session.rollback()
    assert sign_in("clerk").get(BULK, query_string={"step": "accept", "row": pk}).status_code == 403
    for unknown in ("nosuch", "forward", "draft", "receive_correction"):
        assert sign_in("both").get(BULK, query_string={"step": unknown, "row": pk}).status_code == 404


@pytest.mark.parametrize("row", ["x", "1:x", "1:", "-1", "99999999999", "²"])
def test_rows_that_are_none_are_refused(sign_in: Any, row: str) -> None:
    assert sign_in("officer").get(BULK, query_string={"step": "accept", "row": row}).status_code == 400


def test_nothing_ticked_and_too_much_ticked_are_said_on_the_list(sign_in: Any) -> None:
    browser = sign_in("officer")
    back = "state=all&order=-number"
    nothing = browser.get(BULK, query_string={"step": "accept", "back": back})
    assert nothing.location == f"{LIST}?state=all&order=-number"
    assert "请先勾选办件" in browser.get(nothing.location).text
    much = browser.get(BULK, query_string={"step": "accept", "row": [*range(1, 102)]})
    assert "一次最多办理100件，您选了101件" in browser.get(much.location).text


def test_a_form_that_is_not_whole_is_there_again_with_what_was_typed(
    register: Register, take: Take, state: Any
) -> None:
    record = register()
    pk, version = record.id, record.version
    answer = take("officer", "withdraw", pk, withdrawn_on="2026-03-02")
    assert answer.status_code == 400
    assert 'value="2026-03-02"' in answer.text
    assert "请填写理由" in answer.text
    assert hidden(answer.text)["row"] == [f"{pk}:{version}"]
    assert state(pk) == "registered"


def test_where_none_was_taken_nothing_typed_is_lost(
    register: Register, take: Take, state: Any, session: Any
) -> None:
    """A day that has not come yet: the engine refuses it for each."""
    pk = register().id
    answer = take("officer", "withdraw", pk, withdrawn_on="2026-03-03", reason="申请人来电撤回")
    assert answer.status_code == 409
    assert "申请人来电撤回" in answer.text
    assert "一件也没有办理" in answer.text
    assert "该日期尚未到来" in rows_of(answer.text)[0]
    assert state(pk) == "registered"
    assert session.scalars(select(BulkStep)).all() == []


def test_what_is_left_empty_stays_as_it_is(register: Register, done: Any, take: Take, session: Any) -> None:
    record = register()
    done(record, "accept", "officer")
    record.check_note = "材料齐全"
    session.commit()
    pk = record.id
    take("officer", "pass_check", pk, check_note="")
    session.rollback()
    assert session.get_one(InformationRequest, pk).check_note == "材料齐全"


def test_results_are_kept_for_a_week(register: Register, take: Take, clock: Any, made: Any) -> None:
    """Taken on 2 March: there on the 8th, gone on the 9th."""
    take("officer", "accept", register().id)
    clock.turn("2026-03-08")
    assert sweep.forget_bulk_steps(made) == 0
    clock.turn("2026-03-09")
    assert sweep.forget_bulk_steps(made) == 1
