"""Items of the sample county: land, housing, finance, farming (附件7 第二条); the laws are real ones."""

from __future__ import annotations

from typing import Any

from models.sample.county import UNITS

_NAMES = {unit["code"]: unit["name"] for unit in UNITS}
_WITHIN_20 = "信息形成或者变更之日起20个工作日内"
_REGULATION = "《中华人民共和国政府信息公开条例》（国务院令第711号）"


def item(
    unit: str,
    number: int,
    level_one: str,
    title: str,
    content: str,
    steps: str,
    basis: str = "",
    *,
    card: str = "",
    group: str = "",
    **more: Any,
) -> dict[str, Any]:
    """The columns of one item of a unit; ``steps`` of the flow chart are parted by dashes."""
    return {
        "code": f"{unit}-{number:03d}",
        "level_one": level_one,
        "title": title,
        "content": content,
        "update_time": _WITHIN_20,
        "publisher": _NAMES[unit],
        "guarantor": f"{_NAMES[unit]}办公室",
        "channels": "政府网站、政务服务中心",
        "portal_column": f"政府信息公开—重点领域—{level_one}",
        "basis": f"{_REGULATION}{'、' if basis else ''}{basis}",
        "audience": "group" if group else "everybody",
        "audience_group": group or None,
        "mode": "proactive",
        "flow_chart": "steps",
        "flow_steps": steps.replace("—", "\n"),
        "policy_card": "text" if card else "none",
        "policy_card_text": card or None,
        **more,
    }


ECONOMY: tuple[dict[str, Any], ...] = (
    item(
        "ZRJ",
        1,
        "不动产登记",
        "不动产登记办理指南",
        "办理条件、申请材料、办理流程、办理时限、收费标准",
        "申请—受理—审核—登簿—发证",
        "《不动产登记暂行条例》",
    ),
    item(
        "ZRJ",
        2,
        "征地补偿",
        "征收土地公告和补偿安置方案",
        "征收范围、补偿标准、安置方式、社会保障、异议反馈渠道",
        "土地现状调查—风险评估—拟定方案—公告三十日—听取意见—报批—实施",
        "《中华人民共和国土地管理法》第四十七条",
        channels="政府网站、乡镇政务公开栏、村务公开栏",
        group="被征地农村集体经济组织及其成员",
    ),
    item(
        "ZRJ",
        3,
        "国土空间规划",
        "乡村建设规划许可",
        "许可条件、申请材料、许可结果",
        "申请—现场踏勘—审查—公示—核发许可证",
        "《中华人民共和国城乡规划法》第四十一条",
    ),
    item(
        "ZRJ",
        4,
        "地质灾害防治",
        "年度地质灾害防治方案",
        "隐患点名录、监测责任人、转移路线、值班电话",
        "编制—征求意见—县政府批准—公布",
        "《地质灾害防治条例》第十五条",
        update_time="每年汛期前公布，有变化的3个工作日内更新",
    ),
    item(
        "ZJJ",
        1,
        "住房保障",
        "公共租赁住房申请与分配",
        "申请条件、审核结果、轮候名册、分配结果、租金标准",
        "申请—街道初审—部门复审—公示—轮候—配租",
        "《公共租赁住房管理办法》",
        card="城镇中等偏下收入住房困难家庭可申请；凭身份证、收入证明到街道政务服务中心办理；咨询电话0854-7610291。",
    ),
    item(
        "ZJJ",
        2,
        "农村危房改造",
        "农村危房改造对象和补助",
        "改造政策、对象名单、补助标准、竣工结果",
        "农户申请—村级评议—乡镇审核—县级审批—实施—验收—拨款",
        "《农村危房改造补助资金管理办法》",
        card="六类重点对象可申请，按房屋危险等级和改造方式分档补助；向村委会提出申请；咨询电话0854-7610291。",
    ),
    item(
        "ZJJ",
        3,
        "物业管理",
        "住宅专项维修资金使用",
        "使用申请、分摊方案、公示情况、拨付结果",
        "申请—业主表决—公示—审核—拨付",
        "《住宅专项维修资金管理办法》",
        group="相关业主",
    ),
    item(
        "CZJ",
        1,
        "财政预决算",
        "县级政府预算、决算",
        "一般公共预算、政府性基金、国有资本经营、社会保险基金收支及说明",
        "人大批准—批复—公开",
        "《中华人民共和国预算法》第十四条",
        update_time="人大批准后20日内",
    ),
    item(
        "CZJ",
        2,
        "惠民惠农财政补贴",
        "补贴资金“一卡通”发放",
        "补贴政策、补贴对象、补贴标准、发放金额、发放时间",
        "核定名单—公示—复核—打卡发放—公布结果",
        "《关于进一步加强惠民惠农财政补贴资金“一卡通”管理的指导意见》",
        channels="政府网站、村务公开栏",
    ),
    item(
        "CZJ",
        3,
        "政府采购",
        "政府采购投诉处理",
        "投诉条件、处理程序、处理决定",
        "受理—调查—组织质证—作出决定—公布",
        "《中华人民共和国政府采购法》",
    ),
    item(
        "NYJ",
        1,
        "农业补贴",
        "耕地地力保护补贴",
        "补贴对象、补贴面积、补贴标准、公示名单",
        "农户申报—村级核实公示—乡镇审核—县级汇总—打卡发放",
        "《耕地建设与利用资金管理办法》",
        card="拥有耕地承包权的种地农户按面积补贴，资金打入“一卡通”；咨询电话0854-7610321。",
    ),
    item(
        "NYJ",
        2,
        "农业补贴",
        "农机购置与应用补贴",
        "补贴机具种类、补贴额、申请程序、受益名单",
        "购机—申请—核验—公示—兑付",
        "《农业机械购置补贴专项资金使用管理办法》",
        card="从事农业生产的个人和组织购置目录内机具可申请；凭购机发票、身份证明办理。",
    ),
    item(
        "NYJ",
        3,
        "农产品质量安全",
        "农产品质量安全抽检结果",
        "抽检品种、批次、结论、处理情况",
        "制定计划—抽样—检测—复检—公布",
        "《中华人民共和国农产品质量安全法》",
    ),
)
"""Of the units that look after land, building, money and farming."""
