"""Reconsiderations and lawsuits about information requests, in every state (条例第五十一条)."""

from __future__ import annotations

from typing import Any

from models.sample.county import COUNTY
from models.sample.story import On, RecordOf, Step, Story

_COURT = "罗甸县人民法院"
_AFTER = {"kind": "litigation_after_reconsideration", "organ": _COURT, "counted_by": "here"}
_DIRECT = {"kind": "litigation_direct", "organ": _COURT}
_SUMMARY = {"kind": "reconsideration", "organ": COUNTY, "procedure": "summary"}
_ORDINARY = {"kind": "reconsideration", "organ": COUNTY, "procedure": "ordinary"}
_UPHOLD, _DISMISS = "请求依法维持被申请人作出的答复。", "请求依法驳回原告的诉讼请求。"
_TIMELY = "本机关在法定期限内作出答复，已说明理由和救济途径。"


def _case(
    ago: int, unit: str, about: str, who: str, title: str, court: dict[str, Any], *steps: Step, **more: Any
) -> Story:
    """A case about a request of the unit, by its subject; the copy came on the day it is entered."""
    contested = {
        "source_id": RecordOf("information-requests", about),
        "disputed": f"本机关对“{about}”申请作出的答复。",
    }
    return _story(ago, unit, {"title": title, "applicant": who, **contested, **court, **more}, *steps)


def _story(ago: int, unit: str, values: dict[str, Any], *steps: Step) -> Story:
    return Story("remedy-cases", unit, ago, "clerk", {"received_on": On(0), **values}, steps)


def _drafted(day: int, grounds: str, basis: str, plea: str, head: str, **more: Any) -> Step:
    told = {"representative": head, "grounds": f"{grounds}\n{_TIMELY}", "legal_basis": basis, "plea": plea}
    return Step(
        day, "clerk", "draft", {**told, "evidence": "1.政府信息公开申请表。\n2.答复文书及送达凭证。", **more}
    )


def _handed_in(
    day: int, grounds: str, item: str, plea: str = _UPHOLD, head: str = "韦承屹（局长）", boss: str = "head"
) -> tuple[Step, ...]:
    """Drafted two days before, approved the day before, handed in on a day."""
    step = "approve_defence" if plea is _DISMISS else "approve_reply"
    return (
        _drafted(day - 2, grounds, f"《中华人民共和国政府信息公开条例》{item}。", plea, head),
        Step(day - 1, boss, step),
        Step(day, "clerk", "hand_in", {"answered_on": On(day)}),
    )


def _concluded(day: int, result: str, number: str, what: str = "") -> Step:
    told = {"result": result, "decided_on": On(day), "decision_number": number}
    return Step(day, "clerk", "conclude", {**told, **({"corrected_what": what} if what else {})})


def _ordered(day: int, number: str, what: str, **more: Any) -> Step:
    told = {"decided_on": On(day), "decision_number": number, "corrected_what": what}
    return Step(day, "clerk", "order_redo", {**told, **more})


def _withdrawn(day: int, number: str) -> Step:
    return Step(day, "clerk", "withdraw", {"decided_on": On(day), "decision_number": number})


_PLANNING = "规划调整讨论记录属于讨论过程中形成的过程性信息，依法可以不予公开。"
_ARTICLE_16 = "第十六条第二款、第三十六条第（三）项"
_FIRM = "贵州正则衡平律师事务所"

