"""What was said in one enquiry, looked up: a family may have had many. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

from ..recorded.events import ConversationRecorded, Response
from ..said.position import Standpoint
from ..scopes.scope import Point
from ..scopes.services import Service, indexed
from .held import Held
from .view import View

_Answers = Mapping[str, Sequence[Held[Response]]]


def answers_in(view: View, enquiry: str, person: str | None = None) -> Sequence[Held[Response]]:
    """What anybody answered in it, or one of them, the first first."""
    return view.each[_by_enquiry][person].get(enquiry, ())


def talks_in(view: View, enquiry: str, person: str) -> Sequence[Held[ConversationRecorded]]:
    """The talks with somebody in it, in the order recorded."""
    return view.each[_talks][person].get(enquiry, ())


def says_no_in(
    view: View, person: str, point: Point, directory: Sequence[Service]
) -> tuple[str, ...]:
    """Of the enquiries that go on, two in which a no of theirs to the item stands, or the one:
    whether there is another besides the one that is asked about is seen by that.
    """
    if person not in view.responses:
        return ()
    key = (says_no_in, person, point, indexed(directory))
    if key not in view.worked_out:
        each = ((e, Standpoint.of(view, person, point, e, directory)) for e in view.going_on)
        view.worked_out[key] = tuple(islice((e for e, said in each if said.is_a_no), 2))
    found: tuple[str, ...] = view.worked_out[key]
    return found


def _by_enquiry(view: View, person: str | None) -> _Answers:
    found: dict[str, list[Held[Response]]] = defaultdict(list)
    for said in view.said if person is None else view.said_by.get(person, ()):
        found[said.event.enquiry].append(said)
    return found


def _talks(view: View, person: str) -> Mapping[str, Sequence[Held[ConversationRecorded]]]:
    found: dict[str, list[Held[ConversationRecorded]]] = defaultdict(list)
    for talk in view.by[ConversationRecorded, "person"].get(person, ()):
        found[talk.event.enquiry].append(talk)
    return found
