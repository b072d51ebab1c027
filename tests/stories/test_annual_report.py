"""《条例》第四十九条、第五十条: compiled, checked, signed, accepted, published by their days."""

import json
import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

import config
from app.engine import NotAllowed, Refused, Stale, Unacceptable
from app.reports.reading import read
from models import AnnualReport, InformationRequest, Unit
from models.report_cell import HandedIn
from models.report_finding import FAIL

BY_HAND = {
    "figure_table1-regulations-issued": Decimal(0),
    "figure_table1-regulations-repealed": Decimal(0),
    "figure_table1-regulations-in_force": Decimal(0),
    "figure_table1-licences-decided": Decimal(1069),
    "figure_table1-penalties-decided": Decimal(211),
    "figure_table1-coercive-decided": Decimal(0),
    "figure_table1-admin_fees-wan_yuan": Decimal("4166.241619"),
    "figure_processing_fee": Decimal(0),
}


@pytest.fixture
def begun(land, clock, entered):
    """The land bureau's report on 2026, begun on 5 January 2027."""
    clock.turn("2027-01-05")
    return entered(
        AnnualReport,
        title="罗甸县自然资源局2026年政府信息公开工作年度报告",
        year=2026,
        overview="2026年，新收政府信息公开申请4件，上年结转1件。",
        problems="答复说理不够充分。已组织培训，下一年逐件复核。",
        others="无。",
    )


def explained(report):
    """A reason for each question there is."""
    return {line.remark_name: "已核对，情况属实" for line in report.lines("answers", None)}


@pytest.fixture
def ready(begun, take):
    """Compiled, filled in and answered for."""
    take(begun, "compile", "clerk")
    take(begun, "enter", "clerk", **BY_HAND)
    if begun.questions():
        take(begun, "explain", "clerk", **explained(begun))
    return begun


@pytest.fixture
def signed(ready, take, clock):
    """Signed on 11 January."""
    take(ready, "hand_in", "clerk")
    clock.turn("2027-01-11")
    take(ready, "sign", "unit_head", signed_on=date(2027, 1, 11))
    return ready


@pytest.mark.clause("ZF.49")
def test_a_unit_reports_by_31_january_and_the_public_reads_it_by_31_march(ready, take, clock):
    # 31 January 2027 is a Sunday; the day is the day all the same.
    assert (ready.due_on, ready.warn_on) == (date(2027, 1, 31), date(2027, 1, 11))
    take(ready, "hand_in", "clerk")
    clock.turn("2027-01-29")
    take(ready, "sign", "unit_head", signed_on=date(2027, 1, 29))
    assert ready.due_on == date(2027, 3, 31)
    with pytest.raises(NotAllowed):
        take(ready, "accept", "unit_head")
    take(ready, "accept", "reviewer", opinion="数据完整，同意公布。")
    clock.turn("2027-02-05")
    where = {"published_on": date(2027, 2, 5), "address": "https://www.gzluodian.gov.cn/nb"}
    take(ready, "publish", "clerk", **where)
    assert (ready.state, ready.closed_on) == ("published", date(2027, 2, 5))
    met = {run.name: run.met_on for run in ready.clocks}
    assert met == {"submit_period": date(2027, 1, 29), "publish_period": date(2027, 2, 5)}


@pytest.mark.clause("ZF.50")
def test_the_figures_come_out_of_the_records_and_add_up(ready):
    figures = ready.figures
    # Told by the fixture: three natural persons and an enterprise; one carried in; three done with, two left.
    assert [figures[f"table2.new.{who}"] for who in ("natural_person", "business", "total")] == [3, 1, 4]
    assert [figures[f"table2.{row}.total"] for row in ("carried_in", "granted", "other_3")] == [1, 2, 1]
    assert [figures[f"table2.{row}.total"] for row in ("handled_total", "carried_out")] == [3, 2]
    assert figures["table1.admin_fees.wan_yuan"] == Decimal("4166.241619")
    assert figures["table1.licences.decided"] == 1069
    entry = ready.entered("table1.licences.decided")
    assert (entry.by_id is not None, entry.at.date()) == (True, date(2027, 1, 5))
    counted = {cell.key: cell.counted for cell in ready.cells}
    assert len(counted["table2.new.total"]) == 4
    assert set(counted["table2.new.business"]) < set(counted["table2.new.total"])
    assert not ready.failures()


