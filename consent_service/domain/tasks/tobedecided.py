"""What managers have to decide, finish, look at again and tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from ..deciding.grades import may_decide
from ..file.held import Held
from ..recorded.events import AuthorisationEnded, AuthorisationMade
from ..recorded.losses import EntriesLost
from ..recorded.practice import (
    DecisionDrafted,
    DecisionRequested,
    DecisionReviewed,
    NotShareDecided,
)
from ..said.relied import yes_gone_since
from ..times import day_of
from .scene import Scene
from .task import HEAD, LISTED_BEFORE, MANAGER, WORKER, Task, next_working_day, waits_since

#: Roles whose drafts are on the manager's list.
_DECIDERS: Final = frozenset({"MASH_MANAGER", "HEAD_OF_SERVICE", "EDT_MANAGER", "LEGAL_SERVICES"})
_WITHOUT_DELAY: Final = frozenset({"SAME_DAY", "IMMEDIATE"})


def deciding(scene: Scene) -> Iterator[Task]:
    """What was asked for, begun, made and is due to be looked at again."""
    authorised = scene.view.holding[AuthorisationMade]
    not_shared = scene.view.holding[NotShareDecided]
    answered = {a.event.request for a in authorised} | {h.event.request for h in not_shared}
    finished = {a.event.draft for a in authorised} | {h.event.draft for h in not_shared}
    for asked in scene.view.holding[DecisionRequested]:
        if asked.event.enquiry in scene.open and asked.event.request not in answered:
            yield _decide(scene, asked)
    for draft in scene.view.holding[DecisionDrafted]:
        if draft.event.enquiry in scene.open and draft.event.draft not in finished:
            yield Task(
                "FINISH_DRAFT",
                draft.effective_at,
                for_role=MANAGER if draft.role in _DECIDERS else WORKER,
                about=draft.event.draft,
                enquiry=draft.event.enquiry,
                due=next_working_day(draft.effective_at),
            )
    yield from _reviews(scene)
    for decision in authorised:
        yield from _advice(scene, decision)
    yield from _incomplete(scene)


def _decide(scene: Scene, asked: Held[DecisionRequested]) -> Task:
    wanted, enquiry = asked.event, scene.open[asked.event.enquiry]
    since = asked.effective_at
    today = wanted.urgency in _WITHOUT_DELAY
    kind = wanted.decision
    grade = kind is None or may_decide(scene.policy, kind, MANAGER, enquiry)
    return Task(
        "DECIDE",
        since,
        for_role=MANAGER if grade else HEAD,
        about=wanted.request,
        enquiry=wanted.enquiry,
        due=day_of(since) if today else next_working_day(since),
        # Before what is to be decided by the end of the day: a child may be at risk meanwhile.
        due_at=since if wanted.urgency == "IMMEDIATE" else None,
    )


def _incomplete(scene: Scene) -> Iterator[Task]:
    """Until somebody has, no check of this family is answered from the record."""
    if scene.view.in_doubt_since is not None:
        found = max(lost.recorded_at for lost in scene.file.of(EntriesLost))
        if found <= scene.known:
            yield Task("CONFIRM_RECORD", found, for_role=MANAGER, due=next_working_day(found))


class _ToBeDecided(NamedTuple):
    """A decision that is to be looked at again, to go ahead or not to share."""

    id: str
    fact: Held[AuthorisationMade] | Held[NotShareDecided]
    enquiry: str
    review_due: date | None


def _reviews(scene: Scene) -> Iterator[Task]:
    """A decision not to share is looked at again even after its enquiry has closed. One to go ahead
    authorises nothing from then on, unless it was handed on, and is looked at the next working day.
    """
    ended = {e.event.authorisation for e in scene.view.holding[AuthorisationEnded]}
    decided = [
        _ToBeDecided(a.event.authorisation, a, a.event.enquiry, a.event.review_due)
        for a in scene.view.holding[AuthorisationMade]
        if a.event.authorisation not in ended and scene.view.over_since(a) is None
    ]
    yield from _of_closed(scene)
    decided += [
        _ToBeDecided(h.event.decision, h, h.event.enquiry, h.event.review_due)
        for h in scene.view.holding[NotShareDecided]
    ]
    gone_since = {
        a.event.authorisation: yes_gone_since(scene.view, a) for a in scene.view.authorisations
    }
    for one in decided:
        again = scene.view.newest[DecisionReviewed, "decision"].get(one.id)
        due = one.review_due if again is None else again.event.review_due
        since = one.fact.effective_at if again is None else again.effective_at
        gone = gone_since.get(one.id)
        is_gone = gone is not None and (again is None or again.recorded_at < gone)
        if gone is not None and is_gone:
            # Whoever decided it relied on a yes that is none any more: at once, not when it is due.
            since, due = gone, next_working_day(gone)
        if due is not None and (is_gone or scene.today >= due - LISTED_BEFORE):
            yield Task(
                "REVIEW_DECISION",
                since if is_gone else waits_since(since, due),
                for_role=MANAGER,
                about=one.id,
                enquiry=one.enquiry,
                due=due,
            )


def _of_closed(scene: Scene) -> Iterator[Task]:
    for decision in scene.view.authorisations:
        over = scene.view.over_since(decision)
        if over is None:
            continue
        reviews = scene.view.by[DecisionReviewed, "decision"].get(decision.event.authorisation, ())
        if not any(r.effective_at >= over for r in reviews):
            yield Task(
                "REVIEW_DECISION",
                over,
                for_role=MANAGER,
                about=decision.event.authorisation,
                enquiry=decision.event.enquiry,
                due=next_working_day(over),
            )


def _advice(scene: Scene, decision: Held[AuthorisationMade]) -> Iterator[Task]:
    """Advice that was to follow, while the decision is in force and nobody has looked again."""
    in_force = decision in scene.view.authorising
    reviewed = decision.event.authorisation in scene.view.by[DecisionReviewed, "decision"]
    if (
        in_force
        and decision.event.advice_to_follow
        and not decision.event.advice_from
        and not reviewed
    ):
        yield Task(
            "GET_ADVICE",
            decision.effective_at,
            for_role=MANAGER,
            about=decision.event.authorisation,
            enquiry=decision.event.enquiry,
            due=next_working_day(decision.effective_at),
        )
