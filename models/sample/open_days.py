"""Open days, and the units that owe one a year (附件10 三(三))."""

from __future__ import annotations

from typing import Any

from models.sample.story import PROGRAM, On, Side, Step, Story, YearOf

OFFICE = "XZFB.reviewer"


def owed(
    unit: str, ago: int, close_to: str, steps: tuple[Step, ...] = (), *days: Side, held: int = 0
) -> Story:
    """A unit the office lists, for the year of the day on which it holds its open day."""
    values = {"title": "政府开放日年度任务", "year": YearOf(held), "close_to": close_to}
    return Story("open-day-years", unit, ago, OFFICE, values, steps, days)


def open_day(day: int, theme: str, place: str, programme: str, *steps: Step) -> Side:
    """An open day planned on a day of the story."""
    values: dict[str, Any] = {
        "title": theme,
        "planned_on": On(day + 10),
        "place": place,
        "programme": programme,
        "audience": "公开报名的群众、人大代表、政协委员",
    }
    return Side("open-days", "open_day_year", day, "clerk", values, steps)


def _announced(day: int) -> Step:
    return Step(
        day, "head", "announce", {"announced_on": On(day), "announced_at": "县政府门户网站首页通知公告"}
    )


def _held(day: int, visitors: int, account: str) -> Step:
    return Step(day, "clerk", "hold", {"held_on": On(day), "visitors": visitors, "account": account})


_REMINDER = "贵单位今年尚未开展政府开放日活动，请于年底前至少开展一次，并登记活动情况。"

OPEN_DAYS = (
    owed(
        "JYJ",
        150,
        "livelihood",
        (Step(25, OFFICE, "confirm"),),
        open_day(
            2,
            "走进课后服务",
            "县第一小学",
            "参观课堂，座谈答疑。",
            _announced(5),
            _held(15, 46, "家长和代表参观课后服务课堂，现场答复问题十一个。"),
        ),
        held=15,
    ),
    owed(
        "ZJJ",
        40,
        "social",
        (),
        open_day(2, "住有所居开放日", "县政务服务中心", "体验公积金和公租房办理。", _announced(30)),
        open_day(
            1,
            "工地开放日",
            "县城安置房项目",
            "参观工地。",
            Step(9, "head", "cancel", reason="连续降雨，现场不具备安全条件。"),
        ),
    ),
    owed(
        "WJJ",
        30,
        "livelihood",
        (Step(10, OFFICE, "remind", {"reminded_on": On(10), "reminder": _REMINDER}),),
        open_day(20, "走进疾控中心", "县疾病预防控制中心", "参观实验室，免费体检咨询。"),
    ),
    owed("FGJ", 28, "economy"),
    owed("SCJ", 27, "social"),
    owed("LPZ", 12, "voluntary"),
    owed("SJJ", 26, "economy", (Step(3, OFFICE, "strike", reason="审计机关不直接面向群众办事，不再列入。"),)),
    owed("ZRJ", 300, "economy", (Step(299, PROGRAM, "miss"),)),
)
