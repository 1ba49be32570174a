"""What has happened since to a form that somebody goes back to: in their browser alone, by the key
under which it is recorded, by the draft that it was, and by where it stands.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Final

import msgspec
from flask import Response, request

from ..domain.may import Kind
from ..storage.door.trouble import StorageError
from .frame import clock, go_to, show
from .visit import Visit
from .wanted import FIRST

#: Seconds for which whoever opens a form again is told that they sent it just now.
_JUST_NOW: Final = 15 * 60
_ID: Final = 24
_OF_A_FAMILY: Final = frozenset({Kind.FAMILY, Kind.ADVOCATE})
#: The place of an entry, or an id.
_IS_ONE: Final = re.compile(r"\d+|[0-9a-f]{24,32}")
#: What an address says besides what a form is about.
_BESIDES: Final = frozenset({"shown", "draft", "apart", "again"})
#: An id, a code or the place of an entry, which an address may name; and of how many it is noted.
_NAMED: Final = re.compile(r"[0-9A-Za-z_*.-]{1,64}")
_MOST: Final = 100
#: What may differ between two presses of the same.
_OF_THE_PAGE: Final = frozenset(
    {"csrf", "read", "seen", "stood", "tab", "was", "draft", "typed_by"}
)


class Came(msgspec.Struct, frozen=True):
    """What came of a form that was sent: where that is read, and when it was."""

    where: str
    at: int
    #: What was sent, as a digest: whoever sends it once more is led to where they were led.
    sent: str = ""
    #: Nothing is on record of it: it came back, to be put right.
    is_wrong: bool = False
    #: What it named, as digests: another entry taken back is another thing by the same form.
    of: tuple[str, ...] = ()

    @property
    def clock(self) -> str:
        """When it was, as it is read off the wall."""
        return clock(datetime.fromtimestamp(self.at, UTC))

    def is_of_this(self) -> bool:
        """Whether it was about whatever the address names now."""
        named = (v for n, values in request.args.lists() if n not in _BESIDES for v in values)
        return all(_digest(one) in self.of for one in named if _IS_ONE.fullmatch(one))

    def is_the_same(self) -> bool:
        """Whether what is sent now is what was sent then."""
        return self.sent == _sent()


def it_came_to(visit: Visit, where: str, **of: str) -> None:
    """What was sent is on record. That nobody is told so who goes back is all that is lost where
    it cannot be kept.
    """
    at = int(visit.service.access.browsers.now())
    came = msgspec.json.encode(Came(where, at, _sent(), of=_named()))
    rows = {_id(kind, name): came for kind, name in of.items() if name}
    try:
        visit.service.last_shown.note(rows)
    except StorageError:
        return


def it_came_back(visit: Visit, where: str) -> None:
    """It is to be put right there. Whoever goes back past that, to the form as it was shown first,
    is led to it: a browser without scripts brings back no line that was typed.
    """
    at = int(visit.service.access.browsers.now())
    came = Came(where, at, is_wrong=True, of=_named())
    try:
        visit.service.last_shown.note({_id("path", request.path): msgspec.json.encode(came)})
    except StorageError:
        return


def what_came(visit: Visit, **of: str) -> Came | None:
    """Of what is named so, in this browser; None where nothing is known."""
    ((kind, name),) = of.items()
    if not name or visit.signed_in is None:
        return None
    try:
        found = visit.service.last_shown.noted(_id(kind, name))
    except StorageError:
        return None
    return None if found is None else msgspec.json.decode(found, type=Came)


def just_now(visit: Visit, path: str) -> Came | None:
    """What came of the form that stands there, if it was sent a moment ago about what the address
    names now: on record or not.
    """
    came = what_came(visit, path=path)
    if came is not None and not came.is_of_this():
        return None
    is_new = came is not None and visit.service.access.browsers.now() - came.at <= _JUST_NOW
    return came if is_new else None


def told(visit: Visit, came: Came) -> Response:
    """To whoever goes back to what they sent: that it is on record, and where; nothing to press. Of
    a family nobody who has their telephone next reads that anything was sent.
    """
    if visit.signed_in is not None and visit.signed_in.principal.kind in _OF_A_FAMILY:
        return go_to(FIRST)
    file = visit.path.get("file")
    return show(
        visit,
        "since.html",
        "This is recorded",
        is_family=False,
        came=came,
        anew=request.path,
        family=f"/files/{file}" if file else FIRST,
    )


def _sent() -> str:
    """All of a form but what a page says to be known by, and that somebody has read it."""
    typed = [(name, of) for name, of in request.form.lists() if name not in _OF_THE_PAGE]
    return hashlib.sha256(msgspec.json.encode(sorted(typed))).hexdigest()


def _named() -> tuple[str, ...]:
    """What of a form that was sent an address could have named."""
    every = (one for _, values in request.form.lists() for one in values if _NAMED.fullmatch(one))
    return tuple(_digest(one) for one, _ in zip(dict.fromkeys(every), range(_MOST), strict=False))


def _id(kind: str, name: str) -> str:
    return _digest(f"{kind}\n{name}")


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:_ID]
