"""Public enterprises on screen: the matrix of what they disclose, the portal, forms begun from a record."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from flask_appbuilder.security.sqla.models import Role
from sqlalchemy import select

from models import Breach, ServiceItem, TrailEntry, Training
from models.enterprise_terms import CONTENTS
from tests.security.conftest import token_of

AUTUMN = date(2026, 9, 1)
MATRIX = "/office/completeness/"


def fields(page):
    """The figures of the first line of the matrix: what each says, and where it leads."""
    line = re.search(r"<tbody>\s*<tr.*?</tr>", page, re.DOTALL).group()
    return re.findall(r'<td[^>]*>\s*<a href="([^"]*)">([^<]*)</a>', line)


@pytest.fixture
def county(clock, enterprise, disclosed):
    """The water works discloses two kinds of ten, one of them out of date by 1 April; the gas works none."""
    clock.turn("2026-03-02")
    entry = enterprise(title="罗甸县供水公司")
    disclosed(entry, AUTUMN)
    disclosed(entry, date(2026, 3, 31), title="优惠办法")
    disclosed(entry, date(2026, 3, 31), kind="changes", title="计划停水公告")
    enterprise(unit="gas", title="罗甸县燃气公司")
    clock.turn("2026-04-01")
    return entry


@pytest.mark.clause("A5.5")
@pytest.mark.clause("A5.3")
def test_the_matrix_tells_what_is_missing_and_out_of_date_and_each_field_leads_to_its_list(county, sign_in):
    regulator = sign_in("regulator")
    found = fields(regulator.get(MATRIX).text)
    told = dict(zip(("percent", *CONTENTS), (said for _url, said in found), strict=True))
    # Of ten kinds one has something up to date: two items of charges, one of them past its day.
    assert (told["percent"], told["charges"], told["changes"]) == ("10%", "2（过期1）", "1（过期1）")
    assert [kind for kind, said in told.items() if said == "缺"] == [
        kind for kind in CONTENTS if kind not in {"charges", "changes"}
    ]
    listed = [
        len(re.findall(r"<tr\b[^>]*>\s*<td", regulator.get(url.replace("&amp;", "&")).text))
        for url, _ in found
    ]
    by_kind = dict(zip(("percent", *CONTENTS), listed, strict=True))
    assert (by_kind["percent"], by_kind["charges"], by_kind["changes"], by_kind["about"]) == (3, 2, 1, 0)


@pytest.mark.clause("A5.4")
def test_everybody_sees_the_enterprises_of_her_scope_in_page_and_file(county, sign_in, session):
    for who, names in (
        ("regulator", ["罗甸县供水公司", "罗甸县燃气公司"]),
        ("gas_clerk", ["罗甸县燃气公司"]),
        ("stranger", []),
    ):
        browser = sign_in(who)
        page = browser.get(MATRIX).text
        assert [name for name in ("罗甸县供水公司", "罗甸县燃气公司") if name in page] == names
        session.rollback()
        rows = list(csv.reader(io.StringIO(browser.get(f"{MATRIX}export.csv").data.decode("utf-8-sig"))))
        assert [row[0] for row in rows[1:]] == names
        assert len(rows[0]) == 12
    assert browser.get(f"{MATRIX}export.xlsx").data.startswith(b"PK")
    assert browser.get(f"{MATRIX}export.doc").status_code == 404
    exports = select(TrailEntry.subject).where(TrailEntry.action == "export")
    assert session.scalars(exports).all() == ["completeness.csv"] * 3 + ["completeness.xlsx"]


@pytest.mark.clause("A5.15")
@pytest.mark.clause("A5.12")
@pytest.mark.clause("A5.8")
def test_everybody_reads_how_to_complain_and_what_is_disclosed(
    county, client, service_item, complain, disclosed, take, session, clock
):
    service_item(county, title="还没有审查的事项")
    complain()
    ended = disclosed(county, AUTUMN, title="旧表换新")
    take(ended, "end", "water_clerk", ended_on=date(2026, 4, 1), end_explanation="活动结束")
    session.rollback()
    listed = client.get("/enterprises").text
    assert "罗甸县供水公司" in listed
    assert "罗甸县供水公司" not in client.get("/enterprises?q=燃气").text
    page = client.get("/enterprise/water").text
    for told in ("投诉电话", "意见箱位置", "社会监督员", "水价和收费标准", "县政府门户网站", "活动结束"):
        assert told in page
    for hidden in ("还没有审查的事项", "莫问渠", "反映抄表"):
        assert hidden not in page
    assert client.get("/enterprise/land").status_code == 404


def test_a_corrected_promise_moves_the_day_and_a_new_item_begins_with_what_it_replaces(
    clock, enterprise, service_item, disclosed, sign_in, session
):
    clock.turn("2026-03-02")
    entry = enterprise()
    item = service_item(entry, promised_by=date(2026, 3, 13))
    shown = disclosed(entry, AUTUMN, title="抄表收费")
    pk, above, replaced = item.id, entry.id, shown.id
    version = str(item.version)
    session.rollback()
    clerk = sign_in("water_clerk")
    form = clerk.get(f"/office/service-items/{pk}/edit").text
    sent = dict(re.findall(r'<input[^>]*?name="([\w]+)"[^>]*?value="([^"]*)"', form))
    told = {
        name: getattr(session.get(ServiceItem, pk), name) for name in ("kind", "stage", "content", "basis")
    }
    session.rollback()
    answer = clerk.post(
        f"/office/service-items/{pk}/edit",
        data={
            **sent,
            **told,
            "channels": ["portal", "media"],
            "promised_by": "2026-03-11",
            "reason": "承诺时限填错",
            "version": version,
            "csrf_token": token_of(clerk),
        },
    )
    assert answer.status_code == 302, answer.text
    assert session.get(ServiceItem, pk).due_on == date(2026, 3, 11)
    session.rollback()
    record = clerk.get(f"/office/service-items/{replaced}").text
    link = f"/office/service-items/new?replaces_id={replaced}&amp;enterprise_id={above}"
    assert link in record
    new = clerk.get(link.replace("&amp;", "&")).text
    assert 'value="抄表收费"' in new
    assert re.search(rf'<option value="{replaced}" selected>', new)


@pytest.mark.clause("A5.16")
@pytest.mark.clause("A5.12")
def test_breaches_and_trainings_stand_on_the_page_of_their_enterprise_for_whom_they_are(
    session, made, enterprise, begin, sign_in
):
    entry, other = enterprise(), enterprise(unit="gas", title="罗甸县燃气公司")
    today = made.time.today()
    told = {"noticed_on": today, "facts": "收费标准逾期三个月未更新。", "person": "韦承屹"}
    late = {"annex": "annex_5", "kind": "annex_5_late", **told}
    breach = begin(Breach, "water", "regulator", title="收费标准逾期未更新", **late)
    foreign = begin(Breach, "gas", "regulator", title="停气信息逾期未公开", **late)
    # What it did against another annex belongs to that one.
    apart = {"annex": "annex_8", "kind": "annex_8_fees", **told}
    begin(Breach, "water", "reviewer", title="收取检索费", **apart)
    plan = {"organiser": "own", "subjects": ("business",), "planned_on": today}
    training = begin(Training, "water", "water_clerk", title="办事公开业务培训", **plan)
    page, elsewhere = f"/office/enterprises/{entry.id}", f"/office/enterprises/{other.id}"
    wanted = [f'href="/office/{one.slug}/{one.id}"' for one in (breach, training)]
    strange = f'href="/office/breaches/{foreign.id}"'
    session.rollback()
    for who in ("water_clerk", "regulator", "reviewer"):
        shown = sign_in(who).get(page).text
        assert [link for link in wanted if link not in shown] == []
        assert "收取检索费" not in shown
        assert strange not in shown
    assert strange in sign_in("regulator").get(elsewhere).text
    assert sign_in("gas_clerk").get(page).status_code == 404
    clerks = session.scalars(select(Role).where(Role.name == "enterprise_clerk")).one()
    taken = {("can_list", "Breach")}
    kept = [one for one in clerks.permissions if (one.permission.name, one.view_menu.name) not in taken]
    assert len(kept) == len(clerks.permissions) - 1
    clerks.permissions = kept
    session.commit()
    bare = sign_in("water_clerk").get(page).text
    assert (wanted[0] in bare, wanted[1] in bare) == (False, True)
