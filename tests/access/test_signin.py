"""The gate: one comparison a try, five failures, one answer (A1.19)."""

from __future__ import annotations

import threading

import pytest
from flask_appbuilder.security.sqla.models import User

from app.access.signin import Gate
from tests.access.county import Clock, County, Hashes


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def gate(county: County, clock: Clock, hashes: Hashes, waited: list[float]) -> Gate:
    return Gate(county.write, clock, check=hashes.check, wait=waited.append)


def test_the_right_password_opens_and_leaves_a_trail_row(gate: Gate, county: County) -> None:
    lin = county.person("lin")
    assert gate.sign_in("lin", "Right-1234") == lin
    assert [row.actor_id for row in county.trail("login")] == [lin]


def test_the_name_may_be_typed_in_any_case(gate: Gate, county: County) -> None:
    assert gate.sign_in(" LIN", "Right-1234") is None
    lin = county.person("lin")
    assert gate.sign_in(" LIN", "Right-1234") == lin


def test_each_try_costs_one_comparison_whoever_it_is(gate: Gate, county: County, hashes: Hashes) -> None:
    """Unknown, known, inactive and locked cannot be told apart by cost."""
    county.person("known")
    county.person("inactive", active=False)
    county.person("locked")
    for _ in range(5):
        gate.sign_in("locked", "wrong")
    for name in ("unknown", "known", "inactive", "locked"):
        hashes.compared.clear()
        assert gate.sign_in(name, "wrong") is None
        assert len(hashes.compared) == 1, name


def test_every_refusal_waits_for_the_same_moment_and_success_does_not(
    gate: Gate, county: County, waited: list[float]
) -> None:
    county.person("lin")
    gate.sign_in("lin", "Right-1234")
    assert waited == []
    gate.sign_in("lin", "wrong")
    gate.sign_in("unknown", "wrong")
    assert len(waited) == 2
    assert all(0 <= seconds <= 0.4 for seconds in waited)


def test_an_inactive_account_stays_out_with_the_right_password(gate: Gate, county: County) -> None:
    county.person("gone", active=False)
    assert gate.sign_in("gone", "Right-1234") is None


@pytest.mark.clause("A1.19")
def test_five_failures_lock_for_a_quarter_of_an_hour(gate: Gate, county: County, clock: Clock) -> None:
    """The sixth try fails even with the right password."""
    lin = county.person("lin")
    for _ in range(5):
        gate.sign_in("lin", "wrong")
    assert gate.sign_in("lin", "Right-1234") is None
    assert [row.actor_id for row in county.trail("locked")] == [lin]
    clock.advance(minutes=14, seconds=59)
    assert gate.sign_in("lin", "Right-1234") is None
    clock.advance(seconds=1)
    assert gate.sign_in("lin", "Right-1234") == lin


def test_failures_long_ago_do_not_count(gate: Gate, county: County, clock: Clock) -> None:
    lin = county.person("lin")
    for _ in range(4):
        gate.sign_in("lin", "wrong")
    clock.advance(minutes=10)
    gate.sign_in("lin", "wrong")
    assert gate.sign_in("lin", "Right-1234") == lin


def test_success_forgets_earlier_failures(gate: Gate, county: County) -> None:
    lin = county.person("lin")
    for _ in range(2):
        for _ in range(4):
            gate.sign_in("lin", "wrong")
        assert gate.sign_in("lin", "Right-1234") == lin


def test_every_door_shares_the_counter(gate: Gate, county: County) -> None:
    """Confirming the old password is no way round the lock."""
    lin = county.person("lin")
    for _ in range(5):
        assert not gate.confirm(lin, "wrong")
    assert gate.sign_in("lin", "Right-1234") is None
    assert not gate.confirm(lin, "Right-1234")


def test_tries_side_by_side_cannot_outrun_the_lock(county: County, clock: Clock) -> None:
    """ASVS 15.4.2: ten tries at once compare the true hash at most five times."""
    county.person("lin")
    true_hash, compared, together = county.hashes.digest("Right-1234"), [], threading.Barrier(10)

    def slow(stored: str, _password: str) -> bool:
        together.wait(timeout=20)
        compared.append(stored)
        return False

    gate = Gate(county.write, clock, check=slow, wait=lambda _seconds: None)
    tries = [threading.Thread(target=gate.sign_in, args=("lin", "wrong")) for _ in range(10)]
    for one in tries:
        one.start()
    for one in tries:
        one.join(timeout=30)
    assert len(compared) == 10
    assert compared.count(true_hash) == 5


def test_what_was_typed_as_name_is_not_kept(gate: Gate, county: County) -> None:
    """People type their password into the wrong box."""
    gate.sign_in("My-Secret-1", "My-Secret-1")
    (row,) = county.trail("login_failed")
    assert (row.actor_id, row.actor_name, row.result, row.reason) == (None, "", "refused", "unknown")
    assert "secret" not in f"{row.subject}{row.changes}".lower()


@pytest.mark.parametrize("change", ["password", "switched off"])
def test_what_changed_while_the_password_was_compared_counts(
    county: County, clock: Clock, hashes: Hashes, change: str
) -> None:
    """A password taken away because it was stolen must not open once more."""
    lin = county.person("lin")

    def slow(stored: str, password: str) -> bool:
        with county.write() as session:
            user = session.get_one(User, lin)
            if change == "password":
                user.password = hashes.digest("Another-1234")
            else:
                user.active = False
        return hashes.check(stored, password)

    gate = Gate(county.write, clock, check=slow, wait=lambda _seconds: None)
    assert gate.sign_in("lin", "Right-1234") is None
    assert county.trail("login") == []
    (row,) = county.trail("login_failed")
    assert (row.actor_id, row.reason) == (lin, "changed")
    assert county.account(lin).failures == 1
