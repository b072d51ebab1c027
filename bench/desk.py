"""Who reads and writes, which records, and the addresses asked for: found in the database once."""

from __future__ import annotations

import contextvars
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import storage
from app.access.actor import PROGRAM, acting
from app.access.sessions import USER
from app.extensions import db
from app.search import bigrams
from models import InformationRequest, Unit
from models.attachment import Letter
from models.trail import TrailEntry
from views import lists

HOME = f"/office/{InformationRequest.slug}/"
READER, OFFICER, AUDITOR = "leading_group", "disclosure_officer", "auditor"
"""People of the sample county: one sees all of it, one takes steps in her unit, one reads all there is."""
LOOKED_AT = 5_000
"""Subjects a common word is chosen from."""


class Browser:
    """Somebody who is signed in; each request in a context of its own, as on a server."""

    def __init__(self, app: Flask, user_id: int | None = None) -> None:
        self._client = app.test_client()
        if user_id is not None:
            with self._client.session_transaction() as kept:
                kept[USER], kept["_fresh"] = str(user_id), True

    def __call__(self, method: str, address: str, **about: Any) -> Any:
        answer = contextvars.Context().run(self._client.open, address, method=method, **about)
        if answer.status_code not in {200, 302}:
            raise RuntimeError(f"{method} {address} answered {answer.status_code}")
        return answer

    def get(self, address: str) -> Callable[[], int]:
        """Asks for a page, again and again."""
        return lambda: len(self("GET", address).data)

    def read_messages(self) -> None:
        """What the next page would show once; otherwise the session grows with every run."""
        with self._client.session_transaction() as kept:
            kept.pop("_flashes", None)

    @property
    def cookie(self) -> str:
        """What another program sends to be this browser."""
        kept = self._client.get_cookie("gongkai")
        if kept is None:
            raise RuntimeError("nobody is signed in")
        return f"gongkai={kept.value}"


@dataclass(frozen=True)
class Desk:
    """What the operations are about."""

    records: int
    unit_id: int
    reader_id: int
    officer_id: int
    auditor_id: int
    shown_id: int
    """An open record with a history, for looking at."""
    open_id: int
    """A record that may be corrected and whose next step is open to the officer: its history grows."""
    version: int
    last_cursor: str
    common: str
    """Two characters that one subject in a hundred holds, or nearly."""
    rare: str
    """A part of a number that few records have."""
    letter: str
    """The text of a letter of one page."""

    def address(self, **asked: Any) -> str:
        """The list, narrowed."""
        return f"{HOME}?{urlencode(asked)}"


@contextmanager
def at_work(app: Flask) -> Iterator[Session]:
    """The program reads."""
    with app.app_context(), acting(PROGRAM), storage.reading():
        yield db.session()


def set_up(app: Flask) -> Desk:
    """Look everything up."""
    card = InformationRequest
    with at_work(app) as session:
        people = dict(session.execute(select(User.username, User.id)).tuples().all())
        unit_id = session.scalars(select(Unit.id).where(Unit.code == "XZFB")).one()
        ready = select(card).where(card.state == "registered", card.unit_id == unit_id).order_by(card.id)
        record = session.scalars(ready.limit(1)).one()
        steps = select(TrailEntry.record_id).where(TrailEntry.action == "step")
        shown = select(card.id).where(card.unit_id == unit_id, card.closed_on.is_(None), card.id.in_(steps))
        return Desk(
            records=session.scalar(select(func.count()).select_from(card)) or 0,
            unit_id=unit_id,
            reader_id=people[READER],
            officer_id=people[OFFICER],
            auditor_id=people[AUDITOR],
            shown_id=session.scalars(shown.where(card.id != record.id).order_by(card.id).limit(1)).one(),
            open_id=record.id,
            version=record.version,
            last_cursor=_before_the_last(session),
            common=_common(session),
            rare="〔2025〕17号",
            letter=session.scalars(select(Letter.html).order_by(func.length(Letter.html)).limit(1)).one(),
        )


def _before_the_last(session: Session) -> str:
    """The cursor after which one page is left of those with a due date."""
    card, query = InformationRequest, lists.Query(InformationRequest, state=lists.ALL)
    backwards = select(card).where(card.due_on.is_not(None)).order_by(card.due_on.desc(), card.id.desc())
    return lists.cursor(query, session.scalars(backwards.offset(lists.PAGE_SIZE).limit(1)).one())


def _common(session: Session) -> str:
    titles = session.scalars(
        select(InformationRequest.title).order_by(InformationRequest.id.desc()).limit(LOOKED_AT)
    ).all()
    held = Counter(
        pair for title in titles for pair in set(bigrams.pairs(bigrams.fold(title))) if len(pair) == 2
    )
    return min(sorted(held), key=lambda pair: abs(held[pair] - len(titles) / 100))


class Fields(HTMLParser):
    """What the largest form of a page would send: names and values as a browser has them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._open: tuple[str, str] = ("", "")

    @classmethod
    def of(cls, page: str) -> dict[str, str]:
        """The fields of that form."""
        parser = cls()
        parser.feed(page)
        return max(parser.forms, key=len)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name:
            ticked = given.get("type") not in {"checkbox", "radio"} or "checked" in given
            if ticked:
                self.forms[-1][name] = given.get("value", "on")
        elif tag in {"textarea", "select"}:
            self._open = (tag, name)
            self.forms[-1].setdefault(name, "")
        elif tag == "option" and "selected" in given:
            self.forms[-1][self._open[1]] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._open[0] == "textarea":
            self.forms[-1][self._open[1]] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open[0]:
            self._open = ("", "")
