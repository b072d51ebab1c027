"""What comes by which channel until somebody chooses otherwise: one table, and the choices over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from app.notices.choices import choose, free, wanted
from models import NoticeChoice
from models.notice import CHANNELS, IN_TIME, KINDS

#        kind         inbox   mail    digest;  "!" nobody may take it off, "-" it does not come this way
TABLE = """
overdue               on!     on      on
due_today             on      on      on
one_day               on      off     on
five_days             on      off     on
half_time             on      off     off
urged                 on!     on      -
returned              on      on      -
assigned              on      on      -
waiting               on      off     on
"""


def read(kind: str, channel: str) -> str:
    declared = KINDS[kind]
    if channel in declared.never:
        return "-"
    return ("on" if channel in declared.on else "off") + ("!" if channel in declared.always else "")


def test_the_kinds_are_those_of_the_table() -> None:
    lines = [line.split() for line in TABLE.strip().splitlines()]
    assert [line[0] for line in lines] == list(KINDS)
    for kind, *said in lines:
        assert [read(kind, channel) for channel in CHANNELS] == said, kind


def test_a_kind_comes_by_no_channel_it_does_not_have() -> None:
    for kind in KINDS.values():
        assert not set(kind.on) & set(kind.never)
        assert set(kind.always) <= set(kind.on)
    assert set(IN_TIME) < set(KINDS)


def test_only_what_differs_is_kept_and_it_can_be_taken_back(
    session: Any, user_id: Callable[[str], int]
) -> None:
    clerk, other = user_id("clerk"), user_id("clerk2")
    by_itself = wanted(session(), [clerk])[clerk]
    chosen = by_itself - {("waiting", "inbox")} | {("half_time", "mail")}
    choose(session(), clerk, chosen)
    session.commit()
    rows = session.execute(select(NoticeChoice.kind, NoticeChoice.channel, NoticeChoice.wanted)).all()
    assert sorted(tuple(row) for row in rows) == [("half_time", "mail", True), ("waiting", "inbox", False)]
    both = wanted(session(), [clerk, other])
    assert (both[clerk], both[other]) == (chosen, by_itself)
    choose(session(), clerk, by_itself)
    session.commit()
    assert session.scalars(select(NoticeChoice)).all() == []


def test_nobody_takes_overdue_out_of_the_panel(session: Any, user_id: Callable[[str], int]) -> None:
    """A missed deadline harms people."""
    clerk = user_id("clerk")
    assert not free(KINDS["overdue"], "inbox")
    choose(session(), clerk, set())
    # Whoever gets a row past the page gets it past nothing.
    session.add(NoticeChoice(user_id=clerk, kind="overdue", channel="inbox", wanted=False))
    session.add(NoticeChoice(user_id=clerk, kind="returned", channel="digest", wanted=True))
    session.commit()
    assert wanted(session(), [clerk])[clerk] == {("overdue", "inbox"), ("urged", "inbox")}
