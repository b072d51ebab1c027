"""Interpreters of the sample county: its departments' teams and the county's own (附件2 五)."""

from __future__ import annotations

from models.sample.story import On, Step, Story


def _interpreter(
    unit: str, name: str, kind: str, position: str, field: str, *steps: Step, phone: str = ""
) -> Story:
    county = unit == "XZFB"
    values = {
        "title": name,
        "team": "county" if county else "unit",
        "kind": kind,
        "position": position,
        "field": field,
        "phone": phone or None,
        "since": On(0),
    }
    return Story("interpreters", unit, 260, "reviewer" if county else "clerk", values, steps)


INTERPRETERS = (
    _interpreter(
        "XZFB", "罗思齐", "adviser", "县政府法律顾问，律师", "行政法、规范性文件", phone="0854-7640101"
    ),
    _interpreter(
        "XZFB", "陆怀谦", "expert", "黔南某师范学院副教授", "公共财政、民生政策", phone="0854-7640102"
    ),
    _interpreter("XZFB", "黔南地质环境技术服务中心", "institution", "专业技术机构", "地质灾害防治"),
    _interpreter(
        "XZFB",
        "莫听澜",
        "journalist",
        "县融媒体中心记者",
        "访谈、短视频",
        Step(200, "reviewer", "leave", {"until": On(200)}),
    ),
    _interpreter("ZRJ", "韦承屹", "head", "县自然资源局分管负责人", "自然资源管理", phone="0854-7610283"),
    _interpreter("CZJ", "韦廪实", "head", "县财政局分管负责人", "预算管理、专项资金"),
    _interpreter("JYJ", "石育禾", "maker", "县教育局基础教育股负责人", "招生、学前教育"),
    _interpreter("WJJ", "何康宁", "head", "县卫生健康局分管负责人", "基层医疗、公共卫生"),
)
