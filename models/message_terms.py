"""The words of a public message: its channels, categories with their periods, and results (附件9)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.workflow import Period

CHANNELS = {
    "portal": _("Mailbox of the government portal"),
    "wechat": _("Official WeChat account"),
    "hotline": _("Forwarded by the 12345 hotline"),
    "leader_board": _("Message board for leaders"),
    "other": _("Other"),
}

CATEGORIES = {
    "consultation": _("Policy consultation"),
    "complaint": _("Complaint"),
    "help": _("Request for help"),
    "investigation": _("Needs investigation"),
    "difficult": _("Major or difficult"),
}

PERIODS = (
    Period(3, warn=1, case="consultation"),
    Period(7, warn=2, case="complaint"),
    Period(7, warn=2, case="help"),
    Period(10, warn=3, case="investigation"),
    Period(30, warn=15, case="difficult"),
)
"""附件9 第六条. Of two days, 5 to 7, 15 or 30, the shorter one warns and the longer one is the last."""

RESULTS = {
    "solved": _("Solved"),
    "planned": _("Taken into a plan"),
    "explained": _("Explained"),
    "not_ours": _("Not ours to handle"),
}
"""附件9 五(二)、第四条."""
