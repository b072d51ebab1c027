"""The letters of an information request (附件8, 条例第三十至三十七条); facts: ``models.letter_kind``."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.citation import (
    NOTICE_ANNEX_8,
    REGULATION,
    Article,
)
from models.letter_form import NO_CLOSING, OPENING, WHERE_TO_ASK, LetterKind, Place
from models.outcome import Reply
from models.remedy import RECONSIDER_OR_SUE

EVERY_LETTER = (
    "number",
    "date",
    "profile",
    "unit.name",
    "unit.address",
    "unit.phone",
    "record.number",
    "record.received_on",
)
_TO_THE_APPLICANT = (*EVERY_LETTER, "record.applicant", "record.content")
# The third party learns what is asked about it, never who asks nor in which words (条例第三十二条).
_TO_THE_THIRD_PARTY = (*EVERY_LETTER, "record.third_party.name", "record.third_party.question")


def _article(number: int, paragraph: int = 0, item: int = 0) -> Article:
    return Article(REGULATION, number, paragraph, item)


def _annex(number: int, item: int = 0) -> tuple[Article, ...]:
    return (Article(NOTICE_ANNEX_8, number, item=item),)


RECEIPT = LetterKind(
    "receipt",
    _("Receipt of a request"),
    "receipt.html",
    "公开受",
    (*_TO_THE_APPLICANT, "record.channel_label", "record.due_on", "unit.hours"),
    Reply("政府信息公开申请接收回执", (_article(31), _article(45)), _annex(5)),
    places=(
        OPENING,
        Place("progress", _("How to ask for the progress"), "查询办理情况，请提供登记编号。"),
        NO_CLOSING,
        Place(
            "contact",
            _("Where to ask"),
            "联系地址：{unit.address}；联系电话：{unit.phone}；办公时间：{unit.hours}。",
            needed=True,
        ),
    ),
)
CORRECTION = LetterKind(
    "correction",
    _("Notice to correct a request"),
    "correction.html",
    "公开补",
    (*_TO_THE_APPLICANT, "record.correction_items", "record.correct_by"),
    Reply("政府信息公开申请补正告知书", (_article(30),), _annex(9, 8)),
)
EXTENSION = LetterKind(
    "extension",
    _("Notice of a longer period"),
    "extension.html",
    "公开延",
    (
        *_TO_THE_APPLICANT,
        "record.extension_reason",
        "record.extension_days",
        "record.old_due_on",
        "record.due_on",
    ),
    Reply("政府信息公开申请延期答复告知书", (_article(33, 2),), _annex(10)),
)
THIRD_PARTY_INQUIRY = LetterKind(
    "third_party_inquiry",
    _("Inquiry to a third party"),
    "third_party_inquiry.html",
    "公开征",
    (*_TO_THE_THIRD_PARTY, "record.third_party.answer_by"),
    Reply("政府信息公开征求第三方意见书", (_article(32),), _annex(9, 5)),
    places=(OPENING, NO_CLOSING, WHERE_TO_ASK),
)
THIRD_PARTY_DECISION = LetterKind(
    "third_party_decision",
    _("Notice to a third party of disclosure in the public interest"),
    "third_party_decision.html",
    "公开告",
    (*_TO_THE_THIRD_PARTY, "record.third_party.override_reason"),
    Reply("政府信息公开告知书（第三方）", (_article(15), _article(32)), _annex(9, 5)),
    RECONSIDER_OR_SUE,
)
ANSWER = LetterKind(
    "answer",
    _("Answer"),
    "answer.html",
    "公开复",
    (*_TO_THE_APPLICANT, "record.outcome"),
    None,
)
