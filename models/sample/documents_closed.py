"""Documents that are not for publication, or no longer valid, or never left the house (附件4)."""

from __future__ import annotations

from models.sample.document_roads import (
    INTERNAL,
    LEADER,
    LEGAL,
    PUBLIC,
    REVIEWER,
    carries,
    closed,
    copies,
    document,
    road,
)
from models.sample.interpretation_roads import drafted, interpretation, plan
from models.sample.publication_roads import online
from models.sample.story import On, Step
from models.workflow import Profile

_CONSULTS = closed("withheld", "属征求有关部门意见的函件。")
_PERSONNEL = {**INTERNAL, "attribute_ground": "16_personnel", "reassess_on": On(240)}
_UPWARD = {**closed("withheld", "属报上级机关的请示。"), "attribute_ground": "16_request"}
_ALL_THE_SAME = {**PUBLIC, "attribute_reason": "社会关注度高，应当公开。"}
_OFFICE = "unit_head"
_SIGNS = "关于印发龙坪镇户外广告设置管理规定的通知"
_HOARDINGS = {"scope": "集镇规划区内户外广告。", "procedure": "向镇综合行政执法队申请。"}

KEPT = (
    document(
        100,
        "RSJ",
        "关于机关事业单位工作人员年度考核有关事项的通知",
        "各单位按规定组织年度考核，考核结果存入干部人事档案。",
        road("issue", _PERSONNEL),
        rules=Profile.REGULATION_2019,
        touches_the_public=False,
        is_internal=True,
    ),
    document(
        80,
        "ZJJ",
        "关于征求城市停车场管理办法意见的函",
        "现将《城市停车场管理办法（征求意见稿）》送你们，请于五个工作日内反馈意见。",
        road("issue", _CONSULTS),
        kind="letter",
        document_word="office_letter",
        touches_the_public=False,
        consults_agencies=True,
    ),
    document(
        70,
        "CZJ",
        "关于解决农村公路养护资金缺口的请示",
        "我县农村公路养护资金缺口较大，恳请州人民政府予以支持。妥否，请批示。",
        (
            *road("issue", {**_UPWARD, "reassess_on": On(30)}),
            Step(30, REVIEWER, "reassess", {"reassess_on": On(300)}, "请示事项尚未批复，维持不予公开"),
        ),
        rules=Profile.REGULATION_2019,
        kind="request",
        document_word="government",
        addressees="黔南州人民政府",
        touches_the_public=False,
    ),
    document(
        60,
        "XZFB",
        "罗甸县人民政府常务会议纪要",
        "会议研究了农村饮水安全巩固提升、城区学校建设等事项。",
        (
            *road("issue", closed("on_request", "会议议定事项尚在落实。"), head=_OFFICE),
            Step(40, REVIEWER, "release", {"released_on": On(40)}, "议定事项已全部落实，转为主动公开"),
        ),
        kind="minutes",
        document_word="government",
        touches_the_public=False,
        sides=(copies(45, "县政务服务中心综合窗口 莫敬之"), online(40, goes=6)),
    ),
    document(
        50,
        "NYJ",
        "农业农村工作简报第三期",
        "本期介绍各乡镇秋收秋种进度和产业发展典型做法。",
        (
            *road("sign", PUBLIC),
            Step(6, REVIEWER, "pass_unnumbered"),
            Step(7, REVIEWER, "issue", {"issued_on": On(7)}),
        ),
        kind="brief",
        sides=(online(7, goes=1),),
    ),
)

ENDED = (
    document(
        220,
        "WJJ",
        "关于加强流感高发期医疗服务的通知",
        "各医疗机构要合理调配医疗力量，保障流感高发期诊疗需求。",
        (
            *road("issue", PUBLIC),
            Step(120, REVIEWER, "lapse", {"ended_on": On(120)}, "适用期已过，自行失效"),
        ),
        sides=(online(7),),
    ),
    document(
        48,
        "JYJ",
        "关于做好重阳节系列活动组织工作的通知",
        "各学校要组织学生开展敬老爱老活动，活动期间注意交通安全。",
        (
            *road("issue", PUBLIC),
            Step(15, REVIEWER, "lapse", {"ended_on": On(15)}, "活动已结束，自行失效"),
        ),
        sides=(online(7, "clear"),),
    ),
    document(
        210,
        "ZJJ",
        "关于印发罗甸县城区餐厨垃圾管理暂行规定的通知",
        "第一条　为加强城区餐厨垃圾管理，制定本规定。",
        (
            *road("issue", PUBLIC),
            Step(
                150,
                REVIEWER,
                "enter_repeal",
                {"ended_on": On(150), "ended_by": "《黔南州餐厨垃圾管理条例》施行后停止执行"},
            ),
        ),
        sides=(online(7),),
    ),
    document(
        40,
        "BYZ",
        "关于边阳镇临时交通管制的通告",
        "因道路施工，对有关路段实行临时交通管制。",
        (
            *road("number", PUBLIC),
            Step(8, REVIEWER, "cancel", reason="施工计划取消，不再印发，文号作废"),
        ),
        kind="announcement",
    ),
    document(
        30,
        "JYJ",
        "关于校外培训机构专项治理情况的通报",
        "现将专项治理情况通报如下。",
        (
            Step(1, "clerk", "submit", _ALL_THE_SAME),
            Step(2, "head", "return_by_head", reason="附表含举报人信息，重新核对公开属性"),
            Step(3, "clerk", "submit", INTERNAL),
            Step(
                4,
                "head",
                "change_as_head",
                closed("withheld", "含尚在调查的线索。"),
                "通报中的线索仍在核查",
            ),
            Step(4, "head", "approve"),
            Step(5, REVIEWER, "return_by_office", reason="公开属性理由不充分，重新标注"),
            Step(6, "clerk", "submit", INTERNAL),
            Step(7, "head", "approve"),
            Step(8, REVIEWER, "change_as_office", _ALL_THE_SAME, "线索已删除，通报应当公开"),
            Step(8, REVIEWER, "check"),
            Step(9, LEADER, "change_as_signer", INTERNAL, "附表为内部资料"),
            Step(9, LEADER, "return_by_signer", reason="附表与正文分开办理"),
        ),
        kind="circular",
        is_internal=True,
    ),
    document(
        25,
        "LPZ",
        _SIGNS,
        "第一条　为规范户外广告设置，制定本规定。",
        (
            Step(1, "clerk", "submit", PUBLIC),
            Step(2, "head", "send_to_legality"),
            Step(6, LEGAL, "object_to", {"legality_opinion": "设定了行政处罚，超越制定权限，请修改。"}),
        ),
        is_normative=True,
        sides=(
            interpretation(
                plan(_SIGNS, "哪些广告要报批", ("questions",), _HOARDINGS),
                (
                    *drafted(_HOARDINGS),
                    Step(2, "head", "send_to_justice"),
                    Step(6, LEGAL, "object_to", {"legality_opinion": "文件须修改，解读随文修改。"}),
                ),
            ),
            carries(
                "cited",
                "城区户外广告设置内部审查要点",
                Step(0, "clerk", "drop", reason="属内部资料，不在规定中引用"),
                cited_number="罗综执发〔2025〕6号",
                attribute="on_request",
            ),
        ),
    ),
)
