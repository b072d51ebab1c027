"""Agenda items, from those being drafted to those a meeting considered (附件10)."""

from __future__ import annotations

from typing import Any

from models.sample.documents_explained import CLINICS
from models.sample.hearings import SEND_TO, announced, consultation, ended, opinion, reported
from models.sample.story import On, Paper, RecordOf, Side, Step, Story

NINTH, TENTH = "县人民政府第9次常务会议", "县人民政府第10次常务会议"
BUREAU = "县住房和城乡建设局局长办公会议（物业管理专题）"
ASKED = "县政府门户网站“民意征集”栏目"
CLEARED = "不涉及国家秘密、商业秘密和个人隐私，可以公开。"
RULES = {
    "selection_rule": "公众代表通过县政府门户网站公开报名，报名多于名额的抽签确定；其他代表由有关单位推荐。",
    "duty_rule": "会前熟悉材料，会上如实反映群众意见，会后不发布未定事项。",
    "arrangement_rule": "会议前三日送达通知和材料，设列席席位，安排专人联络。",
    "discipline_rule": "按时到会，关闭通讯设备，不录音录像，不泄露会议讨论情况。",
}
SEEN: dict[str, Any] = {"opening_form": "observers", "invites": ("public", "expert"), **RULES}
"""How an item is mostly opened."""


def item(
    unit: str,
    ago: int,
    title: str,
    about: tuple[str, str, str],
    texts: tuple[str, str, str],
    steps: tuple[Step, ...],
    *sides: Side,
    **more: Any,
) -> Story:
    """One item of a unit; ``about`` is the kind of meeting, the field and the nature."""
    kind, field, nature = about
    draft, reasons, basis = texts
    values = {"title": title, "meeting_kind": kind, "field": field, "nature": nature, **more}
    values |= {"draft": draft, "reasons": reasons, "basis": basis}
    return Story("agenda-items", unit, ago, "clerk", values, steps, sides)


def cleared(day: int, texts: tuple[str, str, str]) -> tuple[Step, ...]:
    """Submitted on a day, its secrecy review passed on the next."""
    return (
        _submit(day, texts),
        Step(day + 1, "secrecy", "clear_secrecy", {"secrecy_opinion": CLEARED}),
    )


def _submit(day: int, texts: tuple[str, str, str]) -> Step:
    return Step(day, "clerk", "submit", dict(zip(("draft", "reasons", "basis"), texts, strict=True)))


def _handed_in(day: int, *papers: Paper, **more: Any) -> Step:
    return Step(day, "clerk", "hand_in", {**SEEN, **more}, papers=papers)


def _endorsed(day: int) -> Step:
    return Step(day, "head", "endorse", {"unit_opinion": "同意提请县政府常务会议审议。"})


def _approved(day: int) -> Step:
    opinion_of_county = {"county_opinion": "同意列入县政府常务会议议题，按方案邀请代表列席。"}
    return Step(day, "XZFB.reviewer", "approve_for_county", opinion_of_county)


def _scheduled(day: int, meeting: str, who: str = "XZFB.reviewer") -> Step:
    return Step(day, who, "schedule", {"meeting_id": RecordOf("open-meetings", meeting)})


def _heard(
    day: int, title: str, texts: tuple[str, str, str], unit: str, mail: str, phone: str, *said: Side
) -> Side:
    """The public heard on it for the usual thirty days, and told what became of its opinions."""
    steps = (
        announced(day + 1, portal_place=ASKED),
        ended(day + 28),
        *reported(day + 29, "意见已逐条研究，采纳情况如下。", place=ASKED),
    )
    send_to = SEND_TO.format(unit=unit, mail=mail, phone=phone)
    return consultation(day, title, texts, send_to, steps, *said)


