"""What stories add to a record."""

from __future__ import annotations

import secrets
from datetime import date

import pytest
from flask_appbuilder.security.sqla.models import Role, User
from sqlalchemy import select

from app.engine import Unacceptable
from models import (
    Account,
    Attachment,
    DisclosureItem,
    Document,
    DocumentReference,
    Interpretation,
    ItemChange,
    Membership,
)
from tests.stories.catalogue import ADDITION


@pytest.fixture
def attach(session, made):
    """Add a file to a record."""

    def add(record, purpose):
        key = f"{secrets.token_hex(16)}.png"
        session.add(
            Attachment(
                record_id=record.id,
                name="a.png",
                purpose=purpose,
                media_type="image/png",
                size=1,
                sha256="0" * 64,
                key=key,
                added_at=made.time.now(),
            )
        )
        session.commit()
        session.refresh(record)

    return add


@pytest.fixture
def newcomer(session, made, unit_id):
    """``newcomer("legal", "land", "legal_reviewer")`` is somebody more with roles and a post."""

    def settle(name, unit, *roles):
        held = session.scalars(select(Role).where(Role.name.in_(roles))).all()
        user = User(
            username=name,
            last_name=name,
            first_name="",
            email=f"{name}@example.org",
            active=True,
            roles=list(held),
        )
        session.add(user)
        session.flush()
        session.add(Account(user_id=user.id, must_change=False, failures=0, password_set_at=made.time.now()))
        session.add(Membership(user_id=user.id, unit_id=unit_id(unit), post="", since=date(2020, 1, 1)))
        session.commit()
        return name

    return settle


@pytest.fixture
def draft(entered, made):
    """A draft of the land bureau for the county office's name; keywords change columns."""

    def write(**values):
        columns = {
            "title": "关于做好2026年地质灾害防治工作的通知",
            "kind": "notice",
            "document_word": "office",
            "addressees": "各乡镇人民政府，县府各工作部门",
            "body": "现就做好2026年地质灾害防治工作通知如下。",
            "touches_the_public": True,
            **values,
        }
        return entered(Document, **columns)

    return write


@pytest.fixture
def carried(entered, session):
    """Add what a document carries; keywords change columns."""

    def add(document, **values):
        columns = {"kind": "attachment", "cited_title": "防治方案", "attribute": "proactive"}
        reference = entered(DocumentReference, document=document, **{**columns, **values})
        session.refresh(document)
        return reference

    return add


@pytest.fixture
def to_be_signed(draft, take):
    """A document before the signer, through unit head and county office."""

    def bring(attribute="proactive", document=None, **values):
        document = document or draft(**values)
        said = {} if attribute == "proactive" else {"attribute_reason": "属机关内部管理事务"}
        if document.rules == "regulation-2019" and attribute != "proactive":
            said |= {"attribute_ground": "16_workflow", "reassess_on": date(2027, 3, 2)}
        take(document, "submit", "clerk", attribute=attribute, **said)
        take(document, "approve", "unit_head")
        take(document, "check", "reviewer")
        return document

    return bring


@pytest.fixture
def to_be_issued(to_be_signed, take, made):
    """A signed and numbered document."""

    def bring(attribute="proactive", **values):
        document = to_be_signed(attribute, **values)
        take(document, "sign", "leader", attribute=attribute, signer="岑北渡", signed_on=made.time.today())
        take(document, "assign_number", "reviewer")
        return document

    return bring


@pytest.fixture
def written_down(session, made, actor, unit_id):
    """``written_down(Inspection, "reviewer", "land", **columns)`` is registered by that person, committed."""

    def enter(model, who, unit, **columns):
        record = model(**{"unit_id": unit_id(unit), **columns})
        session.add(record)
        try:
            made.engine.open(record, actor(who))
        except Unacceptable:
            session.rollback()
            raise
        session.commit()
        return record

    return enter


@pytest.fixture
def propose(written_down, made):
    """Register an application to change the catalogue as the land bureau's clerk; keywords change columns."""

    def enter(who="clerk", unit="land", **values):
        columns = {**ADDITION, "caused_on": made.time.today(), **values}
        return written_down(ItemChange, who, unit, **columns)

    return enter


@pytest.fixture
def carried_out(propose, take):
    """An application that went its whole way."""

    def go(**values):
        change = propose(**values)
        take(change, "submit", "clerk")
        take(change, "seal", "unit_head", unit_opinion="情况属实，同意上报")
        take(change, "apply", "reviewer")
        return change

    return go


@pytest.fixture
def item(session):
    """The item with a code."""
    return lambda code="ZRZY-001": session.scalars(
        select(DisclosureItem).where(DisclosureItem.number == code)
    ).one()


@pytest.fixture
def interpreted(entered, take):
    """A document's interpretation, led to a state on its road; keywords change columns."""
    road = {
        "plan_with_head": ("submit_plan", "clerk", {}),
        "writing": ("approve_plan", "unit_head", {}),
        "material_with_head": (
            "submit_material",
            "clerk",
            {"basis": "《地质灾害防治条例》", "aims": "群测群防"},
        ),
        "approved": ("approve_material", "unit_head", {}),
    }

    def bring(document, until="approved", **values):
        plan = {"sections": ("basis", "aims"), "forms": ("questions", "chart"), **values}
        interpretation = entered(Interpretation, document=document, **plan)
        for state, (step, who, answers) in road.items():
            if until in {"planning", interpretation.state}:
                break
            take(interpretation, step, who, **answers)
            assert interpretation.state == state
        return interpretation

    return bring
