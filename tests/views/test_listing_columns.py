"""What a list may be narrowed or sorted by: a filter on a hidden value would give it away, row by row."""

from __future__ import annotations

import pytest

from models.column import Class, declared
from views.information_request import InformationRequestView
from views.inquiry import AgencyConsultationView, ThirdPartyView
from views.matter import MatterView

VIEWS = (InformationRequestView, ThirdPartyView, AgencyConsultationView)
HIDDEN = [
    (view, name)
    for view in VIEWS
    for name, column in declared(view.model).items()
    if column.klass in {Class.PERSONAL, Class.SEALED}
]


@pytest.mark.parametrize(("view", "hidden"), [*HIDDEN, (InformationRequestView, "no_such_column")])
def test_no_list_starts_with_a_filter_that_tells_hidden_values(view: type[MatterView], hidden: str) -> None:
    told = type("Telling", (view,), {"filters": ("unit_id", hidden)})
    with pytest.raises(TypeError, match=hidden):
        told()


def test_names_and_identity_numbers_are_among_the_hidden() -> None:
    """So that the test above does not pass for want of hidden columns."""
    assert {(InformationRequestView, "applicant"), (InformationRequestView, "id_number")} < set(HIDDEN)
    assert (ThirdPartyView, "addressee") in HIDDEN
