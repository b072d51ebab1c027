"""Pairs of characters: whatever part of a text somebody types, it is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search import bigrams

TEXT = st.text(
    st.one_of(
        st.sampled_from("征地补偿罗小满安置〔〕（），。、-— 　２０2026ａAbÉé\u0301ßﬁ①½𠮷㐀😀'\"%_*:&|!\\\n"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("罗府办〔2020〕121号", "罗府办2020121号"),
        ("罗府办〔２０２０〕１２１号", "罗府办2020121号"),
        ("2026-0013", "20260013"),
        ("Straße ÉCOLE", "strasseecole"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("①㈱", "1株"),
        ("😀 \0\ud800—", ""),
    ],
)
def test_letters_characters_and_digits_are_kept_in_one_form(text: str, folded: str) -> None:
    assert bigrams.fold(text) == folded


def test_a_text_is_its_pairs_and_its_last_character() -> None:
    assert bigrams.entry(["征地，补偿", None, "罗", "a1"]) == "征地 地补 补偿 偿 罗 a1 1"


def test_a_question_is_its_words_each_once() -> None:
    assert bigrams.words(" 征地　补偿 征-地 !! 罗") == ("征地", "补偿", "罗")
    assert bigrams.words("%' 〔〕") == ()


def test_a_longer_entry_is_cut() -> None:
    """400,000 characters of both texts together, each two in the index and a space."""
    kept = bigrams.entry(["征" * 399_999, "地补偿"])
    assert kept.count(" ") == 399_999
    assert kept.endswith("征 地")


def test_an_entry_of_ever_other_pairs_is_cut_before_they_outgrow_the_index() -> None:
    """Each 征 has a pair before it and one after it that no other has."""
    ever_other = "".join(chr(0x20000 + place) + "征" for place in range(40_000))
    more = "".join(map(chr, range(0x4E00, 0x4E00 + 20_001)))
    assert len(set(bigrams.entry([ever_other]).split())) == 80_000
    assert len(set(bigrams.entry([ever_other, more]).split())) == 100_000


@given(TEXT, st.data())
def test_every_part_of_a_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    for word in bigrams.words(part):
        grams = " ".join(bigrams.pairs(word))
        kept = " " + bigrams.entry(["前文", text, "后文"])
        # A single character begins some token; of longer words every pair is a token of its own.
        assert f" {grams}" in kept
        assert len(word) == 1 or f" {grams} " in kept


@given(TEXT, TEXT)
def test_no_word_runs_from_one_text_into_the_next(one: str, other: str) -> None:
    first, second = bigrams.fold(one), bigrams.fold(other)
    across = first[-1:] + second[:1]
    if len(across) == 2 and across not in first and across not in second:
        assert across not in bigrams.entry([one, other]).split()


@given(TEXT, TEXT)
def test_what_is_marked_is_the_text_and_what_was_asked_for(text: str, asked: str) -> None:
    words = bigrams.words(asked)
    pieces = bigrams.marked(text, words)
    assert "".join(piece for piece, _found in pieces) == text
    marked = [bigrams.fold(piece) for piece, found in pieces if found]
    assert bool(marked) == any(word in bigrams.fold(text) for word in words)
    assert all(any(word in piece for word in words) for piece in marked)


def test_marks_cover_what_was_folded_away_within() -> None:
    assert bigrams.marked("关于罗府办〔2020〕121号的", ("罗府办2020",)) == [
        ("关于", False),
        ("罗府办〔2020", True),
        ("〕121号的", False),
    ]


def test_an_excerpt_begins_shortly_before_the_first_place() -> None:
    """Twenty characters before it, eighty in all."""
    text = "前" * 30 + "征地" + "后" * 90
    expected = [("…", False), ("前" * 20, False), ("征地", True), ("后" * 58, False), ("…", False)]
    assert bigrams.excerpt(text, ("征地",)) == expected
    assert bigrams.excerpt("短文征地", ("征地",)) == [("短文", False), ("征地", True)]
