"""The macros, rendered: what a screen reader gets, and that forms on one page do not mix."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from flask import Flask, get_template_attribute
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput

TEMPLATES = Path(__file__).parents[2] / "app" / "templates"


class ConsultationForm(FlaskForm):
    """A transition's form with one field of each shape."""

    version = HiddenField(default="3")
    company = StringField("Company", description="as in its licence", validators=[DataRequired("Name it")])
    reason = TextAreaField("Reason")
    way = RadioField("Way", choices=["By post", "By hand"])
    urgent = BooleanField("Urgent")
    copies = SelectMultipleField("Copies", choices=["Archive", "Library"], option_widget=CheckboxInput())


class Elements(HTMLParser):
    """All elements of a piece of HTML, in order, as (tag, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def one(self, **wanted: str) -> dict[str, str | None]:
        """The only element with these attributes."""
        (found,) = [attributes for _, attributes in self.found if wanted.items() <= attributes.items()]
        return found

    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.found if "id" in attributes]


@pytest.fixture
def page() -> Iterator[None]:
    """A request in a bare application that knows only the templates."""
    app = Flask(__name__, template_folder=str(TEMPLATES))
    app.config["SECRET_KEY"] = "for the token"
    Babel(app)
    CSRFProtect(app)
    with app.test_request_context():
        yield


def macro(name: str) -> ModuleType:
    return get_template_attribute("gov/macros.html", name)


def form_macro(name: str) -> ModuleType:
    return get_template_attribute("gov/forms.html", name)


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("name", ["way", "copies"])
def test_choices_stand_in_a_group_with_its_name(name: str) -> None:
    form = ConsultationForm(MultiDict(), meta={"csrf": False})
    html = form_macro("field")(form[name])
    tags = [tag for tag, _attributes in Elements(html).found]
    assert (tags.count("fieldset"), tags.count("legend"), tags.count("input")) == (1, 1, 2)
    assert "ul" not in tags


@pytest.mark.usefixtures("page")
def test_a_wrong_field_is_tied_to_its_hint_and_its_error() -> None:
    form = ConsultationForm(MultiDict(), meta={"csrf": False})
    assert not form.validate()
    html = form_macro("field")(form.company, "Annex 8 Art 10")
    field = Elements(html).one(name="company")
    assert field["aria-describedby"] == "company-hint company-error"
    assert field["aria-invalid"] == "true"
    assert {"company-hint", "company-error"} <= set(Elements(html).ids())
    assert "Name it" in html
    assert "Annex 8 Art 10" in html


@pytest.mark.usefixtures("page")
def test_a_sound_field_has_nothing_to_describe() -> None:
    field = Elements(form_macro("field")(ConsultationForm().reason)).one(name="reason")
    assert "aria-describedby" not in field
    assert "aria-invalid" not in field


@pytest.mark.usefixtures("page")
def test_further_keywords_reach_the_input() -> None:
    html = form_macro("field")(ConsultationForm().company, autocomplete="organization")
    assert Elements(html).one(name="company")["autocomplete"] == "organization"


@pytest.mark.usefixtures("page")
def test_choices_stand_in_a_group_with_a_legend() -> None:
    tags = [tag for tag, _ in Elements(form_macro("field")(ConsultationForm().way)).found]
    assert tags.count("fieldset") == 1
    assert tags.count("legend") == 1
    assert tags.count("input") == 2


@pytest.mark.usefixtures("page")
def test_two_forms_on_one_page_share_no_id() -> None:
    form = ConsultationForm()
    html = "".join(
        form_macro("hidden_fields")(form, scope) + form_macro("fields")(form, scope)
        for scope in ("accept-", "refuse-")
    )
    ids = Elements(html).ids()
    assert "accept-company" in ids
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.usefixtures("page")
def test_hidden_fields_leave_the_token_to_csrf() -> None:
    form = ConsultationForm()
    assert "csrf_token" in form
    html = form_macro("hidden_fields")(form)
    assert [attributes["name"] for _, attributes in Elements(html).found] == ["version"]
    assert Elements(form_macro("csrf")()).one(name="csrf_token")["value"]


@pytest.mark.usefixtures("page")
def test_the_summary_links_to_the_field_and_lists_what_belongs_to_none() -> None:
    form = ConsultationForm(MultiDict({"way": "By post"}), meta={"csrf": False})
    form.validate()
    form.form_errors.append("Number already taken")
    html = form_macro("error_summary")(form, "offer-")
    assert Elements(html).one(href="#offer-company")
    assert "2 things need to be changed" in html
    assert "Number already taken" in html


@pytest.mark.usefixtures("page")
def test_no_errors_no_summary() -> None:
    assert form_macro("error_summary")(ConsultationForm()).strip() == ""


@pytest.mark.usefixtures("page")
def test_a_light_says_in_words_what_it_shows() -> None:
    html = macro("light")({"light": "red", "text": "2 working days over"})
    assert "2 working days over" in html
    assert Elements(html).one(**{"aria-hidden": "true"})


@pytest.mark.usefixtures("page")
def test_text_of_a_record_is_escaped() -> None:
    cell = {"text": "<script>alert(1)</script>", "sub": "<b>x</b>"}
    html = macro("table")([{"name": "a", "label": "A"}], [{"url": "/1", "cells": [cell]}], "T")
    assert not {"script", "b"} & {tag for tag, _ in Elements(html).found}


@pytest.mark.usefixtures("page")
def test_a_table_names_its_sorting_and_its_rows() -> None:
    columns = [
        {"name": "number", "label": "Number", "sort_url": "?sort=number", "sorted": "ascending"},
        {"name": "due", "label": "Due", "sort_url": None, "sorted": None},
    ]
    row = SimpleNamespace(url="/7", over=True, cells=[{"text": "No 7"}, {"text": None}])
    found = Elements(macro("table")(columns, [row], "Requests"))
    assert found.one(**{"aria-sort": "ascending"})["scope"] == "col"
    assert found.one(href="/7")
    assert found.one(**{"data-label": "Due"})


@pytest.mark.parametrize(("path", "back"), [("/office/units/1", ["/office/units/"]), ("/password/", [])])
def test_a_page_of_the_framework_leads_back_to_its_list(app: Flask, path: str, back: list[str]) -> None:
    """A county may add a stock view (ADR 0004); the framework's own way back is not routed here."""
    with app.test_request_context(path):
        html = get_template_attribute("appbuilder/general/lib.html", "lnk_back")()
    assert [attributes["href"] for _, attributes in Elements(html).found] == back


@pytest.mark.usefixtures("page")
def test_a_value_of_nought_is_not_taken_for_none() -> None:
    html = macro("kv")([{"label": "Fee", "value": 0}, {"label": "Pages", "value": None}])
    assert '<span class="value">0</span>' in html
    assert '<span class="value">—</span>' in html


@pytest.mark.usefixtures("page")
def test_a_clock_tells_that_it_is_stopped_and_provisional() -> None:
    clock = {"label": "Answer", "light": "amber", "due_text": "3 working days left", "percent": 85}
    sure = macro("clock_card")(clock)
    assert "Stopped" not in sure
    assert "Provisional" not in sure
    unsure = macro("clock_card")(clock | {"paused": True, "provisional": True})
    assert "Stopped" in unsure
    assert "Provisional" in unsure
    assert Elements(unsure).one(max="100")["value"] == "85"
