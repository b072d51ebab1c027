"""From the template to registered records: what a clerk sends, what she reads, what she gets back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from app import sweep
from models import MATTERS, InformationRequest, Letter, SheetImport, TakenNumber, ThirdParty, TrailEntry
from tests.conftest import Browser
from tests.county import registrar
from tests.imports.conftest import IMPORT, ROW, cells, saved, workbook
from views.imports.rows import Rows

GOOD = {**ROW, "申请人": "罗小满"}


def filled(template: bytes, *rows: dict[str, Any]) -> bytes:
    """The template with rows under its heads, a required one found without its star."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    page = book.worksheets[0]
    heads = [str(cell.value).rstrip(" *") for cell in page[2]]
    for row in rows:
        page.append([row.get(head) for head in heads])
    return saved(book)


def fetched(browser: Browser, page: str) -> bytes:
    """A file behind an address."""
    with browser.get(page) as answer:
        assert answer.status_code == 200
        return bytes(answer.data)


# -- template -------------------------------------------------------------------------


@pytest.mark.parametrize("model", [model for model in MATTERS if not model.workflow.automatic])
def test_every_matter_has_a_template_whose_heads_are_all_different(
    sign_in: Callable[[str], Browser], model: Any
) -> None:
    browser = sign_in(registrar(model.workflow.registered_by))
    codes, heads = cells(fetched(browser, f"/office/{model.slug}/import/template.xlsx"))
    assert len(codes) == len(set(codes)) == len(heads) == len(set(heads)) > 1
    assert not {"state", "number", "gongkai_faults"} & set(codes)


def test_the_template_says_what_to_write(sign_in: Callable[[str], Browser]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fetched(sign_in("clerk"), f"{IMPORT}/template.xlsx")))
    records, told, choices = book.worksheets
    assert (records.title, told.title, choices.title, choices.sheet_state) == (
        "登记表",
        "填写说明",
        "选项",
        "hidden",
    )
    assert records.row_dimensions[1].hidden
    heads = [cell.value for cell in records[2]]
    assert {"申请人 *", "联系电话", "收到日期 *"} <= set(heads)
    # Long digits keep their last ones only in a column of text.
    assert (
        records.column_dimensions[openpyxl.utils.get_column_letter(heads.index("证件号码") + 1)].number_format
        == "@"
    )
    lines = {row[0]: row[1:] for row in told.iter_rows(values_only=True)}
    assert lines["提交方式"][0] == "是"
    assert "当面提交" in lines["提交方式"][2]
    assert "2026年3月5日" in lines["收到日期"][1]
    picked = records.data_validations.dataValidation
    at = {str(one.sqref).partition("3:")[0]: one.formula1 for one in picked}
    letter = openpyxl.utils.get_column_letter(heads.index("提交方式 *") + 1)
    place = re.fullmatch(r"'选项'!\$([A-Z])\$1:\$[A-Z]\$7", at[letter])
    assert place
    assert [choices[f"{place[1]}{n}"].value for n in (1, 2)] == ["网上提交", "当面提交"]


def test_a_filled_template_is_registered(
    sign_in: Callable[[str], Browser], upload: Any, take: Any, session: Any, unit_id: Any, user_id: Any
) -> None:
    template = fetched(sign_in("clerk"), f"{IMPORT}/template.xlsx")
    first = {
        **GOOD,
        "收到日期": date(2026, 2, 27),
        "证件类型": "居民身份证",
        "证件号码": "522728199001010012",
        "已核验身份证明": "是",
    }
    assert upload(filled(template, first, GOOD)).status_code == 302
    assert take().status_code == 302
    session.rollback()
    one, two = session.scalars(select(InformationRequest).order_by(InformationRequest.id))
    assert (one.number, two.number) == ("罗自然资公开申〔2026〕1号", "罗自然资公开申〔2026〕2号")
    assert (one.state, one.unit_id, one.opened_by_id) == ("registered", unit_id("land"), user_id("clerk"))
    assert (one.id_number, one.identity_seen, two.identity_seen) == ("522728199001010012", True, False)
    # Twenty working days from Friday 27 February (Saturday the 28th is a make-up day) and from 2 March.
    assert (one.received_on, one.due_on) == (date(2026, 2, 27), date(2026, 3, 26))
    assert (two.received_on, two.due_on) == (date(2026, 3, 2), date(2026, 3, 30))


