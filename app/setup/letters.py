"""The county's own words in letters, as a part of the set-up file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from app.letters import wording
from app.setup.dated import Dated
from app.setup.section import DAY, Difference, Entry, Objection, Work, maybe, text
from models.letter_kind import BY_NAME
from models.letter_text import LetterText


class LetterTexts(Dated):
    """Dated words; old ones are never changed, only followed by later ones."""

    key = "letter_texts"
    label = _("Words in letters")
    fields = {
        "kind": text(40),
        "place": text(40),
        "valid_from": DAY,
        "text": maybe(text(wording.LONGEST, empty=True)),
    }
    by = ("kind", "place", "valid_from")
    model = LetterText

    def title(self, entry: Entry) -> str:
        """The letter, the passage and since when."""
        kind = BY_NAME.get(entry["kind"])
        place = kind.place(entry["place"]) if kind else None
        words = (kind.label if kind else entry["kind"], place.label if place else entry["place"])
        return f"{words[0]} · {words[1]} · {entry['valid_from']}"

    def objections(
        self, _session: Session, work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """Unknown letters and passages, and words that will not do there."""
        for one in differences:
            kind = BY_NAME.get(one.after["kind"])
            place = kind.place(one.after["place"]) if kind else None
            if kind is None or place is None:
                yield (
                    one.code,
                    _(
                        "This program has no such passage in its letters:"
                        " take it out of the file, or upgrade this installation"
                    ),
                )
            elif one.after["text"] is not None:
                for sentence in wording.objections(kind, place, one.after["text"], work.fonts):
                    yield one.code, sentence
