"""Acts and articles the way a Chinese official letter cites them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Act:
    """A law, regulation or local rule by its official Chinese name, book-title marks included."""

    name: str
    annex: int = 0
    """Of the county's notice; 0 for what is no part of it."""


REGULATION = Act("《中华人民共和国政府信息公开条例》")
"""State Council Decree 711, in force since 2019-05-15."""

NOTICE_ANNEX_1 = Act("《罗甸县信息发布管理制度》", annex=1)
"""罗府办发〔2020〕121号, annex 1."""

NOTICE_ANNEX_3 = Act("《罗甸县回应关切制度》", annex=3)
"""罗府办发〔2020〕121号, annex 3."""

NOTICE_ANNEX_6 = Act("《罗甸县政务公开监督考核制度》", annex=6)
"""罗府办发〔2020〕121号, annex 6."""
NOTICE_ANNEX_5 = Act("《罗甸县公共企事业单位办事公开工作制度》", annex=5)
"""罗府办发〔2020〕121号, annex 5."""

NOTICE_ANNEX_2 = Act("《罗甸县政策解读工作制度》", annex=2)
"""罗府办发〔2020〕121号, annex 2; in parts, not in articles."""

NOTICE_ANNEX_7 = Act("《罗甸县公开事项清单目录规范动态管理办法》", annex=7)
"""罗府办发〔2020〕121号, annex 7."""

NOTICE_ANNEX_8 = Act("《罗甸县依申请公开制度》", annex=8)
"""罗府办发〔2020〕121号, annex 8."""

NOTICE_ANNEX_9 = Act("《罗甸县网民留言（政民互动）工作制度》", annex=9)
"""罗府办发〔2020〕121号, annex 9."""

NOTICE_ANNEX_10 = Act("《罗甸县会议开放制度》", annex=10)
"""罗府办发〔2020〕121号, annex 10."""

NOTICE_ANNEX_11 = Act("《罗甸县重大行政决策预公开制度》", annex=11)
"""罗府办发〔2020〕121号, annex 11."""

RECONSIDERATION_LAW = Act("《中华人民共和国行政复议法》")
"""As revised in 2023, in force since 2024-01-01."""

LITIGATION_LAW = Act("《中华人民共和国行政诉讼法》")
"""As amended in 2017, in force since 2017-07-01."""

DECISION_RULES = Act("《重大行政决策程序暂行条例》")
"""State Council Decree 713, in force since 2019-09-01."""

FEE_RULES = Act("《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）")
"""In force since 2021-01-01."""


@dataclass(frozen=True)
class Article:
    """One provision: 条 ``number``, 款 ``paragraph``, 项 ``item``; 0 leaves that level out."""

    act: Act
    number: int = 0
    paragraph: int = 0
    item: int = 0

    @property
    def provision(self) -> str:
        """The place inside the act, such as 第三十六条第（三）项; empty for the act as a whole."""
        place = f"第{numeral(self.number)}条" if self.number else ""
        place += f"第{numeral(self.paragraph)}款" if self.paragraph else ""
        return place + (f"第（{numeral(self.item)}）项" if self.item else "")


def numeral(number: int) -> str:
    """Chinese numeral of 1 to 99, as articles are numbered; ValueError outside that range."""
    if not 1 <= number <= 99:
        raise ValueError(f"no article is numbered {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def cite(articles: Iterable[Article]) -> str:
    """One phrase for a list of provisions, each act named once, in the order given."""
    phrases = [
        act.name + "、".join(article.provision for article in group)
        for act, group in groupby(articles, key=lambda article: article.act)
    ]
    return "和".join(("、".join(phrases[:-1]), phrases[-1])) if len(phrases) > 1 else "".join(phrases)
