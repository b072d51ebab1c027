"""What the notices ask of the workers."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.jobs.port import task
from app.jobs.running import Running
from app.notices.delivery import deliver
from app.notices.mail import ask_for_summaries, mail_notice, mail_summary
from app.notices.telling import look_at_periods, tell_stage, tell_step
from models.notice import Notice

KEPT = timedelta(days=180)
"""How long somebody finds what she was told of; what happened stands in the trail for good."""
_CHUNK = 500


@task("forget_notices", label=_("Removal of old notices"), every=timedelta(days=1))
def forget(job: Running) -> None:
    """Remove what was told long ago, read or not."""
    old = select(Notice).where(Notice.created_at <= job.parts.time.now() - KEPT).limit(_CHUNK)
    gone = True
    while gone:
        with job.parts.write() as session:
            rows = session.scalars(old).all()
            for row in rows:
                session.delete(row)
        gone = bool(rows)


TASKS = (
    tell_step,
    look_at_periods,
    tell_stage,
    mail_notice,
    ask_for_summaries,
    mail_summary,
    deliver,
    forget,
)
