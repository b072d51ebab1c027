"""Forms read off declared columns: one field a column, with its label, help, choices and limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from sqlalchemy import Boolean, Date, Float, Integer, select
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, Optional, StopValidation
from wtforms.widgets import CheckboxInput, DateInput, DateTimeLocalInput, Select, TextInput, html_params

from app.extensions import db
from app.timekeeper import OFFICE_TIME, minute_text
from models.base import Record
from models.column import Column, Instant, declared
from models.extra_field import BOUND, DECIMALS
from models.points import MOST_POINTS, Points, is_exact
from models.rich_text import clean
from views.words import listed, under

LONG_TEXT = 20_000
"""Characters a text without a declared length may have."""
LONG_REASON = 2000
"""Characters a reason or a remark may have."""

LONGEST_KEY = 10
"""From so many digits on a number is no key."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Of days people write; far beyond them arithmetic on days fails, and periods are counted for minutes."""

Choices = Callable[[], Sequence[tuple[str, str]]]
"""What a column that points to another row may be set to: key and words, within the reader's scope."""


class Question(FlaskForm):
    """A form sent by GET: it asks and changes nothing, so it carries no token."""

    class Meta:
        csrf = False


class DayField(Field):
    """A day as people write it: 2026-3-5, 2026/3/5, 2026.3.5, 20260305 or 2026年3月5日."""

    widget = DateInput()
    how = _("Write the day like 2026-3-5 or 2026年3月5日")

    _written = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$")
    _packed = re.compile(r"^(\d{4})(\d{2})(\d{2})$")

    def process_formdata(self, valuelist: list[str]) -> None:
        text = unicodedata.normalize("NFKC", valuelist[0]).strip() if valuelist else ""
        self.data = self.read(text) if text else None

    def read(self, text: str) -> date:
        """The day a text says; raises ValueError with a sentence for the reader."""
        found = self._written.match(text) or self._packed.match(text)
        if found is None:
            raise ValueError(str(self.how))
        year, month, day = map(int, found.groups())
        self.check_year(year)
        try:
            return date(year, month, day)
        except ValueError:
            raise ValueError(gettext("There is no such date")) from None

    def check_year(self, year: int) -> None:
        """Raise ValueError for a year nobody means."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            sentence = gettext("Give a year from %(first)s to %(last)s", first=FIRST_YEAR, last=LAST_YEAR)
            raise ValueError(sentence)

    def _value(self) -> str:
        if self.data is not None:
            return str(self.data.isoformat())
        return self.raw_data[0] if self.raw_data else ""


class MomentField(DayField):
    """A moment to the minute, as people write it in office time or a program with its zone."""

    widget = DateTimeLocalInput()
    how = _("Write the moment like 2026-3-5 14:30 or 2026年3月5日14时30分")

    _timed = re.compile(r"^(.+?)(?:\s+|[Tt]|(?<=日))\s*(\d{1,2})\s*[:时]\s*(\d{1,2})\s*分?$")

    def read(self, text: str) -> datetime:
        """The moment a text says, in UTC; raises ValueError like that of a day."""
        found = self._told(text)
        self.check_year(found.year)
        zoned = found if found.tzinfo is not None else found.replace(tzinfo=OFFICE_TIME)
        return zoned.astimezone(UTC).replace(second=0, microsecond=0)

    def _told(self, text: str) -> datetime:
        if found := self._timed.match(text):
            day, hour, minute = super().read(found[1]), int(found[2]), int(found[3])
            if hour < 24 and minute < 60:
                return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 — in office time
        elif "T" in text:
            with suppress(ValueError):
                return datetime.fromisoformat(text)
        raise ValueError(str(self.how))

    def _value(self) -> str:
        if isinstance(self.data, datetime):
            return minute_text(self.data).replace(" ", "T")
        return self.raw_data[0] if self.raw_data else ""


class Options(Select):
    """The list of a ``ChoiceField``: WTForms asks each option how to write it, and a page has a hundred."""

    def __call__(self, field: Field, **attributes: Any) -> Markup:
        attributes.setdefault("id", field.id)
        if getattr(field.flags, "required", False):
            attributes.setdefault("required", True)
        chosen = str(field.data or "")
        html = [f"<select {html_params(name=field.name, **attributes)}>"]
        for choice in field.choices:
            mark = " selected" if choice.value == chosen else ""
            html.append(f'<option value="{escape(choice.value)}"{mark}>{escape(choice.label)}</option>')
        html.append("</select>")
        return Markup("".join(html))  # noqa: S704 — every part is escaped


class ChoiceField(SelectField):
    """One of ``options``; ``coerce`` gives None for the empty one."""

    widget = Options()


class SeveralField(SelectMultipleField):
    """Any of ``options`` as boxes to tick, in the order they are offered; None where none is ticked."""

    option_widget = CheckboxInput()

    def process_data(self, value: Any) -> None:
        """What the record holds."""
        self.data = tuple(value) if value else None

    def process_formdata(self, valuelist: list[str]) -> None:
        known = [choice.value for choice in self.choices]
        self.data = tuple(sorted({*valuelist} & {*known}, key=known.index)) or None
        if not {*valuelist} <= {"", *known}:
            raise ValueError(gettext("Choose among what is offered"))

    def pre_validate(self, _form: FlaskForm) -> None:
        """What is not offered was refused when it was read."""


class NumberField(Field):
    """A number as people write it, with full-width digits and blanks too; as an int where it is whole."""

    widget = TextInput()

    _written = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?")

    def process_formdata(self, valuelist: list[str]) -> None:
        text = "".join(unicodedata.normalize("NFKC", valuelist[0]).split()) if valuelist else ""
        self.data = None
        if not text:
            return
        if not self._written.fullmatch(text):
            raise ValueError(gettext("Write a number like 12 or 3.5"))
        self.data = self._kept(Decimal(text.replace(",", "").replace("−", "-")))

    def _kept(self, number: Decimal) -> Any:
        if abs(number) >= BOUND or number != round(number, DECIMALS):
            sentence = gettext("Give a number below 100,000,000,000 with at most four decimals")
            raise ValueError(sentence)
        return int(number) if number == int(number) else float(number)

    def _value(self) -> str:
        if self.data is not None:
            return str(self.data)
        return self.raw_data[0] if self.raw_data else ""


class RecordField(Field):
    """A record of any matter by its number, or by its key, which programs send; only one the reader sees."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        text = "".join(unicodedata.normalize("NFC", valuelist[0]).split()) if valuelist else ""
        self.data = None
        if text:
            named = Record.id == key if (key := key_asked(text)) else Record.number == text
            self.data = db.session.scalars(select(Record.id).where(named)).first()
            if self.data is None:
                raise ValueError(gettext("You see no record with this number; write it as on its page"))

    def _value(self) -> str:
        if self.data is None:
            return self.raw_data[0] if self.raw_data else ""
        return db.session.scalars(select(Record.number).where(Record.id == self.data)).first() or ""


