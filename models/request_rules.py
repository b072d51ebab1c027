"""What must hold in an information request, sentence by sentence (附件8 第六至十一条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import object_session

from models.outcome import BY_CODE
from models.roles import CLERK, DISCLOSURE_OFFICER
from models.unit import Unit
from models.workflow import Label, Profile, guard

Errors = Mapping[str, Label]

THE_REGULATION = date(2008, 5, 1)
"""The day the first Regulation on Open Government Information came into force."""


@guard(_("It was sent back for correction once already"), clauses=("A8.9.8",))
def not_corrected_before(request: Any, _today: date) -> bool:
    return bool(request.round == 1)


@guard(_("The applicant still has time to correct"), clauses=("A8.9.8",))
def correction_is_overdue(request: Any, today: date) -> bool:
    return bool(request.correct_by and request.correct_by < today)


@guard(_("The period was extended once already"), clauses=("A8.10",))
def not_extended_before(request: Any, _today: date) -> bool:
    return not request.extension_days


@guard(
    _("A third party is named and has not answered yet"), clauses=("A8.9.5",), cleared_by=DISCLOSURE_OFFICER
)
def third_parties_settled(request: Any, _today: date) -> bool:
    return all(party.standing.closed for party in request.third_parties)


@guard(
    _("Another agency is named and has not confirmed yet"), clauses=("A8.9.6",), cleared_by=DISCLOSURE_OFFICER
)
def agencies_settled(request: Any, _today: date) -> bool:
    return all(agency.standing.closed for agency in request.agencies)


@guard(
    _("Identity papers are missing: add them as files, or tick that they were seen"),
    clauses=("A8.6",),
    cleared_by=CLERK,
)
def identity_is_proven(request: Any, _today: date) -> bool:
    asked = set()
    if request.about_oneself or request.agent or request.rules == Profile.REGULATION_2019:
        asked.add("identity")
    if request.agent:
        asked |= {"agent_identity", "power_of_attorney"}
    return bool(request.identity_seen) or asked <= {file.purpose for file in request.attachments}


def received_day_is_sound(_request: Any, values: Mapping[str, Any], today: date) -> Errors:
    """The day of receipt has come (附件8 第十条 counts from it)."""
    received = values.get("received_on")
    if received and received > today:
        return {"received_on": _("This day has not come yet; give the day it really arrived")}
    if received and received < THE_REGULATION:
        return {"received_on": _("There were no requests before 1 May 2008; look at the year")}
    return {}


def form_is_whole(_request: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """What the form cannot do without, seen as a whole (附件8 第六、七条)."""
    errors: dict[str, Label] = {}
    if values.get("channel") == "oral" and not values.get("written_by"):
        errors["written_by"] = _("Say who wrote the oral request down (annex 8, article 7)")
    if values.get("applicant_kind") != "natural_person" and not values.get("contact_person"):
        errors["contact_person"] = _("An organisation names a contact person")
    if not any(values.get(c) for c in ("phone", "email", "address")):
        errors["phone"] = _("Give at least one way to reach the applicant: phone, e-mail or address")
    if values.get("delivery_wanted") == "email" and not values.get("email"):
        errors["email"] = _("The answer is wanted by e-mail: give the address")
    if values.get("delivery_wanted") == "post" and not values.get("address"):
        errors["address"] = _("The answer is wanted by post: give the postal address")
    return errors


def correction_day_is_ahead(_request: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """The day set for the applicant lies ahead."""
    day = answers.get("correct_by")
    return {"correct_by": _("Give a day after today")} if day and day <= today else {}


def corrected_day_is_sound(request: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """A corrected request arrives after the first one."""
    day = answers.get("corrected_on")
    if day and day < request.received_on:
        return {"corrected_on": _("This day lies before the first receipt")}
    return {}


def handled_inside_the_unit(request: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """A request is forwarded inside its unit only; what another unit holds is answered so (九(七))."""
    session, unit_id = object_session(request), answers.get("handling_unit_id")
    unit = session.get(Unit, unit_id) if session and unit_id else None
    while unit is not None:
        if unit.id == request.unit_id:
            return {}
        unit = unit.parent
    return {"handling_unit_id": _("Choose a division of this unit; other units are not ours to charge")}


def outcome_is_complete(request: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """What the chosen outcome's letter needs, and what stands against the outcome (附件8 第九条)."""
    outcome = BY_CODE.get(answers.get("outcome") or "")
    if outcome is None:
        return {}
    known = {"correction_items": request.correction_items, "correct_by": request.correct_by}
    errors: dict[str, Label] = {
        column: _("This outcome needs it: the letter to the applicant says it")
        for column in outcome.missing({**known, **answers})
    }
    if answers.get("no_special_need") and request.rules == Profile.REGULATION_2019:
        errors["no_special_need"] = _("The Regulation of 2019 knows no special needs; choose another outcome")
    if outcome.group.row in {"granted", "partial"}:
        errors |= _objections(request)
    if outcome.code == "unable_still_unclear" and request.round == 1:
        errors["outcome"] = _("Ask for a correction first (annex 8, article 9 item 8)")
    return errors


def _objections(request: Any) -> Errors:
    if any(party.forbids_disclosure for party in request.third_parties):
        return {
            "outcome": _(
                "A third party does not agree: the head may decide in the public interest, "
                "otherwise choose another outcome (annex 8, article 9 item 5)"
            )
        }
    if any(agency.forbids_disclosure for agency in request.agencies):
        return {"outcome": _("Another agency has not confirmed (annex 8, article 9 item 6)")}
    return {}


def other_form_has_a_reason(request: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Another form than asked for needs a reason (附件8 第十一条)."""
    given = answers.get("form_given")
    if given and given != request.form_wanted and not answers.get("form_reason"):
        return {"form_reason": _("Another form than asked for: say why (annex 8, article 11)")}
    return {}


def answer_day_is_set_ahead(party: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Who is asked gets at least a day to answer (附件8 九(五))."""
    asked, until = answers.get("asked_on"), answers.get("answer_by")
    if asked and until and until <= asked:
        return {"answer_by": _("Give a day after the day of asking")}
    if asked and asked < party.request.received_on:
        return {"asked_on": _("This day lies before the request was received")}
    return {}


def reply_day_is_sound(party: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """A reply comes after the question."""
    day = answers.get("replied_on")
    if day and party.asked_on and day < party.asked_on:
        return {"replied_on": _("This day lies before the day of asking")}
    return {}
