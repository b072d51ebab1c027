"""Complaints about public enterprises, with the enterprise itself and with the authority above it (附件5)."""

from __future__ import annotations

from typing import Any

from models.sample.story import InUnit, On, Step, Story
from models.workflow import Profile


def _complaint(
    unit: str, who: str, ago: int, concerned: str, title: str, content: str, *steps: Step, **more: Any
) -> Story:
    """A complaint received by a unit on the day it is entered."""
    values: dict[str, Any] = {
        "title": title,
        "content": content,
        "complained_unit_id": InUnit(concerned),
        "kind": "complaint",
        "channel": "phone",
        "received_on": On(0),
        **more,
    }
    rules = Profile.REGULATION_2019 if more.get("kind") == "appeal" else Profile.SEED_2020
    return Story("enterprise-complaints", unit, ago, who, values, steps, rules=rules)


def _drafted(day: int, who: str, result: str, findings: str, answer: str, measures: str = "") -> Step:
    told = {"result": result, "findings": findings, "answer": answer}
    return Step(day, who, "draft", {**told, **({"measures": measures} if measures else {})})


def _answered(day: int) -> Step:
    return Step(day, "head", "answer", {"answered_on": On(day)})


COMPLAINTS = (
    _complaint(
        "GSGS",
        "enterprise",
        40,
        "GSGS",
        "反映抄表读数与水表不符",
        "9月份抄表读数比水表实际读数多6吨，要求核实并退还多收的水费。",
        Step(1, "enterprise", "accept"),
        _drafted(
            6,
            "enterprise",
            "founded",
            "上门核对水表，抄表员录入有误，多记6吨。",
            "多收的水费已退回你的缴费账户，对由此带来的不便表示歉意。",
            "对抄表员批评教育，当月抄表数据全部复核。",
        ),
        Step(7, "head", "return_draft", reason="请写明退费金额和到账日期。"),
        _drafted(
            8,
            "enterprise",
            "founded",
            "上门核对水表，抄表员录入有误，多记6吨。",
            "多收的水费14.70元已退回你的缴费账户，对由此带来的不便表示歉意。",
            "对抄表员批评教育，当月抄表数据全部复核。",
        ),
        _answered(9),
        complainant="莫问渠",
        phone="13900000201",
        address="斛兴街道河滨路18号",
    ),
    _complaint(
        "ZJJ",
        "line_authority",
        20,
        "RQGS",
        "举报燃气公司收取开户手续费",
        "办理开户时被收取200元手续费，公示的收费标准里没有这一项。",
        Step(1, "line_authority", "accept"),
        _drafted(
            10,
            "line_authority",
            "founded",
            "调取收费票据，该公司营业厅自8月起向12户收取手续费，无收费依据。",
            "经调查属实，已责令该公司停止收取并退还。",
            "责令退还12户共2400元，并将收费公示情况纳入本年度考核。",
        ),
        kind="report",
        channel="visit",
        complainant="何以宁",
        phone="13900000202",
        address="龙坪镇解放西路77号",
        complained_person="营业厅收费员",
    ),
    _complaint(
        "XRMYY",
        "enterprise",
        8,
        "XRMYY",
        "反映专家出诊安排没有更新",
        "公开栏写着专家周三出诊，连续两次来都没有人。",
        Step(1, "enterprise", "accept"),
        channel="box",
        complainant="班远山",
        phone="13900000203",
    ),
    _complaint(
        "JTJ",
        "line_authority",
        6,
        "GJGS",
        "申诉：3路公交不公布绕行站点",
        "公交公司答复说已经公告，但站牌上没有任何信息。",
        kind="appeal",
        channel="letter",
        complainant="石小桥",
        address="斛兴街道东风路9号",
        earlier_answer="罗公交企诉复〔2026〕1号",
    ),
    _complaint(
        "GSGS",
        "enterprise",
        30,
        "RQGS",
        "反映燃气表转动异常",
        "家里没人用气，燃气表还在走。",
        Step(
            1,
            "enterprise",
            "pass_on",
            {"proper_body": "罗甸县燃气有限责任公司（0854-7630121）", "passed_on": On(1)},
        ),
        complainant="杨听泉",
        phone="13900000205",
    ),
    _complaint(
        "DYZX",
        "enterprise",
        25,
        "DYZX",
        "反映住宿费收取问题",
        "住宿费与公示标准不一致。",
        Step(3, "enterprise", "withdraw", reason="投诉人来电说明系看错标准，撤回投诉。"),
        complainant="卢见山",
        phone="13900000206",
    ),
    _complaint(
        "GDJ",
        "enterprise",
        15,
        "GDJ",
        "反映停电没有通知",
        "上周停电半天没有提前通知。",
        Step(1, "enterprise", "annul", reason="与前一日登记的投诉重复。"),
        complainant="岑望江",
        phone="13900000207",
    ),
)
