"""Whom nobody has spoken to yet, and who decides for the child."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from ..answers import Safe
from ..codes import PLACEHOLDER, TEXTS
from ..file.held import Held
from ..file.inanenquiry import answers_in
from ..file.ordersmean import MEANINGS, Others
from ..file.whattheysaid import ATTEMPTS_UNTIL_UNREACHABLE
from ..following.askedfor import settled
from ..following.convened import without_anybody_safe
from ..lifting.foundandwaits import related_and_wait
from ..may import FAMILY
from ..names.namesakes import is_said_and_waits, perhaps_not_safe
from ..names.onename import said_to_be_two
from ..recorded.events import EnquiryOpened, RelationshipRecorded, SafetyRecorded
from ..recorded.practice import FamilyAsked
from ..safety.harmtoread import told_and_read
from ..safety.injured import known_from
from ..safety.signs import Sign, asking_by_their_own, safe_since, signs_of_their_own
from ..safety.undecided import is_to_be_decided, named_as_such
from ..safety.whonames import named_by_one_named
from ..said.saidsince import SaidSince
from ..scopes.scope import ANY
from .ending import still_to_hear_of_an_end
from .scene import Scene
from .speaking import FOR_COUNCIL
from .task import LISTED_BEFORE, MANAGER, WORKER, Task, each_week, next_working_day, waits_since

#: Where somebody stands who has been asked for, and has not been heard.
_WAITING: Final = {"AWAITING": "CHASE_REPLY", "REPORTED_BY_REFERRER": "CONFIRM_REPORTED"}
#: How it was checked that somebody is responsible, where the order itself was seen.
_SEEN: Final = frozenset({"DOCUMENT_SEEN", "COURT_CONFIRMED"})
#: Said of where somebody's responsibility is from: an order.
_ORDERS: Final = frozenset(one.source for one in MEANINGS.values()) - {"NONE"}
#: Whoever is one of these is the mother, or stands in her place.
_MOTHERS: Final = frozenset({"MOTHER", "ADOPTIVE_PARENT", "PROSPECTIVE_ADOPTER"})
_OTHER_PARENTS: Final = frozenset({"FATHER", "SECOND_PARENT"})


def asking(scene: Scene) -> Iterator[Task]:
    """In each open enquiry, everybody who cares for a child, with and without parental
    responsibility, until we have heard them ourselves.
    """
    for enquiry in scene.open.values():
        for person in scene.people:
            council = person in scene.councils
            yield from (_say_for_it if council else _speak_to)(scene, enquiry, person)
    if scene.open:
        yield from _what_was_said(scene)
        yield from _is_it_safe(scene, dict.fromkeys((*scene.people, *named_as_such(scene.view))))
        yield from _one_or_two(scene, scene.people)
        yield from _who_is_responsible(scene)
        yield from _review_of_safety(scene)
    else:
        # Whether they may hear how it ended.
        left = still_to_hear_of_an_end(scene)
        yield from _is_it_safe(scene, dict.fromkeys((*left, *named_as_such(scene.view))))
        yield from _one_or_two(scene, left)


def _speak_to(scene: Scene, enquiry: Held[EnquiryOpened], person: str) -> Iterator[Task]:
    if not scene.may_be_spoken_to[person] or not scene.view.capacity[person, ANY]:
        return
    for child, linked_at in _about(scene, enquiry.event.enquiry, person):
        yield from _speak_about(scene, enquiry, person, child, linked_at)


def _about(scene: Scene, enquiry: str, person: str) -> Iterator[tuple[str | None, datetime]]:
    """Each child about whom they are still to be spoken with, and since when they are something to
    that child; nobody in particular where it is all of their children.
    """
    left = scene.to_be_spoken_of(person, enquiry)
    if {*left} == {link.event.child for link in scene.people[person]}:
        yield scene.only_child(person), scene.linked_at[person]
    else:
        yield from ((child, scene.linked_to[person, child]) for child in left)


def _speak_about(
    scene: Scene, enquiry: Held[EnquiryOpened], person: str, child: str | None, linked_at: datetime
) -> Iterator[Task]:
    since = max(
        enquiry.effective_at, linked_at, safe_since(scene.view, person) or enquiry.effective_at
    )
    code = "SPEAK_TO"
    said = answers_in(scene.view, enquiry.event.enquiry, person)
    tries = {r.effective_at for r in said if r.event.answer == "ASK_ATTEMPTED"}
    if not scene.view.reachable[person, enquiry.event.enquiry]:
        if len(tries) >= ATTEMPTS_UNTIL_UNREACHABLE:
            return
        code, since = "TRY_AGAIN", max({since, *tries})
    else:
        of_it = (r for r in reversed(said) if child is None or r.event.scope.names(child))
        waiting = next((r for r in of_it if r.event.answer in _WAITING), None)
        if waiting is not None:
            code = _WAITING[waiting.event.answer]
        if waiting is not None and code == "CHASE_REPLY":
            since = max(since, waiting.effective_at)
    yield Task(
        code,
        since,
        person=person,
        child=child,
        enquiry=enquiry.event.enquiry,
        due=next_working_day(since),
    )


def _say_for_it(scene: Scene, enquiry: Held[EnquiryOpened], council: str) -> Iterator[Task]:
    """A council is spoken to by nobody: a manager who is named says yes or no for it."""
    for child, linked_at in _about(scene, enquiry.event.enquiry, council):
        since = max(enquiry.effective_at, linked_at)
        yield Task(
            FOR_COUNCIL,
            since,
            for_role=MANAGER,
            person=council,
            child=child,
            enquiry=enquiry.event.enquiry,
            due=next_working_day(since),
        )


def _what_was_said(scene: Scene) -> Iterator[Task]:
    """Until they have answered anew; that may be found out without speaking to them. What somebody
    asks for on their own page is one thing to do while nobody has answered that: who said it, and
    that they want it changed, is clear.
    """
    asked = _asked_for_and_open(scene)
    for said in scene.view.said:
        if said.event.answer != "NOT_CLEAR" or SaidSince.of(scene.view, said).has_answered(said):
            continue
        if (said.event.person, said.recorded_at, said.by) in asked:
            continue
        yield Task(
            "WHAT_WAS_SAID",
            said.recorded_at,
            person=said.event.person,
            about=said.event.response,
            enquiry=said.event.enquiry,
            due=next_working_day(said.recorded_at),
        )


def _asked_for_and_open(scene: Scene) -> set[tuple[str, datetime, str]]:
    """By whom, when and in whose hand: requests that are to be answered by `keepinginformed`."""
    answered = settled(scene.view)
    return {
        (one.event.person, one.recorded_at, one.by)
        for one in scene.view.holding[FamilyAsked]
        if one.role in FAMILY and one.event.request not in answered
    }


def _who_is_responsible(scene: Scene) -> Iterator[Task]:
    """What was found already, and waits for a manager, is not due: it says so."""
    for held in scene.children:
        child = held.event.child
        found = related_and_wait(scene.view, child)
        for link in scene.view.relationships.get(child, ()):
            person = link.event.person
            since, so_far = scene.linked_to[person, child], _so_far(person in found)
            if link.event.role == PLACEHOLDER:
                due = None if so_far else each_week(since, scene.today)
                yield Task("FIND_FATHER", since, person=person, child=child, due=due, so_far=so_far)
            elif link.event.pr_status in ("UNCONFIRMED", "DISPUTED"):
                code = "RECORD_ORDER" if _is_by_an_order(scene, link) else "CONFIRM_PR"
                if code == "RECORD_ORDER" and link is not _first_by_order(scene, link):
                    continue
                yield Task(code, since, person=person, child=child, so_far=so_far)
        # A placeholder decides nothing, whatever is thought of his parental responsibility.
        if all(link.event.role == PLACEHOLDER for link in scene.view.deciders[child]):
            so_far = _so_far(bool(found))
            yield Task("FIND_PR_HOLDER", held.recorded_at, child=child, so_far=so_far)
        elif not _has_a_mother(scene, child):
            so_far = _so_far(bool(found))
            due = None if so_far else each_week(held.recorded_at, scene.today)
            yield Task("FIND_MOTHER", held.recorded_at, child=child, due=due, so_far=so_far)


def _has_a_mother(scene: Scene, child: str) -> bool:
    """Somebody is, or was, or it is explained that nobody stands there as that: by an adoption, by
    an order that takes the word of whoever was, or since there are two parents without her.
    """
    standing = scene.view.standings[child]
    roles = {link.event.role for link in (*standing.links, *standing.left)}
    parents = {
        link.event.person
        for link in scene.view.deciders[child]
        if link.event.role in _OTHER_PARENTS
    }
    return (
        not roles.isdisjoint(_MOTHERS)
        or any(order.means.others is not Others.KEEP for order in standing.orders)
        or len(parents) > 1
    )


def _first_by_order(scene: Scene, link: Held[RelationshipRecorded]) -> Held[RelationshipRecorded]:
    """Who else is that to the child is so by the very order: it is put on record once."""
    others = scene.view.relationships.get(link.event.child, ())
    every = (one for one in others if one.event.pr_source == link.event.pr_source)
    return next((one for one in every if _is_by_an_order(scene, one)), link)


def _is_by_an_order(scene: Scene, link: Held[RelationshipRecorded]) -> bool:
    """They can be so by an order alone, and it is said which; or it is checked already that
    they are: until that is on record no yes of theirs is enough, however often it is checked.
    """
    said = link.event
    if (
        said.pr_status != "UNCONFIRMED"
        or said.person not in scene.view.standings[said.child].unproved
    ):
        return False
    return said.pr_source in _ORDERS or said.pr_checked in _SEEN


def _so_far(is_found: bool) -> str | None:
    return TEXTS["found_and_waits"] if is_found else None


#: By these it is a manager's turn at once: nobody is sent to find out more of them.
_FOUND: Final = {Sign.MUST_NOT_HEAR, Sign.WORDS_MAY_MEAN_THEM}


def _is_it_safe(scene: Scene, people: Iterable[str]) -> Iterator[Task]:
    """A sign names nobody, and this person may be meant; or an injury that nobody has explained may
    be their doing, and a manager has said of another caregiver alone that it is safe to ask them. A
    worker says what they found; whether it is safe is a manager's to say. Of whoever was named as
    one who must not hear a worker has said it already; and words that may mean somebody say what
    there is: a manager reads them the same day, and nobody else finds out more.
    """
    view = scene.view
    asked_of_all = {known_from(view, held).order for held in without_anybody_safe(view)}
    for person in people:
        signs = signs_of_their_own(view, person)
        times = [
            order[1]
            for sign, order in signs
            if sign is not Sign.PERHAPS_THE_SAME and order not in asked_of_all
        ]
        if not times or not is_to_be_decided(view, person):
            continue
        since, named = max(times), not _FOUND.isdisjoint(dict(signs))
        said = view.newest[SafetyRecorded, "person"].get(person)
        is_said = said is not None and said.recorded_at >= since
        proposed = (
            named or is_said or not told_and_read(view).isdisjoint(order for _, order in signs)
        )
        task = _to_look_at(scene, "DECIDE_IF_SAFE", person, since, is_proposed=proposed)
        is_by_one_named = person in named_by_one_named(view)
        yield task._replace(so_far=TEXTS["named_by_one_named"] if is_by_one_named else None)


def _to_look_at(
    scene: Scene, code: str, person: str, since: datetime, *, is_proposed: bool
) -> Task:
    """A worker says what they found of somebody; once they have, a manager decides it."""
    role, due = MANAGER if is_proposed else WORKER, next_working_day(since)
    return Task(code, since, role, person=person, child=scene.only_child(person), due=due)


def _one_or_two(scene: Scene, people: Iterable[str]) -> Iterator[Task]:
    """Somebody of their name is not safe to ask, and may be they. That they are one person
    protects at once; that they are two is a manager's to say. Where it was said, it waits for one,
    and nobody is asked for it anew before they have refused it.
    """
    for person in people:
        signs = signs_of_their_own(scene.view, person)
        perhaps = [order[1] for sign, order in signs if sign is Sign.PERHAPS_THE_SAME]
        if not perhaps or asking_by_their_own(scene.view, person).answer is not Safe.NOT_KNOWN:
            continue
        since, said = max(perhaps), said_to_be_two(scene.view)
        if is_said_and_waits(scene.view, person):
            continue
        others = perhaps_not_safe(scene.view, person)
        proposed = all(frozenset((person, other)) in said for other in others)
        yield _to_look_at(scene, "ONE_OR_TWO", person, since, is_proposed=proposed)


def _review_of_safety(scene: Scene) -> Iterator[Task]:
    for person, said in scene.view.newest[SafetyRecorded, "person"].items():
        due = said.event.review_on
        if due is not None and scene.today >= due - LISTED_BEFORE:
            since = waits_since(said.effective_at, due)
            yield Task("REVIEW_SAFETY", since, person=person, due=due)
