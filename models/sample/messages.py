"""Public messages of the sample county: every category, result and state, two accusations (附件9)."""

from __future__ import annotations

from typing import Any

from models.sample.story import InUnit, On, Step, Story

_OFFICE = "reviewer"


def _message(
    ago: int, category: str, title: str, content: str, *steps: Step, channel: str = "portal", **more: Any
) -> Story:
    """A message registered by the office's clerk on the day it arrived."""
    values = {
        "title": title,
        "content": content,
        "category": category,
        "channel": channel,
        "received_on": On(0),
        **more,
    }
    return Story("public-messages", "XZFB", ago, "clerk", values, steps)


def _assigned(day: int, unit: str, note: str = "") -> Step:
    return Step(
        day, _OFFICE, "assign", {"handling_unit_id": InUnit(unit), **({"assign_note": note} if note else {})}
    )


def _drafted(day: int, unit: str, result: str, reply: str, **more: Any) -> Step:
    return Step(day, f"{unit}.clerk", "draft", {"result": result, "reply": reply, **more})


def _passed(day: int, unit: str) -> Step:
    return Step(day, f"{unit}.head", "pass_draft")


def _published(day: int, question: str) -> Step:
    return Step(day, _OFFICE, "publish", {"answered_on": On(day), "public_question": question})


def _answered(day: int) -> Step:
    return Step(day, _OFFICE, "answer", {"answered_on": On(day)})


def _accused(day: int, unit: str, reason: str, who: str = _OFFICE, **more: Any) -> Step:
    return Step(day, who, "name_accused", {"accused_unit_id": InUnit(unit), **more}, reason)


