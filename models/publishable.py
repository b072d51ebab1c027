"""What is published may come from a record of another matter; which may, stands here (附件1 第十条)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Mapped

from models.base import Record
from models.roles import UNIT_HEAD
from models.workflow import guard


class Publishable:
    """Mix into a Record that something published may come from; ``publications`` are what came of it."""

    published_in: ClassVar[tuple[str, ...]]
    """The states in which it is settled and cleared for the public."""
    ready_on: ClassVar[str]
    """The column with the first day on which it may be online."""
    column_code: ClassVar[str] = ""
    """The column of the portal it belongs in by its kind."""

    if TYPE_CHECKING:
        publications: Mapped[list[Any]]
        state: Any
        title: Any
        unit: Any
        unit_id: Any

        @property
        def published_text(self) -> str:
            """What of it the public is to read, as plain text."""

    @property
    def may_be_online(self) -> bool:
        """Whether it may be published as it stands."""
        return self.state in self.published_in

    @property
    def is_being_published(self) -> bool:
        """Whether a publication of it is under way, or online."""
        return any(not one.standing.closed or one.standing.public for one in self.publications)

    @property
    def published_by(self) -> str:
        """In whose name it goes online."""
        return str(self.unit.name) if self.unit else ""

    @property
    def is_the_units_own(self) -> bool:
        """Whether it is the unit's own, not the county's."""
        return True

    @property
    def is_early(self) -> bool:
        """Whether it explains something that is not online yet."""
        return False

    @property
    def lacks_explanation(self) -> bool:
        """Whether it goes online only together with an interpretation that is not there yet."""
        return False

    def begin(self, link: str) -> Any:
        """What is to be published of it, with all it says; None while that is online or on its way."""
        begun: Any = None
        if link != "publications":
            begun = super().begin(link)  # type: ignore[misc]
        elif not self.is_being_published:
            begun = super().begin(link)  # type: ignore[misc]
            begun.take_over(self)
        return begun


def publishable() -> Select[Any]:
    """The records something published may come from, the latest first."""
    kinds = [m for m in Record.__mapper__.self_and_descendants if issubclass(m.class_, Publishable)]
    fit = (
        and_(Record.matter == kind.polymorphic_identity, Record.state.in_(kind.class_.published_in))
        for kind in kinds
    )
    return select(Record).where(or_(false(), *fit)).order_by(Record.id.desc())


@guard(
    _("What it comes from is no longer for the public; look at its state"),
    clauses=("A1.10.1",),
)
def source_is_for_the_public(publication: Any, _today: date) -> bool:
    source = publication.source
    return source is None or (isinstance(source, Publishable) and source.may_be_online)


@guard(
    _(
        "The document it explains is not public yet: they go online together, or it within "
        "seven working days after it (annex 1, article 10; annex 2, part 4 item 4)"
    ),
    clauses=("A2.4.4", "A1.10.1"),
)
def source_is_not_early(publication: Any, _today: date) -> bool:
    source = publication.source
    return not (isinstance(source, Publishable) and source.is_early)


@guard(
    _(
        "What it comes from needs an interpretation, and that is not approved yet: an important policy goes "
        "online together with its interpretation (annex 1, article 10)"
    ),
    clauses=("A1.10.1",),
    cleared_by=UNIT_HEAD,
)
def source_is_explained(publication: Any, _today: date) -> bool:
    source = publication.source
    return not (isinstance(source, Publishable) and source.lacks_explanation)
