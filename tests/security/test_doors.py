"""Every door × everybody × {a record of the land bureau, of the health bureau, none}: ``authz_matrix.csv``.

A line of the table is a route and a method; a column is a person of ``tests.county``. ``record`` says
whose record the address names (``-``: it names none). A route without a line fails, so a new page is
thought about before it is served. Forms are sent with their token and nothing in them; a program comes as the
person with a token of hers, and sends an empty object.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask_appbuilder.security.sqla.models import Role
from sqlalchemy import select

from app.stylesheet import version
from models import (
    MATTERS,
    SWITCHES,
    AgencyConsultation,
    ApiToken,
    Attachment,
    BulkStep,
    ChoiceList,
    Delegation,
    ExtraField,
    InformationRequest,
    Letter,
    Membership,
    Notice,
    SavedFilter,
    SheetImport,
    ThirdParty,
    TrailEntry,
    Webhook,
)
from models.base import Record
from tests.county import PEOPLE
from tests.records import parents
from tests.security.conftest import token_of
from tests.security.told_doors import first_clock, first_step, lines_of, told

pytestmark = pytest.mark.any_engine

TABLE = Path(__file__).with_name("authz_matrix.csv")
VISITOR = "visitor"
EVERYBODY = (VISITOR, *(person.name for person in PEOPLE))
METHODS = ("GET", "POST")
KEPT = ("SensitiveWordView", "ChecklistView", "ColumnView", "ColumnEditView")
"""Pages about rows every installation is born with."""
NOWHERE = 999_999
EVERY_DOOR = "GONGKAI_WALKS" in os.environ
"""``make fuzz``: everybody tries every door of every matter."""


def written() -> list[dict[str, str]]:
    """The table as it is written by hand."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines() -> list[dict[str, str]]:
    """The table, and the lines of matters whose list it does not name; doors of their own it may name."""
    table = written()
    return [*table, *(line for model in further(table) for line in told(model, table))]


def further(table: list[dict[str, str]]) -> list[type[Record]]:
    """The matters whose lines are told from those of others."""
    named = {line["rule"] for line in table}
    return [model for model in MATTERS if f"/office/{model.slug}/" not in named]


@pytest.fixture
def doors(
    session,
    entered,
    made,
    unit_id,
    user_id,
    job_row,
    monkeypatch,
    send,
    sign_in,
    program,
):
    """One record of each matter in two bureaus, each with a file and a letter; addresses lead to them."""
    monkeypatch.setattr("app.letters.render.pdf", lambda *_args, **_kwargs: b"%PDF-1.7")
    records: dict[tuple[str, str], dict[str, int]] = {}
    for unit in ("land", "health"):
        for model in MATTERS:
            record = entered(model, unit)
            slug, pk = model.slug, record.id
            session.rollback()
            session.add(_file(made, record))
            session.commit()
            session.refresh(record)
            session.rollback()
            file_id = record.attachments[0].id
            letter = session.scalars(select(Letter.id).where(Letter.record_id == pk)).first()
            records[slug, unit] = {"pk": pk, "file_id": file_id, "letter_id": letter or NOWHERE}
            session.rollback()
    program("clerk")
    plain = _plain(session, user_id, unit_id)
    file = made.files.put(io.BytesIO(b"text"), "txt").key
    job = job_row("clerk", "failed", result_key=file, result_name="a.txt")
    plain |= {f"JobView.{name}": {"pk": job} for name in ("cancel", "retry", "result")}
    plain |= _lists(session, user_id("clerk"), made.time.now())
    plain |= _imports(session, made, user_id("clerk"))
    session.rollback()

    def address(line: dict[str, str]) -> str:
        rule, endpoint = line["rule"], line["endpoint"]
        model = next((m for m in MATTERS if f"/{m.slug}/" in rule), None)
        values = {"form": "csv", "kind": "extension"}
        if model is None:
            return "".join(_filled(rule, values | plain.get(endpoint, {})))
        found = first_clock(model) if endpoint.endswith(".why") else first_step(model)
        values["name"] = found.name if found else "nothing"
        nothing = {"pk": NOWHERE, "file_id": NOWHERE, "letter_id": NOWHERE}
        values |= records.get((model.slug, line["record"]), nothing) | plain.get(endpoint, {})
        path = "".join(_filled(rule, values))
        if endpoint.endswith(".add") and line["record"] != "-":
            above = {f"{link}_id": other.slug for link, other in parents(model).items()}
            keys = {name: records.get((slug, line["record"]), nothing)["pk"] for name, slug in above.items()}
            path += f"?{urlencode(keys)}"
        return path

    return address


def _file(made, record) -> Attachment:
    """A file of a record nobody adds any to."""
    kept = made.files.put(io.BytesIO(b"text"), "txt")
    about = {"name": "a.txt", "purpose": "other", "media_type": "text/plain", "size": kept.size}
    now = made.time.now()
    return Attachment(record_id=record.id, sha256=kept.sha256, key=kept.key, added_at=now, **about)


