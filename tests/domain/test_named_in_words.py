"""F23: whoever referred and is not to be named is not named by accident."""

from __future__ import annotations

from typing import Any, Final

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.freetext.wordsofareferrer import (
    answer_tells_of_a_no,
    without_asking_not_to_be_named,
)
from consent_service.domain.names.namedinprose import as_read, named_in
from consent_service.domain.noticing.namedinwords import may_name_who_referred
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.recorded import events
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.practice import DisclosureRecorded
from tests.domain.tasks.happenings import disclose
from tests.domain.tasks.story import Story
from tests.sweeping import each


def _named(words: str, name: str, *, anonymous: bool = True) -> bool:
    story = Story()
    story.make(events.EnquiryOpened, enquiry="E2", referrer_name=name, referrer_anonymous=anonymous)
    disclose(story, rests_on=(), words_sent=words)
    view = View(story.file, story.at, story.at)
    (held,) = story.file.of(DisclosureRecorded)
    return may_name_who_referred(view, held.event)


@pytest.mark.parametrize(
    "words", ["Mr Gatley rang us.", "The neighbour, GATLEY, hears shouting.", "As Tom said."]
)
def test_a_part_of_the_name_is_enough(words: str) -> None:
    assert _named(words, "Tom Gatley")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("A neighbour rang us.", "The neighbour, Tom Gatley"),
        ("Mr Example rang.", "Mr Tom Gatley"),
        ("They live in Gatleyham.", "Gatley"),
    ],
)
def test_other_words_are_nobodys_name(words: str, name: str) -> None:
    assert not _named(words, name)


@pytest.mark.parametrize(
    "words",
    [
        "Next door neighbour (no 14) reported screaming",
        "next door says baby screams",
        "The neighbour at no. 14 rang.",
        "Number 14 told us of shouting",
        "A woman across the road hears it",
    ],
)
def test_where_they_live_names_a_neighbour(words: str) -> None:
    """A family knows who lives at number 14."""
    for name in ("", "Tom Gatley"):
        assert _named(words, name)
        assert not _named(words, name, anonymous=False)


@pytest.mark.parametrize(
    ("words", "kept", "is_no"),
    [
        ("dont you dare tell them it was me theyll have my windows in", "", False),
        ("She agrees. Please do not say who rang.", "She agrees.", False),
        ("Mum said no. dont tell them it was me", "Mum said no.", True),
        ("mum said no, and dont tell her it was me", None, True),
        ("Do not tell Dad", None, True),
        ("She is happy with it", None, False),
    ],
)
def test_that_a_referrer_asks_not_to_be_named_is_no_no_and_is_read_out_to_nobody(
    words: str, kept: str | None, *, is_no: bool
) -> None:
    assert without_asking_not_to_be_named(words) == (words if kept is None else kept)
    if words != "Do not tell Dad":
        assert answer_tells_of_a_no(words) is is_no


def test_who_may_be_named_may_stand_there() -> None:
    assert not _named("Mr Gatley rang us.", "Tom Gatley", anonymous=False)


@each("typed", "read", of=[("Dad  told", "Dad told"), ("a \t \n\n b", "a\nb"), (" " * 4000, " ")])
def test_thousands_of_blanks_are_read_as_one(typed: str, read: str) -> None:
    assert as_read(typed) == read


@each(
    "name",
    "words",
    "is_named",
    of=[
        ("Nick", "my mum saw nick hit me", True),
        ("Nick", "ring nick", True),
        ("Nick", "scared of nick", True),
        ("June", "tell june", True),
        ("Dawn", "by way of dawn's phone", True),
        ("Norm", "norm lives here", True),
        ("Angel", "dont ask angel", True),
        ("Nick", "in the nick of time", False),
        ("June", "we moved in june", False),
        ("June", "on 14th june", False),
        ("Dawn", "he left at dawn", False),
        ("Angel", "she is a little angel", False),
        ("Star", "he is the star", False),
        ("Will", "he will ring", False),
    ],
)
def test_a_name_in_small_letters_is_one_where_no_other_word_is_meant(
    name: str, words: str, *, is_named: bool
) -> None:
    story = Story().child().adult("mum")
    story.make(events.AdultAdded, person="x", names=f"{name} Tobb", interpreter_needed=False)
    since: dict[str, Any] = {"role": "FATHER", "pr_status": "YES", "effective_at": ALWAYS}
    story.make(events.RelationshipRecorded, person="x", child="ng", **since)
    view = View(story.file, story.at, story.at)
    assert ("x" in named_in(view, words)) is is_named


