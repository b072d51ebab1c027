"""The engine over plain objects: what is filled in, and what a step leaves behind."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from app.access.actor import NOBODY, PROGRAM, Actor
from app.engine import NotAllowed, Refused, Stale, Unacceptable
from models.workflow import Refusal
from tests.engine.conftest import CLERK, HEAD, OFFICER
from tests.engine.desk import Desk, Paper
from tests.engine.papers import PaperFlow

SUBMITTED = {"text": "long enough", "urgency": 0}


def errors(desk: Desk, paper: Paper, step: str, actor: Actor, **answers: Any) -> dict[str, Any]:
    """What the engine has against the answers."""
    with pytest.raises(Unacceptable) as wrong:
        desk.engine.perform(paper, step, actor, answers)
    return wrong.value.errors


# -- what was filled in -----------------------------------------------------------------


@pytest.mark.parametrize("missing", [None, "", "   "])
def test_an_asked_column_must_be_filled_in(desk: Desk, opened: Callable[..., Paper], missing: Any) -> None:
    found = errors(desk, opened(), "submit", CLERK, text=missing, urgency=1)
    assert found == {"text": "Fill this in"}


def test_nothing_and_no_are_answers(desk: Desk, opened: Callable[..., Paper]) -> None:
    for urgency in (0, False):
        paper = opened()
        desk.engine.perform(paper, "submit", CLERK, {"text": "long enough", "urgency": urgency})
        assert paper.urgency == urgency


def test_every_error_is_told_at_once_and_the_plainest_wins(desk: Desk, opened: Callable[..., Paper]) -> None:
    assert errors(desk, opened(), "submit", CLERK) == {"text": "Fill this in", "urgency": "Fill this in"}
    assert errors(desk, opened(), "submit", CLERK, text="ab") == {
        "text": "Too short",
        "urgency": "Fill this in",
    }
    # An empty text is also a short one: what is missing is said, not what is wrong with it.
    assert errors(desk, opened(), "submit", CLERK, text="", urgency=1) == {"text": "Fill this in"}


def test_answers_are_trimmed_and_nothing_else_is_taken(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened()
    answers = {"text": "  long enough ", "urgency": 1, "note": " aside ", "state": "sent", "mark": "mine"}
    desk.engine.perform(paper, "submit", CLERK, answers)
    assert (paper.text, paper.note, paper.mark, paper.state) == ("long enough", "aside", None, "checking")


def test_a_column_that_may_be_asked_is_left_alone_when_it_is_not_answered(
    desk: Desk, opened: Callable[..., Paper]
) -> None:
    paper = opened(note="before")
    desk.engine.perform(paper, "submit", CLERK, SUBMITTED)
    assert (paper.note, paper.round) == ("before", 1)
    emptied = opened(note="before")
    desk.engine.perform(emptied, "submit", CLERK, {**SUBMITTED, "note": ""})
    assert emptied.note == ""


def test_a_reason_in_words_is_kept_with_the_step(desk: Desk, checking: Callable[..., Paper]) -> None:
    paper = checking()
    with pytest.raises(Unacceptable) as wrong:
        desk.engine.perform(paper, "send_back", HEAD, reason="  ")
    assert wrong.value.errors == {"reason": "Give a reason"}
    assert desk.engine.perform(paper, "send_back", HEAD, reason=" figures are wrong ").reason == (
        "figures are wrong"
    )


# -- days -------------------------------------------------------------------------------


def test_a_step_takes_effect_on_the_day_asked_for(desk: Desk, approved: Paper) -> None:
    desk.turn("2026-03-06")
    taken = desk.engine.perform(approved, "send", CLERK, {"sent_on": date(2026, 3, 4)})
    assert (taken.on, approved.closed_on) == (date(2026, 3, 4), date(2026, 3, 4))
    assert [run.met for run in desk.clocks.of(approved)] == [date(2026, 3, 4), date(2026, 3, 2)]


def test_a_step_takes_effect_today_unless_it_asks(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened()
    desk.turn("2026-03-06")
    assert desk.engine.perform(paper, "shelve", HEAD).on == date(2026, 3, 6)
    assert paper.closed_on == date(2026, 3, 6)


def test_no_step_takes_effect_on_a_day_to_come(desk: Desk, approved: Paper) -> None:
    found = errors(desk, approved, "send", CLERK, sent_on=date(2026, 3, 3))
    assert found == {"sent_on": "This day has not come yet"}
    desk.turn("2026-03-03")
    desk.engine.perform(approved, "send", CLERK, {"sent_on": date(2026, 3, 3)})


def test_no_step_takes_effect_before_a_period_began(desk: Desk, approved: Paper) -> None:
    # Submitted, and its check begun, on 2 March; received on 20 February.
    found = errors(desk, approved, "send", CLERK, sent_on=date(2026, 3, 1))
    assert found == {"sent_on": "This day lies before the period began"}
    desk.engine.perform(approved, "send", CLERK, {"sent_on": date(2026, 3, 2)})


# -- extensions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (0, "Give a number above zero"),
        (-1, "Give a number above zero"),
        (11, "The extension is longer than allowed"),
        (None, "Fill this in"),
    ],
)
def test_an_extension_has_its_limits(
    desk: Desk, opened: Callable[..., Paper], days: int | None, sentence: str
) -> None:
    assert errors(desk, opened(), "extend", HEAD, days=days) == {"days": sentence}


@pytest.mark.parametrize("days", [1, 10])
def test_an_extension_within_them_lengthens_the_period(
    desk: Desk, opened: Callable[..., Paper], days: int
) -> None:
    paper = opened()
    desk.engine.perform(paper, "extend", HEAD, {"days": days})
    run = desk.clocks.run(paper, PaperFlow.answer_period)
    assert (run and run.extension, paper.state) == (days, "drafting")


# -- versions, and nothing half done -----------------------------------------------------


def test_a_step_on_a_version_that_is_gone_is_stale(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened()
    for version in (0, 2):
        with pytest.raises(Stale):
            desk.engine.perform(paper, "submit", CLERK, SUBMITTED, version=version)
    desk.engine.perform(paper, "submit", CLERK, SUBMITTED, version=1)


REFUSED: dict[str, tuple[str, Actor, dict[str, Any], dict[str, Any], type[Exception]]] = {
    "no grant": ("approve", CLERK, {}, {}, NotAllowed),
    "another state": ("send", CLERK, {"sent_on": date(2026, 3, 2)}, {}, Refused),
    "a guard": ("approve", HEAD, {}, {}, Refused),
    "an old version": ("send_back", HEAD, {}, {"version": 7, "reason": "why"}, Stale),
    "no reason": ("send_back", HEAD, {}, {}, Unacceptable),
    "too long an extension": ("extend", HEAD, {"days": 99}, {}, Unacceptable),
    "a step of the program": ("fall_silent", CLERK, {}, {}, NotAllowed),
}


@pytest.mark.parametrize(("step", "actor", "answers", "more", "error"), REFUSED.values(), ids=REFUSED)
def test_a_refused_step_changes_nothing(
    desk: Desk,
    checking: Callable[..., Paper],
    step: str,
    actor: Actor,
    answers: dict[str, Any],
    more: dict[str, Any],
    error: type[Exception],
) -> None:
    paper = checking()
    before = dict(vars(paper)), copy.deepcopy(list(desk.clocks.of(paper))), list(desk.journal.rows)
    with pytest.raises(error):
        desk.engine.perform(paper, step, actor, answers, **more)
    assert (dict(vars(paper)), list(desk.clocks.of(paper)), desk.journal.rows) == before
    assert len(desk.press.letters) == 1


# -- what a step leaves behind -----------------------------------------------------------


def test_opening_fixes_rules_author_clocks_number_row_and_receipt(
    desk: Desk, opened: Callable[..., Paper]
) -> None:
    paper = opened(received_on=date(2026, 2, 27))
    assert (paper.rules, paper.number, paper.opened_by_id) == ("seed-2020", "2026-1", 1)
    assert paper.opened_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    (row,) = desk.journal.rows
    assert (row.step, row.source, row.target, row.actor, row.on) == (
        None,
        None,
        "drafting",
        CLERK,
        date(2026, 3, 2),
    )
    assert desk.clocks.started_on(paper, PaperFlow.answer_period) == date(2026, 2, 27)
    assert [kind for kind, _taken in desk.press.letters] == ["receipt"]


def test_what_was_kept_is_told_and_what_was_refused_is_not(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened()
    desk.engine.perform(paper, "submit", CLERK, SUBMITTED)
    with pytest.raises(Refused):
        desk.engine.perform(paper, "submit", CLERK, SUBMITTED)
    assert desk.herald.told == desk.journal.rows
    assert [taken.step.name if taken.step else "" for taken in desk.herald.told] == ["", "submit"]


def test_a_registration_is_of_one_moment_although_midnight_passes_meanwhile(desk: Desk) -> None:
    """Each look at the clock is later; after the two checks of the form it is New Year's Eve."""
    days, seconds = count(29), count()
    engine = replace(
        desk.engine,
        now=lambda: datetime(2026, 12, 31, 15, 59, next(seconds), tzinfo=UTC),
        today=lambda: date(2026, 12, 1) + timedelta(days=next(days) - 1),
    )
    paper = Paper(PaperFlow, title="A paper")
    taken = engine.open(paper, CLERK)
    assert (taken.on, paper.number) == (date(2026, 12, 31), "2026-1")
    assert taken.at == paper.opened_at == datetime(2026, 12, 31, 15, 59, tzinfo=UTC)


