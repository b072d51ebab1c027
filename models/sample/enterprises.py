"""The register of public enterprises: hospital, school, one not confirmed yet, one struck off (附件5)."""

from __future__ import annotations

from models.sample.enterprise_entries import NOTICE, Told, Works
from models.sample.enterprise_gas_and_buses import GAS_AND_BUSES
from models.sample.enterprise_grids import GRIDS
from models.sample.story import On, Step

HOSPITAL = Works("XRMYY", "罗甸县人民医院", "WJJ", "0854-7630141")
SCHOOL = Works("DYZX", "罗甸县第一中学", "JYJ", "0854-7630151")
SEWAGE = Works("WSCL", "罗甸县污水处理厂", "ZJJ", "0854-7630161")
FAMILY_PLANNING = Works("JSFW", "罗甸县计划生育技术服务站", "WJJ", "0854-7630171")

_HOSPITAL_RULES = "《医疗卫生机构信息公开管理办法》"
_SCHOOL_RULES = "《中小学校信息公开实施办法》"

_HOSPITAL_ITEMS = (
    Told(
        "about",
        "医院概况和科室设置",
        "医院等级、诊疗科目、床位、院领导和分工，科室位置和电话。",
        _HOSPITAL_RULES,
    ),
    Told(
        "elements",
        "门诊和住院服务指南",
        "预约、挂号、缴费、检查、住院、出院结算的流程和时限。",
        _HOSPITAL_RULES,
        further=("boards", "print", "phone"),
    ),
    Told(
        "elements",
        "专家出诊安排",
        "各科室专家姓名、职称、专长和每周出诊时间。",
        _HOSPITAL_RULES,
        outdated=True,
    ),
    Told("charges", "医疗服务项目价格", "医疗服务、药品和医用耗材的价格、计价单位和依据。", _HOSPITAL_RULES),
    Told("promises", "服务承诺", "急诊24小时应诊；门诊检验2小时内出报告；出院当日结算。", NOTICE),
    Told(
        "changes",
        "门诊搬迁和分时就诊安排",
        "新门诊楼启用时间、科室分布和交通指引。",
        _HOSPITAL_RULES,
        "during",
    ),
    Told(
        "concerns", "停车难问题整改情况", "新增院内车位86个，开放地下停车场，15分钟内免费。", NOTICE, "after"
    ),
    Told("supervision", "医德医风监督渠道", "投诉电话、投诉窗口、院长信箱和社会监督员。", _HOSPITAL_RULES),
    Told(
        "discipline",
        "收受红包处理规定和结果",
        "收受红包、违规外配处方的处理规定；本年度通报1起。",
        NOTICE,
        "after",
    ),
    Told(
        "licences",
        "医疗机构执业许可信息",
        "许可证登记号、诊疗科目、校验记录；本单位不实施行政许可。",
        _HOSPITAL_RULES,
    ),
    Told("internal", "设备采购和基建情况", "大型设备采购结果、门诊楼建设进度和决算。", NOTICE, "after"),
)
_RECORDS = Told("concerns", "典型病例介绍", "三例疑难病例的诊疗经过。", NOTICE, "after")
_HOSPITAL_SIDES = (
    *(HOSPITAL.disclosed(4, told) for told in _HOSPITAL_ITEMS),
    HOSPITAL.item(
        90,
        _RECORDS,
        (
            Step(90, "enterprise", "submit"),
            Step(
                91,
                "secrecy",
                "withhold",
                {"withheld_for": "privacy", "secrecy_opinion": "病例经过可以识别患者身份，不得公开。"},
            ),
        ),
    ),
    HOSPITAL.item(
        149,
        Told("changes", "节假日门诊安排", "节日期间门诊开诊科室和时间。", _HOSPITAL_RULES, "before"),
        (Step(149, "enterprise", "submit"),),
    ),
    HOSPITAL.catalogue(
        100, "2026年征求意见版", Step(120, "enterprise", "withdraw", reason="与正式版重复，撤回。")
    ),
    HOSPITAL.catalogue(145, "2026年版", HOSPITAL.published(148)),
)

_SCHOOL_ITEMS = (
    Told("about", "学校概况", "办学规模、校领导和分工、机构设置和联系电话。", _SCHOOL_RULES),
    Told("elements", "招生入学指南", "招生计划、报名条件、录取办法和咨询电话。", _SCHOOL_RULES, "before"),
    Told("charges", "收费项目和标准", "学费、住宿费、代收费的项目、标准、依据和减免办法。", _SCHOOL_RULES),
    Told("promises", "办学承诺", "不设重点班，不组织有偿补课，不推销教辅资料。", NOTICE),
    Told(
        "changes", "校舍改造和作息调整", "教学楼改造工期、临时教室安排和作息时间。", _SCHOOL_RULES, "during"
    ),
    Told("supervision", "校务监督渠道", "校长信箱、家长委员会和社会监督员联系方式。", _SCHOOL_RULES),
    Told(
        "discipline", "师德违规处理规定", "有偿补课、体罚学生的处理规定和处理结果。", _SCHOOL_RULES, "after"
    ),
    Told("licences", "行政许可事项", "本单位不实施行政许可，无此类事项。", NOTICE),
)
_CANTEEN = Told(
    "internal",
    "食堂食材采购情况",
    "供应商名单、每周食材价格和检验报告。",
    _SCHOOL_RULES,
    "after",
    ("boards",),
)
_SCHOOL_SIDES = (
    *(SCHOOL.disclosed(4, told) for told in _SCHOOL_ITEMS),
    SCHOOL.disclosed(
        4,
        _CANTEEN,
        Step(130, "enterprise", "renew", {"checked_on": On(130), "next_update_on": On(260)}),
        update=135,
    ),
    SCHOOL.catalogue(
        90,
        "2026年版",
        *SCHOOL.filed(92),
        SCHOOL.ordered(98, 110, "“收费项目和标准”中的代收费缺少文件依据。", "unlawful"),
        Step(
            105,
            "enterprise",
            "correct",
            {"corrected_on": On(105), "correction": "已取消无依据的代收费项目，并退还已收费用。"},
        ),
        SCHOOL.accepted(109),
    ),
)

_INCOMPLETE = (
    Step(0, "enterprise", "submit"),
    Step(2, SEWAGE.regulator, "hand_back", reason="领导小组成员名单不完整，请补充后重新报送。"),
    Step(4, "enterprise", "submit"),
)
_MERGED = (
    Step(0, "enterprise", "submit"),
    FAMILY_PLANNING.confirmed(1),
    Step(100, FAMILY_PLANNING.regulator, "strike", reason="机构改革，职能并入县妇幼保健院。"),
)
_FORMER = Told("elements", "免费孕前优生健康检查指南", "服务对象、检查项目、预约方式和办理流程。", NOTICE)

ENTERPRISES = (
    *GRIDS,
    *GAS_AND_BUSES,
    HOSPITAL.entry(150, "health", "institution", sides=_HOSPITAL_SIDES),
    SCHOOL.entry(150, "education", "institution", sides=_SCHOOL_SIDES),
    SEWAGE.entry(5, "environment", "company", _INCOMPLETE),
    FAMILY_PLANNING.entry(
        150,
        "family_planning",
        "institution",
        _MERGED,
        (FAMILY_PLANNING.disclosed(3, _FORMER),),
    ),
)
