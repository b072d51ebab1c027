"""``backup`` and ``restore``: one archive with database and files."""

from __future__ import annotations

from pathlib import Path

import click

from app.backup import BackupError, Manifest, back_up
from app.backup import restore as put_back
from app.commands.context import Roof, pass_roof
from app.extensions import db
from app.files.store import StorageFull, StorageUnavailable
from app.parts import parts


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@pass_roof
def backup(roof: Roof, file: Path) -> None:
    """Write a consistent copy of database and files to FILE."""
    with roof.app.app_context():
        try:
            made = back_up(db.engine, parts(roof.app).files, file, parts(roof.app).time.now())
        except BackupError as error:
            raise click.ClickException(str(error)) from None
        except StorageUnavailable as problem:
            raise click.ClickException(problem.why) from None
    _tell(made, file)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_roof
def restore(roof: Roof, file: Path) -> None:
    """Restore database and files from FILE where there is no database yet, and verify the trail."""
    with roof.app.app_context():
        try:
            made = put_back(db.engine, parts(roof.app).files, file)
        except (BackupError, StorageFull) as error:
            raise click.ClickException(str(error)) from None
        except StorageUnavailable as problem:
            raise click.ClickException(problem.why) from None
    _tell(made, file)


def _tell(made: Manifest, file: Path) -> None:
    click.echo(f"{file}: {made.engine} at revision {made.revision}, {len(made.sha256) - 1} files")
    click.echo(f"trail head {made.trail_head}; write it down elsewhere")
