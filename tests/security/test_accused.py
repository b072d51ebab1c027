"""附件9 第七条: a report or accusation reaches nobody of the accused unit, by no door, under no role.

Truth tables over who somebody is, and over every door.
"""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask_appbuilder.security.sqla.models import Role, User
from openpyxl import load_workbook
from sqlalchemy import func, select

from app.access.actor import PROGRAM, acting
from app.access.scope import OutOfScope
from app.engine import NotAllowed
from app.jobs.runner import Runner
from models import (
    Attachment,
    Delegation,
    InvolvedUnit,
    Job,
    Letter,
    Membership,
    Notice,
    PublicMessage,
    Record,
    TrailEntry,
    Unit,
    Webhook,
)
from models.deadline import RunningClock
from models.part import Part

pytestmark = pytest.mark.clause("A9.7")

TITLE, CONTENT, WRITER = "PLANTED-检举补偿款发放", "PLANTED-CONTENT", "PLANTED-WRITER"
PAGE = "/office/public-messages"
API = "/api/v1/public-messages"
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def accusation(session, message, take, accuse, unit_id):
    """A message that the land bureau had in hand until it was named; the health bureau handles it now."""
    row = message(title=TITLE, content=CONTENT, writer=WRITER)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("land"))
    take(row, "note", "clerk", internal_note="PLANTED-NOTE")
    accuse(row)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("health"))
    return row


# -- who ------------------------------------------------------------------------------


def _post(session, user_id, who, unit, since, until=None):
    session.add(Membership(user_id=user_id(who), unit_id=unit, post="", since=since, until=until))


def _lend(session, user_id, principal, deputy):
    day = date(2026, 3, 2)
    session.add(
        Delegation(
            principal_id=user_id(principal), deputy_id=user_id(deputy), since=day, until=day, reason="出差"
        )
    )


SITUATIONS = {
    "the office": ("reviewer", lambda _s, _u, _i: None, True),
    "a county leader": ("leader", lambda _s, _u, _i: None, True),
    "the auditor": ("auditor", lambda _s, _u, _i: None, True),
    "who handles it": ("stranger", lambda _s, _u, _i: None, True),
    "a clerk of the accused unit": ("clerk", lambda _s, _u, _i: None, False),
    "its head": ("unit_head", lambda _s, _u, _i: None, False),
    "its disclosure officer": ("officer", lambda _s, _u, _i: None, False),
    "a division below it": ("registrar", lambda _s, _u, _i: None, False),
    "an auditor with a post there": (
        "auditor",
        lambda s, u, i: _post(s, u, "auditor", i("land"), date(2026, 1, 1)),
        False,
    ),
    "the office with a post in its division": (
        "reviewer",
        lambda s, u, i: _post(s, u, "reviewer", i("registry"), date(2026, 1, 1)),
        False,
    ),
    "who handles it and is moved there": (
        "stranger",
        lambda s, u, i: _post(s, u, "stranger", i("land"), date(2026, 3, 2)),
        False,
    ),
    "who is moved there tomorrow": (
        "stranger",
        lambda s, u, i: _post(s, u, "stranger", i("land"), date(2026, 3, 3)),
        True,
    ),
    "who left it yesterday": (
        "stranger",
        lambda s, u, i: _post(s, u, "stranger", i("land"), date(2020, 1, 1), date(2026, 3, 1)),
        True,
    ),
    "its clerk in the place of the office": (
        "clerk",
        lambda s, u, _i: _lend(s, u, "reviewer", "clerk"),
        False,
    ),
    "its clerk in the place of who handles it": (
        "clerk",
        lambda s, u, _i: _lend(s, u, "stranger", "clerk"),
        False,
    ),
    # Otherwise the accused could blind the office by lending it a post.
    "the office in the place of its head": (
        "reviewer",
        lambda s, u, _i: _lend(s, u, "unit_head", "reviewer"),
        True,
    ),
    "somebody else in the place of its clerk": (
        "stranger",
        lambda s, u, _i: (_unassign(s), _lend(s, u, "clerk", "stranger")),
        False,
    ),
    "it is called otherwise now": ("clerk", lambda s, _u, i: _rename(s, i("land")), False),
    "who handles it comes under it": (
        "stranger",
        lambda s, _u, i: setattr(s.get_one(Unit, i("health")), "parent_id", i("land")),
        False,
    ),
    "the division is no longer below it": (
        "registrar",
        lambda s, _u, i: setattr(s.get_one(Unit, i("registry")), "parent_id", None),
        False,
    ),
}


def _unassign(session):
    session.scalars(select(PublicMessage)).one().handling_unit_id = None


def _rename(session, unit):
    session.get_one(Unit, unit).name = "罗甸县自然资源和规划局"


