"""The arithmetic of an annual report: within its tables, from year to year, and over the units it adds up.

A blank counts as nothing; where only what is missing in it can make both sides equal, it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sized
from dataclasses import dataclass
from functools import cache

from flask_babel import lazy_gettext as _

from models.report_content import Figures, added
from models.report_finding import ASK, FAIL, PASS, Check, Finding, Result
from models.report_table import Format, Value

# -- within the tables -----------------------------------------------------------------------

IDENTITY = Check(
    "identity",
    "column",
    _("Items one and two equal items three and four"),
    _(
        "Table 2, column “%(column)s”: items one and two make %(left)s, items three (7) and four %(right)s."
        " They must be equal: look at what was carried over and at the total of item three."
    ),
)
RESULT_TOTAL = Check(
    "result_total",
    "column",
    _("The results of item three add up to its total"),
    _(
        "Table 2, column “%(column)s”: the results of item three add up to %(left)s,"
        " its total says %(right)s. Correct a result or the total."
    ),
)
ROW_TOTAL = Check(
    "row_total",
    "row",
    _("The six kinds of applicants add up to the total"),
    _(
        "Table 2, row “%(row)s”: the six kinds of applicants add up to %(left)s, the total says %(right)s."
        " Correct one of the kinds or the total."
    ),
)
CASE_TOTAL = Check(
    "table3_total",
    "group",
    _("The results of the cases add up to the total"),
    _(
        "Table 3, “%(row)s”: the four results add up to %(left)s, the total says %(right)s."
        " Correct a result or the total."
    ),
)


@dataclass(frozen=True)
class Equation:
    """Two groups of cells that make the same, within one report."""

    check: Check
    about: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    words: Mapping[str, object]

    def found(self, figures: Figures) -> Finding:
        """Whether they do."""
        left, right = _side(figures, *self.left), _side(figures, *self.right)
        result = _compared(left, right, figures.blanks(*self.left), figures.blanks(*self.right))
        return Finding(self.check, self.about, result, self.left + self.right, left, right, self.words)


def _side(figures: Figures, *keys: str) -> Value:
    return None if len(figures.blanks(*keys)) == len(keys) else figures.amount(*keys)


def _compared(left: Value, right: Value, left_blank: Sized, right_blank: Sized) -> Result:
    off = (left or 0) - (right or 0)
    if not off:
        return PASS
    # Counts begin at 0: only a blank on the smaller side can make up for the difference.
    return ASK if len(left_blank if off < 0 else right_blank) else FAIL


@cache
def equations(form: Format) -> tuple[Equation, ...]:
    """All that must hold within one report: 42 in the format of 2021, 40 in that of 2019."""
    return (*_in_columns(form), *_in_rows(form))


def _in_columns(form: Format) -> Iterator[Equation]:
    (block,) = form.table("table2").blocks
    (total,) = (row for row in block.rows if row.adds)
    for column in block.columns:

        def cells(*rows: str, key: str = column.key) -> tuple[str, ...]:
            return tuple(f"table2.{row}.{key}" for row in rows)

        words = {"column": column.name_zh}
        both = cells(total.key, "carried_out")
        yield Equation(IDENTITY, column.key, cells("new", "carried_in"), both, words)
        yield Equation(RESULT_TOTAL, column.key, cells(*total.adds), cells(total.key), words)


def _in_rows(form: Format) -> Iterator[Equation]:
    for check, key in ((ROW_TOTAL, "table2"), (CASE_TOTAL, "table3")):
        (block,) = form.table(key).blocks
        (total,) = (column.key for column in block.columns if column.total)
        for row in block.rows:
            parts = tuple(f"{key}.{row.key}.{c.key}" for c in block.columns if not c.total)
            yield Equation(check, row.key, parts, (f"{key}.{row.key}.{total}",), {"row": row.line})


def arithmetic(figures: Figures) -> Iterator[Finding]:
    """What must hold within the tables."""
    return (equation.found(figures) for equation in equations(figures.format))


# -- years and units ------------------------------------------------------------------

CARRIED = Check(
    "carried_over",
    "column",
    _("What last year carried over is what this year begins with"),
    _(
        "Table 2, column “%(column)s”: last year's report carried over %(left)s, this year's begins with"
        " %(right)s. Correct this year's item two, or amend last year's report."
    ),
)
IN_FORCE = Check(
    "in_force",
    "row",
    _("In force: last year's, those issued added, those repealed taken off"),
    _(
        "Table 1, “%(row)s”: last year's in force, plus those issued, less those repealed, make %(left)s;"
        " the report says %(right)s. If documents expired or were counted anew, say so."
    ),
    ASK,
)
CHILDREN = Check(
    "children",
    "cell",
    _("The figure is the sum of the units' figures"),
    _("“%(cell)s”: the units' reports add up to %(left)s, this one says %(right)s.%(who)s"),
)
_LEFT_OUT = _(" The difference is just what %(units)s reports: is it left out?")
_TWICE = _(" The difference is just what %(units)s reports: is it counted twice?")


def carried_over(figures: Figures, last: Figures) -> Iterator[Finding]:
    """Whether a year begins with what the year before carried over.

    Of a unit that took in others, ``last`` is the sum of them all (``models.report_content.added``).
    """
    (block,) = figures.format.table("table2").blocks
    for column in block.columns:
        before, now = f"table2.carried_out.{column.key}", f"table2.carried_in.{column.key}"
        left, right = last[before], figures[now]
        result = _compared(left, right, last.blanks(before), figures.blanks(now))
        yield Finding(CARRIED, column.key, result, (now,), left, right, {"column": column.name_zh})


def in_force(figures: Figures, last: Figures) -> Iterator[Finding]:
    """Whether what is in force follows from last year's; years of the older format do not say."""
    for row in figures.format.table("table1").blocks[0].rows:
        issued, repealed, now = cells = [f"table1.{row.key}.{c}" for c in ("issued", "repealed", "in_force")]
        if not all(cell in figures.format.cells and cell in last.format.cells for cell in cells):
            continue
        if last.blanks(now) or figures.blanks(*cells):
            continue
        left = last.amount(now) + figures.amount(issued) - figures.amount(repealed)
        right = figures.amount(now)
        result = IN_FORCE.result(met=left == right)
        yield Finding(IN_FORCE, row.key, result, tuple(cells), left, right, {"row": row.line})


def consolidated(figures: Figures, children: Mapping[str, Figures]) -> Iterator[Finding]:
    """Whether each cell is the sum of the units' cells; ``children`` by the names of the units.

    Raises ValueError where a unit reports in another format.
    """
    whole = added(figures.format, children.values())
    for key, cell in figures.format.cells.items():
        left, right = whole[key], figures[key]
        blank = [child for child in children.values() if child.blanks(key)]
        result = _compared(left, right, blank, figures.blanks(key))
        off = (left or 0) - (right or 0)
        units = tuple(name for name, child in children.items() if off and child[key] == abs(off))
        hint = _LEFT_OUT if off > 0 else _TWICE
        # An enumeration comma reads well in both languages: the names are Chinese.
        who = str(hint) % {"units": "、".join(units)} if units else ""
        yield Finding(CHILDREN, key, result, (key,), left, right, {"cell": cell.label, "who": who})
