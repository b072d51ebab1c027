"""What is used of the library of workbooks; imported with the first that comes, not with every process."""

from __future__ import annotations

import warnings

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

__all__ = ["from_excel", "get_column_letter", "load_workbook", "unescape"]

# What it leaves out of a workbook (drawings, extensions) is nothing anybody wants registered.
warnings.filterwarnings("ignore", module=r"openpyxl\.")