#: As a referrer types it beside a ticked yes.
_NOT_FOR_IT: Final = (
    *("dad not on board", "mum isn't keen", "parents split on it", "Dad's not keen"),
    *("mum agreed but dad not in agreement", "Dad opposed to MASH", "dad refusing"),
    *("parents disagree", "father reluctant", "step-dad not keen", "Mum yes. Dad wont agree"),
    *("Mum consents, dad isn't on board with it", "mum would rather not", "couple divided on it"),
    *("dad is having none of it", "Mum not happy with referral", "mum ok, dad against it"),
)
_FOR_IT: Final = (
    *("Both parents agreed to referral", "parents split up last year, mum agreed"),
    *("Dad unsure where he lives now. mum consents", "Mum not sure about the dates but agreed"),
    *("mum happy for referral, not in school today", "He is not keen on school. Mum agreed"),
    *("mum not at home a lot, agreed", "Mum and dad aware, consented by phone"),
    *("Parents are separated; mum agreed", "Dad not involved. Mum consents"),
)


@each(
    "words",
    "worry",
    "ticked",
    "is_told",
    of=[
        ("mum agreed, dad refused", "Zz", "YES", True),
        ("mum does not consent to GP being contacted", "Zz", "PARENTS_AWARE", True),
        ("dad said no to MASH", "Zz", "NOT_STATED", True),
        (None, "Parents have refused consent for referral", "NOT_STATED", True),
        (None, "consent withheld by dad", "YES", True),
        ("dad refused", "Zz", "NO", False),
        (None, "Low since June. She does not want school told about it.", "YES", True),
        (None, "mum doesnt want the health visitor involved", "YES", True),
        (None, "Bruise on arm. Dad said no to us speaking to the GP", "YES", True),
        (None, "Mum asks us not to speak to Rubys school about it", "YES", True),
        (None, "Mum told him not to go to school today", "YES", False),
        (None, "Mum says no concerns at home", "YES", False),
        (None, "Tia said she didn't want anyone contacted", "NOT_STATED", True),
        (None, "He does not want to go to school and nobody knows why", "YES", False),
        (None, "She doesn't want mum to know", "YES", False),
        (
            "Mum is aware and happy for MASH to ring her. Not discussed with dads.",
            "Zz",
            "YES",
            False,
        ),
        ("not told parents on advice", "Zz", "NOT_STATED", False),
        (None, "He refuses to go to school and does not eat", "YES", False),
        ("she begged me not to ring home", "Zz", "NOT_STATED", False),
        ("S asked us not to tell her dad or uncles", "Zz", "NOT_STATED", False),
        ("she begged me not to ring home and mum says no to this", "Zz", "NOT_STATED", True),
        ("mum asked us not to ring the GP", "Zz", "NOT_STATED", True),
        *(
            (f"{one} not to {other}", "Zz", "NOT_STATED", True)
            for one in (
                *("Mum told us", "Parents want us", "They asked us", "We were asked by mum"),
                *("Mum is upset. She begged us", "Dad has told school"),
            )
            for other in ("contact the family about this", "ring home", "tell dad")
        ),
        (None, "No referral before. Mum agreed", "YES", False),
        *((words, "Zz", "YES", True) for words in _NOT_FOR_IT),
        *((None, words, "YES", True) for words in _NOT_FOR_IT[:6]),
        *((words, words, "YES", False) for words in _FOR_IT),
    ],
)
def test_what_a_referrer_writes_of_a_no_is_held_against_what_they_ticked(
    words: str | None, worry: str, ticked: str, *, is_told: bool
) -> None:
    """ "Mum agreed, dad refused" beside a ticked yes was taken in without a word."""
    story = Story().child().adult("mum")
    story.enquiry(referrer_words=words, worry=worry, referrer_reported_consent=ticked)
    place, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    assert ("REFERRER_TELLS_OF_A_NO" in [*codes_of(content, place, view)]) is is_told
