"""What a report is, and what it is made from. A report blocks nothing and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias, TypeVar

import msgspec

from ..file.authorityfile import AuthorityFile
from ..file.casefile import CaseFile
from ..file.held import Held
from ..file.view import View
from ..memo import cached_property
from ..recorded.content import Content
from ..recorded.events import EnquiryOpened
from ..recorded.policy import Policy
from ..tasks.scene import Scene
from .lines import Files, Lines, OfFile

T = TypeVar("T", bound=msgspec.Struct)

#: One line of a report: plain values, times included. `row` says what kind of line it is.
Row: TypeAlias = dict[str, Any]


class Holds(StrEnum):
    """What the lines of a report are about, and so whether small numbers are hidden in it.

    Whoever reads a list of cases could count it, so nothing is hidden there, nor in a count of
    things that were done. A count of people, broken down, hides small numbers.
    """

    CASES = "CASES"
    EVENTS = "EVENTS"
    PEOPLE = "PEOPLE"


class Entered(NamedTuple):
    """An entry of the ledger with its content: its place, when it was recorded, on which file."""

    seq: int
    at: datetime
    file: str
    content: Content


class Found(NamedTuple):
    """What a report found, and what its reader should know about that."""

    rows: list[Row]
    notes: tuple[str, ...] = ()


class Material:
    """Every file of an authority as things stood at `as_of`, from what was recorded by `known`.

    The period runs from `since` up to but not including `until`. `entries` are those of the
    period, and of as long before it as the report looks back; `looks` likewise, from the ledger of
    who looked, each under the file that was looked at. `files` gives the lines of every file: from
    where they stand already, or made from the file by what it is handed.
    """

    def __init__(
        self,
        files: Files,
        own: AuthorityFile,
        *,
        as_of: datetime,
        known: datetime,
        since: datetime,
        until: datetime,
        entries: Sequence[Entered] = (),
        looks: Sequence[Entered] = (),
    ) -> None:
        self.files = files
        self.own = own
        self.as_of = as_of
        self.known = known
        self.since = since
        self.until = until
        self.entries = entries
        self.looks = looks

    @classmethod
    def of_moment(
        cls, files: Files, own: AuthorityFile, as_of: datetime, known: datetime
    ) -> Material:
        """What is about no period."""
        return cls(files, own, as_of=as_of, known=known, since=as_of, until=as_of)

    @cached_property
    def policy(self) -> Policy:
        """The policy in force by then."""
        return self.own.policy(self.known)

    def _scene(self, file: CaseFile) -> Scene:
        return Scene(View(file, self.as_of, self.known), self.policy)

    def by_file(self, wanted: Lines[T]) -> Iterator[OfFile[T]]:
        """The lines of each file at the moment of the report, one file after the other: what was
        made of one is let go before the next, but for what the report's own rows hold.
        """

        def make(file: CaseFile) -> Sequence[T]:
            return wanted.of(self._scene(file))

        return self.files.lines(wanted, make)

    def lines(self, wanted: Lines[T]) -> Iterator[tuple[str, T]]:
        """Each line of each file, with the file's id."""
        return ((of.file, line) for of in self.by_file(wanted) for line in of.lines)

    def is_in_period(self, at: datetime) -> bool:
        """Whether something happened in the period."""
        return self.since <= at < self.until

    def is_late(self, late_from: datetime | None) -> bool:
        """Whether what is late from a moment on is late by now; where there is none, never."""
        return late_from is not None and self.as_of >= late_from

    def events(self) -> Iterator[Entered]:
        """The entries of the period that had been recorded by then."""
        return (e for e in self.entries if self.is_in_period(e.at) and e.at <= self.known)


def enquiries(scene: Scene) -> Iterator[Held[EnquiryOpened]]:
    """Each enquiry of a file, but for those that were opened in error."""
    for enquiry in scene.view.holding[EnquiryOpened]:
        closed = scene.view.closed.get(enquiry.event.enquiry)
        if closed is None or closed.event.reason != "ENTERED_IN_ERROR":
            yield enquiry


class Report(NamedTuple):
    """One report: its name in the address, what it is for, who may read it.

    `period` says whether it is about a stretch of time or about one moment. `looks_back` is how
    far before the period it reads the ledger's entries, and `looks` those of the ledger of who
    looked; None where it does without. `kinds` are the entries that it reads, by their tags; None
    is all of them.
    """

    name: str
    title: str
    purpose: str
    holds: Holds
    roles: frozenset[str]
    make: Callable[[Material], Found]
    period: bool = True
    looks_back: timedelta | None = None
    looks: timedelta | None = None
    kinds: frozenset[str] | None = None
