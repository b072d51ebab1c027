"""A form is put together once for the same columns, choices and language, and never taken for another."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import force_locale
from wtforms import HiddenField

from models import InformationRequest
from views.forms import form_class

UNITS = (("1", "罗甸县自然资源局"), ("2", "罗甸县卫生健康局"))


def made(app: Flask, language: str = "en", units: Any = UNITS, **about: Any) -> Any:
    """The form of a unit, a channel and a subject."""
    with app.test_request_context("/"), force_locale(language):
        names = ("unit_id", "channel", "title")
        return form_class(InformationRequest, names, choices={"unit_id": lambda: units}, **about)


def told(app: Flask, kind: Any) -> tuple[list[str], list[str], list[str]]:
    """Its fields in their order, the units and the channels it offers."""
    with app.test_request_context("/"):
        form = kind(meta={"csrf": False})
        offered = ([choice.label for choice in form[name].choices][1:3] for name in ("unit_id", "channel"))
        return ([field.name for field in form], *offered)


def test_what_another_person_may_choose_makes_another_form(app: Flask) -> None:
    both, one = made(app), made(app, units=UNITS[1:])
    assert made(app).__base__ is both.__base__
    assert told(app, both)[1] == ["罗甸县自然资源局", "罗甸县卫生健康局"]
    assert told(app, one)[1] == ["罗甸县卫生健康局"]


def test_choices_are_told_in_the_language_of_the_reader(app: Flask) -> None:
    assert told(app, made(app))[2] == ["Web", "In person"]
    assert told(app, made(app, "zh"))[2] == ["网上提交", "当面提交"]


def test_what_is_asked_besides_comes_after_the_columns_and_stays_out_of_the_next_form(app: Flask) -> None:
    more = made(app, required=["title"], extra={"key": HiddenField(), "again": HiddenField()})
    assert told(app, more)[0] == ["unit_id", "channel", "title", "key", "again"]
    assert told(app, made(app, required=["title"]))[0] == ["unit_id", "channel", "title"]
    assert more.title.kwargs["validators"] != made(app).title.kwargs["validators"]
