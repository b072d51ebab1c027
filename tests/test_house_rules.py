"""Rules of the house that no linter knows, read off the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path

import grimp
import pytest

from models import MATTERS

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("app", "models", "views")
FILES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
LONGEST = 500

CORE_WRITERS = {
    "app/access/sessions.py": "sessions are rows of no record, ended by statement without loading them",
    "app/jobs/port.py": "writes what the program is to do after a step, which who took it may not see",
    "app/audit/chain.py": "seals the trail, which is append-only and nobody's record",
    "app/audit/trail.py": "writes values a trail row refers to and reads back their numbers",
    "app/storage.py": "begins transactions",
    "app/search/index.py": "gives SQLite's full-text table its orders; it holds what the records hold",
    "app/sample_bulk.py": "fills an empty database for measurements",
    "models/search.py": "makes the full-text indexes of both engines",
    "models/trail.py": "makes the triggers that keep the trail append-only",
    "views/drafts.py": "a draft is no record and only its writer's; sent, it goes without being read",
    "views/frame.py": "/readyz asks the database one question about nothing",
}
"""Core UPDATE, DELETE and text() pass the access rule by, so each place has its reason."""

CHINESE = {
    "models/assessment_terms.py": "the indicators a first scheme has",
    "app/letters": "letters are written in the language of the law",
    "app/sample_bulk.py": "invented papers",
    "app/calendar_plan.py": "looks for the year in the State Council's notice",
    "app/numbers.py": "the last word of a document number",
    "app/periods/notice.py": "reads the State Council's notice, which is Chinese",
    "app/periods/seed.py": "titles and numbers of the State Council's notices",
    "models/breach_paper.py": "drafts of circulars",
    "models/checklist.py": "the ten points as annex 1 words them",
    "models/document_terms.py": "notes, marks and document words as they are printed",
    "models/publication_column.py": "columns as annex 1 names them",
    "models/sensitive_word.py": "marks of classified papers",
    "models/report_facts.py": "sentences of reports, which are Chinese",
    "models/report_format.py": "the State Council's form as it is printed",
    "models/report_table.py": "numbers before rows as the form prints them",
    "models/report_text.py": "reads sentences of reports, which are Chinese",
    "app/reports/layout.py": "names of sheets in files, read whatever language wrote them",
    "app/reports/workbook.py": "sheets of a report, which is Chinese",
    "models/fee.py": "the number of the decree a fee stands on",
    "models/sample": "invented people and papers",
    "models/letter_form.py": "where to ask, and the closing lines letters share",
    "models/remedy_letters.py": "titles of letters",
    "models/request_letters.py": "titles and paragraphs of letters",
    "models/unit_forms.py": "titles and paragraphs of letters",
    "models/outcome.py": "grounds as letters cite them",
    "models/citation.py": "names of laws",
    "models/remedy.py": "instruction on remedies as letters give it",
    "views/forms.py": "days as people write them",
    "views/words.py": "the sign that hides a name",
}
"""Files with Chinese literals, each with its reason; everything else speaks through the catalogue."""
FRAMEWORKS = {
    *("process_bind_param", "process_result_value"),  # SQLAlchemy
    *("process_formdata", "convert", "load_config", "load", "read"),  # WTForms, click, Gunicorn, files
}
"""Methods a framework calls; it says what they are."""
HAN = re.compile(r"[\u3400-\u9fff＊]")


@cache
def tree(file: Path) -> ast.Module:
    """The parsed source."""
    return ast.parse(file.read_text(encoding="utf-8"))


def name(file: Path) -> str:
    """The path as messages show it."""
    return file.relative_to(ROOT).as_posix()


def allowed(file: Path, reasons: dict[str, str]) -> bool:
    """Whether a file, or a folder above it, has its reason."""
    return any(name(file) == known or name(file).startswith(f"{known}/") for known in reasons)


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of what is called."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            called = node.func
            yield getattr(called, "attr", getattr(called, "id", "")), node


def test_the_source_is_looked_at():
    assert len(FILES) > 80


@pytest.mark.parametrize("file", FILES, ids=name)
def test_only_literals_are_translated(file: Path):
    """What is put together at run time is in no catalogue."""
    words = {"_": 1, "gettext": 1, "lazy_gettext": 1, "ngettext": 2, "lazy_ngettext": 2}
    wrong = [
        call.lineno
        for called, call in calls(file)
        if called in words
        and not all(
            isinstance(a, ast.Constant) and isinstance(a.value, str) for a in call.args[: words[called]]
        )
    ]
    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=name)
def test_only_the_engine_moves_a_record(file: Path):
    found = [
        call.lineno
        for called, call in calls(file)
        if called == "enter" and isinstance(call.func, ast.Attribute)
    ]
    assert not found or name(file) == "app/engine.py"


def core(file: Path) -> set[str]:
    """What a file uses that writes to the database without loading rows, or speaks SQL itself."""
    imported = {
        alias.name
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
    }
    spoken = {called for called, _call in calls(file)}
    by_hand = {"exec_driver_sql", "bulk_update_mappings", "bulk_insert_mappings"}
    return imported & {"update", "delete", "text", "insert", "DDL"} | spoken & by_hand


@pytest.mark.parametrize("file", FILES, ids=name)
def test_no_statement_passes_the_access_rule_by(file: Path):
    assert not core(file) or name(file) in CORE_WRITERS


def test_every_reason_is_needed():
    """A file that no longer needs its exception loses it."""
    for known in CORE_WRITERS:
        assert core(ROOT / known), known
    for known in CHINESE:
        files = [f for f in FILES if allowed(f, {known: ""})]
        assert any(list(chinese(file)) for file in files), known


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_point_down_and_stand_at_the_top(file: Path):
    """views → app → models, and no import hides in a function."""
    above = {"models": {"app", "views", "run"}, "app": {"views", "run"}, "views": {"run"}}
    forbidden = above[file.relative_to(ROOT).parts[0]]
    for node in ast.walk(tree(file)):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        assert not {module.partition(".")[0] for module in modules} & forbidden
    hidden = [
        inner.lineno
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


@pytest.mark.parametrize("file", FILES, ids=name)
def test_no_file_is_longer_than_a_reader_bears(file: Path):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST


def chinese(file: Path) -> Iterator[int]:
    """The lines of literals with Chinese in them; a docstring is none, nor is the word of a number series."""
    told = {id(node.value) for node in ast.walk(tree(file)) if isinstance(node, ast.Expr)}
    told |= {id(word) for called, call in calls(file) if called == "Series" for word in call.args}
    for node in ast.walk(tree(file)):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        if literal and HAN.search(node.value):
            yield node.lineno


@pytest.mark.parametrize("file", FILES, ids=name)
def test_chinese_stands_in_the_catalogue_and_in_letters(file: Path):
    assert not list(chinese(file)) or allowed(file, CHINESE)


@pytest.mark.parametrize("file", FILES, ids=name)
def test_what_others_use_says_what_it_is(file: Path):
    """Every public function, method and class has a docstring; a declaration speaks for itself."""
    missing = [
        f"{node.name}:{node.lineno}"
        for owner in (tree(file), *(n for n in tree(file).body if isinstance(n, ast.ClassDef)))
        for node in owner.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not spoken_for(node)
    ]
    assert missing == []


def spoken_for(node: ast.ClassDef | ast.FunctionDef) -> bool:
    """A column or a protocol's line, a workflow's class body, a framework's word."""
    if isinstance(node, ast.ClassDef):
        return node.name == "Meta" or any("Workflow" in ast.dump(base) for base in node.bases)
    decorators = " ".join(ast.dump(decorator) for decorator in node.decorator_list)
    body = node.body
    if node.name in FRAMEWORKS:
        return True
    is_line = len(body) == 1 and isinstance(body[0], ast.Expr | ast.Return)
    return is_line or any(word in decorators for word in ("declared_attr", "override", "overload", "guard"))


