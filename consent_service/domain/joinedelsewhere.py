"""Somebody who stands on two files of the authority: joined, parted again, and the noes heard.

Each of the two files has entries of its own, and no entry names the other file: a joining is found
there by its id alone. The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

from .event import Event
from .members import HowExactly, NewId, OnFile, Ours, Person, Words, code
from .scope import Scope

_Joining = Annotated[str, OnFile(kinds=("person-joined-elsewhere",))]


class PersonJoinedElsewhere(Event, frozen=True, kw_only=True, tag="person-joined-elsewhere"):
    """This person stands on another file of the authority as well. That file has an entry of the
    same id; a no of theirs there stands here until they have answered here.
    """

    joining: NewId
    person: Person
    reason: Words | None = None


class PersonPartedElsewhere(Event, frozen=True, kw_only=True, tag="person-parted-elsewhere"):
    """They were two people after all: what was heard of the other is theirs no longer."""

    joining: _Joining
    reason: Words | None = None


class NoHeardElsewhere(Event, frozen=True, kw_only=True, tag="no-heard-elsewhere"):
    """A no that somebody said on another file, as far as it is about people of this one. `said` is
    the id that it has there.
    """

    response: NewId
    joining: Annotated[str, Ours()]
    said: Annotated[str, Ours()]
    enquiry: Annotated[str, Ours()]
    person: Annotated[str, Ours()]
    scope: Annotated[Scope, Ours()]
    effective_at: datetime
    response_kind: Annotated[str, code("response_kinds")] = "SHARE_INFO"
    precision: HowExactly | None = None

    # As an answer it is this one, and nobody on this file has heard it from them.
    answer: ClassVar[str] = "REFUSED"
    method: ClassVar[str] = "VIA_REFERRER"
    words: ClassVar[None] = None
    valid_from: ClassVar[None] = None
    expires_at: ClassVar[None] = None
    conversation: ClassVar[None] = None
    supersedes: ClassVar[None] = None
