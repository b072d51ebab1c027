"""``setup``: the set-up as one file, from one installation to another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from app.access.actor import PROGRAM
from app.commands.context import Roof, at_work, pass_roof
from app.parts import parts
from app.setup.file import Plan, carry_out, parsed, planned, written
from app.setup.section import SetupRefused, Work
from app.setup.sections import SECTIONS


@click.group()
def setup() -> None:
    """What administrators set up in the browser, as one file."""


@setup.command("export")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@pass_roof
def give_out(roof: Roof, file: Path) -> None:
    """Write the set-up to FILE (JSON): no secret, nothing about people."""
    with at_work(roof) as session:
        file.write_text(written(session, SECTIONS), encoding="utf-8")
    click.echo(f"{file} written")


@setup.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@click.option("--reason", default="", help="Why; it stands in the trail with every change (200 characters).")
@pass_roof
def take_over(roof: Roof, file: Path, *, dry_run: bool, reason: str) -> None:
    """Take over the set-up in FILE: all of it, or nothing."""
    if not dry_run and not 1 <= len(reason.strip()) <= 200:
        raise click.ClickException("Say in 1 to 200 characters why: --reason.")
    with at_work(roof) as session:
        made = parts(roof.app)
        work = Work(PROGRAM, reason.strip(), made.time.now(), made.time.today(), made.letters.fonts)
        try:
            plan = planned(session, SECTIONS, parsed(file.read_bytes(), SECTIONS), work)
            for line in _told(plan):
                click.echo(line)
            count = 0 if dry_run else carry_out(session, plan, work)
        except SetupRefused as refused:
            raise click.ClickException("\n".join(map(str, refused.sentences))) from None
        if dry_run and plan.refused:
            raise click.ClickException("Some entries cannot be taken over.")
        session.commit()
    click.echo("nothing was changed" if dry_run else f"{count} entries changed")


def _told(plan: Plan) -> Iterator[str]:
    """Each difference in a line, and why it cannot be."""
    for part in plan.parts:
        refusals = dict(part.objections)
        for one in part.differences:
            verb = "refused" if one.code in refusals else "added" if one.before is None else "changed"
            yield f"{verb}  {part.section.key}  {one.code}"
            if one.code in refusals:
                yield f"         {refusals[one.code]}"
            elif one.before is not None:
                yield from (f"         {name}: {old} → {new}" for name, (old, new) in one.changed.items())
