"""How a check of an annual report comes out: PASS, FAIL or ASK, with its cells and both numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from flask_babel import lazy_gettext as _

from models.workflow import Label


class Result(Enum):
    """How a check came out."""

    PASS = "PASS"  # noqa: S105 — a result, not a word to sign in with
    FAIL = "FAIL"
    ASK = "ASK"


PASS, FAIL, ASK = Result


@dataclass(frozen=True)
class Check:
    """One kind of check. ``axis`` is what its code tells apart; ``sentence`` what is said when it is not met.

    ``unmet``: FAIL where the form demands it, ASK where it is merely usual.
    """

    name: str
    axis: str
    label: Label
    sentence: Label
    unmet: Result = FAIL

    def result(self, *, met: bool) -> Result:
        """What it comes to."""
        return PASS if met else self.unmet


@dataclass(frozen=True)
class Finding:
    """How one check came out, its cells, and what stood on either side; None: nothing but blanks."""

    check: Check
    about: str
    result: Result
    cells: tuple[str, ...] = ()
    left: int | Decimal | None = None
    right: int | Decimal | None = None
    words: Mapping[str, object] = field(default_factory=dict)
    """What the sentence needs besides the two numbers."""

    @property
    def code(self) -> str:
        """The same whenever the same thing is checked: ``identity.natural_person``."""
        return f"{self.check.name}.{self.about}" if self.about else self.check.name

    @property
    def sentence(self) -> str:
        """What was found, in the reader's language; of a check that is met, what it looked at."""
        if self.result is PASS:
            return str(self.check.label)
        said = {"left": _said(self.left), "right": _said(self.right)}
        return str(self.check.sentence) % {**said, **self.words}


def _said(number: int | Decimal | None) -> str:
    return str(_("(blank)") if number is None else number)
