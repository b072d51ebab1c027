"""Requests to use the portal otherwise, and trainings, in every state (附件1 第十五条、附件3 第十条)."""

from __future__ import annotations

from typing import Any

from models.sample.story import PROGRAM, On, Step, Story

_OFFICE, _LEADER = "XZFB.reviewer", "XZFB.portal_leader"


def _request(ago: int, unit: str, title: str, content: str, *steps: Step, beyond: str = "form") -> Story:
    values = {"title": title, "content": content, "beyond": beyond, "wanted_at": "门户网站首页飘窗"}
    return Story("use-requests", unit, ago, "clerk", values, steps)


def _applied(day: int, planned: int, urgent: str = "") -> Step:
    answers: dict[str, Any] = {"planned_on": On(planned)}
    return Step(day, "clerk", "apply", answers | ({"urgent_reason": urgent} if urgent else {}))


def _reviewed(day: int) -> Step:
    return Step(day, _OFFICE, "review", {"opinion": "内容属实，建议同意，期满撤下。"})


def _signed(day: int) -> Step:
    return Step(day, _LEADER, "sign", {"leader_opinion": "同意。"})


def _training(
    ago: int,
    unit: str,
    topic: str,
    subjects: tuple[str, ...],
    planned: int,
    *steps: Step,
    who: str = "clerk",
    **more: Any,
) -> Story:
    values = {
        "title": topic,
        "organiser": "own",
        "subjects": subjects,
        "planned_on": On(planned),
        "place": "县行政中心附楼三楼会议室",
        **more,
    }
    return Story("trainings", unit, ago, who, values, steps)


OVERSEEN = (
    _request(
        30,
        "WJJ",
        "无偿献血宣传周首页飘窗",
        "宣传周期间在首页设置飘窗，链接活动专题。",
        _applied(0, 5),
        _reviewed(1),
        _signed(2),
        Step(5, "clerk", "carry_out", {"done_on": On(5), "done_at": "门户网站首页，展示7天"}),
    ),
    _request(
        3,
        "NYJ",
        "强降雨农作物防灾提示弹窗",
        "未来48小时强降雨，提示群众抢收、排涝。",
        _applied(1, 2, "气象部门当日发布暴雨预警，等待3日将错过防灾时机。"),
        _reviewed(1),
        _signed(2),
        beyond="both",
    ),
    _request(2, "JYJ", "高考励志短视频展播", "展播学生自拍短视频10条。", _applied(0, 9), _reviewed(2)),
    _request(1, "ZRJ", "土地日知识竞答页面", "设置在线竞答页面，为期一周。", _applied(1, 12)),
    _request(0, "RSJ", "春风行动招聘会直播", "首页嵌入招聘会直播窗口。"),
    _request(
        22,
        "CZJ",
        "企业理财产品推介",
        "推介某银行理财产品。",
        _applied(0, 6),
        _reviewed(1),
        Step(2, _LEADER, "refuse", reason="属于商业推介，不宜利用政府网站发布。"),
        beyond="scope",
    ),
    _request(
        18,
        "MYZ",
        "脐橙采摘节活动预告飘窗",
        "活动预告飘窗。",
        _applied(0, 4),
        _reviewed(2),
        Step(7, PROGRAM, "lapse"),
    ),
    _request(
        14,
        "LPZ",
        "集市搬迁提示飘窗",
        "提示群众集市搬迁时间、地点。",
        _applied(0, 6),
        Step(1, _OFFICE, "hand_back", reason="请注明飘窗撤下时间。"),
        Step(2, "clerk", "withdraw", reason="已改为在镇公开栏目发布。"),
    ),
    _training(
        40,
        "XZFB",
        "全县信息公开工作人员业务培训",
        ("business", "requests", "secrecy"),
        6,
        Step(
            6,
            "clerk",
            "hold",
            {
                "held_on": On(6),
                "hours": 6,
                "attendee_count": 78,
                "attendees": "各乡镇、街道和县直部门信息员78人，名单附后。",
                "outcome": "结业测试合格率96%。",
            },
        ),
        units="各乡镇人民政府、街道办事处\n县府各工作部门",
    ),
    _training(
        26,
        "GSGS",
        "信息公开标准规范目录编制培训",
        ("sorting", "catalogue", "secrecy"),
        5,
        Step(5, "clerk", "hold", {"held_on": On(5), "hours": 3, "attendee_count": 12}),
        organiser="authority",
        place="公司二楼会议室",
    ),
    _training(2, "ZRJ", "州政务公开业务提升班", ("business", "enquiries"), 10, organiser="superior"),
    _training(
        15,
        "JYJ",
        "学校信息公开保密知识培训",
        ("secrecy",),
        8,
        Step(6, "clerk", "cancel", reason="与全县培训内容重复，并入全县培训。"),
    ),
)
