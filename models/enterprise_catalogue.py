"""The standard catalogue of a public enterprise: published, filed, reviewed, corrected (附件5 第十条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import WHOLE, Record
from models.column import Class, declared, labelled, plain
from models.edition import Edition, effective_after_the_last, told_after_published
from models.enterprise_terms import CONTENTS, ENTERERS, FAULTS, HANDLERS
from models.roles import ENTERPRISE_CLERK, LINE_AUTHORITY, UNIT_HEAD
from models.workflow import (
    SYSTEM,
    Clock,
    Errors,
    Period,
    Restart,
    Series,
    State,
    Transition,
    Workflow,
    guard,
)

FILED = ("A5.10",)
TOLD = ("title", "kind", "content", "publisher", "time_limit", "channels", "basis", "enquiry_phone")
"""What the catalogue says of each item."""


@guard(
    _("The enterprise discloses nothing yet: enter its items as disclosed first"),
    clauses=FILED,
    cleared_by=ENTERPRISE_CLERK,
)
def something_is_disclosed(catalogue: Any, _today: date) -> bool:
    return object_session(catalogue) is None or bool(catalogue.items)


@guard(
    _("The line authority has not accepted the edition before yet; correct that one"),
    clauses=FILED,
    cleared_by=LINE_AUTHORITY,
)
def former_is_accepted(catalogue: Any, _today: date) -> bool:
    return all(former.standing.closed for former in catalogue.earlier())


def corrected_by_a_day_to_come(_catalogue: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """A correction is ordered within a time set (附件5 第十条)."""
    day = answers.get("correct_by")
    if day and day <= today:
        return {"correct_by": _("Set a day to come by which it is corrected (annex 5, article 10)")}
    return {}


class EnterpriseCatalogueFlow(
    Workflow,
    label=_("Catalogue of a public enterprise"),
    clauses=FILED,
    registered_by=ENTERERS,
    handled_by=HANDLERS,
    numbering=Series("办事目录"),
):
    compiling = State(_("Being compiled"), initial=True, editable=True)
    published = State(_("Published, to be filed"), public=True)
    filed = State(_("Filed, being reviewed"), public=True)
    ordered = State(_("Correction ordered"), public=True)
    corrected = State(_("Corrected, to be reviewed again"), public=True)
    accepted = State(_("Accepted"), settled=True, public=True)
    superseded = State(_("Superseded by a later edition"), final=True, aside=True)
    withdrawn = State(_("Withdrawn"), final=True, aside=True)

    correction_period = Clock(
        _("Correct the catalogue"),
        (Period(15, warn=3),),
        clauses=FILED,
        runs_in=(ordered,),
        starts_on="ordered_on",
        amount_from="correct_by",
    )

    publish = Transition(
        _("Publish the catalogue"),
        compiling,
        published,
        by=UNIT_HEAD,
        clauses=FILED,
        requires=(something_is_disclosed, former_is_accepted),
        checks=(
            effective_after_the_last(_("Give a day after that of the edition before (annex 5, article 10)")),
        ),
        asks=("effective_on", "published_on", "published_where"),
        on="published_on",
        separate_from_author=True,
        letter="enterprise_catalogue",
        hint=_("The items disclosed are written out as a table, numbered and kept as PDF."),
    )
    file = Transition(
        _("File with the authority"),
        published,
        filed,
        by=ENTERERS,
        clauses=FILED,
        checks=(
            told_after_published(
                "filed_on", _("This day lies before the edition was published (annex 5, article 10)")
            ),
        ),
        asks=("filed_on",),
        on="filed_on",
    )
    accept = Transition(
        _("Accept the catalogue"),
        (filed, corrected),
        accepted,
        by=LINE_AUTHORITY,
        clauses=FILED,
        asks=("review_opinion",),
        not_of="unit_id",
    )
    order_correction = Transition(
        _("Order a correction"),
        (filed, corrected),
        ordered,
        by=LINE_AUTHORITY,
        clauses=FILED,
        checks=(corrected_by_a_day_to_come,),
        asks=("fault", "faults_found", "ordered_on", "correct_by"),
        on="ordered_on",
        not_of="unit_id",
        restarts=Restart(correction_period, "ordered_on"),
        letter="correction_order",
        danger=True,
        hint=_("The order is written with what is wrong and the day by which it is put right."),
    )
    correct = Transition(
        _("Enter the correction"),
        ordered,
        corrected,
        by=ENTERERS,
        clauses=FILED,
        asks=("corrected_on", "correction"),
        on="corrected_on",
        letter="enterprise_catalogue",
        hint=_("The catalogue is written out anew; it goes to the line authority again."),
    )
    supersede = Transition(_("A later edition was published"), accepted, superseded, by=SYSTEM, clauses=FILED)
    withdraw = Transition(
        _("Withdraw the edition"),
        compiling,
        withdrawn,
        by=ENTERERS,
        clauses=FILED,
        reason=True,
        danger=True,
    )


class EnterpriseCatalogue(Edition, Record):
    """One edition of the catalogue of one enterprise, as it was filed with its line authority."""

    __tablename__ = "enterprise_catalogue"
    workflow = EnterpriseCatalogueFlow
    slug = "enterprise-catalogues"
    purposes = ("other",)
    edition_clause = "A5.10"
    called = {"title": _("Name of the edition")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    enterprise_id: Mapped[int] = labelled(
        _("Public enterprise"), ForeignKey("enterprise.id"), klass=Class.PUBLIC, index=True, clause="A5.10"
    )
    pattern: Mapped[str | None] = labelled(
        _("Uniform pattern it follows"),
        String(200),
        klass=Class.PUBLIC,
        clause="A5.10",
        hint=_("Of the state, the province or the prefecture, where there is one"),
    )
    filed_on: Mapped[date | None] = labelled(_("Filed on"), klass=Class.PUBLIC, clause="A5.10")
    review_opinion: Mapped[str | None] = labelled(_("Opinion of the review"), Text, clause="A5.10")
    fault: Mapped[str | None] = labelled(_("Fault found"), choices=FAULTS, clause="A5.10")
    faults_found: Mapped[str | None] = labelled(
        _("What has to be corrected"), Text, clause="A5.10", hint=_("One point a line")
    )
    ordered_on: Mapped[date | None] = labelled(_("Correction ordered on"), clause="A5.10")
    correct_by: Mapped[date | None] = labelled(_("Day by which it is corrected"), clause="A5.10")
    corrected_on: Mapped[date | None] = labelled(_("Corrected on"), clause="A5.10")
    correction: Mapped[str | None] = labelled(_("How it was corrected"), Text, clause="A5.10")

    enterprise: Mapped[Any] = relationship(
        "Enterprise", foreign_keys=[enterprise_id], back_populates="catalogues", info=WHOLE
    )
    items: Mapped[list[Any]] = relationship(
        "ServiceItem",
        primaryjoin="and_(EnterpriseCatalogue.enterprise_id == foreign(ServiceItem.enterprise_id), "
        "ServiceItem.state == 'disclosed')",
        order_by="ServiceItem.id",
        viewonly=True,
        info=WHOLE,
    )
    before: Mapped[list[Any]] = relationship(
        "EnterpriseCatalogue",
        primaryjoin="and_(EnterpriseCatalogue.enterprise_id == "
        "remote(foreign(EnterpriseCatalogue.enterprise_id)), "
        "EnterpriseCatalogue.id > remote(EnterpriseCatalogue.id))",
        viewonly=True,
        info=WHOLE,
    )

    @property
    def authority(self) -> Any:
        """The line authority it is filed with."""
        return self.enterprise.authority

    def earlier(self) -> Sequence[EnterpriseCatalogue]:
        """The editions of this enterprise that were published before."""
        return [former for former in self.before if former.published_on]

    def letter_facts(self) -> dict[str, Any]:
        """Besides the columns ``service_items``, in the order of the ten kinds, and who it is filed with."""
        place = list(CONTENTS).index
        items = sorted(self.items, key=lambda item: (place(item.kind), item.id))
        authority = self.authority.name if self.authority else ""
        return {
            **super().letter_facts(),
            "service_items": [_entry(item) for item in items],
            "enterprise_name": self.enterprise.title,
            "authority_name": authority,
        }


def _entry(item: Any) -> dict[str, str]:
    columns = declared(type(item))
    return {name: columns[name].in_words(getattr(item, name)) for name in TOLD}