class PointsField(NumberField):
    """Points with two decimals at most; as a Decimal."""

    def _kept(self, number: Decimal) -> Any:
        if not 0 <= number <= MOST_POINTS or not is_exact(number):
            raise ValueError(gettext("Give points with two decimals at most, like 12 or 3.25"))
        return number


class FigureField(NumberField):
    """A figure of a report: whole, or an amount with six decimals at most; as a Decimal."""

    def _kept(self, number: Decimal) -> Any:
        return number


def clean_text(value: Any) -> Any:
    """NFC, without surrounding space; control characters a database or a letter cannot carry are refused."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in text):
        raise ValidationError(gettext("This text contains characters that cannot be stored; type it anew"))
    return text or None


class CleanText:
    """A validator that stores the cleaned text, or says what is wrong with it."""

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        field.data = clean_text(field.data)


class KeptMarks:
    """A validator that leaves of rich text what may be stored."""

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        if field.data:
            field.data = clean(field.data) or None


class Given:
    """Something was filled in; what could not be read has its own sentence already."""

    field_flags = {"required": True}

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        if field.data is None and not field.errors:
            raise StopValidation(self.sentence)


_FIELDS: Mapping[type[Any], Any] = {
    Date: DayField,
    Instant: MomentField,
    Integer: IntegerField,
    Float: NumberField,
    Points: PointsField,
}


def field_for(column: Column, *, required: bool, offered: Sequence[tuple[str, str]] | None = None) -> Any:
    """The unbound form field of a column; ``offered`` for one that points to another row."""
    kind = column.type
    rules: list[Any] = [Given(gettext("Fill this in")) if required else Optional(strip_whitespace=True)]
    about = {"label": column.label, "description": column.hint, "validators": rules}
    if offered is not None:
        return ChoiceField(choices=options(("", "—"), *offered), coerce=key_of, **about)
    if column.several:
        return SeveralField(choices=options(*column.offered.items()), **about)
    if column.choices is not None:
        return ChoiceField(choices=options(("", "—"), *column.offered.items()), coerce=code_of, **about)
    if isinstance(kind, Boolean):
        return BooleanField(label=column.label, description=column.hint)
    for stored, field in _FIELDS.items():
        if isinstance(kind, stored):
            return RecordField(**about) if column.points_to == Record.__tablename__ else field(**about)
    limit = column.length or LONG_TEXT
    marks = [KeptMarks()] if column.rich else []
    about["validators"] = text_rules(*marks, *rules, longest=limit)
    if column.rich:
        about["render_kw"] = {"rows": 14}
    return TextAreaField(**about) if column.multiline else StringField(**about)


def text_rules(*rules: Any, longest: int) -> list[Any]:
    """Cleaned first, so that blanks alone are no answer; then what is asked of the text."""
    return [CleanText(), *rules, Length(max=longest, message=gettext("At most %(n)s characters", n=longest))]


def options(*pairs: tuple[str, Any]) -> list[SelectChoice]:
    """Keys and labels as WTForms wants the choices of a field."""
    return [SelectChoice(key, str(label)) for key, label in pairs]


def key_of(value: Any) -> int | None:
    """The key a choice stands for; None for the empty choice and for what is no key."""
    return int(value) if str(value or "").isdecimal() else None


def key_asked(text: str | None) -> int:
    """The key of a record that an address or somebody names; 0, which no record has, for anything else.

    No database is asked for a key longer than any: one of them answers with an overflow.
    """
    return (key_of(text) or 0) if len(text or "") < LONGEST_KEY else 0


def code_of(value: Any) -> str | None:
    """The code a choice stands for; None for the empty choice."""
    return str(value) if value else None


def form_class(
    model: type[Any],
    names: Iterable[str],
    *,
    required: Iterable[str] = (),
    choices: Mapping[str, Choices] | None = None,
    extra: Mapping[str, Any] | None = None,
    columns: Mapping[str, Column] | None = None,
) -> type[FlaskForm]:
    """A form with a field for each named column, in order, and ``extra`` unbound fields after them.

    ``columns`` are those of the model, where it has more than it declares.
    """
    known, given = columns or declared(model), choices or {}
    asked = tuple((name, known[name]) for name in names)
    offered = tuple((name, tuple(given[name]())) for name, _column in asked if name in given)
    made = _declared_form(asked, frozenset(required), offered, str(get_locale()))
    fields = dict(extra or {})
    for place, field in enumerate(fields.values(), len(asked)):
        # WTForms shows fields in the order they were made in; the extra ones were made first.
        field.creation_counter = place
    return type("RecordForm", (made,), fields)


@lru_cache(maxsize=256)
def _declared_form(
    asked: tuple[tuple[str, Column], ...],
    required: frozenset[str],
    offered: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    _language: str,
) -> type[FlaskForm]:
    """The same columns with the same choices in the same language make the same form."""
    given = dict(offered)
    fields = {
        name: field_for(column, required=name in required, offered=given.get(name)) for name, column in asked
    }
    for place, field in enumerate(fields.values()):
        field.creation_counter = place
    return type("DeclaredForm", (FlaskForm,), fields)


def required_columns(columns: Mapping[str, Column], names: Iterable[str]) -> list[str]:
    """Those of the names no record goes without; a tick box is never required."""
    return [n for n in names if columns[n].required and not isinstance(columns[n].type, Boolean)]


def reason_field() -> TextAreaField:
    """The words a step or a change is accounted for with."""
    must = Given(gettext("Give a reason"))
    return TextAreaField(_("Reason"), validators=text_rules(must, longest=LONG_REASON))


def remark_field() -> TextAreaField:
    """A word for the history, if somebody has one."""
    about = _("Kept in the history of the record")
    rules = text_rules(Optional(), longest=LONG_REASON)
    return TextAreaField(_("Remark"), description=about, validators=rules)


def hidden_field(*rules: Any) -> HiddenField:
    """A field nobody reads; for want of a label WTForms would read its catalogue anew in each request."""
    return HiddenField(label="", validators=rules)


def version_field() -> HiddenField:
    """The version of the record the reader looked at."""
    return hidden_field(Optional())


def put_errors(form: FlaskForm, errors: Mapping[str, Any], otherwise: str) -> None:
    """Put the engine's sentences beside the fields they are about; the field ``otherwise`` takes the rest."""
    for name, sentence in errors.items():
        field = form[name if name in form else otherwise]
        field.errors = [*field.errors, str(sentence)]


def entered(form: FlaskForm) -> Iterator[str]:
    """What the filled fields of a form say, each with its label; hidden ones say nothing."""
    for field in form:
        if isinstance(field, HiddenField) or field.data in (None, ""):
            continue
        said = field._value() if isinstance(field, DayField) else str(field.data)
        if isinstance(field, SelectField):
            said = listed(choice.label for choice in field.iter_choices() if choice.selected)
        yield under(field.label.text, said)


def answers(form: FlaskForm, names: Iterable[str]) -> dict[str, Any]:
    """What was filled in, by column; call after validation."""
    return {name: form[name].data for name in names if name in form}
