"""What holds for every request: tokens, methods, columns, hosts, headers, cookies, error pages."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.extensions import db
from models import InformationRequest
from tests.county import PEOPLE

ROOT = "/office/information-requests"
PERSONS = ("both", "sysadmin", "secadmin", "auditor")
"""Together they may open every page."""

HOSTILE = [
    *(
        "http://evil.example",
        "https://evil.example/x",
        "//evil.example",
        "///evil.example",
        "////evil.example",
    ),
    *("\\\\evil.example", "/\\evil.example", "\\/evil.example", "/\\/evil.example", "/\t/evil.example"),
    *("/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example", "/ /evil.example"),
    *(
        "http:evil.example",
        "http:/evil.example",
        "https:evil.example",
        "ftp://evil.example",
        "HTTP://evil.example",
    ),
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"),
    *(
        "http://127.0.0.1@evil.example",
        "http://localhost.evil.example",
        "//evil.example:80",
        "//[::1]",
        "?//e.x",
    ),
    *("evil.example", "evil.example/office/", ".evil.example", "@evil.example", ":80", "#//evil.example"),
    *("/\x00/evil.example", "/%09/evil.example\t", "//evil。example", "\u2028//evil.example"),
]


def paths(app):
    """The addresses without a place to fill in."""
    rules = [rule for rule in app.url_map.iter_rules() if "<" not in rule.rule]
    return sorted(rule.rule for rule in rules if "GET" in (rule.methods or ()))


def on_site(location):
    """Whether a browser that follows this address stays here."""
    return location is None or bool(re.fullmatch(r"/(?![/\\])[^\\\s]*", location))


# -- tokens and methods ---------------------------------------------------------------


@pytest.mark.any_engine
def test_no_form_is_taken_without_its_token(app, sign_in, worked, contents):
    """A browser's cookies open no address of programs at all."""
    request = worked()
    values = {"pk": request.id, "file_id": 1, "name": "pass_check", "form": "x", "day": "2026-03-03"}
    values |= {"code": "InformationRequestFlow.answer_period", "profile": "seed-2020", "token": "x"}
    before = contents()
    browsers = [sign_in(person) for person in PERSONS]
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], "x")), rule.rule)
        for browser in browsers:
            for token in ({}, {"csrf_token": ""}, {"csrf_token": "forged"}):
                code = browser.post(path, data={"reason": "x", **token}).status_code
                assert code == (401 if path.startswith("/api/") else 400), path
    assert contents() == before


@pytest.mark.any_engine
def test_looking_changes_nothing(app, sign_in, worked, contents):
    """All a GET or HEAD leaves is a row of the trail that somebody read or fetched something."""
    request = worked()
    pages = [f"{ROOT}/{request.id}", f"{ROOT}/{request.id}/edit", f"{ROOT}/{request.id}/period/answer_period"]
    pages += [f"{ROOT}/{request.id}/{step}" for step in request.workflow.transitions]
    pages += [f"{ROOT}/export.{form}" for form in ("csv", "xlsx")]
    before = contents()
    for person in PERSONS:
        browser = sign_in(person)
        for path in [*paths(app), *pages]:
            browser.get(path, buffered=True)
            browser.head(path, buffered=True)
    assert contents() == before


# -- columns --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "column", ["state", "number", "version", "id", "rules", "matter", "sealed_hash", "round"]
)
def test_a_column_that_is_no_field_is_not_written(sign_in, send, form, session, column):
    forged = {"state": "answered", "number": "罗自然资公开申〔2026〕9号", "matter": "third_party"}
    value = forged.get(column, "7")
    assert send(sign_in("clerk"), f"{ROOT}/new", **form(**{column: value})).status_code == 302
    session.rollback()
    row = session.scalars(select(InformationRequest)).one()
    assert str(getattr(row, column)) != value
    assert (row.state, row.number) == ("registered", "罗自然资公开申〔2026〕1号")


def test_a_step_writes_the_columns_it_asks_for_and_no_other(sign_in, send, register, stored):
    request = register()
    answer = send(
        sign_in("officer"),
        f"{ROOT}/{request.id}/accept",
        version=request.version,
        applicant="别人",
        outcome="granted",
        state="answered",
    )
    assert answer.status_code == 302
    now = stored(request.id)
    assert (now.state, now.applicant, now.outcome) == ("checking", "罗小满", None)


def test_somebody_elses_key_opens_no_record(sign_in, send, form, unit_id, session):
    """A key another unit used tells nothing about its record and makes no second one."""
    assert send(sign_in("clerk"), f"{ROOT}/new", **form(submission_key="key")).status_code == 302
    again = form(submission_key="key", unit_id=unit_id("health"), title="另一件")
    answer = send(sign_in("stranger"), f"{ROOT}/new", **again)
    assert answer.status_code == 409
    assert answer.location is None
    session.rollback()
    assert len(session.scalars(select(InformationRequest)).all()) == 1


