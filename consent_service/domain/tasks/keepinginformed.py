"""Keeping people informed: parents as agreed with them and as they asked, and whoever told us of
the child.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from ..codes import label
from ..file.held import Held, in_order
from ..following.askedfor import SPOKEN_TO, settled
from ..following.closingtable import NO_ENQUIRY_WAS
from ..freetext.tellsofharm import words_tell_of_harm
from ..own.seen import eyes_of
from ..own.supporting import sees_nothing_until
from ..own.words import spoken
from ..recorded.events import EnquiryClosed, EnquiryOpened
from ..recorded.practice import (
    HELP_NOW,
    SUPPORTER,
    ContactMade,
    CorrectionAnswered,
    CorrectionAsked,
    DisclosureRecorded,
    FamilyAnswered,
    FamilyAsked,
    KeepInformedAgreed,
    ReferrerToldBack,
)
from ..safety.whoreferred import who_referred
from ..said.writingread import said_to_hold
from ..times import day_of
from ..workingdays import working_days_after
from .scene import Scene
from .task import (
    LISTED_BEFORE,
    MANAGER,
    WORKER,
    Task,
    next_working_day,
    start_of,
    waits_since,
    while_we_work,
)

#: When somebody hears from us, by codes of `keep_informed_times`: of each contact, and each week.
BEFORE_EACH: Final = "BEFORE_EACH_CONTACT"
AFTERWARDS: Final = "SAME_DAY_AFTER"
SAME_DAY: Final = frozenset({BEFORE_EACH, AFTERWARDS})
_WEEKLY: Final = "WEEKLY"
_WEEK: Final = timedelta(days=7)
#: By no method: nobody rings them because of what was agreed before.
_WANTS_NONE: Final = "NO_CONTACT_REQUESTED"
#: What was said in the very minute was said in time.
_AN_INSTANT: Final = timedelta(microseconds=1)


def keeping_informed(scene: Scene) -> Iterator[Task]:
    """Whoever is to hear from us in open enquiries, and once more of one that has ended; the
    referrer in those, and at the end of every one.
    """
    people = list(_who_may_be_promised(scene))
    for enquiry in scene.open:
        for person in people:
            yield from _keep_informed(scene, person, enquiry)
    for ended in scene.view.ended.values():
        if ended.event.reason != NO_ENQUIRY_WAS:
            for person in people:
                yield from _promised_before(scene, person, ended)
    yield from _referrer(scene)


def _who_may_be_promised(scene: Scene) -> Iterator[str]:
    """Whoever is linked to a child; and whoever else on the file was told when they hear from us: a
    young person of their own page, an adult who is nothing to a child.
    """
    yield from scene.people
    kinds = (KeepInformedAgreed, ContactMade)
    told = dict.fromkeys(one for kind in kinds for one in scene.view.by[kind, "person"])
    young = {one.event.child for one in (*scene.children, *scene.grown_up)}
    linked = {person for person, _ in scene.linked_to}
    for person in told:
        is_alone = person in scene.view.adults and person not in linked | scene.view.the_dead
        if person not in scene.people and (person in young or is_alone):
            yield person


def _promised_before(scene: Scene, person: str, ended: Held[EnquiryClosed]) -> Iterator[Task]:
    """Their page goes on to promise a call, also once the enquiry has ended: it is made, and they
    hear that it was the last.
    """
    enquiry = ended.event.enquiry
    if not scene.is_safe_to_ask[person]:
        return
    due, last = _next_call(scene, person, enquiry)
    if due is None or last is None or scene.heard_after(person, ended.effective_at):
        return
    since = waits_since(last.effective_at, due)
    yield Task("CONTACT_DUE", since, person=person, enquiry=enquiry, due=due)


def _next_call(
    scene: Scene, person: str, enquiry: str
) -> tuple[date | None, Held[KeepInformedAgreed] | Held[ContactMade] | None]:
    """By which day they hear from us next, as was last agreed or said; and what that was."""
    agreed, made = scene.view.kept_informed(person, enquiry)
    both: list[Held[KeepInformedAgreed] | Held[ContactMade]] = [*agreed, *made]
    last = max(both, key=in_order, default=None)
    due = None if last is None else last.event.next_contact_due
    if last is not None and due is None and _WEEKLY in promised_times(scene, person, enquiry):
        due = day_of(last.effective_at) + _WEEK
    return due, last


def _keep_informed(scene: Scene, person: str, enquiry: str) -> Iterator[Task]:
    if not scene.is_safe_to_ask[person]:
        return
    if not scene.view.kept_informed(person, enquiry)[0]:
        spoken = scene.spoken_to(person, enquiry)
        if spoken is not None and person in scene.parents and not scene.is_kept_from(person):
            yield Task("AGREE_KEEP_INFORMED", spoken, person=person, enquiry=enquiry)
    due, last = _next_call(scene, person, enquiry)
    if last is None:
        return
    found = [*_after_a_contact(scene, person, enquiry)]
    if due is not None and scene.today >= due - LISTED_BEFORE:
        since = waits_since(last.effective_at, due)
        found.append(Task("CONTACT_DUE", since, person=person, enquiry=enquiry, due=due))
    # It is one call, by whichever day is the first.
    yield from sorted(found, key=lambda task: task.due or scene.today)[:1]


def promised_times(scene: Scene, person: str, enquiry: str | None) -> frozenset[str]:
    """When they were promised to hear from us, as it was last agreed in this enquiry; not by
    whoever asked not to be contacted.
    """
    terms = max(scene.view.kept_informed(person, enquiry)[0], key=in_order, default=None)
    if terms is None or enquiry is None or _WANTS_NONE in terms.event.methods:
        return frozenset()
    return frozenset(terms.event.times)


def _after_a_contact(scene: Scene, person: str, enquiry: str) -> Iterator[Task]:
    """They were promised to hear on the day on which a service is contacted, or before that; and
    one was, as stands on their page, of which they have heard nothing from us. What they do not
    know of yet is told, see `telling`.
    """
    times = promised_times(scene, person, enquiry) & SAME_DAY
    made = scene.view.by[DisclosureRecorded, "enquiry"].get(enquiry, ()) if times else ()
    if not made:
        return
    since = max(scene.view.kept_informed(person, enquiry)[0], key=in_order).effective_at
    for held in sorted(made, key=in_order):
        at = held.effective_at
        # Whoever hears of each beforehand has heard that day, and since it was agreed; whoever is
        # to hear after it as well hears after it.
        heard = at - _AN_INSTANT if AFTERWARDS in times else _may_have_heard(day_of(at), since)
        if at < since or scene.heard_after(person, heard):
            continue
        if eyes_of(scene.view, person).seen_of(held) is not None:
            yield Task(
                "CONTACT_DUE",
                at,
                person=person,
                enquiry=enquiry,
                due=day_of(at),
                so_far=label("keep_informed_times", max(times)),
            )
            return


def _may_have_heard(on: date, agreed: datetime) -> datetime:
    """Since when of that day: the talk in which it was agreed told them of no contact."""
    return max(start_of(on) - _AN_INSTANT, agreed)


def before_contacting(scene: Scene) -> Iterator[Task]:
    """Whoever was promised to hear before anybody is contacted, and has not been heard today. It
    belongs to an answer alone: nobody is rung before somebody means to contact a service.
    """
    for enquiry in scene.open:
        for person in _who_may_be_promised(scene):
            promised = BEFORE_EACH in promised_times(scene, person, enquiry)
            if not promised or not scene.is_safe_to_ask[person]:
                continue
            terms = max(scene.view.kept_informed(person, enquiry)[0], key=in_order)
            # By the minute in which it was typed the talk before it would have come after it.
            agreed = max(terms.effective_at, terms.recorded_at)
            if not scene.heard_after(person, _may_have_heard(scene.today, agreed)):
                yield Task(
                    "TELL_FIRST",
                    terms.effective_at,
                    person=person,
                    enquiry=enquiry,
                )


def _referrer(scene: Scene) -> Iterator[Task]:
    """Within one working day of the beginning, and of the end (`domain.md` 1, Working Together).
    That it came is not yet what happens next: they hear that a working day later, unless they have.
    """
    told = scene.view.holding[ReferrerToldBack]
    for enquiry in scene.view.holding[EnquiryOpened]:
        if enquiry.event.referrer_agency is None:
            continue
        heard = [h for h in told if h.event.enquiry == enquiry.event.enquiry]
        levels = {h.event.level for h in heard}
        closed = scene.view.closed.get(enquiry.event.enquiry)
        code, since = "ACKNOWLEDGE_REFERRER", enquiry.effective_at
        if closed is not None:
            code, since = "TELL_REFERRER_OUTCOME", closed.effective_at
            if closed.event.reason == "ENTERED_IN_ERROR" or "OUTCOME" in levels:
                continue
        elif levels - {"RECEIVED"}:
            continue
        elif heard:
            code, since = "TELL_REFERRER_NEXT_STEPS", min(h.effective_at for h in heard)
        task = Task(code, since, enquiry=enquiry.event.enquiry, due=next_working_day(since))
        yield _who_may_not_be_safe(scene, enquiry.event, task) or task


def _who_may_not_be_safe(scene: Scene, opened: EnquiryOpened, task: Task) -> Task | None:
    """Whoever referred may be of the family, and not safe to tell: a manager sees to it."""
    person = who_referred(scene.view, opened)
    if person is None or scene.is_safe_to_ask[person]:
        return None
    return task._replace(for_role=MANAGER, so_far=_MAY_NOT_BE_SAFE)


_MAY_NOT_BE_SAFE: Final = (
    "It may be somebody of the family whom it is not known to be safe to tell: do not write to them"
)


#: A correction that was asked for is answered within so many working days.
_CORRECTION_WITHIN: Final = 5
#: To complain of how their information was used: within 30 days they are told that we have it.
COMPLAIN: Final = "COMPLAIN"
#: What the law lets them ask of their information; each is answered within a month.
RIGHTS: Final = ("SEE_RECORD", "OBJECT_TO_USE", "LIMIT_USE", "ERASE_RECORD")
#: What they want that is more than to be answered: until then nobody knows how they are reached.
#: What the law gives a time for is known as that in every list.
_ANSWERED_BY: Final = {
    HELP_NOW: HELP_NOW,
    "CHANGE_CONTACT": "ANSWER_CONTACT",
    **dict.fromkeys(RIGHTS, "ANSWER_RIGHTS"),
    COMPLAIN: "ANSWER_COMPLAINT",
}
_IS_ANSWERED: Final = "ANSWER_FAMILY"
#: What was tried is no answer.
_NOT_HEARD: Final = "Something was done, and nobody has talked with them"
_NOT_WRITTEN: Final = "Somebody talked with them: record in a talk what they said"
#: Who supports them may be why they ask.
_SEES_NOTHING: Final = (
    "; whoever supports them now sees nothing until you have answered and recorded again where "
    "they stand"
)
#: Help is asked for now: after an hour it is late, whatever day it is.
_AT_ONCE: Final = timedelta(hours=1)


def answering(scene: Scene) -> Iterator[Task]:
    """It is answered whether or not the enquiry has closed meanwhile."""
    answered = settled(scene.view)
    tried = _tried(scene)
    for asked in scene.view.holding[FamilyAsked]:
        if asked.event.request in answered and not _holds_a_supporter(scene, asked):
            continue
        # Who is hurt by somebody and says so asks for help, whatever else they chose.
        is_said = asked.seq in said_to_hold(scene.view, "HARM")
        is_now = is_said or asked.event.wants == HELP_NOW or words_tell_of_harm(asked.event)
        at = asked.effective_at
        yield Task(
            HELP_NOW if is_now else _ANSWERED_BY.get(asked.event.wants, _IS_ANSWERED),
            at,
            person=asked.event.person,
            about=asked.event.request,
            # Whoever is complained of is not who answers it.
            for_role=MANAGER if asked.event.wants == COMPLAIN else WORKER,
            enquiry=asked.event.enquiry,
            due=day_of(at + _AT_ONCE) if is_now else next_working_day(at),
            due_at=at + _AT_ONCE if is_now else None,
            so_far=_so_far(
                _promised(at) if asked.event.wants == HELP_NOW else _wanted(scene, asked),
                tried.get(asked.event.request),
            ),
        )
    put_right = {h.event.correction for h in scene.view.holding[CorrectionAnswered]}
    for wrong in scene.view.holding[CorrectionAsked]:
        if wrong.event.correction not in put_right:
            yield Task(
                "ANSWER_CORRECTION",
                wrong.effective_at,
                person=wrong.event.person,
                about=wrong.event.correction,
                so_far=wrong.event.what and label("correction_kinds", wrong.event.what),
                due=working_days_after(wrong.effective_at, _CORRECTION_WITHIN),
            )


def _promised(at: datetime) -> str | None:
    """By when they were told that somebody speaks to them, where that is later than we want it to
    be: at night and at weekends they are promised no more than a working day.
    """
    by = while_we_work(at)
    return None if by == day_of(at + _AT_ONCE) else f"Promised by {spoken(by)}"


def _so_far(*said: str | None) -> str | None:
    return "; ".join(filter(None, said)) or None


def _wanted(scene: Scene, asked: Held[FamilyAsked]) -> str | None:
    """What they want, where the task itself does not say it: of several each is told apart."""
    wants = asked.event.wants
    code = _ANSWERED_BY.get(wants, _IS_ANSWERED)
    if code in (HELP_NOW, "ANSWER_CONTACT", "ANSWER_COMPLAINT"):
        return None
    is_held = _holds_a_supporter(scene, asked)
    return f"{label('family_wants', wants)}{_SEES_NOTHING if is_held else ''}"


def _tried(scene: Scene) -> dict[str, str]:
    """By what they asked for, of which nobody knows what they say: what was done."""
    every = scene.view.holding[FamilyAnswered]
    talked = {one.event.request for one in every if one.event.how == SPOKEN_TO}
    asked = {one.event.request for one in every}
    return {one: _NOT_WRITTEN if one in talked else _NOT_HEARD for one in asked}


def _holds_a_supporter(scene: Scene, asked: Held[FamilyAsked]) -> bool:
    """Whoever supports them sees nothing for it, also once they were talked with: until it is
    recorded again where that one stands, which is for somebody to do.
    """
    is_about_one = asked.event.wants == SUPPORTER
    return is_about_one and sees_nothing_until(scene.view, asked.event.person, asked.seq)
