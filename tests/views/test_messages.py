"""The pages of public messages, where they do what no other matter's do."""

from __future__ import annotations

from datetime import date

import pytest

from models import PublicMessage


@pytest.mark.clause("A9.4")
def test_who_hands_it_back_is_led_to_the_list_for_the_message_is_out_of_sight(session, assigned, send):
    row = assigned()
    page, told = f"/office/public-messages/{row.id}", {"reason": "属其他部门职责", "version": row.version}
    session.rollback()
    answer = send("clerk", f"{page}/hand_back", told)
    assert (answer.status_code, answer.location) == (302, "/office/public-messages/")
    assert send("clerk", page, None).status_code == 404


@pytest.mark.clause("A9.6")
def test_a_category_corrected_by_hand_counts_by_the_right_one(session, clock, message, send):
    clock.turn("2026-03-02")
    row = message(category="consultation")
    assert row.due_on == date(2026, 3, 5)
    pk, page = row.id, f"/office/public-messages/{row.id}"
    values = {"unit_id": row.unit_id, "title": row.title, "content": row.content, "version": row.version}
    values |= {"received_on": "2026-03-02", "channel": "portal", "category": "investigation"}
    session.rollback()
    assert send("reviewer", f"{page}/edit", {**values, "reason": "类别录错"}).status_code == 302
    session.expire_all()
    row = session.get(PublicMessage, pk)
    # Ten working days after Monday 2 March, in the one run there is.
    assert (row.due_on, len(row.clocks)) == (date(2026, 3, 16), 1)


def test_the_page_names_who_joins_in_and_who_is_accused(session, assigned, take, accuse, unit_id, send):
    row = assigned("health")
    accuse(row)
    take(row, "join", "reviewer", joint_unit_id=unit_id("office"))
    page = f"/office/public-messages/{row.id}"
    session.rollback()
    text = send("reviewer", page, None).text
    assert "被检举、控告单位" in text
    assert "协办单位" in text
    # To be lifted is offered who is named, and nobody else; to be named, everybody.
    lifted = send("reviewer", f"{page}/lift_accused", None).text
    assert f'value="{unit_id("land")}"' in lifted
    assert f'value="{unit_id("health")}"' not in lifted


@pytest.mark.clause("A9.7")
def test_no_select_box_offers_the_accused_unit_to_handle_it(session, message, accuse, unit_id, send):
    row = message()
    accuse(row)
    page = f"/office/public-messages/{row.id}/assign"
    session.rollback()
    offered = send("reviewer", page, None).text
    assert f'value="{unit_id("land")}"' not in offered
    assert f'value="{unit_id("health")}"' in offered