_OF_LAND = (
    _case(
        380,
        "ZRJ",
        "规划调整讨论记录",
        _FIRM,
        "不服不予公开规划讨论记录",
        _ORDINARY,
        _drafted(2, "讨论记录依法不予公开。", f"《条例》{_ARTICLE_16}。", _UPHOLD, "韦承屹（局长）"),
        Step(3, "head", "return_draft", reason="请写明讨论记录形成的时间和阶段，法规写全称。"),
        *_handed_in(6, _PLANNING, _ARTICLE_16),
        _concluded(40, "upheld", "罗府行复决字第3号"),
        case_number="罗府行复第3号",
    ),
    _case(
        320,
        "ZRJ",
        "规划调整讨论记录",
        _FIRM,
        "诉不予公开规划讨论记录",
        _AFTER,
        *_handed_in(9, _PLANNING, _ARTICLE_16, _DISMISS),
        _concluded(100, "upheld", "黔2728行初4号"),
        case_number="黔2728行初4号",
        earlier_id=RecordOf("remedy-cases", "不服不予公开规划讨论记录"),
        defended_by="陈疏影（办公室工作人员）、王慎微（保密审查员）",
    ),
    _case(
        372,
        "ZRJ",
        "违法占地案件卷宗",
        "岑雨眠",
        "不服不予公开违法占地案卷",
        _SUMMARY,
        *_handed_in(4, "所申请信息属于行政执法案卷信息。", "第十六条第二款"),
        _ordered(
            20,
            "罗府行复决字第5号",
            "撤销不予公开答复：案卷中的处罚决定书应当公开，责令15个工作日内重新答复。",
            redo_by=On(35),
        ),
        Step(
            30,
            "clerk",
            "redo",
            {"redone_on": On(30), "redone_with": "部分公开告知书：公开处罚决定书，其余不予公开"},
        ),
        case_number="罗府行复第5号",
    ),
    _case(
        285,
        "ZRJ",
        "三年用地批复汇编",
        _FIRM,
        "不服逾期未缴费不再处理",
        _ORDINARY,
        *_handed_in(7, "申请人逾期未按收费通知要求缴纳费用。", "第四十二条"),
        _withdrawn(15, "罗府行复终字第2号"),
    ),
    _case(
        160,
        "ZRJ",
        "历年有关土地的文件",
        "陆问渔",
        "不服历年土地文件无法提供",
        _SUMMARY,
        Step(3, "clerk", "change_procedure"),
        *_handed_in(8, "申请人补正后申请内容仍不明确，无法检索。", "第三十六条第（四）项"),
        _concluded(45, "upheld", "罗府行复决字第14号"),
    ),
    _case(
        60,
        "ZRJ",
        "大比例尺地形图数据",
        "喀斯特生态研究中心",
        "不服不予公开地形图数据",
        _ORDINARY,
        *_handed_in(6, "所申请坐标成果经定密，属于国家秘密测绘成果。", "第十四条"),
        _concluded(38, "upheld", "罗府行复决字第21号"),
    ),
    _case(
        85,
        "ZRJ",
        "城南新区规划许可材料",
        "莫长庚",
        "诉部分公开规划许可材料",
        _DIRECT,
        *_handed_in(9, "涉及第三方商业秘密的图纸已作区分处理。", "第十五条、第三十七条", _DISMISS),
        _concluded(60, "corrected", "黔2728行初19号", "确认部分不予公开的理由不足，判令公开总平面图。"),
        Step(70, "head", "reopen", reason="二审裁定撤销原判，发回重审。"),
        defended_by="陈疏影（办公室工作人员）",
    ),
)

_HEAD_OF_HOUSING = "陆营之（局长）"