def test_no_receipt_of_today_and_the_trail_says_whence(
    upload: Any, take: Any, session: Any, sign_in: Callable[[str], Browser]
) -> None:
    upload(workbook([GOOD, {**GOOD, "申请人": "罗小暑"}]), "2025年台账.xlsx")
    take()
    session.rollback()
    assert session.scalar(select(func.count(Letter.id))) == 0
    opened = session.scalars(
        select(TrailEntry).where(TrailEntry.action == "open").order_by(TrailEntry.id)
    ).all()
    assert [row.reason for row in opened] == ["从“2025年台账.xlsx”第2行导入", "从“2025年台账.xlsx”第3行导入"]
    whole = session.scalars(select(TrailEntry).where(TrailEntry.action == "import")).one()
    assert (whole.actor_name, whole.subject) == ("clerk", "information-requests: 2025年台账.xlsx")
    assert whole.reason == "登记2行，此前已登记0行，退回0行"
    pk = opened[0].record_id
    session.rollback()
    assert "第2行导入" in sign_in("clerk").get(f"/office/information-requests/{pk}").text


# -- all or nothing -------------------------------------------------------------------


WRONG = [
    {**GOOD, "申请人": None},
    {**GOOD, "收到日期": "2026-03-03"},
    {**GOOD, "提交方式": "口头申请（代填）", "联系电话": None},
]


def test_while_a_row_is_wrong_nothing_is_registered(
    upload: Any, take: Any, count: Any, latest: Any, sign_in: Callable[[str], Browser]
) -> None:
    answer = upload(workbook([GOOD, *WRONG]))
    one = latest()
    assert (one.rows_right, one.rows_wrong, one.rows_there) == (1, 3, 0)
    assert one.faults == [
        {"row": 3, "said": ["申请人：此项必填"]},
        {"row": 4, "said": ["收到日期：该日期尚未到来，请填写实际收到日期"]},
        {
            "row": 5,
            "said": [
                "代填人：口头申请须写明代填人（附件8第七条）",
                "联系电话：联系电话、电子邮箱、通信地址至少填写一项",
            ],
        },
    ]
    page = sign_in("clerk").get(answer.location).text
    assert all(text in page for text in ("第3行", "第4行", "第5行", "申请人：此项必填"))
    refused = take()
    assert refused.status_code == 400
    assert "未登记任何行" in refused.text
    assert count() == 0


def test_the_rows_come_back_marked_and_mended_they_are_registered(
    upload: Any, take: Any, count: Any, latest: Any, sign_in: Callable[[str], Browser], session: Any
) -> None:
    upload(workbook([GOOD, WRONG[0]]))
    page = f"{IMPORT}/{latest().id}/returned.xlsx"
    session.rollback()
    content = fetched(sign_in("clerk"), page)
    codes, heads, right, wrong = cells(content)
    name = codes.index("applicant")
    assert (codes[0], heads[0], right[0], wrong[0]) == ("gongkai_faults", "错误", None, "申请人：此项必填")
    assert (right[name], wrong[name]) == ("罗小满", None)
    book = openpyxl.load_workbook(io.BytesIO(content))
    fills = [book.worksheets[0].cell(row, name + 1).fill.fgColor.rgb for row in (3, 4)]
    assert fills[1] == "FFF8D0CC" != fills[0]
    book.worksheets[0].cell(4, name + 1).value = "罗小暑"
    upload(saved(book))
    assert (latest().rows_right, latest().rows_wrong) == (2, 0)
    take()
    assert count() == 2


def test_the_right_rows_are_taken_when_she_wants_it_and_the_rest_comes_back(
    upload: Any, take: Any, count: Any, latest: Any, sign_in: Callable[[str], Browser], session: Any
) -> None:
    upload(workbook([WRONG[0], GOOD, {**WRONG[1], "申请人": "罗小暑"}]))
    assert take(partly="y").status_code == 302
    assert count() == 1
    one = latest()
    assert (one.rows_taken, one.rows_wrong, one.file_key) == (1, 2, None)
    assert one.ended_at is not None
    page = f"{IMPORT}/{one.id}/returned.xlsx"
    session.rollback()
    _codes, _heads, *rest = cells(fetched(sign_in("clerk"), page))
    assert [row[0].partition("：")[0] for row in rest] == ["申请人", "收到日期"]
    assert take(partly="y").status_code == 400
    assert count() == 1