@pytest.mark.any_engine
def test_no_page_carries_a_hash(app, sign_in, register):
    register()
    for person in PERSONS:
        browser = sign_in(person)
        for path in paths(app):
            content = browser.get(path, buffered=True).data
            assert not re.search(rb"scrypt:|pbkdf2:|token_hash|track_hash", content), path


# -- hosts and addresses --------------------------------------------------------------


@pytest.mark.parametrize("place", HOSTILE)
def test_no_answer_leads_off_the_site(sign_in, send, client, place):
    assert on_site(sign_in("clerk").get("/login/", query_string={"next": place}).location)
    assert on_site(send(client, "/language", locale="en", next=place).location)


def test_forty_hostile_addresses_are_tried():
    assert len(set(HOSTILE)) == 40


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_a_foreign_host_builds_no_address(client, header):
    answer = client.get("/office/", headers={header: "evil.example"})
    assert answer.status_code == (400 if header == "Host" else 302)
    assert "evil.example" not in answer.text + str(answer.headers)


def test_two_slashes_are_no_other_site(client):
    answer = client.get("/", environ_overrides={"PATH_INFO": "//evil.example/x"})
    assert answer.status_code in {308, 404}
    assert not re.search(r"""(href|action|src)=["']?[/\\]{2}""", answer.text)
    assert on_site((answer.location or "").removeprefix("http://localhost") or None)


# -- headers and pages ----------------------------------------------------------------


@pytest.mark.any_engine
def test_every_page_has_its_headers_and_no_script_of_its_own(app, sign_in, client, worked):
    request = worked()
    pages = [*paths(app), f"{ROOT}/{request.id}", f"{ROOT}/{request.id}/pass_check", "/nosuch"]
    nonces = []
    for browser in (client, *(sign_in(person) for person in PERSONS)):
        for path in pages:
            answer = browser.get(path, buffered=True)
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            assert answer.headers["X-Frame-Options"] == "DENY", path
            assert answer.headers["Referrer-Policy"] == "same-origin", path
            assert "no-store" in answer.headers["Cache-Control"], path
            if answer.mimetype == "text/html":
                nonces += re.findall(r"script-src 'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
                _looks_clean(answer.text, nonces[-1], path)
    assert len(nonces) == len(set(nonces)) > 100


def _looks_clean(page, nonce, path):
    for script in re.findall(r"<script\b[^>]*>", page):
        assert f'nonce="{nonce}"' in script, path
        assert " src=" in script, path
    assert not re.search(r"<[^>]+\s(on[a-z]+|style)\s*=", page), path
    assert not re.search(r"<style\b|javascript:|(src|href)=[\"']?(https?:)?//", page), path


def test_the_language_cookie_too_is_out_of_reach(client):
    cookie = client.get("/?lang=en").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("path", "method", "code"), [("/nosuch", "GET", 404), ("/healthz", "DELETE", 405), ("/", "TRACE", 405)]
)
def test_error_pages_are_ours(client, path, method, code):
    answer = client.open(path, method=method)
    assert answer.status_code == code
    assert 'lang="zh-CN"' in answer.text
    assert "Werkzeug" not in answer.text


def test_a_forbidden_page_is_ours(sign_in):
    answer = sign_in("clerk").get("/office/roles/")
    assert answer.status_code == 403
    assert 'lang="zh-CN"' in answer.text


def test_too_much_is_refused_by_a_page_of_ours(app, sign_in, register):
    answer = sign_in("clerk").post(
        f"{ROOT}/{register().id}/attachments", data={"file": "x" * (app.config["MAX_CONTENT_LENGTH"] + 1)}
    )
    assert answer.status_code == 413
    assert 'lang="zh-CN"' in answer.text


@pytest.mark.parametrize("path", ["/office/", f"{ROOT}/", "/office/search/?q=x", "/guide"])
def test_a_failing_database_shows_a_number_and_nothing_else(app, sign_in, monkeypatch, path):
    browser, asked = sign_in("clerk"), []

    def fail(statement, *_args, **_kwargs):
        asked.append(statement)
        raise OperationalError(str(statement), {}, ValueError("PLANTED-STACK"))

    monkeypatch.setattr(type(db.session()), "scalars", fail)
    answer = browser.get(path)
    assert asked
    assert answer.status_code == 500
    assert not re.search(r"SELECT|PLANTED-STACK|Traceback|sqlalchemy|File &#34;|site-packages", answer.text)
    assert re.search(r"\b[0-9a-f]{8}\b", answer.text)


def test_everybody_of_the_county_is_walked_somewhere():
    assert {p.name for p in PEOPLE} >= set(PERSONS)
