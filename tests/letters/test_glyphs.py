"""Which characters a letter can show."""

from __future__ import annotations

import shutil

import pytest

from app.letters import glyphs

# 𫖯 and 𬭎 stand in real names and in no GB 2312 font; 昇 and 赟 are lacked by some.
RARE_NAMES = "韦𫖯𬭎昇赟㛃䶮"


def test_every_shipped_face_is_there_with_its_licence() -> None:
    for name in glyphs.SHIPPED.values():
        assert (glyphs.FOLDER / name).is_file()
    assert "GNU GENERAL PUBLIC LICENSE" in (glyphs.FOLDER / "Fandol-COPYING.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in (glyphs.FOLDER / "NotoSerifCJK-OFL.txt").read_text("utf-8")


def test_the_faces_do_not_swell_the_product() -> None:
    assert (glyphs.FOLDER / glyphs.SHIPPED["rare"]).stat().st_size <= 12 * 2**20


def test_common_text_and_rare_names_can_be_shown() -> None:
    assert (
        glyphs.missing_glyphs("根据《条例》第三十六条第（二）项〔2026〕12号，□√—“”、；：\n" + RARE_NAMES)
        == ()
    )


def test_rare_names_need_the_fallback_face(monkeypatch) -> None:
    monkeypatch.setitem(glyphs.SHIPPED, "rare", glyphs.SHIPPED["kaiti"])
    assert "𫖯" in glyphs.missing_glyphs(RARE_NAMES)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("笑😀脸", ("😀",)),
        ("\U00031350\U0002ffff韦\U00031350", ("\U00031350", "\U0002ffff")),
        ("เ", ("เ",)),
        ("\u200b", ("\u200b",)),
    ],
)
def test_characters_no_font_has_are_named_once_each_in_order(text: str, missing: tuple[str, ...]) -> None:
    assert glyphs.missing_glyphs(text) == missing


def test_a_countys_own_face_comes_first_in_its_role(tmp_path) -> None:
    own = tmp_path / "fangsong.otf"
    shutil.copy(glyphs.FOLDER / glyphs.SHIPPED["kaiti"], own)
    faces = glyphs.faces(tmp_path)
    assert faces["county-fangsong"] == own
    assert faces["fangsong"].name == "FandolFang-Regular.otf"
    assert "county-kaiti" not in faces
    assert glyphs.missing_glyphs("政", tmp_path) == ()


def test_a_countys_own_font_for_rare_characters_counts_too(tmp_path, monkeypatch) -> None:
    shutil.copy(glyphs.FOLDER / glyphs.SHIPPED["rare"], tmp_path / "rare.otf")
    monkeypatch.setitem(glyphs.SHIPPED, "rare", glyphs.SHIPPED["kaiti"])
    assert glyphs.missing_glyphs("𫖯") == ("𫖯",)
    assert glyphs.missing_glyphs("𫖯", tmp_path) == ()
