"""Who signed what a step leaves behind: a letter, a checklist."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from app.access.actor import Actor, Standing
from app.collaborators import Taken
from app.language import OFFICE_LANGUAGE


def signature(taken: Taken) -> str:
    """Who took the step; under a delegation the deputy and in whose place."""
    return named(taken.actor, taken.standing)


def named(deputy: Actor, principal: Standing) -> str:
    """Somebody acting under a standing: by her name, as a deputy also in whose place."""
    if principal.user_id == deputy.id:
        return deputy.name
    with force_locale(OFFICE_LANGUAGE):
        return str(_("%(deputy)s for %(principal)s", deputy=deputy.name, principal=principal.name))
