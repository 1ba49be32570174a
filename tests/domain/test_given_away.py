"""A number or an address that is kept from others is given away in words: whoever types them reads
it before, and a manager hears of it the same day where somebody of the family has heard it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from consent_service.domain.codes import label
from consent_service.domain.file.held import Held
from consent_service.domain.file.view import View
from consent_service.domain.freetext.placesinprose import stands_in
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded import plans, practice
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.members import Text, members_of
from consent_service.domain.recorded.practice import ContactMade, ContactPointRecorded
from consent_service.domain.safety.givenaway import GIVES, is_given_away
from consent_service.domain.safety.seento import GRAVE
from consent_service.domain.safety.whoistold import SAYS_SO
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.happenings import disclose
from tests.domain.tasks.kinds_of_plans import planned
from tests.domain.tasks.story import MANAGER, WORKER, Story, family
from tests.made_up import MadeUp
from tests.reasons import ENOUGH
from tests.sweeping import each

PLACE = "12 Refuge Lane, LS2 2BB"
GIVEN = "KEPT_WAY_GIVEN"
LOOK_AT = "LOOK_AT_TOLD"

#: A way of reaching somebody, and words in which it stands.
STANDS = (
    ("ADDRESS", PLACE, "Told him that they are at 12 Refuge Lane"),
    ("ADDRESS", PLACE, "He asked where they are, I said 12 Refuge Lane LS2 2BB"),
    ("ADDRESS", PLACE, "they live at ls22bb"),
    ("ADDRESS", PLACE, "She is in refuge lane."),
    ("ADDRESS", PLACE, "number twelve, Refuge Ln"),
    ("ADDRESS", PLACE, "12REFUGELANE LS2 2BB"),
    ("ADDRESS", PLACE, "12 Refug Lane"),
    ("ADDRESS", "Flat 3, 12 Refuge Lane, Leeds", "12 Refuge Lane, flat 3"),
    ("ADDRESS", "12 Refuge Lane Leeds LS2 2BB", "It is 12 Refuge Ln."),
    ("ADDRESS", "Rose Cottage, Mill Lane, Otley", "the house is Rose Cottage"),
    ("ADDRESS", "Rose Cottage, Mill Lane, Otley", "they moved to Mill Ln"),
    ("ADDRESS", "4 St Mary's Road", "4, St. Marys Rd"),
    ("ADDRESS", "5 School Lane", "She is at 5 school ln"),
    ("ADDRESS", "5 School Lane", "in school lane, number 5"),
    ("ADDRESS", "5 School Lane", "It is 5 School Road."),
    ("ADDRESS", "3 Park View", "three park view"),
    ("ADDRESS", "5 The Green, Otley", "they live at 5 the green"),
    ("ADDRESS", "7 Wensley Road", "in Wensley, number 7"),
    ("ADDRESS", "The Willows, Otley", "she stays at the Willows"),
    ("PHONE", "07700 900444", "ring her on +44 7700 900 444"),
    ("PHONE", "+44 7700 900444", "her number is 07700-900444."),
    ("EMAIL", "ann.zz@example.org", "write to Ann.Zz@example.org"),
)
#: And in which it does not.
DOES_NOT = (
    ("ADDRESS", PLACE, "They are in a refuge; he rang at 12."),
    ("ADDRESS", PLACE, "14 Elm Road, LS2 2BA"),
    ("ADDRESS", "12 Grove Road", "Grove Surgery on 12 November"),
    ("ADDRESS", "4 Mill Lane, Leeds", "He works in Leeds, and has 4 children."),
    ("ADDRESS", "5 School Lane", "I see him in school at 5"),
    ("ADDRESS", "5 School Lane", "Five days at school"),
    ("ADDRESS", "5 School Lane", "He is 5. School says so."),
    ("ADDRESS", "3 Park View", "by the park at 3 pm"),
    ("ADDRESS", "1 Station Road", "Went to the station, 1 child"),
    ("ADDRESS", "2 High Street", "2 high risk visits"),
    ("ADDRESS", "6 King Street", "PC King rang at 6"),
    ("ADDRESS", "9 Church Close", "at 9 she was in church"),
    ("ADDRESS", "5 The Green, Otley", "the green car came at 5"),
    ("ADDRESS", PLACE, "in the refuge at 12"),
    ("ADDRESS", "no fixed abode", "He has no fixed abode."),
    ("PHONE", "07700 900444", "ring her on 07700 900445"),
    ("PHONE", "999", "ring 999"),
    ("EMAIL", "ann.zz@example.org", "write to bo.zz@example.org"),
)


@each("kind", "value", "words", of=STANDS)
def test_it_is_found_however_it_is_written(kind: str, value: str, words: str) -> None:
    assert stands_in(kind, value, words)


@each("kind", "value", "words", of=DOES_NOT)
def test_what_is_something_else_is_not_it(kind: str, value: str, words: str) -> None:
    assert not stands_in(kind, value, words)


def kept(story: Story | None = None, **changes: Any) -> Story:
    """A family whose mother's address is kept from others; of nobody is it known that they may not
    be safe.
    """
    story = story or family()
    story.make(
        ContactPointRecorded,
        **{
            "contact": "home",
            "person": "mum",
            "type": "ADDRESS",
            "value": PLACE,
            "safety": "SAFE",
            "protected": True,
            **changes,
        },
    )
    return story.later()


def _filled_in(kind: type[Event]) -> Iterator[tuple[str, Event]]:
    """Each text of this kind of entry, with the place in it; in a part of it likewise."""
    ids = {"adult-added": "dad", "child-added": "ng", "enquiry-opened": "E1"}
    event = MadeUp(ids).event(kind)
    if "agency" in event.__struct_fields__ and "person" in event.__struct_fields__:
        event = msgspec.structs.replace(event, agency=None, person="dad")
    yield from _each_text(event, kind.__name__)


def _each_text(part: Any, where: str) -> Iterator[tuple[str, Any]]:
    words = f"They are at {PLACE}."
    for member in members_of(type(part)):
        name, value = member.name, getattr(part, member.name)
        slot = member.holds.each or member.holds
        if slot.mark(Text) is not None:
            put = (words,) if member.holds.each is not None else words
            yield f"{where}.{name}", msgspec.structs.replace(part, **{name: put})
        several = value if isinstance(value, tuple) else (value,)
        for one in several:
            if isinstance(one, msgspec.Struct):
                for at, filled in _each_text(one, f"{where}.{name}"):
                    put = (filled,) if isinstance(value, tuple) else filled
                    yield at, msgspec.structs.replace(part, **{name: put})


EVERY_TEXT = [
    pytest.param(event, id=where)
    for kind in GIVES
    if kind not in SAYS_SO
    for where, event in _filled_in(kind)
]


@pytest.mark.parametrize("event", EVERY_TEXT)
def test_it_is_noticed_in_whichever_box_it_is_typed(event: Event) -> None:
    story = kept()
    view = View(story.file, story.at, story.at)
    held = Held(event, story.at, story.at, 999, "worker-1", "MASH_WORKER")
    assert is_given_away(view, held)
    # Of a family of which nothing is kept it is a place like others.
    story = kept(protected=False)
    assert not is_given_away(View(story.file, story.at, story.at), held)


def noticed(story: Story) -> set[str]:
    """What is said to whoever wrote the last entry, and the place is in none of it."""
    stamp, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    every = list(notices_of(content, stamp, view, Directory(())))
    assert not any(stands_in("ADDRESS", PLACE, one.text) for one in every)
    return {one.code for one in every}


def told(story: Story, person: str, words: str = f"I said {PLACE}", by: By = WORKER) -> Story:
    story.make(ContactMade, by, person=person, enquiry="E1", method="CALL", words=words)
    return story


def test_whoever_tells_somebody_reads_it_and_a_manager_sees_it_today() -> None:
    story = told(kept(), "dad")
    assert GIVEN in noticed(story)
    task = story.the(LOOK_AT)
    assert (task.person, task.due) == ("dad", story.at.date())
    place = story.entries[-1][0].seq
    story.later()
    for reason in ("ok", ENOUGH):
        assert LOOK_AT in story.codes()
        story.make(FoundRight, MANAGER, entry=place, reason=reason, doubts=(GIVEN,))
        story.later()
    assert LOOK_AT not in story.codes()


@each(
    "story",
    of=[
        lambda: told(kept(), "mum"),
        lambda: told(kept(), "dad", "I said nothing of where they are."),
        lambda: told(kept(protected=False), "dad"),
        lambda: told(kept(ended=True), "dad"),
        # Whoever lives there too knows it.
        lambda: told(kept(kept(), contact="his", person="dad", protected=False), "dad"),
        lambda: told(kept(person="gran", value="9 Mill Lane"), "dad"),
    ],
)
def test_what_is_kept_from_nobody_who_heard_it_is_not_given_away(
    story: Callable[[], Story],
) -> None:
    assert GIVEN not in noticed(story())
    assert LOOK_AT not in story().codes()


@each(
    "story",
    of=[
        lambda: told(kept(), "gran"),
        lambda: told(kept(type="PHONE", value="07700 900444"), "dad", "It is +447700900444"),
        lambda: kept().told("ng", None, words=f"They are at {PLACE}."),
        lambda: wrote("We told dad that she is at 12 Refuge Lane."),
        lambda: answered(kept()),
    ],
)
def test_by_whichever_door_somebody_of_the_family_knows_it(story: Callable[[], Story]) -> None:
    assert GIVEN in noticed(story())
    assert LOOK_AT in story().codes()


def wrote(words: str) -> Story:
    story = kept()
    disclose(story, rests_on=())
    story.make(practice.AgencyReplied, disclosure="sent", outcome="SENT", words=words)
    return story


def answered(story: Story) -> Story:
    asks: dict[str, Any] = {
        "request": "asks",
        "person": "dad",
        "wants": "SPEAK_TO_SOMEBODY",
        "words": "Where?",
    }
    story.make(practice.FamilyAsked, **asks)
    words = f"They are at {PLACE}."
    story.make(practice.FamilyAnswered, request="asks", words=words)
    return story


def test_an_agency_that_writes_of_it_was_told_it_by_somebody_else() -> None:
    assert GIVEN not in noticed(wrote("She lives at 12 Refuge Lane now."))


def with_a_plan(**to: Any) -> Story:
    """In its danger statements stands where they are."""
    story = kept()
    planned(story, dangers=(f"He may find them at {PLACE}.",))
    if to:
        story.make(plans.PlanRecipientNamed, recipient="has", plan="plan", **to)
    return story


def test_a_plan_in_which_it_stands_is_given_to_nobody_without_a_word() -> None:
    story = kept()
    planned(story, dangers=("Zz",))
    assert GIVEN not in noticed(story)
    assert GIVEN in noticed(with_a_plan(person="dad"))
    assert GIVEN in noticed(with_a_plan(agency=Agency("SCHOOL")))
    assert GIVEN not in noticed(with_a_plan(person="mum"))
    # Whoever was given it has read it.
    story = with_a_plan(person="dad")
    story.make(plans.PlanShared, recipient="has", version=1)
    assert GIVEN in noticed(story)
    assert {one.person for one in story.every(LOOK_AT)} == {None, "dad"}


def test_of_a_plan_and_of_what_goes_to_an_agency_it_is_said_before() -> None:
    story = kept()
    disclose(story, rests_on=(), words_sent=f"They live at {PLACE}.")
    assert GIVEN in noticed(story)
    # Nobody of the family has heard it, and a manager looks the same day all the same: whoever has
    # it now may tell it.
    for one in (story, with_a_plan(), with_a_plan(agency=Agency("SCHOOL"))):
        task = one.the(LOOK_AT)
        assert (task.person, task.due) == (None, one.at.date())


def test_while_somebody_is_to_be_feared_no_address_goes_to_an_agency() -> None:
    """Agencies are told to give none away; one that he shares is none to be kept from him."""
    for shared in (False, True):
        story = kept(protected=False).unsafe("dad").later()
        if shared:
            story = kept(story, contact="his", person="dad", protected=False)
        disclose(story, rests_on=(), words_sent=f"They live at {PLACE}.")
        assert (GIVEN in noticed(story)) is not shared


def test_what_is_given_away_is_grave() -> None:
    assert GIVEN in GRAVE
    assert label("notices", GIVEN)
