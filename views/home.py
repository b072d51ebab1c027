"""My work: what one person has to do today, over all matters, in one query."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from flask_appbuilder import expose
from flask_babel import format_date, gettext
from sqlalchemy import func, select

from app.access.actor import REGISTER, Actor
from app.access.grants import LIST
from app.access.turn import calls, open_records, worked_on
from app.arrangement import arranged_for
from app.parts import parts
from models import MATTERS
from models.base import Record
from models.menu_entry import TILES
from models.trail import TrailEntry
from views import lists, words
from views import record as page
from views.base import OfficePage, signed_in

LONGEST = 200
"""Open records looked through for one person's desk, and hits of a search that are shown."""
WAITING = 25
"""Records that wait for others that are shown."""
BARS = 8
"""Matters of which is shown how much is open; the rest stands on the overview."""


def whole_lists(actor: Actor, **asked: str) -> list[dict[str, Any]]:
    """Where all of what a page shows the beginning of can be turned over: the list of each matter."""
    tail = f"?{urlencode(asked)}" if asked else ""
    return [
        {"label": m.workflow.label, "url": f"/office/{m.slug}/{tail}"}
        for m in MATTERS
        if actor.may(LIST, m.__name__)
    ]


class HomeView(OfficePage):
    """The first page after signing in."""

    route_base = "/office"
    default_view = "index"

    @expose("/")
    @signed_in
    def index(self) -> Any:
        """To do, returned, waiting for others."""
        today = parts().time.today()
        rows = open_records(self.session(), self.actor, LONGEST + 1)
        more = len(rows) > LONGEST
        mine: list[Record] = []
        waiting: list[Record] = []
        for record in rows[:LONGEST]:
            (mine if calls(parts().engine, record, self.actor) else waiting).append(record)
        back = self._returned({r.id for r in mine})
        todo, returned = [r for r in mine if r.id not in back], [r for r in mine if r.id in back]
        return self.page(
            "gov/home.html",
            title=gettext("My work"),
            today_text=format_date(today, "full"),
            kpis=self._kpis(today, _at_least(len(mine), more)),
            todo=self._part(todo, today, more),
            returned=self._part(returned, today, more),
            waiting=self._part(waiting, today, more, shown=WAITING),
            looked_through=LONGEST if more else None,
            lists=whole_lists(self.actor) if more else [],
            bars=self._bars(today),
            charts_url=url_for("StatisticsView.index") if self.actor.may(LIST, "StatisticsView") else None,
            shortcuts=self._shortcuts(),
        )

    def _returned(self, ids: set[int]) -> set[int]:
        """Records whose last step sent them back to an earlier state."""
        last = (
            select(TrailEntry.record_id, func.max(TrailEntry.id).label("id"))
            .where(TrailEntry.record_id.in_(ids), TrailEntry.action == "step", TrailEntry.result == "done")
            .group_by(TrailEntry.record_id)
            .subquery()
        )
        rows = self.session.execute(
            select(TrailEntry.record_id, TrailEntry.matter, TrailEntry.source, TrailEntry.target).join(
                last, TrailEntry.id == last.c.id
            )
        )
        flows = {m.__tablename__: m.workflow for m in MATTERS}
        return {record_id for record_id, matter, *states in rows if flows[matter].leads_back(*states)}

    def _part(self, rows: list[Record], today: date, more: bool, shown: int = LONGEST) -> dict[str, Any]:
        """One table of the page, and how many there are in truth."""
        return {
            "count": _at_least(len(rows), more),
            "rows": [self._line(record, today) for record in rows[:shown]],
            "cut": len(rows) > shown,
        }

    def _kpis(self, today: date, mine: str) -> list[dict[str, Any]]:
        counts = {only: self._count(only, today) for only in lists.ONLY if only}
        all_matters = url_for("SearchView.index")
        tiles: list[dict[str, Any]] = [
            {
                "name": "tile_overdue",
                "label": TILES["tile_overdue"],
                "count": counts["overdue"],
                "sub": gettext("Act now and say why"),
                "tone": "red",
                "url": f"{all_matters}?only=overdue",
            },
            {
                "name": "tile_soon",
                "label": TILES["tile_soon"],
                "count": counts["soon"],
                "sub": gettext("Today included"),
                "tone": "amber",
                "url": f"{all_matters}?only=soon",
            },
            {
                "name": "tile_mine",
                "label": TILES["tile_mine"],
                "count": mine,
                "sub": gettext("A step is open to me"),
                "tone": "blue",
                "url": url_for("HomeView.index"),
            },
            {
                "name": "tile_open",
                "label": TILES["tile_open"],
                "count": counts["open"],
                "sub": gettext("Of my units"),
                "tone": "green",
                "url": f"{all_matters}?only=open",
            },
        ]
        arrangement = arranged_for(parts().remembered, self.session(), self.actor)
        return arrangement.of(tiles, lambda tile: str(tile["name"]))

    def _count(self, only: str, today: date) -> int:
        counted = select(func.count(Record.id)).where(
            worked_on(self.actor), *lists.timed(Record, only, today)
        )
        return int(self.session.scalar(counted))

    def _line(self, record: Record, today: date) -> dict[str, Any]:
        lamp = page.light(record, parts().clocks, today) or {"light": "grey", "text": "—"}
        due = words.due_text(record.due_on, record.due_at)
        return {
            "deadline": lamp,
            "title": record.title,
            "url": f"/office/{record.slug}/{record.id}",
            "number": record.number or str(record.workflow.label),
            "sub": str(record.workflow.label) if record.number else "",
            "state": {"label": record.standing.label, "tone": words.tone(record.standing)},
            "unit": record.unit.name,
            "due_text": gettext("%(day)s (provisional)", day=due) if record.provisional and due else due,
            "over": page.over(record, parts().time.now()),
        }

    def _bars(self, today: date) -> list[dict[str, Any]]:
        """Of which matters most is open; each bar leads to its list."""
        counted = (
            select(Record.matter, func.count())
            .where(worked_on(self.actor), *lists.timed(Record, "open", today))
            .group_by(Record.matter)
        )
        counts: dict[str, int] = dict(self.session.execute(counted).all())
        most = sorted(MATTERS, key=lambda m: -counts.get(m.__tablename__, 0))[:BARS]
        return [
            {
                "label": m.workflow.label,
                "value": counts[m.__tablename__],
                "url": f"/office/{m.slug}/?state=",
            }
            for m in most
            if m.__tablename__ in counts
        ]

    def _shortcuts(self) -> list[dict[str, Any]]:
        return [
            {
                "label": gettext("Register: %(matter)s", matter=m.workflow.label),
                "url": f"/office/{m.slug}/new",
            }
            for m in MATTERS
            if m.workflow.gives_numbers() and self.actor.may(REGISTER, m.__name__)
        ]


def _at_least(count: int, more: bool) -> str:
    """A figure; with a plus where not everything was looked through."""
    return f"{count}+" if more else str(count)
