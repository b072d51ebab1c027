"""The first minute on somebody's machine: what the scripts do where things are missing or go wrong."""

import os
import re
import stat
import sys
from collections.abc import Callable

import pytest

from tests.doorstep.conftest import ROOT, Doorstep, Result

County = Callable[..., Result]

PANGO = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def not_an_administrator(doorstep: Doorstep) -> None:
    doorstep.program("id", "echo 1000")
    doorstep.program("sudo", "exit 1")
    doorstep.program("apt-get", 'echo "$*" >>apt')


def without_pango(doorstep: Doorstep) -> None:
    doorstep.program("python3", 'if [ "$1" = - ]; then echo pango-1.0; fi')


# ---- the sample county


def test_first_start_makes_fills_and_serves(doorstep: Doorstep, county: County) -> None:
    result = county()
    assert result.returncode == 0, result.stderr
    assert doorstep.read("calls").splitlines() == [
        "init | demo.part.db |  | a-secret",
        "demo | demo.part.db |  | a-secret",
        " | demo.db | 8080 | a-secret",
    ]
    assert doorstep.read("var/demo.db") == "init\ndemo\n"
    assert "http://127.0.0.1:8080" in result.stdout


def test_second_start_keeps_the_county(doorstep: Doorstep, county: County) -> None:
    county()
    (doorstep.folder / "calls").unlink()
    result = county(PORT="9000")
    assert result.returncode == 0, result.stderr
    assert doorstep.read("calls").splitlines() == [
        "init | demo.db | 9000 | a-secret",
        " | demo.db | 9000 | a-secret",
    ]
    assert doorstep.read("var/demo.db") == "init\ndemo\ninit\n"


def test_interrupted_first_start_is_begun_anew(doorstep: Doorstep, county: County) -> None:
    (doorstep.folder / "broken").touch()
    assert county().returncode == 7
    assert not (doorstep.folder / "var/demo.db").exists()
    (doorstep.folder / "broken").unlink()
    assert county().returncode == 0
    assert doorstep.read("var/demo.db") == "init\ndemo\n"


def test_the_log_of_the_database_moves_with_it(doorstep: Doorstep, county: County) -> None:
    county()
    assert sorted(file.name for file in (doorstep.folder / "var").glob("*.db*")) == ["demo.db", "demo.db-wal"]


def test_a_log_left_without_its_database_is_not_taken_for_the_new_one_s(
    doorstep: Doorstep, county: County
) -> None:
    """A start that ended between the two moves left one; SQLite would play it into the next database."""
    (doorstep.folder / "var").mkdir()
    (doorstep.folder / "var/demo.db-shm").write_text("of another database", "utf-8")
    county()
    assert not (doorstep.folder / "var/demo.db-shm").exists()


def test_only_the_owner_reads_what_a_start_leaves(doorstep: Doorstep, county: County) -> None:
    county()
    folder = doorstep.folder / "var"
    kept = [folder, *folder.iterdir()]
    assert len(kept) > 3
    assert [file.name for file in kept if stat.S_IMODE(file.stat().st_mode) & 0o077] == []


# ---- what a bare machine lacks


def test_without_rights_the_one_command_is_printed_and_nothing_is_installed(doorstep: Doorstep) -> None:
    not_an_administrator(doorstep)
    result = doorstep.call(".ci/apt.sh", "libone", "libtwo")
    assert result.returncode == 1
    assert "sudo apt-get install --yes libone libtwo" in result.stderr
    assert not (doorstep.folder / "apt").exists()


def test_sudo_without_password_is_used(doorstep: Doorstep) -> None:
    not_an_administrator(doorstep)
    doorstep.program("sudo", 'shift; exec "$@"')
    assert doorstep.call(".ci/apt.sh", "libone").returncode == 0
    assert re.search(r"install --yes --no-install-recommends libone$", doorstep.read("apt"))


def test_package_lists_are_fetched_when_the_first_try_fails(doorstep: Doorstep) -> None:
    not_an_administrator(doorstep)
    doorstep.program("id", "echo 0")
    doorstep.program("apt-get", 'echo "$*" >>apt; [[ "$*" == *update* ]] && touch lists; [ -e lists ]')
    assert doorstep.call(".ci/apt.sh", "libone").returncode == 0
    verbs = re.findall(r" (install|update)\b", doorstep.read("apt"))
    assert verbs == ["install", "update", "install"]


