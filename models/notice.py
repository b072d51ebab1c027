"""Notices: what people are told of by itself, where, and what has been told already (rules A2.6, urging).

A notice holds no words: its sentence is put together when it is read, from its kind and its record, in the
reader's language and under her rights of that moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.column import Instant, labelled, plain
from models.workflow import Label

INBOX, MAIL, DIGEST = "inbox", "mail", "digest"
CHANNELS = {INBOX: _("In the panel"), MAIL: _("By mail, at once"), DIGEST: _("In the morning's summary")}

HALF_TIME, FIVE_DAYS, ONE_DAY = "half_time", "five_days", "one_day"
DUE_TODAY, OVERDUE = "due_today", "overdue"
URGED, ASSIGNED, RETURNED, WAITING = "urged", "assigned", "returned", "waiting"


@dataclass(frozen=True)
class Kind:
    """Something people are told of: ``sentence`` may say ``clock``, ``due`` and ``state``."""

    name: str
    label: Label
    sentence: Label
    on: tuple[str, ...]
    """The channels it comes by until somebody chooses otherwise."""
    never: tuple[str, ...] = ()
    """The channels that do not have it."""
    always: tuple[str, ...] = ()
    """The channels nobody can take it off."""
    tone: str = "blue"


_ON_TIME = _("%(clock)s: due on %(due)s.")

KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            OVERDUE,
            _("Overdue"),
            _("%(clock)s: was due on %(due)s."),
            (INBOX, MAIL, DIGEST),
            always=(INBOX,),
            tone="red",
        ),
        Kind(DUE_TODAY, _("Due today"), _ON_TIME, (INBOX, MAIL, DIGEST), tone="amber"),
        Kind(ONE_DAY, _("One working day left"), _ON_TIME, (INBOX, DIGEST), tone="amber"),
        Kind(FIVE_DAYS, _("Five working days left"), _ON_TIME, (INBOX, DIGEST), tone="amber"),
        Kind(HALF_TIME, _("Half of the time is over"), _ON_TIME, (INBOX,)),
        Kind(
            URGED,
            _("Urged"),
            _("The county office asks for it; its state is “%(state)s”."),
            (INBOX, MAIL),
            never=(DIGEST,),
            always=(INBOX,),
            tone="amber",
        ),
        Kind(
            RETURNED,
            _("Returned"),
            _("It was sent back and is in the state “%(state)s” again."),
            (INBOX, MAIL),
            never=(DIGEST,),
            tone="amber",
        ),
        Kind(
            ASSIGNED,
            _("Assigned"),
            _("It was given to your unit to handle; its state is “%(state)s”."),
            (INBOX, MAIL),
            never=(DIGEST,),
        ),
        Kind(
            WAITING,
            _("Waiting for me"),
            _("A step is open to you; its state is “%(state)s”."),
            (INBOX, DIGEST),
        ),
    )
}
"""The most pressing first. What lies on somebody's desk is in her summary under its time, or as waiting:
that it was urged, assigned or returned once is no news in the morning."""

IN_TIME = (OVERDUE, DUE_TODAY, ONE_DAY, FIVE_DAYS, HALF_TIME)
"""The kinds a period brings about, the last stage first."""


class Notice(Model):
    """One person is told once of one thing about one record; she alone sees that she was."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index(None, "user_id", "shown", "read_at"),
        Index(None, "created_at"),
    )

    id: Mapped[int] = plain(primary_key=True)
    user_id: Mapped[int] = plain(ForeignKey("ab_user.id", ondelete="CASCADE"))
    record_id: Mapped[int] = plain(ForeignKey("record.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = labelled(_("Kind"), choices={kind.name: kind.label for kind in KINDS.values()})
    clock: Mapped[str] = plain(String(40), default="")
    """The period it is about, for a kind that one brings about."""
    key: Mapped[str] = plain(String(120))
    """What it is about, to the day: told twice, it is the same notice."""
    shown: Mapped[bool] = plain(default=True)
    """Whether it stands in the inbox; one that only goes out by mail does not."""
    created_at: Mapped[datetime] = labelled(_("When"), Instant)
    read_at: Mapped[datetime | None] = labelled(_("Read at"), Instant)


class NoticeChoice(Model):
    """Somebody wants a kind by a channel, or does not, other than it comes by itself."""

    __tablename__ = "notice_choice"

    user_id: Mapped[int] = plain(ForeignKey("ab_user.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = plain(String(20), primary_key=True)
    channel: Mapped[str] = plain(String(20), primary_key=True)
    wanted: Mapped[bool] = plain()
    """Never what the kind does by itself."""


class Told(Model):
    """What has been told of one record, so that only what is new is told: the program's own memory."""

    __tablename__ = "told"

    record_id: Mapped[int] = plain(
        ForeignKey("record.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    open_to: Mapped[dict[str, Any]] = plain(JSON)
    """The steps each person (her key) could take when it was last looked at."""
    stages: Mapped[dict[str, Any]] = plain(JSON)
    """Where each running period (its key) was when it was last told: kind and day."""


class Webhook(Model):
    """Another program of the county's that is told as well, at an address of its own."""

    __tablename__ = "webhook"

    id: Mapped[int] = plain(primary_key=True)
    label: Mapped[str] = labelled(_("Receiver"), String(80))
    address: Mapped[str] = labelled(_("Address"), String(400))
    kinds: Mapped[list[str]] = labelled(_("Told of"), JSON)
    active: Mapped[bool] = labelled(_("Switched on"), default=True)
    seed: Mapped[str] = plain(String(64))
    """The secret is made from it and from the program's own; by itself it signs nothing."""
    created_at: Mapped[datetime] = plain(Instant)
    answer: Mapped[str] = plain(String(80), default="")
    """What came back last: a status, or why there was none."""
    answered_at: Mapped[datetime | None] = plain(Instant)
    version: Mapped[int] = plain(default=1)
    """Of what an administrator decides; a delivery changes the answer and not this."""

    def __repr__(self) -> str:
        return self.label
