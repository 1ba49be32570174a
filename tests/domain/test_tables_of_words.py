"""Whoever adds a line to a table of words has it heard: nothing else has to know how it begins.

"He told me what to answer" and "Dad cannot find out" stood in their tables, and nobody heard them:
lists of beginnings that were looked for first had them not.
"""

from __future__ import annotations

import re
from functools import reduce
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.freetext.spelt import spelt
from consent_service.domain.freetext.tellsofharm import harms_in
from consent_service.domain.freetext.wordsofability import ABILITY
from consent_service.domain.freetext.wordsofdoubt import DOUBT
from consent_service.domain.freetext.wordsofharm import HARM
from consent_service.domain.freetext.wordsoflater import LATER
from consent_service.domain.freetext.wordsofnoharm import AT_PLAY, GROWN_UP, USUAL
from consent_service.domain.freetext.wordsofpressure import PRESSURE
from consent_service.domain.freetext.wordsthatkeep import KEPT
from consent_service.domain.freetext.wordtables import WordTable, first_letters
from consent_service.domain.recorded.circumstances import DangerAsked
from consent_service.domain.recorded.events import AdultAdded, RelationshipRecorded
from tests.domain.tasks.story import Story
from tests.domain.test_tells_of_harm import not_known
from tests.domain.words_of_harm import MISSED

TABLES: Final = (HARM, USUAL, AT_PLAY, GROWN_UP, PRESSURE, KEPT, LATER, DOUBT, ABILITY)
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


# ── as words are typed ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("nobody", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "yes sch fine. gaz musnt find out hell go spare",
        "yes ok dont let gaz know",
        "pls dont tell gaz",
        "not to tel her husband gaz",
        "daddy goes mental if tea late + they hide in the cupboard til he calms",
        "jo wont talk when gaz there",
        "jo clams up wen gaz is in",
        "kids have to be quiet when gaz is home",
        "shes frightnd of gaz",
    ],
)
def test_whoever_is_named_in_what_is_typed_in_a_hurry_is_not_rung(words: str, nobody: bool) -> None:
    """He was to be spoken to, by name, and was in the words for the agency."""
    story = Story().child()
    for person, name, role in (("jo", "Jo Farrow", "MOTHER"), ("gaz", "Gaz Farrow", "FATHER")):
        story.make(AdultAdded, person=person, names=name)
        story.make(RelationshipRecorded, person=person, child="ng", role=role, pr_status="YES")
    story.enquiry()
    story.later().talk("jo", parent_words=words)
    if nobody:
        story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    assert not_known(story) == {"gaz"}
    assert "gaz" not in story.whose("SPEAK_TO")


#: Each as it is spelt, and as it is typed in a hurry.
TYPED: Final = {
    "doesn't": ("doesnt", "dosnt", "dosent", "doesn’t"),
    "don't": ("dont", "dnt", "do'nt", "don’t"),
    "mustn't": ("musnt", "mustnt", "musn't", "mustn’t"),
    "haven't": ("havent", "havnt", "have'nt"),
    "won't": ("wont",),
    "shouldn't": ("shouldnt", "shudnt"),
    "he'll": ("hell",),
    "tell": ("tel",),
    "night": ("nite",),
    "until": ("til", "till", "'til"),
    "when": ("wen",),
    "frightened": ("frightend", "frightnd", "frightned"),
    "scared": ("scard",),
    "threatened": ("threatend", "thretened"),
    "violent": ("vilent", "voilent"),
    "husband": ("husbnd", "husbend"),
}
SPELT: Final = (
    "gaz mustn't find out he'll go spare",
    "don't let gaz know",
    "she doesn't want her husband told",
    "not to tell her husband",
    "he kicked off last night",
    "they hide in the cupboard until he calms",
    "she won't talk when gaz there",
    "kids go quiet when he comes in",
    "she is frightened of him",
    "dad threatened them, he is violent",
    "scared he'll hit her",
)


def _as_typed(words: str) -> list[str]:
    """By each way in which one word of it is typed, and all of them at once."""
    ways = [(said, one) for said, typed in TYPED.items() for one in typed if said in words]
    every = reduce(lambda text, way: text.replace(*way), ways, words)
    return [*(words.replace(said, one) for said, one in ways), every]


@pytest.mark.parametrize("words", SPELT)
def test_what_is_heard_is_heard_however_it_is_typed(words: str) -> None:
    heard = [one.how for one in harms_in(words)]
    assert heard
    for typed in _as_typed(words):
        assert [one.how for one in harms_in(typed)] == heard, typed


@given(words=st.sampled_from([*SPELT, *MISSED]), data=st.data())
def test_each_word_is_found_where_it_was_typed(words: str, data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from([words, *_as_typed(words)]))
    read = spelt(typed)
    for start, end, at, to in read.words:
        assert (read.typed_at(start), read.typed_at(end)) == (at, to)
        assert not spelt(read.text[start:end]).words, "it is spelt twice"
    assert read.typed_at(len(read.text)) == len(typed)
    places = [read.typed_at(place) for place in range(len(read.text) + 1)]
    assert places == sorted(places)
    for one in harms_in(typed):
        assert one.sentence[one.start : one.end].strip()


@given(words=st.sampled_from([*MISSED, *SPELT]))
def test_that_it_is_read_as_it_is_spelt_takes_nothing_away(words: str) -> None:
    for table in (HARM, PRESSURE, KEPT):
        assert {*table._typed_in(words)} <= {*table.found_in(words)}


@pytest.mark.parametrize(
    "words",
    [
        "bloody hell",
        "Shell goes to nans",
        "a hell of a day",
        "tel 07700 900123",
        "he is ill",
        "want",
    ],
)
def test_what_may_be_another_word_is_left_as_it_is_typed(words: str) -> None:
    assert not spelt(words).words
