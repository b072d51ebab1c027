"""A public enterprise for tests: the water works below the land bureau, its people, what it discloses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import Role, User
from sqlalchemy import select

from app.access.actor import Actor
from app.collaborators import Taken
from app.parts import Parts
from models import (
    Account,
    Enterprise,
    EnterpriseCatalogue,
    EnterpriseComplaint,
    Membership,
    Record,
    ServiceItem,
    Unit,
)
from models.enterprise import INSTITUTIONS, WAYS_TO_COMPLAIN
from tests.county import NEVER_OLD

UNITS = (("water", "罗甸县供水有限责任公司", "罗供水"), ("gas", "罗甸县燃气有限责任公司", "罗燃气"))
PEOPLE = (
    ("water_clerk", ("water",), "enterprise_clerk"),
    ("water_head", ("water",), "unit_head"),
    ("water_secrecy", ("water",), "secrecy_reviewer"),
    ("gas_clerk", ("gas",), "enterprise_clerk"),
    ("regulator", ("land",), "line_authority"),
    ("two_seats", ("land", "water"), "line_authority"),
)
"""Who works at the water works and the gas works, and who supervises them at the land bureau."""

ENTRY = {
    "title": "罗甸县供水有限责任公司",
    "sector": "water",
    "form": "company",
    **dict.fromkeys((*INSTITUTIONS, *WAYS_TO_COMPLAIN), "已设立"),
}
ITEM = {
    "title": "水价和收费标准",
    "kind": "charges",
    "stage": "standing",
    "content": "居民生活用水第一阶梯每吨2.45元。",
    "publisher": "罗甸县供水有限责任公司",
    "time_limit": "自信息形成之日起20个工作日内",
    "basis": "《贵州省城镇供水价格管理办法》",
    "enquiry_phone": "0854-7630101",
    "channels": ("portal", "phone"),
}
COMPLAINT = {
    "title": "反映抄表读数与水表不符",
    "kind": "complaint",
    "channel": "phone",
    "complainant": "莫问渠",
    "phone": "13985400099",
    "content": "抄表读数比水表多6吨。",
}
DRAFT = {"findings": "抄表员录入有误", "result": "founded", "answer": "多收的水费已退还"}

Register = Callable[..., Any]


@pytest.fixture
def works(session: Any, unit_id: Callable[[str], int]) -> None:
    """Two enterprises below the land bureau, and their people."""
    for code, name, word in UNITS:
        about = {"address": "罗甸县龙坪镇河滨路2号", "phone": "0854-7630101", "hours": "工作日", "body": name}
        session.add(
            Unit(code=code, name=name, word=word, kind="enterprise", parent_id=unit_id("land"), **about)
        )
    session.flush()
    for name, units, role in PEOPLE:
        held = session.scalars(select(Role).where(Role.name == role)).all()
        email = f"{name}@example.org"
        user = User(username=name, last_name=name, first_name="", email=email, active=True, roles=list(held))
        session.add(user)
        session.flush()
        session.add(Account(user_id=user.id, must_change=False, failures=0, password_set_at=NEVER_OLD))
        for code in units:
            post = Membership(user_id=user.id, unit_id=unit_id(code), post="", since=date(2020, 1, 1))
            session.add(post)
    session.commit()


@pytest.fixture
def begin(
    works: None, session: Any, made: Parts, actor: Callable[[str], Actor], unit_id: Callable[[str], int]
) -> Register:
    """Register a record of a unit as somebody; nothing is kept where it is refused."""

    def enter(model: type[Record], unit: str, who: str, **columns: Any) -> Any:
        record = model(unit_id=unit_id(unit), **columns)
        session.add(record)
        try:
            made.engine.open(record, actor(who))
        except Exception:
            session.rollback()
            raise
        session.commit()
        return record

    return enter


@pytest.fixture
def enterprise(begin: Register, take: Callable[..., Taken], unit_id: Callable[[str], int]) -> Register:
    """``enterprise()`` is in the register; ``upto="entered"`` only begun; keywords change columns."""

    def register(upto: str = "listed", unit: str = "water", **columns: Any) -> Enterprise:
        columns = {"authority_id": unit_id("land"), **ENTRY, **columns}
        entry: Enterprise = begin(Enterprise, unit, f"{unit}_clerk", **columns)
        if upto == "entered":
            return entry
        take(entry, "submit", f"{unit}_clerk")
        if upto == "listed":
            take(entry, "confirm", "regulator")
        return entry

    return register


@pytest.fixture
def service_item(begin: Register, made: Parts) -> Register:
    """An item of an enterprise, entered today."""

    def enter(of: Enterprise, unit: str = "water", **columns: Any) -> ServiceItem:
        columns = {"arose_on": made.time.today(), **ITEM, **columns}
        item: ServiceItem = begin(ServiceItem, unit, f"{unit}_clerk", enterprise_id=of.id, **columns)
        return item

    return enter


@pytest.fixture
def disclosed(service_item: Register, take: Callable[..., Taken], made: Parts) -> Register:
    """An item that is disclosed today, to be looked at again on a day."""

    def go(of: Enterprise, again: date, **columns: Any) -> ServiceItem:
        item: ServiceItem = service_item(of, **columns)
        take(item, "submit", "water_clerk")
        take(item, "clear_secrecy", "water_secrecy", secrecy_opinion="可以公开")
        take(item, "disclose", "water_clerk", disclosed_on=made.time.today(), next_update_on=again)
        return item

    return go


@pytest.fixture
def edition(begin: Register, take: Callable[..., Taken], made: Parts) -> Register:
    """An edition of the catalogue of an enterprise, filed today; ``upto="compiling"`` only begun."""

    def go(of: Enterprise, upto: str = "filed", **columns: Any) -> EnterpriseCatalogue:
        values = {"title": "罗甸县供水有限责任公司办事公开目录", **columns}
        today = made.time.today()
        catalogue: EnterpriseCatalogue = begin(
            EnterpriseCatalogue, "water", "water_clerk", enterprise_id=of.id, **values
        )
        if upto == "compiling":
            return catalogue
        take(
            catalogue,
            "publish",
            "water_head",
            effective_on=today,
            published_on=today,
            published_where="县政府门户网站",
        )
        take(catalogue, "file", "water_clerk", filed_on=today)
        return catalogue

    return go


@pytest.fixture
def complain(begin: Register, made: Parts, unit_id: Callable[[str], int]) -> Register:
    """A complaint about the water works, received today by a unit."""

    def enter(unit: str = "water", who: str = "water_clerk", **columns: Any) -> EnterpriseComplaint:
        about = {"received_on": made.time.today(), "complained_unit_id": unit_id("water")}
        complaint: EnterpriseComplaint = begin(
            EnterpriseComplaint, unit, who, **{**about, **COMPLAINT, **columns}
        )
        return complaint

    return enter
