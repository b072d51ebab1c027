"""What became of the files of publications: lent, given back, destroyed by a list (附件1 第十六条)."""

from __future__ import annotations

from typing import Any

from models.sample.publication_roads import road
from models.sample.story import InColumn, On, RecordOf, Side, Step, Story

_DOWN = "活动结束，信息不再有效"


def _loan(publication: str, after: int, borrower: str, purpose: str, *steps: Step) -> Side:
    """Its file is lent so many days after the story began."""
    values = {"title": publication, "borrower": borrower, "purpose": purpose, "lent_on": On(after)}
    return Side("file-loans", "publication", after, "clerk", values, steps)


def _back(after: int) -> Step:
    return Step(after, "clerk", "give_back", {"returned_on": On(after)})


def _list(ago: int, name: str, *steps: Step) -> Story:
    values = {"title": name, "ground": "保管期限已满，经鉴定无继续保存价值。"}
    return Story("destruction-lists", "LPZ", ago, "clerk", values, steps)


def _publication(unit: str, title: str, body: str) -> dict[str, Any]:
    return {
        "title": title,
        "origin": "department",
        "media": "text",
        "column_id": InColumn("announcements"),
        "source_name": unit,
        "secrecy_level": "unclassified",
        "body": body,
    }


def _listed(on_list: str, title: str, body: str, down: int, *steps: Step) -> Story:
    """A publication that was online, was taken down, and came onto a list."""
    told = (
        *road("department", "announcements"),
        Step(down, "clerk", "take_down", {"taken_down_on": On(down)}, _DOWN),
        Step(down + 1, "clerk", "list_up", {"destruction_list_id": RecordOf("destruction-lists", on_list)}),
        *steps,
    )
    return Story("publications", "LPZ", 90, "clerk", _publication(_TOWN, title, body), told)


_TOWN = "罗甸县龙坪镇人民政府"
_LIST = "龙坪镇到期信息文档销毁清册"
_SECOND_LIST, _THIRD_LIST = f"{_LIST}（第二批）", f"{_LIST}（第三批）"
_LENT = "龙坪镇农村公路养护情况公开"

FILES = (
    Story(
        "publications",
        "LPZ",
        60,
        "clerk",
        _publication(_TOWN, _LENT, "全镇通村公路已完成日常养护一百二十公里。"),
        road("department", "announcements"),
        sides=(
            _loan(_LENT, 12, "县档案馆 覃守简", "编研工作查考", _back(18)),
            _loan(_LENT, 57, "县交通运输局 何养路", "核对养护里程"),
            _loan(_LENT, 40, "县审计局 卢清账", "专项资金审计取证"),
        ),
    ),
    _list(
        90,
        _LIST,
        Step(22, "clerk", "submit"),
        Step(23, "head", "return_list", reason="集贸市场公告仍有查考价值，请移出"),
        Step(25, "clerk", "submit"),
        Step(26, "head", "approve"),
        Step(30, "clerk", "carry_out", {"destroyed_on": On(30), "witnesses": "石坪生、吴静渊"}),
    ),
    _list(90, _SECOND_LIST, Step(80, "clerk", "submit"), Step(82, "head", "approve")),
    _list(90, _THIRD_LIST, Step(85, "clerk", "submit")),
    _listed(_SECOND_LIST, "龙坪镇2016年春耕农资展销会公告", "展销会定于3月举行。", 60),
    _listed(_THIRD_LIST, "龙坪镇2016年冬季招聘会公告", "招聘会定于12月举行。", 70),
    _listed(
        _LIST,
        "龙坪镇2015年春耕农资展销会公告",
        "展销会定于3月举行。",
        15,
    ),
    _listed(
        _LIST,
        "龙坪镇集贸市场摊位招租公告",
        "现有摊位四十六个面向社会招租。",
        16,
        Step(24, "clerk", "strike_off", reason="仍有查考价值"),
    ),
    Story(
        "destruction-lists",
        "NYJ",
        20,
        "clerk",
        {"title": "农业技术类信息文档销毁清册", "ground": "拟销毁重复文档。"},
        (Step(3, "clerk", "drop", reason="经鉴定全部留存"),),
    ),
)
