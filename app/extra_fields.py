"""What an extra field or a choice list may be: every door that makes or changes one asks here (ADR 0015)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from models import MATTERS
from models.column import Class, declared
from models.extra_field import ChoiceList, ExtraField, as_strict, choices_in, is_code
from models.extra_values import PREFIX
from models.workflow import Label

LAST_PLACE = 9999
MOST_CHOICES = 200
LONGEST_CHOICE = 60

RESERVED = frozenset({"id", "version", "reason", "extra", "deadlines", "offers", "trail", "matter", "file"})
"""Words that mean something else in forms and in the API, or would read as if they did."""
ENDINGS = ("_id", "_from", "_to")
"""A column so called points to another row, and filters are called after their column with the others."""

FIXED = ("matter", "code", "kind", "choice_list_id")
"""What records rely on: it never changes."""

Problems = dict[str, Label]
"""The sentence for each column that will not do."""

Rule = Callable[[Session, ExtraField], Label | None]


def problems(session: Session, field: ExtraField) -> Problems:
    """What is wrong with a field before it is flushed; a stored one tells by itself what was changed."""
    stays = gettext("This stays as it is: retire the field and make a new one")
    found: dict[str, Label | None] = {column: rule(session, field) for column, rule in _RULES.items()}
    found |= {name: stays for name in FIXED if _before(field, name) is not None}
    return {column: sentence for column, sentence in found.items() if sentence}


def _before(row: Any, name: str) -> Any:
    """What a stored row had in a column that was set to something else; None if it was not."""
    history = inspect(row).attrs[name].history
    return history.deleted[0] if history.deleted and history.deleted != history.added else None


def _matter(_session: Session, field: ExtraField) -> Label | None:
    known = any(model.__tablename__ == field.matter for model in MATTERS)
    return None if known else gettext("There is no such matter here")


def _code(session: Session, field: ExtraField) -> Label | None:
    bare = field.code.removeprefix(PREFIX)
    if not is_code(bare):
        return gettext("Use up to 30 small letters, digits and underscores, beginning with a letter")
    if bare in RESERVED or bare.endswith(ENDINGS):
        return gettext(
            "This code means something else in the program: take another, not ending in _id, _from or _to"
        )
    if bare in _declared(field):
        return gettext("The program has a column of this code itself: take another")
    return _taken(session, field, "code", gettext("Another field of this matter has this code"))


def _label(session: Session, field: ExtraField) -> Label | None:
    if is_hidden(field.label):
        return gettext("This text contains characters nobody sees: type it anew")
    if _folded(field.label) in _declared_labels(field):
        return gettext("The program has a column of this name itself: take another")
    same = gettext("Another field of this matter has this name; a retired one can be brought back")
    return _taken(session, field, "label", same)


def _choice_list(_session: Session, field: ExtraField) -> Label | None:
    if field.kind == "choice":
        return None if field.choice_list_id else gettext("Say from which list is chosen")
    return gettext("Only a choice has a list") if field.choice_list_id else None


def _klass(_session: Session, field: ExtraField) -> Label | None:
    before = _before(field, "klass")
    if before is None or Class(field.klass) in as_strict(Class(before)):
        return None
    return gettext("A class is only ever made stricter: people relied on it when they filled the field in")


def _listed(_session: Session, field: ExtraField) -> Label | None:
    sealed = field.listed and field.klass == Class.SEALED
    return gettext("What is sealed stands in no list") if sealed else None


def _position(_session: Session, field: ExtraField) -> Label | None:
    if 0 <= field.position <= LAST_PLACE:
        return None
    return gettext("Give a number from 0 to %(last)s", last=LAST_PLACE)


def _shown(name: str) -> Rule:
    return lambda _session, field: (
        gettext("This text contains characters nobody sees: type it anew")
        if is_hidden(getattr(field, name) or "")
        else None
    )


_RULES: dict[str, Rule] = {
    "matter": _matter,
    "code": _code,
    "label": _label,
    "choice_list_id": _choice_list,
    "klass": _klass,
    "listed": _listed,
    "hint": _shown("hint"),
    "section": _shown("section"),
    "position": _position,
}


def _declared(field: ExtraField) -> dict[str, Any]:
    models = [model for model in MATTERS if model.__tablename__ == field.matter]
    return {name: column for model in models for name, column in declared(model).items()}


def _declared_labels(field: ExtraField) -> set[str]:
    labels = set()
    for language in current_app.config["LANGUAGES"]:
        with force_locale(language):
            labels |= {_folded(str(column.label)) for column in _declared(field).values()}
    return labels


def _folded(text: str) -> str:
    """As a reader takes it: 电 话 and 电话, Phone and phone are one name."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_hidden(text: str) -> bool:
    """Whether a text has characters that turn it round, hide in it or break its line."""
    return any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for c in text)


def _taken(session: Session, row: Any, name: str, sentence: Label) -> Label | None:
    model = type(row)
    same = select(model.id).where(getattr(model, name) == getattr(row, name), model.id != (row.id or 0))
    if isinstance(row, ExtraField):
        same = same.where(ExtraField.matter == row.matter)
    with session.no_autoflush:
        return sentence if session.scalar(same) else None


# -- choice lists ---------------------------------------------------------------------


def rewrite(session: Session, one: ChoiceList, text: str) -> Problems:
    """Give a list these lines before it is flushed, or say what is wrong with it.

    A choice that is left out is retired, one that is back is in use again.
    """
    found: dict[str, Label | None] = {
        "code": _list_code(session, one),
        "label": _list_label(session, one),
        "choices": next(_wrong_lines(text), None),
    }
    problems_found = {column: sentence for column, sentence in found.items() if sentence}
    if not problems_found:
        before = {**one.former, **one.offered} if one.choices else {}
        now = choices_in(text)
        one.choices = _written(now)
        one.retired = _written({code: label for code, label in before.items() if code not in now})
    return problems_found


def _written(choices: Mapping[str, str]) -> str:
    return "\n".join(f"{code} {label}" for code, label in choices.items())


def _list_code(session: Session, one: ChoiceList) -> Label | None:
    if _before(one, "code") is not None:
        return gettext("This stays as it is: make a new list")
    if not is_code(one.code):
        return gettext("Use up to 30 small letters, digits and underscores, beginning with a letter")
    return _taken(session, one, "code", gettext("Another list has this code"))


def _list_label(session: Session, one: ChoiceList) -> Label | None:
    if is_hidden(one.label):
        return gettext("This text contains characters nobody sees: type it anew")
    return _taken(session, one, "label", gettext("Another list has this name"))


def _wrong_lines(text: str) -> Iterator[Label]:
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        yield gettext("Give at least one choice")
    if len(lines) > MOST_CHOICES:
        yield gettext("At most %(n)s choices", n=MOST_CHOICES)
    above: set[str] = set()
    for number, line in enumerate(lines, 1):
        ((code, label),) = choices_in(line).items()
        if not is_code(code) or not label:
            yield gettext("Line %(n)s: write a code like by_post, a blank, and the name", n=number)
        if len(label) > LONGEST_CHOICE or is_hidden(label):
            most = LONGEST_CHOICE
            yield gettext("Line %(n)s: at most %(most)s characters, all to be seen", n=number, most=most)
        if {code, _folded(label)} & above:
            yield gettext("Line %(n)s: this code or name stands above already", n=number)
        above |= {code, _folded(label)}
