"""The laws matters follow besides the county's notice, each declared once."""

from flask_babel import lazy_gettext as _

from models.workflow import Law

OPENNESS = Law("ZF", _("Regulation on Open Government Information"), articles=56)
"""中华人民共和国政府信息公开条例, in force since 2019-05-15."""
