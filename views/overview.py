"""The state of the systems: how many records stand where, and whose are late; each figure opens its list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import abort, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from sqlalchemy import and_, case, func, select

from app.access.grants import LIST
from app.parts import parts
from models.base import Record
from models.unit import Unit
from models.workflow import Label
from views import lists, words
from views.base import OfficePage, signed_in
from views.gaps import Gap
from views.matter import MatterView

System = tuple[Label, Sequence[type[MatterView]]]
"""What the notice calls a system: its name, and the pages of its matters."""

TIMED = tuple(only for only in lists.ONLY if only)
"""What is counted of open records; each is a list narrowed by time."""


class OverviewView(OfficePage):
    """Counts what the reader may list and nothing else: other people's records are in no figure."""

    route_base = "/office/overview"
    default_view = "index"

    def __init__(self, systems: Sequence[System]) -> None:
        self.systems = systems
        super().__init__()

    @expose("/")
    @signed_in
    def index(self) -> Any:
        """All systems on one page: what is open, due soon, overdue."""
        counts = self._timed(Record.matter, lists.listed(self.actor))
        return self.page(
            "gov/overview.html",
            title=gettext("All systems at a glance"),
            heads=_heads(gettext("Matter")),
            systems=[
                {
                    "label": label,
                    "url": url_for("OverviewView.system", slug=views[0].model.slug),
                    "rows": [
                        _line(view, counts[view.model.__tablename__], str(view.model.workflow.label))
                        for view in views
                    ],
                }
                for label, views in self._seen()
            ],
        )

    @expose("/<string:slug>")
    @signed_in
    def system(self, slug: str) -> Any:
        """One system, named by any of its matters: records by state, lateness by unit."""
        found = [one for one in self._seen() if slug in {view.model.slug for view in one[1]}]
        if not found:
            abort(404)
        label, views = found[0]
        return self.page(
            "gov/system.html",
            title=label,
            crumbs=[(gettext("All systems at a glance"), url_for("OverviewView.index")), (str(label), None)],
            heads=_heads(gettext("Unit")),
            matters=[self._matter(view) for view in views],
        )

    def _seen(self) -> Iterable[System]:
        """The systems with those of their matters the reader may list."""
        for label, views in self.systems:
            if seen := [view for view in views if self.actor.may(LIST, view.model.__name__)]:
                yield label, seen

    def _matter(self, view: type[MatterView]) -> dict[str, Any]:
        model = view.model
        here = Record.matter == model.__tablename__
        counted = select(Record.state, func.count()).where(here).group_by(Record.state)
        states: dict[str, int] = dict(self.session.execute(counted).all())
        return {
            "label": model.workflow.label,
            "url": _address(view),
            "charts_url": url_for("StatisticsView.index", matter=model.slug)
            if self.actor.may(LIST, "StatisticsView")
            else None,
            "bars": [
                {
                    "label": state.label,
                    "value": states[name],
                    "url": _address(view, state=name),
                    "tone": words.tone(state),
                }
                for name, state in model.workflow.states.items()
                if name in states
            ],
            "units": self._units(view) if model.workflow.clocks else [],
            "gaps": [self._gap(gap) for gap in view.gaps],
        }

    def _gap(self, gap: Gap) -> dict[str, Any]:
        """What is missing of one kind, as far as the reader answers for it."""
        lines = gap.found(self.session(), self.actor, parts().time.today())
        return {"label": gap.label, "clauses": words.clause_text(gap.clause), "lines": lines}

    def _units(self, view: type[MatterView]) -> list[dict[str, Any]]:
        """Whoever has something open, the latest first."""
        counts = self._timed(Record.unit_id, Record.matter == view.model.__tablename__)
        named = select(Unit.id, Unit.name).where(Unit.id.in_(counts))
        units: dict[int, str] = dict(self.session.execute(named).all())
        worst = sorted(
            counts, key=lambda u: (-counts[u]["overdue"], -counts[u]["soon"], -counts[u]["open"], u)
        )
        return [_line(view, counts[u], units[u], unit_id=str(u)) for u in worst]

    def _timed(self, by: Any, *which: Any) -> Mapping[Any, Mapping[str, int]]:
        """What is open of ``which``, counted by a column of the card, in one statement."""
        today = parts().time.today()
        sums = [func.sum(case((and_(*lists.timed(Record, only, today)), 1), else_=0)) for only in TIMED]
        rows = self.session.execute(
            select(by, *sums).where(*which, *lists.timed(Record, "open", today)).group_by(by)
        )
        return defaultdict(
            Counter, {key: Counter(dict(zip(TIMED, found, strict=True))) for key, *found in rows}
        )


def _heads(first: str) -> list[str]:
    return [first, gettext("Open"), gettext("Overdue"), gettext("Due soon")]


def _line(view: type[MatterView], counts: Mapping[str, int], label: str, **asked: str) -> dict[str, Any]:
    """One row of figures, each with the list behind it; without one where the list does not narrow to it."""
    known = set(asked) <= set(view.filters)
    return {
        "label": label,
        "url": _address(view, **asked) if known else None,
        "over": counts["overdue"] > 0,
        "figures": [
            {
                "label": head,
                "value": counts[only],
                "url": _address(view, only=only, **asked) if known and counts[only] else None,
            }
            for head, only in zip(_heads(label)[1:], TIMED, strict=True)
        ],
    }


def _address(view: type[MatterView], **asked: str) -> str:
    """The list of a matter, asked this; open records are what it shows unless a state is asked for."""
    asked = {name: value for name, value in asked.items() if (name, value) != ("only", "open")}
    return f"/office/{view.model.slug}/?{urlencode(asked or {'state': ''})}"
