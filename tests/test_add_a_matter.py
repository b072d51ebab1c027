"""``docs/add-a-matter.md`` followed word by word in a copy of the project: what it promises comes true."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from app import storage
from models import DeadlineRule, Unit
from tests.commands.conftest import empty_database, settings_for
from tests.conftest import ENGINE

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "docs" / "add-a-matter.md"
SHOWN = "tests/added_matter.py"
"""Looked at in the copy, where it has a name pytest looks for."""
LONGEST = 300
"""Lines a newcomer reads: a matter is a few small files and no more."""

LEFT_BEHIND = (".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
"""What is made anew on every machine."""

TITLE = re.compile(r"\*\*`(?P<path>[^`]+)`\*\*(?: after `(?P<after>[^`]+)`| (?P<end>at the end))?")
FENCE = re.compile(r"```(?P<kind>\w+)")

PROGRAM = (".venv/bin/python", "run.py")
TRIED = re.findall(r"^\S+ -m pytest .+$", BOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)
PYTEST = ".venv/bin/python -m pytest -q -n 0"
DOORS = "tests/security/test_doors.py"
STORY = f"{PYTEST} tests/stories/test_petition.py"
OPEN = f"{DOORS}::test_everybody_gets_the_answer_of_the_table[unit_head]"
SEEN = f"{PYTEST} tests/test_added_matter.py {DOORS}::test_every_route_has_its_line {OPEN}"
ON_THIS_ENGINE = [STORY] if ENGINE == "postgresql" else [*TRIED, SEEN]
"""Pages and random walks do not depend on the engine: there the migration and the story are tried."""


class Misread(Exception):
    """The book does not say what to do, or what it says cannot be done."""


@dataclass(frozen=True)
class Step:
    """One thing to do: run a command, write a file, or add to one ``after`` a line, or at its end."""

    text: str
    path: str = ""
    after: str = ""
    at_end: bool = False

    def write(self, root: Path) -> None:
        """Do it in a project; raises Misread."""
        file = root / self.path
        if file.exists() != bool(self.after or self.at_end):
            raise Misread(f"{self.path} is there already" if file.exists() else f"{self.path} is not there")
        if not (self.after or self.at_end):
            file.write_text(self.text, encoding="utf-8")
            return
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        places = [n for n, line in enumerate(lines, 1) if self.at_end or line.strip() == self.after]
        if self.at_end:
            places, lines = [len(lines)], [*lines, "\n"]
        if len(places) != 1:
            raise Misread(f"{self.path} has {len(places)} lines {self.after}")
        lines.insert(places[0] + self.at_end, self.text)
        file.write_text("".join(lines), encoding="utf-8")


def steps(book: str) -> Iterator[Step]:
    """What a book says to do, in its order; raises Misread for a block without a path, a path without one."""
    title: re.Match[str] | None = None
    lines = iter(book.splitlines())
    for line in lines:
        if named := TITLE.fullmatch(line):
            if title:
                raise Misread(f"nothing is said to stand in {title['path']}")
            title = named
        elif fence := FENCE.fullmatch(line):
            block = [*iter(lambda: next(lines, "```"), "```")]
            if fence["kind"] == "sh":
                yield from (Step(command) for command in block)
                continue
            if title is None:
                raise Misread(f"where does this stand: {block[:1]}")
            yield Step("\n".join(block) + "\n", title["path"], title["after"] or "", bool(title["end"]))
            title = None
    if title:
        raise Misread(f"nothing is said to stand in {title['path']}")


class Project:
    """A copy of the project to work in, on a database of its own."""

    def __init__(self, root: Path, environment: dict[str, str]) -> None:
        self.root, self.environment = root, environment

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command as a newcomer gives it, in the folder of the project."""
        return subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, text=True, check=False
        )

    def told(self, *command: str) -> str:
        """What a command says that must not fail."""
        done = self.run(*command)
        assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@contextmanager
