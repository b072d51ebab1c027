"""Yearly lists of major decisions, from those being drawn up to those that were decided (附件11)."""

from __future__ import annotations

from typing import Any

from models.sample.decisions_heard import PRICE, SCHOOLS
from models.sample.hearings import SEND_TO, announced, consultation, ended, opinion
from models.sample.story import On, Paper, Side, Step, Story, YearOf

CLEARED = "不涉及国家秘密、商业秘密和个人隐私，可以公开。"


def proposal(draft: str, reasons: str, basis: str) -> dict[str, str]:
    return {"draft": draft, "reasons": reasons, "basis": basis}


def decision(day: int, title: str, category: str, by: str, steps: tuple[Step, ...], *sides: Side) -> Side:
    """One decision of a list, entered on a day, planned for two months later."""
    values = {"title": title, "category": category, "drafted_by": by, "planned_on": On(day + 44)}
    return Side("major-decisions", "decision_list", day, "clerk", values, steps, sides)


def yearly(unit: str, ago: int, title: str, steps: tuple[Step, ...], *sides: Side, remark: str = "") -> Story:
    """The list of a unit, begun so many working days ago."""
    values: dict[str, Any] = {"title": title, "year": YearOf(0)}
    if remark:
        values["remark"] = remark
    return Story("decision-lists", unit, ago, "clerk", values, steps, sides)


def handed_in(day: int, who: str = "head", *, noted: bool = True) -> tuple[Step, ...]:
    """Submitted, signed and reported on a day, noted by the county office on the next."""
    note = Step(day + 1, "XZFB.reviewer", "note", {"county_note": "已收悉，按程序组织实施。"})
    report = Step(day, who, "report", {"reported_on": On(day)})
    return (Step(day, "clerk", "submit"), report, *((note,) if noted else ()))


def cleared(day: int, text: dict[str, str]) -> tuple[Step, ...]:
    """Submitted on a day, its secrecy review passed on the next."""
    return (
        Step(day, "clerk", "submit", text),
        Step(day + 1, "secrecy", "clear_secrecy", {"secrecy_opinion": CLEARED}),
    )


def _done(day: int, name: str, paper: Paper, result: str) -> Step:
    given = {f"{name}_on": On(day), f"{name}_result": result}
    return Step(day, "clerk", f"record_{name}", given, papers=(paper,))


_EXPERT = Paper("expert_opinion", "专家论证意见.txt", "专家组认为方案总体可行，建议完善过渡期安排。")
_RISK = Paper("risk_assessment", "社会稳定风险评估报告.txt", "经评估，风险等级为低风险，可以实施。")
_LEGAL = Paper("legality_opinion", "合法性审查意见书.txt", "经审查，权限合法、程序合法、内容合法。")
_MINUTES = Paper("discussion_minutes", "集体讨论会议纪要.txt", "会议原则同意该方案，按会议意见修改后印发。")


def done_with_all() -> tuple[Step, ...]:
    """The four steps besides hearing the public, each with its document (附件10 三(一))."""
    return (
        _done(34, "expert", _EXPERT, "方案可行。"),
        _done(36, "risk", _RISK, "低风险。"),
        _done(40, "legality", _LEGAL, "审查通过。"),
        _done(44, "discussion", _MINUTES, "集体讨论，原则同意。"),
    )


_SCHOOLS = decision(
    0,
    "县城义务教育学校学区划分方案",
    "livelihood",
    "县教育局基础教育股",
    (
        *cleared(4, proposal(*SCHOOLS.texts)),
        *done_with_all(),
        Step(
            45,
            "head",
            "decide",
            {
                "decided_on": On(45),
                "revision": "采纳家长意见，将解放西路以北三个小区调入第二小学学区，增加多子女同校就读条款。",
                "result": "印发县城义务教育学校学区划分方案，自秋季学期起执行。",
                "document": "《罗甸县城区义务教育学校学区划分方案》",
            },
        ),
    ),
    SCHOOLS.heard(6),
)

