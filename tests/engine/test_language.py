"""The language: a contradiction is reported when the module is imported, a sound declaration is read off."""

from __future__ import annotations

import types
from datetime import date
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

import pytest

from models.part import Involve, Part
from models.workflow import (
    SYSTEM,
    Clock,
    DeclarationError,
    Guard,
    Law,
    Period,
    Profile,
    Refusal,
    Restart,
    Role,
    Series,
    State,
    Transition,
    Workflow,
    guard,
)

CLERK = Role("clerk", "Clerk")
CLAUSES = ("A1.2",)


def declare(clauses: tuple[str, ...] = CLAUSES, **body: Any) -> type[Workflow]:
    """A workflow class with this body, made as an import makes it."""
    return types.new_class(
        "Flow", (Workflow,), {"label": "Flow", "clauses": clauses}, lambda n: n.update(body)
    )


def sound(**more: Any) -> dict[str, Any]:
    """A body of two states and the step between them, changed or enlarged by ``more``."""
    begun, done = State("Begun", initial=True), State("Done", final=True)
    finish = Transition("Finish", begun, done, by=CLERK, clauses=CLAUSES)
    return {"begun": begun, "done": done, "finish": finish, **more}


def step(body: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The same body with one more step, from its first state to its last; what is callable asks the body."""
    told = {"source": body["begun"], "target": body["done"], "by": CLERK, "clauses": CLAUSES, **more}
    return {**body, "odd": Transition("Odd", **{k: v(body) if callable(v) else v for k, v in told.items()})}


def clock(body: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The same body with a clock that runs in its first state, or in those named."""
    told = {"periods": (Period(5),), "clauses": CLAUSES, **more}
    told["runs_in"] = tuple(body[name] for name in told.get("runs_in", ("begun",)))
    return {**body, "period": Clock("Period", **told)}


ELSEWHERE = sound()
FOREIGN_CLOCK = clock(sound(), longest_extension=5)["period"]
FOREIGN_SEAL = step(sound(), seals=("text",))["odd"]
PERIOD = itemgetter("period")


def _trusting() -> dict[str, Any]:
    body = step(sound())
    late = Transition("Late", body["begun"], body["done"], CLERK, CLAUSES, trusts=body["odd"])
    return {**body, "late": late}


def _two_main() -> dict[str, Any]:
    body = clock(sound(), main=True)
    return {**body, "second": Clock("Second", (Period(3),), CLAUSES, (body["begun"],), main=True)}


def _settled() -> dict[str, Any]:
    body = clock(sound(kept=State("Kept", settled=True)))
    keep = Transition("Keep", body["begun"], body["kept"], CLERK, CLAUSES)
    return {**body, "keep": keep}


def _circling() -> dict[str, Any]:
    body = clock(sound(still=State("Still")), runs_in=("begun", "still"))
    told = {"by": SYSTEM, "clauses": CLAUSES, "expires": body["period"]}
    pause = Transition("Pause", body["begun"], body["still"], **told)
    end = Transition("End", body["still"], body["done"], CLERK, CLAUSES)
    return {**body, "pause": pause, "end": end}


@pytest.mark.parametrize("code", ["A8", "xf", "X.F", ""])
def test_a_law_has_a_code_of_capital_letters(code: str) -> None:
    """The clauses of the notice begin with a letter and a digit; nothing else does."""
    about = {"label": "Flow", "clauses": CLAUSES, "law": Law(code, "Law", 3)}
    with pytest.raises(DeclarationError, match="capital letters"):
        types.new_class("Flow", (Workflow,), about, lambda body: body.update(sound()))


def test_a_matter_follows_several_laws_each_with_a_code_of_its_own() -> None:
    def flow(*codes: str) -> Any:
        laws = tuple(Law(code, f"Law of {code}", 3) for code in codes)
        about = {"label": "Flow", "clauses": CLAUSES, "law": laws}
        return types.new_class("Flow", (Workflow,), about, lambda body: body.update(sound()))

    assert [law.code for law in flow("FY", "SS").laws] == ["FY", "SS"]
    assert flow().laws == ()
    with pytest.raises(DeclarationError, match="two laws of one code"):
        flow("FY", "SS", "FY")


CONTRADICTIONS = {
    "no initial state": (sound(begun=State("Begun")), "needs exactly one initial state, has 0"),
    "two initial states": (
        sound(other=State("Other", initial=True)),
        "needs exactly one initial state, has 2",
    ),
    "two main clocks": (_two_main(), "has more than one main clock"),
    "a state nobody gets to": (sound(lost=State("Lost", final=True)), "lost cannot be reached"),
    "states that lead to each other only": (
        step(
            sound(lost=State("Lost"), found=State("Found", final=True)),
            source=itemgetter("lost"),
            target=itemgetter("found"),
        ),
        "lost cannot be reached; found cannot be reached",
    ),
    "a dead end": (
        step(sound(stuck=State("Stuck")), target=itemgetter("stuck")),
        "stuck is a dead end but not final",
    ),
    "a final state left": (
        step(sound(), source=itemgetter("done"), target=itemgetter("begun")),
        "odd leaves the final state done",
    ),
    "a foreign source": (step(sound(), source=ELSEWHERE["begun"]), "odd uses a state of another workflow"),
    "a foreign target": (step(sound(), target=ELSEWHERE["done"]), "odd uses a state of another workflow"),
    "a foreign clock extended": (
        step(sound(), extends=FOREIGN_CLOCK, extension_from="days", asks=("days",)),
        "odd uses a clock of another workflow",
    ),
    "a foreign clock restarted": (
        step(sound(), restarts=Restart(FOREIGN_CLOCK, "day"), asks=("day",)),
        "odd uses a clock of another workflow",
    ),
    "a foreign clock waited for": (
        step(sound(), by=SYSTEM, expires=FOREIGN_CLOCK),
        "odd uses a clock of another workflow",
    ),
    "four eyes over a foreign step": (
        step(sound(), separate_from=(ELSEWHERE["finish"],)),
        "odd uses a step of another workflow",
    ),
    "trust in a foreign step": (step(sound(), trusts=FOREIGN_SEAL), "odd uses a step of another workflow"),
    "trust in a step that seals nothing": (_trusting(), "late trusts a step that seals nothing"),
    "a step of nobody": (step(sound(), by=()), "odd can be taken by nobody"),
    "a step of people and the program": (
        step(sound(), by=(SYSTEM, CLERK)),
        "odd is taken by people and by the program",
    ),
    "a step without a clause": (step(sound(), clauses=()), "odd names no clause"),
    "a person who waits for a clock": (
        step(clock(sound()), expires=PERIOD),
        "odd waits for a clock, which only steps of the program do",
    ),
    "a number voided for no reason": (
        step(sound(mistake=State("Mistake", final=True, voids=True)), target=itemgetter("mistake")),
        "odd voids a number without a reason",
    ),
    "an extension of no length": (
        step(clock(sound(), longest_extension=5), extends=PERIOD),
        "odd extends a clock but asks for no length",
    ),
    "an extension of what may not be extended": (
        step(clock(sound()), extends=PERIOD, extension_from="days", asks=("days",)),
        "odd extends a clock that may not be extended",
    ),
    "a new beginning on a day not asked for": (
        step(clock(sound()), restarts=lambda body: Restart(body["period"], "day")),
        "odd restarts a clock on a day it does not ask for",
    ),
    "a unit involved that is not asked for": (
        step(sound(), target=None, involves=Involve(Part.JOINT, "unit")),
        "odd involves a unit it does not ask for",
    ),
    "an effect on a day not asked for": (
        step(sound(), on="day"),
        "odd takes effect on a day it does not ask for",
    ),
    "a step of the program that leaves the period running": (
        step(clock(sound()), by=SYSTEM, target=None, expires=PERIOD),
        "odd does not end the clock it waits for",
    ),
    "a step of the program into a state where the period runs": (
        _circling(),
        "pause does not end the clock it waits for",
    ),
    "a settled state left for one in which a clock runs": (
        step(_settled(), source=itemgetter("kept"), target=itemgetter("begun")),
        "odd leaves a settled state for one in which period runs",
    ),
    "a clock without a period": (clock(sound(), periods=()), "period has no period"),
    "a clock without a clause": (clock(sound(), clauses=()), "period names no clause"),
    "a clock in a foreign state": (
        {**clock(sound()), **sound()},
        "period runs in a state of another workflow",
    ),
    "a main clock in hours": (
        clock(sound(), periods=(Period(24, "hours"),), main=True),
        "period stands still in some states, and hours do not",
    ),
    "a clock that waits for nothing": (
        clock(sound(), waits=True),
        "period waits for a day no column holds",
    ),
    "an urging step that leads on": (
        step(sound(), urges=True),
        "odd urges, and leads on or is the program's",
    ),
    "a clock that asks why it is shorter, and has no last day by hand": (
        clock(sound(), shorter_for="why"),
        "period asks why it is shorter, but nobody sets its last day",
    ),
    "cases for some periods only": (
        clock(sound(), periods=(Period(5), Period(3, case="short")), by="length", names={"short": "Short"}),
        "period tells cases apart for some of its periods only",
    ),
    "cases no column tells apart": (
        clock(sound(), periods=(Period(3, case="short"),), names={"short": "Short"}),
        "period tells cases apart for some of its periods only",
    ),
    "a case without a name": (
        clock(sound(), periods=(Period(3, case="short"),), by="length"),
        "period has a case without a name",
    ),
    "a clock in a final state": (clock(sound(), runs_in=("begun", "done")), "period runs in a final state"),
}


@pytest.mark.parametrize(("body", "sentence"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_is_an_error_of_the_import(body: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DeclarationError) as wrong:
        declare(**body)
    assert str(wrong.value) == f"Flow: {sentence}"


def test_a_procedure_names_its_clause() -> None:
    with pytest.raises(DeclarationError) as wrong:
        declare(clauses=(), **sound())
    assert str(wrong.value) == "Flow: names no clause"


def test_all_contradictions_are_told_at_once() -> None:
    body = step(sound(lost=State("Lost", final=True)), by=(), clauses=())
    with pytest.raises(DeclarationError) as wrong:
        declare(**body)
    assert str(wrong.value) == (
        "Flow: odd can be taken by nobody; odd names no clause; lost cannot be reached"
    )


def test_a_day_may_be_asked_for_or_be_the_programs_own() -> None:
    declare(**step(sound(), on="day", may_ask=("day",)))
    body = clock(sound())
    declare(**step(body, by=SYSTEM, expires=body["period"], on="day"))


def test_a_settled_state_may_be_left_for_a_period_that_begins_anew() -> None:
    again = {"source": itemgetter("kept"), "target": itemgetter("begun"), "asks": ("day",)}
    declare(**step(_settled(), **again, restarts=lambda body: Restart(body["period"], "day")))


def test_a_clock_may_be_counted_again_from_the_day_it_started_on() -> None:
    body = clock(sound(), starts_on="day")
    declare(**step(body, target=None, restarts=lambda body: Restart(body["period"], "day")))


# -- what a sound declaration exposes ---------------------------------------------------


class Loan(
    Workflow,
    label="Loan of a file",
    clauses=("A1.16",),
    registered_by=(CLERK,),
    numbering=Series("借"),
    opening_letter="receipt",
    opening_checks=(),
):
    """Lent, asked back, returned; asking back changes nothing else."""

    lent = State("Lent", initial=True)
    overdue = State("Overdue", settled=True)
    returned = State("Returned", final=True)

    loan_period = Clock("Loan", (Period(10),), clauses=("A1.16",), runs_in=(lent,), main=True)
    reminder = Clock("Reminder", (Period(5),), clauses=("A1.16",), runs_in=(lent,))

    remind = Transition("Ask back", lent, None, by=CLERK, clauses=("A1.16",))
    run_out = Transition("Overdue", lent, overdue, by=SYSTEM, clauses=("A1.16",), expires=loan_period)
    take_back = Transition("Take back", (lent, overdue), returned, by=(CLERK,), clauses=("A1.16",))


def test_states_steps_and_clocks_are_known_by_their_names_in_order() -> None:
    assert list(Loan.states) == ["lent", "overdue", "returned"]
    assert list(Loan.transitions) == ["remind", "run_out", "take_back"]
    assert list(Loan.clocks) == ["loan_period", "reminder"]
    assert [s.name for s in Loan.states.values()] == list(Loan.states)
    assert repr(Loan.take_back) == "<Transition take_back>"
    assert (Loan.initial, Loan.main_clock) == (Loan.lent, Loan.loan_period)
    assert Loan.rule_code(Loan.reminder) == "Loan.reminder"


def test_each_case_of_a_clock_has_a_rule_and_a_name_of_its_own() -> None:
    periods = (
        Period(3, case="ask"),
        Period(7, case="help"),
        Period(5, case="ask", profile=Profile.REGULATION_2019),
    )
    told = {"by": "category", "names": {"ask": "Question", "help": "Help"}}
    flow = declare(**clock(sound(), periods=periods, **told))
    period = flow.clocks["period"]
    assert period.cases == ("ask", "help")
    assert [flow.rule_code(period, case) for case in period.cases] == ["Flow.period.ask", "Flow.period.help"]
    assert [period.label_of(case) for case in period.cases] == ["Period · Question", "Period · Help"]
    assert period.case_of(SimpleNamespace(category="help")) == "help"
    assert (Loan.reminder.cases, Loan.reminder.label_of("")) == (("",), "Reminder")
    assert Loan.reminder.case_of(SimpleNamespace(category="help")) == ""


def test_the_head_of_the_class_is_kept() -> None:
    assert (Loan.label, Loan.clauses, Loan.registered_by) == ("Loan of a file", ("A1.16",), (CLERK,))
    assert (Loan.numbering, Loan.opening_letter) == (Series("借"), "receipt")
    plain = declare(**sound())
    assert (plain.numbering, plain.main_clock) == (None, None)
    assert (plain.registered_by, plain.opening_letter, plain.opening_checks) == ((), "", ())


@pytest.mark.parametrize(
    ("state", "steps"),
    [("lent", ["remind", "run_out", "take_back"]), ("overdue", ["take_back"]), ("returned", [])],
)
def test_the_steps_that_leave_a_state(state: str, steps: list[str]) -> None:
    assert [step.name for step in Loan.leaving(state)] == steps


def test_a_step_says_who_takes_it_and_what_an_administrator_grants() -> None:
    assert Loan.run_out.automatic
    assert not Loan.take_back.automatic
    assert (Loan.remind.roles, Loan.take_back.roles) == ((CLERK,), (CLERK,))
    assert (Loan.remind.sources, Loan.take_back.sources) == ((Loan.lent,), (Loan.lent, Loan.overdue))
    assert Loan.take_back.permission == "can_take_back"


def test_a_state_is_closed_when_nobody_has_to_act() -> None:
    assert [s.closed for s in Loan.states.values()] == [False, True, True]


def test_a_guard_is_a_sentence_and_can_be_called() -> None:
    @guard("There is an even number", clauses=("A1.2",), cleared_by=CLERK)
    def even(record: Any, _today: date) -> bool:
        return bool(record % 2 == 0)

    assert isinstance(even, Guard)
    assert (even(2, date(2026, 1, 1)), even(3, date(2026, 1, 1))) == (True, False)
    assert even.otherwise == Refusal("There is an even number", ("A1.2",), CLERK)
