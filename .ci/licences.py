"""Writes docs/licences.md: every library that the locks install, its version, licence and reason.

Name and version come from the locks, the licence from the installed package's own metadata, the reason
from the comment beside the library in requirements*.in; for what came along, the libraries that need it.
``--check`` writes nothing and exits 1 if the page is out of date.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.metadata import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
INTRODUCTION = """\
# Libraries and their licences

Written by `make docs` from the locks; `make lint` fails when it is out of date. Licences are named as the
packages name them. None of these libraries is part of this repository: they are installed from their own
packages, unchanged. What the repository itself contains of others' work is in [NOTICE](../NOTICE).
"""
PARTS = {"requirements": "To run", "requirements-dev": "To test and check"}


@dataclass(frozen=True)
class Locked:
    """One library of a lock, and what the lock says needs it."""

    requirement: Requirement
    needed_by: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.requirement.name

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")


def locked(lock: str) -> list[Locked]:
    """The libraries in the text of a lock that this kind of system installs, in the lock's order."""
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    found = []
    for entry in entries:
        requirement = Requirement(entry.splitlines()[0].removesuffix("\\").strip())
        needed_by = re.findall(r"^    #(?: via|  ) ([a-z0-9][\w.-]*)$", entry, flags=re.MULTILINE)
        if requirement.marker is None or requirement.marker.evaluate():
            found.append(Locked(requirement, tuple(needed_by)))
    return found


def reasons(requirements: str) -> dict[str, str]:
    """Name → the words beside it in the text of a requirements file."""
    lines = re.findall(r"^([a-z0-9][a-z0-9-]*)[^#\n]*#\s*(.+)$", requirements, flags=re.MULTILINE)
    return dict(lines)


def licence(name: str) -> str:
    """The licence that an installed package declares, in its own words; raises ValueError if it has none."""
    declared = metadata(name).json
    classifiers = [str(line) for line in declared.get("classifier", ()) if line.startswith("License ::")]
    # "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)" is called MPL 2.0
    names = [re.sub(r"^.*\((.+)\)$", r"\1", line.split(" :: ")[-1]) for line in classifiers]
    words = declared.get("license_expression") or " or ".join(names) or declared.get("license")
    if not words:
        raise ValueError(f"{name} declares no licence")
    return str(words)


def page() -> str:
    """The whole page, for the locks and the environment as they are."""
    lines = [INTRODUCTION]
    listed: set[str] = set()
    for part, title in PARTS.items():
        why = reasons((ROOT / f"{part}.in").read_text("utf-8"))
        lines += [f"## {title}\n", "| library | version | licence | why |", "|---|---|---|---|"]
        for library in locked((ROOT / f"{part}.lock").read_text("utf-8")):
            if library.name in listed:
                continue
            listed.add(library.name)
            reason = why.get(library.name) or "needed by " + ", ".join(library.needed_by)
            lines.append(f"| {library.name} | {library.version} | {licence(library.name)} | {reason} |")
        lines.append("")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Writes the page, or with ``--check`` compares it; the exit code."""
    wanted = page()
    if "--check" not in arguments:
        PAGE.write_text(wanted, "utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text("utf-8") != wanted:
        print("docs/licences.md is out of date: run `make docs`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
