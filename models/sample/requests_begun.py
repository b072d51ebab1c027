"""Requests that have just begun: registered, in the formal check, sent back, in secrecy review, referred."""

from __future__ import annotations

from models.sample.roads import asked_to_correct, story
from models.sample.story import Step
from models.workflow import Profile

_ACCEPTED = (Step(0, "officer", "accept"),)
_IN_ORDER = (Step(0, "officer", "accept"), Step(1, "officer", "pass_check"))


BEGUN = (
    story(
        0,
        "XZFB",
        "杨",
        "行政中心停车位管理办法",
        "申请公开行政中心对外开放停车位的管理办法和开放时段。",
        (),
    ),
    story(
        1,
        "ZRJ",
        "山石",
        "石料开采规划分区",
        "申请公开边阳镇普通建筑石料开采规划分区图。",
        (),
    ),
    story(
        0,
        "LPZ",
        "罗",
        "解放西路路灯维护合同",
        "申请公开解放西路路灯维护的合同和维护记录。",
        (),
        channel="counter",
    ),
    story(
        2,
        "JYJ",
        "夕阳",
        "老年学校课程安排",
        "请求公开县老年学校秋季课程安排，申请人听力不便。",
        (),
        channel="oral",
        help_needed="听力障碍，请书面沟通",
    ),
    story(
        2,
        "XZFB",
        "正则",
        "行政复议应诉统计",
        "申请公开县政府近两年行政复议、行政应诉案件统计数据。",
        _ACCEPTED,
    ),
    story(
        16,
        "BYZ",
        "王",
        "兴阳社区安置点住房分配",
        "申请公开兴阳社区易地搬迁安置点的住房分配结果。",
        _ACCEPTED,
    ),
    story(
        3,
        "RSJ",
        "红河",
        "外来务工人员培训补贴",
        "申请公开职业技能培训补贴的发放标准和承训机构名单。",
        _ACCEPTED,
        rules=Profile.REGULATION_2019,
    ),
    story(
        6,
        "ZJJ",
        "莫",
        "小区规划",
        "申请公开小区规划。",
        (Step(0, "officer", "accept"), asked_to_correct(2, "请写明小区名称和所需规划文件的种类。")),
    ),
    story(
        23,
        "NYJ",
        "班",
        "补贴名单",
        "申请公开补贴名单。",
        (Step(0, "officer", "accept"), asked_to_correct(2, "请写明补贴项目名称和年度。")),
    ),
    story(
        19,
        "ZRJ",
        "何",
        "承包地确权",
        "申请公开承包地确权的东西。",
        (Step(1, "officer", "accept"), asked_to_correct(3, "请写明地块坐落、承包方姓名和材料名称。", 14)),
        rules=Profile.REGULATION_2019,
    ),
    story(
        3,
        "XZFB",
        "喀斯特",
        "蒙江流域生态修复方案",
        "申请公开蒙江流域生态保护修复实施方案及绩效目标表。",
        _IN_ORDER,
    ),
    story(
        5,
        "MYZ",
        "岑",
        "麻怀隧道修建资料",
        "申请公开麻怀隧道修建过程中的财政补助文件。",
        _IN_ORDER,
    ),
    story(
        9,
        "XZFB",
        "云端",
        "政务云平台安全测评报告",
        "申请公开政务云平台网络安全等级测评报告的结论部分。",
        (
            *_IN_ORDER,
            Step(
                3,
                "secrecy",
                "refer",
                {
                    "referred_to": "县保密工作部门",
                    "referral_question": "测评结论中的风险描述可否公开？",
                },
            ),
        ),
    ),
    story(
        27,
        "GSGS",
        "绿水",
        "水源保护区界桩坐标",
        "申请公开饮用水水源保护区界桩坐标和矢量图。",
        (
            *_IN_ORDER,
            Step(
                2,
                "secrecy",
                "refer",
                {
                    "referred_to": "黔南州生态环境局罗甸分局",
                    "referral_question": "界桩矢量图可否对外提供？",
                },
            ),
        ),
    ),
)