@pytest.mark.parametrize(("who", "arrange", "seen"), SITUATIONS.values(), ids=SITUATIONS)
def test_who_sees_it(clock, session, accusation, actor, user_id, unit_id, who, arrange, seen):
    clock.turn("2026-03-02")
    key = accusation.id
    with acting(PROGRAM):
        arrange(session, user_id, unit_id)
        session.commit()
    session.expire_all()
    somebody = actor(who)
    for selected, column in (
        (select(PublicMessage), PublicMessage.id),
        (select(Record), Record.id),
        (select(Letter), Letter.record_id),
        (select(RunningClock), RunningClock.record_id),
        (select(InvolvedUnit), InvolvedUnit.record_id),
    ):
        with acting(somebody):
            found = session.scalars(selected.where(column == key)).first()
            counted = session.scalar(select(func.count(column)).where(column == key))
        assert (found is not None, counted > 0) == (seen, seen), selected
    assert somebody.may_on("can_show", session.get_one(PublicMessage, key)) is seen


def test_who_has_it_kept_from_her_takes_no_step_and_writes_nothing(session, accusation, take, actor, made):
    with pytest.raises(NotAllowed):
        take(accusation, "note", "clerk", internal_note="甲")
    accusation.handling_unit_id = accusation.unit_id
    with acting(actor("clerk")), pytest.raises(OutOfScope):
        session.flush()
    session.rollback()
    with acting(actor("clerk")):
        session.add(
            Attachment(
                record_id=accusation.id,
                name="a.png",
                media_type="image/png",
                size=1,
                sha256="0" * 64,
                key="0" * 32 + ".png",
                added_at=made.time.now(),
            )
        )
        with pytest.raises(OutOfScope):
            session.flush()
    session.rollback()


def test_lifted_it_is_theirs_again_where_it_was_theirs_before(session, message, take, accuse, actor, unit_id):
    row = message()
    take(row, "assign", "reviewer", handling_unit_id=unit_id("health"))
    take(row, "join", "reviewer", joint_unit_id=unit_id("land"))
    accuse(row)
    take(row, "lift_accused", "reviewer", "核实未涉及", accused_unit_id=unit_id("land"))
    with acting(actor("clerk")):
        assert session.scalars(select(PublicMessage)).all() == []
    # It had joined in; that ended when it was named. No accusation after all, it may join in again.
    row.accusation = False
    session.commit()
    take(row, "join", "reviewer", joint_unit_id=unit_id("land"))
    assert row.units_with(Part.JOINT) == [unit_id("land")]
    with acting(actor("clerk")):
        assert session.scalars(select(PublicMessage)).all() == [row]


# -- every door -----------------------------------------------------------------------


def _addresses(app, record, letter, file):
    """Every address that is read with GET, whatever it names filled with the message's own keys."""
    values = {"pk": record, "file_id": file, "letter_id": letter, "form": "csv", "kind": "message_handover"}
    values |= {
        "year": 2026,
        "token": "nosuch",
        "slug": "public-messages",
        "day": "2026-03-03",
        "edition": "x",
    }
    values |= {"code": "PublicMessageFlow.reply_period.complaint", "profile": "seed-2020", "place": "closing"}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        names = ["reply_period"] if rule.endpoint.endswith(".why") else [*PublicMessage.workflow.transitions]
        for name in names if "<string:name>" in rule.rule else [""]:
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m, n=name: str({**values, "name": n}[m[1]]), rule.rule)
            yield path
    yield from (f"{PAGE}/export.{form}?state=all" for form in ("csv", "xlsx"))
    for asked in (
        "q=PLANTED",
        "state=all",
        "state=handling",
        "order=title&state=all",
        "columns=number,title",
    ):
        yield f"{PAGE}/?{asked}"
    yield f"{PAGE}/bulk?step=instruct&row={record}"
    yield f"{PAGE}/bulk?step=note&row={record}"
    for asked in ("?q=PLANTED&state=all", "?state=all&order=title", f"{record}"):
        yield f"{API}/{asked}"
    for asked in ("?q=PLANTED", "?only=open", "?q=罗府办留言"):
        yield f"/office/search/{asked}"


def _text(answer, address):
    if answer.is_json:
        return json.dumps(answer.json, ensure_ascii=False)
    if address.partition("?")[0].endswith(".xlsx") and answer.status_code == 200:
        book = load_workbook(io.BytesIO(answer.data))
        return " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)
    return answer.get_data(as_text=True)


OTHERS = ("unit_head", "both", "registrar")
"""Whom the one rule keeps from it the same way, whichever the engine."""


