"""Rows for every kind of page to show, in the test county."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import Role, User
from sqlalchemy import select

from app.access.actor import Actor
from app.collaborators import Taken
from app.parts import Parts
from models import (
    AgencyConsultation,
    AgendaItem,
    ApiToken,
    Attachment,
    BulkStep,
    Document,
    DocumentReference,
    ExtraField,
    InformationRequest,
    InterpreterTask,
    Invitation,
    MeetingDuty,
    Notice,
    OpenDay,
    OpenMeeting,
    Opinion,
    PublicMessage,
    SavedFilter,
    SheetImport,
    ThirdParty,
    TrailEntry,
    Webhook,
)
from models.base import Record
from models.information_request import InformationRequestFlow
from models.notice import KINDS
from models.unit import Delegation, Membership
from tests.conftest import Clock

Register = Callable[..., InformationRequest]


class Desk:
    """Takes steps as the people of the test county, each committed."""

    def __init__(self, session: Any, made: Parts, actor: Callable[[str], Actor]) -> None:
        self.session, self.made, self.actor = session, made, actor

    def take(self, record: Any, step: str, who: str, reason: str = "", **answers: Any) -> None:
        """One step."""
        self.made.engine.perform(record, step, self.actor(who), answers, reason=reason)
        self.session.commit()

    def inquiry(self, model: type[Any], request: InformationRequest, addressee: str, **values: Any) -> Any:
        """Name somebody to be asked about a request."""
        record = model(
            title=request.title,
            unit_id=request.unit_id,
            rules=request.rules,
            request_id=request.id,
            addressee=addressee,
            question="工程设计文件可否公开",
            **values,
        )
        self.session.add(record)
        self.made.engine.open(record, self.actor("officer"))
        self.session.commit()
        self.session.refresh(request)
        return record

    def attach(self, record: Record, name: str) -> int:
        """The key of a file in the list of a record's files; nothing is stored."""
        file = Attachment(
            record_id=record.id,
            name=name,
            purpose="identity",
            media_type="image/png",
            size=34_567,
            sha256="0" * 64,
            key=f"{record.id:032x}.png",
            added_at=self.made.time.now(),
            added_by="clerk",
        )
        self.session.add(file)
        self.session.commit()
        return file.id


@pytest.fixture
def desk(session: Any, made: Parts, actor: Callable[[str], Actor]) -> Desk:
    """The desk of whoever takes a step."""
    return Desk(session, made, actor)


