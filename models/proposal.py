"""What the public is heard about before it is decided, and whether it was heard (附件10、附件11)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import lazy_gettext as _
from sqlalchemy import Text
from sqlalchemy.orm import Mapped

from models.column import Class, labelled
from models.workflow import guard

HEARD = ("A11.1", "A10.2.1")
"""The clauses that have the public heard first and told what became of it."""

WITHHELD_FOR = {
    "state_secret": _("State secret"),
    "trade_secret": _("Trade secret"),
    "privacy": _("Personal privacy"),
}
"""What the law keeps from the public: it is not asked about it (附件10 二(一)、附件11 第七条)."""


class Proposal:
    """Mix into a Record that a consultation may be about; ``consultations`` are those that were held.

    The text is frozen once secrecy is reviewed: a consultation publishes exactly what was cleared.
    """

    consulted_in: ClassVar[str]
    """The state in which consultations are held: secrecy is cleared, nothing is decided."""

    if TYPE_CHECKING:
        state: Mapped[str]
        consultations: Mapped[list[Any]]

    draft: Mapped[str | None] = labelled(
        _("Draft of the decision"), Text, klass=Class.PUBLIC, clause="A11.1", hint=_("What is to be decided")
    )
    reasons: Mapped[str | None] = labelled(
        _("Reasons for it"), Text, klass=Class.PUBLIC, clause="A11.1", hint=_("Published with the draft")
    )
    basis: Mapped[str | None] = labelled(
        _("Basis of the decision"),
        Text,
        klass=Class.PUBLIC,
        clause="A10.2.1",
        hint=_("Laws, plans and figures it rests on"),
    )

    def put_forward(self) -> dict[str, str | None]:
        """What a consultation publishes of it."""
        return {"draft": self.draft, "reasons": self.reasons, "basis": self.basis}

    @property
    def may_be_heard(self) -> bool:
        """Whether the public may be asked about it now."""
        return bool(self.state == self.consulted_in)

    @property
    def heard(self) -> bool:
        """Whether a consultation on it was held and its adoption report published."""
        return any(one.state == "reported" for one in self.consultations)

    @property
    def being_heard(self) -> bool:
        """Whether a consultation on it is under way."""
        return any(not one.standing.closed for one in self.consultations)


@guard(
    _("The public has not been heard: no consultation on it has its adoption report published yet"),
    clauses=HEARD,
)
def public_was_heard(proposal: Any, _today: date) -> bool:
    return bool(proposal.heard)


@guard(
    _("The public was heard on this draft; for another one give the decision up and enter it anew"),
    clauses=HEARD,
)
def public_was_not_heard(proposal: Any, _today: date) -> bool:
    return not proposal.heard


@guard(_("A consultation on it is under way; end it with its adoption report, or stop it"), clauses=HEARD)
def nobody_is_being_heard(proposal: Any, _today: date) -> bool:
    return not proposal.being_heard
