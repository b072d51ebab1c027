"""The words of a file, whatever is in it: taken out in a process that may end, and the worker does not."""

from __future__ import annotations

import io

import openpyxl
import pypdf
import pytest

from app.files import reading, words
from app.files.policy import KINDS
from app.files.reading import Words, read
from app.files.store import Store
from tests.files.makers import CONTENT_TYPES, compound, package, picture

W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = b"http://schemas.openxmlformats.org/drawingml/2006/main"


def document(body: bytes, before: bytes = b"") -> bytes:
    """A Word document with this body."""
    whole = b'<?xml version="1.0"?>%s<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>'
    return package({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": whole % (before, W, body)})


def slides(*texts: str) -> bytes:
    parts = {
        f"ppt/slides/slide{number}.xml": b'<p:sld xmlns:p="x" xmlns:a="%s"><a:p><a:t>%s</a:t></a:p></p:sld>'
        % (A, text.encode())
        for number, text in enumerate(texts, 1)
    }
    return package({"[Content_Types].xml": CONTENT_TYPES, **parts})


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["领取人", "金额", True])
    book.active.append(["龙坪镇", 13985.5])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(text: str, password: str = "") -> bytes:
    """One page with a line of Latin letters, locked with a password if there is one."""
    content = b"BT /F1 12 Tf 20 100 Td (%s) Tj ET" % text.encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    if not password:
        return out
    writer, locked = pypdf.PdfWriter(clone_from=io.BytesIO(out)), io.BytesIO()
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(locked)
    return locked.getvalue()


PARAGRAPHS = (
    "<w:p><w:r><w:t>造林</w:t></w:r><w:r><w:t>一万亩</w:t></w:r></w:p>"
    "<w:p><w:r><w:delText>删去</w:delText></w:r></w:p>"
)
OFD_PAGE = (
    '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextObject><ofd:TextCode>罗府办发</ofd:TextCode>'
    "</ofd:TextObject><ofd:TextObject><ofd:TextCode>121号</ofd:TextCode></ofd:TextObject></ofd:Page>"
)


@pytest.fixture
def taken(tmp_path):
    """``taken("pdf", content)``: what becomes of reading a file that lies in the store."""
    store = Store(f"file://{tmp_path}/files")

    def look(ending, content, **more):
        return read(store, store.put(io.BytesIO(content), ending).key, **more)

    return look


@pytest.mark.parametrize(
    ("ending", "content", "text"),
    [
        ("txt", "公开是原则。".encode(), "公开是原则。"),
        ("txt", "不公开是例外。".encode("gb18030"), "不公开是例外。"),
        ("csv", "\ufeff单位,件数".encode(), "单位,件数"),
        ("docx", document(PARAGRAPHS.encode()), "造林一万亩"),
        ("pptx", slides(*map(str, range(1, 12))), "\n".join(map(str, range(1, 12)))),
        (
            "ofd",
            package({"OFD.xml": b"<x/>", "Doc_0/Pages/Page_0/Content.xml": OFD_PAGE.encode()}),
            "罗府办发\n121号",
        ),
        ("pdf", pdf("Mengjiang River 2026"), "Mengjiang River 2026"),
    ],
)
def test_the_words_a_reader_sees_are_taken_out(ending, content, text, taken):
    assert taken(ending, content) == Words("read", text)


def test_of_a_workbook_texts_and_numbers_are_taken_out(taken):
    outcome, text = taken("xlsx", sheet())
    assert outcome == "read"
    assert set(text.split()) == {"领取人", "金额", "龙坪镇", "13985.5"}


def test_what_is_too_long_is_cut_and_said_to_be(taken):
    """Also where it swells from a few bytes: nothing more is unpacked than what is kept."""
    swollen = document(b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % ("亩".encode() * 20_000_000))
    assert len(swollen) < 500_000
    assert taken("docx", swollen) == Words("cut", "亩" * 100_000)
    # Two bytes in three of the last character stand before the place where reading ends.
    assert taken("txt", ("亩" * 200_000).encode()) == Words("cut", "亩" * 100_000)


SWELLING = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    ("ending", "content", "outcome"),
    [
        ("pdf", pdf("secret", password="开门"), "locked"),
        ("pdf", b"%PDF-1.4\n%%EOF", "broken"),
        ("pdf", pdf("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), "broken"),
        ("pdf", picture("PDF"), "empty"),
        ("docx", b"PK\x03\x04 and nothing more", "broken"),
        ("docx", document(b"<w:p><w:r><w:t>half"), "broken"),
        ("docx", document(b"<w:p><w:t>&c;</w:t></w:p>", SWELLING), "broken"),
        ("docx", document(b""), "empty"),
        ("xlsx", package({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": b"<x/>"}), "empty"),
        ("doc", compound("WordDocument"), "unknown"),
        ("png", picture("PNG"), "unknown"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_of_it_kept(ending, content, outcome, taken):
    assert taken(ending, content) == Words(outcome, "")


@pytest.mark.parametrize(
    ("program", "outcome"),
    [
        ("while True: pass", "endless"),
        ("import os; os.kill(os.getpid(), 9)", "broken"),
        ("print('no JSON')", "broken"),
        ("raise MemoryError", "broken"),
    ],
)
def test_a_reader_that_does_not_come_back_ends_and_the_worker_goes_on(
    program, outcome, taken, tmp_path, monkeypatch
):
    mad = tmp_path / "mad.py"
    mad.write_text(program, encoding="ascii")
    monkeypatch.setattr(reading, "_READER", mad)
    assert taken("pdf", pdf("x"), patience=2) == Words(outcome)


def test_a_reader_has_no_more_memory_than_it_is_given(taken, monkeypatch, tmp_path):
    """A word without an end: the parser keeps it whole until it has it."""
    source = reading._READER.read_text(encoding="utf-8").replace("1_024 * 2**20", "100 * 2**20")
    small = tmp_path / "small.py"
    small.write_text(source, encoding="utf-8")
    monkeypatch.setattr(reading, "_READER", small)
    assert taken("docx", document(b'<w:p a="%s"/>' % (b"a" * 150_000_000))) == Words("broken", "")


def test_a_file_that_is_gone_is_told_of_as_damaged(tmp_path):
    store = Store(f"file://{tmp_path}/files")
    key = store.put(io.BytesIO(b"1"), "txt").key
    store._place.remove(store._path(key))
    assert read(store, key) == Words("broken")


def test_only_kinds_that_are_accepted_are_read():
    assert set(words.READERS) < set(KINDS)
