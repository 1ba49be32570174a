"""What is worked out from a file grows as the file does, and not with its square.

Steps are counted and not seconds: the machine has no part in it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final
from unittest.mock import MagicMock

import pytest

from consent_service.actions import guarding
from consent_service.actions.guarding import what_waits, would_fall
from consent_service.actions.moment import Moment
from consent_service.domain.codes import codes
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file import bounds
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.bounds import Steps
from consent_service.domain.file.view import View
from consent_service.domain.freetext import wordsofayes
from consent_service.domain.lifting import effects, silencing
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.events import RelationshipRecorded
from consent_service.domain.recorded.falling import Fall, FallKind
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.safety import close
from consent_service.domain.safety.signs import signs_in
from consent_service.domain.said import statuses
from consent_service.domain.said.questions import one_of_each_kind
from consent_service.domain.scopes import scope as scopes
from consent_service.domain.scopes.scope import Agency, Exclusions
from consent_service.domain.tasks import due
from consent_service.domain.tasks.replying import due_of_answer
from tests.counted import Calls, steps
from tests.domain.tasks.story import DAY, WORKER, Story, question, scope

FEW: Final = 60
#: Twice as many facts are at most so many times the steps.
AT_MOST: Final = 2.3
AGENCIES: Final = ("GP", "SCHOOL", "POLICE", "HEALTH_VISITOR")
KINDS: Final = ("CHILD_HEALTH", "EDUCATION", "IDENTITY_CONTACT")


def yes(story: Story, _: int) -> None:
    story.agree()


def a_yes_to_another(story: Story, number: int) -> None:
    kinds = KINDS[number % len(KINDS)]
    agency = Agency(AGENCIES[number % len(AGENCIES)])
    story.agree(scope=scope(agencies=(agency,), categories=(kinds,)))


def whatever(story: Story, number: int) -> None:
    person = ("mum", "dad")[number % 2]
    answer = ("REFUSED", "UNDECIDED", "WITHDRAWN")[number % 3]
    if number % 4:
        story.agree(person)
    else:
        story.say(answer, person)


def back_and_forth(story: Story, number: int) -> None:
    story.agree() if number % 2 else story.say("REFUSED")


def no_more(story: Story, number: int) -> None:
    """Each no comes after every yes, so none of them is ever lifted."""
    story.agree() if number < FEW // 2 else story.say("WITHDRAWN")


def talk(story: Story, _: int) -> None:
    story.talk(explained=())


def asked_again(story: Story, number: int) -> None:
    """Both ways, and once more as long after them."""
    story.say("AGREED" if number % 2 else "REFUSED", effective_at=story.at - DAY)
    if number % FEW == FEW - 1:
        story.later().agree()


def ended(story: Story, number: int) -> None:
    """Each until a day that has come, so that it is asked whether they have answered since."""
    story.say(("REFUSED", "AGREED")[number % 2], expires_at=story.at + DAY)


def in_words(story: Story, number: int) -> None:
    """Each in a talk of its own, of which their words stand on record."""
    talk = story.talk(parent_words="Ask the school, they know her best.")
    story.say(("AGREED", "UNDECIDED")[number % 2], conversation=talk)


def pressed(story: Story, number: int) -> None:
    """Each in a talk that does not count."""
    talk = story.talk(pressure_concern="SUSPECTED")
    story.say(("AGREED", "NOT_CLEAR")[number % 2], conversation=talk)


def parents_apart(story: Story, number: int) -> None:
    story.agree("mum") if number % 2 else story.say("REFUSED", "dad")


def not_clear(story: Story, _: int) -> None:
    """What nobody knows who said is not clear of each."""
    for person in ("mum", "dad"):
        story.say("NOT_CLEAR", person)


WHAT_IS_SAID: Final = (
    yes,
    a_yes_to_another,
    whatever,
    back_and_forth,
    no_more,
    talk,
    asked_again,
    ended,
    pressed,
    parents_apart,
    not_clear,
)


def assert_twice_takes_twice(
    said: Callable[[Story, int], object],
    work: Callable[[View], object],
    apart: timedelta = timedelta(minutes=1),
) -> None:
    """Twice as much that is said, each so long after another, takes twice the steps of this."""
    taken = []
    for count in (1, FEW, FEW * 2):
        story = Story().child().adult("mum").adult("dad").enquiry()
        for number in range(count):
            said(story.later(apart), number)
        taken.append(steps(partial(work, View(story.later().file, story.at, story.at))))
    # The first is for what is done once in a process, whatever the file.
    _, few, twice = taken
    assert twice <= few * AT_MOST


def worked_out(file: View) -> None:
    answer = decide(file, DEFAULT_POLICY, question(), ())
    due_of_answer(file, answer, "E1", file.as_of)
    due(file, DEFAULT_POLICY)


#: How long after another each is said. A second has room for hundreds.
@pytest.mark.swept
@pytest.mark.parametrize("apart", [timedelta(0), timedelta(minutes=1)], ids=["at-once", "apart"])
@pytest.mark.parametrize("said", WHAT_IS_SAID)
def test_the_answer_and_the_tasks_of_twice_as_much_take_twice_the_steps(
    said: Callable[[Story, int], None], apart: timedelta
) -> None:
    assert_twice_takes_twice(said, worked_out, apart)


def test_words_of_each_talk_are_not_held_against_each_answer() -> None:
    """In which talk an answer was given is looked up: with a thousand facts of a family the square
    of it was nine tenths of all that any write of it did.
    """
    assert_twice_takes_twice(in_words, worked_out)


def test_the_same_words_beside_many_answers_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether they are English is looked up letter by letter: of each answer anew that was a fifth
    of all that a check of a thousand facts did.
    """
    looked_up = Calls(monkeypatch, wordsofayes, "_is_latin")
    taken = []
    for count, words in (
        (1, "Ask the school by all means."),
        (FEW, "Ask the school by any means."),
    ):
        story = Story().child().adult("mum").adult("dad").enquiry()
        for _ in range(count):
            talk = story.later().talk(parent_words=words)
            story.say("AGREED", conversation=talk)
        view = View(story.later().file, story.at, story.at)
        taken.append(looked_up.of(partial(worked_out, view)))
    one, few = taken
    assert one == few > 0