# -- twice ----------------------------------------------------------------------------


def test_the_same_rows_sent_again_double_nothing(
    upload: Any, take: Any, count: Any, latest: Any, session: Any
) -> None:
    """Saved anew, in another order, by a colleague: the rows are the same. Two rows alike are two records."""
    rows = [GOOD, GOOD, {**GOOD, "申请人": "罗小暑"}]
    upload(workbook(rows))
    take()
    assert count() == 3
    heads = list(reversed(list(GOOD)))
    for who in ("clerk", "clerk2"):
        upload(workbook([*reversed(rows), {**GOOD, "申请人": f"新来的{who}"}], heads), who=who)
        one = latest()
        assert (one.rows_there, one.rows_right) == (3, 1)
        take(who)
    assert count() == 5
    assert session.scalar(select(func.count(TakenNumber.id))) == 5


def test_all_of_them_registered_before(upload: Any, take: Any, latest: Any, count: Any, session: Any) -> None:
    upload(workbook([GOOD]))
    take()
    answer = upload(workbook([GOOD]))
    assert latest().rows_there == 1
    session.rollback()
    assert take().status_code == 302
    assert (count(), latest().rows_taken, latest().rows_there) == (1, 0, 1)
    assert answer.status_code == 302


# -- refusals -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"单位": "罗甸县卫生健康局"}, "单位：请选择以下之一：罗甸县自然资源局"),
        ({"申请人": "字" * 40_000}, "申请人：最多80个字符"),
        ({"申请人": "罗_x0007_小满"}, "申请人：内容含有无法保存的字符，请重新输入"),
        (
            {"证件号码": 5.2272819900101e17},
            "证件号码：长数字按数值保存，末几位已丢失（如3.3E+17）。请把该列设为“文本”格式后重新填写。",
        ),
        ({"收到日期": "=TODAY()"}, "收到日期：单元格是公式。请复制该列，用“选择性粘贴—数值”粘回后重新上传。"),
        ({"收到日期": "三月二日"}, "收到日期：日期请写成 2026-3-5 或 2026年3月5日"),
        ({"收到日期": "2026年2月30日"}, "收到日期：没有这一天"),
        ({"已核验身份证明": "大概"}, "已核验身份证明：请填写是或者否"),
    ],
)
def test_a_row_is_refused_with_its_column_and_the_way_out(
    upload: Any, latest: Any, row: dict[str, Any], said: str
) -> None:
    upload(workbook([{**GOOD, **row}]))
    assert latest().faults == [{"row": 2, "said": [said]}]


@pytest.mark.parametrize("day", ["2026年3月2日", "20260302", 20260302, 46083, "2026/3/2", date(2026, 3, 2)])
def test_a_day_is_written_in_many_ways(upload: Any, take: Any, session: Any, day: Any) -> None:
    upload(workbook([{**GOOD, "收到日期": day}]))
    take()
    session.rollback()
    assert session.scalars(select(InformationRequest.received_on)).one() == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.xlsx", "文件是空的"),
        (b"x", "a.xls", "不是.xlsx格式"),
        (b"x", "a.xlsx", "内容与扩展名"),
        (workbook([{"申请人": "甲", "生肖": "龙"}]), "a.xlsx", "B列“生肖”不是本表的栏目"),
    ],
)
def test_a_workbook_that_cannot_be_taken_is_not_kept(
    upload: Any, session: Any, content: bytes, name: str, said: str
) -> None:
    answer = upload(content, name)
    assert answer.status_code == 400
    assert said in answer.text
    session.rollback()
    assert session.scalar(select(func.count(SheetImport.id))) == 0


def test_nothing_chosen_is_said_on_the_form(sign_in: Callable[[str], Browser], upload: Any) -> None:
    assert "请选择文件" in upload(b"", "").text


