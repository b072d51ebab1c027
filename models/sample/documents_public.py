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
from models.sample.publication_roads import online
from models.sample.story import On, Step

_REVIEWED = (
    Step(1, "clerk", "submit", PUBLIC),
    Step(2, "head", "send_to_legality"),
    Step(5, LEGAL, "pass_legality", {"legality_opinion": "制定权限、内容、程序合法，未发现违法情形。"}),
)

PUBLISHED = (
    document(
        180,
        "ZRJ",
        "关于印发罗甸县地质灾害防治工作方案的通知",
        "一、工作目标\n严防地质灾害造成群死群伤。\n二、重点任务\n（一）隐患排查\n汛期前完成全县隐患点排查。",
        road("issue", PUBLIC),
        sides=(
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
        "关于印发罗甸县财政专项资金管理办法的通知",
        "第一条　为规范财政专项资金管理，制定本办法。\n第二条　专项资金实行项目库管理。",
        (*_REVIEWED, *road("issue", PUBLIC, later=5)[1:]),
        is_normative=True,
        document_word="government",
        sides=(
            carries(
                "repeals",
                "罗甸县财政专项资金管理暂行办法",
                cited_number="罗府发〔2015〕8号",
            ),
            copies(16, "县政务服务中心综合窗口 莫敬之"),
            online(12),
            further_copy(
                "关于印发罗甸县财政专项资金管理办法的通知",
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
        "关于开展老年人免费健康体检的通知",
        "各乡镇卫生院为辖区六十五周岁以上老年人提供免费健康体检。",
        road("issue", PUBLIC),
        sides=(copies(9, "县政务服务中心综合窗口 莫敬之"), online(7, "approve")),
    ),
    document(
        6,
        "RSJ",
        "关于公布城镇公益性岗位名单的通告",
        "现将本年度城镇公益性岗位名单予以公布。",
        road("number", PUBLIC),
        kind="announcement",
    ),
    document(
        5,
        "ZJJ",
        "关于加强物业服务企业监督管理的意见",
        "一、总体要求\n规范物业服务行为，维护业主合法权益。",
        road("sign", PUBLIC),
        kind="opinion",
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
        "关于印发罗甸县征收土地补偿安置办法的通知",
        "第一条　为规范征收土地补偿安置工作，制定本办法。",
        (Step(1, "clerk", "submit", PUBLIC), Step(2, "head", "send_to_legality")),
        is_normative=True,
        document_word="government",
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