def of_one_who_does_not_decide(story: Story, _: int) -> None:
    story.say("REFUSED", "gran")


@pytest.mark.parametrize(
    "said", [yes, whatever, back_and_forth, not_clear, of_one_who_does_not_decide]
)
def test_what_a_write_would_let_fall_in_twice_as_much_takes_twice_the_steps(
    said: Callable[[Story, int], None],
) -> None:
    taken = []
    for count in (1, FEW, FEW * 2):
        story = Story().child().adult("mum").adult("dad").adult("gran", pr_status="NO").enquiry()
        for number in range(count):
            said(story.later(), number)
        story.later()
        moment = Moment(story.at, AuthorityFile(id="own"), WORKER, story.file)
        said(story, 0)
        taken.append(steps(lambda: what_waits(moment, story.file)))  # noqa: B023 - called at once
    _, few, twice = taken
    assert twice <= few * AT_MOST


def test_a_question_goes_through_no_fact_to_see_what_it_would_let_fall() -> None:
    """Nothing is written of a question, so nothing waits, however much stands on the file."""
    taken = []
    for count in (1, FEW, FEW * 2):
        story = Story().child().adult("mum").enquiry()
        for number in range(count):
            yes(story.later(), number)
        moment = Moment(story.later().at, AuthorityFile(id="own"), WORKER, story.file)
        taken.append(steps(lambda: what_waits(moment, moment.the_file())))  # noqa: B023 - at once
    _, few, twice = taken
    assert twice == few


