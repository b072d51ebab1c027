"""What a kind of letter is: its template, the facts it cannot do without, the passages a county may word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from models.citation import Article
from models.column import Class
from models.outcome import BY_CODE, Reply
from models.remedy import APPEAL, Remedy
from models.workflow import Label, Profile


@dataclass(frozen=True)
class Place:
    """A marked passage a county may word itself; whatever else a letter says follows from the law.

    The words hold facts in braces, such as ``{unit.phone}``: paths of ``INSERTABLE``.
    """

    name: str
    label: Label
    shipped: str
    """As the program words it; empty where it says nothing."""
    needed: bool = False
    """May not be left empty."""


INSERTABLE: Mapping[str, Label] = {
    "number": _("Number of the letter"),
    "date": _("Date of the letter"),
    "unit.name": _("Name of the unit"),
    "unit.address": _("Address and room"),
    "unit.phone": _("Phone"),
    "unit.hours": _("Office hours"),
    "record.number": _("Number of the request"),
    "record.received_on": _("Received on"),
    "record.applicant": _("Applicant"),
    "record.correct_by": _("To be corrected by"),
    "record.due_on": _("Due on"),
    "record.old_due_on": _("Due before the extension"),
    "record.extension_days": _("Extended by (working days)"),
    "record.third_party.name": _("Name of the third party"),
    "record.third_party.answer_by": _("To be answered by"),
}
"""The facts a county's own words may name, each name once; of these a letter has those it requires."""

OPENING = Place("opening", _("Opening line"), "")
CLOSING = Place("closing", _("Closing line"), "特此告知。")
NO_CLOSING = Place("closing", _("Closing line"), "")
WHERE_TO_ASK = Place(
    "contact", _("Where to ask"), "联系地址：{unit.address}；联系电话：{unit.phone}。", needed=True
)
TOLD = (OPENING, CLOSING, WHERE_TO_ASK)


@dataclass(frozen=True)
class LetterKind:
    """A kind of letter; ``series`` stands between the unit's word and the year in its number.

    Without a series it is the record itself on paper: with its number, and offered for reading all along.
    """

    name: str
    label: Label
    template: str
    series: str
    requires: tuple[str, ...]
    fixed: Reply | None
    """Title and basis; None where the record's outcome decides both."""
    fixed_remedy: Remedy | None = None
    places: tuple[Place, ...] = TOLD
    titled_by: str = ""
    """The column that is its title; it then answers nobody and cites nothing."""
    klass: Class = Class.PERSONAL
    """Who may read it: as with a column."""
    goes_on: tuple[str, ...] = ()
    """Facts of the record that later steps go on telling: for them a letter does not count as overtaken."""
    issuer: str = "unit"
    """The attribute of the record with the unit that writes it."""

    def place(self, name: str) -> Place | None:
        """The marked passage of this name, or None."""
        return next((place for place in self.places if place.name == name), None)

    @property
    def insertable(self) -> dict[str, Label]:
        """The facts its marked passages may name: never one the letter does not require."""
        return {path: label for path, label in INSERTABLE.items() if path in self.requires}

    def reply(self, record: Mapping[str, Any]) -> Reply:
        """Title and basis of this letter for a record; KeyError if the outcome it depends on is unknown."""
        if self.titled_by:
            return Reply(record.get(self.titled_by) or "")
        return self.fixed or BY_CODE[record["outcome"]].reply(record)

    def remedy(self, facts: Mapping[str, Any]) -> Remedy | None:
        """How the letter may be contested; None for notices within the procedure (法释〔2025〕8号 Art 10).

        What a public enterprise writes is appealed against to its line authority (条例第五十五条).
        """
        found = self.fixed_remedy if self.fixed else BY_CODE[facts["record"]["outcome"]].remedy
        supervised = facts.get("profile") == Profile.REGULATION_2019 and fact(facts, "unit.line_authority")
        return APPEAL if found and supervised else found

    def basis(self, facts: Mapping[str, Any]) -> tuple[Article, ...]:
        """Provisions the letter cites under the profile of its facts; empty if that profile has no ground."""
        return self.reply(facts["record"]).basis(Profile(facts["profile"]))

    def missing(self, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """Dotted paths of required facts that are absent, empty or unusable, in the order of the letter.

        ``record.outcome`` is named as well when the profile gives that outcome no legal basis
        (A8.9.9 under ``regulation-2019``).
        """
        absent = [path for path in self.requires if fact(facts, path) in (None, "")]
        record = facts.get("record") or {}
        if not self.fixed and record.get("outcome") not in BY_CODE:
            return tuple(dict.fromkeys((*absent, "record.outcome")))
        absent += [f"record.{column}" for column in self.reply(record).needs if not record.get(column)]
        remedy = self.remedy(facts)
        if remedy and not fact(facts, f"unit.{remedy.heard_by}"):
            absent.append(f"unit.{remedy.heard_by}")
        if facts.get("profile") not in set(Profile):
            absent.append("profile")
        elif not (self.titled_by or self.basis(facts)):
            absent.append("record.outcome")
        return tuple(dict.fromkeys(absent))


def fact(facts: Mapping[str, Any], path: str) -> Any:
    """The fact at a dotted path, None where the path ends early."""
    value: Any = facts
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
