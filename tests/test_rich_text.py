"""Rich text: what may stay of it, whichever door it comes in by, and how it is read without its marks."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.search.index import matching
from models import Publication
from models.rich_text import clean, plain


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("一、目标\n\n  严防 <5> 起 ", "<p>一、目标</p><p>严防 &lt;5&gt; 起</p>"),
        ("<p onclick='x()'>甲</p><script>alert(1)</script>", "<p>甲</p>"),
        ("<a href='javascript:alert(1)'>甲</a>", '<a rel="noopener noreferrer">甲</a>'),
        ("<img src=x onerror=alert(1)><svg/onload=alert(1)>乙", "<p>乙</p>"),
        ("x<y 时", "<p>x&lt;y 时</p>"),
        ("<p style='position:fixed' class='x' id='y'>丙</p>", "<p>丙</p>"),
        (
            "<iframe srcdoc='<script>1</script>'></iframe><form action='//x'><input name=a>丁</form>",
            "<p>丁</p>",
        ),
        (
            "<table><tr><td colspan='2' style='x'>戊",
            '<table><tbody><tr><td colspan="2">戊</td></tr></tbody></table>',
        ),
        ("", ""),
    ],
)
def test_what_may_stay_stays_and_nothing_else(sent, kept):
    assert clean(sent) == kept
    assert clean(kept) == kept


def test_without_its_marks_every_word_is_there_and_none_runs_into_the_next():
    text = "<h2>一</h2><p>甲<strong>乙</strong>&lt;丙&gt;</p><table><tr><td>丁</td><td>戊</td></tr></table>"
    assert plain(text) == "一\n甲乙<丙>\n丁 戊"
    assert plain(None) == ""


def test_it_is_cleaned_by_the_column_itself_and_shown_with_its_marks_and_searched_without(
    entered, session, sign_in
):
    publication = entered(
        Publication, body="<p>造林<b>一</b><strong>万亩</strong></p><script>steal()</script>"
    )
    session.refresh(publication)
    assert publication.body == "<p>造林一<strong>万亩</strong></p>"
    page = sign_in("clerk").get(f"/office/publications/{publication.id}").text
    assert "<p>造林一<strong>万亩</strong></p>" in page
    found = {
        asked: session.scalar(select(Publication.id).where(matching(Publication, asked)))
        for asked in ("一万亩", "strong")
    }
    assert found == {"一万亩": publication.id, "strong": None}
