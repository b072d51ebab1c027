"""What must hold in an information request, sentence by sentence (附件8 第六至十一条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import object_session

from models.outcome import BY_CODE
from models.request_form import TOLD, special_needs_are_offered
from models.request_terms import UNREACHABLE
from models.roles import CLERK, DISCLOSURE_HEAD, DISCLOSURE_OFFICER
from models.unit import Unit
from models.workflow import Errors, Label, Profile, guard

THE_REGULATION = date(2008, 5, 1)
"""The day the first Regulation on Open Government Information came into force."""

WHOLLY = "granted"
"""The outcome that discloses everything asked for."""

NOT_CORRECTED = "other_not_corrected"
"""The outcome of a request that is abandoned while it waits for its correction, and of no other."""


@guard(_("It was sent back for correction once already"), clauses=("A8.9.8",))
def not_corrected_before(request: Any, _today: date) -> bool:
    return bool(request.round == 1)


@guard(_("The applicant still has time to correct"), clauses=("A8.9.8",))
def correction_is_overdue(request: Any, today: date) -> bool:
    # Not the day that was set: when that is no working day, the period ends on the next one.
    run = request.clock(request.workflow.correcting_period)
    return bool(run and run.due_on and run.due_on < today)


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


OTHERS_WERE_HEARD = (third_parties_settled, agencies_settled)
"""Whatever the outcome, nobody is still being asked."""


def _third_party_objects(request: Any) -> bool:
    return any(party.forbids_disclosure for party in request.third_parties)


def _agency_objects(request: Any) -> bool:
    return any(agency.forbids_disclosure for agency in request.agencies)


@guard(
    _(
        "A third party does not agree: the head may decide in the public interest, "
        "otherwise choose another outcome (annex 8, article 9 item 5)"
    ),
    clauses=("A8.9.5",),
    cleared_by=DISCLOSURE_HEAD,
)
def third_parties_agree(request: Any, _today: date) -> bool:
    return request.outcome != WHOLLY or not _third_party_objects(request)


@guard(
    _("Another agency has not confirmed (annex 8, article 9 item 6)"),
    clauses=("A8.9.6",),
    cleared_by=DISCLOSURE_OFFICER,
)
def agencies_agree(request: Any, _today: date) -> bool:
    return request.outcome != WHOLLY or not _agency_objects(request)


NOBODY_OBJECTS = (third_parties_agree, agencies_agree)
"""Who objects keeps closed what concerns her; the rest may still be given in part (九(四))."""


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


def received_under_the_regulation(_request: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Nobody asked for information before there was a right to it."""
    received = values.get("received_on")
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
    if values.get("delivery_wanted") in UNREACHABLE:
        errors["delivery_wanted"] = _("This form has no place for a fax number; choose another way")
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
    if unit is not None and any(own.id == request.unit_id for own in (unit, *unit.above())):
        return {}
    return {"handling_unit_id": _("Choose a division of this unit; other units are not ours to charge")}


def outcome_is_complete(request: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """What the chosen outcome's letter needs, and what stands against the outcome (附件8 第九条)."""
    outcome = BY_CODE.get(answers.get("outcome") or "")
    if outcome is None:
        return {}
    if outcome.code == NOT_CORRECTED:
        return {"outcome": _never_so(request)}
    told = _told(request, answers)
    errors: dict[str, Label] = {
        column: _("This outcome needs it: the letter to the applicant says it")
        for column in outcome.missing(told)
    }
    if told["no_special_need"] and request.rules == Profile.REGULATION_2019:
        errors["no_special_need"] = _("The Regulation of 2019 knows no special needs; choose another outcome")
    elif told["no_special_need"] and not special_needs_are_offered(request):
        errors["no_special_need"] = _(
            "This ground is switched off, as the law dropped it in 2019; choose another outcome, "
            "or let the administrator switch it on (annex 8, article 9 item 9)"
        )
    if outcome.code == WHOLLY and _third_party_objects(request):
        errors["outcome"] = third_parties_agree.otherwise.sentence
    elif outcome.code == WHOLLY and _agency_objects(request):
        errors["outcome"] = agencies_agree.otherwise.sentence
    if outcome.code == "unable_still_unclear" and request.round == 1:
        errors["outcome"] = _("Ask for a correction first (annex 8, article 9 item 8)")
    return errors


def _never_so(request: Any) -> Label:
    if request.round > 1:
        return _("It was corrected; choose another outcome")
    return _("It was not sent back for correction; choose another outcome")


def _told(request: Any, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the letter will be written from: what a returned draft said stands until it is changed."""
    return {**{column: getattr(request, column) for column in TOLD}, **answers}


def other_form_has_a_reason(request: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Another form than asked for needs a reason (附件8 第十一条)."""
    told = _told(request, answers)
    given = told["form_given"]
    if given and given != request.form_wanted and not told["form_reason"]:
        return {"form_reason": _("Another form than asked for: say why (annex 8, article 11)")}
    return {}
