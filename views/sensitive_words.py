"""Words that are looked at before they go out (附件1 第二十条); the list itself is not for everybody."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.access.grants import EDIT
from models.sensitive_word import SensitiveWord
from views.keeping import KeepingPage
from views.kept import LookingPage


class SensitiveWordView(LookingPage, KeepingPage):
    """The system administrator keeps the list."""

    route_base = "/office/words"
    permission_labels = {EDIT: _("Keep the list of sensitive words")}
    heading = label = _("Sensitive words")
    looking = changing = "SensitiveWordView"
    model = SensitiveWord
    sections = ((_("Sensitive word"), ("word", "kind", "level", "advice")),)
    listed = ("word", "kind", "level", "advice")
    ordered = ("kind", "word")
    required = ("word", "kind", "level")
    taken = {"word": _("This word is in the list already")}
    clauses = ("A1.20",)
    new_title = _("New sensitive word")
    off_effect = _("It is looked for no more.")
    on_effect = _("It is looked for again.")
