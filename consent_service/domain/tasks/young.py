"""Young people who decide for themselves, children's wishes, and the unborn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from ..codes import TEXTS, label
from ..file.comingofage import birthday, may_decide_alone
from ..file.findings import DECIDES_FROM, OF_AGE
from ..file.held import Held
from ..file.inanenquiry import answers_in
from ..file.whattheysaid import REACHED_BY
from ..freetext.readslikeano import is_against
from ..freetext.tellsofharm import tells_of_harm
from ..lifting.foundandwaits import found_and_wait
from ..own.supporting import held_back_by
from ..recorded.events import ChildAdded, CompetenceRecorded, WishRecorded
from ..recorded.practice import BirthRecorded
from ..safety.wishes import counting, keeps_it_from_somebody, kept_by_wishes, meant_by, says_whom
from ..said.contradicting import AGREEMENTS
from ..scopes.scope import ANY
from ..times import age_on, day_of
from ..words.naming import listed, lower_first, moment
from ..workingdays import is_working_day
from .scene import Scene
from .task import LISTED_BEFORE, MANAGER, Task, next_working_day, start_of

_CONSIDERED_FROM: Final = 12
#: They may mean whoever supports them, and a manager finds whom they mean.
_SEES_NOTHING: Final = (
    "They may mean whoever supports them, who sees nothing until it is recorded anew that they do"
)


def young(scene: Scene) -> Iterator[Task]:
    """For each child of the file, while an enquiry is open. Whom a child does not want told is kept
    from it until a manager has weighed that, whatever has ended since.
    """
    for person in scene.who_may_wish:
        yield from _told_in_confidence(scene, person)
    if not scene.open:
        return
    for grown_up in scene.grown_up:
        if grown_up.event.child not in scene.people:
            yield from _speak_to(scene, grown_up)
    for child in scene.children:
        yield from _ask(scene, child)
        yield from _competence(scene, child)
        yield from _birth(scene, child)
    for person in scene.who_may_wish:
        yield from _wishes(scene, person)


def _ask(scene: Scene, child: Held[ChildAdded]) -> Iterator[Task]:
    """From the day before they turn 16 (F08), and whenever they decide and have not been asked.

    Nobody else's yes covers what they decide, so it is asked for whether or not there is one.
    """
    since_when = _decides_since(scene, child)
    if since_when is None or not scene.may_be_spoken_to[child.event.child]:
        return
    for enquiry in scene.open.values():
        if any(
            r.event.enquiry == enquiry.event.enquiry and r.event.answer in REACHED_BY
            for r in scene.view.said_by.get(child.event.child, ())
        ):
            continue
        agreed = [
            r.effective_at
            for r in scene.view.said
            if r.event.enquiry == enquiry.event.enquiry
            and r.event.answer in AGREEMENTS
            and (child.event.child in r.event.scope.subjects or ANY in r.event.scope.subjects)
        ]
        since = max(since_when, enquiry.effective_at, min(agreed, default=since_when))
        yield Task(
            "ASK_YOUNG_PERSON",
            since,
            person=child.event.child,
            child=child.event.child,
            enquiry=enquiry.event.enquiry,
            due=next_working_day(since),
        )


def _speak_to(scene: Scene, child: Held[ChildAdded]) -> Iterator[Task]:
    """Whoever has come of age decides alone of what is theirs, and nobody else is asked about it:
    in each enquiry that is about them, until we have heard them. It was opened while they were a
    child, took them in, or somebody answered about them in it.
    """
    id, born = child.event.child, child.event.dob
    if born is None or not scene.may_be_spoken_to[id]:
        return
    of_age = start_of(birthday(born, OF_AGE))
    for enquiry in scene.open.values():
        said = answers_in(scene.view, enquiry.event.enquiry, id)
        about = any(
            id in one.event.scope.subjects
            for one in scene.view.said
            if one.event.enquiry == enquiry.event.enquiry
        )
        is_theirs = (
            about or child.recorded_at >= enquiry.recorded_at or of_age > enquiry.effective_at
        )
        if is_theirs and not any(one.event.answer in REACHED_BY for one in said):
            since = max(of_age, enquiry.effective_at, child.recorded_at)
            yield Task(
                "SPEAK_TO",
                since,
                person=id,
                enquiry=enquiry.event.enquiry,
                due=next_working_day(since),
            )


def _decides_since(scene: Scene, child: Held[ChildAdded]) -> datetime | None:
    """Since when they decide for themselves, or from the day before; None if they do not."""
    assessed = scene.view.by[CompetenceRecorded, "child"].get(child.event.child, ())
    purposes = {ANY, *(c.event.purpose for c in assessed)}
    decides = any(may_decide_alone(scene.view, child.event.child, purpose) for purpose in purposes)
    born = child.event.dob
    if born is not None and age_on(born, scene.today + LISTED_BEFORE) >= DECIDES_FROM:
        # Whatever was found of them, from tomorrow on they are presumed able.
        is_tomorrow = age_on(born, scene.today) < DECIDES_FROM
        at_16 = start_of(birthday(born, DECIDES_FROM) - LISTED_BEFORE)
        return at_16 if decides or is_tomorrow else None
    able = [c.effective_at for c in assessed if c.event.status == "COMPETENT"]
    return max(able) if decides and able else None


def _competence(scene: Scene, child: Held[ChildAdded]) -> Iterator[Task]:
    age = scene.view.ages[child.event.child]
    if child.event.dob is None or age is None or not _CONSIDERED_FROM <= age < DECIDES_FROM:
        return
    if not any(
        c.event.status != "NOT_ASSESSED"
        for c in scene.view.by[CompetenceRecorded, "child"].get(child.event.child, ())
    ):
        opened = min(enquiry.effective_at for enquiry in scene.open.values())
        since = max(
            opened, start_of(birthday(child.event.dob, _CONSIDERED_FROM)), child.recorded_at
        )
        waits = found_and_wait(scene.view, child.event.child)
        so_far = TEXTS["found_and_waits"] if waits else None
        yield Task("CONSIDER_COMPETENCE", since, child=child.event.child, so_far=so_far)


def _birth(scene: Scene, child: Held[ChildAdded]) -> Iterator[Task]:
    expected = child.event.estimated_due_date
    born = child.event.child in scene.view.by[BirthRecorded, "child"]
    if child.event.dob is not None or expected is None or born or scene.today <= expected:
        return
    due = expected + timedelta(days=1)
    while not is_working_day(due):
        due += timedelta(days=1)
    yield Task(
        "RECORD_BIRTH", start_of(expected + timedelta(days=1)), child=child.event.child, due=due
    )


def _of(scene: Scene, person: str, task: Task) -> Task:
    """It is a child's, or that of somebody young who was typed as an adult."""
    if person in scene.view.children:
        return task._replace(child=person)
    return task._replace(person=person)


