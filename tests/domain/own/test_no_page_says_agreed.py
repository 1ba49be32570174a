"""No page says "agreed" where what its person said themself is not a yes, in any reading, nor where
staff wrote since that a reply is awaited; nor does anything else that staff write of them hide it.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from random import Random
from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st

from consent_service.domain.answers import Says
from consent_service.domain.file.view import View
from consent_service.domain.recorded.events import ChildAdded, CompetenceRecorded
from consent_service.domain.recorded.falling import EffectWaits, Fall, FallKind
from consent_service.domain.recorded.practice import CorrectionAsked
from consent_service.domain.said.position import where_they_stand
from consent_service.domain.said.statuses import status_of_caregiver
from consent_service.domain.scopes.scope import SEEK, Agency, Point
from tests.domain.own.lives import family, view_of
from tests.domain.tasks.story import DAY, Story, scope
from tests.trying import tried

GP, SCHOOL = Agency("GP"), Agency("SCHOOL")
SERVICES: Final = {"Your doctor's surgery": GP, "School": SCHOOL}
CHILDREN: Final = {"Zz": "ng", "Yusuf": "yu"}
AGREED: Final = {"AGREED", "EXPIRING_SOON"}
#: What they said; and what staff write of them, whether or not they were heard.
_ANSWERS: Final = (
    "AGREED",
    "REFUSED",
    "UNDECIDED",
    "AWAITING",
    "ASK_ATTEMPTED",
    "REPORTED_BY_REFERRER",
)


def told(seed: int, *, of_two: bool) -> Story:
    """What one father says of two services in two enquiries, or of two children as well, and what a
    worker strikes of it.
    """
    chance = Random(seed)
    story = family().enquiry("E2")
    whom = Random(seed)
    if of_two:
        story.make(ChildAdded, child="yu", names="Yusuf", dob=date(2017, 2, 1))
        story.adult("mum", "yu").adult("dad", "yu").told("yu", "dad")
    said: list[tuple[str, int]] = []
    for _ in range(chance.choice([2, 3, 4, 6])):
        story.later(chance.choice([DAY / 24, 2 * DAY]))
        agencies = tuple(chance.sample([GP, SCHOOL], chance.choice([1, 1, 2])))
        enquiry = chance.choice(["E1", "E1", "E2"])
        children = whom.choice([["ng"], ["yu"], ["ng", "yu"]]) if of_two else ["ng"]
        about = {"scope": scope(*children, agencies=agencies), "enquiry": enquiry}
        doing = chance.choice([*_ANSWERS, "AGREED", "instead", "strike", "online", "deny"])
        place = len(story.entries)
        if doing in _ANSWERS:
            said.append((story.say(doing, "dad", **about), place))
        elif doing == "instead" and said:
            about["supersedes"] = said[-1][0]
            said.append((story.say("AGREED", "dad", **about), place))
        elif doing == "online":
            # Over their own no, so that it counts once somebody has rung them.
            said.append((story.say("REFUSED", "dad", **about), place))
            place = len(story.later(2 * DAY).entries)
            said.append((story.say("AGREED", "dad", **about), place))
            _waits(story, place)
        elif doing == "strike" and said:
            struck, wrong = said.pop()[1], "It was typed wrong."
            story.correct(struck, what_was_wrong=wrong)
            _waits(story, place)
        elif doing == "deny" and said:
            words = "I did not agree."
            story.make(CorrectionAsked, correction=f"c{place}", person="dad", words=words)
    return story.later(DAY / 24)


@tried(7, at_length=1_200)
@given(seed=st.integers(0, 2**32))
def test_nor_does_a_young_persons_over_what_is_found_of_who_decides(seed: int) -> None:
    """They read that they had said yes until a day, and staff that it does not count: they were
    found old enough to decide after they had said it.
    """
    chance = Random(seed)
    born = chance.choice([date(2010, 11, 3), date(2015, 2, 1)])
    story = Story().child(dob=born).adult("mum").enquiry()
    for _ in range(chance.choice([2, 3, 5])):
        story.later(chance.choice([DAY / 24, 2 * DAY]))
        about = {"scope": scope("ng", agencies=(chance.choice([GP, SCHOOL]),))}
        found = chance.choice(["COMPETENT", "COMPETENT", "NOT_COMPETENT"])
        purpose = chance.choice(["*", "AGENCY_CHECKS", "S47_ENQUIRY"])
        if chance.random() < 0.4:
            story.make(CompetenceRecorded, child="ng", status=found, purpose=purpose)
        else:
            answer = chance.choice(["AGREED", "AGREED", "REFUSED"])
            story.say(answer, "ng", conversation=story.talk("ng"), **about)
    story.later(DAY / 24)
    view = View(story.file, story.at, story.at)
    for agreed in view_of(story, "ng", as_child=True)["agreed"]:
        for part in agreed["parts"] or [agreed]:
            says = {name: _says(view, SERVICES[name], "E1", person="ng") for name in part["who"]}
            assert set(says.values()) == {frozenset({Says.YES})}, says


def _waits(story: Story, place: int) -> None:
    fall = Fall(FallKind.OBJECTION, "It falls.", "dad", str(place))
    story.make(EffectWaits, waiting=f"w{place}", entries=(place,), falls=(fall,))


@tried(7, at_length=1_200)
@given(seed=st.integers(0, 2**32), of_two=st.booleans())
# Asked again after a yes, and no reply.
@example(seed=9, of_two=False)
# Said again of one of the two services alone.
@example(seed=314538, of_two=False)
# Said again of it in a talk, in the place of which another answer was put; and more of it waits.
@example(seed=1948534, of_two=False)
def test_nothing_is_agreed_on_a_page_or_by_a_status_over_what_its_person_says(
    seed: int, *, of_two: bool
) -> None:
    story = told(seed, of_two=of_two)
    view = View(story.file, story.at, story.at)
    enquiries = {r.event.response: r.event.enquiry for one in view.readings for r in one.said}
    for agreed in view_of(story)["agreed"]:
        for part in agreed["parts"] or [agreed]:
            for name, service in product(part["about"], part["who"]):
                enquiry = enquiries[agreed["response"]]
                says = _says(view, SERVICES[service], enquiry, CHILDREN[name])
                assert says == {Says.YES}, (service, name, agreed)
    if status_of_caregiver(view, "dad", "ng") in AGREED:
        every = set().union(
            *(_says(view, service, one) for service in (GP, SCHOOL) for one in ("E1", "E2"))
        )
        assert Says.NO not in every


def _says(
    view: View, service: Agency, enquiry: str, child: str = "ng", person: str = "dad"
) -> frozenset[Says]:
    point = Point(child, "AGENCY_CHECKS", service, "CHILD_HEALTH", SEEK)
    every = (where_they_stand(one, person, point, enquiry) for one in view.readings)
    return frozenset(one.says for one in every)
