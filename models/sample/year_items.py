"""The rest of the county's catalogue of items, entered over some weeks, unit by unit (附件7)."""

from __future__ import annotations

from collections import Counter

from models.sample.catalogue import REVIEWER, SENT, change
from models.sample.catalogue_items import item
from models.sample.story import Step, Story
from models.sample.tables import rows

WAYS = {
    "guide": ("办理依据、条件、材料、流程、时限、收费", "申请—受理—审核—办结—送达"),
    "money": ("补助对象、标准、申报程序、名单、发放结果", "申报—审核—公示—发放—公布结果"),
    "check": ("检查依据、对象、结果、处理情况", "制定计划—检查—告知结果—整改—公布"),
    "figures": ("数据名称、期间、口径、数值", "采集—审核—汇总—发布"),
    "plan": ("目标任务、进度安排、责任单位、落实情况", "起草—征求意见—审定—公布—通报进展"),
}
"""What of an item is disclosed, and by which steps, by the kind of item it is."""
FIRST_NUMBER = 101
"""Of a unit's items that are entered here; those of the first edition stand below it."""


def _year() -> tuple[Story, ...]:
    entered: Counter[str] = Counter()
    stories = []
    for row in rows("items"):
        unit, (content, steps) = row["unit"], WAYS[row["way"]]
        columns = item(unit, FIRST_NUMBER + entered[unit], row["level_one"], row["title"], content, steps)
        applied = (*SENT, Step(4, REVIEWER, "apply"))
        ago = 60 - 2 * entered[unit]
        stories.append(change(unit, ago, "add", "add_work", columns, "按标准化目录补充公开事项。", applied))
        entered[unit] += 1
    return tuple(stories)


YEAR_OF_ITEMS = _year()
