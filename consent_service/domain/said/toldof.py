"""When somebody was told of what we ask or tell, and not asked to agree to it. Pure.

That is no answer of theirs. But of whoever was told in a talk, or of the decision or the contact
itself, nobody says that they have heard nothing of it. What they heard in another enquiry was of
another worry: of this one nobody told them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from ..answers import Position, Reason
from ..file.held import Held
from ..file.view import View
from ..recorded.events import AuthorisationMade, ConversationRecorded
from ..recorded.practice import DisclosureRecorded, TellingRecorded
from ..scopes.containing import misses
from ..scopes.scope import Point, Reach, Scope, excludes
from ..scopes.services import Service

#: By these they have answered nothing that reaches it.
_UNANSWERED: Final = frozenset(
    {
        *(Reason.NOT_ASKED, Reason.NOT_ANSWERED, Reason.REPORTED_NOT_CONFIRMED),
        *(Reason.OUT_OF_SCOPE_CHILD, Reason.OUT_OF_SCOPE_PURPOSE, Reason.OUT_OF_SCOPE_AGENCY),
        *(Reason.OUT_OF_SCOPE_CATEGORY, Reason.OUT_OF_SCOPE_DIRECTION),
    }
)


def told_of(
    view: View, found: Position, enquiry: str | None, point: Point, directory: Iterable[Service]
) -> datetime | None:
    """When they were told of this last, in this enquiry; None where nobody wrote down that they
    were, where nobody can say which is meant, or where they have answered something that reaches
    it.
    """
    said_no = found.reason is Reason.NOT_ANSWERED and found.response is not None
    if found.reason not in _UNANSWERED or said_no:
        return None
    return max(
        (
            held.effective_at
            for held, told_in, scope in _told(view, view.the_one(found.person))
            if told_in == enquiry
            and not misses(scope, point, None, directory)
            and excludes(scope, point, directory) is Reach.NOT
        ),
        default=None,
    )


def _told(
    view: View, person: str
) -> Iterator[tuple[Held[ConversationRecorded] | Held[TellingRecorded], str, Scope]]:
    for talk in view.by[ConversationRecorded, "person"].get(person, ()):
        for scope in talk.event.told_of or ():
            yield talk, talk.event.enquiry, scope
    for telling in view.by[TellingRecorded, "person"].get(person, ()):
        if telling.event.told:
            for told_in, scope in _what_it_was(view, telling.event.about):
                yield telling, told_in, scope


def _what_it_was(view: View, about: str) -> Iterator[tuple[str, Scope]]:
    """Of a decision, or of a contact with a service, and in which enquiry it was."""
    for made in view.by[AuthorisationMade, "authorisation"].get(about, ()):
        yield made.event.enquiry, made.event.scope
    for sent in view.by[DisclosureRecorded, "disclosure"].get(about, ()):
        what = Scope(
            subjects=sent.event.subjects,
            agencies=(sent.event.agency,),
            categories=sent.event.categories,
            purposes=(sent.event.purpose,),
            directions=(sent.event.direction,),
        )
        yield sent.event.enquiry, what
