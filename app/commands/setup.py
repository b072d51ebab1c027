"""``init``, ``demo`` and ``migration``: a database to work with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from sqlalchemy import make_url

from app import storage
from app.address import site
from app.audit import chain
from app.commands.context import Roof, at_work, pass_roof
from app.extensions import db
from app.files.store import ForeignFiles, StorageUnavailable
from app.installation import alone, install, write_migration
from app.parts import parts
from app.sample import MORNING, County, NotEmpty, Player, found, settle
from app.sample_bulk import multiply
from app.search import index
from app.timekeeper import office_day
from models.sample.county import UNITS
from models.sample.people import PEOPLE
from models.sample.stories import STORIES, YEAR


@click.command()
@pass_roof
def init(roof: Roof) -> None:
    """Create or upgrade the database, roles, permissions, calendar and rules."""
    try:
        done = install(roof.app)
    except ForeignFiles as problem:
        raise click.ClickException(str(problem)) from None
    except StorageUnavailable as problem:
        raise click.ClickException(problem.why) from None
    if done.backup:
        click.echo(f"The database as it was: {done.backup}")
    click.echo(f"Database at revision {done.revision}")
    for moved in done.moved:
        click.echo(f"The calendar has a new year: {moved}")
    permissions = done.permissions
    click.echo(
        f"Permissions: {len(permissions.created)} new, {len(permissions.removed)} gone, "
        f"{len(permissions.granted)} granted; rules: {done.rules} new"
    )
    for role, token in done.links.items():
        click.echo(f"First {role.label}, within 24 hours and once: {first_address(roof.settings, token)}")


def first_address(settings: Mapping[str, Any], token: str) -> str:
    """Where a browser finds the page behind a first link."""
    return f"{site(settings)}/first/{token}"


@click.command()
@click.argument("message")
@pass_roof
def migration(roof: Roof, message: str) -> None:
    """Write a migration for what the models say and the database does not have (for developers)."""
    with roof.app.app_context(), alone(db.engine):
        click.echo(write_migration(db.engine, message))


@click.command()
@click.option("--short", is_flag=True, help="One story of each kind, without a year of ordinary work.")
@click.option("--scale", default=0, metavar="N", help="Add N plain requests with realistic skew.")
@pass_roof
def demo(roof: Roof, short: bool, scale: int) -> None:
    """Fill an empty database with a sample county, one account a role (var/demo-accounts.txt)."""
    made = parts(roof.app)
    with at_work(roof) as session:
        now = made.time.now()
        try:
            units = found(session, UNITS)
        except NotEmpty:
            raise click.ClickException(
                "There are units already: the sample county needs an empty one."
            ) from None
        county = settle(session, PEOPLE, units, made.credentials, now)
        session.commit()
        player = Player(session, made, county)
        agenda = player.agenda(STORIES if short else (*STORIES, *YEAR), office_day(now - MORNING))
        with click.progressbar(agenda, label="What happened in the county") as shown:
            records = player.play(shown)
        if scale:
            words = {units[unit["code"]]: unit["word"] for unit in UNITS if unit["word"]}
            records += multiply(session, words, scale, now)
            index.complete(session)
        chain.seal(session, now)
        session.commit()
    kept = _keep_passwords(roof, county)
    click.echo(kept.read_text(encoding="utf-8"), nl=False)
    click.echo(f"{records} records. The accounts are kept in {kept}")


def _keep_passwords(roof: Roof, county: County) -> Path:
    """Beside a SQLite database; in the working folder's var/ otherwise. Readable by this user only."""
    folder = storage.folder_beside(make_url(roof.settings["SQLALCHEMY_DATABASE_URI"]), Path("var"))
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "demo-accounts.txt"
    kept.unlink(missing_ok=True)
    kept.touch(mode=0o600)
    roles = {person.username: person for person in PEOPLE}
    lines = [
        f"{username:24} {password:24} {roles[username].name} "
        f"({', '.join(str(role.label) for role in roles[username].roles)})\n"
        for username, password in county.passwords.items()
    ]
    kept.write_text("".join(lines), encoding="utf-8")
    return kept
