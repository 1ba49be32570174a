"""What a manager is to look at today is settled by what was found and done, and not by "ok"."""

from __future__ import annotations

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.practice import ContactMade
from consent_service.domain.safety.seento import GRAVE, settles
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import MANAGER, WORKER, Story, family
from tests.domain.test_tells_of_harm import a_family, told
from tests.reasons import ENOUGH

#: As they were typed, and cleared it.
TOO_LITTLE = ("ok", "Seen", "As discussed", "Looked into, all is well.", "n/a")


def harm() -> Story:
    story = a_family()
    told(story, "EnquiryOpened.worry", "Baby of 4 months with a fractured rib.")
    return story


def of_harm_that_an_agency_wrote() -> Story:
    story = a_family()
    told(story, "AgencyReplied.words", "Mum hits him")
    return story


def somebody_told() -> Story:
    story = family().unsafe("dad").later()
    story.make(
        ContactMade, person="dad", enquiry="E1", method="CALL", words="Told him where she is"
    )
    return story


def somebody_who_knows() -> Story:
    story = a_family().later().unsafe("mum").later()
    told(story, "AgencyReplied.words", "Mum knows.", WORKER)
    return story


ASKED = {
    harm: ("READ_HARM", "WORDS_TELL_OF_HARM"),
    of_harm_that_an_agency_wrote: ("READ_HARM", "WORDS_TELL_OF_HARM"),
    somebody_told: ("LOOK_AT_TOLD", "NOT_BY_THIS_WAY"),
    somebody_who_knows: ("LOOK_AT_TOLD", "SOMEBODY_KNOWS"),
}


@pytest.mark.parametrize("begin", ASKED)
@pytest.mark.parametrize("reason", [*TOO_LITTLE, ENOUGH])
def test_it_is_asked_again_until_it_is_said_what_was_found_and_done(
    begin: object, reason: str
) -> None:
    task, doubt = ASKED[begin]  # type: ignore[index]
    story = begin()  # type: ignore[operator]
    assert task in story.codes()
    place = story.entries[-1][0].seq
    story.later().make(FoundRight, MANAGER, entry=place, reason=reason, doubts=(doubt,))
    stamp, content = story.entries[-1]
    found = notices_of(content, stamp, View(story.file, story.at, story.at), Directory())
    says_nothing = reason != ENOUGH
    assert ("SETTLES_NOTHING" in {one.code for one in found}) is says_nothing
    assert (task in story.later().codes()) is says_nothing


@pytest.mark.parametrize("doubt", ["BIRTH_IS_A_GUESS", *sorted(GRAVE)])
def test_of_a_date_that_looks_odd_a_few_words_are_enough(doubt: str) -> None:
    at = family().at
    short = FoundRight(entry=1, reason="ok", doubts=(doubt,), effective_at=at)
    assert settles(short, doubt) is (doubt not in GRAVE)
    assert not settles(short, "CHILD_TWICE")