_OF_HOUSING = (
    _case(
        365,
        "ZJJ",
        "竞标单位报价文件",
        "红水河火龙果种植专业合作社",
        "不服不予公开竞标报价文件",
        _ORDINARY,
        *_handed_in(8, "报价文件涉及第三方商业秘密，第三方不同意公开。", "第十五条", head=_HEAD_OF_HOUSING),
        _concluded(40, "corrected", "罗府行复决字第6号", "确认答复超过法定期限违法，不再责令重新答复。"),
    ),
    _case(
        280,
        "ZJJ",
        "老旧小区改造入户调查表",
        "杨听雪",
        "不服部分公开入户调查表",
        _ORDINARY,
        _drafted(3, "表格涉及他人信息。", "《条例》第十五条。", _UPHOLD, _HEAD_OF_HOUSING),
        Step(4, "head", "approve_reply"),
        Step(4, "head", "recall", reason="补充区分处理的依据后再提交。"),
        *_handed_in(7, "调查表中他人个人隐私已作区分处理。", "第十五条、第三十七条", head=_HEAD_OF_HOUSING),
        _concluded(40, "upheld", "罗府行复决字第9号"),
    ),
    _case(
        290,
        "ZJJ",
        "小区物业服务用房备案材料",
        "滨河花园小区业主委员会",
        "诉物业用房备案材料提供不全",
        _DIRECT,
        *_handed_in(8, "所申请的备案材料已全部提供。", "第三十六条第（二）项", _DISMISS, _HEAD_OF_HOUSING),
        _concluded(110, "other_result", "黔2728行初7号"),
    ),
    _case(
        200,
        "ZJJ",
        "要求重新出具房改证明",
        "杨听雪",
        "不服重新出具证明不予处理",
        _SUMMARY,
        *_handed_in(4, "申请人要求对已获取的信息重新出具证明。", "第三十九条", head=_HEAD_OF_HOUSING),
        _concluded(25, "upheld", "罗府行复决字第12号"),
    ),
    _case(
        45,
        "ZJJ",
        "项目选址磋商信函",
        "杨听雪",
        "不服不予公开选址磋商信函",
        _ORDINARY,
        *_handed_in(7, "磋商信函属于过程性信息。", "第十六条第二款", head=_HEAD_OF_HOUSING),
        _ordered(30, "罗府行复决字第24号", "撤销不予公开答复：选址意见已确定，责令重新答复。"),
    ),
)

_OF_OTHERS = (
    _story(
        320,
        "XZFB",
        {
            **_AFTER,
            "title": "诉复议维持不予公开规划讨论记录",
            "applicant": _FIRM,
            "counted_by": "elsewhere",
            "request_told": "县自然资源局答复的规划调整讨论记录申请",
            "disputed": "罗甸县人民政府维持县自然资源局不予公开答复的行政复议决定（罗府行复决字第3号）。",
            "case_number": "黔2728行初4号",
        },
        *_handed_in(9, _PLANNING, _ARTICLE_16, _DISMISS, "岑北渡（县长）", "unit_head"),
        _concluded(100, "upheld", "黔2728行初4号"),
    ),
    _case(
        150,
        "RSJ",
        "参保人员个人权益记录",
        "黔南云端信息技术有限公司",
        "诉不予公开参保人员权益记录",
        _AFTER,
        *_handed_in(9, "参保人员个人权益记录依法应当保密。", "第十四条", _DISMISS, "何以勤（局长）"),
    ),
    _case(
        6,
        "JYJ",
        "索取教材教辅目录汇编",
        "何忘机",
        "不服索取教辅目录不予处理",
        _ORDINARY,
        _drafted(
            2,
            "申请人索取的是公开出版物，已告知获取途径。",
            "《中华人民共和国政府信息公开条例》第三十九条第二款。",
            _UPHOLD,
            "卢学海（局长）",
        ),
    ),
    _case(
        8,
        "NYJ",
        "农业普查单户资料",
        "西南山地农业研究所",
        "不服不予公开农业普查资料",
        _ORDINARY,
        *_handed_in(7, "能够识别单个普查对象的资料依法不得公开。", "第十四条", head="杨耕野（局长）")[:2],
    ),
    _case(
        2,
        "LPZ",
        "占道经营处理案卷",
        "罗甸山石建材有限公司",
        "不服不予公开占道经营案卷",
        _SUMMARY,
    ),
    _story(
        30,
        "WJJ",
        {
            **_ORDINARY,
            "title": "误登记的信访复查材料",
            "applicant": "罗晓岚",
            "request_told": "信访复查材料，不涉及信息公开申请",
            "disputed": "信访事项处理意见。",
        },
        Step(0, "head", "annul", reason="系信访复查，不是信息公开行政复议，误登记。"),
    ),
)

REMEDIES = (*_OF_LAND, *_OF_HOUSING, *_OF_OTHERS)
