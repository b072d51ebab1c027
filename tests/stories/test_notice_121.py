"""罗府办发〔2020〕121号 itself goes through annex 4, and its PDF says what the notice says."""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import date
from pathlib import Path

import pypdf
import pytest
from sqlalchemy import select

from app.engine import Unacceptable
from models import Counter, Document, Interpretation, Letter
from tests.stories.publications import publishing

__all__ = ["publishing"]

NOTICE = Path(__file__).parent / "notice-2020-121.txt"
"""As the county's portal shows it; the page around it is left out in reading."""

TITLE = "罗甸县人民政府办公室关于印发罗甸县信息发布管理制度等11项制度的通知"
OLD = "罗府办发〔2014〕174号"
OLD_TITLE = "罗甸县人民政府办公室关于印发罗甸县政府信息主动公开制度等13项制度的通知"


def lines():
    """The notice, line by line, from the addressees to its last sentence."""
    text = NOTICE.read_text("utf-8")
    text = text[text.index("各乡镇人民政府(") : text.index("上一篇:")]
    return [line for line in map(str.strip, text.splitlines()) if line]


def annexes():
    """Number, title and text of each of the eleven."""
    found: list[list[str]] = []
    for line in lines():
        if re.fullmatch(r"附件\d+:?", line):
            found.append([])
        elif found:
            found[-1].append(line)
    return [(title, "\n".join(text)) for title, *text in found]


def told(text):
    """A text without what layout and typing habits change: blanks, and the width of punctuation."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def printed(content):
    """The text of a PDF without its page numbers."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join(re.sub(r"—\d+—$", "", told(page.extract_text())) for page in pages)


@pytest.fixture
def former(session, unit_id, made):
    """The notice of 2014, taken over as it was kept before."""
    document = Document(
        number=OLD,
        title=OLD_TITLE,
        kind="notice",
        document_word="office",
        body="现印发给你们，请遵照执行。",
        unit_id=unit_id("office"),
        rules="seed-2020",
        state="published",
        attribute="proactive",
        issued_on=date(2014, 12, 1),
        opened_at=made.time.now(),
        closed_on=date(2014, 12, 1),
    )
    session.add(document)
    session.add(Counter(scope="罗府办发〔2020〕", value=120))
    session.commit()
    return document


@pytest.mark.clause("A4.1")
@pytest.mark.clause("A4.6")
@pytest.mark.clause("A4.7")
@pytest.mark.clause("A1.10.1")
def test_the_notice_is_drafted_signed_numbered_issued_and_repeals_the_one_before(
    clock, session, made, former, draft, carried, take
):
    clock.turn("2020-10-28")
    addressees, body, *_ = lines()
    notice = draft(title=TITLE, addressees=addressees.rstrip(":"), body=body)
    for title, text in annexes():
        carried(notice, cited_title=title, text=text)
    carried(notice, kind="repeals", cited_title=OLD_TITLE, cited_number=OLD, attribute=None)
    take(notice, "submit", "clerk", attribute="proactive")
    clock.turn("2020-10-30")
    take(notice, "approve", "unit_head")
    take(notice, "check", "reviewer")
    day = clock.turn("2020-11-02")
    take(notice, "sign", "leader", attribute="proactive", signer="岑北渡", signed_on=day)
    take(notice, "assign_number", "reviewer")
    assert notice.number == "罗府办发〔2020〕121号"
    assert former.state == "published"
    take(notice, "issue", "reviewer", issued_on=day)

    session.expire_all()
    assert (former.state, former.ended_on) == ("repealed", day)
    assert {reference.state for reference in notice.references} == {"effective"}
    assert [delivery.state for delivery in notice.deliveries] == ["owed"]
    # Twenty working days after Monday 2 November: 4 to the 6th, 15 in three weeks, one on Monday the 30th.
    assert notice.due_on == date(2020, 11, 30)

    letter = session.scalars(select(Letter).where(Letter.record_id == notice.id)).one()
    assert letter.number == notice.number
    said = printed(made.letters.lay_out(letter.html))
    expected = ["罗甸县人民政府办公室文件", notice.number, TITLE, addressees, body, "附件："]
    expected += [f"{n}.{title}" for n, (title, _text) in enumerate(annexes(), 1)]
    expected += ["罗甸县人民政府办公室", "2020年11月2日", "（此件公开发布）"]
    for n, (title, text) in enumerate(annexes(), 1):
        expected += [f"附件{n}", title, text]
    expected += ["罗甸县人民政府办公室", "2020年11月2日印发"]
    assert said == told("".join(expected))
    # Whatever the page of the portal says is in there, to the last sentence.
    assert len(annexes()) == 11
    assert said.count("自行废止") == 1


