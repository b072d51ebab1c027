"""The fonts letters are set in, and which characters they can show.

Five Fandol faces cover GB 2312; a sixth file holds the rarer ideographs, for names. A county
may put its own licensed faces into a folder of its own (setting ``GONGKAI_FONTS``), named after
the roles below with any of the usual endings (``fangsong.ttf``, ``xiaobiaosong.otf`` …); each then
comes first in its role, the shipped face stays behind it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "fonts"
ENDINGS = (".otf", ".ttf")

SHIPPED = {
    "fangsong": "FandolFang-Regular.otf",  # 仿宋, body
    "kaiti": "FandolKai-Regular.otf",  # 楷体, second level
    "heiti": "FandolHei-Regular.otf",  # 黑体, first level
    "songti": "FandolSong-Regular.otf",  # 宋体, page numbers
    "xiaobiaosong": "FandolSong-Bold.otf",  # 小标宋, titles
    "rare": "NotoSerifCJKsc-RareNames.otf",
}


def faces(fonts_dir: Path | None = None) -> dict[str, Path]:
    """Family name to font file: ``fangsong`` as shipped, ``county-fangsong`` from the county's folder."""
    found = {role: FOLDER / name for role, name in SHIPPED.items()}
    if fonts_dir:
        for role in SHIPPED:
            own = next(
                (fonts_dir / (role + end) for end in ENDINGS if (fonts_dir / (role + end)).is_file()), None
            )
            if own:
                found[f"county-{role}"] = own
    return found


def missing_glyphs(text: str, fonts_dir: Path | None = None) -> tuple[str, ...]:
    """Characters of ``text`` that a letter could not show, once each, in order of appearance.

    The body face is what counts: with its fallbacks it must show whatever a record holds.
    """
    roles = ("county-fangsong", "fangsong", "county-rare", "rare")
    files = faces(fonts_dir)
    covered = frozenset[int]().union(*(_covered(files[role]) for role in roles if role in files))
    printable = dict.fromkeys(char for char in text if not char.isspace())
    return tuple(char for char in printable if ord(char) not in covered)


@cache
def _covered(font: Path) -> frozenset[int]:
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
