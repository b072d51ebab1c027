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
        "title": "示例供水价格调整方案",
        "year": 2026,
        "decisions": [
            {
                "number": "示例决策〔2026〕1号",
                "title": "示例供水价格调整方案",
                "category_label": "制定或者调整重要的行政事业性收费以及政府定价的重要商品、服务价格",
                "drafted_by": "示例科室",
                "planned_on": date(2026, 6, 1),
            }
        ],
        "opened_on": date(2026, 2, 2),
        "closes_on": date(2026, 3, 4),
        "report": "意见集中在调价幅度方面，已完善草案。",
        "opinion_count": 2,
        "adopted_count": 1,
        "partly_count": 0,
        "rejected_count": 1,
        "answers": [
            {
                "gist": "分两年逐步调整",
                "state_label": "未采纳",
                "reason": "分步调整将推迟管网改造。",
                "count": 1,
            }
        ],
        "third_party": {
            "name": "示例养护工程有限公司",
            "question": "2025年度养护合同及结算单。",
            "answer_by": date(2026, 4, 3),
            "override_reason": "养护资金的使用关系公众出行安全。",
        },
    },
}
