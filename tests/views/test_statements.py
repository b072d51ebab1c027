"""How many statements a page costs: few, and as many with one row as with thirty.

Nobody here has an unread notice; who has, has them counted in one statement more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.extensions import db
from bench.desk import Fields
from bench.timing import statements
from models import InformationRequest
from tests.conftest import Browser
from tests.views.conftest import TOKEN

LIST = "/office/information-requests/"


def asked(browser: Browser, address: str) -> list[str]:
    """What the second look at a page asks the database."""
    browser.get(address)
    with statements(db.engine) as sent:
        assert browser.get(address).status_code == 200
    return sent


@pytest.mark.parametrize("name", ["clerk", "auditor"])
@pytest.mark.parametrize(
    "address", [LIST, f"{LIST}?state=all", f"{LIST}?state=registered&order=-due_on", f"{LIST}?q=%E7%8E%AF"]
)
def test_a_list_asks_five_times_at_most_however_long_it_is(
    register: Callable[..., InformationRequest], sign_in: Callable[[str], Browser], name: str, address: str
) -> None:
    register()
    browser = sign_in(name)
    of_one = asked(browser, address)
    for _more in range(29):
        register()
    assert len(asked(browser, address)) == len(of_one) <= 5


def test_lamps_of_a_list_need_no_events(
    register: Callable[..., InformationRequest], sign_in: Callable[[str], Browser]
) -> None:
    register()
    assert not [s for s in asked(sign_in("clerk"), LIST) if "FROM running_clock" in s]


def test_what_hangs_on_a_record_is_read_without_asking_who_may_see_it_again(
    register: Callable[..., InformationRequest], sign_in: Callable[[str], Browser]
) -> None:
    request = register()
    (clocks,) = [s for s in asked(sign_in("clerk"), f"{LIST}{request.id}") if "FROM running_clock" in s]
    assert "FROM record" not in clocks
    assert "suspension" in clocks


def test_a_record_asks_ten_times_at_most(
    session: Any,
    register: Callable[..., InformationRequest],
    third_party: Callable[..., Any],
    agency: Callable[..., Any],
    sign_in: Callable[[str], Browser],
) -> None:
    """And tells the trail once, where names were read."""
    request = register()
    browser, address = sign_in("clerk"), f"{LIST}{request.id}"
    bare = asked(browser, address)
    session.rollback()  # on SQLite nobody writes on what he read before somebody else wrote
    for number in range(3):
        third_party(request, addressee=f"公司{number}")
        agency(request, addressee=f"机关{number}")
    sent = asked(browser, address)
    told = [s for s in sent if s.startswith("INSERT INTO trail")]
    assert (len(told), len(sent) - len(told)) == (1, len(bare) - 1)
    assert len(sent) - len(told) <= 10


def test_a_step_asks_fourteen_times_at_most(
    register: Callable[..., InformationRequest], sign_in: Callable[[str], Browser]
) -> None:
    browser, request = sign_in("officer"), register()
    address, version = f"{LIST}{request.id}/accept", str(request.version)
    token = TOKEN.search(browser.get(address).text)
    assert token
    with statements(db.engine) as sent:
        answer = browser.post(address, data={"version": version, "csrf_token": token[1]})
    assert answer.status_code == 302
    assert len(sent) <= 14


def test_a_correction_asks_fourteen_times_at_most(
    register: Callable[..., InformationRequest], sign_in: Callable[[str], Browser], session: Any
) -> None:
    browser, request = sign_in("clerk"), register()
    address = f"{LIST}{request.id}/edit"
    typed = Fields.of(browser.get(address).text) | {"purpose": "核对补偿标准", "reason": "漏填"}
    session.rollback()
    with statements(db.engine) as sent:
        assert browser.post(address, data=typed).status_code == 302
    assert len(sent) <= 14
    session.rollback()
    assert session.get(InformationRequest, request.id).purpose == "核对补偿标准"
