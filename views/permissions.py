"""What a permission is called on screen: a step by its own label, a page's by the page's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from app.access.actor import READ_PERSONAL, READ_SEALED, REGISTER, SEE_COUNTY, SHARE
from app.access.grants import EDIT, EXPORT, IMPORT, LIST, SHOW, Grant
from models import MATTERS
from models.workflow import Label
from views.words import under

SHARED: dict[str, Label] = {
    LIST: _("See the list"),
    SHOW: _("See a record"),
    REGISTER: _("Register"),
    EDIT: _("Correct"),
    EXPORT: _("Export"),
    SHARE: _("Share saved filters with the unit"),
    IMPORT: _("Import from a workbook"),
    SEE_COUNTY: _("See the records of every unit"),
    READ_PERSONAL: _("Read names and contacts"),
    READ_SEALED: _("Read identity papers"),
}

Words = tuple[Label, str]
"""What a permission is called, and the clauses it follows from."""


def grouped(
    permissions: Mapping[int, Grant], views: Iterable[Any]
) -> list[tuple[Label, list[tuple[int, Words]]]]:
    """The permissions under the matter or page they belong to, steps in the order declared."""
    ids = {grant: pk for pk, grant in permissions.items()}
    groups: list[tuple[Label, list[tuple[int, Words]]]] = []
    for resource, title, lines in _known(views):
        found = [(ids[name, resource], words) for name, words in lines.items() if (name, resource) in ids]
        if found:
            groups.append((title, found))
    return groups


def label_of(grant: Grant, views: Iterable[Any]) -> str:
    """A grant in one line: what, and on which matter or page."""
    permission, resource = grant
    for name, title, lines in _known(views):
        if name == resource and permission in lines:
            return under(title, lines[permission][0])
    return f"{resource}: {permission}"


def _known(views: Iterable[Any]) -> list[tuple[str, Label, dict[str, Words]]]:
    """Resource, title and its permissions: matters first, then pages."""
    known: list[tuple[str, Label, dict[str, Words]]] = []
    for model in MATTERS:
        lines: dict[str, Words] = {name: (label, "") for name, label in SHARED.items()}
        for step in model.workflow.transitions.values():
            if not step.automatic:
                lines[step.permission] = (step.label, " ".join(step.clauses))
        known.append((model.__name__, model.workflow.label, lines))
    taken = {resource for resource, _title, _lines in known}
    for view in views:
        resource = str(view.class_permission_name)
        if resource in taken or not view.base_permissions:
            continue
        taken.add(resource)
        labels: Mapping[str, Label] = getattr(view, "permission_labels", {})
        title: Label = getattr(view, "label", resource)
        known.append((resource, title, {p: (labels.get(p, p), "") for p in sorted(view.base_permissions)}))
    return known
