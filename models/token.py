"""Tokens: how a program of the county's comes in as the person who made the token (ADR 0011)."""

from __future__ import annotations

from datetime import date, datetime

from flask_appbuilder import Model
from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from models.column import Instant, labelled, plain

TOKEN_SCOPES = {"read": _("Read"), "write": _("Read and change")}


class ApiToken(Model):
    """What is known of one token: its hash, whose it is, how far it reaches and until when."""

    __tablename__ = "api_token"

    id: Mapped[int] = plain(primary_key=True)
    token_hash: Mapped[str] = plain(String(64), unique=True)
    user_id: Mapped[int] = plain(ForeignKey("ab_user.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = labelled(_("What it is for"), String(80))
    scope: Mapped[str] = labelled(_("It may"), choices=TOKEN_SCOPES)
    matters: Mapped[list[str]] = labelled(_("For matters"), JSON, hint=_("Nothing chosen: every matter"))
    """Class names; empty: every matter."""
    created_at: Mapped[datetime] = labelled(_("Made at"), Instant)
    expires_at: Mapped[datetime] = labelled(_("Valid until"), Instant)
    last_used_on: Mapped[date | None] = labelled(_("Last used on"))
    revoked_at: Mapped[datetime | None] = labelled(_("Revoked at"), Instant)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    def opens(self, now: datetime) -> bool:
        """Whether it is still good for anything, as long as its owner is not switched off."""
        return self.revoked_at is None and now < self.expires_at
