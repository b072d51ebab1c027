"""The reply to a public message and its handing-over sheet, in the cases that word them otherwise (附件9)."""

from __future__ import annotations

from typing import Any

import pytest

from app.letters import render
from models.unit_forms import MESSAGE_HANDOVER, MESSAGE_REPLY
from tests.letters.test_wording import SUBJECTS, compare

CASES: dict[str, tuple[Any, dict[str, Any]]] = {
    "message_reply-planned": (MESSAGE_REPLY, {"result": "planned", "handled_with": None}),
    "message_reply-not_ours": (MESSAGE_REPLY, {"result": "not_ours", "writer": None}),
    "message_handover-accusation": (
        MESSAGE_HANDOVER,
        {"accusation": True, "handled_with": None, "assign_note": None},
    ),
}


@pytest.mark.clause("A9.5")
@pytest.mark.parametrize("name", CASES)
def test_the_letters_of_messages_read_as_approved(facts, name):
    kind, changed = CASES[name]
    compare(f"{name}.seed-2020", render.letter(kind, facts(**SUBJECTS[kind.name], **changed)))


@pytest.mark.clause("A9.7")
def test_the_handing_over_sheet_tells_nothing_of_the_writer(facts):
    told = render.worded(MESSAGE_HANDOVER, facts(phone="13985400077", address="龙坪镇解放西路26号"))
    for secret in ("韦朝晖", "13985400077", "解放西路26号"):
        assert secret not in told.markup
    assert not {"writer", "phone", "address", "email", "confidential"} & told.facts["record"].keys()
