"""The words public enterprises are registered and supervised with: sectors, contents, channels (附件5)."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select

from models.roles import CLERK, ENTERPRISE_CLERK, LINE_AUTHORITY
from models.unit import Unit

ENTERERS = (ENTERPRISE_CLERK, CLERK)
"""An enterprise's own people; the clerk of its line authority enters for one that has no account yet."""

HANDLERS = (ENTERPRISE_CLERK, LINE_AUTHORITY)
"""Who works on what concerns an enterprise, besides the roles every unit has."""

SECTORS = {
    "education": _("Education"),
    "health": _("Medical care and health"),
    "family_planning": _("Family planning services"),
    "water": _("Water supply"),
    "power": _("Power supply"),
    "gas": _("Gas supply"),
    "environment": _("Environmental protection"),
    "transport": _("Public transport"),
    "other": _("Other public service"),
}
"""附件5 第二条."""

FORMS = {
    "institution": _("Public institution: files with the superior administrative department"),
    "company": _("Enterprise: files with the line authority"),
}
"""附件5 第十条第二款: with whom the catalogue is filed."""

CONTENTS = {
    "about": _("1 Name, functions, scope of service, offices, leaders and duties"),
    "elements": _("2 Items disclosed, with their elements"),
    "charges": _("3 Items, basis and standards of charges"),
    "promises": _("4 Services promised, standards, liability for breach"),
    "changes": _("5 Changes, plans and schemes that affect people's lives"),
    "concerns": _("6 Answers to main concerns, what became of suggestions"),
    "supervision": _("7 Phones, windows and mailboxes for supervision, social supervisors"),
    "discipline": _("8 Rules on breaches of discipline by staff, and how they were handled"),
    "licences": _("9 Administrative licences: basis, conditions, time, papers to hand in"),
    "internal": _("10 Personnel, finance, construction and procurement, disclosed inside"),
}
"""The ten kinds of 附件5 第五条, in its order."""

IN_SHORT = {
    "about": _("Overview of the enterprise"),
    "elements": _("Items and elements"),
    "charges": _("Charges"),
    "promises": _("Promises"),
    "changes": _("Changes and plans"),
    "concerns": _("Main concerns"),
    "supervision": _("Supervision"),
    "discipline": _("Discipline"),
    "licences": _("Licences"),
    "internal": _("Disclosed inside"),
}
"""The same ten at the head of a table."""

STAGES = {
    "before": _("Before the decision"),
    "during": _("While it is carried out"),
    "after": _("When the result is there"),
    "standing": _("All the time"),
}
"""附件5 第三条第二款; what is no event is disclosed all the time."""

CHANNELS = {
    "portal": _("Portal of the county government"),
    "boards": _("Notice boards, electronic screens, reading rooms, places to take material"),
    "print": _("Documents, handbooks or service cards"),
    "centres": _("Government service centre, archives, library"),
    "media": _("Newspapers, radio, television"),
    "meetings": _("Discussion meetings, hearings, press conferences"),
    "phone": _("Enquiry phones, service desks, supervision phones"),
    "other_ways": _("Other ways the public easily learns of it"),
}
"""The eight channels of 附件5 第八条, in its order."""

WITHHELD_FOR = {
    "state_secret": _("State secret or state security"),
    "trade_secret": _("Trade secret"),
    "privacy": _("Personal privacy"),
    "forbidden": _("Forbidden by laws, regulations or rules"),
}
"""附件5 第六条."""

LINE, SECRECY = "line", "secrecy"
REFERRED_TO = {
    LINE: _("Line authority"),
    SECRECY: _("Secrecy authority of the county"),
}
"""附件5 第七条第三款."""

FAULTS = {
    "unlawful": _("Unlawful"),
    "unreasonable": _("Unreasonable"),
    "both": _("Unlawful and unreasonable"),
}
"""附件5 第十条第二款."""

COMPLAINT, REPORT, APPEAL = "complaint", "report", "appeal"
COMPLAINT_KINDS = {
    COMPLAINT: _("Complaint"),
    REPORT: _("Report of a breach"),
    APPEAL: _("Appeal to the line authority"),
}
"""附件5 第十四条; the appeal is the Regulation's (第五十五条)."""

COMPLAINT_CHANNELS = {
    "phone": _("Complaint phone"),
    "visit": _("In person"),
    "letter": _("By post"),
    "box": _("Suggestion box"),
    "fax": _("Fax"),
    "email": _("E-mail message"),
    "web": _("Web"),
    "forwarded": _("Forwarded by another body"),
}
"""附件5 第十五条第二款."""

FINDINGS = {
    "founded": _("Founded"),
    "partly": _("Founded in part"),
    "unfounded": _("Unfounded"),
}


def line_authorities() -> Select[Any]:
    """The units that may supervise an enterprise: neither divisions nor enterprises."""
    kinds = ("division", "enterprise")
    return select(Unit).where(Unit.active, Unit.kind.not_in(kinds)).order_by(Unit.code)


def enterprise_units() -> Select[Any]:
    """The units that are public enterprises."""
    return select(Unit).where(Unit.active, Unit.kind == "enterprise").order_by(Unit.code)
