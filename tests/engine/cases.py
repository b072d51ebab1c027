"""Four requests of different units, each with everything that may belong to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.access.actor import PROGRAM
from app.parts import Parts
from models import Attachment, InformationRequest, Letter, ThirdParty
from models.deadline import Suspension

TITLES = ("land's own", "the registry's", "land's, handled by health", "health's own")
OWN, BELOW, HANDLED, FOREIGN = TITLES


@dataclass(frozen=True)
class Case:
    """The ids of the rows of one request: itself, a third party, a file, a letter, a clock, a suspension."""

    record: int
    party: int
    file: int
    letter: int
    clock: int
    stop: int


def make_case(session: Any, made: Parts, title: str, unit: int, handling: int | None) -> Case:
    shared = {"title": title, "unit_id": unit, "handling_unit_id": handling}
    request = InformationRequest(
        received_on=made.time.today(),
        channel="counter",
        applicant_kind="natural_person",
        applicant="罗小满",
        phone="13985400001",
        content="环评批复",
        form_wanted="paper",
        delivery_wanted="pickup",
        **shared,
    )
    session.add(request)
    made.engine.open(request, PROGRAM)
    party = ThirdParty(
        request=request, rules=request.rules, addressee="甲公司", question="商业秘密", **shared
    )
    session.add(party)
    made.engine.open(party, PROGRAM)
    file = Attachment(
        record_id=request.id,
        name="a.png",
        media_type="image/png",
        size=1,
        sha256="0" * 64,
        key=f"{request.id:032x}.png",
        added_at=made.time.now(),
    )
    session.add(file)
    (clock,) = request.clocks
    stop = Suspension(clock=clock, since=made.time.today(), reason="asked")
    session.add(stop)
    session.commit()
    letter = session.scalars(select(Letter.id).where(Letter.record_id == request.id)).one()
    case = Case(request.id, party.id, file.id, letter, clock.id, stop.id)
    session.expunge_all()
    return case
