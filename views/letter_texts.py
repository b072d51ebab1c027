"""The county's own words in letters: the marked passages, tried with sample facts before they are kept."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.access.grants import EDIT
from app.letters import render, wording
from app.letters.sample import FACTS
from app.parts import parts
from models.letter_form import LetterKind, Place
from models.letter_kind import BY_NAME, LETTER_KINDS
from models.letter_text import LetterText
from models.roles import SYSTEM_ADMINISTRATOR
from views import words
from views.administration import AdministrationPage
from views.base import Crumb, signed_in
from views.forms import CleanText, DayField
from views.papers import pdf_answer
from views.reasoned import Reasoned


class WordingForm(Reasoned):
    """New words of a passage; the page is shown again with how the letter then reads before they are kept."""

    text = TextAreaField(_("Wording"), [CleanText(), Length(max=wording.LONGEST)])
    shipped = BooleanField(_("Back to the words as shipped"))
    valid_from = DayField(_("In force from"), validators=[InputRequired(_("Fill this in"))])
    looked_at = HiddenField()


class LetterTextView(AdministrationPage):
    """The system administrator words what a county may word; the law's words she cannot touch."""

    route_base = "/office/letters"
    default_view = "list"
    base_permissions = [EDIT]
    granted_to = (SYSTEM_ADMINISTRATOR,)
    permission_labels = {EDIT: _("Word the marked passages")}
    label = _("Words in letters")

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """Every letter with its marked passages as they read now."""
        self.require(EDIT)
        return self.page(
            "gov/admin/letter_texts.html",
            title=gettext("Words in letters"),
            crumbs=self._way(),
            letters=[
                {
                    "label": kind.label,
                    "preview_url": url_for("LetterTextView.preview", kind=kind.name),
                    "passages": [self._passage(kind, place) for place in kind.places],
                }
                for kind in LETTER_KINDS
            ],
        )

    def _passage(self, kind: LetterKind, place: Place) -> dict[str, Any]:
        today = parts().time.today()
        own = wording.in_force(self.session(), kind, today).get(place.name)
        later = wording.next_change(self.session(), kind, place, today)
        return {
            "label": place.label,
            "text": wording.spoken(kind, place.shipped if own is None else own),
            "own": own is not None,
            "later": words.day_text(later) if later else None,
            "url": url_for("LetterTextView.edit", kind=kind.name, place=place.name),
        }

    @expose("/<string:kind>/<string:place>/edit", methods=["GET", "POST"])
    @signed_in
    def edit(self, kind: str, place: str) -> Any:
        """Word a passage from a day on; how it then reads is shown first."""
        self.require(EDIT)
        letter, passage = self._found(kind, place)
        form, today = WordingForm(), parts().time.today()
        present = wording.in_force(self.session(), letter, today).get(place, passage.shipped)
        sample = None
        if request.method == "GET":
            form.text.data, form.valid_from.data = wording.spoken(letter, present), today
        elif form.validate() and self._sound(letter, passage, form):
            if form.looked_at.data == _said(form):
                self.session.add(self._row(letter, passage, form))
                self.session.commit()
                flash(gettext("Saved."), "success")
                return redirect(url_for("LetterTextView.list"))
            form.looked_at.data = _said(form)
            sample = _text(letter, passage, form)
        title = gettext("Words of a passage: %(passage)s", passage=passage.label)
        html = self.page(
            "gov/admin/letter_text.html",
            title=title,
            crumbs=self._way((title, None)),
            letter=letter.label,
            present=wording.spoken(letter, present),
            shipped=wording.spoken(letter, passage.shipped),
            facts=[
                (f"{{{label}}}", render.filled(letter, f"{{{path}}}", FACTS))
                for path, label in letter.insertable.items()
            ],
            reads=None if sample is None else render.filled(letter, sample, FACTS),
            preview_url=url_for("LetterTextView.preview", kind=kind, place=place, text=sample),
            form=form,
            cancel_url=url_for("LetterTextView.list"),
        )
        return html, (400 if form.errors else 200)

    @expose("/<string:kind>/preview.pdf")
    @signed_in
    def preview(self, kind: str) -> Any:
        """The letter with invented facts, marked as a draft; with words that are only tried, if there are."""
        self.require(EDIT)
        letter = BY_NAME.get(kind) or abort(404)
        said = wording.in_force(self.session(), letter, parts().time.today())
        place, tried = letter.place(request.args.get("place", "")), request.args.get("text")
        if place is not None and tried is not None:
            if any(wording.objections(letter, place, tried, parts().letters.fonts)):
                abort(400)
            said[place.name] = tried
        try:
            content = parts().letters.lay_out(render.letter(letter, FACTS, said))
        except render.PrintingUnavailable:
            flash(words.cannot_print(), "danger")
            return redirect(url_for("LetterTextView.list"))
        return pdf_answer(content, f"{kind}.pdf")

    def _found(self, kind: str, place: str) -> tuple[LetterKind, Place]:
        letter = BY_NAME.get(kind) or abort(404)
        return letter, letter.place(place) or abort(404)

    def _way(self, *further: Crumb) -> Any:
        return self.crumbs((gettext("Words in letters"), url_for("LetterTextView.list")), *further)

    def _sound(self, letter: LetterKind, place: Place, form: WordingForm) -> bool:
        day = form.valid_from.data
        if day is None or day < parts().time.today():
            form.valid_from.errors = [gettext("Give today or a later day: what is written stays as it is")]
        if not form.shipped.data:
            found = wording.objections(letter, place, _text(letter, place, form), parts().letters.fonts)
            form.text.errors = [str(sentence) for sentence in found]
        return not form.errors

    def _row(self, letter: LetterKind, place: Place, form: WordingForm) -> LetterText:
        return LetterText(
            kind=letter.name,
            place=place.name,
            text=None if form.shipped.data else _text(letter, place, form),
            valid_from=form.valid_from.data,
            reason=form.reason.data,
            entered_at=parts().time.now(),
            entered_by_id=self.actor.id,
        )


def _text(letter: LetterKind, place: Place, form: WordingForm) -> str:
    """What the passage would say, as it is kept."""
    return place.shipped if form.shipped.data else wording.stored(letter, form.text.data or "")


def _said(form: WordingForm) -> str:
    """What the preview was about; another form is looked over again."""
    return f"{bool(form.shipped.data)} {form.valid_from.data} {form.text.data}"
