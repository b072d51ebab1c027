"""Invented facts that fill every letter, so that its wording can be looked at before anybody gets one."""

from __future__ import annotations

from datetime import date
from typing import Any

FACTS: dict[str, Any] = {
    "number": "示例公开复〔2026〕1号",
    "date": date(2026, 3, 20),
    "profile": "seed-2020",
    "preview": True,
    "unit": {
        "name": "示例县自然资源局",
        "address": "示例县政务服务中心3楼305室",
        "phone": "0000-0000000",
        "hours": "工作日8:30至12:00、14:30至17:30",
        "reconsideration_organ": "示例县人民政府",
        "court": "",
    },
    "record": {
        "applicant": "张某某",
        "applicant_kind_label": "公民",
        "content": "2025年度农村公路养护资金安排明细。",
        "received_on": date(2026, 3, 2),
        "number": "示例公开申〔2026〕1号",
        "channel_label": "当面提交",
        "form_wanted_label": "纸质",
        "form_given_label": "纸质",
        "round": 1,
        "old_due_on": date(2026, 3, 30),
        "due_on": date(2026, 4, 28),
        "provisional": False,
        "correction_items": "请写明所需信息的年度。",
        "correct_by": date(2026, 3, 31),
        "extension_reason": "所涉资料分散保存，查找、核对需要较长时间。",
        "extension_days": 20,
        "outcome": "granted",
        "answer_text": "随文提供养护资金安排表1份，共3页。",
        "code": "ZRJ-001",
        "title": "不动产登记办理指南",
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
        "filled_by": "张某某",
        "phone": "0000-0000000",
        "effective_on": date(2026, 3, 9),
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
            "name": "示例养护工程有限公司",
            "question": "2025年度养护合同及结算单。",
            "answer_by": date(2026, 4, 3),
            "override_reason": "养护资金的使用关系公众出行安全。",
        },
    },
}
