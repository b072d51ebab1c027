"""The forms and letters of the other matters (附件1至7、9至11); their facts: ``models.letter_kind``."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.citation import (
    DECISION_RULES,
    NOTICE_ANNEX_1,
    NOTICE_ANNEX_2,
    NOTICE_ANNEX_3,
    NOTICE_ANNEX_5,
    NOTICE_ANNEX_6,
    NOTICE_ANNEX_7,
    NOTICE_ANNEX_8,
    NOTICE_ANNEX_9,
    NOTICE_ANNEX_10,
    NOTICE_ANNEX_11,
    REGULATION,
    Article,
)
from models.column import Class
from models.letter_form import NO_CLOSING, OPENING, WHERE_TO_ASK, LetterKind, Place
from models.outcome import Reply
from models.request_letters import EVERY_LETTER

DOCUMENT = LetterKind(
    "document",
    _("Official document"),
    "document.html",
    "",
    ("record.title", "record.body"),
    Reply(""),
    places=(),
    titled_by="title",
    klass=Class.INTERNAL,
)

INTERPRETATION_PLAN = LetterKind(
    "interpretation_plan",
    _("Interpretation plan"),
    "interpretation_plan.html",
    # Of its own: a plan that was taken back is approved, and printed, a second time.
    "解读案",
    (
        *("number", "date", "profile", "unit.name", "record.title", "record.focus", "record.planned_on"),
        *("record.forms_label", "record.channels_label", "record.sections_label"),
    ),
    Reply("政策解读方案", (Article(NOTICE_ANNEX_2),)),
    places=(),
    klass=Class.INTERNAL,
    # Approved before the document is numbered.
    goes_on=("document_number",),
)

CONCERN_FORM = LetterKind(
    "concern_form",
    _("Approval form of a response to a concern"),
    "concern_form.html",
    "关切审",
    (
        *("number", "date", "profile", "unit.name", "record.number", "record.title", "record.found_at"),
        *("record.source_label", "record.nature_label", "record.heat_label", "record.grade_label"),
        "record.content",
    ),
    # No law regulates it: the county's own rules are cited under every profile.
    Reply("罗甸县回应社会关切审批单", (Article(NOTICE_ANNEX_3, 2), Article(NOTICE_ANNEX_3, 6))),
    places=(),
    klass=Class.INTERNAL,
    goes_on=("signed", "confirmed_by", "channels"),
)

ITEM_CHANGE_FORM = LetterKind(
    "item_change_form",
    _("Application form for a change of the catalogue"),
    "item_change_form.html",
    "清单表",
    (
        *("number", "date", "profile", "unit.name", "record.number", "record.code", "record.title"),
        *("record.kind_label", "record.ground_label", "record.change_summary", "record.change_basis"),
        *("record.filled_by", "record.phone"),
    ),
    Reply("罗甸县政务公开事项清单、流程图变更信息申请表", (Article(NOTICE_ANNEX_7, 8),)),
    places=(),
    klass=Class.INTERNAL,
)
CATALOGUE = LetterKind(
    "catalogue",
    _("Catalogue of disclosure items"),
    "catalogue.html",
    "清单目录",
    ("number", "date", "profile", "unit.name", "record.title", "record.number", "record.effective_on"),
    Reply("政务公开事项清单目录", (Article(NOTICE_ANNEX_7, 10),)),
    places=(),
    klass=Class.PUBLIC,
)

_TO_WHOM_IT_CONCERNS = (*EVERY_LETTER, "record.category_label")

MESSAGE_HANDOVER = LetterKind(
    "message_handover",
    _("Handing-over sheet of a public message"),
    "message_handover.html",
    "留言交",
    (*_TO_WHOM_IT_CONCERNS, "record.content", "record.due_on"),
    # No law regulates messages: the county's own rules are cited under every profile.
    Reply("网民留言交办单", (Article(NOTICE_ANNEX_9, 4), Article(NOTICE_ANNEX_9, 6))),
    places=(OPENING, NO_CLOSING, WHERE_TO_ASK),
)
MESSAGE_REPLY = LetterKind(
    "message_reply",
    _("Reply to a public message"),
    "message_reply.html",
    "留言复",
    (*_TO_WHOM_IT_CONCERNS, "record.result", "record.reply"),
    Reply("网民留言办理答复", (Article(NOTICE_ANNEX_9, 5), Article(NOTICE_ANNEX_9, 6))),
    places=(
        OPENING,
        Place("closing", _("Closing line"), "感谢您对我县工作的关心和支持。"),
        WHERE_TO_ASK,
    ),
)

TOPIC_FORM = LetterKind(
    "topic_form",
    _("Topic form"),
    "topic_form.html",
    "议题审",
    (
        *("number", "date", "profile", "unit.name", "record.number", "record.title"),
        *("record.meeting_kind_label", "record.field_label", "record.nature_label", "record.unit_opinion"),
    ),
    Reply("会议开放议题审批表", (Article(NOTICE_ANNEX_10),)),
    places=(),
    klass=Class.INTERNAL,
)

DECISION_LIST = LetterKind(
    "decision_list",
    _("List of major decisions"),
    "decision_list.html",
    "决报",
    ("number", "date", "profile", "unit.name", "record.year"),
    Reply("重大行政决策事项目录", (Article(DECISION_RULES, 3, 3),), (Article(NOTICE_ANNEX_11, 5),)),
    places=(),
    klass=Class.INTERNAL,
)
ADOPTION_REPORT = LetterKind(
    "adoption_report",
    _("Adoption report"),
    "adoption_report.html",
    "采告",
    (
        *("number", "date", "profile", "unit.name", "unit.address", "unit.phone"),
        *("record.title", "record.opened_on", "record.closes_on", "record.report"),
    ),
    Reply("公开征求意见采纳情况公告", (Article(DECISION_RULES, 18),), (Article(NOTICE_ANNEX_11, 1),)),
    places=(OPENING, Place("closing", _("Closing line"), "特此公告。"), WHERE_TO_ASK),
    klass=Class.PUBLIC,
)

PUBLICATION_FORM = LetterKind(
    "publication_form",
    _("Registration form of a publication"),
    "publication_form.html",
    "信审",
    (
        *("number", "date", "profile", "unit.name", "record.number", "record.title", "record.origin_label"),
        *("record.media_label", "record.source_name", "record.secrecy_level_label", "record.secrecy_opinion"),
        *("record.published_on", "record.published_at", "record.entered_by"),
    ),
    Reply("信息发布审核登记表", (Article(NOTICE_ANNEX_1, 16),)),
    places=(),
    klass=Class.INTERNAL,
)
ASSESSMENT_CIRCULAR = LetterKind(
    "assessment_circular",
    _("Circular of the scores"),
    "assessment_circular.html",
    "考核通报",
    (
        *("number", "date", "profile", "unit.name", "unit.address", "unit.phone"),
        *("record.year", "record.title", "record.pass_mark", "record.noticed_on"),
    ),
    Reply("政务公开考核结果通报", (Article(NOTICE_ANNEX_6, 9, item=4), Article(NOTICE_ANNEX_6, 10))),
    places=(OPENING, NO_CLOSING, WHERE_TO_ASK),
    klass=Class.PUBLIC,
)
SCORE_SHEET = LetterKind(
    "score_sheet",
    _("Score sheet"),
    "score_sheet.html",
    "",
    ("number", "date", "profile", "unit.name", "record.year", "record.title", "record.total"),
    Reply("政务公开考核评分表", (Article(NOTICE_ANNEX_6, 7), Article(NOTICE_ANNEX_6, 9, item=3))),
    places=(),
    klass=Class.INTERNAL,
)
COMPLAINT_ANSWER = LetterKind(
    "complaint_answer",
    _("Written answer to a complaint"),
    "complaint_answer.html",
    "企诉复",
    (
        *(*EVERY_LETTER, "record.complainant", "record.content"),
        *("record.findings", "record.result", "record.answer"),
    ),
    Reply("投诉答复书", (Article(REGULATION, 55),), (Article(NOTICE_ANNEX_5, 15),)),
    places=(OPENING, Place("closing", _("Closing line"), "特此答复。"), WHERE_TO_ASK),
)
# No law regulates these catalogues: the county's own rules are cited under every profile.
_CATALOGUE_OF_ENTERPRISES = (Article(NOTICE_ANNEX_5, 10),)
CORRECTION_ORDER = LetterKind(
    "correction_order",
    _("Order to correct a catalogue"),
    "correction_order.html",
    "责改",
    (
        *("number", "date", "profile", "unit.name", "unit.address", "unit.phone"),
        *("record.title", "record.number", "record.filed_on"),
        *("record.fault_label", "record.faults_found", "record.correct_by"),
    ),
    Reply("责令改正通知书", _CATALOGUE_OF_ENTERPRISES),
    places=(OPENING, Place("closing", _("Closing line"), "特此通知。"), WHERE_TO_ASK),
    klass=Class.INTERNAL,
    issuer="authority",
)
ENTERPRISE_CATALOGUE = LetterKind(
    "enterprise_catalogue",
    _("Catalogue of a public enterprise"),
    "enterprise_catalogue.html",
    "办事目录表",
    ("number", "date", "profile", "unit.name", "record.title", "record.number", "record.effective_on"),
    Reply("办事公开目录", _CATALOGUE_OF_ENTERPRISES),
    places=(),
    klass=Class.PUBLIC,
)

INSPECTION_ORDER = LetterKind(
    "inspection_order",
    _("Notice to put right what an inspection found"),
    "inspection_order.html",
    "巡改",
    (
        *("number", "date", "profile", "unit.name", "unit.phone"),
        *("record.number", "record.title", "record.inspected_on", "record.place", "record.finding_label"),
        *("record.severity_label", "record.found", "record.fix_by"),
    ),
    # The county's own rules are cited under every profile: no law regulates them.
    Reply("巡查整改通知单", (Article(NOTICE_ANNEX_1, 12),)),
    places=(),
    klass=Class.INTERNAL,
    issuer="issuer",
)
BREACH_ORDER = LetterKind(
    "breach_order",
    _("Order to correct a breach"),
    "breach_order.html",
    "责改",
    (
        *("number", "date", "profile", "unit.name", "unit.address", "unit.phone"),
        *("record.number", "record.facts", "record.decision", "record.correct_by"),
    ),
    Reply(
        "责令改正通知书",
        (Article(NOTICE_ANNEX_5, 16), Article(NOTICE_ANNEX_6, 10), Article(NOTICE_ANNEX_8, 13)),
    ),
    places=(),
    klass=Class.INTERNAL,
    issuer="issuer",
)
