"""The reason an administrative change is made with, and what is switched on or off with one."""

from __future__ import annotations

import sys

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from views.forms import CleanText


class Reasoned(FlaskForm):
    """A form that is not sent without a reason; blanks are none."""

    reason = TextAreaField(_("Reason"), [DataRequired(_("Give a reason")), Length(max=200), CleanText()])
    # WTForms shows fields in the order they were made in; this one comes after all a form asks besides.
    reason.creation_counter = sys.maxsize


class Switching(Reasoned):
    """Switches something on or off as the page showed it: asked for twice, it is done once."""

    seen = HiddenField(validators=[InputRequired()])

    def late(self, *, on: bool) -> bool:
        """Whether it was switched since the page was shown; a page being opened shows how it is now."""
        now = "on" if on else "off"
        if not self.seen.data:
            self.seen.data = now
        return bool(self.seen.data != now)
