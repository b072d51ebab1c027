"""What a password must be, as a policy an office chooses (rule A1.19). Plain Python.

Three presets ship: ``seed`` is what the notice asks for (changed monthly), ``mlps`` what the
assessors of classified protection look for, ``asvs`` what OWASP ASVS 5.0 recommends (long, never
rotated). No preset accepts a common password or one that contains the user name.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from flask_babel import lazy_gettext as _

from models.workflow import Label

LONGEST = 128
"""Characters; long enough for any sentence, short enough to hash without effort."""

Check = Callable[[str, str], bool]
"""``(hash, password)`` → whether the password belongs to the hash."""


@dataclass(frozen=True)
class Policy:
    """What is asked of a password and for how long it may be used."""

    name: str
    max_age: timedelta | None
    """None: never rotated."""
    history: int
    """How many passwords, the present one included, may not be used again."""
    min_length: int
    classes: int
    """How many of the four kinds of characters (capitals, small letters, digits, others) it needs."""


SEED = Policy("seed", max_age=timedelta(days=30), history=5, min_length=8, classes=3)
MLPS = Policy("mlps", max_age=timedelta(days=90), history=5, min_length=8, classes=3)
ASVS = Policy("asvs", max_age=None, history=1, min_length=15, classes=0)

POLICIES = {policy.name: policy for policy in (SEED, MLPS, ASVS)}


@dataclass(frozen=True)
class Problem:
    """Why a password will not do: a stable code and the sentence that says what to do."""

    code: str
    sentence: Label


def problems(
    policy: Policy,
    password: str,
    *,
    username: str,
    former_hashes: Iterable[str],
    check: Check,
) -> list[Problem]:
    """Everything wrong with a new password (A1.19); empty when it will do.

    ``former_hashes``: the present hash and those before it, newest first. They are compared only
    when nothing else is wrong, because each comparison costs as much as a sign-in.
    """
    found = list(_visible_problems(policy, password, username))
    if not found and any(check(former, password) for former in list(former_hashes)[: policy.history]):
        found.append(
            Problem(
                "reused",
                _(
                    "This is one of your last %(count)s passwords; choose another one (Annex 1 Art 19).",
                    count=policy.history,
                ),
            )
        )
    return found


def _visible_problems(policy: Policy, password: str, username: str) -> Iterable[Problem]:
    if len(password) < policy.min_length:
        yield Problem(
            "short",
            _("Use at least %(count)s characters (Annex 1 Art 19).", count=policy.min_length),
        )
    if len(password) > LONGEST:
        yield Problem("long", _("Use at most %(count)s characters.", count=LONGEST))
    if kinds_of_characters(password) < policy.classes:
        yield Problem(
            "simple",
            _(
                "Mix at least %(count)s of: capitals, small letters, digits, other signs (Annex 1 Art 19).",
                count=policy.classes,
            ),
        )
    if len(username) > 2 and username.lower() in password.lower():
        yield Problem("named", _("Leave your user name out of the password (Annex 1 Art 19)."))
    if password.lower() in common_passwords():
        yield Problem(
            "common", _("Half the world uses this password; choose a less common one (Annex 1 Art 19).")
        )


def kinds_of_characters(password: str) -> int:
    """How many of the four kinds occur: capitals, small letters, digits, anything else."""
    plain = string.ascii_letters + string.digits
    kinds = (
        any(c in string.ascii_uppercase for c in password),
        any(c in string.ascii_lowercase for c in password),
        any(c in string.digits for c in password),
        any(c not in plain for c in password),
    )
    return sum(kinds)


def expired(policy: Policy, set_at: datetime | None, now: datetime) -> bool:
    """Whether the password must be changed before anything else (A1.19); one never set must."""
    if set_at is None:
        return True
    return policy.max_age is not None and now - set_at >= policy.max_age


@cache
def common_passwords() -> frozenset[str]:
    """The passwords everybody tries first, in small letters."""
    lines = Path(__file__).with_name("common-passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))
