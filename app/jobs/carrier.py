"""What brings jobs to workers: chosen by the database, once for asking and for doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import make_url

from app.jobs import local, postgres
from app.jobs.port import Wake
from app.jobs.runner import Runner


@dataclass(frozen=True)
class Carrier:
    """``wake`` is told of every job that waits; ``work`` does jobs until its runner is to stop."""

    wake: Wake
    work: Callable[[Runner], None]


ONE_MACHINE = Carrier(local.wake, local.work)
MANY_MACHINES = Carrier(postgres.wake, postgres.work)


def carrier(database_url: str) -> Carrier:
    """The one for this database."""
    return MANY_MACHINES if make_url(database_url).get_backend_name() == "postgresql" else ONE_MACHINE
