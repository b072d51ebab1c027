"""The pages of the panel and their order in the menu."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app
from flask_appbuilder import AppBuilder
from flask_babel import lazy_gettext as _

from app.extensions import csrf
from app.parts import parts
from models.workflow import Label
from views import frame
from views.accounts import LinkView, LoginView, PasswordView, demand_new_password
from views.annual_report import AnnualReportView
from views.api.door import door_of
from views.assessment import (
    AssessmentView,
    IndicatorView,
    RectificationView,
    ScoreObjectionView,
    ScoreView,
    SelfReportView,
    SpotCheckView,
)
from views.calendar import CalendarView
from views.calendar_edit import CalendarEditView
from views.catalogue import CatalogueEditionView, DisclosureItemView, ItemChangeView
from views.checklists import ChecklistView
from views.choice_lists import ChoiceListView
from views.completeness import CompletenessView
from views.concern import ConcernView, ResponseConfirmationView, ResponseReleaseView
from views.consultation import ConsultationView, OpinionView
from views.decision import DecisionListView, MajorDecisionView
from views.delegations import DelegationView
from views.document import DocumentReferenceView, DocumentView, PaperDeliveryView
from views.drafts import DraftView
from views.enterprise import (
    EnterpriseCatalogueView,
    EnterpriseComplaintView,
    EnterpriseView,
    ServiceItemView,
)
from views.export_task import export
from views.fields import FieldView
from views.holders import HoldersView
from views.home import HomeView
from views.imports import tasks as imports
from views.information_officer import InformationOfficerView
from views.information_request import InformationRequestView
from views.inquiry import AgencyConsultationView, ThirdPartyView
from views.interpretation import (
    InterpretationPostingView,
    InterpretationView,
    InterpreterTaskView,
    InterpreterView,
)
from views.jobs import JobView
from views.letter_texts import LetterTextView
from views.matter import MatterView
from views.meeting import AgendaItemView, InvitationView, MeetingDutyView, OpeningPlanView, OpenMeetingView
from views.menu import MenuView
from views.message import PublicMessageView
from views.notice_choices import NoticeChoiceView
from views.notices import NoticeView
from views.open_day import OpenDayView, OpenDayYearView
from views.oversight import BreachView, InspectionView, TrainingView, UseRequestView
from views.overview import OverviewView
from views.portal import portal
from views.posts import PostsView
from views.profile import ProfileView
from views.publication import DestructionListView, FileLoanView, PublicationView
from views.publication_columns import ColumnEditView, ColumnView
from views.remedy_case import RemedyCaseView
from views.roles import RolesView
from views.rules import RuleView
from views.rules_edit import RuleEditView
from views.search import SearchView
from views.sensitive_words import SensitiveWordView
from views.setup import RolesSetupView, SetupView
from views.statistics import StatisticsView
from views.tokens import TokenView
from views.trail import TrailView
from views.units import UnitView
from views.units_edit import UnitEditView
from views.users import UsersView
from views.webhooks import WebhookView
from views.why import WhyView

MATTER_VIEWS: tuple[tuple[Label, tuple[type[MatterView], ...]], ...] = (
    (
        _("Annex 1"),
        (
            *(PublicationView, FileLoanView, DestructionListView, InformationOfficerView),
            *(InspectionView, BreachView, UseRequestView),
        ),
    ),
    (_("Annex 2"), (InterpretationView, InterpretationPostingView, InterpreterView, InterpreterTaskView)),
    (_("Annex 3"), (ConcernView, ResponseConfirmationView, ResponseReleaseView, TrainingView)),
    (_("Annex 4"), (DocumentView, DocumentReferenceView, PaperDeliveryView)),
    (
        _("Annex 5"),
        (EnterpriseView, ServiceItemView, EnterpriseCatalogueView, EnterpriseComplaintView),
    ),
    (
        _("Annex 6"),
        (
            *(AssessmentView, IndicatorView, ScoreView, SelfReportView),
            *(SpotCheckView, ScoreObjectionView, RectificationView),
        ),
    ),
    (_("Annex 7"), (DisclosureItemView, ItemChangeView, CatalogueEditionView)),
    (_("Annex 8"), (InformationRequestView, ThirdPartyView, AgencyConsultationView, RemedyCaseView)),
    (_("Annex 9"), (PublicMessageView,)),
    (
        _("Annex 10"),
        (
            *(OpeningPlanView, OpenMeetingView, AgendaItemView, InvitationView, MeetingDutyView),
            *(OpenDayYearView, OpenDayView),
        ),
    ),
    (_("Annex 11"), (DecisionListView, MajorDecisionView, ConsultationView, OpinionView)),
    (_("Annual reports"), (AnnualReportView,)),
)
"""The matters as the menu groups them: one line a group."""

BEHIND: Mapping[type[MatterView], type[CompletenessView]] = {ServiceItemView: CompletenessView}
"""Pages that stand in the menu behind a matter, for they show its records otherwise than its list."""

PROGRAM_CALLS = "600 per minute"
"""What one address may ask of the API, with whatever token."""

PUBLIC_POSTS = "10 per minute"
"""What one address may send to the portal without an account."""

WITHOUT_MENU = (
    LoginView,
    LinkView,
    PasswordView,
    ProfileView,
    NoticeChoiceView,
    NoticeView,
    HomeView,
    SearchView,
    StatisticsView,
    DraftView,
    PostsView,
    DelegationView,
    UnitEditView,
    CalendarEditView,
    RuleEditView,
    ColumnEditView,
    ChoiceListView,
)

ADMINISTRATION = (
    (UnitView, _("Units")),
    (CalendarView, _("Official calendar")),
    (RuleView, _("Periods and rules")),
    (LetterTextView, LetterTextView.label),
    (ChecklistView, ChecklistView.label),
    (SensitiveWordView, SensitiveWordView.label),
    (ColumnView, ColumnView.label),
    (MenuView, MenuView.label),
    (FieldView, FieldView.label),
    (UsersView, _("People")),
    (HoldersView, _("Who holds which role")),
    (RolesView, _("Roles and permissions")),
    (RolesSetupView, _("Roles and permissions as a file")),
    (SetupView, SetupView.label),
    (TokenView, TokenView.label),
    (WhyView, _("Why can or can't she?")),
    (TrailView, _("Trail")),
    (JobView, _("Background tasks")),
    (WebhookView, WebhookView.label),
)


def register(builder: AppBuilder) -> None:
    """Add every page; a page whose grants somebody lacks does not show in her menu."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    frame.install(app)
    parts(app).jobs.know(export, *imports.TASKS)
    app.before_request(demand_new_password)
    app.register_blueprint(portal)
    builder.sm.limiter.limit(PUBLIC_POSTS, methods=["POST"])(portal)
    for page in WITHOUT_MENU:
        builder.add_view_no_menu(page)
    served = []
    builder.add_view_no_menu(OverviewView(MATTER_VIEWS))
    for place, (group, members) in enumerate(MATTER_VIEWS):
        about = {"category": f"matters {place}", "category_label": group}
        for view in members:
            served.append(builder.add_view(view, view.__name__, label=view.model.workflow.label, **about))
            if (behind := BEHIND.get(view)) is not None:
                builder.add_view(behind, behind.__name__, label=behind.label, **about)
    door = door_of(served)
    # A forged form carries cookies, and this door looks at none.
    csrf.exempt(door)
    app.register_blueprint(door)
    builder.sm.limiter.limit(PROGRAM_CALLS)(door)
    for view, label in ADMINISTRATION:
        builder.add_view(
            view, view.__name__, label=label, category="administration", category_label=_("Administration")
        )
