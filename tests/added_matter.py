"""What follows from a declaration shows everywhere: the petition register of ``docs/add-a-matter.md``.

No test of this project: ``tests/test_add_a_matter.py`` runs it in a copy that has the register.
"""

from __future__ import annotations

import csv
import io

import pytest

from models import MATTERS
from tests.test_pages_in_chinese import Reading

NUMBER = "罗自然资信访〔2026〕1号"
IDENTITY = "522728199003071234"


@pytest.fixture
def petition(entered, session):
    """The key of a petition of the land bureau."""
    (model,) = (m for m in MATTERS if m.slug == "petitions")
    key = entered(model, petitioner="罗小满", id_number=IDENTITY).id
    session.rollback()
    return key


def test_it_stands_in_the_menu_and_its_pages_are_chinese(petition, sign_in):
    browser = sign_in("unit_head")
    root = "/office/petitions/"
    home = Reading(browser.get("/office/").text)
    assert root in home.links
    assert {"信访", "信访事项"} <= {text.strip() for text in home.texts}
    listing = browser.get(root).text
    assert NUMBER in listing
    # Until it is accepted the list shows the fifteen days to tell: 2 March and fifteen.
    assert "2026-03-17" in browser.get(f"{root}export.csv", buffered=True).text
    record = browser.get(f"{root}{petition}").text
    assert all(text in record for text in (NUMBER, "罗小满", "告知是否受理", "2026-03-17"))
    assert "《信访工作条例》第二十三条" in record
    assert IDENTITY not in record
    assert "告知信访人日期" in browser.get(f"{root}{petition}/accept").text
    pages = ["", petition, f"{petition}/accept", f"{petition}/period/telling_period"]
    assert {f"{page}": Reading(browser.get(f"{root}{page}").text).foreign() for page in pages} == {
        f"{page}": set() for page in pages
    }
    assert Reading(sign_in("clerk").get(f"{root}new").text).foreign() == set()


def test_it_is_found_and_exported(petition, sign_in):
    browser = sign_in("clerk")
    assert NUMBER in browser.get(f"/office/search/?q={NUMBER}").text
    sheet = browser.get("/office/petitions/export.csv", buffered=True).data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(sheet))
    assert (row["编号"], row["信访人"]) == (NUMBER, "罗小满")
    assert IDENTITY not in sheet


def test_programs_read_and_work_on_it(petition, program, client):
    caller = program("unit_head")
    (row,) = caller.get("/api/v1/petitions/").json["result"]
    assert row["number"] == NUMBER
    told = {"told_on": "2026-03-02", "version": row["version"]}
    taken = caller.post(f"/api/v1/petitions/{petition}/accept", json=told)
    assert (taken.status_code, taken.json["state"]) == (200, "handling")
    paths = client.get("/api/v1/openapi.json").json["paths"]
    assert {"/petitions/", "/petitions/{id}", "/petitions/{id}/extend"} <= paths.keys()


def test_its_steps_are_granted_in_the_matrix(petition, sign_in):
    page = sign_in("secadmin").get("/office/roles/").text
    assert all(text in page for text in ("信访事项", "登记答复", "归档"))
