"""How the sample county's catalogue came to be: the applications, and the editions they came into (附件7)."""

from __future__ import annotations

from typing import Any

from models.sample.catalogue_items import ECONOMY, item
from models.sample.catalogue_livelihood import LIVELIHOOD
from models.sample.story import PROGRAM, On, Side, Step, Story

REVIEWER, GROUP = "XZFB.reviewer", "LDXZ.leading_group"
NOTICE = "《罗甸县公开事项清单目录规范动态管理办法》（罗府办发〔2020〕121号附件7）"
FIRST = (*ECONOMY, *LIVELIHOOD)
BY_CODE = {columns["code"]: columns for columns in FIRST}
SENT = (
    Step(1, "clerk", "submit"),
    Step(2, "head", "seal", {"unit_opinion": "经审核，情况属实，同意上报。"}),
)


def change(
    unit: str,
    ago: int,
    kind: str,
    ground: str,
    columns: dict[str, Any],
    summary: str,
    steps: tuple[Step, ...],
    *,
    who: str = "clerk",
    sides: tuple[Side, ...] = (),
    **more: Any,
) -> Story:
    """An application entered on the day of its cause; ``more`` are further columns."""
    values = {
        "origin": "unit",
        "kind": kind,
        "ground": ground,
        "caused_on": On(0),
        **columns,
        "change_summary": summary,
        "change_basis": NOTICE,
        "filled_by": "办公室工作人员",
        "phone": "0854-7610000",
        **more,
    }
    return Story("item-changes", unit, ago, who, values, steps, sides)


def _edition(after: int, published: int, name: str, reported: int | None = None) -> Side:
    """The edition a story's change came into, published so many days after the story began."""
    answers = {
        "title": f"罗甸县政务公开事项清单目录（{name}）",
        "effective_on": On(published + 1),
        "published_on": On(published),
        "published_where": "政务公开—公开事项清单目录",
    }
    steps = [Step(published, REVIEWER, "publish", answers)]
    if reported is not None:
        told = {"reported_to": "黔南州人民政府办公室", "reported_on": On(reported)}
        steps.append(Step(reported, REVIEWER, "report", told))
    return Side("catalogue-editions", "edition", after, PROGRAM, {}, tuple(steps))


def _applied(day: int) -> tuple[Step, ...]:
    return (*SENT, Step(day, REVIEWER, "apply"))


_LISTED = Side("disclosure-items", "item", 4, PROGRAM, {}, ())

_BEGINNING = tuple(
    change(
        columns["code"].partition("-")[0],
        70,
        "add",
        "add_work",
        columns,
        "新增公开事项，同步编制流程图。",
        _applied(4),
        sides=(_edition(6, 8, "第1版", 10), _LISTED) if place == len(FIRST) - 1 else (),
    )
    for place, columns in enumerate(FIRST)
)

_REVISION = (
    change(
        "RSJ",
        30,
        "add",
        "add_document",
        item(
            "RSJ",
            4,
            "社会保险",
            "失业保险稳岗返还",
            "返还条件、返还比例、企业名单、公示结果",
            "数据比对—公示—拨付",
            "《失业保险条例》",
            card="不裁员、少裁员的参保企业免申即享；资金直接拨付企业账户；咨询电话0854-7610271。",
        ),
        "新出台稳岗返还政策，增加公开事项。",
        _applied(4),
        sides=(_edition(11, 12, "第2版"),),
    ),
    change(
        "ZRJ",
        30,
        "change",
        "change_elements",
        {
            **BY_CODE["ZRJ-001"],
            "channels": "政府网站、政务服务中心、微信公众号",
            "update_time": "信息变更之日起5个工作日内",
        },
        "公开渠道增加微信公众号，更新时间调整为5个工作日内。",
        (
            Step(1, "clerk", "submit"),
            Step(1, "head", "hand_back", reason="请补充流程图是否修订的说明。"),
            *(Step(2, "clerk", "submit"), Step(3, "head", "seal", {"unit_opinion": "同意变更。"})),
            Step(5, REVIEWER, "apply"),
        ),
        flow_chart="kept",
        flow_chart_reason="办理环节没有变化。",
        flow_steps=None,
    ),
    change(
        "JYJ",
        30,
        "remove",
        "remove_document",
        {"code": "JYJ-003", "title": BY_CODE["JYJ-003"]["title"]},
        "职责调整，清除该公开事项并同步删除流程图。",
        (
            *SENT,
            Step(3, REVIEWER, "send_back", reason="请注明职责调整的文件依据。"),
            *(
                Step(4, "clerk", "submit"),
                Step(5, "head", "seal", {"unit_opinion": "同意清除。"}),
            ),
            Step(6, REVIEWER, "apply"),
        ),
        sides=(Side("disclosure-items", "item", 7, PROGRAM, {}, ()),),
    ),
    change(
        "WJJ",
        30,
        "change",
        "change_elements",
        {**BY_CODE["WJJ-002"], "content": "疫苗品种、接种程序、接种单位、接种时间、异常反应报告电话"},
        "县政府办公室建议补充异常反应报告电话。",
        (
            Step(4, REVIEWER, "propose"),
            Step(8, GROUP, "go_on", reason="单位逾期未申请，经催办仍未反馈意见。"),
            Step(9, REVIEWER, "apply"),
        ),
        who=REVIEWER,
        origin="office",
        flow_steps="预约—登记—健康询问—接种—留观—异常反应报告".replace("—", "\n"),
    ),
)

_UNDER_WAY = (
    change(
        "NYJ",
        6,
        "change",
        "change_elements",
        {**BY_CODE["NYJ-002"], "portal_column": "政府信息公开—重点领域—乡村振兴"},
        "公开栏目调整为“乡村振兴”。",
        _applied(4),
        flow_chart="kept",
        flow_chart_reason="办理环节没有变化。",
        flow_steps=None,
    ),
    change(
        "CZJ",
        3,
        "change",
        "change_other",
        {**BY_CODE["CZJ-002"], "audience": "group", "audience_group": "领取补贴的农户"},
        "公开对象调整为特定群体，流程图增加复核环节。",
        SENT,
        ground_note="上级主管部门检查反馈意见",
        flow_steps="核定名单—公示—村级复核—部门复核—打卡发放—公布结果".replace("—", "\n"),
    ),
    change(
        "LPZ",
        1,
        "remove",
        "remove_work",
        {"code": "LPZ-002", "title": BY_CODE["LPZ-002"]["title"]},
        "该事项已并入县财政局“一卡通”发放事项。",
        (Step(1, "clerk", "submit"),),
    ),
    change(
        "ZJJ",
        6,
        "add",
        "add_work",
        item(
            "ZJJ",
            4,
            "城镇燃气",
            "燃气安全检查结果",
            "检查单位、隐患情况、整改结果",
            "计划—检查—通知整改—复查—公布",
            "《城镇燃气管理条例》",
        ),
        "新增燃气安全检查公开事项。",
        (),
    ),
    change(
        "BYZ",
        15,
        "remove",
        "remove_other",
        {"code": "BYZ-001", "title": BY_CODE["BYZ-001"]["title"]},
        "拟清除该事项。",
        (Step(1, "clerk", "submit"), Step(2, "clerk", "withdraw", reason="经核实该事项仍需公开。")),
        ground_note="拟与县应急管理局事项合并",
    ),
)

CATALOGUE = (*_BEGINNING, *_REVISION, *_UNDER_WAY)
"""Two editions that were published, one in preparation, and what is still under way."""
