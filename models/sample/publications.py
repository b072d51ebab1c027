"""Publications of the sample county: all five origins, and whatever may become of one (附件1)."""

from __future__ import annotations

from typing import Any

from models.sample.publication_roads import (
    publication,
    road,
)
from models.sample.story import Step, Story

NAMES = {
    "XZFB": "罗甸县人民政府办公室",
    "ZRJ": "罗甸县自然资源局",
    "ZJJ": "罗甸县住房和城乡建设局",
    "RSJ": "罗甸县人力资源和社会保障局",
    "JYJ": "罗甸县教育局",
    "CZJ": "罗甸县财政局",
    "NYJ": "罗甸县农业农村局",
    "WJJ": "罗甸县卫生健康局",
    "LPZ": "罗甸县龙坪镇人民政府",
    "BYZ": "罗甸县边阳镇人民政府",
    "MYZ": "罗甸县沫阳镇人民政府",
    "GSGS": "罗甸县供水有限责任公司",
}


def told(
    ago: int, unit: str, origin: str, column: str, title: str, body: str, *steps: Step, **more: Any
) -> Story:
    """One publication; without steps of its own it goes the whole way of its origin."""
    named = {"source_name": NAMES[unit], **more}
    return publication(ago, unit, origin, column, title, body, steps or road(origin, column), **named)


ONLINE = (
    told(
        130,
        "XZFB",
        "government",
        "activities",
        "县政府主要领导调研蒙江流域生态治理",
        "县政府主要领导到沫阳镇实地调研蒙江流域生态治理，要求压实河长责任，抓好沿岸污水收集处理。",
        media="picture",
    ),
    told(
        112,
        "XZFB",
        "government",
        "meetings",
        "县政府召开第三十二次常务会议",
        "会议听取上半年经济运行情况汇报，研究农村饮水安全、城区学位建设等事项。",
    ),
    told(
        104,
        "XZFB",
        "government",
        "speeches",
        "在全县防汛抗旱工作会议上的讲话",
        "<h2>一、认清形势</h2><p>今年汛期降雨偏多两成左右。</p><h2>二、压实责任</h2><p>各乡镇要落实二十四小时值班。</p>",
    ),
    told(
        96,
        "CZJ",
        "department",
        "announcements",
        "2026年上半年一般公共预算收支情况",
        "<table><tbody><tr><th>项目</th><th>完成数（万元）</th><th>同比</th></tr>"
        "<tr><td>一般公共预算收入</td><td>38600</td><td>增长6.2%</td></tr>"
        "<tr><td>一般公共预算支出</td><td>214500</td><td>增长4.1%</td></tr></tbody></table>",
        media="data",
    ),
    told(
        88,
        "RSJ",
        "department",
        "announcements",
        "城乡居民基本养老保险待遇领取资格认证通知",
        "待遇领取人员可通过手机应用、社保大厅窗口或者委托村级协办员办理资格认证。",
    ),
    told(
        80,
        "JYJ",
        "department",
        "policies",
        "秋季学期义务教育招生政策问答",
        "<h3>划片怎么确定？</h3><p>按学校布局和适龄儿童分布划定，由县教育局公布。</p>"
        "<h3>随迁子女怎么报名？</h3><p>持居住证在居住地就近申请入学。</p>",
    ),
    told(
        72,
        "WJJ",
        "department",
        "announcements",
        "季节性流感疫苗接种点公布",
        "全县26个预防接种门诊自9月20日起开展流感疫苗接种。",
    ),
    told(
        64,
        "NYJ",
        "department",
        "research",
        "全县早熟蔬菜产业发展调研报告",
        "全县早熟蔬菜种植面积稳定在二十五万亩以上，冷链仓储能力仍显不足。",
    ),
    told(
        58,
        "ZRJ",
        "department",
        "announcements",
        "国有建设用地使用权挂牌出让公告",
        "经县人民政府批准，挂牌出让龙坪镇一宗商业用地，公告期二十日。",
    ),
    told(
        52,
        "XZFB",
        "repost",
        "policies",
        "国务院办公厅印发关于加强基层政务公开标准化规范化工作的指导意见",
        "意见要求推进基层政务公开标准化规范化，让公众看得到、听得懂、易获取、能监督、好参与。",
        source_name="中国政府网",
        source_url="https://www.gov.example/zhengce/202601.html",
    ),
    told(
        46,
        "XZFB",
        "repost",
        "activities",
        "贵州日报：罗甸火龙果“红”了山乡",
        "红水河沿岸火龙果进入采摘期，带动三千余户增收。",
        source_name="贵州日报",
        source_url="2026年第203期第5版",
    ),
    told(
        40,
        "XZFB",
        "interactive",
        "interactive",
        "在线访谈：农村宅基地怎样申请",
        "<h3>主持人</h3><p>村民申请宅基地要经过哪些环节？</p><h3>县自然资源局</h3><p>村民小组讨论公示、村级审查、乡镇审批。</p>",
        media="video",
    ),
    told(
        34,
        "ZJJ",
        "interactive",
        "interactive",
        "网上调查：老旧小区改造您最关心什么",
        "调查内容包括加装电梯、停车位、雨污分流和物业管理，调查结果将在网站公布。",
    ),
    told(
        28,
        "XZFB",
        "emergency",
        "announcements",
        "关于县城部分区域临时停水的通告",
        "因主供水管爆裂，解放路以南区域临时停水，预计当日二十二时恢复供水，期间安排送水车定点供水。",
    ),
    told(
        22,
        "MYZ",
        "emergency",
        "announcements",
        "沫阳镇山洪灾害抢险救援进展",
        "转移群众一百二十六人，无人员伤亡，受损道路已抢通。",
    ),
    told(
        20,
        "LPZ",
        "department",
        "announcements",
        "龙坪镇城乡居民医保缴费提醒",
        "集中缴费期截至年底，困难群众由财政分类资助参保。",
    ),
    told(
        18,
        "BYZ",
        "department",
        "supervision",
        "边阳镇民生实事上半年完成情况",
        "年初确定的八件实事完成五件，其余三件按序时进度推进。",
    ),
)
