"""The fixed choices of the application form and the annual report (附件8; 国办公开办函〔2021〕30号)."""

from flask_babel import lazy_gettext as _

APPLICANT_KINDS = {
    "natural_person": _("Natural person"),
    "business": _("Business"),
    "research": _("Research institution"),
    "welfare": _("Social welfare organisation"),
    "legal_service": _("Legal service organisation"),
    "other_organisation": _("Other organisation"),
}
"""The six applicant columns of the annual report's table 2."""

CHANNELS = {
    "web": _("Web"),
    "counter": _("In person"),
    "registered_post": _("Registered post"),
    "post": _("Ordinary post"),
    "fax": _("Fax"),
    "email": _("E-mail message"),
    "oral": _("Orally, written down here"),
}

ID_KINDS = {
    "resident_card": _("Resident identity card"),
    "passport": _("Passport"),
    "permit": _("Travel or residence permit"),
    "credit_code": _("Unified social credit code"),
    "other": _("Other document"),
}

FORMS_WANTED = {
    "paper": _("Paper copy"),
    "electronic": _("Electronic file"),
    "inspection": _("Inspection on the spot"),
    "disk": _("Disk"),
}

DELIVERIES = {
    "online": _("Over the internet"),
    "email": _("By e-mail"),
    "post": _("By post"),
    "pickup": _("Collected in person"),
    "fax": _("By fax"),
}

UNREACHABLE = ("fax",)
"""Ways an answer cannot be asked for: the form has no place for a fax number."""
