"""Mails: one at once for a notice, and the summary of a morning. Each is a job, and has one recipient.

A mail leaves the house. It says number, state and day, never a title or a name: titles are typed by people.
It is written in the office's language, for nobody knows here which one its reader chose in her browser.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from flask import current_app
from flask_appbuilder.security.sqla.models import User
from flask_babel import force_locale, gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.access.accounts import shown_email
from app.access.actor import PROGRAM, acting
from app.access.loading import load_actor
from app.access.turn import calls, open_records
from app.address import page_of, site
from app.clocks import events
from app.jobs.port import JobRefused, task
from app.jobs.running import Running
from app.language import OFFICE_LANGUAGE
from app.notices import inbox
from app.notices.choices import wanted
from app.notices.post import NotSent, post
from app.notices.telling import opening
from app.notices.wording import sentence
from app.parts import Parts
from app.periods.stages import stage
from app.timekeeper import minute_text
from models.base import Record
from models.notice import DIGEST, KINDS, WAITING, Notice

ATTEMPTS = 33
"""With the pauses of the jobs: more than a day, in which a mail server may be mended."""
LOOKED_THROUGH = 200
"""Open records looked through for one person's summary."""
NAMED = 10
"""Records of one kind a summary names one by one."""


# -- one notice -----------------------------------------------------------------------


@task("mail", label=_("Mail about one record"), attempts=ATTEMPTS)
def mail_notice(job: Running, *, notice: int) -> None:
    """Send it, unless its reader read it in the panel meanwhile or may not open the record any more."""
    session, made = job.session, job.parts
    row = session.get(Notice, notice)
    if row is None or row.read_at is not None:
        return
    user = session.get_one(User, row.user_id)
    actor = load_actor(session, user.id, made.time.now())
    with acting(actor), force_locale(OFFICE_LANGUAGE):
        record = inbox.records(session, actor, [row]).get(row.record_id)
        if record is None or not shown_email(user):
            return
        kind, number = KINDS[row.kind], record.number or str(record.workflow.label)
        lines = [
            f"{number} · {record.standing.label}",
            sentence(row.kind, record, row.clock),
            site(current_app.config) + page_of(record),
        ]
        _send(job, shown_email(user), f"{kind.label} {number}", [*lines, "", *_footer()])


# -- the summary of a morning ---------------------------------------------------------


@task("summaries", label=_("Summaries of the morning"), every=timedelta(days=1))
def ask_for_summaries(job: Running) -> None:
    """One job a person with an address, for the opening of the office on a working day."""
    made, day = job.parts, job.parts.time.today()
    if not made.calendar.calendar().is_working(day):
        return
    people = [user.id for user in job.session.scalars(select(User).where(User.active)) if shown_email(user)]
    with job.effects():
        for person in people:
            made.jobs.enqueue(
                "summary",
                {"person": person},
                key=f"summary:{person}:{day}",
                run_after=opening(made.time.now()),
                actor=PROGRAM,
            )


@task("summary", label=_("Summary of the morning"), attempts=ATTEMPTS)
def mail_summary(job: Running, *, person: int) -> None:
    """What lies before one person, by its time; no mail where there is nothing she wants to hear of."""
    session, made = job.session, job.parts
    user = session.get_one(User, person)
    actor = load_actor(session, person, made.time.now())
    chosen = wanted(session, [person])[person]
    with acting(actor), force_locale(OFFICE_LANGUAGE):
        found: dict[str, list[Record]] = {}
        for record in open_records(session, actor, LOOKED_THROUGH):
            if calls(made.engine, record, actor):
                found.setdefault(_kind(made, record, chosen), []).append(record)
        told = {kind: found[kind] for kind in KINDS if kind in found and (kind, DIGEST) in chosen}
        if not told or not shown_email(user):
            return
        subject = gettext("Summary of %(day)s", day=made.time.today().isoformat())
        _send(job, shown_email(user), subject, [*_summary(told), *_footer()])


def _kind(made: Parts, record: Record, chosen: frozenset[tuple[str, str]]) -> str:
    """Under what a record stands in the summary: the stage of its main period, as waiting without one."""
    main = record.workflow.main_clock
    run = record.clock(main) if main else None
    reached = stage(events(run), made.calendar.calendar(), made.time.today()) if run is not None else None
    return reached.kind if reached and (reached.kind, DIGEST) in chosen else WAITING


def _summary(told: dict[str, list[Record]]) -> Iterator[str]:
    for kind, records in told.items():
        yield gettext("%(heading)s: %(text)s", heading=KINDS[kind].label, text=len(records))
        for record in records[:NAMED]:
            number = record.number or str(record.workflow.label)
            due = record.due_on.isoformat() if record.due_on else "—"
            due = minute_text(record.due_at) if record.due_at else due
            yield f"  {number} · {record.standing.label} · {due}"
            yield f"  {site(current_app.config)}{page_of(record)}"
        more = len(records) - NAMED
        if more > 0:
            yield "  " + ngettext("and %(num)s more", "and %(num)s more", more)
        yield ""
    yield gettext("All of it: %(address)s", address=f"{site(current_app.config)}/office/")


# -- a mail ---------------------------------------------------------------------------


def _footer() -> list[str]:
    address = f"{site(current_app.config)}/office/profile/notices/"
    return [gettext("What you are told of, and how, you choose here: %(address)s", address=address)]


def _send(job: Running, address: str, subject: str, lines: Sequence[str]) -> None:
    settings, now = current_app.config, job.parts.time.now()
    # Nothing is held meanwhile: a mail server takes its time.
    job.session.rollback()
    try:
        mail = written(job.id, now, settings["MAIL_FROM"], settings["APP_NAME"], address, subject, lines)
        post(settings["MAIL_URL"])(mail, address)
    except NotSent as failed:
        raise JobRefused(failed.sentence, again=failed.again) from failed


def written(
    job_id: int, now: datetime, sender: str, name: str, address: str, subject: str, lines: Sequence[str]
) -> EmailMessage:
    """A mail; tried again, it has the same Message-ID. Raises NotSent for what is no address."""
    mail = EmailMessage(policy=SMTP)
    host = urlsplit(site(current_app.config)).hostname
    mail["Message-ID"] = f"<job-{job_id}@{host}>"
    mail["Date"] = now
    mail["From"] = Address(display_name=one_line(name), addr_spec=sender)
    try:
        mail["To"] = Address(addr_spec=address)
    except (ValueError, IndexError) as error:
        raise NotSent(_("Her mail address is none: correct it among the people."), again=False) from error
    mail["Subject"] = one_line(subject)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n".join(map(one_line, lines)) + "\n", cte="base64")
    return mail


def one_line(text: str) -> str:
    """The text without what breaks a line or turns its direction: a number or a name may hold anything."""
    return " ".join("".join(" " if unicodedata.category(c) in _BREAKS else c for c in text).split())


_BREAKS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
