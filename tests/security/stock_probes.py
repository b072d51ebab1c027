"""One probe for each known hole of Flask-AppBuilder: true when the stock application has it."""

from __future__ import annotations

import io
from typing import Any

from flask_appbuilder.urltools import get_filter_args
from sqlalchemy import text
from stock_bench import Bench, probe

# -- A --------------------------------------------------------------------------------


@probe("A1")
def a1(bench: Bench) -> Any:
    """The default columns of an API follow created_by into the account."""
    return '"password":"scrypt:' in bench.call("alice").get("/api/v1/documentapi/").text.replace(": ", ":")


@probe("A2")
def a2(bench: Bench) -> Any:
    bench.enter("alice").post("/documentview/action_post", data={"action": "approve", "rowid": "4"})
    return bench.rows(id=4, state="approved")


@probe("A3")
def a3(bench: Bench) -> Any:
    """Two requests side by side, step by step: what the first asked for is gone when it looks again."""
    mine = bench.view("DocumentView")._filters
    with bench.app.test_request_context("/documentview/list/?_flt_3_title=mine"):
        get_filter_args(mine)
        asked = str(mine.values)
    with bench.app.test_request_context("/documentview/list/?_flt_3_title=theirs"):
        get_filter_args(bench.view("DocumentView")._filters)
    return "mine" in asked and "theirs" in str(mine.values)


@probe("A4")
def a4(bench: Bench) -> Any:
    """A link in a mail is enough."""
    bench.enter("alice").get("/documentview/action/approve/1")
    return bench.rows(id=1, state="approved")


@probe("A5")
def a5(bench: Bench) -> Any:
    """The rule refuses, and an audit log that commits at the end of the request saves it after all."""
    bench.send("alice", "/documentview/edit/3", title="REJECTME", department="1")
    return bench.rows(id=3, title="REJECTME")


# -- B --------------------------------------------------------------------------------


@probe("B1")
def b1(bench: Bench) -> Any:
    offered = "DeptB-SECRET" in bench.enter("alice").get("/documentview/add").text
    bench.send("alice", "/documentview/add", title="planted", department="2")
    return offered and bench.rows(title="planted", department_id=2)


@probe("B2")
def b2(bench: Bench) -> Any:
    """A filter in the address is taken for a value of the row."""
    bench.send("alice", "/documentview/edit/3?_flt_0_department=2", title="Paper 3")
    return bench.rows(id=3, department_id=2)


@probe("B3")
def b3(bench: Bench) -> Any:
    bench.call("alice").post("/api/v1/documentapi/", json={"title": "by api", "department": 2})
    return bench.rows(title="by api", department_id=2)


@probe("B4")
def b4(bench: Bench) -> Any:
    """The number stands on no page, and the list says whether it begins with these digits."""
    alice = bench.enter("alice")
    right = alice.get("/documentview/list/?_flt_0_id_card=522728").text
    wrong = alice.get("/documentview/list/?_flt_0_id_card=777777").text
    return "Paper 1" in right and "Paper 1" not in wrong


@probe("B5")
def b5(bench: Bench) -> Any:
    alice, places = bench.enter("alice"), []
    for way in ("asc", "desc"):
        page = alice.get(f"/plainview/list/?_oc_PlainView=id_card&_od_PlainView={way}").text
        places.append(page.index("Paper 1") < page.index("Paper 4"))
    return places[0] != places[1]


@probe("B6")
def b6(bench: Bench) -> Any:
    alice = bench.enter("alice")
    refused = alice.get("/remarkview/list/").status_code == 403
    return refused and "REMARK-SECRET" in alice.get("/documentview/show/1").text


@probe("B7")
def b7(bench: Bench) -> Any:
    file = (io.BytesIO(b"%PDF-OWN"), "a.pdf")
    bench.send("alice", "/documentview/add", title="with file", department="1", file=file)
    name = bench.stored(b"%PDF-OWN").name
    return b"%PDF-OWN" in bench.enter("bob").get(f"/documentview/download/{name}").data


@probe("B8")
def b8(bench: Bench) -> Any:
    """Author and day are fields of the form."""
    day, who = "2001-01-01 00:00:00", {"created_by": "1", "changed_by": "1"}
    bench.send("bob", "/plainview/add", title="forged", **who, created_on=day, changed_on=day)
    return bench.rows(title="forged", created_by_fk=1)


@probe("B9")
def b9(bench: Bench) -> Any:
    """A view that forgot to say base_filters."""
    return "Paper 4" in bench.enter("alice").get("/plainview/list/").text


# -- C --------------------------------------------------------------------------------


@probe("C1")
def c1(bench: Bench) -> Any:
    """Two people opened the form; the second to save never hears of the first."""
    for title in ("first", "second"):
        bench.send("alice", "/documentview/edit/1", title=title, department="1")
    return bench.rows(id=1, title="second")


@probe("C2")
def c2(bench: Bench) -> Any:
    for _ in range(2):
        bench.send("alice", "/documentview/add", title="twice", department="1")
    return len(bench.rows(title="twice")) == 2


@probe("C3")
def c3(bench: Bench) -> Any:
    """What must happen with every new row failed; the row is there all the same."""
    bench.send("alice", "/documentview/add", title="FAILAFTER", department="1")
    return bench.rows(title="FAILAFTER")


