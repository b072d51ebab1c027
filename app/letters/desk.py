"""Writes the letters steps produce: numbered, worded and frozen in the step's own transaction.

The text is what is signed, so the text is frozen then and hashed. The PDF is laid out from it
on the first download and kept: laying out takes a third of a second, and on SQLite nobody else
could write meanwhile.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import numbers
from app.audit.trail import fitting
from app.collaborators import Taken
from app.engine import Refused
from app.files.store import Store
from app.language import OFFICE_LANGUAGE
from app.letters import glyphs, render, wording
from app.signing import signature
from app.timekeeper import OFFICE_TIME, Timekeeper
from models.attachment import Letter
from models.base import Record
from models.column import declared
from models.letter_form import LetterKind
from models.letter_kind import BY_NAME
from models.unit import Unit
from models.workflow import Refusal, Series

CLAUSES = ("A5.11",)
"""A public enterprise answers requests like an agency; its letters say who is above it."""
LETTERS = Letter.metadata.tables[Letter.__tablename__]
BATCH = 500
"""Letters read at a time."""
ANY_NUMBER = "-" * LETTERS.c.number.type.length
"""As wide as a number can be: the letter is looked at before it has its own."""


class LetterAltered(Exception):
    """A letter is not as it was issued, and is not handed out; ``str()`` is a sentence for the reader."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        return str(
            _(
                "The letter %(number)s is not as it was issued, so it is not handed out. "
                "Tell the administrator: a backup has it as it was",
                number=self.number,
            )
        )


class LetterDesk:
    """The engine's press."""

    def __init__(
        self, session: Callable[[], Session], time: Timekeeper, files: Store, fonts: Path | None = None
    ) -> None:
        self._session, self._time, self._files, self.fonts = session, time, files, fonts

    def write(self, kind: str, taken: Taken) -> None:
        """Add the letter to the session.

        Raises Refused when a fact or a glyph is missing, and for a text too long to be printed.
        """
        letter, record, today = BY_NAME[kind], taken.record, self._time.today()
        facts, words = letter_facts(letter, record, today), wording.in_force(self._session(), letter, today)
        self._check(letter, record, {**facts, "number": ANY_NUMBER}, words)
        facts["number"] = self._number(letter, taken, today)
        worded = render.worded(letter, facts, words)
        self._session().add(
            Letter(
                record_id=record.id,
                kind=kind,
                number=facts["number"],
                dated=today,
                signed_by=fitting(signature(taken), LETTERS.c.signed_by),
                facts=_written(worded.facts),
                html=worded.markup,
                html_sha256=_sha256(worded.markup),
                template_version=template_version(letter, words),
                issued_at=taken.at,
            )
        )

    def _number(self, letter: LetterKind, taken: Taken, today: date) -> str | None:
        record: Record = taken.record
        if not letter.series:
            return record.number
        series = Series(letter.series)
        word = getattr(record, letter.issuer).word
        return numbers.take(self._session(), series, word, today.year, record.id, taken.at)

    def preview(self, kind: str, record: Record) -> str:
        """The letter as it would be written now, marked as a draft; raises Refused like ``write``."""
        letter, today = BY_NAME[kind], self._time.today()
        number = "…" if letter.series else record.number or ""
        facts = {**letter_facts(letter, record, today), "number": number, "preview": True}
        words = wording.in_force(self._session(), letter, today)
        self._check(letter, record, facts, words)
        return render.letter(letter, facts, words)

    def pdf(self, letter: Letter) -> bytes:
        """The kept PDF of a letter that was laid out before; see ``keep_pdf``.

        Raises LetterAltered when text or file is not what it was, or the file is gone.
        """
        _assert_as_issued(letter)
        try:
            with self._files.open(letter.pdf_key or "") as kept:
                content = kept.read()
        except FileNotFoundError as error:
            raise LetterAltered(str(letter)) from error
        if hashlib.sha256(content).hexdigest() != letter.pdf_sha256:
            raise LetterAltered(str(letter))
        return content

    def lay_out(self, markup: str) -> bytes:
        """A text as PDF, in the county's own fonts where it has some; raises like ``render.pdf``."""
        return render.pdf(markup, fonts_dir=self.fonts)

    def keep_pdf(self, session: Session, letter_id: int, content: bytes) -> bytes:
        """Keep a letter's file and its hash; return it, or the one somebody kept a moment before.

        ``session`` is a write transaction of its own, ``content`` the frozen text as it was laid out before
        that began. Raises LetterAltered like ``pdf``.
        """
        # On PostgreSQL two could lay it out at once, and one of them hold what was not kept.
        letter = session.get_one(Letter, letter_id, with_for_update=True)
        if letter.pdf_key:
            return self.pdf(letter)
        _assert_as_issued(letter)
        stored = self._files.put(io.BytesIO(content), "pdf")
        letter.pdf_key, letter.pdf_sha256 = stored.key, stored.sha256
        return content

    def _check(self, kind: LetterKind, record: Record, facts: dict[str, Any], words: render.Words) -> None:
        missing = render.check_facts(kind, facts)
        if missing:
            named = str(_(", ")).join(_label(path, record) for path in missing)
            raise Refused(Refusal(_("The letter cannot be written, it lacks: %(facts)s", facts=named)))
        markup = render.letter(kind, facts, words)
        if render.is_too_long(markup):
            raise Refused(Refusal(_("The letter is too long to print; put long text into an attachment")))
        strange = glyphs.missing_glyphs(markup, self.fonts)
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