_ROSTER = decision(
    0,
    "校园安全突发事件应急处置预案修订",
    "emergency",
    "县教育局安全股",
    (
        Step(
            5,
            "clerk",
            "submit",
            proposal("修订校园安全应急预案。", "原预案已满三年。", "《突发事件应对法》"),
        ),
        Step(6, "secrecy", "return_draft", reason="附件中有警力部署内容，请核实能否删减。"),
        Step(
            7,
            "clerk",
            "submit",
            proposal("修订校园安全应急预案。", "原预案已满三年。", "《突发事件应对法》"),
        ),
        Step(
            8,
            "secrecy",
            "withhold",
            {"withheld_for": "state_secret", "secrecy_opinion": "警力部署属于国家秘密，不得预公开。"},
        ),
    ),
)

_PRICE = decision(
    0,
    "县城供水价格调整方案",
    "charges",
    "县发展和改革局、县供水有限责任公司",
    (
        *cleared(3, proposal(*PRICE.texts)),
        _done(40, "expert", _EXPERT, "调价幅度在成本监审结论范围内。"),
        _done(42, "risk", _RISK, "低风险，建议同步完善困难家庭减免措施。"),
        Step(
            44,
            "unit_head",
            "waive_legality",
            {"legality_waiver": "上级价格主管部门已出具合法性审查意见，不再重复审查。"},
        ),
        Step(
            46,
            "unit_head",
            "waive_discussion",
            {"discussion_waiver": "县政府常务会议已就同一方案专题讨论，不再另行集体讨论。"},
        ),
    ),
    PRICE.heard(5, who="unit_head"),
)

_BUS = decision(
    0,
    "老旧小区加装电梯补贴办法",
    "benefit",
    "县住房和城乡建设局物业与房产股",
    (
        *cleared(
            3,
            proposal("每台电梯一次性补贴十二万元。", "老旧小区老年住户出行不便。", "省老旧小区改造实施方案"),
        ),
        Step(10, "head", "waive_expert", {"expert_waiver": "补贴标准沿用州级统一标准，无专业技术争议。"}),
        Step(11, "head", "waive_risk", {"risk_waiver": "属于普惠性补贴，不减损任何群体权益。"}),
        Step(30, "head", "withdraw", reason="上级出台统一补贴办法，县级不再单独制定。"),
    ),
    consultation(
        5,
        "老旧小区加装电梯补贴办法",
        ("每台电梯一次性补贴十二万元。", "老旧小区老年住户出行不便。", "省老旧小区改造实施方案"),
        SEND_TO.format(unit="县住房和城乡建设局", mail="zjj", phone="7610291"),
        (announced(12),),
        opinion(
            14, 0, ("建议提高一楼住户补偿", "一楼住户采光受影响，应当有补偿。", "phone", "public", "", "")
        ),
    ),
)

_PROPERTY = decision(
    0,
    "物业服务收费指导标准",
    "charges",
    "县住房和城乡建设局物业与房产股",
    (
        *cleared(
            3, proposal("分四级确定物业费上限。", "现行标准已执行六年。", "《贵州省物业服务收费管理办法》")
        ),
        Step(21, "clerk", "take_back", reason="分级标准有较大调整，重拟草案后再征求意见。"),
    ),
    consultation(
        5,
        "物业服务收费指导标准",
        ("分四级确定物业费上限。", "现行标准已执行六年。", "《贵州省物业服务收费管理办法》"),
        SEND_TO.format(unit="县住房和城乡建设局", mail="zjj", phone="7610291"),
        (announced(6), Step(20, "head", "stop", reason="草案分级标准有较大调整，重新起草。")),
    ),
)

