"""Over all matters: what the box in the header asks for, and what the figures of my work count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from flask import abort, request
from flask_appbuilder import expose
from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import selectin_polymorphic, selectinload

from app.access.turn import worked_on
from app.parts import parts
from app.search import bigrams, index
from models import MATTERS
from models.base import Record
from models.column import Class
from models.deadline import RunningClock
from models.extra_field import columns_for
from models.search import OPEN
from views import lists, words
from views import record as page
from views.base import OfficePage, signed_in
from views.home import whole_lists
from views.record import Reader

COUNTED = 200
"""Records shown of those a figure of my work counts."""
FOUND = 50
"""Records shown of those that were found, the newest; nobody counts the rest."""
QUESTION = 100
"""Characters of a question that are looked at, as in a list."""


class SearchView(OfficePage):
    """Names are looked for only when the question was posted: an address ends up in logs."""

    route_base = "/office/search"
    default_view = "index"

    @expose("/", methods=["GET", "POST"])
    @signed_in
    def index(self) -> Any:
        """Records the reader may list: hits newest first, what is due in the order of its dates.

        Each record that a name is shown of leaves a row in the trail.
        """
        only, posted = request.args.get("only", ""), request.method == "POST"
        if only not in lists.ONLY:
            abort(400)
        asked = request.values.get("q", "").strip()[:QUESTION]
        limit = COUNTED if only else FOUND
        found = self._found(asked, only, limit + 1, names=posted)
        rows = [self._row(record, asked, names=posted) for record in found[:limit]]
        titles = {"open": gettext("Open"), "overdue": gettext("Overdue"), "soon": gettext("Due soon")}
        title = gettext("Search: %(words)s", words=asked) if asked else gettext("Search")
        # A word that was posted may be a name: it goes into no address.
        words_of_list = "" if posted else asked
        narrowed = {
            "q": words_of_list,
            "only": "" if only == "open" else only,
            "state": "" if only else lists.ALL,
        }
        answer = self.page(
            "gov/search.html",
            title=titles.get(only, title),
            asked=asked or only,
            rows=rows,
            shown=limit if len(found) > limit else None,
            lists=whole_lists(self.actor, **{k: v for k, v in narrowed.items() if v}),
        )
        self._tell(record for record, row in zip(found, rows, strict=False) if row["names"])
        return answer

    def _found(self, asked: str, only: str, limit: int, *, names: bool) -> Sequence[Record]:
        conditions = lists.timed(Record, only, parts().time.today())
        if asked:
            conditions.append(index.matching(Record, asked, self.actor if names else None))
        if not conditions:
            return []
        order = func.coalesce(Record.due_on, date.max).asc() if only else Record.id.desc()
        among = worked_on(self.actor) if only else lists.listed(self.actor)
        rows = select(Record).where(among, *conditions).order_by(order, Record.id)
        whole = (
            selectin_polymorphic(Record, MATTERS),
            selectinload(Record.clocks).selectinload(RunningClock.suspensions),
        )
        return self.session.scalars(rows.options(*whole).limit(limit)).all()

    def _tell(self, records: Iterable[Record]) -> None:
        told = [parts().trail.write("read", actor=self.actor, record=record) for record in records]
        if told:
            self.session.commit()

    def _row(self, record: Record, asked: str, *, names: bool) -> dict[str, Any]:
        wanted, lamp = bigrams.words(asked), page.light(record, parts().clocks, parts().time.today())
        excerpts = list(self._excerpts(record, wanted, names=names))
        due = {"text": lamp["text"], "light": lamp["light"]} if lamp else {"text": ""}
        return {
            "id": record.id,
            "url": f"/office/{record.slug}/{record.id}",
            "over": False,
            "names": any(excerpt["personal"] for excerpt in excerpts),
            "cells": [
                {"pieces": bigrams.marked(str(record), wanted), "text": str(record), "nowrap": True},
                {
                    "pieces": bigrams.marked(record.title, wanted),
                    "text": record.title,
                    "sub": str(record.workflow.label),
                    "excerpts": excerpts,
                },
                {"text": record.unit.name},
                {"text": str(record.standing.label), "tone": words.tone(record.standing)},
                due,
            ],
        }

    def _excerpts(self, record: Record, wanted: Sequence[str], *, names: bool) -> Iterator[dict[str, Any]]:
        """Where words are found that number and subject lack; names last, so that none is shown in vain."""
        columns = columns_for(record)
        reader, levels = Reader.before(self.actor, record), index.searched(columns)
        readable = [name for name, level in levels.items() if level == OPEN or (names and reader.personal)]
        missing = set(wanted)
        for name in sorted(readable, key=lambda name: levels[name] != OPEN):
            text = getattr(record, name) or ""
            here = {word for word in missing if word in bigrams.fold(text)}
            missing -= here
            if here and name not in {"number", "title"}:
                pieces = bigrams.excerpt(text, wanted)
                yield {"label": columns[name].label, "pieces": pieces, "personal": levels[name] != OPEN}
        for file in sorted(record.attachments, key=lambda file: file.klass is not Class.INTERNAL):
            personal = file.klass is not Class.INTERNAL
            if not missing or file.read is None or not reader.may(file.klass) or (personal and not names):
                continue
            here = {word for word in missing if word in bigrams.fold(file.read.text)}
            missing -= here
            if here:
                label = gettext("In the file %(name)s", name=file.name)
                yield {
                    "label": label,
                    "pieces": bigrams.excerpt(file.read.text, wanted),
                    "personal": personal,
                }
