"""What follows from a yes: a written copy, how it was given, when it ends."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final, TypeAlias

from ..file.held import Held, in_order
from ..memo import worked_out_once
from ..recorded.events import ConversationRecorded, Response, ValidityChanged
from ..said.ableto import is_to_be_said
from ..said.contradicting import AGREEMENTS
from ..said.explaining import NINE
from ..said.interpreting import why_not_through
from ..said.saidsince import SaidSince
from ..said.statuses import EXPIRING_SOON, status_with_words
from ..times import A_MOMENT, day_of
from ..workingdays import working_days_after
from .promised import IN_DOUBT, of_a_doubted_yes
from .saidonce import is_copied
from .scene import Scene
from .task import NEVER, Task, next_working_day

#: A yes that stands, for now or from a day that is set.
_STANDING: Final = frozenset(
    {"AGREED", "AGREED_PART", "PART_WITHDRAWN", "EXPIRING_SOON", "NOT_YET", "NOT_DECIDING"}
)
#: A yes of which there is nothing to confirm.
_NOTHING_TO_SEND: Final = frozenset(
    {
        "WITHDRAWN",
        "VALIDITY_CONCERN",
        "RECORD_INCOMPLETE",
        "NOT_CLEAR",
        "DISPUTED",
        "SAID_BOTH",
        "REPLACED",
        "NOT_THEIRS",
    }
)
#: A yes whose end is still to come.
_MAY_END: Final = frozenset({"EXPIRING_SOON", "PART_WITHDRAWN", "AGREED_PART"})
_NEEDS_AN_INTERPRETER: Final = frozenset(
    {"INTERPRETER_IS_FAMILY", "INTERPRETER_IS_ADVOCATE", "NO_INTERPRETER"}
)
_EXPLAIN: Final = "EXPLAIN_THE_REST"
#: Of a yes beside words that may tell that they cannot decide just now.
SAY_IF_ABLE: Final = "SAY_IF_ABLE"
#: Whichever of these it is, and of which yes, an answer that wants one of somebody wants each.
ASKED_AGAIN: Final = ("SEE_AGAIN", "REBOOK_INTERPRETER", SAY_IF_ABLE)


#: Whether an answer wants one of these tasks: those that none wants are left out, or not, as comes
#: cheaper. To talk of a yes in doubt belongs to none.
IsWanted: TypeAlias = Callable[[Collection[Task]], bool]
_Tasks: TypeAlias = tuple[Task, ...]
#: What there may be to do about one yes, unless it is asked again: a copy, its end, the rest.
_MayBe: TypeAlias = tuple[_Tasks, _Tasks, _Tasks]


def agreeing(scene: Scene, is_wanted: IsWanted | None = None) -> Iterator[Task]:
    """For every yes that was given in an enquiry that is still open."""
    given, whatever_is_wanted = _given(scene)
    found: list[Task] = []
    # What of the nine points is left is one thing for each of them, since the first of their talks
    # in which it was left: once it is found, nothing turns on it of what they said after that.
    explained_to: set[tuple[str | None, str | None]] = set()
    for response, (copy, its_end, rest) in given:
        left = tuple(task for task in rest if (task.person, task.enquiry) not in explained_to)
        tasks = [*_of_one(scene, response, is_wanted, (copy, its_end, left))]
        explained_to.update((one.person, one.enquiry) for one in tasks if one.code == _EXPLAIN)
        found += tasks
    found += whatever_is_wanted
    # Several answers of one conversation make one thing to do.
    yield from {(task.code, task.person, task.about, task.enquiry): task for task in found}.values()


@worked_out_once
def _given(scene: Scene) -> tuple[list[tuple[Held[Response], _MayBe]], list[Task]]:
    """Each of them, and what there may be to do about it; and what turns on no yes."""
    replaced = {r.event.supersedes for r in scene.view.said}
    given = [
        (one, _may_be(scene, one, is_last=one.event.response not in replaced))
        for one in scene.view.said
        if one.event.answer in AGREEMENTS and one.event.enquiry in scene.open
    ]
    return given, [*_noes_until_a_day(scene), *_interpreters(scene)]


def _of_one(
    scene: Scene, response: Held[Response], is_wanted: IsWanted | None, may_be: _MayBe
) -> Iterator[Task]:
    """Where the answer stands is worked out only where something that is wanted turns on it."""
    copy, its_end, rest = may_be
    if is_wanted is not None:
        given = response.event
        again = Task(ASKED_AGAIN[0], NEVER, person=given.person, enquiry=given.enquiry)
        if not is_wanted((*copy, *its_end, *rest, again)):
            return
    status = status_with_words(scene.view, response)
    if status not in _NOTHING_TO_SEND:
        yield from copy
    if its_end and status in _MAY_END and not _is_renewed(scene, response):
        yield from its_end
    if status in _STANDING:
        yield from rest
    elif status == "VALIDITY_CONCERN" and not _has_answered_again(scene, response):
        yield from _ask_again(scene, response)
    if status in IN_DOUBT and not _has_answered_again(scene, response):
        yield from of_a_doubted_yes(scene, response, status)


def _may_be(scene: Scene, response: Held[Response], *, is_last: bool) -> _MayBe:
    return (
        _written_copy(scene, response) if is_last else (),
        _its_end(scene, response) if is_last else (),
        _the_rest(scene, response),
    )


def _written_copy(scene: Scene, response: Held[Response]) -> tuple[Task, ...]:
    given = response.event
    if is_copied(scene.view, response) or not scene.is_safe_to_ask[given.person]:
        return ()
    if scene.was_taken_from(given.person, given.scope.subjects):
        return ()
    task = Task(
        "SEND_SUMMARY",
        response.effective_at,
        person=given.person,
        about=given.response,
        enquiry=given.enquiry,
        due=working_days_after(response.effective_at, 2),
    )
    return (task,)


def _its_end(scene: Scene, response: Held[Response]) -> tuple[Task, ...]:
    """The prompt of J10: a week before it ends, not after."""
    ends = response.event.expires_at
    if ends is None or not scene.as_of < ends <= scene.as_of + EXPIRING_SOON:
        return ()
    task = Task(
        "AGREEMENT_ENDING",
        max(response.effective_at, ends - EXPIRING_SOON),
        person=response.event.person,
        about=response.event.response,
        enquiry=response.event.enquiry,
        due=day_of(ends - A_MOMENT),
    )
    return (task,)


def _noes_until_a_day(scene: Scene) -> Iterator[Task]:
    """A no never ends by itself: whoever said it until a day is asked, and until they answer it
    stands.
    """
    for no in scene.view.said:
        ends = no.event.expires_at
        if (
            no.event.answer == "REFUSED"
            and ends is not None
            and no.event.enquiry in scene.open
            and scene.as_of >= ends - EXPIRING_SOON
            and scene.may_be_spoken_to[no.event.person]
            and not SaidSince.of(scene.view, no).has_answered(no)
        ):
            yield Task(
                "NO_ENDING",
                max(no.effective_at, ends - EXPIRING_SOON),
                person=no.event.person,
                about=no.event.response,
                enquiry=no.event.enquiry,
                due=day_of(ends),
            )


def _is_renewed(scene: Scene, response: Held[Response]) -> bool:
    """They have since agreed to the same for longer."""
    return SaidSince.of(scene.view, response).is_renewed(response)


def _the_rest(scene: Scene, response: Held[Response]) -> tuple[Task, ...]:
    talk = scene.view.conversations.get(response.event.conversation or "")
    if talk is None or not scene.may_be_spoken_to[response.event.person]:
        return ()
    if scene.explained_to[talk.event.person, talk.event.enquiry] >= NINE:
        return ()
    task = Task(
        _EXPLAIN,
        talk.effective_at,
        person=talk.event.person,
        about=talk.event.conversation,
        enquiry=talk.event.enquiry,
    )
    return (task,)


# ── asked in a way that does not count ──────────────────────────────────────────────────────


def _has_answered_again(scene: Scene, response: Held[Response]) -> bool:
    """In a way that counts, or is a concern of its own."""
    return SaidSince.of(scene.view, response).has_answered_in_another_talk(response)


def _ask_again(scene: Scene, response: Held[Response]) -> tuple[Task, ...]:
    if not scene.may_be_spoken_to[response.event.person]:
        return ()
    said = scene.view.newest[ValidityChanged, "response"].get(response.event.response)
    reasons = set() if said is None else set(said.event.reasons)
    since = response.effective_at if said is None else said.effective_at
    # Nobody said why, or the conversation was entered in error: then they are seen again.
    needed = (
        ("REBOOK_INTERPRETER", reasons & _NEEDS_AN_INTERPRETER),
        ("SEE_AGAIN", not reasons or reasons - _NEEDS_AN_INTERPRETER),
    )
    return tuple(
        [
            Task(
                code,
                since,
                person=response.event.person,
                about=response.event.conversation or response.event.response,
                enquiry=response.event.enquiry,
                due=next_working_day(since),
            )
            for code, is_needed in needed
            if is_needed
        ]
        + _whether_they_can(scene, response)
    )


def _whether_they_can(scene: Scene, response: Held[Response]) -> list[Task]:
    """Once of each of them, whatever they said yes to."""
    if not is_to_be_said(scene.view, response):
        return []
    said, since = response.event, response.effective_at
    child = said.person if said.person in scene.view.children else None
    due = next_working_day(since)
    return [
        Task(SAY_IF_ABLE, since, person=said.person, child=child, enquiry=said.enquiry, due=due)
    ]


def _interpreters(scene: Scene) -> Iterator[Task]:
    """The last talk with somebody who needed an interpreter had none, a relative, or somebody of
    whom nobody said that they are none.

    Whatever they answered in it, and if they answered nothing.
    """
    settled = {
        said.event.conversation
        for said in scene.view.said
        if said.event.answer in AGREEMENTS and said.event.response not in scene.view.unreliable
    }
    last: dict[tuple[str, str], Held[ConversationRecorded]] = {}
    for talk in sorted(scene.view.holding[ConversationRecorded], key=in_order):
        if talk.event.enquiry in scene.open:
            last[talk.event.person, talk.event.enquiry] = talk
    for talk in last.values():
        is_in_doubt = why_not_through(scene.view, talk.event) is not None
        if not is_in_doubt or talk.event.conversation in settled:
            continue
        if scene.may_be_spoken_to[talk.event.person]:
            yield Task(
                "REBOOK_INTERPRETER",
                talk.effective_at,
                person=talk.event.person,
                about=talk.event.conversation,
                enquiry=talk.event.enquiry,
                due=next_working_day(talk.effective_at),
            )
