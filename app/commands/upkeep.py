"""``sweep``, ``periods``, ``search``, ``trail``: what is run regularly, what proves that all is in order."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from sqlalchemy.orm import Session

from app import recompute, sweep
from app.access.actor import PROGRAM
from app.access.sessions import Lifetime
from app.audit import chain, verify
from app.commands.context import Roof, at_work, pass_roof
from app.files import reading
from app.files.store import ForeignFiles, StorageUnavailable
from app.letters.desk import first_altered
from app.parts import parts
from app.search import index


@click.command(name="sweep")
@pass_roof
def sweep_all(roof: Roof) -> None:
    """Take the steps whose period ran out, seal the trail, end old sessions, remove files left over.

    Workers do so by themselves.
    """
    made, refused = parts(roof.app), 0
    with at_work(roof) as session:
        for one in sweep.expire(session, made):
            refused += bool(one.refused)
            click.echo(f"{one.matter} {one.record}: {one.refused or f'{one.step} as of {one.on}'}")
    click.echo(f"{sweep.seal(made)} rows of the trail sealed")
    click.echo(f"{sweep.end_old_sessions(made, Lifetime.of(roof.settings))} sessions ended")
    with at_work(roof) as session:
        try:
            click.echo(f"{sweep.remove_orphans(session, made)} files left over removed")
        except ForeignFiles as problem:
            raise click.ClickException(str(problem)) from None
        except StorageUnavailable as problem:
            raise click.ClickException(problem.why) from None
    if refused:
        raise click.ClickException(f"{refused} steps could not be taken")


@click.group()
def periods() -> None:
    """The stored dates of open records."""


@periods.command(name="recompute")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a stored date is not the derived one.")
@pass_roof
def recompute_dates(roof: Roof, *, check: bool) -> None:
    """Bring every stored date in line with the calendar; lists what moves."""
    made = parts(roof.app)
    with at_work(roof) as session:
        calendar, today = made.calendar.calendar(), made.time.today()
        if check:
            found = recompute.changes(session, calendar, today)
        else:
            found = recompute.apply(
                session, calendar, today, trail=made.trail, actor=PROGRAM, reason="run.py periods recompute"
            )
            session.commit()
        for moved in found:
            click.echo(moved)
    click.echo(f"{len(found)} dates {'differ' if check else 'changed'}")
    if check and found:
        sys.exit(1)


@click.group()
def search() -> None:
    """The index that records are searched by."""


@search.command()
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if an entry is not what its record says.")
@pass_roof
def rebuild(roof: Roof, *, check: bool) -> None:
    """Bring every entry in line with its record, after reading the files nobody has looked into yet.

    Committed by batches, so that nobody waits for the whole.
    """
    with at_work(roof) as session:
        if not check:
            read = list(reading.read_all(session, parts(roof.app)))
            if read:
                click.echo(f"{sum(read)} files read, {read.count(False)} without words")
        differ = sum(map(len, index.stale(session)) if check else index.mend(session))
        click.echo(f"{differ} entries {'differ' if check else 'written'}")
        if not check:
            index.renew(session)
            session.commit()
        elif not index.is_sound(session):
            raise click.ClickException("The full-text table is not what the entries say: rebuild it.")
    if check and differ:
        sys.exit(1)


@click.group()
def trail() -> None:
    """The append-only trail."""


@trail.command(name="verify")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--head", "written_down", help="A head written down earlier, as ROW:HASH.")
@pass_roof
def verify_trail(roof: Roof, file: Path | None, written_down: str | None) -> None:
    """Check trail and letters, or an exported FILE: exit 0, or 1 and the first broken row."""
    try:
        head = verify.Head.read(written_down) if written_down else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    if file:
        sys.exit(verify.main([str(file), *(["--head", written_down] if written_down else [])]))
    with at_work(roof) as session:
        _verify(session, head)


def _verify(session: Session, head: verify.Head | None) -> None:
    broken = chain.verify(session, head=head)
    if broken is not None:
        click.echo(str(broken))
        sys.exit(1)
    number = first_altered(session)
    if number is not None:
        click.echo(f"letter {number} altered")
        sys.exit(1)
    found = chain.head(session)
    click.echo(f"{found.seq} rows as sealed, head {found}")


@trail.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@pass_roof
def export(roof: Roof, file: Path) -> None:
    """Write the sealed trail to FILE, which `app/audit/verify.py FILE` checks anywhere."""
    with at_work(roof) as session, file.open("wb") as out:
        click.echo(f"{chain.export(session, out)} rows, head {chain.head(session)}")
