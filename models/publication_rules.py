"""What must hold of a publication, sentence by sentence (附件1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import object_session

from models.base import Record
from models.publication_column import PublicationColumn
from models.publication_terms import CHAIN, REPOST, UNCLASSIFIED
from models.publishable import publishable
from models.roles import CLERK
from models.workflow import Errors, Guard, Label, guard

# -- what is entered ------------------------------------------------------------------


def nothing_classified(_publication: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """涉密信息不得上网发布 (附件1 第九条); nor is it kept in a system that is connected to anything."""
    if values.get("secrecy_level") == UNCLASSIFIED:
        return {}
    return {
        "secrecy_level": _(
            "Nothing classified goes online, and nothing classified is entered here (annex 1, article 9)"
        )
    }


def source_is_named(_publication: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """The source is lawful and proper, and told (附件1 第五条)."""
    errors: dict[str, Label] = {}
    name, address = values.get("source_name"), values.get("source_url")
    if not name:
        errors["source_name"] = _("Name the source it comes from (annex 1, article 5)")
    if values.get("origin") == REPOST and not address:
        errors["source_url"] = _(
            "Say where what is reposted first appeared: address, or issue and page (annex 1, article 5)"
        )
    elif address and urlsplit(address.strip()).scheme.lower() not in {"", "http", "https"}:
        errors["source_url"] = _("Give an address that begins with http:// or https://")
    return errors


def source_may_be_published(publication: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """It comes from a record the reader sees, and from one that is for the public."""
    key, session = values.get("source_id"), object_session(publication)
    if key is None or session is None:
        return {}
    with session.no_autoflush:
        if session.scalar(publishable().where(Record.id == key)) is not None:
            return {}
    return {
        "source_id": _(
            "There is no such record among those you see that may be published; choose one from the list"
        )
    }


def column_takes_entries(publication: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Nothing new is published in a column that was taken out of use."""
    key, session = values.get("column_id"), object_session(publication)
    if key is None or session is None:
        return {}
    with session.no_autoflush:
        column = session.get(PublicationColumn, key)
    if column is not None and (column.active or column is publication.column):
        return {}
    return {"column_id": _("This column is not in use; choose another (annex 1, article 14)")}


# -- who may send it on its way ---------------------------------------------------------


@guard(
    _(
        "This unit has no serving information officer: report one to the county office first (annex 1, "
        "article 7)"
    ),
    clauses=("A1.6", "A1.7"),
    cleared_by=CLERK,
)
def unit_has_an_officer(publication: Any, today: date) -> bool:
    stored = object_session(publication) is not None
    return not stored or any(one.serves_on(today) for one in publication.officers)


_ELSEWHERE = {
    "government": _("It is in the government's name: office and portal leader decide (annex 1, article 10)"),
    "department": _("It is a department's: its own office and its head decide (annex 1, article 10)"),
    "repost": _(
        "It is reposted: site manager, office head and portal leader decide, in this order (annex 1, "
        "article 10)"
    ),
    "interactive": _("It is for an interactive column: editor, then portal leader (annex 1, article 10)"),
    "emergency": _("It is an emergency: portal leader, then county leader (annex 1, article 10)"),
}


def only(*origins: str) -> tuple[Guard, ...]:
    """Guards that leave a step to the chains of these origins, each other one told by its own sentence."""
    return tuple(_not(origin) for origin in CHAIN if origin not in origins)


def _not(origin: str) -> Guard:
    @guard(_ELSEWHERE[origin], clauses=(CHAIN[origin],))
    def goes_another_way(publication: Any, _today: date) -> bool:
        return bool(publication.origin != origin)

    return goes_another_way


# -- going online -----------------------------------------------------------------------


def online_after_its_source(publication: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Nothing is online before what it comes from was settled."""
    day, source = answers.get("published_on"), publication.source
    ready = getattr(source, source.ready_on) if source is not None and source.ready_on else None
    if day and ready and day < ready:
        return {"published_on": _("This day lies before what it comes from was issued")}
    return {}


# -- the file afterwards ------------------------------------------------------------------


def list_is_open(publication: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """A file comes onto a list of its own unit that is being drawn up, and on one only (第十六条)."""
    key, session = answers.get("destruction_list_id"), object_session(publication)
    if key is None or session is None:
        return {}
    listed = session.get(Record, key)
    if listed is not None and _is_open(listed) and listed.unit_id == publication.unit_id:
        return {}
    return {
        "destruction_list_id": _("Choose a list of this unit that is being drawn up (annex 1, article 16)")
    }


@guard(_("It stands on no list that is being drawn up"), clauses=("A1.16",))
def stands_on_an_open_list(publication: Any, _today: date) -> bool:
    return publication.destruction_list is not None and _is_open(publication.destruction_list)


def _is_open(listed: Any) -> bool:
    return bool(listed.state == listed.workflow.initial.name)
