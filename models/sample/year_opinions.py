"""Two decisions a hundred and fifty people each had something to say about (附件10、附件11)."""

from __future__ import annotations

from models.sample.decisions import cleared, decision, done_with_all, handed_in, proposal, yearly
from models.sample.decisions_heard import Hearing
from models.sample.hearings import SEND_TO, Said
from models.sample.story import On, Step, Story
from models.sample.tables import rows

OPINIONS = 150
"""That came to each of the two."""
PLACES = (
    "城东社区",
    "兴阳社区",
    "新场村",
    "罗苏村",
    "五星村",
    "大关村",
    "老街居民组",
    "移民新村",
    "纳闹村",
    "董架村",
)
WAYS = ("web", "phone", "visit", "seminar", "email")
SENDERS = ("public", "public", "public", "deputy", "organisation")


def _said(name: str) -> tuple[Said, ...]:
    """What people of one place after another say about the same points."""
    points = [row for row in rows("opinions") if row["decision"] == name]
    return tuple(
        (
            point["gist"],
            f"{PLACES[turn % len(PLACES)]}：{point['content']}。",
            WAYS[turn % len(WAYS)],
            SENDERS[turn // len(WAYS) % len(SENDERS)],
            point["answer_kind"],
            point["answer"],
        )
        for turn in range(OPINIONS)
        for point in [points[turn % len(points)]]
    )


MARKET = Hearing(
    "龙坪镇集贸市场搬迁方案",
    (
        "一、集贸市场由老街迁至城东新区。\n二、新市场设摊位三百二十个。\n三、商户按抽签结果入驻。",
        "老市场消防通道不足，占道经营严重，经鉴定存在重大安全隐患。",
        "《中华人民共和国消防法》；龙坪镇集镇控制性详细规划。",
    ),
    SEND_TO.format(unit="龙坪镇人民政府", mail="lpz", phone="7620101"),
    "本次通过门户网站、座谈会、电话、来访等方式征求意见。意见集中在交通、摊位分配和过渡安排三个方面。"
    "根据意见，增设两个公交停靠站，划出三十个自产自销免费摊位，新市场验收合格后再搬迁。",
    _said("market"),
)
FEES = Hearing(
    "边阳镇农村生活垃圾处理收费方案",
    (
        "一、住户每户每月八元，商户按面积分档。\n二、收费专户管理，用于收集、转运和处理。\n三、困难家庭免收。",
        "垃圾收运范围扩大到所有村寨，运行经费不足。",
        "《贵州省农村生活垃圾治理条例》；县发展和改革局成本监审报告。",
    ),
    SEND_TO.format(unit="边阳镇人民政府", mail="byz", phone="7620111"),
    "本次通过门户网站、座谈会、电话、来访等方式征求意见。意见集中在收费对象、标准和收运次数三个方面。"
    "根据意见，改为按户收取，困难家庭免收，集镇每日收运。",
    _said("fees"),
)


def _decided(unit: str, ago: int, who: str, hearing: Hearing, category: str, result: str, by: str) -> Story:
    """The unit's yearly list with the one decision, heard and decided."""
    settled = {"revision": hearing.report, "result": result, "document": f"《{hearing.title}》"}
    steps = (
        *cleared(4, proposal(*hearing.texts)),
        *done_with_all(),
        Step(45, "head", "decide", {"decided_on": On(45), **settled}),
    )
    told = decision(0, hearing.title, category, by, steps, hearing.heard(6))
    return yearly(unit, ago, f"{who}重大行政决策事项目录", handed_in(1), told)


YEAR_OF_OPINIONS = (
    _decided("LPZ", 170, "龙坪镇", MARKET, "livelihood", "按修改后的方案实施搬迁。", "龙坪镇经济发展办公室"),
    _decided("BYZ", 110, "边阳镇", FEES, "charges", "自下季度起按修改后的标准收取。", "边阳镇社会事务办公室"),
)
