"""The disclosure catalogue on screen: items, applications to change them, editions."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from models import CatalogueEdition, DisclosureItem, ItemChange
from models.item_change import FILLED_IN, FORM, WHY
from models.item_change_rules import CHANGE, OFFICE, UNIT
from models.item_elements import CARD, CHART, SAID
from views.matter import MatterView
from views.record import Related

_CHANGED = ("number", "code", "title", "kind", "ground", "unit_id", "state")


class DisclosureItemView(MatterView):
    """附件7 第二条."""

    model = DisclosureItem
    list_columns = ("number", "level_one", "title", "unit_id", "update_time", "channels", "mode", "state")
    filters = ("unit_id", "mode", "audience", "flow_chart", "policy_card")
    form_sections = (
        (_("The ten elements"), ("unit_id", *SAID)),
        (_("Flow chart and policy card"), (*CHART, *CARD)),
    )
    sections = form_sections
    related = (Related("changes", ItemChange, ("number", "kind", "ground", "state", "caused_on"), "item_id"),)


class ItemChangeView(MatterView):
    """附件7 第五至九条."""

    model = ItemChange
    list_columns = ("number", "code", "title", "kind", "unit_id", "state", "caused_on", "due_on")
    filters = ("unit_id", "kind", "ground", "origin", "caused_on", "due_on")
    form_sections = (
        (_("The application"), ("unit_id", "origin", *WHY)),
        (_("The item: its ten elements (for a removal only its name)"), SAID),
        (_("Flow chart and policy card"), (*CHART, "flow_chart_reason", *CARD)),
        (_("The application form"), (*FORM, *FILLED_IN)),
    )
    sections = (*form_sections, (_("Examination"), ("unit_opinion", "edition_id")))

    def prefill(self, form: Any) -> None:
        """Who applies; begun from an item, what that item says now is what is corrected."""
        super().prefill(form)
        form.filled_by.data = self.actor.name
        propose = self.flow.transitions["propose"].permission
        form.origin.data = OFFICE if self.actor.may(propose, self.model.__name__) else UNIT
        key = request.args.get("item_id", "")
        found = self.session.get(DisclosureItem, int(key)) if key.isdecimal() and len(key) < 10 else None
        if found is None:
            return
        form.kind.data, form.code.data = CHANGE, found.number
        form.unit_id.data = form.unit_id.coerce(str(found.unit_id))
        for name in (*SAID, *CHART, *CARD):
            form[name].data = getattr(found, name)


class CatalogueEditionView(MatterView):
    """附件7 第十条."""

    model = CatalogueEdition
    list_columns = ("number", "title", "state", "effective_on", "published_on", "reported_on")
    filters = ("effective_on", "published_on")
    form_sections = ((_("The edition"), ("title", "unit_id")),)
    sections = (
        *form_sections,
        (_("Made public online"), ("effective_on", "published_on", "published_where")),
        (_("Report"), ("reported_to", "reported_on")),
    )
    related = (Related("changes", ItemChange, _CHANGED, ""),)
