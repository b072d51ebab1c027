"""A copy of the doorstep's scripts in an empty folder, and commands that only note that they were called."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Result = subprocess.CompletedProcess[str]


class Doorstep:
    """A folder with ``.ci`` and the Makefile, whose programs are stand-ins written by the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir()
        shutil.copytree(ROOT / ".ci", folder / ".ci")
        shutil.copy(ROOT / "Makefile", folder)

    def program(self, path: str, body: str) -> None:
        """Writes a shell program; a bare name goes in front of the PATH."""
        file = self.folder / path if "/" in path else self.bin / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/bash\n{body}\n", "utf-8")
        file.chmod(0o755)

    def call(self, *command: str, **settings: str) -> Result:
        """Runs a command in the folder, nothing of the caller's settings but the PATH."""
        environment = {"PATH": f"{self.bin}:{os.environ['PATH']}", "HOME": str(self.folder), **settings}
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    def read(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")


@pytest.fixture
def doorstep(tmp_path: Path) -> Doorstep:
    return Doorstep(tmp_path)


@pytest.fixture
def county(doorstep: Doorstep) -> Callable[..., Result]:
    """``make run`` without its set-up: a program that notes its calls and makes a file for a database."""
    doorstep.program(
        ".venv/bin/python",
        """
        if [ "$1" = -c ]; then echo a-secret; exit; fi
        file="${GONGKAI_DATABASE_URL#sqlite:///}"
        echo "${*:2} | $(basename "$file") | $PORT | $GONGKAI_SECRET_KEY" >>calls
        case "$2" in
          init) echo "init" >>"$file"; echo "log" >"$file-wal" ;;
          demo) [ ! -e broken ] || exit 7; echo "demo" >>"$file" ;;
        esac
        """,
    )
    return lambda **settings: doorstep.call(".ci/demo.sh", **settings)