def _lists(session, clerk: int, now: datetime) -> dict[str, dict[str, object]]:
    """A saved filter of the clerk in each list, and what became of a step she took there of many records."""
    found: dict[str, dict[str, object]] = {}
    for model in MATTERS:
        matter = model.__name__
        saved = SavedFilter(user_id=clerk, matter=matter, name="全部", asked={"state": "all"})
        step = next(iter(model.workflow.transitions))
        run = BulkStep(user_id=clerk, key=matter, matter=matter, step=step, chosen=[], begun_at=now)
        session.add_all([saved, run])
        session.commit()
        found |= {f"{matter}View.saved_{name}": {"pk": saved.id} for name in ("open", "edit", "delete")}
        found[f"{matter}View.bulk_done"] = {"pk": run.id}
    return found


def _plain(session, user_id, unit_id) -> dict[str, dict[str, object]]:
    """What addresses outside the matters name."""
    lent = Delegation(
        principal_id=user_id("clerk"),
        deputy_id=user_id("clerk2"),
        since=date(2026, 3, 1),
        until=date(2026, 3, 31),
        reason="出差",
    )
    session.add(lent)
    session.commit()
    clerk = user_id("clerk")
    post = session.scalars(select(Membership.id).where(Membership.user_id == clerk)).one()
    role = session.scalars(select(Role.id).where(Role.name == "clerk")).one()
    token = session.scalars(select(ApiToken.id)).one()
    row = session.scalars(select(TrailEntry.id).order_by(TrailEntry.id)).first()
    notice, hook = _told(session, clerk)
    rule = {"code": "InformationRequestFlow.answer_period", "profile": "seed-2020"}
    choices = ChoiceList(code="source", label="来源", choices="a 甲", retired="")
    field = ExtraField(
        matter="third_party", code="x_a", label="甲", kind="text", klass="internal", position=1
    )
    session.add_all([choices, field])
    session.commit()
    people = {key: {"pk": clerk} for key in ("show", "edit", "reset", "switch")}
    units = {key: {"pk": unit_id("land")} for key in ("show", "edit", "switch")}
    return {
        **{f"UsersView.{name}": values for name, values in people.items()},
        **{f"UnitView.{name}": values for name, values in units.items()},
        **{f"UnitEditView.{name}": values for name, values in units.items()},
        "ChoiceListView.edit": {"pk": choices.id},
        "FieldView.edit": {"pk": field.id},
        "FieldView.switch": {"pk": field.id},
        "OverviewView.system": {"slug": "information-requests"},
        "FieldView.add": {"slug": "third-parties"},
        "FieldView.preview": {"slug": "third-parties"},
        **{f"NoticeView.{name}": {"pk": notice} for name in ("open", "read")},
        **{f"WebhookView.{name}": {"pk": hook} for name in ("show", "edit", "renew", "test")},
        "PostsView.add": {"pk": clerk},
        "PostsView.end": {"pk": post},
        "TokenView.revoke": {"pk": token},
        "HoldersView.assign": {"pk": clerk},
        "HoldersView.rename": {"pk": role},
        "MenuView.arrange": {"pk": role},
        "DelegationView.revoke": {"pk": lent.id},
        "TrailView.show": {"pk": row},
        "CalendarView.year": {"year": 2026},
        "CalendarView.export": {"year": 2026},
        "CalendarEditView.day": {"day": "2026-03-03"},
        "RuleView.show": rule,
        "RuleEditView.enter": rule,
        "RuleEditView.switch": {"name": SWITCHES[0].name},
        **{f"{view}.{name}": {"pk": 1} for view in KEPT for name in ("show", "edit", "switch")},
        "LetterTextView.edit": {"kind": "answer", "place": "closing"},
        "LetterTextView.preview": {"kind": "answer"},
        "LinkView.first": {"token": "nosuch"},
        "portal.enterprise": {"code": "land"},
        "static": {"filename": "gov.js"},
        "frame.style": {"edition": version()},
    }


def _told(session, clerk: int) -> tuple[int, int]:
    """A notice of hers about the land bureau's request, and a program that is told."""
    record = session.scalars(select(InformationRequest.id).order_by(InformationRequest.id)).first()
    at = datetime(2026, 3, 2, tzinfo=UTC)
    notice = Notice(user_id=clerk, record_id=record, kind="waiting", key="k", created_at=at)
    hook = Webhook(label="OA", address="http://oa.example/", kinds=["overdue"], seed="0", created_at=at)
    session.add_all([notice, hook])
    session.commit()
    return notice.id, hook.id


def _imports(session, made, clerk) -> dict[str, dict[str, object]]:
    """A workbook of each matter that was sent and checked."""
    found = {}
    for model in MATTERS:
        key = made.files.put(io.BytesIO(b"text"), "xlsx").key
        about = {"asked_by_id": clerk, "asked_at": made.time.now(), "checked_at": made.time.now()}
        one = SheetImport(matter=model.slug, file_name="a.xlsx", returned_key=key, rows_wrong=1, **about)
        session.add(one)
        session.commit()
        for page in ("outcome", "returned", "discard"):
            found[f"{model.__name__}View.import_{page}"] = {"pk": one.id}
    return found


