"""Planted values: what somebody may not read stands on no page, in no file and in no list she can reach.

What none has, 39: one classification of columns read by every door; proof is a walk of all of them with
values that occur nowhere else.
"""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models import MATTERS, Attachment, Delegation, FileText, SavedFilter, TrailEntry
from models.column import Class, declared
from models.roles import CLERK
from tests.county import PEOPLE
from tests.imports.conftest import IMPORT, ROW, workbook
from tests.records import BY_THE_ENGINE

INTERNAL = {"title": "PLANTED-TITLE", "content": "PLANTED-CONTENT", "purpose": "PLANTED-PURPOSE"}
PERSONAL = {"applicant": "APPLICANT-PLANTED", "phone": "PHONE-PLANTED", "email": "planted@example.org"}
SEALED = {"id_number": "522728-PLANTED", "agent_id_number": "AGENT-522728"}
ADDRESSEE = "ADDRESSEE-PLANTED"
IDENTITY = "IDENTITY-PAPER-PLANTED"
OPEN_FILE, NAMED_FILE = "OPENFILE-PLANTED", "NAMEDFILE-PLANTED"
"""What stands in a file that whoever sees the record may open, and in one that only who reads names may."""
EXTRA = {
    "x_remark": ("internal", INTERNAL),
    "x_guardian": ("personal", PERSONAL),
    "x_account": ("sealed", SEALED),
}
"""Extra fields, classed by an administrator: their values are planted with the others of their class."""
for _code, (_klass, _planted) in EXTRA.items():
    _planted[_code] = f"{_code.upper()}-PLANTED"
OF_A_CLASS = {klass: f"{klass.upper()}-COLUMN-PLANTED" for klass in Class}
"""What stands in every text column of that class, in one record of each matter."""
# What differs between engines is tried by the scope's own tests.
pytestmark = pytest.mark.any_engine

SHARED = "SHARED-AMONG-UNITS"
SENT = "SENT-BY-THE-CLERK"

READS_PERSONAL = {"clerk", "officer", "head", "secrecy", "both", "unit_head"}
READS_SEALED = {"officer", "head", "both"}
COUNTY = {"reviewer", "leader"}
AUDITOR = "auditor"
# Who holds the same roles in the same unit reads the same.
TWINS = {"clerk2", "head2"}
SEES = READS_PERSONAL | TWINS | COUNTY | {AUDITOR}
"""By hand: who belongs to the land bureau and holds a role, and who sees the county."""


@pytest.fixture
def planted(register, third_party, send, sign_in, session, user_id, extra_field):
    """A request of the land bureau with all, its third party, an identity paper; a filter of a clerk."""
    for code, (klass, _values) in EXTRA.items():
        extra_field(code, code, klass=klass)
    request = register(**INTERNAL, **PERSONAL, **SEALED, agent="AGENT-PLANTED")
    party = third_party(request, addressee=ADDRESSEE)
    pages = (request.id, party.id)
    mine = {"user_id": user_id("clerk"), "matter": "InformationRequest", "name": "FILTER-PLANTED"}
    session.add(SavedFilter(**mine, asked={"q": PERSONAL["applicant"]}))
    session.commit()
    file = (io.BytesIO(IDENTITY.encode()), "identity.txt")
    page = f"/office/information-requests/{pages[0]}/attachments"
    assert send(sign_in("clerk"), page, purpose="identity", file=file).status_code == 302
    for purpose, text in (("answer", OPEN_FILE), ("other", NAMED_FILE)):
        sent = (io.BytesIO(text.encode()), "file.txt")
        assert send(sign_in("clerk"), page, purpose=purpose, file=sent).status_code == 302
        session.rollback()
        file = session.scalars(select(Attachment).order_by(Attachment.id.desc()).limit(1)).one()
        told = {"record_id": file.record_id, "outcome": "read", "read_at": file.added_at}
        file.read = FileText(text=text, **told)
        session.commit()
    rows = (io.BytesIO(workbook([{**ROW, "申请人": SENT, "联系电话": None}])), f"{SENT}.xlsx")
    assert send(sign_in("clerk"), IMPORT, file=rows).status_code == 302
    session.rollback()
    return pages


@pytest.fixture
def sown(entered, session):
    """One record of each matter with a planted value in every column that takes one; its key by slug."""

    def told(model):
        columns = model.__mapper__.columns
        texts = {
            name: _planted_in(model, column.klass)
            for name, column in declared(model).items()
            if not column.code and name not in BY_THE_ENGINE and columns[name].type.python_type is str
        }
        return {name: text for name, text in texts.items() if name != "number"}

    found = {model.slug: entered(model, **told(model)).id for model in MATTERS}
    session.rollback()
    return found