def test_a_blank_is_no_zero_and_an_impossible_figure_is_refused(ready, take):
    take(ready, "enter", "clerk", **BY_HAND | {"figure_table1-penalties-decided": None})
    assert ready.figures["table1.penalties.decided"] is None
    assert ready.figures["table1.coercive.decided"] == 0
    for wrong in ("-1", "2.5", "1000000000000"):
        with pytest.raises(Unacceptable) as refused:
            take(ready, "enter", "clerk", **BY_HAND | {"figure_table1-penalties-decided": Decimal(wrong)})
        assert wrong in str(refused.value.errors["figure_table1-penalties-decided"])
    with pytest.raises(Unacceptable):
        take(ready, "enter", "clerk", **BY_HAND | {"figure_table1-admin_fees-wan_yuan": Decimal("0.1234567")})
    assert ready.figures["table1.penalties.decided"] is None


@pytest.mark.clause("ZF.50")
def test_what_fails_or_is_asked_goes_before_no_head(begun, take):
    with pytest.raises(Refused, match="先汇总"):
        take(begun, "hand_in", "clerk")
    begun.overview = "2026年，新收政府信息公开申请7件。"
    take(begun, "compile", "clerk")
    take(begun, "enter", "clerk", **BY_HAND | {"figure_processing_fee": Decimal(120)})
    # The fee stands nowhere in section six, and the text says seven where the table has four.
    assert [finding.code for finding in begun.failures()] == ["section_six"]
    with pytest.raises(Refused, match="不通过"):
        take(begun, "hand_in", "clerk")
    begun.others = "本年度收取信息处理费120元。"
    assert not begun.failures()
    with pytest.raises(Refused, match="疑问"):
        take(begun, "hand_in", "clerk")
    assert "text.received" in [finding.code for finding in begun.questions()]
    take(begun, "explain", "clerk", **explained(begun))
    # A reason is good for what was found then: another number is asked about anew.
    begun.overview = "2026年，新收政府信息公开申请8件。"
    assert [finding.code for finding in begun.questions()] == ["text.received"]
    take(begun, "explain", "clerk", **explained(begun))
    take(begun, "hand_in", "clerk")


def test_a_year_that_is_not_over_is_not_handed_in(clock, entered, take):
    clock.turn("2026-11-20")
    early = entered(AnnualReport, year=2026, problems="略")
    take(early, "compile", "clerk")
    with pytest.raises(Refused, match="尚未结束"):
        take(early, "hand_in", "clerk")


def test_one_report_a_unit_and_year(begun, entered):
    with pytest.raises(Unacceptable) as refused:
        entered(AnnualReport, year=2026)
    assert begun.number in str(refused.value.errors["year"])
    with pytest.raises(Unacceptable) as refused:
        entered(AnnualReport, year=2018)
    assert "2019" in str(refused.value.errors["year"])
    with pytest.raises(Unacceptable) as refused:
        entered(AnnualReport, year=2025, scope="county")
    assert "县政府办公室" in str(refused.value.errors["scope"])


@pytest.mark.clause("ZF.49")
def test_who_compiled_does_not_sign_and_who_signed_does_not_accept(ready, take, session, made, actor):
    take(ready, "hand_in", "clerk")
    with pytest.raises(NotAllowed):
        take(ready, "sign", "clerk", signed_on=date(2027, 1, 5))
    version = ready.version
    taken = {"signed_on": date(2027, 1, 5)}
    made.engine.perform(ready, "sign", actor("unit_head"), taken, version=version)
    session.commit()
    # The second of two who had the same page before them.
    with pytest.raises((Stale, NotAllowed, Refused)):
        made.engine.perform(ready, "sign", actor("unit_head"), taken, version=version)


