"""The units of the sample county: real kinds of unit, invented rooms and telephone numbers."""

from __future__ import annotations

from typing import Any

COUNTY = "罗甸县人民政府"
PREFECTURE = "黔南布依族苗族自治州人民政府"
HOURS = "工作日 9:00—12:00，13:00—17:00（夏季 14:30—18:00）"


def _department(code: str, name: str, word: str, room: str, phone: str) -> dict[str, Any]:
    return _receiving(code, name, word, "department", f"罗甸县斛兴街道行政中心{room}室", phone)


def _township(code: str, name: str, word: str, phone: str) -> dict[str, Any]:
    place = name.removeprefix("罗甸县").removesuffix("人民政府").removesuffix("办事处")
    return _receiving(code, name, word, "township", f"罗甸县{place}党政综合大楼一楼政务公开窗口", phone)


def _enterprise(
    code: str, name: str, word: str, phone: str, authority: str, place: str = "营业大厅"
) -> dict[str, Any]:
    """A public enterprise below its line authority."""
    return {**_receiving(code, name, word, "enterprise", f"{name}{place}", phone), "parent": authority}


def _receiving(code: str, name: str, word: str, kind: str, address: str, phone: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "word": word,
        "kind": kind,
        "body": f"{name}信息公开工作机构",
        "address": address,
        "hours": HOURS,
        "phone": f"0854-{phone}",
        "fax": f"0854-{int(phone) + 1}",
        "email": f"{code.lower()}@luodian.example",
        "reconsideration_organ": COUNTY,
    }


def _division(code: str, name: str, parent: str) -> dict[str, Any]:
    return {"code": code, "name": name, "word": "", "kind": "division", "parent": parent}


