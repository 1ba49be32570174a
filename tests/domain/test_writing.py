"""How names are written: what nobody sees makes no second name, and no row of marks costs much."""

from __future__ import annotations

import unicodedata
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain import writing
from consent_service.domain.families.searching import search_key
from consent_service.domain.following.advocates import same_name
from consent_service.domain.scopes.services import exact_key
from consent_service.domain.writing import LONGEST_ROW, folded, is_stream_safe, taken_in, unaccented
from tests.sweeping import each

#: DerivedCoreProperties.txt of Unicode 17: Default_Ignorable_Code_Point, one range after another.
STANDARD = """
00AD 034F 061C 115F..1160 17B4..17B5 180B..180D 180E 180F 200B..200F 202A..202E 2060..2064 2065
2066..206F 3164 FE00..FE0F FEFF FFA0 FFF0..FFF8 1BCA0..1BCA3 1D173..1D17A E0000 E0001 E0002..E001F
E0020..E007F E0080..E00FF E0100..E01EF E01F0..E0FFF
"""


def ignorable() -> set[str]:
    found: set[str] = set()
    for part in STANDARD.split():
        first, _, last = part.partition("..")
        found |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    return found


def test_the_table_is_the_standards() -> None:
    every = map(chr, range(0x110000))
    assert {character for character in every if writing._IGNORED.match(character)} == ignorable()
    assert len(ignorable()) == 4174


def test_a_soft_hyphen_makes_no_other_john() -> None:
    assert taken_in("Jo\u00adhn") == "John"
    assert folded("Jo\u00adhn") == folded("JOHN") == "john"


@each("written", of=["Mr Carl Zed", "ZED, Mr. Carl", "Dr Carl Zed", "carl zed"])
def test_by_which_title_somebody_is_addressed_makes_no_other_person(written: str) -> None:
    born = date(1985, 5, 5)
    assert search_key(written, born) == search_key("Carl Zed", born)
    # Where there is nothing else it is what they are called.
    assert search_key("Miss", born) != search_key("Mr", born)
    assert same_name(written, "Carl Zed") is (written != "ZED, Mr. Carl")


def test_what_is_not_seen_is_in_nothing_that_is_found_by() -> None:
    for unseen in ignorable():
        assert folded(f"Jo{unseen}hn") == folded(f"{unseen}John{unseen}") == "john"


@each("text", of=["می\u200cخواهم", "क्\u200dष", "ක්\u200dෂ"])
def test_a_joiner_stays_where_the_script_needs_it_and_nothing_is_found_by_it(text: str) -> None:
    assert taken_in(text) == unicodedata.normalize("NFC", text)
    assert folded(text) == folded(text.replace("\u200c", "").replace("\u200d", ""))


@each("text", of=["An\u200dn", "\u200cمی", "می\u200d", "A\u200cم", "✋\u200d✋"])
def test_a_joiner_is_dropped_where_it_joins_nothing(text: str) -> None:
    assert taken_in(text) == text.replace("\u200c", "").replace("\u200d", "")


def test_a_blank_letter_parts_words_as_a_space_does() -> None:
    assert folded("Ann\u2800Ng").split() == ["ann", "ng"]
    assert exact_key("St\u00ad Mary's\u2060") == exact_key("ST MARY'S")


MARKS = st.sampled_from("\u0301\u0323\u0315\u0345\u05b0\u0e38\u094d")
TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), MARKS), max_size=80)


@given(TEXTS)
def test_what_was_taken_in_is_taken_in_as_it_is(text: str) -> None:
    if is_stream_safe(writing._DROPPED.sub("", text)):
        taken = taken_in(text)
        assert taken_in(taken) == taken
        assert folded(taken) == folded(text)


@given(TEXTS)
def test_what_was_folded_is_folded(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_a_row_of_marks_is_refused_before_it_is_put_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert taken_in("e" + "\u0301" * LONGEST_ROW)

    # Without `normalize`: what asks for it fails.
    monkeypatch.setattr(writing, "unicodedata", SimpleNamespace(combining=unicodedata.combining))
    with pytest.raises(ValueError, match="marks"):
        taken_in("e" + "\u0323\u0301" * LONGEST_ROW)


@each(
    "written",
    "otherwise",
    of=[
        ("Zoë O’Neill", "ZOE o'neill"),
        ("José-María", "jose maria"),
        ("שָׁרוֹן", "שרון"),
        ("Ｎｇ", "ng"),
    ],
)
def test_an_accent_makes_no_other_name_of_a_person(written: str, otherwise: str) -> None:
    day = date(2020, 1, 2)
    assert search_key(written, day) == search_key(otherwise, day)


@each("names", of=[("किरण", "करण"), ("が", "か"), ("กุ", "กู"), ("Ng", "Nh")])
def test_a_mark_that_is_a_letter_of_its_script_makes_another_name(names: tuple[str, str]) -> None:
    one, other = names
    assert search_key(one, date(2020, 1, 2)) != search_key(other, date(2020, 1, 2))
    assert exact_key(one) != exact_key(other)


@given(st.text(max_size=20))
def test_a_name_without_accents_has_none_to_lose(text: str) -> None:
    once = unaccented(text)
    assert unaccented(once) == once
