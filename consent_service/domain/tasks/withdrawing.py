"""After somebody has taken an agreement back (`domain.md` 5.3, "Withdrawal")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from ..file.goingon import NO_ENQUIRY
from ..file.held import Held, in_order
from ..may import FAMILY
from ..recorded.events import AuthorisationMade, Response
from ..recorded.practice import DecisionRequested, NotShareDecided
from ..safety.saidtoharm import every_told
from ..said.contradicting import AGREEMENTS
from ..said.travelling import StopNotice, TakenBack, goes_on_by_decision, travelling
from ..scopes.scope import ANY, BOTH, Scope
from ..times import span
from ..workingdays import working_days_after
from .saidonce import is_copied
from .scene import Scene
from .task import MANAGER, Task, next_working_day

#: Of what is taken back and goes ahead all the same.
GOES_ON: Final = "a manager has decided that it goes ahead all the same, so say both"
#: Of what is confirmed in writing.
STOPPED: Final = "they asked us to stop: the letter says that it is heard"

#: Of whoever is called about it.
SEE_ALONE: Final = (
    "See them alone, where nobody can listen: what they said may tell of harm or of pressure"
)


def withdrawing(scene: Scene) -> Iterator[Task]:
    """A call, a thought about the risk, and what went out under what is now taken back."""
    here = [
        held
        for held in scene.view.said
        if held.event.answer == "WITHDRAWN" and held.event.enquiry in scene.open
    ]
    # Pressed on two telephones at once, or again: it is one call, and one thought about it.
    calls = [task for held in here for task in _call(scene, held)]
    yield from {(task.person, task.enquiry): task for task in reversed(calls)}.values()
    yield from _risks(scene, here)
    yield from _promised(scene)
    yield from _in_writing(scene)
    # Two who took back the same agreement make one notice.
    found = [task for taken in travelling(scene.view) for task in _agencies(scene, taken)]
    yield from {(task.code, task.about): task for task in reversed(found)}.values()


def _promised(scene: Scene) -> Iterator[Task]:
    """Whoever stops on their own page reads by when they are called, though no enquiry goes on; and
    what is said in none is to be talked about all the same.
    """
    said = {
        held.event.person: held
        for held in scene.view.said
        if held.event.answer == "WITHDRAWN"
        and held.event.enquiry not in scene.open
        and (held.role in FAMILY or held.event.enquiry == NO_ENQUIRY)
    }
    for held in said.values():
        yield from _call(scene, held)


def _in_writing(scene: Scene) -> Iterator[Task]:
    """What somebody stopped is confirmed to them in writing, as a yes is: one letter has all of it.
    Whoever stopped on their own page has read there that it was heard; but for a copy of what they
    agreed to before that was still due, and would go unsent. A yes of theirs since has its own.
    """
    said: dict[str, list[Held[Response]]] = defaultdict(list)
    for held in sorted(scene.view.said, key=in_order):
        said[held.event.person].append(held)
    for person, theirs in said.items():
        stops = [held for held in theirs if held.event.answer == "WITHDRAWN"]
        is_over = not stops or theirs[-1].event.answer in AGREEMENTS
        if is_over or not scene.is_safe_to_ask[person]:
            continue
        stop = stops[-1]
        if stop.event.enquiry not in (*scene.open, NO_ENQUIRY) or is_copied(scene.view, stop):
            continue
        if stop.role in FAMILY and not _has_no_copy(scene, theirs):
            continue
        if not scene.was_taken_from(person, stop.event.scope.subjects):
            due = working_days_after(stop.effective_at, 2)
            yield _since(stop, "SEND_SUMMARY")._replace(due=due, so_far=STOPPED)


def _has_no_copy(scene: Scene, said: Sequence[Held[Response]]) -> bool:
    given = (one for one in said if one.event.answer in AGREEMENTS)
    return any(one.event.enquiry in scene.open and not is_copied(scene.view, one) for one in given)


def _risks(scene: Scene, withdrawn: Sequence[Held[Response]]) -> Iterator[Task]:
    """Changing one's mind is no evidence of harm. What else was stopped is thought of as well; what
    is a part of what was stopped, before or after it, in one thought with the whole.
    """
    found: list[list[Held[Response]]] = []
    for held in (one for one in withdrawn if not _decided_since(scene, one)):
        said = next((of for of in found if any(_is_said_again(held, one) for one in of)), None)
        if said is None:
            found.append([held])
        else:
            said.append(held)
    for first, *again in found:
        whole = first
        for one in again:
            # Said once more in the same words it is the first.
            is_more = not _is_within(one.event.scope, whole.event.scope)
            whole = one if is_more and _is_within(whole.event.scope, one.event.scope) else whole
        about = whole.event.response
        yield _since(first, "ASK_ABOUT_RISK")._replace(about=about)


def _is_said_again(later: Held[Response], first: Held[Response]) -> bool:
    one, other = later.event, first.event
    said, before = ((of.person, of.enquiry, of.response_kind) for of in (one, other))
    return said == before and (
        _is_within(one.scope, other.scope) or _is_within(other.scope, one.scope)
    )


def _is_within(scope: Scope, whole: Scope) -> bool:
    """By what is named in each: whatever the one names the other names, or any."""
    services = {one.type for one in whole.agencies if not one.names_one}
    return (
        all(
            ANY in services or one.type in services or one in whole.agencies
            for one in scope.agencies
        )
        and _holds(whole.subjects, scope.subjects)
        and _holds(whole.purposes, scope.purposes)
        and _holds(whole.categories, scope.categories)
        and _holds(whole.directions, scope.directions, BOTH)
    )


def _holds(whole: Sequence[str], part: Sequence[str], everything: str = ANY) -> bool:
    return everything in whole or {*whole} >= {*part}


def _call(scene: Scene, withdrawn: Held[Response]) -> Iterator[Task]:
    """Within one working day of its being said. It is promised to whoever stops: where it may not
    be safe to ask them a manager decides how it is kept, see `speaking`. Where they told of harm or
    of pressure as they stopped, another may hear the call.
    """
    if not scene.heard_after(withdrawn.event.person, _by_when(withdrawn)):
        is_told = _tells_of_harm(scene, withdrawn)
        yield _since(withdrawn, "CALL_AFTER_WITHDRAWAL")._replace(
            so_far=SEE_ALONE if is_told else None
        )


def _tells_of_harm(scene: Scene, withdrawn: Held[Response]) -> bool:
    """In the words of the very act, whichever of its entries they stand in."""
    act = (withdrawn.recorded_at, withdrawn.by)
    return any((one.recorded_at, one.by) == act for one in every_told(scene.view))


def _by_when(withdrawn: Held[Response]) -> datetime:
    """By when they had said it. Of what was typed with its day alone that day has not ended: a talk
    earlier in it, in which they may have said yes, is no call about it.
    """
    said = span(withdrawn.effective_at, withdrawn.event.precision)
    return min(said.end - datetime.resolution, withdrawn.recorded_at)


def _since(withdrawn: Held[Response], code: str) -> Task:
    return Task(
        code,
        withdrawn.effective_at,
        person=withdrawn.event.person,
        about=withdrawn.event.response,
        enquiry=withdrawn.event.enquiry,
        due=next_working_day(withdrawn.effective_at),
    )


def _agencies(scene: Scene, taken: TakenBack) -> Iterator[Task]:
    """Each agency is told and says that it knows, whether or not the enquiry has closed. What went
    out in between is looked at again: nobody had to know.
    """
    for contacted in taken.contacted:
        about = Task(
            "SEND_STOP_NOTICE",
            taken.effective_at,
            person=taken.person,
            about=contacted.disclosure,
            enquiry=taken.enquiry,
            due=next_working_day(taken.effective_at),
            so_far=GOES_ON if goes_on_by_decision(scene.view, contacted.disclosure) else None,
        )
        if contacted.notice is StopNotice.TO_SEND:
            yield about
        elif contacted.notice is StopNotice.SENT and contacted.notice_sent_at is not None:
            sent = contacted.notice_sent_at
            due = working_days_after(sent, 2)
            yield about._replace(code="CHASE_STOP_NOTICE", since=sent, due=due)
        if contacted.to_review and contacted.reviewed_at is None:
            known = taken.recorded_at
            yield about._replace(
                code="REVIEW_DISCLOSURE",
                so_far=None,
                for_role=MANAGER,
                since=known,
                due=working_days_after(known, 2),
            )


def _decided_since(scene: Scene, withdrawn: Held[Response]) -> bool:
    """Somebody has since asked for a decision, or made one."""
    asked = [(h.event.enquiry, h.recorded_at) for h in scene.view.holding[DecisionRequested]]
    asked += [(h.event.enquiry, h.recorded_at) for h in scene.view.holding[NotShareDecided]]
    asked += [(a.event.enquiry, a.recorded_at) for a in scene.view.holding[AuthorisationMade]]
    return any(
        enquiry == withdrawn.event.enquiry and at >= withdrawn.recorded_at for enquiry, at in asked
    )
