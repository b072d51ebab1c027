"""Checklists: the points a reviewer ticks and signs with a step, and what she ticked (附件1 第十一条)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from models.base import Belonging, Record
from models.column import Class, Instant, labelled, plain

PUBLICATION_REVIEW = "publication-review"
CHECKLISTS = {PUBLICATION_REVIEW: _("Review of a publication")}
"""The lists a step may name; their points are rows an administrator words."""

LAST_PLACE = 10_000

YES, NO, NOT_APPLICABLE = "yes", "no", "not_applicable"
ANSWERS = {YES: _("Yes"), NO: _("No"), NOT_APPLICABLE: _("Not applicable")}

TEN_POINTS = (
    ("secrecy", "不涉及国家秘密"),
    ("law", "符合国家大政方针和法律法规的相关规定"),
    ("property", "符合保护知识产权的有关规定"),
    ("harm", "不会给其他单位、个人造成危害"),
    ("region", "有利于本区域的宣传和发展"),
    ("timing", "当前对外发布适宜"),
    ("sensitive", "不属于敏感性问题"),
    ("figures", "统计数据准确"),
    ("other", "其他需要根据情况把握的事项没有问题"),
    ("scope", "符合《中华人民共和国政府信息公开条例》规定的公开范围"),
)
"""What annex 1 has checked before anything is published: code and words, so that yes is always well."""


class ChecklistPoint(Model):
    """One point of a checklist; taken out of use, never deleted."""

    __tablename__ = "checklist_point"
    __table_args__ = (UniqueConstraint("checklist", "code"),)
    trailed = True

    id: Mapped[int] = plain(primary_key=True)
    checklist: Mapped[str] = labelled(_("Checklist"), klass=Class.PUBLIC, choices=CHECKLISTS)
    code: Mapped[str] = labelled(
        _("Code"), String(40), klass=Class.PUBLIC, hint=_("Small letters, digits and underscores")
    )
    text: Mapped[str] = labelled(
        _("Point to check"), String(200), klass=Class.PUBLIC, hint=_("Worded so that yes means all is well")
    )
    clause: Mapped[str | None] = labelled(_("Clause"), String(40), klass=Class.PUBLIC)
    place: Mapped[int] = labelled(_("Order"), klass=Class.PUBLIC, default=0)
    active: Mapped[bool] = labelled(_("Active"), klass=Class.PUBLIC, default=True)
    version: Mapped[int] = plain()

    __mapper_args__: dict[str, Any] = {"version_id_col": version}

    def __repr__(self) -> str:
        return self.text


class ChecklistResult(Belonging, Model):
    """What somebody ticked and signed with a step: the words of that day, whatever becomes of the list."""

    __tablename__ = "checklist_result"

    id: Mapped[int] = plain(primary_key=True)
    step: Mapped[str] = labelled(_("Step"), String(40))
    checklist: Mapped[str] = labelled(_("Checklist"), choices=CHECKLISTS)
    edition: Mapped[str] = labelled(_("Edition"), String(8))
    answers: Mapped[list[dict[str, str]]] = labelled(_("Answers"), JSON)
    """Per point ``code``, ``text``, ``answer`` (a key of ``ANSWERS``) and ``remark``."""
    signed_by_id: Mapped[int | None] = plain(ForeignKey("ab_user.id"))
    signed_by: Mapped[str] = labelled(_("Reviewer who signed"), String(130))
    signed_at: Mapped[datetime] = labelled(_("Signed at"), Instant)

    record: Mapped[Record] = relationship()


def edition(points: Iterable[ChecklistPoint]) -> str:
    """Eight digits that are the same wherever the list reads the same."""
    said = [[point.code, point.text, point.clause] for point in points]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:8]
