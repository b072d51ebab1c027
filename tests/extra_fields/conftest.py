"""A field of each kind and class, and what pages and programs need."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models import ExtraField
from tests.security.conftest import form, send, stored

__all__ = ["form", "send", "stored"]


@pytest.fixture
def fields(extra_field: Callable[..., ExtraField]) -> dict[str, ExtraField]:
    """One of each kind, and one of each class."""
    return {
        "x_terminal": extra_field("x_terminal", "受理终端"),
        "x_story": extra_field("x_story", "情况说明", kind="long_text", listed=False),
        "x_amount": extra_field("x_amount", "涉及金额", kind="number", klass="public"),
        "x_visit_on": extra_field("x_visit_on", "回访日期", kind="date"),
        "x_source": extra_field("x_source", "线索来源", choices="hotline 热线\nwindow 窗口"),
        "x_guardian": extra_field("x_guardian", "监护人", klass="personal"),
        "x_account": extra_field("x_account", "退费账号", klass="sealed", listed=False),
    }
