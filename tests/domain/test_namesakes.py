"""Two adults of one name are told apart wherever somebody is sent to one of them."""

from __future__ import annotations

from consent_service.domain.answers import Safe
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.lifting.effects import falls
from consent_service.domain.lifting.written import written
from consent_service.domain.listed import listed_of_scene
from consent_service.domain.names.namesakes import told_apart
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import (
    PeopleJoined,
    PeopleParted,
    PeopleToldApart,
    PersonAmended,
)
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.falling import FallKind
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.safety.signs import Judged, Sign, asking
from consent_service.domain.safety.telling import telling
from consent_service.domain.scopes.services import Directory
from consent_service.domain.tasks.scene import Scene
from consent_service.domain.words.contacting import next_of
from consent_service.pages import called
from tests.domain.tasks.story import MANAGER, WORKER, Story, question
from tests.reasons import ENOUGH
from tests.sweeping import each


def of_one_name() -> Story:
    """The father, and a man of his name who lives there."""
    story = Story().child().adult("mum").adult("dad").adult("man", pr_status="NO").enquiry()
    for person, names in (("mum", "Ada Reid"), ("dad", "Martin Reid"), ("man", "MARTIN  REID")):
        story.make(PersonAmended, person=person, names=names)
    return story


def view_of(story: Story) -> View:
    return View(story.file, story.at, story.at)


def test_each_is_called_with_what_they_are_and_nobody_else_is() -> None:
    view = view_of(of_one_name())
    assert told_apart(view, "dad") == "Martin Reid (father of Zz)"
    assert told_apart(view, "man") == "MARTIN  REID (someone else in the household of Zz)"
    assert told_apart(view, "mum") == "Ada Reid"
    tasks = listed_of_scene(Scene(view, DEFAULT_POLICY)).tasks
    assert {one.person_names for one in tasks if one.task.person == "dad"} == {
        "Martin Reid (father of Zz)"
    }


def asked(story: Story, person: str) -> Judged:
    return asking(view_of(story), person)


def test_whoever_may_be_somebody_not_safe_is_neither_asked_nor_told() -> None:
    story = of_one_name()
    assert asked(story, "dad").answer is Safe.YES
    story.talk("dad")
    assert telling(view_of(story), "dad").answer is Safe.YES
    story.later().unsafe("man")
    assert asked(story, "dad") == Judged(Safe.NOT_KNOWN, (Sign.PERHAPS_THE_SAME,))
    assert telling(view_of(story), "dad").answer is Safe.NOT_KNOWN
    assert asked(story, "man").answer is Safe.NO
    assert asked(story, "mum").answer is Safe.YES
    assert story.whose("ONE_OR_TWO") == {"dad"}
    assert "dad" not in story.whose("SPEAK_TO") | story.whose("DECIDE_IF_SAFE")
    view = view_of(story)
    answer = decide(view, DEFAULT_POLICY, question(), Directory())
    said = next_of("outcomes", answer.outcome, view, answer.items)
    assert "Another adult here has the name of Martin Reid (father)" in said


@each("by", of=[WORKER, MANAGER])
def test_that_they_are_two_people_counts_once_a_manager_says_so(by: By) -> None:
    story = of_one_name()
    story.unsafe("man").later()
    before = view_of(story)
    two = {"person": "man", "other": "dad", "reason": "He has met both."}
    place = story.make(PeopleToldApart, by, **two)
    is_safe = asked(story, "dad").answer is Safe.YES
    assert is_safe is (by is MANAGER)
    # What a worker says would lift the doubt, and so it waits; whoever it was said of goes on.
    confirmed = View(story.file, story.at, story.at, confirmed=frozenset({place}))
    assert asking(confirmed, "dad").answer is Safe.YES
    found = falls(before, confirmed, written(story.file.of(PeopleToldApart)), DEFAULT_POLICY)
    assert [(one.kind, one.person) for one in found] == [(FallKind.PERSON_NOT_KNOWN, "dad")]
    assert asked(story, "man").answer is Safe.NO


def test_that_they_are_one_person_lifts_nothing() -> None:
    story = of_one_name()
    story.unsafe("man").later()
    before = view_of(story)
    story.make(PeopleJoined, MANAGER, joining="j", person="dad", other="man", reason="So.")
    assert asked(story, "dad").answer is Safe.NO
    found = falls(before, view_of(story), written(story.file.of(PeopleJoined)), DEFAULT_POLICY)
    assert {one.kind for one in found} == {FallKind.ONE_PERSON}
    assert story.whose("ONE_OR_TWO") == set()
    # Parted by a manager they are two people, and nobody has to say so once more.
    story.later().make(PeopleParted, MANAGER, joining="j", reason="Brothers.")
    assert asked(story, "dad").answer is Safe.YES
    assert asked(story, "man").answer is Safe.NO


def test_a_manager_who_said_safe_before_they_had_one_name_did_not_know_of_it() -> None:
    story = Story().child().adult("dad").adult("man", pr_status="NO").enquiry()
    story.unsafe("man").later()
    story.make(
        events.SafetyRecorded,
        MANAGER,
        person="dad",
        safe_to_ask=True,
        code="SAFE_AGAIN",
        reason=ENOUGH,
    )
    story.later().make(PersonAmended, person="man", names="ZZ  Dad")
    assert asked(story, "dad").answer is Safe.NOT_KNOWN
    story.later()
    story.make(
        events.SafetyRecorded,
        MANAGER,
        person="dad",
        safe_to_ask=True,
        code="SAFE_AGAIN",
        reason=ENOUGH,
    )
    assert asked(story, "dad").answer is Safe.YES
    # Whatever else they are called from now on, they were called so.
    story.make(PersonAmended, person="man", names="Zz Other")
    story.later().unsafe("man")
    assert asked(story, "dad").answer is Safe.NOT_KNOWN


def test_it_is_noticed_where_one_is_added_or_is_not_safe() -> None:
    story = of_one_name()
    story.unsafe("man")
    for about, noticed in (("man", True), ("mum", False)):
        story.make(events.SafetyRecorded, person=about, safe_to_ask=False, code="OTHER")
        place, content = story.entries[-1]
        assert ("SAME_NAME" in [*codes_of(content, place, view_of(story))]) is noticed


def test_a_page_calls_them_so_too() -> None:
    carers = [{"person": "1", "role": "FATHER"}, {"person": "2", "role": "OTHER_HOUSEHOLD"}]
    stands = {
        "children": [{"id": "0", "names": "Ife", "also": [], "caregivers": carers}],
        "adults": [
            {"id": "1", "names": "Martin Reid", "also": []},
            {"id": "2", "names": "martin reid", "also": []},
        ],
    }
    assert called.names_on(stands) == {
        "0": "Ife",
        "1": "Martin Reid (father of Ife)",
        "2": "martin reid (someone else in the household of Ife)",
    }
