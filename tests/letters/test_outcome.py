"""The 21 results of a request, their clauses, their letters and what may be done against them."""

from __future__ import annotations

from datetime import date

import pytest

from models.citation import cite, numeral
from models.outcome import BY_CODE, GROUPS, OUTCOMES
from models.remedy import NoRemedySentence
from models.workflow import Profile

# Copied by hand from the State Council's form of the annual report, table 2.
ROWS = [
    ("granted", "granted", "予以公开"),
    ("partial", "partial", "部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("denied_state_secret", "denied_1", "1.属于国家秘密"),
    ("denied_other_law", "denied_2", "2.其他法律行政法规禁止公开"),
    ("denied_three_securities", "denied_3", "3.危及“三安全一稳定”"),
    ("denied_third_party", "denied_4", "4.保护第三方合法权益"),
    ("denied_internal_affairs", "denied_5", "5.属于三类内部事务信息"),
    ("denied_process_information", "denied_6", "6.属于四类过程性信息"),
    ("denied_enforcement_file", "denied_7", "7.属于行政执法案卷"),
    ("denied_administrative_query", "denied_8", "8.属于行政查询事项"),
    ("unable_not_held", "unable_1", "1.本机关不掌握相关政府信息"),
    ("unable_needs_making", "unable_2", "2.没有现成信息需要另行制作"),
    ("unable_still_unclear", "unable_3", "3.补正后申请内容仍不明确"),
    ("not_processed_petition", "noproc_1", "1.信访举报投诉类申请"),
    ("not_processed_repeat", "noproc_2", "2.重复申请"),
    ("not_processed_publication", "noproc_3", "3.要求提供公开出版物"),
    ("not_processed_excessive", "noproc_4", "4.无正当理由大量反复申请"),
    ("not_processed_reissue", "noproc_5", "5.要求行政机关确认或重新出具已获取信息"),
    ("other_not_corrected", "other_1", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("other_unpaid", "other_2", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other", "other_3", "3.其他"),
]

EITHER_WAY = (
    "如不服本告知，可以自收到本告知书之日起60日内依法向罗甸县人民政府申请行政复议，"
    "也可以自收到本告知书之日起6个月内依法向平塘县人民法院提起行政诉讼。"
)
RECONSIDERATION = "如不服本告知，可以自收到本告知书之日起60日内依法向罗甸县人民政府申请行政复议。"


def sentence(code: str, day: date) -> str:
    return BY_CODE[code].remedy.sentence(day, organ="罗甸县人民政府", court="平塘县人民法院")


def test_the_rows_are_those_of_the_form_in_its_order() -> None:
    assert [(outcome.code, outcome.row, outcome.row_zh) for outcome in OUTCOMES] == ROWS


def test_the_groups_are_those_of_the_form_in_its_order() -> None:
    assert [group.row for group in GROUPS] == ["granted", "partial", "denied", "unable", "noproc", "other"]
    assert list(dict.fromkeys(outcome.group for outcome in OUTCOMES)) == list(GROUPS)


@pytest.mark.parametrize(
    ("clause", "codes"),
    [
        pytest.param("A8.9.1", {"granted"}, marks=pytest.mark.clause("A8.9.1")),
        pytest.param(
            "A8.9.2",
            {
                "denied_state_secret",
                "denied_other_law",
                "denied_three_securities",
                "denied_third_party",
                "denied_internal_affairs",
                "denied_process_information",
                "denied_enforcement_file",
            },
            marks=pytest.mark.clause("A8.9.2"),
        ),
        pytest.param("A8.9.3", {"granted"}, marks=pytest.mark.clause("A8.9.3")),
        pytest.param("A8.9.4", {"partial"}, marks=pytest.mark.clause("A8.9.4")),
        pytest.param("A8.9.5", {"granted", "denied_third_party"}, marks=pytest.mark.clause("A8.9.5")),
        pytest.param("A8.9.6", {"granted", "partial"}, marks=pytest.mark.clause("A8.9.6")),
        pytest.param("A8.9.7", {"unable_not_held"}, marks=pytest.mark.clause("A8.9.7")),
        pytest.param(
            "A8.9.8", {"unable_still_unclear", "other_not_corrected"}, marks=pytest.mark.clause("A8.9.8")
        ),
        pytest.param("A8.9.9", {"other"}, marks=pytest.mark.clause("A8.9.9")),
        pytest.param("A8.9.10", {"not_processed_repeat"}, marks=pytest.mark.clause("A8.9.10")),
    ],
)
def test_each_way_of_handling_ends_in_an_outcome(clause: str, codes: set[str]) -> None:
    assert {outcome.code for outcome in OUTCOMES if clause in outcome.clauses} == codes


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.code)
def test_every_outcome_has_a_legal_basis(outcome, profile: Profile) -> None:
    assert outcome.replies[-1].basis(profile)


def test_local_rules_are_cited_beside_the_regulation_under_the_notice_alone() -> None:
    reply = BY_CODE["denied_third_party"].replies[0]
    assert cite(reply.basis(Profile.SEED_2020)) == (
        "《中华人民共和国政府信息公开条例》第十五条、第三十六条第（三）项"
        "和《罗甸县依申请公开制度》第九条第（五）项"
    )
    assert cite(reply.basis(Profile.REGULATION_2019)) == (
        "《中华人民共和国政府信息公开条例》第十五条、第三十六条第（三）项"
    )


def test_special_needs_have_no_ground_in_the_regulation() -> None:
    reply = BY_CODE["other"].reply({"no_special_need": True})
    assert cite(reply.basis(Profile.SEED_2020)) == "《罗甸县依申请公开制度》第九条第（九）项"
    assert reply.basis(Profile.REGULATION_2019) == ()


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (36, "三十六"), (99, "九十九")]
)
def test_articles_are_numbered_in_words(number: int, words: str) -> None:
    assert numeral(number) == words