def imported(file: Path) -> set[str]:
    """The first names of all it imports, wherever."""
    found = {a.name for n in ast.walk(tree(file)) if isinstance(n, ast.Import) for a in n.names}
    found |= {n.module or "" for n in ast.walk(tree(file)) if isinstance(n, ast.ImportFrom)}
    return {module.partition(".")[0] for module in found}


@pytest.mark.parametrize(
    "file", [ROOT / "config.py", *sorted((ROOT / "migrations" / "versions").glob("*.py"))], ids=name
)
def test_settings_and_migrations_stand_on_nothing_of_the_product(file: Path):
    """Settings are read before it is loaded; a migration does the same for ever, whatever becomes of it."""
    assert not imported(file) & {"app", "bench", "config", "models", "run", "tests", "views"}


ELSEWHERE = re.compile(
    r"\b(fab|rules|reliability|performance)\.md\b|[Cc]hecklist \d|[Dd]esign,? §|reliability §|\bspec/"
)
"""How papers are cited that nobody who reads the source has; clauses of the law stand for themselves."""


def test_nothing_is_explained_by_papers_that_are_not_here():
    """Comments and docstrings speak of the matter itself."""
    files = {*FILES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").glob("*.py")}
    files |= {*(ROOT / "migrations").rglob("*.py"), *(ROOT / "docs").rglob("*.md")}
    wrong = [
        f"{name(file)}:{number}"
        for file in sorted(files - {Path(__file__).resolve()})
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if ELSEWHERE.search(line)
    ]
    assert wrong == []


def test_matters_do_not_import_each_other():
    """Whatever stands between them: what joins matters is ``models.consequences``."""
    graph = grimp.build_graph("models", cache_dir=None)
    apart = [model.__module__ for model in MATTERS]
    assert graph.chain_exists(importer="models.consequences", imported=apart[0])
    for one, other in permutations(apart, 2):
        assert not graph.chain_exists(importer=one, imported=other), (one, other)


def test_every_page_says_which_permissions_it_knows(app):
    """A page without a permission is everybody's who signed in, and those are few and named."""
    open_to_all = {view.__class__.__name__ for view in app.appbuilder.baseviews if not view.base_permissions}
    assert open_to_all == {
        *("LoginView", "LinkView", "PasswordView", "ProfileView", "HomeView", "SearchView", "DraftView"),
        *("DelegationView", "UnitView", "CalendarView", "RuleView", "ColumnView"),
        *("NoticeView", "NoticeChoiceView", "OverviewView"),
    }
    for view in app.appbuilder.baseviews:
        assert all(permission.startswith("can_") for permission in view.base_permissions or ())
