"""Words that do not go out to the public without being looked at (附件1 第二十条)."""

from __future__ import annotations

from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import String
from sqlalchemy.orm import Mapped

from models.column import Class, labelled, plain

WORD_KINDS = {
    "secrecy": _("Secrecy mark"),
    "improper": _("Improper word"),
    "inaccurate": _("Inaccurate wording"),
    "other": _("Other"),
}
WARN, REFUSE = "warn", "refuse"
LEVELS = {WARN: _("Warn"), REFUSE: _("Refuse")}

SECRECY_MARKS = ("秘密★", "机密★", "绝密★")
"""What stands on a classified paper (国家秘密载体): shipped, and refused."""


class SensitiveWord(Model):
    """A word, what is wrong with it, and what to write instead; taken out of use, never deleted."""

    __tablename__ = "sensitive_word"
    trailed = True

    id: Mapped[int] = plain(primary_key=True)
    word: Mapped[str] = labelled(_("Word"), String(40), klass=Class.PUBLIC, unique=True)
    kind: Mapped[str] = labelled(_("Kind"), klass=Class.PUBLIC, choices=WORD_KINDS)
    level: Mapped[str] = labelled(
        _("What happens"),
        klass=Class.PUBLIC,
        choices=LEVELS,
        hint=_("A warning can be overridden with a reason, a refusal cannot"),
    )
    advice: Mapped[str | None] = labelled(_("What to write instead"), String(200), klass=Class.PUBLIC)
    active: Mapped[bool] = labelled(_("Active"), klass=Class.PUBLIC, default=True)
    version: Mapped[int] = plain()

    __mapper_args__: dict[str, Any] = {"version_id_col": version}

    def __repr__(self) -> str:
        return self.word
