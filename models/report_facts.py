"""What the tables say, in sentences: offered to whoever writes sections one and six, to be kept or changed.

Nothing but the figures of the year and of the year before: nothing is said of a blank, rows of 0 are left
out, and a percentage only where there was something the year before. ``models.report_text`` reads the same
numbers back out of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from models.report_content import Figures
from models.report_format import ASPECTS
from models.report_table import Row

_PROACTIVE, _ON_REQUEST, *_, _SUPERVISION = ASPECTS
_BARE = re.compile(r"(?:（.）|\d\.)?([^（]+)")

Keys = tuple[str, ...]
Part = tuple[str, Keys]
"""Words before a number, and the cells it is the sum of."""


@dataclass(frozen=True)
class Fact:
    """A sentence that can stand alone; ``code`` is the same every year."""

    code: str
    section: int
    """The number of the section it is for, 1 or 6."""
    aspect: str
    """Which of ``ASPECTS`` it belongs to; none in section six."""
    text: str
    cells: tuple[str, ...]
    """This year's figures in it."""


def facts(
    year: int, figures: Figures, last: Figures | None = None, fee: Decimal | None = None
) -> tuple[Fact, ...]:
    """All there is to say, section by section; ``fee`` is what was collected in yuan, None: not known."""
    said = _Said(year, figures, last)
    found = [*said.documents(), *said.decisions(), *said.requests(), *said.results(), *said.cases()]
    if fee is not None:
        text = f"收取信息处理费{fee.normalize():f}元" if fee else "未收取信息处理费"
        found.append(Fact("processing_fee", 6, "", f"{year}年，{text}。", ()))
    return tuple(found)