def test_without_pango_and_rights_the_start_goes_on(doorstep: Doorstep) -> None:
    not_an_administrator(doorstep)
    without_pango(doorstep)
    result = doorstep.call(".ci/pango.sh")
    assert result.returncode == 0
    assert f"sudo apt-get install --yes {PANGO}" in result.stderr
    assert "everything but PDFs works" in result.stderr


def test_pango_is_installed_by_root(doorstep: Doorstep) -> None:
    not_an_administrator(doorstep)
    without_pango(doorstep)
    doorstep.program("id", "echo 0")
    assert doorstep.call(".ci/pango.sh").returncode == 0
    assert PANGO in doorstep.read("apt")


def test_pango_that_is_there_is_left_alone(doorstep: Doorstep) -> None:
    not_an_administrator(doorstep)
    doorstep.program("python3", "exit 0")
    result = doorstep.call(".ci/pango.sh")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_python_too_old_or_not_installed_is_passed_over(doorstep: Doorstep) -> None:
    doorstep.program("python3", "exit 1")
    doorstep.program("python3.14", "exit 127")
    doorstep.program("python3.13", "exit 0")
    result = doorstep.call(".ci/python.sh")
    assert result.stdout == f"{doorstep.bin}/python3.13\n"


def test_no_python_is_said_in_a_sentence(doorstep: Doorstep) -> None:
    doorstep.program("python3", "exit 1")
    result = doorstep.call(".ci/python.sh", PYTHON="python3")
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed" in result.stderr


def test_virtual_environments_that_python_cannot_make_are_asked_for(doorstep: Doorstep) -> None:
    not_an_administrator(doorstep)
    doorstep.program("python3", f'[[ "$2" != *ensurepip* ]] && exec {sys.executable} "$@"')
    result = doorstep.call(".ci/venv.sh")
    assert result.returncode == 1
    assert f"sudo apt-get install --yes python3.{sys.version_info.minor}-venv" in result.stderr


# ---- the tests' own runner


@pytest.mark.parametrize(
    ("failing", "code", "last"),
    [
        ("none", 0, "== 5 passed on postgresql =="),
        ("sqlite", 1, "== 1 failed on sqlite =="),
        ("postgresql", 1, "== 1 failed on postgresql =="),
    ],
)
def test_both_engines_are_tested_and_the_telling_summary_is_last(
    doorstep: Doorstep, failing: str, code: int, last: str
) -> None:
    doorstep.program(
        ".venv/bin/python",
        f"""
        echo "$*" >>calls
        if [ "$GONGKAI_TEST_ENGINE" = {failing} ]; then echo "== 1 failed on {failing} =="; exit 1; fi
        echo "== 5 passed on $GONGKAI_TEST_ENGINE =="
        """,
    )
    result = doorstep.call(".ci/test.sh", "-k", "word")
    assert result.returncode == code
    assert result.stdout.splitlines()[-1] == last
    calls = doorstep.read("calls").splitlines()
    assert len(calls) == 2
    assert all(call.endswith("-k word") for call in calls)


# ---- make


def test_help_names_every_promised_command(doorstep: Doorstep) -> None:
    shown = doorstep.call("make").stdout
    promised = {"run", "test", "lint", "types", "imports", "i18n", "bench", "docs", "init", "clean", "help"}
    assert promised <= set(re.findall(r"^make (\S+)", shown, flags=re.MULTILINE))


def test_clean_keeps_the_county(doorstep: Doorstep) -> None:
    for folder in (".venv/bin", "app/__pycache__", "var/__pycache__"):
        (doorstep.folder / folder).mkdir(parents=True)
    (doorstep.folder / "var/demo.db").touch()
    assert doorstep.call("make", "clean").returncode == 0
    left = {str(file.relative_to(doorstep.folder)) for file in doorstep.folder.rglob("*")}
    assert "var/demo.db" in left
    assert not {".venv", "app/__pycache__"} & left


def test_scripts_can_be_started() -> None:
    scripts = [ROOT / ".ci/run", *(ROOT / ".ci").glob("*.sh")]
    assert len(scripts) > 5
    assert [script.name for script in scripts if not os.access(script, os.X_OK)] == []
