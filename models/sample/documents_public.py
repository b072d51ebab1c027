"""Documents for proactive disclosure, published or on their way to it (附件4)."""

from __future__ import annotations

from models.sample.document_roads import (
    INTERNAL,
    LEGAL,
    PUBLIC,
    REVIEWER,
    carries,
    copies,
    document,
    further_copy,
    road,
)
from models.sample.interpretation_roads import (
    approved,
    done,
    drafted,
    explained,
    interpretation,
    passed,
    plan,
    posting,
    task,
)
from models.sample.publication_roads import online
from models.sample.story import On, Step

_REVIEWED = (
    Step(1, "clerk", "submit", PUBLIC),
    Step(2, "head", "send_to_legality"),
    Step(5, LEGAL, "pass_legality", {"legality_opinion": "制定权限、内容、程序合法，未发现违法情形。"}),
)

_HAZARDS = "关于印发罗甸县地质灾害防治工作方案的通知"
_FUNDS = "关于印发罗甸县财政专项资金管理办法的通知"
_LAND = "关于印发罗甸县征收土地补偿安置办法的通知"
_EXAMINED = "关于开展老年人免费健康体检的通知"
_MANAGERS = "关于加强物业服务企业监督管理的意见"
_ESCAPE = {"aims": "严防地质灾害造成群死群伤。", "procedure": "收到预警后按明白卡路线撤离到安置点。"}
_SPENDING = {
    "basis": "《中华人民共和国预算法》及其实施条例。",
    "contents": "专项资金实行项目库管理，先有项目、再安排资金。",
    "differences": "新增绩效评价结果与预算安排挂钩，原暂行办法同时废止。",
}
_EXPROPRIATION = {
    "scope": "县域内集体土地征收。",
    "standards": "按省公布的区片综合地价执行。",
    "procedure": "公告、调查、听证、签约、支付、交地。",
}
_CHECKS = {"scope": "六十五周岁以上老年人。", "procedure": "持身份证到户籍地或居住地乡镇卫生院体检。"}
_OWNERS = {"contents": "建立信用评价和退出机制。", "keywords": "信用评价：对物业服务企业按季度打分公示。"}
_UNEXPLAINED = {"interpretation": "none", "interpretation_reason": "只公布岗位名单，没有新的政策内容。"}

PUBLISHED = (
    document(
        180,
        "ZRJ",
        _HAZARDS,
        "一、工作目标\n严防地质灾害造成群死群伤。\n二、重点任务\n（一）隐患排查\n汛期前完成全县隐患点排查。",
        road("issue", PUBLIC),
        policy_marks=("special",),
        sides=(
            interpretation(
                plan(_HAZARDS, "隐患点在哪里、怎么撤离", ("chart", "video"), _ESCAPE),
                approved(_ESCAPE),
                explained(7),
                task(_HAZARDS, 1, REVIEWER, "黔南地质环境技术服务中心", "advise", done(3, REVIEWER)),
                task(_HAZARDS, 1, "clerk", "韦承屹", "present", done(16)),
                posting(_HAZARDS, 16, "broadcast", "县融媒体中心“罗甸新闻”"),
            ),
            carries(
                "attachment", "地质灾害隐患点清单", attribute="proactive", text="隐患点名称、位置、责任人。"
            ),
            copies(10, "县政务服务中心综合窗口 莫敬之"),
            online(7),
        ),
    ),
    document(
        150,
        "CZJ",
        _FUNDS,
        "第一条　为规范财政专项资金管理，制定本办法。\n第二条　专项资金实行项目库管理。",
        (*_REVIEWED, *road("issue", PUBLIC, later=5)[1:]),
        is_normative=True,
        document_word="government",
        sides=(
            interpretation(
                plan(_FUNDS, "新旧办法有什么不同", ("article", "press"), _SPENDING),
                passed(_SPENDING),
                explained(12),
                task(_FUNDS, 1, "clerk", "韦廪实", "write", done(20)),
            ),
            carries(
                "repeals",
                "罗甸县财政专项资金管理暂行办法",
                cited_number="罗府发〔2015〕8号",
            ),
            copies(16, "县政务服务中心综合窗口 莫敬之"),
            online(12),
            further_copy(
                _FUNDS,
                17,
                "archives",
                Step(
                    18,
                    REVIEWER,
                    "deliver",
                    {"copies": 1, "delivered_on": On(18), "receiver": "县档案馆 覃守简"},
                ),
            ),
        ),
    ),
    document(
        120,
        "NYJ",
        "关于做好高温干旱期间农业生产工作的通知",
        "各乡镇要做好抗旱保苗工作，及时调度灌溉用水。",
        road("issue", PUBLIC),
        urgency="urgent",
        sides=(
            further_copy(
                "关于做好高温干旱期间农业生产工作的通知",
                9,
                "library",
                Step(10, REVIEWER, "drop", reason="县图书馆闭馆改造，暂不陈列纸质文件"),
            ),
            online(7),
        ),
    ),
    document(
        90,
        "ZRJ",
        "罗甸县自然资源局关于规范宅基地审批的通知",
        "各自然资源所要严格执行宅基地审批标准和时限。",
        road("issue", PUBLIC, word="unit"),
        document_word="unit",
        addressees="局属各单位，各乡镇自然资源所",
        sides=(copies(9, "县政务服务中心自然资源窗口 石临风"), online(7, own=True)),
    ),
)

