"""The disclosure catalogue for everybody: what was published, as page and table (附件7 第十条)."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from sqlalchemy import select

from models import CatalogueEdition, ItemChange
from tests.stories.catalogue import ADDITION


@pytest.fixture
def publish(session, made, actor, unit_id, clock, take):
    """Add items with these codes and names, and publish the edition they came into, counting from a day."""

    def go(counts_from, items, **values):
        for code, title in items.items():
            told = {**ADDITION, "code": code, "title": title, "caused_on": made.time.today(), **values}
            change = ItemChange(**told, unit_id=unit_id("land"))
            session.add(change)
            made.engine.open(change, actor("clerk"))
            session.commit()
            take(change, "submit", "clerk")
            take(change, "seal", "unit_head", unit_opinion="同意")
            take(change, "apply", "reviewer")
        edition = session.scalars(select(CatalogueEdition).order_by(CatalogueEdition.id.desc())).first()
        if counts_from is not None:
            told = {"published_on": made.time.today(), "published_where": "政务公开"}
            take(edition, "publish", "reviewer", title="清单目录", effective_on=counts_from, **told)
        session.rollback()
        return edition

    return go


@pytest.mark.clause("A7.10")
def test_everybody_reads_what_was_published_and_nothing_else(client, publish, sign_in):
    publish(date(2026, 3, 9), {"ZRZY-001": "不动产登记办理指南"})
    publish(None, {"ZRZY-002": "农村宅基地审批"})
    page = client.get("/catalogue").text
    for shown in ("不动产登记办理指南", "2026-03-09", ADDITION["basis"], "登簿"):
        assert shown in page
    for hidden in ("农村宅基地审批", ADDITION["filled_by"], ADDITION["phone"], "同意"):
        assert hidden not in page
    # Nor does the office read on the portal what only the office sees.
    assert "农村宅基地审批" not in sign_in("reviewer").get("/catalogue").text


@pytest.mark.clause("A7.10")
def test_words_narrow_the_catalogue(client, publish):
    publish(date(2026, 3, 9), {"ZRZY-001": "不动产登记办理指南", "ZRZY-002": "农村宅基地审批"})
    page = client.get("/catalogue?q=宅基地").text
    assert "农村宅基地审批" in page
    assert "不动产登记办理指南" not in page
    assert "没有找到" in client.get("/catalogue?q=无此事项").text


@pytest.mark.clause("A7.10")
def test_the_whole_edition_is_a_table(client, publish):
    publish(date(2026, 3, 9), {"ZRZY-001": "不动产登记办理指南", "ZRZY-002": "农村宅基地审批"})
    answer = client.get("/catalogue.csv")
    head, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert head[:3] == ["事项编码", "一级事项", "事项名称（二级事项）"]
    assert [row[0] for row in rows] == ["ZRZY-001", "ZRZY-002"]
    assert dict(zip(head, rows[0], strict=True))["公开方式"] == "主动公开"
    book = client.get("/catalogue.xlsx")
    assert book.data.startswith(b"PK")
    assert client.get("/catalogue.exe").status_code == 404


def test_before_the_first_edition_there_is_nothing_to_read(client):
    assert client.get("/catalogue").status_code == 200
    assert client.get("/catalogue.csv").status_code == 404