def test_what_was_signed_stays_and_a_later_change_shows_with_its_reason(
    signed, take, session, sign_in, clock
):
    before, hash_then = signed.figures, signed.fingerprint
    assert signed.signature() == hash_then
    with pytest.raises(Refused):
        take(signed, "compile", "clerk")
    for rows in ("cells", "entries"):
        getattr(signed, rows)[0].value = Decimal(999)
        with pytest.raises(HandedIn):
            session.commit()
        session.rollback()
    clock.turn("2027-02-01")
    keys = {cell.key: cell.counted for cell in signed.cells}
    (open_one, _other) = keys["table2.carried_out.total"]
    request = session.get_one(InformationRequest, open_one)
    take(request, "annul", "head", reason="与另一件重复登记")
    session.expire_all()
    assert signed.figures == before
    page = sign_in("clerk").get(f"/office/annual-reports/{signed.id}").text
    assert request.number in page
    assert "与另一件重复登记" in page


@pytest.mark.clause("ZF.49")
def test_a_returned_report_is_compiled_and_signed_anew(signed, take):
    take(signed, "send_back", "reviewer", reason="附注缺少说明")
    assert (signed.state, signed.fingerprint, signed.signed_on) == ("compiling", None, None)
    assert signed.due_on == date(2027, 1, 31)
    take(signed, "compile", "clerk")
    if signed.questions():
        take(signed, "explain", "clerk", **explained(signed))
    take(signed, "hand_in", "clerk")
    take(signed, "sign", "unit_head", signed_on=date(2027, 1, 11))
    assert signed.fingerprint == signed.signature()
    assert signed.due_on == date(2027, 3, 31)


@pytest.mark.clause("ZF.49")
def test_an_amended_edition_has_a_number_and_takes_the_place_of_the_first(signed, take, session, clock):
    take(signed, "accept", "reviewer")
    take(
        signed, "publish", "clerk", published_on=date(2027, 1, 11), address="https://www.gzluodian.gov.cn/nb"
    )
    take(signed, "amend", "clerk", reason="一件申请的办理结果登记有误")
    (second,) = signed.amendments
    assert (second.edition, second.year, second.state, second.due_on) == (2, 2026, "compiling", None)
    assert second.figures["table1.licences.decided"] == 1069
    with pytest.raises(Refused, match="修订版"):
        take(signed, "amend", "clerk", reason="再改")
    take(second, "compile", "clerk")
    if second.questions():
        take(second, "explain", "clerk", **explained(second))
    take(second, "hand_in", "clerk")
    clock.turn("2027-03-01")
    take(second, "sign", "unit_head", signed_on=date(2027, 3, 1))
    take(second, "accept", "reviewer")
    assert signed.state == "published"
    take(
        second, "publish", "clerk", published_on=date(2027, 3, 1), address="https://www.gzluodian.gov.cn/nb2"
    )
    session.refresh(signed)
    assert (signed.state, second.state) == ("replaced", "published")


@pytest.mark.clause("ZF.49")
def test_the_county_adds_up_what_the_units_signed_and_names_who_is_missing(
    signed, entered, take, session, clock, newcomer
):
    clock.turn("2027-02-01")
    newcomer("office_clerk", "office", "clerk")
    newcomer("office_head", "office", "unit_head")
    county = entered(AnnualReport, unit="office", year=2026, scope="county", problems="略", others="无")
    # 20 February 2027 is a Saturday.
    assert county.due_on == date(2027, 2, 20)
    take(county, "compile", "office_clerk")
    assert county.figures["table2.new.total"] == 4
    assert county.figures["table1.licences.decided"] == 1069
    units = session.query(Unit).filter(
        Unit.active, Unit.kind.in_(("county_office", "department", "township"))
    )
    assert len(county.parts) == units.count()
    asked = [finding.code for finding in county.questions()]
    assert "missing.land" not in asked
    assert "missing.health" in asked
    take(signed, "send_back", "reviewer", reason="数据有误")
    assert [finding.code for finding in county.findings() if finding.result is FAIL] == ["outdated.land"]


def test_a_unit_merged_in_mid_year_is_reported_by_who_took_over(land, clock, entered, take, session, unit_id):
    health = session.get_one(Unit, unit_id("health"))
    health.merged_into_id, health.merged_on = land, date(2026, 7, 1)
    session.commit()
    clock.turn("2027-01-05")
    report = entered(AnnualReport, year=2026)
    take(report, "compile", "clerk")
    # Four of the bureau and one of what it took in.
    assert report.figures["table2.new.total"] == 5


