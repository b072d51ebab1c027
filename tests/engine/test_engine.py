"""The engine over plain objects: what it offers to whom, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.access.actor import NOBODY, PROGRAM, Actor
from app.engine import NotAllowed, Refused
from models.workflow import Refusal
from tests.engine import papers
from tests.engine.conftest import CLERK, HEAD
from tests.engine.desk import HEALTH, LAND, REGISTRY, Desk, Paper, deputy, person, standing
from tests.engine.papers import PaperFlow

SUBMITTED = {"text": "long enough", "urgency": 0}


def refusal(desk: Desk, paper: Paper, step: str, actor: Actor, **answers: Any) -> Refusal:
    """Why the engine does not take a step."""
    with pytest.raises(Refused) as refused:
        desk.engine.perform(paper, step, actor, answers)
    return refused.value.refusal


# -- offers -----------------------------------------------------------------------------


def test_steps_from_here_with_a_grant_are_offered_in_the_order_of_the_declaration(
    desk: Desk, opened: Callable[..., Paper]
) -> None:
    paper = opened()
    assert [o.step.name for o in desk.engine.offers(paper, HEAD)] == ["shelve", "extend", "waive"]
    assert [o.step.name for o in desk.engine.offers(paper, CLERK)] == ["submit", "inquire"]


def test_without_a_grant_or_a_unit_nothing_is_offered(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened()
    elsewhere = person(9, "submit", units=(HEALTH,))
    assert [desk.engine.offers(paper, who) for who in (NOBODY, person(8), elsewhere)] == [[], [], []]


def test_a_refused_offer_says_which_sentence_clause_and_role(
    desk: Desk, checking: Callable[..., Paper]
) -> None:
    offers = {o.step.name: o.refusal for o in desk.engine.offers(checking(), HEAD)}
    assert offers["approve"] == Refusal("Nobody has been named yet", ("A8.4",), papers.OFFICER)
    assert offers["send_back"] is None


def test_steps_of_the_program_and_of_other_rules_are_not_offered(
    desk: Desk, opened: Callable[..., Paper]
) -> None:
    asking = opened()
    desk.engine.perform(asking, "inquire", CLERK, {"reply_by": date(2026, 3, 9)})
    assert [o.step.name for o in desk.engine.offers(asking, CLERK)] == ["receive", "call_off"]
    assert "fall_silent" not in [o.step.name for o in desk.engine.offers(asking, PROGRAM)]
    lawful = opened(rules="regulation-2019")
    assert [o.step.name for o in desk.engine.offers(lawful, HEAD)] == ["shelve", "extend"]


# -- deny by default --------------------------------------------------------------------


def test_who_holds_no_grant_may_not(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened()
    for who in (NOBODY, HEAD, person(9, "submit", units=(HEALTH,)), person(8, "submit", units=())):
        with pytest.raises(NotAllowed):
            desk.engine.perform(paper, "submit", who, SUBMITTED)
    assert paper.state == "drafting"


def test_the_handling_unit_may_like_the_records_own(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened(unit_id=LAND, handling_unit_id=REGISTRY)
    desk.engine.perform(paper, "submit", person(4, "submit", units=(REGISTRY,)), SUBMITTED)
    assert paper.state == "checking"


def test_a_step_that_does_not_exist_is_no_step(desk: Desk, opened: Callable[..., Paper]) -> None:
    with pytest.raises(KeyError):
        desk.engine.perform(opened(), "burn", HEAD)


def test_a_grant_comes_before_everything_else(desk: Desk, opened: Callable[..., Paper]) -> None:
    """Who may not take a step learns nothing of the record: neither its version nor what it lacks."""
    with pytest.raises(NotAllowed):
        desk.engine.perform(opened(), "approve", CLERK, {}, version=99)


# -- refusals ---------------------------------------------------------------------------


def test_a_step_starts_from_its_own_states_only(desk: Desk, opened: Callable[..., Paper]) -> None:
    found = refusal(desk, opened(), "approve", HEAD)
    assert found == Refusal("This step does not start from here", ("A4.4", "A8.4"))


def test_a_guard_refuses_with_its_own_clause(desk: Desk, checking: Callable[..., Paper]) -> None:
    paper = checking()
    assert refusal(desk, paper, "approve", HEAD).clauses == ("A8.4",)
    paper.handler = "Wei"
    paper.file_is_missing = True
    assert refusal(desk, paper, "approve", HEAD) == Refusal("The file is missing", ("A1.16",))
    paper.file_is_missing = False
    desk.engine.perform(paper, "approve", HEAD)
    assert paper.state == "approved"


def test_a_step_of_one_profile_is_refused_under_the_other(desk: Desk, opened: Callable[..., Paper]) -> None:
    found = refusal(desk, opened(rules="regulation-2019"), "waive", HEAD)
    assert found == Refusal("The rules of this record do not know this step", ("A8.9.9",))
    desk.engine.perform(opened(rules="seed-2020"), "waive", HEAD)


def test_the_page_may_ask_beforehand(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened()
    assert desk.engine.refusal(paper, PaperFlow.submit, CLERK) is None
    assert desk.engine.refusal(paper, PaperFlow.send, CLERK) is not None


# -- four eyes --------------------------------------------------------------------------

BOTH = person(5, "submit", "approve")
PRINCIPAL = standing(5, "submit", "approve")


def test_nobody_approves_what_she_submitted(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened(handler="Wei")
    desk.engine.perform(paper, "submit", BOTH, SUBMITTED)
    found = refusal(desk, paper, "approve", BOTH)
    assert found == Refusal("Somebody else must take this step", ("A4.4", "A8.4"), papers.HEAD)
    desk.engine.perform(paper, "approve", HEAD)


@pytest.mark.parametrize(
    ("submitter", "approver"),
    [
        pytest.param(BOTH, deputy(standing(6), PRINCIPAL), id="the deputy approves for who submitted"),
        pytest.param(deputy(standing(6), PRINCIPAL), BOTH, id="the principal approves what was done for her"),
        pytest.param(
            deputy(standing(6), PRINCIPAL), person(6, "approve"), id="the deputy, later in her own right"
        ),
        pytest.param(
            person(6, "submit"), deputy(standing(6), PRINCIPAL), id="the deputy, for another, her own work"
        ),
        pytest.param(
            BOTH, deputy(standing(6, "approve"), PRINCIPAL), id="the deputy in her own right, meanwhile"
        ),
    ],
)
def test_deputy_and_principal_are_one_pair_of_eyes(
    desk: Desk, opened: Callable[..., Paper], submitter: Actor, approver: Actor
) -> None:
    paper = opened(handler="Wei")
    desk.engine.perform(paper, "submit", submitter, SUBMITTED)
    assert refusal(desk, paper, "approve", approver).sentence == "Somebody else must take this step"


def test_a_delegation_for_another_matter_does_not_join_their_eyes(
    desk: Desk, opened: Callable[..., Paper]
) -> None:
    elsewhere = standing(5, "submit", "approve", only_matter="Letter")
    paper = opened(handler="Wei")
    desk.engine.perform(paper, "submit", BOTH, SUBMITTED)
    desk.engine.perform(paper, "approve", deputy(standing(6, "approve"), elsewhere))
    assert paper.state == "approved"


def test_a_step_of_another_record_counts_for_that_record(desk: Desk, opened: Callable[..., Paper]) -> None:
    first, second = opened(handler="Wei"), opened(handler="Wei")
    desk.engine.perform(first, "submit", BOTH, SUBMITTED)
    desk.engine.perform(second, "submit", CLERK, SUBMITTED)
    desk.engine.perform(second, "approve", BOTH)
    assert (first.state, second.state) == ("checking", "approved")


def test_a_step_may_be_kept_from_whoever_registered(desk: Desk) -> None:
    verifier = person(2, "verify", "register")
    paper = Paper(PaperFlow, title="A paper")
    desk.engine.open(paper, verifier)
    desk.engine.perform(paper, "submit", CLERK, SUBMITTED)
    assert refusal(desk, paper, "verify", verifier).sentence == "Somebody else must take this step"
    desk.engine.perform(paper, "verify", person(4, "verify"))


def test_who_registered_for_somebody_else_counts_as_both(desk: Desk) -> None:
    paper = Paper(PaperFlow, title="A paper")
    desk.engine.open(paper, deputy(standing(6), standing(7, "register", "verify")))
    desk.engine.perform(paper, "submit", CLERK, SUBMITTED)
    for who in (person(6, "verify"), person(7, "verify")):
        assert refusal(desk, paper, "verify", who).sentence == "Somebody else must take this step"


@pytest.mark.parametrize(
    ("who", "barred"),
    [
        (Actor((standing(4, "verify", seats=frozenset({LAND})),)), True),
        (Actor((standing(4, "verify", seats=frozenset({HEALTH})),)), False),
        (deputy(standing(4, "verify"), standing(5, seats=frozenset({LAND}))), True),
    ],
)
def test_nobody_judges_the_unit_she_or_whom_she_stands_in_for_sits_in(
    desk: Desk, checking: Callable[..., Paper], who: Actor, barred: bool
) -> None:
    paper = checking()
    found = desk.engine.refusal(paper, paper.workflow.transitions["verify"], who)
    assert (found.sentence if found else None) == (
        "Somebody from outside the unit must take this step" if barred else None
    )


def test_the_row_names_the_standing_she_acted_under(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened()
    desk.engine.perform(paper, "submit", deputy(standing(6), PRINCIPAL), SUBMITTED)
    assert (desk.journal.rows[-1].actor.id, desk.journal.rows[-1].standing.user_id) == (6, 5)


def test_her_own_standing_comes_before_a_delegation(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened()
    desk.engine.perform(paper, "submit", deputy(standing(6, "submit"), PRINCIPAL), SUBMITTED)
    assert desk.journal.rows[-1].standing.user_id == 6


# -- seals ------------------------------------------------------------------------------


def test_what_was_approved_must_not_change_before_it_is_relied_on(desk: Desk, approved: Paper) -> None:
    approved.text = "something else"
    found = refusal(desk, approved, "send", CLERK, sent_on=desk.day)
    assert found.sentence == "The content was changed after it was approved"
    assert (found.clauses, found.cleared_by) == (("A4.4", "A8.4"), papers.HEAD)


def test_the_approval_covers_what_its_own_step_fixes(desk: Desk, approved: Paper) -> None:
    assert approved.mark == "open"
    desk.engine.perform(approved, "send", CLERK, {"sent_on": desk.day})
    assert approved.state == "sent"


def test_columns_the_approval_does_not_cover_may_change(desk: Desk, approved: Paper) -> None:
    approved.note = "by hand"
    desk.engine.perform(approved, "send", CLERK, {"sent_on": desk.day})


def test_what_was_never_approved_is_not_relied_on(desk: Desk, approved: Paper) -> None:
    approved.sealed_hash = None
    assert refusal(desk, approved, "send", CLERK).cleared_by == papers.HEAD
