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
        submit(day, texts),
        Step(day + 1, "secrecy", "clear_secrecy", {"secrecy_opinion": CLEARED}),
    )


def submit(day: int, texts: tuple[str, str, str]) -> Step:
    """Draft, reasons and basis handed in for the secrecy review."""
    return Step(day, "clerk", "submit", dict(zip(("draft", "reasons", "basis"), texts, strict=True)))


def handed_in(day: int, *papers: Paper, **more: Any) -> Step:
    """The topic form filled in; ``more`` are columns that differ from how an item is mostly opened."""
    return Step(day, "clerk", "hand_in", {**SEEN, **more}, papers=papers)


def endorsed(day: int) -> Step:
    """The unit head signed the topic form."""
    return Step(day, "head", "endorse", {"unit_opinion": "同意提请县政府常务会议审议。"})


def approved(day: int) -> Step:
    """The county approved it."""
    opinion_of_county = {"county_opinion": "同意列入县政府常务会议议题，按方案邀请代表列席。"}
    return Step(day, "XZFB.reviewer", "approve_for_county", opinion_of_county)


def scheduled(day: int, meeting: str, who: str = "XZFB.reviewer") -> Step:
    """Put on the agenda of a meeting, by its name."""
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
            handed_in(
                35,
                _PLAN,
                invites=("public", "expert", "press", "deputy", "adviser"),
                revision="采纳意见，将首小时免费写入办法，残疾人专用车辆全时免费。",
            ),
            endorsed(36),
            approved(38),
            scheduled(40, NINTH),
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
            submit(1, _WAGES),
            Step(2, "secrecy", "return_draft", reason="附件含企业银行账号，请删去后再报。"),
            *cleared(3, _WAGES),
            handed_in(6, unheard_reason="属于阶段性工作汇报，不设定新的权利义务。"),
            Step(7, "head", "send_back", reason="请补充代表列席安排。"),
            handed_in(8, unheard_reason="属于阶段性工作汇报，不设定新的权利义务。"),
            endorsed(9),
            approved(11),
            scheduled(25, NINTH),
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
            submit(1, _GRAIN),
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
            endorsed(5),
            approved(7),
            scheduled(30, NINTH),
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
            handed_in(
                38,
                invites=("public", "expert", "adviser"),
                revision="采纳意见，增加村卫生室药品配送。",
                document_id=RecordOf("documents", CLINICS),
            ),
            endorsed(39),
            approved(41),
            scheduled(44, TENTH),
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
)
