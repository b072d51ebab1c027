"""The printed page after GB/T 9704-2012: sizes in millimetres, worked out from the standard."""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pypdf
import pytest

from app.letters import press, render
from models.letter_kind import BY_NAME, LETTER_KINDS
from models.request_letters import ANSWER, EXTENSION, RECEIPT, THIRD_PARTY_INQUIRY
from tests.letters.test_wording import about

PX = 25.4 / 96  # millimetres in a CSS pixel, the unit of WeasyPrint's boxes
TOLERANCE = 0.5
LEFT, TOP, RIGHT, BOTTOM = 28, 37, 210 - 26, 297 - 35

DOCUMENT: dict[str, Any] = {
    "number": "罗府办发〔2020〕121号",
    "title": "罗甸县人民政府办公室关于印发信息发布管理等制度的通知",
    "record": {
        "organ_mark": "罗甸县人民政府办公室文件",
        "marks": "特急",
        "signed_upward": "",
        "addressees": "各乡镇人民政府，县府各工作部门",
        "body": "一、组织保障\n（一）信息的范围\n" + "政" * 28 * 30,
        "attachments": {
            "1": {"title": "信息发布管理制度", "text": ""},
            "2": {"title": "政策解读工作制度", "text": "第一条\n" + "解" * 60},
        },
        "organ": "罗甸县人民政府办公室",
        "printed_by": "罗甸县人民政府办公室",
        "signed_on": date(2020, 11, 2),
        "note": "此件公开发布",
        "copied_to": "县委办公室，县人大常委会办公室",
        "issued_on": date(2020, 11, 2),
    },
}


def boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes(child)


def lines(page: Any) -> list[tuple[str, float, float, float]]:
    """Printed text runs of a page's type area: text, left, top of its line and right, in mm."""
    (root,) = (box for box in page._page_box.children if box.element_tag == "html")
    return [
        (
            "".join(text.text for text in boxes(line) if hasattr(text, "text")).strip(),
            min(text.position_x for text in boxes(line) if hasattr(text, "text")) * PX,
            line.position_y * PX,
            max(text.position_x + text.width for text in boxes(line) if hasattr(text, "text")) * PX,
        )
        for line in boxes(root)
        if type(line).__name__ == "LineBox" and any(hasattr(text, "text") for text in boxes(line))
    ]


def margin_text(page: Any) -> list[tuple[str, Any]]:
    """Contents of the page's margin boxes, with the keyword of each."""
    found = [box for box in page._page_box.children if type(box).__name__ == "MarginBox"]
    return [("".join(b.text for b in boxes(box) if hasattr(b, "text")), box) for box in found]


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture(scope="module")
def document() -> Any:
    return press.lay_out(render.html("document.html", DOCUMENT))


# -- the grid -------------------------------------------------------------------------


def test_the_page_is_a4_and_the_type_area_where_the_standard_puts_it(document) -> None:
    for page in document.pages:
        assert page.width * PX == pytest.approx(210, abs=TOLERANCE)
        assert page.height * PX == pytest.approx(297, abs=TOLERANCE)
        box = page._page_box
        assert box.content_box_x() * PX == pytest.approx(28, abs=TOLERANCE)
        assert box.content_box_y() * PX == pytest.approx(37, abs=TOLERANCE)
        assert box.width * PX == pytest.approx(156, abs=TOLERANCE)
        assert box.height * PX == pytest.approx(225, abs=TOLERANCE)


def test_a_full_page_has_22_lines_of_28_characters(document) -> None:
    full = lines(document.pages[1])
    assert [text for text, *_ in full[:22]] == ["政" * 28] * 22
    assert len(full) == 22
    for number, (_text, left, top, right) in enumerate(full):
        assert left == pytest.approx(LEFT, abs=TOLERANCE)
        assert right == pytest.approx(RIGHT, abs=TOLERANCE)
        assert top == pytest.approx(TOP + number * 225 / 22, abs=TOLERANCE)


def test_a_paragraph_begins_two_characters_in(document) -> None:
    text, left, _top, _right = next(line for line in lines(document.pages[0]) if line[0].startswith("政"))
    assert text == "政" * 26
    assert left == pytest.approx(LEFT + 2 * 156 / 28, abs=TOLERANCE)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(document) -> None:
    (odd,) = [(text, box) for text, box in margin_text(document.pages[0]) if text]
    (even,) = [(text, box) for text, box in margin_text(document.pages[1]) if text]
    assert (odd[0], odd[1].at_keyword) == ("— 1 —", "@bottom-right")
    assert (even[0], even[1].at_keyword) == ("— 2 —", "@bottom-left")
    for _text, box in (odd, even):
        (line,) = (inner for inner in boxes(box) if type(inner).__name__ == "LineBox")
        assert line.position_y * PX == pytest.approx(BOTTOM + 7, abs=TOLERANCE)


