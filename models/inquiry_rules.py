"""What asking others about a request is checked against: whether, until when, in time (附件8 第九条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from models.shared_rules import above
from models.workflow import Errors


def request_is_open(party: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """Nobody is asked about a request that is done with (附件8 九(五)、(六))."""
    request = above(party, "request")
    if request is not None and not request.standing.closed:
        return {}
    return {"request_id": _("This request is closed; nobody is asked about it any more")}


def answer_day_is_set_ahead(party: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Who is asked gets at least a day to answer (附件8 九(五)); the Regulation says how long (32、34)."""
    asked, until = answers.get("asked_on"), answers.get("answer_by")
    if asked and asked < party.request.received_on:
        return {"asked_on": _("This day lies before the request was received")}
    ours_to_set = party.workflow.reply_period.may_be_set(party.rules)
    if until and not ours_to_set:
        return {"answer_by": _("The Regulation sets this day (articles 32 and 34); leave it empty")}
    if ours_to_set and not until:
        return {"answer_by": _("Set the day to answer by (annex 8, article 9 items 5 and 6)")}
    if asked and until and until <= asked:
        return {"answer_by": _("Give a day after the day of asking")}
    return {}


def reply_day_is_sound(party: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """A reply comes after the question; where silence is an answer, what comes too late follows that one."""
    day = answers.get("replied_on")
    if day and party.asked_on and day < party.asked_on:
        return {"replied_on": _("This day lies before the day of asking")}
    steps = party.workflow.leaving(party.state)
    silence = any(step.expires and step.holds_under(party.rules) for step in steps)
    if silence and _too_late(party, day):
        return {"replied_on": _("The last day has passed; the silence is entered first")}
    return {}


def objection_is_in_time(agency: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """What silence has consented to is not undone by what comes later (条例第三十四条)."""
    if agency.state == "assumed" and _too_late(agency, answers.get("replied_on")):
        return {
            "replied_on": _(
                "It came after the last day, and silence counts as consent (Regulation, article 34); "
                "keep it as a file"
            )
        }
    return {}


def _too_late(party: Any, day: date | None) -> bool:
    run = party.clock(party.workflow.reply_period)
    return bool(day and run and run.due_on and day > run.due_on)
