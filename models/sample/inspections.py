"""What the county office looked at and found, from no problem at all to one sent back (附件1 第十二条)."""

from __future__ import annotations

from typing import Any

from models.sample.breaches import EXPOSED, UNRENEWED
from models.sample.story import On, Side, Step, Story

_OFFICE = "XZFB.reviewer"
_WHO = "陆映川"


def _inspection(
    ago: int, unit: str, title: str, place: str, *steps: Step, sides: tuple[Side, ...] = (), **more: Any
) -> Story:
    """One look of the office at what a unit publishes; ``more`` says what was found."""
    values = {"title": title, "inspected_on": On(0), "found_by": _WHO, "place": place, **more}
    return Story("inspections", unit, ago, _OFFICE, values, steps, sides)


def _clean(ago: int, unit: str, place: str, *steps: Step) -> Story:
    return _inspection(ago, unit, "日常巡查", place, *steps, finding="nothing")


def _ordered(day: int, demand: str, *, until: int = 0) -> Step:
    answers: dict[str, Any] = {"demand": demand}
    return Step(day, _OFFICE, "order", answers | ({"fix_by": On(until)} if until else {}))


def _reported(day: int, note: str) -> Step:
    return Step(day, "clerk", "report", {"fixed_on": On(day), "fix_note": note})


def _confirmed(day: int, note: str) -> Step:
    return Step(day, _OFFICE, "confirm", {"checked_on": On(day), "check_note": note})


INSPECTIONS = (
    _clean(24, "CZJ", "“财政信息”栏目", Step(0, _OFFICE, "close")),
    _clean(11, "NYJ", "“惠农补贴”栏目", Step(0, _OFFICE, "close")),
    _clean(0, "RSJ", "“就业创业”栏目"),
    _inspection(
        38,
        "LPZ",
        "“基层政务公开”栏目超过更新期限",
        "“龙坪镇—基层政务公开”栏目",
        _ordered(0, "补发七月至九月应公开信息，明确栏目维护人员。"),
        _reported(3, "已补发信息11条，确定党政办1名同志专人维护。"),
        _confirmed(4, "栏目已更新，抽查3条信息内容完整。"),
        finding="late",
        severity="considerable",
        found="栏目最近一次更新距今超过三个月，清单规定每季度至少更新一次。",
    ),
    _inspection(
        33,
        "JYJ",
        "招生通知中学校名称写错",
        "“义务教育招生”栏目：秋季学期招生工作的通知",
        _ordered(0, "更正学校名称，重新核对全文。"),
        _reported(1, "已更正并在文末注明更正日期。"),
        _confirmed(2, "已更正。"),
        finding="content",
        severity="slight",
        found="附表第3行将“罗甸县第二小学”误写为“罗甸县二小学”，与正文不一致。",
    ),
    _inspection(
        30,
        "ZJJ",
        "保障性住房分配结果缺附件",
        "“保障性住房”栏目：分配结果公示",
        _ordered(0, "补传分配结果名册，名册中的个人信息作脱敏处理。", until=5),
        _reported(4, "已上传名册。"),
        Step(
            5,
            _OFFICE,
            "send_back",
            {"checked_on": On(5), "fix_by": On(9)},
            "名册未作脱敏处理，含完整联系电话。",
        ),
        _reported(7, "已隐去联系电话和身份证号中间位数，重新上传。"),
        _confirmed(8, "名册已脱敏，附件可以打开。"),
        finding="content",
        severity="considerable",
        found="正文写明“名册见附件”，但未上传附件，群众无法查阅。",
    ),
    _inspection(
        45,
        "WJJ",
        "公示表格含完整身份证号码",
        "“计划生育奖励扶助”栏目：奖励扶助对象公示",
        _ordered(0, "立即撤下原表格，脱敏后重新发布，排查同类信息。", until=1),
        _reported(1, "原表格已撤下，脱敏后重新发布；排查历年公示14期，处理2期。"),
        _confirmed(2, "原网址已不能访问，新表格已脱敏。"),
        sides=(EXPOSED,),
        finding="secret",
        severity="grave",
        found="公示表格第2至5列公开了扶助对象的完整身份证号码和银行账号，共37人。",
    ),
    _inspection(
        26,
        "BYZ",
        "“集市建设”栏目长期未更新",
        "“边阳镇—重点工作”栏目",
        _ordered(0, "补发栏目信息，说明未更新的原因。"),
        sides=(UNRENEWED,),
        finding="late",
        severity="considerable",
        found="栏目全年未更新，巡查记录已提示两次。",
    ),
    _inspection(
        4,
        "GSGS",
        "停水通知页面打不开",
        "“供水服务—停水通知”栏目",
        _ordered(0, "修复页面，核对近三个月停水通知。"),
        finding="technical",
        severity="slight",
        found="点击“停水通知”第2页提示页面不存在。",
    ),
    _inspection(
        7,
        "MYZ",
        "办事指南链接失效",
        "“沫阳镇—办事指南”栏目",
        _ordered(0, "更新失效链接。"),
        _reported(3, "已更新5条失效链接。"),
        finding="link",
        severity="slight",
        found="“社保卡补办”等5条办事指南的外部链接打不开。",
    ),
    _inspection(
        1,
        "ZRJ",
        "征地公告文字表述不当",
        "“征地信息”栏目：征收土地预公告",
        finding="wording",
        severity="considerable",
        found="公告将“安置补助费”写作“安置施舍费”。",
    ),
    _inspection(
        9,
        "RSJ",
        "招聘公告落款日期疑似错误",
        "“事业单位招聘”栏目",
        Step(1, _OFFICE, "dismiss", reason="经核实，公告系转载州级部门文件，落款日期与原文一致。"),
        finding="content",
        severity="slight",
        found="公告落款日期早于正文所列报名开始日期一年。",
    ),
)
