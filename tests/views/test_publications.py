"""The form of a publication: rich text, the columns of the portal, and what it may come from."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import Document, Publication

FORM = {
    "title": "造林计划",
    "origin": "government",
    "media": "text",
    "source_name": "罗甸县林业局",
    "secrecy_level": "unclassified",
}


@pytest.fixture
def fill_in(send, unit_id):
    """The clerk of the land bureau sends the register form; keywords change fields."""

    def enter(address="/office/publications/new", **values):
        told = {**FORM, "unit_id": unit_id("land"), "body": "<p onclick='x()'>造林一万亩</p>", **values}
        return send("clerk", address, told)

    return enter


def test_what_is_pasted_is_cleaned_before_anything_sees_it_and_nothing_left_is_nothing_given(
    fill_in, session
):
    refused = fill_in(body="<script>steal()</script>")
    assert "steal" not in refused.text
    assert session.scalars(select(Publication)).all() == []
    assert fill_in().status_code == 302
    assert session.scalars(select(Publication.body)).all() == ["<p>造林一万亩</p>"]


def test_only_what_the_reader_sees_and_may_be_published_can_be_chosen(fill_in, sign_in, session, entered):
    own, foreign, draft = (
        entered(Document, unit, state=state, title=f"公文{n}", body="现将方案印发。")
        for n, (unit, state) in enumerate((("land", "issued"), ("health", "issued"), ("land", "drafting")))
    )
    page = sign_in("clerk").get(f"/office/publications/new?source_id={own.id}").text
    assert (own.title in page, foreign.title in page, draft.title in page) == (True, False, False)
    # Entered from the page of the document it begins with what that says.
    assert "&lt;p&gt;现将方案印发。&lt;/p&gt;" in page
    for guessed in (foreign.id, draft.id, 9999, "9" * 30):
        assert (
            "现将方案印发" not in sign_in("clerk").get(f"/office/publications/new?source_id={guessed}").text
        )
        fill_in(source_id=guessed)
    fill_in(column_id=9999)
    assert session.scalars(select(Publication)).all() == []
    fill_in(source_id=own.id, column_id=1)
    assert session.scalars(select(Publication.source_id)).all() == [own.id]


def test_the_list_is_narrowed_to_a_column_of_the_portal_by_its_name(fill_in, sign_in):
    fill_in(column_id=2)
    browser = sign_in("clerk")
    assert "政府重要活动</option>" in browser.get("/office/publications/").text
    found = [FORM["title"] in browser.get(f"/office/publications/?column_id={key}").text for key in (1, 2)]
    assert found == [False, True]
