"""For whom a file is opened: somebody, whose look is put on record, or a part of the service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from ..recorded.content import By


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody who is shown something of a file, by one request: who, by which operation, why.

    `session` and `client` are opaque ids; `acting_for` is the worker whom a client says it acts
    for, by its own word. `told` are the files that this request's looks are on record of, so
    that each has one line, however often the request goes back to it.
    """

    by: By
    operation: str
    why: str | None = None
    session: str | None = None
    client: str | None = None
    acting_for: str | None = None
    told: set[tuple[str, str | None]] = field(default_factory=set, compare=False)


@dataclass(frozen=True, slots=True)
class Itself:
    """A part of the service that opens files and shows nothing of them to anybody."""

    part: str


ForWhom: TypeAlias = Somebody | Itself


class NobodySaid(TypeError):
    """Something sealed was to be opened, and nobody said for whom."""


def assert_said(for_whom: object) -> None:
    """Raise `NobodySaid` unless it is said for whom something is opened."""
    if not isinstance(for_whom, Somebody | Itself):
        raise NobodySaid("Say for whom it is opened.")


#: By which operations somebody looks for a family: what is found has a name and a birth beside it.
LOOKS_FOR: Final = frozenset({"search", "findByReference"})

#: Whoever writes opens the file under the lock: the entry that follows is the record of that look.
DOOR: Final = Itself("door")
#: An authority's own file holds no family: policy, directory, staff.
OWN_FILE: Final = Itself("own-file")
#: Whether whoever asks has opened the file, with a reason: nothing of it is shown by that.
GUARD: Final = Itself("guard")
KEEPER: Final = Itself("keeper")
VERIFY: Final = Itself("verify")
REBUILD: Final = Itself("rebuild")
#: Makes keyed hashes again when their key is rotated.
INDEXING: Final = Itself("indexing")
RECOVER: Final = Itself("recover")
#: A count over all families: whom it is for has one line, about no family.
SURVEY: Final = Itself("survey")
#: A page of a list: whom it is for has one line, which names the families that were shown.
LISTING: Final = Itself("listing")
#: How many lines a list has: no row of any family is opened.
COUNTING: Final = Itself("counting")
#: Whether a person who is added stands on another file: it answers yes or no, and names none.
COMPARING: Final = Itself("comparing")
#: Files that may be meant by a search: whoever searched has one line, which names those shown.
SEARCHING: Final = Itself("searching")
#: What the ledger of who looked says of a family: the look at that is a line of its own.
READS: Final = Itself("reads")
