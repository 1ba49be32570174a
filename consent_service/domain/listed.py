"""What of a file stands in lists: its tasks, its enquiries and what services are to answer, each
with what a row shows.

Made from the view of one moment, and the same until something is recorded or time makes another of
it. Names are here, so whoever keeps this seals it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final, TypeAlias

import msgspec

from .file.authorityfile import AuthorityFile
from .file.view import View
from .following.awaited import Awaited, awaited
from .names.namesakes import told_apart
from .recorded.births import is_about
from .recorded.circumstances import PersonAmended
from .safety.givenaway import is_kept_in
from .safety.harmtoread import harm_to_read, words_in
from .said.statuses import EXPIRING_SOON
from .said.travelling import goes_on_by_decision, travelling
from .tasks import due_of_authority, due_of_scene
from .tasks.readingharm import READ_HARM, about_harm
from .tasks.scene import Scene
from .tasks.task import NEVER, Task
from .tasks.waitingwords import beginning
from .tasks.withwhom import agencies_of
from .times import end_of_day
from .words.naming import names_of

_SINCE: Final = attrgetter("since")
#: So much of words that may tell of harm stands in a list: the rest is read where it was typed.
_OF_WORDS: Final = 160
#: The most urgent of the ratings first: what nobody has rated may be any.
NOT_RATED: Final = "NOT_RATED"
MOST_URGENT_FIRST: Final = ("RED", NOT_RATED, "AMBER", "GREEN", "BLUE")


class ListedChild(msgspec.Struct, frozen=True, array_like=True):
    """A child of the family, as called now; `age` in whole years, None before birth. Who has died
    has none.
    """

    child: str
    names: str | None
    age: int | None
    age_is_about: bool = False
    has_died: bool = False


class ListedTask(msgspec.Struct, frozen=True, array_like=True):
    """A task, with whom it is about by name, how old the child is, the enquiry's rating, and
    whether that goes on.

    What is about no child by itself (a referrer to be told, say) shows whose file it stands in:
    every child of the family, and the age of the youngest who is alive, so that no row is without a
    name. What is about an adult shows the children to whom they are something: nobody reads there
    that a man is to be told of a child who is not his. `agencies` are those that it is about.
    Words to be read stand in it as they begin, unless a number or an address that is kept is in
    them; they are of no enquiry by themselves, so that the most urgent of those that go on is said.
    """

    task: Task
    person_names: str | None = None
    child_names: str | None = None
    child_age: int | None = None
    rating: str | None = None
    goes_on: bool = False
    age_is_about: bool = False
    agencies: str | None = None
    words: str | None = None


class ListedEnquiry(msgspec.Struct, frozen=True, array_like=True):
    """An enquiry: whose it is and since when, how it is rated, whether it goes on, about whom."""

    enquiry: str
    opened_at: datetime
    rating: str
    threshold_level: int | None
    referrer_agency: str | None
    owner: str | None
    team: str | None
    owned_since: datetime | None
    goes_on: bool
    closed_at: datetime | None
    close_reason: str | None
    children: tuple[ListedChild, ...]


class ListedRequest(msgspec.Struct, frozen=True, array_like=True):
    """What a listed service was asked and is to answer, in the words that were sent to it; about
    whom, as called now; and what it answered last. `answered_at` is None while it is awaited;
    `taken_back_at` is when what it rests on was first taken back, unless a manager has decided that
    it goes ahead all the same. By whom stands nowhere in it.
    """

    disclosure: str
    service: str
    enquiry: str
    at: datetime
    reply_by: datetime | None
    subjects: tuple[str, ...]
    subject_names: tuple[str | None, ...]
    categories: tuple[str, ...]
    purpose: str
    direction: str
    words_sent: str
    last_reply: str | None
    answered_at: datetime | None
    taken_back_at: datetime | None = None


#: A line of any of the lists.
AnyListed: TypeAlias = ListedTask | ListedEnquiry | ListedRequest


class ListedOfFile(msgspec.Struct, frozen=True, array_like=True):
    """All that lists show of one file. Tasks stand in it by how long there was something to do, so
    that what comes to be done leaves those before it in their places, of which lists are made;
    those since the same moment as they are due.
    """

    tasks: tuple[ListedTask, ...] = ()
    enquiries: tuple[ListedEnquiry, ...] = ()
    requests: tuple[ListedRequest, ...] = ()


def listed_of_scene(scene: Scene) -> ListedOfFile:
    """What lists show of a family at the moment of the scene."""
    view, died = scene.with_what_stands.view, scene.without_refused_ends.view.the_dead
    return ListedOfFile(
        tuple(_task(view, died, task) for task in sorted(due_of_scene(scene), key=_SINCE)),
        tuple(_enquiry(view, died, enquiry) for enquiry in view.enquiries),
        tuple(_request(view, one) for one in awaited(view) if one.made.event.agency.id is not None),
    )


def listed_of_authority(own: AuthorityFile, at: datetime) -> ListedOfFile:
    """What is to be done about no family yet."""
    return ListedOfFile(tuple(map(ListedTask, due_of_authority(own, at, at))))


def _task(view: View, died: frozenset[str], task: Task) -> ListedTask:
    enquiry = view.enquiries.get(task.enquiry or "")
    called, age, about = view.each[_children_of][task.child, task.person, died]
    named = [view.each[told_apart][one] for one in (task.person, task.other) if one is not None]
    is_read = task.code == READ_HARM
    return ListedTask(
        task,
        " and ".join(filter(None, named)) or None,
        called,
        age,
        (_most_urgent(view) if is_read else None)
        if enquiry is None
        else view.rating(enquiry.event.enquiry),
        enquiry is not None and task.enquiry not in view.ended,
        about,
        agencies_of(view).get(task.about or ""),
        _words_to_read(view, task) if is_read else None,
    )


def _words_to_read(view: View, task: Task) -> str | None:
    for held in harm_to_read(view):
        if about_harm(held) == task.about and (words := words_in(held.event)):
            return None if is_kept_in(view, words) else beginning(words, _OF_WORDS)
    return None


def _most_urgent(view: View) -> str | None:
    ratings = (view.rating(id) for id in view.enquiries if id not in view.ended)
    return min(ratings, key=MOST_URGENT_FIRST.index, default=None)


def _children_of(
    view: View, of: tuple[str | None, str | None, frozenset[str]]
) -> tuple[str | None, int | None, bool]:
    """What the children are called whom something is about, how old the youngest who is alive is,
    and whether that is about: one child, or those of a person.
    """
    child, person, died = of
    children = (child,) if child is not None else _whose(view, person)
    named = view.each[names_of]
    called = [names for child in children if (names := named[child])]
    born = [
        (age, is_about(view.children[child].event))
        for child in children
        if child not in died and (age := view.ages.get(child)) is not None
    ]
    return ", ".join(called) or None, *min(born, default=(None, False))


def _whose(view: View, person: str | None) -> tuple[str, ...]:
    """The children whose parent or carer somebody is; of nobody's and of nobody, all of them."""
    own = [
        child
        for child in view.ages
        if any(link.event.person == person for link in view.relationships.get(child, ()))
    ]
    return tuple(own or view.ages)


