"""``setup``: the set-up from one installation to another, from the shell."""

from __future__ import annotations

import json

import pytest

from models import SWITCHES


@pytest.fixture
def setup_file(tmp_path):
    """A file with one switch on and one role too few permissions."""

    def made(**parts):
        file = tmp_path / "setup.json"
        file.write_text(json.dumps({"format": "gongkai-setup", "version": 1, "sections": parts}))
        return str(file)

    return made


ON = {"name": "special_needs", "on": True}


def test_what_is_given_out_changes_nothing_where_it_came_from(command, tmp_path):
    file = tmp_path / "setup.json"
    assert command("setup", "export", str(file)).exit_code == 0
    assert set(json.loads(file.read_text("utf-8"))["sections"]) >= {"deadline_rules", "switches", "roles"}
    result = command("setup", "import", str(file), "--reason", "试一试")
    assert (result.exit_code, result.output) == (0, "0 entries changed\n")


def test_a_dry_run_tells_and_changes_nothing(command, session, setup_file):
    result = command("setup", "import", setup_file(switches=[ON]), "--dry-run")
    assert result.exit_code == 0
    assert "changed  switches  special_needs" in result.output
    assert "on: False → True" in result.output
    session.rollback()
    assert not SWITCHES[0].is_on(session())


def test_it_is_taken_over_with_a_reason(command, session, setup_file):
    assert command("setup", "import", setup_file(switches=[ON])).exit_code == 1
    assert not SWITCHES[0].is_on(session())
    session.rollback()
    result = command("setup", "import", setup_file(switches=[ON]), "--reason", "上线")
    assert "1 entries changed" in result.output
    session.rollback()
    assert SWITCHES[0].is_on(session())


@pytest.mark.parametrize("arguments", [("--dry-run",), ("--reason", "上线")])
def test_what_cannot_be_is_told_and_nothing_changes(command, session, setup_file, arguments):
    roles = [{"name": "clerk", "grants": ["can_fly on InformationRequest"]}]
    result = command("setup", "import", setup_file(switches=[ON], roles=roles), *arguments)
    assert result.exit_code == 1
    assert "refused  roles  clerk" in result.output
    session.rollback()
    assert not SWITCHES[0].is_on(session())
