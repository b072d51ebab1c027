"""Names: kept to the character when harmless, cleaned at the edges, refused when they deceive."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.files.names import clean_name, extension_of
from app.files.refusal import UnacceptableFile


@pytest.mark.parametrize(
    "name",
    [
        "政府信息公开申请.pdf",
        "关于印发《2024.1.5 工作要点》的通知（沙政办〔2024〕3号）.docx",
        'a"b;c=d%20e.pdf',
        "㐂𠮷.pdf",
        "\ue000某.pdf",
        "cafe\u0301.pdf",
        "报告.docx.pdf",
        "申 请.pdf",
        "长" * 196 + ".pdf",
    ],
)
def test_harmless_name_is_kept_to_the_character(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("  公告.pdf", "公告.pdf"), ("公告.pdf. . ", "公告.pdf"), ("\u3000公告.pdf\u3000", "公告.pdf")],
)
def test_edges_are_cleaned(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("name_missing", None),
        ("name_missing", ""),
        ("name_missing", " . "),
        ("name_missing", "..pdf"),
        ("name_missing", ".htaccess"),
        ("name_unsafe", "C:\\fakepath\\a.pdf"),
        ("name_unsafe", "a/b.pdf"),
        ("name_unsafe", "a\r\nSet-Cookie: x.pdf"),
        ("name_unsafe", "a\u200bb.pdf"),
        ("name_unsafe", "a\u2067b.pdf"),
        ("name_unsafe", "a\ufeff.pdf"),
        ("name_unsafe", "a\udcff.pdf"),
        ("name_unsafe", "a\u2028.pdf"),
        ("name_too_long", "长" * 197 + ".pdf"),
        ("name_disguised", "shell.PHP.jpg"),
        ("name_disguised", "setup.exe .2024.pdf"),
    ],
)
def test_deceiving_name_is_refused(code: str, name: str | None) -> None:
    with pytest.raises(UnacceptableFile) as caught:
        clean_name(name)
    assert caught.value.code == code


def test_extension_is_what_follows_the_last_dot() -> None:
    assert extension_of("2024.1.5.PDF") == "pdf"
    assert not extension_of("说明")


@given(st.text(max_size=240))
def test_what_passes_is_fit_to_show_and_passes_again(name: str) -> None:
    try:
        kept = clean_name(name)
    except UnacceptableFile:
        return
    assert 0 < len(kept) <= 200
    assert kept in name
    assert clean_name(kept) == kept
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in kept)
    assert "/" not in kept
