"""Gas works and buses of the sample county, with what they disclose (附件5 第五条)."""

from __future__ import annotations

from models.sample.enterprise_entries import NOTICE, WATER_RULES, Told, Works
from models.sample.story import On, Step

GAS = Works("RQGS", "罗甸县燃气有限责任公司", "ZJJ", "0854-7630121")
BUSES = Works("GJGS", "罗甸县公共交通有限责任公司", "JTJ", "0854-7630131")
_BUS_RULES = "《城市公共汽车和电车客运管理规定》"

_GAS_ITEMS = (
    Told("about", "企业概况", "供气范围、门站和营业厅地址、抢修电话，领导成员和分工。", WATER_RULES),
    Told("elements", "用气业务办理指南", "开户、改管、过户、停用的条件、材料、流程和时限。", WATER_RULES),
    Told("charges", "气价和安装收费标准", "居民用气价格、非居民用气价格和安装工程收费标准。", WATER_RULES),
    Told(
        "promises", "供气服务承诺", "开户3个工作日内通气；接到漏气报告30分钟内到场。", NOTICE, outdated=True
    ),
    Told("changes", "停气检修公告", "停气区域、原因、起止时间和安全提示。", WATER_RULES, "before"),
    Told(
        "supervision",
        "安全监督电话",
        "24小时抢修电话、安全举报电话和监督窗口。",
        NOTICE,
        further=("phone",),
    ),
    Told("licences", "行政许可事项", "本单位不实施行政许可，无此类事项。", NOTICE),
)
_PROMOTION = Told(
    "changes", "旧灶具以旧换新活动", "活动时间、补贴标准和领取地点。", NOTICE, "during", ("boards",)
)
_SUPPLIER = Told("internal", "天然气采购合同价格", "年度采购量和合同价格。", NOTICE, "after")
_GAS_SIDES = (
    *(GAS.disclosed(3, told) for told in _GAS_ITEMS),
    GAS.disclosed(
        20,
        _PROMOTION,
        Step(
            80,
            "enterprise",
            "end",
            {"ended_on": On(80), "end_explanation": "活动补贴资金已用完，自即日起结束，不再受理新的申请。"},
        ),
    ),
    GAS.referred(
        60,
        _SUPPLIER,
        {"referred_to": "line", "referred_question": "合同约定价格保密，是否公开请裁定。"},
        Step(
            66,
            GAS.regulator,
            "rule_closed",
            {"withheld_for": "trade_secret", "ruling": "合同价格属于商业秘密，不予公开。"},
        ),
    ),
    GAS.item(
        130,
        Told("concerns", "用户反映的计费问题答复", "智能表计费差异的核查结论和退费办法。", NOTICE, "after"),
        (
            Step(130, "enterprise", "submit"),
            Step(
                131,
                "secrecy",
                "refer",
                {"referred_to": "line", "referred_question": "附有用户姓名，如何处理。"},
            ),
        ),
    ),
    GAS.catalogue(
        20,
        "2026年版",
        *GAS.filed(125),
        GAS.ordered(
            134, 160, "“停气检修公告”未列明提前公告的时限。\n“气价和安装收费标准”引用的文件已经废止。", "both"
        ),
    ),
)

_BUS_ITEMS = (
    Told("about", "企业概况", "营运线路、场站地址、服务热线，领导成员和分工。", _BUS_RULES),
    Told(
        "elements",
        "线路、站点和发车时间",
        "8条线路的走向、站点、首末班时间和发车间隔。",
        _BUS_RULES,
        further=("boards", "print"),
    ),
    Told("charges", "票价和优惠办法", "单一票制1元；65周岁以上老人、残疾人、现役军人免费。", _BUS_RULES),
    Told(
        "changes",
        "线路调整公告",
        "道路施工期间3路、5路绕行方案和恢复时间。",
        _BUS_RULES,
        "before",
        outdated=True,
    ),
    Told("supervision", "投诉渠道和社会监督员", "投诉电话、车厢意见箱，社会监督员姓名和联系方式。", NOTICE),
    Told("discipline", "驾驶员违规处理规定", "甩站、拒载、超速的处理规定和处理结果。", NOTICE, "after"),
)
_BUS_SIDES = (
    *(BUSES.disclosed(3, told) for told in _BUS_ITEMS),
    BUSES.item(
        140,
        Told("internal", "新能源车辆采购结果", "12辆纯电动公交车采购方式、中标单位和价格。", NOTICE, "after"),
        BUSES.reviewed(140),
    ),
    BUSES.item(
        60,
        Told("promises", "夜间班线试运行承诺", "夜间班线首末班时间和候车保障。", NOTICE, "before"),
        (Step(70, "enterprise", "drop", reason="夜间班线方案未获批准，不再公开。"),),
    ),
    BUSES.catalogue(140, "2026年版", *BUSES.filed(144)),
)

GAS_AND_BUSES = (
    GAS.entry(150, "gas", "company", sides=_GAS_SIDES),
    BUSES.entry(150, "transport", "company", sides=_BUS_SIDES),
)
