"""What somebody is told of, and how: one row a kind, one column a channel."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_wtf import FlaskForm

from app.access.accounts import shown_email
from app.notices.choices import choose, free, wanted
from models.notice import CHANNELS, KINDS
from views.administration import AdministrationPage
from views.base import signed_in


class NoticeChoiceView(AdministrationPage):
    """One's own choices."""

    route_base = "/office/profile/notices"
    default_view = "show"

    @expose("/", methods=["GET", "POST"])
    @signed_in
    def show(self) -> Any:
        """The choices as boxes; what nobody may switch off is ticked for good, and says why."""
        form, person = FlaskForm(), self.actor.id or 0
        if form.validate_on_submit():
            ticked = request.form.getlist("wanted")
            choose(self.session(), person, {(kind, channel) for kind, _dot, channel in map(_parted, ticked)})
            self.session.commit()
            flash(gettext("Saved."), "success")
            return redirect(url_for("NoticeChoiceView.show"))
        chosen = wanted(self.session(), [person])[person]
        title = gettext("What I am told of")
        return self.page(
            "gov/notice_choices.html",
            title=title,
            crumbs=self.crumbs((gettext("Profile"), url_for("ProfileView.show")), (title, None)),
            channels=CHANNELS.values(),
            rows=[
                {
                    "label": kind.label,
                    "boxes": [
                        {
                            "value": f"{kind.name}.{channel}",
                            "label": f"{kind.label}: {label}",
                            "column": label,
                            "ticked": (kind.name, channel) in chosen,
                            "free": free(kind, channel),
                            "offered": channel not in kind.never,
                        }
                        for channel, label in CHANNELS.items()
                    ],
                }
                for kind in KINDS.values()
            ],
            address=shown_email(self.session.get(User, person)),
            cancel_url=url_for("ProfileView.show"),
        )


def _parted(ticked: str) -> tuple[str, str, str]:
    return ticked.partition(".")
