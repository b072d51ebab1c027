"""What the table of doors says of a matter it has no lines for: told from another's, and by declaration.

Whoever a door of an information request lets in holds one of the rights below, and only one of them fits.
Who holds that right in the matter at hand gets the same answer there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from models import InformationRequest, ThirdParty
from models.base import Record
from models.workflow import Clock, Role, Transition
from tests.county import PEOPLE, Person
from tests.records import filled, parents

Line = dict[str, str]
A_DAY = date(2026, 3, 2)

REFUSED = {"403", "404"}
OWNER = "clerk"
"""Whose the rows are that one person has of a list: saved filters, results, workbooks."""
COUNTY = {"office_reviewer", "county_leader", "auditor"}
KEEPERS = {"system_administrator", "security_administrator"}
READS = {role for person in PEOPLE for role in person.roles} - KEEPERS
READS_PERSONAL = {
    *("clerk", "unit_head", "auditor"),
    *("disclosure_officer", "disclosure_head", "secrecy_reviewer"),
}
EXPORTS = {"clerk", "unit_head", "auditor", "office_reviewer", "disclosure_officer", "disclosure_head"}
"""By hand, role by role; what depends on the matter stands in its declaration."""


def first_step(model: type[Record]) -> Transition | None:
    """The step that is tried at each matter: the first that leaves the beginning, if people take any."""
    flow = model.workflow
    return next((step for step in flow.leaving(flow.initial.name) if not step.automatic), None)


def first_clock(model: type[Record]) -> Clock | None:
    """The period that is asked about at each matter: one that runs from the beginning, if any does."""
    return max(model.workflow.clocks.values(), key=lambda clock: _runs_at_once(model, clock), default=None)


def _runs_at_once(model: type[Record], clock: Clock) -> bool:
    """Whether it runs in a new record; what waits for a day that is not known yet does not."""
    if model.workflow.initial not in clock.runs_in:
        return False
    # A number that will not do becomes a year, as in ``tests.records.complete``.
    values = {n: A_DAY.year if type(v) is int else v for n, v in filled(model, A_DAY).items()}
    return not clock.waits or getattr(model(**values), clock.starts_on) is not None


def _names(roles: tuple[Role, ...]) -> set[str]:
    return {role.name for role in roles}


RIGHTS: dict[str, Callable[[type[Record]], set[str]]] = {
    "reads": lambda _model: READS,
    "reads names": lambda model: READS_PERSONAL | _names(model.workflow.handled_by),
    "exports": lambda model: EXPORTS | _names(model.workflow.handled_by),
    "registers": lambda model: _names(model.workflow.registered_by),
    "takes the step": lambda model: _names(step.roles if (step := first_step(model)) else ()),
}
"""The roles that hold a right in a matter."""


def _sees(person: Person, record: str, model: type[Record]) -> bool:
    everywhere = COUNTY | _names(model.workflow.seen_by)
    return record == "-" or (
        record != "none" and (person.unit == record or bool(everywhere & {*person.roles}))
    )


def _holds(person: Person, right: str, model: type[Record]) -> bool:
    return bool(RIGHTS[right](model) & {*person.roles})


def lines_of(model: type[Record], table: list[Line]) -> list[Line]:
    """The lines of one matter in the table."""
    return [line for line in table if f"/{model.slug}/" in line["rule"]]


def told(model: type[Record], table: list[Line]) -> list[Line]:
    """The lines of a matter, told from those of others; AssertionError for a door one cannot tell about."""
    return [line for pattern, group in _doors(model, table) for line in _like(model, pattern, group)]


def _doors(model: type[Record], table: list[Line]) -> Iterator[tuple[type[Record], list[Line]]]:
    """Each door with its lines in the matter it is told from."""
    doors: dict[tuple[str, str], list[Line]] = {}
    for line in lines_of(InformationRequest, table):
        doors.setdefault((line["rule"], line["method"]), []).append(line)
    for (rule, method), group in doors.items():
        if not (rule.endswith("/new") and parents(model)):
            yield InformationRequest, group
            continue
        # What hangs on a record is entered from there.
        door = rule.replace(InformationRequest.slug, ThirdParty.slug), method
        yield ThirdParty, [line for line in table if (line["rule"], line["method"]) == door]


def _like(model: type[Record], pattern: type[Record], group: list[Line]) -> Iterator[Line]:
    rule, endpoint = group[0]["rule"], group[0]["endpoint"]
    let_in = {
        (line["record"], person.name)
        for line in group
        for person in PEOPLE
        if line[person.name] not in ({"403"} if _is_owned(line) else REFUSED)
    }
    fitting = [right for right in RIGHTS if let_in == _expected(right, pattern, group)]
    codes = {
        line[person]
        for line in group
        for record, person in let_in
        if record == line["record"] and (person == OWNER or not _is_owned(line))
    }
    assert len(fitting) == len(codes) == 1, f"{rule}: write its lines for {model.slug} by hand"
    code = "404" if _leads_nowhere(model, endpoint) else codes.pop()
    if endpoint.endswith(".edit") and group[0]["method"] == "GET" and not model.workflow.initial.editable:
        # Back to the record: there is nothing to correct.
        code = "302"
    for line in group:
        yield {
            "rule": rule.replace(pattern.slug, model.slug),
            "endpoint": endpoint.replace(pattern.slug, model.slug).replace(pattern.__name__, model.__name__),
            "method": line["method"],
            "record": line["record"],
            "visitor": line["visitor"],
            **{p.name: _code(p, line, fitting[0], model, code) for p in PEOPLE},
        }


def _expected(right: str, model: type[Record], group: list[Line]) -> set[tuple[str, str]]:
    return {
        (line["record"], person.name)
        for line in group
        for person in PEOPLE
        if _sees(person, line["record"], model) and _holds(person, right, model)
    }


def _is_owned(line: Line) -> bool:
    return line["record"] == "-" and "<int:pk>" in line["rule"]


def _code(person: Person, line: Line, right: str, model: type[Record], code: str) -> str:
    if _is_owned(line):
        hers = code if person.name == OWNER else "404"
        return hers if _holds(person, right, model) else "403"
    if right == "takes the step" and first_step(model) is None:
        # A program is told first that it may read no record at all.
        reads = not line["rule"].startswith("/api/") or bool(READS & {*person.roles})
        return "403" if _sees(person, line["record"], model) and not reads else "404"
    refused = [] if _sees(person, line["record"], model) else ["404"]
    if line["endpoint"].endswith(".attach") and model.workflow.initial.closed:
        refused.append("403")
    refused += [] if _holds(person, right, model) else ["403"]
    # Who may register nothing at all is told so before the address is read.
    refused.sort(reverse=not line["rule"].endswith("/new"))
    return refused[0] if refused else code


def _leads_nowhere(model: type[Record], endpoint: str) -> bool:
    """Whether a new record has no such paper, or no period that runs."""
    flow, page, clock = model.workflow, endpoint.rpartition(".")[2], first_clock(model)
    there: dict[str, Any] = {
        "letter": flow.opening_letter,
        "preview": any(step.letter == "extension" for step in flow.transitions.values()),
        "why": clock is not None and _runs_at_once(model, clock),
        "detach": flow.initial.editable,
    }
    return not there.get(page, True)
