"""Opening plans with their meetings: planned, called, held and closed (附件10)."""

from __future__ import annotations

from typing import Any

from models.opening import OPEN_TO
from models.sample.agenda import BUREAU, NINTH, RULES, TENTH
from models.sample.story import PROGRAM, InUnit, On, Side, Step, Story, YearOf

PLENARY = "县人民政府全体会议"
ALL_SIX: dict[str, Any] = {
    "opening_form": "live",
    "invites": tuple(OPEN_TO),
    **RULES,
}
FEW: dict[str, Any] = {
    "opening_form": "observers",
    "invites": ("public", "deputy", "adviser"),
    **RULES,
}
RESULTS = "县政府门户网站“政府会议”栏目"


def plan(unit: str, ago: int, title: str, focus: str, steps: tuple[Step, ...], *meetings: Side) -> Story:
    """The plan of a unit, begun so many working days ago."""
    values = {"title": title, "year": YearOf(0), "focus": focus}
    return Story("opening-plans", unit, ago, "clerk", values, steps, meetings)


def adopted(day: int, who: str = "head") -> tuple[Step, ...]:
    """Submitted on a day and adopted on the next."""
    return Step(day, "clerk", "submit"), Step(day + 1, who, "adopt", {"adopted_on": On(day + 1)})


def meeting(
    day: int, title: str, kind: str, field: str, subject: str, steps: tuple[Step, ...], *sides: Side
) -> Side:
    """One meeting of a plan, planned for half a year later."""
    values = {"title": title, "kind": kind, "field": field, "subject": subject, "planned_on": On(day + 120)}
    return Side("open-meetings", "plan", day, "clerk", values, steps, sides)


def called(day: int, meets: int, scheme: dict[str, Any], who: str = "unit_head") -> tuple[Step, ...]:
    """The scheme handed in three days before, approved and the meeting called."""
    told = {"called_on": On(day), "meets_on": On(meets), "place": "县行政中心第一会议室"}
    return Step(day - 3, "clerk", "propose", scheme), Step(day, who, "call", told)


def invited(to: str, day: int, about: tuple[str, str, str], *steps: Step, how: str = "有关单位推荐") -> Side:
    """One representative: category, name, organisation; the steps after the invitation of that day."""
    category, name, organisation = about
    values = {
        "title": to,
        "category": category,
        "representative": name,
        "organisation": organisation,
        "chosen_how": how,
    }
    told = Step(day, "clerk", "invite", {"invited_on": On(day)})
    return Side("invitations", "meeting", day, "clerk", values, (told, *steps))


def _came(day: int, said: str = "") -> tuple[Step, ...]:
    """Accepted three days before the meeting, and attended."""
    heard = {"said": said} if said else {}
    return Step(day - 3, "clerk", "accept"), Step(day + 1, "clerk", "attend", heard)


def _duty(to: str, day: int, kind: str, *steps: Step) -> Side:
    """A duty the program listed when the meeting was held on that day."""
    return Side("meeting-duties", "duties", day, PROGRAM, {"title": to, "kind": kind}, steps)


def _done(day: int, where: str, who: str = "clerk") -> Step:
    return Step(day, who, "settle", {"done_on": On(day), "done_where": where})


_NINTH = meeting(
    0,
    NINTH,
    "executive",
    "city",
    "审议县城区路内停车收费管理办法等事项。",
    (
        *called(143, 160, ALL_SIX, "county_leader"),
        Step(
            155,
            "clerk",
            "move",
            {"meets_on": On(165), "place": "县行政中心第二会议室"},
            reason="与州级会议冲突。",
        ),
        Step(165, "clerk", "hold", {"held_on": On(165), "chaired_by": "岑北渡"}),
        Step(
            172,
            "clerk",
            "publish",
            {
                "result": "会议审议并原则通过县城区路内停车收费管理办法，听取根治欠薪冬季专项行动情况汇报。",
                "published_on": On(172),
                "published_at": RESULTS,
            },
        ),
    ),
    invited(
        NINTH, 145, ("public", "罗禾生", "龙坪镇居民"), *_came(165, "建议增设医院周边泊位。"), how="报名抽签"
    ),
    invited(NINTH, 145, ("expert", "韦度之", "黔南民族师范学院"), *_came(165)),
    invited(NINTH, 145, ("press", "陈听澜", "县融媒体中心"), *_came(165)),
    invited(NINTH, 145, ("party_delegate", "班向晨", "斛兴街道"), *_came(165)),
    invited(NINTH, 146, ("deputy", "黄岭秀", "边阳镇"), Step(166, "clerk", "miss", {"remark": "临时外出"})),
    invited(NINTH, 146, ("adviser", "蒙修远", "县政协经济界别"), *_came(165, "建议收费收入用途公开。")),
    invited(
        NINTH,
        146,
        ("public", "杨素心", "红水河镇居民"),
        Step(148, "clerk", "decline", {"remark": "时间冲突"}),
    ),
    _duty(NINTH, 165, "decided", _done(175, RESULTS)),
    _duty(
        NINTH,
        165,
        "documents",
        Step(166, "clerk", "assign", {"handling_unit_id": InUnit("ZJJ")}),
        _done(174, "县政府门户网站“政府文件”栏目", "ZJJ.clerk"),
    ),
    _duty(
        NINTH,
        165,
        "interpretation",
        Step(166, "clerk", "assign", {"handling_unit_id": InUnit("CZJ"), "due_by": On(171)}),
        Step(167, "clerk", "take_back", reason="应由牵头起草部门解读。"),
        Step(167, "clerk", "assign", {"handling_unit_id": InUnit("ZJJ"), "due_by": On(176)}),
    ),
)

