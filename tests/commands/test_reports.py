"""``report check``: published reports, and files nobody can read; works where nothing was installed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import run
from app.commands.context import Roof

PUBLISHED = Path(__file__).parents[1] / "reports" / "pingtan.json"


def never(_settings: Mapping[str, Any]) -> Any:
    """No application is needed to check a file."""
    raise AssertionError


def check(*arguments: object) -> Result:
    """The command."""
    call = ["report", "check", *map(str, arguments)]
    return CliRunner().invoke(run.main, call, obj=Roof({}, never), catch_exceptions=False)


def lines(result: Result) -> dict[str, dict[str, Any]]:
    """What programs read, by the reports' names."""
    return {line["id"]: line for line in map(json.loads, result.stdout.splitlines())}


def test_the_published_reports_are_checked() -> None:
    result = check(PUBLISHED)
    found = lines(result)
    assert result.exit_code == 1
    assert list(found) == ["pingtan-2022", "pingtan-2021", "pingtan-2020", "pingtan-2019"]
    wrong = [(e["check"], e["column"], e["left"], e["right"]) for e in found["pingtan-2020"]["errors"]]
    assert wrong == [("result_total", "natural_person", 26, 20), ("result_total", "total", 27, 21)]
    assert [name for name, line in found.items() if line["errors"]] == ["pingtan-2020"]
    # Two rows of 2019 and four of 2020 are figures run together; nothing else is asked.
    assert [len(line["warnings"]) for line in found.values()] == [0, 0, 4, 2]
    assert "  FAIL result_total.total: Table 2, column “总计”: the results" in result.stderr
    # 42 within the tables, 7 carried over, 2 in force, 2 of blanks, 5 numbers of the text.
    assert "pingtan-2022: 58 PASS, 0 FAIL, 0 ASK" in result.stderr


def test_years_that_follow_each_other_may_come_in_several_files(tmp_path: Path) -> None:
    later, earlier, *_rest = json.loads(PUBLISHED.read_text())["reports"]
    later["table2"]["carried_in"] = [0, 0, 0, 0, 0, 0, 0]
    later["table2"]["new"] = [72, 3, 0, 0, 0, 0, 75]
    files = []
    for raw in (later, earlier):
        files.append(tmp_path / f"{raw['year']}.json")
        files[-1].write_text(json.dumps(raw))
    result = check("--json", *files)
    assert [e["code"] for e in lines(result)["pingtan-2022"]["errors"]] == [
        "carried_over.natural_person",
        "carried_over.total",
    ]
    assert result.stderr == ""
    assert check(files[0]).exit_code == 0


def test_a_file_nobody_can_read_is_an_error_of_its_line(tmp_path: Path) -> None:
    file = tmp_path / "2025.csv"
    file.write_text("x")
    result = check(file)
    (error,) = lines(result)["2025"]["errors"]
    assert (result.exit_code, error["check"], error["place"]) == (1, "reading", "Sheet 概况")
