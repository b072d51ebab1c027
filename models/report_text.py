"""Numbers the text of section one says, and the cells they speak of: 收到政府信息公开申请75件.

What is read is a question to whoever compiles the report, never a verdict: sentences are free.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from models.report_table import Format
from models.workflow import Label

_COUNT = r"(?P<count>\d{1,9})(?:件|宗|起|例|份|条|个|次)"
# Between words stand no other number, but for a year (收到2022年度政府信息公开申请75件), and no end of a
# clause; between word and number nothing else that is counted either (行政诉讼1件、行政复议2件).
_BETWEEN = r"(?:[^\d,;。!?\n]|\d{4}年度?){0,16}?"
_BESIDE = r"[^\d,;、。!?\n]{0,8}?"
_FEE = re.compile("信息处理费|收费|收取费用")
_NO_FEE = re.compile("(?:无|未|没有)[^,;。]{0,8}(?:收取|收费|信息处理费)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def _said(*words: str) -> tuple[re.Pattern[str], ...]:
    """The number after the last of the words, or before it: 收到…申请75件, 收到75件…申请."""
    *first, last = words
    begun = "".join(word + _BETWEEN for word in first)
    return re.compile(begun + last + _BESIDE + _COUNT), re.compile(begun + _COUNT + _BESIDE + last)


@dataclass(frozen=True)
class Claim:
    """A number a text may say: ``cells`` add up to what the tables say, ``patterns`` find it in a text."""

    label: Label
    cells: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...] = ()

    def known(self, form: Format) -> bool:
        """Whether the format has these cells."""
        return all(cell in form.cells for cell in self.cells)


@dataclass(frozen=True)
class Mention:
    """A number found in a text, with the words it stood in."""

    claim: str
    number: int
    quote: str


_NEW, _CARRIED_IN = "table2.new.total", "table2.carried_in.total"

CLAIMS: Mapping[str, Claim] = {
    "received": Claim(
        _("Requests received"), (_NEW,), _said("(?:收到|新收|接收|受理)", "申请(?!人|行政复议|复议)")
    ),
    "received_incl_carried": Claim(
        _("Requests received, with those carried over from last year"), (_NEW, _CARRIED_IN)
    ),
    "handled": Claim(
        _("Requests handled"), ("table2.handled_total.total",), (re.compile(r"办结(?:申请)?" + _COUNT),)
    ),
    "carried_in": Claim(_("Requests carried over from last year"), (_CARRIED_IN,), _said("上年度?", "结转")),
    "carried_out": Claim(
        _("Requests carried over to next year"),
        ("table2.carried_out.total",),
        (
            re.compile(_COUNT + _BESIDE + r"结转(?:至|到)?[下次]一?年"),
            re.compile(r"结转(?:至|到)?[下次]一?年度?" + _BESIDE + _COUNT),
        ),
    ),
    "reconsiderations": Claim(
        _("Administrative reconsiderations"), ("table3.reconsideration.total",), _said("行政复议")
    ),
    "litigations": Claim(
        _("Administrative litigation"),
        ("table3.litigation_direct.total", "table3.litigation_after_reconsideration.total"),
        _said("行政诉讼"),
    ),
    "normative_issued": Claim(
        _("Normative documents issued"),
        ("table1.normative_documents.issued",),
        _said("(?:制发|制定|出台|印发)", "规范性文件"),
    ),
    "normative_in_force": Claim(
        _("Normative documents in force"),
        ("table1.normative_documents.in_force",),
        _said("现行有效", "规范性文件"),
    ),
    "normative_repealed": Claim(
        _("Normative documents repealed"),
        ("table1.normative_documents.repealed",),
        _said("废止", "规范性文件"),
    ),
}


def mentions(text: str) -> Iterator[Mention]:
    """Every number of a text that speaks of a figure, claim by claim."""
    plain = _plain(text)
    for name, claim in CLAIMS.items():
        seen: set[int] = set()
        for pattern in claim.patterns:
            for found in pattern.finditer(plain):
                if found.start("count") not in seen:
                    seen.add(found.start("count"))
                    yield Mention(name, int(found["count"]), found[0])


def reports_fee(text: str) -> bool:
    """Whether section six reports a processing fee that was collected, and not that there was none."""
    plain = _plain(text)
    return _FEE.search(plain) is not None and _NO_FEE.search(plain) is None


def _plain(text: str) -> str:
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).replace(" ", ""))