@pytest.fixture
def rows(
    session: Any,
    made: Parts,
    desk: Desk,
    register: Register,
    clock: Clock,
    actor: Callable[[str], Actor],
    user_id: Callable[[str], int],
    unit_id: Callable[[str], int],
    job_row: Callable[..., int],
    program: Callable[[str], Any],
    extra_field: Callable[..., ExtraField],
    entered: Callable[..., Any],
    message: Callable[..., PublicMessage],
    assigned: Callable[..., PublicMessage],
    enterprise: Callable[..., Any],
    service_item: Callable[..., Any],
    accuse: Callable[..., Taken],
) -> Mapping[str, object]:
    """The rows that pages name in braces."""
    field = extra_field(
        "x_source", "线索来源（按县政务公开办统一口径填写）", choices="hotline 热线\nwindow 窗口"
    )
    extra_field("x_amount", "涉及金额（元）", kind="number", section="核实情况", hint="没有的填0")
    extra_field("x_guardian", "监护人", klass="personal")
    title = "申请公开边阳镇土地征收补偿安置方案、补偿标准和发放明细的有关文件" * 2
    registered = register(title=title, x_source="hotline", x_amount=123456789.5, x_guardian="岑大山")
    handling, asking, answered = (_handled(desk, register, title) for title in ("申请甲", "申请乙", "申请丙"))
    file = desk.attach(registered, "身份证正面扫描件（申请人本人于二〇二六年三月二日当面提交）.png")
    asked_party = desk.inquiry(ThirdParty, asking, "贵州某水利工程有限公司")
    asked_agency = desk.inquiry(AgencyConsultation, asking, "罗甸县水务局")
    for inquiry in (asked_party, asked_agency):
        day = made.time.today()
        desk.take(inquiry, "ask", "officer", asked_on=day, answer_by=date(2026, 3, 23))
    third_party = desk.inquiry(ThirdParty, asking, "罗甸县某建材厂")
    agency = desk.inquiry(AgencyConsultation, asking, "罗甸县林业局")
    party_file, agency_file = (desk.attach(record, "寄错的材料.png") for record in (third_party, agency))
    desk.take(answered, "draft", "clerk", outcome="granted", answer_text="全文见附件", form_given="paper")
    desk.take(answered, "approve", "head")
    desk.take(answered, "answer", "officer", answered_on=made.time.today(), delivery_given="pickup")
    service_item(enterprise())
    handed_over, accusation = assigned(), message(title="检举征地补偿款发放不公，请县里派人调查" * 2)
    for unit in ("land", "health"):
        accuse(accusation, unit)
    clock.turn("2026-03-05")
    session.add(
        Delegation(
            principal_id=user_id("head"),
            deputy_id=user_id("head2"),
            since=date(2026, 3, 5),
            until=date(2026, 3, 20),
            reason="外出学习",
        )
    )
    result = {
        "result_key": f"{0:032x}.csv",
        "result_name": "罗甸县依申请公开登记册（二〇二六年第一季度）.csv",
    }
    job = job_row("clerk", "running", progress=40, progress_text="已写入四千行")
    job_row("clerk", "waiting")
    job_row("clerk", "done", **result)
    job_row("clerk", "failed", error="任务执行出错，日志中的编号为0a1b2c3d；管理员可以重试。", attempts=5)
    foreign = register(title="别的单位的申请", unit_id=unit_id("health"))
    officer, now = user_id("officer"), made.time.now()
    for record, kind in ((registered, "waiting"), (asking, "overdue"), (foreign, "returned")):
        values = {"kind": kind, "key": kind, "clock": "answer_period", "created_at": now}
        session.add(Notice(user_id=officer, record_id=record.id, **values))
    address = (
        "https://oa.example/api/v2/messages/incoming?source=gongkai&tenant=luodian-county-government-office"
    )
    hook = Webhook(
        label="县级协同办公平台", address=address, kinds=list(KINDS), seed="0" * 64, created_at=now
    )
    session.add(hook)
    session.add(Role(name="archivist"))
    link = made.credentials.create_reset_link(session, actor("sysadmin"), _user(session, "guest"))
    session.commit()
    program("clerk")
    kept = {
        "": _kept(session, made, user_id("head"), unit_id("land"), registered, answered),
        "_third_party": _kept(session, made, user_id("officer"), None, third_party),
        "_agency": _kept(session, made, user_id("officer"), None, agency),
    }
    newest = select(TrailEntry.id).where(TrailEntry.action == "step").order_by(TrailEntry.id.desc())
    return {
        "registered": registered.id,
        "handling": handling.id,
        "asking": asking.id,
        "answered": answered.id,
        "message": handed_over.id,
        "accusation": accusation.id,
        "third_party": third_party.id,
        "asked_party": asked_party.id,
        "agency": agency.id,
        "file": file,
        "party_file": party_file,
        "agency_file": agency_file,
        "asked_agency": asked_agency.id,
        "delegation": session.scalars(select(Delegation.id)).one(),
        "person": user_id("clerk"),
        "post": session.scalars(select(Membership.id).where(Membership.user_id == user_id("clerk"))).one(),
        "unit": unit_id("land"),
        "rule": InformationRequestFlow.rule_code(InformationRequestFlow.answer_period),
        "role": session.scalars(select(Role.id).where(Role.name == "archivist")).one(),
        "trail": session.scalars(newest).first(),
        "token": link,
        "field": field.id,
        "choice_list": field.choice_list_id,
        **{f"saved{end}": saved for end, (saved, _bulk) in kept.items()},
        **{f"bulk{end}": bulk for end, (_saved, bulk) in kept.items()},
        "api_token": session.scalars(select(ApiToken.id)).one(),
        "webhook": hook.id,
        **_imports(session, made, user_id("clerk"), job),
        **_heard(entered),
        **_opened(entered),
        "interpretation": entered(InterpreterTask).interpretation_id,
        **_documents(desk, unit_id("land")),
    }


def _kept(session: Any, made: Parts, user_id: int, unit_id: int | None, *records: Any) -> tuple[int, int]:
    """A saved filter of a list, and what became of a step for many of its records: every outcome once."""
    matter = type(records[0]).__name__
    saved = SavedFilter(
        user_id=user_id, matter=matter, name="全部事项", unit_id=unit_id, asked={"state": "all"}
    )
    step = next(iter(records[0].workflow.transitions))
    refused = {
        "outcome": "refused",
        "number": "",
        "sentence": "当前办理状态下不能办理此步骤。",
        "clauses": "附件8第五条",
    }
    told = [{"outcome": "done", "number": str(records[0]), "sentence": "", "clauses": ""}, refused]
    bulk = BulkStep(
        user_id=user_id if unit_id is None else _user(session, "officer").id,
        key=matter,
        matter=matter,
        step=step,
        chosen=[*(record.id for record in records), 999_999],
        outcomes=told[: len(records)],
        begun_at=made.time.now(),
    )
    session.add_all([saved, bulk])
    session.commit()
    return saved.id, bulk.id