def test_opening_keeps_the_rules_a_record_brings(opened: Callable[..., Paper]) -> None:
    assert opened(rules="regulation-2019").rules == "regulation-2019"


def test_opening_checks_the_whole_form(desk: Desk) -> None:
    paper = Paper(PaperFlow, unit_id=None)
    with pytest.raises(Unacceptable) as wrong:
        desk.engine.open(paper, CLERK)
    assert wrong.value.errors == {"title": "Give a title", "unit_id": "Give a unit"}
    assert (paper.number, desk.journal.rows, desk.press.letters) == (None, [], [])


def test_a_step_leaves_one_row_with_everything_it_did(desk: Desk, approved: Paper) -> None:
    row = desk.journal.rows[-1]
    assert (row.step, row.source, row.target) == (PaperFlow.approve, "checking", "approved")
    assert (row.record, row.actor, row.at) == (approved, HEAD, datetime(2026, 3, 2, 9, tzinfo=UTC))
    assert desk.press.letters[-1] == ("answer", row)


def test_a_step_that_stays_leaves_state_and_closing_day_alone(
    desk: Desk, opened: Callable[..., Paper]
) -> None:
    paper = opened()
    desk.engine.perform(paper, "shelve", HEAD)
    desk.turn("2026-03-09")
    taken = desk.engine.perform(paper, "annotate", HEAD, {"note": "kept for later"})
    assert (taken.source, taken.target, paper.closed_on) == ("shelved", "shelved", date(2026, 3, 2))


