"""What other programs are sent: one signed message a happening, tried again for more than a day.

It holds codes, the number and an address within the panel: nothing about a person, and no title, for titles
are typed by people.
"""

from __future__ import annotations

import json
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.actor import PROGRAM, Actor
from app.address import may_go_to, page_of, site, target_of
from app.jobs.port import JobRefused, Jobs, task
from app.jobs.running import Running
from app.notices.webhooks import OUT_OF_BOUNDS, secret_of, signature
from models.base import Record
from models.notice import Webhook

TEST = "test"
"""The kind of a message that only tries the way."""
PATIENCE = 10
"""Seconds the other program may take for each part of its answer."""
ATTEMPTS = 33
"""With the pauses of the jobs, thirty seconds at first and an hour at most: 26 hours."""
UNREACHED = "-"
"""What stands for an answer where there was none."""


def announce(session: Session, jobs: Jobs, kind: str, record: Record, clock: str) -> None:
    """Have every program told that wants to know of this kind; in the caller's transaction.

    Of a record that is kept from some unit none is told: the program may be that unit's.
    """
    if record.is_kept_back:
        return
    run = next((run for run in reversed(record.clocks) if run.name == clock), record)
    told = {
        "kind": kind,
        "record": record.id,
        "state": record.state,
        "clock": clock,
        "due": run.due_on.isoformat() if run.due_on else "",
        "version": record.version,
    }
    for hook in session.scalars(select(Webhook).where(Webhook.active).order_by(Webhook.id)):
        if kind in hook.kinds:
            jobs.enqueue("webhook", {"hook": hook.id, **told}, actor=PROGRAM)


def try_out(jobs: Jobs, hook: Webhook, actor: Actor) -> None:
    """Have a message sent that only tries the way; whoever asks sees in her tasks how it went."""
    told = {"kind": TEST, "record": None, "state": "", "clock": "", "due": "", "version": None}
    jobs.enqueue("webhook", {"hook": hook.id, **told}, actor=actor)


@task("webhook", label=_("Message to another program"), attempts=ATTEMPTS)
def deliver(
    job: Running,
    *,
    hook: int,
    kind: str,
    record: int | None,
    state: str,
    clock: str,
    due: str,
    version: int | None = None,
) -> None:
    """Send it; what is not answered with 2xx is tried again, with the same key and the same words.

    A later message does not wait for it: ``version``, the record's when it happened, says which is which.
    """
    session, settings = job.session, current_app.config
    row = session.get(Webhook, hook)
    if row is None or not (row.active or kind == TEST):
        raise JobRefused(_("The webhook is switched off. Switch it on, then try this again."))
    if not may_go_to(row.address, settings["WEBHOOK_HOSTS"]):
        raise JobRefused(OUT_OF_BOUNDS)
    about = session.get(Record, record) if record else None
    if about is not None and about.is_kept_back:
        return
    told = {
        "id": job.id,
        "kind": kind,
        "matter": about.slug if about else None,
        "number": about.number if about else None,
        "state": state or None,
        "clock": clock or None,
        "due": due or None,
        "version": version,
        "address": site(settings) + page_of(about) if about else None,
    }
    body = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
    stamp = int(job.parts.time.now().timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "gongkai",
        "Idempotency-Key": str(job.id),
        "X-Gongkai-Signature": signature(secret_of(row, settings["SECRET_KEY"]), stamp, body),
    }
    address = row.address
    session.rollback()
    status = _sent(address, body, headers)
    with job.parts.write() as writing:
        kept = writing.get_one(Webhook, hook)
        kept.answer, kept.answered_at = status, job.parts.time.now()
    if status == UNREACHED:
        raise JobRefused(_("The other program cannot be reached."), again=True)
    if not status.startswith("2"):
        raise JobRefused(_("The other program answered with %(status)s.", status=status), again=True)


def _sent(address: str, body: bytes, headers: dict[str, Any]) -> str:
    """The status it was answered with. A redirect is an answer like any other: nobody is sent elsewhere."""
    found = urlsplit(address)
    host, port = found.hostname or "", found.port
    way: HTTPConnection = (
        HTTPSConnection(host, port, timeout=PATIENCE, context=ssl.create_default_context())
        if found.scheme == "https"
        else HTTPConnection(host, port, timeout=PATIENCE)
    )
    try:
        way.request("POST", target_of(found), body, headers)
        return str(way.getresponse().status)
    except (OSError, HTTPException):
        return UNREACHED
    finally:
        way.close()