# -- files ----------------------------------------------------------------------------


def test_the_facts_of_the_year_are_offered_to_whoever_writes(ready, sign_in):
    page = sign_in("clerk").get(f"/office/annual-reports/{ready.id}/edit").text
    assert "新收政府信息公开申请4件" in page
    assert 'data-into="overview"' in page
    assert 'data-draft-url="' in page


def test_the_report_is_a_file_of_any_kind_and_every_figure_has_its_records(signed, sign_in, made):
    address = f"/office/annual-reports/{signed.id}"
    files = {form: sign_in("officer").get(f"{address}/report.{form}") for form in ("pdf", "html", "xlsx")}
    assert {answer.status_code for answer in files.values()} == {200}
    assert files["pdf"].data.startswith(b"%PDF-")
    assert "罗甸县自然资源局" in files["html"].text
    assert "草稿" not in files["html"].text
    book = load_workbook(BytesIO(files["xlsx"].data))
    rows = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    assert any("企业的申请" in row for row in rows)
    assert sign_in("stranger").get(f"{address}/report.pdf").status_code == 404
    assert sign_in("clerk").get(f"{address}/report.doc").status_code == 404


# -- past years -----------------------------------------------------------------------

FOUR_YEARS = (config.ROOT / "tests" / "reports" / "pingtan.json").read_bytes()
PAST = "/office/annual-reports/past"


@pytest.fixture
def send(sign_in, newcomer, unit_id):
    """Send a file of past years as the county office's clerk; the status and the page that came."""
    newcomer("office_clerk", "office", "clerk")
    browser = sign_in("office_clerk")

    def go(content, name="往年报告.json", unit="office", scope="county"):
        token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(PAST).text)[1]
        file = (BytesIO(content), name)
        sent = {"file": file, "unit_id": unit_id(unit), "scope": scope, "csrf_token": token}
        answer = browser.post(PAST, data=sent, content_type="multipart/form-data", follow_redirects=True)
        return answer.status_code, answer.text

    return go


def reports(session):
    session.rollback()
    return session.query(AnnualReport).order_by(AnnualReport.year).all()


@pytest.mark.clause("ZF.50")
def test_four_real_years_are_taken_in_and_checked(send, session, sign_in):
    status, page = send(FOUR_YEARS)
    assert status == 200, page
    kept = reports(session)
    assert [(one.year, one.form.code, one.state) for one in kept] == [
        (2019, "2019-60", "past"),
        (2020, "2019-60", "past"),
        (2021, "2021-30", "past"),
        (2022, "2021-30", "past"),
    ]
    failing = {one.year: {finding.check.name for finding in one.failures()} for one in kept}
    # The components of 2020 do not add up to its total, as the published table has it.
    assert failing == {2019: set(), 2020: {"result_total"}, 2021: set(), 2022: set()}
    shown = sign_in("reviewer").get(f"/office/annual-reports/{kept[1].id}").text
    assert "不通过" in shown
    for form in ("json", "csv"):
        file = sign_in("reviewer").get(f"/office/annual-reports/{kept[3].id}/report.{form}")
        (back,) = read(f"back.{form}", file.data)
        assert back.report.figures == kept[3].figures


def test_a_file_with_one_fault_brings_nothing(send, session):
    years = json.loads(FOUR_YEARS)
    years["reports"][2]["table2"]["new"][0] = -3
    status, page = send(json.dumps(years).encode())
    assert (status, reports(session)) == (400, [])
    assert "-3" in page
    status, page = send(b"{}", name="a.docx")
    assert (status, reports(session)) == (400, [])
    assert ".xlsx" in page


def test_a_year_is_taken_in_once(send, session):
    assert send(FOUR_YEARS)[0] == 200
    status, page = send(FOUR_YEARS)
    assert (status, len(reports(session))) == (400, 4)
    assert "2019" in page


def test_nobody_takes_reports_in_for_a_unit_that_is_not_hers(send, session):
    assert send(FOUR_YEARS, unit="health", scope="unit")[0] in (400, 403)
    assert reports(session) == []