_ROADS = decision(
    0,
    "高标准农田建设项目布局",
    "investment",
    "县农业农村局",
    cleared(4, proposal("新建高标准农田两万亩。", "补齐灌溉短板。", "全国高标准农田建设规划")),
    consultation(
        6,
        "高标准农田建设项目布局",
        ("新建高标准农田两万亩。", "补齐灌溉短板。", "全国高标准农田建设规划"),
        SEND_TO.format(unit="县农业农村局", mail="nyj", phone="7610321"),
        (announced(7, media="县融媒体中心广播", other_place="各村公告栏"),),
        opinion(8, 9, ("沫阳片区应先修提灌站", "无水源的田块先修提灌站。", "visit", "deputy", "adopt", "")),
        opinion(9, 0, ("边阳片区机耕道过窄", "收割机进不去，希望加宽。", "phone", "public", "", "")),
    ),
    consultation(
        9,
        "高标准农田建设项目布局（补充）",
        ("新建高标准农田两万亩。", "补齐灌溉短板。", "全国高标准农田建设规划"),
        SEND_TO.format(unit="县农业农村局", mail="nyj", phone="7610321"),
        (),
    ),
)

_SIGNED = (
    Step(32, "clerk", "sum_up", {"report": "征求意见期间收到意见一条，已采纳。"}),
    Step(33, "head", "sign"),
)


def _budget(day: int, title: str, draft: str, steps: tuple[Step, ...], *said: Side) -> Side:
    """A decision of the finance bureau, put to the public on the fifth day after it was cleared."""
    text = (draft, "统筹保障民生支出。", "《中华人民共和国预算法》")
    send_to = SEND_TO.format(unit="县财政局", mail="czj", phone="7610261")
    asked = consultation(day + 2, title, text, send_to, (announced(day + 3), *steps), *said)
    return decision(0, title, "budget", "县财政局", cleared(day, proposal(*text)), asked)


_MORE = ("建议向偏远村倾斜", "偏远村道路养护资金不足。", "web", "public", "adopt", "已调整分配因素。")

DECISIONS = (
    yearly(
        "CZJ",
        40,
        "县财政局重大行政决策事项目录",
        handed_in(1),
        _budget(
            2, "农村公路养护资金分配办法", "按里程和路况分配。", (ended(31), *_SIGNED), opinion(8, 31, _MORE)
        ),
        _budget(3, "民生实事专项资金安排方案", "安排五类民生实事。", (ended(31), _SIGNED[0])),
        _budget(4, "政府购买公共服务指导性目录", "目录分六大类。", (ended(31),)),
    ),
    yearly(
        "JYJ",
        150,
        "县教育局重大行政决策事项目录",
        (
            *handed_in(1),
            Step(2, "clerk", "supplement", reason="补充说明编制依据。"),
            Step(2, "clerk", "submit"),
            Step(2, "head", "return_list", reason="请补充计划决策时间。"),
            *handed_in(3),
        ),
        _SCHOOLS,
        _ROSTER,
        remark="经局党组会议研究确定。",
    ),
    yearly(
        "XZFB",
        95,
        "县人民政府重大行政决策事项目录",
        handed_in(1, "unit_head"),
        _PRICE,
        remark="征求各乡镇、各部门意见后拟定。",
    ),
    yearly("ZJJ", 60, "县住房和城乡建设局重大行政决策事项目录", handed_in(1), _BUS, _PROPERTY),
    yearly("NYJ", 14, "县农业农村局重大行政决策事项目录", handed_in(1, noted=False), _ROADS),
    yearly(
        "WJJ",
        6,
        "县卫生健康局重大行政决策事项目录",
        (Step(2, "clerk", "submit"),),
        decision(1, "县域医共体药品统一采购方案", "macro", "县卫生健康局", ()),
    ),
    yearly("ZRJ", 2, "县自然资源局重大行政决策事项目录", ()),
    yearly(
        "MYZ",
        9,
        "沫阳镇重大行政决策事项目录",
        handed_in(2),
        decision(
            1,
            "沫阳镇集镇详细规划",
            "planning",
            "沫阳镇人民政府",
            (
                Step(
                    5,
                    "clerk",
                    "submit",
                    proposal("集镇规划面积一点二平方公里。", "原规划期满。", "《城乡规划法》"),
                ),
            ),
        ),
    ),
)
