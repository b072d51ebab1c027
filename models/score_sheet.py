"""The sheet of a score: which marks count for each indicator, and what they come to (附件6 第九条(三))."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from models.assessment_terms import AREAS, COMPUTED, PANEL, REPORTED, WAYS
from models.figure import Value
from models.line import Filled, PointsLine, Signed
from models.mark import CHECK, CLAIM, FIGURE, RULING, Mark
from models.points import mean, share


class ScoreSheet:
    """Mix into the Record that has ``marks`` and stands in an ``assessment``."""

    marks: Any
    assessment: Any
    total: Any
    place: Any

    # -- which marks count ------------------------------------------------------------

    def latest(self, part: str, indicator: int) -> Mark | None:
        """The mark of one part that counts: the last."""
        found = [mark for mark in self.marks if (mark.part, mark.indicator_id) == (part, indicator)]
        return found[-1] if found else None

    def panel(self, indicator: int) -> list[Mark]:
        """What each member of the panel gives, the last of each."""
        given = {
            mark.by_id: mark for mark in self.marks if (mark.part, mark.indicator_id) == (PANEL, indicator)
        }
        return [*given.values()]

    def points(self, indicator: Any) -> Decimal:
        """What the indicator comes to: as ruled, or by its way of scoring; nothing where nobody gave any."""
        if ruled := self.latest(RULING, indicator.id):
            return ruled.points
        if indicator.way == PANEL:
            given = self.panel(indicator.id)
            return mean([mark.points for mark in given]) if given else Decimal(0)
        mark = self.latest(FIGURE if indicator.way == COMPUTED else CHECK, indicator.id)
        return mark.points if mark else Decimal(0)

    def settle(self) -> None:
        """Add everything up."""
        self.total = sum((self.points(one) for one in self.assessment.counting()), Decimal(0))

    @property
    def failed(self) -> bool:
        """Whether it lies below the pass mark (附件6 第十条)."""
        return self.total is not None and self.total < self.assessment.pass_mark

    @property
    def ranked_among(self) -> Sequence[Decimal]:
        """Only to be set: to the totals of all that are ranked, this one among them."""
        raise AttributeError("the place is kept, not the totals it was found among")

    @ranked_among.setter
    def ranked_among(self, totals: Sequence[Decimal]) -> None:
        """Find the place: ties share one, and the places they take up are left out (附件6 第七条)."""
        self.place = self.place_among(totals)

    def place_among(self, ranked_among: Sequence[Decimal]) -> int:
        """The place its total has among these."""
        return 1 + sum(total > self.total for total in ranked_among)

    # -- what is computed -------------------------------------------------------------

    def figures_asked(self) -> dict[int, str]:
        """The figure each computed indicator goes by, by the key of the indicator."""
        return {one.id: one.figure for one in self.assessment.counting() if one.way == COMPUTED}

    @property
    def year_asked(self) -> int:
        """The year the figures are about."""
        return int(self.assessment.year)

    def kept(self, indicator: int) -> Value | None:
        """The figure as it was kept; None before."""
        mark = self.latest(FIGURE, indicator)
        return Value(mark.counted or 0, mark.whole or 0) if mark else None

    def reckon(self, values: Mapping[int, Value], signed: Signed) -> None:
        """Keep what was computed, and add everything up."""
        for one in self.assessment.counting():
            if (value := values.get(one.id)) is not None:
                points = share(value.part, value.whole, one.weight)
                counted = {"counted": value.part, "whole": value.whole}
                self.mark(FIGURE, one.id, points, signed, **counted)
        self.settle()

    # -- what is filled in ------------------------------------------------------------

    def lines(self, sheet: str, who: int | None) -> list[PointsLine]:
        """What a step asks points for: the panel's indicators, those reported on, or all of them."""
        way = {PANEL: PANEL, CLAIM: REPORTED, CHECK: REPORTED}.get(sheet)
        asked = [one for one in self.assessment.counting() if way in {None, one.way}]
        return [self._line(sheet, one, who) for one in asked]

    def _line(self, sheet: str, one: Any, who: int | None) -> PointsLine:
        now = self._stands(sheet, one, who)
        hint, claim = str(one.standard or ""), self.latest(CLAIM, one.id)
        if sheet == CHECK and claim is not None:
            said = gettext(
                "Claimed by the unit: %(points)s. %(remark)s", points=claim.points, remark=claim.remark or ""
            )
            hint = f"{hint} {said}"
        points = self.points(one) if sheet == RULING else now.points if now else None
        label = f"{AREAS[one.area]} · {one.title}"
        remark = now.remark if now and sheet != CHECK else None
        return PointsLine(one.id, label, hint, points, remark, one.weight)

    def _stands(self, sheet: str, one: Any, who: int | None) -> Mark | None:
        if sheet == PANEL:
            return next((mark for mark in self.panel(one.id) if mark.by_id == who), None)
        return self.latest(sheet, one.id) or (self.latest(CLAIM, one.id) if sheet == CHECK else None)

    def fill(self, sheet: str, filled: Sequence[Filled], signed: Signed) -> None:
        """Keep what was given; of a ruling only what it changes."""
        worth = {one.id: self.points(one) for one in self.assessment.counting()}
        for one in filled:
            indicator, points = int(one.key), one.value or Decimal(0)
            if sheet != RULING or points != worth[indicator]:
                self.mark(sheet, indicator, points, signed, remark=one.remark or None)
        if sheet == RULING:
            self.settle()

    def mark(self, part: str, indicator: int, points: Decimal, signed: Signed, **more: Any) -> None:
        """One more mark."""
        told = {"by_id": signed.by_id, "by": signed.by, "at": signed.at}
        self.marks.append(Mark(indicator_id=indicator, part=part, points=points, **told, **more))

    # -- what is shown ----------------------------------------------------------------

    def told(self) -> list[dict[str, Any]]:
        """The sheet line by line, in words: what each part gave, and what it comes to."""
        return [self._told(one) for one in self.assessment.counting()]

    def _told(self, one: Any) -> dict[str, Any]:
        claim, check, figure = (self.latest(part, one.id) for part in (CLAIM, CHECK, FIGURE))
        given = "、".join(f"{mark.points}" for mark in self.panel(one.id))
        return {
            "area": str(AREAS[one.area]),
            "title": one.title,
            "weight": f"{one.weight}",
            "way": str(WAYS[one.way]),
            "claimed": f"{claim.points}" if claim else "",
            "checked": f"{check.points}" if check else "",
            "panel": given,
            "figure": f"{figure.counted}/{figure.whole}" if figure else "",
            "ruled": f"{ruled.points}" if (ruled := self.latest(RULING, one.id)) else "",
            "points": f"{self.points(one)}",
        }