def _planted_in(model, klass):
    """What is planted in columns of a class; clerks of all units share some matters, such as the scheme."""
    shared = CLERK in model.workflow.seen_by and klass in {Class.PUBLIC, Class.INTERNAL}
    return SHARED if shared else OF_A_CLASS[klass]


@pytest.fixture
def read_everything(app, planted, sown, sign_in, send, program, monkeypatch, session):
    """``read_everything("stranger")`` is the text of every page, file and answer she reaches, by address."""
    printed: list[str] = []

    def printer(markup, *_args, **_kwargs):
        printed.append(str(markup))
        return b"%PDF-1.7"

    monkeypatch.setattr("app.letters.render.pdf", printer)
    request, party = planted
    addresses = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "<" not in rule.rule and rule.endpoint != "static"
    ]
    words = ("PLANTED", "公开申", "522728", "OPENFILE", "NAMEDFILE")
    addresses += [f"/office/search/?q={word}" for word in words]
    addresses += ["/office/people/?q=a", "/office/why/?person=clerk&step=InformationRequest.accept&number=x"]
    for model in MATTERS:
        base = f"/office/{model.slug}"
        addresses += [f"{base}/export.{form}" for form in ("csv", "xlsx", "pdf")]
        addresses += [
            f"{base}/?q=PLANTED",
            f"{base}/?order=title",
            f"{base}/?state={model.workflow.initial.name}",
        ]
        addresses += [
            f"{base}/new?request_id={request}",
            f"{base}/import/1",
            f"{base}/import/1/returned.xlsx",
        ]
        view = next(v for v in app.appbuilder.baseviews if getattr(v, "model", None) is model)
        addresses += [f"{base}/?columns={','.join(view.offered_columns())}", f"{base}/saved/1"]
        rows = f"row={request}&row={party}"
        addresses += [f"{base}/bulk?step={step.name}&{rows}" for step in view.steps_together()]
        api = f"/api/v1/{model.slug}/"
        addresses += [f"{api}?q=PLANTED", f"{api}?order=title&state=all"]
        addresses += [f"{api}{pk}" for pk in (request, party, sown[model.slug])]
        # Of the request and the third party every page, and their keys under every other address.
        own = {"information-requests": [request], "third-parties": [party]}.get(model.slug, [])
        addresses += [f"{base}/{pk}" for pk in (request, party)]
        for pk in (*own, sown[model.slug]):
            addresses += [f"{base}/{pk}", f"{base}/{pk}/edit", f"{base}/{pk}/attachments/1"]
            addresses += [f"{base}/{pk}/letters/1.pdf", f"{base}/{pk}/preview/correction.pdf"]
            addresses += [f"{base}/{pk}/preview/third_party_inquiry.pdf"]
            addresses += [f"{base}/{pk}/period/{clock}" for clock in model.workflow.clocks]
            addresses += [f"{base}/{pk}/{step}" for step in model.workflow.transitions]
    addresses += [f"/office/trail/{n}" for n in range(1, 60)]

    def read(person):
        browser, caller, found = sign_in(person), program(person), {}
        for address in addresses:
            printed.clear()
            reader = caller if address.startswith("/api/") else browser
            answer = reader.get(address, buffered=True)
            book = answer.status_code == 200 and address.endswith(".xlsx")
            text = _cells(answer.data) if book else answer.get_data(as_text=True)
            found[address] = text + "".join(printed)
        for word in words:
            found[f"posted: {word}"] = send(browser, "/office/search/", q=word).text
        # What was searched for stands out in the midst of a value.
        return {address: re.sub("</?mark>", "", text) for address, text in found.items()}

    return read


def _cells(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content), read_only=False)
    return " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)


def where(pages, values):
    """The addresses on which one of the values stands."""
    return sorted({address for address, text in pages.items() for value in values if value in text})


@pytest.mark.parametrize("person", [p.name for p in PEOPLE if p.name not in SEES])
def test_who_does_not_see_the_record_finds_nothing_of_it(person, read_everything):
    pages = read_everything(person)
    everything = [*INTERNAL.values(), *PERSONAL.values(), *SEALED.values(), ADDRESSEE, IDENTITY, SENT]
    everything += [OPEN_FILE, NAMED_FILE]
    everything += OF_A_CLASS.values()
    # What she asked for stands in the box she asked in; nothing planted is only that word.
    assert where(pages, everything) == []


