"""The draft of a circular on a breach, as the county words it; the document it becomes is edited by hand."""

from __future__ import annotations

from typing import Any

from models.breach_kinds import KINDS
from models.citation import cite

TO_ALL = "各乡镇人民政府（街道办事处），县府各工作部门"
"""As the county addresses all its units."""
_TITLE = "关于{unit}违反政务公开工作制度情况的通报"
_FACTS = "经查，{unit}存在以下问题：{facts}"
_BREACH = "上述行为{violation}。经县政务公开领导小组办公室认定，依据{sanction}的规定，对{unit}予以通报批评。"
_ORDER = "{unit}要认真整改，并于{day}前将整改情况报告责令改正的机关。"
_WARNING = "各单位要引以为戒，严格执行政务公开各项制度，切实防止类似问题发生。"


def provisions(code: str) -> dict[str, str]:
    """What a kind of breach comes to (``violation``), and the provision that says what follows from it.

    Annex 1 says in its own articles what is to be done; the other annexes list what is a breach.
    """
    kind = KINDS[code]
    of_duty = kind.broken.act is not kind.sanction.act or kind.broken.number != kind.sanction.number
    pattern = "违反了{}的规定" if of_duty else "属于{}所列情形"
    return {"violation": pattern.format(cite((kind.broken,))), "sanction": cite((kind.sanction,))}


def circular_columns(breach: Any, unit: str) -> dict[str, Any]:
    """What the document begins with; never the person in charge."""
    day, told = breach.correct_by, {"unit": unit, **provisions(breach.kind)}
    lines = [_FACTS.format(**told, facts=breach.facts), _BREACH.format(**told)]
    if day:
        lines.append(_ORDER.format(**told, day=f"{day.year}年{day.month}月{day.day}日"))
    return {
        "title": _TITLE.format(**told),
        "kind": "circular",
        "document_word": "office",
        "addressees": TO_ALL,
        "body": "\n".join([*lines, _WARNING]),
    }