_TENTH = meeting(
    60,
    TENTH,
    "executive",
    "education_health",
    "审议紧密型县域医疗卫生共同体建设方案等事项。",
    (
        Step(182, "clerk", "propose", FEW),
        Step(183, "unit_head", "return_scheme", reason="请增加社会公众代表名额。"),
        *called(188, 205, FEW, "county_leader"),
    ),
    invited(TENTH, 190, ("public", "陆春禾", "沫阳镇居民"), Step(193, "clerk", "accept"), how="报名抽签"),
    invited(TENTH, 190, ("deputy", "吴清越", "罗悃镇")),
    invited(TENTH, 191, ("adviser", "石怀远", "县政协医卫界别"), Step(194, "clerk", "accept")),
    invited(TENTH, 191, ("public", "何念真", "木引镇居民"), Step(195, "clerk", "drop", reason="重复登记。")),
    Side(
        "invitations",
        "meeting",
        196,
        "clerk",
        {"title": TENTH, "category": "adviser", "representative": "莫景行", "organisation": "县政协"},
        (),
    ),
)

_WHOLE = meeting(
    0,
    PLENARY,
    "plenary",
    "economy",
    "部署全年重点工作。",
    (
        *called(40, 52, FEW, "county_leader"),
        Step(52, "clerk", "hold", {"held_on": On(52), "chaired_by": "岑北渡"}),
        Step(
            63,
            "clerk",
            "publish",
            {"result": "会议部署了全年十件民生实事。", "published_on": On(63), "published_at": RESULTS},
        ),
        Step(90, "clerk", "close"),
    ),
    invited(PLENARY, 42, ("public", "卢安澜", "茂井镇居民"), *_came(52), how="报名抽签"),
    invited(PLENARY, 42, ("deputy", "覃远帆", "逢亭镇"), *_came(52, "建议加快通村路养护。")),
    invited(PLENARY, 43, ("adviser", "王若谷", "县政协教育界别"), *_came(52)),
    _duty(PLENARY, 52, "decided", _done(64, RESULTS)),
    _duty(PLENARY, 52, "documents", _done(66, "县政府门户网站“政府文件”栏目")),
    _duty(PLENARY, 52, "interpretation", Step(60, "unit_head", "waive", reason="会议未出台新的政策措施。")),
    _duty(PLENARY, 52, "opinions", _done(75, "县政府门户网站“民意征集”栏目")),
)

_BUREAU = meeting(
    0,
    BUREAU,
    "department",
    "city",
    "审议老旧小区物业服务管理细则。",
    (
        *called(95, 108, FEW, "head"),
        Step(108, "clerk", "hold", {"held_on": On(108), "chaired_by": "岑默川"}),
    ),
    invited(
        BUREAU,
        97,
        ("public", "罗映雪", "花园小区业主"),
        *_came(108, "建议公示维修资金使用。"),
        how="报名抽签",
    ),
    invited(BUREAU, 97, ("deputy", "韦长河", "斛兴街道"), Step(100, "clerk", "accept")),
    invited(BUREAU, 98, ("adviser", "陈望舒", "县政协城建界别")),
)

MEETINGS = (
    plan(
        "XZFB",
        200,
        "县人民政府会议开放计划",
        "围绕城市治理、就业、教育医疗等群众关心的领域开放会议。",
        (
            Step(2, "clerk", "submit"),
            Step(3, "unit_head", "return_plan", reason="请补充开放形式。"),
            *adopted(4, "unit_head"),
            Step(60, "clerk", "supplement", reason="增加县域医共体专题会议。"),
            *adopted(61, "unit_head"),
        ),
        _NINTH,
        _WHOLE,
        _TENTH,
        meeting(
            0,
            "县人民政府第11次常务会议",
            "executive",
            "welfare",
            "研究民生实事年度安排。",
            (Step(197, "clerk", "propose", ALL_SIX),),
        ),
    ),
    plan("ZJJ", 120, "县住房和城乡建设局会议开放计划", "开放物业管理和住房保障议题。", adopted(1), _BUREAU),
    plan(
        "WJJ",
        10,
        "县卫生健康局会议开放计划",
        "开放基层医疗服务议题。",
        (Step(2, "clerk", "submit"),),
        meeting(
            1,
            "县卫生健康局局务会议（基层医疗专题）",
            "department",
            "education_health",
            "研究村卫生室建设。",
            (),
        ),
    ),
    plan(
        "NYJ",
        320,
        "县农业农村局会议开放计划",
        "开放高标准农田和农村人居环境议题。",
        (
            *adopted(1),
            Step(
                319,
                "clerk",
                "look_back",
                {"review": "计划一次，因机构调整未召开，并入县政府会议。"},
            ),
        ),
        meeting(
            0,
            "县农业农村局产业发展座谈会",
            "other",
            "economy",
            "听取种养大户意见。",
            (Step(200, "head", "cancel", reason="机构调整，并入县政府专题会议。"),),
        ),
    ),
)
