"""No input is a failure: forms, steps, addresses and cursors, filled with anything."""

from __future__ import annotations

import base64
import io
import json
import re
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from models import MATTERS, InformationRequest
from models.column import declared
from tests.security.conftest import token_of
from views.information_request import InformationRequestView

ROOT = "/office/information-requests"
COLUMNS = [name for _title, names in InformationRequestView.form_sections for name in names]
OUR_ANSWERS = {200, 204, 302, 308, 400, 401, 403, 404, 405, 409, 413, 414}

bounded = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

nasty = st.sampled_from(
    [
        *(
            "",
            " ",
            "\0",
            "a\0b",
            "\x1b[31m",
            "\r\nSet-Cookie: a=b",
            "\u202egnp.exe",
            "\ufeff",
            "\uffff",
            "𠮷野家",
            "👩‍👩‍👧",
        ),
        *(
            "'; DROP TABLE record; --",
            "%",
            "_",
            "\\",
            "%00",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "{{7*7}}",
        ),
        *(
            "-1",
            "0",
            "1",
            "99999999999999999999",
            "9" * 5000,
            "1e999",
            "NaN",
            "٣",
            "²",
            "true",
            "None",
            "null",
        ),
        *(
            "0001-01-01",
            "9999-12-31",
            "2026-02-30",
            "2026-3-5",
            "2026年3月5日",
            "00000000",
            "20260305",
            "１２３",
        ),
        *("natural_person", "counter", "oral", "paper", "pickup", "granted", "y", "land"),
        *("x" * 201, "字" * 20_001, "=cmd|' /C calc'!A0", "[[[[", '["2026-01-01", 1]'),
    ]
)
anything = st.one_of(nasty, st.text(max_size=60), st.integers().map(str), st.dates().map(str))
names = st.sampled_from(COLUMNS)


def fine(answer: Any, where: str) -> None:
    """An answer of ours; never a failure."""
    assert answer.status_code in OUR_ANSWERS, (where, answer.status_code)


@given(fields=st.dictionaries(names, anything, max_size=8), key=anything)
@bounded
def test_the_register_form_takes_anything(browser: Any, form: Any, fields: dict[str, str], key: str) -> None:
    sent = {**form(), **fields, "submission_key": key, "csrf_token": browser.token}
    fine(browser.post(f"{ROOT}/new", data=sent), "new")


@given(fields=st.dictionaries(names, anything, max_size=8), key=anything)
@bounded
def test_the_public_form_takes_anything(client: Any, form: Any, fields: dict[str, str], key: str) -> None:
    sent = {**form(), **fields, "submission_key": key, "csrf_token": token_of(client)}
    fine(client.post("/apply", data=sent), "apply")


@given(
    fields=st.dictionaries(st.sampled_from(["username", "password", "number", "code", "locale"]), anything)
)
@bounded
def test_the_doors_for_everybody_take_anything(client: Any, made: Any, fields: dict[str, str]) -> None:
    token = token_of(client)
    object.__setattr__(made.gate, "_wait", lambda _seconds: None)
    for path in ("/track", "/language", "/login/", f"/first/{quote(fields.get('code', 'x')[:100], safe='')}"):
        fine(client.post(path, data={**fields, "csrf_token": token}), path)


STEPS = [
    (model, step) for model in MATTERS for step in model.workflow.transitions.values() if not step.automatic
]


@given(data=st.data())
@bounded
def test_every_step_takes_anything(browser: Any, one_of_each: Any, data: st.DataObject) -> None:
    if not hasattr(browser, "records"):
        browser.records = one_of_each()
    model, step = data.draw(st.sampled_from(STEPS))
    pk = browser.records[model]
    asked = [*step.asks, *step.may_ask, "reason"]
    fields = {name: data.draw(anything, label=name) for name in asked}
    path = f"/office/{model.slug}/{pk}/{step.name}"
    page = browser.get(path).get_data(as_text=True)
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    version = data.draw(st.one_of(st.just(found[1] if found else "1"), anything), label="version")
    fine(browser.post(path, data={**fields, "version": version, "csrf_token": browser.token}), path)


