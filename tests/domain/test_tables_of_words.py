"""Whoever adds a line to a table of words has it heard: nothing else has to know how it begins.

"He told me what to answer" and "Dad cannot find out" stood in their tables, and nobody heard them:
lists of beginnings that were looked for first had them not.
"""

from __future__ import annotations

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.freetext.tellsofharm import harms_in
from consent_service.domain.freetext.wordsofdoubt import DOUBT
from consent_service.domain.freetext.wordsofharm import AT_PLAY, GROWN_UP, HARM, USUAL
from consent_service.domain.freetext.wordsoflater import LATER
from consent_service.domain.freetext.wordsofpressure import PRESSURE
from consent_service.domain.freetext.wordsthatkeep import KEPT
from consent_service.domain.freetext.wordtables import WordTable, first_letters

TABLES: Final = (HARM, USUAL, AT_PLAY, GROWN_UP, PRESSURE, KEPT, LATER, DOUBT)
LINES: Final = [(table, line) for table in TABLES for _, line, _ in table._lines]


@given(data=st.data(), at=st.integers(0, len(LINES) - 1))
def test_whatever_a_line_says_is_found_by_its_table(data: st.DataObject, at: int) -> None:
    table, line = LINES[at]
    text = data.draw(st.from_regex(re.compile(line, re.IGNORECASE | re.ASCII), fullmatch=True))
    before, after = table._around
    if re.match(f"{before}(?:{line}){after}", text, re.IGNORECASE):
        assert table.stands_in(text)


@pytest.mark.parametrize(
    "words",
    [
        *("They told me what to answer", "I'm not allowed to answer", "He doesn't let me see you"),
        *("I have to tell you yes", "My husband never lets me come alone", "He made mum sign this"),
        *("Dad cannot find out", "Mum cannot know", "fingermarks", "She cuts herself"),
        *("Not for dad's ears", "not for her dads ears", "not for my parents' ears"),
    ],
)
def test_what_nobody_heard_is_heard(words: str) -> None:
    assert list(harms_in(words))


@pytest.mark.parametrize("words", ["We cannot know whether he comes", "I can't hear you well"])
def test_what_we_do_not_know_ourselves_is_kept_from_nobody(words: str) -> None:
    assert not list(harms_in(words))


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("hit(?:s|ting)?", "h"),
        ("(?:punch|slap)(?:e?s)?", "ps"),
        ("(?:I )?(?:can|may)", "icm"),
        ("(?:['’]d|will) sort", "'’w"),
        (r"(?:(?<=but )|(?<=and ))not", "n"),
        (r"(?!kids)(?:he|she)\b", "hs"),
        ("[ab]c|d{2}", "abd"),
        (r"(?:\w+ )?home", None),
        (r"(?:\d+|two) visits", None),
        ("(?-i:[A-Z])[a-z]+ said", None),
        ("a?b?", None),
    ],
)
def test_a_pattern_is_looked_for_by_the_letters_that_it_may_begin_with(
    pattern: str, letters: str | None
) -> None:
    assert first_letters(pattern) == (None if letters is None else frozenset(letters))


def test_lines_stand_in_order_and_none_begins_within_another() -> None:
    table = WordTable({"who": "mum|dad"}, told="tells #who\ntells #who off", kept="from\n     #who")
    assert [tuple(one) for one in table.found_in("She tells dad off, and keeps it from mum")] == [
        (4, 13, "told"),
        (32, 40, "kept"),
    ]
    assert table.blanked("He tells mum: go") == "He ·········: go"
