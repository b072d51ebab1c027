"""Four published reports of one county-size area (平潭综合实验区), each with the address it was published at.

Those of 2019 and 2020 are in the older format; that of 2020 was published although it does not add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.reports.reading import read
from models.report_content import Figures, Report
from models.report_format import FORMATS

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
