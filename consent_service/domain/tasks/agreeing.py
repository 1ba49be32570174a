"""What follows from a yes: a written copy, how it was given, when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from ..casefile import Conversation, Response
from ..contradicting import AGREEMENTS
from ..explaining import NINE
from ..statuses import shown_status
from ..view import EXPIRING_SOON, REACHED_BY
from ..workingdays import working_days_after
from .scene import Scene
from .task import Task, day_of, next_working_day

#: A yes that stands, for now or from a day that is set.
_STANDING: Final = frozenset(
    {"AGREED", "AGREED_PART", "PART_WITHDRAWN", "EXPIRING_SOON", "NOT_ASKED"}
)
#: A yes of which there is nothing to confirm.
_NOTHING_TO_SEND: Final = frozenset({"WITHDRAWN", "VALIDITY_CONCERN", "RECORD_INCOMPLETE"})
_NEEDS_AN_INTERPRETER: Final = frozenset({"INTERPRETER_IS_FAMILY", "NO_INTERPRETER"})
_PROFESSIONAL: Final = "VIA_PROFESSIONAL_INTERPRETER"

_A_MOMENT: Final = timedelta(microseconds=1)


def agreeing(scene: Scene) -> Iterator[Task]:
    """For every yes that was given in an enquiry that is still open."""
    given = [r for r in scene.responses if r.answer in AGREEMENTS and r.enquiry in scene.open]
    replaced = {r.supersedes for r in scene.responses}
    found: list[Task] = []
    for response in given:
        status = shown_status(scene.view, response)
        if response.id not in replaced:
            if status not in _NOTHING_TO_SEND:
                found += _written_copy(scene, response)
            found += _its_end(scene, response, status)
        if status in _STANDING:
            found += _the_rest(scene, response)
        elif status == "VALIDITY_CONCERN":
            found += _ask_again(scene, response)
    found += _interpreters(scene)
    # Several answers of one conversation make one thing to do.
    yield from {(task.code, task.person, task.about, task.enquiry): task for task in found}.values()


def _written_copy(scene: Scene, response: Response) -> Iterator[Task]:
    if response.id in scene.view.summarised or not scene.view.is_safe_to_ask(response.person):
        return
    yield Task(
        "SEND_SUMMARY",
        response.effective_at,
        person=response.person,
        about=response.id,
        enquiry=response.enquiry,
        due=working_days_after(response.effective_at, 2),
    )


def _its_end(scene: Scene, response: Response, status: str) -> Iterator[Task]:
    """The prompt of J10: a week before it ends, not after."""
    ends = response.expires_at
    if ends is None or status not in ("EXPIRING_SOON", "PART_WITHDRAWN"):
        return
    if not scene.as_of < ends <= scene.as_of + EXPIRING_SOON or _is_renewed(scene, response):
        return
    yield Task(
        "AGREEMENT_ENDING",
        max(response.effective_at, ends - EXPIRING_SOON),
        person=response.person,
        about=response.id,
        enquiry=response.enquiry,
        due=day_of(ends - _A_MOMENT),
    )


def _is_renewed(scene: Scene, response: Response) -> bool:
    """They have since agreed to the same for longer."""
    return any(
        r.answer in AGREEMENTS
        and (r.person, r.enquiry, r.kind, r.scope)
        == (response.person, response.enquiry, response.kind, response.scope)
        and r.order > response.order
        and (
            r.expires_at is None
            or (response.expires_at is not None and r.expires_at > response.expires_at)
        )
        for r in scene.responses
    )


def _the_rest(scene: Scene, response: Response) -> Iterator[Task]:
    talk = None if response.conversation is None else scene.view.conversation(response.conversation)
    if talk is None or not scene.may_be_spoken_to(response.person):
        return
    explained = {
        point
        for c in scene.holding(scene.file.conversations)
        if (c.person, c.enquiry) == (talk.person, talk.enquiry)
        for point in c.explained
    }
    if not explained >= NINE:
        yield Task(
            "EXPLAIN_THE_REST",
            talk.effective_at,
            person=talk.person,
            about=talk.id,
            enquiry=talk.enquiry,
        )


# ── asked in a way that does not count ──────────────────────────────────────────────────────


def _ask_again(scene: Scene, response: Response) -> Iterator[Task]:
    """Until they have answered again, in a way that counts or is a concern of its own."""
    answered_again = any(
        r.answer in REACHED_BY
        and (r.person, r.enquiry, r.kind) == (response.person, response.enquiry, response.kind)
        and r.conversation != response.conversation
        and r.order > response.order
        for r in scene.responses
    )
    if answered_again or not scene.may_be_spoken_to(response.person):
        return
    raised = [v for v in scene.holding(scene.file.validity) if v.response == response.id]
    said = max(raised, key=lambda fact: fact.order, default=None)
    reasons = set() if said is None else set(said.reasons)
    since = response.effective_at if said is None else said.effective_at
    # Nobody said why, or the conversation was entered in error: then they are seen again.
    for code, needed in (
        ("REBOOK_INTERPRETER", reasons & _NEEDS_AN_INTERPRETER),
        ("SEE_AGAIN", not reasons or reasons - _NEEDS_AN_INTERPRETER),
    ):
        if needed:
            yield Task(
                code,
                since,
                person=response.person,
                about=response.conversation or response.id,
                enquiry=response.enquiry,
                due=next_working_day(since),
            )


def _interpreters(scene: Scene) -> Iterator[Task]:
    """The last talk with somebody who needed an interpreter had none, or a relative.

    Whatever they answered in it, and if they answered nothing.
    """
    last: dict[tuple[str, str], Conversation] = {}
    for talk in sorted(scene.holding(scene.file.conversations), key=lambda c: c.order):
        if talk.enquiry in scene.open:
            last[talk.person, talk.enquiry] = talk
    for talk in last.values():
        adult = scene.view.adults.get(talk.person)
        needed = adult is not None and adult.interpreter_needed
        alone = needed and talk.interpreter is None and _PROFESSIONAL not in talk.modifiers
        by_family = talk.interpreter is not None and talk.interpreter.is_family_member
        settled = any(
            r.conversation == talk.id and scene.view.can_be_relied_on(r)
            for r in scene.responses
            if r.answer in AGREEMENTS
        )
        if (alone or by_family) and not settled and scene.may_be_spoken_to(talk.person):
            yield Task(
                "REBOOK_INTERPRETER",
                talk.effective_at,
                person=talk.person,
                about=talk.id,
                enquiry=talk.enquiry,
                due=next_working_day(talk.effective_at),
            )
