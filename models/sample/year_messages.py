"""A year of public messages: the same matters from one place after another (附件9)."""

from __future__ import annotations

from models.sample.message_roads import accused, answered, assigned, drafted, message, passed, published
from models.sample.story import On, Step, Story
from models.sample.tables import rows

PLACES = ("龙坪镇", "边阳镇", "沫阳镇", "茂井镇", "逢亭镇", "罗悃镇")
WRITERS = (
    "罗知秋",
    "韦小乔",
    "岑家宝",
    "黄云山",
    "陆静好",
    "班长庚",
    "",
    "杨文清",
    "王守信",
    "蒙小星",
    "",
    "莫知非",
)
"""Who wrote, in turn; some left no name."""
CHANNELS = ("portal", "wechat", "hotline", "portal", "leader_board")


def _told(topic: dict[str, str], place: str, number: int) -> Story:
    """One message and its answer, online or to the writer alone."""
    unit, day = topic["unit"], int(topic["days"])
    question = topic["title"].format(place=place)
    last: tuple[Step, ...] = (passed(day, unit),)
    last += (answered(day),) if number % 5 == 4 else (published(day, f"{question}。"),)
    writer = WRITERS[number % len(WRITERS)]
    about = {"writer": writer, "phone": f"139{number:08d}"} if writer else {}
    return message(
        20 + number * 9 % 215,
        topic["category"],
        question,
        topic["content"].format(place=place),
        assigned(0, unit),
        drafted(max(day - 1, 0), unit, topic["result"], topic["reply"].format(place=place), **_more(topic)),
        *last,
        channel=CHANNELS[number % len(CHANNELS)],
        **about,
    )


def _more(topic: dict[str, str]) -> dict[str, object]:
    """What the result and the category ask for besides the reply."""
    planned: dict[str, object] = {"planned_for": On(245)} if topic["result"] == "planned" else {}
    found = {"findings": "已到现场核实，并询问有关人员。"} if topic["category"] == "investigation" else {}
    return planned | found


def _accusation(number: int, about: str, handler: str, title: str, content: str, reply: str) -> Story:
    """A report that goes round the unit it is about, answered to the writer alone."""
    return message(
        30 + 20 * number,
        "investigation",
        title,
        f"{content}，请派人调查，不要转给被反映的单位。",
        accused(0, about, "来信反映该单位工作人员。"),
        assigned(1, handler, "请核查有关账目和档案。"),
        drafted(8, handler, "solved", reply, findings="查阅资料、询问当事人，形成核查报告。"),
        passed(9, handler),
        answered(9),
        accusation=True,
        writer=WRITERS[number % len(WRITERS)] or None,
    )


YEAR_OF_MESSAGES = (
    *(
        _told(topic, place, len(PLACES) * order + turn)
        for order, topic in enumerate(rows("messages"))
        for turn, place in enumerate(PLACES)
    ),
    *(_accusation(number, **row) for number, row in enumerate(rows("accusations"))),
)
