"""The words official documents are registered with: kinds, document words, attributes, grounds (附件4)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

PROACTIVE, ON_REQUEST, WITHHELD = "proactive", "on_request", "withheld"

ATTRIBUTES = {
    PROACTIVE: _("Proactive disclosure"),
    ON_REQUEST: _("Disclosure on request"),
    WITHHELD: _("Withheld"),
}
"""From the widest to the strictest; a document has exactly one of them (附件4 三)."""

NOTES = {PROACTIVE: "此件公开发布", ON_REQUEST: "此件依申请公开", WITHHELD: "此件不予公开"}
"""What stands in the note position (附件4 六)."""

OTHER_INFORMATION = ("brief", "statistics")
"""Government information that is no official document and has an attribute all the same (附件4 八)."""

KINDS = {
    "order": _("Order (document)"),
    "decision": _("Decision"),
    "announcement": _("Announcement"),
    "notice": _("Notice (document)"),
    "circular": _("Circular"),
    "report": _("Report (document)"),
    "request": _("Request for instructions"),
    "reply": _("Official reply"),
    "opinion": _("Opinion"),
    "letter": _("Letter (document)"),
    "minutes": _("Minutes"),
    "brief": _("Brief"),
    "statistics": _("Statistics"),
}
"""The eleven kinds of annex 4, then other government information (附件4 一、八)."""

UPWARD = ("report", "request")
"""What goes to a superior organ: not disclosed (附件4 三(一)), and printed with the name of who signs."""

WORDS = {
    "government": _("County government"),
    "government_letter": _("County government, letter"),
    "office": _("County government office (document word)"),
    "office_letter": _("County government office, letter"),
    "unit": _("This unit"),
    "unit_letter": _("This unit, letter"),
}
"""In whose name it is issued; the document word follows from it."""

OVER = ("cancelled", "repealed", "lapsed")
"""The states of a document that is interpreted no longer."""

OWN_WORDS = ("unit", "unit_letter")
"""Issued by the unit itself: its head signs, and the county office has no part in it."""

SUFFIXES = {
    "government": "发",
    "government_letter": "函",
    "office": "发",
    "office_letter": "函",
    "unit": "发",
    "unit_letter": "函",
}
"""Behind the word of the organ: 罗府办 issues 罗府办发 and 罗府办函."""

OF_THE_OFFICE, IN_A_WORD = "办公室", "办"
"""What the name and the word of a county government's office have more than the government's own."""

MARKED = "文件"
"""Behind the organ's name in the red mark; a letter has the name alone (GB/T 9704-2012, 7.2.4, 10.1)."""

URGENCIES = {"flash": _("Extra urgent"), "urgent": _("Urgent")}
URGENCY_MARKS = {"flash": "特急", "urgent": "加急"}

GROUNDS = {
    "14_secret": _("State secret (Regulation, article 14)"),
    "14_forbidden": _("Forbidden by law or administrative regulation (article 14)"),
    "14_security": _("Endangers security or stability (article 14)"),
    "15": _("Trade secret or privacy of others (article 15)"),
    "16_personnel": _("Internal: personnel (article 16 paragraph 1)"),
    "16_logistics": _("Internal: logistics (article 16 paragraph 1)"),
    "16_workflow": _("Internal: course of work (article 16 paragraph 1)"),
    "16_discussion": _("In the making: record of discussion (article 16 paragraph 2)"),
    "16_draft": _("In the making: draft (article 16 paragraph 2)"),
    "16_consultation": _("In the making: letter of consultation (article 16 paragraph 2)"),
    "16_request": _("In the making: request or report (article 16 paragraph 2)"),
    "16_enforcement": _("Law-enforcement file (article 16 paragraph 2)"),
}
"""Why something is not public under the Regulation of 2019, by article."""

ROLES_OF_REFERENCES = {
    "attachment": _("Attachment"),
    "cited": _("Cites"),
    "forwarded": _("Forwards"),
    "repeals": _("Repeals"),
}
"""What another text is to a document."""

CARRIED = ("attachment", "cited", "forwarded")
"""What a reader of the document reads with it (附件4 三(三))."""

PLACES = {
    "service_centre": _("Reading point in the service centre"),
    "archives": _("County archives"),
    "library": _("County library"),
    "other": _("Another place"),
}
"""Where people read documents on paper (附件4 七；条例第二十五条)."""
