"""What further units have to do with a record, as steps declare it. Plain Python, like the language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Part(StrEnum):
    """What a further unit has to do with a record."""

    JOINT = "joint"
    """Works on it together with the handling unit."""
    ACCUSED = "accused"
    """Is kept from it, whatever the roles of its people (附件9 第七条)."""


@dataclass(frozen=True)
class Involve:
    """The unit an asked column names gets a part in the record, or loses it (``ends``).

    The column then holds whoever got that part last and still has it.
    """

    part: Part
    unit: str
    ends: bool = False

    def change(self, record: Any, given: Mapping[str, Any], on: date) -> dict[str, Mapping[str, Any]]:
        """Do so; the change as the trail tells it: the keys of all units of that part before and after."""
        before = record.units_with(self.part)
        if self.ends:
            record.release(self.part, given[self.unit])
        else:
            record.involve(self.part, given[self.unit], on)
        after = record.units_with(self.part)
        setattr(record, self.unit, after[-1] if after else None)
        return {self.unit: {"from": before, "to": after}}

    def bars(self, given: Mapping[str, Any], seats: Collection[int]) -> bool:
        """Whether it would keep the record from somebody with these seats."""
        return self.part is Part.ACCUSED and not self.ends and given.get(self.unit) in seats
