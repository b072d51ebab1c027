"""The roof: puts pages and program together, serves them, and offers the commands (``run.py --help``)."""

from __future__ import annotations

import os
from typing import Any

import click
from flask import Flask

import config
import views
from app.commands import carrying, counting, keeping, language, reading, reports, setup, tokens, upkeep, work
from app.commands.context import Roof
from app.commands.serve import Server
from app.factory import create_app
from app.files.bucket import Account
from app.files.store import Store


def application(settings: dict[str, Any]) -> Flask:
    """The panel with all its pages."""
    return create_app(views.register, settings)


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Serve the panel with the settings of the environment (docs/settings.md), or run a command."""
    context.obj = context.obj or Roof(_settings(), application)
    if context.invoked_subcommand is None:
        Server(context.obj).run()


def _settings() -> dict[str, Any]:
    try:
        found = config.settings()
        # A place that cannot be is told like any other setting that cannot be read.
        Store(found["FILES_URL"], Account.of(found))
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    return found


COMMANDS = (
    setup.init,
    setup.demo,
    setup.migration,
    carrying.setup,
    work.worker,
    upkeep.sweep_all,
    upkeep.periods,
    upkeep.search,
    upkeep.trail,
    counting.workdays,
    counting.fee_of,
    reports.report,
    reading.clauses,
    reading.handbook,
    reading.docs,
    language.i18n,
    keeping.backup,
    keeping.restore,
    tokens.token,
)

for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    # Database, files, copies and exports hold names and identity numbers: they are this user's alone.
    os.umask(0o077)
    main()
