"""Breaches of annexes 1, 5, 6 and 8: heard, decided on, corrected, criticised, referred (附件1、5、6、8)."""

from __future__ import annotations

from typing import Any

from models.sample.document_roads import PUBLIC, closed, copies, road
from models.sample.story import PROGRAM, On, Side, Step, Story

_OFFICE, _GROUP = "XZFB.reviewer", "LDXZ.leading_group"


def _told(day: int, annex: int, kind: str, title: str, facts: str, **more: Any) -> dict[str, Any]:
    """What is entered on a day about a breach that came to notice then."""
    code = f"annex_{annex}"
    return {
        "title": title,
        "annex": code,
        "kind": f"{code}_{kind}",
        "noticed_on": On(day),
        "facts": facts,
        **more,
    }


def _breach(ago: int, unit: str, values: dict[str, Any], *steps: Step, sides: tuple[Side, ...] = ()) -> Story:
    return Story("breaches", unit, ago, _OFFICE, values, steps, sides)


def _heard(day: int, statement: str) -> tuple[Step, ...]:
    return Step(day, _OFFICE, "hear"), Step(day + 2, "clerk", "give_statement", {"statement": statement})


def _found(day: int, name: str, decision: str, severity: str = "ordinary", **more: Any) -> Step:
    return Step(day, _GROUP, name, {"severity": severity, "decision": decision, **more})


def _reported(day: int, correction: str) -> Step:
    return Step(day, "clerk", "report", {"corrected_on": On(day), "correction": correction})


def _closed(day: int, result: str) -> Step:
    return Step(day, _GROUP, "close", {"result": result})


def _circular(day: int, said: dict[str, Any], *sides: Side) -> Side:
    """The circular that was opened on a day, on its road through the county office."""
    steps = road("issue", said, clerk="XZFB.clerk", head="XZFB.unit_head", later=day)
    return Side("documents", "circular", day, PROGRAM, {}, steps, sides)


_INSIDE = closed("on_request", "属机关内部管理事务，发各单位执行。")

EXPOSED = Side(
    "breaches",
    "source",
    3,
    _OFFICE,
    _told(
        3,
        1,
        "secret",
        "公示表格泄露个人信息",
        "在门户网站公示奖励扶助对象时，公开了37人的完整身份证号码和银行账号，未经保密审查。",
        person="股室负责人 蒋某",
    ),
    (
        *_heard(3, "经办人员疏忽，未执行发布前审核程序，已全部撤下并逐户说明情况，愿意接受处理。"),
        _found(7, "find", "认定违规。审核把关不严，造成个人信息泄露，情节严重。", "serious"),
        Step(
            8,
            _GROUP,
            "refer",
            {
                "referred_to": "discipline",
                "referred_on": On(8),
                "referral_reason": "审核把关不严造成37人个人信息泄露，建议对直接责任人员依规处理。",
            },
        ),
        _closed(20, "县纪委监委已对直接责任人员予以诫勉；单位已重新制定发布前审核流程。"),
    ),
)
"""Told with the inspection it comes of."""

UNRENEWED = Side(
    "breaches",
    "source",
    7,
    _OFFICE,
    _told(
        7,
        1,
        "upkeep",
        "栏目全年未更新且逾期未整改",
        "“边阳镇—重点工作”栏目全年未更新，收到巡查整改通知单后逾期仍未整改。",
    ),
    (
        Step(7, _OFFICE, "hear"),
        Step(13, PROGRAM, "fall_silent"),
        _found(14, "find", "认定违规，给予通报批评。"),
        Step(14, _GROUP, "circulate"),
        _closed(22, "已通报批评，栏目已恢复更新。"),
    ),
    (_circular(14, _INSIDE),),
)
"""Told with the inspection it comes of."""

BREACHES = (
    _breach(
        28,
        "GSGS",
        _told(
            0,
            5,
            "late",
            "水质信息未按规定时限公开",
            "第二、三季度出厂水水质检测结果未按承诺的每季度首月公开。",
        ),
        *_heard(0, "检测机构出具报告较晚，今后按时公开。"),
        _found(4, "order", "责令改正：补发两个季度检测结果，制定公开时间表。"),
        _reported(8, "已补发第三季度检测结果。"),
        Step(
            10,
            _OFFICE,
            "send_back",
            {"checked_on": On(10)},
            "第二季度检测结果仍未补发，公开时间表未报送。",
        ),
        _reported(24, "两个季度检测结果均已补发，公开时间表已在营业厅和门户网站公布。"),
    ),
    _breach(
        15,
        "MYZ",
        _told(0, 6, "failed", "年度考核不合格", "上一年度政务公开考核得分56.40分，低于合格分数。"),
        *_heard(0, "人员调整后工作衔接不到位，将全面整改。"),
        _found(4, "order", "年度考核不合格，给予通报批评，责令1个月内完成整改并报告整改结果。"),
        Step(4, _GROUP, "circulate"),
        sides=(_circular(4, PUBLIC, copies(13, "县政务服务中心综合窗口 莫敬之")),),
    ),
    _breach(
        50,
        "ZJJ",
        _told(
            0, 8, "fees", "办理信息公开申请收取检索费", "对一件信息公开申请收取“档案检索费”50元，无收费依据。"
        ),
        *_heard(0, "窗口人员误将档案查询服务收费适用于信息公开申请，已主动退还。"),
        _found(4, "order", "责令改正：退还所收费用，书面向申请人说明。", correct_by=On(9)),
        _reported(6, "50元已退还申请人，已书面说明并致歉。"),
        _closed(9, "已改正，费用已退还。"),
    ),
    _breach(
        36,
        "RSJ",
        _told(0, 8, "duty", "群众反映申请答复不全面", "申请人反映答复未包含培训补贴明细。"),
        *_heard(0, "明细表已在答复同日以附件寄出，有邮寄回执。"),
        Step(5, _GROUP, "dismiss", reason="经核对邮寄回执，答复完整，不存在所反映的问题。"),
    ),
    _breach(
        20,
        "LPZ",
        _told(0, 1, "persons", "信息员变动未报备", "信息员调离后未报备接替人员。"),
        Step(2, _OFFICE, "withdraw", reason="经核实，该镇已在调离前三日报备。"),
    ),
    _breach(
        6,
        "JYJ",
        _told(
            0,
            1,
            "faulty",
            "发布信息出现内容差错",
            "一周内发布的3条信息出现学校名称、日期和联系电话差错，造成家长误解。",
        ),
        *_heard(0, "已全部更正，并建立“两人核对”制度。"),
        _found(5, "find", "认定违规，责成教育局加强审核。"),
    ),
    _breach(
        2,
        "NYJ",
        _told(0, 1, "unreviewed", "未经审核发布信息", "补贴公示稿未经单位负责人审批即上网发布。"),
        Step(1, _OFFICE, "hear"),
    ),
    _breach(
        4,
        "CZJ",
        _told(
            0,
            8,
            "other",
            "答复书未载明救济途径",
            "一份不予公开答复书未载明复议和诉讼途径。",
            kind_note="答复书要素不全",
        ),
        *_heard(1, "系模板版本错误，已更换模板并补发更正。"),
    ),
    _breach(0, "ZRJ", _told(0, 1, "careless", "统计数据未核对", "耕地面积数据与统计部门口径不一致。")),
)
