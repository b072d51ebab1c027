"""The parts of the set-up that have pages of their own since the beginning: periods, switches, grants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.accounts import AccountRefused, role_label
from app.access.actor import PROGRAM, acting
from app.access.grants import named
from app.access.matrix import OWN_ROLE, Book, Matrix
from app.setup.dated import Dated
from app.setup.section import (
    DAY,
    FLAG,
    NAMES,
    Difference,
    Entry,
    Objection,
    Section,
    SetupRefused,
    Work,
    one_of,
    text,
    whole,
)
from models import MATTERS, SWITCHES
from models.deadline import LAST_DAY, LONGEST, PERIOD_KINDS, PROFILES, DeadlineRule, RunningClock, problem
from models.workflow import Clock


class Rules(Dated):
    """Dated rules; an old one is never changed, only followed by a later one."""

    key = "deadline_rules"
    label = _("Periods and rules")
    fields = {
        "code": text(80),
        "profile": one_of(*PROFILES),
        "valid_from": DAY,
        "kind": one_of(*PERIOD_KINDS),
        "amount": whole(1, LAST_DAY),
        "warn": whole(0, LONGEST),
    }
    by = ("code", "profile", "valid_from")
    model = DeadlineRule

    def title(self, entry: Entry) -> str:
        """The period, under which rules and since when."""
        known = _clocks().get(entry["code"])
        period = known[0].label_of(known[1]) if known else entry["code"]
        return f"{period} · {PROFILES[entry['profile']]} · {entry['valid_from']}"

    def read(self, session: Session) -> list[Entry]:
        """The rules of the declared clocks; a clock that is gone leaves its rules to the records."""
        clocks = _clocks()
        return [entry for entry in super().read(session) if entry["code"] in clocks]

    def told(self, entry: Entry) -> dict[str, str]:
        """A rule cites what its clock is declared by."""
        return {"clause": ", ".join(_clocks()[entry["code"]][0].clauses)}

    def objections(
        self, session: Session, work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """Unknown clocks, another way of counting, and a day since which periods have begun."""
        kinds = {(e["code"], e["profile"]): e["kind"] for e in self.read(session)}
        for one in differences:
            entry = one.after
            kind = kinds.get((entry["code"], entry["profile"]))
            if kind is None:
                yield (
                    one.code,
                    _(
                        "This program has no such period under these rules:"
                        " take it out of the file, or upgrade this installation"
                    ),
                )
            elif kind != entry["kind"]:
                yield one.code, _("The period is counted in: %(kind)s", kind=PERIOD_KINDS[kind])
            elif unsound := problem(entry["amount"], entry["warn"], kind):
                yield one.code, unsound[1]
            elif _begun_since(session, entry, work.today):
                yield (
                    one.code,
                    _(
                        "Periods have begun here since that day and keep their rule:"
                        " give today or a later day in the file"
                    ),
                )


def _clocks() -> dict[str, tuple[Clock, str]]:
    """The declared clocks, each with one of its cases, by the code of their rules."""
    return {
        m.workflow.rule_code(clock, case): (clock, case)
        for m in MATTERS
        for clock in m.workflow.clocks.values()
        for case in clock.cases
    }


def _begun_since(session: Session, entry: Entry, today: date) -> bool:
    since = date.fromisoformat(entry["valid_from"])
    if since >= today:
        return False
    begun = (
        select(RunningClock.id)
        .join(DeadlineRule, RunningClock.rule_id == DeadlineRule.id)
        .where(
            DeadlineRule.code == entry["code"],
            DeadlineRule.profile == entry["profile"],
            RunningClock.started_on >= since,
        )
    )
    # Whether there are any, not which: whoever keeps the rules need not see the records.
    with acting(PROGRAM):
        return session.scalar(begun.limit(1)) is not None


class Switches(Section):
    """What the county may use or leave."""

    key = "switches"
    label = _("What the county may use or leave")
    fields = {"name": one_of(*(switch.name for switch in SWITCHES)), "on": FLAG}
    by = ("name",)

    def title(self, entry: Entry) -> str:
        """What is used or left."""
        return next(str(switch.label) for switch in SWITCHES if switch.name == entry["name"])

    def read(self, session: Session) -> list[Entry]:
        """Every switch the program has."""
        return [{"name": switch.name, "on": switch.is_on(session)} for switch in SWITCHES]

    def objections(
        self, _session: Session, _work: Work, _differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """Either way will do."""
        return iter(())

    def carry_out(self, session: Session, _work: Work, differences: Sequence[Difference]) -> None:
        """Turn them."""
        wanted = {one.code: one.after["on"] for one in differences}
        for switch in SWITCHES:
            if switch.name in wanted:
                switch.turn(session, on=wanted[switch.name])


class Roles(Section):
    """Roles and what each may; who holds a role is each county's own (A1.8)."""

    key = "roles"
    label = _("Roles and permissions")
    fields = {"name": text(64), "grants": NAMES}
    by = ("name",)

    def title(self, entry: Entry) -> str:
        """The role's label; one of the office's own has only its name."""
        return str(role_label(entry["name"]))

    def read(self, session: Session) -> list[Entry]:
        """Every role with its grants: ``can_accept on InformationRequest``."""
        matrix = Book.read(session)
        held = matrix.held(matrix.granted)
        return [{"name": role.name, "grants": sorted(named(held[role.name]))} for role in matrix.roles]

    def differences(self, session: Session, wanted: Sequence[Entry]) -> list[Difference]:
        """Grants are compared as a set: their order in a file says nothing."""
        ordered = [{**entry, "grants": sorted(set(entry["grants"]))} for entry in wanted]
        return super().differences(session, ordered)

    def objections(
        self, session: Session, work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """Permissions the program has not, names no role may have, what the separation of duties forbids."""
        matrix = Book.read(session)
        known = set(named(matrix.permissions.values()))
        sound = True
        for one in differences:
            strange = sorted(set(one.after["grants"]) - known)
            if strange:
                sound = False
                yield (
                    one.code,
                    _(
                        "This program has no such permission: %(names)s."
                        " Take it out of the file, or upgrade this installation",
                        names=", ".join(strange)[:200],
                    ),
                )
            if one.before is None and not OWN_ROLE.fullmatch(one.code):
                sound = False
                yield (
                    one.code,
                    _("Use 2 to 64 small letters, digits or underscores, beginning with a letter."),
                )
        if sound:
            yield from self._forbidden(matrix, work, differences)

    def _forbidden(
        self, matrix: Matrix, work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        wanted = _wanted(matrix, differences)
        stuck = {role for role, _permission in (wanted ^ matrix.granted) & matrix.locked(work.actor)}
        for role in matrix.roles:
            if role.id in stuck:
                yield (
                    role.name,
                    _(
                        "You cannot change these grants: the role is yours, or another administration holds"
                        " them. Another security administrator can, or take the role out of the file"
                    ),
                )
        if not stuck:
            try:
                Book.proposed(matrix, work.actor, wanted)
            except AccountRefused as refused:
                yield differences[0].code, refused.sentence

    def carry_out(self, session: Session, work: Work, differences: Sequence[Difference]) -> None:
        """Add the roles that are new, then change all grants at once."""
        book = Book(lambda: work.now)
        try:
            for one in differences:
                if one.before is None:
                    book.add_role(session, work.actor, one.code)
            matrix = book.read(session)
            book.change(
                session,
                work.actor,
                _wanted(matrix, differences),
                version=matrix.version,
                reason=work.reason,
            )
        except AccountRefused as refused:
            raise SetupRefused(refused.sentence) from None


def _wanted(matrix: Matrix, differences: Sequence[Difference]) -> frozenset[tuple[int, int]]:
    """The cells of the table as the file wants them; roles it does not name keep theirs."""
    ids = {grant: pk for pk, grant in matrix.permissions.items()}
    told = dict(zip(named(ids), ids.values(), strict=True))
    roles = {role.name: role.id for role in matrix.roles}
    asked = {roles[one.code]: one.after["grants"] for one in differences if one.code in roles}
    kept = {(role, permission) for role, permission in matrix.granted if role not in asked}
    return frozenset(kept | {(role, told[name]) for role, names in asked.items() for name in names})
