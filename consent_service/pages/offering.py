"""Links to the form that does what a page says is to be done: only where there is one, and for
whoever may use it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from .forms.filling import where_is
from .frame import Visit
from .navigation import may_use


class Offer(NamedTuple):
    """A button that opens a form filled in: its words, and where it leads."""

    words: str
    address: str


def offered(visit: Visit, operation: str, words: str, **given: object) -> Iterator[Offer]:
    """The form over an operation about the file of this page, filled in with ids; nothing where
    there is no such form, or it is not for whoever reads.
    """
    path = where_is(operation)
    if path is None or visit.signed_in is None or not may_use(visit.signed_in, operation):
        return
    address = path.replace("<string:file>", visit.path["file"])
    query = urlencode({name: value for name, value in given.items() if value is not None})
    yield Offer(words, f"{address}?{query}" if query else address)
