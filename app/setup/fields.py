"""Extra fields and the lists they choose from, as parts of the set-up file (ADR 0015, 0016)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.actor import PROGRAM
from app.extra_fields import LAST_PLACE, problems, rewrite
from app.parts import parts
from app.setup.section import (
    FLAG,
    NAME,
    Difference,
    Entry,
    Objection,
    Section,
    SetupRefused,
    Work,
    maybe,
    one_of,
    text,
    whole,
)
from models import MATTERS
from models.extra_field import CLASSES, KINDS, ChoiceList, ExtraField, choices_in

LONGEST_LIST = 20_000
"""Characters of all choices of a list together."""
NOT_YET = -1
"""Stands for the key of a list that only comes with the same file, while a field is looked over."""


class ChoiceLists(Section):
    """The lists; one that a file lacks stays, for fields may choose from it.

    Retired choices are left out: they tell what records here hold.
    """

    key = "choice_lists"
    label = _("Choice lists")
    model = ChoiceList
    fields = {"code": NAME, "label": text(60), "choices": text(LONGEST_LIST)}
    by = ("code",)

    def title(self, entry: Entry) -> str:
        """Its name."""
        return str(entry["label"])

    def read(self, session: Session) -> list[Entry]:
        """All lists by their codes."""
        rows = session.scalars(select(ChoiceList))
        return sorted(({name: getattr(row, name) for name in self.fields} for row in rows), key=self.code)

    def differences(self, session: Session, wanted: Sequence[Entry]) -> list[Difference]:
        """Blanks between and around the choices make none."""
        return super().differences(session, [{**entry, "choices": _plain(entry)} for entry in wanted])

    def objections(
        self, session: Session, _work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """What no form would take, and a name twice."""
        yield from _twice(differences, "label")
        rows = {row.code: row for row in session.scalars(select(ChoiceList))}
        with session.no_autoflush:
            for one in differences:
                row = rows.get(one.code) or ChoiceList(code=one.code)
                row.label = one.after["label"]
                yield from ((one.code, said) for said in rewrite(session, row, one.after["choices"]).values())
                if row in session:
                    session.expire(row)

    def carry_out(self, session: Session, _work: Work, differences: Sequence[Difference]) -> None:
        """Make the lists that are new, give the others their choices."""
        rows = {row.code: row for row in session.scalars(select(ChoiceList))}
        for one in differences:
            row = rows.get(one.code) or ChoiceList(code=one.code)
            row.label = one.after["label"]
            with session.no_autoflush:
                found = rewrite(session, row, one.after["choices"])
            if found:
                raise SetupRefused(*found.values())
            session.add(row)
            session.flush()


def _plain(entry: Entry) -> str:
    return "\n".join(f"{code} {label}" for code, label in choices_in(entry["choices"]).items())


class Fields(Section):
    """The fields; one that a file lacks is retired, never deleted."""

    key = "extra_fields"
    label = _("Extra fields")
    model = ExtraField
    fields = {
        "matter": text(40),
        "code": NAME,
        "label": text(60),
        "kind": one_of(*KINDS),
        "choice_list": maybe(text(30)),
        "klass": one_of(*CLASSES),
        "required": FLAG,
        "listed": FLAG,
        "hint": maybe(text(200)),
        "section": maybe(text(60)),
        "position": whole(0, LAST_PLACE),
        "active": FLAG,
    }
    by = ("matter", "code")
    switch = "active"

    def title(self, entry: Entry) -> str:
        """The matter and the name of the field."""
        matters = {model.__tablename__: model.workflow.label for model in MATTERS}
        return f"{matters.get(entry['matter'], entry['matter'])} · {entry['label']}"

    def read(self, session: Session) -> list[Entry]:
        """All fields by their codes."""
        return sorted((self._entry(row) for row in session.scalars(select(ExtraField))), key=self.code)

    def _entry(self, row: ExtraField) -> Entry:
        entry = {name: getattr(row, name) for name in self.fields if name != "choice_list"}
        return {**entry, "choice_list": row.choice_list.code if row.choice_list else None}

    def objections(
        self, session: Session, _work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """What no form would take, and a name twice in a matter."""
        yield from _twice(differences, "matter", "label")
        rows, lists = self._rows(session), _lists(session)
        with session.no_autoflush:
            for one in differences:
                row = rows.get(one.code) or ExtraField()
                _fill(row, one.after, lists.get(one.after["choice_list"] or "", NOT_YET))
                yield from ((one.code, said) for said in problems(session, row).values())
                if row in session:
                    session.expire(row)

    def carry_out(self, session: Session, _work: Work, differences: Sequence[Difference]) -> None:
        """Make the fields that are new, change the others; the search takes in what is classed anew."""
        rows, lists = self._rows(session), _lists(session)
        for one in differences:
            asked = one.after["choice_list"]
            if asked is not None and asked not in lists:
                sentence = _("There is no choice list “%(code)s”: take it into the file too", code=asked)
                raise SetupRefused(sentence)
            row = rows.get(one.code) or ExtraField()
            with session.no_autoflush:
                _fill(row, one.after, lists.get(asked or "", NOT_YET))
                found = problems(session, row)
            if found:
                raise SetupRefused(*found.values())
            session.add(row)
            session.flush()
        if any(one.before is not None and "klass" in one.changed for one in differences):
            parts().jobs.enqueue("search_index", actor=PROGRAM)

    def _rows(self, session: Session) -> dict[str, ExtraField]:
        return {self.code(self._entry(row)): row for row in session.scalars(select(ExtraField))}


def _lists(session: Session) -> dict[str, int]:
    return {row.code: row.id for row in session.scalars(select(ChoiceList))}


def _fill(row: ExtraField, entry: Entry, choice_list_id: int) -> None:
    """Set what differs: what a field relies on counts as changed even if it is set to the same."""
    values = {**entry, "choice_list_id": None if entry["choice_list"] is None else choice_list_id}
    del values["choice_list"]
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _twice(differences: Sequence[Difference], *names: str) -> Iterator[Objection]:
    """Entries of the file that take a name another one takes."""
    seen = set()
    for one in differences:
        said = tuple(one.after[name] for name in names)
        if said in seen:
            yield one.code, _("Another entry of the file has this name")
        seen.add(said)
