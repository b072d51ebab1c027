"""Every refusal of the API: a problem object after RFC 9457, in the caller's language, never a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, json, request
from flask_babel import lazy_gettext as _

from models.workflow import Label

MEDIA_TYPE = "application/problem+json"
STALE, REFUSED = "urn:gongkai:stale", "urn:gongkai:refused"
"""The two kinds of 409: somebody was quicker; the step or registration is not possible now."""
WAIT = "60"
"""Seconds after which a rate limit lets a program in again; every limit here counts by the minute."""

SENTENCES: Mapping[int, tuple[Label, Label]] = {
    400: (_("This cannot be read"), _("Something in the address or in what was sent is not as documented.")),
    401: (
        _("Please sign in first."),
        _("Send a valid token as “Authorization: Bearer …”; its owner makes one on her profile page."),
    ),
    403: (
        _("Not yours to do"),
        _("The owner of this token holds no grant for this, or the token does not go so far."),
    ),
    404: (_("Not found"), _("There is nothing here, or nothing you may see.")),
    405: (_("Not possible this way"), _("This address knows other methods: the header Allow names them.")),
    409: (_("Not possible now"), _("Read the record again.")),
    413: (_("Too large"), _("Send less than a megabyte of JSON.")),
    415: (_("This cannot be read"), _("Send JSON, with the header “Content-Type: application/json”.")),
    429: (_("Too many tries"), _("Wait a minute and try again.")),
    500: (
        _("Something went wrong here"),
        _("Nothing was half-saved. Try again; if it happens again, report the number of the incident."),
    ),
    507: (_("The server's disk is full"), _("Nothing was saved. Tell the administrator, and send it again.")),
}
"""Title and detail of each code an operation may answer with."""


def problem(status: int, detail: Label = "", *, kind: str = "about:blank", **members: Any) -> Response:
    """The answer that says what is wrong and what to do; ``members`` with None are left out."""
    title, usual = SENTENCES.get(status, (_("This did not work"), ""))
    told = {name: value for name, value in members.items() if value is not None}
    body = {"type": kind, "title": str(title), "status": status, "detail": str(detail or usual), **told}
    answer = Response(json.dumps(body), status=status, mimetype=MEDIA_TYPE)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if status == 405:
        known = getattr(request.routing_exception, "valid_methods", None) or ()
        answer.headers["Allow"] = ", ".join(sorted(known))
    if status == 429:
        answer.headers["Retry-After"] = WAIT
    return answer


def field_errors(errors: Mapping[str, Iterable[Label]]) -> Response:
    """400: one or more sentences for each field or argument that will not do."""
    told = {name: [str(sentence) for sentence in sentences] for name, sentences in errors.items()}
    return problem(400, _("Correct the fields named below and send it again."), errors=told)
