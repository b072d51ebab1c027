"""Steps of publications that several people take alike, each in her own chain (附件1 第十条、第十一条)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.checklist import PUBLICATION_REVIEW
from models.publication_rules import only
from models.publication_terms import CHAIN
from models.workflow import Label, Role, State, Transition

CONTENT = ("title", "body", "media", "column_id", "origin", "source_name", "source_url", "source_id")
"""What is reviewed and approved; nothing of it changes afterwards."""

By = Role | tuple[Role, ...]


def reviewed_by(
    label: Label,
    role: By,
    source: State,
    target: State,
    *origins: str,
    trusts: Transition,
    apart: tuple[Transition, ...],
) -> Transition:
    """The ten points are checked and signed by somebody who did not draft it."""
    return Transition(
        label,
        source,
        target,
        by=role,
        clauses=(*(CHAIN[origin] for origin in origins), "A1.11"),
        requires=only(*origins),
        separate_from=apart,
        separate_from_author=True,
        trusts=trusts,
        checklist=PUBLICATION_REVIEW,
    )


def approved_by(
    label: Label,
    role: By,
    source: State,
    target: State,
    *origins: str,
    trusts: Transition,
    apart: tuple[Transition, ...],
    checklist: str = "",
) -> Transition:
    """Released for the portal by who answers for it; from here on its content is fixed."""
    return Transition(
        label,
        source,
        target,
        by=role,
        clauses=tuple(CHAIN[origin] for origin in origins),
        requires=only(*origins),
        separate_from=apart,
        separate_from_author=True,
        trusts=trusts,
        seals=CONTENT,
        checklist=checklist,
    )


def returned_by(role: By, source: State, drafting: State, *origins: str, points: bool = True) -> Transition:
    """Back to the drafter, with the points that are not well and what is wrong with them (第十一条)."""
    return Transition(
        _("Return to be revised"),
        source,
        drafting,
        by=role,
        clauses=("A1.11",),
        requires=only(*origins),
        checklist=PUBLICATION_REVIEW if points else "",
        with_noes=points,
        reason=True,
        danger=True,
    )
