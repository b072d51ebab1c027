"""What each public enterprise discloses of the ten kinds of content, and what is missing (附件5 第五条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.enterprise import Enterprise, EnterpriseFlow
from models.enterprise_terms import CONTENTS
from models.service_item import ServiceItem, ServiceItemFlow


@dataclass(frozen=True)
class Content:
    """How many items of one kind are disclosed, and how many of these are past their next update."""

    disclosed: int = 0
    outdated: int = 0

    @property
    def is_current(self) -> bool:
        """Whether at least one of them is up to date."""
        return self.disclosed > self.outdated


@dataclass(frozen=True)
class Completeness:
    """One enterprise with what it discloses of each kind."""

    enterprise: Enterprise
    contents: Mapping[str, Content]

    @property
    def percent(self) -> int:
        """The share of the ten kinds of which something is disclosed and up to date."""
        return 100 * sum(content.is_current for content in self.contents.values()) // len(CONTENTS)


def completeness(session: Session, today: date) -> Sequence[Completeness]:
    """The enterprises in the register that the reader sees, with what is disclosed on this day."""
    item: Any = ServiceItem
    outdated = func.sum(case((item.next_update_on < today, 1), else_=0))
    counted = (
        select(item.enterprise_id, item.kind, func.count(), outdated)
        .where(item.state == ServiceItemFlow.disclosed.name)
        .group_by(item.enterprise_id, item.kind)
    )
    found = {(pk, kind): Content(many, late) for pk, kind, many, late in session.execute(counted)}
    listed = select(Enterprise).where(Enterprise.state == EnterpriseFlow.listed.name)
    return [
        Completeness(one, {kind: found.get((one.id, kind), Content()) for kind in CONTENTS})
        for one in session.scalars(listed.order_by(Enterprise.authority_id, Enterprise.id))
    ]