def test_what_was_closed_and_is_opened_again_has_no_closing_day(
    desk: Desk, opened: Callable[..., Paper]
) -> None:
    paper = opened()
    desk.engine.perform(paper, "shelve", HEAD)
    desk.engine.perform(paper, "reopen", HEAD)
    assert (paper.state, paper.closed_on) == ("resumed", None)


def test_a_letter_that_cannot_be_written_is_told_to_the_caller_who_rolls_back(
    desk: Desk, checking: Callable[..., Paper]
) -> None:
    paper = checking(handler="Wei")
    desk.press.refusal = Refused(Refusal("It lacks a fact"))
    with pytest.raises(Refused) as refused:
        desk.engine.perform(paper, "approve", HEAD)
    assert refused.value.refusal.sentence == "It lacks a fact"


# -- clocks -----------------------------------------------------------------------------


def test_a_clock_starts_runs_on_and_is_met_with_the_states_it_runs_in(
    desk: Desk, opened: Callable[..., Paper]
) -> None:
    paper = opened()
    desk.turn("2026-03-04")
    desk.engine.perform(paper, "submit", CLERK, SUBMITTED)
    check = desk.clocks.run(paper, PaperFlow.checking_period)
    answer = desk.clocks.run(paper, PaperFlow.answer_period)
    assert check
    assert answer
    assert (check.started, answer.started, answer.running) == (date(2026, 3, 4), date(2026, 3, 2), True)
    desk.turn("2026-03-06")
    desk.engine.perform(paper, "send_back", HEAD, reason="why")
    assert (check.met, answer.met) == (date(2026, 3, 6), None)


def test_a_clock_the_profile_does_not_know_never_starts(opened: Callable[..., Paper], desk: Desk) -> None:
    assert desk.clocks.run(opened(rules="seed-2020"), PaperFlow.law_period) is None
    assert desk.clocks.run(opened(rules="regulation-2019"), PaperFlow.law_period) is not None


def test_the_main_clock_stands_still_while_its_state_is_left_and_begins_anew_when_told(
    desk: Desk, opened: Callable[..., Paper]
) -> None:
    paper = opened()
    desk.turn("2026-03-04")
    desk.engine.perform(paper, "inquire", CLERK, {"reply_by": date(2026, 3, 11)})
    first = desk.clocks.run(paper, PaperFlow.answer_period)
    reply = desk.clocks.run(paper, PaperFlow.reply_period)
    assert first
    assert reply
    assert [(stop.since, stop.reason, stop.cause) for stop in first.stops] == [
        (date(2026, 3, 4), "An inquiry is out", None)
    ]
    assert reply.fixed == date(2026, 3, 11)
    desk.turn("2026-03-10")
    desk.engine.perform(paper, "receive", CLERK, {"replied_on": date(2026, 3, 9)})
    second = desk.clocks.run(paper, PaperFlow.answer_period)
    assert second is not first
    assert (second and second.started, reply.met) == (date(2026, 3, 9), date(2026, 3, 9))


