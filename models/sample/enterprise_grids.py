"""Water works and power station of the sample county, with what they disclose (附件5 第五条)."""

from __future__ import annotations

from models.sample.enterprise_entries import NOTICE, WATER_RULES, Told, Works
from models.sample.story import On, Step

WATER = Works("GSGS", "罗甸县供水有限责任公司", "ZJJ", "0854-7630101")
POWER = Works("GDJ", "罗甸供电局", "GXJ", "0854-7630111")

_POWER_RULES = "《供电企业信息公开实施办法》"

_WATER_ITEMS = (
    Told(
        "about",
        "企业概况和领导分工",
        "企业性质、供水范围、营业网点、便民服务电话，领导班子成员和分工，岗位职责和行为规范。",
        WATER_RULES,
    ),
    Told("elements", "用水业务办理指南", "报装、过户、销户、改造的办理条件、材料、流程和时限。", WATER_RULES),
    Told(
        "promises",
        "供水服务承诺",
        "报装7个工作日内通水；管网漏损接报后2小时内到场；未按时到场的，减免当月水费10元。",
        NOTICE,
        further=("boards", "print"),
    ),
    Told(
        "changes",
        "计划停水和管网检修公告",
        "计划停水提前24小时公告区域、原因和恢复时间；突发停水随时公告。",
        "《城市供水条例》",
        "before",
        ("boards", "media"),
    ),
    Told(
        "concerns",
        "群众反映的水质浑浊问题整改情况",
        "老城区管网更换3.2公里，每月公布出厂水、管网水水质检测结果。",
        NOTICE,
        "after",
        outdated=True,
    ),
    Told(
        "supervision",
        "监督渠道和社会监督员",
        "监督电话、监督窗口、意见箱，社会监督员姓名和联系方式。",
        NOTICE,
    ),
    Told("licences", "行政许可事项", "本单位不实施行政许可，无此类事项。", NOTICE),
    Told("internal", "物资采购情况", "水表、管材和净水药剂的年度采购结果。", NOTICE, "after"),
)
_OLD_PRICE = Told(
    "charges",
    "水价和收费标准",
    "居民生活用水第一阶梯每吨2.35元，第二阶梯每吨3.10元，第三阶梯每吨5.35元；不收取开户费。",
    "《贵州省城镇供水价格管理办法》",
    further=("boards", "print", "phone"),
)
_PRICE = Told(
    "charges",
    "水价和收费标准",
    "居民生活用水第一阶梯每吨2.45元，第二阶梯每吨3.25元，第三阶梯每吨5.65元；低保、特困家庭每月免收5吨水费；"
    "不收取开户费。",
    "《贵州省城镇供水价格管理办法》",
    further=("boards", "print", "phone"),
)
_DOUBTFUL = Told(
    "changes",
    "应急备用水源调度方案",
    "应急备用水源启用条件、调度程序和供水保障范围。",
    "《城市供水条例》",
    "during",
)
_PLAN = Told(
    "changes",
    "年度管网改造计划",
    "年度改造路段、工期和施工期间的供水安排。",
    NOTICE,
    "before",
    ("boards",),
)
_QUESTION = {
    "referred_to": "line",
    "referred_question": "方案附件标有取水口坐标和泵站平面图，能否公开请裁定。",
}


