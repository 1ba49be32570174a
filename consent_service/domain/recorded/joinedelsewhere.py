"""Somebody who stands on two files of the authority: joined, parted again, and the noes heard.

Each of the two files has entries of its own, and no entry names the other file: a joining is found
there by its id alone. The law above the classes stands in `events.py`; until when each counts, in
`whilejoined.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, Final

from msgspec import UNSET, UnsetType

from ..scopes.scope import Scope
from .event import Event
from .members import HowExactly, NewId, OnFile, Ours, Person, Words, code

_Joining = Annotated[str, OnFile(kinds=("person-joined-elsewhere",))]
_Ours = Annotated[str, Ours()]

#: How a no comes that somebody said on another file: their own word, and nobody heard it here.
ON_ANOTHER_FILE: Final = "ON_ANOTHER_FILE"


class PersonJoinedElsewhere(Event, frozen=True, kw_only=True, tag="person-joined-elsewhere"):
    """This person stands on another file of the authority as well, by an entry of the same id."""

    joining: NewId
    person: Person
    reason: Words | None = None
    #: What stands on the two files tells them apart: as it was when they were joined.
    differ: Annotated[bool, Ours()] | UnsetType = UNSET
    #: By that: only one of the two was a child.
    child_and_adult: Annotated[bool, Ours()] | UnsetType = UNSET


class PersonPartedElsewhere(Event, frozen=True, kw_only=True, tag="person-parted-elsewhere"):
    """They were two people after all: what was heard of the other is theirs no longer."""

    joining: _Joining
    reason: Words | None = None


class NoHeardElsewhere(Event, frozen=True, kw_only=True, tag="no-heard-elsewhere"):
    """A no that somebody said on another file about people of this one, where its id is `said`."""

    response: NewId
    joining: _Ours
    said: _Ours
    enquiry: _Ours
    person: _Ours
    scope: Annotated[Scope, Ours()]
    effective_at: datetime
    response_kind: Annotated[str, code("response_kinds")] = "SHARE_INFO"
    precision: HowExactly | None = None
    #: By which joining those whom it is about are of this file, where they are by nothing else.
    through: _Ours | UnsetType = UNSET
    #: A referrer passed it on: nobody has heard it from them.
    passed_on: Annotated[bool, Ours()] | UnsetType = UNSET

    # As an answer it is this one, and nobody on this file has heard it from them.
    answer: ClassVar[str] = "REFUSED"
    method: ClassVar[str] = ON_ANOTHER_FILE
    words: ClassVar[None] = None
    valid_from: ClassVar[None] = None
    expires_at: ClassVar[None] = None
    conversation: ClassVar[None] = None
    supersedes: ClassVar[None] = None


class NoAboutChildElsewhere(Event, frozen=True, kw_only=True, tag="no-about-child-elsewhere"):
    """A no to something about a child that somebody said on another file on which they stand."""

    heard: NewId
    joining: _Ours
    #: The id that it has there.
    said: _Ours
    child: _Ours
    scope: Annotated[Scope, Ours()]
    effective_at: datetime
    role: Annotated[str, code("roles"), Ours()] | None = None
    decides: Annotated[bool, Ours(), "They hold parental responsibility there."] = False
    response_kind: Annotated[str, code("response_kinds")] = "SHARE_INFO"
    precision: HowExactly | None = None


class NoAboutChildEnded(Event, frozen=True, kw_only=True, tag="no-about-child-ended"):
    """A no about a child of this file, heard on another, stands there no more: whoever said it has
    answered otherwise since, it was an error, or it is heard as theirs on this file by now.
    """

    heard: _Ours
