"""The checks: what must hold, what is asked, and that a wrong figure breaks its own checks alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given, settings
from hypothesis import strategies as st

from models.report_arithmetic import arithmetic, carried_over, consolidated, equations, in_force
from models.report_checks import blanks, checked, sections
from models.report_content import Figures, Report, Section
from models.report_finding import Finding
from models.report_format import FORMATS, TITLES
from models.report_table import Format
from tests.reports.conftest import TWO_FORMATS, holding, unmet

# -- what was published ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "arithmetical", "wrong"),
    [
        (2019, 40, {}),
        # 6 + 6 + 4 + 3 + 3 + 4 answered natural persons where the total says 20; one business besides.
        (
            2020,
            40,
            {"result_total.natural_person": ("FAIL", 26, 20), "result_total.total": ("FAIL", 27, 21)},
        ),
        (2021, 42, {}),
        (2022, 42, {}),
    ],
)
def test_the_published_reports(
    published: Mapping[int, Report], year: int, arithmetical: int, wrong: Mapping[str, object]
) -> None:
    report, before = published[year], published.get(year - 1)
    assert len(equations(report.figures.format)) == arithmetical
    assert unmet(checked(report, before and before.figures)) == wrong


def test_a_failing_check_says_both_numbers_and_what_to_do(published: Mapping[int, Report]) -> None:
    (first, *_rest) = (f for f in checked(published[2020]) if f.result.value == "FAIL")
    assert first.sentence == (
        "Table 2, column “自然人”: the results of item three add up to 26, its total says 20."
        " Correct a result or the total."
    )
    assert first.cells[-1] == "table2.handled_total.natural_person"


# -- figures that hold ----------------------------------------------------------------


def broken_by(key: str) -> set[str]:
    """The checks a change of this cell breaks, by the sentences of the form."""
    table, row, column = key.split(".")
    if table == "table1":
        return set()
    if table == "table3":
        return {f"table3_total.{row}"}
    found = {f"row_total.{row}"}
    if row in {"new", "carried_in", "carried_out", "handled_total"}:
        found.add(f"identity.{column}")
    if row not in {"new", "carried_in", "carried_out"}:
        found.add(f"result_total.{column}")
    return found


@TWO_FORMATS
@settings(max_examples=30)
@given(data=st.data())
def test_a_wrong_figure_breaks_its_own_checks_and_no_other(form: Format, data: st.DataObject) -> None:
    figures = data.draw(holding(form))
    assert unmet(checked(Report("某局", 2025, figures))) == {}
    key = data.draw(st.sampled_from(list(form.cells)))
    wrong = figures.replaced({key: figures.amount(key) + data.draw(st.integers(1, 9))})
    assert set(unmet(checked(Report("某局", 2025, wrong)))) == broken_by(key)


# -- blanks ---------------------------------------------------------------------------

ROW = "row_total.new"


@pytest.mark.parametrize(
    ("cells", "result"),
    [
        # 71 + 3 = 74 as published.
        ({}, "PASS"),
        # Nobody knows the total: it may be 74.
        ({"total": None}, "ASK"),
        # The three businesses may be what is missing.
        ({"business": None}, "ASK"),
        # Whatever the blank is, 71 + 3 and more never make 70.
        ({"research": None, "total": 70}, "FAIL"),
        # A blank that changes nothing is asked about by itself alone.
        ({"research": None}, "PASS"),
    ],
)
def test_only_what_a_blank_can_make_good_is_asked(
    of_2022: Figures, cells: Mapping[str, int | None], result: str
) -> None:
    figures = of_2022.replaced({f"table2.new.{column}": value for column, value in cells.items()})
    (found,) = (finding for finding in arithmetic(figures) if finding.code == ROW)
    assert found.result.value == result
    assert ("the total says (blank)." in found.sentence) is ("total" in cells and cells["total"] is None)


def test_blanks_of_tables_2_and_3_are_asked_about(of_2022: Figures) -> None:
    cleared = ("table1.licences.decided", "table2.granted.total", "table3.litigation_direct.upheld")
    found = list(blanks(of_2022.replaced(dict.fromkeys(cleared))))
    assert [(f.code, f.result.value, f.cells) for f in found] == [
        ("blank.table2", "ASK", cleared[1:2]),
        ("blank.table3", "ASK", cleared[2:]),
    ]
    assert "“三（一）予以公开 · 总计”" in found[0].sentence


# -- years and units ------------------------------------------------------------------


def test_what_was_carried_over_is_what_the_year_begins_with(published: Mapping[int, Report]) -> None:
    last, this = published[2021].figures, published[2022].figures
    assert unmet(carried_over(this, last)) == {}
    lost = this.replaced({"table2.carried_in.natural_person": 0, "table2.carried_in.total": 0})
    assert unmet(carried_over(lost, last)) == {
        "carried_over.natural_person": ("FAIL", 1, 0),
        "carried_over.total": ("FAIL", 1, 0),
    }


def test_documents_in_force_are_asked_about(published: Mapping[int, Report]) -> None:
    last, this = published[2021].figures, published[2022].figures
    # 665 + 88 - 55 = 698.
    assert [finding.result.value for finding in in_force(this, last)] == ["PASS", "PASS"]
    more = this.replaced({"table1.normative_documents.in_force": 700})
    assert unmet(in_force(more, last)) == {"in_force.normative_documents": ("ASK", 698, 700)}
    # The older format does not say what is in force.
    assert list(in_force(published[2021].figures, published[2020].figures)) == []


NEW = "table2.new.natural_person"


@pytest.mark.parametrize(
    ("figure", "result", "who"),
    [
        (8, "PASS", ""),
        (5, "FAIL", " The difference is just what 民政局 reports: is it left out?"),
        (11, "FAIL", " The difference is just what 民政局 reports: is it counted twice?"),
        (9, "FAIL", ""),
        (None, "ASK", ""),
    ],
)
def test_the_county_is_the_sum_of_its_units(figure: int | None, result: str, who: str) -> None:
    form = FORMATS["2021-30"]
    units = {"民政局": Figures(form, {NEW: 3}), "教育局": Figures(form, {NEW: 5})}
    found = {f.code: f for f in consolidated(Figures(form, {NEW: figure}), units)}
    assert len(found) == 200
    told = found.pop(f"children.{NEW}")
    assert (told.result.value, told.left, told.right) == (result, 8, figure)
    assert result != "FAIL" or told.sentence.endswith(f"this one says {figure}.{who}")
    assert unmet(found.values()) == {}


# -- text -----------------------------------------------------------------------------

TEXT = "2022年，全区收到政府信息公开申请75件，涉及自然人72件。共有行政诉讼案件1件、行政复议案件2件。"


def with_text(
    report: Report, *texts: str, titles: tuple[str, ...] = TITLES, fee: str | None = None
) -> Report:
    """The report with sections: the texts given, then some words."""
    every = (*texts, *["有。"] * (6 - len(texts)))
    parts = tuple(Section(title, text) for title, text in zip(titles, every, strict=False))
    return replace(report, sections=parts, claims={}, processing_fee=None if fee is None else Decimal(fee))


def texts(report: Report) -> list[tuple[str, str, object, object]]:
    """What the checks of the text found."""
    found: list[Finding] = [f for f in checked(report) if f.check.name == "text"]
    return [(f.about, f.result.value, f.left, f.right) for f in found]


def test_numbers_of_the_text_are_asked_about_and_never_fail(published: Mapping[int, Report]) -> None:
    report = with_text(published[2022], TEXT)
    # 74 are new, one was carried over.
    assert texts(report) == [
        ("received", "ASK", 75, 74),
        ("reconsiderations", "PASS", 2, 2),
        ("litigations", "PASS", 1, 1),
    ]
    asked = next(f for f in checked(report) if f.code == "text.received")
    assert "which counts those carried over from last year too" in asked.sentence
    assert texts(with_text(published[2022], TEXT.replace("75件", "90件")))[0] == ("received", "ASK", 90, 74)


@pytest.mark.any_engine
def test_a_finding_is_told_in_the_reader_s_language(app: Flask, published: Mapping[int, Report]) -> None:
    (asked,) = (f for f in checked(with_text(published[2022], TEXT)) if f.result.value == "ASK")
    with app.test_request_context(), force_locale("zh"):
        assert asked.sentence == (
            "收到申请：正文为 75（收到政府信息公开申请75件），其中包括上年结转的；表中本年新收为 74。"
            "请在正文中写明，或者更正数字。"
        )


def test_one_number_that_agrees_is_enough(published: Mapping[int, Report]) -> None:
    report = with_text(published[2022], "网上收到申请40件，全年收到申请74件。")
    assert texts(report) == [("received", "PASS", 74, 74)]


def test_numbers_known_without_the_text(published: Mapping[int, Report]) -> None:
    assert texts(published[2021]) == [
        ("received", "PASS", 70, 70),
        ("handled", "PASS", 69, 69),
        ("carried_out", "PASS", 1, 1),
    ]


def test_a_report_without_text_is_not_asked_for_it(published: Mapping[int, Report]) -> None:
    assert list(sections(published[2022])) == []


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({}, {}),
        ({"titles": (TITLES[0], "三、主动公开政府信息情况", *TITLES[2:])}, {"sections": "ASK"}),
        ({"titles": TITLES[:5]}, {"sections": "ASK"}),
        ({"texts": ("字" * 1000,)}, {}),
        ({"texts": ("字 " * 1001,)}, {"section_one": "ASK"}),
        ({"texts": ("有。",) * 4 + (" \n",)}, {"section_five": "ASK"}),
        ({"fee": "0"}, {}),
        ({"fee": "120.00"}, {"section_six": "FAIL"}),
        ({"fee": "120.00", "texts": ("有。",) * 5 + ("收取信息处理费120元。",)}, {}),
        ({"fee": "120.00", "texts": ("有。",) * 5 + ("本年度未收取信息处理费。",)}, {"section_six": "FAIL"}),
    ],
)
def test_the_text_keeps_to_the_form(
    published: Mapping[int, Report], change: Mapping[str, object], result: Mapping[str, str]
) -> None:
    given_texts = change.get("texts", ())
    rest = {key: value for key, value in change.items() if key != "texts"}
    report = with_text(published[2022], *given_texts, **rest)  # type: ignore[misc,arg-type]
    assert {code: told[0] for code, told in unmet(sections(report)).items()} == result
