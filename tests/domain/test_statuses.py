"""No status says "agreed" where a check says otherwise, nor "not asked" of somebody who spoke."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from consent_service.domain.answers import Item, Reason, Says
from consent_service.domain.codes import OWN_TO_AN_ADULT, codes
from consent_service.domain.deciding.whoseyes import is_enough
from consent_service.domain.file.view import View
from consent_service.domain.recorded.circumstances import OrderRecorded
from consent_service.domain.recorded.events import CompetenceRecorded
from consent_service.domain.said.contradicting import AGREEMENTS
from consent_service.domain.said.counting import said_nothing_of
from consent_service.domain.said.lifted import is_lifted_now
from consent_service.domain.said.statuses import shown_status, status_of_person
from consent_service.domain.scopes.containing import misses
from consent_service.domain.scopes.scope import ANY, Agency, Point, Reach, as_asked, excludes
from consent_service.domain.scopes.services import Directory, Service
from tests.domain.scenario_files import OWN, Case, load, read
from tests.domain.strategies import CHILDREN, families, questions
from tests.domain.tasks.story import DAY, MANAGER, Story, scope
from tests.trying import tried

Dict = dict[str, Any]
AGREED: Final = {"AGREED", "EXPIRING_SOON"}
SILENT: Final = {"NOT_ASKED", "ATTEMPTED"}
#: Whose answers stand where a question asks for nothing they have spoken of.
UNSPOKEN: Final = {Reason.NOT_ASKED, Reason.REPORTED_NOT_CONFIRMED} | {
    reason for reason in Reason if reason.startswith("OUT_OF_SCOPE")
}

thorough = tried(8, at_length=640, suppress_health_check=list(HealthCheck))


def asked(case: Case, item: Item) -> Point:
    proposal = case.proposal
    return Point(item.subject, proposal.purpose, proposal.agency, item.category, item.direction)


def is_strange_to(person: str, case: Case) -> bool:
    """By a name that no list has and that they never said: their status cannot tell of it."""
    agency = as_asked(case.proposal.agency, case.directory)
    theirs = (held.event for held in case.file.responses if held.event.person == person)
    said = {one for answer in theirs for one in answer.scope.agencies}
    return agency.names_one and agency.id is None and case.proposal.agency not in said


def is_of_another(item: Item) -> bool:
    return item.reason in (Reason.ADULT_NOT_ASKED, Reason.OUT_OF_SCOPE_CHILD)


@thorough
@given(facts=families(), question=questions(enquiry=["E1"], subjects=[["ann"], ["ben"]]))
def test_no_status_says_agreed_where_a_check_says_otherwise(facts: Dict, question: Dict) -> None:
    case = read(facts, question)
    view = View(case.file, case.as_of, case.known_at)
    for item in case.answer().items:
        for p in item.positions:
            if p.person in CHILDREN or is_of_another(item):
                continue
            status = status_of_person(view, p.person, item.subject, "E1", case.directory)
            told = p.reason not in UNSPOKEN and not is_strange_to(p.person, case)
            if p.says is not Says.YES and told:
                assert status not in AGREED, (p, status)
            if p.says is Says.YES and not p.decides and len(view.readings) == 1:
                assert status != "AGREED", (p, status)
            if p.says is Says.YES:
                assert status not in SILENT, (p, status)
        point = asked(case, item)
        for yes in view.said:
            given = yes.event
            stands = {p.person: p for p in item.positions}.get(given.person)
            if (
                # Where something waits, a check is answered by its most careful reading.
                len(view.readings) == 1
                and given.answer in AGREEMENTS
                and (given.enquiry, given.response_kind) == ("E1", "SHARE_INFO")
                and stands is not None
                and not is_of_another(item)
                and not misses(given.scope, point, view.then(yes.seq), case.directory)
                and excludes(given.scope, point, case.directory) is Reach.NOT
                and stands.says is not Says.YES
            ):
                assert shown_status(view, yes, case.directory) not in AGREED


@thorough
@given(
    facts=families(),
    question=questions(enquiry=["E1"]),
    child=st.sampled_from(CHILDREN),
)
def test_nobody_who_spoke_of_a_child_is_called_not_asked(
    facts: Dict, question: Dict, child: str
) -> None:
    case = read(facts, question)
    view = View(case.file, case.as_of, case.known_at)
    for person in view.adults:
        if child in view.children and not said_nothing_of(view, person, child, "E1"):
            status = status_of_person(view, person, child, "E1", case.directory)
            assert status not in {*SILENT, "UNREACHABLE", "SAFETY_NOT_KNOWN"}


@thorough
@given(facts=families(), question=questions(enquiry=["E1"]))
def test_whose_yes_is_enough_is_whose_word_a_check_counts(facts: Dict, question: Dict) -> None:
    case = read(facts, question)
    view = View(case.file, case.as_of, case.known_at)
    gone = view.the_dead
    for item in case.answer().items:
        point = asked(case, item)
        if item.subject not in view.children.keys() - gone or point.category in OWN_TO_AN_ADULT:
            continue
        for p in item.positions:
            # Where something waits, a check is answered by its most careful reading.
            if p.says is Says.YES and p.person not in gone and len(view.readings) == 1:
                assert is_enough(view, p.person, point) is p.decides, p


DAYS = [f"2026-11-{day:02d}T12:00:00+00:00" for day in (8, 9, 10)]
NO = {"answer": "REFUSED"}
EDUCATION = {"categories": ["EDUCATION"]}
DISPUTED = {"disputed": [{"effective_at": DAYS[2], "recorded_at": DAYS[2]}]}
#: What mum said, one after the other on three days, and what she is called then.
CALLED: Final = [
    ([{}], "AGREED"),
    ([{"expires_at": "2026-11-14T12:00:00+00:00"}], "EXPIRING_SOON"),
    ([{"valid_from": "2026-11-20T12:00:00+00:00"}], "NOT_YET"),
    ([DISPUTED], "DISPUTED"),
    ([{"explained": "NOTHING", "check": "SAID_YES_ONLY"}], "VALIDITY_CONCERN"),
    ([{"recorded_at": DAYS[0]}, NO | {"effective_at": "2026-11-08T09:00:00+00:00"}], "SAID_BOTH"),
    ([{}, NO | EDUCATION], "AGREED_AND_REFUSED"),
    ([{"categories": ["*"]}, EDUCATION | {"answer": "WITHDRAWN"}], "PART_WITHDRAWN"),
    ([{"categories": ["*"], "exclusions": ["EDUCATION"]}], "AGREED_PART"),
    ([{"exclusions": [{"type": "GP", "organisation": "Hillside"}]}], "AGREED_PART"),
    ([{}, {"answer": "WITHDRAWN"}], "WITHDRAWN"),
    ([{}, NO], "REFUSED"),
    ([NO, {"pressure": True}], "REFUSED"),
    ([{}, EDUCATION | {"answer": "UNDECIDED"}], "AGREED_PART"),
    ([{"categories": ["ADULT_MENTAL_HEALTH"]}], "NOT_THEIRS"),
    ([EDUCATION | {"answer": "ASK_ATTEMPTED"}], "ATTEMPTED"),
    ([], "NOT_ASKED"),
]


@pytest.mark.parametrize(("said", "status"), CALLED, ids=range(len(CALLED)))
def test_what_a_caregiver_is_called_comes_from_what_was_said_of_each_item(
    said: list[Dict], status: str
) -> None:
    usual = next(one for one in load(OWN) if one["id"] == "X233")
    mum = next(one for one in usual["facts"]["adults"] if one["id"] == "mum")
    given = usual["facts"]["responses"][0] | {"answer": "AGREED"}
    facts = usual["facts"] | {
        "adults": [mum | {"needs": "explained" in {key for one in said for key in one}}],
        "responses": [
            given | dict.fromkeys(("effective_at", "recorded_at"), day) | one
            for one, day in zip(said, DAYS, strict=False)
        ],
    }
    case = read(facts, usual["question"])
    view = View(case.file, case.as_of, case.known_at)
    (child,) = view.children
    assert status_of_person(view, "mum", child, "E1") == status
    assert status in codes("shown_statuses")


def test_a_yes_to_what_was_delegated_since_is_not_called_agreed() -> None:
    story = Story().child().adult("mum").adult("gran", pr_status="NO").enquiry()
    every = scope("ng", categories=(ANY,), purposes=(ANY,), agencies=(Agency("GP"),))
    said = story.later().say("AGREED", "gran", scope=every)
    delegated: Dict = {"order_type": "DELEGATED_AUTHORITY", "people": ("gran",), "source": "Zz"}
    delegated |= {"purposes": ("AGENCY_CHECKS",), "categories": ("CHILD_HEALTH",)}
    story.later().make(OrderRecorded, order="order", child="ng", **delegated)
    view = View(story.later().file, story.at, story.at)
    (answer,) = (one for one in view.said if one.event.response == said)
    assert shown_status(view, answer) not in AGREED


def test_whoever_agreed_to_a_type_and_said_no_to_what_is_not_listed_agreed_in_part() -> None:
    listed = Directory([Service("hillside", "GP", ("Hillside Surgery",))])
    story = Story().child().adult("dad").enquiry()
    zed = scope("ng", agencies=(Agency("GP", "Zed Surgery"),))
    story.later().say("REFUSED", "dad", scope=zed)
    said = story.later(2 * DAY).say("AGREED", "dad", scope=scope("ng"))
    view = View(story.later().file, story.at, story.at)
    (answer,) = (one for one in view.said if one.event.response == said)
    assert shown_status(view, answer, listed) not in AGREED


def test_a_no_that_was_said_in_no_enquiry_is_in_the_status_of_each_yes_it_reaches() -> None:
    story = Story().child().adult("mum").enquiry()
    said = story.later().say("AGREED", "mum", scope=scope("ng", directions=("BOTH",)))
    story.later(DAY).say("REFUSED", "mum", scope=scope("ng", directions=("SHARE",)), enquiry="")
    view = View(story.later().file, story.at, story.at)
    (answer,) = (one for one in view.said if one.event.response == said)
    assert shown_status(view, answer) not in AGREED


def test_a_yes_to_a_type_is_not_called_agreed_where_a_name_of_another_type_may_be_in_it() -> None:
    story = Story().child().adult("dad").enquiry()
    story.later().say("REFUSED", "dad", scope=scope("ng", agencies=(Agency("GP", "Hillside"),)))
    schools = scope("ng", agencies=(Agency("SCHOOL"),))
    said = story.later(2 * DAY).say("AGREED", "dad", scope=schools)
    view = View(story.later().file, story.at, story.at)
    (answer,) = (one for one in view.said if one.event.response == said)
    assert shown_status(view, answer) not in AGREED


def test_a_yes_of_whoever_does_not_decide_is_called_that_for_as_long_as_it_is_so() -> None:
    """A carer's, and of one who also decides for another child that it is agreed in part."""
    story = Story().child().adult("mum").adult("gran", role="FOSTER_CARER", pr_status="NO")
    story.enquiry().later()
    carers = story.say("AGREED", "gran", scope=scope("ng"))
    mothers = story.say("AGREED", "mum", scope=scope(ANY))
    story.later().child("teen", dob=date(2009, 1, 1))

    def shown(said: str) -> str:
        view = View(story.file, story.at, story.at)
        return shown_status(view, next(r for r in view.said if r.event.response == said))

    assert (shown(carers), shown(mothers)) == ("NOT_DECIDING", "AGREED")
    both = story.later().say("AGREED", "mum", scope=scope("ng", "teen"))
    assert shown(both) == "AGREED_PART"
    story.say("WITHDRAWN", "gran", scope=scope("ng"))
    assert shown(carers) == "WITHDRAWN"


