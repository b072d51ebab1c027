"""``clauses``, ``handbook`` and ``docs``: what is read off the declarations."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click
from flask_babel import force_locale

import config
from app import clauses as register
from app.commands.context import Roof, pass_roof
from app.handbook import handbook as written

DOCS = config.ROOT / "docs"
HANDBOOKS = {"en": "handbook.md", "zh": "handbook.zh-CN.md"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One list of objects instead of lines.")
def clauses(*, as_json: bool) -> None:
    """Every clause: enforced, guidance or outside; where, and proved by which tests."""
    entries = register.register()
    if as_json:
        click.echo(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))
        return
    for entry in entries:
        click.echo(f"{entry.clause:8} {entry.status:9} {len(entry.where)} places, {len(entry.tests)} tests")


@click.command()
@click.option("--language", type=click.Choice(list(HANDBOOKS)), default="en", show_default=True)
@pass_roof
def handbook(roof: Roof, language: str) -> None:
    """All procedures as Markdown."""
    click.echo(_handbook(roof, language), nl=False)


def _handbook(roof: Roof, language: str) -> str:
    with roof.app.app_context(), force_locale(language):
        return written()


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a page is out of date.")
@pass_roof
def docs(roof: Roof, *, check: bool) -> None:
    """Write the generated pages of docs/: the settings and the handbook."""
    stale = [page for page, text in _pages(roof) if not _is(page, text)]
    for page in stale:
        click.echo(
            f"{page.relative_to(config.ROOT)} {'is out of date: run `make docs`' if check else 'written'}"
        )
    if check:
        sys.exit(bool(stale))
    for page, text in _pages(roof):
        page.write_text(text, encoding="utf-8")


def _pages(roof: Roof) -> Iterator[tuple[Path, str]]:
    yield DOCS / "settings.md", settings_page()
    for language, name in HANDBOOKS.items():
        yield DOCS / name, _handbook(roof, language)


def _is(page: Path, text: str) -> bool:
    return page.exists() and page.read_text(encoding="utf-8") == text


def settings_page() -> str:
    """Every setting as Markdown; defaults below this folder are shown relative to it."""
    lines = [
        "# Settings",
        "",
        "Environment variables; written by `make docs` from `config.py`.",
        "",
        "| variable | default | meaning |",
        "|---|---|---|",
    ]
    for setting in config.SETTINGS:
        default = setting.default.replace(f"{config.ROOT}/", "")
        lines.append(
            f"| `{setting.variable}` | {f'`{default}`' if default else '(empty)'} | {setting.meaning} |"
        )
    return "\n".join(lines) + "\n"
