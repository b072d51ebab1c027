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
    "--folder",
    default=databases.ROOT / "var" / "bench",
    type=click.Path(path_type=Path),
    help="Where the databases are kept; a missing one is filled.",
)
def main(scale: list[int], engines: tuple[str, ...], runs: int, only: str, whole: bool, folder: Path) -> None:
    """Measure the panel against the floor, and against the goals.

    With GONGKAI_DATABASE_URL set, that one database is measured: a county of `run.py demo --scale N`.
    """
    click.echo(_about(runs))
    if "GONGKAI_DATABASE_URL" in os.environ:
        found = _measured(dict(os.environ), runs, only, whole)
        click.echo(tables.one(f"{found['engine']}, {found['records']:,} requests", found))
        return
    folder.mkdir(parents=True, exist_ok=True)
    for engine in engines:
        sizes = {}
        for size in scale:
            environ = databases.environment(folder, engine, size)
            found = sizes[size] = _measured(environ, runs, only, whole)
            took = databases.seconds_to_fill(folder, engine, size)
            click.echo(tables.one(f"{engine}, {found['records']:,} requests, filled in {took:,} s", found))
        if len(sizes) > 1:
            click.echo(tables.growth(engine, sizes))


def _about(runs: int) -> str:
    machine = f"{os.cpu_count()} {platform.machine()} cores, load {os.getloadavg()[0]:.1f} at the beginning"
    python = f"Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {machine}, {python}, {runs} runs of each in turn with its floor\n"


def _measured(environ: dict[str, str], runs: int, only: str, whole: bool) -> dict[str, Any]:
    arguments = [str(runs), only, "yes" if whole else "no"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.one", *arguments],
        cwd=databases.ROOT,
        env=environ,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "start": _started(environ) if whole else None}


def _started(environ: dict[str, str]) -> dict[str, float]:
    """Seconds and megabytes of a process that has built the application and served one page."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.start"],
        cwd=databases.ROOT,
        env=environ,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
