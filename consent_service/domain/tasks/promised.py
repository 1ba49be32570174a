"""That we talk with somebody whom we told that we would, whatever else is done meanwhile.

What is pressed on a page is answered with a promise, and a page that says of a yes that it does not
count until we have talked says whose turn it is. None of it ends by what is decided without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any, Final

from ..file.goingon import BY_REFERRER
from ..file.held import Held, in_order
from ..file.view import View
from ..file.whattheysaid import NOT_HEARD_HERE, REACHED_BY
from ..lifting.written import ONLINE, was_pressed
from ..may import FAMILY
from ..noticing.whichway import keeps_a_promise
from ..recorded.circumstances import PeopleJoined, WishWeighed
from ..recorded.events import ConversationRecorded, Response, WishRecorded
from ..recorded.joinedelsewhere import ON_ANOTHER_FILE
from ..recorded.practice import ContactMade, CorrectionAnswered, CorrectionAsked
from ..safety.wishes import keeps_it_from_somebody, may_be_told_after_all
from ..said.contradicting import AGREEMENTS, noes_of
from ..said.statuses import status_now
from .scene import Scene
from .task import Task, next_working_day

AS_PROMISED: Final = "TALK_AS_PROMISED"
_MAY_BE_TOLD: Final = "It was decided that they may be told: tell the child first"
_UNDER_ANOTHER: Final = "They said no where they stand as well: ask which holds"
#: By where a yes stands in doubt: what is asked of it.
IN_DOUBT: Final = {
    "DISPUTED": "They say that they did not agree: ask them",
    "SAID_BOTH": "They said yes and no: ask which is right",
}
#: A yes of which nothing is to be asked, though they have said no as well.
_SETTLED: Final = frozenset(
    {
        *("AGREED", "EXPIRING_SOON", "NOT_YET", "REPLACED", "NOT_DECIDING", "NOT_THEIRS"),
        *("EXPIRED", "ENDED_WITH_ENQUIRY", "CORRECTED"),
    }
)


def promised(scene: Scene) -> Iterator[Task]:
    """While an enquiry goes on."""
    if not scene.open:
        return
    for person in scene.who_may_wish:
        yield from _of_a_wish(scene, person)
    yield from _of_two_entries(scene)


def _of_a_wish(scene: Scene, person: str) -> Iterator[Task]:
    """A child who said on their own page whom they fear was told that somebody gets in touch; and
    whoever said it to us reads on no page what was decided. It is one talk, of the last.
    """
    view = scene.view
    found: list[tuple[datetime, str | None, str | None]] = []
    for wish in view.by[WishRecorded, "child"].get(person, ()):
        if not keeps_it_from_somebody(wish.event):
            continue
        weighed = view.newest[WishWeighed, "wish"].get(wish.event.wish or "")
        if weighed is not None and may_be_told_after_all(view, wish):
            found.append((weighed.effective_at, wish.event.wish, _MAY_BE_TOLD))
        elif wish.role in FAMILY:
            found.append((wish.effective_at, wish.event.wish, None))
    if not found:
        return
    since, about, so_far = max(found, key=lambda one: one[0])
    if not _talked_since(view, person, since):
        yield Task(
            AS_PROMISED,
            since,
            person=person,
            child=person if person in view.children else None,
            about=about,
            so_far=so_far,
            due=next_working_day(since),
        )


def _of_two_entries(scene: Scene) -> Iterator[Task]:
    """Whoever stands here twice, or on another file as well, said yes by the one and no by the
    other: their page says that the yes does not count until we have talked with them.
    """
    view = scene.view
    joined = max((held.recorded_at for held in view.holding[PeopleJoined]), default=None)
    # By which of the two it was said, as it stands on record.
    by = {} if joined is None else {one.seq: one.event.person for one in view.file.responses}

    def became_theirs(no: Held[Response], yes: Held[Response]) -> datetime | None:
        """Since when a no is one of whoever said this yes; None where it always was, or where they
        said it later: then it is what they say now, and nothing is to be asked.
        """
        if no.event.method == ON_ANOTHER_FILE:
            return no.recorded_at
        is_of_another = by.get(no.seq) != by.get(yes.seq) and in_order(no) < in_order(yes)
        return joined if is_of_another else None

    for person, said in view.said_by.items():
        noes = [one for one in said if any(noes_of(one))]
        for yes in said if noes else ():
            if yes.event.answer not in AGREEMENTS or yes.event.enquiry not in scene.open:
                continue
            since = max(filter(None, (became_theirs(no, yes) for no in noes)), default=None)
            if (
                since is not None
                and not _talked_since(view, person, since)
                and status_now(view, yes) not in _SETTLED
            ):
                yield _about(yes, since, _UNDER_ANOTHER)._replace(person=person)


def of_a_doubted_yes(scene: Scene, yes: Held[Response], status: str) -> Iterator[Task]:
    """What their page says that we ask them of one that stands `IN_DOUBT`. That what they said of
    it is to be answered stands on the list by itself until it was.
    """
    view, since = scene.view, yes.effective_at
    if status == "DISPUTED":
        asked = view.by[CorrectionAsked, "person"].get(yes.event.person, ())
        answered = view.by[CorrectionAnswered, "correction"]
        if any(one.event.correction not in answered for one in asked):
            return
        since = max([since, *(one.effective_at for one in asked)])
    yield _about(yes, since, IN_DOUBT[status])


def _about(yes: Held[Response], since: datetime, so_far: str) -> Task:
    return Task(
        AS_PROMISED,
        since,
        person=yes.event.person,
        about=yes.event.response,
        enquiry=yes.event.enquiry,
        so_far=so_far,
        due=next_working_day(since),
    )


def _talked_since(view: View, person: str, moment: datetime) -> bool:
    """What they press or write meanwhile is no talk, and what only went out to them none either."""
    talks = (
        talk
        for talk in view.by[ConversationRecorded, "person"].get(person, ())
        if talk.event.method not in ONLINE and talk.event.method != BY_REFERRER
    )
    reached = (
        made
        for made in view.by[ContactMade, "person"].get(person, ())
        if keeps_a_promise(view, made)
    )
    said = (
        one
        for one in view.said_by.get(person, ())
        if one.event.answer in REACHED_BY
        and one.event.method not in NOT_HEARD_HERE
        and not was_pressed(view, one)
    )
    return any(one.effective_at > moment for one in chain[Held[Any]](talks, reached, said))
