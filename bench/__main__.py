"""``python -m bench``: fills what is missing, measures each database in its own process, prints Markdown."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bench import databases, tables

ENGINES = ("sqlite", "postgresql")
SIZES = {"k": 1_000, "m": 1_000_000}


def _scales(_context: click.Context, _parameter: click.Parameter, given: str) -> list[int]:
    words = [word.strip().lower() for word in given.split(",")]
    try:
        return sorted(int(word.rstrip("km")) * SIZES.get(word[-1:], 1) for word in words)
    except ValueError:
        raise click.BadParameter("write 10k,100k,1m") from None


@click.command()
@click.option(
    "--scale", default="10k,100k,1m", show_default=True, callback=_scales, help="How many requests."
)
@click.option("--engine", "engines", type=click.Choice(ENGINES), multiple=True, default=ENGINES)
@click.option("--runs", default=40, show_default=True, help="How often each operation is timed.")
@click.option("--only", default="", metavar="WORD", help="Only operations with this word in their name.")
@click.option("--tables/--no-tables", "whole", default=True, help="Whole tables, letters and starting, too.")
@click.option(
    "--crowd/--no-crowd", default=True, help="Many people at once, over real server processes, too."
)
@click.option(
    "--folder",
    default=databases.ROOT / "var" / "bench",
    type=click.Path(path_type=Path),
    help="Where the databases are kept; a missing one is filled.",
)
def main(
    *,
    scale: list[int],
    engines: tuple[str, ...],
    runs: int,
    only: str,
    whole: bool,
    crowd: bool,
    folder: Path,
) -> None:
    """Measure the panel against the floor, and against the goals.

    With GONGKAI_DATABASE_URL set, that one database is measured: a county of `run.py demo --scale N`.
    """
    click.echo(_about(runs))
    if "GONGKAI_DATABASE_URL" in os.environ:
        found = _measured(dict(os.environ), runs, only, whole=whole, crowd=crowd)
        click.echo(tables.one(f"{found['engine']}, {found['records']:,} requests", found))
        return
    folder.mkdir(parents=True, exist_ok=True)
    for engine in engines:
        sizes = {}
        for size in scale:
            environ = databases.environment(folder, engine, size)
            found = sizes[size] = _measured(environ, runs, only, whole=whole, crowd=crowd)
            took = databases.seconds_to_fill(folder, engine, size)
            click.echo(tables.one(f"{engine}, {found['records']:,} requests, filled in {took:,} s", found))
        if len(sizes) > 1:
            click.echo(tables.growth(engine, sizes))


def _about(runs: int) -> str:
    machine = f"{os.cpu_count()} {platform.machine()} cores, load {os.getloadavg()[0]:.1f} at the beginning"
    python = f"Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {machine}, {python}, {runs} runs of each in turn with its floor\n"


def _measured(environ: dict[str, str], runs: int, only: str, *, whole: bool, crowd: bool) -> dict[str, Any]:
    found = _told(environ, "bench.one", str(runs), only, "yes" if whole else "no")
    return {
        **found,
        "start": _told(environ, "bench.start") if whole else None,
        "crowd": _told(environ, "bench.crowd") if crowd else None,
    }


def _told(environ: dict[str, str], *command: str) -> dict[str, Any]:
    """What a process of its own found out; its last line is JSON."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=databases.ROOT,
        env=environ,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
