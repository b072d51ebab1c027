"""Information officers of the sample county: each unit reports its own, one unit has none at present."""

from __future__ import annotations

from models.sample.story import On, Step, Story

REVIEWER = "XZFB.reviewer"
_BEGAN = 320
_OFFICERS = {
    "XZFB": ("罗月霜", "7610102"),
    "ZRJ": ("陈疏影", "7610283"),
    "ZJJ": ("杨汀兰", "7610293"),
    "RSJ": ("蒙采薇", "7610273"),
    "JYJ": ("莫知夏", "7610213"),
    "CZJ": ("罗计之", "7610263"),
    "NYJ": ("黄稼轩", "7610323"),
    "WJJ": ("班杏林", "7610353"),
    "LPZ": ("莫龙溪", "7620103"),
    "BYZ": ("罗边月", "7620113"),
    "GSGS": ("班清泉", "7630103"),
}


def _officer(unit: str, ago: int, name: str, phone: str, *steps: Step, duty: str = "办公室工作人员") -> Story:
    values = {
        "title": name,
        "duty": f"{duty}，负责信息采集、报送和发布",
        "phone": f"0854-{phone}",
        "since": On(0),
    }
    return Story("information-officers", unit, ago, "clerk", values, steps)


def _filed(after: int) -> Step:
    return Step(after, REVIEWER, "file", {"filed_on": On(after)})


OFFICERS = (
    *(_officer(unit, _BEGAN, name, phone, _filed(1)) for unit, (name, phone) in _OFFICERS.items()),
    _officer(
        "MYZ",
        _BEGAN,
        "黄沫白",
        "7620123",
        _filed(1),
        Step(_BEGAN - 5, "clerk", "end", {"ended_on": On(_BEGAN - 5)}, "调县委党校工作，尚未确定接替人员"),
    ),
    _officer("LPZ", 3, "石坪生", "7620104", duty="党政办副主任"),
    _officer(
        "JYJ",
        40,
        "莫知夏",
        "7610213",
        Step(1, "clerk", "drop", reason="重复填报"),
    ),
)
"""In LPZ a second one was reported and is not filed yet; in MYZ nobody serves."""
