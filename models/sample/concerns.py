"""Concerns of the sample county that were answered: an emergency, rumours, a unit that differs (附件3)."""

from __future__ import annotations

from models.sample.concern_roads import (
    OFFICE,
    approved,
    asked,
    cleared,
    closed,
    concern,
    confirmation,
    confirmed,
    differed,
    drafted,
    joined,
    opinion,
    passed,
    planned,
    published,
    reviewed,
    submitted,
    topic,
)
from models.sample.story import Step

_SITE = "https://www.luodian.example/hygq"
_WEIBO, _WECHAT = "https://weibo.example/luodian", "https://weixin.example/luodian"

ANSWERED = (
    concern(
        38,
        "emergency",
        "emergency",
        "video",
        "网传沫阳镇强降雨冲毁桥梁、多人失联",
        "短视频平台有人发布“沫阳大桥被冲走，好几个人没找到”，播放量上升很快，大量群众在评论区询问亲友安危。",
        *topic(
            0,
            "MYZ",
            "桥梁未垮塌，网传画面为外省旧视频；确有2户民房进水，人员已转移。事关群众安危，须当日回应。",
            "同意。请第一时间发布权威信息。",
        ),
        joined(0, "NYJ"),
        opinion(0, "NYJ", "县农业农村局：已核实受淹农田约120亩，无人员伤亡。"),
        *drafted(
            0,
            "MYZ",
            "昨夜沫阳镇出现强降雨，沫阳大桥安全，无人员伤亡和失联。受影响的2户6人已妥善安置，道路正在抢通。网传桥梁"
            "垮塌的画面不是我县。后续情况将及时发布。",
            "镇应急值班记录、现场照片12张；交通运输部门巡桥记录1份。",
        ),
        *reviewed(0, "MYZ"),
        approved(0, "同意发布，后续情况滚动更新。"),
        Step(2, OFFICE, "respond_again", reason="受淹农田核查和补种安排需要继续回应。"),
        submitted(
            2,
            "MYZ",
            "沫阳镇受淹农田核查已经完成，共117亩，农业农村部门已免费提供补种种子，保险公司已开始查勘定损。",
            "受灾农户登记表；种子发放清单。",
        ),
        *reviewed(3, "MYZ"),
        approved(3),
        closed(6, "谣言视频已下架，评论区询问明显减少；群众对补种安排表示认可。"),
        sides=(
            published(0, "microblog", "“罗甸发布”微博", "09:00", link=f"{_WEIBO}/1038"),
            published(1, "broadcast", "《罗甸新闻》", "08:30", gist="滚动播报抢险和安置情况。"),
            published(
                1,
                "press_conference",
                "县政府新闻发布会",
                "09:00",
                speaker="县应急管理局负责人",
                gist="通报雨情、险情和安置情况，回答记者提问5个。",
            ),
            published(4, "portal", "门户网站“回应关切”栏目", "08:40", link=f"{_SITE}/38"),
        ),
        heat="high",
        heat_note="2小时播放量8.6万次，评论1900余条",
        source_name="某短视频平台同城榜",
        at="06:40",
    ),
    concern(
        33,
        "high",
        "rumour",
        "wechat",
        "网传县城自来水不合格、要停水三天",
        "多个业主微信群转发“自来水检出超标，从明天起停水三天”的截图，部分超市出现抢购瓶装水。",
        *topic(
            0,
            "GSGS",
            "截图系伪造，近期出厂水和管网水检测全部合格；传播快，容易引发抢购。",
            note="请当日提供检测数据。",
        ),
        *drafted(
            1,
            "GSGS",
            "近期网传“自来水超标、停水三天”不属实。本月出厂水、管网水42项常规指标检测全部合格，没有停水计划。检测结果"
            "可在县政府门户网站查询。",
            "本月水质检测报告3份；公安机关已对伪造截图立案调查。",
        ),
        passed(1, "GSGS"),
        asked(1, unit="WJJ"),
        cleared(1),
        approved(2),
        closed(5, "抢购现象当日消除，转发群主动澄清。"),
        sides=(
            confirmation(1, confirmed(1, "WJJ", "检测数据与监测结果一致。"), unit="WJJ"),
            published(2, "portal", "门户网站“回应关切”栏目", "08:50", link=f"{_SITE}/33"),
            published(2, "wechat", "“罗甸发布”微信公众号", "08:55", link=f"{_WECHAT}/33"),
            published(
                3,
                "interview",
                "县融媒体中心专访",
                "08:45",
                speaker="县供水公司负责人",
                gist="带记者实地察看取水、制水和检测全过程。",
            ),
        ),
        heat="high",
        heat_note="涉及业主群30余个",
    ),
    concern(
        30,
        "medium",
        "misunderstanding",
        "portal",
        "群众误以为城乡居民养老保险最低缴费翻倍",
        "多名网民留言，认为今年城乡居民养老保险最低缴费档次涨了一倍，质疑政策不公。",
        *topic(1, "RSJ", "系将补缴上年度的金额误读为今年标准，政策宣传不到位。", "同意，请组织专家解读。"),
        *drafted(
            2,
            "RSJ",
            "今年城乡居民养老保险最低缴费档次没有变化。网民看到的金额是补缴上年度与本年度的合计。缴费档次、补贴标准和"
            "办理渠道附后。",
            "省、州当年缴费文件；征缴系统明细抽样200条。",
        ),
        *reviewed(2, "RSJ"),
        approved(3),
        closed(8, "相关留言由日均20余条降至2条。"),
        sides=(
            published(4, "portal", "门户网站“政策解读”栏目", "08:30", link=f"{_SITE}/30"),
            published(
                4,
                "expert",
                "门户网站“专家解读”",
                "08:40",
                speaker="州社会保险学会会员、高校教师",
                gist="用三个家庭的例子说明缴费、补贴和领取怎样计算。",
            ),
            planned(
                4, "press", "《黔南日报》", Step(7, "clerk", "drop", reason="当期版面已满，改由网站发布。")
            ),
        ),
        policy="城乡居民基本养老保险缴费和待遇政策",
    ),
    concern(
        27,
        "medium",
        "doubt",
        "forum",
        "质疑边阳镇易地搬迁后续扶持资金去向",
        "本地论坛出现帖子，质疑边阳镇易地搬迁后续扶持资金未按公示使用。",
        *topic(0, "BYZ", "资金由县财政局拨付、镇里使用，须两家核对一致再回应。"),
        *drafted(
            1,
            "BYZ",
            "边阳镇去年易地搬迁后续扶持资金共拨付126万元，已使用118万元，明细已在镇村公示栏和县政府门户网站公布。",
            "资金拨付和使用台账；公示照片。",
        ),
        asked(2, unit="CZJ", until=4),
        passed(3, "BYZ"),
        Step(4, "secrecy", "return_secrecy", reason="附表含搬迁户身份证号和银行账号，请删除后重新提交。"),
        submitted(
            4,
            "BYZ",
            "边阳镇去年易地搬迁后续扶持资金共拨付132万元，已使用118万元，结余14万元结转使用，明细已在镇村公示栏和县政"
            "府门户网站公布。",
            "与县财政局共同核对的拨付台账；公示照片。",
        ),
        *reviewed(5, "BYZ"),
        approved(7),
        closed(11, "发帖人回帖表示认可，帖子热度下降。"),
        sides=(
            confirmation(
                2,
                differed(3, "CZJ", "实际拨付132万元，含12月追加的6万元，请核对。"),
                confirmed(6, "CZJ", "数据已核对一致。"),
                unit="CZJ",
            ),
            published(8, "portal", "门户网站“回应关切”栏目", "08:35", link=f"{_SITE}/27"),
        ),
    ),
)
