"""Requests that ended otherwise: abandoned, unpaid, for other reasons, withdrawn, void."""

from __future__ import annotations

from models.sample.roads import agency, answered, asked_to_correct, checked, extended, story, third_party
from models.sample.story import On, Side, Step, Story
from models.workflow import Profile


def _abandoned(ago: int, unit: str, applicant: str, title: str, content: str, items: str) -> Story:
    """Never corrected, and so no longer handled (Regulation of 2019, article 30)."""
    steps = (
        Step(0, "officer", "accept"),
        asked_to_correct(2, items),
        Step(18, "head", "abandon", reason="申请人无正当理由逾期不补正，视为放弃申请。"),
    )
    return story(ago, unit, applicant, title, content, steps, rules=Profile.REGULATION_2019)


def _withdrawn(
    ago: int,
    unit: str,
    applicant: str,
    title: str,
    content: str,
    day: int,
    why: str,
    sides: tuple[Side, ...] = (),
) -> Story:
    steps = (*checked(), Step(day, "clerk", "withdraw", {"withdrawn_on": On(day)}, reason=why))
    return story(ago, unit, applicant, title, content, steps, sides=sides)


def _void(ago: int, unit: str, applicant: str, title: str, content: str, why: str) -> Story:
    return story(
        ago, unit, applicant, title, content, (Step(0, "head", "annul", reason=why),), channel="counter"
    )


ENDED = (
    _abandoned(
        341,
        "ZRJ",
        "班",
        "宅基地有关材料",
        "申请公开我家宅基地有关的材料。",
        "请写明宅基地坐落、户主姓名和所需材料名称。",
    ),
    _abandoned(
        156, "ZJJ", "何", "安置房手续", "申请公开安置房的手续。", "请写明安置房项目名称和所需手续的种类。"
    ),
    _abandoned(73, "JYJ", "蒙", "学校的收费", "申请公开学校的收费。", "请写明学校名称、学期和收费项目。"),
    answered(
        334,
        "ZRJ",
        "正则",
        "三年用地批复汇编",
        "申请公开近三年全部用地批复文件，共计约一千五百页。",
        "other_unpaid",
        34,
        before=(*checked(), extended(10, 20, "申请公开的页数较多，需要核算信息处理费并等候缴费。")),
        outcome_reason="申请人自收到收费通知次日起20个工作日内未缴纳信息处理费。",
    ),
    answered(
        268,
        "XZFB",
        "明理",
        "历年会议纪要复印件",
        "申请公开历年涉及土地事项的会议纪要复印件。",
        "other_unpaid",
        33,
        before=(*checked(), extended(9, 20, "需要逐件进行保密审查并核算信息处理费。")),
        outcome_reason="申请人逾期未按收费通知要求缴纳信息处理费。",
    ),
    answered(
        135,
        "CZJ",
        "云端",
        "采购合同全文复印件",
        "申请公开全县政府采购合同全文纸质复印件。",
        "other_unpaid",
        32,
        channel="post",
        before=(*checked(), extended(8, 20, "合同数量较多，需要核算信息处理费。")),
        outcome_reason="申请人逾期未按收费通知要求缴纳信息处理费。",
    ),
    answered(
        327,
        "NYJ",
        "莫",
        "养殖场备案资料",
        "申请公开某养殖场的备案材料。",
        "other",
        11,
        outcome_reason="申请人在办理中改为咨询备案要求，已当面解答，不再需要提供材料。",
    ),
    answered(
        261,
        "GSGS",
        "业委",
        "管网改造施工图",
        "申请公开小区外供水管网改造施工图。",
        "other",
        16,
        outcome_reason="所申请信息已移交县城市建设档案馆，依照档案管理的规定办理，已协助申请人联系。",
    ),
    answered(
        119,
        "MYZ",
        "夕阳",
        "互助养老点补助",
        "申请公开互助养老点运营补助的拨付情况。",
        "other",
        9,
        channel="fax",
        outcome_reason="经与申请人沟通，申请事项转为咨询并已当面解答。",
    ),
    _withdrawn(
        320,
        "LPZ",
        "村委",
        "饮水工程剩余物资",
        "申请公开饮水工程剩余物资的登记表。",
        5,
        "申请人已经通过村务公开栏获得，书面撤回。",
    ),
    _withdrawn(
        146,
        "JYJ",
        "陈",
        "幼儿园招生计划",
        "申请公开公办幼儿园秋季招生计划。",
        4,
        "招生计划已公布，申请人书面撤回。",
    ),
    _withdrawn(
        38,
        "BYZ",
        "韦",
        "集市搬迁方案",
        "申请公开边阳集市搬迁方案。",
        7,
        "申请人因事由变化书面撤回。",
        (
            third_party("边阳镇集市管理服务站", "集市搬迁方案所附摊位合同。", asked=4, until=19),
            agency("罗甸县市场监督管理局", "搬迁方案由双方会签，请确认可否公开。", asked=4, until=19),
        ),
    ),
    _void(304, "WJJ", "罗", "重复登记的申请", "同一申请表由窗口重复登记。", "窗口重复登记，保留前一登记号。"),
    _void(
        59,
        "BYZ",
        "王",
        "误登记的来信",
        "将一封感谢信误登记为信息公开申请。",
        "来信不是信息公开申请，系误登记。",
    ),
)
