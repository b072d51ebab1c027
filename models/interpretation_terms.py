"""The words interpretations are planned and published with: forms, sections, channels (附件2 二、三、四)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

FORMS = {
    "article": _("Commentary"),
    "questions": _("Questions and answers"),
    "online": _("Online interview"),
    "media": _("Interview with the media"),
    "press": _("Answers to journalists"),
    "conference": _("Press conference"),
    "chart": _("Chart or picture"),
    "digital": _("Digital presentation"),
    "audio": _("Audio"),
    "video": _("Video"),
    "other_form": _("Another form"),
}
"""附件2 二."""

SECTIONS = {
    "background": _("Background"),
    "basis": _("Basis"),
    "aims": _("Aims and tasks"),
    "contents": _("Main contents"),
    "scope": _("Who and what it concerns"),
    "standards": _("Standards"),
    "procedure": _("How it is done"),
    "cautions": _("What to mind"),
    "keywords": _("Key words explained"),
    "benefits": _("What people gain by it"),
    "differences": _("What is new"),
}
"""附件2 三: what an interpretation mainly says, in its order; each is a column of the material."""

CHANNELS = {
    "portal": _("County government portal"),
    "wechat": _("WeChat account"),
    "weibo": _("Weibo account"),
    "app": _("News app"),
    "broadcast": _("Radio and television"),
    "newspaper": _("Newspaper"),
    "conference": _("Press conference"),
    "on_site": _("On site: hall, notice board, meeting"),
}

APPROVED = ("approved", "published", "offline")
"""The states of an interpretation whose material the unit's head approved."""

PLANNED = ("writing", "material_with_head", "legality_review", *APPROVED)
"""The states of an interpretation whose plan the unit's head approved."""
