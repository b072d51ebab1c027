"""One plausible request, complete enough for every letter; tests change what they are about."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

FACTS: dict[str, Any] = {
    "number": "罗交公开复〔2026〕12号",
    "date": date(2026, 11, 2),
    "profile": "seed-2020",
    "preview": False,
    "unit": {
        "name": "罗甸县交通运输局",
        "address": "罗甸县龙坪镇解放中路18号205室",
        "phone": "0854-7610000",
        "hours": "工作日8:30至12:00、14:30至17:30",
        "reconsideration_organ": "罗甸县人民政府",
        "court": "",
    },
    "record": {
        "applicant": "韦朝晖",
        "applicant_kind_label": "自然人",
        "content": "2025年度全县农村公路养护资金安排明细及拨付情况。\n包括资金来源、拨付时间和用款单位。",
        "received_on": date(2026, 10, 9),
        "number": "20261009-003",
        "channel_label": "当面提交",
        "form_wanted_label": "纸质",
        "form_given_label": "纸质",
        "round": 1,
        "due_on": date(2026, 12, 4),
        "old_due_on": date(2026, 11, 6),
        "provisional": False,
        "correction_items": "1.请写明所需信息的年度。\n2.请提供身份证明。",
        "correct_by": date(2026, 10, 30),
        "extension_reason": "所涉资料分散保存在十二个乡镇，查找、核对需要较长时间。",
        "extension_days": 20,
        "outcome": "granted",
        "outcome_reason": "有关情况经本机关政府信息公开工作机构审查属实。",
        "answer_text": "随文提供《2025年度农村公路养护资金安排表》1份，共3页。",
        "other_organ": "",
        "other_organ_contact": "",
        "public_place": "",
        "earlier_answer": "《政府信息予以公开告知书》（罗交公开复〔2026〕3号，2026年3月16日）。",
        "search_record": "2026年10月20日，本机关办公室检索2020年以来的收发文目录和档案目录，未检索到。",
        "no_special_need": False,
        "year": 2026,
        "decisions": [
            {
                "number": "罗交决策〔2026〕1号",
                "title": "县城公交线网调整方案",
                "category_label": "为民办实事的重大事项",
                "drafted_by": "",
                "planned_on": date(2026, 12, 1),
            },
            {
                "number": "罗交决策〔2026〕2号",
                "title": "农村公路养护管理办法",
                "category_label": "提出重要的规范性文件",
                "drafted_by": "县公路养护中心",
                "planned_on": None,
            },
        ],
        "meeting_kind_label": "政府常务会议",
        "field_label": "城市治理",
        "nature_label": "重大政策措施",
        "drafted_with": "县发展和改革局",
        "heard_by": [
            {
                "number": "罗交征求意见〔2026〕3号",
                "opened_on": date(2026, 9, 1),
                "closes_on": date(2026, 10, 1),
                "opinion_count": 3,
                "adopted_count": 2,
                "partly_count": 0,
                "rejected_count": 1,
                "published_at": "县政府门户网站“民意征集”栏目",
            }
        ],
        "revision": "首小时免费写入办法。",
        "opening_form_label": "邀请代表列席",
        "representatives": [
            {"label": "社会公众", "invited": True},
            {"label": "专家学者", "invited": False},
            {"label": "媒体记者", "invited": True},
        ],
        "selection_rule": "公开报名，抽签确定。",
        "duty_rule": "如实反映群众意见。",
        "arrangement_rule": "设列席席位。",
        "discipline_rule": "不录音录像。",
        "county_opinion": "同意列入县政府常务会议议题。",
        "opened_on": date(2026, 9, 1),
        "closes_on": date(2026, 10, 1),
        "report": "意见集中在调价幅度和困难家庭减免两个方面。\n低保家庭每月免费水量提高到五立方米。",
        "opinion_count": 6,
        "adopted_count": 3,
        "partly_count": 1,
        "rejected_count": 2,
        "answers": [
            {
                "gist": "先降低管网漏损再调价",
                "state_label": "部分采纳",
                "reason": "漏损改造纳入考核。",
                "count": 1,
            },
            {
                "gist": "分两年逐步调整",
                "state_label": "未采纳",
                "reason": "分步调整将推迟管网改造。",
                "count": 2,
            },
        ],
        "code": "ZRJ-001",
        "kind_label": "变更事项",
        "ground_label": "变更：其他应当变更的情形",
        "ground_note": "群众建议",
        "change_summary": "公开渠道增加微信公众号。",
        "change_basis": "《罗甸县公开事项清单目录规范动态管理办法》第七条",
        "remark": "无",
        "detail": "公开渠道原为政府网站。",
        "differences": "公开渠道：政府网站 → 政府网站、微信公众号",
        "flow_chart": "steps",
        "flow_chart_label": "按下列环节绘制",
        "flow_steps": "申请\n受理\n审核\n登簿\n发证",
        "policy_card": "text",
        "policy_card_text": "凭身份证明到不动产登记窗口办理。",
        "flow_chart_reason": "",
        "unit_opinion": "情况属实，同意上报。",
        "notes": "附截图一张",
        "filled_by": "韦承屹",
        "phone": "0854-7610281",
        "effective_on": date(2026, 11, 9),
        "entries": {
            "ZRJ-001": {
                "level_one": "不动产登记",
                "title": "不动产登记办理指南",
                "content": "办理条件、申请材料、办理流程",
                "update_time": "信息变更之日起20个工作日内",
                "publisher": "自然资源局",
                "guarantor": "不动产登记中心",
                "channels": "政府网站、微信公众号",
                "portal_column": "重点领域—自然资源",
                "basis": "《不动产登记暂行条例》",
                "audience": "特定群体",
                "audience_group": "不动产权利人",
                "mode": "主动公开",
            }
        },
        "changed": {
            "ZRJ-001": {
                "title": "不动产登记办理指南",
                "unit": "自然资源局",
                "kind": "变更事项",
                "ground": "变更：清单事项的要素内容发生变化",
                "change_summary": "公开渠道增加微信公众号。",
            }
        },
        "third_party": {
            "name": "罗甸县红水河养护工程有限公司",
            "question": "2025年度与本机关签订的养护合同及结算单。",
            "answer_by": date(2026, 11, 16),
            "override_reason": "养护资金的使用关系公众出行安全，群众反映集中。",
        },
        "title": "罗甸县人民政府办公室关于加强农村公路养护工作的通知",
        "organ_mark": "罗甸县人民政府办公室文件",
        "marks": "加急",
        "signed_upward": "",
        "addressees": "各乡镇人民政府，县府各工作部门",
        "body": "经县人民政府同意，现将有关事项通知如下。\n一、明确责任\n各单位要明确专人负责养护工作。",
        "attachments": {"1": {"title": "养护任务分解表", "text": "第一条　养护任务按路段分解。"}},
        "organ": "罗甸县人民政府办公室",
        "printed_by": "罗甸县人民政府办公室",
        "signed_on": date(2026, 11, 2),
        "issued_on": date(2026, 11, 2),
        "note": "此件公开发布",
        "copied_to": "县委办公室，县人大常委会办公室",
        "category_label": "投诉",
        "accusation": False,
        "writer": "韦朝晖",
        "handled_by": "罗甸县住房和城乡建设局",
        "handled_with": "罗甸县龙坪镇人民政府",
        "assign_note": "请核实夜间施工手续，督促整改。",
        "result": "solved",
        "reply": "经查，该工地未办理夜间施工手续。\n已责令施工单位22时至次日6时停止产生噪声的作业。",
        "planned_for": date(2026, 12, 31),
        "proper_body": "黔南州住房公积金管理中心",
        "found_at": "2026年10月9日6时40分",
        "source_label": "短视频",
        "source_name": "某短视频平台同城榜",
        "heat_label": "广泛关注",
        "heat_note": "2小时播放量8.6万次",
        "grade_label": "重大突发事件",
        "due_at": "2026年10月10日6时40分",
        "analysis": "桥梁未垮塌，网传画面为外省旧视频。",
        "proposal": "当日发布权威信息。",
        "topic_opinion": "同意列为回应主题。",
        "response": "沫阳大桥安全，无人员伤亡和失联。\n道路正在抢通。",
        "facts": "巡桥记录1份。",
        "office_opinion": "先讲事实、再讲措施。",
        "secrecy_opinion": "不涉及国家秘密。",
        "response_opinion": "同意发布。",
        "channels": "政务微博（罗甸发布）；新闻发布会",
        "confirmed_by": [
            {
                "name": "罗甸县财政局",
                "state_label": "已确认",
                "reply": "数据一致。",
                "replied_on": date(2026, 10, 9),
            },
            {"name": "州公路管理局", "state_label": "待确认", "reply": "", "replied_on": None},
        ],
        "signed": {
            "propose": {"name": "陆映川", "at": "2026年10月9日9时05分"},
            "approve_response": {"name": "何青屿", "at": "2026年10月9日11时20分"},
        },
        "complainant": "韦朝晖",
        "complained_of": "罗甸县供水有限责任公司",
        "kind": "complaint",
        "findings": "经上门核对，10月抄表读数比水表多记6吨。\n阶梯水价计算无误。",
        "answer": "多收的水费已于2026年10月28日退还。",
        "measures": "已对抄表人员批评教育。",
        "appeal_to": "罗甸县住房和城乡建设局",
        "enterprise_name": "罗甸县供水有限责任公司",
        "authority_name": "罗甸县住房和城乡建设局",
        "pattern": "",
        "filed_on": date(2026, 10, 2),
        "fault_label": "不合理",
        "faults_found": "收费项目缺少收费依据。\n公开时限超过承诺时限。",
        "service_items": [
            {
                "kind": "三、收费项目、依据和标准",
                "title": "水价及收费标准",
                "content": "居民、非居民和特种用水价格，收费方式和减免办法。",
                "publisher": "罗甸县供水有限责任公司",
                "time_limit": "信息形成之日起20个工作日内",
                "basis": "《贵州省城镇供水价格管理办法》",
                "enquiry_phone": "0854-7630101",
                "channels": "县政府门户网站、咨询电话",
            }
        ],
    },
}


@pytest.fixture
def facts() -> Callable[..., dict[str, Any]]:
    """Facts with some columns of the record changed: ``facts(outcome="partial", profile="seed-2020")``."""

    def build(*, profile: str = "seed-2020", **columns: Any) -> dict[str, Any]:
        built = copy.deepcopy(FACTS)
        built["profile"] = profile
        built["record"].update(columns)
        return built

    return build
