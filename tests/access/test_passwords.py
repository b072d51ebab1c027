"""The policies of A1.19, preset by preset."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.access.passwords import ASVS, MLPS, SEED, Policy, common_passwords, expired, problems

NOW = datetime(2026, 3, 31, 1, 0, tzinfo=UTC)


def codes(policy: Policy, password: str, former: tuple[str, ...] = ()) -> list[str]:
    found = problems(
        policy,
        password,
        username="zhangwei",
        former_hashes=[f"hash of {p}" for p in former],
        check=lambda stored, tried: stored == f"hash of {tried}",
    )
    return [problem.code for problem in found]


@pytest.mark.clause("A1.19")
@pytest.mark.parametrize(
    ("policy", "password", "wrong"),
    [
        (SEED, "Luo-2026", []),
        (SEED, "Luo-202", ["short"]),
        (SEED, "luodian2026", ["simple"]),
        (SEED, "罗甸luo2026", []),
        (SEED, "Zhangwei-7", ["named"]),
        (SEED, "P@ssword1", ["common"]),
        (SEED, "abc", ["short", "simple"]),
        (SEED, "", ["short", "simple"]),
        (SEED, "Aa1-" * 33, ["long"]),
        (MLPS, "luodian2026", ["simple"]),
        (MLPS, "Luo-2026", []),
        (ASVS, "Luo-2026", ["short"]),
        (ASVS, "river stone bridge", []),
    ],
)
def test_each_preset_asks_for_what_it_promises(policy: Policy, password: str, wrong: list[str]) -> None:
    assert codes(policy, password) == wrong


@pytest.mark.clause("A1.19")
def test_the_last_five_passwords_may_not_return_but_the_sixth_may() -> None:
    former = tuple(f"Former-{n}" for n in range(1, 7))
    assert codes(SEED, "Former-5", former) == ["reused"]
    assert codes(SEED, "Former-6", former) == []


def test_a_password_that_is_wrong_anyway_costs_no_comparison() -> None:
    compared: list[str] = []
    problems(
        SEED,
        "short",
        username="zhangwei",
        former_hashes=["x"],
        check=lambda stored, _tried: bool(compared.append(stored)),
    )
    assert compared == []


@pytest.mark.clause("A1.19")
@pytest.mark.parametrize(
    ("policy", "days", "over"),
    [(SEED, 29, False), (SEED, 30, True), (MLPS, 89, False), (MLPS, 90, True), (ASVS, 4000, False)],
)
def test_a_password_is_changed_monthly_unless_the_policy_says_otherwise(
    policy: Policy, days: int, over: bool
) -> None:
    assert expired(policy, NOW - timedelta(days=days), NOW) is over


def test_a_password_never_set_must_be_set() -> None:
    assert expired(ASVS, None, NOW)


def test_the_list_of_common_passwords_is_as_long_as_promised() -> None:
    assert len(common_passwords()) >= 3000
    assert all(password == password.lower() for password in common_passwords())


def test_every_problem_says_what_to_do_and_names_the_rule() -> None:
    found = problems(SEED, "abc", username="x", former_hashes=[], check=lambda _s, _p: False)
    assert [str(p.sentence) for p in found] == [
        "Use at least 8 characters (Annex 1 Art 19).",
        "Mix at least 3 of: capitals, small letters, digits, other signs (Annex 1 Art 19).",
    ]
