"""Who acts, in whose place, with which grants and which units. Plain Python.

One ``Actor`` is built per request (or per command) from one look at the database, and every
door asks it: pages, steps, API, exports, files, search, jobs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

REGISTER = "can_register"
SEE_COUNTY = "can_see_county"
"""Sees the records of every unit, not only of the own ones."""
SEE_JOBS = "can_see_jobs"
"""Sees the background tasks of everybody, not only her own."""
SHARE = "can_share_filters"
"""Shares saved filters of a list with the people of her unit."""
READ_PERSONAL = "can_read_personal"
READ_SEALED = "can_read_sealed"


@dataclass(frozen=True)
class Standing:
    """One person's rights: the actor's own, or those of somebody she stands in for."""

    user_id: int | None
    name: str
    post: str = ""
    units: frozenset[int] = frozenset()
    """Units she belongs to, with everything below them in the tree."""
    grants: frozenset[tuple[str, str]] = frozenset()
    """Pairs of permission and resource, such as ``("can_accept", "InformationRequest")``."""
    only_matter: str | None = None
    """A delegation limited to one matter; None: all matters."""
    seats: frozenset[int] = frozenset()
    """The units of her posts, with everything above them in the tree."""
    joint: frozenset[int] = frozenset()
    """Records on which one of her units works together with the handling one."""
    barred: frozenset[int] = frozenset()
    """Records kept from one of her seats: a grant is no way round (附件9 第七条)."""

    def may(self, permission: str, resource: str) -> bool:
        """Whether this standing alone holds the permission."""
        if self.only_matter not in {None, resource}:
            return False
        return (permission, resource) in self.grants


@dataclass(frozen=True)
class Actor:
    """Somebody at work: her own standing first, then those she stands in for."""

    standings: tuple[Standing, ...]
    unrestricted: bool = False
    """The program itself: commands, sweeps, migrations. Never a person."""
    public: bool = False
    """A citizen without an account."""
    request_id: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def own(self) -> Standing:
        return self.standings[0]

    @property
    def id(self) -> int | None:
        return self.own.user_id

    @property
    def name(self) -> str:
        return self.own.name

    @property
    def seats(self) -> frozenset[int]:
        """The units of her posts, with everything above them; also of those she stands in for."""
        return frozenset[int]().union(*(standing.seats for standing in self.standings))

    @property
    def rights(self) -> str:
        """SHA-256 over all her rights: another one as soon as a post, unit, grant or delegation changes.

        And as soon as a record is kept from her: a file made before is hers no more.
        """
        told = sorted(
            (s.user_id or 0, s.only_matter or "", sorted(s.units), sorted(s.grants), sorted(s.barred))
            for s in self.standings
        )
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    def may(self, permission: str, resource: str) -> bool:
        """Whether any of her standings holds the permission; the program itself may everything."""
        return self.unrestricted or any(s.may(permission, resource) for s in self.standings)

    def may_any(self, permissions: Iterable[str], resource: str) -> bool:
        """Whether any of her standings holds any of the permissions."""
        pairs = [(permission, resource) for permission in permissions]
        return self.unrestricted or any(
            s.only_matter in {None, resource} and not s.grants.isdisjoint(pairs) for s in self.standings
        )

    def may_on(self, permission: str, record: Any) -> bool:
        """Whether one and the same standing holds the permission and reaches the record's units.

        Somebody who reads names at home and stands in for somebody who sees the county does not
        thereby read the county's names.
        """
        return self.standing_on(permission, record) is not None

    def standing_on(
        self, permission: str, record: Any, *, joint: bool = True, handling: bool = False
    ) -> Standing | None:
        """Under which standing she acts on a record: never on one that is kept from her.

        ``joint``: also where one of her units only works together with the handling one. ``handling``: only
        where one of hers is the handling unit, if the record has one.
        """
        own = () if handling and record.handling_unit_id is not None else (record.unit_id,)
        units = frozenset(i for i in (*own, record.handling_unit_id) if i is not None)
        return self._standing(permission, type(record).__name__, units, record.id, joint=joint)

    def is_barred(self, standing: Standing, record_id: int | None) -> bool:
        """Whether a record is kept from a standing of hers: from herself, or from whom she stands in for."""
        return record_id in self.own.barred or record_id in standing.barred

    def standing_for(self, permission: str, resource: str, unit_ids: frozenset[int]) -> Standing | None:
        """Under which standing she acts for these units, on no record in particular."""
        return self._standing(permission, resource, unit_ids, None, joint=False)

    def _standing(
        self, permission: str, resource: str, unit_ids: frozenset[int], key: int | None, *, joint: bool
    ) -> Standing | None:
        """Her own first, then a delegation; the program itself under its own."""
        for standing in self.standings:
            if self.is_barred(standing, key) or not standing.may(permission, resource):
                continue
            together = joint and key in standing.joint
            if unit_ids & standing.units or together or standing.may(SEE_COUNTY, resource):
                return standing
        return self.own if self.unrestricted else None

    def persons(self, resource: str) -> frozenset[int]:
        """Whom a step of hers counts for: herself and everybody she stands in for in this matter.

        Also in her own right: as long as she is somebody's deputy, the two are one pair of eyes.
        """
        standing_for = (s.user_id for s in self.standings if s.only_matter in {None, resource})
        return frozenset(user_id for user_id in standing_for if user_id is not None)


NOBODY = Actor(standings=(Standing(None, ""),))
CITIZEN = Actor(standings=(Standing(None, "citizen"),), public=True)
PROGRAM = Actor(standings=(Standing(None, "gongkai"),), unrestricted=True)

_present: ContextVar[Actor] = ContextVar("actor", default=NOBODY)


def present() -> Actor:
    """Who is acting in this request, command or job; nobody unless somebody was introduced."""
    return _present.get()


def introduce(actor: Actor) -> None:
    """Set the actor for the rest of this context (a request's own context)."""
    _present.set(actor)


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Act as somebody for a while; the former actor comes back afterwards, also after an error."""
    token = _present.set(actor)
    try:
        yield actor
    finally:
        _present.reset(token)