_WATER_SIDES = (
    *(WATER.disclosed(4, told) for told in _WATER_ITEMS),
    WATER.disclosed(4, _OLD_PRICE, sides=(WATER.successor(70, _PRICE),)),
    WATER.referred(
        40,
        _DOUBTFUL,
        _QUESTION,
        Step(
            46,
            WATER.regulator,
            "rule_open",
            {"ruling": "删去坐标和平面图后，其余内容可以公开。"},
        ),
        Step(48, "enterprise", "take_back", reason="按裁定意见删去附件中的坐标和平面图。"),
        *WATER.reviewed(48),
        Step(50, "enterprise", "disclose", {"disclosed_on": On(50), "next_update_on": On(250)}),
    ),
    WATER.item(
        147,
        _PLAN,
        (
            Step(147, "enterprise", "submit"),
            Step(148, "secrecy", "return_item", reason="请补充施工期间的临时供水点。"),
        ),
    ),
    WATER.catalogue(8, "2025年版", *WATER.filed(9), WATER.accepted(14)),
    WATER.catalogue(
        110,
        "2026年版",
        *WATER.filed(111),
        WATER.ordered(118, 130, "“水价和收费标准”未列明减免对象的认定部门。\n“物资采购情况”缺少公布时限。"),
        Step(
            127,
            "enterprise",
            "correct",
            {"corrected_on": On(127), "correction": "已补充减免对象由县民政局认定，采购结果于每季度末公布。"},
        ),
    ),
)

_POWER_ITEMS = (
    Told("about", "企业基本情况", "供电范围、供电所和营业厅地址、服务热线，领导成员和分工。", _POWER_RULES),
    Told(
        "elements",
        "办电业务公开事项表",
        "低压居民、低压非居民、高压新装增容的环节、材料和时限。",
        _POWER_RULES,
    ),
    Told("charges", "电价和收费标准", "居民阶梯电价、农业生产电价、工商业电价和收费依据。", _POWER_RULES),
    Told(
        "promises",
        "供电服务“十项承诺”",
        "城区抢修45分钟内到场，农村90分钟内到场；低压居民新装不超过3个工作日。",
        _POWER_RULES,
    ),
    Told(
        "changes",
        "计划停电公告",
        "计划停电提前7日、临时停电提前24小时公告停电线路、区域和时间。",
        "《供电营业规则》",
        "before",
        ("boards", "media"),
    ),
    Told("supervision", "投诉和监督渠道", "95598服务热线、12398能源监管热线、营业厅意见簿。", _POWER_RULES),
    Told(
        "discipline",
        "员工违规处理规定和结果",
        "违规收费、推诿拖延的处理规定；本年度处理2人次。",
        NOTICE,
        "after",
    ),
    Told("licences", "行政许可事项", "本单位不实施行政许可，无此类事项。", NOTICE),
    Told("internal", "招标采购公告和结果", "物资、工程和服务类项目的招标公告、中标结果。", NOTICE, "after"),
)
_GRID = Told(
    "changes",
    "重要输电线路走廊分布",
    "110千伏以上线路走向和变电站位置。",
    _POWER_RULES,
    "during",
)
_LOAD = Told("concerns", "迎峰度夏保供电措施", "负荷预测、错峰安排和重点保障单位名单。", NOTICE, "before")
_TO_SECRECY = {
    "referred_to": "secrecy",
    "referred_question": "线路坐标是否属于国家秘密事项范围，请确定。",
}
_LETTER = {"ruling_number": "罗保密复〔2026〕3号"}
_POWER_SIDES = (
    *(POWER.disclosed(3, told) for told in _POWER_ITEMS),
    POWER.referred(
        30,
        _GRID,
        _TO_SECRECY,
        Step(
            40,
            "secrecy",
            "enter_ruling_closed",
            {
                "withheld_for": "state_secret",
                "ruling": "坐标数据属于不公开的地理信息。",
                "ruled_on": On(39),
                **_LETTER,
            },
        ),
    ),
    POWER.referred(
        100,
        _LOAD,
        {"referred_to": "secrecy", "referred_question": "重点保障单位名单能否公开，请确定。"},
        Step(
            112,
            "secrecy",
            "enter_ruling_open",
            {
                "ruling": "名单不属于国家秘密，可以公开。",
                "ruling_number": "罗保密复〔2026〕7号",
                "ruled_on": On(110),
            },
        ),
    ),
    POWER.catalogue(6, "2026年版", *POWER.filed(7), POWER.accepted(12)),
)

GRIDS = (
    WATER.entry(150, "water", "company", sides=_WATER_SIDES),
    POWER.entry(150, "power", "company", sides=_POWER_SIDES),
)
