"""Looks every night where the links in what is public lead; a dead one is reported, once (附件1 第二十条).

A link is dead when the other side says that the page is gone, or when there was no page on several nights
on end. Where nobody outside answers at all, the office has no network: that is said, and nothing is held
against a link. Links to the panel's own pages are looked up without a network.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import timedelta
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from flask import Flask, current_app
from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import Session
from werkzeug.test import Client

from app import storage
from app.access.actor import PROGRAM, acting
from app.address import may_go_to, site, target_of
from app.asking import Answer, ask
from app.jobs.port import task
from app.jobs.running import Running
from app.language import OFFICE_LANGUAGE
from app.parts import Parts
from app.watch import public_states, report, screened
from models import MATTERS
from models.base import Record
from models.column import Class
from models.consequences import REPORT
from models.extra_field import columns_for
from models.public_link import LONGEST_ADDRESS, PublicLink
from models.rich_text import links

CLAUSES = ("A1.20",)
BATCH = 200
"""Records looked at before another look at the database."""
NIGHTLY = 500
"""Addresses asked in one night, those first that were not asked for longest."""
AT_ONCE = 4
"""Addresses asked at the same time."""
NIGHTS = 3
"""On so many nights on end there is no page before a link counts as dead."""

_ADDRESS = re.compile(r"https?://[\w.~:/?#\[\]@!$&'()*+,;=%-]+", re.ASCII)
_AFTER = ".,;:!?'*"
"""Signs that end the sentence, not the address."""
_UNFINISHED = "/=-_&?#%"
"""Before a Chinese word these may end the address or not: nobody can say, so such a one is left alone."""
_DEAD = or_(PublicLink.gone, PublicLink.failed_nights >= NIGHTS)


# -- which links there are ----------------------------------------------------------------


def addresses_in(record: Record, own: str) -> set[str]:
    """Where the public texts of a record lead; ``own`` is the panel's site, for links within it."""
    found: set[str] = set()
    looked_at = screened(type(record))
    for name, column in columns_for(record).items():
        text = getattr(record, name)
        if (
            column.code
            or not isinstance(text, str)
            or not (column.klass is Class.PUBLIC or name in looked_at)
        ):
            continue
        found.update(links(text) if column.rich else (), written_in(column.words(text)))
    whole = (urldefrag(urljoin(f"{own}/", one)).url for one in found)
    return {one for one in whole if one.startswith(("http://", "https://")) and len(one) <= LONGEST_ADDRESS}


def written_in(text: str) -> Iterator[str]:
    """The web addresses in a plain text, which people write into the midst of Chinese words."""
    for match in _ADDRESS.finditer(text):
        if text[match.end() : match.end() + 1].isalnum() and match[0].endswith(tuple(_UNFINISHED)):
            continue
        found = match[0].rstrip(_AFTER)
        yield found.removesuffix(")") if "(" not in found else found


def note_links(session: Session, own: str) -> None:
    """Bring the rows in line with what stands in public texts now; commits by batches."""
    for model in MATTERS:
        last = 0
        while found := _batch(session, model, own, last):
            last = max(found)
            _bring_in_line(session, found)
    _forget_what_is_public_no_more(session)


def _batch(session: Session, model: type[Record], own: str, last: int) -> dict[int, set[str]]:
    """The addresses in the next public records, by the key of the record."""
    public = public_states(model)
    with acting(PROGRAM):
        rows = select(model).where(model.state.in_(public), model.id > last).order_by(model.id).limit(BATCH)
        found = {one.id: addresses_in(one, own) for one in session.scalars(rows)} if public else {}
        session.rollback()
    return found


def _bring_in_line(session: Session, wanted: Mapping[int, set[str]]) -> None:
    with acting(PROGRAM), storage.writing():
        kept = session.scalars(select(PublicLink).where(PublicLink.record_id.in_(wanted))).all()
        for row in kept:
            if row.address not in wanted[row.record_id]:
                session.delete(row)
        there = {(row.record_id, row.address) for row in kept}
        for record_id, addresses in wanted.items():
            new = sorted(one for one in addresses if (record_id, one) not in there)
            session.add_all(PublicLink(record_id=record_id, address=one) for one in new)
        session.commit()


def _forget_what_is_public_no_more(session: Session) -> None:
    shown = (
        and_(Record.matter == model.__tablename__, Record.state.in_(public_states(model)))
        for model in MATTERS
    )
    with acting(PROGRAM), storage.writing():
        for row in session.scalars(select(PublicLink).join(Record).where(not_(or_(*shown)))):
            session.delete(row)
        session.commit()


# -- asking -------------------------------------------------------------------------------


def is_ours(address: str, settings: Mapping[str, Any]) -> bool:
    """Whether an address is a page of the panel itself."""
    netloc = urlsplit(address).netloc
    return netloc == urlsplit(site(settings)).netloc or netloc in settings["TRUSTED_HOSTS"]


