"""The reason an administrative change is made with."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from views.forms import CleanText


class Reasoned(FlaskForm):
    """A form that is not sent without a reason; blanks are none."""

    reason = TextAreaField(_("Reason"), [DataRequired(_("Give a reason")), Length(max=200), CleanText()])
