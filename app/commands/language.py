"""``i18n``: the Chinese words of the panel."""

from __future__ import annotations

import sys

import click

from app.translations import Translations


@click.group(invoke_without_command=True)
@click.option("--check", is_flag=True, help="Exit 1 if a message lacks words or the catalogue is stale.")
@click.pass_context
def i18n(context: click.Context, *, check: bool) -> None:
    """The catalogue of translations."""
    if context.invoked_subcommand is not None:
        return
    if not check:
        raise click.UsageError("say `i18n --check` or `i18n update`")
    found = list(Translations().problems())
    for problem in found:
        click.echo(problem)
    click.echo(f"{len(found)} problems")
    sys.exit(bool(found))


@i18n.command()
def update() -> None:
    """Bring messages.po in line with the program, and compile it."""
    click.echo(f"{Translations().update()} messages lack words")
