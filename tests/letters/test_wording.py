"""Every letter word for word, and what may never stand in one.

The golden files were read and approved by eye. After a deliberate change of wording run
``WRITE_GOLDEN=1 pytest tests/letters/test_wording.py`` and read the difference.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from app.letters import render
from models.letter_kind import BY_NAME, LETTER_KINDS
from models.outcome import OUTCOMES
from models.request_letters import ANSWER, EXTENSION, RECEIPT
from models.workflow import Profile
from tests import golden

GOLDEN = Path(__file__).parent / "golden"

VARIANTS = {
    "granted-already-public": {"outcome": "granted", "public_place": "县政府门户网站“财政资金”栏目。"},
    "granted-other-form": {"outcome": "granted", "form_given_label": "电子邮件"},
    "granted-after-correction": {"outcome": "granted", "round": 2},
    "unable_not_held-other-organ": {
        "outcome": "unable_not_held",
        "other_organ": "罗甸县财政局",
        "other_organ_contact": "0854-7620000",
    },
    "denied_administrative_query": {
        "outcome": "denied_administrative_query",
        "public_place": "罗甸县政务服务中心不动产登记窗口。",
    },
    "not_processed_petition-with-channel": {
        "outcome": "not_processed_petition",
        "public_place": "罗甸县信访局，0854-7630000。",
    },
    "not_processed_publication": {
        "outcome": "not_processed_publication",
        "public_place": "县图书馆政府公报专架。",
    },
}
PLAIN = {outcome.code: {"outcome": outcome.code} for outcome in OUTCOMES if outcome.code not in VARIANTS}
ANSWERS = PLAIN | VARIANTS
FIXED = [kind.name for kind in LETTER_KINDS if kind is not ANSWER]
SUBJECTS = {
    **{kind: {"title": "不动产登记办理指南"} for kind in ("item_change_form", "catalogue")},
    **{kind: {"title": "反映养护工地夜间施工噪声"} for kind in ("message_handover", "message_reply")},
    "concern_form": {
        "title": "网传沫阳镇强降雨冲毁桥梁",
        "nature_label": "重大突发事件",
        "facts": "巡桥记录1份。",
        "source_name": "“罗甸身边事”账号",
        "secrecy_opinion": "不涉及国家秘密和工作秘密，可以公开发布。",
    },
    **{kind: {"title": "县直部门政务公开年度考核"} for kind in ("assessment_circular", "score_sheet")},
    "complaint_answer": {"result": "partly", "content": "抄表读数与水表不符，要求退还多收的水费。"},
    **{
        kind: {"title": "罗甸县供水有限责任公司办事公开目录（2026年版）"}
        for kind in ("correction_order", "enterprise_catalogue")
    },
    "reconsideration_reply": {"organ": "罗甸县人民政府"},
    "litigation_defence": {
        "organ": "罗甸县人民法院",
        "plea": "请求驳回原告的诉讼请求。",
        "case_number": "（2026）黔2728行初15号",
        "defended_by": "罗月霜（政策法规股股长）",
        "evidence": "1.政府信息公开申请表。\n2.罗交公开复〔2026〕9号告知书及送达凭证。",
    },
    "inspection_order": {"title": "部门预算未按时公开", "place": "门户网站“政务公开—财政信息”栏目"},
    "publication_form": {
        "source_name": "罗甸县人民政府办公室",
        "secrecy_opinion": "不涉及国家秘密和工作秘密，可以公开发布。",
    },
    "adoption_report": {"title": "县城供水价格调整方案"},
    "topic_form": {"title": "县城区路内停车收费管理办法"},
}
"""What a record is called is one fact; these kinds are about something else than the others."""
CASES = [("answer", name) for name in ANSWERS] + [(kind, "") for kind in FIXED]


def about(kind: str, case: str = "") -> dict[str, Any]:
    """What a letter of this kind is about: the columns that differ from the one plausible request."""
    return ANSWERS.get(case, {}) | SUBJECTS.get(kind, {})


def compare(name: str, markup: str) -> None:
    golden.compare(GOLDEN / f"{name}.html", markup)


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize(("kind", "case"), CASES)
def test_letters_read_as_approved(facts, kind: str, case: str, profile: Profile) -> None:
    filled = facts(profile=profile.value, **about(kind, case))
    compare(f"{case or kind}.{profile}", render.letter(BY_NAME[kind], filled))


@pytest.mark.clause("A8.9.9")
def test_special_needs_are_worded_under_the_notice(facts) -> None:
    special = facts(outcome="other", no_special_need=True)
    compare("other-no-special-need.seed-2020", render.letter(ANSWER, special))


@pytest.mark.clause("A8.9.9")
def test_special_needs_cannot_be_worded_under_the_regulation(facts) -> None:
    special = facts(profile="regulation-2019", outcome="other", no_special_need=True)
    assert render.check_facts(ANSWER, special) == ["record.outcome"]


@pytest.mark.parametrize("name", ["receipt", "correction", "extension", "third_party_inquiry"])
def test_notices_within_the_procedure_name_no_remedy(facts, name: str) -> None:
    assert "行政复议" not in render.letter(BY_NAME[name], facts())


@pytest.mark.clause("A8.9.5")
@pytest.mark.parametrize("name", ["third_party_inquiry", "third_party_decision"])
def test_a_third_party_never_learns_who_asks_or_in_which_words(facts, name: str) -> None:
    markup = render.letter(BY_NAME[name], facts(applicant="韦朝晖", content="写给邻居的原话"))
    assert "韦朝晖" not in markup
    assert "写给邻居的原话" not in markup


@pytest.mark.clause("A8.10")
@pytest.mark.parametrize("kind", [RECEIPT, EXTENSION], ids=lambda kind: kind.name)
def test_a_provisional_due_date_says_so(facts, kind) -> None:
    assert "2026年12月4日（暂定，" in render.letter(kind, facts(provisional=True))
    assert "暂定" not in render.letter(kind, facts(provisional=False))


@pytest.mark.clause("A8.11")
@pytest.mark.parametrize(("given", "told"), [("纸质", False), ("电子邮件", True)])
def test_another_form_than_the_one_asked_for_is_told(facts, given: str, told: bool) -> None:
    markup = render.letter(ANSWER, facts(form_wanted_label="纸质", form_given_label=given))
    assert f"提供形式：{given}。" in markup
    assert ("无法按照你（单位）要求的形式（纸质）提供" in markup) is told


def test_a_draft_is_marked(facts) -> None:
    draft = facts() | {"preview": True}
    assert "草稿" in render.letter(RECEIPT, draft)
    assert "草稿" not in render.letter(RECEIPT, facts())


@pytest.mark.clause("A5.11")
@pytest.mark.clause("A5.14")
@pytest.mark.parametrize(("profile", "appeals"), [("regulation-2019", True), ("seed-2020", False)])
def test_against_an_enterprise_one_appeals_under_the_regulation(facts, profile: str, appeals: bool) -> None:
    filled = facts(profile=profile, outcome="denied_state_secret")
    filled["unit"]["line_authority"] = "罗甸县水务局"
    markup = render.letter(ANSWER, filled)
    assert ("可以依法向罗甸县水务局申诉" in markup) is appeals
    assert ("行政复议" in markup) is not appeals
    assert ("行政诉讼" in markup) is not appeals


def test_a_named_court_is_printed(facts) -> None:
    filled = facts()
    filled["unit"]["court"] = "平塘县人民法院"
    assert "依法向平塘县人民法院提起行政诉讼" in render.letter(ANSWER, filled)


# -- facts ----------------------------------------------------------------------------


def without(facts: dict, path: str) -> dict:
    inner = facts
    *parents, last = path.split(".")
    for parent in parents:
        inner = inner[parent]
    inner[last] = ""
    return facts


@pytest.mark.parametrize(
    ("kind", "path"),
    [(kind, path) for kind in LETTER_KINDS for path in kind.requires],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_letter_without_a_required_fact_is_not_worded(facts, kind, path: str) -> None:
    lacking = without(facts(**about(kind.name)), path)
    assert render.check_facts(kind, lacking) == [path]
    with pytest.raises(render.MissingFacts) as refused:
        render.letter(kind, lacking)
    assert refused.value.paths == (path,)


def test_facts_of_the_outcome_and_its_remedy_are_required_too(facts) -> None:
    lacking = without(facts(outcome="unable_not_held", search_record=""), "unit.reconsideration_organ")
    assert render.check_facts(ANSWER, lacking) == ["record.search_record", "unit.reconsideration_organ"]


@pytest.mark.parametrize("absent", [{}, {"record": None}, {"record": {"outcome": "nonsense"}}])
def test_facts_that_are_hardly_there_are_named_not_fatal(absent) -> None:
    assert {"number", "record.applicant", "record.outcome"} <= set(render.check_facts(ANSWER, absent))


def test_an_unknown_profile_is_named(facts) -> None:
    assert render.check_facts(RECEIPT, facts(profile="seed-1999")) == ["profile"]


def test_a_template_that_names_an_absent_fact_fails_loudly() -> None:
    with pytest.raises(UndefinedError, match="unit"):
        render.html("receipt.html", {"title": "回执"})


# -- hostile text ---------------------------------------------------------------------

PAYLOADS = [
    "{{ 7 * 7 }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{ record.clear() }}",
    "{% include '/etc/passwd' %}",
    "${7*7} #{7*7} <%= 7*7 %>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_template_code_typed_into_a_form_is_only_text(facts, payload: str) -> None:
    markup = render.letter(ANSWER, facts(content=payload, applicant=payload))
    assert markup.count(str(Markup.escape(payload))) == 2
    assert "49" not in markup


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><img src=x>', "<style>@import 'x'</style>"]
)
def test_markup_typed_into_a_form_is_only_text(facts, payload: str) -> None:
    markup = render.letter(ANSWER, facts(content=payload, answer_text=payload))
    assert payload not in markup
    assert markup.count(str(Markup.escape(payload))) == 2


class Record(SimpleNamespace):
    """Stands for a row of the database, whose methods a template must not reach."""


@pytest.mark.parametrize(
    "value",
    [Record(delete=print), Markup("<b>"), print, {1, 2}, b"bytes"],
    ids=lambda value: type(value).__name__,
)
def test_only_plain_values_reach_a_template(facts, value) -> None:
    with pytest.raises(TypeError, match="plain facts"):
        render.letter(RECEIPT, facts(channel_label=value))


def test_a_profile_may_be_given_as_the_enumeration(facts) -> None:
    named = facts(profile=Profile.REGULATION_2019)
    assert render.letter(RECEIPT, named) == render.letter(RECEIPT, facts(profile="regulation-2019"))


# -- dates, lines, levels -------------------------------------------------------------


def test_dates_have_no_leading_zeros() -> None:
    assert render.chinese_date(date(2026, 3, 9)) == "2026年3月9日"


def test_a_typed_text_becomes_its_lines() -> None:
    assert render.paragraphs("  一\r\n\r\n 二\n") == ["一", "二"]


@pytest.mark.parametrize(
    ("line", "element"),
    [
        ("一、组织保障", "h2"),
        ("十二、附则", "h2"),
        ("（三）信息的范围", "h3"),
        ("（三）各单位应当按期报送。", "p"),
        ("1.报送时间", "p"),
        ("一般情况", "p"),
    ],
)
def test_levels_follow_their_numbering(line: str, element: str) -> None:
    assert render.level(line) == element