def test_a_yes_that_is_enough_for_one_purpose_alone_is_agreed_in_part() -> None:
    """In one word as in the answer itself: for all else the young person decides."""
    story = Story().child("teen", date(2009, 1, 1)).adult("mum", "teen").enquiry()
    unable = "NOT_COMPETENT"
    story.make(CompetenceRecorded, MANAGER, child="teen", status=unable, purpose="AGENCY_CHECKS")
    story.agree("mum", scope=scope("teen", purposes=(ANY,)))
    view = View(story.file, story.at, story.at)
    (yes,) = view.said
    assert shown_status(view, yes) == "AGREED_PART"
    assert status_of_person(view, "mum", "teen", "E1") == "AGREED_PART"


def test_a_service_that_goes_by_another_name_now_is_looked_up_anew_in_the_same_look() -> None:
    """Several things are recorded in one batch, and all of them are seen by one look: what was
    worked out by the directory as it was is not told by the directory as it is.
    """
    story = Story().child().adult("mum").enquiry()
    story.say("REFUSED", scope=scope(agencies=(Agency("GP", "Hillside", "hill"),)))
    story.later(2 * DAY).agree(scope=scope(agencies=(Agency("GP", "Park Street"),)))
    view = View(story.file, story.at, story.at)

    def told(by: View, *names: str) -> tuple[bool, str]:
        listed = Directory((Service("hill", "GP", names),))
        lifted = is_lifted_now(by, by.said[0], listed)
        return lifted, status_of_person(by, "mum", "ng", "E1", listed)

    one, other = ("Hillside",), ("Hillside", "Park Street")
    asked = [told(view, *names) for names in (one, other, one)]
    anew = [told(View(story.file, story.at, story.at), *names) for names in (one, other, one)]
    assert asked == anew
    assert asked[0] != asked[1]
