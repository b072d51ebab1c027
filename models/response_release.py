"""Where a response is published, one channel at a time: link, moment, who spoke (附件3 第七至九条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, Instant, labelled, plain
from models.concern_rules import DECIDED, SPREAD, response_is_approved, response_is_as_approved
from models.concern_terms import CHANNELS, EXPERT, ONLINE, SPOKEN
from models.roles import CLERK, OFFICE_REVIEWER
from models.shared_rules import above
from models.workflow import SYSTEM, Errors, Label, State, Transition, Workflow

_PLANNED_IN = {"to_assign", "drafting", "drafted", "reviewing", "deciding", "approved", "responded"}


def topic_is_approved(release: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """Channels are planned for a topic that was approved and is not closed (附件3 第二条)."""
    concern = above(release, "concern")
    if concern is not None and concern.state in _PLANNED_IN:
        return {}
    return {
        "concern_id": _(
            "Channels are planned once the leading group has approved the topic, and until the concern is "
            "closed (annex 3, article 2)"
        )
    }


def is_told_where_and_by_whom(release: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Each channel with what it can be found by (附件3 第七至九条)."""
    errors: dict[str, Label] = {}
    link, speaker, gist = (answers.get(name) for name in ("link", "speaker", "gist"))
    if release.channel in ONLINE and not link:
        errors["link"] = _("Give the address it was published at (annex 3, article 9)")
    elif link and not str(link).startswith(("http://", "https://")):
        errors["link"] = _("An address begins with http:// or https://")
    if release.channel in SPOKEN and not speaker:
        errors["speaker"] = _("Say who spoke, with post or organisation (annex 3, articles 8 and 9)")
    if release.channel == EXPERT and not (gist or link):
        errors["gist"] = _("Give the text of the interpretation, or its address (annex 3, article 8)")
    published = answers.get("published_at")
    if published and published < release.concern.found_at:
        errors["published_at"] = _("This moment lies before the concern was found")
    return errors


class ResponseReleaseFlow(
    Workflow,
    label=_("Publication of a response"),
    clauses=SPREAD,
    registered_by=(CLERK, OFFICE_REVIEWER),
    opening_checks=(topic_is_approved,),
):
    planned = State(_("Planned"), initial=True, editable=True)
    published = State(_("Published"), settled=True, public=True)
    withdrawn = State(_("Taken down"), final=True, aside=True)
    dropped = State(_("No release needed"), final=True, aside=True)

    publish = Transition(
        _("Enter the publication"),
        planned,
        published,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=(*SPREAD, *DECIDED),
        requires=(response_is_approved, response_is_as_approved),
        checks=(is_told_where_and_by_whom,),
        asks=("published_at",),
        may_ask=("link", "speaker", "gist"),
        on="published_at",
        hint=_("The first publication is the first response: with its moment the period is kept."),
    )
    drop = Transition(
        _("No release needed after all"),
        planned,
        dropped,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=SPREAD,
        reason=True,
        danger=True,
    )
    lapse = Transition(_("The concern is not responded to"), planned, dropped, by=SYSTEM, clauses=SPREAD)
    withdraw = Transition(
        _("Enter that it was taken down"),
        published,
        withdrawn,
        by=OFFICE_REVIEWER,
        clauses=SPREAD,
        reason=True,
        danger=True,
    )


class ResponseRelease(Record):
    """One channel a response goes out by."""

    __tablename__ = "response_release"
    workflow = ResponseReleaseFlow
    slug = "response-releases"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    concern_id: Mapped[int] = labelled(_("Response to a concern"), ForeignKey("concern.id"), index=True)
    channel: Mapped[str] = labelled(
        _("Channel"), klass=Class.PUBLIC, choices=CHANNELS, index=True, clause="A3.9"
    )
    place: Mapped[str | None] = labelled(
        _("Account, column, paper or programme"), String(120), klass=Class.PUBLIC, clause="A3.9"
    )
    published_at: Mapped[datetime | None] = labelled(
        _("Moment of publication"), Instant, klass=Class.PUBLIC, clause="A3.9"
    )
    link: Mapped[str | None] = labelled(_("Address"), String(500), klass=Class.PUBLIC, clause="A3.7")
    speaker: Mapped[str | None] = labelled(
        _("Who spoke"), String(120), klass=Class.PUBLIC, clause="A3.8", hint=_("With post or organisation")
    )
    gist: Mapped[str | None] = labelled(
        _("What was said"),
        Text,
        klass=Class.PUBLIC,
        clause="A3.8",
        hint=_("Text of the interpretation, or gist"),
    )

    concern: Mapped[Any] = relationship(
        "Concern", foreign_keys=[concern_id], back_populates="releases", info=WHOLE
    )

    def first_told(self) -> dict[str, Any]:
        """When the concern was first responded to: now, unless something was published before."""
        return {"responded_at": self.concern.responded_at or self.published_at}