def ask_ourselves(app: Flask, address: str) -> Answer:
    """Whether the panel has this page, without any network."""
    # In a context of its own: a visitor asks, not who does this job.
    asked = {"path": target_of(urlsplit(address)), "base_url": site(app.config)}
    with Context().run(Client(app).head, **asked) as answered:
        return Answer.of(answered.status_code)


def due(session: Session, made: Parts) -> list[str]:
    """The addresses to be asked tonight."""
    asked = func.min(PublicLink.asked_on)
    rows = select(PublicLink.address).where(PublicLink.asked_on.is_distinct_from(made.time.today()))
    rows = rows.group_by(PublicLink.address).order_by(asked.nulls_first(), PublicLink.address)
    with acting(PROGRAM):
        found = list(session.scalars(rows.limit(NIGHTLY)))
        session.rollback()
    return found


def without_network(answers: Mapping[str, Answer], settings: Mapping[str, Any]) -> set[str]:
    """The addresses outside, when not one of them answered: then it is the network that is missing."""
    outside = {
        address: answer
        for address, answer in answers.items()
        if answer is not Answer.NOT_ASKED
        and not is_ours(address, settings)
        and not may_go_to(address, settings["LINK_HOSTS"])
    }
    return set(outside) if set(outside.values()) == {Answer.SILENT} else set()


def note_answers(session: Session, made: Parts, answers: Mapping[str, Answer]) -> None:
    """Count the nights; committed here."""
    with acting(PROGRAM), storage.writing():
        for row in session.scalars(select(PublicLink).where(PublicLink.address.in_(answers))):
            row.asked_on, answer = made.time.today(), answers[row.address]
            row.gone = answer is Answer.GONE
            if answer in {Answer.GONE, Answer.SILENT}:
                row.failed_nights += 1
            else:
                row.failed_nights = 0
        session.commit()


# -- telling ------------------------------------------------------------------------------


def report_dead(session: Session, made: Parts) -> int:
    """Report the dead links of each record that no report tells yet; how many reports. Commits each."""
    with acting(PROGRAM):
        records = list(session.scalars(select(PublicLink.record_id).where(_DEAD).distinct()))
        session.rollback()
    return sum(_report(session, made, record_id) for record_id in sorted(records))


def _report(session: Session, made: Parts, record_id: int) -> bool:
    rows = select(PublicLink).where(PublicLink.record_id == record_id, _DEAD).order_by(PublicLink.id)
    with acting(PROGRAM), storage.writing(), force_locale(OFFICE_LANGUAGE):
        untold = [one for one in session.scalars(rows) if not _is_told(session, one)]
        told = [str(record_id), made.time.today().isoformat(), *(one.address for one in untold)]
        key = hashlib.sha256("\n".join(told).encode()).hexdigest()
        for one in untold:
            one.report_key = key
        found = "\n".join(map(_line, untold))
        record = session.get_one(Record, record_id)
        reported = bool(untold) and report(session, made, record, about="links", found=found, key=key)
        session.commit()
    return reported


def _is_told(session: Session, link: PublicLink) -> bool:
    key = link.report_key
    return key is not None and session.scalars(REPORT.reported(key)).first() is not None


def _line(link: PublicLink) -> str:
    gone: str = gettext("%(address)s: the other side says that there is no such page", address=link.address)
    silent: str = gettext(
        "%(address)s: no page on %(nights)s nights on end", address=link.address, nights=link.failed_nights
    )
    return gone if link.gone else silent


@task(
    "links",
    label=_("Looking after links in what is public"),
    every=timedelta(days=1),
    limit=timedelta(hours=2),
)
def look_after_links(job: Running) -> None:
    """Ask where they lead, and report the dead ones."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    settings, session = app.config, job.session

    def asked(address: str) -> Answer:
        return ask(address, settings["LINK_HOSTS"], outside=settings["LINKS_OUTSIDE"])

    session.rollback()
    note_links(session, site(settings))
    addresses = due(session, job.parts)
    answers = {one: ask_ourselves(app, one) for one in addresses if is_ours(one, settings)}
    others = [one for one in addresses if one not in answers]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for place in range(0, len(others), AT_ONCE):
            job.progress(place, len(others))
            some = others[place : place + AT_ONCE]
            answers.update(zip(some, pool.map(asked, some), strict=True))
    missing = without_network(answers, settings)
    note_answers(session, job.parts, {one: how for one, how in answers.items() if one not in missing})
    reported = report_dead(session, job.parts)
    job.progress(1, 1, _told(answers, len(missing), reported))


def _told(answers: Mapping[str, Answer], missing: int, reported: int) -> str:
    left = sum(answer is Answer.NOT_ASKED for answer in answers.values())
    told: str = gettext(
        "%(asked)s links asked, %(left)s left alone, %(reported)s reported",
        asked=len(answers) - left - missing,
        left=left,
        reported=reported,
    )
    if missing:
        told = gettext(
            "No network: nobody outside answered, %(count)s links wait. %(told)s", count=missing, told=told
        )
    return told
