"""Concerns on the pages: moments as people write them, and a period in hours wherever periods are shown."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest

from models import Concern, ResponseRelease
from tests.concerns import at

PAGE = "/office/concerns"
ENTERED = {
    "title": "网传县城停水三天",
    "source": "wechat",
    "content": "业主群转发停水截图",
    "nature": "rumour",
    "grade": "emergency",
    "heat": "high",
}


def read(browser, address):
    """The words of a page."""
    return re.sub(r"\s+", " ", unescape(browser.get(address).text))


@pytest.mark.clause("A3.4")
def test_a_period_in_hours_is_shown_to_the_minute_everywhere(clock, concern, sign_in):
    clock.turn("2026-03-06", 23)
    row = concern(grade="emergency", found_at=at("2026-03-06 22:30"))
    pk, number = row.id, row.number
    clock.moment = at("2026-03-07 12:00")
    browser = sign_in("reviewer")
    for address in (f"{PAGE}/", "/office/"):
        page = read(browser, address)
        assert "剩10小时" in page, address
        assert "2026-03-07 22:30" in page, address
    assert number not in browser.get(f"{PAGE}/?only=overdue").text
    clock.moment = at("2026-03-07 22:31")
    browser = sign_in("reviewer")
    assert "超期1小时" in read(browser, f"{PAGE}/?only=overdue")
    record = read(browser, f"{PAGE}/{pk}")
    assert "超期1小时" in record
    assert "2026-03-06 22:30" in record
    why = read(browser, f"{PAGE}/{pk}/period/first_response")
    assert re.search(r"2026-03-06 22:30.*星期五.*0.*2026-03-07 22:30.*星期六.*24", why)
    assert "夜间和休息日均计入" in why


@pytest.mark.clause("A3.4")
@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2026-03-06T22:30", "2026-03-06 22:30"),
        ("2026年3月6日22时30分", "2026-03-06 22:30"),
        ("2026.3.6 8:05", "2026-03-06 08:05"),
        ("2026-03-06T14:30:00Z", "2026-03-06 22:30"),
    ],
)
def test_a_moment_is_written_as_people_and_programs_write_it(
    clock, session, send, sign_in, unit_id, written, found
):
    clock.turn("2026-03-06", 23)
    browser = sign_in("reviewer")
    send("reviewer", f"{PAGE}/new", {**ENTERED, "unit_id": unit_id("office"), "found_at": written})
    row = session.query(Concern).one()
    assert row.found_at == at(found)
    sheet = browser.get(f"{PAGE}/export.csv?state=all", buffered=True).data.decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(sheet))
    assert line["发现时间"].startswith(found)


@pytest.mark.clause("A3.4")
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-03-06", "请按“2026-3-5 14:30”"),
        ("2026-03-06 24:01", "请按“2026-3-5 14:30”"),
        ("2026-02-30 10:00", "没有这一天"),
        ("3026-03-06 10:00", "年份"),
        ("2026-03-06 23:01", "该时间尚未到来"),
        ("", "必填"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    clock, session, send, unit_id, written, said
):
    clock.turn("2026-03-06", 23)
    told = {**ENTERED, "unit_id": unit_id("office"), "found_at": written}
    answer = send("reviewer", f"{PAGE}/new", told)
    assert said in unescape(answer.text)
    assert "业主群转发停水截图" in answer.text
    assert session.query(Concern).count() == 0


def test_a_program_gives_a_moment_with_its_zone(clock, program, unit_id):
    clock.turn("2026-03-06", 23)
    caller, told = program("reviewer"), {**ENTERED, "unit_id": unit_id("office")}
    made = caller.post("/api/v1/concerns/", json={**told, "found_at": "2026-03-06T22:30:00+08:00"})
    assert made.status_code == 201, made.json
    read_back = caller.get(f"/api/v1/concerns/{made.json['id']}").json
    assert read_back["found_at"] == "2026-03-06T14:30:00Z"
    (deadline,) = read_back["deadlines"]
    assert (deadline["due_at"], deadline["rule"]["kind"]) == ("2026-03-07T14:30:00Z", "hours")
    wrong = caller.post("/api/v1/concerns/", json={**told, "found_at": "yesterday"})
    assert (wrong.status_code, list(wrong.json["errors"])) == (400, ["found_at"])


def test_the_drafting_unit_enters_channels_from_the_page_of_the_concern(deciding, session, send, sign_in):
    row = deciding()
    key, new = row.id, f"/office/response-releases/new?concern_id={row.id}"
    clerk = sign_in("clerk")
    assert new in unescape(clerk.get(f"{PAGE}/{key}").text)
    send("clerk", new, {"title": "回应发布", "channel": "portal", "place": "回应关切栏目"})
    planned = session.query(ResponseRelease).one()
    assert planned.unit_id == session.get(Concern, key).handling_unit_id


@pytest.mark.clause("A3.6")
def test_who_is_asked_to_confirm_reads_the_response_and_not_the_concern(
    deciding, take, sign_in, unit_id, made
):
    row = deciding()
    take(row, "ask_others", "clerk", asked_on=made.time.today(), asked_unit_id=unit_id("health"))
    (asked,) = row.confirmations
    address, number, concern_page = (
        f"/office/response-confirmations/{asked.id}",
        row.number,
        f"{PAGE}/{row.id}",
    )
    stranger, clerk = sign_in("stranger"), sign_in("clerk")
    page = stranger.get(address).text
    assert "供水正常" in page
    assert number in page
    assert f'href="{concern_page}"' not in page
    assert stranger.get(concern_page).status_code == 404
    assert stranger.get(f"{address}/confirm").status_code == 200
    assert clerk.get(address).status_code == 200
    assert clerk.get(f"{address}/confirm").status_code == 403