def test_a_parent_is_named_by_its_number(
    register: Any, upload: Any, session: Any, unit_id: Any, sign_in: Callable[[str], Browser]
) -> None:
    hers, foreign = register(), register(unit_id=unit_id("health"))
    number, hidden, pk = hers.number, foreign.number, hers.id
    session.rollback()
    page = "/office/third-parties/import"
    codes, heads = cells(fetched(sign_in("clerk"), f"{page}/template.xlsx"))
    said = dict(zip(codes, (head.rstrip(" *") for head in heads), strict=True))
    rows = [
        {said["request_id"]: told, said["addressee"]: "某公司", said["question"]: "是否涉及商业秘密"}
        for told in (number, hidden, "没有的号")
    ]
    upload(workbook(rows), page=page)
    session.rollback()
    one = session.scalars(select(SheetImport)).one()
    wrong = f"{said['request_id']}：没有该编号的事项，或者您无权查看"
    assert [(fault["row"], fault["said"]) for fault in one.faults] == [(3, [wrong]), (4, [wrong])]
    browser, outcome = sign_in("clerk"), f"{page}/{one.id}"
    session.rollback()
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(outcome).text)
    browser.post(outcome, data={"partly": "y", "csrf_token": token[1] if token else ""})
    session.rollback()
    party = session.scalars(select(ThirdParty)).one()
    assert (party.request_id, party.unit_id, party.title) == (pk, unit_id("land"), hers.title)


# -- who ------------------------------------------------------------------------------


def test_only_who_sent_it_sees_it(
    upload: Any, latest: Any, sign_in: Callable[[str], Browser], session: Any
) -> None:
    upload(workbook([WRONG[0]]), "罗小满的申请.xlsx")
    page = f"{IMPORT}/{latest().id}"
    session.rollback()
    assert "罗小满的申请.xlsx" in sign_in("clerk").get(IMPORT).text
    for name in ("clerk2", "officer", "both", "reviewer", "auditor", "sysadmin"):
        browser = sign_in(name)
        for address in (page, f"{page}/returned.xlsx"):
            assert browser.get(address).status_code in {403, 404}, (name, address)
        assert "罗小满的申请.xlsx" not in browser.get(IMPORT).text


def test_the_link_stands_where_somebody_may(sign_in: Callable[[str], Browser]) -> None:
    listed = "/office/information-requests/"
    assert f'href="{IMPORT}"' in sign_in("clerk").get(listed).text
    assert f'href="{IMPORT}"' not in sign_in("head").get(listed).text
    assert sign_in("head").get(IMPORT).status_code == 403


def test_fetching_it_is_told(
    upload: Any, latest: Any, sign_in: Callable[[str], Browser], session: Any
) -> None:
    upload(workbook([WRONG[0]]))
    page = f"{IMPORT}/{latest().id}/returned.xlsx"
    session.rollback()
    with sign_in("clerk").get(page) as answer:
        assert "%E5%BE%85%E4%BF%AE%E6%94%B9" in answer.headers["Content-Disposition"]
    session.rollback()
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "download")).one()
    assert (row.actor_name, row.subject) == ("clerk", "information-requests: 登记册.xlsx")


# -- how long -------------------------------------------------------------------------


def test_a_workbook_is_let_go_after_a_day_and_forgotten_after_a_week(
    upload: Any, latest: Any, made: Any, clock: Any, session: Any, take: Any
) -> None:
    upload(workbook([GOOD, WRONG[0]]))
    clock.turn("2026-03-03", hour=8)
    assert (sweep.forget_imports(made), latest().file_key is None) == (0, False)
    clock.turn("2026-03-03", hour=9)
    assert (sweep.forget_imports(made), latest().file_key is None) == (0, True)
    assert latest().returned_key is not None
    page = take()
    assert page.status_code == 400
    assert "不再保存" in page.text
    clock.turn("2026-03-09", hour=9)
    assert sweep.forget_imports(made) == 1
    assert latest() is None


def test_it_can_be_deleted_at_once(
    upload: Any, latest: Any, sign_in: Callable[[str], Browser], session: Any
) -> None:
    upload(workbook([GOOD]))
    page = f"{IMPORT}/{latest().id}"
    session.rollback()
    browser = sign_in("clerk")
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page).text)
    assert browser.post(f"{page}/discard", data={"csrf_token": token[1] if token else ""}).status_code == 302
    assert latest() is None


def test_the_form_and_its_checks_are_those_of_the_page(app: Any, actor: Any, session: Any, made: Any) -> None:
    """Whatever a matter's form asks for, its workbook has a column for, and the other way round."""
    for view in app.appbuilder.baseviews:
        if getattr(view, "model", None) not in MATTERS:
            continue
        with app.test_request_context():
            codes = [column.code for column in Rows(view).columns]
        parent = [view.parent] if view.parent else []
        assert codes == ["gongkai_faults", *parent, *view.entered_columns()]
