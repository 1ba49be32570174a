"""What waits for a manager costs once for each of it, and what it cannot touch costs nothing more.

Counted and not timed, as in `test_growth.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any, Final

import pytest

from consent_service.actions import guarding
from consent_service.actions.guarding import what_waits
from consent_service.actions.moment import Moment
from consent_service.domain.deciding import decision
from consent_service.domain.deciding.decision import decide, decided
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.bounds import Steps
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import fold
from consent_service.domain.file.goesby import Alike, of_each
from consent_service.domain.file.leavingout import LeavingOut, count_of_parts, parts
from consent_service.domain.file.view import View
from consent_service.domain.recorded.circumstances import PeopleJoined
from consent_service.domain.recorded.event import tag_of
from consent_service.domain.recorded.events import SafetyRecorded
from consent_service.domain.recorded.falling import EffectWaits, Fall, FallKind
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.said.statuses import shown_status
from consent_service.domain.scopes.scope import SEEK, Agency, Point
from consent_service.domain.tasks import due
from consent_service.domain.words.falling import too_much_to_tell
from tests.counted import Calls, steps
from tests.domain.every_write import AGENCIES, CATEGORIES, PURPOSE, Hub
from tests.domain.tasks.story import MANAGER, WORKER, Story, family, question, scope
from tests.domain.test_growth import a_family, of_names_that_nobody_listed, who_decides
from tests.reasons import ENOUGH
from tests.sweeping import each

FEW: Final = 8
#: Twice as much that waits is at most so many times the work.
AT_MOST: Final = 2.3


def said_safe(story: Story) -> int:
    return story.make(SafetyRecorded, person="dad", safe_to_ask=True, code="OTHER", reason=ENOUGH)


def pressed(story: Story) -> int:
    story.say("AGREED", "dad", method="ONLINE_SIGNED_IN")
    return len(story.entries) - 1


def no_longer(story: Story) -> int:
    story.adult("dad", pr_status="NO", effective_at=story.at)
    return len(story.entries) - 1


def with_so_many_waiting(write: Callable[[Story], int], count: int) -> Story:
    """Both have answered; the father said no, and is not safe to ask. Then one write after another
    of what a manager has to look at.
    """
    story = family().later()
    for person in ("mum", "dad"):
        for agency in ("GP", "SCHOOL"):
            story.later().agree(person, scope=scope(agencies=(Agency(agency),)))
    story.later().say("REFUSED", "dad")
    story.later().unsafe("dad")
    for number in range(count):
        place = write(story.later())
        waits(story, f"waits-{number}", place)
    return story.later()


def waits(story: Story, waiting: str, *places: int) -> None:
    """Whoever wrote this, and whatever it is, a manager looks at it."""
    falls = (Fall(FallKind.OBJECTION, "Zz", "dad", "x"),)
    story.record(EffectWaits(waiting=waiting, entries=places, falls=falls))


def checked(story: Story) -> None:
    decide(View(story.file, story.at, story.at), DEFAULT_POLICY, question(), ())


def written(story: Story) -> tuple[EffectWaits, ...]:
    moment = Moment(story.at, AuthorityFile(id="own"), WORKER, story.file)
    story.make(SafetyRecorded, person="dad", safe_to_ask=True, code="OTHER", reason=ENOUGH)
    return what_waits(moment, story.file)


def listed(story: Story) -> None:
    due(View(story.file, story.at, story.at), DEFAULT_POLICY)


WORK: Final[tuple[Callable[[Story], object], ...]] = (checked, written, listed)


@pytest.mark.parametrize("work", WORK)
def test_what_no_question_turns_on_is_decided_once_however_much_of_it_waits(
    work: Callable[[Story], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether he is safe to ask is found once of all readings; then they are alike."""
    answered = Calls(monkeypatch, decision, "answer_item")
    few, twice = (
        answered.of(partial(work, with_so_many_waiting(said_safe, count)))
        for count in (FEW, FEW * 2)
    )
    assert few == twice


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("write", [pressed, no_longer])
def test_twice_as_much_that_waits_is_decided_at_most_twice_as_often(
    write: Callable[[Story], int],
    work: Callable[[Story], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Any of it may be confirmed and any other refused, and each of them answers otherwise."""
    answered = Calls(monkeypatch, decision, "answer_item")
    few, twice = (
        answered.of(partial(work, with_so_many_waiting(write, count))) for count in (FEW, FEW * 2)
    )
    assert twice <= few * AT_MOST


@pytest.mark.parametrize("work", WORK)
def test_twice_as_much_that_nothing_turns_on_is_twice_the_work(
    work: Callable[[Story], object],
) -> None:
    taken = []
    for count in (1, FEW, FEW * 2):
        story = with_so_many_waiting(said_safe, count)
        taken.append(steps(partial(work, story), "call"))
    # The first is for what is done once in a process, whatever the file.
    _, few, twice = taken
    assert twice <= few * AT_MOST


def a_step(story: Story, moment: Moment, monkeypatch: pytest.MonkeyPatch) -> float:
    """The calls that one step of what a write would let fall takes."""
    begun: list[Steps] = []

    def begin() -> Steps:
        begun.append(Steps())
        return begun[-1]

    with monkeypatch.context() as patched:
        patched.setattr(guarding, "Steps", begin)
        calls = steps(partial(what_waits, moment, story.file), "call")
    return calls / sum(one.taken for one in begun)


def test_a_step_is_as_much_work_of_whichever_family(monkeypatch: pytest.MonkeyPatch) -> None:
    """So one bound is one time: what is read once more is found anew."""
    story = a_family(of_names_that_nobody_listed, FEW // 2)
    taken = [a_step(story, who_decides(story), monkeypatch)]
    for write in (pressed, no_longer):
        story = with_so_many_waiting(write, FEW)
        moment = Moment(story.at, AuthorityFile(id="own"), WORKER, story.file)
        said_safe(story)
        taken.append(a_step(story, moment, monkeypatch))
    assert max(taken) <= min(taken) * 1.6


def test_whoever_waits_for_what_is_not_worked_out_is_told_what_to_do() -> None:
    assert "Once a manager has decided what waits here" in too_much_to_tell()


# ── readings that are alike ─────────────────────────────────────────────────────────────────


def a_file_in_which_anything_waits(seed: int) -> Hub:
    chance = Random(seed)
    hub = Hub(chance)
    hub.begin(two_enquiries=seed % 2 == 1)
    for number in range(8):
        last = hub.file.folded_to
        hub.some_write()
        places = sorted(fact.seq for fact in hub.file.every() if fact.seq > last)
        if places:
            falls = (Fall(chance.choice((FallKind.OBJECTION, FallKind.ONE_PERSON)), "Zz", "kim"),)
            hub.put(EffectWaits(waiting=f"w{number}", entries=tuple(places), falls=falls))
    return hub


@pytest.mark.parametrize(
    "seeds", [range(3), pytest.param(range(3, 60), marks=pytest.mark.campaign)]
)
def test_what_is_worked_out_once_of_those_that_are_alike_is_what_each_says(seeds: range) -> None:
    for seed in seeds:
        view = a_file_in_which_anything_waits(seed).view()
        every = [born for reading in view.readings for born in reading.as_born]
        for agency, category in zip(AGENCIES, CATEGORIES, strict=True):
            for enquiry in (None, *view.enquiries):
                point = Point("kim", PURPOSE, agency, category, SEEK)
                answered = partial(
                    decided, policy=DEFAULT_POLICY, named=enquiry, point=point, directory=()
                )
                assert of_each(every, answered) == [answered(one) for one in every], seed

        def statuses(reading: View) -> list[str]:
            return [shown_status(reading, said) for said in reading.said]

        assert of_each(view.readings, statuses) == [statuses(one) for one in view.readings], seed


#: Each way in which a rule comes to a fact.
WAYS: Final[tuple[Callable[[View], object], ...]] = (
    lambda view: view.read.of(SafetyRecorded),
    lambda view: view.holding[SafetyRecorded],
    lambda view: view.by[SafetyRecorded, "person"],
    lambda view: view.newest[SafetyRecorded, "person"],
    lambda view: view.recorded[SafetyRecorded],
    lambda view: view.at[view.as_of.replace(year=2025)].holding[SafetyRecorded],
    lambda view: [*view.read.every()],
    lambda view: view.read.kinds,
    lambda view: view.read.facts["safety-recorded"],
    lambda view: "safety-recorded" in view.read.facts,
    lambda view: view.read.facts | {},
    lambda view: [*view.read.facts.keys()],
    lambda view: [*view.read.facts.items()],
)


@each("go_through", of=WAYS)
def test_two_readings_that_differ_in_what_was_asked_for_are_not_alike(
    go_through: Callable[[View], object],
) -> None:
    story = with_so_many_waiting(said_safe, 1)
    one, other = View(story.file, story.at, story.at).readings
    assert one.left_out != other.left_out
    alike: Alike[View, object] = Alike(go_through)
    alike.of(one)
    assert alike.known(one)
    assert not alike.known(other)


def test_two_readings_are_alike_in_whatever_else_is_asked_for() -> None:
    story = with_so_many_waiting(said_safe, 1)
    one, other = View(story.file, story.at, story.at).readings
    alike: Alike[View, object] = Alike(lambda view: (view.said, view.standings, view.ages))
    alike.of(one)
    assert alike.known(other)


def test_so_they_are_where_somebody_is_read_as_one_who_stands_on_the_file_twice() -> None:
    """Each reading of a file on which two were joined was gone through by itself, and much of what
    was written then waited as too much to work out.
    """
    story = with_so_many_waiting(said_safe, 1).adult("aunt")
    joining = {"joining": "one-aunt", "person": "gran", "other": "aunt", "reason": "So."}
    story.adult("gran").make(PeopleJoined, MANAGER, **joining)
    one, other = View(story.file, story.at, story.at).readings
    assert one.same == other.same == {"aunt": "gran"}
    differ = {kind for kind, held in one.read.facts.items() if other.read.facts[kind] is not held}
    assert differ == {tag_of(SafetyRecorded)}
    # And each is what it is by itself.
    assert one.read == View(one.file, story.at, story.at).without(one.left_out).read


# ── left out ────────────────────────────────────────────────────────────────────────────────


def test_a_file_without_some_entries_is_as_if_they_had_not_been_recorded() -> None:
    """Also what was struck by one of them, or by two, whichever is left out, one after another."""
    story = with_so_many_waiting(pressed, 3)
    struck = len(story.entries) - 2
    for number in range(3):
        about: dict[str, Any] = {
            "corrects": struck - number % 2,
            "what_was_wrong": "Zz",
            "requested_by": "OTHER",
        }
        story.later().make(EntryCorrected, **about)
    leaving_out = LeavingOut(story.file)
    chance = Random(1)
    for _ in range(60):
        places = frozenset(chance.sample(range(len(story.entries)), chance.randrange(5)))
        anew = CaseFile(id="file")
        for stamp, content in story.entries:
            if stamp.seq not in places:
                anew = fold(anew, content, stamp)
        left = leaving_out.without(places)
        assert {k: v for k, v in left.facts.items() if v} == anew.facts, places
        again = leaving_out.without(frozenset(places))
        assert all(again.facts[kind] is facts for kind, facts in left.facts.items())


@pytest.mark.parametrize("count", range(10))
def test_whichever_of_them_a_manager_confirms_there_is_a_reading_with_the_rest_left_out(
    count: int,
) -> None:
    """And one with it alone left out, the first and the last of many like any other: a no that the
    rest would lift is heard in it.
    """
    waits = [(place,) for place in range(count)]
    every = list(parts(waits))
    assert len(every) == len(set(every)) == count_of_parts(count)
    for one in waits:
        assert (one,) in every
        assert tuple(other for other in waits if other != one) in every
