"""The clause register: which clause is carried out by which declaration, and proved by which test.

Nothing is kept by hand but the reasons in ``models.clause_notes``: where a clause is enforced is read
off the declarations, which tests prove it off their marks.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from models import CONSEQUENCES, MATTERS
from models.base import Record
from models.clause_notes import CITED, NOT_BUILT, NOTES
from models.column import declared
from models.letter_kind import LETTER_KINDS
from models.outcome import OUTCOMES
from models.workflow import Law, Workflow

HERE = Path(__file__).parent
TESTS = HERE.parent / "tests"

Status = Literal["enforced", "guidance", "outside"]
Found = tuple[str, str]
"""A clause and the place that names it."""


class UnknownClause(Exception):
    """A declaration cites a clause that neither the notice nor a law of its matter has."""


@dataclass(frozen=True)
class Entry:
    """One clause: how it stands, the declarations that carry it out, the tests that prove it."""

    clause: str
    status: Status
    where: tuple[str, ...]
    tests: tuple[str, ...]


@cache
def known() -> tuple[str, ...]:
    """The id of every clause of the eleven annexes that sets a rule, in order."""
    return tuple((HERE / "clauses.txt").read_text(encoding="ascii").split())


def laws() -> dict[str, Law]:
    """The laws that matters follow besides the notice, by code."""
    return {law.code: law for model in MATTERS for law in model.workflow.laws}


def citable() -> frozenset[str]:
    """Every clause a declaration may cite."""
    return frozenset({*known(), *CITED, *(clause for law in laws().values() for clause in law.clauses)})


def register(tests: Path = TESTS) -> list[Entry]:
    """Every clause in the order of the annexes, then of other laws what is cited."""
    where, proofs = _gathered(declarations()), _gathered(marks(tests))
    cited = (clause for law in laws().values() for clause in law.clauses if clause in where)
    return [
        Entry(clause, _status(clause, where, proofs), where.get(clause, ()), proofs.get(clause, ()))
        for clause in (*known(), *cited)
    ]


def assert_known() -> None:
    """Raises UnknownClause when a declaration cites what is no clause."""
    strange = {clause for clause, _ in declarations()} - citable()
    if strange:
        raise UnknownClause(", ".join(sorted(strange)))


def _status(clause: str, where: dict[str, tuple[str, ...]], proofs: dict[str, tuple[str, ...]]) -> Status:
    if clause in where and clause in proofs:
        return "enforced"
    return NOTES.get(clause, NOT_BUILT).status


def _gathered(found: Iterable[Found]) -> dict[str, tuple[str, ...]]:
    places: dict[str, dict[str, None]] = defaultdict(dict)
    for clause, place in found:
        places[clause][place] = None
    return {clause: tuple(named) for clause, named in places.items()}


# -- declarations ---------------------------------------------------------------------


def declarations() -> Iterator[Found]:
    """Every clause a declaration names: procedures, columns, letters, outcomes, parts of the program."""
    for model in MATTERS:
        yield from _of_workflow(model.workflow)
    yield from _of_columns()
    for outcome in OUTCOMES:
        yield from ((clause, f"outcome {outcome.code}") for clause in outcome.clauses)
    for kind in LETTER_KINDS:
        for article in kind.fixed.notice if kind.fixed else ():
            if article.act.annex:
                item = f".{article.item}" if article.item else ""
                yield f"A{article.act.annex}.{article.number}{item}", f"letter {kind.name}"
    for consequence in CONSEQUENCES:
        effect = type(consequence.effect).__name__.lower()
        yield from ((clause, f"{effect} by {consequence.step.name}") for clause in consequence.step.clauses)
    yield from _of_parts()


def _of_workflow(flow: type[Workflow]) -> Iterator[Found]:
    yield from ((clause, flow.__name__) for clause in flow.clauses)
    for step in flow.transitions.values():
        place = f"{flow.__name__}.{step.name}"
        yield from ((clause, place) for clause in step.clauses)
        for guard in step.requires:
            yield from ((clause, f"{place}: {guard.holds.__name__}") for clause in guard.otherwise.clauses)
    for clock in flow.clocks.values():
        yield from ((clause, f"{flow.__name__}.{clock.name}") for clause in clock.clauses)


def _of_columns() -> Iterator[Found]:
    for mapper in sorted(Record.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        if mapper.class_.__module__.startswith("models."):
            for name, column in declared(mapper.class_).items():
                if column.clause:
                    yield column.clause, f"{mapper.class_.__name__}.{name}"


def _of_parts() -> Iterator[Found]:
    """Parts of the program and pages that carry out a clause say so in a constant ``CLAUSES``."""
    for file in sorted([*HERE.rglob("*.py"), *(HERE.parent / "views").rglob("*.py")]):
        for statement in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(statement, ast.Assign) and _names(statement.targets) == ["CLAUSES"]:
                place = file.relative_to(HERE.parent).as_posix()
                yield from ((clause, place) for clause in ast.literal_eval(statement.value))


def _names(targets: list[ast.expr]) -> list[str]:
    return [target.id for target in targets if isinstance(target, ast.Name)]


# -- tests ----------------------------------------------------------------------------

_MARK = re.compile(r"\bpytest\.mark\.clause\b")


def marks(tests: Path) -> Iterator[Found]:
    """Every clause a test below this folder is marked with, and the test's name for pytest."""
    for file in sorted(tests.rglob("test_*.py")):
        text = file.read_text(encoding="utf-8")
        if _MARK.search(text):
            name = file.relative_to(tests.parent).as_posix()
            yield from _in_body(ast.parse(text).body, name)


def _in_body(body: list[ast.stmt], name: str) -> Iterator[Found]:
    for statement in body:
        if isinstance(statement, ast.Assign) and _names(statement.targets) == ["pytestmark"]:
            yield from ((clause, name) for clause in _clauses(statement.value))
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            inner = f"{name}::{statement.name}"
            for decorator in statement.decorator_list:
                yield from ((clause, inner) for clause in _clauses(decorator))
            if isinstance(statement, ast.ClassDef):
                yield from _in_body(statement.body, inner)


def _clauses(mark: ast.expr) -> Iterator[str]:
    for node in ast.walk(mark):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.clause":
            yield from (str(ast.literal_eval(argument)) for argument in node.args)