WAITING = (
    document(
        33,
        "JYJ",
        "关于做好秋季学期义务教育招生工作的通知",
        "义务教育阶段学校实行免试就近入学，招生结果须向社会公布。",
        road("issue", PUBLIC),
        sides=(online(7, "submit"),),
    ),
    document(
        12,
        "WJJ",
        _EXAMINED,
        "各乡镇卫生院为辖区六十五周岁以上老年人提供免费健康体检。",
        road("issue", PUBLIC),
        policy_marks=("livelihood",),
        sides=(
            interpretation(plan(_EXAMINED, "查哪些项目、到哪里查", ("chart",), _CHECKS), approved(_CHECKS)),
            copies(9, "县政务服务中心综合窗口 莫敬之"),
            online(7, "approve"),
        ),
    ),
    document(
        6,
        "RSJ",
        "关于公布城镇公益性岗位名单的通告",
        "现将本年度城镇公益性岗位名单予以公布。",
        road("number", {**PUBLIC, **_UNEXPLAINED}),
        kind="announcement",
        policy_marks=("attention",),
    ),
    document(
        5,
        "ZJJ",
        _MANAGERS,
        "一、总体要求\n规范物业服务行为，维护业主合法权益。",
        road("sign", PUBLIC),
        kind="opinion",
        policy_marks=("attention", "livelihood"),
        sides=(
            interpretation(
                plan(_MANAGERS, "业主怎么监督物业", ("questions", "media"), _OWNERS), approved(_OWNERS)
            ),
        ),
    ),
    document(
        4,
        "LPZ",
        "关于龙坪镇集贸市场搬迁的通告",
        "因市政道路施工，龙坪镇集贸市场自即日起分批搬迁。",
        road("check", PUBLIC),
        kind="announcement",
    ),
    document(
        3,
        "BYZ",
        "关于边阳镇农村生活垃圾收运工作的通报",
        "现将各村生活垃圾收运情况通报如下。",
        road("approve", PUBLIC),
        kind="circular",
    ),
    document(
        4,
        "ZRJ",
        _LAND,
        "第一条　为规范征收土地补偿安置工作，制定本办法。",
        (Step(1, "clerk", "submit", PUBLIC), Step(2, "head", "send_to_legality")),
        is_normative=True,
        document_word="government",
        sides=(
            interpretation(
                plan(_LAND, "补偿标准和安置方式", ("questions", "conference"), _EXPROPRIATION),
                (*drafted(_EXPROPRIATION), Step(2, "head", "send_to_justice")),
            ),
        ),
    ),
    document(
        2,
        "MYZ",
        "关于调整沫阳镇防汛值班安排的函",
        "因人员变动，现将防汛值班安排调整如下。",
        road("submit", INTERNAL),
        kind="letter",
        document_word="office_letter",
        touches_the_public=False,
        is_internal=True,
    ),
    document(1, "CZJ", "关于编制下年度部门预算的通知", "各预算单位要按时编报下年度部门预算草案。", ()),
)