UNITS: tuple[dict[str, Any], ...] = (
    {
        **_receiving(
            "XZFB",
            "罗甸县人民政府办公室",
            "罗府办",
            "county_office",
            "罗甸县斛兴街道行政中心主楼302室",
            "7610101",
        ),
        "reconsideration_organ": PREFECTURE,
    },
    {
        **_receiving(
            "LDXZ",
            "罗甸县政务公开领导小组办公室",
            "罗公开办",
            "leading_group",
            "罗甸县斛兴街道行政中心主楼305室",
            "7610111",
        ),
        "reconsideration_organ": PREFECTURE,
    },
    _department("FGJ", "罗甸县发展和改革局", "罗发改", "411", "7610201"),
    _department("JYJ", "罗甸县教育局", "罗教", "附楼201", "7610211"),
    _department("GXJ", "罗甸县工业信息化和科学技术局", "罗工信", "415", "7610221"),
    _department("GAJ", "罗甸县公安局", "罗公", "警务大厅一楼", "7610231"),
    _department("MZJ", "罗甸县民政局", "罗民", "附楼305", "7610241"),
    _department("SFJ", "罗甸县司法局", "罗司", "508", "7610251"),
    _department("CZJ", "罗甸县财政局", "罗财", "601", "7610261"),
    _department("RSJ", "罗甸县人力资源和社会保障局", "罗人社", "附楼102", "7610271"),
    _department("ZRJ", "罗甸县自然资源局", "罗自然资", "705", "7610281"),
    _department("ZJJ", "罗甸县住房和城乡建设局", "罗住建", "712", "7610291"),
    _department("JTJ", "罗甸县交通运输局", "罗交", "611", "7610301"),
    _department("SWJ", "罗甸县水务局", "罗水", "615", "7610311"),
    _department("NYJ", "罗甸县农业农村局", "罗农", "附楼401", "7610321"),
    _department("LYJ", "罗甸县林业局", "罗林", "附楼407", "7610331"),
    _department("WGJ", "罗甸县文化广电和旅游局", "罗文旅", "附楼503", "7610341"),
    _department("WJJ", "罗甸县卫生健康局", "罗卫健", "附楼506", "7610351"),
    _department("YJJ", "罗甸县应急管理局", "罗应急", "802", "7610361"),
    _department("SJJ", "罗甸县审计局", "罗审", "806", "7610371"),
    _department("SCJ", "罗甸县市场监督管理局", "罗市监", "附楼601", "7610381"),
    _department("TJJ", "罗甸县统计局", "罗统", "809", "7610391"),
    _department("YBJ", "罗甸县医疗保障局", "罗医保", "附楼108", "7610401"),
    _department("STJ", "黔南州生态环境局罗甸分局", "罗环", "附楼702", "7610411"),
    _department("ZFJ", "罗甸县综合行政执法局", "罗综执", "附楼705", "7610421"),
    _department("XFJ", "罗甸县信访局", "罗信", "101", "7610431"),
    _township("LPZ", "罗甸县龙坪镇人民政府", "龙府", "7620101"),
    _township("BYZ", "罗甸县边阳镇人民政府", "边府", "7620111"),
    _township("MYZ", "罗甸县沫阳镇人民政府", "沫府", "7620121"),
    _township("MJZ", "罗甸县茂井镇人民政府", "茂府", "7620131"),
    _township("FTZ", "罗甸县逢亭镇人民政府", "逢府", "7620141"),
    _township("LKZ", "罗甸县罗悃镇人民政府", "悃府", "7620151"),
    _township("HSZ", "罗甸县红水河镇人民政府", "红府", "7620161"),
    _township("MUZ", "罗甸县木引镇人民政府", "木府", "7620171"),
    _township("FYX", "罗甸县凤亭乡人民政府", "凤府", "7620181"),
    _township("HXJ", "罗甸县斛兴街道办事处", "斛办", "7620191"),
    _enterprise("GSGS", "罗甸县供水有限责任公司", "罗供水", "7630101", "ZJJ"),
    _enterprise("GDJ", "罗甸供电局", "罗供电", "7630111", "GXJ"),
    _enterprise("RQGS", "罗甸县燃气有限责任公司", "罗燃气", "7630121", "ZJJ"),
    _enterprise("GJGS", "罗甸县公共交通有限责任公司", "罗公交", "7630131", "JTJ"),
    _enterprise("XRMYY", "罗甸县人民医院", "罗医", "7630141", "WJJ", "门诊大厅"),
    _enterprise("DYZX", "罗甸县第一中学", "罗一中", "7630151", "JYJ", "办公室"),
    _enterprise("WSCL", "罗甸县污水处理厂", "罗污水", "7630161", "ZJJ", "办公室"),
    _enterprise("JSFW", "罗甸县计划生育技术服务站", "罗计服", "7630171", "WJJ", "服务大厅"),
    _division("XZFB-GK", "政务公开股", "XZFB"),
    _division("XZFB-MS", "文秘股", "XZFB"),
    _division("XZFB-DC", "督查室", "XZFB"),
    _division("ZRJ-ZD", "征地事务股", "ZRJ"),
    _division("ZRJ-QJ", "确权登记股", "ZRJ"),
    _division("ZJJ-WY", "物业与房产股", "ZJJ"),
    _division("RSJ-SB", "社会保险股", "RSJ"),
    _division("JYJ-JC", "基础教育股", "JYJ"),
)
"""Columns of a unit; ``parent`` is the code of the unit it belongs to."""

COLUMNS: dict[str, tuple[str, str, int | None]] = {
    "activities": ("XZFB", "periodic", 60),
    "policies": ("XZFB", "periodic", 60),
    "interpretations": ("XZFB", "any_time", None),
    "announcements": ("XZFB", "daily", 10),
    "documents": ("XZFB", "any_time", None),
    "speeches": ("XZFB", "periodic", 60),
    "meetings": ("XZFB", "periodic", 120),
    "proposals": ("XZFB", "any_time", None),
    "supervision": ("XZFB", "periodic", 20),
    "research": ("NYJ", "periodic", 80),
    "interactive": ("XZFB", "periodic", 40),
}
"""Of a column of the portal who keeps it, how it is renewed and after how many working days at the latest.

The speeches are overdue whenever the county is played.
"""