_PARKING = (
    "县城区路内停车首小时免费，之后每半小时一元，每日封顶十元。",
    "路内泊位周转率低，占道长停问题突出。",
    "《机动车停放服务收费管理办法》《贵州省定价目录》",
)
_CLINICS = (
    "组建县域医共体，统一药品目录、统一信息平台、统一绩效考核。",
    "基层医疗机构服务能力不足，群众看病往返多。",
    "《关于全面推进紧密型县域医疗卫生共同体建设的指导意见》",
)
_WAGES = ("开展根治欠薪冬季专项行动。", "保障农民工按时足额领取工资。", "《保障农民工工资支付条例》")
_GRAIN = ("县级储备粮应急动用方案。", "保障应急状态下口粮供应。", "《粮食流通管理条例》")
_BUDGET = ("调整本年度县级财政预算安排。", "上级补助资金下达，需相应调整。", "《中华人民共和国预算法》")
_LIFTS = ("修订县城区老旧小区物业服务管理细则。", "物业服务标准不一，投诉较多。", "《贵州省物业管理条例》")
_LESSONS = ("课后服务费每生每学期三百元。", "服务成本上升。", "《关于做好中小学课后服务工作的意见》")
_LAND = ("更新基准地价。", "现行地价已执行三年。", "《城镇土地估价规程》")
_POSTS = ("年内开发公益性岗位二百个。", "兜底帮扶就业困难人员。", "《就业促进法》")
_WATER = ("按供水人口分配维修养护资金。", "保障农村饮水安全。", "《农村供水工程维修养护办法》")

_PLAN = Paper(
    "interpretation_plan",
    "停车收费管理办法解读方案.txt",
    "解读重点：首小时免费怎么算、每日封顶多少。解读形式：政策问答、图表图解。解读渠道：县政府门户网站、政务微信。",
)
_HEARING = Paper(
    "hearing_record", "停车收费听证会笔录.txt", "听证参加人十五人，十二人同意方案，三人建议提高封顶减免。"
)

