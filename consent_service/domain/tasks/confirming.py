"""What a manager looks at: what a write would let fall, whoever opened a record that is kept to
others, and facts that still look like a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from ..codes import TEXTS
from ..file.held import Held
from ..file.view import View
from ..file.whatwaits import settled, taken_back_since
from ..lifting.written import ONLINE
from ..memo import worked_out_once
from ..noticing.oddities import CODE_TRIED, JOINED_BY_ONE, RED_LOWERED
from ..noticing.plausible import Doubt, doubted, not_found_right, standing
from ..own.reaching import one_matter
from ..recorded.checked import KeptRecordOpened, KeptRecordReviewed
from ..recorded.event import Event
from ..recorded.events import Response
from ..recorded.falling import MANAGERS, EffectWaits, FallKind
from ..safety.everasign import may_be_any
from ..safety.givenaway import WENT, is_given_away, keeps_any, who_learns
from ..safety.theirside import OF_THEIR_SIDE
from ..safety.whoistold import SAYS_SO, TELLS, found_safe_since, told_and_perhaps_not_safe
from ..said.leavesout import LEAVES_OUT_A_YES
from ..said.saidlater import is_after
from ..times import day_of
from ..words.naming import listed
from ..workingdays import working_days_after
from .scene import Scene
from .task import MANAGER, WORKER, Task, next_working_day, start_of


def confirming(scene: Scene) -> Iterator[Task]:
    """Until somebody has confirmed or refused it, though a manager said so by telephone."""
    waits = scene.view.holding[EffectWaits]
    # Of the file whole: what waits may be left out of how it is read.
    over = taken_back_since(scene.view.file, scene.known) if waits else ()
    for held in waits:
        if held.event.waiting in over or settled(scene.file, held, scene.known) is not None:
            continue
        calls = of_presses(held)
        if calls and has_been_asked(scene, held):
            continue
        # Of somebody who is here under two ids it is about one.
        people: set[str | None] = {
            fall.person and scene.view.together.the_one(fall.person) for fall in held.event.falls
        }
        person = next(iter(people)) if len(people) == 1 else None
        yield Task(
            "CALL_ABOUT_YES" if calls else "CONFIRM_EFFECT",
            held.recorded_at,
            for_role=WORKER if calls else MANAGER,
            person=person,
            # Of what is about several, or nobody, whoever has it reads of which family it is.
            child=next(iter(scene.view.children), None) if person is None else None,
            about=held.event.waiting,
            due=next_working_day(held.recorded_at),
            so_far=None if calls else _what_falls(held),
        )


#: What each of them is, in a word.
WHAT_FALLS: Final = {
    FallKind.OBJECTION: "a no",
    FallKind.WORD: "words that may be a no",
    FallKind.PERSON_NOT_SAFE: "a warning about somebody",
    FallKind.PERSON_NOT_KNOWN: "a warning that may be about somebody",
    FallKind.NOT_TO_BE_TOLD: "that somebody is not to know of something",
    FallKind.CONTACT: "care with a number or an address",
    FallKind.DISPUTE: "that an answer is disputed",
    FallKind.BECOMES_COVERED: "that something is not agreed",
    FallKind.DECISION: "a decision",
    FallKind.DECISION_STRUCK: "a decision",
    FallKind.COMPETENCE: "that a child decides, or does not",
    FallKind.ONE_PERSON: "that two are two people, or one",
    FallKind.PLAN: "part of a safety plan",
    FallKind.ORDER: "an order",
}


def _what_falls(held: Held[EffectWaits]) -> str:
    """What it would lift, for a list: the words of each stand with it."""
    kinds = dict.fromkeys(WHAT_FALLS[f.kind] for f in held.event.falls if f.kind in WHAT_FALLS)
    return f"What it would lift: {listed([*kinds])}"


def of_presses(waits: Held[EffectWaits]) -> bool:
    """It is about what somebody pressed, and nothing else."""
    return {fall.kind for fall in waits.event.falls} == {FallKind.PRESSED_ONLINE}


def has_been_asked(scene: Scene, waits: Held[EffectWaits]) -> bool:
    """Somebody has talked to them since, and they answered about each yes that they had pressed:
    that answer counts by itself, and nobody is rung a second time.
    """
    every = [said for reading in scene.view.readings_apart for said in reading.said]
    pressed = [said for said in every if said.seq in waits.event.entries]
    since = [said for said in every if said.seq > waits.seq and _was_heard(scene, said)]
    return bool(pressed) and all(
        any(one_matter(said, yes) and is_after(said, yes) for said in since) for yes in pressed
    )


def _was_heard(scene: Scene, said: Held[Response]) -> bool:
    """In a talk in which nobody pressed them, and not by a press on their page."""
    talk = scene.view.conversations.get(said.event.conversation or "")
    return (
        talk is not None
        and talk.event.method not in ONLINE
        and talk.event.pressure_concern == "NONE"
    )


def opening(scene: Scene) -> Iterator[Task]:
    """Until another manager has said what they make of it, whatever enquiry goes on or none."""
    reviewed = {held.event.opening for held in scene.view.holding[KeptRecordReviewed]}
    for held in scene.view.holding[KeptRecordOpened]:
        if held.event.opening not in reviewed:
            yield Task(
                "REVIEW_OPENING",
                held.recorded_at,
                for_role=MANAGER,
                about=held.event.opening,
                due=working_days_after(held.recorded_at, 2),
                by=held.by,
            )


#: A whole day of London, so that a list that was made holds until its day ends.
_AFTER = timedelta(days=2)


#: Looked at at once.
_AT_ONCE: Final = frozenset({OF_THEIR_SIDE, LEAVES_OUT_A_YES, RED_LOWERED, JOINED_BY_ONE})
#: So is this, though nothing goes on here: whoever said so may have ended it; on the other file
#: something may.
_WHATEVER_GOES_ON: Final = frozenset({RED_LOWERED, JOINED_BY_ONE})


def doubting(scene: Scene) -> Iterator[Task]:
    """One for a family in which something goes on, however many there are, and at once one for each
    advocate whom a manager is to look at, and each yes to what their words leave out. It is never
    late: each can be right.
    """
    told = {fact.seq for fact, _ in _told_who_may_not_be_safe(scene.view)}
    # Whoever would support somebody waits for it; and an agency may be rung by such a yes.
    at_once = _AT_ONCE if scene.open else _WHATEVER_GOES_ON
    for doubt in doubted(scene.view):
        if doubt.code in at_once and doubt.fact.seq not in told:
            told.add(doubt.fact.seq)
            yield _at_once(doubt)
    for doubt in standing(scene.view) if scene.open else ():
        # Who tried a code is asked by whoever works with them: see `wrongcodes`.
        if doubt.fact.seq in told or doubt.code == CODE_TRIED:
            continue
        since = start_of(day_of(doubt.fact.recorded_at) + _AFTER)
        if since <= scene.known:
            yield Task("LOOK_AT_DOUBTFUL", since, for_role=MANAGER, about=str(doubt.fact.seq))
            return


def _at_once(doubt: Doubt) -> Task:
    fact: Held[Any] = doubt.fact
    about = str(fact.seq)
    task = Task("LOOK_AT_DOUBTFUL", fact.recorded_at, for_role=MANAGER, about=about)
    if doubt.code != JOINED_BY_ONE:
        return task
    return task._replace(person=fact.event.person, so_far=TEXTS["joined_by_one"])


LOOK_AT_TOLD: Final = "LOOK_AT_TOLD"


def looking_at_told(scene: Scene) -> Iterator[Task]:
    """That somebody was told who may not be safe, or that what is kept from others went out, to an
    agency as well or in a plan, is looked at the same day, each time, whatever goes on: what they
    know now may have to be met.
    """
    for fact, people in _told_who_may_not_be_safe(scene.view):
        yield Task(
            LOOK_AT_TOLD,
            fact.recorded_at,
            for_role=MANAGER,
            person=people[0] if len(people) == 1 else None,
            about=str(fact.seq),
            due=day_of(fact.recorded_at),
            so_far=TEXTS["told_while_feared"] if _are_safe_now(scene.view, fact, people) else None,
        )


def _are_safe_now(view: View, fact: Held[Event], people: Sequence[str]) -> bool:
    """Whoever may not have been safe, as a manager has said since."""
    return bool(people) and all(found_safe_since(view, fact, one) for one in people)


def who_was_told(view: View) -> list[Held[Event]]:
    """The entries by which somebody was told who may not be safe, or what is kept from others, and
    nobody has seen to it.
    """
    return [fact for fact, _ in _told_who_may_not_be_safe(view)]


@worked_out_once
def _told_who_may_not_be_safe(view: View) -> Sequence[tuple[Held[Event], tuple[str, ...]]]:
    """By somebody who may not decide that: a manager who records what they told knows it, and has
    seen to it; what an agency wrote they may only have typed.
    """
    kinds = WENT if keeps_any(view) else (*TELLS, *SAYS_SO) if may_be_any(view) else ()
    every = [one for kind in kinds for one in view.recorded[kind]]
    found = (
        (one, _who_was_told(view, one))
        for one in every
        if one.role not in MANAGERS or isinstance(one.event, SAYS_SO)
    )
    return [(one, who) for one, who in found if who is not None and not_found_right(view, one)]


def _who_was_told(view: View, fact: Held[Any]) -> tuple[str, ...] | None:
    """Of the family; nobody of them, where what is kept went to others. None where all is well."""
    told = isinstance(fact.event, (*TELLS, *SAYS_SO)) and told_and_perhaps_not_safe(view, fact)
    who = told or who_learns(view, fact)
    return who if who or is_given_away(view, fact) else None
