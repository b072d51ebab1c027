"""The box in the header: what it finds, shows and tells, and whom it tells nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from models import InformationRequest, TrailEntry
from tests.conftest import Browser
from tests.search.test_matching import HOSTILE

Ask = Callable[[str, str], str]
Reads = Callable[[], list[int]]
Register = Callable[..., InformationRequest]
SEARCH = "/office/search/"
LIST = "/office/information-requests/"
RANDOM = re.compile(r'(nonce|value|content)="[\w.-]{22,}"')
ROW = re.compile(r"<tr\b[^>]*>\s*<td")


@pytest.fixture
def ask(send: Callable[..., Any]) -> Ask:
    """``ask("clerk", "蒙江")`` is the page that answers her."""

    def go(name: str, words: str) -> str:
        answer = send(name, SEARCH, {"q": words})
        assert answer.status_code == 200
        return str(answer.text)

    return go


@pytest.fixture
def reads(session: Any) -> Reads:
    """The records of which a name was read, in order."""

    def told() -> list[int]:
        session.rollback()
        rows = select(TrailEntry.record_id).where(TrailEntry.action == "read").order_by(TrailEntry.id)
        return list(session.scalars(rows))

    return told


def test_words_stand_out_wherever_they_are_found(
    register: Register,
    ask: Ask,
    reads: Reads,
) -> None:
    register(content="甲" * 30 + "<b>征收</b>补偿方案" + "乙" * 90)
    page = ask("clerk", "公开申〔2026〕 蒙江 征收")
    assert "罗自然资<mark>公开申〔2026</mark>〕1号" in page
    assert "申请公开<mark>蒙江</mark>河道治理工程环评批复" in page
    # Twenty characters before the first place, eighty in all: 17 and <b>, 征收, 58 more.
    assert f"…{'甲' * 17}&lt;b&gt;<mark>征收</mark>&lt;/b&gt;补偿方案{'乙' * 50}…" in page
    assert 'value="公开申〔2026〕 蒙江 征收"' in page
    assert reads() == []


def test_a_name_is_found_where_it_may_be_read_and_the_trail_has_it(
    register: Register,
    ask: Ask,
    reads: Reads,
) -> None:
    request_id = register().id
    register(applicant="别人", phone="1")
    page = ask("clerk", "蒙江 小满 5400")
    assert "申请人：罗<mark>小满</mark>" in page
    assert "1398<mark>5400</mark>001" in page
    assert len(ROW.findall(page)) == 1
    assert reads() == [request_id]


def test_what_needs_no_name_shows_none(
    register: Register,
    ask: Ask,
    reads: Reads,
) -> None:
    """The applicant's name stands in the text of the request as well."""
    register(content="罗小满本人的征收补偿档案")
    page = ask("clerk", "小满")
    assert "罗<mark>小满</mark>本人" in page
    assert "申请人：" not in page
    assert reads() == []


@pytest.mark.parametrize("name", ["reviewer", "leader", "stranger", "registrar", "guest", "sysadmin"])
def test_who_may_not_read_a_name_cannot_tell_that_it_exists(
    name: str,
    register: Register,
    ask: Ask,
    reads: Reads,
) -> None:
    """The page is to the last letter what it is for a name that nobody has, alone and beside found words."""
    register()
    for found, nowhere in (("小满", "甲乙"), ("蒙江 5400", "蒙江 9999"), ("满", "丙")):
        pages = [ask(name, words).replace(words, "…") for words in (found, nowhere)]
        assert RANDOM.sub("", pages[0]) == RANDOM.sub("", pages[1])
        assert "小满" not in pages[0]
    assert reads() == []


@pytest.mark.parametrize(
    "address", [f"{SEARCH}?q=小满", f"{LIST}?state=all&q=小满", f"{LIST}?state=all&q=5400"]
)
def test_no_name_is_looked_for_by_address(
    address: str,
    register: Register,
    sign_in: Callable[[str], Browser],
    reads: Reads,
) -> None:
    """Addresses end up in logs (security anchors, 14.2.1); who reads names uses the box."""
    register()
    page = sign_in("clerk").get(address).text
    assert not ROW.findall(page)
    assert reads() == []


def test_a_list_is_narrowed_by_words_of_any_open_column(
    register: Register, sign_in: Callable[[str], Browser]
) -> None:
    register(purpose="核实征收补偿")
    register(title="其他")
    page = sign_in("clerk").get(f"{LIST}?q=补偿").text
    assert len(ROW.findall(page)) == 1
    assert "蒙江" in page
    assert len(ROW.findall(sign_in("clerk").get(f"{LIST}?q=公开申〔2026〕2").text)) == 1
    assert not ROW.findall(sign_in("stranger").get(f"{LIST}?q=补偿").text)


def test_the_newest_fifty_are_shown_and_that_there_are_more(register: Register, ask: Ask) -> None:
    for number in range(51):
        register(title=f"第{number}件")
    page = ask("clerk", "蒙江河道")
    assert len(ROW.findall(page)) == 50
    assert "仅显示前50件。" in page
    assert "第50件" in page
    assert "第0件" not in page
    fewer = ask("clerk", "第7件")
    assert len(ROW.findall(fewer)) == 1
    assert "只显示前" not in fewer


def test_who_asked_for_nothing_is_told_what_can_be_searched(
    register: Register,
    sign_in: Callable[[str], Browser],
    ask: Ask,
) -> None:
    register()
    for page in (sign_in("clerk").get(SEARCH).text, ask("clerk", "  ")):
        assert "您要查找什么？" in page
        assert "姓名、电话和地址" in page
    assert "没有找到" in ask("clerk", "%")


@pytest.mark.parametrize(
    "words", [w for w in HOSTILE if "\0" not in w and "\ud83d" not in w], ids=str.__len__
)
def test_a_hostile_question_is_answered(words: str, ask: Ask) -> None:
    ask("clerk", words)


def test_a_question_is_posted_with_its_token_only(sign_in: Callable[[str], Browser]) -> None:
    assert sign_in("clerk").post(SEARCH, data={"q": "小满"}).status_code == 400
    assert sign_in("clerk").post(SEARCH, data={"q": "小\0满"}).status_code == 400