@pytest.mark.clause("A1.10.1")
@pytest.mark.clause("A2.4.1")
@pytest.mark.clause("A2.4.2")
@pytest.mark.clause("A2.4.4")
def test_the_notice_goes_online_and_is_explained_within_seven_working_days(
    clock, session, made, draft, carried, entered, take, publishing
):
    clock.turn("2020-10-28")
    addressees, body, *_ = lines()
    notice = draft(title=TITLE, addressees=addressees.rstrip(":"), body=body, policy_marks=("wide",))
    titles = [title for title, _text in annexes()]
    for title, text in annexes():
        carried(notice, cited_title=title, text=text)
    with pytest.raises(Unacceptable) as refused:
        take(notice, "submit", "clerk", attribute="proactive")
    assert list(refused.value.errors) == ["interpretation"]
    plan = {
        "title": TITLE,
        "focus": "十一项制度各管什么，群众怎么用。",
        "planned_on": date(2020, 11, 12),
        "forms": ("questions", "chart"),
        "channels": ("portal", "wechat"),
        "sections": ("contents", "differences"),
    }
    explained = entered(Interpretation, document=notice, **plan)
    take(explained, "submit_plan", "clerk")
    take(explained, "approve_plan", "unit_head")
    letter = session.scalars(select(Letter).where(Letter.record_id == explained.id)).one()
    said = printed(made.letters.lay_out(letter.html))
    for told_by_the_plan in ("政策解读方案", TITLE, plan["focus"], "2020年11月12日", "政策问答、图表图解"):
        assert told(told_by_the_plan) in said
    new = "原县政府信息主动公开制度等13项制度同时废止。"
    take(explained, "submit_material", "clerk", contents="\n".join(titles), differences=new)
    take(notice, "submit", "clerk", attribute="proactive")
    take(explained, "approve_material", "unit_head")
    take(notice, "approve", "unit_head")
    take(notice, "check", "reviewer")
    day = clock.turn("2020-11-02")
    take(notice, "sign", "leader", attribute="proactive", signer="岑北渡", signed_on=day)
    take(notice, "assign_number", "reviewer")
    take(notice, "issue", "reviewer", issued_on=day)
    publishing.name_officer()
    session.refresh(explained)
    (of_the_notice,), (of_its_explanation,) = notice.publications, explained.publications
    assert all(f"<p>{title}</p>" in of_its_explanation.body for title in titles)
    for publication in (of_the_notice, of_its_explanation):
        publishing.approve(publication)
    clock.turn("2020-11-09")
    publishing.publish(of_the_notice)
    session.refresh(explained)
    # Seven working days after Monday 9 November: four until Friday, three more are Wednesday the 18th.
    assert explained.due_on == date(2020, 11, 18)
    day = clock.turn("2020-11-12")
    publishing.publish(of_its_explanation)
    session.refresh(explained)
    assert (explained.state, explained.published_on) == ("published", day)


@pytest.mark.clause("A4.1")
def test_what_is_not_in_force_is_not_repealed_again(clock, session, former, draft, carried, take):
    clock.turn("2020-11-02")
    take(former, "enter_repeal", "reviewer", ended_on=date(2020, 10, 1), ended_by="黔府发〔2020〕9号")
    notice = draft(title=TITLE)
    reference = carried(notice, kind="repeals", cited_title=OLD_TITLE, cited_number=OLD, attribute=None)
    take(notice, "submit", "clerk", attribute="proactive")
    take(notice, "approve", "unit_head")
    take(notice, "check", "reviewer")
    signature = {"attribute": "proactive", "signer": "岑北渡", "signed_on": date(2020, 11, 2)}
    take(notice, "sign", "leader", **signature)
    take(notice, "assign_number", "reviewer")
    take(notice, "issue", "reviewer", issued_on=date(2020, 11, 2))
    session.expire_all()
    assert (former.ended_on, reference.state) == (date(2020, 10, 1), "effective")
