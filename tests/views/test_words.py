"""Citations and lists read as each language writes them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale

from models import MATTERS
from models.workflow import Law
from views.words import clause_text, listed, under


@pytest.mark.parametrize(
    ("clauses", "chinese", "english"),
    [
        ("A8.10", "附件8第十条", "Annex 8, article 10"),
        ("A1.19", "附件1第十九条", "Annex 1, article 19"),
        (("A8.9.5",), "附件8第九条第（五）项", "Annex 8, article 9 item 5"),
        (
            ("A8.9.1", "A8.9.2", "A8.9.10", "A8.11"),
            "附件8第九条第（一、二、十）项、附件8第十一条",
            "Annex 8, article 9 item 1, 2, 10, Annex 8, article 11",
        ),
        (
            ("A8.9", "A8.9.5"),
            "附件8第九条、附件8第九条第（五）项",
            "Annex 8, article 9, Annex 8, article 9 item 5",
        ),
        ("A8.5 A8.3", "附件8第五条、附件8第三条", "Annex 8, article 5, Annex 8, article 3"),
        ("A8.9.5.1", "A8.9.5.1", "A8.9.5.1"),
        ((), "", ""),
    ],
)
def test_a_clause_is_cited_as_the_notice_counts(
    app: Flask, clauses: tuple[str, ...] | str, chinese: str, english: str
) -> None:
    with force_locale("zh"):
        assert clause_text(clauses) == chinese
    with force_locale("en"):
        assert clause_text(clauses) == english


def test_an_article_of_another_law_is_cited_with_its_name(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MATTERS[0].workflow, "laws", (Law("XF", "《信访工作条例》", 50),))
    cited = ("XF.23", "XF.34", "A8.10")
    with force_locale("zh"):
        assert clause_text(cited) == "《信访工作条例》第二十三条、《信访工作条例》第三十四条、附件8第十条"
        # What is no article of it stands as it is written.
        assert clause_text("XF.51") == "XF.51"


def test_words_in_a_row_and_under_a_heading(app: Flask) -> None:
    with force_locale("zh"):
        assert (listed(["经办人", "审计员"]), under("期限", "答复")) == ("经办人、审计员", "期限：答复")
    with force_locale("en"):
        assert (listed(["Clerk", "Head"]), under("Period", "Answer")) == ("Clerk, Head", "Period: Answer")