@dataclass(frozen=True)
class _Said:
    """The sentences of a year."""

    year: int
    figures: Figures
    last: Figures | None

    # -- 主动公开 -------------------------------------------------------------------------

    def documents(self) -> Iterator[Fact]:
        """Regulations and normative documents."""
        did = (("制发", "issued"), ("废止", "repealed"), ("现行有效", "in_force"))
        for row, name in (("regulations", "规章"), ("normative_documents", "行政规范性文件")):
            parts = [(f"{done}{name}", (f"table1.{row}.{column}",)) for done, column in did]
            if listed := self._listed(parts, "，"):
                yield self._fact(row, _PROACTIVE, f"{self.year}年，{listed}。", *parts)

    def decisions(self) -> Iterator[Fact]:
        """Licences, penalties and coercion; fees."""
        kinds = (("行政许可", "licences"), ("行政处罚", "penalties"), ("行政强制", "coercive"))
        parts = [(f"{name}处理决定", (f"table1.{row}.decided",)) for name, row in kinds]
        if listed := self._listed(parts):
            yield self._fact("decisions", _PROACTIVE, f"本年度作出{listed}。", *parts)
        fees: Part = ("行政事业性收费", ("table1.admin_fees.wan_yuan",))
        if charged := self._amount(fees[1]):
            yield self._fact("admin_fees", _PROACTIVE, f"本年度{fees[0]}{charged:f}万元。", fees)

    # -- 依申请公开 -----------------------------------------------------------------------

    def requests(self) -> Iterator[Fact]:
        """What came in, what was carried in, and whose the new ones are."""
        new, begun = ("table2.new.total",), ("table2.carried_in.total",)
        received, carried = self._amount(new), self._amount(begun)
        said = list[str]()
        if received is not None:
            came = f"新收政府信息公开申请{received}件" if received else "未收到政府信息公开申请"
            said.append(came + self._compared(new))
        if carried:
            said.append(f"上年结转{'' if said else '政府信息公开申请'}{carried}件")
        if said:
            text = f"{self.year}年，{'；'.join(said)}。"
            yield self._fact("requests", _ON_REQUEST, text, ("", new), ("", begun))
        yield from self._applicants()

    def _applicants(self) -> Iterator[Fact]:
        (block,) = self.figures.format.table("table2").blocks
        kinds = [column for column in block.columns if not column.total]
        parts = {column: (column.name_zh, (f"table2.new.{column.key}",)) for column in kinds}
        if not self._amount(_keys(parts.values())):
            return
        said = list[str]()
        for heads, columns in groupby(kinds, lambda column: column.heads):
            some = [parts[column] for column in columns]
            if whole := self._amount(_keys(some)):
                listed = self._listed(some)
                said.append(f"{heads[-1]}{whole}件（{listed}）" if heads else listed)
        yield self._fact("applicants", _ON_REQUEST, f"从申请人看，{'，'.join(said)}。", *parts.values())

    def results(self) -> Iterator[Fact]:
        """What was done with requests, group by group, and what is left to next year."""
        (block,) = self.figures.format.table("table2").blocks
        (total,) = (row for row in block.rows if row.adds)
        done, left = (f"table2.{total.key}.total",), ("table2.carried_out.total",)
        rows = [row for row in block.rows if row.key in total.adds]
        groups = [(name, list(some)) for name, some in groupby(rows, _group)]
        parts = [(name, tuple(f"table2.{row.key}.total" for row in some)) for name, some in groups]
        said = list[str]()
        if handled := self._amount(done):
            listed = self._listed(parts)
            said.append(f"办结{handled}件{self._compared(done)}" + (f"，其中{listed}" if listed else ""))
        if carried := self._amount(left):
            said.append(f"结转下年度继续办理{carried}件")
        if said:
            text = f"本年度{'；'.join(said)}。"
            yield self._fact("handled", _ON_REQUEST, text, ("", done), *parts, ("", left))
        for (name, keys), (_name, some) in zip(parts, groups, strict=True):
            grounds = [(_bare(row.name_zh), (key,)) for row, key in zip(some, keys, strict=True)]
            if len(some) > 1 and (whole := self._amount(keys)):
                code = f"results.{some[0].key.rpartition('_')[0]}"
                text = f"{name}的{whole}件中，{self._listed(grounds)}。"
                yield self._fact(code, _ON_REQUEST, text, *grounds)

    # -- 监督保障 -------------------------------------------------------------------------

    def cases(self) -> Iterator[Fact]:
        """Reconsiderations and litigation, with their results."""
        (block,) = self.figures.format.table("table3").blocks
        (total,) = (column.key for column in block.columns if column.total)
        results = [column for column in block.columns if not column.total]
        first, *sued = block.rows
        whole: dict[str, Part] = {
            row.key: (row.name_zh, (f"table3.{row.key}.{total}",)) for row in block.rows
        }
        parts = {
            row.key: [(c.name_zh, (f"table3.{row.key}.{c.key}",)) for c in results] for row in block.rows
        }
        if self._amount(_keys(whole.values())) == 0:
            text = "本年度未发生政府信息公开行政复议、行政诉讼案件。"
            yield self._fact("cases", _SUPERVISION, text, *whole.values())
            return
        (name, keys), some = whole.pop(first.key), parts.pop(first.key)
        yield from self._brought("reconsiderations", name, keys, self._listed(some), some)
        each = [
            f"{name}{brought}件" + (f"（{listed}）" if (listed := self._listed(parts[row])) else "")
            for row, (name, keys) in whole.items()
            if (brought := self._amount(keys))
        ]
        some = [part for row in parts.values() for part in row]
        yield from self._brought(
            "litigations", sued[0].heads[0], _keys(whole.values()), "、".join(each), some
        )

    def _brought(self, code: str, name: str, keys: Keys, among: str, parts: Iterable[Part]) -> Iterator[Fact]:
        brought = self._amount(keys)
        if brought is None:
            return
        how = f"发生政府信息公开{name}{brought}件" if brought else f"未发生政府信息公开{name}案件"
        some = f"，其中{among}" if among and brought else ""
        text = f"本年度{how}{self._compared(keys)}{some}。"
        yield self._fact(code, _SUPERVISION, text, (name, keys), *parts)

    # -- figures in words -----------------------------------------------------------------

    def _fact(self, code: str, aspect: str, text: str, *parts: Part) -> Fact:
        known = (key for key in _keys(parts) if _amount(self.figures, (key,)) is not None)
        return Fact(code, 1, aspect, text, tuple(known))

    def _amount(self, keys: Keys) -> int | Decimal | None:
        return _amount(self.figures, keys)

    def _listed(self, parts: Iterable[Part], between: str = "、") -> str:
        """Those there were any of: 予以公开6件、部分公开2件."""
        found = ((words, self._amount(keys)) for words, keys in parts)
        return between.join(f"{words}{amount}件" for words, amount in found if amount)

    def _compared(self, keys: Keys) -> str:
        """With last year's: ，同比增加3件（增长33.3%）."""
        now = self._amount(keys)
        then = _amount(self.last, keys) if self.last else None
        if now is None or then is None:
            return ""
        if now == then:
            return "，与上年持平"
        more, off = now > then, max(now, then) - min(now, then)
        share = f"（{'增长' if more else '下降'}{_percent(off, then)}%）" if then else ""
        return f"，同比{'增加' if more else '减少'}{off}件{share}"


def _amount(figures: Figures, keys: Keys) -> int | Decimal | None:
    """The cells added up; None where one is blank or the form of that year does not have it."""
    known = all(key in figures.format.cells for key in keys) and not figures.blanks(*keys)
    return figures.amount(*keys) if known else None


def _percent(part: int | Decimal, whole: int | Decimal) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _keys(parts: Iterable[Part]) -> Keys:
    return tuple(key for _words, keys in parts for key in keys)


def _group(row: Row) -> str:
    """What the result rows of one group have in common: 不予公开."""
    return _bare(row.heads[-1] if len(row.heads) > 1 else row.name_zh)


def _bare(words: str) -> str:
    """A row's words without the number before and what the form explains in brackets behind them."""
    found = _BARE.match(words)
    bare = found[1] if found else words
    return f"{bare}情形" if bare == "其他" else bare
