"""Requests being handled: some due soon, some overdue, some waiting for others, some to be signed or sent."""

from __future__ import annotations

from models.sample.roads import (
    agency,
    checked,
    corrected,
    drafted,
    dropped,
    extended,
    forwarded,
    ran_out,
    replied,
    story,
    third_party,
)
from models.sample.story import Step
from models.workflow import Profile

OPEN = (
    story(
        8,
        "ZRJ",
        "韦",
        "麻怀村林地边界图",
        "申请公开麻怀村集体林地边界勘界图。",
        (*checked(), forwarded(4, "ZRJ-QJ", "请确权登记股调取勘界成果。")),
    ),
    story(
        15,
        "ZJJ",
        "业委",
        "物业维修资金使用明细",
        "申请公开滨河花园小区专项维修资金的归集和使用明细。",
        (*checked(), forwarded(3, "ZJJ-WY", "请物业与房产股核对明细账。")),
        channel="counter",
    ),
    story(
        18,
        "NYJ",
        "山地",
        "耕地质量监测点数据",
        "申请公开全县耕地质量长期监测点的年度监测数据。",
        checked(),
        channel="email",
    ),
    story(
        24,
        "WJJ",
        "明理",
        "民营医院校验结论",
        "申请公开两家民营医院年度校验结论和整改通知。",
        checked(),
    ),
    story(
        31,
        "CZJ",
        "山石",
        "园区标准厂房租金减免",
        "申请公开边阳工业园区标准厂房租金减免企业名单和金额。",
        (*checked(), extended(18, 20, "减免名单涉及多个批次，需要与园区核对。")),
    ),
    story(
        12,
        "ZJJ",
        "红河",
        "冷链仓库消防验收材料",
        "申请公开红水河冷链仓库消防验收意见书和竣工图。",
        checked(),
        sides=(
            third_party(
                "贵州筑成建设有限公司",
                "红水河冷链仓库竣工图。",
                asked=4,
                until=19,
            ),
            dropped(
                third_party("罗甸县红河冷链物流有限公司", "仓库租赁合同。", asked=4, until=19),
                4,
                "申请内容不涉及租赁合同，与该公司权益无关。",
            ),
        ),
    ),
    story(
        26,
        "LPZ",
        "陆",
        "集镇污水管网施工合同",
        "申请公开集镇污水管网施工合同及变更签证。",
        checked(),
        sides=(
            third_party(
                "黔南恒通市政工程有限公司",
                "集镇污水管网施工合同的价格条款和变更签证。",
                asked=3,
                until=18,
                reply=(ran_out(19, "fall_silent"),),
            ),
            third_party(
                "都匀中正工程监理有限公司",
                "集镇污水管网监理记录。",
                asked=3,
                until=18,
                reply=(replied(8, "agree", "同意公开。"),),
            ),
        ),
    ),
    story(
        11,
        "RSJ",
        "班",
        "公益性岗位安置名单",
        "申请公开公益性岗位安置人员名单和岗位补贴标准。",
        checked(),
        rules=Profile.REGULATION_2019,
        sides=(
            agency("罗甸县财政局", "岗位补贴标准由双方联合制定，请确认可否公开。", asked=4),
            dropped(
                agency("罗甸县乡村振兴局", "岗位名单是否由双方共同核定。", asked=4),
                4,
                "经核实，岗位名单由本机关单独制作。",
            ),
        ),
    ),
    story(
        29,
        "JYJ",
        "陈",
        "校车线路审批材料",
        "申请公开凤亭乡校车线路的审批材料。",
        checked(),
        rules=Profile.REGULATION_2019,
        sides=(
            agency(
                "罗甸县公安局",
                "校车线路审批由双方会签，请确认可否公开。",
                asked=5,
                reply=(ran_out(21, "assume"),),
            ),
        ),
    ),
    story(
        14,
        "BYZ",
        "黄",
        "农贸市场摊位出租",
        "申请公开边阳农贸市场摊位出租方案和收费标准。",
        checked(),
        sides=(
            agency(
                "罗甸县市场监督管理局",
                "摊位收费标准由双方核定，请确认可否公开。",
                asked=3,
                until=13,
                reply=(replied(9, "differ", "收费标准正在调整，暂不确认。"),),
            ),
        ),
    ),
    story(
        13,
        "MYZ",
        "蒙",
        "村级光伏收益分配",
        "申请公开林霞村光伏电站收益分配方案及公示记录。",
        (*checked(), drafted(11, "granted", {"answer_text": "现提供收益分配方案和公示照片电子版。"})),
    ),
    story(
        19,
        "XZFB",
        "何",
        "议案提案办理情况",
        "申请公开上一年度人大代表建议、政协提案的办理情况汇总。",
        (
            *checked(),
            drafted(17, "granted", {"public_place": "罗甸县人民政府门户网站“建议提案办理”专栏"}),
        ),
    ),
    story(
        17,
        "ZRJ",
        "正则",
        "采矿权出让合同",
        "申请公开某采石场采矿权出让合同文本。",
        (
            *checked(),
            drafted(8, "granted", {"answer_text": "现提供合同文本。"}),
            Step(9, "head", "return_draft", reason="合同中的价款支付账户信息应当区分处理，请改为部分公开。"),
            drafted(
                15,
                "partial",
                {
                    "answer_text": "现提供合同文本（隐去账户信息）。",
                    "outcome_reason": "账户信息属于商业秘密，经区分处理不予公开。",
                },
            ),
        ),
    ),
    story(
        20,
        "WJJ",
        "夕阳",
        "家庭医生签约服务包",
        "申请公开家庭医生签约服务包的项目、价格和补助标准。",
        (
            *checked(),
            drafted(17, "granted", {"answer_text": "现提供服务包目录和价格表。"}),
            Step(19, "head", "approve"),
        ),
        channel="registered_post",
    ),
    story(
        10,
        "CZJ",
        "喀斯特",
        "生态补偿资金安排",
        "申请公开生态公益林补偿资金的年度安排。",
        (
            *checked(),
            drafted(8, "granted", {"answer_text": "现提供资金安排表电子版。"}),
            Step(9, "head", "approve"),
        ),
    ),
    story(
        14,
        "ZJJ",
        "杨",
        "公租房轮候名册",
        "申请公开公租房轮候家庭名册和分配顺序。",
        (
            *corrected(
                1,
                "请写明所需轮候名册的年度。",
                4,
                "申请公开本年度公租房轮候家庭名册和分配顺序。",
            ),
            drafted(
                11,
                "partial",
                {
                    "answer_text": "现提供轮候名册（隐去姓名和证件号码）和分配顺序。",
                    "outcome_reason": "姓名、证件号码属于个人隐私，经区分处理不予公开。",
                },
            ),
            Step(12, "head", "approve"),
            Step(13, "head", "recall", reason="名册中还有家庭住址需要隐去。"),
        ),
    ),
)
