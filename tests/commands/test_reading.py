"""``clauses``, ``handbook`` and ``docs``: what is read off the declarations is whole and current."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import config
from app import clauses
from models import MATTERS
from models.clause_notes import NOTES
from models.workflow import Law

TEST = """
import pytest

pytestmark = pytest.mark.clause("A8.3")


@pytest.mark.clause("A8.10")
@pytest.mark.parametrize("x", [1])
def test_one(x):
    '''pytest.mark.clause("A8.11") in words is no mark.'''


class TestSome:
    @pytest.mark.clause("A8.12")
    def test_two(self):
        ...
"""


@pytest.fixture
def entries(command: Any) -> dict[str, Any]:
    result = command("clauses", "--json")
    assert result.exit_code == 0
    return {entry["clause"]: entry for entry in json.loads(result.output)}


def test_every_clause_is_listed_once_in_order(entries: dict[str, Any]) -> None:
    """The notice's first and all of them; then what matters cite of other laws."""
    assert tuple(entries)[:122] == clauses.known()
    assert all(clause.partition(".")[0] in clauses.laws() for clause in tuple(entries)[122:])
    assert {tuple(entry) for entry in entries.values()} == {("clause", "status", "where", "tests")}


@pytest.mark.parametrize("clause", [c for c in clauses.known() if c.startswith("A8.") and c not in NOTES])
def test_annex_8_is_enforced(entries: dict[str, Any], clause: str) -> None:
    entry = entries[clause]
    assert entry["status"] == "enforced", entry
    assert all((config.ROOT / test.partition("::")[0]).is_file() for test in entry["tests"])


def test_every_clause_is_enforced_or_has_its_reason(entries: dict[str, Any]) -> None:
    assert {clause for clause, entry in entries.items() if entry["status"] != "enforced"} <= NOTES.keys()
    assert "InformationRequestFlow.answer_period" in entries["A8.10"]["where"]


def test_what_no_test_shows_does_not_pass_for_enforced(tmp_path: Path) -> None:
    shown = tmp_path / "test_one.py"
    shown.write_text(TEST, encoding="utf-8")
    entries = {entry.clause: entry for entry in clauses.register(tmp_path)}
    assert (entries["A8.10"].status, entries["A8.9.5"].status) == ("enforced", "outside")
    assert entries["A8.9.5"].where


def test_marks_are_found_where_they_stand(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_x.py").write_text(TEST, encoding="utf-8")
    assert list(clauses.marks(folder)) == [
        ("A8.3", "tests/test_x.py"),
        ("A8.10", "tests/test_x.py::test_one"),
        ("A8.12", "tests/test_x.py::TestSome::test_two"),
    ]


def test_a_declaration_may_cite_no_clause_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    clauses.assert_known()
    monkeypatch.setattr(MATTERS[0].workflow, "clauses", ("A8.99",))
    with pytest.raises(clauses.UnknownClause, match=r"A8\.99"):
        clauses.assert_known()


def test_an_article_of_a_law_a_matter_follows_may_be_cited_and_is_listed(
    monkeypatch: pytest.MonkeyPatch, command: Any
) -> None:
    flow = MATTERS[0].workflow
    monkeypatch.setattr(flow, "laws", (Law("XF", "Regulation on petitions", 50),))
    monkeypatch.setattr(flow, "clauses", ("XF.50", "A8.5"))
    clauses.assert_known()
    entry = next(one for one in clauses.register() if one.clause == "XF.50")
    assert (entry.clause, entry.status, entry.where) == ("XF.50", "outside", (flow.__name__,))
    assert "XF stands for: Regulation on petitions." in command("handbook").output
    monkeypatch.setattr(flow, "clauses", ("XF.51",))
    with pytest.raises(clauses.UnknownClause, match=r"XF\.51"):
        clauses.assert_known()


# -- handbook -------------------------------------------------------------------------


@pytest.mark.parametrize("model", MATTERS)
def test_the_handbook_tells_the_whole_procedure(command: Any, model: Any) -> None:
    text = command("handbook", "--language", "zh").output
    flow = model.workflow
    begin = text.index(f"## {flow.label}\n")
    chapter = text[begin : text.find("\n## ", begin + 1)]
    for state in flow.states.values():
        assert f"    {state.name}: {state.label}" in chapter
    for step in flow.transitions.values():
        assert f"| {step.label} |" in chapter
        for guard in step.requires:
            assert str(guard.otherwise.sentence) in chapter
        if step.target:
            assert f"{step.sources[0].name} --> {step.target.name}: {step.label}" in chapter
    for clock in flow.clocks.values():
        assert f"| {clock.label} |" in chapter


def test_every_table_row_has_the_columns_of_its_head(command: Any) -> None:
    rows = re.findall(r"(?:^\|.*\|\n?)+", command("handbook").output, flags=re.MULTILINE)
    assert len(rows) >= 8
    for table in rows:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_both_rules_stand_side_by_side(command: Any) -> None:
    row = next(line for line in command("handbook").output.splitlines() if line.startswith("| Tell what to"))
    assert row.split(" | ")[1:3] == ["·", "7 working days, warns with 2 working days left"]


# -- generated pages ------------------------------------------------------------------


def test_the_pages_in_docs_are_current(command: Any) -> None:
    result = command("docs", "--check")
    assert (result.exit_code, result.output) == (0, "")


def test_a_stale_page_is_named(command: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("config.ROOT", tmp_path)
    monkeypatch.setattr("app.commands.reading.DOCS", tmp_path)
    stale = command("docs", "--check")
    assert stale.exit_code == 1
    assert stale.output.splitlines()[0] == "settings.md is out of date: run `make docs`"
    assert command("docs").exit_code == 0
    assert command("docs", "--check").exit_code == 0
    page = (tmp_path / "settings.md").read_text(encoding="utf-8")
    assert all(f"| `{setting.variable}` |" in page for setting in config.SETTINGS)
