"""A procedure made for the engine's tests: each of its steps shows one thing a declaration can say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.effect import Consequence, Resume, Suspend
from models.workflow import (
    SYSTEM,
    Clock,
    Label,
    Period,
    Profile,
    Restart,
    Role,
    Series,
    State,
    Transition,
    Workflow,
    guard,
)

CLERK, OFFICER, HEAD = Role("clerk", "Clerk"), Role("officer", "Officer"), Role("head", "Head")


@guard("Nobody has been named yet", clauses=("A8.4",), cleared_by=OFFICER)
def somebody_is_named(paper: Any, _today: date) -> bool:
    return bool(paper.handler)


@guard("The file is missing", clauses=("A1.16",))
def file_is_there(paper: Any, _today: date) -> bool:
    return not paper.file_is_missing


def text_is_long_enough(_paper: Any, answers: Mapping[str, Any], _today: date) -> Mapping[str, Label]:
    return {"text": "Too short"} if len(answers.get("text") or "") < 3 else {}


def title_is_given(_paper: Any, values: Mapping[str, Any], _today: date) -> Mapping[str, Label]:
    return {} if values.get("title") else {"title": "Give a title"}


def unit_is_given(_paper: Any, values: Mapping[str, Any], _today: date) -> Mapping[str, Label]:
    return {} if values.get("unit_id") else {"unit_id": "Give a unit"}


class PaperFlow(
    Workflow,
    label="Paper",
    clauses=("A4.1",),
    registered_by=(CLERK,),
    numbering=Series("收"),
    opening_letter="receipt",
    opening_checks=(title_is_given, unit_is_given),
):
    """From the draft to the answer, with an inquiry on the way."""

    drafting = State("Being drafted", initial=True)
    asking = State("An inquiry is out")
    checking = State("Being checked")
    approved = State("Approved")
    shelved = State("Shelved", settled=True)
    resumed = State("Taken up again")
    sent = State("Sent", final=True)
    silent = State("No reply", final=True)

    answer_period = Clock(
        "Answer",
        (Period(20),),
        ("A8.10",),
        (drafting, checking, approved),
        starts_on="received_on",
        longest_extension=10,
        main=True,
    )
    checking_period = Clock("Check", (Period(3),), ("A4.4",), (checking,))
    reply_period = Clock("Reply", (Period(7),), ("A8.9.5",), (asking,), amount_from="reply_by")
    law_period = Clock(
        "Only under the law", (Period(7, profile=Profile.REGULATION_2019),), ("A8.9.8",), (drafting,)
    )

    submit = Transition(
        "Submit",
        drafting,
        checking,
        by=(CLERK, OFFICER),
        clauses=("A4.4",),
        checks=(text_is_long_enough,),
        asks=("text", "urgency"),
        may_ask=("note",),
        sets={"round": 1},
    )
    hand_over = Transition("Hand over", drafting, None, OFFICER, ("A8.4",), asks=("handler",))
    approve = Transition(
        "Approve",
        checking,
        approved,
        by=HEAD,
        clauses=("A4.4", "A8.4"),
        requires=(somebody_is_named, file_is_there),
        sets={"mark": "open"},
        separate_from=(submit,),
        seals=("text", "mark"),
        letter="answer",
    )
    verify = Transition(
        "Verify", checking, None, OFFICER, ("A4.4",), separate_from_author=True, not_of="unit_id"
    )
    send_back = Transition("Send back", checking, drafting, HEAD, ("A4.5",), reason=True)
    send = Transition(
        "Send", approved, sent, CLERK, ("A8.10",), asks=("sent_on",), on="sent_on", trusts=approve
    )
    shelve = Transition("Shelve", (drafting, checking, resumed), shelved, HEAD, ("A4.5",))
    annotate = Transition("Annotate", shelved, None, HEAD, ("A4.5",), asks=("note",))
    reopen = Transition("Reopen", shelved, resumed, HEAD, ("A4.5",))
    extend = Transition(
        "Extend",
        (drafting, checking),
        None,
        by=HEAD,
        clauses=("A8.10",),
        asks=("days",),
        extends=answer_period,
        extension_from="days",
    )
    inquire = Transition("Inquire", (drafting, approved), asking, CLERK, ("A8.9.5",), asks=("reply_by",))
    receive = Transition(
        "Enter the reply",
        asking,
        drafting,
        by=CLERK,
        clauses=("A8.9.8",),
        asks=("replied_on",),
        on="replied_on",
        restarts=Restart(answer_period, "replied_on"),
    )
    call_off = Transition("Call the inquiry off", asking, approved, CLERK, ("A8.9.5",))
    fall_silent = Transition(
        "No reply", asking, silent, SYSTEM, ("A8.9.5",), expires=reply_period, on="replied_on"
    )
    waive = Transition(
        "Waive", drafting, sent, HEAD, ("A8.9.9",), profiles=(Profile.SEED_2020,), may_ask=("note",)
    )


CONSEQUENCES = (
    Consequence(
        PaperFlow.hand_over,
        "parent",
        Suspend(PaperFlow.answer_period, "Asked elsewhere", (Profile.SEED_2020,)),
    ),
    Consequence(PaperFlow.submit, "parent", Resume(PaperFlow.answer_period)),
)
