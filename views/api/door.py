"""The blueprint of the API: whoever knocks shows a token; no cookie, no session, no other site (ADR 0011)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, jsonify, request
from flask_babel import lazy_gettext as _

from app import storage
from app.access.actor import introduce
from app.access.bearer import actor_of
from app.extensions import db
from app.parts import parts
from views.api.document import ROOT, document
from views.api.matter import MatterApi
from views.api.problems import problem

OPEN = {"api.description"}
"""Answered without a token: it says nothing about any record."""


def door_of(views: Iterable[Any]) -> Blueprint:
    """The API of the matters these views declare the columns of."""
    door = Blueprint("api", __name__, url_prefix=ROOT)
    matters = [MatterApi(view) for view in views]
    for matter in matters:
        matter.route(door)

    @door.get("/openapi.json")
    def description() -> Response:
        return jsonify(document(matters, current_app.config["APP_NAME"]))

    door.before_request(_let_in)
    return door


def _let_in() -> None:
    """The owner of the token acts; a visitor, whatever cookies she sends, does not get in."""
    if request.endpoint in OPEN:
        return
    shown, session, made = request.authorization, db.session(), parts()
    secret = (shown.token or "") if shown is not None and shown.type == "bearer" else ""
    # Whoever is not let in stands in nobody's way: on SQLite there is one writer at a time.
    with storage.reading():
        actor = actor_of(session, secret, made.time.now(), g.request_id, made.write)
        due = actor.id is not None and made.credentials.must_change(session, actor.id)
        session.rollback()
    if actor.id is None:
        abort(problem(401))
    if due:
        abort(
            problem(
                403, _("The password of the token's owner is due for a change; until then it opens nothing.")
            )
        )
    introduce(actor)
