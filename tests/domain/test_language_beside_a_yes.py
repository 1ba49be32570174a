"""Whether anybody here can read words beside a yes: another language, a mistype, an interpreter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from consent_service.domain.freetext.readslikeano import (
    is_short_and_plain,
)
from consent_service.domain.freetext.wordsofayes import (
    BEGIN_A_NO,
    NO_ELSEWHERE,
    reads_as_english,
    says_no_elsewhere,
)
from consent_service.domain.recorded.particulars import Interpreter
from consent_service.domain.recorded.practice import NeedsRecorded
from tests.domain.test_beside_a_yes import THEIRS, UNREAD, counts
from tests.domain.test_tells_of_harm import a_family

#: Of whoever speaks Polish, as far as is on record.
UNREAD_OF_HERS: Final = (*UNREAD, "Tak, proszę", "Tak ok dobrze", "Zgoda")


@pytest.mark.parametrize("words", UNREAD_OF_HERS)
def test_of_whoever_speaks_another_language_more_of_it_is_to_be_english(words: str) -> None:
    story = a_family()
    needs: dict[str, Any] = {"person": "mum", "indicators": ("ENGLISH_NOT_FIRST_LANGUAGE",)}
    story.make(NeedsRecorded, **needs)
    story.say("AGREED", "mum", conversation=story.talk("mum", parent_words=words))
    assert not counts(story)


def test_whoever_can_read_them_says_so_and_no_tick_makes_anothers_word_theirs() -> None:
    for words, is_read in (("Nie ma problemu", True), ("Yes, says her husband", False)):
        story = a_family()
        talk = story.talk("mum", parent_words=words, not_a_no=True)
        story.say("AGREED", "mum", conversation=talk)
        assert counts(story) is is_read, words


@pytest.mark.parametrize("word", sorted(NO_ELSEWHERE | BEGIN_A_NO))
def test_each_no_of_another_language_is_one_wherever_it_is_looked_for(word: str) -> None:
    assert not reads_as_english(word, is_foreign=False)
    assert says_no_elsewhere(word)
    assert not is_short_and_plain(word)


@pytest.mark.parametrize("words", sorted({*THEIRS, "Yes", "Yep", "Fine by me", "Yesss"}))
def test_what_is_usual_to_say_is_read_whoever_says_it(words: str) -> None:
    assert reads_as_english(words, is_foreign=True), words


def test_each_plain_yes_of_the_tests_is_read() -> None:
    """Words that stand beside a yes anywhere in these tests, and are no sign for words."""
    every = {
        words
        for path in Path(__file__).parents[1].rglob("test_*.py")
        if _MAY_BE_TYPED.search(text := path.read_text())
        for words in _typed_beside_a_yes(ast.parse(text))
    }
    assert len(every) > 10
    assert not {one for one in every if not reads_as_english(one, is_foreign=False)}


#: To read the others as Python reads them takes longer than all else here.
_MAY_BE_TYPED: Final = re.compile(r"\b(?:agree|talk|agreement)\([^)]*words=")


def _typed_beside_a_yes(tree: ast.AST) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        given: dict[str | None, Any] = {one.arg: one.value for one in call.keywords}
        members = ("words", "parent_words") if name in ("agree", "talk", "agreement") else ()
        for said in (given.get(one) for one in members):
            words = said.value if isinstance(said, ast.Constant) else None
            if isinstance(words, str) and words.strip() and "Zz" not in words:
                yield words


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        *((one, True) for one in ("Tak, oczywiście", "Tak", "Da, sunt de acord", "ہاں جی")),
        *((one, True) for one in ("Haan ji theek hai", "Yes", "جی ہاں")),
        *(
            (one, False)
            for one in ("Nie zgadzam się", "نہیں", "ਨਹੀਂ", "Nu sunt de acord", "Не хочу")
        ),
    ],
)
def test_whoever_interprets_knows_what_they_said_and_a_no_is_asked_about(
    words: str, *, counted: bool
) -> None:
    for is_family in (False, True):
        story = a_family()
        needs: dict[str, Any] = {"person": "mum", "indicators": ("ENGLISH_NOT_FIRST_LANGUAGE",)}
        story.make(NeedsRecorded, **needs)
        who: dict[str, Any] = {
            "interpreter": Interpreter("Polish", "LL-1", is_family_member=is_family),
            "understanding_check": "EXPLAINED_BACK",
        }
        story.say("AGREED", "mum", conversation=story.talk("mum", parent_words=words, **who))
        if is_family:
            assert not counts(story) or words == "Yes"
        else:
            assert counts(story) is counted
