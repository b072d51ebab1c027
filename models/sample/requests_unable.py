"""Requests that could not be answered with information: not held, to be made first, unclear."""

from __future__ import annotations

from models.sample.roads import answered, checked, corrected, extended
from models.workflow import Profile

UNABLE = (
    answered(
        455,
        "XZFB",
        "绿水",
        "入河排污口监测数据",
        "申请公开蒙江罗甸段入河排污口的监测数据。",
        "unable_not_held",
        5,
        outcome_reason="本机关未制作也未保存所申请的监测数据。",
        other_organ="黔南州生态环境局罗甸分局",
        other_organ_contact="罗甸县斛兴街道行政中心附楼702室，0854-7610411",
    ),
    answered(
        283,
        "LPZ",
        "蒙",
        "老乡道修建批文",
        "申请公开大关村老乡道最初修建时的批准文件。",
        "unable_not_held",
        19,
        search_record="经办人于收到申请后第5日至第9日查阅镇档案室和县档案馆移交目录，未检索到所申请文件。",
    ),
    answered(
        142,
        "NYJ",
        "红河",
        "果苗检疫单",
        "申请公开外调火龙果种苗的检疫单证。",
        "unable_not_held",
        8,
        outcome_reason="种苗检疫单证由省级检疫机构制作保存。",
        other_organ="贵州省农业农村厅植保植检站",
        other_organ_contact="可通过贵州政务服务网查询联系方式",
    ),
    answered(
        390,
        "JYJ",
        "山地",
        "学生营养餐十年对比分析",
        "申请提供近十年学生营养餐成本与体质变化的对比分析报告。",
        "unable_needs_making",
        13,
        outcome_reason="没有现成的对比分析报告，需要对现有信息另行加工、分析。",
    ),
    answered(
        205,
        "RSJ",
        "喀斯特",
        "分村外出务工去向统计",
        "申请提供各行政村外出务工人员去向的分行业统计。",
        "unable_needs_making",
        9,
        outcome_reason="现有台账没有分行业统计，需要另行汇总制作。",
    ),
    answered(
        49,
        "CZJ",
        "云端",
        "财政资金项目关联图谱",
        "申请提供财政资金项目与承建单位的关联图谱。",
        "unable_needs_making",
        26,
        before=(*checked(), extended(16, 8, "需要核实各业务股室是否存有类似材料。")),
        outcome_reason="本机关没有关联图谱，制作需要另行采集和分析。",
    ),
    answered(
        383,
        "ZJJ",
        "陈",
        "“那个项目”的全部文件",
        "申请公开那个项目的全部文件。",
        "unable_still_unclear",
        16,
        before=corrected(
            1, "请写明项目名称、所在地或者文号。", 6, "申请公开镇上正在修的那个项目的全部文件。"
        ),
        outcome_reason="补正后仍未写明项目名称或者可供检索的特征，本机关无法确定所申请的信息。",
    ),
    answered(
        198,
        "ZRJ",
        "陆",
        "历年有关土地的文件",
        "申请公开历年有关土地的全部文件。",
        "unable_still_unclear",
        18,
        rules=Profile.REGULATION_2019,
        before=corrected(
            3, "请写明所需文件的名称、文号或者其他特征性描述。", 9, "申请公开历年所有和我们村土地有关的文件。"
        ),
        outcome_reason="补正后申请内容仍不明确，无法检索。",
    ),
    answered(
        84,
        "MYZ",
        "何",
        "扶贫的账",
        "申请公开扶贫的账。",
        "unable_still_unclear",
        20,
        channel="counter",
        before=corrected(2, "请写明资金项目名称、年度和所需材料种类。", 8, "申请公开扶贫以来村里所有的账。"),
        outcome_reason="补正后仍未写明项目、年度和材料种类，无法确定所申请的信息。",
    ),
)
