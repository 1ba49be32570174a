"""What was shared at once is written down, looked at and told (`domain.md` 4.3); what was shared
and no agreement reached is looked at; an agency that has not answered by its date is asked again
(7.1, F29).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ..answers import Safe
from ..file.held import Held
from ..following.awaited import WOULD_NOT, Awaited, awaited, is_settled, unread
from ..following.disclosed import is_still_to_be_seen
from ..following.notwhole import goes_on, not_whole, stands_as_shared
from ..following.ofthefamily import NETWORK, may_hear, who_is_meant
from ..recorded.practice import DisclosureRecorded
from ..recorded.sharingatonce import ShareNowRecorded, ShareNowReviewed, ShareNowUsed
from ..scopes.scope import Scope
from ..times import day_of
from ..workingdays import working_days_after
from .scene import Scene
from .task import MANAGER, Task, close_of, next_working_day
from .telling import is_told, look_whether_safe


def sharing(scene: Scene) -> Iterator[Task]:
    """Used, recorded, looked at, told. Being late at any step blocks nothing (F04)."""
    recorded = {h.event.share_now: h for h in reversed(scene.view.holding[ShareNowRecorded])}
    reviewed = {h.event.share_now for h in scene.view.holding[ShareNowReviewed]}
    for used in scene.view.holding[ShareNowUsed]:
        written = recorded.get(used.event.share_now)
        if written is None:
            yield record_share_now("RECORD_SHARE_NOW", used)
        else:
            if written.event.share_now not in reviewed:
                yield _look_at(written)
            # That nothing was shared, and that it was after all, may be written down in turn.
            shared = stands_as_shared(scene.view, used.event.share_now)
            if shared is not None:
                yield from _tell(scene, used, shared)
    for written in not_whole(scene.view):
        yield by_the_end_of_tomorrow(
            "WRITE_DOWN_THE_REST",
            written.recorded_at,
            about=written.event.share_now,
            enquiry=written.event.enquiry,
        )
    for made in scene.view.holding[DisclosureRecorded]:
        since = is_still_to_be_seen(scene.view, made)
        if since is not None:
            yield _look_at_disclosure(made, since)


def record_share_now(code: str, used: Held[ShareNowUsed]) -> Task:
    """By the end of the next working day."""
    return by_the_end_of_tomorrow(
        code, used.effective_at, about=used.event.share_now, enquiry=used.event.enquiry
    )


def by_the_end_of_tomorrow(
    code: str, since: datetime, *, about: str | None = None, enquiry: str | None
) -> Task:
    """A task due when the next working day ends."""
    due = next_working_day(since)
    return Task(code, since, about=about, enquiry=enquiry, due=due, due_at=close_of(due))


def _look_at(written: Held[ShareNowRecorded]) -> Task:
    return Task(
        "REVIEW_SHARE_NOW",
        written.recorded_at,
        for_role=MANAGER,
        about=written.event.share_now,
        enquiry=written.event.enquiry,
        due=working_days_after(written.recorded_at, 2),
    )


def _look_at_disclosure(made: Held[DisclosureRecorded], since: datetime) -> Task:
    """Until a manager who did not record it has looked, whether or not the enquiry has closed."""
    return Task(
        "LOOK_AT_DISCLOSURE",
        since,
        for_role=MANAGER,
        about=made.event.disclosure,
        enquiry=made.event.enquiry,
        due=working_days_after(since, 2),
    )


def _tell(
    scene: Scene, used: Held[ShareNowUsed], written: Held[ShareNowRecorded]
) -> Iterator[Task]:
    """Until it is on record for each parent: told, or not safe to and when to ask again."""
    event = written.event
    same = (one.event.disclosure for one in goes_on(scene.view, written))
    known_as = [event.share_now, *(id for id in same if id is not None)]
    about = Scope(subjects=used.event.subjects)
    parents: list[str | None] = [*(scene.parents_of(about) or scene.parents)]
    to_tell = [one for one in parents or [None] if not is_told(scene, known_as, one)]
    if not to_tell:
        return
    task = Task(
        "TELL_PARENTS_OF_SHARING",
        written.recorded_at,
        about=event.share_now,
        enquiry=event.enquiry,
        due=working_days_after(written.recorded_at, 2),
    )
    if all(one is None or scene.may_be_spoken_to[one] for one in to_tell):
        yield task
        return
    # Whoever reads this must not ring all of them.
    kept = [one for one in to_tell if one is not None and scene.must_ask_first(one)]
    yield from (task._replace(person=one) for one in to_tell if one not in kept)
    yield from look_whether_safe(scene, kept, task.since, task.due or scene.today)


def chasing(scene: Scene) -> Iterator[Task]:
    """Not for what was taken back since: it is told to stop. Somebody of the family's network is
    asked again where it is known who is meant, and safe. Who has answered that they would not is
    no longer waited for: it is for us to answer them, whoever of the network that was, until that
    was done.
    """
    for one in awaited(scene.view):
        code, since = "CHASE_AGENCY", one.reply_by
        is_refused = one.last == WOULD_NOT
        if is_refused and is_settled(scene.view, one):
            continue
        if is_refused:
            code, since = "ANSWER_REFUSAL", one.replies[-1].effective_at
        elif not one.is_overdue(scene.as_of):
            continue
        if since is None or one.is_taken_back:
            continue
        meant, person = _meant(scene, one), _person(scene, one)
        # Nobody is sent to one who may not hear of it; of whom nobody knows who they are, somebody
        # answers what they said.
        if (
            one.made.event.agency.type != NETWORK
            or person is not None
            or (is_refused and meant is None)
        ):
            yield Task(
                code,
                since,
                person=person,
                about=one.made.event.disclosure,
                enquiry=one.made.event.enquiry,
                due=next_working_day(since),
            )


def reading_replies(scene: Scene) -> Iterator[Task]:
    """The same day, whatever the agency answered besides: its words may tell of a child in danger,
    and it reads that the hub reads them at once.
    """
    written = unread(scene.view)
    for made in scene.view.holding[DisclosureRecorded] if written else ():
        replies = written.get(made.event.disclosure)
        if replies:
            yield Task(
                "READ_REPLY",
                replies[0].recorded_at,
                about=made.event.disclosure,
                enquiry=made.event.enquiry,
                due=day_of(replies[0].recorded_at),
            )


def _meant(scene: Scene, one: Awaited) -> str | None:
    made = one.made.event
    return who_is_meant(scene.view, None, made.agency, made.recipient)


def _person(scene: Scene, one: Awaited) -> str | None:
    made, person = one.made.event, _meant(scene, one)
    about = [made.disclosure, *made.subjects]
    if person is None or may_hear(scene.view, person, about) is not Safe.YES:
        return None
    return person
