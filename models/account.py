"""What an account needs beyond FAB's user row: lock, password age, server-side sessions, first link."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Index, LargeBinary, String, func
from sqlalchemy.orm import Mapped, relationship

from models.column import Instant, labelled, plain

ONE_NAME_ONE_PERSON = Index("uq_ab_user_username_lower", func.lower(User.username), unique=True)
"""``ALICE`` beside ``alice`` would lock both out: PostgreSQL and SQLite refuse her."""


def full_name(user: Any) -> str:
    """A person's name as written here; it stands in one field, the surname's, of FAB's two."""
    return f"{user.last_name}{user.first_name}"


class Account(Model):
    """One row per user: one person, one account (附件1 第十九条)."""

    __tablename__ = "account"

    user_id: Mapped[int] = plain(ForeignKey("ab_user.id"), primary_key=True)
    password_set_at: Mapped[datetime | None] = labelled(_("Password set"), Instant)
    must_change: Mapped[bool] = labelled(_("Must change the password"), default=True)
    failures: Mapped[int] = plain(default=0)
    failing_since: Mapped[datetime | None] = plain(Instant)
    locked_until: Mapped[datetime | None] = labelled(_("Locked until"), Instant)

    user: Mapped[User] = relationship()


class FormerPassword(Model):
    """A hash that may not be used again soon."""

    __tablename__ = "former_password"

    id: Mapped[int] = plain(primary_key=True)
    user_id: Mapped[int] = plain(ForeignKey("ab_user.id"), index=True)
    hash: Mapped[str] = plain(String(256))
    set_at: Mapped[datetime] = plain(Instant)


class WebSession(Model):
    """A browser's session; the cookie carries only the token this row knows the hash of."""

    __tablename__ = "web_session"

    token_hash: Mapped[str] = plain(String(64), primary_key=True)
    user_id: Mapped[int | None] = plain(ForeignKey("ab_user.id", ondelete="CASCADE"), index=True)
    data: Mapped[bytes] = plain(LargeBinary)
    started_at: Mapped[datetime] = plain(Instant)
    seen_at: Mapped[datetime] = plain(Instant, index=True)


class OneTimeLink(Model):
    """A link that works once and not for long: the first administrator, a reset password."""

    __tablename__ = "one_time_link"

    token_hash: Mapped[str] = plain(String(64), primary_key=True)
    purpose: Mapped[str] = plain(String(20))
    user_id: Mapped[int | None] = plain(ForeignKey("ab_user.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = plain(Instant)
    used_at: Mapped[datetime | None] = plain(Instant)
