"""A year of documents: for each piece of work a plan for everybody, and a report to those above (附件4)."""

from __future__ import annotations

from models.sample.document_roads import PUBLIC, closed, copies, document, road
from models.sample.publication_roads import online
from models.sample.story import Story
from models.sample.tables import rows

BODY = (
    "一、工作目标\n{aim}。\n二、工作任务\n（一）摸清底数，建立台账。\n（二）压实责任，分步实施。\n"
    "（三）定期通报，逐项销号。\n三、工作要求\n各乡镇、各有关部门要加强组织领导，按月报送工作进展。"
)
REPORT = (
    "现将{theme}工作情况报告如下。\n一、基本情况\n按照“{aim}”的要求，有关工作有序推进。\n"
    "二、下步打算\n对照问题清单逐项整改。"
)
SENT_UP = closed("withheld", "属于向上级机关的工作报告，反映的事项仍在处理。")
DAYS = 190
"""Working days over which the plans are spread; the newest began so many days ago that it is online."""
RECEIVER = "县政务服务中心综合窗口 莫敬之"


def _year() -> tuple[Story, ...]:
    stories = []
    for turn, row in enumerate(rows("documents")):
        unit, theme, aim = row["unit"], row["theme"], row["aim"]
        plan = f"关于印发罗甸县{theme}工作方案的通知"
        report = f"罗甸县人民政府关于{theme}工作情况的报告"
        ago = 40 + turn * 37 % DAYS
        beside = (copies(10, RECEIVER), online(7, goes=turn % 6))
        stories += [
            document(ago, unit, plan, BODY.format(aim=aim), road("issue", PUBLIC), sides=beside),
            document(
                ago - 25,
                unit,
                report,
                REPORT.format(theme=theme, aim=aim),
                road("issue", SENT_UP),
                kind="report",
                document_word="government",
                addressees="黔南州人民政府",
                touches_the_public=False,
            ),
        ]
    return tuple(stories)


YEAR_OF_DOCUMENTS = _year()