@pytest.mark.parametrize("person", sorted(COUNTY))
def test_who_sees_the_county_reads_no_personal_and_no_sealed_value(person, read_everything):
    pages = read_everything(person)
    assert where(pages, INTERNAL.values())
    assert "/office/search/?q=OPENFILE" in where(pages, [OPEN_FILE])
    assert where(pages, [*SEALED.values(), IDENTITY, OF_A_CLASS[Class.SEALED]]) == []
    personal = [*PERSONAL.values(), ADDRESSEE, "AGENT-PLANTED", SENT, NAMED_FILE, OF_A_CLASS[Class.PERSONAL]]
    # Names are read by who handles the matter, such as breaches, which the county office proposes.
    (roles,) = ({*one.roles} for one in PEOPLE if one.name == person)
    handles = {m.slug for m in MATTERS if roles & {role.name for role in m.workflow.handled_by}}
    assert [a for a in where(pages, personal) if not handles & {*a.split("/")}] == []


def test_the_auditor_reads_everything_and_the_trail_says_so(read_everything, session, user_id):
    """An auditor reads everything and changes nothing; each reading is told."""
    pages = read_everything(AUDITOR)
    assert where(pages, PERSONAL.values())
    assert where(pages, SEALED.values())
    assert where(pages, [SENT]) == []
    told = select(TrailEntry).where(TrailEntry.actor_id == user_id(AUDITOR), TrailEntry.action == "read")
    assert session.scalars(told).all()


@pytest.mark.parametrize("person", sorted(READS_PERSONAL - READS_SEALED))
def test_who_reads_names_reads_no_identity_papers(person, read_everything):
    pages = read_everything(person)
    assert where(pages, PERSONAL.values())
    assert where(pages, [NAMED_FILE]) == ["posted: NAMEDFILE"]
    assert where(pages, [*SEALED.values(), IDENTITY, OF_A_CLASS[Class.SEALED]]) == []
    # A workbook that was sent is its sender's alone.
    assert bool(where(pages, [SENT])) is (person == "clerk")


@pytest.mark.clause("A9.7")
@pytest.mark.parametrize("person", sorted(READS_SEALED))
def test_sealed_values_are_on_the_page_of_the_record_and_in_no_list_file_or_letter(person, read_everything):
    pages = read_everything(person)
    record = {a for a in pages if re.search(r"/\d+(/edit)?$", a)}
    found = where(pages, [*SEALED.values(), IDENTITY, OF_A_CLASS[Class.SEALED]])
    assert found
    assert set(found) <= record
    if person == "both":
        _notes_are_on_the_record_alone(pages)


def _notes_are_on_the_record_alone(pages):
    """附件9 第七条: in no list, file, letter, search or answer to a program; for who reads all else too."""
    found = where(pages, [OF_A_CLASS[Class.CONFINED]])
    assert any(re.fullmatch(r"/office/public-messages/\d+", address) for address in found)
    assert [a for a in found if not re.fullmatch(r"/office/public-messages/\d+(/(note|instruct))?", a)] == []


@pytest.mark.parametrize("model", MATTERS, ids=lambda model: model.slug)
def test_what_is_planted_in_each_matter_is_seen_by_who_may_read_it(model, sown, sign_in):
    """Else the tests above would find nothing of it for want of a place to find it on."""
    page = sign_in("officer").get(f"/office/{model.slug}/{sown[model.slug]}").text
    shown = {c.klass for c in declared(model).values() if not c.code and c.klass is not Class.PUBLIC}
    assert {klass for klass in shown if _planted_in(model, klass) in page} == shown


def test_a_deputy_uses_each_right_only_where_that_right_reaches(
    planted, sign_in, send, session, user_id, stored, form, made, program
):
    """She reads names in her own bureau; the leader she stands in for sees the county, without names."""
    session.add(
        Delegation(
            principal_id=user_id("leader"),
            deputy_id=user_id("stranger"),
            since=made.time.today(),
            until=made.time.today(),
            reason="出差",
        )
    )
    session.commit()
    deputy, page = sign_in("stranger"), f"/office/information-requests/{planted[0]}"
    answer = deputy.get(page)
    assert answer.status_code == 200
    assert INTERNAL["title"] in answer.text
    texts = [answer.text, deputy.get("/office/information-requests/export.csv", buffered=True).text]
    api = program("stranger").get(f"/api/v1/information-requests/{planted[0]}").text
    assert INTERNAL["title"] in api
    texts += [api, program("stranger").get("/api/v1/information-requests/").text]
    texts += [deputy.get(f"{page}/{rest}").text for rest in ("edit", "letters/1.pdf", "attachments/1")]
    for value in (*PERSONAL.values(), *SEALED.values(), IDENTITY):
        assert not [text for text in texts if value in text], value
    before = stored(planted[0]).version
    fields = form(title="别的题目", reason="更正", version=before, unit_id=None)
    assert send(deputy, f"{page}/edit", **fields).status_code in {403, 404}
    file = (io.BytesIO(b"text"), "a.txt")
    assert send(deputy, f"{page}/attachments", purpose="other", file=file).status_code in {403, 404}
    assert send(deputy, f"{page}/accept", version=before).status_code == 403
    assert stored(planted[0]).version == before
