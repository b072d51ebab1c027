"""``token``: a way in for a program, made on the server."""

from __future__ import annotations

import click
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select

from app.access.actor import PROGRAM
from app.access.tokens import LASTS, LONGEST, Tokens
from app.commands.context import Roof, at_work, pass_roof
from app.parts import parts
from models import MATTERS

SLUGS = {model.slug: model.__name__ for model in MATTERS}


@click.command()
@click.argument("user")
@click.option("--label", default="run.py token", show_default=True, help="What it is for (80 characters).")
@click.option(
    "--days", type=click.IntRange(1, LONGEST), default=LASTS, show_default=True, help="How long it is valid."
)
@click.option("--read-only", is_flag=True, help="It reads, and changes nothing.")
@click.option("--matter", "slugs", multiple=True, type=click.Choice(list(SLUGS)), help="Only for this one.")
@pass_roof
def token(roof: Roof, user: str, label: str, days: int, *, read_only: bool, slugs: tuple[str, ...]) -> None:
    """Print a new API token of USER; it is kept as a hash, so nobody can read it later."""
    with at_work(roof) as session:
        owner = session.scalar(select(User).where(User.username == user.strip().lower()))
        if owner is None or not owner.active:
            raise click.ClickException(f"There is no active account {user!r}.")
        if not 1 <= len(label.strip()) <= 80:
            raise click.ClickException("Say in 1 to 80 characters what the token is for.")
        secret = Tokens(parts(roof.app).time.now).create(
            session,
            PROGRAM,
            owner,
            label=label.strip(),
            days=days,
            scope="read" if read_only else "write",
            matters=[SLUGS[slug] for slug in slugs],
        )
        session.commit()
    click.echo(secret)
