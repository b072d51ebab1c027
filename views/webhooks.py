"""Other programs that are told: entered, switched and tried out by the system administrator."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import abort, current_app, flash, redirect, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.access.accounts import AccountRefused
from app.notices import delivery
from app.notices.webhooks import Webhooks, secret_of
from app.parts import parts
from models.column import declared
from models.notice import KINDS, Webhook
from models.roles import SYSTEM_ADMINISTRATOR
from models.workflow import Label
from views import words
from views.administration import FILL_IN, AdministrationPage
from views.base import Crumb, signed_in
from views.forms import CleanText, key_of, options

WEBHOOKS = "can_webhooks"
ABOUT = declared(Webhook)


class WebhookForm(FlaskForm):
    """Where a program is told, and of what."""

    label = StringField(ABOUT["label"].label, [CleanText(), FILL_IN, Length(max=80)])
    address = StringField(ABOUT["address"].label, [CleanText(), FILL_IN, Length(max=400)])
    kinds = SelectMultipleField(
        ABOUT["kinds"].label,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    active = BooleanField(ABOUT["active"].label)
    version = HiddenField(validators=[Optional()])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.kinds.choices = options(*((kind.name, kind.label) for kind in KINDS.values()))


class WebhookView(AdministrationPage):
    """One page a program; the secret is on the page that answers its making, and on no other."""

    route_base = "/office/webhooks"
    default_view = "list"
    base_permissions = [WEBHOOKS]
    granted_to = (SYSTEM_ADMINISTRATOR,)
    permission_labels: ClassVar[dict[str, Label]] = {WEBHOOKS: _("Have other programs told")}
    label = _("Webhooks")

    @property
    def hooks(self) -> Webhooks:
        """What enters and changes them."""
        return Webhooks(parts().time.now, current_app.config["WEBHOOK_HOSTS"])

    def find(self, pk: int) -> Webhook:
        """The program, or 404."""
        return self.session.get(Webhook, pk) or abort(404)

    def _way(self, *further: Crumb) -> list[Crumb]:
        return self.crumbs((str(self.label), url_for("WebhookView.list")), *further)

    # -- looking ----------------------------------------------------------------------

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """All of them, and the hosts they may go to."""
        self.require(WEBHOOKS)
        return self.page(
            "gov/admin/webhooks.html",
            title=self.label,
            crumbs=self.crumbs((str(self.label), None)),
            hosts=words.listed(current_app.config["WEBHOOK_HOSTS"]),
            rows=[
                {
                    "label": hook.label,
                    "url": url_for("WebhookView.show", pk=hook.id),
                    "address": hook.address,
                    "active": hook.active,
                    "answer": _answer(hook),
                }
                for hook in self.hooks.all(self.session())
            ],
            add_url=url_for("WebhookView.add"),
        )

    @expose("/<int:pk>")
    @signed_in
    def show(self, pk: int) -> Any:
        """One of them and what came back last."""
        self.require(WEBHOOKS)
        hook = self.find(pk)
        return self.page(
            "gov/admin/webhook.html",
            title=hook.label,
            crumbs=self._way((hook.label, None)),
            active=hook.active,
            rows=[
                {"label": ABOUT["address"].label, "value": hook.address},
                {
                    "label": ABOUT["kinds"].label,
                    "value": words.listed(KINDS[kind].label for kind in hook.kinds if kind in KINDS),
                },
                {"label": gettext("Last answer"), "value": _answer(hook)},
            ],
            edit_url=url_for("WebhookView.edit", pk=pk),
            secret_url=url_for("WebhookView.renew", pk=pk),
            test_url=url_for("WebhookView.test", pk=pk),
        )

    # -- entering and changing --------------------------------------------------------

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """A further program; its secret is shown on the answer."""
        self.require(WEBHOOKS)
        form = WebhookForm()
        if form.validate_on_submit():
            try:
                hook = self.hooks.create(
                    self.session(),
                    self.actor,
                    label=form.label.data,
                    address=form.address.data,
                    kinds=form.kinds.data,
                )
                self.session.commit()
                return self._secret(hook)
            except AccountRefused as refused:
                self.say(form, refused)
        fields, back = ["label", "address", "kinds"], url_for("WebhookView.list")
        return self.short_form(gettext("New webhook"), form, fields, back, under=str(self.label))

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @signed_in
    def edit(self, pk: int) -> Any:
        """Correct it, or switch it on or off."""
        self.require(WEBHOOKS)
        hook = self.find(pk)
        form, back = WebhookForm(obj=hook), url_for("WebhookView.show", pk=pk)
        if form.validate_on_submit():
            try:
                self.hooks.change(
                    self.session(),
                    self.actor,
                    hook,
                    label=form.label.data,
                    address=form.address.data,
                    kinds=form.kinds.data,
                    active=form.active.data,
                    version=key_of(form.version.data),
                )
                self.session.commit()
                flash(gettext("Saved."), "success")
                return redirect(back)
            except AccountRefused as refused:
                self.say(form, refused)
        fields = ["label", "address", "kinds", "active"]
        return self.short_form(gettext("Change the webhook"), form, fields, back, under=hook.label)

    # -- the secret and a try ---------------------------------------------------------

    @expose("/<int:pk>/secret", methods=["GET", "POST"])
    @signed_in
    def renew(self, pk: int) -> Any:
        """Another secret, shown on the answer."""
        self.require(WEBHOOKS)
        hook, form = self.find(pk), FlaskForm()
        if form.validate_on_submit():
            self.hooks.renew(self.session(), self.actor, hook)
            self.session.commit()
            return self._secret(hook)
        return self.confirm_page(
            gettext("New secret"),
            form,
            effects=[gettext("What is sent from now on is signed with the new secret, at once.")],
            back=url_for("WebhookView.show", pk=pk),
            subject=hook.label,
            danger=True,
        )

    def _secret(self, hook: Webhook) -> str:
        title = gettext("The secret, this once")
        return self.page(
            "gov/token.html",
            title=title,
            crumbs=self._way((title, None)),
            label=hook.label,
            secret=secret_of(hook, current_app.config["SECRET_KEY"]),
            note=gettext(
                "Copy it into the other program now: it is shown nowhere again."
                " With it the program checks that a message comes from here."
            ),
            back_url=url_for("WebhookView.show", pk=hook.id),
        )

    @expose("/<int:pk>/test", methods=["POST"])
    @signed_in
    def test(self, pk: int) -> Any:
        """Send a message that only tries the way."""
        self.require(WEBHOOKS)
        delivery.try_out(parts().jobs, self.find(pk), self.actor)
        self.session.commit()
        flash(gettext("A test is on its way; the background tasks say how it went."), "info")
        return redirect(url_for("WebhookView.show", pk=pk))


def _answer(hook: Webhook) -> str:
    """What came back last, in words."""
    if hook.answered_at is None:
        return gettext("nothing sent yet")
    when = words.moment_text(hook.answered_at)
    if hook.answer == delivery.UNREACHED:
        return gettext("%(when)s: could not be reached", when=when)
    return gettext("%(when)s: answered with %(status)s", when=when, status=hook.answer)
