"""What assessments are made of: the six areas, the ways of scoring, a first scheme (附件6 第五、九条)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flask_babel import lazy_gettext as _

AREAS = {
    "organisation": _("Organisation and leadership"),
    "content": _("Content of disclosure"),
    "form": _("Form of disclosure"),
    "procedure": _("Procedure and time"),
    "institutions": _("Institutions"),
    "effect": _("Effect"),
}
"""The six of annex 6 article 5, in its order."""

COMPUTED, REPORTED, PANEL = "computed", "reported", "panel"
WAYS = {
    COMPUTED: _("Computed from the records"),
    REPORTED: _("Self-report, checked by the office"),
    PANEL: _("Mean of the panel"),
}
"""附件6 第九条(三): 对照指标、自报材料、综合评议."""

DEPARTMENTS, TOWNSHIPS, ENTERPRISES = "departments", "townships", "enterprises"
GROUPS = {
    DEPARTMENTS: _("All departments"),
    TOWNSHIPS: _("All townships and sub-districts"),
    ENTERPRISES: _("All public enterprises"),
}
KINDS_OF = {
    DEPARTMENTS: ("county_office", "department"),
    TOWNSHIPS: ("township",),
    ENTERPRISES: ("enterprise",),
}
"""The kinds of unit in each group (附件6 第二条)."""

PASS_MARK = Decimal("60.00")
"""Below it a unit has not passed, unless the scheme says otherwise."""


@dataclass(frozen=True)
class Proposed:
    """An indicator a scheme may begin with."""

    area: str
    title: str
    weight: str
    way: str
    standard: str
    figure: str = ""


STANDARD = (
    Proposed(
        "organisation",
        "领导机构和办事机构健全，专题研究部署",
        "5.00",
        REPORTED,
        "明确分管领导和承办机构，全年专题研究不少于2次；缺一项扣2分。",
    ),
    Proposed(
        "organisation",
        "年度工作计划、目标和措施的制定与落实",
        "5.00",
        REPORTED,
        "有计划、有分工、有落实情况；缺一项扣2分。",
    ),
    Proposed(
        "content",
        "公开事项清单、流程图、明白卡齐全",
        "10.00",
        COMPUTED,
        "按三者齐全的事项占全部事项的比例计分。",
        "whole_items",
    ),
    Proposed(
        "content",
        "公开内容准确、规范、要素完整",
        "15.00",
        PANEL,
        "抽看主动公开内容，由考核小组综合评议。",
    ),
    Proposed(
        "form",
        "公开载体多样，方便群众知情办事",
        "10.00",
        REPORTED,
        "除门户网站外，每多一种有效载体得2分，得满为止。",
    ),
    Proposed("form", "门户网站栏目维护", "5.00", PANEL, "栏目无空白、无错链，由考核小组综合评议。"),
    Proposed(
        "procedure",
        "公文自印发之日起20个工作日内公开",
        "12.00",
        COMPUTED,
        "按期限内公开的公文占应公开公文的比例计分。",
        "timely_publications",
    ),
    Proposed(
        "procedure",
        "依申请公开按期答复",
        "12.00",
        COMPUTED,
        "按期限内答复的申请占应答复申请的比例计分。",
        "timely_answers",
    ),
    Proposed(
        "procedure",
        "网民留言按期回复",
        "6.00",
        COMPUTED,
        "按期限内回复的留言占应回复留言的比例计分。",
        "timely_replies",
    ),
    Proposed(
        "institutions",
        "基本制度和配套制度健全",
        "5.00",
        REPORTED,
        "主动公开、依申请公开、审核、考核评议、责任追究制度齐全；缺一项扣1分。",
    ),
    Proposed(
        "institutions",
        "抽查发现问题按期整改",
        "5.00",
        COMPUTED,
        "按期限内整改到位的问题占抽查发现问题的比例计分。",
        "timely_corrections",
    ),
    Proposed(
        "effect",
        "机关作风、行政效能和群众满意度",
        "10.00",
        PANEL,
        "结合群众评价，由考核小组综合评议。",
    ),
)
"""A scheme of the hundred points (附件6 第五、七条), for an office to begin with and change."""
