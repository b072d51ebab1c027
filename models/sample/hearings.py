"""How the sample county hears the public: consultations and opinions as building blocks (附件10、附件11)."""

from __future__ import annotations

from models.sample.story import PROGRAM, On, Side, Step

SEND_TO = "通信地址：{unit}办公室；电子邮箱：{mail}@luodian.example；联系电话：0854-{phone}。"
ADOPT, PARTLY, REJECT = "adopt", "adopt_partly", "reject"

Said = tuple[str, str, str, str, str, str]
"""Gist, content, how it came, who it is from, the step that answers it (empty: none yet), the answer."""


def opinion(day: int, answered: int, said: Said, sender: str = "", topic: str = "") -> Side:
    """One opinion that came on a day of the story and is answered on a later one."""
    gist, content, way, sender_kind, step, answer = said
    values = {
        "title": gist,
        "content": content,
        "received_on": On(day),
        "way": way,
        "sender_kind": sender_kind,
        **({"sender": sender} if sender else {}),
        **({"topic": topic} if topic else {}),
    }
    steps = (Step(answered, "clerk", step, {"answer": answer} if answer else {}),) if step else ()
    return Side("opinions", "consultation", day, "clerk", values, steps)


def consultation(
    day: int, title: str, texts: tuple[str, str, str], send_to: str, steps: tuple[Step, ...], *sides: Side
) -> Side:
    """One round of hearing the public, entered on a day of the story, on the text that was cleared."""
    draft, reasons, basis = texts
    values = {"title": title, "draft": draft, "reasons": reasons, "basis": basis, "send_to": send_to}
    return Side("consultations", "subject", day, "clerk", values, steps, sides)


def announced(day: int, who: str = "head", **more: object) -> Step:
    """Put to the public on a day, on the portal."""
    place = {"portal_place": "县政府门户网站“重大行政决策预公开”栏目"}
    return Step(day, who, "announce", {"opened_on": On(day), **place, **more})


def ended(day: int) -> Step:
    """The program sees that the last day has passed: a calendar month is over in 25 working days."""
    return Step(day, PROGRAM, "close")


def reported(
    day: int,
    report: str,
    who: str = "head",
    *,
    recalled: bool = False,
    returned: bool = False,
    place: str = "县政府门户网站“重大行政决策预公开”栏目",
) -> tuple[Step, ...]:
    """The adoption report submitted, signed and published; maybe returned or recalled once before."""
    submit, sign = Step(day, "clerk", "sum_up", {"report": report}), Step(day + 1, who, "sign")
    back = Step(day, who, "return_report", reason="请补充草案修改完善情况。")
    recall = Step(day + 1, who, "recall", reason="意见条数有误，核对后重新签发。")
    again = (Step(day + 1, "clerk", "sum_up", {"report": report}), Step(day + 1, who, "sign"))
    published = {"published_on": On(day + 2), "published_at": place}
    return (
        submit,
        *((back, submit) if returned else ()),
        sign,
        *((recall, *again) if recalled else ()),
        Step(day + 2, "clerk", "publish", published),
    )