def _enquiry(view: View, died: frozenset[str], enquiry: str) -> ListedEnquiry:
    opened, whose, closed = (
        view.enquiries[enquiry],
        view.whose.get(enquiry),
        view.closed.get(enquiry),
    )
    return ListedEnquiry(
        enquiry,
        opened.effective_at,
        view.rating(enquiry),
        opened.event.threshold_level,
        opened.event.referrer_agency,
        None if whose is None else whose.event.owner,
        None if whose is None else whose.event.team,
        None if whose is None else whose.effective_at,
        enquiry not in view.ended,
        None if closed is None else closed.effective_at,
        None if closed is None else closed.event.reason,
        tuple(
            ListedChild(id, view.each[names_of][id], None, has_died=True)
            if id in died
            else ListedChild(id, view.each[names_of][id], age, is_about(view.children[id].event))
            for id, age in view.ages.items()
        ),
    )


def _request(view: View, asked: Awaited) -> ListedRequest:
    made = asked.made.event
    return ListedRequest(
        made.disclosure,
        made.agency.id or "",
        made.enquiry,
        asked.made.effective_at,
        asked.reply_by,
        made.subjects,
        tuple(_names_then(view, one, asked.made.seq) for one in made.subjects),
        made.categories,
        made.purpose,
        made.direction,
        made.words_sent,
        asked.last,
        asked.answered_at,
        _taken_back_at(view, made.disclosure),
    )


def _taken_back_at(view: View, disclosure: str) -> datetime | None:
    """Since when it rests on nothing that somebody still agrees to (`domain.md` 5.3)."""
    taken = (
        one.effective_at
        for one in travelling(view)
        if any(contacted.disclosure == disclosure for contacted in one.contacted)
    )
    at = min(taken, default=None)
    return None if at is None or goes_on_by_decision(view, disclosure) else at


def _names_then(view: View, person: str, seq: int) -> str | None:
    """As they were called when it was asked; None where they have another name since. Who changed
    it so as not to be found is found by no agency that was asked before.
    """
    renamed = view.by[PersonAmended, "person"].get(person, ())
    is_renamed = any(one.seq > seq and one.event.names is not None for one in renamed)
    held = view.children.get(person) or view.adults.get(person)
    return None if is_renamed or held is None else held.event.names


def same_until(at: datetime, times: Iterable[datetime]) -> datetime:
    """Until when lists and answers about a file stay as they are at `at`, if nothing is recorded.

    `times` are all that stand in the file, or are still to come. What is due, answered and said of
    it turns on nothing else but the days of London, and how long before its end an agreement is
    said to end: tests try many moments.
    """
    ends = [end_of_day(at)]
    for time in times:
        # What is over says no more of what is to come.
        if at <= time < NEVER:
            ends += [time, time - EXPIRING_SOON]
    # Some rules begin at a time and some after it.
    after = (end + more for end in ends for more in (timedelta(0), timedelta.resolution))
    return min(end for end in after if end > at)
