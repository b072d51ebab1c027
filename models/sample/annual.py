"""Last year's annual reports: two units and the county published, others on their way (条例第四十九条)."""

from __future__ import annotations

from typing import Any

from models.sample.story import PROGRAM, On, Side, Since, Step, Story, YearOf

BEGUN = Since(1, 8, 40)
LAST_YEAR = YearOf(0, back=1)
PORTAL = "https://www.gzluodian.gov.cn/zwgk/zfxxgknb/"
OVERVIEW = (
    "一年来，本单位认真贯彻《中华人民共和国政府信息公开条例》，及时公开履职信息，规范办理政府信息公开申请，"
    "严格公文属性审核和发布前保密审查，做好门户网站栏目维护，并按要求开展自查和培训。"
)
PROBLEMS = "一是个别栏目更新不够及时，已明确专人按月检查；二是部分答复说理不充分，已组织专题培训，逐件复核。"
OTHERS = "本年度未收取信息处理费。"


def _text(unit: str, **more: Any) -> dict[str, Any]:
    title = f"{unit}政府信息公开工作年度报告"
    told = {"overview": OVERVIEW, "problems": PROBLEMS, "others": OTHERS, "scope": "unit"}
    return {"title": title, "year": LAST_YEAR, **told, **more}


def _compiled(day: int, *figures: str) -> tuple[Step, ...]:
    """Compiled; then by hand: no regulations, licences, penalties, coercion, fees, no processing fee."""
    return (
        Step(day, "clerk", "compile"),
        Step(day + 1, "clerk", "enter", parts=("0", "0", "0", *figures, "0")),
    )


def _signed(day: int, head: str = "head") -> tuple[Step, ...]:
    """Handed in and signed the next day."""
    return (
        Step(day, "clerk", "hand_in"),
        Step(day + 1, head, "sign", {"signed_on": On(day + 1)}),
    )


def _accepted(day: int, who: str = "XZFB.reviewer") -> Step:
    return Step(day, who, "accept", {"opinion": "数据勾稽相符，内容完整，同意公布。"})


def _published(day: int, page: str) -> Step:
    return Step(day, "clerk", "publish", {"published_on": On(day), "address": f"{PORTAL}{page}"})


def _story(code: str, unit: str, *steps: Step, sides: tuple[Side, ...] = (), **more: Any) -> Story:
    return Story("annual-reports", code, BEGUN, "clerk", _text(unit, **more), steps, sides)


_AMENDED = Side(
    "annual-reports",
    "amendments",
    20,
    PROGRAM,
    {"edition": 2},
    (*_compiled(21, "0", "0", "0", "0"), *_signed(22), _accepted(25), _published(26, "zjj-2.html")),
)
_COUNTY = Story(
    "annual-reports",
    "XZFB",
    Since(2, 2, 40),
    "clerk",
    _text("罗甸县人民政府", scope="county", overview=OVERVIEW.replace("本单位", "全县各级行政机关")),
    (
        Step(0, "clerk", "compile"),
        Step(1, "clerk", "explain", parts=("该单位尚未签发，其数据经电话核对为零，待其签发后修订。",)),
        *_signed(2, "unit_head"),
        _accepted(4, "county_leader"),
        _published(6, "ldx.html"),
    ),
)

ANNUAL: tuple[Story, ...] = (
    _story(
        "ZRJ",
        "罗甸县自然资源局",
        *_compiled(0, "1069", "211", "0", "416.241619"),
        *_signed(2),
        _accepted(6),
        _published(9, "zrj.html"),
    ),
    _story(
        "XZFB",
        "罗甸县人民政府办公室",
        *_compiled(0, "0", "0", "0", "0"),
        *_signed(2, "unit_head"),
        _accepted(6, "county_leader"),
        _published(9, "xzfb.html"),
    ),
    _story(
        "ZJJ",
        "罗甸县住房和城乡建设局",
        *_compiled(0, "86", "12", "3", "0"),
        *_signed(2),
        _accepted(6),
        _published(8, "zjj.html"),
        Step(20, "clerk", "amend", reason="行政强制数据误填，应为零。"),
        sides=(_AMENDED,),
    ),
    _story(
        "NYJ",
        "罗甸县农业农村局",
        *_compiled(0, "41", "7", "0", "0"),
        *_signed(2),
        Step(5, "XZFB.reviewer", "send_back", reason="行政处罚数量与公示系统不一致，请核对。"),
        Step(6, "clerk", "compile"),
        *_signed(7),
        _accepted(10),
    ),
    _story("LPZ", "龙坪镇人民政府", *_compiled(0, "5", "0", "0", "0"), *_signed(2)),
    _story(
        "CZJ",
        "罗甸县财政局",
        *_compiled(0, "0", "0", "0", "0"),
        Step(2, "clerk", "hand_in"),
        Step(3, "head", "return_draft", reason="请补充财政预决算公开情况。"),
        Step(4, "clerk", "hand_in"),
    ),
    _story("JYJ", "罗甸县教育局", *_compiled(0, "", "0", "0", "0")),
    _story(
        "WJJ",
        "罗甸县卫生健康局",
        Step(1, "clerk", "drop", reason="重复编制，以另一份为准。"),
    ),
    Story(
        "annual-reports",
        "XZFB",
        Since(1, 20, 5),
        "clerk",
        {**_text("罗甸县人民政府", scope="county"), "year": YearOf(0, back=2), "source": PORTAL},
        (Step(0, "clerk", "file_past", parts=("0",)),),
    ),
    _COUNTY,
)
