"""Whose turn a step makes it, and which steps lead back: read off the declaration."""

from __future__ import annotations

from models.information_request import InformationRequestFlow
from models.third_party import ThirdPartyFlow


def test_what_may_be_entered_at_any_time_calls_nobody() -> None:
    """A correction, a referral, a third party dropped lead aside; extending, withdrawing wait for nobody."""
    calling = {
        flow: {step.name for step in flow.transitions.values() if step.calls}
        for flow in (InformationRequestFlow, ThirdPartyFlow)
    }
    assert calling == {
        InformationRequestFlow: {
            *("accept", "pass_check", "receive_correction", "clear_secrecy", "enter_ruling"),
            *("forward", "draft", "approve", "answer"),
        },
        ThirdPartyFlow: {"ask", "agree", "refuse", "judge"},
    }


def test_only_the_main_road_leads_back() -> None:
    back = InformationRequestFlow.leads_back
    assert back("drafted", "handling")
    assert back("approved", "handling")
    assert not back("handling", "drafted")
    assert not back("handling", "handling")
    # A correction that came in, a ruling: back from an aside, and no return.
    assert not back("correcting", "checking")
    assert not back("referred", "handling")
    # A reply that came after the silence: it ends where it ends, wherever that stands in the declaration.
    assert not ThirdPartyFlow.leads_back("silent", "refused")
