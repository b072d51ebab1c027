"""What a matter's workbook looks like, and what is right about its rows: form and checks are the page's."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flask import current_app
from flask_babel import get_locale, gettext
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, IntegerField, SelectField
from wtforms.i18n import get_translations

from app.access.actor import PROGRAM, acting
from app.access.grants import IMPORT
from app.audit.trail import json_safe
from app.engine import Unacceptable
from app.imports.columns import CellRefused, Column, Kind, fault_column, in_words, ticks
from app.imports.sheet import Row, Sheet
from app.parts import parts
from models.base import Record
from views import forms, words

BATCH = 50
"""Rows looked at, and later written, together; as long as they are written nobody else can on SQLite."""
UNFORGED = {
    "csrf": False,
    # Flask-WTF translates within a request only, and a task has none.
    "get_translations": lambda _form: get_translations([str(get_locale())]),
}
"""How the form of the page is made for what no browser sent."""


@dataclass(frozen=True)
class Looked:
    """A row that was looked at: what to register, or the sentence for each column that will not do."""

    row: Row
    values: Mapping[str, Any]
    faults: Mapping[str, str]
    key: str = ""
    """The submission key: the same row sent again is the same record."""
    there: bool = False

    def shown(self) -> dict[str, str]:
        """What stands in each column, for the workbook that is given back."""
        return {code: str(cell) for code, cell in self.row.cells.items()}


class Rows:
    """The rows of one workbook for whoever is acting."""

    def __init__(self, view: Any) -> None:
        self._view, self._model = view, view.model
        self._form = view.form_of(None)(formdata=None, meta=UNFORGED)
        self._seen: Counter[str] = Counter()
        languages = tuple(current_app.config["LANGUAGES"])
        names = [*([view.parent] if view.parent else []), *view.entered_columns()]
        self.columns = (fault_column(languages), *(self._column(name, languages) for name in names))
        self.others = {
            label: name
            for name, column in view.columns().items()
            if name not in names
            for label in in_words(column.label, languages)
        }
        """Heads that mean something, but are not to be filled in."""
        self._labels = {column.code: column.label for column in self.columns}

    def batches(self, sheet: Sheet) -> Iterator[list[Looked]]:
        """All rows of the workbook, some at a time."""
        rows = sheet.rows()
        while some := list(islice(rows, BATCH)):
            yield self._already([self._looked_at(row) for row in some])

    # -- columns ----------------------------------------------------------------------

    def _column(self, name: str, languages: Sequence[str]) -> Column:
        column = self._view.columns()[name]
        labels = in_words(column.label, languages)
        if name == self._view.parent:
            about = gettext("The number of the record it belongs to, as the list shows it")
            return Column(name, labels, required=True, about=about)
        field = self._form[name]
        told = [str(column.hint)] if column.hint else []
        choices = None
        if isinstance(field, forms.SeveralField):
            told.append(gettext("Several are parted by commas"))
        if isinstance(field, SelectField):
            choices = {
                choice.value: in_words((column.choices or {}).get(choice.value, choice.label), languages)
                for choice in field.choices
                if choice.value
            }
        elif isinstance(field, BooleanField):
            choices = ticks(languages)
        elif isinstance(field, forms.DayField):
            told.append(str(forms.DayField.how))
        elif not isinstance(field, IntegerField | forms.NumberField):
            told.append(gettext("At most %(n)s characters", n=column.length or forms.LONG_TEXT))
        required = name in self._view.required_columns()
        return Column(name, labels, _kind(field), required, "\n".join(told), choices)

    # -- rows -------------------------------------------------------------------------

    def _looked_at(self, row: Row) -> Looked:
        texts, faults = self._typed(row)
        if row.stray:
            letters = gettext(", ").join(row.stray)
            faults[""] = gettext(
                "Something stands in column %(letters)s, which has no head."
                " Give it its head from the template, or empty it.",
                letters=letters,
            )
        form = self._form
        form.process(formdata=MultiDict(texts))
        form.validate()
        for name, sentences in form.errors.items():
            faults.setdefault(name or "", str(sentences[0]))
        given = self._given(texts, faults)
        values = {**forms.answers(form, self._view.form_columns()), **given}
        if not faults:
            faults = self._refused(values)
        if faults:
            return Looked(row, {}, {code: self._under(code, said) for code, said in faults.items()})
        return Looked(row, values, {}, self._key(values))

    def _typed(self, row: Row) -> tuple[dict[str, Any], dict[str, str]]:
        texts: dict[str, Any] = {}
        faults: dict[str, str] = {}
        for column in self.columns:
            try:
                texts[column.code] = column.typed(row.cells.get(column.code))
            except CellRefused as refused:
                faults[column.code] = str(refused)
        return texts, faults

    def _given(self, texts: Mapping[str, Any], faults: dict[str, str]) -> Mapping[str, Any]:
        """What a record takes over from the one it hangs on."""
        parent = self._view.parent
        if not parent or parent in faults:
            return {}
        other = self._view.above_model()
        above = self._view.session.scalars(select(other).where(other.number == texts[parent].strip())).first()
        if above is None:
            faults[parent] = gettext("There is no record with this number, or none you may see")
            return {}
        given: Mapping[str, Any] = self._view.given_by(above)
        return given

    def _refused(self, values: Mapping[str, Any]) -> dict[str, str]:
        """What the checks of the page say about the row as a whole."""
        record, session = self._model(**values), self._view.session
        if not self._view.actor.may_on(IMPORT, record):
            return {"unit_id": gettext("You may not import for this unit")}
        with session.no_autoflush:
            # In the session, for checks look at what the record hangs on; written it is not.
            session.add(record)
            try:
                parts().engine.check_opening(record)
            except Unacceptable as problem:
                return {name: str(sentence) for name, sentence in problem.errors.items()}
            finally:
                session.expunge(record)
        return {}

    def _under(self, code: str, sentence: str) -> str:
        return words.under(self._labels[code], sentence) if code in self._labels else sentence

    def _key(self, values: Mapping[str, Any]) -> str:
        """Told by what stands in the row and how often it did before: a workbook sent twice doubles nothing.

        Saved anew, mended elsewhere or put in another order it is another file; its rows are the same.
        """
        told = json.dumps([self._model.slug, json_safe(values)], sort_keys=True)
        row = hashlib.sha256(told.encode()).hexdigest()
        self._seen[row] += 1
        return hashlib.sha256(f"{row} {self._seen[row]}".encode()).hexdigest()

    def _already(self, batch: list[Looked]) -> list[Looked]:
        """Which of them an earlier workbook registered; whoever may see those records."""
        keys = [looked.key for looked in batch if looked.key]
        with acting(PROGRAM):
            found = select(Record.submission_key).where(Record.submission_key.in_(keys))
            there = set(self._view.session.scalars(found))
        return [_marked(looked) if looked.key in there else looked for looked in batch]


def _marked(looked: Looked) -> Looked:
    return Looked(looked.row, looked.values, {}, looked.key, there=True)


def _kind(field: Field) -> Kind:
    kinds: tuple[tuple[type[Field], Kind], ...] = (
        (forms.SeveralField, "choices"),
        (SelectField, "choice"),
        (BooleanField, "tick"),
        (forms.MomentField, "moment"),
        (forms.DayField, "day"),
        (IntegerField, "number"),
    )
    return next((kind for made, kind in kinds if isinstance(field, made)), "text")
