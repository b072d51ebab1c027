"""``report check``, ``report print``: published reports, and files nobody can read; without a database."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
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


def print_out(*arguments: object) -> Result:
    """The other command."""
    call = ["report", "print", *map(str, arguments)]
    return CliRunner().invoke(run.main, call, obj=Roof({}, never), catch_exceptions=False)


def of_2022(folder: Path, unit: str = "罗甸县自然资源局") -> Path:
    """One published report as a file, under another name."""
    (report, *_rest) = json.loads(PUBLISHED.read_text())["reports"]
    file = folder / "2022.json"
    file.write_text(json.dumps({**report, "unit": unit}))
    return file


@pytest.mark.parametrize(
    ("kind", "begins"), [("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>"), ("xlsx", b"PK")]
)
def test_a_report_is_printed_for_readers(tmp_path: Path, kind: str, begins: bytes) -> None:
    folder = tmp_path / "to" / "print"
    result = print_out(of_2022(tmp_path), "--to", folder, "--format", kind)
    target = folder / f"罗甸县自然资源局2022年政府信息公开工作年度报告.{kind}"
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{target}\n", "")
    assert [*folder.iterdir()] == [target]
    assert target.read_bytes().startswith(begins)


def test_every_report_of_a_file_is_printed_and_doubts_are_told(tmp_path: Path) -> None:
    result = print_out(PUBLISHED, "--to", tmp_path, "--format", "html")
    assert result.exit_code == 0
    assert [re.findall(r"\d{4}年", line)[-1] for line in result.stdout.splitlines()] == [
        "2022年",
        "2021年",
        "2020年",
        "2019年",
    ]
    assert "pingtan-2020: table1, penalties: The source runs the figures together" in result.stderr


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    call = (of_2022(tmp_path), "--to", tmp_path, "--format", "html")
    (target,) = print_out(*call).stdout.splitlines()
    Path(target).write_text("mine")
    result = print_out(*call)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{target} is there already. Take it away, or name another folder.\n"
    assert Path(target).read_text() == "mine"


def test_a_name_that_is_no_name_of_a_file_stays_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    print_out(of_2022(tmp_path, "../某县\n:" + "长" * 90), "--to", folder, "--format", "html")
    (file,) = folder.iterdir()
    assert file.name == ".. 某县 " + "长" * 54 + "2022年政府信息公开工作年度报告.html"


@pytest.mark.parametrize(
    ("unit", "kind", "sentence"),
    [
        (
            "某县🙂",
            "pdf",
            "pingtan-2022: No font here has 🙂. Write them otherwise, or add a font (GONGKAI_FONTS).\n",
        ),
        ("", "html", "pingtan-2022: unit: Write whose report it is.\n"),
    ],
)
def test_what_cannot_be_printed_says_why(tmp_path: Path, unit: str, kind: str, sentence: str) -> None:
    folder = tmp_path / "out"
    result = print_out(of_2022(tmp_path, unit), "--to", folder, "--format", kind)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", sentence)
    assert not folder.exists()
