"""What is found by whom: what a clerk types, within the scope, and names only where they may be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from app.access.actor import PROGRAM, READ_PERSONAL, SEE_COUNTY, Actor, Standing, acting
from app.access.scope import reaching
from app.search import bigrams, index
from models import MATTERS, Delegation, InformationRequest, Record, SearchEntry
from models.column import Class, declared
from tests.search.test_bigrams import TEXT

HOSTILE = [
    "'",
    '"',
    "') OR 1=1 --",
    '" OR open : "蒙江',
    "open: 蒙江",
    "蒙江 NOT 罗",
    "NEAR(蒙江 环评)",
    "甲 OR 蒙江",
    "罗小*",
    "^蒙江",
    "{personal}: 蒙江",
    "蒙江 | 罗",
    "!蒙江 & :* \\",
    "蒙江\0",
    "\ud83d",
    "😀😀",
    "%",
    "_",
    "蒙" * 10_000,
    "甲 " * 60 + "乙 丙 丁 " * 60,
    "\ufdfa" * 100,
    "%(x)s %s :y",
]


@pytest.fixture
def request_id(register: Callable[..., InformationRequest]) -> int:
    """The land bureau's request, and one beside it that has nothing of it."""
    register(title="其他事项", content="无关", applicant="甲乙", phone="1", form_wanted="paper")
    return register(
        content="罗府办〔2020〕121号文件全文",
        purpose="核实 Land Use 征收补偿",
        id_kind="resident_card",
        id_number="52272819900101001X",
        address="龙坪镇解放东路1号",
    ).id


@pytest.mark.parametrize(
    "asked",
    [
        *("蒙江", "蒙", "批复", "复", "蒙江河道治理工程环评批复", "征收补偿", "蒙江 征收", "征收　蒙江"),
        *(
            "罗府办〔2020〕121号",
            "罗府办〔２０２０〕121",
            "罗府办2020",
            "2020",
            "121号",
            "府办〔2020",
            "land",
            "and US",
        ),
        *("罗自然资公开申〔2026〕2号", "公开申〔2026〕2"),
        *("罗小满", "小满", "满", "13985400001", "139 8540 0001", "5400", "解放东路", "罗小满 蒙江"),
    ],
)
def test_what_a_clerk_types_is_found(
    asked: str, request_id: int, find: Callable[..., set[int]], actor: Callable[[str], Actor]
) -> None:
    assert find(asked, actor("clerk")) == {request_id}


@pytest.mark.parametrize(
    "asked",
    ["江蒙", "蒙江治理", "蒙江 铁路", "registered", "paper", "seed", "5227", "199001", "X", "", " ", "—"],
)
def test_what_is_not_there_is_not_found_nor_codes_nor_identity_numbers(
    asked: str, request_id: int, find: Callable[..., set[int]], actor: Callable[[str], Actor]
) -> None:
    for who in ("clerk", "officer", "auditor"):
        assert find(asked, actor(who)) == set()
    assert find(asked, PROGRAM) == set()


@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_of_a_question_is_syntax(
    asked: str, request_id: int, find: Callable[..., set[int]], actor: Callable[[str], Actor]
) -> None:
    """Found is what has all its letters: 蒙江 within signs, nothing where a word stands beside it."""
    expected = {request_id} if asked in {"^蒙江", "蒙江 | 罗", "罗小*", "!蒙江 & :* \\", "蒙江\0"} else set()
    assert find(asked, actor("clerk")) == expected


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=TEXT, data=st.data())
def test_every_part_of_what_was_written_is_found(
    content: str, data: st.DataObject, request_id: int, session: Any, find: Callable[..., set[int]]
) -> None:
    session.get(InformationRequest, request_id).content = content
    session.flush()
    start = data.draw(st.integers(0, len(content)))
    part = content[start : data.draw(st.integers(start, len(content)))]
    expected = {request_id} if bigrams.words(part) else set()
    # One character may stand in the other request as well.
    assert find(f"{part} 蒙江", PROGRAM) == {request_id}
    assert find(part, PROGRAM) & {request_id} == expected


def test_columns_are_searched_by_their_class_and_sealed_ones_never() -> None:
    for model in MATTERS:
        columns = declared(model)
        for name, level in index.searched(columns).items():
            assert columns[name].klass is not Class.SEALED
            assert (level == "personal") == (columns[name].klass is Class.PERSONAL)
    searched = index.searched(declared(InformationRequest))
    assert {"number", "title", "content", "applicant", "phone", "answer_text"} <= searched.keys()
    assert not {"state", "rules", "id_number", "agent_id_number", "outcome", "channel"} & searched.keys()


