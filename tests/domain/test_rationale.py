"""What a reason has to say before a decision can rest on it."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import consent_service
from consent_service.domain.codes import codes
from consent_service.domain.freetext.rationale import (
    LEAST_OF_A_REASON,
    LEAST_SAID,
    PARTS,
    STOCK_PHRASES,
    in_plain_words,
    length_said,
    plain,
    says_why,
    what_is_missing,
)
from consent_service.domain.recorded.particulars import NOTHING_SAID, Rationale
from tests.sweeping import each

WHOLE = Rationale(
    what_risk="A third injury in a month.",
    why_now="The child goes home tonight.",
    why_this_agency_and_information="The health visitor saw her last week.",
    what_if_we_wait="Another injury could follow.",
    alternatives_considered="Asking the mother again tomorrow.",
)
texts = st.text(max_size=80)
rationales = st.builds(Rationale, texts, texts, texts, texts, texts)


def missing(rationale: Rationale, *, said_before: bool = False) -> list[tuple[str, str]]:
    return list(what_is_missing(rationale, said_before=said_before))


def with_part(part: str, words: str) -> Rationale:
    changed: Rationale = msgspec.structs.replace(WHOLE, **{part: words})
    return changed


def test_five_answers_that_say_something_are_enough() -> None:
    assert missing(WHOLE) == []


def test_nothing_said_is_missing_everywhere() -> None:
    assert missing(NOTHING_SAID) == [(part, "EMPTY") for part in PARTS]


@each("part", "words", of=[*product(PARTS, ("", "   ", "...", "\n"))])
def test_an_answer_of_no_words_is_empty(part: str, words: str) -> None:
    assert missing(with_part(part, words)) == [(part, "EMPTY")]


@each(
    "part",
    "words",
    of=[*product(PARTS, ("risk", "Safeguarding.", "CP", "AS DISCUSSED", "N/A", "none"))],
)
def test_one_word_or_a_stock_phrase_says_nothing(part: str, words: str) -> None:
    assert missing(with_part(part, words)) == [(part, "ONE_WORD")]


@each("phrase", of=sorted(STOCK_PHRASES))
def test_every_stock_phrase_is_found_however_it_is_written(phrase: str) -> None:
    written = f" {phrase.title()}! "
    assert (PARTS[0], "ONE_WORD") in missing(with_part(PARTS[0], written))


def test_short_answers_are_too_short_together() -> None:
    short = Rationale("a b", "c d", "e f", "g h", "i j")
    assert missing(short) == [("", "TOO_SHORT")]


def test_one_answer_given_twice_answers_one_question() -> None:
    twice = with_part("why_now", WHOLE.what_risk.upper() + "!")
    assert missing(twice) == [("", "REPEATED")]


def test_reasons_said_before_are_pasted() -> None:
    assert missing(WHOLE, said_before=True) == [("", "PASTED")]


@given(rationales)
def test_what_is_found_always_has_words_and_a_place(rationale: Rationale) -> None:
    for part, code in missing(rationale):
        assert part in (*PARTS, "")
        assert code in codes("missing_words")


@given(rationales)
def test_what_is_accepted_says_at_least_so_much_in_every_part(rationale: Rationale) -> None:
    if missing(rationale):
        return
    assert sum(len(getattr(rationale, part)) for part in PARTS) >= LEAST_OF_A_REASON
    assert all(len(plain(getattr(rationale, part)).split()) >= 2 for part in PARTS)


@given(rationales)
def test_case_spacing_and_punctuation_make_no_other_reason(rationale: Rationale) -> None:
    parts = msgspec.structs.asdict(rationale)
    dressed = Rationale(**{name: f"  {words.swapcase()}.\n" for name, words in parts.items()})
    # A letter whose other case folds to something else is another word.
    if all(words.swapcase().casefold() == words.casefold() for words in parts.values()):
        assert in_plain_words(dressed) == in_plain_words(rationale)


def test_whoever_reads_how_many_characters_are_wanted_reads_how_many_are() -> None:
    """In whichever text: a number that is typed into one is no other than what is asked."""
    wanted: dict[str, list[str]] = {}
    for path in Path(consent_service.__file__).parent.rglob("*.*"):
        text = path.read_text("utf-8") if path.suffix in (".html", ".py", ".toml") else ""
        for number in re.findall(
            r"(?:least|ewer than)\W+(?:than )?(\d+) characters|in (\d+) characters at", text
        ):
            wanted.setdefault("".join(number), []).append(path.name)
    assert wanted.keys() == {str(LEAST_OF_A_REASON), str(LEAST_SAID)}
    assert "codes.toml" in wanted[str(LEAST_OF_A_REASON)]


@pytest.mark.parametrize(
    "words",
    [
        "Spoke to team all fine. " * 3,
        "Spoke to team all fine " * 4,
        "Spoke to team all fine.\nspoke to team, all fine!\n" * 2,
        "ok " * 40,
    ],
)
def test_what_is_said_again_word_for_word_says_no_more(words: str) -> None:
    assert not says_why(words)
    assert length_said(words) <= len("Spoke to team all fine.")


def test_of_what_is_said_once_every_character_counts() -> None:
    said = "She said it. I rang the school, and the school said that it was so, and she said it."
    assert length_said(f"  {said}\n") == len(said)