def test_a_main_clock_left_without_a_new_beginning_goes_on_where_it_stood(
    desk: Desk, approved: Paper
) -> None:
    desk.turn("2026-03-04")
    desk.engine.perform(approved, "inquire", CLERK, {"reply_by": date(2026, 3, 11)})
    run = desk.clocks.run(approved, PaperFlow.answer_period)
    assert run
    assert not run.running
    desk.turn("2026-03-06")
    desk.engine.perform(approved, "call_off", CLERK)
    assert [stop.until for stop in run.stops] == [date(2026, 3, 6)]
    assert run.running


def test_a_step_tells_the_other_record_and_only_under_its_rules(
    desk: Desk, opened: Callable[..., Paper]
) -> None:
    for rules, stops in (("seed-2020", 1), ("regulation-2019", 0)):
        parent = opened(rules=rules)
        child = opened(parent=parent)
        desk.engine.perform(child, "hand_over", OFFICER, {"handler": "Wei"})
        run = desk.clocks.run(parent, PaperFlow.answer_period)
        assert run
        assert [(stop.cause, stop.reason) for stop in run.stops] == [(child, "Asked elsewhere")] * stops
        assert desk.clocks.refreshed[-1] is child
        assert desk.clocks.refreshed[-2] is parent
        desk.turn("2026-03-05")
        desk.engine.perform(child, "submit", OFFICER, SUBMITTED)
        assert [stop.until for stop in run.stops] == [date(2026, 3, 5)] * stops
        desk.turn("2026-03-02")


def test_a_reply_ends_the_stop_it_caused_and_no_other(desk: Desk, opened: Callable[..., Paper]) -> None:
    parent = opened()
    first, second = opened(parent=parent), opened(parent=parent)
    for child in (first, second):
        desk.engine.perform(child, "hand_over", OFFICER, {"handler": "Wei"})
    desk.engine.perform(first, "submit", OFFICER, SUBMITTED)
    run = desk.clocks.run(parent, PaperFlow.answer_period)
    assert run
    assert [stop.until for stop in run.stops] == [date(2026, 3, 2), None]


# -- steps of the program ---------------------------------------------------------------


@pytest.fixture
def asking(desk: Desk, opened: Callable[..., Paper]) -> Paper:
    """A paper whose inquiry runs until Wednesday 11 March."""
    paper = opened()
    desk.turn("2026-03-04")
    desk.engine.perform(paper, "inquire", CLERK, {"reply_by": date(2026, 3, 11)})
    return paper


def test_a_period_runs_out_after_its_last_day_and_takes_effect_on_it(desk: Desk, asking: Paper) -> None:
    desk.turn("2026-03-11")
    assert desk.engine.expire(asking, PROGRAM) is None
    assert asking.state == "asking"
    desk.turn("2026-03-20")
    taken = desk.engine.expire(asking, PROGRAM)
    assert taken is not None
    assert (taken.step, taken.on, taken.actor) == (PaperFlow.fall_silent, date(2026, 3, 11), PROGRAM)
    assert (asking.state, asking.replied_on, asking.closed_on) == (
        "silent",
        date(2026, 3, 11),
        date(2026, 3, 11),
    )
    assert desk.engine.expire(asking, PROGRAM) is None


def test_a_step_of_the_program_is_nobody_elses(desk: Desk, asking: Paper) -> None:
    desk.turn("2026-03-20")
    for who in (NOBODY, CLERK, HEAD):
        with pytest.raises(NotAllowed):
            desk.engine.expire(asking, who)
        with pytest.raises(NotAllowed):
            desk.engine.perform(asking, "fall_silent", who)
    assert asking.state == "asking"


def test_not_even_the_program_takes_it_before_its_time(desk: Desk, asking: Paper) -> None:
    with pytest.raises(NotAllowed):
        desk.engine.perform(asking, "fall_silent", PROGRAM)
    assert asking.state == "asking"


def test_a_record_without_such_a_step_does_not_run_out(desk: Desk, opened: Callable[..., Paper]) -> None:
    paper = opened()
    desk.turn("2026-12-31")
    assert desk.engine.expire(paper, PROGRAM) is None
    assert len(desk.journal.rows) == 1
