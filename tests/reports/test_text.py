"""Numbers in sentences: those of published reports, and what looks like one and is none."""

from __future__ import annotations

import pytest

from models.report_text import mentions, reports_fee


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/202302/t20230220_80629.htm
        ("全区收到政府信息公开申请75件，涉及自然人72件、商业企业3件", [("received", 75)]),
        ("共有行政诉讼案件1件、行政复议案件2件", [("reconsiderations", 2), ("litigations", 1)]),
        (
            "集中公开现行有效行政规范性文件698件，动态更新本年度制发的规范性文件88件。",
            [("normative_issued", 88), ("normative_in_force", 698)],
        ),
        # https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/202202/t20220208_80613.htm
        (
            "本年度全区共收到70件申请，及时依法依规办结69件，1件结转下年度继续办理。",
            [("received", 70), ("handled", 69), ("carried_out", 1)],
        ),
        # https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/202103/t20210305_80595.htm
        ("全区各级行政机关共受理政府信息公开申请21件，受理的申请件已按规定", [("received", 21)]),
        ("已宣布废止规范性文件5件，拟适时修改3件", [("normative_repealed", 5)]),
        ("收到2022年度政府信息公开申请1,234件", [("received", 1234)]),
        ("新收政府信息公开申请１２件，上年结转3件", [("received", 12), ("carried_in", 3)]),
        ("结转下年度继续办理2件", [("carried_out", 2)]),
        ("印发规范性文件目录，公开信息20件", []),
        ("收到群众来信40件。申请人5人", []),
        ("行政复议工作受到好评，答复8件", []),
    ],
)
def test_numbers_a_text_says(text: str, found: list[tuple[str, int]]) -> None:
    assert [(mention.claim, mention.number) for mention in mentions(text)] == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2022年，无收取信息处理费情况。", False),
        ("本年度共收取信息处理费1200元。", True),
        ("发出收费通知3件，收取信息处理费 60 元。", True),
        ("没有其他需要报告的事项。", False),
    ],
)
def test_whether_a_fee_is_reported(text: str, told: bool) -> None:
    assert reports_fee(text) is told
