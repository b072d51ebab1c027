"""The roles of the county (附件1, 4, 8). They seed grants; administrators change them in the browser."""

from flask_babel import lazy_gettext as _

from models.workflow import Role

CLERK = Role("clerk", _("Clerk"))
UNIT_HEAD = Role("unit_head", _("Unit head"))
OFFICE_REVIEWER = Role("office_reviewer", _("County office reviewer"))
PORTAL_LEADER = Role("portal_leader", _("County leader in charge of the portal"))
COUNTY_LEADER = Role("county_leader", _("County leader"))
LEGAL_REVIEWER = Role("legal_reviewer", _("Legality reviewer"))
SECRECY_REVIEWER = Role("secrecy_reviewer", _("Secrecy reviewer"))
DISCLOSURE_OFFICER = Role("disclosure_officer", _("Disclosure officer"))
DISCLOSURE_HEAD = Role("disclosure_head", _("Head of the disclosure body"))
LEADING_GROUP = Role("leading_group", _("Leading group office"))
LINE_AUTHORITY = Role("line_authority", _("Line authority"))
ENTERPRISE_CLERK = Role("enterprise_clerk", _("Enterprise clerk"))
SYSTEM_ADMINISTRATOR = Role("system_administrator", _("System administrator"))
SECURITY_ADMINISTRATOR = Role("security_administrator", _("Security administrator"))
AUDITOR = Role("auditor", _("Auditor"))

ROLES = (
    CLERK,
    UNIT_HEAD,
    OFFICE_REVIEWER,
    PORTAL_LEADER,
    COUNTY_LEADER,
    LEGAL_REVIEWER,
    SECRECY_REVIEWER,
    DISCLOSURE_OFFICER,
    DISCLOSURE_HEAD,
    LEADING_GROUP,
    LINE_AUTHORITY,
    ENTERPRISE_CLERK,
    SYSTEM_ADMINISTRATOR,
    SECURITY_ADMINISTRATOR,
    AUDITOR,
)

WHOLE_COUNTY = (OFFICE_REVIEWER, LEADING_GROUP, COUNTY_LEADER, PORTAL_LEADER, AUDITOR)
"""Roles that see every unit's records from the start."""

READS_PERSONAL = (CLERK, UNIT_HEAD, DISCLOSURE_OFFICER, DISCLOSURE_HEAD, SECRECY_REVIEWER, AUDITOR)
"""Roles that read names and contacts of the records they may see from the start; each reading is told."""

READS_SEALED = (DISCLOSURE_OFFICER, DISCLOSURE_HEAD, AUDITOR)

APART = (SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDITOR)
"""Separation of duties: nobody holds two of these."""
