"""Assessments that are under way, and one that was given up: each stands somewhere else (附件6)."""

from __future__ import annotations

from decimal import Decimal

from models.sample.assessment_roads import answered, named, objection, spot_check, told
from models.sample.assessments import announced, approved, checked, handed_in, rated, report, scheme
from models.sample.story import PROGRAM, InUnit, Paper, Side, Step

GOOD, FAIR, POOR = ("0.9", "0.86", "0.88"), ("0.8", "0.82", "0.78"), ("0.3", "0.35", "0.32")
_STANDARD = Step(0, "leading_group", "use_standard")


# -- fixed, not filed yet -------------------------------------------------------------

TOWNS = "乡镇政务公开年度考核"
_LPZ_VOID = Step(
    34,
    "leading_group",
    "void",
    reason="自查材料所附公开栏照片经实地核对系摆拍，公开栏并未设立。",
    papers=(Paper("fraud_evidence", "实地核对记录.txt", "核对组到场查看，照片所示公开栏未设立。"),),
)
_TOWNS = scheme(
    80,
    TOWNS,
    (
        _STANDARD,
        *approved(2, 20),
        Step(30, "leading_group", "propose"),
        announced(31),
        Step(39, "leading_group", "finalise"),
    ),
    Side(
        "indicators",
        "assessment",
        0,
        "leading_group",
        {
            "title": "村务公开栏覆盖率",
            "area": "form",
            "weight": Decimal("5.00"),
            "way": "panel",
            "standard": "各村均设固定公开栏的得满分。",
        },
        (Step(1, "leading_group", "drop"),),
    ),
    named(
        "LPZ",
        (*rated(24, GOOD, GOOD), _LPZ_VOID),
        report(
            6,
            "LPZ",
            "设立便民服务窗口和村务公开栏。",
            "部分村公开栏更新慢。",
            (*handed_in(8, "LPZ", "1"), checked(22, ("1", "0.9", "0.9", "1"))),
        ),
        title=TOWNS,
    ),
    named(
        "BYZ",
        rated(24, FAIR, GOOD),
        report(
            6,
            "BYZ",
            "按月公开涉农补贴和项目安排。",
            "政策宣传形式单一。",
            (*handed_in(9, "BYZ", "0.95"), checked(22, ("1", "0.9", "0.8", "0.9"))),
        ),
        objection(
            33,
            "BYZ",
            "对制度建设得分的异议",
            "镇里已印发公开制度汇编，制度一项应得满分。",
            Step(
                36,
                "XZFB.county_leader",
                "dismiss",
                {"ruling": "制度汇编缺责任追究制度，原得分无误，异议不成立。"},
            ),
        ),
        title=TOWNS,
    ),
    named(
        "MYZ",
        rated(24, POOR, POOR),
        report(
            7,
            "MYZ",
            "公开惠民惠农财政补贴。",
            "机构和人员调整后公开工作衔接不上。",
            (*handed_in(10, "MYZ", "0.6"), checked(22, ("0.2", "0.2", "0.2", "0.2"))),
        ),
        objection(
            32,
            "MYZ",
            "对组织领导得分的异议",
            "镇里明确了分管领导。",
            Step(34, "MYZ.clerk", "withdraw", reason="经核对，专题研究记录确有缺失。"),
        ),
        Side(
            "rectifications",
            "rectifications",
            39,
            PROGRAM,
            {"unit_id": InUnit("MYZ")},
            (
                Step(
                    45,
                    "MYZ.clerk",
                    "write_up",
                    {
                        "measures": "镇党委专题研究，明确党政办承办。",
                        "result": "补建公开栏四处，更新信息三十一条。",
                    },
                ),
            ),
        ),
        title=TOWNS,
    ),
    named(
        "FTZ",
        (Step(1, "leading_group", "drop", reason="该镇正在撤并调整，本年度不列入考核。"),),
        title=TOWNS,
    ),
)

# -- announced; computed; being carried out -------------------------------------------