ARGUMENTS = ["q", "state", "only", "order", "after", "before", "unit_id", "outcome", "lang", "fresh"]
ARGUMENTS += ["received_on_from", "due_on_to", "page", "step", "person", "number", "today", "extension"]
ARGUMENTS += ["columns", "ticked", "row", "back"]
cursors = st.one_of(
    anything,
    st.lists(st.one_of(st.integers(), st.text(max_size=5), st.dates().map(str), st.none()), max_size=3).map(
        lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    ),
    st.binary(max_size=30).map(lambda raw: base64.urlsafe_b64encode(raw).decode()),
    st.integers(1, 5000).map(lambda n: base64.urlsafe_b64encode(b"[" * n).decode()),
)


@given(
    path=st.sampled_from(
        [
            *(f"{ROOT}/bulk", f"{ROOT}/saved/", f"{ROOT}/saved/new"),
            *(f"{ROOT}/", f"{ROOT}/export.csv", f"{ROOT}/1/period/answer_period", "/office/third-parties/"),
            *(
                "/office/search/",
                "/office/",
                "/guide",
                "/office/units/",
                "/office/calendar/",
                "/office/rules/",
            ),
        ]
    ),
    query=st.dictionaries(st.sampled_from(ARGUMENTS), st.one_of(anything, cursors), max_size=4),
)
@bounded
def test_an_address_asks_for_anything(browser: Any, worked: Any, path: str, query: dict[str, str]) -> None:
    if not hasattr(browser, "filled"):
        browser.filled = bool(worked())
    fine(browser.get(path, query_string=query, buffered=True), path)


@given(
    person=st.sampled_from(["sysadmin", "secadmin", "auditor"]),
    path=st.sampled_from(
        ["/office/people/", "/office/why/", "/office/trail/", "/office/trail/why", "/office/trail/chain"]
    ),
    query=st.dictionaries(
        st.sampled_from([*ARGUMENTS, "action", "actor", "since", "until", "matter", "record", "result"]),
        st.one_of(anything, cursors),
        max_size=4,
    ),
)
@bounded
def test_administrators_ask_for_anything(
    sign_in: Any, session: Any, person: str, path: str, query: dict[str, str]
) -> None:
    session.rollback()
    fine(sign_in(person).get(path, query_string=query, buffered=True), path)


@given(content=st.one_of(anything, st.binary(max_size=60)), reason=anything, looked_at=anything)
@bounded
def test_a_set_up_file_is_anything(
    sign_in: Any, session: Any, content: str | bytes, reason: str, looked_at: str
) -> None:
    session.rollback()
    browser = sign_in("sysadmin")
    text = content.decode(errors="replace") if isinstance(content, bytes) else content
    fields = {"content": text, "reason": reason, "looked_at": looked_at, "csrf_token": token_of(browser)}
    fine(browser.post("/office/setup/", data=fields), "looked at")
    file = (io.BytesIO(content if isinstance(content, bytes) else content.encode(errors="replace")), "a.json")
    fine(browser.post("/office/setup/", data={"file": file, "csrf_token": token_of(browser)}), "sent")


@given(
    rule=st.integers(0, 200),
    filling=st.one_of(
        anything, st.integers().map(str), st.sampled_from(["%FF", "%C0%AF", "%00", "..", "-1"])
    ),
    person=st.sampled_from(["both", "sysadmin", "secadmin", "auditor"]),
)
@bounded
def test_a_place_in_an_address_is_filled_with_anything(
    app: Any, sign_in: Any, session: Any, rule: int, filling: str, person: str
) -> None:
    places = sorted(r.rule for r in app.url_map.iter_rules() if "<" in r.rule)
    raw = filling if filling.startswith("%") else quote(filling[:300], safe="")
    path = re.sub(r"<[^>]+>", lambda _found: raw or "x", places[rule % len(places)])
    session.rollback()
    fine(sign_in(person).get(path, buffered=True), path)


KEPT = ["column", "size", "place-state", "usual", "back", "name", "unit_id", "opens", "version"]
TOGETHER = ["row", "step", "back", "key", "reason", "withdrawn_on"]


@given(
    path=st.sampled_from(["layout", "saved/new?state=all", "saved/1/edit", "saved/1/delete"]),
    fields=st.dictionaries(st.sampled_from(KEPT), anything, max_size=5),
)
@bounded
def test_what_is_kept_of_a_list_takes_anything(browser: Any, path: str, fields: dict[str, str]) -> None:
    fine(browser.post(f"{ROOT}/{path}", data={**fields, "csrf_token": browser.token}), path)