AGENDA = (
    item(
        "ZJJ",
        90,
        "县城区路内停车收费管理办法",
        ("executive", "city", "policy"),
        _PARKING,
        (
            *cleared(1, _PARKING),
            Step(
                20,
                "clerk",
                "record_hearing",
                {"hearing_on": On(20), "hearing_result": "听证会如期举行，多数参加人同意方案。"},
                papers=(_HEARING,),
            ),
            _handed_in(
                35,
                _PLAN,
                invites=("public", "expert", "press", "deputy", "adviser"),
                revision="采纳意见，将首小时免费写入办法，残疾人专用车辆全时免费。",
            ),
            _endorsed(36),
            _approved(38),
            _scheduled(40, NINTH),
            Step(
                45,
                "clerk",
                "explain",
                {"explanation": "公开征求意见三十日，举行听证会一次，收到意见三条，采纳两条。"},
            ),
            Step(
                60,
                "XZFB.reviewer",
                "conclude",
                {
                    "outcome": "passed",
                    "outcome_note": "原则通过县城区路内停车收费管理办法，由县住房和城乡建设局印发实施。",
                },
            ),
        ),
        _heard(
            3,
            "县城区路内停车收费管理办法",
            _PARKING,
            "县住房和城乡建设局",
            "zjj",
            "7610291",
            opinion(
                8, 31, ("首小时应当免费", "办事群众停车时间短。", "web", "public", "adopt", ""), "罗先生"
            ),
            opinion(9, 31, ("残疾人车辆应当免费", "体现关爱。", "phone", "deputy", "adopt", "")),
            opinion(
                12, 31, ("每日封顶降为五元", "减轻负担。", "visit", "public", "reject", "低于管理成本。")
            ),
        ),
        hearing_required=True,
        drafted_with="县发展和改革局、县公安局；由县住房和城乡建设局主要负责人汇报",
    ),
    item(
        "RSJ",
        75,
        "根治欠薪冬季专项行动情况汇报",
        ("executive", "employment", "other"),
        _WAGES,
        (
            _submit(1, _WAGES),
            Step(2, "secrecy", "return_draft", reason="附件含企业银行账号，请删去后再报。"),
            *cleared(3, _WAGES),
            _handed_in(6, unheard_reason="属于阶段性工作汇报，不设定新的权利义务。"),
            Step(7, "head", "send_back", reason="请补充代表列席安排。"),
            _handed_in(8, unheard_reason="属于阶段性工作汇报，不设定新的权利义务。"),
            _endorsed(9),
            _approved(11),
            _scheduled(25, NINTH),
            Step(
                45,
                "XZFB.reviewer",
                "conclude",
                {"outcome": "passed_revised", "outcome_note": "同意汇报，补充责任清单后组织实施。"},
            ),
        ),
    ),
    item(
        "NYJ",
        80,
        "县级储备粮应急动用方案",
        ("executive", "resources", "policy"),
        _GRAIN,
        (
            _submit(1, _GRAIN),
            Step(
                2,
                "secrecy",
                "keep_secret",
                {
                    "withheld_for": "state_secret",
                    "secrecy_opinion": "储备规模和布局依照《保守国家秘密法》应当保密。",
                },
            ),
            Step(4, "clerk", "hand_in_secret"),
            _endorsed(5),
            _approved(7),
            _scheduled(30, NINTH),
            Step(50, "XZFB.reviewer", "conclude_closed", {"outcome": "passed"}),
        ),
    ),
    item(
        "WJJ",
        60,
        "紧密型县域医疗卫生共同体建设方案",
        ("executive", "education_health", "reform"),
        _CLINICS,
        (
            *cleared(1, _CLINICS),
            _handed_in(
                38,
                invites=("public", "expert", "adviser"),
                revision="采纳意见，增加村卫生室药品配送。",
                document_id=RecordOf("documents", CLINICS),
            ),
            _endorsed(39),
            _approved(41),
            _scheduled(44, TENTH),
            Step(52, "clerk", "explain", {"explanation": "公开征求意见三十日，收到意见一条，已采纳。"}),
        ),
        _heard(
            3,
            "紧密型县域医疗卫生共同体建设方案",
            _CLINICS,
            "县卫生健康局",
            "wjj",
            "7610351",
            opinion(9, 31, ("村卫生室药品应当配送到村", "老人取药不便。", "phone", "public", "adopt", "")),
        ),
    ),
    item(
        "CZJ",
        30,
        "本年度县级财政预算调整方案",
        ("executive", "economy", "other"),
        _BUDGET,
        (
            *cleared(1, _BUDGET),
            _handed_in(4, unheard_reason="属于上级专项补助的账务调整，不涉及群众新的权利义务。"),
            _endorsed(5),
            _approved(7),
            _scheduled(14, TENTH),
            Step(20, "XZFB.reviewer", "defer", reason="待州财政局批复后再提请审议。"),
        ),
    ),
    item(
        "ZJJ",
        40,
        "老旧小区物业服务管理细则",
        ("department", "city", "other"),
        _LIFTS,
        (
            *cleared(1, _LIFTS),
            _handed_in(5, unheard_reason="属于已公布办法的操作细则，不增加业主负担。"),
            Step(7, "head", "approve", {"unit_opinion": "同意提请局长办公会议审议，邀请业主代表列席。"}),
            _scheduled(10, BUREAU, "clerk"),
        ),
    ),
    item(
        "JYJ",
        12,
        "中小学课后服务收费调整方案",
        ("executive", "education_health", "policy"),
        _LESSONS,
        cleared(1, _LESSONS),
        consultation(
            4,
            "中小学课后服务收费调整方案",
            _LESSONS,
            SEND_TO.format(unit="县教育局", mail="jyj", phone="7610211"),
            (announced(5, portal_place=ASKED),),
        ),
    ),
    item(
        "ZRJ",
        9,
        "集体建设用地基准地价更新情况汇报",
        ("executive", "planning", "other"),
        _LAND,
        (
            *cleared(1, _LAND),
            _handed_in(4, unheard_reason="属于技术成果汇报，更新结果另行公布。"),
            _endorsed(6),
        ),
    ),
    item(
        "RSJ",
        6,
        "公益性岗位开发情况汇报",
        ("executive", "employment", "other"),
        _POSTS,
        (
            *cleared(1, _POSTS),
            _handed_in(4, unheard_reason="属于既定政策的执行情况汇报。"),
        ),
    ),
    item(
        "NYJ",
        3,
        "农村饮水安全维修养护资金安排",
        ("executive", "welfare", "policy"),
        _WATER,
        (_submit(1, _WATER),),
    ),
    item(
        "CZJ",
        20,
        "县级政府采购限额标准调整",
        ("executive", "resources", "other"),
        ("调整集中采购限额。", "与省级标准衔接。", "《政府采购法》"),
        (Step(3, "head", "withdraw", reason="省级已统一规定，县级不再另行调整。"),),
    ),
    item(
        "WJJ",
        1,
        "妇幼健康服务提升行动方案",
        ("executive", "education_health", "policy"),
        ("免费开展两癌筛查。", "提高早诊率。", "《母婴保健法》"),
        (),
    ),
)