MESSAGES = (
    _message(
        31,
        "consultation",
        "咨询灵活就业人员养老保险缴费档次",
        "我在外打工回来，想以灵活就业人员身份参加职工养老保险，请问今年有哪些缴费档次，在哪里办理？",
        _assigned(0, "RSJ"),
        Step(0, "RSJ.clerk", "forward", {"handling_unit_id": InUnit("RSJ-SB")}),
        _drafted(
            1,
            "RSJ",
            "explained",
            "灵活就业人员可在当年公布的缴费基数上下限之间自愿选择缴费档次。请持身份证到县政务服务中心社保窗口办理，"
            "也可以通过“贵州人社”手机应用办理。",
        ),
        _passed(2, "RSJ"),
        _published(2, "灵活就业人员参加职工养老保险有哪些缴费档次，在哪里办理？"),
        writer="韦小满",
        phone="13900000101",
    ),
    _message(
        26,
        "complaint",
        "反映解放西路夜间施工噪声",
        "解放西路管网改造工地连续几天晚上十一点以后还在破路，老人小孩无法休息。",
        _assigned(0, "ZJJ", "请核实是否办理夜间施工手续，督促施工单位整改。"),
        Step(
            1,
            _OFFICE,
            "join",
            {"joint_unit_id": InUnit("LPZ")},
        ),
        Step(
            2,
            "LPZ.clerk",
            "give_opinion",
            {"joint_opinions": "龙坪镇：已走访周边12户居民，所反映情况属实，建议22时后停止破路作业。"},
        ),
        _drafted(
            3,
            "ZJJ",
            "solved",
            "经查，该工地未办理夜间施工手续。已责令施工单位22时至次日6时停止产生噪声的作业，并加装围挡。",
            findings="现场检查两次，施工单位承认夜间施工，已书面承诺整改。",
        ),
        Step(4, "ZJJ.head", "return_draft", reason="请补充整改后的复查情况。"),
        _drafted(
            4,
            "ZJJ",
            "solved",
            "经查，该工地未办理夜间施工手续。已责令施工单位22时至次日6时停止产生噪声的作业，并加装围挡；"
            "经连续两晚复查，未再发现夜间破路作业。",
        ),
        _passed(5, "ZJJ"),
        _published(5, "解放西路管网改造工地夜间施工，影响居民休息。"),
        writer="罗望舒",
        phone="13900000102",
        address="龙坪镇解放西路26号",
    ),
    _message(
        40,
        "help",
        "请求协调村组道路路灯维修",
        "边阳镇兴阳社区三组路灯坏了五盏，晚上老人出行不安全，希望尽快维修。",
        _assigned(0, "BYZ"),
        _drafted(
            4,
            "BYZ",
            "planned",
            "经核实，五盏路灯因线路老化损坏，需整体更换线路，已列入镇人居环境整治项目。",
            planned_for=On(120),
        ),
        _passed(5, "BYZ"),
        _published(6, "边阳镇兴阳社区三组路灯损坏，请求维修。"),
        Step(9, _OFFICE, "take_down", reason="留言人来电，认为文中地点可识别其住处，要求撤下。"),
        writer="王阿朵",
        phone="13900000103",
        address="边阳镇兴阳社区三组",
        channel="wechat",
    ),
    _message(
        18,
        "help",
        "孩子转学材料",
        "孩子随我从外地转回罗甸，请问需要哪些材料，能否就近入学？",
        Step(1, _OFFICE, "recategorize", {"category": "consultation"}, "内容是询问政策，不是求助事项。"),
        _assigned(1, "JYJ"),
        _drafted(
            2,
            "JYJ",
            "explained",
            "转学需提供户口簿或者居住证、原学校学籍证明，由转入学校在全国学籍系统办理；学位由教育局按就近原则统筹。",
        ),
        _passed(2, "JYJ"),
        Step(2, _OFFICE, "return_reply", reason="请写明受理窗口和电话。"),
        _drafted(
            3,
            "JYJ",
            "explained",
            "转学需提供户口簿或者居住证、原学校学籍证明，由转入学校在全国学籍系统办理；学位由教育局按就近原则统筹。"
            "受理窗口：县教育局基础教育股，电话0854-7610211。",
        ),
        _passed(3, "JYJ"),
        _answered(3),
        writer="杨听禾",
        phone="13900000104",
        secrecy_wanted=True,
        confidential="孩子父母正在办理离婚，不希望被他人知道孩子的学校。",
    ),
    _message(
        16,
        "investigation",
        "反映某养殖场污水直排",
        "沫阳镇八总村旁边的养殖场雨天往河沟里排污水，臭味很大，请调查。",
        _assigned(0, "NYJ", "请会同有关单位现场核实。"),
        Step(
            1,
            "NYJ.clerk",
            "hand_back",
            {"proper_body": "沫阳镇人民政府"},
            "属地管理，应由所在镇牵头。",
        ),
        _assigned(1, "MYZ", "由沫阳镇牵头办理，县农业农村局协办。"),
        Step(1, _OFFICE, "join", {"joint_unit_id": InUnit("NYJ")}),
        Step(
            3,
            "NYJ.clerk",
            "give_opinion",
            {"joint_opinions": "县农业农村局：该场粪污处理设施未正常运行，已发整改通知。"},
        ),
        _drafted(
            6,
            "MYZ",
            "solved",
            "经现场调查，所反映情况属实。该场已停止外排，修复粪污处理设施，镇政府每周巡查一次。",
            findings="现场查看、询问3名群众，取水样1份；养殖场负责人承认雨天外排。",
        ),
        _passed(7, "MYZ"),
        _published(8, "沫阳镇八总村旁养殖场雨天排放污水，请调查处理。"),
        writer="陆青禾",
        phone="13900000105",
    ),
    _message(
        14,
        "consultation",
        "咨询州内跨县异地就医备案",
        "我父亲在都匀住院，请问异地就医怎样备案？",
        _assigned(0, "WJJ"),
        Step(1, _OFFICE, "recall", reason="属医疗保障事项，应由医保部门办理。"),
        Step(1, _OFFICE, "annul", reason="与已登记的留言重复。"),
        writer="岑小舟",
        phone="13900000106",
    ),
    _message(
        12,
        "complaint",
        "反映水费计量不准",
        "我家上个月没人住，水费却比平时多了一倍，怀疑水表有问题。",
        _assigned(0, "GSGS"),
        _drafted(
            5,
            "GSGS",
            "not_ours",
            "经现场核对，水表读数与抄表记录一致；水表是否准确，应由法定计量检定机构检定。",
            proper_body="县市场监督管理局计量检定机构（电话0854-7610381）",
        ),
        _passed(6, "GSGS"),
        _answered(6),
        writer="莫问渠",
        phone="13900000107",
        channel="hotline",
    ),
    _message(
        9,
        "investigation",
        "检举征地补偿款发放不公",
        "征地事务工作人员给亲戚多算面积，请县里派人调查，不要转给他们单位。",
        _accused(
            0,
            "ZRJ",
            "来信检举该局征地事务工作人员。",
            accused_person="该局征地事务股工作人员",
        ),
        Step(
            1,
            "county_leader",
            "instruct",
            {"instruction": "请县财政局核对补偿清册，注意保护来信人。"},
        ),
        _assigned(1, "CZJ", "请核对补偿清册，不得与被检举单位联系。"),
        Step(2, "CZJ.clerk", "note", {"internal_note": "补偿清册已调取，与实测面积逐户核对中。"}),
        accusation=True,
        secrecy_wanted=True,
        writer="班若木",
        phone="13900000108",
        address="龙坪镇五里村",
        confidential="来信人与被检举人同村，担心报复。",
    ),
    _message(
        22,
        "difficult",
        "控告某卫生院乱收费并反映集资退款",
        "卫生院收取的检查费没有票据，另外多年前的集资款至今没有退还。",
        _accused(0, "WJJ", "来信涉及卫生健康部门所属卫生院。"),
        _accused(1, "CZJ", "来信提到财政拨款使用。", "LDXZ.leading_group"),
        Step(
            3,
            "LDXZ.leading_group",
            "lift_accused",
            {"accused_unit_id": InUnit("CZJ")},
            "经核实，来信未控告县财政局。",
        ),
        _assigned(4, "CZJ", "请核查票据和集资款账目。"),
        _drafted(
            12,
            "CZJ",
            "explained",
            "经核查，检查费已补开票据；集资款属历史遗留问题，已启动清退程序，将按登记顺序退还。",
            findings="抽查票据230份，核对集资名册1册。",
        ),
        _passed(13, "CZJ"),
        _answered(14),
        accusation=True,
        writer=None,
        channel="leader_board",
    ),
    _message(
        3,
        "complaint",
        "反映公交车不按点发车",
        "3路公交车最近经常晚点半个小时，学生上学迟到。",
        _assigned(0, "LPZ"),
        Step(1, _OFFICE, "join", {"joint_unit_id": InUnit("ZJJ")}),
        Step(
            2,
            _OFFICE,
            "part",
            {"joint_unit_id": InUnit("ZJJ")},
            "与住房城乡建设部门无关。",
        ),
        _drafted(3, "LPZ", "explained", "3路公交因道路施工绕行，施工结束前增加早高峰班次两班。"),
        writer="石小桥",
        phone="13900000109",
    ),
    _message(
        5,
        "help",
        "残疾老人办理低保",
        "母亲七十三岁，听力残疾二级，一个人生活，请问能否申请低保？",
        _assigned(0, "BYZ"),
        _drafted(3, "BYZ", "solved", "镇民政工作人员已上门核对，符合条件，已受理低保申请，本月内公示。"),
        _passed(4, "BYZ"),
        writer="罗春生",
        phone="13900000110",
        channel="hotline",
    ),
    _message(
        0,
        "consultation",
        "咨询新建住房宅基地审批",
        "农村宅基地建房审批需要哪些手续，多久能批下来？",
        writer="黄小溪",
        phone="13900000111",
    ),
)
