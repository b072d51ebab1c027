"""The words publications are registered with: origins, media, levels of secrecy (附件1)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.roles import CLERK, OFFICE_REVIEWER

KEEPERS = (CLERK, OFFICE_REVIEWER)
"""Who drafts, publishes, and keeps the files."""

FILED = ("A1.16",)
"""Files are registered, kept, lent and destroyed by the archive rules (附件1 第十六条)."""

GOVERNMENT, DEPARTMENT, REPOST = "government", "department", "repost"
INTERACTIVE, EMERGENCY = "interactive", "emergency"
ORIGINS = {
    GOVERNMENT: _("In the government's name"),
    DEPARTMENT: _("Information of a department"),
    REPOST: _("Reposted from elsewhere"),
    INTERACTIVE: _("For an interactive column"),
    EMERGENCY: _("Major emergency or sensitive matter"),
}
"""What decides who reviews and who approves (附件1 第十条)."""

CHAIN = {
    GOVERNMENT: "A1.10.1",
    DEPARTMENT: "A1.10.2",
    REPOST: "A1.10.3",
    INTERACTIVE: "A1.10.4",
    EMERGENCY: "A1.10.5",
}
"""The clause of each chain."""

MEDIA = {
    "text": _("Written text"),
    "picture": _("Picture"),
    "data": _("Data"),
    "audio": _("Audio"),
    "video": _("Video"),
    "link": _("Link"),
}
"""附件1 第一条."""

UNCLASSIFIED = "unclassified"
SECRECY_LEVELS = {
    UNCLASSIFIED: _("Not classified"),
    "work_secret": _("Work secret"),
    "confidential": _("Confidential (lowest level)"),
    "secret": _("Secret (middle level)"),
    "top_secret": _("Top secret"),
}
"""保守国家秘密法: whatever is classified stays out of here."""
