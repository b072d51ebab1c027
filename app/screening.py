"""Looks through texts that are about to become public: the county's words, and numbers of persons (A1.20).

Only what the office writes is looked through. What a citizen sends is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.sensitive_word import REFUSE, WARN, WORD_KINDS, SensitiveWord
from models.workflow import Label

STAYS = "findings_stay"
"""The answer of a step that says: the findings were looked at, and the reason says why they stay."""

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_CARD = re.compile(r"(?<!\d)[3-6]\d{15,18}(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


@dataclass(frozen=True)
class Finding:
    """Something in a text: where (characters from 1), what, how grave, and what to write instead."""

    at: int
    text: str
    what: Label
    level: str
    advice: str
    personal: bool = False
    """A number that belongs to a person."""

    @property
    def refused(self) -> bool:
        """Whether it may not stand there for any reason."""
        return self.level == REFUSE

    @property
    def sentence(self) -> Label:
        """What was found, where, and the way out."""
        told = {"text": self.text, "at": self.at, "what": self.what}
        if self.advice:
            return _(
                "“%(text)s” (character %(at)s): %(what)s. Write instead: %(advice)s",
                **told,
                advice=self.advice,
            )
        if self.refused:
            return _("“%(text)s” (character %(at)s): %(what)s. Take it out", **told)
        return _(
            "“%(text)s” (character %(at)s): %(what)s. Take it out, or give a reason why it stays", **told
        )


def is_identity_number(text: str) -> bool:
    """Whether 18 characters are a number of a resident: their check digit is right (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == text[17].upper()


def is_card_number(text: str) -> bool:
    """Whether digits are a bank card's: their check digit is right (ISO/IEC 7812-1, annex B)."""
    doubled = (
        sum(divmod(int(digit) * 2, 10)) if place % 2 else int(digit)
        for place, digit in enumerate(reversed(text))
    )
    return sum(doubled) % 10 == 0


def found_in(text: str, words: Iterable[SensitiveWord]) -> list[Finding]:
    """What stands in a text, in its order."""
    found = [*_numbers(text), *_words(text, words)]
    return sorted(found, key=lambda one: one.at)


def _numbers(text: str) -> Iterator[Finding]:
    identities = [one for one in _IDENTITY.finditer(text) if is_identity_number(one[0])]
    for one in identities:
        yield _number(one, _("identity number"))
    taken = {one.start() for one in identities}
    for one in _CARD.finditer(text):
        if one.start() not in taken and is_card_number(one[0]):
            yield _number(one, _("bank card number"))
    for one in _MOBILE.finditer(text):
        yield _number(one, _("mobile phone number"))


def _number(found: re.Match[str], what: Label) -> Finding:
    return Finding(found.start() + 1, found[0], what, WARN, "", personal=True)


def _words(text: str, words: Iterable[SensitiveWord]) -> Iterator[Finding]:
    for word in words:
        for one in re.finditer(re.escape(word.word), text, re.IGNORECASE):
            what = WORD_KINDS[word.kind]
            yield Finding(one.start() + 1, one[0], what, word.level, word.advice or "")


def errors(
    session: Session, texts: Mapping[str, Any], answers: Mapping[str, Any], reason: str
) -> dict[str, Label]:
    """The first finding of each text that keeps the step from being taken.

    What is only warned of passes when the answer ``STAYS`` says it was looked at and a reason says why.
    """
    words = list(session.scalars(select(SensitiveWord).where(SensitiveWord.active)))
    passes, problems = bool(answers.get(STAYS)), dict[str, Label]()
    for name, text in texts.items():
        found = found_in(text, words) if isinstance(text, str) else []
        stops = [one for one in found if one.refused or not passes]
        if stops:
            problems[name] = stops[0].sentence
        elif found and not reason.strip():
            problems["reason"] = _("Give a reason why what was found stays")
    return problems