def test_a_rare_name_keeps_its_line_on_the_grid(facts) -> None:
    common = press.lay_out(render.letter(ANSWER, facts(content="韦某某\n政")))
    rare = press.lay_out(render.letter(ANSWER, facts(content="韦𫖯昇\n政")))
    assert [top for _t, _l, top, _r in lines(rare.pages[0])] == [
        pytest.approx(top, abs=0.05) for _t, _l, top, _r in lines(common.pages[0])
    ]


# -- the parts of a document ----------------------------------------------------------


def test_the_organ_mark_stands_35_mm_under_the_top_of_the_type_area(document) -> None:
    (top,) = [
        top for text, _l, top, _r in lines(document.pages[0]) if text == DOCUMENT["record"]["organ_mark"]
    ]
    assert top == pytest.approx(37 + 35, abs=TOLERANCE)


def test_the_red_line_runs_4_mm_under_the_number_over_the_whole_width(document) -> None:
    (number,) = [top for text, _l, top, _r in lines(document.pages[0]) if text == DOCUMENT["number"]]
    (rule,) = [box for box in boxes(document.pages[0]._page_box) if box.element_tag == "hr"]
    line_height = 28.95 * 25.4 / 72
    assert rule.border_box_y() * PX == pytest.approx(number + line_height + 4, abs=TOLERANCE)
    assert rule.border_width() * PX == pytest.approx(156, abs=TOLERANCE)


def test_the_imprint_ends_the_last_page(document) -> None:
    (area,) = [b for b in boxes(document.pages[-1]._page_box) if type(b).__name__ == "FootnoteAreaBox"]
    assert (area.position_y + area.margin_height()) * PX == pytest.approx(BOTTOM, abs=TOLERANCE)
    printed = "".join(box.text for box in boxes(area) if hasattr(box, "text"))
    assert "抄送：县委办公室，县人大常委会办公室。" in printed
    assert "2020年11月2日印发" in printed


@pytest.mark.clause("A4.6")
def test_the_note_stands_under_the_date_two_characters_in(document) -> None:
    printed = [line for page in document.pages for line in lines(page)]
    position = next(i for i, (text, *_) in enumerate(printed) if text == "（此件公开发布）")
    assert printed[position - 1][0] == "2020年11月2日"
    assert printed[position][1] == pytest.approx(LEFT + 2 * 156 / 28, abs=TOLERANCE)


def test_an_attachment_begins_a_page_with_its_mark_in_heiti_and_its_title_centred(document) -> None:
    printed = lines(document.pages[-1])
    assert [text for text, *_ in printed[:2]] == ["附件2", "政策解读工作制度"]
    assert printed[0][1:3] == (pytest.approx(LEFT, abs=TOLERANCE), pytest.approx(TOP, abs=TOLERANCE))
    assert (printed[1][1] + printed[1][3]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=TOLERANCE)


def test_what_goes_upward_names_who_signed_on_the_line_of_the_number() -> None:
    upward = {**DOCUMENT, "record": {**DOCUMENT["record"], "signed_upward": "岑北渡"}}
    printed = lines(press.lay_out(render.html("document.html", upward)).pages[0])
    (number,) = [line for line in printed if line[0] == DOCUMENT["number"]]
    (signer,) = [line for line in printed if line[0] == "签发人：岑北渡"]
    assert number[1] == pytest.approx(LEFT + 156 / 28, abs=TOLERANCE)
    assert signer[2] == pytest.approx(number[2], abs=TOLERANCE)
    assert signer[3] == pytest.approx(RIGHT - 156 / 28, abs=TOLERANCE)


# -- the signature --------------------------------------------------------------------


def signed(facts: Any, name: str) -> list[tuple[str, float, float, float]]:
    filled = facts()
    filled["unit"]["name"] = name
    printed = [line for page in press.lay_out(render.letter(ANSWER, filled)).pages for line in lines(page)]
    last = max(i for i, (text, *_) in enumerate(printed) if text == "2026年11月2日")
    return printed[last - 1 : last + 1]


def test_the_date_ends_four_characters_in_and_the_name_is_centred_over_it(facts) -> None:
    name, day = signed(facts, "罗甸县交通运输局")
    assert day[3] == pytest.approx(RIGHT - 4 * 156 / 28, abs=TOLERANCE)
    assert (name[1] + name[3]) / 2 == pytest.approx((day[1] + day[3]) / 2, abs=TOLERANCE)


