"""The one instance of each extension; bound to the application in ``app.factory``."""

from __future__ import annotations

from flask_appbuilder.models.sqla.base import SQLA
from flask_wtf import CSRFProtect

db = SQLA(session_options={"autoflush": False})
csrf = CSRFProtect()
