"""The words of files: found by who may open the file on that record, and by nobody else (附件1 第十七条)."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select, text

from app.access.actor import PROGRAM
from app.files import reading
from app.files.attaching import attach
from app.jobs.runner import Runner
from app.search import index
from models import FileText, InformationRequest, Job, SearchEntry
from tests.views.conftest import TOKEN


@pytest.fixture
def attached(app, made, session):
    """``attached(record, "answer", "words")``: a text file of that purpose, and the worker has read it."""

    def add(record, purpose, content, name="附件.txt"):
        sent = content if isinstance(content, bytes) else content.encode()
        attach(made, session(), record, name, io.BytesIO(sent), purpose, PROGRAM)
        session.commit()
        runner = Runner(app)
        while runner.next():
            pass
        session.rollback()
        session.expire_all()
        return record.attachments[-1]

    return add


@pytest.fixture
def request_row(register):
    return register()


@pytest.mark.clause("A1.17")
def test_words_of_a_file_are_found_by_who_may_open_it_there(request_row, attached, find, actor):
    attached(request_row, "answer", "造林一万亩")
    attached(request_row, "other", "联系人黄大妹")
    attached(request_row, "identity", "罗甸县身份证影印", "身份证.txt")
    found = {
        who: [bool(find(asked, actor(who))) for asked in ("造林一万", "黄大妹", "影印")]
        for who in ("clerk", "officer", "reviewer", "stranger", "sysadmin")
    }
    assert found == {
        "clerk": [True, True, False],
        "officer": [True, True, False],
        # Sees the county, and no names.
        "reviewer": [True, False, False],
        "stranger": [False, False, False],
        "sysadmin": [False, False, False],
    }
    # A name is no answer to a question that was not posted.
    assert find("黄大妹", actor("clerk"), names=False) == set()


@pytest.mark.clause("A1.17")
def test_words_of_record_and_file_are_found_together(request_row, register, attached, find, actor):
    other = register(title="其他事项", content="无关")
    attached(request_row, "answer", "造林一万亩")
    attached(other, "answer", "退耕还林")
    assert find("蒙江 造林", actor("clerk")) == {request_row.id}
    request_row.title = "申请公开退耕方案"
    attached(request_row, "answer", "验收办法")
    assert find("退耕 造林 验收", actor("clerk")) == {request_row.id}


@pytest.mark.clause("A1.17")
def test_the_page_says_that_it_is_in_a_file_and_of_personal_ones_leaves_a_trail(
    request_row, attached, sign_in
):
    attached(request_row, "answer", "全县造林一万亩", "工作总结.txt")
    attached(request_row, "other", "联系人黄大妹", "黄大妹的信.txt")
    page = sign_in("clerk").get("/office/search/?q=造林").text
    assert "文件《工作总结.txt》中" in page
    assert "<mark>造林</mark>" in page
    browser = sign_in("clerk")
    token = TOKEN.search(browser.get("/office/").text)[1]
    posted = {"q": "黄大妹", "csrf_token": token}
    assert "文件《黄大妹的信.txt》中" in browser.post("/office/search/", data=posted).text
    for who in ("reviewer", "stranger"):
        browser = sign_in(who)
        token = TOKEN.search(browser.get("/office/").text)[1]
        found = browser.post("/office/search/", data={**posted, "csrf_token": token}).text
        assert "黄大妹的信" not in found
        assert "联系人" not in found


def test_words_go_with_their_file(request_row, attached, sign_in, find, actor, session):
    browser = sign_in("clerk")
    file = attached(request_row, "answer", "造林一万亩")
    attached(request_row, "answer", "退耕还林")
    where = f"/office/information-requests/{request_row.id}/attachments/{file.id}/remove"
    token = TOKEN.search(browser.get(where).text)[1]
    answer = browser.post(where, data={"reason": "传错", "csrf_token": token})
    assert answer.status_code == 302
    session.rollback()
    assert find("造林", actor("clerk")) == set()
    assert find("退耕", actor("clerk")) == {request_row.id}
    assert [row.text for row in session.scalars(select(FileText))] == ["退耕还林"]


def test_words_go_when_the_record_is_destroyed(request_row, attached, made, find, actor, session):
    attached(request_row, "answer", "造林一万亩")
    made.engine.shredder.destroy(request_row, ())
    session.commit()
    assert find("造林", actor("clerk")) == set()
    for table in ("file_text", "search_entry"):
        rows = session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 — names from above
        assert "造林" not in str(rows), table


def test_identity_papers_are_not_even_read(request_row, attached, session):
    attached(request_row, "identity", "罗甸县身份证影印", "身份证.txt")
    assert session.scalars(select(FileText)).all() == []
    assert session.scalars(select(Job).where(Job.task == "read_files")).all() == []
    session.add(
        FileText(
            attachment_id=request_row.attachments[0].id,
            record_id=request_row.id,
            outcome="read",
            text="影印",
            read_at=request_row.opened_at,
        )
    )
    session.commit()
    entry = session.get(SearchEntry, request_row.id)
    assert "影印" not in entry.open + entry.personal


def test_what_cannot_be_read_is_said_at_the_file_and_counted(request_row, attached, sign_in, session):
    attached(request_row, "answer", b"%PDF-1.4\nstartxref\n%%EOF", "坏.pdf")
    (job,) = session.scalars(select(Job).where(Job.task == "read_files"))
    assert (job.state, job.progress_text) == ("done", "已读取0个文件，另有1个未取得文字")
    page = sign_in("clerk").get(f"/office/information-requests/{request_row.id}").text
    assert "检索无法读取该文件：文件损坏或者过大" in page


def test_files_of_before_are_read_by_the_hour_and_entries_follow_from_them(
    request_row, attached, app, session, find, actor
):
    attached(request_row, "answer", "造林一万亩")
    session.delete(session.scalars(select(FileText)).one())
    session.commit()
    assert find("造林", actor("clerk")) == set()
    session.rollback()
    runner = Runner(app)
    runner.ask_periodic()
    while runner.next():
        pass
    session.rollback()
    session.expire_all()
    assert find("造林", actor("clerk")) == {request_row.id}
    # What the index keeps is what follows from records and files: nothing differs.
    assert [entry for batch in index.stale(session) for entry in batch] == []
    session.get(SearchEntry, request_row.id).open = ""
    session.commit()
    assert find("造林", actor("clerk")) == set()
    assert sum(index.mend(session)) == 1
    assert find("造林", actor("clerk")) == {request_row.id}


def test_a_file_taken_off_while_it_is_read_leaves_no_words(request_row, made, session):
    attach(made, session(), request_row, "附件.txt", io.BytesIO("造林".encode()), "answer", PROGRAM)
    session.commit()
    ((number, key),) = reading.unread(session())
    found = reading.read(made.files, key)
    session.delete(session.get(InformationRequest, request_row.id).attachments[0])
    session.commit()
    reading.keep(session(), made, number, found)
    session.commit()
    assert session.scalars(select(FileText)).all() == []
