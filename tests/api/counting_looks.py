"""What was handed out of each file while something ran, and what the ledger of who looked says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from flask import g, has_app_context, has_request_context, request

from consent_service.domain.file.looks import (
    COMPARING,
    DOOR,
    LISTING,
    SEARCHING,
    SURVEY,
    VERIFY,
    Itself,
    Somebody,
)
from consent_service.domain.recorded.falling import Looked
from consent_service.storage.door.openfiles import OpenFiles
from consent_service.storage.sealed.keys import is_reads, reads_of
from consent_service.storage.whole.reader import LedgerReader
from tests.api.running import Running


class Look(NamedTuple):
    """By whom, by which operation, at which file; None is all of them."""

    who: str
    operation: str
    file: str | None


@dataclass
class Handed:
    """Files that were handed out, by the request and for whom. A request has one id."""

    views: set[tuple[str, str, Somebody | Itself, str]] = field(default_factory=set)

    def to_somebody(self) -> Counter[Look]:
        """Once for each request and file, however often it goes back to it."""
        once = {
            (one, Look(whom.by.id, whom.operation, file))
            for one, _, whom, file in self.views
            if isinstance(whom, Somebody)
        }
        once |= {
            (request, Look(who, operation, None))
            for part in (SURVEY, LISTING)
            for request, who, operation in self.of(part)
        }
        # Of a search there is one line for all, with what it went by.
        once |= {
            (request, Look(who, operation, None))
            for request, who, operation in self.of(SEARCHING)
            if operation in ("search", "findByReference")
        }
        return Counter(look for _, look in once)

    def of(self, part: Itself) -> set[tuple[str, str, str]]:
        """The requests in which a part of the service opened files: id, who asked, operation."""
        found = set()
        for one, asked, whom, _ in self.views:
            if whom == part:
                who, _, operation = asked.partition(" ")
                found.add((one, who, operation))
        return found

    @property
    def parts(self) -> set[Itself]:
        return {whom for _, _, whom, _ in self.views if isinstance(whom, Itself)}


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Handed]:
    """Whatever hands a family's file out while this block runs, opened now or kept."""
    handed = Handed()

    class Noted(set[str]):
        def __init__(self, files: OpenFiles) -> None:
            super().__init__()
            self._files = files

        def add(self, file: str, /) -> None:
            self.update([file])

        def update(self, *files: Any) -> None:
            files = tuple(map(tuple, files))
            super().update(*files)
            # A request has its id past Flask as well, and there no other mark of one.
            is_asked = has_app_context() and "request_id" in g
            if is_reads(self._files.ledger.authority) or not is_asked:
                return
            principal = g.get("principal")
            endpoint = request.endpoint if has_request_context() else "straight"
            asked = f"{'' if principal is None else principal.id} {endpoint}"
            for file in (one for some in files for one in some):
                handed.views.add((g.request_id, asked, self._files.for_whom, file))

    init = OpenFiles.__post_init__

    def noting(self: OpenFiles) -> None:
        init(self)
        self.handed = Noted(self)
        if self.for_whom == LISTING:
            # Lines of many files are opened by themselves, and no file with them.
            self.handed.add("lines")

    with monkeypatch.context() as patched:
        patched.setattr(OpenFiles, "__post_init__", noting)
        yield handed


def looks_of(service: Running) -> list[tuple[Look, Looked]]:
    """Every line of the ledger of who looked, the oldest first."""
    ledger = service.storage.records.ledgers[reads_of(service.authority)]
    reader = LedgerReader(service.storage.engine, ledger, VERIFY)
    return [
        (Look(one.content.by.id, event.what, event.of), event)
        for one in reader.opened(0, reader.head().size)
        if isinstance(event := one.content.event, Looked)
    ]


def lines(service: Running) -> Counter[Look]:
    return Counter(look for look, _ in looks_of(service))


#: What opens files within a request without showing anything of them, or has one line for all.
WITHIN_A_REQUEST = {DOOR, SURVEY, LISTING, COMPARING, SEARCHING}
