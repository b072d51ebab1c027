"""Clauses of the notice that no single declaration carries out, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flask_babel import lazy_gettext as _

from models.workflow import Label

Standing = Literal["guidance", "outside"]


@dataclass(frozen=True)
class Note:
    """How a clause stands that the program does not enforce."""

    status: Standing
    reason: Label


NOT_BUILT = Note("outside", _("Not built yet"))
"""What is said of every clause without declaration, test and note of its own."""

NOTES: dict[str, Note] = {}

CITED = frozenset({"A8.4", "A2.6.3"})
"""Further articles of the notice a declaration may cite, although they impose no rule of their own.

Annex 8 article 4 sets the principles: lawful, true and fair, effective, convenient for the public. Annex 2
part 6 item 3 has the justice bureau look at the interpretation of normative documents.
"""
