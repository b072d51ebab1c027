"""Third parties whose rights an answer may touch: 征求第三方意见 (附件8 九(五))."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Text
from sqlalchemy.orm import Mapped

from models.base import Record
from models.column import labelled
from models.inquiry import Inquiry
from models.inquiry_rules import answer_day_is_set_ahead, reply_day_is_sound, request_is_open
from models.roles import CLERK, DISCLOSURE_HEAD, DISCLOSURE_OFFICER
from models.workflow import SYSTEM, Clock, Period, Profile, State, Transition, Workflow


class ThirdPartyFlow(
    Workflow,
    label=_("Third party"),
    clauses=("A8.9.5",),
    registered_by=(CLERK, DISCLOSURE_OFFICER),
    opening_checks=(request_is_open,),
):
    named = State(_("Named"), initial=True, editable=True)
    asked = State(_("Asked"))
    agreed = State(_("Agrees"), final=True)
    refused = State(_("Does not agree"), settled=True)
    silent = State(_("Silent"), settled=True)
    overridden = State(_("Overridden in the public interest"), final=True, aside=True)
    dropped = State(_("Not concerned"), final=True, aside=True)
    lapsed = State(_("Ended with the request"), final=True, aside=True)

    reply_period = Clock(
        _("Reply of the third party"),
        (Period(15, warn=3),),
        clauses=("A8.9.5",),
        runs_in=(asked,),
        starts_on="asked_on",
        amount_from="answer_by",
        amount_under=(Profile.SEED_2020,),
        main=True,
    )

    ask = Transition(
        _("Ask in writing"),
        named,
        asked,
        by=DISCLOSURE_OFFICER,
        clauses=("A8.9.5", "A8.10"),
        checks=(answer_day_is_set_ahead,),
        asks=("asked_on",),
        may_ask=("answer_by",),
        on="asked_on",
        letter="third_party_inquiry",
        hint=_("The request's period stands still until the reply. The letter does not name the applicant."),
    )
    agree = Transition(
        _("Enter: agrees"),
        (asked, silent),
        agreed,
        by=(CLERK, DISCLOSURE_OFFICER),
        clauses=("A8.9.5",),
        checks=(reply_day_is_sound,),
        asks=("replied_on",),
        may_ask=("reply_text",),
        on="replied_on",
    )
    refuse = Transition(
        _("Enter: does not agree"),
        (asked, silent),
        refused,
        by=(CLERK, DISCLOSURE_OFFICER),
        clauses=("A8.9.5",),
        checks=(reply_day_is_sound,),
        asks=("replied_on", "reply_text"),
        on="replied_on",
    )
    fall_silent = Transition(
        _("Silent until the last day"),
        asked,
        silent,
        by=SYSTEM,
        clauses=("A8.9.5",),
        expires=reply_period,
        on="replied_on",
    )
    judge = Transition(
        _("Judge the grounds"),
        (refused, silent),
        None,
        by=DISCLOSURE_HEAD,
        clauses=("A8.9.5",),
        profiles=(Profile.REGULATION_2019,),
        asks=("grounds_hold", "judgement"),
        hint=_("Only a refusal with reasonable grounds forbids disclosure; silence leaves it to the body."),
    )
    override = Transition(
        _("Disclose in the public interest"),
        (refused, silent),
        overridden,
        by=DISCLOSURE_HEAD,
        clauses=("A8.9.5",),
        asks=("override_reason",),
        letter="third_party_decision",
        danger=True,
        hint=_("The third party is told the decision and its reason in writing."),
    )
    lapse = Transition(
        _("The request came to nothing"), (named, asked), lapsed, by=SYSTEM, clauses=("A8.9.5",)
    )
    drop = Transition(
        _("Not concerned after all"),
        named,
        dropped,
        by=(CLERK, DISCLOSURE_OFFICER),
        clauses=("A8.9.5",),
        reason=True,
    )


class ThirdParty(Inquiry, Record):
    """One third party of one request; several are asked side by side, each with its own reply."""

    __tablename__ = "third_party"
    workflow = ThirdPartyFlow
    slug = "third-parties"
    on_request = "third_parties"

    grounds_hold: Mapped[str | None] = labelled(
        _("Grounds against disclosure hold"), choices={"yes": _("Yes"), "no": _("No")}, clause="A8.9.5"
    )
    judgement: Mapped[str | None] = labelled(_("Judgement"), Text, clause="A8.9.5")
    override_reason: Mapped[str | None] = labelled(_("Public interest"), Text, clause="A8.9.5")

    @property
    def forbids_disclosure(self) -> bool:
        """Whether what concerns her must stay closed: 2020, refused or silent; 2019, as the body judged.

        Under the Regulation of 2019 a refusal counts until it is judged; silence does not.
        """
        if self.state not in {"refused", "silent"}:
            return False
        if self.rules == Profile.SEED_2020:
            return True
        return self.grounds_hold == "yes" or (self.state == "refused" and self.grounds_hold is None)

    def letter_facts(self) -> dict[str, Any]:
        """The request's facts, and under ``third_party`` whom and what this letter is about."""
        own = super().letter_facts()
        return {**self.request.letter_facts(), "third_party": {**own, "name": self.addressee}}