def _imports(session: Any, made: Parts, clerk: int, job: int) -> dict[str, int]:
    """A workbook to be mended, one at which a task is, and one whose rows are registered."""
    now = made.time.now()
    sent = {"matter": "information-requests", "asked_by_id": clerk, "asked_at": now, "checked_at": now}
    faults = [
        {"row": 3, "said": ["申请人：此项必填", "提交方式：请选择以下之一：网上提交、当面提交、挂号邮寄"]},
        {"row": 5001, "said": ["收到日期：该日期尚未到来，请填写实际收到日期"]},
    ]
    counts = {"rows_right": 9997, "rows_wrong": 3}
    found = {
        "to_mend": SheetImport(
            file_name="依申请公开登记台账（二〇一九年至二〇二五年，原表格）.xlsx",
            file_key=f"{1:032x}.xlsx",
            returned_key=f"{2:032x}.xlsx",
            faults=faults,
            **counts,
            **sent,
        ),
        "under_way": SheetImport(file_name="登记册.xlsx", job_id=job, **counts, **sent),
        "taken_up": SheetImport(
            file_name="停电期间登记.xlsx", ended_at=now, rows_right=12, rows_taken=12, **sent
        ),
    }
    for name, matter in (("party_import", "third-parties"), ("agency_import", "agency-consultations")):
        found[name] = SheetImport(file_name="登记册.xlsx", ended_at=now, **{**sent, "matter": matter})
    session.add_all(found.values())
    session.commit()
    return {name: one.id for name, one in found.items()}


def _heard(entered: Callable[..., Any]) -> dict[str, int]:
    """A decision that is put to the public, with more opinions than its page shows."""
    first = entered(Opinion, title="取消学区划分，由家长自由选择学校，并提前公布各校学位数量" * 2)
    consultation = first.consultation
    for number in range(11):
        entered(Opinion, consultation=consultation, title=f"意见{number}")
    decision = consultation.subject
    return {
        "opinion": first.id,
        "consultation": consultation.id,
        "decision": decision.id,
        "decision_list": decision.decision_list_id,
    }


def _opened(entered: Callable[..., Any]) -> dict[str, int]:
    """A meeting with its plan, a representative and a duty; an agenda item, and an open day."""
    meeting = entered(OpenMeeting, title="局长办公会议（集体建设用地专题）" * 2, kind="department")
    return {
        "meeting": meeting.id,
        "opening_plan": meeting.plan_id,
        "invitation": entered(Invitation, meeting=meeting, representative="罗小满").id,
        "duty": entered(MeetingDuty, meeting=meeting).id,
        "agenda_item": entered(AgendaItem, title="集体建设用地基准地价更新" * 4).id,
        "open_day": entered(OpenDay, title="走进不动产登记大厅").id,
    }


def _documents(desk: Desk, unit_id: int) -> dict[str, int]:
    """A draft with an attachment, and a document that is issued and owes its paper copy."""
    draft, document = (
        Document(
            title="罗甸县人民政府办公室关于印发罗甸县公文公开属性源头认定工作规程的通知",
            kind="notice",
            document_word="office",
            addressees="各乡镇人民政府（斛兴街道办事处），县府各工作部门",
            body="一、适用范围\n本规程适用于县府及县府办制发的公文。",
            touches_the_public=True,
            unit_id=unit_id,
        )
        for _either in range(2)
    )
    for one in (draft, document):
        desk.session.add(one)
        desk.made.engine.open(one, desk.actor("clerk"))
    told = {"kind": "attachment", "cited_title": "工作规程", "attribute": "proactive"}
    reference = DocumentReference(document=draft, title=draft.title, unit_id=unit_id, **told)
    desk.session.add(reference)
    desk.made.engine.open(reference, desk.actor("clerk"))
    desk.session.commit()
    day = desk.made.time.today()
    desk.take(document, "submit", "clerk", attribute="proactive")
    desk.take(document, "approve", "unit_head")
    desk.take(document, "check", "reviewer")
    desk.take(document, "sign", "leader", attribute="proactive", signer="岑北渡", signed_on=day)
    desk.take(document, "assign_number", "reviewer")
    desk.take(document, "issue", "reviewer", issued_on=day)
    return {"draft": draft.id, "document": document.id, "delivery": document.deliveries[0].id}


def _user(session: Any, name: str) -> User:
    found: User = session.scalars(select(User).where(User.username == name)).one()
    return found


def _handled(desk: Desk, register: Register, title: str) -> InformationRequest:
    request = register(title=title)
    desk.take(request, "accept", "officer")
    desk.take(request, "pass_check", "officer")
    desk.take(request, "clear_secrecy", "secrecy", secrecy_opinion="不涉及国家秘密")
    return request