@pytest.fixture
def read_everything(app, session, accusation, sign_in, program, send, made, monkeypatch):
    """``read_everything("clerk")`` is the text of every page, file and answer she reaches, by address."""
    monkeypatch.setattr("app.letters.render.pdf", lambda markup, *_more, **_named: str(markup).encode())
    key = accusation.id
    letter = session.scalars(select(Letter.id).where(Letter.record_id == key)).first()
    number = accusation.number
    session.rollback()
    upload = (io.BytesIO(b"PLANTED-FILE"), "PLANTED-FILE.txt")
    answer = send(sign_in("stranger"), f"{PAGE}/{key}/attachments", purpose="other", file=upload)
    assert answer.status_code == 302
    session.rollback()
    file = session.scalars(select(Attachment.id).where(Attachment.record_id == key)).one()
    rows = session.scalars(select(TrailEntry.id).where(TrailEntry.record_id == key)).all()
    session.rollback()

    def read(person):
        browser, caller, found = sign_in(person), program(person), {}
        addresses = [*_addresses(app, key, letter, file), *(f"/office/trail/{row}" for row in rows)]
        addresses += [f"/office/{way}?person=clerk&number={number}" for way in ("why/", "trail/why")]
        addresses.append(f"/office/trail/?number={number}")
        for address in addresses:
            reader = caller if address.startswith("/api/") else browser
            answer = reader.get(address, buffered=True)
            found[address] = re.sub("</?mark>", "", _text(answer, address))
        for word in ("PLANTED", "WRITER"):
            found[f"posted {word}"] = re.sub(
                "</?mark>", "", send(browser, "/office/search/", q=f"{word}-").text
            )
        return found

    return number, read


def _where(pages, number):
    """Where anything of the message stands; what she asked for herself stands in the box she asked in."""
    planted = ("PLANTED-检举", "PLANTED-CONTENT", "PLANTED-WRITER", "PLANTED-NOTE", "PLANTED-FILE")
    told = {a for a, text in pages.items() for value in planted if value in text}
    numbered = {a for a, text in pages.items() if number in re.sub(r'value="[^"]*"', "", text)}
    return told | {a for a in numbered if "number=" not in a}


@pytest.mark.parametrize(
    "who", ["clerk", *(pytest.param(who, marks=pytest.mark.any_engine) for who in OTHERS)]
)
def test_nobody_of_the_accused_unit_finds_it_anywhere(read_everything, who):
    number, read = read_everything
    assert _where(read(who), number) == set()


ADMINISTRATIONS = ("auditor", "security_administrator", "system_administrator")


@pytest.mark.any_engine
@pytest.mark.parametrize("role", ADMINISTRATIONS)
def test_no_administration_is_a_way_round(session, read_everything, user_id, role):
    """Somebody of the accused unit who reads the trail, the grants or the tasks of everybody."""
    number, read = read_everything
    with acting(PROGRAM):
        person = session.get_one(User, user_id("guest"))
        person.roles = [session.scalars(select(Role).where(Role.name == role)).one()]
        session.commit()
    pages = read("guest")
    assert _where(pages, number) == set()
    # Nor may she ask why: to her there is no such record.
    answered = [pages[a] for a in pages if "why" in a and "number=" in a and "没有此编号的办件" in pages[a]]
    assert bool(answered) is (role != "system_administrator")


def test_who_sees_it_finds_it_on_those_very_doors(read_everything):
    """Else the tests above would find nothing for want of a place to find it on."""
    number, read = read_everything
    found = _where(read("reviewer"), number) | _where(read("auditor"), number)
    kinds = {
        *(f"{PAGE}/", f"{PAGE}/export.csv", f"{PAGE}/export.xlsx?state=all", f"{API}/", "/office/"),
        *(f"{PAGE}/?q=PLANTED", f"{PAGE}/?state=all", f"{API}/?q=PLANTED&state=all", "/office/trail/"),
        *("/office/trail/export.csv", "/office/search/?q=PLANTED"),
    }
    assert kinds <= found
    assert any(re.fullmatch(f"{PAGE}/\\d+", address) for address in found)
    assert any(re.fullmatch(f"{API}/\\d+", address) for address in found)
    assert any(re.fullmatch("/office/trail/\\d+", address) for address in found)
    assert any("/letters/" in address for address in found)