def first_altered(session: Session) -> str | None:
    """The number of the oldest letter whose text is not what it was when it was issued, or None."""
    texts = select(Letter.number, Letter.kind, Letter.html, Letter.html_sha256).order_by(Letter.id)
    with session.execute(texts.execution_options(yield_per=BATCH)) as found:
        return next((number or kind for number, kind, text, sha256 in found if _sha256(text) != sha256), None)


def _assert_as_issued(letter: Letter) -> None:
    if _sha256(letter.html) != letter.html_sha256:
        raise LetterAltered(str(letter))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _label(path: str, record: Record) -> str:
    """What the screens call a fact; one that is no column keeps its path."""
    *where, name = path.split(".")
    column = declared(Unit if where == ["unit"] else type(record)).get(name.removesuffix("_label"))
    return str(column.label) if column else path


def letter_facts(kind: LetterKind, record: Record, today: date) -> dict[str, Any]:
    """The facts a letter of this record prints; their shape is told in ``models.letter_kind``."""
    unit, run = getattr(record, kind.issuer), None
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
            "line_authority": unit.parent.name if unit.kind == "enterprise" and unit.parent else None,
        },
        "record": {
            **_printable(facts),
            "old_due_on": run.due_before if run else None,
            "due_on": facts.get("due_on"),
            "provisional": bool(facts.get("provisional")),
        },
    }


def _printable(facts: dict[str, Any]) -> dict[str, Any]:
    """Plain values, lists of words or of such facts, moments in words; keys of other rows are no facts."""
    kept: dict[str, Any] = {}
    for name, value in facts.items():
        if isinstance(value, dict):
            kept[name] = _printable(value)
        elif isinstance(value, list):
            kept[name] = [_printable(entry) if isinstance(entry, dict) else entry for entry in value]
        elif isinstance(value, datetime):
            kept[name] = render.chinese_moment(value.astimezone(OFFICE_TIME))
        elif value is None or type(value) in {str, int, bool, date}:
            kept[name] = value
    return kept


def _written(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: _written_value(value) for name, value in facts.items()}


def _written_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _written(value)
    if isinstance(value, list):
        return [_written_value(entry) for entry in value]
    return str(value) if isinstance(value, date) else value


_BY_STEPS = {"due_on", "old_due_on", "provisional", "round"}


def changed_since(letter: Letter, record: Record) -> bool:
    """Whether the record now says something else than the letter did.

    What the letter told is compared. Due dates and the round may be moved by a later step; what was
    entered by hand may not.
    """
    kind = BY_NAME[letter.kind]
    left_out = _BY_STEPS | {*kind.goes_on}
    then = {name: told for name, told in letter.facts["record"].items() if name not in left_out}
    return _differs(then, _written(letter_facts(kind, record, letter.dated))["record"])


def _differs(then: dict[str, Any], now: dict[str, Any]) -> bool:
    return any(
        _differs(told, now.get(name) or {}) if isinstance(told, dict) else now.get(name) != told
        for name, told in then.items()
        if name not in _BY_STEPS
    )


def template_version(kind: LetterKind, words: render.Words) -> str:
    """SHA-256 over the template's name, all templates, for they share wording, and the marked passages.

    It says which wording was in force, the county's own words included.
    """
    said = {place.name: words.get(place.name, place.shipped) for place in kind.places}
    told = kind.template + json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode() + _templates()).hexdigest()


@cache
def _templates() -> bytes:
    return b"".join(path.read_bytes() for path in sorted(render.TEMPLATES.glob("*.html")))
