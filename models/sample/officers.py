"""Information officers of the sample county: each unit reports its own, one unit has none at present."""

from __future__ import annotations

from typing import Any

from models.sample.story import On, Side, Step, Story

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
    "GSGS": ("班清泉", "7630103"),
}
_ENTERED_BY_THE_OFFICE = {
    "LDXZ": "何青屿",
    "FGJ": "王砚农",
    "GXJ": "陈砺石",
    "GAJ": "韦安澜",
    "MZJ": "罗济民",
    "SFJ": "杨正则",
    "JTJ": "黄远途",
    "SWJ": "陆润川",
    "LYJ": "岑望林",
    "WGJ": "蒙知乐",
    "YJJ": "班平野",
    "SJJ": "何察微",
    "SCJ": "覃公允",
    "TJJ": "莫数真",
    "YBJ": "石佑康",
    "STJ": "卢碧波",
    "ZFJ": "吴持衡",
    "XFJ": "王听民",
    "MJZ": "陈茂竹",
    "FTZ": "韦逢春",
    "LKZ": "罗悃诚",
    "HSZ": "杨红河",
    "MUZ": "黄木引",
    "FYX": "陆凤鸣",
    "HXJ": "岑斛光",
    "GDJ": "蒙明电",
    "RQGS": "班蓝焰",
    "GJGS": "何通达",
    "XRMYY": "覃仁心",
    "DYZX": "莫书声",
}
"""Of units whose clerks have no account yet."""


def _values(name: str, phone: str, duty: str = "办公室工作人员", since: int = 0) -> dict[str, Any]:
    return {
        "title": name,
        "duty": f"{duty}，负责信息采集、报送和发布",
        "phone": f"0854-{phone}",
        "since": On(since),
    }


def _officer(unit: str, ago: int, name: str, phone: str, *steps: Step, sides: tuple[Side, ...] = ()) -> Story:
    return Story("information-officers", unit, ago, "clerk", _values(name, phone), steps, sides)


def _followed_by(after: int, name: str, phone: str, duty: str, *steps: Step) -> Side:
    """Somebody else is reported in her place."""
    values = _values(name, phone, duty, after)
    return Side("information-officers", "replaces", after, "clerk", values, steps)


def _filed(after: int) -> Step:
    return Step(after, REVIEWER, "file", {"filed_on": On(after)})


OFFICERS = (
    *(_officer(unit, _BEGAN, name, phone, _filed(1)) for unit, (name, phone) in _OFFICERS.items()),
    *(
        Story(
            "information-officers",
            unit,
            _BEGAN - 60,
            REVIEWER,
            _values(name, f"7611{place:03}"),
            (_filed(1),),
        )
        for place, (unit, name) in enumerate(_ENTERED_BY_THE_OFFICE.items(), 1)
    ),
    _officer(
        "MYZ",
        _BEGAN,
        "黄沫白",
        "7620123",
        _filed(1),
        Step(_BEGAN - 5, "clerk", "end", {"ended_on": On(_BEGAN - 5)}, "调县委党校工作，尚未确定接替人员"),
    ),
    _officer(
        "BYZ",
        _BEGAN,
        "王阳禾",
        "7620113",
        _filed(1),
        sides=(_followed_by(120, "罗边月", "7620114", "党政办主任", _filed(121)),),
    ),
    _officer(
        "LPZ",
        _BEGAN,
        "莫龙溪",
        "7620103",
        _filed(1),
        sides=(_followed_by(_BEGAN - 3, "石坪生", "7620104", "党政办副主任"),),
    ),
    _officer(
        "JYJ",
        40,
        "莫知夏",
        "7610213",
        Step(1, "clerk", "drop", reason="重复填报"),
    ),
)
"""In BYZ one was replaced, in LPZ the successor is not filed yet, in MYZ nobody serves."""
