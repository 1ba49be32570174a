"""Of somebody who was joined across files a no is heard on the other one, and a yes never is."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import Any

import pytest

from consent_service.domain.deciding.decision import decide
from consent_service.domain.families.matching import Match
from consent_service.domain.families.searching import keys_by_person
from consent_service.domain.file.bounds import Steps
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.view import View
from consent_service.domain.otherfiles import elsewhere
from consent_service.domain.otherfiles.elsewhere import tells_nothing, to_be_told
from consent_service.domain.recorded.event import tag_of
from consent_service.domain.recorded.joinedelsewhere import NoHeardElsewhere, PersonJoinedElsewhere
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.scope import ANY, SEEK, SHARE, Agency, Exclusions, Scope
from tests.counted import steps
from tests.domain.tasks.story import DAY, Story, question, scope
from tests.domain.walk.situations import SITUATIONS
from tests.domain.walk.values import paths
from tests.domain.walk.walking import as_it_stands, of, tried


def file_of(prefix: str, birth: date = date(2024, 2, 1)) -> Story:
    """A child and a mother who were joined with those of the other file, and a child of its own."""
    story = Story()
    story.child(f"{prefix}-kim", birth).child(f"{prefix}-own", date(2015, 1, len(prefix)))
    story.adult(f"{prefix}-mum", f"{prefix}-kim", role="MOTHER").enquiry(f"{prefix}-enquiry")
    for joining, person in (("one", f"{prefix}-mum"), ("two", f"{prefix}-kim")):
        story.make(PersonJoinedElsewhere, joining=joining, person=person)
    return story


def heard(here: Story, there: Story, most: Steps | None = None) -> list[NoHeardElsewhere]:
    """What of this file is heard on that one."""
    at = max(here.at, there.at)
    told = to_be_told(View(here.file, at, at), View(there.file, at, at), most)
    return [event for event in told if isinstance(event, NoHeardElsewhere)]


def said(story: Story, answer: str, **members: Any) -> None:
    usual = {"enquiry": "a-enquiry", "scope": scope("a-kim")}
    story.later(DAY).say(answer, "a-mum", **{**usual, **members})


def test_a_yes_is_heard_nowhere_and_what_it_leaves_out_is_heard_as_a_no() -> None:
    here, there = file_of("a"), file_of("bb")
    said(here, "AGREED")
    assert heard(here, there) == []
    left_out = Exclusions(agencies=(Agency("SCHOOL"),))
    said(here, "AGREED_IN_PART", scope=scope("a-kim", exclusions=left_out))
    (no,) = heard(here, there)
    assert (no.person, no.enquiry, no.answer) == ("bb-mum", "bb-enquiry", "REFUSED")
    assert (no.scope.subjects, no.scope.agencies) == (("bb-kim",), (Agency("SCHOOL"),))


def test_a_no_is_heard_once_of_those_who_stand_on_both_files_and_not_of_anybody_else() -> None:
    here, there = file_of("a"), file_of("bb")
    said(here, "REFUSED", scope=scope("a-own"))
    assert heard(here, there) == []
    said(here, "REFUSED", scope=scope("a-kim", "a-mum", "a-own"))
    (no,) = heard(here, there)
    assert set(no.scope.subjects) == {"bb-kim", "bb-mum"}
    there.record(no)
    assert heard(here, there) == []
    # It goes no further than to the file that it was told to.
    assert heard(there.later(), here) == []
    there.enquiry("bb-later")
    assert [no.enquiry for no in heard(here, there)] == ["bb-later"]


def test_what_they_have_said_yes_to_since_and_what_an_enquiry_ended_is_not_heard() -> None:
    here, there = file_of("a"), file_of("bb")
    said(here, "REFUSED")
    assert len(heard(here, there)) == 1
    said(here, "AGREED")
    assert heard(here, there) == []
    said(here, "REFUSED")
    here.later().close("a-enquiry")
    assert heard(here, there) == []


def test_a_no_that_stands_in_no_enquiry_is_heard_there_and_one_that_ended_with_its_own_is_not() -> (
    None
):
    for enquiry, closed, is_heard in (
        ("", None, True),
        ("a-enquiry", "ENTERED_IN_ERROR", True),
        ("a-enquiry", "NFA_ADVICE", False),
    ):
        here, there = file_of("a"), file_of("bb")
        said(here, "REFUSED", enquiry=enquiry)
        if closed is not None:
            here.later(DAY).close("a-enquiry", reason=closed)
        assert bool(heard(here, there)) is is_heard


def test_beyond_the_bound_each_no_is_heard_lifted_or_not_and_nothing_is_raised() -> None:
    here, there = file_of("a"), file_of("bb")
    said(here, "REFUSED")
    said(here, "AGREED")
    assert heard(here, there) == []
    for enough_for in (0, 1):
        told = heard(here, there, Steps(enough_for))
        assert [(no.answer, no.person) for no in told] == [("REFUSED", "bb-mum")]


def test_what_is_heard_elsewhere_takes_twice_the_steps_of_twice_as_much() -> None:
    """Each no is held against each yes within the bound, and against none beyond it."""
    taken = []
    for count in (1, 24, 48):
        here, there = file_of("a"), file_of("bb")
        for number in range(count):
            service = Agency("OTHER_SERVICE", f"Service {number}")
            said(here, "REFUSED", scope=scope("a-kim", agencies=(service,)))
            said(here, "AGREED", scope=scope("a-kim", agencies=(service,)))
        mine, theirs = (View(one.file, here.at, here.at) for one in (here, there))
        told: list[Any] = []
        # What a reading of the file takes is looked at elsewhere.
        assert len(to_be_told(mine, theirs, Steps(10**9))) == 0
        taken.append(steps(lambda: told.extend(to_be_told(mine, theirs, Steps(200)))))  # noqa: B023
        assert count == 1 or told
    _, few, twice = taken
    assert twice <= few * 2.3


@pytest.mark.parametrize("answer", ["REFUSED", "WITHDRAWN"])
def test_a_no_to_everything_is_one_on_every_file_on_which_its_person_stands(answer: str) -> None:
    """Of a mother who stopped all, a child of the other file alone was agreed about as before."""
    here, there = file_of("a"), file_of("bb")
    there.adult("bb-mum", "bb-own", role="MOTHER")
    there.later(DAY).say("AGREED", "bb-mum", enquiry="bb-enquiry", scope=scope("bb-own"))
    assert outcome(there, "bb-own") == "COVERED"
    everything: dict[str, Any] = {
        "subjects": (ANY,),
        "agencies": (Agency(ANY),),
        "purposes": (ANY,),
    }
    said(here, answer, scope=Scope(**everything, categories=(ANY,), directions=(SEEK, SHARE)))
    for no in heard(here, there.later(2 * DAY)):
        there.record(no)
    for child in ("bb-own", "bb-kim"):
        assert outcome(there, child) == "OBJECTION"
    assert heard(here, there) == []
    # Her yes on that file, said after it, is her answer there.
    there.later(DAY).say("AGREED", "bb-mum", enquiry="bb-enquiry", scope=scope("bb-own"))
    assert (outcome(there, "bb-own"), outcome(there, "bb-kim")) == ("COVERED", "OBJECTION")


def outcome(story: Story, child: str) -> str:
    view = View(story.file, story.at, story.at)
    return decide(view, DEFAULT_POLICY, question(child, enquiry="bb-enquiry")).outcome.value


def everybody(file: CaseFile, _: CaseFile) -> list[Match]:
    return [Match(one, one, "BY_NUMBER") for one in keys_by_person(file)]


@pytest.mark.swept
@pytest.mark.parametrize("tag", dict.fromkeys(tag_of(one.kind) for one in SITUATIONS))
def test_of_a_file_that_tells_nothing_nothing_is_told(
    tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is put on record, and whenever it is held against another file, on which everybody
    stands whom it knows: there it is not looked at.
    """
    monkeypatch.setattr(elsewhere, "tells_nothing", lambda _: False)
    monkeypatch.setattr(elsewhere, "matches", everybody)
    for situation in of(tag):
        others = (tried(situation, path) for path in paths(situation.kind))
        for record in (as_it_stands(situation), *chain.from_iterable(others)):
            if tells_nothing(record.file):
                for at in record.moments:
                    source, target = View(record.file, at, at), View(record.file, at, at)
                    assert to_be_told(source, target) == [], record.newest