@pytest.mark.parametrize(
    "name", ["罗甸县人民政府政务公开领导小组办公室", "罗甸县" + "农业农村和乡村振兴" * 4 + "局"]
)
def test_a_long_name_stays_inside_the_type_area(facts, name: str) -> None:
    filled = facts()
    filled["unit"]["name"] = name
    for page in press.lay_out(render.letter(ANSWER, filled)).pages:
        for text, left, _top, right in lines(page):
            assert left >= LEFT - 0.1, text
            assert right <= RIGHT + 0.1, text


def test_no_page_holds_the_seal_alone(facts) -> None:
    for rows in range(1, 12):
        pages = press.lay_out(render.letter(EXTENSION, facts(content="\n".join("政" * rows)))).pages
        last = [text for text, *_ in lines(pages[-1])]
        assert any(text.startswith("联系地址") for text in last)


# -- text -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LETTER_KINDS, ids=lambda kind: kind.name)
def test_what_is_printed_can_be_read_back(facts, kind) -> None:
    filled = facts(**about(kind.name))
    printed = text_of(render.pdf(render.letter(kind, filled)))
    assert kind.reply(filled["record"]).title in printed
    assert "罗交公开复〔2026〕12号" in printed
    assert "2026年11月2日" in printed


@pytest.mark.parametrize(
    "word", ["A" * 300, "https://example.test/" + "x" * 200, "1234567890" * 20, "政" * 300, "（" * 120]
)
def test_long_words_stay_inside_the_type_area(facts, word: str) -> None:
    filled = facts(content=word, applicant=word, channel_label=word)
    for page in press.lay_out(render.letter(RECEIPT, filled)).pages:
        for text, left, _top, right in lines(page):
            assert left >= LEFT - 0.1, text
            assert right <= RIGHT + 0.1, text


def test_the_answer_slip_starts_a_page_and_fills_no_more_than_one(facts) -> None:
    pages = press.lay_out(render.letter(THIRD_PARTY_INQUIRY, facts())).pages
    starts = [i for i, page in enumerate(pages) if lines(page)[0][0] == "征求第三方意见回执"]
    assert starts == [len(pages) - 1]


def test_a_draft_is_marked_on_every_page(facts) -> None:
    long = facts(content="\n".join("政" * 40)) | {"preview": True}
    pages = pypdf.PdfReader(io.BytesIO(render.pdf(render.letter(ANSWER, long)))).pages
    assert len(pages) > 1
    assert all("草稿" in "".join(page.extract_text().split()) for page in pages)


def test_only_the_shipped_fonts_are_used_and_all_are_embedded(facts) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render.pdf(render.letter(RECEIPT, facts(applicant="韦𫖯")))))
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]: font.get_object()["/DescendantFonts"][0]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert set(fonts) == {"fangsong", "xiaobiaosong", "heiti", "songti", "rare"}
    assert all("/FontFile3" in font.get_object()["/FontDescriptor"] for font in fonts.values())


def test_metadata_names_the_kind_of_letter_and_nobody(facts) -> None:
    pdf = render.pdf(render.letter(RECEIPT, facts()))
    metadata = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    assert metadata is not None
    assert set(metadata) <= {"/Title", "/Producer", "/Creator"}
    assert metadata["/Title"] == "政府信息公开申请接收回执"


# -- limits ---------------------------------------------------------------------------


def test_without_pango_printing_says_so(monkeypatch) -> None:
    def absent(name: str) -> None:
        raise OSError(f"cannot load library for {name}")

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(render.PrintingUnavailable, match="Pango"):
        render.pdf("<p>政</p>")


def test_markup_that_would_take_minutes_is_refused() -> None:
    with pytest.raises(render.LetterTooLong, match="400001"):
        render.pdf("x" * 400_001)


# -- forms that are signed ------------------------------------------------------------


@pytest.mark.clause("A2.4.1")
def test_an_interpretation_plan_is_one_sheet_and_never_leaves_the_signature_alone(facts):
    plan = BY_NAME["interpretation_plan"]

    def sheets(**columns):
        pdf = render.pdf(render.letter(plan, facts(**columns)))
        return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]

    assert len(sheets()) == 1
    # Eight lines of focus fill the first sheet up to the box for the signature.
    pages = sheets(focus="\n".join(["群众最关心的问题。"] * 8))
    assert len(pages) == 2
    assert "其他事项" in pages[1]
