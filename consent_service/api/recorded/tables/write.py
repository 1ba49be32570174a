"""One row of the tables: one thing that can be recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import marshmallow

from ....actions.moment import Moment
from ....domain.events import AnyEvent
from ...edge.operations import WORKERS

Command: TypeAlias = Any
Perform: TypeAlias = Callable[[Any, Moment], Sequence[AnyEvent]]


class Write(NamedTuple):
    """One thing that can be recorded: where, by whom, what is sent, which action does it."""

    name: str
    path: str
    summary: str
    schema: type[marshmallow.Schema]
    perform: Perform
    roles: frozenset[str] = WORKERS
    problems: tuple[str, ...] = ()
    #: A member of the command that the path gives.
    from_path: str | None = None
    #: What is not complete is kept as a draft, with the command's `typed` as it was sent.
    drafts: bool = False
    #: The file that the command's `file` names must be there. It is not the one written to.
    names_file: bool = False
    #: The reply shows what taking back an agreement means for what was shared under it.
    shows_what_travels: bool = False


ENQUIRY: Final = ("no-open-enquiry", "which-enquiry", "enquiry-closed")
AGREEMENT: Final = (
    "agreement-needs-conversation",
    "answer-not-by-referrer",
    "agreement-needs-scope",
    "any-needs-reason",
    "part-needs-exclusions",
    "agreement-needs-end",
    "agreement-too-long",
    "ends-before-it-begins",
    "exclusions-in-agreements-only",
    "answers-for-themselves",
)
TIME: Final = ("time-in-the-future",)
