"""The trail's pages: who reads them, what is found, what reading leaves behind, whether the chain holds."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import PermissionView, Role
from sqlalchemy import select, text

from app import storage
from app.access.actor import PROGRAM, Actor
from app.audit import chain
from app.parts import Parts
from models import InformationRequest, TrailEntry
from tests.conftest import Browser, Clock

TRAIL = "/office/trail/"
Enter = Callable[[str], Browser]
Register = Callable[..., InformationRequest]


def ids(page: Any) -> list[int]:
    """The rows of a page in their order."""
    return [int(pk) for pk in re.findall(r'<a href="/office/trail/(\d+)"', page.text)]


def rows(session: Any, action: str) -> list[TrailEntry]:
    session.rollback()
    return list(
        session.scalars(select(TrailEntry).where(TrailEntry.action == action).order_by(TrailEntry.id))
    )


@pytest.fixture
def auditor(sign_in: Enter) -> Browser:
    return sign_in("auditor")


@pytest.fixture
def write(session: Any, made: Parts) -> Callable[..., int]:
    """Write a row of the trail by somebody, now; gives its number."""

    def enter(action: str, who: Actor = PROGRAM, **details: Any) -> int:
        session.rollback()
        with storage.writing():
            entry = made.trail.write(action, actor=who, **details)
            session.flush()
            number = int(entry.id)
            session.commit()
        return number

    return enter


# -- who ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["clerk", "leader", "sysadmin", "secadmin", "guest"])
@pytest.mark.parametrize("address", ["", "1", "chain?verify=1", "export.csv"])
def test_only_the_auditor_reads_the_trail(sign_in: Enter, write: Any, name: str, address: str) -> None:
    write("admin", subject="x")
    assert sign_in(name).get(TRAIL + address).status_code == 403


# -- finding --------------------------------------------------------------------------


def test_rows_are_found_by_what_they_are(
    auditor: Browser, write: Any, actor: Callable[[str], Actor], user_id: Any, register: Register
) -> None:
    request = register()
    (opened,) = ids(auditor.get(TRAIL, query_string={"number": request.number}))
    login = write("login", actor("head"), subject="head")
    assert ids(auditor.get(TRAIL, query_string={"action": "login"})) == [login]
    assert ids(auditor.get(TRAIL, query_string={"person": user_id("head")})) == [login]
    assert ids(auditor.get(TRAIL, query_string={"matter": "information_request"})) == [opened]
    assert ids(auditor.get(TRAIL, query_string={"person": user_id("head"), "action": "open"})) == []
    assert ids(auditor.get(TRAIL, query_string={"number": "no such number"})) == []


def test_a_day_is_the_office_s_day(sign_in: Enter, write: Any, clock: Clock) -> None:
    """Half an hour before and after midnight in Shanghai: one date in UTC, two days in the office."""
    clock.turn("2026-03-05", 23)
    late = write("admin", subject="late")
    clock.turn("2026-03-06", 0)
    early, auditor = write("admin", subject="early"), sign_in("auditor")
    assert ids(auditor.get(TRAIL, query_string={"since": "2026-03-05", "until": "2026-03-05"})) == [late]
    assert ids(auditor.get(TRAIL, query_string={"since": "2026-03-06"})) == [early]
    assert early not in ids(auditor.get(TRAIL, query_string={"until": "2026-03-05"}))


@pytest.mark.parametrize(
    "asked",
    [
        {"action": "invented"},
        {"matter": "unit"},
        {"person": "999999"},
        {"since": "yesterday"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"before": "x"},
        {"after": "-1"},
        {"after": "9" * 19},
    ],
)
def test_what_is_not_on_offer_is_refused(auditor: Browser, asked: dict[str, str]) -> None:
    assert auditor.get(TRAIL, query_string=asked).status_code == 400


def test_pages_show_every_row_once_in_both_directions(auditor: Browser, write: Any) -> None:
    written = [write("admin", subject=f"row {n}") for n in range(60)][::-1]
    address, seen, pages = f"{TRAIL}?action=admin", [], 0
    while address:
        page = auditor.get(address)
        seen, pages = [*seen, *ids(page)], pages + 1
        forward = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = forward[1].replace("&amp;", "&") if forward else ""
    assert seen[:60] == written
    assert len(seen) == len(set(seen))
    back = re.search(r'rel="prev" href="([^"]+)"', page.text)
    assert back
    assert ids(auditor.get(back[1].replace("&amp;", "&")))[-1] == seen[(pages - 1) * 25 - 1]


# -- one row --------------------------------------------------------------------------


def test_reading_values_about_people_is_told_once_a_page(
    auditor: Browser, session: Any, register: Register
) -> None:
    register()
    (opened,) = rows(session, "open")
    page = auditor.get(f"{TRAIL}{opened.id}").text
    assert "罗小满" in page
    assert "13985400001" in page
    (read,) = rows(session, "read")
    assert (read.actor_name, read.subject.split()[:2]) == ("auditor", ["trail", str(opened.id)])


def test_without_the_grant_values_about_people_stay_covered(
    auditor: Browser, session: Any, register: Register
) -> None:
    register()
    role = session.scalars(select(Role).where(Role.name == "auditor")).one()
    role.permissions = [p for p in role.permissions if not _reads_personal(p)]
    session.commit()
    (opened,) = rows(session, "open")
    page = auditor.get(f"{TRAIL}{opened.id}").text
    assert "罗小满" not in page
    assert "13985400001" not in page
    assert opened.subject in page
    assert rows(session, "read") == []


def _reads_personal(permission: PermissionView) -> bool:
    return (permission.permission.name, permission.view_menu.name) == ("can_read_personal", "TrailView")


def test_the_content_of_sealed_columns_is_not_in_the_trail(
    auditor: Browser, session: Any, register: Register
) -> None:
    register(id_kind="resident_card", id_number="52272819900307123X")
    (opened,) = rows(session, "open")
    assert "id_number" in opened.changes
    assert "52272819900307123X" not in auditor.get(f"{TRAIL}{opened.id}").text


def test_a_state_and_a_unit_are_told_by_their_names(
    auditor: Browser, session: Any, register: Register
) -> None:
    request = register()
    label = str(request.standing.label)
    (opened,) = rows(session, "open")
    changes = auditor.get(f"{TRAIL}{opened.id}").text.rsplit("<tbody>", 1)[1]
    assert label in changes
    assert "罗甸县自然资源局" in changes
    assert "registered" not in changes


def test_changes_are_told_in_words(
    auditor: Browser, session: Any, send: Callable[..., Any], unit_id: Callable[[str], int]
) -> None:
    send("sysadmin", f"/office/units/{unit_id('health')}/switch", {"seen": "on", "reason": "与疾控局合并"})
    switched = next(row for row in rows(session, "admin") if "active" in row.changes)
    page = auditor.get(f"{TRAIL}{switched.id}").text
    assert "罗甸县卫生健康局" in page
    assert '"active"' not in page
    assert auditor.get(f"{TRAIL}{10**9}").status_code == 404


# -- the file -------------------------------------------------------------------------


def test_an_export_is_what_is_filtered_and_is_told(
    auditor: Browser, session: Any, register: Register, write: Any
) -> None:
    request = register()
    write("admin", subject="=1+1")
    answer = auditor.get(f"{TRAIL}export.csv", query_string={"action": "open"})
    head, only = csv.reader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")))
    line = dict(zip(head, only, strict=True))
    assert line["id"] == str(rows(session, "open")[0].id)
    assert request.number in answer.text
    assert "罗小满" not in answer.text
    assert "13985400001" not in answer.text
    (told,) = rows(session, "export")
    assert (told.actor_name, told.subject, told.reason) == ("auditor", "trail.csv", "action=open")
    everything = auditor.get(f"{TRAIL}export.csv").text
    assert "'=1+1" in everything


# -- the chain ------------------------------------------------------------------------


@pytest.fixture
def sealed(session: Any, made: Parts, write: Any) -> int:
    """Three rows, chained; how many links there are."""
    for subject in ("one", "two", "three"):
        write("admin", subject=subject)
    chain.seal(session(), made.time.now())
    session.commit()
    return chain.head(session()).seq


def test_a_chain_that_holds_gives_its_head(auditor: Browser, session: Any, sealed: int) -> None:
    assert "alert" not in auditor.get(f"{TRAIL}chain").text.split("<main", 1)[1]
    page = auditor.get(f"{TRAIL}chain", query_string={"verify": "1"}).text
    assert "alert-success" in page
    assert str(chain.head(session())) in page
    last = max(ids(auditor.get(TRAIL)))
    assert str(last) in re.search(r'toolbar-total">([^<]*)<', auditor.get(TRAIL).text)[1]


def test_a_row_rewritten_behind_the_program_is_found(auditor: Browser, session: Any, sealed: int) -> None:
    sqlite = session.get_bind().dialect.name == "sqlite"
    session.execute(
        text("DROP TRIGGER trail_no_update" if sqlite else "DROP TRIGGER trail_no_change ON trail")
    )
    session.execute(text("UPDATE trail SET subject = 'another' WHERE subject = 'two'"))
    session.commit()
    page = auditor.get(f"{TRAIL}chain", query_string={"verify": "1"}).text
    assert "alert-danger" in page
    assert str(sealed - 1) in page[page.index("alert-danger") :][:200]


def test_a_tail_cut_off_is_found_by_a_head_written_down(auditor: Browser, sealed: int) -> None:
    head = f"{sealed + 5}:{'0' * 64}"
    page = auditor.get(f"{TRAIL}chain", query_string={"verify": "1", "head": head}).text
    assert "alert-danger" in page
    assert str(sealed + 1) in page[page.index("alert-danger") :][:200]


def test_a_head_that_is_none_is_said_at_its_field(auditor: Browser, sealed: int) -> None:
    page = auditor.get(f"{TRAIL}chain", query_string={"verify": "1", "head": "12"}).text
    assert 'id="head-error"' in page
    assert "alert-success" not in page
