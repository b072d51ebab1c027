"""The words of a concern: where it was found, what it is, how grave, in which time (附件3)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.workflow import Period

SOURCES = {
    "portal": _("Mailbox of the government portal"),
    "hotline": _("Hotline 12345"),
    "weibo": _("Microblog"),
    "wechat": _("WeChat"),
    "video": _("Short videos"),
    "forum": _("Forum or community site"),
    "press": _("Press, radio or television"),
    "superior": _("Handed down by a superior authority"),
    "visit": _("Visits and letters"),
    "other": _("Other"),
}

NATURES = {
    "rumour": _("Rumour or false report"),
    "doubt": _("Doubt"),
    "misunderstanding": _("Misunderstanding"),
    "complaint": _("Dissatisfaction or demand"),
    "question": _("Wish for information"),
    "emergency": _("Major emergency"),
}
"""附件3 第四、五、九条: doubts and misunderstandings are caught, rumours dispelled, emergencies told of."""

HEATS = {"high": _("Widely discussed"), "medium": _("Spreading"), "low": _("Single voices")}

EMERGENCY = "emergency"
GRADES = {
    EMERGENCY: _("Major emergency"),
    "high": _("High risk"),
    "medium": _("Medium risk"),
    "low": _("Low risk"),
}

PERIODS = (
    Period(24, "hours", warn=6, case=EMERGENCY),
    *(Period(5, warn=1, case=grade) for grade in GRADES if grade != EMERGENCY),
)
"""The notice sets no time; an administrator changes these (附件3 第四条: a mechanism of response)."""

CHANNELS = {
    "portal": _("Government portal"),
    "microblog": _("Government microblog"),
    "wechat": _("Government WeChat account"),
    "broadcast": _("Radio and television"),
    "press": _("Newspapers"),
    "press_conference": _("Press conference"),
    "expert": _("Expert interpretation"),
    "interview": _("Interview with the media"),
}
"""附件3 第七、八、九条."""

ONLINE = frozenset({"portal", "microblog", "wechat"})
"""Channels on which what was published has an address."""

EXPERT = "expert"
SPOKEN = frozenset({"press_conference", EXPERT, "interview"})
"""Channels on which somebody speaks."""