WATER = "公共企业政务公开参照考核"
_ANNOUNCED = scheme(
    40,
    WATER,
    (_STANDARD, *approved(2, 18), Step(36, "leading_group", "propose"), announced(38)),
    named(
        "GSGS",
        rated(30, GOOD, FAIR),
        report(
            5,
            "GSGS",
            "公开水质、水价和停水信息。",
            "营业厅公示内容偏旧。",
            (*handed_in(8, "GSGS", "0.95"), checked(20, ("0.9", "0.9", "1", "0.9"))),
        ),
        title=WATER,
    ),
)
LAW = "行政执法公示专项考核"
_COMPUTED = scheme(
    36,
    LAW,
    (_STANDARD, *approved(2, 16), Step(33, "leading_group", "propose")),
    named(
        "SCJ",
        rated(28, FAIR, FAIR),
        report(
            5,
            "SCJ",
            "公示执法主体、人员和结果。",
            "结果公示偶有延误。",
            (*handed_in(8, "SCJ", "0.95"), checked(20, ("0.9", "0.9", "0.9", "0.9"))),
        ),
        title=LAW,
    ),
    named(
        "ZFJ",
        (
            Step(18, "leading_group", "go_on", reason="逾期未报送自查材料。"),
            *rated(28, FAIR, POOR),
        ),
        report(14, "ZFJ", "公示处罚决定。", "未按期完成自查。", ()),
        title=LAW,
    ),
)
LIVELIHOOD = "民生领域政务公开专项考核"
_RUNNING = scheme(
    24,
    LIVELIHOOD,
    (_STANDARD, *approved(2, 30)),
    named(
        "JYJ",
        (),
        report(
            8,
            "JYJ",
            "公开学区划分和招生结果。",
            "民办学校收费公示不全。",
            (
                *handed_in(10, "JYJ", "1"),
                Step(12, "XZFB.reviewer", "send_back", reason="第二项指标未附佐证材料。"),
                Step(13, "JYJ.clerk", "submit", parts=("0.95",)),
                Step(14, "JYJ.head", "return_report", reason="自评分请按分项说明。"),
                *handed_in(15, "JYJ", "0.95"),
                checked(18, ("0.9", "0.9", "1", "0.9")),
            ),
        ),
        spot_check(
            9,
            "JYJ",
            "招生信息栏目",
            "form",
            "“义务教育招生”栏目两个月未更新，存在错链三处。",
            (
                told(9),
                answered(13, "JYJ", "已更新栏目并修复错链。"),
                Step(14, "XZFB.reviewer", "send_back", reason="仍有一处错链。"),
                answered(15, "JYJ", "错链已全部修复。"),
                Step(16, "XZFB.reviewer", "accept"),
            ),
        ),
        title=LIVELIHOOD,
    ),
    named(
        "RSJ",
        (),
        report(9, "RSJ", "公开就业补贴申领情况。", "公示期不足。", handed_in(16, "RSJ", "0.9")),
        spot_check(
            15,
            "RSJ",
            "就业补贴公示",
            "procedure",
            "一批就业补贴公示期不足五个工作日。",
            (told(15), answered(22, "RSJ", "已重新公示满五个工作日。")),
        ),
        title=LIVELIHOOD,
    ),
    named(
        "WJJ",
        (),
        report(
            12,
            "WJJ",
            "公开医疗机构监督检查信息。",
            "卫生院公开栏更新慢。",
            (Step(20, "WJJ.clerk", "submit", parts=("0.9",)),),
        ),
        spot_check(6, "WJJ", "乡镇卫生院公开栏", "content", "龙坪卫生院公开栏收费标准为旧版。", (told(7),)),
        spot_check(
            10,
            "WJJ",
            "门户网站卫生健康栏目",
            "form",
            "栏目无法打开。",
            (Step(11, "XZFB.reviewer", "drop", reason="系网站平台故障，非单位责任。"),),
        ),
        title=LIVELIHOOD,
    ),
)

# -- still schemes --------------------------------------------------------------------

_SUBMITTED = scheme(
    6,
    "乡镇街道政务公开考核方案",
    (
        _STANDARD,
        Step(1, "leading_group", "call_in", {"taking_part": "townships"}),
        Step(3, "leading_group", "submit"),
    ),
)
_DROPPED = scheme(
    50,
    "公共企事业单位办事公开考核方案",
    (
        _STANDARD,
        Step(1, "leading_group", "call_in", {"taking_part": "enterprises"}),
        Step(4, "leading_group", "drop", reason="与行业主管部门考核合并，不再单独组织。"),
    ),
)

ASSESSED = (_TOWNS, _ANNOUNCED, _COMPUTED, _RUNNING, _SUBMITTED, _DROPPED)
