"""From facts to a letter: checked, worded by its template, printed as PDF.

``letter`` words one of the kinds declared in ``models.letter_kind``, whose module describes the
facts; ``html`` fills any template of ``app/templates/letters``; ``pdf`` prints. Facts are plain
values, copied before a template sees them: no record, no session and no lazy object can be
reached from a template, and every text is escaped.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from models.citation import cite
from models.letter_form import LetterKind, fact

TEMPLATES = Path(__file__).parent.parent / "templates" / "letters"

MAX_CHARACTERS = 400_000
"""Of markup one PDF may have: beyond it layout takes minutes; long tables go to a job."""

ANY_COURT = "有管辖权的人民法院"
"""Named where the unit's facts name no court."""


class MissingFacts(ValueError):
    """A letter cannot be worded yet; ``paths`` are the facts it lacks, such as ``record.correct_by``."""

    def __init__(self, kind: LetterKind, paths: tuple[str, ...]) -> None:
        super().__init__(f"{kind.name} lacks {', '.join(paths)}")
        self.kind = kind
        self.paths = paths


class PrintingUnavailable(RuntimeError):
    """This machine lacks Pango, the library PDFs are laid out with; everything else works."""


@dataclass(frozen=True)
class Worded:
    """A letter in words; ``facts`` are those it tells, all that was read of ``unit`` and ``record``."""

    markup: str
    facts: dict[str, Any]


class LetterTooLong(ValueError):
    """The markup exceeds MAX_CHARACTERS."""


def check_facts(kind: LetterKind, facts: Mapping[str, Any]) -> list[str]:
    """Dotted paths of facts the kind requires and ``facts`` does not hold; empty when it can be worded."""
    return list(kind.missing(facts))


Words = Mapping[str, str]
"""What a county says at the marked passages of a letter, by place; the others stay as shipped."""


def letter(kind: LetterKind, facts: Mapping[str, Any], words: Words | None = None) -> str:
    """The letter as HTML; raises MissingFacts, or TypeError for a fact that is no plain value."""
    return worded(kind, facts, words).markup


def worded(kind: LetterKind, facts: Mapping[str, Any], words: Words | None = None) -> Worded:
    """The letter and what it tells of its facts; raises like ``letter``."""
    noted: dict[str, Any] = {
        name: _Noted(value) if isinstance(value, dict) else value for name, value in _complete(facts).items()
    }
    missing = kind.missing(noted)
    if missing:
        raise MissingFacts(kind, missing)
    record, unit = noted["record"], noted["unit"]
    remedy = kind.remedy(record)
    markup = _fill(
        kind.template,
        {
            **noted,
            "title": kind.reply(record).title,
            "basis": cite(kind.basis(noted)),
            "remedy": remedy.sentence(
                noted["date"], organ=unit["reconsideration_organ"], court=unit.get("court") or ANY_COURT
            )
            if remedy
            else "",
            "places": {
                place.name: filled(kind, (words or {}).get(place.name, place.shipped), noted)
                for place in kind.places
            },
        },
    )
    return Worded(markup, {name: _told(value) for name, value in noted.items()})


def filled(kind: LetterKind, text: str, facts: Mapping[str, Any]) -> str:
    """The words of a marked passage with their facts: a path the kind allows is looked up, nothing else."""

    def told(found: re.Match[str]) -> str:
        value = fact(facts, found[1]) if found[1] in kind.insertable else None
        if value is None:
            return found[0]
        return chinese_date(value) if isinstance(value, date) else str(value)

    return PLACEHOLDER.sub(told, text)


def html(template_name: str, facts: Mapping[str, Any]) -> str:
    """A template of ``app/templates/letters`` filled with plain facts.

    Raises TypeError for a fact that is no plain value and jinja2.UndefinedError for one the
    template names and ``facts`` lacks.
    """
    return _fill(template_name, _complete(facts))


def is_too_long(markup: str) -> bool:
    """Whether ``pdf`` would not lay it out."""
    return len(markup) > MAX_CHARACTERS


def pdf(markup: str, *, fonts_dir: Path | None = None) -> bytes:
    """``markup`` laid out after GB/T 9704; nothing outside the fonts is read while printing.

    Raises PrintingUnavailable without Pango and LetterTooLong beyond MAX_CHARACTERS.
    """
    if is_too_long(markup):
        raise LetterTooLong(f"{len(markup)} characters")
    try:
        press = importlib.import_module("app.letters.press")
    except OSError as error:
        raise PrintingUnavailable("Pango is not installed") from error
    return bytes(press.print_pdf(markup, fonts_dir))


class _Noted(dict[str, Any]):
    """Facts that remember which of them were asked for; templates ask by item and by ``get``."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__(
            {name: _Noted(fact) if isinstance(fact, dict) else fact for name, fact in facts.items()}
        )
        self._asked: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self._asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """The fact, or ``default``."""
        self._asked.add(name)
        return super().get(name, default)

    def told(self) -> dict[str, Any]:
        """Plain facts again, without those nobody asked for."""
        return {name: _told(fact) for name, fact in self.items() if name in self._asked}


def _told(fact: Any) -> Any:
    return fact.told() if isinstance(fact, _Noted) else fact


def _fill(template_name: str, facts: Mapping[str, Any]) -> str:
    return _environment.get_template(template_name).render(facts)


def _complete(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"preview": False, **_plain(facts)}


def _plain(value: Any) -> Any:
    """A copy made of plain values only; str subclasses such as Markup would escape the escaping."""
    if isinstance(value, Mapping):
        return {_plain(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, StrEnum):
        return value.value
    if value is None or type(value) in {str, int, float, bool, date}:
        return value
    raise TypeError(f"a letter takes plain facts, not {type(value).__name__}")


def chinese_date(day: date) -> str:
    """2026年11月2日: full year, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(moment: datetime) -> str:
    """2026年11月2日9时05分, on the clock the moment was handed over with."""
    return f"{chinese_date(moment)}{moment.hour}时{moment.minute:02}分"


def paragraphs(text: str) -> list[str]:
    """The lines of a text typed into a form, trimmed, without blank ones."""
    return [line for line in map(str.strip, text.splitlines()) if line]


def level(line: str) -> str:
    """The element a line of an official document is set as, from its own numbering (7.3.3).

    ``h2`` for 一、 (黑体), ``h3`` for （一） (楷体), ``p`` for all else; a heading that runs on into
    a sentence is body text.
    """
    found = _NUMBERING.match(line)
    if not found or line.endswith(("。", "；", "：")):
        return "p"
    return "h3" if line.startswith("（") else "h2"


PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""A fact in a county's own words."""
_NUMBERING = re.compile("（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、")

_environment = ImmutableSandboxedEnvironment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["chinese_date"] = chinese_date
_environment.filters["paragraphs"] = paragraphs
_environment.filters["level"] = level