@given(
    fields=st.dictionaries(st.sampled_from(TOGETHER), anything, max_size=5),
    rows=st.lists(st.one_of(anything, st.sampled_from(["1", "1:1", "1:999", "1:x"])), max_size=4),
)
@bounded
def test_a_step_for_many_takes_anything(
    browser: Any, worked: Any, fields: dict[str, str], rows: list[str]
) -> None:
    if not hasattr(browser, "filled"):
        browser.filled = bool(worked())
    sent = {"step": "withdraw", **fields, "row": rows, "csrf_token": browser.token}
    fine(browser.post(f"{ROOT}/bulk", data=sent), "bulk")


@given(
    cells=st.lists(st.lists(anything, max_size=6), max_size=4),
    tail=st.one_of(st.just(b""), st.binary(min_size=1, max_size=40)),
    at=st.integers(0, 4000),
    name=st.one_of(st.just("a.xlsx"), anything),
)
@bounded
def test_an_import_takes_anything(
    browser: Any, cells: list[list[str]], tail: bytes, at: int, name: str
) -> None:
    """Cells of anything under the heads of a true template, and workbooks that were gnawed at."""
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    for row in cells:
        book.active.append([ILLEGAL_CHARACTERS_RE.sub("", text)[:32_000] for text in row])
    out = io.BytesIO()
    book.save(out)
    content = out.getvalue()
    sent = content[:at] + tail + content[at + len(tail) :] if tail else content
    file = (io.BytesIO(sent), name.encode("utf-8", "ignore").decode())
    data = {"file": file, "csrf_token": browser.token}
    answer = browser.post(f"{ROOT}/import", data=data, content_type="multipart/form-data")
    fine(answer, "import")
    if answer.status_code == 302:
        fine(browser.get(answer.location), "outcome")
        fine(browser.post(answer.location, data={"partly": "y", "csrf_token": browser.token}), "take")


@given(name=anything, values=st.dictionaries(st.text(max_size=20), anything, max_size=4))
@bounded
def test_a_draft_keeps_anything(browser: Any, name: str, values: dict[str, str]) -> None:
    path = f"/office/drafts/{quote(name[:300], safe='') or 'x'}"
    fine(browser.post(path, data={**values, "csrf_token": browser.token}), path)


@pytest.mark.parametrize("key", [2**31, 2**63, 10**25])
def test_a_key_no_table_can_hold_leads_nowhere(app: Any, sign_in: Any, key: int) -> None:
    """Such a key was a failure of the database."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if "<int:" in rule.rule]
    for person in ("both", "sysadmin", "secadmin", "auditor"):
        browser = sign_in(person)
        for rule in rules:
            path = re.sub(r"<string:[^>]+>", "x", re.sub(r"<int:[^>]+>", str(key), rule))
            assert browser.get(path).status_code in {404, 405}, path


@pytest.mark.parametrize("order", ["due_on", "title"])
@pytest.mark.parametrize(
    "cursor",
    [
        *(
            "[" * 3000,
            '["2026-01-01", 9999999999999999999999999]',
            '["2026-01-01", 1e999]',
            '["2026-01-01", -1]',
        ),
        *(
            '["\\u0000", 1]',
            '["\\ud800", 1]',
            '["2026-13-01", 1]',
            "{}",
            "1",
            "null",
            '["2026-01-01"]',
            "\xff",
        ),
    ],
)
def test_a_cursor_we_did_not_make_is_refused(browser: Any, worked: Any, order: str, cursor: str) -> None:
    worked()
    text = base64.urlsafe_b64encode(cursor.encode("latin-1")).decode().rstrip("=")
    for way in ("after", "before"):
        answer = browser.get(f"{ROOT}/", query_string={way: text, "order": order})
        harmless = order == "title" and cursor.startswith('["2026-13')
        assert answer.status_code == (200 if harmless else 400)


@pytest.mark.parametrize("raw", ["q=\xff", "\xff=\xfe", "q=%ff", "q=\xc3\x28&after=\x80"])
def test_bytes_that_are_no_text_are_read_as_such(browser: Any, raw: str) -> None:
    for path in ("/", f"{ROOT}/", f"{ROOT}/export.csv", "/nosuch", "/office/people"):
        fine(browser.get(path, environ_overrides={"QUERY_STRING": raw}, buffered=True), path)


def test_what_is_fuzzed_is_what_is_declared() -> None:
    """The names above are columns; a renamed one would fuzz nothing."""
    assert len(COLUMNS) > 15
    assert set(COLUMNS) <= set(declared(InformationRequest))
