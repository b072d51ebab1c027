"""Looks every night at what is public: what should not stand there is reported, once (附件1 第二十条).

Which texts become public is declared (``Transition.screens``); what a finding is reported as, too
(``models.consequences.REPORT``). Every report has a short transaction of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import storage
from app.access.actor import PROGRAM, acting
from app.jobs.port import task
from app.jobs.running import Running
from app.language import OFFICE_LANGUAGE
from app.parts import Parts
from app.screening import Finding, found_in
from models import MATTERS
from models.base import Record
from models.consequences import REPORT
from models.extra_field import columns_for
from models.sensitive_word import SensitiveWord

CLAUSES = ("A1.20",)
BATCH = 200
"""Records looked at before another look at the database."""
SHOWN = 3
"""Characters of a number of a person that a report shows at either end."""


@dataclass(frozen=True)
class Noticed:
    """What was found in the public texts of one record and has to do with persons, or has not."""

    record_id: int
    about_persons: bool
    findings: Sequence[tuple[str, Finding]]
    """Each with the name of its column."""

    @property
    def key(self) -> str:
        """SHA-256 that is the same as long as the same stands there: reported once."""
        told = sorted({f"{name} {one.text}" for name, one in self.findings})
        return hashlib.sha256("\n".join([str(self.record_id), *told]).encode()).hexdigest()

    def lines(self, record: Record) -> Iterator[str]:
        """Each finding in words; numbers of persons are not repeated whole."""
        columns = columns_for(record)
        for name, one in self.findings:
            text = one.text if not one.personal else f"{one.text[:SHOWN]}…{one.text[-SHOWN:]}"
            told = {"column": columns[name].label, "text": text, "at": one.at, "what": one.what}
            yield gettext("%(column)s: “%(text)s” (character %(at)s): %(what)s", **told)


def screened(model: type[Record]) -> tuple[str, ...]:
    """The columns of a matter that some step makes public."""
    steps = model.workflow.transitions.values()
    return tuple(dict.fromkeys(name for step in steps for name in step.screens))


def notice(record: Record, words: Sequence[SensitiveWord]) -> Iterator[Noticed]:
    """What stands in the public texts of a record: about persons, and words, apart."""
    columns: Mapping[str, object] = columns_for(record)
    texts = {name: columns_for(record)[name].words(getattr(record, name)) for name in screened(type(record))}
    found = [
        (name, one)
        for name, text in texts.items()
        if name in columns and isinstance(text, str)
        for one in found_in(text, words)
    ]
    for about_persons in (True, False):
        of_kind = [(name, one) for name, one in found if one.personal is about_persons]
        if of_kind:
            yield Noticed(record.id, about_persons, of_kind)


def public_states(model: type[Record]) -> list[str]:
    """The states in which everybody reads a record of this matter."""
    return [state.name for state in model.workflow.states.values() if state.public]


def look_through(session: Session, made: Parts) -> int:
    """Report what is found in all public records and was not reported; how many reports. Commits each."""
    reported = 0
    for model in MATTERS:
        public = public_states(model)
        if not (public and screened(model)):
            continue
        last = 0
        while batch := _batch(session, model, public, last):
            last = batch[-1][0]
            for _key, noticed in batch:
                reported += sum(_report(session, made, model, one) for one in noticed)
    return reported


def _batch(
    session: Session, model: type[Record], public: Sequence[str], last: int
) -> list[tuple[int, list[Noticed]]]:
    """The next records in public states with what was noticed in each."""
    with acting(PROGRAM):
        words = session.scalars(select(SensitiveWord).where(SensitiveWord.active)).all()
        rows = select(model).where(model.state.in_(public), model.id > last).order_by(model.id).limit(BATCH)
        looked_at = [(one.id, list(notice(one, words))) for one in session.scalars(rows)]
        session.rollback()
    return looked_at


def _report(session: Session, made: Parts, model: type[Record], noticed: Noticed) -> bool:
    """Whether it was reported now; a transaction of its own."""
    with acting(PROGRAM), storage.writing(), force_locale(OFFICE_LANGUAGE):
        record = session.get_one(model, noticed.record_id)
        reported = report(
            session,
            made,
            record,
            about="persons" if noticed.about_persons else "words",
            grave=any(one.refused for _name, one in noticed.findings),
            found="\n".join(noticed.lines(record)),
            key=noticed.key,
        )
        session.commit()
    return reported


def report(
    session: Session, made: Parts, record: Record, *, about: str, grave: bool = False, found: str, key: str
) -> bool:
    """Whether it was reported now: not when the same is reported already and was not put right.

    ``about`` is ``persons``, ``words`` or ``links``. The caller commits.
    """
    if session.scalars(REPORT.reported(key)).first() is not None:
        return False
    told = REPORT.of_scan(record, about=about, grave=grave, found=found, key=key, day=made.time.today())
    session.add(told)
    made.engine.open(told, PROGRAM)
    return True


@task("watch", label=_("Looking through what is public"), every=timedelta(days=1))
def watch(job: Running) -> None:
    """Report what should not stand there."""
    reported = look_through(job.session, job.parts)
    job.progress(1, 1, gettext("%(count)s reported", count=reported))