@pytest.mark.parametrize("step", ["note", "draft", "forward", "hand_back", "give_opinion", "pass_draft"])
def test_what_is_sent_to_it_is_sent_to_nothing(session, accusation, sign_in, program, send, step):
    key, version = accusation.id, accusation.version
    session.rollback()
    columns = {"internal_note": "甲", "result": "solved", "reply": "甲", "joint_opinions": "甲"}
    browser, caller = sign_in("both"), program("both")
    answer = send(browser, f"{PAGE}/{key}/{step}", version=version, reason="甲", **columns)
    nothing = send(browser, f"{PAGE}/999999/{step}", version=version, reason="甲", **columns)
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert _bare(answer.text.replace(f"/{key}/", "/")) == _bare(nothing.text.replace("/999999/", "/"))
    sent = {"version": version}
    answers = [caller.post(f"{API}/{pk}/{step}", json=sent) for pk in (key, 999999)]
    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].json == answers[1].json
    file = (io.BytesIO(b"text"), "a.txt")
    assert send(browser, f"{PAGE}/{key}/attachments", purpose="other", file=file).status_code == 404


# -- what was told before, and is told afterwards ----------------------------------------


def _work(app, session):
    session.rollback()
    runner = Runner(app)
    runner.ask_periodic()
    while runner.next():
        pass
    session.rollback()
    session.expire_all()


def test_what_it_was_told_of_before_is_not_there_any_more_and_it_is_told_of_nothing(
    app, clock, session, message, take, accuse, unit_id, user_id, sign_in
):
    clock.turn("2026-03-02")
    row = message(title=TITLE)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("land"))
    key, number = row.id, row.number
    _work(app, session)
    hers = select(Notice).where(Notice.user_id == user_id("clerk"), Notice.record_id == key)
    before = len(session.scalars(hers).all())
    assert before
    session.rollback()
    assert number in sign_in("clerk").get("/office/notices/?show=all").text
    accuse(session.get_one(PublicMessage, key))
    session.rollback()
    for address in ("/office/notices/?show=all", "/office/notices/", "/office/"):
        page = sign_in("clerk").get(address).text
        assert TITLE not in page
        assert number not in page
    # Overdue by far: who may do something is told, nobody of the accused unit is.
    clock.turn("2026-04-20")
    _work(app, session)
    assert len(session.scalars(hers).all()) == before
    office = select(Notice).where(Notice.user_id == user_id("reviewer"), Notice.record_id == key)
    assert session.scalars(office).all()


def test_no_other_program_is_told_for_it_may_be_the_accused_units(
    app, session, message, take, accuse, unit_id
):
    hook = Webhook(
        label="甲",
        address="https://oa.example/",
        kinds=["waiting", "assigned"],
        seed="0" * 64,
        created_at=NOW,
    )
    session.add(hook)
    session.commit()
    sent = select(func.count()).select_from(Job).where(Job.task == "webhook")
    row = message(title=TITLE)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("land"))
    _work(app, session)
    assert (before := session.scalar(sent)) > 0
    row = session.get_one(PublicMessage, row.id)
    accuse(row)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("health"))
    _work(app, session)
    assert session.scalar(sent) == before


def test_a_file_made_before_is_hers_no_more(
    app, session, message, take, accuse, unit_id, user_id, job_row, made, sign_in
):
    row = message(title=TITLE)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("land"))
    session.rollback()
    file = made.files.put(io.BytesIO(TITLE.encode()), "csv").key
    job = job_row("clerk", "done", result_key=file, result_name="messages.csv")
    session.rollback()
    assert TITLE in sign_in("clerk").get(f"/office/jobs/{job}/result", buffered=True).text
    accuse(session.get_one(PublicMessage, row.id))
    session.rollback()
    answer = sign_in("clerk").get(f"/office/jobs/{job}/result")
    assert answer.status_code == 302
    assert TITLE not in answer.text


def test_the_accused_is_not_told_by_a_number_of_records(session, message, accuse, sign_in, unit_id, take):
    """Counts of tabs and tiles: with and without the message they are the same."""
    row = message(title=TITLE, received_on=date(2026, 3, 2) - timedelta(days=30))
    key = row.id
    session.rollback()
    pages = (
        *(f"{PAGE}/", f"{PAGE}/?only=overdue", "/office/", "/office/search/?only=overdue"),
        *("/office/overview/", "/office/overview/public-messages"),
        *(
            "/office/statistics/?matter=public-messages",
            "/office/statistics/export.csv?table=months&matter=public-messages",
        ),
    )
    without = [sign_in("clerk").get(page).text for page in pages]
    row = session.get_one(PublicMessage, key)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("land"))
    session.rollback()
    assert [sign_in("clerk").get(page).text for page in pages] != without
    accuse(session.get_one(PublicMessage, key))
    session.rollback()
    assert [_bare(sign_in("clerk").get(page).text) for page in pages] == [_bare(text) for text in without]


def _bare(page):
    """A page without what differs each time it is made."""
    return re.sub(r'(name="csrf_token" value=|name="csrf-token" content=|nonce=)"[^"]*"', "", page)
