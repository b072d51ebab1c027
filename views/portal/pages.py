"""Ask for information, get number and code, follow the progress: without account and without script."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from app.access.actor import CITIZEN, PROGRAM, acting
from app.engine import Refused, Unacceptable
from app.extensions import db
from app.parts import parts
from models import InformationRequest, Unit
from models.column import declared
from models.information_request import InformationRequestFlow
from models.request_form import APPLICANT, HOW_GIVEN, WANTED
from models.request_terms import APPLICANT_KINDS
from views import forms, words
from views import record as page
from views.choices import units
from views.portal import codes
from views.rules import length

portal = Blueprint("portal", __name__)

RECEIPT = "receipt"
"""Where a session has number and code until they are shown; from then on None."""

SECTIONS = (
    (_("1. Who you ask"), ("unit_id",)),
    (_("2. Who you are"), APPLICANT),
    (_("3. What you want to know"), WANTED),
    (_("4. How you want the answer"), HOW_GIVEN),
)
COLUMNS = [name for _title, names in SECTIONS for name in names]


@portal.context_processor
def _portal() -> dict[str, Any]:
    return {
        "portal": {
            "name": current_app.config["APP_NAME"],
            "organiser": _organiser,
            "notes": [
                gettext("Who finds writing difficult may ask orally at the receiving body; staff fill it in.")
            ],
            "links": [],
            "home": url_for("portal.index"),
            "login": url_for("LoginView.login"),
        }
    }


def _organiser() -> str | None:
    """The county's office, by its name in the tree of units; asked for while a page of the portal is made."""
    office = select(Unit.name).where(Unit.active, Unit.kind == "county_office").order_by(Unit.code)
    return db.session.scalars(office.limit(1)).first()


@portal.route("/")
def index() -> str:
    """The first page."""
    tiles = [
        (gettext("Ask for information"), gettext("Not found? Ask the unit that holds it."), "portal.apply"),
        (gettext("Follow a request"), gettext("With the number and code of your receipt."), "portal.track"),
        (gettext("Receiving bodies"), gettext("Where to ask: address, hours, phone."), "portal.guide"),
        (
            gettext("Catalogue of disclosure items"),
            gettext("What is disclosed, and where."),
            "portal.items",
        ),
        (
            gettext("Public enterprises"),
            gettext("Water, power, gas, buses, schools, hospitals: what they disclose, how to complain."),
            "portal.enterprises",
        ),
    ]
    return render_template(
        "gov/portal/index.html",
        search_url=url_for("portal.guide"),
        search_title=gettext("Which unit holds what you want to know?"),
        search_hint=gettext("Name of the unit"),
        tiles=[{"title": t, "hint": h, "url": url_for(e)} for t, h, e in tiles],
    )


@portal.route("/guide")
def guide() -> str:
    """The receiving bodies, as 附件8 第三条 wants them public."""
    asked = request.args.get("q", "").strip()
    rows = [u for u in units(db.session) if asked in u.name]
    return render_template(
        "gov/portal/guide.html", title=gettext("Receiving bodies"), units=rows, asked=asked
    )


# -- asking ---------------------------------------------------------------------------


def _form() -> Any:
    made = forms.form_class(
        InformationRequest,
        COLUMNS,
        required=forms.required_columns(declared(InformationRequest), COLUMNS),
        choices={"unit_id": lambda: [(str(u.id), u.name) for u in units(db.session)]},
        extra={
            "submission_key": forms.hidden_field(Optional(), Length(max=64)),
            "website": StringField(validators=[Optional()]),
        },
    )
    return made()


@portal.route("/apply", methods=["GET", "POST"])
def apply() -> Any:
    """The form of 附件8 第五条; sent twice it makes one request."""
    form = _form()
    if request.method == "GET":
        form.submission_key.data = secrets.token_urlsafe(24)
        form.applicant_kind.data = next(iter(APPLICANT_KINDS))
    elif form.website.data:
        return redirect(url_for("portal.index"))
    elif form.validate():
        return _submit(form)
    return _form_page(form)


def _form_page(form: Any) -> Any:
    html = render_template(
        "gov/portal/apply.html",
        title=gettext("Ask for government information"),
        form=form,
        sections=[{"title": t, "fields": names} for t, names in SECTIONS],
        hints={"applicant": gettext("As on your identity document; never published.")},
        promise=gettext(
            "You get a number and a code at once. The answer comes within %(length)s; "
            "if it takes longer, you are told in writing. Asking costs nothing.",
            length=_longest_wait(),
        ),
        submit_label=gettext("Send the request"),
    )
    return html, (400 if form.errors else 200)


