"""F23: whoever referred and is not to be named is not named by accident."""

from __future__ import annotations

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.names.namedinprose import as_read
from consent_service.domain.noticing.namedinwords import may_name_who_referred
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.recorded import events
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


def test_who_may_be_named_may_stand_there() -> None:
    assert not _named("Mr Gatley rang us.", "Tom Gatley", anonymous=False)


@each("typed", "read", of=[("Dad  told", "Dad told"), ("a \t \n\n b", "a\nb"), (" " * 4000, " ")])
def test_thousands_of_blanks_are_read_as_one(typed: str, read: str) -> None:
    assert as_read(typed) == read


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
        (
            "Mum is aware and happy for MASH to ring her. Not discussed with dads.",
            "Zz",
            "YES",
            False,
        ),
        ("not told parents on advice", "Zz", "NOT_STATED", False),
        (None, "He refuses to go to school and does not eat", "YES", False),
        (None, "No referral before. Mum agreed", "YES", False),
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
