"""The search index brought in line by a worker, after a field of all records changed its class."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app import storage
from app.access.actor import PROGRAM, acting
from app.jobs.port import task
from app.jobs.running import Running
from app.search import index


@task("search_index", label=_("Search index after a field was classed anew"))
def renew_index(job: Running) -> None:
    """Enter every record anew whose entry is not what follows from its columns."""
    job.session.rollback()
    with acting(PROGRAM), storage.writing():
        for _count in index.mend(job.session):
            pass
