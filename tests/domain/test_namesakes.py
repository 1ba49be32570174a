"""Two adults of one name are told apart wherever somebody is sent to one of them."""

from __future__ import annotations

from consent_service.domain import events
from consent_service.domain.circumstances import PersonAmended
from consent_service.domain.listed import listed
from consent_service.domain.namesakes import told_apart
from consent_service.domain.notices import codes_of
from consent_service.domain.policy import DEFAULT_POLICY
from consent_service.domain.view import View
from consent_service.pages import called
from tests.domain.tasks.story import Story


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
    tasks = listed(view, DEFAULT_POLICY).tasks
    assert {one.person_names for one in tasks if one.task.person == "dad"} == {
        "Martin Reid (father of Zz)"
    }


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