def test_a_name_is_compared_with_what_it_may_mean_and_not_with_each_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that nobody has listed may be that of a service of any type: it is asked about under
    each, and held against those alone that share a type or a name with it.
    """
    compared = Calls(monkeypatch, scopes, "_reach")
    types = [of_type for of_type in codes("agencies") if of_type != "OTHER"]
    said = [
        scope(agencies=(Agency(types[number], f"Plkq{number * 7919}"),)) for number in range(20)
    ]
    assert list(one_of_each_kind({"ng": ("ng",)}, said, frozenset(), ()))
    assert compared.count <= 3 * len(said) ** 2


#: Types, kinds of information and purposes, so many that no two answers are about the same.
TYPES: Final = [of_type for of_type in codes("agencies") if of_type != "OTHER"]
EVERY_KIND: Final = [*codes("categories")]
PURPOSES: Final = [*codes("purposes")]


def of_names_that_nobody_listed(story: Story, number: int) -> None:
    """A no, or a yes with something left out, about two services of which nobody else speaks."""

    def one_of(every: list[str], by: int) -> str:
        return every[number * by % len(every)]

    named = [Agency(one_of(TYPES, by), f"Plkq{number * by}") for by in (7, 11)]
    about = scope(
        agencies=(named[0], Agency(one_of(TYPES, 3))),
        categories=(one_of(EVERY_KIND, 7), one_of(EVERY_KIND, 11)),
        purposes=(one_of(PURPOSES, 5), one_of(PURPOSES, 7)),
        exclusions=Exclusions(agencies=(named[1],), categories=(one_of(EVERY_KIND, 13),)),
    )
    story.say(("REFUSED", "AGREED")[number % 2], ("mum", "dad")[number % 3 % 2], scope=about)


def all_that_falls(moment: Moment, story: Story) -> tuple[Fall, ...]:
    """By what is being written, and by what stood before it."""
    found = would_fall(moment, story.file)
    return (*found.lifted, *found.counts_meanwhile)


def who_decides(story: Story) -> Moment:
    """Somebody holds responsibility from now on: each word on the file may fall by that."""
    moment = Moment(story.later().at, AuthorityFile(id="own"), WORKER, story.file)
    story.adult("gran", effective_at=story.at)
    return moment


def a_family(said: Callable[[Story, int], None], count: int) -> Story:
    story = Story().child().adult("mum").adult("dad").adult("gran", pr_status="NO").enquiry()
    for number in range(count):
        said(story.later(), number)
    return story


def test_what_a_write_would_let_fall_is_worked_out_within_a_bound_whatever_was_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beyond it the write waits for a manager: in doubt it is a fall."""
    monkeypatch.setattr(bounds, "MOST", 500)
    taken, found = [], []
    for count in (1, FEW // 4, FEW // 2, FEW):
        story = a_family(of_names_that_nobody_listed, count)
        moment = who_decides(story)
        taken.append(steps(lambda: found.append(all_that_falls(moment, story))))  # noqa: B023 - at once
    _, half, few, twice = taken
    assert few <= half * AT_MOST
    assert twice <= few * AT_MOST
    assert [[fall.kind for fall in falls] for falls in found[1:]] == [[FallKind.WORD]] * 3
    # One bound for all of it, what earlier entries would let fall among it.
    begun = MagicMock(side_effect=Steps)
    for module in (guarding, effects, silencing):
        monkeypatch.setattr(module, "Steps", begun)
    assert all_that_falls(moment, story) == found[-1]
    assert begun.call_count == 1
    story = a_family(of_names_that_nobody_listed, FEW // 2)
    moment = who_decides(story)
    (waits,) = what_waits(moment, story.file)
    assert [fall.words for fall in waits.falls] == [fall.words for fall in found[2]]
    # Whoever says no in their own talk waits for nobody, however much was said.
    moment = Moment(story.at, AuthorityFile(id="own"), WORKER, story.file)
    of_names_that_nobody_listed(story, 0)
    assert what_waits(moment, story.file) == ()


def each_status(view: View, shown: list[str]) -> None:
    shown.extend(statuses.status_now(view, said) for said in view.said)


def test_where_somebody_stands_is_worked_out_within_a_bound_whatever_they_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beyond it nobody can tell: a yes is not clear, and a no is seen."""
    monkeypatch.setattr(bounds, "MOST", 500)
    taken = []
    for count in (1, FEW // 4, FEW // 2, FEW):
        story = a_family(of_names_that_nobody_listed, count)
        view = View(story.later().file, story.at, story.at)
        shown: list[str] = []
        taken.append(steps(partial(each_status, view, shown)))
        if count > 1:
            assert dict.fromkeys(shown) == dict.fromkeys(("REFUSED", "NOT_CLEAR"))
            assert statuses.status_of_caregiver(view, "mum", "ng") == "AGREED_AND_REFUSED"
    _, half, few, twice = taken
    assert few <= half * AT_MOST
    assert twice <= few * AT_MOST


def test_within_the_bound_what_falls_is_what_falls_without_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = []
    for most in (10**4, 10**9):
        monkeypatch.setattr(bounds, "MOST", most)
        story = a_family(whatever, FEW // 6)
        story.say("REFUSED", "gran", scope=scope(purposes=("*",)))
        story.adult("gran")
        moment = Moment(story.later().at, AuthorityFile(id="own"), WORKER, story.file)
        story.adult("gran", pr_status="ENDED", effective_at=story.at)
        found.append(all_that_falls(moment, story))
    within, without_one = found
    assert within == without_one
    assert within
    assert all(fall.person for fall in within)


def test_who_is_silenced_is_looked_for_in_as_many_files_however_many_people_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = Calls(monkeypatch, silencing, "without")
    taken = []
    for children in (3, 6):
        story = Story().adult("mum").adult("dad").enquiry()
        for number in range(children):
            story.child(f"child-{number}")
        for number in range(8):
            story.make(
                RelationshipRecorded,
                person="aunt",
                child="child-0",
                role="OTHER_HOUSEHOLD",
                pr_status="NO",
            )
            story.say("REFUSED", f"somebody-{number % 4}", scope=scope("*"))
        view = View(story.later().file, story.at, story.at)
        silenced = silencing.silencing(view, ("*",), story.file.folded_to)
        taken.append(looked_at.of(lambda: list(silenced)))  # noqa: B023 - called at once
    few, twice = taken
    assert few == twice <= 10


def test_two_people_are_held_against_each_other_once_however_many_signs_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = Calls(monkeypatch, close, "_are_close")
    taken = []
    for count in (FEW, FEW * 2):
        story = Story().child().adult("mum").adult("dad").adult("gran", pr_status="NO")
        for _ in range(count):
            story.make(SignRecorded, person="mum", code="CODE_WORD")
        view = View(story.later().file, story.at, story.at)
        everybody = tuple(view.adults)
        taken.append(compared.of(lambda: [signs_in(view, one) for one in everybody]))  # noqa: B023 - called at once
    few, twice = taken
    assert 0 < few == twice
