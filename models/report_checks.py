"""The checks of an annual report: what its tables, its blanks and its text must answer for.

A report with a FAIL cannot be signed; an ASK wants an answer with a reason. What the form itself demands
fails (国办公开办函〔2021〕30号); what is merely usual is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _

from models.report_arithmetic import arithmetic, carried_over, consolidated, in_force
from models.report_content import Figures, Report
from models.report_finding import ASK, Check, Finding
from models.report_format import TITLES
from models.report_text import CLAIMS, mentions, reports_fee

LONGEST_SECTION_ONE = 1000
"""Characters section one should not exceed; blanks are none (国办公开办函〔2021〕30号)."""

# -- blanks and text ------------------------------------------------------------------

BLANK = Check(
    "blank",
    "table",
    _("No cell of tables 2 and 3 is blank"),
    _(
        "Table %(number)s has %(left)s blank cells, the first in “%(cell)s”."
        " Where there was nothing, write 0; otherwise say why they are blank."
    ),
    ASK,
)
CLAIM = Check(
    "text",
    "claim",
    _("The text says what the tables say"),
    _(
        "%(claim)s: the text says %(left)s (%(quote)s), the tables say %(right)s."
        " Correct one of them, or say why they differ."
    ),
    ASK,
)
CARRIED_CLAIM = Check(
    "text",
    "claim",
    CLAIM.label,
    _(
        "%(claim)s: the text says %(left)s (%(quote)s), which counts those carried over from last year too;"
        " the table has %(right)s new ones. Say so in the text, or correct the number."
    ),
    ASK,
)
TITLES_IN_ORDER = Check(
    "sections",
    "",
    _("The six sections are there, in their order and numbered"),
    _(
        "The sections are not the six of the form in their order: “%(title)s” is not where it should be."
        " Correct the titles and their numbers."
    ),
    ASK,
)
LENGTH = Check(
    "section_one",
    "",
    _("Section one has no more than 1000 characters"),
    _("Section one has %(left)s characters; it should have no more than %(right)s. Shorten it."),
    ASK,
)
PROBLEMS = Check(
    "section_five",
    "",
    _("Section five says what is wrong and what is done about it"),
    _("Section five is empty. Name this year's problems and what is done about them."),
    ASK,
)
FEE = Check(
    "section_six",
    "",
    _("Section six reports the processing fee that was collected"),
    _(
        "%(left)s yuan of processing fee were collected and section six does not say so."
        " The form demands that it is reported there: add a sentence."
    ),
)


def blanks(figures: Figures) -> Iterator[Finding]:
    """Whether tables 2 and 3 are filled in."""
    for number in (2, 3):
        table = f"table{number}"
        cells = figures.blanks(*(key for key in figures.format.cells if key.startswith(f"{table}.")))
        words = {"number": number, "cell": figures.format.cells[cells[0]].label if cells else ""}
        yield Finding(BLANK, table, BLANK.result(met=not cells), cells, len(cells), 0, words)


def claims(report: Report) -> Iterator[Finding]:
    """Whether the numbers of section one are those of the tables; where one of several agrees, it does.

    The others are then parts of it: received on the web, by one department.
    """
    said: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, number in report.claims.items():
        said[name].append((number, str(number)))
    for mention in mentions(report.sections[0].text) if report.sections else ():
        said[mention.claim].append((mention.number, mention.quote))
    figures = report.figures
    for name, claim in CLAIMS.items():
        if not said[name] or not claim.known(figures.format):
            continue
        right = figures.amount(*claim.cells)
        number, quote = next((found for found in said[name] if found[0] == right), said[name][0])
        every = figures.amount(*CLAIMS["received_incl_carried"].cells)
        check = CARRIED_CLAIM if name == "received" and number == every else CLAIM
        result, words = check.result(met=number == right), {"claim": claim.label, "quote": quote}
        yield Finding(check, name, result, claim.cells, number, right, words)


def sections(report: Report) -> Iterator[Finding]:
    """Whether the text keeps to the form; a report of which only the figures are known says nothing."""
    if not report.sections:
        return
    titles = tuple("".join(section.title.split()) for section in report.sections)
    wrong = next((title for place, title in enumerate(TITLES) if titles[place : place + 1] != (title,)), "")
    in_order = titles == TITLES
    yield Finding(
        TITLES_IN_ORDER, "", TITLES_IN_ORDER.result(met=in_order), words={"title": wrong or TITLES[-1]}
    )
    text = [section.text for section in report.sections] + [""] * len(TITLES)
    length = len("".join(text[0].split()))
    short = length <= LONGEST_SECTION_ONE
    yield Finding(LENGTH, "", LENGTH.result(met=short), left=length, right=LONGEST_SECTION_ONE)
    yield Finding(PROBLEMS, "", PROBLEMS.result(met=bool(text[4].strip())))
    if report.processing_fee is not None:
        told = not report.processing_fee or reports_fee(text[5])
        yield Finding(FEE, "", FEE.result(met=told), left=report.processing_fee)


# -- all of them ---------------------------------------------------------------------


def checked(
    report: Report, last: Figures | None = None, children: Mapping[str, Figures] | None = None
) -> tuple[Finding, ...]:
    """Every check there are facts for: last year's figures and the units' where they are known."""
    found = [*arithmetic(report.figures)]
    if last is not None:
        found += [*carried_over(report.figures, last), *in_force(report.figures, last)]
    if children is not None:
        found += consolidated(report.figures, children)
    return (*found, *blanks(report.figures), *claims(report), *sections(report))
