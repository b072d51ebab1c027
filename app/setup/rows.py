"""Parts of the set-up that are rows with a code and a switch: words, points of checklists, columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.setup.section import (
    FLAG,
    NAME,
    Difference,
    Entry,
    Objection,
    Section,
    Work,
    maybe,
    one_of,
    text,
    whole,
)
from models.checklist import CHECKLISTS, LAST_PLACE, ChecklistPoint
from models.deadline import LONGEST
from models.publication_column import ANY_TIME, RHYTHMS, PublicationColumn
from models.sensitive_word import LEVELS, WORD_KINDS, SensitiveWord
from models.unit import Unit


class Rows(Section):
    """One row an entry; what a file lacks is taken out of use, never deleted."""

    switch = "active"
    model: ClassVar[type[Any]]
    links: ClassVar[Mapping[str, type[Any]]] = {}
    """Fields that name a row of a model by its code; their column ends in ``_id``."""

    def read(self, session: Session) -> list[Entry]:
        """All rows by their codes; sorted here, for databases differ in how they order texts."""
        return sorted(self.entered(session), key=self.code)

    def entered(self, session: Session) -> list[Entry]:
        """All rows in the order they were entered in."""
        return [self._entry(row) for row in session.scalars(select(self.model).order_by(self.model.id))]

    def _entry(self, row: Any) -> Entry:
        entry = {name: getattr(row, name) for name in self.fields}
        return {n: getattr(v, "code", None) if n in self.links else v for n, v in entry.items()}

    def objections(
        self, session: Session, _work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """Links to what is neither here nor in the file."""
        for name, model in self.links.items():
            known = set(session.scalars(select(model.code)))
            if model is self.model:
                known |= {one.after["code"] for one in differences}
            for one in differences:
                asked = one.after[name]
                if asked is not None and asked not in known:
                    yield (
                        one.code,
                        _(
                            "“%(code)s” is not here: enter it first, or put null in its place in the file",
                            code=asked,
                        ),
                    )

    def carry_out(self, session: Session, _work: Work, differences: Sequence[Difference]) -> None:
        """Enter what is new, change what is here; links last, for a row may name one that comes after it."""
        rows = {self.code(self._entry(row)): row for row in session.scalars(select(self.model))}
        for one in differences:
            plain = {name: value for name, value in one.after.items() if name not in self.links}
            if one.code not in rows:
                rows[one.code] = self.model(**plain)
                session.add(rows[one.code])
                # One by one: in the order of the file, and so they are given out again.
                session.flush()
            for name, value in plain.items():
                setattr(rows[one.code], name, value)
        for name, model in self.links.items():
            by_code = {row.code: row for row in session.scalars(select(model))}
            for one in differences:
                asked = one.after[name]
                setattr(rows[one.code], name, None if asked is None else by_code[asked])
        session.flush()


class Words(Rows):
    """Sensitive words (A1.20)."""

    key = "sensitive_words"
    label = _("Sensitive words")
    model = SensitiveWord
    fields = {
        "word": text(40),
        "kind": one_of(*WORD_KINDS),
        "level": one_of(*LEVELS),
        "advice": maybe(text(200)),
        "active": FLAG,
    }
    by = ("word",)


class Points(Rows):
    """Points of checklists (A1.11)."""

    key = "checklist_points"
    label = _("Checklists")
    model = ChecklistPoint
    fields = {
        "checklist": one_of(*CHECKLISTS),
        "code": NAME,
        "text": text(200),
        "clause": maybe(text(40)),
        "place": whole(0, LAST_PLACE),
        "active": FLAG,
    }
    by = ("checklist", "code")

    def title(self, entry: Entry) -> str:
        """The list and the point."""
        return f"{CHECKLISTS[entry['checklist']]} · {entry['text']}"


class Columns(Rows):
    """Columns of the portal (A1.14)."""

    key = "publication_columns"
    label = _("Columns of the portal")
    model = PublicationColumn
    links = {"parent": PublicationColumn, "unit": Unit}
    fields = {
        "code": NAME,
        "name": text(120),
        "parent": maybe(text(40)),
        "unit": maybe(text(20)),
        "rhythm": one_of(*RHYTHMS),
        "interval": maybe(whole(1, LONGEST)),
        "active": FLAG,
    }
    by = ("code",)

    def title(self, entry: Entry) -> str:
        """Its name."""
        return str(entry["name"])

    def read(self, session: Session) -> list[Entry]:
        """As they were entered: that is the order of the plan."""
        return self.entered(session)

    def objections(
        self, session: Session, work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """Also a rhythm that does not go with its number, and a column that would belong to itself."""
        yield from super().objections(session, work, differences)
        then = {entry["code"]: entry for entry in self.read(session)}
        then |= {one.code: one.after for one in differences}
        parents = {code: entry["parent"] for code, entry in then.items()}
        for one in differences:
            if (one.after["rhythm"] == ANY_TIME) != (one.after["interval"] is None):
                yield (
                    one.code,
                    _("What is renewed daily or at intervals has a number of working days, nothing else has"),
                )
            above = then.get(one.after["parent"] or "")
            if one.after["active"] and above is not None and not above["active"]:
                yield (
                    one.code,
                    _("The column above would be out of use: keep it, or take this one out of use too"),
                )
            if _closes_a_circle(parents, one.code):
                yield one.code, _("A column cannot belong to itself, however far around")


def _closes_a_circle(parents: Mapping[str, str | None], code: str) -> bool:
    seen, above = {code}, parents[code]
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above is not None
