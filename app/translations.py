"""The catalogue of the panel's words: English in the program, Chinese in ``translations/``, nothing left out.

Ours comes after Flask-AppBuilder's own catalogue at run time (``BABEL_TRANSLATION_DIRECTORIES``), so what
the framework says by itself is in its words, and ours win where both say the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LANGUAGE = "zh"
WIDTH = 110

SOURCES = ("app", "models", "views")
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_NEVER = datetime(2020, 1, 21, tzinfo=UTC)
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


class Translations:
    """The catalogue of one language below a project's folder."""

    def __init__(self, root: Path = ROOT, language: str = LANGUAGE) -> None:
        self.root, self.language = root, language
        folder = root / "translations" / language / "LC_MESSAGES"
        self.po, self.mo = folder / "messages.po", folder / "messages.mo"

    def used(self) -> Catalog:
        """Every message the program and its pages use, with the files that use it."""
        found = Catalog(project="gongkai", charset="utf-8")
        for folder in SOURCES:
            where = self.root / folder
            if not where.is_dir():
                continue
            for name, _line, message, comments, context in extract_from_dir(where, METHODS):
                place = (f"{folder}/{Path(name).as_posix()}", None)
                found.add(message, None, [place], auto_comments=comments, context=context)  # type: ignore[list-item]
        return found

    def written(self) -> Catalog:
        """The catalogue as it stands in ``messages.po``; an empty one before there is any."""
        if not self.po.exists():
            return Catalog(locale=self.language, project="gongkai", charset="utf-8")
        with self.po.open("rb") as file:
            return read_po(file, locale=self.language)

    def update(self) -> int:
        """Bring messages.po in line with the program and compile it; how many messages lack words."""
        catalog, used = self.written(), self.used()
        # Guessed translations look finished and are wrong.
        catalog.update(used, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.header_comment = (
            "# Chinese words of the panel; `run.py i18n update` keeps the list of messages."
        )
        self.po.parent.mkdir(parents=True, exist_ok=True)
        self.po.write_bytes(_po(catalog))
        self.mo.write_bytes(_mo(catalog))
        return len([message for message in catalog if message.id and not _whole(message)])

    def problems(self) -> Iterator[str]:
        """What is missing, left over, doubtful or stale; nothing when all is well."""
        catalog, used = self.written(), self.used()
        for message in used:
            if message.id and message.id not in catalog:
                yield f"not in the catalogue: {_shown(message)}"
        for message in catalog:
            if message.id:
                yield from self._problems_of(message, used)
        for obsolete in catalog.obsolete.values():
            yield f"left over: {_shown(obsolete)}"
        if not self.mo.exists() or self.mo.read_bytes() != _mo(catalog):
            yield "messages.mo is not compiled from messages.po: run `run.py i18n update`"

    @staticmethod
    def _problems_of(message: Message, used: Catalog) -> Iterator[str]:
        if message.id not in used:
            yield f"left over: {_shown(message)}"
        elif not _whole(message):
            yield f"no words: {_shown(message)}"
        elif message.fuzzy:
            yield f"fuzzy: {_shown(message)}"
        elif any(_placeholders(text) != _placeholders(_ids(message)[-1]) for text in _strings(message)):
            yield f"other placeholders: {_shown(message)}"


def _ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, list | tuple) else (message.id,)


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string or "",)


def _whole(message: Message) -> bool:
    return bool(_strings(message)) and all(_strings(message))


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def _shown(message: Message) -> str:
    places = ", ".join(sorted({str(place) for place, _line in message.locations}))
    return f"{_ids(message)[0]!r} ({places})" if places else repr(_ids(message)[0])


def _po(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, width=WIDTH, sort_output=True, include_lineno=False, omit_header=False)
    text = out.getvalue().decode()
    # Dates of writing would change the file each time it is written.
    return re.sub(r'^"(POT-Creation-Date|PO-Revision-Date): .*\n', "", text, flags=re.MULTILINE).encode()


def _mo(catalog: Catalog) -> bytes:
    """Compiled without the header's dates: the same words are the same bytes."""
    bare = Catalog(locale=catalog.locale, charset="utf-8", creation_date=_NEVER, revision_date=_NEVER)
    for message in catalog:
        if message.id and _whole(message) and not message.fuzzy:
            bare.add(message.id, message.string, context=message.context)
    out = io.BytesIO()
    write_mo(out, bare)
    return out.getvalue()
