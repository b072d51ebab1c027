"""The ways an information request can end: the result rows of the annual report's table 2.

One declaration per row (国办公开办函〔2021〕30号): its exact label in the report, the letter that tells the
applicant, the provisions it cites under either rule profile, the columns it needs, the remedy it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from flask_babel import lazy_gettext as _

from models.citation import FEE_RULES, NOTICE_ANNEX_8, REGULATION, Article
from models.remedy import (
    RECONSIDER_FIRST,
    RECONSIDER_FIRST_WHAT_IS_WITHHELD,
    RECONSIDER_ONLY,
    RECONSIDER_OR_SUE,
    RECONSIDER_OR_SUE_UNLESS_PROVIDED,
    Remedy,
)
from models.workflow import Label, Profile


@dataclass(frozen=True)
class Group:
    """A block of result rows; ``row`` is its key in exported reports, ``name_zh`` its head in the form."""

    row: str
    label: Label
    name_zh: str = ""


@dataclass(frozen=True)
class Reply:
    """The letter one outcome is told with.

    ``law`` and ``notice`` are the provisions of national law and of annex 8; ``needs`` the columns
    that must be filled before it can be printed. A reply with ``when`` is chosen if that column is filled.
    """

    title: str
    law: tuple[Article, ...] = ()
    notice: tuple[Article, ...] = ()
    needs: tuple[str, ...] = ()
    when: str | None = None

    def basis(self, profile: Profile) -> tuple[Article, ...]:
        """Provisions to cite: the local rules stand beside national law under ``seed-2020`` only."""
        return self.law + self.notice if profile is Profile.SEED_2020 else self.law


@dataclass(frozen=True)
class Outcome:
    """One result row; ``ordinal`` is its place inside a group of several rows, 0 if it stands alone."""

    code: str
    label: Label
    group: Group
    ordinal: int
    name_zh: str
    replies: tuple[Reply, ...]
    remedy: Remedy
    also: tuple[str, ...] = ()
    """Clauses of annex 8 that may end here although the letter does not cite them."""

    @property
    def row(self) -> str:
        """Key of the row in exported annual reports, such as ``denied_1``."""
        return f"{self.group.row}_{self.ordinal}" if self.ordinal else self.group.row

    @property
    def row_zh(self) -> str:
        """Label of the row, exactly as the State Council's form prints it."""
        return f"{self.ordinal}.{self.name_zh}" if self.ordinal else self.name_zh

    @property
    def clauses(self) -> tuple[str, ...]:
        """Clauses of annex 8 this outcome carries out, such as ``A8.9.4``."""
        cited = [f"A8.{article.number}.{article.item}" for reply in self.replies for article in reply.notice]
        return tuple(dict.fromkeys((*cited, *self.also)))

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column some reply of this outcome asks for, in the order of first mention."""
        asked = [(reply.when, *reply.needs) if reply.when else reply.needs for reply in self.replies]
        return tuple(dict.fromkeys(chain.from_iterable(asked)))

    def reply(self, record: Mapping[str, Any]) -> Reply:
        """The letter this record gets: the first whose ``when`` column is filled, else the last."""
        chosen = (reply for reply in self.replies if reply.when and record.get(reply.when))
        return next(chosen, self.replies[-1])

    def missing(self, record: Mapping[str, Any]) -> tuple[str, ...]:
        """Columns the letter needs and the record does not have yet."""
        return tuple(column for column in self.reply(record).needs if not record.get(column))


def _law(number: int, paragraph: int = 0, item: int = 0) -> Article:
    return Article(REGULATION, number, paragraph, item)


def _ninth(item: int) -> tuple[Article, ...]:
    return (Article(NOTICE_ANNEX_8, 9, item=item),)


GRANTED = Group("granted", _("Granted"))
PARTIAL = Group("partial", _("Partly granted"))
DENIED = Group("denied", _("Denied"), "不予公开")
UNABLE = Group("unable", _("Unable to provide"), "无法提供")
NOT_PROCESSED = Group("noproc", _("Not processed"), "不予处理")
OTHER = Group("other", _("Other handling"), "其他处理")

GROUPS = (GRANTED, PARTIAL, DENIED, UNABLE, NOT_PROCESSED, OTHER)

_REFUSED = _law(36, item=3)


def _denied(code: str, label: Label, ordinal: int, name_zh: str, ground: Article, item: int = 2) -> Outcome:
    reply = Reply("政府信息不予公开告知书", (ground, _REFUSED), _ninth(item), ("outcome_reason",))
    also = () if item == 2 else ("A8.9.2",)
    return Outcome(code, label, DENIED, ordinal, name_zh, (reply,), RECONSIDER_FIRST, also)


OUTCOMES = (
    Outcome(
        "granted",
        _("Granted"),
        GRANTED,
        0,
        "予以公开",
        (
            Reply("政府信息主动公开告知书", (_law(36, item=1),), _ninth(3), when="public_place"),
            Reply("政府信息予以公开告知书", (_law(36, item=2),), _ninth(1), ("answer_text",)),
        ),
        RECONSIDER_OR_SUE,
        also=("A8.9.5", "A8.9.6"),
    ),
    Outcome(
        "partial",
        _("Partly granted"),
        PARTIAL,
        0,
        "部分公开（区分处理的，只计这一情形，不计其他情形）",
        (Reply("政府信息部分公开告知书", (_law(37),), _ninth(4), ("answer_text", "outcome_reason")),),
        RECONSIDER_FIRST_WHAT_IS_WITHHELD,
        also=("A8.9.6",),
    ),
    _denied("denied_state_secret", _("State secret"), 1, "属于国家秘密", _law(14)),
    _denied("denied_other_law", _("Forbidden by another law"), 2, "其他法律行政法规禁止公开", _law(14)),
    _denied(
        "denied_three_securities",
        _("Endangers security or stability"),
        3,
        "危及“三安全一稳定”",
        _law(14),
    ),
    _denied("denied_third_party", _("Rights of a third party"), 4, "保护第三方合法权益", _law(15), item=5),
    _denied("denied_internal_affairs", _("Internal affairs"), 5, "属于三类内部事务信息", _law(16, 1)),
    _denied("denied_process_information", _("Process information"), 6, "属于四类过程性信息", _law(16, 2)),
    _denied("denied_enforcement_file", _("Law-enforcement file"), 7, "属于行政执法案卷", _law(16, 2)),
    Outcome(
        "denied_administrative_query",
        _("Registry query under a special law"),
        DENIED,
        8,
        "属于行政查询事项",
        (Reply("政府信息查询事项告知书", (_law(36, item=7),), needs=("outcome_reason", "public_place")),),
        RECONSIDER_ONLY,
    ),
    Outcome(
        "unable_not_held",
        _("Not held by this body"),
        UNABLE,
        1,
        "本机关不掌握相关政府信息",
        (
            Reply(
                "非本机关政府信息告知书",
                (_law(36, item=5),),
                _ninth(7),
                ("outcome_reason", "other_organ", "other_organ_contact"),
                when="other_organ",
            ),
            Reply("政府信息不存在告知书", (_law(36, item=4),), _ninth(7), ("search_record",)),
        ),
        RECONSIDER_OR_SUE,
    ),
    Outcome(
        "unable_needs_making",
        _("Would have to be made first"),
        UNABLE,
        2,
        "没有现成信息需要另行制作",
        (Reply("政府信息需加工分析告知书", (_law(38),), needs=("outcome_reason",)),),
        RECONSIDER_ONLY,
    ),
    Outcome(
        "unable_still_unclear",
        _("Still unclear after correction"),
        UNABLE,
        3,
        "补正后申请内容仍不明确",
        (Reply("政府信息无法提供告知书", (_law(30),), _ninth(8), ("outcome_reason",)),),
        RECONSIDER_OR_SUE,
    ),
    Outcome(
        "not_processed_petition",
        _("Petition, report or complaint"),
        NOT_PROCESSED,
        1,
        "信访举报投诉类申请",
        (Reply("信访投诉举报事项告知书", (_law(39, 1),), needs=("outcome_reason",)),),
        RECONSIDER_ONLY,
    ),
    Outcome(
        "not_processed_repeat",
        _("Repeated request"),
        NOT_PROCESSED,
        2,
        "重复申请",
        (Reply("政府信息公开申请不予重复处理告知书", (_law(36, item=6),), _ninth(10), ("earlier_answer",)),),
        RECONSIDER_OR_SUE_UNLESS_PROVIDED,
    ),
    Outcome(
        "not_processed_publication",
        _("Asks for a publication"),
        NOT_PROCESSED,
        3,
        "要求提供公开出版物",
        (Reply("公开出版物获取途径告知书", (_law(39, 2),), needs=("public_place",)),),
        RECONSIDER_ONLY,
    ),
    Outcome(
        "not_processed_excessive",
        _("Excessive without good reason"),
        NOT_PROCESSED,
        4,
        "无正当理由大量反复申请",
        (Reply("政府信息公开申请不予处理告知书", (_law(35),), needs=("outcome_reason",)),),
        RECONSIDER_OR_SUE,
    ),
    Outcome(
        "not_processed_reissue",
        _("Asks to certify or reissue what was obtained"),
        NOT_PROCESSED,
        5,
        "要求行政机关确认或重新出具已获取信息",
        (Reply("政府信息公开申请不予处理告知书", (_law(2),), needs=("outcome_reason",)),),
        RECONSIDER_OR_SUE,
    ),
    Outcome(
        "other_not_corrected",
        _("Not corrected in time"),
        OTHER,
        1,
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        (Reply("政府信息公开申请视为放弃告知书", (_law(30),), needs=("correction_items", "correct_by")),),
        RECONSIDER_OR_SUE,
        also=("A8.9.8",),
    ),
    Outcome(
        "other_unpaid",
        _("Fee not paid in time"),
        OTHER,
        2,
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        (
            Reply(
                "政府信息公开申请视为放弃告知书",
                (_law(42, 1), Article(FEE_RULES)),
                needs=("outcome_reason",),
            ),
        ),
        RECONSIDER_OR_SUE,
    ),
    Outcome(
        "other",
        _("Other"),
        OTHER,
        3,
        "其他",
        (
            Reply(
                "政府信息公开申请不予提供告知书",
                notice=_ninth(9),
                needs=("outcome_reason",),
                when="no_special_need",
            ),
            Reply("政府信息公开申请处理告知书", (_law(33),), needs=("outcome_reason",)),
        ),
        RECONSIDER_OR_SUE,
    ),
)

BY_CODE = {outcome.code: outcome for outcome in OUTCOMES}