# -- by whom --------------------------------------------------------------------------

FOUND = {
    # By hand: who sees the land bureau's requests, and who of them reads names.
    **dict.fromkeys(("clerk", "officer", "head", "secrecy", "unit_head", "auditor"), (True, True)),
    **dict.fromkeys(("reviewer", "leader", "guest"), (True, False)),
    **dict.fromkeys(("stranger", "registrar", "sysadmin", "secadmin"), (False, False)),
}


@pytest.mark.parametrize("name", FOUND)
def test_words_are_found_by_who_sees_and_names_by_who_may_read_them(
    name: str, request_id: int, find: Callable[..., set[int]], actor: Callable[[str], Actor]
) -> None:
    by_words, by_names = FOUND[name]
    who = actor(name)
    assert (find("蒙江", who) == {request_id}) is by_words
    assert (find("小满", who) == {request_id}) is by_names
    assert (find("蒙江 小满", who) == {request_id}) is by_names
    assert find("小满", who, names=False) == set()


def test_the_index_itself_shows_nobody_more_than_the_records(
    request_id: int, session: Any, actor: Callable[[str], Actor]
) -> None:
    entry = select(SearchEntry.record_id).where(SearchEntry.record_id == request_id)
    for name, (by_words, _by_names) in FOUND.items():
        with acting(actor(name)):
            assert bool(session.scalars(entry).all()) is by_words


def test_a_deputy_finds_names_only_where_that_right_reaches(
    request_id: int,
    session: Any,
    made: Any,
    user_id: Callable[[str], int],
    find: Callable[..., set[int]],
    actor: Callable[[str], Actor],
) -> None:
    """She reads names in her own bureau; the leader she stands in for sees the county, without names."""
    today = made.time.today()
    session.add(
        Delegation(
            principal_id=user_id("leader"),
            deputy_id=user_id("stranger"),
            since=today,
            until=today + timedelta(days=1),
            reason="出差",
        )
    )
    session.commit()
    deputy = actor("stranger")
    assert deputy.may(READ_PERSONAL, "InformationRequest")
    assert find("蒙江", deputy) == {request_id}
    assert find("小满", deputy) == set()


def test_a_right_reaches_as_a_condition_exactly_where_it_does_on_a_record(
    request_id: int, session: Any, unit_id: Callable[[str], int]
) -> None:
    """All pairs of standings: with or without the grant, the county, the unit, one matter only."""
    land, health = unit_id("land"), unit_id("health")
    grants = [(READ_PERSONAL, "InformationRequest"), (SEE_COUNTY, "InformationRequest")]
    standings = [
        Standing(1, "", units=frozenset(units), grants=frozenset(held), only_matter=only)
        for units, held, only in product(
            ([], [land], [health]),
            ([], grants[:1], grants[1:], grants),
            (None, "InformationRequest", "ThirdParty"),
        )
    ]
    record = session.get(InformationRequest, request_id)
    decided = set()
    for pair in product(standings, repeat=2):
        who = Actor(pair)
        condition = select(Record.id).where(Record.id == request_id, reaching(who, READ_PERSONAL, Record))
        found = bool(session.scalars(condition).all())
        assert found == who.may_on(READ_PERSONAL, record)
        decided.add(found)
    assert decided == {True, False}


# -- how ------------------------------------------------------------------------------


def test_the_database_goes_by_its_index(request_id: int, session: Any, actor: Callable[[str], Actor]) -> None:
    """Told by the engine itself; where there are few rows PostgreSQL is forbidden to read them all."""
    asked = select(Record.id).where(index.matching(Record, "蒙江 小满", actor("clerk")))
    compiled = asked.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
    if session.get_bind().dialect.name == "sqlite":
        plan = [row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))]
        assert [step for step in plan if "search_grams VIRTUAL TABLE INDEX" in step and ":M" in step]
        assert not [step for step in plan if step.startswith(("SCAN search_entry", "SCAN record"))]
    else:
        session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = "".join(session.scalars(text(f"EXPLAIN {compiled}")))
        assert "ix_search_entry_open" in plan
        assert "ix_search_entry_personal" in plan
