"""What is installed is exactly what was tested, wherever it is fetched from."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-refused.lock")


def entries(lock: str) -> list[str]:
    """One text a locked library: its first line, its hashes, what needs it."""
    return re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)[1:]


def pins(lock: str) -> dict[str, str]:
    found = dict(
        re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==([^ ;]+)", "".join(entries(lock)), flags=re.MULTILINE)
    )
    assert len(found) == len(entries(lock))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_has_one_version_and_hashes(lock: str) -> None:
    for entry in entries(lock):
        assert re.match(r"[a-z0-9-]+==\S+ ", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_place_to_fetch_from(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|\s@\s|/\w+/", text)


def test_both_locks_agree() -> None:
    run, development = pins("requirements.lock"), pins("requirements-dev.lock")
    shared = run.keys() & development.keys()
    assert "packaging" in shared
    assert {name: run[name] for name in shared} == {name: development[name] for name in shared}


def test_asked_for_is_locked() -> None:
    for source, lock in (
        ("requirements.in", "requirements.lock"),
        ("requirements-dev.in", "requirements-dev.lock"),
    ):
        asked = re.findall(r"^[a-z0-9][a-z0-9-]*", (ROOT / source).read_text("utf-8"), flags=re.MULTILINE)
        assert len(asked) > 10
        assert set(asked) <= pins(lock).keys()


def test_flask_appbuilder_and_marshmallow_are_the_pair_that_works() -> None:
    locked = pins("requirements.lock")
    assert locked["flask-appbuilder"].startswith("5.3.")
    assert locked["marshmallow"].startswith("3.")


@pytest.mark.parametrize("library", ["flask-appbuilder", "marshmallow", "sqlalchemy", "weasyprint"])
def test_installed_is_what_is_locked(library: str) -> None:
    assert version(library) == pins("requirements.lock")[library]
