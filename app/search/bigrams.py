"""Words without a dictionary: what is written, cut into overlapping pairs of characters. Plain Python.

Chinese has no spaces to cut at, and half the words a clerk types have two characters. Every text is
therefore kept as the pairs it consists of, 征地补偿 as ``征地 地补 补偿 偿``: any part of it of two
characters or more is a run of neighbouring pairs, a single character the beginning of one. Letters and
digits are treated alike, so that part of a number is found as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

LONGEST = 400_000
"""Characters kept of one entry: of a record with all its files."""
MOST = 100_000
"""Different pairs kept of one: beyond it a hostile text could outgrow what PostgreSQL indexes (1 MB)."""
EXCERPT = 80
"""Characters shown of a longer text."""
LEAD = 20
"""How many of them come before what was found."""

Marked = tuple[str, bool]
"""A piece of a text, and whether it is what was asked for."""


def fold(text: str) -> str:
    """Letters, characters and digits alone, in one form: ``罗府办〔２０２０〕12号`` is ``罗府办202012号``.

    Character by character, so that the fold of a part is a part of the fold.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in decomposed if character.isalnum())


def words(asked: str) -> tuple[str, ...]:
    """What must all be found for a question, folded; empty when there is nothing in it to look for."""
    return tuple(dict.fromkeys(filter(None, map(fold, asked.split()))))


def pairs(word: str) -> list[str]:
    """The pairs of a folded word one after the other; a single character stands alone."""
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


def entry(texts: Iterable[str | None]) -> str:
    """What is kept of several texts; the last character of each stands alone, so none runs into the next."""
    left, kept, different = LONGEST, list[str](), set[str]()
    for text in texts:
        folded = fold(text or "")[:left]
        left -= len(folded)
        for i in range(len(folded)):
            different.add(folded[i : i + 2])
            if len(different) > MOST:
                return " ".join(kept)
            kept.append(folded[i : i + 2])
    return " ".join(kept)


def marked(text: str, asked: Sequence[str]) -> list[Marked]:
    """The text in pieces: where one of the folded words is found, and what lies between."""
    return _pieces(enumerate(text), _places(text, asked))


def excerpt(text: str, asked: Sequence[str]) -> list[Marked]:
    """The same of the part around the first place found, with … where something was left out."""
    places = _places(text, asked)
    start = max(0, min(places, default=0) - LEAD)
    cut = _pieces(islice(enumerate(text), start, start + EXCERPT), places)
    return [("…", False)] * bool(start) + cut + [("…", False)] * (len(text) > start + EXCERPT)


def _pieces(numbered: Iterable[tuple[int, str]], places: set[int]) -> list[Marked]:
    pieces = groupby(numbered, lambda one: one[0] in places)
    return [("".join(character for _place, character in piece), hit) for hit, piece in pieces]


def _places(text: str, asked: Sequence[str]) -> set[int]:
    folded, origin = "", []
    for place, character in enumerate(text):
        part = fold(character)
        folded += part
        origin += [place] * len(part)
    places: set[int] = set()
    for word in asked:
        for start in _found(folded, word):
            # From the first to the last, so that what was folded away in between belongs to it.
            places.update(range(origin[start], origin[start + len(word) - 1] + 1))
    return places


def _found(folded: str, word: str) -> Iterator[int]:
    start = folded.find(word)
    while start >= 0:
        yield start
        start = folded.find(word, start + len(word))
