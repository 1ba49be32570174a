"""Telling the family what was decided and shared, where that is safe."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterable, Iterator
from datetime import date, datetime
from typing import Final, NamedTuple

from ..answers import Safe
from ..codes import TEXTS
from ..file.held import Held, by_place
from ..file.whattheysaid import REACHED_BY
from ..file.whatwaits import with_what_may_stand_again
from ..following.convened import heard_in_order
from ..may import FAMILY
from ..own.seen import eyes_of
from ..recorded.events import AuthorisationMade, Response
from ..recorded.owning import who_has
from ..recorded.practice import (
    DisclosureRecorded,
    EntryCorrected,
    SafeToTellChanged,
    TellingRecorded,
)
from ..recorded.waysin import WayInGiven
from ..safety.askfirst import kept_decisions
from ..safety.telling import telling as telling_of
from ..said.contradicting import AGREEMENTS
from ..times import TAKEN_BACK_WITHIN, day_of
from .keepinginformed import SAME_DAY, promised_times
from .scene import Scene
from .task import LISTED_BEFORE, MANAGER, Task, next_working_day, waits_since

TELL_WHO_HAS_IT_NOW: Final = "TELL_WHO_HAS_IT_NOW"


def telling(scene: Scene) -> Iterator[Task]:
    """It goes on after an enquiry has closed: what was decided about them is still theirs."""
    yield from telling_of_decisions(scene)
    yield from _reviews_of_telling(scene)
    yield from _tell_of_correction(scene)
    for person in scene.people:
        yield from _tell_of_contacts(scene, person)
    for person in scene.parents:
        yield from _tell_who_has_it_now(scene, person)


def telling_of_decisions(scene: Scene) -> Iterator[Task]:
    """Of all that is told, what an answer can rest on: a decision."""
    for decision in scene.view.holding[AuthorisationMade]:
        yield from _tell_of_decision(scene, decision)


def _tell_who_has_it_now(scene: Scene, person: str) -> Iterator[Task]:
    """Who deals with their family since an enquiry was handed on. Whoever has not been spoken to
    hears of the enquiry itself first.
    """
    if scene.is_kept_from(person) or telling_of(scene.view, person).answer is not Safe.YES:
        return
    for enquiry, handed in scene.view.handed_on.items():
        whose = scene.view.whose[enquiry].event
        if not (whose.owner or whose.team):
            # There is nobody to tell them of yet.
            continue
        if not is_told(scene, [enquiry], person):
            yield Task(
                TELL_WHO_HAS_IT_NOW,
                handed.recorded_at,
                person=person,
                about=enquiry,
                enquiry=enquiry,
                due=next_working_day(handed.recorded_at),
            )


def so_far_of(task: Task, left: Container[str]) -> str | None:
    """What else is read of a task. Where whoever had the enquiry since is of those who have `left`,
    and no team has it, it is given to somebody first: they would be sent to nobody.
    """
    is_of_who_has_it = task.code == TELL_WHO_HAS_IT_NOW and task.team is None
    if is_of_who_has_it and who_has(task.owner, left) is None:
        return TEXTS["nobody_has_it_now"]
    return task.so_far


def _tell_of_contacts(scene: Scene, person: str) -> Iterator[Task]:
    """One task for each parent, since the first contact of which they do not know. Whoever has not
    been spoken to, or may not be, hears nothing of it before that is settled.
    """
    made = scene.view.holding[DisclosureRecorded]
    if not any(held.event.enquiry in scene.open for held in made):
        # There is none to be told of: what they may see is not worked out.
        return
    if telling_of(scene.view, person).answer is not Safe.YES:
        return
    first = eyes_of(scene.view, person).first_not_told(scene.open)
    if first is not None and not scene.is_kept_from(person):
        at = first.recorded_at
        is_promised = promised_times(scene, person, first.event.enquiry) & SAME_DAY
        yield Task(
            "TELL_OF_CONTACT",
            at,
            person=person,
            about=first.event.disclosure,
            enquiry=first.event.enquiry,
            due=day_of(at) if is_promised else next_working_day(at),
        )


def is_told(scene: Scene, about: Iterable[str], person: str | None = None) -> bool:
    """Whether it is on record that they were told of one of these, or that it was not safe to and
    nobody has found since that it is. A telling that names nobody was to everybody.
    """
    ids, names = set(about), (None, person)
    told = scene.view.by[TellingRecorded, "about"]
    tellings = [h for id in ids for h in told.get(id, ()) if h.event.person in names]
    if any(h.event.told for h in tellings):
        return True
    found_safe = scene.view.by[SafeToTellChanged, "about"]
    last = max(tellings, key=by_place, default=None)
    return last is not None and not any(
        h.event.safe and h.event.person in names and h.order > last.order
        for id in ids
        for h in found_safe.get(id, ())
    )


def _tell_of_decision(scene: Scene, decision: Held[AuthorisationMade]) -> Iterator[Task]:
    """One task for each decision, until each parent who may know has been told."""
    told = decision.event.telling is not None and decision.event.telling.status == "TOLD"
    changed = scene.view.by[SafeToTellChanged, "about"].get(decision.event.authorisation, ())
    now_safe = max((h.effective_at for h in changed if h.event.safe), default=None)
    if told and now_safe is None:
        return
    parents = scene.parents_of(decision.event.scope)
    may_be_told = [person for person in parents if _may_be_told(scene, decision, person)]
    to_tell = [
        person
        for person in may_be_told
        if not is_told(scene, [decision.event.authorisation], person)
        and not (told and _knew_from_the_start(decision, person))
    ]
    by = decision.event.telling
    if not to_tell:
        yield from _promised_and_kept(scene, decision)
        return
    due, since = None, decision.effective_at
    if by is not None and by.status == "WILL_TELL_BY":
        due = by.on
    elif now_safe is not None:
        due, since = next_working_day(now_safe), now_safe
    task = Task(
        "TELL_PARENTS",
        since,
        about=decision.event.authorisation,
        enquiry=decision.event.enquiry,
        due=due,
    )
    # Where it is not to reach everybody, whoever reads this must not ring both.
    if may_be_told != parents:
        yield from (task._replace(person=person) for person in to_tell)
    else:
        yield task


def _promised_and_kept(scene: Scene, decision: Held[AuthorisationMade]) -> Iterator[Task]:
    by = decision.event.telling
    if by is not None and by.status == "WILL_TELL_BY" and by.on is not None:
        kept = [
            person
            for person in scene.parents_of(decision.event.scope)
            if not scene.is_kept(decision, person)
            and not is_told(scene, [decision.event.authorisation], person)
        ]
        yield from look_whether_safe(scene, kept, decision.effective_at, by.on)


def look_whether_safe(
    scene: Scene, to_tell: Collection[str], since: datetime, on: date
) -> Iterator[Task]:
    """They are to be told something by a day, and another decision is kept from them: a manager
    looks by then at whether that is still so.
    """
    for one in kept_decisions(scene.view) if scene.today >= on - LISTED_BEFORE else ():
        if not one.people.isdisjoint(map(scene.view.the_one, to_tell)):
            yield Task(
                "REVIEW_SAFE_TO_TELL",
                waits_since(since, on),
                for_role=MANAGER,
                about=one.decision.event.authorisation,
                enquiry=one.decision.event.enquiry,
                due=on,
            )


def _may_be_told(scene: Scene, decision: Held[AuthorisationMade], person: str) -> bool:
    """They are safe to ask, neither it nor anything else that was decided is kept from them, and no
    manager has yet to say of them whether they may have hurt a child.
    """
    return scene.may_be_spoken_to[person] and not scene.is_kept(decision, person)


def _knew_from_the_start(decision: Held[AuthorisationMade], person: str) -> bool:
    return decision.event.telling is not None and person not in decision.event.telling.not_safe_for


class _MayKnow(NamedTuple):
    """What was said about who may know of one thing, and when to ask again."""

    order: tuple[datetime, datetime, int]
    about: str
    person: str | None
    safe: bool
    review_on: date | None
    enquiry: str | None


def _reviews_of_telling(scene: Scene) -> Iterator[Task]:
    """What somebody may not know is not kept from them for ever without anybody asking again."""
    said = sorted(_all_said(scene))
    # Of what was said of everybody and of each, the last.
    newest = {(one.about, one.person): one for one in said}
    for (about, person), of_them in newest.items():
        last = max(of_them, newest.get((about, None), of_them))
        on = last.review_on
        if last.person != person or last.safe or on is None or scene.today < on - LISTED_BEFORE:
            continue
        yield Task(
            "REVIEW_SAFE_TO_TELL",
            waits_since(last.order[0], on),
            for_role=MANAGER,
            person=person,
            about=about,
            enquiry=last.enquiry,
            due=on,
        )


def _all_said(scene: Scene) -> Iterator[_MayKnow]:
    holding = scene.view.holding
    decisions = {one.event.authorisation: one for one in holding[AuthorisationMade]}
    of = {id: one.event.enquiry for id, one in decisions.items()}
    for decision in decisions.values():
        made, by = decision.event, decision.event.telling
        if by is not None and by.status == "NOT_SAFE":
            for one in by.not_safe_for if made.safe_to_tell and by.not_safe_for else (None,):
                yield _MayKnow(decision.order, made.authorisation, one, False, by.on, made.enquiry)
    for change in holding[SafeToTellChanged]:
        said = change.event
        enquiry = of.get(said.about)
        yield _MayKnow(change.order, said.about, said.person, said.safe, said.review_on, enquiry)
    for recorded in holding[TellingRecorded]:
        told = recorded.event
        enquiry = of.get(told.about)
        yield _MayKnow(recorded.order, told.about, told.person, told.told, told.review_on, enquiry)


def _tell_of_correction(scene: Scene) -> Iterator[Task]:
    """Somebody's own answer was found to be wrong on our record: they are told, if they may have
    seen it there (F10). While that
    waits for a manager, one who is only named as having said so by telephone included, or once one
    has refused it, what they said stands or may again: nothing was put right.
    """
    struck = {r.seq: r for r in scene.file.responses if r.recorded_at <= scene.known}
    for_good = with_what_may_stand_again(scene.file, scene.known)
    for correction in for_good.holding(EntryCorrected, scene.as_of, scene.known):
        answer = struck.get(correction.event.corrects)
        # What the referrer or we ourselves wrote about them is nothing that they said.
        if answer is None or answer.event.answer not in REACHED_BY:
            continue
        if (
            is_told(scene, [answer.event.response], answer.event.person)
            or not scene.may_be_spoken_to[answer.event.person]
            or _is_no_news(scene, answer, correction)
        ):
            continue
        yield Task(
            "TELL_OF_CORRECTION",
            correction.recorded_at,
            person=answer.event.person,
            about=answer.event.response,
            enquiry=answer.event.enquiry,
            due=next_working_day(correction.recorded_at),
        )


def _is_no_news(scene: Scene, answer: Held[Response], taken_back: Held[EntryCorrected]) -> bool:
    """It was typed by mistake under the name of somebody who never said it, saw it or had it in
    writing, and whoever typed it took it back at once, before anybody spoke to them again: to them
    it would be news that it ever stood there. A no is no such thing: that theirs is gone they hear,
    whoever else says it was none.
    """
    person = scene.view.the_one(answer.event.person)
    heard = heard_in_order(scene.view, person)
    at_once = taken_back.recorded_at - answer.recorded_at <= TAKEN_BACK_WITHIN
    return (
        at_once
        and taken_back.by == answer.by
        and answer.role not in FAMILY
        and answer.event.answer in AGREEMENTS
        and answer.event.response not in scene.view.summarised
        and not any(scene.view.the_one(h.event.person) == person for h in scene.file.of(WayInGiven))
        and bisect_left(heard, answer.recorded_at) == bisect_right(heard, taken_back.recorded_at)
    )
