"""Concerns of the sample county that were answered by explaining: policies, prices, doubts (附件3)."""

from __future__ import annotations

from models.sample.concern_roads import (
    LEADERS,
    OFFICE,
    along,
    approved,
    asked,
    assigned,
    closed,
    concern,
    confirmation,
    confirmed,
    differed,
    drafted,
    joined,
    planned,
    published,
    reviewed,
    submitted,
    topic,
)
from models.sample.story import InUnit, Step

_SITE = "https://www.luodian.example/hygq"
_WEIBO, _WECHAT = "https://weibo.example/luodian", "https://weixin.example/luodian"

EXPLAINED = (
    concern(
        24,
        "low",
        "complaint",
        "hotline",
        "家长反映城区小学延时服务收费不清",
        "12345热线集中转来家长来电，反映小学延时服务收费名目看不懂、没有公示。",
        *topic(0, "JYJ", "个别学校公示不及时，收费标准本身符合规定。"),
        *drafted(
            2,
            "JYJ",
            "小学延时服务按省定标准收取，各校已在校门口和家长群公示，并开通投诉电话。",
            "各校公示照片；收费检查记录。",
        ),
        Step(2, "JYJ.head", "return_draft", reason="请写明投诉电话和受理时间。"),
        submitted(
            3,
            "JYJ",
            "小学延时服务按省定标准收取，各校已在校门口公示。投诉电话：0854-7610211（工作日8:30至17:30）。",
            "各校公示照片；收费检查记录。",
        ),
        *reviewed(3, "JYJ"),
        Step(4, LEADERS, "return_response", reason="请补充家庭经济困难学生免收政策。"),
        submitted(
            5,
            "JYJ",
            "小学延时服务按省定标准收取，家庭经济困难学生免收，各校已在校门口公示。投诉电话：0854-7610211（工作日8:30至"
            "17:30）。",
            "省定收费文件；各校公示照片；收费检查记录。",
        ),
        *reviewed(5, "JYJ"),
        approved(6),
        Step(6, LEADERS, "recall", reason="依据引用了旧文件，请更正。"),
        submitted(
            7,
            "JYJ",
            "小学延时服务按今年新修订的省定标准收取，家庭经济困难学生免收，各校已在校门口公示。投诉电话：0854-7610211"
            "（工作日8:30至17:30）。",
            "新修订的省定收费文件；各校公示照片。",
        ),
        *reviewed(7, "JYJ"),
        approved(8),
        closed(12, "热线同类来电由每日9件降至1件。"),
        sides=(
            published(9, "wechat", "“罗甸教育”微信公众号", "08:30", link=f"{_WECHAT}/24"),
            published(9, "press", "《黔南日报》", "08:40", gist="第3版“权威解答”。"),
        ),
        heat="low",
    ),
    concern(
        22,
        "medium",
        "doubt",
        "press",
        "媒体关注红水河沿岸网箱养殖清退补偿",
        "省级媒体记者来电，询问红水河沿岸网箱养殖清退后补偿标准为何与邻县不同。",
        *topic(0, "NYJ", "补偿标准由县里依法制定，与邻县水域等级不同；资金口径须与县财政局一致。"),
        along(1),
        submitted(
            1,
            "NYJ",
            "我县网箱养殖清退补偿按照水域等级和设施评估分类确定，方案经过公示和听证，已全部兑现到户。",
            "补偿方案、公示和听证记录；兑现到户清册。",
        ),
        asked(1, unit="CZJ"),
        *reviewed(2, "NYJ"),
        approved(4, "同意。补偿口径以领导小组办公室审定意见为准。"),
        closed(9, "媒体客观报道，未再出现不实比较。"),
        sides=(
            confirmation(
                1,
                differed(2, "CZJ", "“全部兑现”不准确，尚有2户因权属争议提存。"),
                Step(
                    3,
                    LEADERS,
                    "overrule",
                    {"overrule_reason": "2户补偿款已依法提存，视为兑现；发布时由农业农村局口头说明。"},
                ),
                unit="CZJ",
            ),
            published(
                5,
                "interview",
                "贵州日报客户端采访",
                "08:50",
                speaker="县农业农村局负责人",
                gist="说明分类补偿的依据和提存情况。",
            ),
        ),
        source_name="省级媒体客户端",
    ),
    concern(
        17,
        "medium",
        "question",
        "weibo",
        "关心县城龙滩大道改造何时通车",
        "微博网友反复询问龙滩大道改造进度和通车时间。",
        *topic(0, "LPZ", "工期受雨季影响，需给出明确时间。"),
        Step(1, "LPZ.clerk", "hand_back", reason="项目业主是县住房和城乡建设局，应由其起草。"),
        assigned(1, "ZJJ"),
        joined(1, "LPZ"),
        Step(2, OFFICE, "part", {"joint_unit_id": InUnit("LPZ")}, "沿线协调已由镇另行答复。"),
        *drafted(
            2,
            "ZJJ",
            "龙滩大道改造已完成工程量的八成，受雨季影响工期顺延，计划下月底前全线通车。施工期间请按提示绕行。",
            "监理月报；施工进度计划表。",
        ),
        *reviewed(3, "ZJJ"),
        asked(3, agency="州公路管理局罗甸公路管理段"),
        approved(6),
        sides=(
            confirmation(
                3, confirmed(5, "ZJJ", "来电确认绕行路线无误。"), agency="州公路管理局罗甸公路管理段"
            ),
            published(7, "microblog", "“罗甸发布”微博", "08:30", link=f"{_WEIBO}/1021"),
            published(
                7,
                "portal",
                "门户网站“回应关切”栏目",
                "08:35",
                Step(10, OFFICE, "withdraw", reason="附图误载施工单位联系人手机号，已撤下。"),
                link=f"{_SITE}/21",
            ),
            planned(12, "press", "《黔南日报》"),
        ),
    ),
)