def _filled(rule: str, values: dict[str, object]) -> Iterator[str]:
    """The rule with its places filled; ``form`` of a draft is a name like any other."""
    for part in rule.replace(">", "<").split("<"):
        kind, colon, name = part.partition(":")
        if colon and kind in {"int", "string", "path"}:
            yield str(values[name])
        else:
            yield str(values["token"]) if part == "token" else part


# -- the walk -------------------------------------------------------------------------


def test_every_route_has_its_line(app):
    """Whoever adds a page says who may open it."""
    served = {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in METHODS
        if method in (rule.methods or ())
    }
    assert served == {(line["rule"], line["method"]) for line in lines()}


@pytest.mark.parametrize("model", [InformationRequest, ThirdParty, AgencyConsultation])
def test_what_is_told_of_a_matter_is_what_the_table_says(model):
    """A matter without lines is told from those of another: what is written by hand comes out the same."""
    table = written()
    by_hand = {tuple(line.values()) for line in lines_of(model, table)}
    assert by_hand
    assert {tuple(line.values()) for line in told(model, table)} == by_hand


def test_a_door_one_cannot_tell_about_is_written_by_hand():
    table = written()
    shown = next(line for line in table if line["endpoint"] == "InformationRequestView.show")
    with pytest.raises(AssertionError, match="by hand"):
        told(ThirdParty, [line | {"clerk": "403"} if line is shown else line for line in table])


def test_the_table_names_everybody():
    for line in lines():
        assert list(line) == ["rule", "endpoint", "method", "record", *EVERYBODY]


def visits(person: str) -> Iterator[list[dict[str, str]]]:
    """Groups of lines somebody tries without signing in anew: what stands by hand may sign her out.

    Of the matters whose lines are told, everybody tries every other one, so that each is tried by half of
    the people; ``make fuzz`` has everybody try all.
    """
    table = written()
    turn = EVERYBODY.index(person)
    yield from ([line] for line in table)
    for number, model in enumerate(further(table)):
        if EVERY_DOOR or (number + turn) % 2:
            yield told(model, table)


@pytest.mark.parametrize("person", EVERYBODY)
def test_everybody_gets_the_answer_of_the_table(app, person, doors, sign_in, made, program):
    wrong = []
    for group in visits(person):
        browser = app.test_client() if person == VISITOR else sign_in(person)
        caller = browser if person == VISITOR else program(person)
        token = "" if group[0]["method"] == "GET" and len(group) == 1 else token_of(browser)
        for line in group:
            path = doors(line)
            if path.startswith("/api/"):
                answer = caller.get(path) if line["method"] == "GET" else caller.post(path, json={})
            elif line["method"] == "GET":
                answer = browser.get(path, buffered=True)
            else:
                answer = browser.post(path, data={"csrf_token": token}, buffered=True)
            if str(answer.status_code) != line[person]:
                wrong.append((line["method"], path, line["record"], line[person], answer.status_code))
    assert wrong == [], wrong


def test_what_is_out_of_reach_looks_as_if_it_were_not_there():
    """A foreign record and none: the same code for everybody who does not see both bureaus, and never 200."""
    county = {"reviewer", "leader", "auditor"}
    everywhere = {model.slug: {role.name for role in model.workflow.seen_by} for model in MATTERS}
    by_door: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for line in lines():
        if line["record"] != "-":
            by_door.setdefault((line["rule"], line["method"]), {})[line["record"]] = line
    assert by_door
    for records in by_door.values():
        rule = records["none"]["rule"]
        sharing = next((roles for slug, roles in everywhere.items() if f"/{slug}/" in rule), set())
        for person in (p for p in PEOPLE if p.name not in county and not sharing & {*p.roles}):
            foreign = {"land": "health", "health": "land"}.get(person.unit)
            seen = [foreign] if foreign else ["land", "health"]
            for name in seen:
                assert records[name][person.name] == records["none"][person.name]
                # Who may register nothing at all is told so before the address is read.
                hidden = {"403", "404"} if rule.endswith("/new") else {"404"}
                assert records[name][person.name] in hidden


@pytest.mark.parametrize("person", [p.name for p in PEOPLE])
def test_every_step_is_for_who_holds_its_grant_and_sees_its_record(person, doors, sign_in, actor, session):
    """The steps of every matter, told from the declaration: 404 unseen, 403 without the grant."""
    who, browser = actor(person), sign_in(person)
    session.rollback()
    for model in MATTERS:
        view = f"{model.__name__}View"
        line = {"rule": f"/office/{model.slug}/<int:pk>", "endpoint": f"{view}.show", "record": "land"}
        base = doors(line)
        (hers,) = (p for p in PEOPLE if p.name == person)
        everywhere = {role.name for role in model.workflow.seen_by} & {*hers.roles}
        seen = who.may("can_see_county", model.__name__) or bool(everywhere) or hers.unit == "land"
        for step in model.workflow.transitions.values():
            code = browser.get(f"{base}/{step.name}").status_code
            if not seen or step.automatic:
                assert code == 404, step.name
            elif not who.may(step.permission, model.__name__):
                assert code == 403, step.name
            else:
                assert code == 200, step.name
