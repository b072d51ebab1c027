"""The register of public enterprises: 公共企事业单位, each under its line authority (附件5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import WHOLE, Record
from models.breach_kinds import ENTERPRISES
from models.column import Class, labelled, plain
from models.enterprise_terms import ENTERERS, FORMS, HANDLERS, SECTORS, line_authorities
from models.roles import LINE_AUTHORITY, SYSTEM_ADMINISTRATOR
from models.workflow import Errors, Label, Series, State, Transition, Workflow, guard

INSTITUTIONS = (
    *("leading_group", "leading_group_office", "reception_rules", "complaint_rules", "inspection_rules"),
    *("responsibility_rules", "deliberation_rules", "appraisal_rules", "secrecy_rules", "filing_rules"),
    "training_plan",
)
"""附件5 第十二条: what an enterprise sets up and lays down."""

WAYS_TO_COMPLAIN = (
    *("complaint_phone", "complaint_fax", "complaint_email", "suggestion_box", "postal_address"),
    *("supervising_body", "discipline_rules", "social_supervisors"),
)
"""附件5 第十五条第二款: what the public is told."""


def institutions_are_named(_enterprise: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Leading group, office, rules and training plan are there (附件5 第十二条)."""
    missing: Label = _("An enterprise has this: set it up, then name it (annex 5, article 12)")
    return {name: missing for name in INSTITUTIONS if not values.get(name)}


