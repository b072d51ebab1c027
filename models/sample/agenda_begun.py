"""Agenda items that no meeting has considered yet, or that were given up (附件10)."""

from __future__ import annotations

from models.sample.agenda import (
    ASKED,
    BUREAU,
    TENTH,
    approved,
    cleared,
    endorsed,
    handed_in,
    item,
    scheduled,
    submit,
)
from models.sample.hearings import SEND_TO, announced, consultation
from models.sample.story import Step

_BUDGET = ("调整本年度县级财政预算安排。", "上级补助资金下达，需相应调整。", "《中华人民共和国预算法》")
_LIFTS = ("修订县城区老旧小区物业服务管理细则。", "物业服务标准不一，投诉较多。", "《贵州省物业管理条例》")
_LESSONS = ("课后服务费每生每学期三百元。", "服务成本上升。", "《关于做好中小学课后服务工作的意见》")
_LAND = ("更新基准地价。", "现行地价已执行三年。", "《城镇土地估价规程》")
_POSTS = ("年内开发公益性岗位二百个。", "兜底帮扶就业困难人员。", "《就业促进法》")
_WATER = ("按供水人口分配维修养护资金。", "保障农村饮水安全。", "《农村供水工程维修养护办法》")

AGENDA_BEGUN = (
    item(
        "CZJ",
        30,
        "本年度县级财政预算调整方案",
        ("executive", "economy", "other"),
        _BUDGET,
        (
            *cleared(1, _BUDGET),
            handed_in(4, unheard_reason="属于上级专项补助的账务调整，不涉及群众新的权利义务。"),
            endorsed(5),
            approved(7),
            scheduled(14, TENTH),
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
            handed_in(5, unheard_reason="属于已公布办法的操作细则，不增加业主负担。"),
            Step(7, "head", "approve", {"unit_opinion": "同意提请局长办公会议审议，邀请业主代表列席。"}),
            scheduled(10, BUREAU, "clerk"),
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
            handed_in(4, unheard_reason="属于技术成果汇报，更新结果另行公布。"),
            endorsed(6),
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
            handed_in(4, unheard_reason="属于既定政策的执行情况汇报。"),
        ),
    ),
    item(
        "NYJ",
        3,
        "农村饮水安全维修养护资金安排",
        ("executive", "welfare", "policy"),
        _WATER,
        (submit(1, _WATER),),
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
