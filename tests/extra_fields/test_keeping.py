"""The administrator's pages: what a field may be called, what changes of it, and who may change it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import func, select

from app.access.actor import acting
from app.jobs.runner import Runner
from app.search import index
from models import ChoiceList, ExtraField, Job, Record, TrailEntry

FIELDS = "/office/fields"
NEW = f"{FIELDS}/information-requests/new"
LISTS = "/office/choice-lists"


def typed(**changes):
    """A field as the administrator fills it in."""
    fields = {
        "label": "受理终端",
        "code": "terminal",
        "kind": "text",
        "klass": "internal",
        "position": "10",
        "reason": "便民服务中心要求",
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


@pytest.fixture
def keep(send, sign_in, session):
    """``keep(NEW, …)`` sends a form as the system administrator."""

    def go(address, **fields):
        answer = send(sign_in("sysadmin"), address, **fields)
        session.rollback()
        return answer

    return go


@pytest.fixture
def stored_field(session):
    """The field of a code as the database has it, or None."""

    def read(code):
        session.rollback()
        found = select(ExtraField).where(ExtraField.code == code).execution_options(populate_existing=True)
        return session.scalars(found).first()

    return read


def test_a_field_is_made_with_its_reason_in_the_trail(keep, stored_field, session, sign_in):
    answer = keep(NEW, **typed(required="y", listed="y", hint="窗口编号", section="窗口"))
    assert answer.status_code == 302
    field = stored_field("x_terminal")
    assert (field.matter, field.kind, field.klass, field.label) == (
        *("information_request", "text", "internal"),
        "受理终端",
    )
    assert (field.required, field.listed, field.hint, field.section, field.active) == (
        *(True, True, "窗口编号", "窗口"),
        True,
    )
    rows = session.scalars(select(TrailEntry).where(TrailEntry.subject.startswith("extra_field"))).all()
    assert {row.reason for row in rows} == {"", "便民服务中心要求"}
    (changed,) = (row for row in rows if row.changes)
    assert changed.changes["code"] == {"from": None, "to": "x_terminal"}
    shown = sign_in("auditor").get(f"/office/trail/{changed.id}").text
    assert "知悉范围" in shown
    page = sign_in("sysadmin").get(f"{FIELDS}/preview/information-requests").text
    assert 'name="x_terminal"' in page
    assert "disabled" in page
    assert f"{FIELDS}/{field.id}/edit" in sign_in("sysadmin").get(f"{FIELDS}/").text


@pytest.mark.parametrize(
    ("changes", "column", "sentence"),
    [
        ({"code": "applicant"}, "code", "系统已有此代码的字段"),
        ({"code": "x_applicant"}, "code", "系统已有此代码的字段"),
        ({"code": "other"}, "code", "该事项已有使用此代码的字段"),
        ({"code": "version"}, "code", "此代码在系统中另有用途"),
        ({"code": "office_id"}, "code", "此代码在系统中另有用途"),
        ({"code": "visit_from"}, "code", "此代码在系统中另有用途"),
        ({"code": "9lives"}, "code", "请使用小写字母"),
        ({"code": "Terminal"}, "code", "请使用小写字母"),
        ({"code": "a'; DROP TABLE record; --"}, "code", "请使用小写字母"),
        ({"code": '$."x'}, "code", "请使用小写字母"),
        ({"code": "a" * 31}, "code", "请使用小写字母"),
        ({"label": "申请人"}, "label", "系统已有同名字段"),
        ({"label": " 申 请 人 "}, "label", "系统已有同名字段"),
        ({"label": "APPLICANT"}, "label", "系统已有同名字段"),
        ({"label": "另一个"}, "label", "该事项已有同名字段"),
        ({"label": "长" * 61}, "label", "最多60个字符"),
        ({"label": "长" * 500}, "label", "最多60个字符"),
        ({"label": "终端\u202e号"}, "label", "不可见字符"),
        ({"label": "终端\u200b"}, "label", "不可见字符"),
        ({"label": None}, "label", "此项必填"),
        ({"hint": "\u2066说明"}, "hint", "不可见字符"),
        ({"kind": "choice"}, "choice_list_id", "请指定选项表"),
        ({"choice_list_id": "LIST"}, "choice_list_id", "才需要选项表"),
        ({"klass": "secret"}, "klass", "不是有效的选择"),
        ({"klass": None}, "klass", "此项必填"),
        ({"klass": "sealed", "listed": "y"}, "listed", "严控内容不能在列表中显示"),
        ({"position": "-1"}, "position", "请填写0至9999之间的数字"),
        ({"reason": " "}, "reason", "请填写"),
    ],
)
def test_what_a_field_may_not_be_is_said_beside_it_and_nothing_is_kept(
    keep, extra_field, session, changes, column, sentence
):
    extra_field("x_other", "另一个", choices="a 甲")
    if "choice_list_id" in changes:
        changes = {"choice_list_id": session.scalars(select(ChoiceList.id)).one()}
    before = session.scalar(select(func.count(TrailEntry.id)))
    answer = keep(NEW, **typed(**changes))
    assert answer.status_code == 400
    (error,) = re.findall(rf'id="{column}-error">(.*?)</p>', unescape(answer.text), re.DOTALL)
    assert sentence in error
    assert session.scalar(select(func.count(ExtraField.id))) == 1
    assert session.scalar(select(func.count(TrailEntry.id))) == before


def test_the_same_code_and_name_serve_another_matter(keep, extra_field, session):
    extra_field("x_terminal", "受理终端")
    assert keep(f"{FIELDS}/third-parties/new", **typed()).status_code == 302
    assert session.scalar(select(func.count(ExtraField.id))) == 2


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "=HYPERLINK(1)", "%(n)s {x} ％", "'\"&"])
def test_a_hostile_name_is_text_everywhere(keep, register, sign_in, client, stored_field, label):
    assert keep(NEW, **typed(label=label, listed="y", hint=label, section=label)).status_code == 302
    pk = register(x_terminal="甲").id
    browser = sign_in("both")
    root = "/office/information-requests"
    for address in ("/", "/new", f"/{pk}", f"/{pk}/edit"):
        answer = browser.get(root + address)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert label in unescape(answer.text)
    head = browser.get(f"{root}/export.csv", buffered=True).text.splitlines()[0]
    assert ("'=HYPERLINK(1)" in head) == label.startswith("=")
    columns = client.get("/api/v1/openapi.json").json["components"]["schemas"]["InformationRequest"]
    assert columns["properties"]["x_terminal"]["title"] == label


# -- changing -------------------------------------------------------------------------


@pytest.fixture
def change(keep, stored_field):
    """``change("x_terminal", …)`` sends the form of a stored field with something else in it."""

    def go(called, **changes):
        field = stored_field(called)
        fields = typed(label=field.label, klass=field.klass, code=None, kind=None, version=str(field.version))
        return keep(f"{FIELDS}/{field.id}/edit", **{**fields, **changes})

    return go


def test_name_help_and_place_change_and_nothing_else_does(extra_field, change, stored_field):
    extra_field("x_terminal", "受理终端")
    answer = change("x_terminal", label="受理窗口", hint="编号", position="5", code="phone", kind="number")
    assert answer.status_code == 302
    field = stored_field("x_terminal")
    assert (field.label, field.hint, field.position, field.kind) == ("受理窗口", "编号", 5, "text")


def test_who_looked_at_an_older_version_is_shown_both(extra_field, change, stored_field):
    extra_field("x_terminal", "受理终端")
    assert change("x_terminal", label="受理窗口").status_code == 302
    answer = change("x_terminal", label="窗口", version="1")
    assert answer.status_code == 409
    assert "受理窗口" in answer.text
    assert stored_field("x_terminal").label == "受理窗口"


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("public", "internal", 302),
        ("internal", "sealed", 302),
        ("internal", "internal", 302),
        ("internal", "public", 400),
        ("personal", "internal", 400),
        ("sealed", "personal", 400),
    ],
)
def test_a_class_is_only_made_stricter(extra_field, change, stored_field, before, after, status):
    extra_field("x_terminal", "受理终端", klass=before, listed=False)
    answer = change("x_terminal", klass=after)
    assert answer.status_code == status
    assert stored_field("x_terminal").klass == (after if status == 302 else before)


@pytest.mark.parametrize(("klass", "found"), [("personal", [True, False]), ("sealed", [False, False])])
def test_a_text_made_stricter_leaves_its_level_of_the_search(
    app, extra_field, change, register, made, actor, session, klass, found
):
    """A job enters anew what was entered in the open; until then nobody reads it in an excerpt."""
    extra_field("x_terminal", "受理终端")
    pk = register(x_terminal="岑大山").id

    def seen(who):
        session.rollback()
        with acting(actor(who)):
            return pk in session.scalars(
                select(Record.id).where(index.matching(Record, "岑大山", actor(who)))
            )

    assert [seen("clerk"), seen("reviewer")] == [True, True]
    assert change("x_terminal", klass=klass).status_code == 302
    asked = select(Job.task).where(Job.task == "search_index")
    assert len(session.scalars(asked).all()) == 1
    runner = Runner(app)
    while runner.next():
        pass
    assert [seen("clerk"), seen("reviewer")] == found


def test_a_change_that_classes_nothing_anew_asks_for_no_job(extra_field, change, session):
    extra_field("x_terminal", "受理终端")
    assert change("x_terminal", label="窗口").status_code == 302
    assert session.scalars(select(Job.id)).all() == []


def test_a_field_is_retired_and_brought_back_with_a_reason(extra_field, keep, stored_field, session):
    pk = extra_field("x_terminal", "受理终端").id
    address = f"{FIELDS}/{pk}/switch"
    assert keep(address, seen="on").status_code == 400
    assert keep(address, seen="on", reason="不再使用").status_code == 302
    assert stored_field("x_terminal").active is False
    # Sent twice, it is done once.
    assert keep(address, seen="on", reason="不再使用").status_code == 302
    assert stored_field("x_terminal").active is False
    assert keep(address, seen="off", reason="恢复").status_code == 302
    assert stored_field("x_terminal").active is True
    told = session.scalars(select(TrailEntry.reason).where(TrailEntry.reason != "")).all()
    assert told == ["不再使用", "恢复"]


# -- choice lists ---------------------------------------------------------------------

LIST = {
    "label": "线索来源",
    "code": "source",
    "choices": "hotline 热线\r\nwindow　窗口 ",
    "reason": "统一口径",
}


@pytest.fixture
def stored_list(session):
    """The one choice list as the database has it."""

    def read():
        session.rollback()
        return session.scalars(select(ChoiceList).execution_options(populate_existing=True)).one()

    return read


def test_a_list_is_made_and_a_line_left_out_is_retired(keep, stored_list, session):
    assert keep(f"{LISTS}/new", **LIST).status_code == 302
    one = stored_list()
    assert (one.offered, one.former) == ({"hotline": "热线", "window": "窗口"}, {})
    fields = {"label": "线索来源", "reason": "停用热线", "version": str(one.version)}
    edit = f"{LISTS}/{one.id}/edit"
    assert keep(edit, **fields, choices="letter 信函\nwindow 办事窗口").status_code == 302
    one = stored_list()
    assert [*one.offered.items()] == [("letter", "信函"), ("window", "办事窗口")]
    assert one.former == {"hotline": "热线"}
    row = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc())).all()[1]
    assert row.changes["retired"] == {"from": "", "to": "hotline 热线"}
    fields |= {"version": str(one.version), "choices": "hotline 热线"}
    assert keep(edit, **fields).status_code == 302
    one = stored_list()
    assert one.offered == {"hotline": "热线"}
    assert set(one.former) == {"letter", "window"}
    assert keep(edit, **fields).status_code == 409


@pytest.mark.parametrize(
    ("changes", "column", "sentence"),
    [
        ({"code": "Source"}, "code", "请使用小写字母"),
        ({"code": "taken"}, "code", "已有使用此代码的选项表"),
        ({"label": "已有"}, "label", "已有同名的选项表"),
        ({"label": "来源\u202e"}, "label", "不可见字符"),
        ({"choices": " \n "}, "choices", "此项必填"),
        ({"choices": "a 甲\n\n热线"}, "choices", "第2行：请先写代码"),
        ({"choices": "a 甲\nb"}, "choices", "第2行：请先写代码"),
        ({"choices": "a 甲\na 乙"}, "choices", "第2行：代码或名称与前面重复"),
        ({"choices": "a 甲\nb 甲"}, "choices", "第2行：代码或名称与前面重复"),
        ({"choices": "a " + "长" * 61}, "choices", "第1行：名称最多60个字"),
        ({"choices": "\n".join(f"c{n} 第{n}项" for n in range(201))}, "choices", "最多200个选项"),
    ],
)
def test_what_a_list_may_not_be_is_said_beside_it(keep, session, changes, column, sentence):
    session.add(ChoiceList(code="taken", label="已有", choices="a 甲", retired=""))
    session.commit()
    answer = keep(f"{LISTS}/new", **{**LIST, **changes})
    assert answer.status_code == 400
    (error,) = re.findall(rf'id="{column}-error">(.*?)</p>', unescape(answer.text), re.DOTALL)
    assert sentence in error
    assert session.scalar(select(func.count(ChoiceList.id))) == 1


def test_a_field_chooses_from_its_list(keep, session, stored_field, sign_in):
    keep(f"{LISTS}/new", **LIST)
    pk = session.scalars(select(ChoiceList.id)).one()
    answer = keep(NEW, **typed(kind="choice", choice_list_id=str(pk)))
    assert answer.status_code == 302
    assert stored_field("x_terminal").choice_list_id == pk
    page = sign_in("sysadmin").get(f"{FIELDS}/").text
    assert "热线、窗口" in page


def test_two_who_take_the_same_code_at_once_make_one_field(keep, extra_field, session, monkeypatch):
    """The look-up sees nothing yet: the table's own rule refuses the second, and the form says so."""
    extra_field("x_terminal", "受理终端")
    asked = []

    def late(_session, row, name, sentence):
        asked.append(name)
        return sentence if len(asked) > 2 and name == "code" else None

    monkeypatch.setattr("app.extra_fields._taken", late)
    answer = keep(NEW, **typed(label="另一个名称"))
    assert answer.status_code == 400
    assert "该事项已有使用此代码的字段" in answer.text
    assert session.scalar(select(func.count(ExtraField.id))) == 1