@probe("C4")
def c4(bench: Bench) -> Any:
    return bench.enter("alice").get("/documentview/list/?page_DocumentView=abc").status_code == 500


@probe("C5")
def c5(bench: Bench) -> Any:
    with bench.database.begin() as connection:
        some = [{"title": f"many {n:03}"} for n in range(130)]
        columns = "title, department_id, created_on, changed_on, created_by_fk, changed_by_fk"
        values = "VALUES (:title, 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1, 1)"
        connection.execute(text(f"INSERT INTO document ({columns}) {values}"), some)
    page = bench.enter("alice").get("/documentview/list/?psize_DocumentView=1000000").text
    return page.count("many ") >= 130


@probe("C6")
def c6(bench: Bench) -> Any:
    bench.refuse("INSERT")
    alice = bench.enter("alice")
    answer = bench.fill(alice, "/documentview/add", title="FORBIDDEN", department="1")
    page = answer.text + alice.get("/documentview/list/").text
    return "SECRET-TRIGGER" in page and "INSERT INTO" in page


@probe("C7")
def c7(bench: Bench) -> Any:
    """The database refuses the edit and keeps the old name; the old file is gone already."""
    bench.refuse("UPDATE")
    old, new = (io.BytesIO(b"%PDF-OLD"), "old.pdf"), (io.BytesIO(b"%PDF-NEW"), "new.pdf")
    bench.send("alice", "/documentview/add", title="old file", department="1", file=old)
    kept, row = bench.stored(b"%PDF-OLD"), bench.rows(title="old file")[0]
    bench.send("alice", f"/documentview/edit/{row.id}", title="FORBIDDEN", department="1", file=new)
    return bench.rows(id=row.id, file=kept.name) and not kept.exists()


@probe("C10")
def c10(bench: Bench) -> Any:
    """A moment without a zone: nobody can tell whose two o'clock it was."""
    return bench.view("DocumentView").datamodel.obj.created_on.type.timezone is False


@probe("C11")
def c11(bench: Bench) -> Any:
    """A second account that differs in capitals locks out the first."""
    manager = bench.builder.sm
    with bench.app.app_context():
        role = manager.find_role("Clerk")
        manager.add_user("ALICE", "x", "y", "other@example.org", role, "Secret-1-other")
    out = bench.enter("alice").get("/documentview/list/").status_code != 200
    with bench.database.begin() as connection:
        connection.execute(text("UPDATE ab_user SET username = 'somebody' WHERE username = 'ALICE'"))
    return out


# -- D, E -----------------------------------------------------------------------------


@probe("D1")
def d1(bench: Bench) -> Any:
    file = (io.BytesIO(b"<script>1</script>"), "evil.html")
    bench.send("alice", "/documentview/add", title="page", department="1", file=file)
    return bench.stored(b"<script>1</script>").suffix == ".html"


@probe("D3")
def d3(bench: Bench) -> Any:
    file = (io.BytesIO(b"%PDF-NAMED"), "政府信息公开申请.pdf")
    bench.send("alice", "/documentview/add", title="named", department="1", file=file)
    return bench.stored(b"%PDF-NAMED").name.endswith("_sep_.pdf")


@probe("E1")
def e1(bench: Bench) -> Any:
    browser = bench.app.test_client()
    answer = bench.fill(browser, "/login/", username="alice", password="Secret-1-alice")
    cookie = answer.headers["Set-Cookie"]
    return "Secure" not in cookie and "SameSite" not in cookie


@probe("E2")
def e2(bench: Bench) -> Any:
    alice = bench.enter("alice")
    kept = alice.get_cookie("session").value
    alice.get("/logout/")
    thief = bench.app.test_client()
    thief.set_cookie("session", kept)
    return thief.get("/documentview/list/").status_code == 200


@probe("E3")
def e3(bench: Bench) -> Any:
    """No old password asked, one letter will do, and whoever holds another cookie stays in."""
    here, elsewhere = bench.enter("bob"), bench.enter("bob")
    bench.fill(here, "/resetmypassword/form", password="a", conf_password="a")
    anew = bench.app.test_client()
    bench.fill(anew, "/login/", username="bob", password="a")
    return all(b.get("/documentview/list/").status_code == 200 for b in (elsewhere, anew))


@probe("E4")
def e4(bench: Bench) -> Any:
    answer = bench.fill(
        bench.app.test_client(),
        "/login/?next=http://evil.example/x",
        headers={"Host": "evil.example"},
        username="alice",
        password="Secret-1-alice",
    )
    return answer.location == "http://evil.example/x"


@probe("E5")
def e5(bench: Bench) -> Any:
    browser = bench.app.test_client()
    for _ in range(12):
        bench.fill(browser, "/login/", username="alice", password="wrong")
    by_api = browser.post(
        "/api/v1/security/login", json={"username": "alice", "password": "x", "provider": "db"}
    )
    return by_api.status_code == 401 and bench.enter("alice").get("/documentview/list/").status_code == 200


@probe("E8")
def e8(bench: Bench) -> Any:
    alice = bench.enter("alice")
    alice.get("/logout/")
    return alice.get("/documentview/list/").status_code == 302