def _longest_wait() -> str:
    """The period a request sent today gets."""
    asking = InformationRequest(rules=parts().engine.rules())
    clock = InformationRequestFlow.answer_period
    return length(parts().clocks.rule(asking, clock, parts().time.today()))


def _submit(form: Any) -> Any:
    key = form.submission_key.data or secrets.token_urlsafe(24)
    if receipt := _receipt_of(key):
        return receipt
    code = codes.new_code()
    values = forms.answers(form, COLUMNS)
    record = InformationRequest(
        **values,
        channel="web",
        received_on=parts().time.today(),
        submission_key=key,
        track_hash=codes.kept(code),
    )
    try:
        # Also an official asks as a citizen here, of any unit: no post of hers is told to it.
        with acting(CITIZEN) as citizen:
            db.session.add(record)
            parts().engine.open(record, citizen)
            number, due = record.number, words.day_text(record.due_on)
            db.session.commit()
    except Unacceptable as problem:
        db.session.rollback()
        forms.put_errors(form, problem.errors, "content")
        return _form_page(form)
    except Refused as refused:
        db.session.rollback()
        forms.put_errors(form, {"content": refused.refusal.sentence}, "content")
        return _form_page(form)
    except IntegrityError:
        db.session.rollback()
        if receipt := _receipt_of(key):
            return receipt
        raise
    session[RECEIPT] = {"number": number, "code": code, "due": due}
    return redirect(url_for("portal.receipt"))


def _receipt_of(key: str) -> Any:
    """The same form again: the same receipt to the same browser, no word of it to any other."""
    with acting(PROGRAM):
        known = db.session.scalar(
            select(InformationRequest.id).where(InformationRequest.submission_key == key)
        )
    if known is None:
        return None
    return redirect(url_for("portal.receipt"))


@portal.route("/receipt")
def receipt() -> Any:
    """Number and code, shown once to the browser that sent the request; then it is told where help is."""
    if RECEIPT not in session:
        return redirect(url_for("portal.track"))
    kept = session[RECEIPT]
    if kept is None:
        title = gettext("Number and code were shown already")
        return render_template("gov/portal/shown.html", title=title, guide_url=url_for("portal.guide"))
    if request.method == "GET":
        session[RECEIPT] = None
    return render_template(
        "gov/portal/receipt.html",
        title=gettext("Your request has been received"),
        number=kept["number"],
        code=kept["code"],
        promise=gettext(
            "You will be answered by %(day)s at the latest, unless you are told otherwise.", day=kept["due"]
        ),
        track_url=url_for("portal.track"),
    )


# -- following ------------------------------------------------------------------------


class TrackForm(FlaskForm):
    """Number and code of the receipt."""

    number = StringField(_("Number"), validators=[InputRequired(_("Fill this in")), Length(max=60)])
    code = StringField(_("Tracking code"), validators=[InputRequired(_("Fill this in")), Length(max=60)])


@portal.route("/track", methods=["GET", "POST"])
def track() -> Any:
    """Stage and dates, nothing personal; a wrong number and a wrong code are answered alike."""
    form, result, missed = TrackForm(), None, False
    if request.method == "POST" and form.validate():
        record = _tracked(form.number.data.strip(), form.code.data.strip().lower())
        missed = record is None
        result = _progress(record) if record is not None else None
    html = render_template(
        "gov/portal/track.html",
        title=gettext("Follow a request"),
        form=form,
        not_found=missed,
        result=result,
    )
    return html, (404 if missed else 400 if form.errors else 200)


def _tracked(number: str, code: str) -> InformationRequest | None:
    """The request both fit; the same work for a wrong number as for a wrong code."""
    with acting(PROGRAM):
        asked = select(InformationRequest.id, InformationRequest.track_hash)
        found = db.session.execute(asked.where(InformationRequest.number == number)).first()
        pk, known = found or (0, None)
        return db.session.get(InformationRequest, pk) if codes.fits(code, known) else None


def _progress(record: InformationRequest) -> dict[str, Any]:
    with acting(PROGRAM):
        rows = [
            (gettext("Received on"), words.day_text(record.received_on)),
            (gettext("To be answered by"), words.day_text(record.due_on)),
            (gettext("Answered on"), words.day_text(record.answered_on)),
            (gettext("Unit"), record.unit.name),
            (gettext("Phone"), record.unit.phone or ""),
        ]
        return {
            "number": record.number,
            "state": {"label": record.standing.label, "tone": words.tone(record.standing)},
            "steps": page.steps(record),
            "rows": [
                {"label": label, "value": value, "wide": False, "masked": False} for label, value in rows
            ],
        }
