"""The columns of the portal (栏目): who keeps each, and how often it has to be renewed (附件1 第十四条)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from models.column import Class, labelled, plain
from models.unit import Unit

ANY_TIME = "any_time"
RHYTHMS = {
    "daily": _("Daily"),
    "periodic": _("At intervals"),
    ANY_TIME: _("At any time"),
}
"""附件1 第十四条: 日常发布、定期发布、随时发布."""

GOVERNMENT, INTERACTIVE = "government", "interactive"
SHIPPED = (
    (GOVERNMENT, "以政府名义发布的信息", None),
    ("activities", "政府重要活动", GOVERNMENT),
    ("policies", "重大政策", GOVERNMENT),
    ("interpretations", "政策解读", GOVERNMENT),
    ("announcements", "政府公告", GOVERNMENT),
    ("documents", "政府文件", GOVERNMENT),
    ("speeches", "领导讲话", GOVERNMENT),
    ("meetings", "政府会议", GOVERNMENT),
    ("proposals", "人大代表建议和政协委员提案", GOVERNMENT),
    ("supervision", "政务督查", GOVERNMENT),
    ("research", "调查研究", GOVERNMENT),
    (INTERACTIVE, "互动类栏目", None),
)
"""What annex 1, article 10 names: code, name and the column above."""


class PublicationColumn(Model):
    """A column of the portal; taken out of use, never deleted."""

    __tablename__ = "publication_column"
    trailed = True

    id: Mapped[int] = plain(primary_key=True)
    code: Mapped[str] = labelled(
        _("Code"),
        String(40),
        klass=Class.PUBLIC,
        unique=True,
        hint=_("Small letters, digits and underscores"),
    )
    name: Mapped[str] = labelled(_("Name"), String(120), klass=Class.PUBLIC)
    parent_id: Mapped[int | None] = labelled(
        _("Column above"), ForeignKey("publication_column.id"), klass=Class.PUBLIC, index=True
    )
    unit_id: Mapped[int | None] = labelled(
        _("Kept by"), ForeignKey("unit.id"), klass=Class.PUBLIC, index=True, clause="A1.14"
    )
    rhythm: Mapped[str] = labelled(_("Renewed"), klass=Class.PUBLIC, choices=RHYTHMS, clause="A1.14")
    interval: Mapped[int | None] = labelled(
        _("At the latest after (working days)"),
        klass=Class.PUBLIC,
        hint=_("Empty for what is renewed at any time"),
        clause="A1.14",
    )
    active: Mapped[bool] = labelled(_("Active"), klass=Class.PUBLIC, default=True)
    version: Mapped[int] = plain()

    parent: Mapped[PublicationColumn | None] = relationship(remote_side="PublicationColumn.id")
    unit: Mapped[Unit | None] = relationship()

    __mapper_args__: dict[str, Any] = {"version_id_col": version}

    def above(self) -> Iterator[PublicationColumn]:
        """The columns it belongs to, the nearest first; ends where a circle would close."""
        seen: set[PublicationColumn] = set()
        column = self.parent
        while column is not None and column not in seen:
            seen.add(column)
            yield column
            column = column.parent

    def may_belong_to(self, parent: PublicationColumn) -> bool:
        """Whether the tree stays one."""
        return parent is not self and self not in parent.above()

    def __repr__(self) -> str:
        return self.name
