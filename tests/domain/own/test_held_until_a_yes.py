"""What may be a no holds until they say yes to it after it, and is not held again by what they
press, leave open or are asked since; a check, a status, their page and their letter go by one law.
"""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consent_service.domain.answers import Position, Reason, Says
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import WordsRead
from consent_service.domain.said.statuses import AGREED, status_of_caregiver, status_with_words
from consent_service.domain.scopes.scope import Agency
from tests.domain.doors_of_words import DOORS, put
from tests.domain.own.lives import family, view_of
from tests.domain.own.test_words_are_on_the_page import SHOWN
from tests.domain.tasks.story import DAY, MANAGER, question, scope
from tests.trying import tried

GP, SCHOOL = Agency("GP"), Agency("SCHOOL")
SERVICES: Final = {GP: "Your doctor's surgery", SCHOOL: "School"}
#: By whom an answer is pressed on a page.
NO: Final = "I say no,"
#: She says yes in a talk, and it is a yes to each of these.
_SPOKEN: Final = {"agree": (GP,), "agree to both": (GP, SCHOOL), "agree to school": (SCHOOL,)}
_STEPS_BUT_A_YES: Final = (
    *("door", "beside a yes", "read", "press", "press"),
    *("refuse", "leave open", "ask again", "for later", "half heard"),
)
_STEPS = st.lists(
    st.tuples(
        st.sampled_from([*_STEPS_BUT_A_YES, *_SPOKEN]),
        st.sampled_from(SHOWN),
    ),
    min_size=2,
    max_size=8,
)


class Told:
    """What one mother says of two services, and which of her words hold which of them still."""

    def __init__(self) -> None:
        self.story = family()
        #: By the place of the entry in which words stand: to which services they may be a no.
        self.open: dict[int, set[Agency]] = {}
        self.said: list[str] = []

    def step(self, did: str, door: str) -> None:
        story = self.story.later(DAY / 12)
        match did:
            case "door":
                self.open[put(story, DOORS[door], "mum", NO)] = {GP, SCHOOL}
            case "beside a yes":
                # A yes was ticked beside words that are none.
                talk = story.talk("mum", parent_words="No, I do not want that.")
                self.open[len(story.entries) - 1] = {GP, SCHOOL}
                self._agree((GP, SCHOOL), conversation=talk)
            case "for later":
                # It is no no, and no yes of today.
                talk = story.talk("mum", parent_words="ok from January", not_a_no=True)
                self._agree((GP, SCHOOL), conversation=talk)
            case "half heard":
                talk = story.talk("mum", parent_words="think mum said ok", not_a_no=True)
                self._agree((GP, SCHOOL), conversation=talk)
            case "read" if self.open:
                story.make(WordsRead, MANAGER, entry=next(iter(self.open)), reason="It is none.")
                del self.open[next(iter(self.open))]
            case "press":
                self._agree((GP, SCHOOL), method="ONLINE_SIGNED_IN")
            case "refuse" | "leave open" | "ask again":
                said = {"refuse": "REFUSED", "leave open": "UNDECIDED", "ask again": "AWAITING"}
                story.say(said[did], "mum", scope=scope(agencies=(GP, SCHOOL)))
            case _ if did in _SPOKEN:
                self._agree(_SPOKEN[did], conversation=story.talk("mum"))
                for left in self.open.values():
                    left.difference_update(_SPOKEN[did])

    def _agree(self, agencies: tuple[Agency, ...], **members: str) -> None:
        ends = self.story.at + 10 * DAY
        about = scope(agencies=agencies)
        self.said.append(self.story.say("AGREED", "mum", scope=about, expires_at=ends, **members))

    def view(self) -> View:
        return View(self.story.file, self.story.at, self.story.at)

    def is_held(self, service: Agency) -> bool:
        return any(service in left for left in self.open.values())

    def position(self, service: Agency) -> Position:
        asked = question(agency=service)
        (item,) = decide(self.view(), DEFAULT_POLICY, asked).items
        return next(p for p in item.positions if p.person == "mum")

    def is_agreed_on_her_page(self, service: Agency) -> bool:
        own = view_of(self.story, "mum")
        # A yes to what they had said no to stands beside that no, whether it counts or not.
        every = [part for one in own["agreed"] for part in one["parts"] or [one]]
        return any(SERVICES[service] in part["who"] for part in every)


@tried(3, at_length=600)
@given(_STEPS)
# A heard yes lifts them; the same pressed after it lifts nothing, and revives nothing.
@example([("door", "FamilyAsked.words"), ("agree", SHOWN[0]), ("press", SHOWN[0])])
@example([("beside a yes", SHOWN[0]), ("agree", SHOWN[0]), ("press", SHOWN[0])])
# So does what is left open, or asked again, and said yes to once more by a press.
@example([("door", SHOWN[0]), ("agree", SHOWN[0]), ("leave open", SHOWN[0]), ("press", SHOWN[0])])
# A yes to one service says nothing of what the words may mean of the other.
@example([("press", SHOWN[0]), ("door", SHOWN[0]), ("agree to school", SHOWN[0])])
def test_a_check_a_status_and_their_page_say_agreed_of_the_same(
    steps: list[tuple[str, str]],
) -> None:
    told = Told()
    for did, door in steps:
        told.step(did, door)
        told.story.later()
        for service in (GP, SCHOOL):
            stands = told.position(service)
            if stands.says is Says.NO:
                continue
            # Of whoever said both close together, or denies it, that holds, and not the words.
            holds = stands.holds and stands.reason is Reason.NOT_CLEAR
            assert holds is told.is_held(service) or stands.holds, (service, steps)
            agreed = stands.says is Says.YES
            on_her_page = told.is_agreed_on_her_page(service)
            had_said_no = any(step == "refuse" for step, _ in steps)
            assert on_her_page is agreed or (had_said_no and agreed), (service, steps)
        positions = [told.position(service) for service in (GP, SCHOOL)]
        if any(p.holds for p in positions):
            assert_no_status_says_agreed(told)


def assert_no_status_says_agreed(told: Told) -> None:
    """Of an answer to both of which one is held, nor of her."""
    view = told.view()
    both = [
        one
        for one in view.said
        if len(one.event.scope.agencies) == 2 and one.event.answer == "AGREED"
    ]
    assert not {status_with_words(view, one) for one in both} & {"AGREED", "EXPIRING_SOON"}
    if both:
        assert status_of_caregiver(view, "mum", "ng") not in AGREED - {"AGREED_PART"}


@pytest.mark.parametrize("since", ["press", "leave open", "ask again"])
def test_what_was_lifted_is_not_held_again_by_what_is_no_word_of_it(since: str) -> None:
    told = Told()
    for did in ("door", "agree to both", since):
        told.step(did, "ContactMade.words")
    assert told.position(GP).reason is not Reason.NOT_CLEAR


def test_a_press_alone_lifts_nothing() -> None:
    told = Told()
    for did in ("door", "press", "press"):
        told.step(did, "ContactMade.words")
    assert told.position(GP).reason is Reason.NOT_CLEAR
    # So somebody is still to read them.
    assert "READ_WORDS" in told.story.codes()
    told.step("agree", "ContactMade.words")
    assert told.position(GP).says is Says.YES
    assert told.position(SCHOOL).reason is Reason.NOT_CLEAR