def _wishes(scene: Scene, person: str) -> Iterator[Task]:
    latest = (reading.wish[person] for reading in scene.view.readings_apart)
    unweighed = [
        w for w in latest if w is not None and is_against(w.event) and not w.event.how_weighed
    ]
    if unweighed:
        last = max(unweighed, key=lambda wish: wish.effective_at)
        since = last.effective_at
        tells = any(tells_of_harm(wish.event) for wish in unweighed)
        due = day_of(since) if tells else next_working_day(since)
        so_far = f"Said on {moment(since)}" if _was_written_later(last) else None
        yield _of(scene, person, Task("WEIGH_WISHES", since, due=due, so_far=so_far))


def _was_written_later(wish: Held[WishRecorded]) -> bool:
    """On another day than it was said: the day by which it is weighed counts from that one, and
    whoever reads it as late must see why.
    """
    return day_of(wish.recorded_at) != day_of(wish.effective_at)


def _which(scene: Scene, wish: Held[WishRecorded]) -> str:
    """Of several, or of one written down later: when it was said, and from whom it is kept, by what
    they are to the child.
    """
    links = scene.view.relationships.get(wish.event.child, ())
    roles = {link.event.person: link.event.role for link in links}
    whom = [
        lower_first(label("roles", roles[one])) if one in roles else "somebody"
        for one in meant_by(scene.view, wish).named
    ]
    return f"Said on {moment(wish.effective_at)}: {listed(whom) if whom else 'it names nobody'}"


def _told_in_confidence(scene: Scene, person: str) -> Iterator[Task]:
    """Until a manager has weighed it, whoever a child does not want told is told nothing. That it
    was taken back, and nobody has confirmed that yet, takes nothing off the list.
    """
    due = {
        wish.event.wish: wish
        for reading in scene.view.readings_apart
        for wish in reading.by[WishRecorded, "child"].get(person, ())
        if keeps_it_from_somebody(wish.event) and not counting(reading, wish)
    }
    # Weighed, and nobody has said whom it means: of no adult is it known that they are safe.
    due |= {
        kept.wish.event.wish: kept.wish
        for reading in scene.view.readings_apart
        for kept in kept_by_wishes(reading, person)
        if not says_whom(kept)
    }
    held_back = held_back_by(scene.view, person) if due else ()
    for id, wish in due.items():
        task = Task(
            "WEIGH_WISH",
            wish.effective_at,
            for_role=MANAGER,
            about=id,
            due=next_working_day(wish.effective_at),
            so_far=_SEES_NOTHING
            if id in held_back
            else _which(scene, wish)
            if len(due) > 1 or _was_written_later(wish)
            else None,
        )
        yield _of(scene, person, task)
