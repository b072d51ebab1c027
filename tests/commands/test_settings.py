"""Settings that cannot be read are named; what the program writes is its user's alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

import config
from app.access.passwords import POLICIES
from app.access.sessions import Lifetime
from app.commands.serve import server_settings
from app.commands.setup import first_address
from app.factory import kept_secret, secret_folder
from app.notices.post import POSTS
from models.workflow import Profile
from tests.commands.conftest import finish


@pytest.mark.parametrize(("text", "read"), [("yes", True), (" ON ", True), ("no", False), ("", False)])
def test_yes_and_no_are_read(text: str, read: bool) -> None:
    assert config.settings({"GONGKAI_HTTPS": text})["HTTPS"] is read


@pytest.mark.parametrize("variable", ["GONGKAI_HTTPS", "GONGKAI_PORT", "PORT", "GONGKAI_IDLE_MINUTES"])
def test_what_cannot_be_read_is_named_and_not_guessed(variable: str) -> None:
    """A slip in GONGKAI_HTTPS must not send the session cookie over plain HTTP."""
    with pytest.raises(ValueError, match=rf"^{variable}='ja': "):
        config.settings({variable: "ja"})


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("GONGKAI_URL", "gk.example"),
        ("GONGKAI_URL", "ftp://gk.example"),
        ("GONGKAI_MAIL_URL", "mail.example:25"),
        ("GONGKAI_MAIL_URL", "smtp://"),
        ("GONGKAI_MAIL_URL", "smtp://mail.example:port"),
        ("GONGKAI_MAIL_URL", "https://mail.example"),
        ("GONGKAI_MAIL_FROM", "gongkai"),
        ("GONGKAI_MAIL_FROM", "a@example.org\nBcc: b@example.org"),
        ("GONGKAI_DRAFT_DAYS", "0"),
        ("GONGKAI_DRAFT_DAYS", "-30"),
    ],
)
def test_what_is_none_of_its_kind_is_named(variable: str, text: str) -> None:
    with pytest.raises(ValueError, match=rf"^{variable}="):
        config.settings({variable: text})


def test_what_a_setting_may_say_is_what_the_program_knows() -> None:
    assert set(config.RULES) == {profile.value for profile in Profile}
    assert set(config.PASSWORDS) == POLICIES.keys()
    assert set(config.MAIL_SCHEMES) == POSTS.keys()


def test_the_port_of_the_machine_counts_unless_ours_is_said() -> None:
    assert config.settings({"PORT": "9000"})["PORT"] == 9000
    assert config.settings({"PORT": "9000", "GONGKAI_PORT": "9001"})["PORT"] == 9001


@pytest.mark.parametrize(
    ("variable", "text", "sentence"),
    [
        ("GONGKAI_THREADS", "many", "GONGKAI_THREADS='many': Threads of each web process."),
        ("GONGKAI_FILES_URL", "s3://", "GONGKAI_FILES_URL=s3:// names no bucket: s3://bucket/prefix"),
    ],
)
def test_a_wrong_setting_ends_the_command_in_words(
    environment: dict[str, str], tmp_path: Path, variable: str, text: str, sentence: str
) -> None:
    command = [sys.executable, str(config.ROOT / "run.py"), "init"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**environment, variable: text},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, f"Error: {sentence}\n")


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, "http://127.0.0.1:8080"),
        ({"GONGKAI_BIND": "0.0.0.0", "GONGKAI_HOSTS": "gk.example,localhost"}, "http://gk.example:8080"),  # noqa: S104
        ({"GONGKAI_HTTPS": "yes", "GONGKAI_HOSTS": "gk.example"}, "https://gk.example"),
        ({"GONGKAI_URL": "https://gk.example/panel/"}, "https://gk.example/panel"),
    ],
)
def test_the_first_links_lead_where_the_panel_answers(environment: dict[str, str], address: str) -> None:
    """A link to a host that is refused, or over HTTP where cookies are for HTTPS only, lets nobody in."""
    assert first_address(config.settings(environment), "tok") == f"{address}/first/tok"


def test_sessions_last_as_long_as_the_settings_say() -> None:
    said = Lifetime.of(config.settings({"GONGKAI_IDLE_MINUTES": "5", "GONGKAI_SESSION_HOURS": "2"}))
    assert (said.idle.total_seconds(), said.longest.total_seconds()) == (300, 7200)


def test_what_is_written_is_closed_to_other_users(
    nothing: Engine, environment: dict[str, str], tmp_path: Path
) -> None:
    """Database, files and exports hold names and identity numbers."""
    assert finish(environment, "init")[0] == 0
    assert finish(environment, "trail", "export", str(tmp_path / "trail.jsonl"))[0] == 0
    written = {path.name: path for path in tmp_path.rglob("*") if path.is_file()}
    assert "trail.jsonl" in written
    assert ("nothing.db" in written) is (nothing.dialect.name == "sqlite")
    assert {name for name, path in written.items() if path.stat().st_mode & 0o077} == set()


def test_several_processes_need_postgresql(environment: dict[str, str]) -> None:
    """The lock that makes writers of SQLite queue is one process's."""
    sqlite = {**environment, "GONGKAI_DATABASE_URL": "sqlite:///none.db", "GONGKAI_WORKERS": "2"}
    code, told = finish(sqlite)
    assert code == 1
    assert told == (
        "Error: GONGKAI_WORKERS=2 needs PostgreSQL; SQLite is written by one process alone. "
        "Set GONGKAI_WORKERS=1, or GONGKAI_DATABASE_URL to postgresql+psycopg://…\n"
    )
    url = "postgresql+psycopg://db.example/gongkai"
    settings = config.settings({"GONGKAI_DATABASE_URL": url, "GONGKAI_WORKERS": "2"})
    assert server_settings(settings)["workers"] == 2


@pytest.mark.parametrize(
    ("variable", "accepted"),
    [("GONGKAI_RULES", ["seed-2020", "regulation-2019"]), ("GONGKAI_PASSWORDS", ["seed", "mlps", "asvs"])],
)
def test_a_name_that_is_none_of_the_known_ones_is_told_with_them(
    environment: dict[str, str], variable: str, accepted: list[str]
) -> None:
    code, told = finish({**environment, variable: "regulation-2020"}, "init")
    assert (code, told.count("\n")) == (1, 1)
    assert told.startswith(f"Error: {variable}='regulation-2020': ")
    for name in accepted:
        assert f"`{name}`" in told
        config.settings({variable: name})


def test_a_secret_that_was_not_said_lies_beside_the_database(tmp_path: Path) -> None:
    there = secret_folder(f"sqlite:///{tmp_path / 'county' / 'gk.db'}")
    assert there == tmp_path / "county"
    for without_a_file in ("postgresql+psycopg://db.example/gongkai", "sqlite://"):
        assert secret_folder(without_a_file) == config.ROOT / "var"


def test_the_secret_is_made_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    made = kept_secret(tmp_path / "county")
    assert len(made) >= 64
    assert kept_secret(tmp_path / "county") == made
    assert (tmp_path / "county" / "secret-key").stat().st_mode & 0o077 == 0
