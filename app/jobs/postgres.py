"""The workers of many machines: procrastinate carries the id of a job to whoever is free (ADR 0009).

Its messages say only "look at this job". What the job is, whether it may be begun and how it ended stands
in its row, so a message lost, late or doubled changes nothing but the moment.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from procrastinate import App, PsycopgConnector, RetryStrategy, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.types import JSONDict
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.jobs.runner import Runner

LOOK = "gongkai.look"
_AGAIN = 10
"""Seconds until a message is tried again whose job could not even be looked at."""
_log = logging.getLogger(__name__)
_mailbox = App(connector=SyncPsycopgConnector())
"""Never opened: it writes through the connection of the transaction it is given."""


def wake(session: Session, job_ids: Sequence[int], at: datetime) -> None:
    """Send the messages as part of the session's transaction; they are delivered at ``at``, not before."""
    connection = session.connection().connection.driver_connection
    message = _mailbox.configure_task(LOOK, allow_unknown=True, schedule_at=at, connection=connection)
    told: list[JSONDict] = [{"job_id": job_id} for job_id in job_ids]
    message.batch_defer(*told)


def work(runner: Runner) -> None:
    """Do jobs and periodic work until ``runner.stop`` is set; ends by itself when the database went away."""
    asyncio.run(_work(runner, runner.lease.total_seconds()))


async def _work(runner: Runner, lease: float) -> None:
    conninfo = runner.database.set(drivername="postgresql").render_as_string(hide_password=False)
    app = App(connector=PsycopgConnector(conninfo=conninfo, min_size=1, max_size=4))

    @app.task(name=LOOK, retry=RetryStrategy(wait=_AGAIN))
    def look(job_id: int) -> None:
        runner.run(job_id)

    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                install_signal_handlers=False,
                delete_jobs="always",
                fetch_job_polling_interval=lease / 12,
                update_heartbeat_interval=lease / 6,
                stalled_worker_timeout=lease / 2,
            )
        )
        while not runner.stop.is_set() and not worker.done():
            await _upkeep(runner, app, lease / 2)
            await asyncio.to_thread(runner.stop.wait, lease / 6)
        worker.cancel()
        await asyncio.wait([worker])
        if not worker.cancelled():
            worker.result()


async def _upkeep(runner: Runner, app: App, silence: float) -> None:
    """Ask for the periodic work, and deliver again what workers had in hand that are silent for too long."""
    try:
        await asyncio.to_thread(runner.ask_periodic)
        for message in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silence):
            await app.job_manager.retry_job(message)
    except (SQLAlchemyError, ConnectorException):
        # Another worker delivered it first, or the database is away: the next round will show.
        _log.warning("the worker's upkeep was cut short", exc_info=True)
