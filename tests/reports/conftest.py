"""Four published reports of one county-size area (平潭综合实验区), each with the address it was published at.

Those of 2019 and 2020 are in the older format; that of 2020 was published although it does not add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import strategies as st

from app.reports.reading import read
from models.report_content import Figures, Report
from models.report_format import FORMATS
from models.report_table import Format

PUBLISHED = Path(__file__).with_name("pingtan.json")
TWO_FORMATS = pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)


@pytest.fixture(scope="session")
def published() -> Mapping[int, Report]:
    """The reports by their year."""
    reports = [reading.report for reading in read(PUBLISHED.name, PUBLISHED.read_bytes())]
    return {report.year: report for report in reports if report}


@pytest.fixture
def of_2022(published: Mapping[int, Report]) -> Figures:
    """The figures of 2022."""
    return published[2022].figures


def unmet(found: object) -> dict[str, tuple[str, object, object]]:
    """What is not PASS, with both numbers."""
    return {
        finding.code: (finding.result.value, finding.left, finding.right)
        for finding in found  # type: ignore[attr-defined]
        if finding.result.value != "PASS"
    }


@st.composite
def holding(draw: st.DrawFn, form: Format) -> Figures:
    """Figures that add up, put together column by column."""
    counts = st.integers(0, 40)
    values: dict[str, int] = {}
    for key, cell in form.cells.items():
        if cell.origin != "sum" and not key.startswith("table2."):
            values[key] = draw(counts)
    (block,) = form.table("table2").blocks
    results = [
        row.key for row in block.rows if row.key not in {"new", "carried_in", "handled_total", "carried_out"}
    ]
    for column in (column.key for column in block.columns if not column.total):
        handled = 0
        for row in results:
            values[f"table2.{row}.{column}"] = count = draw(counts)
            handled += count
        out = draw(counts)
        begun = draw(st.integers(0, handled + out))
        values[f"table2.carried_out.{column}"] = out
        values[f"table2.carried_in.{column}"] = begun
        values[f"table2.new.{column}"] = handled + out - begun
    return Figures(form, values).summed()
