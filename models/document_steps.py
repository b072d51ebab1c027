"""Steps of official documents that several people take alike, each at her own stage (附件4 四)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.document_paper import TEXT
from models.document_rules import (
    READY,
    attribute_fits_what_is_carried,
    attribute_is_reasoned,
    has_a_number,
    issued_after_signing,
    signer_settles_the_attribute,
)
from models.roles import CLERK, OFFICE_REVIEWER
from models.workflow import Guard, Label, Role, Series, State, Transition

KEEPERS = (OFFICE_REVIEWER, CLERK)
"""Who issues what was signed, and keeps the register of what is public."""

AFRESH = {"legality": None}
"""What was reviewed counts no longer once the draft is open again."""

SEALED = (*TEXT, "attribute")
"""What the signature stands for."""

By = Role | tuple[Role, ...]


def changed_by(role: By, state: State) -> Transition:
    """Whoever has the draft in hand may change the attribute, and says why."""
    return Transition(
        _("Change the disclosure attribute"),
        state,
        None,
        by=role,
        clauses=("A4.4", "A4.3"),
        checks=(attribute_is_reasoned, attribute_fits_what_is_carried),
        asks=("attribute",),
        may_ask=("attribute_reason", "attribute_ground", "reassess_on"),
        reason=True,
        hint=_("Who changed it, when, from what to what and why stay in the trail."),
    )


def returned_by(role: By, state: State, drafting: State, *clauses: str) -> Transition:
    """Back to the drafter, with the reason (附件4 五)."""
    return Transition(
        _("Return to be drafted anew"),
        state,
        drafting,
        by=role,
        clauses=clauses,
        sets=AFRESH,
        reason=True,
        danger=True,
    )


def signed_by(
    label: Label, role: By, source: State, target: State, drafted: Transition, theirs: Guard
) -> Transition:
    """Signed by somebody who did not draft it; who signs settles the attribute."""
    return Transition(
        label,
        source,
        target,
        by=role,
        clauses=("A4.4",),
        requires=(theirs, *READY),
        checks=(signer_settles_the_attribute,),
        asks=("attribute", "signer", "signed_on"),
        on="signed_on",
        separate_from=(drafted,),
        separate_from_author=True,
        seals=SEALED,
        hint=_("Who signs settles the disclosure attribute."),
    )


def numbered_by(
    label: Label, role: By, source: State, target: State, signed: Transition, theirs: Guard
) -> Transition:
    """The next number of the document's word, once the legality review is settled (附件2 四(三))."""
    return Transition(
        label,
        source,
        target,
        by=role,
        clauses=("A2.4.3", "A4.1"),
        requires=(theirs, has_a_number, *READY),
        trusts=signed,
        numbers=Series("", word_from="number_word"),
        hint=_("The next number of this document word and year; it is never given twice."),
    )


def issued_by(
    label: Label, source: State, target: State, signed: Transition, fits: Guard, hint: Label
) -> Transition:
    """Printed with its note and sent out (附件4 六、七); whichever step signed it sealed the same."""
    return Transition(
        label,
        source,
        target,
        by=KEEPERS,
        clauses=("A4.6", "A4.7"),
        requires=(fits, *READY),
        checks=(issued_after_signing,),
        asks=("issued_on",),
        on="issued_on",
        trusts=signed,
        letter="document",
        hint=hint,
    )
