"""Sentences of facts: numbers as the tables have them, nothing said of blanks, no question raised."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.report_checks import checked
from models.report_content import Figures, Report, Section
from models.report_facts import facts
from models.report_format import FORMAT_2021, TITLES
from models.report_table import Format, Value
from models.report_text import CLAIMS
from tests.reports.conftest import TWO_FORMATS, holding

ZERO = dict.fromkeys(FORMAT_2021.cells, 0)


def test_the_facts_of_a_published_year(published: Mapping[int, Report]) -> None:
    found = facts(2022, published[2022].figures, published[2021].figures, Decimal(0))
    assert [(fact.code, fact.section, fact.aspect, fact.text) for fact in found] == [
        (
            *("normative_documents", 1, "主动公开"),
            "2022年，制发行政规范性文件88件，废止行政规范性文件55件，现行有效行政规范性文件698件。",
        ),
        ("decisions", 1, "主动公开", "本年度作出行政许可处理决定10690件、行政处罚处理决定2113件。"),
        ("admin_fees", 1, "主动公开", "本年度行政事业性收费9116.36万元。"),
        (
            *("requests", 1, "依申请公开"),
            # 4 of 70.
            "2022年，新收政府信息公开申请74件，同比增加4件（增长5.7%）；上年结转1件。",
        ),
        ("applicants", 1, "依申请公开", "从申请人看，自然人71件，法人或其他组织3件（商业企业3件）。"),
        (
            *("handled", 1, "依申请公开"),
            # 6 of 69; denied 1 + 2 + 1, other 2 + 2.
            (
                "本年度办结75件，同比增加6件（增长8.7%），"
                "其中予以公开21件、部分公开9件、不予公开4件、无法提供37件、其他处理4件。"
            ),
        ),
        (
            *("results.denied", 1, "依申请公开"),
            "不予公开的4件中，属于三类内部事务信息1件、属于四类过程性信息2件、属于行政执法案卷1件。",
        ),
        ("results.unable", 1, "依申请公开", "无法提供的37件中，本机关不掌握相关政府信息37件。"),
        (
            *("results.other", 1, "依申请公开"),
            "其他处理的4件中，申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请2件、其他情形2件。",
        ),
        (
            *("reconsiderations", 1, "监督保障"),
            # 1 of 3.
            "本年度发生政府信息公开行政复议2件，同比减少1件（下降33.3%），其中结果纠正1件、其他结果1件。",
        ),
        (
            *("litigations", 1, "监督保障"),
            # 11 of 12.
            "本年度发生政府信息公开行政诉讼1件，同比减少11件（下降91.7%），其中未经复议直接起诉1件（结果维持1件）。",
        ),
        ("processing_fee", 6, "", "2022年，未收取信息处理费。"),
    ]
    (decisions,) = (fact for fact in found if fact.code == "decisions")
    assert decisions.cells == (
        "table1.licences.decided",
        "table1.penalties.decided",
        "table1.coercive.decided",
    )


def said(
    now: Mapping[str, Value], last: Mapping[str, Value] | None = None, fee: str | None = None
) -> dict[str, str]:
    """The facts of a year in which all is 0 but some cells, by their codes."""
    figures = Figures(FORMAT_2021, {**ZERO, **now})
    before = None if last is None else Figures(FORMAT_2021, last)
    return {fact.code: fact.text for fact in facts(2025, figures, before, fee and Decimal(fee))}


NEW, BEGUN, DONE, LEFT = (
    f"table2.{row}.total" for row in ("new", "carried_in", "handled_total", "carried_out")
)
GRANTED, SECRET, INTERNAL = (f"table2.{row}.total" for row in ("granted", "denied_1", "denied_5"))
REVIEWED, SUED, SUED_AFTER = (
    f"table3.{row}.total"
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
)


@pytest.mark.parametrize(
    ("now", "last", "code", "text"),
    [
        (
            {NEW: 12, BEGUN: 1},
            {NEW: 9},
            "requests",
            "2025年，新收政府信息公开申请12件，同比增加3件（增长33.3%）；上年结转1件。",
        ),
        # A sixteenth is 6.25 percent: half a tenth goes up.
        ({NEW: 17}, {NEW: 16}, "requests", "2025年，新收政府信息公开申请17件，同比增加1件（增长6.3%）。"),
        ({NEW: 12}, {NEW: 12}, "requests", "2025年，新收政府信息公开申请12件，与上年持平。"),
        # No part of nothing, and nothing beside a blank.
        ({NEW: 12}, {NEW: 0}, "requests", "2025年，新收政府信息公开申请12件，同比增加12件。"),
        ({NEW: 12}, {}, "requests", "2025年，新收政府信息公开申请12件。"),
        ({NEW: 12}, None, "requests", "2025年，新收政府信息公开申请12件。"),
        ({}, {NEW: 4}, "requests", "2025年，未收到政府信息公开申请，同比减少4件（下降100.0%）。"),
        ({NEW: None, BEGUN: 2}, None, "requests", "2025年，上年结转政府信息公开申请2件。"),
        ({NEW: None}, None, "requests", None),
        (
            {DONE: 11, GRANTED: 6, SECRET: 2, INTERNAL: 3, LEFT: 2},
            None,
            "handled",
            "本年度办结11件，其中予以公开6件、不予公开5件；结转下年度继续办理2件。",
        ),
        # How many were denied nobody knows.
        (
            {DONE: 11, GRANTED: 6, SECRET: None, INTERNAL: 3},
            None,
            "handled",
            "本年度办结11件，其中予以公开6件。",
        ),
        ({DONE: 11, SECRET: None, INTERNAL: 3}, None, "results.denied", None),
        ({DONE: None, LEFT: 2}, None, "handled", "本年度结转下年度继续办理2件。"),
        ({}, None, "handled", None),
        ({"table2.new.natural_person": None, "table2.new.business": 3}, None, "applicants", None),
        ({}, None, "cases", "本年度未发生政府信息公开行政复议、行政诉讼案件。"),
        ({SUED: 3}, None, "cases", None),
        ({SUED: 3}, None, "reconsiderations", "本年度未发生政府信息公开行政复议案件。"),
        (
            {SUED: 3, SUED_AFTER: 1, "table3.litigation_direct.pending": 3},
            {SUED: 4, SUED_AFTER: 4},
            "litigations",
            (
                "本年度发生政府信息公开行政诉讼4件，同比减少4件（下降50.0%），"
                "其中未经复议直接起诉3件（尚未审结3件）、复议后起诉1件。"
            ),
        ),
        ({SUED: 3, SUED_AFTER: None}, None, "litigations", None),
        ({}, None, "normative_documents", None),
        (
            {"table1.normative_documents.in_force": 5},
            None,
            "normative_documents",
            "2025年，现行有效行政规范性文件5件。",
        ),
        (
            {"table1.admin_fees.wan_yuan": Decimal("4166.241619")},
            None,
            "admin_fees",
            "本年度行政事业性收费4166.241619万元。",
        ),
    ],
)
def test_a_sentence(
    now: Mapping[str, Value], last: Mapping[str, Value] | None, code: str, text: str | None
) -> None:
    assert said(now, last).get(code) == text


@pytest.mark.parametrize(
    ("fee", "text"),
    [
        (None, None),
        ("0", "2025年，未收取信息处理费。"),
        ("100", "2025年，收取信息处理费100元。"),
        ("60.50", "2025年，收取信息处理费60.5元。"),
    ],
)
def test_the_processing_fee(fee: str | None, text: str | None) -> None:
    assert said({}, None, fee).get("processing_fee") == text


def test_of_blanks_alone_nothing_is_said() -> None:
    assert facts(2025, Figures(FORMAT_2021), Figures(FORMAT_2021)) == ()


@TWO_FORMATS
@settings(max_examples=60)
@given(data=st.data())
def test_a_text_of_nothing_but_facts_agrees_with_the_tables(form: Format, data: st.DataObject) -> None:
    figures, last = data.draw(holding(form)), data.draw(st.none() | holding(form))
    some = st.sampled_from([cell for claim in CLAIMS.values() for cell in claim.cells if cell in form.cells])
    figures = figures.replaced(dict.fromkeys(data.draw(st.sets(some, max_size=3))))
    fee = Decimal(data.draw(st.integers(0, 10**5))).scaleb(-2)
    found = facts(2025, figures, last, fee)
    between = data.draw(st.sampled_from(["", "\n"]))
    texts = {number: between.join(f.text for f in found if f.section == number) for number in range(1, 7)}
    sections = [Section(title, texts[n] or "有。") for n, title in enumerate(TITLES, 1)]
    report = Report("某局", 2025, figures, tuple(sections), processing_fee=fee)
    of_text = {
        f.code: f.result.value for f in checked(report) if f.check.name.startswith(("text", "section"))
    }
    # Nothing to ask, and of what is known and more than 0 every number was found again.
    known = {
        f"text.{name}": "PASS"
        for name, claim in CLAIMS.items()
        if claim.patterns
        and claim.known(form)
        and not figures.blanks(*claim.cells)
        and figures.amount(*claim.cells)
    }
    kept = dict.fromkeys(("sections", "section_one", "section_five", "section_six"), "PASS")
    assert of_text == {**known, **kept}
