"""A county's set-up as one file: written, read, compared with what is here, and carried out (ADR 0016).

JSON with stable codes, made to be read by people and compared line by line. It holds no secret and
nothing about people: units, accounts and records are each county's own and stay out of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from app.audit.trail import Trail
from app.setup.section import Difference, Entry, Objection, Section, SetupRefused, Work
from models.workflow import Label

FORMAT = "gongkai-setup"
VERSION = 1
LARGEST = 400_000
"""Bytes of a file; the page hands it on in a hidden field, and forms take 500,000."""
SUBJECT = "set-up file"
"""What the row of the trail is about that tells who carried a file out, and why."""

File = dict[str, list[Entry]]
"""The entries of a file by the key of their section."""


def written(session: Session, sections: Sequence[Section]) -> str:
    """The set-up as it stands."""
    content = {section.key: [dict(entry) for entry in section.read(session)] for section in sections}
    whole = {"format": FORMAT, "version": VERSION, "sections": content}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


# -- reading --------------------------------------------------------------------------


def parsed(content: bytes, sections: Sequence[Section]) -> File:
    """What a file says; raises SetupRefused for what is no such file, or not of this edition."""
    known = {section.key: section for section in sections}
    parts = _parts(content)
    if unknown := sorted(set(parts) - set(known)):
        raise SetupRefused(
            _(
                "The file has parts this program does not know: %(names)s."
                " Upgrade this installation first, or take them out of the file",
                names=", ".join(unknown)[:200],
            )
        )
    problems = [problem for key, found in parts.items() for problem in _problems(known[key], found)]
    if problems:
        raise SetupRefused(*problems)
    return parts


def _parts(content: bytes) -> File:
    if len(content) > LARGEST:
        raise SetupRefused(_("The file is too large: it may have %(n)s bytes", n=LARGEST))
    try:
        whole = json.loads(content.decode("utf-8-sig"))
        # Half a character, which JSON can spell, no page and no database can hold.
        json.dumps(whole, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise SetupRefused(
            _("This is no set-up file. Choose the file another installation gave out, unchanged")
        ) from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise SetupRefused(_("This is no set-up file. Choose the file another installation gave out"))
    if whole.get("version") != VERSION:
        raise SetupRefused(
            _(
                "The file is of edition %(found)s, this program reads edition %(known)s:"
                " upgrade both installations to the same program",
                found=str(whole.get("version"))[:20],
                known=VERSION,
            )
        )
    parts = whole.get("sections")
    if not isinstance(parts, dict):
        raise SetupRefused(_("The file has no parts. Choose the file another installation gave out"))
    return parts


def _problems(section: Section, found: Any) -> Iterator[Label]:
    if not isinstance(found, list):
        yield _("%(part)s: a list of entries is expected", part=section.label)
        return
    codes = set()
    for place, entry in enumerate(found, 1):
        wrong = list(_wrong(section, entry))
        yield from (
            _("%(part)s, entry %(n)s: %(problem)s", part=section.label, n=place, problem=problem)
            for problem in wrong
        )
        if wrong:
            continue
        if section.code(entry) in codes:
            yield _(
                "%(part)s, entry %(n)s: %(code)s is there twice",
                part=section.label,
                n=place,
                code=section.code(entry),
            )
        codes.add(section.code(entry))


def _wrong(section: Section, entry: Any) -> Iterator[Label]:
    if not isinstance(entry, dict):
        yield _("an object with names and values is expected")
        return
    for name in sorted(set(entry) - set(section.fields)):
        yield _("“%(name)s” is unknown here", name=name[:40])
    for name, kind in section.fields.items():
        if name not in entry:
            yield _("“%(name)s” is missing", name=name)
        elif not kind.fits(entry[name]):
            yield _("“%(name)s” must be %(kind)s", name=name, kind=kind.told)


# -- comparing and carrying out -------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """What one part of a file would change here, and what of it cannot be."""

    section: Section
    differences: Sequence[Difference]
    objections: Sequence[Objection]


@dataclass(frozen=True)
class Plan:
    """What a file would change here."""

    parts: Sequence[Part]

    @property
    def empty(self) -> bool:
        """Whether everything is here already as the file has it."""
        return not any(part.differences for part in self.parts)

    @property
    def refused(self) -> bool:
        """Whether something of it cannot be: then nothing is carried out."""
        return any(part.objections for part in self.parts)

    @property
    def digest(self) -> str:
        """What was looked at; changes with every difference."""
        told = [[p.section.key, [[d.before, d.after] for d in p.differences]] for p in self.parts]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def planned(session: Session, sections: Sequence[Section], file: Mapping[str, Any], work: Work) -> Plan:
    """Compare the file's parts that are among ``sections`` with what is here."""
    parts = []
    for section in sections:
        if section.key in file:
            differences = section.differences(session, file[section.key])
            objections = list(section.objections(session, work, differences))
            parts.append(Part(section, differences, objections))
    return Plan(parts)


def carry_out(session: Session, plan: Plan, work: Work) -> int:
    """Make here what the plan shows, for the caller to commit; how many entries changed.

    Every change leaves a row of the trail, and one row more says who carried which file out and why.
    Raises SetupRefused when something of it cannot be; the caller rolls back.
    """
    if plan.refused:
        raise SetupRefused(*(sentence for part in plan.parts for _code, sentence in part.objections))
    counts = {part.section.key: len(part.differences) for part in plan.parts if part.differences}
    for part in plan.parts:
        if part.differences:
            part.section.carry_out(session, work, part.differences)
    if counts:
        _tell(session, work, counts)
    return sum(counts.values())


def _tell(session: Session, work: Work, counts: Mapping[str, int]) -> None:
    Trail(lambda: session, lambda: work.now).write(
        "admin",
        actor=work.actor,
        subject=f"{SUBJECT}: " + ", ".join(f"{key} {count}" for key, count in counts.items()),
        reason=work.reason,
    )
