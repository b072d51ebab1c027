"""How a breach is dealt with: proposed, heard, decided, corrected (附件1、5、6、8).

The office or a line authority proposes, the unit concerned is heard, somebody else decides. A circular is
an official document of the county office (附件4): the decision opens its draft.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models import breach_rules as rules
from models.breach_kinds import (
    ANNEXES,
    ASSESSMENT,
    ENTERPRISES,
    PUBLICATION,
    REQUESTS,
)
from models.breach_rules import BREACHES, CIRCULARS, ORDERS, REFERRALS
from models.roles import CLERK, ENTERPRISE_CLERK, LEADING_GROUP, LINE_AUTHORITY, OFFICE_REVIEWER, UNIT_HEAD
from models.source import source_is_seen
from models.workflow import SYSTEM, Clock, Period, Restart, Series, State, Transition, Workflow

PROPOSERS = (OFFICE_REVIEWER, LEADING_GROUP, LINE_AUTHORITY)
DECIDERS = (LEADING_GROUP, LINE_AUTHORITY)
"""A line authority sees its own enterprises alone (附件5 第十六条); nobody decides about her own unit."""
SUPERVISED = (CLERK, UNIT_HEAD, ENTERPRISE_CLERK)


class BreachFlow(
    Workflow,
    label=_("Breach"),
    clauses=BREACHES,
    registered_by=PROPOSERS,
    handled_by=PROPOSERS,
    numbering=Series("追责", word_from="issuer_word"),
    opening_checks=(
        rules.kind_fits_annex,
        rules.noticed_day_has_come,
        rules.annex_5_is_about_enterprises,
        source_is_seen,
    ),
):
    proposed = State(_("Proposed"), initial=True, editable=True)
    hearing = State(_("Unit being heard"))
    heard = State(_("To be decided on"))
    found = State(_("Breach found"))
    correcting = State(_("Correction ordered"))
    corrected = State(_("Corrected, to be checked"))
    closed = State(_("Closed"), final=True)
    dismissed = State(_("No breach found"), final=True, aside=True)

    hearing_period = Clock(
        _("State the case"),
        (Period(5, warn=1),),
        clauses=BREACHES,
        runs_in=(hearing,),
        amount_from="statement_by",
    )
    correction_period = Clock(
        _("Correct the breach"),
        (
            Period(15, warn=3, case=PUBLICATION),
            Period(15, warn=3, case=ENTERPRISES),
            Period(1, "months", case=ASSESSMENT),
            Period(15, warn=3, case=REQUESTS),
        ),
        clauses=ORDERS,
        runs_in=(correcting,),
        amount_from="correct_by",
        by="annex",
        names=ANNEXES,
    )

    hear = Transition(
        _("Hear the unit concerned"),
        proposed,
        hearing,
        by=PROPOSERS,
        clauses=BREACHES,
        checks=(rules.heard_by_a_day_ahead,),
        may_ask=("statement_by",),
        hint=_("Whoever is concerned states the case before anything is decided."),
    )
    give_statement = Transition(
        _("State the case"),
        hearing,
        heard,
        by=SUPERVISED,
        clauses=BREACHES,
        asks=("statement",),
        with_files=True,
        sets={"heard_how": "given"},
    )
    fall_silent = Transition(
        _("No statement was given"),
        hearing,
        heard,
        by=SYSTEM,
        clauses=BREACHES,
        sets={"heard_how": "silent"},
        expires=hearing_period,
    )
    order = Transition(
        _("Find the breach and order its correction"),
        heard,
        correcting,
        by=DECIDERS,
        clauses=ORDERS,
        checks=(rules.corrected_by_a_day_ahead,),
        asks=("severity", "decision"),
        may_ask=("correct_by",),
        separate_from=(hear,),
        separate_from_author=True,
        not_of="unit_id",
        letter="breach_order",
        hint=_("The order is written; left empty, the usual period sets the last day."),
    )
    find = Transition(
        _("Find the breach, without an order"),
        heard,
        found,
        by=DECIDERS,
        clauses=("A1.21", "A1.22", "A6.11"),
        requires=(rules.no_order_is_prescribed,),
        asks=("severity", "decision"),
        separate_from=(hear,),
        separate_from_author=True,
        not_of="unit_id",
    )
    dismiss = Transition(
        _("Find no breach"),
        heard,
        dismissed,
        by=DECIDERS,
        clauses=BREACHES,
        separate_from_author=True,
        not_of="unit_id",
        reason=True,
        danger=True,
    )
    withdraw = Transition(
        _("Withdraw the proposal"),
        (proposed, hearing),
        dismissed,
        by=PROPOSERS,
        clauses=BREACHES,
        not_of="unit_id",
        reason=True,
        danger=True,
    )
    circulate = Transition(
        _("Criticise by circular"),
        (found, correcting, corrected),
        None,
        by=LEADING_GROUP,
        clauses=CIRCULARS,
        requires=(rules.no_circular_yet,),
        separate_from_author=True,
        not_of="unit_id",
        anytime=True,
        hint=_(
            "The circular is drafted as an official document of the county office: there it is worded, made "
            "public or kept inside, signed, numbered and printed. It never names the person in charge."
        ),
    )
    record_circular = Transition(
        _("The circular was issued"),
        (found, correcting, corrected),
        None,
        by=SYSTEM,
        clauses=CIRCULARS,
        on="circulated_on",
    )
    refer = Transition(
        _("Refer to the authority that holds to account"),
        (found, correcting, corrected),
        None,
        by=DECIDERS,
        clauses=REFERRALS,
        requires=(rules.is_serious_or_uncorrected,),
        asks=("referred_to", "referred_on", "referral_reason"),
        on="referred_on",
        separate_from_author=True,
        not_of="unit_id",
        anytime=True,
        danger=True,
    )
    report = Transition(
        _("Report the correction"),
        correcting,
        corrected,
        by=SUPERVISED,
        clauses=ORDERS,
        asks=("corrected_on", "correction"),
        with_files=True,
        on="corrected_on",
    )
    send_back = Transition(
        _("Send back: not corrected"),
        corrected,
        correcting,
        by=PROPOSERS,
        clauses=ORDERS,
        checks=(rules.corrected_by_a_day_ahead,),
        asks=("checked_on",),
        may_ask=("correct_by",),
        on="checked_on",
        restarts=Restart(correction_period, "checked_on"),
        separate_from=(report,),
        not_of="unit_id",
        reason=True,
        danger=True,
    )
    close = Transition(
        _("Close with its result"),
        (found, corrected),
        closed,
        by=PROPOSERS,
        clauses=(*BREACHES, "A5.17"),
        requires=(rules.prescribed_circular_was_issued, rules.serious_one_was_referred),
        asks=("result",),
        separate_from=(report,),
        not_of="unit_id",
    )