def ways_to_complain_are_said(_enterprise: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """How to complain, and who supervises, is public (附件5 第十五条)."""
    missing: Label = _("The public is told this: fill it in (annex 5, article 15)")
    return {name: missing for name in WAYS_TO_COMPLAIN if not values.get(name)}


def authority_is_named(_enterprise: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Each enterprise has a line authority (附件5 第四条)."""
    if values.get("authority_id"):
        return {}
    return {"authority_id": _("Name the line authority that supervises it (annex 5, article 4)")}


@guard(
    _("The unit is not entered as a public enterprise: the system administrator sets its kind"),
    clauses=("A5.2",),
    cleared_by=SYSTEM_ADMINISTRATOR,
)
def unit_is_an_enterprise(enterprise: Any, _today: date) -> bool:
    return object_session(enterprise) is None or enterprise.unit.kind == "enterprise"


@guard(
    _(
        "The unit does not belong to this line authority, which would not see its records; "
        "the system administrator sets that among the units"
    ),
    clauses=("A5.4",),
    cleared_by=SYSTEM_ADMINISTRATOR,
)
def authority_stands_above(enterprise: Any, _today: date) -> bool:
    return object_session(enterprise) is None or enterprise.authority in enterprise.unit.above()


@guard(
    _("Another entry of this unit is in the register: correct that one"),
    clauses=("A5.2",),
    cleared_by=LINE_AUTHORITY,
)
def unit_has_one_entry(enterprise: Any, _today: date) -> bool:
    session = object_session(enterprise)
    listed = select(Enterprise.id).where(
        Enterprise.unit_id == enterprise.unit_id,
        Enterprise.state == EnterpriseFlow.listed.name,
    )
    return session is None or session.scalars(listed).first() is None


class EnterpriseFlow(
    Workflow,
    label=_("Public enterprise"),
    clauses=("A5.2", "A5.4", "A5.12"),
    registered_by=ENTERERS,
    handled_by=HANDLERS,
    numbering=Series("公企登"),
    opening_checks=(authority_is_named, institutions_are_named, ways_to_complain_are_said),
):
    entered = State(_("Being entered"), initial=True, editable=True)
    submitted = State(_("With the line authority"))
    listed = State(_("In the register"), settled=True, public=True, editable=True)
    struck = State(_("Struck off the register"), final=True, aside=True)

    submit = Transition(
        _("Submit to the line authority"),
        entered,
        submitted,
        by=ENTERERS,
        clauses=("A5.2", "A5.12"),
        requires=(unit_is_an_enterprise,),
    )
    hand_back = Transition(
        _("Hand back for correction"),
        submitted,
        entered,
        by=LINE_AUTHORITY,
        clauses=("A5.4",),
        reason=True,
        danger=True,
    )
    confirm = Transition(
        _("Enter in the register"),
        submitted,
        listed,
        by=LINE_AUTHORITY,
        clauses=("A5.4", "A5.12"),
        requires=(unit_is_an_enterprise, authority_stands_above, unit_has_one_entry),
        separate_from=(submit,),
        separate_from_author=True,
        may_ask=("supervising_division",),
        not_of="unit_id",
        hint=_("From now on everybody reads what is in it; later corrections stay in the trail."),
    )
    strike = Transition(
        _("Strike off"),
        listed,
        struck,
        by=LINE_AUTHORITY,
        clauses=("A5.2",),
        reason=True,
        danger=True,
        hint=_("For an enterprise that was dissolved or serves the public no more; its items end with it."),
    )


class Enterprise(Record):
    """One enterprise or institution that serves the public; its unit is the enterprise itself."""

    __tablename__ = "enterprise"
    workflow = EnterpriseFlow
    slug = "enterprises"
    purposes = ("other",)
    called = {"title": _("Name in the register")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    sector: Mapped[str] = labelled(
        _("Sector"), choices=SECTORS, klass=Class.PUBLIC, clause="A5.2", index=True
    )
    form: Mapped[str] = labelled(
        _("Form of the enterprise"), choices=FORMS, klass=Class.PUBLIC, clause="A5.10"
    )
    authority_id: Mapped[int | None] = labelled(
        _("Line authority"),
        ForeignKey("unit.id"),
        klass=Class.PUBLIC,
        clause="A5.4",
        index=True,
        among=line_authorities,
    )
    supervising_division: Mapped[str | None] = labelled(
        _("Division of the authority that supervises disclosure"),
        String(120),
        klass=Class.PUBLIC,
        clause="A5.12",
    )
    contact: Mapped[str | None] = labelled(
        _("Person in charge of disclosure"), String(80), hint=_("Name and post; for officials only")
    )
    contact_phone: Mapped[str | None] = labelled(_("Contact phone"), String(40))
    leading_group: Mapped[str | None] = labelled(
        _("Leading group for disclosure"),
        Text,
        klass=Class.PUBLIC,
        clause="A5.12",
        hint=_("Head and members"),
    )
    leading_group_office: Mapped[str | None] = labelled(
        _("Office of the leading group"),
        String(200),
        klass=Class.PUBLIC,
        clause="A5.12",
        hint=_("Where it is, and its phone"),
    )
    reception_rules: Mapped[str | None] = labelled(
        _("Rules for letters and visits"),
        String(200),
        klass=Class.PUBLIC,
        clause="A5.12",
        hint=_("Title and day"),
    )
    complaint_rules: Mapped[str | None] = labelled(
        _("Rules for complaints"), String(200), klass=Class.PUBLIC, clause="A5.12"
    )
    inspection_rules: Mapped[str | None] = labelled(
        _("Rules for supervision and inspection"), String(200), klass=Class.PUBLIC, clause="A5.12"
    )
    responsibility_rules: Mapped[str | None] = labelled(
        _("Rules of responsibility"), String(200), klass=Class.PUBLIC, clause="A5.12"
    )
    deliberation_rules: Mapped[str | None] = labelled(
        _("Rules of deliberation"), String(200), klass=Class.PUBLIC, clause="A5.12"
    )
    appraisal_rules: Mapped[str | None] = labelled(
        _("Rules of appraisal"), String(200), klass=Class.PUBLIC, clause="A5.12"
    )
    secrecy_rules: Mapped[str | None] = labelled(
        _("Rules of secrecy"), String(200), klass=Class.PUBLIC, clause="A5.12"
    )
    filing_rules: Mapped[str | None] = labelled(
        _("Rules of filing"), String(200), klass=Class.PUBLIC, clause="A5.12"
    )
    training_plan: Mapped[str | None] = labelled(
        _("Training plan of the year"), String(200), klass=Class.PUBLIC, clause="A5.12"
    )
    complaint_phone: Mapped[str | None] = labelled(
        _("Complaint phone"), String(80), klass=Class.PUBLIC, clause="A5.15"
    )
    complaint_fax: Mapped[str | None] = labelled(
        _("Complaint fax"), String(80), klass=Class.PUBLIC, clause="A5.15"
    )
    complaint_email: Mapped[str | None] = labelled(
        _("Complaint mailbox"), String(120), klass=Class.PUBLIC, clause="A5.15"
    )
    suggestion_box: Mapped[str | None] = labelled(
        _("Where the suggestion box hangs"), String(200), klass=Class.PUBLIC, clause="A5.15"
    )
    postal_address: Mapped[str | None] = labelled(
        _("Postal address and code"), String(200), klass=Class.PUBLIC, clause="A5.15"
    )
    supervising_body: Mapped[str | None] = labelled(
        _("Supervising body"),
        String(200),
        klass=Class.PUBLIC,
        clause="A5.15",
        hint=_("Who supervises it, and the phone for reports"),
    )
    discipline_rules: Mapped[str | None] = labelled(
        _("How breaches by staff are handled"), Text, klass=Class.PUBLIC, clause="A5.15"
    )
    social_supervisors: Mapped[str | None] = labelled(
        _("Social supervisors"),
        Text,
        klass=Class.PUBLIC,
        clause="A5.15",
        hint=_("Names and contacts; published, so with their consent"),
    )

    authority: Mapped[Any] = relationship("Unit", foreign_keys=[authority_id])
    items: Mapped[list[Any]] = relationship(
        "ServiceItem",
        foreign_keys="ServiceItem.enterprise_id",
        back_populates="enterprise",
        order_by="ServiceItem.id",
        info=WHOLE,
    )
    catalogues: Mapped[list[Any]] = relationship(
        "EnterpriseCatalogue",
        foreign_keys="EnterpriseCatalogue.enterprise_id",
        back_populates="enterprise",
        order_by="EnterpriseCatalogue.id",
        info=WHOLE,
    )
    complaints: Mapped[list[Any]] = relationship(
        "EnterpriseComplaint",
        primaryjoin="Enterprise.unit_id == foreign(EnterpriseComplaint.complained_unit_id)",
        order_by="EnterpriseComplaint.id",
        viewonly=True,
    )
    breaches: Mapped[list[Any]] = relationship(
        "Breach",
        primaryjoin=(
            f"and_(Enterprise.unit_id == remote(foreign(Breach.unit_id)), Breach.annex == {ENTERPRISES!r})"
        ),
        order_by="Breach.id",
        viewonly=True,
    )
    """Those of annex 5; who does not see them sees none here."""
    trainings: Mapped[list[Any]] = relationship(
        "Training",
        primaryjoin="Enterprise.unit_id == remote(foreign(Training.unit_id))",
        order_by="Training.id",
        viewonly=True,
    )
