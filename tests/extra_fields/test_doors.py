"""An extra field through every door: it behaves as a column of its class and kind (ADR 0015)."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from openpyxl import load_workbook
from sqlalchemy import event, select

from app.access.actor import PROGRAM, acting
from app.extensions import db
from app.search import index
from models import InformationRequest, Record, TrailEntry
from models.extra_field import columns_of
from views.record import ANYBODY, Reader, shows_personal

ROOT = "/office/information-requests"
API = "/api/v1/information-requests/"
TYPED = {
    "x_terminal": "龙坪镇便民服务中心3号窗口",
    "x_story": "第一行\n第二行",
    "x_amount": "１,234.50",
    "x_visit_on": "2026年3月9日",
    "x_source": "hotline",
    "x_guardian": "岑大山",
    "x_account": "6217000010001234567",
}
KEPT = {
    **TYPED,
    "x_amount": 1234.5,
    "x_visit_on": date(2026, 3, 9),
}
"""By hand: as the record holds them."""


@pytest.fixture
def entered(fields, form, send, sign_in, session, user_id):
    """A request registered on the page, all its extra fields filled in."""
    answer = send(sign_in("both"), f"{ROOT}/new", **form(**TYPED))
    assert answer.status_code == 302, answer.text
    session.rollback()
    return session.scalars(select(InformationRequest)).one().id


def read(record):
    """What a record holds in the fields."""
    return {code: getattr(record, code) for code in TYPED}


def test_what_was_typed_is_kept_by_kind(entered, stored):
    record = stored(entered)
    assert read(record) == KEPT
    assert record.x_no_such_field is None


def test_the_form_asks_for_each_under_its_heading(fields, extra_field, sign_in):
    extra_field("x_later", "后续", section="后续工作", hint="办结后填写")
    page = sign_in("clerk").get(f"{ROOT}/new").text
    headings = re.findall(r"<legend>([^<]+)</legend>", page)
    assert headings[-2:] == ["补充信息", "后续工作"]
    assert "办结后填写" in page
    assert [f'name="{code}"' in page for code in TYPED] == [True] * len(TYPED)
    # Choices as WTForms writes them, the empty one first.
    assert re.search(r'name="x_source".*?—.*?value="hotline">热线.*?value="window">窗口', page, re.DOTALL)


@pytest.mark.parametrize(
    ("code", "typed", "sentence"),
    [
        ("x_amount", "十二", "请填写数字"),
        ("x_amount", "1.23456", "最多四位小数"),
        ("x_amount", "100000000000", "最多四位小数"),
        ("x_amount", "9" * 5000, "最多四位小数"),
        ("x_visit_on", "2026-2-30", "没有这一天"),
        ("x_source", "letter", "不是有效的选择"),
        ("x_terminal", "长" * 201, "最多200个字符"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    fields, form, send, sign_in, session, code, typed, sentence
):
    answer = send(sign_in("clerk"), f"{ROOT}/new", **form(**{**TYPED, code: typed}))
    assert answer.status_code == 400
    shown = unescape(answer.text)
    assert sentence in shown
    assert TYPED["x_guardian"] in shown
    assert session.scalars(select(InformationRequest.id)).all() == []


def test_a_required_field_is_demanded_at_registration_and_of_no_older_record(
    register, extra_field, form, send, sign_in, stored
):
    old = register().id
    extra_field("x_terminal", "受理终端", required=True)
    assert send(sign_in("clerk"), f"{ROOT}/new", **form()).status_code == 400
    changed = form(title="改过的题目", reason="更正", version=stored(old).version)
    assert send(sign_in("clerk"), f"{ROOT}/{old}/edit", **changed).status_code == 302
    assert stored(old).title == "改过的题目"
    filled = form(x_terminal="窗口", reason="补填", version=stored(old).version)
    assert send(sign_in("clerk"), f"{ROOT}/{old}/edit", **filled).status_code == 302
    emptied = form(reason="清空", version=stored(old).version)
    assert send(sign_in("clerk"), f"{ROOT}/{old}/edit", **emptied).status_code == 400
    assert stored(old).x_terminal == "窗口"


# -- reading --------------------------------------------------------------------------


def test_the_page_shows_each_to_whom_its_class_lets_read(entered, sign_in):
    shown = {who: sign_in(who).get(f"{ROOT}/{entered}").text for who in ("head", "clerk", "reviewer")}
    for page in shown.values():
        for text in ("1234.5", "2026-03-09", "热线", "龙坪镇便民服务中心3号窗口", "第二行"):
            assert text in page
    assert ["岑大山" in page for page in shown.values()] == [True, True, False]
    assert ["6217000010001234567" in page for page in shown.values()] == [True, False, False]


def test_a_zero_about_a_person_is_read_and_covered_like_any_other(register, extra_field, sign_in):
    """Nobody without the grant is told that the number is none, and whoever reads it is in the trail."""
    extra_field("x_party", "涉及户数", kind="number", klass="personal")
    record = register(x_party=0)
    assert shows_personal(record, ["x_party"], Reader(personal=True, sealed=False))
    assert not shows_personal(record, ["x_party"], ANYBODY)
    pages = {who: sign_in(who).get(f"{ROOT}/{record.id}").text for who in ("clerk", "reviewer")}
    told = {
        who: re.search(r"涉及户数</dt>.*?value\">([^<]*)<", page, re.DOTALL)[1] for who, page in pages.items()
    }
    assert told == {"clerk": "0", "reviewer": "＊＊＊"}


def test_the_list_shows_listed_fields_masks_names_and_has_nothing_sealed(entered, sign_in):
    page = sign_in("head").get(f"{ROOT}/").text
    heads = re.findall(r"<th[^>]*>\s*(?:<a[^>]*>)?\s*([^<\s]+)", page)
    assert [h for h in heads if h in {"受理终端", "涉及金额", "回访日期", "线索来源", "监护人"}] == [
        *("受理终端", "涉及金额", "回访日期", "线索来源", "监护人")
    ]
    assert "岑＊＊" in page
    assert "岑大山" not in page
    assert not {"退费账号", "6217000010001234567", "情况说明"} & set(re.split(r"[<>\s]+", page))


@pytest.fixture
def three(fields, register):
    """Three requests apart in amount, day and source; the last has none of them."""
    values = (
        {"x_amount": 9, "x_visit_on": date(2026, 3, 9), "x_source": "hotline"},
        {"x_amount": 10.5, "x_visit_on": date(2026, 3, 31), "x_source": "window"},
        {},
    )
    return [register(title=f"第{n}件", **one).id for n, one in enumerate(values, 1)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"x_source": "window"}, [2]),
        ({"x_amount_from": "9.5"}, [2]),
        ({"x_amount_to": "9.5"}, [1]),
        ({"x_amount_from": "9", "x_amount_to": "10.5"}, [1, 2]),
        ({"x_visit_on_from": "2026-03-10"}, [2]),
        ({"x_visit_on_to": "2026-03-09"}, [1]),
        # As numbers, not as texts, of which 10.5 comes first; without a value at the end.
        ({"order": "x_amount"}, [1, 2, 3]),
        ({"order": "-x_visit_on"}, [3, 2, 1]),
    ],
)
def test_lists_narrow_and_sort_by_kind(three, sign_in, program, asked, found):
    wanted = [three[n - 1] for n in found]
    page = sign_in("clerk").get(f"{ROOT}/", query_string=asked).text
    shown = [int(n) for n in re.findall(rf'<a href="{ROOT}/(\d+)"', page)]
    told = [row["id"] for row in program("clerk").get(API, query_string=asked).json["result"]]
    if "order" in asked:
        assert (shown, told) == (wanted, wanted)
    else:
        assert (sorted(shown), sorted(told)) == (wanted, wanted)


@pytest.mark.parametrize("order", ["x_amount", "-x_amount", "x_visit_on", "-x_visit_on"])
def test_pages_follow_each_other_by_key(three, program, order):
    caller, asked, met = program("clerk"), {"order": order, "page_size": 1}, []
    while len(met) < 4:
        answer = caller.get(API, query_string=asked).json
        met += [row["id"] for row in answer["result"]]
        if answer["next"] is None:
            break
        asked["after"] = answer["next"]
    assert met == (three if not order.startswith("-") else three[::-1])


@pytest.mark.parametrize("asked", ["x_guardian=1", "x_account=1", "x_terminal=1", "order=x_guardian"])
def test_nobody_is_looked_for_by_address(three, sign_in, program, asked):
    assert program("clerk").get(f"{API}?{asked}").status_code == 400
    page = sign_in("clerk").get(f"{ROOT}/?{asked}")
    assert page.status_code == (400 if "order" in asked else 200)
    assert 'name="x_guardian' not in page.text


@pytest.mark.parametrize("form_of_file", ["csv", "xlsx", "pdf"])
def test_files_have_them_but_what_is_sealed(entered, sign_in, monkeypatch, form_of_file):
    printed = []
    monkeypatch.setattr("app.letters.render.pdf", lambda markup, *_a, **_k: printed.append(markup) or b"%PDF")
    answer = sign_in("head").get(f"{ROOT}/export.{form_of_file}", buffered=True)
    if form_of_file == "csv":
        head, row = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    elif form_of_file == "xlsx":
        sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
        head, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    else:
        (markup,) = printed
        assert {"受理终端", "1234.5", "热线", "岑大山"} <= set(re.findall(r">\s*([^<>]+?)\s*<", markup))
        assert "6217000010001234567" not in markup
        return
    told = dict(zip(head, row, strict=True))
    expected = {"受理终端": "龙坪镇便民服务中心3号窗口", "情况说明": "第一行\n第二行", "涉及金额": "1234.5"}
    expected |= {"回访日期": "2026-03-09", "线索来源": "热线", "监护人": "岑大山"}
    assert {name: told[name] for name in expected} == expected
    assert "退费账号" not in told
    assert "6217000010001234567" not in row


# -- programs -------------------------------------------------------------------------

ENTRY = {
    **TYPED,
    "x_amount": 1234.5,
    "x_visit_on": "2026-03-09",
}


def test_a_program_registers_and_reads_them(fields, form, program, stored, unit_id):
    body = {**form(), "unit_id": unit_id("land"), **ENTRY}
    caller = program("both")
    made = caller.post(API, json=body)
    assert made.status_code == 201, made.text
    assert read(stored(made.json["id"])) == KEPT
    assert {code: caller.get(API + str(made.json["id"])).json[code] for code in ENTRY} == ENTRY
    (row,) = caller.get(API).json["result"]
    assert {n for n in row if n.startswith("x_")} == {
        *("x_terminal", "x_amount", "x_visit_on", "x_source", "x_guardian")
    }
    told = program("reviewer").get(API + str(made.json["id"])).json
    assert {n for n in told if n.startswith("x_")} == {
        *("x_terminal", "x_story", "x_amount", "x_visit_on", "x_source")
    }


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("x_amount", "12"),
        ("x_amount", 1.23456),
        ("x_amount", 10**11),
        ("x_amount", True),
        ("x_visit_on", "9.3.2026"),
        ("x_source", "letter"),
        ("x_terminal", 7),
        ("x_unknown", "1"),
    ],
)
def test_a_program_is_told_what_does_not_fit(fields, form, program, unit_id, member, value):
    answer = program("clerk").post(API, json={**form(), "unit_id": unit_id("land"), member: value})
    assert answer.status_code == 400
    assert list(answer.json["errors"]) == [member]


def test_the_description_has_them_the_moment_they_are_there(client, extra_field):
    def entry():
        schemas = client.get("/api/v1/openapi.json").json["components"]["schemas"]
        return schemas["InformationRequestEntry"], schemas["InformationRequest"]["properties"]

    assert "x_amount" not in entry()[0]["properties"]
    extra_field("x_amount", "涉及金额", kind="number", required=True, hint="元")
    written, read_back = entry()
    assert written["properties"]["x_amount"] == {
        "title": "涉及金额",
        "x-class": "internal",
        "description": "元",
        "type": "number",
        "exclusiveMinimum": -100_000_000_000,
        "exclusiveMaximum": 100_000_000_000,
    }
    assert "x_amount" in written["required"]
    assert read_back["x_amount"]["type"] == ["number", "null"]


# -- search ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "who"),
    [
        ("便民服务中心", {"clerk", "head", "reviewer"}),
        ("第二行", {"clerk", "head", "reviewer"}),
        ("岑大山", {"clerk", "head"}),
        ("6217000010001234567", set()),
        ("hotline", set()),
        ("1234.5", set()),
    ],
)
def test_search_finds_texts_on_the_level_of_their_class(entered, send, sign_in, asked, who):
    found = {
        p for p in ("clerk", "head", "reviewer") if f"{ROOT}/{entered}" in _asked(send, sign_in(p), asked)
    }
    assert found == who


def _asked(send, browser, words):
    return send(browser, "/office/search/", q=words).text


def test_a_list_does_not_find_names(entered, sign_in):
    assert f"{ROOT}/{entered}" in sign_in("head").get(f"{ROOT}/?q=便民服务中心").text
    assert f"{ROOT}/{entered}" not in sign_in("head").get(f"{ROOT}/?q=岑大山").text


def test_the_index_kept_is_the_index_rebuilt(entered, session):
    """What a flush enters and what a rebuild enters are the same."""
    with acting(PROGRAM):
        assert [entries for entries in index.stale(session()) if entries] == []


# -- changing -------------------------------------------------------------------------


def test_a_correction_is_in_the_trail_by_class(entered, form, send, sign_in, stored, session):
    changed = {**TYPED, "x_amount": "0", "x_visit_on": "", "x_guardian": "岑小山", "x_account": "1"}
    fields = form(**changed, reason="核对后更正", version=stored(entered).version)
    assert send(sign_in("both"), f"{ROOT}/{entered}/edit", **fields).status_code == 302
    record = stored(entered)
    assert (record.x_amount, record.x_visit_on) == (0, None)
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "edit")).one()
    assert row.changes["x_amount"] == {"from": 1234.5, "to": 0}
    assert row.changes["x_visit_on"] == {"from": "2026-03-09", "to": None}
    assert row.changes["x_account"] == {"sealed": True}
    assert list(row.changes["x_guardian"]) == ["ref"]
    assert set(row.changes) == {"x_amount", "x_visit_on", "x_guardian", "x_account"}
    page = sign_in("auditor").get(f"/office/trail/{row.id}").text
    for told in ("涉及金额", "1234.5", "监护人", "岑大山", "岑小山", "退费账号"):
        assert told in page


def test_who_may_not_read_a_field_does_not_correct_it(entered, form, send, sign_in, stored):
    """A clerk reads no sealed columns: her form has none, and what she sends for it is not taken."""
    page = sign_in("clerk").get(f"{ROOT}/{entered}/edit").text
    assert 'name="x_guardian"' in page
    assert 'name="x_account"' not in page
    fields = form(
        **{**TYPED, "x_account": "0"}, title="新题目", reason="更正", version=stored(entered).version
    )
    assert send(sign_in("clerk"), f"{ROOT}/{entered}/edit", **fields).status_code == 302
    assert stored(entered).title == "新题目"
    assert stored(entered).x_account == TYPED["x_account"]


def test_two_at_once_see_both_versions(entered, form, send, sign_in):
    fields = form(**{**TYPED, "x_source": "window", "x_terminal": "另一处"}, reason="更正", version=0)
    answer = send(sign_in("both"), f"{ROOT}/{entered}/edit", **fields)
    assert answer.status_code == 409
    differing = re.findall(r'<tr class="differs">(.*?)</tr>', unescape(answer.text), re.DOTALL)
    told = [" | ".join(re.findall(r'class="cell[^"]*">([^<]*)<', row)) for row in differing]
    assert {"另一处 | 龙坪镇便民服务中心3号窗口", "窗口 | 热线"} <= set(told)


def test_a_retired_field_is_asked_and_listed_no_more_and_read_all_the_same(
    entered, fields, sign_in, session, program
):
    session.merge(fields["x_terminal"]).active = False
    session.commit()
    browser = sign_in("clerk")
    assert 'name="x_terminal"' not in browser.get(f"{ROOT}/new").text
    assert "受理终端" not in browser.get(f"{ROOT}/").text
    page = browser.get(f"{ROOT}/{entered}").text
    assert "不再填报" in page
    assert "龙坪镇便民服务中心3号窗口" in page
    assert "受理终端" in browser.get(f"{ROOT}/export.csv", buffered=True).text
    assert program("clerk").get(API + str(entered)).json["x_terminal"] == TYPED["x_terminal"]


def test_a_retired_choice_is_offered_no_more_and_shown_all_the_same(entered, fields, sign_in, session):
    chosen = session.merge(fields["x_source"]).choice_list
    chosen.choices, chosen.retired = "window 窗口", "hotline 热线"
    session.commit()
    browser = sign_in("clerk")
    assert "热线" in browser.get(f"{ROOT}/{entered}").text
    assert 'value="hotline"' not in browser.get(f"{ROOT}/new").text
    assert f"{ROOT}/{entered}" in browser.get(f"{ROOT}/?x_source=hotline").text


def test_an_approval_covers_them(register):
    """Changed afterwards, the content is not what was approved (engine: stale seal)."""
    record = register(x_terminal="甲")
    approved = record.content_hash(("content",))
    record.x_terminal = "乙"
    assert record.content_hash(("content",)) != approved
    record.x_terminal = "甲"
    assert record.content_hash(("content",)) == approved


def test_without_extra_values_a_seal_of_before_still_holds(register):
    """By hand: the hash of the content and no files, as it was before there were extra fields."""
    record = register(content="甲")
    # echo -n '{"content": "甲", "files": []}' | sha256sum
    assert record.content_hash(("content",)) == SEAL_OF_BEFORE


SEAL_OF_BEFORE = "afcd3678591f9ab69a6863ef18e07ee9035499f2554f57369df31b207dbf6982"


# -- definitions ----------------------------------------------------------------------


def test_every_page_sees_the_fields_as_they_are_committed(session, extra_field):
    with acting(PROGRAM):
        assert "x_terminal" not in columns_of(session(), InformationRequest)
        extra_field("x_terminal", "受理终端")
        assert columns_of(session(), InformationRequest)["x_terminal"].label == "受理终端"
        assert "x_terminal" not in columns_of(session(), Record)


def test_no_declared_column_is_called_like_an_extra_field():
    mappers = Record.__mapper__.self_and_descendants
    assert [a.key for m in mappers for a in m.column_attrs if a.key.startswith("x_")] == []


@pytest.mark.parametrize("page", ["/", "/new", "/{pk}", "/{pk}/edit", "/export.csv", "?q=甲&x_source=window"])
def test_a_page_asks_for_the_fields_once(app, three, sign_in, page):
    """Whatever a page shows of them, and however many rows it has."""
    told = []
    browser = sign_in("clerk")

    def count(_connection, _cursor, statement, *_more):
        told.append(statement.startswith("SELECT extra_field."))

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        assert (
            browser.get(ROOT + page.format(pk=three[0]), buffered=True, follow_redirects=True).status_code
            == 200
        )
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    assert told.count(True) == 1