@pytest.mark.parametrize("number", [0, 100])
def test_numbers_beyond_an_acts_articles_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        numeral(number)


@pytest.mark.parametrize(
    ("code", "record", "title", "missing"),
    [
        ("granted", {"public_place": "门户网站"}, "政府信息主动公开告知书", ()),
        ("granted", {}, "政府信息予以公开告知书", ("answer_text",)),
        (
            "unable_not_held",
            {"other_organ": "县水务局"},
            "非本机关政府信息告知书",
            ("outcome_reason", "other_organ_contact"),
        ),
        ("unable_not_held", {}, "政府信息不存在告知书", ("search_record",)),
        ("partial", {"answer_text": "第一部分"}, "政府信息部分公开告知书", ("outcome_reason",)),
        ("not_processed_repeat", {}, "政府信息公开申请不予重复处理告知书", ("earlier_answer",)),
    ],
)
def test_the_record_chooses_the_letter_and_what_it_needs(code, record, title, missing) -> None:
    assert BY_CODE[code].reply(record).title == title
    assert BY_CODE[code].missing(record) == missing


def test_an_outcome_names_all_columns_it_may_ask_for() -> None:
    assert BY_CODE["unable_not_held"].columns == (
        "other_organ",
        "outcome_reason",
        "other_organ_contact",
        "search_record",
    )


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2026, 11, 2)])
def test_a_refusal_goes_to_reconsideration_first_since_2024(day: date) -> None:
    assert sentence("denied_state_secret", day) == (
        "如不服本告知，应当自收到本告知书之日起60日内依法先向罗甸县人民政府申请行政复议；"
        "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内依法向平塘县人民法院提起行政诉讼。"
    )


def test_before_2024_a_refusal_could_be_taken_to_court_directly() -> None:
    assert sentence("denied_state_secret", date(2023, 12, 31)) == (
        "如不服本告知，可以自收到本告知书之日起60日内依法向罗甸县人民政府或者本机关的上一级主管部门申请行政复议，"
        "也可以自收到本告知书之日起6个月内依法向平塘县人民法院提起行政诉讼。"
    )


@pytest.mark.parametrize(
    "code",
    [
        "denied_administrative_query",
        "unable_needs_making",
        "not_processed_petition",
        "not_processed_publication",
    ],
)
def test_courts_are_closed_to_four_notices_since_june_2025(code: str) -> None:
    assert sentence(code, date(2025, 5, 31)) == EITHER_WAY
    assert sentence(code, date(2025, 6, 1)) == RECONSIDERATION


def test_a_repeat_may_be_sued_over_only_if_nothing_was_disclosed_before() -> None:
    assert sentence("not_processed_repeat", date(2025, 6, 1)) == (
        RECONSIDERATION
        + "此前的答复未予公开该信息的，也可以自收到本告知书之日起6个月内依法向平塘县人民法院提起行政诉讼。"
    )


@pytest.mark.parametrize("code", ["granted", "unable_not_held", "not_processed_excessive", "other_unpaid"])
def test_other_answers_may_be_contested_either_way(code: str) -> None:
    assert sentence(code, date(2026, 11, 2)) == EITHER_WAY


def test_no_sentence_is_kept_for_letters_before_the_regulation() -> None:
    with pytest.raises(NoRemedySentence, match="2019-05-14"):
        sentence("granted", date(2019, 5, 14))
