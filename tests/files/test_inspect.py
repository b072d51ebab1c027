"""What is taken, what is refused for each reason, and no memory for bombs."""

from __future__ import annotations

import io
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable

import pytest

from app.files.inspect import Accepted, inspect
from app.files.policy import KINDS, Limits
from app.files.refusal import SENTENCES, UnacceptableFile
from tests.files import makers
from tests.files.makers import GOOD, compound, docx, package, picture

PDF_END = b"\nstartxref\n0\n%%EOF\n"


def _linked() -> bytes:
    link = zipfile.ZipInfo("shortcut.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def _twice() -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "shown")
        archive.writestr("a.txt", "meant")
    return out.getvalue()


def _renamed_locally() -> bytes:
    """The directory says a.txt, the file's own header says a.exe."""
    return package({"a.txt": b"x" * 9}, zipfile.ZIP_STORED).replace(b"a.txt", b"a.exe", 1)


def _torn_member() -> bytes:
    content = bytearray(package({"a.txt": bytes(range(97, 123)) * 9}))
    content[36:60] = b"\xff" * 24
    return bytes(content)


Maker = Callable[[], bytes]
BAD: list[tuple[str, str, Maker]] = [
    # the ending is not on the list
    ("type_not_accepted", "evil.html", lambda: b"<script>alert(1)</script>"),
    ("type_not_accepted", "logo.svg", lambda: b"<svg onload='alert(1)'/>"),
    ("type_not_accepted", "shell.php", lambda: b"<?php system($_GET[0]);"),
    ("type_not_accepted", "setup.exe", lambda: b"MZ\x90\x00"),
    ("type_not_accepted", "公告.pdf.exe", lambda: b"%PDF-1.7"),
    ("type_not_accepted", "宏.docm", docx),
    ("type_not_accepted", "noending", lambda: picture("PDF")),
    ("type_not_accepted", "动图.gif", lambda: picture("GIF")),
    # nothing, or too much
    ("empty", "空.pdf", lambda: b""),
    ("too_large", "大.txt", lambda: b"a" * (25 * 2**20 + 1)),
    # the content is not what the ending says
    ("content_mismatch", "网页.pdf", lambda: b"<html>" + PDF_END),
    ("content_mismatch", "程序.pdf", lambda: b"MZ\x90\x00" + PDF_END),
    ("content_mismatch", "图.png", lambda: picture("JPEG")),
    ("content_mismatch", "图.jpg", lambda: picture("PNG")),
    ("content_mismatch", "动图.png", lambda: picture("GIF")),
    ("content_mismatch", "表格.docx", makers.xlsx),
    ("content_mismatch", "文档.xlsx", docx),
    ("content_mismatch", "文档.ofd", docx),
    ("content_mismatch", "压缩.docx", lambda: package({"a.txt": b"a"})),
    ("content_mismatch", "无类型.docx", lambda: package({"word/document.xml": b"<w:document/>"})),
    ("content_mismatch", "表格.doc", lambda: compound("Workbook")),
    ("content_mismatch", "新格式.doc", docx),
    ("content_mismatch", "安装包.xls", lambda: compound("SummaryInformation")),
    ("content_mismatch", "网页.txt", lambda: b"\xef\xbb\xbf \n<!DOCTYPE html><script>alert(1)</script>"),
    ("content_mismatch", "脚本.txt", lambda: b"#!/bin/sh\nrm -rf ~\n"),
    ("content_mismatch", "文档.txt", lambda: b"%PDF-1.7 text"),
    ("text_encoding", "空字节.csv", lambda: b"a,b\n1,\x002\n"),
    ("text_encoding", "宽字符.txt", lambda: "公开".encode("utf-16")),
    ("text_encoding", "截断.txt", lambda: "公开".encode()[:-1]),
    ("text_encoding", "乱码.txt", lambda: "公开".encode()[:-1] + b"\xff\xff"),
    # torn
    ("damaged", "半截.pdf", lambda: picture("PDF")[:-40]),
    ("damaged", "无目录.pdf", lambda: b"%PDF-1.7\n%%EOF\n"),
    ("damaged", "半截.png", lambda: picture("PNG")[:20]),
    ("damaged", "半截.tif", lambda: b"II*\x00" + bytes(20)),
    ("damaged", "第二页坏.tif", lambda: makers.tiff_with_broken_second_page(256)),
    ("damaged", "第二页乱.tif", lambda: makers.tiff_with_broken_second_page(273)),
    ("damaged", "半截.docx", lambda: docx()[:-30]),
    ("damaged", "前缀.zip", lambda: b"PK\x03\x04 self-extracting " + package({"a.txt": b"a"})),
    ("damaged", "尾巴.zip", lambda: package({"a.txt": b"a"}) + b"tail"),
    ("damaged", "少见算法.zip", lambda: package({"a.txt": b"a"}, zipfile.ZIP_BZIP2)),
    ("damaged", "改名.zip", _renamed_locally),
    ("damaged", "坏块.zip", _torn_member),
    # closed to us
    ("encrypted", "密码.docx", lambda: compound("EncryptionInfo", "EncryptedPackage")),
    ("encrypted", "密码.xls", lambda: compound("Workbook", "EncryptedPackage")),
    ("encrypted", "密码.zip", lambda: makers.with_flag(package({"a.txt": b"a"}), 0x1)),
    # macros and scripts
    ("macro", "宏.docx", lambda: docx(word__vbaProject_bin=b"VBA")),
    ("macro", "改名的宏.docx", lambda: docx(word__image_png=compound("VBA", "_VBA_PROJECT"))),
    ("macro", "旧宏.docx", lambda: docx(word__macrosheets__sheet1_xml=b"<xm:macrosheet/>")),
    ("macro", "控件.docx", lambda: docx(word__activeX__activeX1_bin=b"x")),
    ("macro", "内嵌宏.docx", lambda: docx(word__embeddings__book_xlsm=makers.xlsx())),
    ("macro", "宏.doc", lambda: compound("WordDocument", "Macros", "VBA", "_VBA_PROJECT")),
    ("macro", "宏.xls", lambda: compound("Workbook", "_VBA_PROJECT_CUR")),
    # Office finds a stream in whatever case its name is written.
    ("macro", "小写宏.doc", lambda: compound("WordDocument", "Macros", "vba")),
    ("macro", "小写宏.docx", lambda: docx(word__image_png=compound("_vba_Project"))),
    ("macro", "宏.wps", lambda: compound("WordDocument", "_VBA_PROJECT")),
    ("active_content", "脚本.pdf", lambda: b"%PDF-1.7\n<</S/JavaScript/JS(app.alert(1))>>" + PDF_END),
    ("active_content", "启动.pdf", lambda: b"%PDF-1.7\n<</S/Launch/F(cmd.exe)>>" + PDF_END),
    ("active_content", "转义.pdf", lambda: b"%PDF-1.7\n<</S/J#61va#53cript/JS(app.alert(1))>>" + PDF_END),
    ("active_content", "全转义.pdf", lambda: b"%PDF-1.7\n<</S/#4c#61#75#6E#63#68/F(cmd.exe)>>" + PDF_END),
    (
        "active_content",
        "转义跨块.pdf",
        lambda: b"%PDF-".ljust(2**20 - 30) + b"/#4A#61#76#61#53#63#72#69#70#74 " + PDF_END,
    ),
    ("active_content", "跨块.pdf", lambda: b"%PDF-".ljust(2**20 - 5) + b"/JavaScript " + PDF_END),
    # programs inside
    ("program", "程序.zip", lambda: package({"材料/setup.exe": b"x"})),
    ("program", "伪装.zip", lambda: package({"报告.pdf": b"MZ\x90\x00\x03"})),
    ("program", "内嵌.docx", lambda: docx(word__media__image1_png=b"\x7fELF\x02\x01")),
    ("program", "脚本.docx", lambda: docx(word__run_vbs=b"x")),
    # archives that lead elsewhere
    ("archive_path", "上级.zip", lambda: package({"../../etc/cron.d/a.txt": b"a"})),
    ("archive_path", "绝对.zip", lambda: package({"/etc/a.txt": b"a"})),
    ("archive_path", "盘符.zip", lambda: package({"C:/Windows/a.txt": b"a"})),
    ("archive_path", "反斜杠.zip", lambda: package({"..\\a.txt": b"a"})),
    ("archive_path", "空字符.zip", lambda: package({"a.txtZ.exe": b"a"}).replace(b"txtZ", b"txt\0")),
    ("archive_path", "链接.zip", _linked),
    ("archive_path", "重名.zip", _twice),
    ("archive_nested", "套娃.zip", lambda: package({"里面.zip": package({"a.txt": b"a"})})),
    ("archive_nested", "套娃.docx", lambda: docx(word__embeddings__a_7z=b"7z")),
    ("archive_member", "网页.zip", lambda: package({"index.html": b"<html>"})),
    ("archive_member", "藏宏.zip", lambda: package({"a.docx": docx(word__vbaProject_bin=b"VBA")})),
    ("archive_member", "内嵌表.docx", lambda: docx(word__embeddings__a_xlsx=docx())),
    ("archive_member", "大写内嵌表.docx", lambda: docx(word__Embeddings__a_xlsx=docx())),
    # bombs
    ("archive_too_big", "炸弹.xlsx", lambda: package({"xl/workbook.xml": bytes(201 * 2**20)})),
    ("archive_too_big", "高压缩.docx", lambda: docx(word__big_xml=bytes(21 * 2**20))),
    ("archive_too_big", "重叠.zip", lambda: makers.overlapping(19)),
    ("archive_too_many", "拥挤.zip", lambda: package({f"{n}.txt": b"" for n in range(2001)})),
    ("image_too_large", "大图.png", lambda: makers.png_header(8000, 5001)),
    ("archive_too_many", "谎报.zip", lambda: makers.crowded(3000)),
    ("image_too_large", "较大图.png", lambda: makers.png_header(10_000, 10_000)),
    ("image_too_large", "巨图.png", lambda: makers.png_header(60000, 60000)),
    ("image_too_large", "第二页.tif", lambda: makers.tiff_with_second_page(8000, 5001)),
    # deceiving names
    ("name_disguised", "报告.exe.pdf", lambda: picture("PDF")),
    ("name_unsafe", "a.pdf\x00.exe", lambda: picture("PDF")),
    ("name_unsafe", "报告\u202efdp.exe.pdf", lambda: picture("PDF")),
    ("name_unsafe", "../../报告.pdf", lambda: picture("PDF")),
    ("name_missing", ".pdf", lambda: picture("PDF")),
]


def refusal_of(name: str, content: bytes, limits: Limits | None = None) -> UnacceptableFile:
    with pytest.raises(UnacceptableFile) as caught:
        inspect(name, io.BytesIO(content), limits or Limits())
    return caught.value


@pytest.mark.parametrize("name", GOOD)
def test_good_file_of_every_kind_is_taken(name: str) -> None:
    content = GOOD[name]()
    stream = io.BytesIO(content)
    ending = name.rpartition(".")[2]
    assert inspect(name, stream) == Accepted(name, ending, KINDS[ending].media_type, len(content))
    assert stream.read() == content, "what is stored next starts at the first byte"


def test_every_kind_has_a_good_example() -> None:
    assert {name.rpartition(".")[2] for name in GOOD} == set(KINDS)


@pytest.mark.parametrize(("code", "name", "make"), BAD, ids=[f"{code}-{name!a}" for code, name, _ in BAD])
def test_bad_file_is_refused_with_a_sentence(code: str, name: str, make: Maker) -> None:
    refusal = refusal_of(name, make())
    assert refusal.code == code
    sentence = str(refusal)
    assert sentence[-1] in ".)", sentence
    assert "%(" not in sentence


def test_every_reason_has_a_bad_example() -> None:
    tested_elsewhere = {"name_too_long", "image_too_many_pages"}
    assert {code for code, _, _ in BAD} | tested_elsewhere == set(SENTENCES)


def test_extension_decides_in_any_case() -> None:
    assert inspect("公告.PDF", io.BytesIO(picture("PDF"))).extension == "pdf"


def test_limits_are_inclusive() -> None:
    text = b"a" * 10
    assert inspect("a.txt", io.BytesIO(text), Limits(size=10)).size == 10
    assert refusal_of("a.txt", text, Limits(size=9)).code == "too_large"
    assert inspect("a.png", io.BytesIO(makers.png_header(8000, 5000))).extension == "png"


def test_pages_are_counted() -> None:
    three = picture("TIFF", pages=3)
    assert inspect("传真.tif", io.BytesIO(three), Limits(pages=3)).extension == "tif"
    assert refusal_of("传真.tif", three, Limits(pages=2)).code == "image_too_many_pages"


def test_multibyte_text_split_between_blocks_is_read() -> None:
    text = b"a" + "公".encode() * (2**20 // 3 + 9)
    assert inspect("长.txt", io.BytesIO(text)).size == len(text)


def test_high_compression_of_a_small_sheet_is_no_bomb() -> None:
    zeros = docx(word__zeros_xml=bytes(19 * 2**20))
    assert inspect("零.docx", io.BytesIO(zeros)).size == len(zeros)


def test_chinese_names_written_by_windows_are_told_correctly() -> None:
    content = package({"1234.exe": b"x"}).replace(b"1234.exe", "公告.exe".encode("gb18030"))
    assert refusal_of("材料.zip", content).params == {"entry": "公告.exe"}


def test_refusal_of_a_member_says_why() -> None:
    refusal = refusal_of("材料.zip", package({"附件/空.pdf": b""}))
    assert str(refusal).startswith("“附件/空.pdf” inside the archive cannot be accepted. The file is empty.")


@pytest.mark.parametrize(("at", "length"), [(1344, 26), (1408, 25)], ids=["out of step", "other length"])
def test_macro_name_in_the_text_of_a_document_is_no_macro(at: int, length: int) -> None:
    """An entry of the directory starts at a multiple of 128 and tells the length of its name: 26 bytes."""
    text = "_VBA_PROJECT\0".encode("utf-16-le").ljust(64, b"\0") + length.to_bytes(2, "little")
    content = compound("WordDocument").ljust(at, b"\0") + text.ljust(256, b"\0")
    assert inspect("说明.doc", io.BytesIO(content)).extension == "doc"


def test_unpacked_size_is_limited_without_regard_to_the_ratio() -> None:
    ten = package({"a.txt": b"x" * 10})
    assert inspect("a.zip", io.BytesIO(ten), Limits(unpacked=10)).extension == "zip"
    assert refusal_of("a.zip", ten, Limits(unpacked=9)).code == "archive_too_big"


def test_what_all_files_inside_unpack_to_is_limited_together() -> None:
    """One by one each is small enough, and small files may pack as tightly as they like."""
    sheet = docx(word__ole_bin=compound().ljust(19 * 2**20, b"\0"))
    many = package({f"{n}.docx": sheet for n in range(11)})
    assert len(many) < 2**20
    refusal = refusal_of("材料.zip", many)
    assert (refusal.code, refusal.params["entry"]) == ("archive_member", "10.docx")
    assert refusal.params["reason"].code == "archive_too_big"
    ten = package({f"{n}.docx": sheet for n in range(10)})
    assert inspect("材料.zip", io.BytesIO(ten)).size == len(ten)


def test_file_in_an_archive_may_be_larger_than_a_file_sent_alone() -> None:
    content = package({"a.txt": b"x" * 2000})
    assert inspect("a.zip", io.BytesIO(content), Limits(size=500)).size == len(content)


def test_embedded_documents_are_looked_into_one_level_deep() -> None:
    """Charts embed workbooks; deeper than that nobody unpacks, or the work would grow without end."""
    bad = docx()
    one = docx(word__embeddings__a_xlsx=bad)
    two = docx(word__embeddings__a_docx=one)
    assert refusal_of("一层.docx", one).code == "archive_member"
    assert inspect("两层.docx", io.BytesIO(two)).extension == "docx"


def _outcome(name: str, stream: io.BytesIO) -> str:
    try:
        inspect(name, stream)
    except UnacceptableFile as refusal:
        return refusal.code
    return "taken"


@pytest.mark.parametrize(
    ("outcome", "name", "make"),
    [
        ("archive_too_big", "炸弹.xlsx", lambda: package({"xl/workbook.xml": bytes(240 * 2**20)})),
        ("archive_too_many", "拥挤.zip", lambda: makers.crowded(500_000)),
        ("archive_too_big", "重叠.zip", lambda: makers.overlapping(1_900)),
        ("image_too_large", "大图.png", lambda: makers.png_header(30_000, 30_000)),
        ("taken", "长.csv", lambda: b"1,2,3\n" * 4_000_000),
        (
            "archive_too_big",
            "大表.zip",
            lambda: package({f"{n}.csv": b"1,2,3\n" * 3_000_000 for n in range(10)}),
        ),
        ("taken", "大材料.zip", lambda: package({f"{n}.txt": makers.digits(9) for n in range(4)})),
    ],
)
def test_memory_stays_small_whatever_is_sent(outcome: str, name: str, make: Maker) -> None:
    stream = io.BytesIO(make())
    tracemalloc.start()
    try:
        assert _outcome(name, stream) == outcome
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 16 * 2**20
