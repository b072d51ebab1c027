"""The trail: append-only rows written in the business transaction.

Triggers refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE, so not even a mistake in the
program can rewrite it. A sealer chains hashes in a table of its own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text, event
from sqlalchemy.orm import Mapped
from sqlalchemy.schema import DDL

from models.column import Class, Instant, labelled, plain

ACTIONS = {
    "open": _("Registered"),
    "step": _("Step taken"),
    "refused": _("Step refused"),
    "edit": _("Corrected"),
    "read": _("Personal data read"),
    "export": _("Exported"),
    "import": _("Imported from a workbook"),
    "download": _("Downloaded"),
    "attach": _("File added"),
    "detach": _("File removed"),
    "period": _("Due date recomputed"),
    "admin": _("Setting changed"),
    "purge": _("Removed as over"),
    "cancel_job": _("Background task cancelled"),
    "retry_job": _("Background task tried again"),
    "login": _("Signed in"),
    "login_failed": _("Sign-in refused"),
    "logout": _("Signed out"),
    "locked": _("Account locked"),
    "password": _("Password changed"),
}
RESULTS = {"done": _("Done"), "refused": _("Refused")}

Key = BigInteger().with_variant(Integer, "sqlite")


class TrailEntry(Model):
    """Who did what to which record, when, in whose place, under which clause, with which change."""

    __tablename__ = "trail"
    __table_args__ = (Index(None, "record_id", "id"), Index(None, "at"), Index(None, "actor_id", "id"))

    id: Mapped[int] = plain(Key, primary_key=True)
    at: Mapped[datetime] = labelled(_("When"), Instant)
    actor_id: Mapped[int | None] = plain(Integer)
    actor_name: Mapped[str] = labelled(_("Who"), String(130))
    actor_post: Mapped[str] = labelled(_("Post"), String(160), default="")
    for_id: Mapped[int | None] = plain(Integer)
    for_name: Mapped[str] = labelled(_("In place of"), String(130), default="")
    action: Mapped[str] = labelled(_("Action"), choices=ACTIONS)
    result: Mapped[str] = labelled(_("Result"), choices=RESULTS, default="done")
    matter: Mapped[str | None] = labelled(_("Matter"), String(40))
    record_id: Mapped[int | None] = plain(Integer)
    subject: Mapped[str] = labelled(_("Subject"), String(200), default="")
    step: Mapped[str | None] = labelled(_("Step"), String(40))
    source: Mapped[str | None] = labelled(_("From state"), String(32))
    target: Mapped[str | None] = labelled(_("To state"), String(32))
    changes: Mapped[dict[str, Any]] = labelled(_("Changes"), JSON, default=dict)
    reason: Mapped[str] = labelled(_("Reason"), Text, default="")
    clauses: Mapped[str] = labelled(_("Clauses"), String(120), default="")
    request_id: Mapped[str] = plain(String(32), default="")


class TrailValue(Model):
    """A personal value a trail row refers to by number, so that erasing it leaves the chain valid."""

    __tablename__ = "trail_value"

    id: Mapped[int] = plain(Key, primary_key=True)
    record_id: Mapped[int | None] = plain(Integer, index=True)
    column: Mapped[str] = plain(String(60))
    value: Mapped[str | None] = labelled(_("Value"), Text, klass=Class.PERSONAL)


class TrailSeal(Model):
    """One link of the chain: hash(previous hash, canonical content of the trail row)."""

    __tablename__ = "trail_seal"

    seq: Mapped[int] = plain(Key, primary_key=True)
    trail_id: Mapped[int] = plain(Key, ForeignKey("trail.id"), unique=True)
    hash: Mapped[str] = plain(String(64))
    sealed_at: Mapped[datetime] = plain(Instant)


def _append_only(table: str) -> list[DDL]:
    sqlite = [
        DDL(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        ).execute_if(dialect="sqlite")
        for verb in ("UPDATE", "DELETE")
    ]
    postgresql = [
        DDL(
            f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        ).execute_if(dialect="postgresql"),
        DDL(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
        ).execute_if(dialect="postgresql"),
        DDL(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
        ).execute_if(dialect="postgresql"),
    ]
    return sqlite + postgresql


GUARDS = {table: _append_only(table) for table in (TrailEntry.__tablename__, TrailSeal.__tablename__)}
"""The triggers of each append-only table; created with the table. Migrations write their own out."""

for model in (TrailEntry, TrailSeal):
    for statement in GUARDS[model.__tablename__]:
        event.listen(model.__table__, "after_create", statement)
