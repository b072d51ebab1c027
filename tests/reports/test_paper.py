"""A report on paper and on the portal: golden markup, pages of the PDF, nothing a clerk types is markup."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest

from app.letters import press
from app.reports import paper
from models.report_content import Report, Section
from models.report_format import TITLES
from tests import golden

GOLDEN = Path(__file__).parent / "golden"
TEXTS = (
    "（一）主动公开\n2022年，制发行政规范性文件88件。\n\n（二）依申请公开\n新收申请74件 <b>&“。",
    *("", "", "", "一是公开不及时；二是解读形式单一。"),
    "2022年，未收取信息处理费。",
)


@pytest.fixture(scope="module")
def with_text(published: Mapping[int, Report]) -> Report:
    """The report of 2022 as a county would write it, with a blank, a remark and a long amount."""
    cells = {"table2.carried_out.research": None, "table1.admin_fees.wan_yuan": Decimal("4166.241619")}
    figures = published[2022].figures.replaced(cells, {"table1.licences.decided": "含委托实施的20件"})
    sections = tuple(Section(title, text) for title, text in zip(TITLES, TEXTS, strict=True))
    return replace(published[2022], unit="罗甸县自然资源局", figures=figures, sections=sections)


def pages(markup: str) -> list[str]:
    """The text of each page, without blanks."""
    pdf = press.print_pdf(markup)
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_the_form_of_2021_on_the_portal(with_text: Report) -> None:
    golden.compare(GOLDEN / "2021-30.html", paper.fragment(with_text))


def test_the_form_of_2019_on_the_portal(published: Mapping[int, Report]) -> None:
    golden.compare(GOLDEN / "2019-60.html", paper.fragment(published[2020]))


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_page_of_its_own_needs_nothing_else(with_text: Report) -> None:
    markup = paper.page(with_text)
    # Word for word: nothing in it had to be escaped.
    assert paper.STYLE.read_text("utf-8") in markup
    assert paper.fragment(with_text) in markup
    tags = Tags(markup).found
    assert tags[0] == ("html", {"lang": "zh-CN"})
    assert {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "form"} == set()
    assert [name for _, attributes in tags for name in attributes if name.startswith(("on", "style"))] == []
    assert "url(" not in markup
    assert "@import" not in markup


def test_every_figure_names_heads_of_its_own_table(with_text: Report) -> None:
    tags = Tags(paper.fragment(with_text)).found
    heads = [attributes["id"] for tag, attributes in tags if tag == "th"]
    assert len(heads) == len(set(heads))
    cells = [(attributes["headers"] or "").split() for tag, attributes in tags if tag == "td"]
    # 6 + 4 of table 1, 25 x 7 of table 2, 15 of table 3.
    assert len(cells) == 200
    assert all(names and set(names) <= set(heads) for names in cells)
    assert [tag for tag, _ in tags].count("caption") == 3


@pytest.mark.parametrize("made", [paper.paper, paper.fragment, paper.page])
def test_editions_and_drafts_say_so(with_text: Report, made: object) -> None:
    first = made(with_text)  # type: ignore[operator]
    assert "修订" not in first
    assert "草稿" not in first
    second = made(with_text, edition=2, draft=True)  # type: ignore[operator]
    assert "（修订第2版）" in second
    assert "草稿" in second


def test_a_report_without_text_has_the_titles_of_the_form(published: Mapping[int, Report]) -> None:
    headings = [line for line in paper.fragment(published[2021]).split("\n") if "<h2>" in line]
    assert headings == [f"  <h2>{title}</h2>" for title in TITLES]


def test_titles_stand_as_they_were_given(with_text: Report) -> None:
    first, *_rest = with_text.sections
    markup = paper.fragment(replace(with_text, sections=(replace(first, title="一、概述"),)))
    assert "<h2>一、概述</h2>" in markup
    assert [title in markup for title in TITLES] == [False, True, True, True, True, True]


def test_the_report_on_paper(with_text: Report) -> None:
    first, second, third = pages(paper.paper(with_text))
    assert first.startswith(
        "罗甸县自然资源局2022年政府信息公开工作年度报告一、总体情况（一）主动公开2022年，"
    )
    assert first.endswith("—1—")
    assert "行政许可10690（含委托实施的20件）" in first
    assert "行政事业性收费4166.241619" in first
    # Table 2 is kept on one page, with its title.
    assert second.startswith("三、收到和处理政府信息公开申请情况")
    assert "一、本年新收政府信息公开申请数量713000074" in second
    # The blank of the research institutions is no 0.
    assert "四、结转下年度继续办理000000—2—" in second
    assert third.startswith("四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼")
    assert "011021000100000" in third
    assert third.endswith("六、其他需要报告的事项2022年，未收取信息处理费。—3—")


def test_a_table_too_long_for_a_page_repeats_its_heads(with_text: Report) -> None:
    remarks = {f"table2.denied_{n}.natural_person": "含网上提交的以及当面提交的" for n in (1, 2, 3, 4)}
    found = pages(paper.paper(replace(with_text, figures=with_text.figures.replaced(remarks=remarks))))
    with_heads = [page for page in found if "申请人情况" in page]
    assert len(with_heads) == 2
    assert all("法人或其他组织" in page and "社会公益组织" in page for page in with_heads)
    # A row is on one of them, whole.
    assert [
        "其他法律行政法规禁止公开0（含网上提交的以及当面提交的）000000" in page for page in with_heads
    ].count(True) == 1


def test_a_draft_says_so_on_every_page(with_text: Report) -> None:
    assert ["草稿" in page for page in pages(paper.paper(with_text, draft=True))] == [True] * 3
