"""A county's own words in its letters: which are in force, and which will do.

The words are data and no template: a path in braces is replaced by its fact, everything else stays as it
is typed and is escaped like any text. What may stand in braces, the letter's kind says. Whoever words a
letter reads and types each fact by its name in her language (``spoken``); kept is the path (``stored``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from flask import current_app
from flask_babel import force_locale
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.letters.glyphs import missing_glyphs
from app.letters.render import PLACEHOLDER
from models.column import declared
from models.letter_form import LetterKind, Place
from models.letter_text import LetterText
from models.workflow import Label

LONGEST = declared(LetterText)["text"].length or 0
"""Characters of one passage."""
_BRACES = str.maketrans("｛｝", "{}")
"""As Chinese keyboards have them."""


def in_force(session: Session, kind: LetterKind, day: date) -> dict[str, str]:
    """The county's words on a day by place; a place that is worded as shipped is left out."""
    rows = session.scalars(
        select(LetterText)
        .where(LetterText.kind == kind.name, LetterText.valid_from <= day)
        .order_by(LetterText.valid_from, LetterText.id)
    )
    last = {row.place: row.text for row in rows}
    return {place: text for place, text in last.items() if text is not None}


def next_change(session: Session, kind: LetterKind, place: Place, day: date) -> date | None:
    """The first day after this one from which the passage reads otherwise, or None."""
    later = select(func.min(LetterText.valid_from)).where(
        LetterText.kind == kind.name, LetterText.place == place.name, LetterText.valid_from > day
    )
    return session.scalar(later)


def spoken(kind: LetterKind, text: str) -> str:
    """The words with each fact called as the present reader calls it: ``{unit.phone}`` is ``{Phone}``."""
    return PLACEHOLDER.sub(lambda found: f"{{{kind.insertable.get(found[1], found[1])}}}", text)


def stored(kind: LetterKind, text: str) -> str:
    """What ``spoken`` makes of it, whatever language it was typed in, as it is kept; paths may be typed too.

    A fact this letter does not have stays as it was typed: ``objections`` names it so.
    """
    paths: dict[str, str] = {}
    for language in current_app.config["LANGUAGES"]:
        with force_locale(language):
            paths |= {str(label): path for path, label in kind.insertable.items()}

    def kept(found: re.Match[str]) -> str:
        name = found[1].strip()
        return f"{{{paths.get(name, name)}}}"

    return PLACEHOLDER.sub(kept, text.translate(_BRACES))


def objections(kind: LetterKind, place: Place, text: str, fonts: Path | None) -> Iterator[Label]:
    """Why these words will not do at this place of the letter; nothing when they will."""
    if place.needed and not text.strip():
        yield _("The letter has to say where to ask; give an address and a phone")
    if len(text) > LONGEST:
        yield _("At most %(n)s characters", n=LONGEST)
    if "\n" in text:
        yield _("Write one paragraph, without line breaks")
    for name in PLACEHOLDER.findall(text):
        if name not in kind.insertable:
            yield _("“{%(name)s}” is no fact of this letter; take one from the list", name=name[:40])
    if {"{", "}"} & set(PLACEHOLDER.sub("", text)):
        yield _("A brace stands alone; write a fact like {number}, or take the brace out")
    if strange := missing_glyphs(PLACEHOLDER.sub("", text), fonts):
        yield _(
            "No font here can print: %(characters)s. Write it otherwise, or let the administrator add a font",
            characters=" ".join(strange),
        )
