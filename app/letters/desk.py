"""Writes the letters steps produce: numbered, worded and frozen in the step's own transaction.

The text is what is signed, so the text is frozen then and hashed. The PDF is laid out from it
on the first download and kept: laying out takes a third of a second, and on SQLite nobody else
could write meanwhile.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from app import numbers
from app.engine import Refused, Taken
from app.files.staged import Staged
from app.language import OFFICE_LANGUAGE
from app.letters import glyphs, render
from app.timekeeper import Timekeeper
from models.attachment import Letter
from models.base import Record, declared
from models.letter_kind import BY_NAME, LetterKind
from models.unit import Unit
from models.workflow import Refusal, Series


class LetterDesk:
    """The engine's press."""

    def __init__(
        self, session: Callable[[], Session], time: Timekeeper, files: Staged, fonts: Path | None = None
    ) -> None:
        self._session, self._time, self._files, self._fonts = session, time, files, fonts

    def write(self, kind: str, taken: Taken) -> None:
        """Add the letter to the session. Raises Refused when a fact or a glyph is missing."""
        letter, record, today = BY_NAME[kind], taken.record, self._time.today()
        facts = letter_facts(record, today)
        self._check(letter, record, {**facts, "number": "-"})
        facts["number"] = numbers.take(
            self._session(),
            Series(letter.name, letter.series),
            record.unit.word,
            today.year,
            record.id,
            taken.at,
        )
        text = render.letter(letter, facts)
        self._session().add(
            Letter(
                record_id=record.id,
                kind=kind,
                number=facts["number"],
                dated=today,
                signed_by=taken.standing.name,
                facts=_written(facts),
                html=text,
                html_sha256=hashlib.sha256(text.encode()).hexdigest(),
                template_version=template_version(letter),
                issued_at=taken.at,
            )
        )

    def preview(self, kind: str, record: Record) -> str:
        """The letter as it would be written now, marked as a draft; raises Refused like ``write``."""
        facts = {**letter_facts(record, self._time.today()), "number": "…", "preview": True}
        self._check(BY_NAME[kind], record, facts)
        return render.letter(BY_NAME[kind], facts)

    def pdf(self, letter: Letter) -> bytes:
        """The kept PDF of a letter that was laid out before; see ``keep_pdf``."""
        with self._files.store.open(letter.pdf_key or "") as kept:
            return kept.read()

    def keep_pdf(self, session: Session, letter_id: int) -> bytes:
        """Lay a letter out from its frozen text, keep the file and its hash, and return it.

        ``session`` is a write transaction of its own; who laid it out first, laid it out for all.
        Raises ``render.PrintingUnavailable`` on a machine without Pango.
        """
        letter = session.get_one(Letter, letter_id)
        if letter.pdf_key:
            return self.pdf(letter)
        content = render.pdf(letter.html, fonts_dir=self._fonts)
        stored = self._files.put(session, io.BytesIO(content), "pdf")
        letter.pdf_key, letter.pdf_sha256 = stored.key, stored.sha256
        return content

    def _check(self, kind: LetterKind, record: Record, facts: dict[str, Any]) -> None:
        missing = render.check_facts(kind, facts)
        if missing:
            named = str(_(", ")).join(_label(path, record) for path in missing)
            raise Refused(Refusal(_("The letter cannot be written, it lacks: %(facts)s", facts=named)))
        strange = glyphs.missing_glyphs(render.letter(kind, facts), self._fonts)
        if strange:
            raise Refused(
                Refusal(
                    _(
                        "The letter has characters no font here can print: %(characters)s. "
                        "Write them otherwise, or let the administrator add a font",
                        characters=" ".join(strange),
                    )
                )
            )


def _label(path: str, record: Record) -> str:
    """What the screens call a fact; one that is no column keeps its path."""
    *where, name = path.split(".")
    column = declared(Unit if where == ["unit"] else type(record)).get(name.removesuffix("_label"))
    return str(column.label) if column else path


def letter_facts(record: Record, today: date) -> dict[str, Any]:
    """The facts a letter of this record prints; their shape is told in ``models.letter_kind``."""
    unit, run = record.unit, None
    with force_locale(OFFICE_LANGUAGE):
        facts = record.letter_facts()
    main = record.workflow.main_clock
    if main is not None:
        run = record.clock(main)
    return {
        "date": today,
        "profile": record.rules,
        "preview": False,
        "unit": {
            "name": unit.name,
            "address": unit.address,
            "phone": unit.phone,
            "hours": unit.hours,
            "reconsideration_organ": unit.reconsideration_organ,
            "court": unit.court,
        },
        "record": {
            **_printable(facts),
            "old_due_on": run.due_before if run else None,
            "due_on": facts.get("due_on"),
            "provisional": bool(facts.get("provisional")),
        },
    }


def _printable(facts: dict[str, Any]) -> dict[str, Any]:
    """Plain values only: moments and keys of other rows are no facts of a letter."""
    kept = {}
    for name, value in facts.items():
        if isinstance(value, dict):
            kept[name] = _printable(value)
        elif value is None or type(value) in {str, int, bool, date}:
            kept[name] = value
    return kept


def _written(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _written(value)
        if isinstance(value, dict)
        else (str(value) if isinstance(value, date) else value)
        for name, value in facts.items()
    }


_DERIVED = {"due_on", "old_due_on"}


def changed_since(letter: Letter, record: Record) -> bool:
    """Whether the record now says something else than the letter did (design §8).

    Due dates are derived and may move by a later step; what was entered by hand may not.
    """
    kind, then = BY_NAME[letter.kind], letter.facts["record"]
    now = _written(letter_facts(record, letter.dated))["record"]
    told = {
        path.removeprefix("record.").split(".")[0] for path in kind.requires if path.startswith("record.")
    }
    told |= set(kind.reply(then).needs)
    return any(now.get(name) != then.get(name) for name in told - _DERIVED)


@cache
def template_version(kind: LetterKind) -> str:
    """SHA-256 over the template and those it includes: which wording was in force."""
    content = b"".join(path.read_bytes() for path in sorted(render.TEMPLATES.glob("*.html")))
    return hashlib.sha256(kind.template.encode() + content).hexdigest()