def copied(environment: dict[str, str]) -> Iterator[Project]:
    """What a newcomer starts with, and the libraries of this test; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="gongkai-copy-") as folder:
        root = Path(folder) / "gongkai"
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
        (root / ".venv").symlink_to(sys.prefix)
        outside = {name: value for name, value in environment.items() if not name.startswith("PYTEST_")}
        yield Project(root, outside)


@pytest.fixture(scope="module")
def database(databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An empty one."""
    engine = empty_database(databases, tmp_path_factory.mktemp("book"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def project(database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A copy in which the book was followed, tests left aside, on a database with a unit in it."""
    with copied(settings_for(database, tmp_path_factory.mktemp("files"))) as made:
        made.told(*PROGRAM, "init")
        with storage.writing(), Session(database) as session:
            session.add(Unit(code="land", name="罗甸县自然资源局", word="罗自然资", kind="department"))
            session.commit()
        database.dispose()
        for step in steps(BOOK.read_text(encoding="utf-8")):
            if step.path:
                step.write(made.root)
            elif step.text not in TRIED:
                made.told(*shlex.split(step.text))
        shutil.copyfile(made.root / SHOWN, made.root / "tests" / "test_added_matter.py")
        yield made


def test_the_migration_makes_one_table_and_keeps_what_is_there(project: Project, database: Engine) -> None:
    (migration,) = (project.root / "migrations" / "versions").glob("*_petition_register.py")
    made = migration.read_text(encoding="utf-8")
    # The index is made by a batch on the new table, as whatever is written for SQLite.
    touched = re.findall(r'\bop\.(\w{2,})\(\s*"(\w+)"', made)
    assert touched == [("create_table", "petition"), ("batch_alter_table", "petition")]
    assert "drop" not in made
    assert "petition" in inspect(database).get_table_names()
    with Session(database) as session:
        assert session.scalars(select(Unit.name)).all() == ["罗甸县自然资源局"]
        rules = select(DeadlineRule.amount, DeadlineRule.kind).where(DeadlineRule.code.startswith("Petition"))
        # Under both sets of rules.
        assert sorted(session.execute(rules)) == [(15, "calendar_days")] * 2 + [(60, "calendar_days")] * 2


def test_handbook_and_clauses_tell_of_it(project: Project) -> None:
    chapter = project.told(*PROGRAM, "handbook", "--language", "zh").partition("\n## 信访事项\n")[2]
    assert "XF指：《信访工作条例》。" in chapter
    assert "| 告知是否受理 | 15天" in chapter
    assert "## Petition\n" in (project.root / "docs" / "handbook.md").read_text(encoding="utf-8")
    clauses = {entry["clause"]: entry for entry in json.loads(project.told(*PROGRAM, "clauses", "--json"))}
    assert clauses["XF.34"]["status"] == "enforced"
    assert "PetitionFlow.handling_period" in clauses["XF.34"]["where"]
    (story,) = clauses["XF.34"]["tests"]
    assert story.startswith("tests/stories/test_petition.py::")


@pytest.mark.parametrize("tried", ON_THIS_ENGINE)
def test_the_tests_of_the_copy_hold(project: Project, tried: str) -> None:
    """What the book runs; then menu, list, search, API, export, permissions and doors."""
    assert " passed" in project.told(*shlex.split(tried))


# -- a book that is wrong -----------------------------------------------------------------


def test_the_book_is_short() -> None:
    assert len(BOOK.read_text(encoding="utf-8").splitlines()) < LONGEST


def test_the_book_without_its_words_does_not_pass() -> None:
    check = ".venv/bin/python run.py i18n --check"
    told = list(steps(BOOK.read_text(encoding="utf-8")))
    assert Step(check) in told
    with copied(dict(os.environ)) as project:
        for step in told:
            if step.path and not step.path.endswith(".po"):
                step.write(project.root)
        done = project.run(*shlex.split(check))
    assert done.returncode == 1
    assert "not in the catalogue: 'Petitioner' (models/petition.py, views/petition.py)" in done.stdout


@pytest.mark.parametrize(
    ("book", "problem"),
    [
        ("```python\nx = 1\n```", "where does this stand"),
        ("**`a.py`**\n\n## Next", "nothing is said to stand in a.py"),
        ("**`a.py`**\n\n**`b.py`**\n\n```python\n```", "nothing is said to stand in a.py"),
    ],
)
def test_a_book_that_leaves_something_out_is_not_read(book: str, problem: str) -> None:
    with pytest.raises(Misread, match=problem):
        list(steps(book))


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (Step("x = 1\n", "there.py"), "there.py is there already"),
        (Step("x = 1\n", "nowhere.py", after="import os"), "nowhere.py is not there"),
        (Step("x = 1\n", "there.py", after="import re"), "there.py has 0 lines import re"),
        (Step("x = 1\n", "there.py", after="pass"), "there.py has 2 lines pass"),
    ],
)
def test_what_cannot_be_done_is_not_done(tmp_path: Path, step: Step, problem: str) -> None:
    file = tmp_path / "there.py"
    file.write_text("import os\npass\n    pass\n", encoding="utf-8")
    with pytest.raises(Misread, match=problem):
        step.write(tmp_path)
    assert file.read_text(encoding="utf-8") == "import os\npass\n    pass\n"
    assert [*tmp_path.iterdir()] == [file]


def test_what_a_book_says_is_done(tmp_path: Path) -> None:
    book = """**`new.py`**

```python
x = 1
```

Some words, then:

**`old.py`** after `import os`

```text
import re
```

**`old.py`** at the end

```text
y = 2
```

```sh
run this
and that
```
"""
    (tmp_path / "old.py").write_text("import os\nx = 2\n", encoding="utf-8")
    told = list(steps(book))
    for step in told[:3]:
        step.write(tmp_path)
    assert (tmp_path / "new.py").read_text(encoding="utf-8") == "x = 1\n"
    assert (tmp_path / "old.py").read_text(encoding="utf-8") == "import os\nimport re\nx = 2\n\ny = 2\n"
    assert told[3:] == [Step("run this"), Step("and that")]
