"""Agreements given by word of mouth and not put in writing; referrers' words not confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import msgspec

from ..file.held import Held
from ..recorded.events import Response
from ..tasks.agreeing import agreeing
from ..tasks.saidonce import copied_in_one
from ..tasks.scene import Scene
from .lines import Lines
from .report import Found, Material, Row, enquiries

_WITHOUT: Final = "WITHOUT_WRITTEN_COPY"
_NEVER: Final = "NEVER_CONFIRMED"
#: Given in writing by the person themself.
_WRITTEN: Final = frozenset(
    {
        *("IN_PERSON_SIGNED", "ONLINE_SIGNED_IN", "ONLINE_LINK_CODE"),
        *("EMAIL", "TEXT_MESSAGE", "LETTER_SIGNED"),
    }
)


class _Agreed(msgspec.Struct, frozen=True, array_like=True):
    """What somebody agreed to and has not in writing, late from a moment on; or what a referrer
    said that they agreed to.
    """

    row: str
    enquiry: str | None
    person: str | None
    response: str | None
    since: datetime
    due: date | None = None
    late_from: datetime | None = None


def _agreed(scene: Scene) -> Iterator[_Agreed]:
    yield from _without_copy(scene)
    yield from _not_confirmed(scene)


COPIES: Final = Lines("copies", _Agreed, _agreed)


def written_copies(material: Material) -> Found:
    """In enquiries that are open now."""
    rows: list[Row] = [
        {
            "row": one.row,
            "file": file,
            "enquiry": one.enquiry,
            "person": one.person,
            "response": one.response,
            "since": one.since,
            "due": one.due,
        }
        for file, one in material.lines(COPIES)
        if one.row == _NEVER or material.is_late(one.late_from)
    ]
    rows.sort(key=lambda row: (row["row"], row["since"], row["file"]))
    summary = {
        "row": "SUMMARY",
        "without_written_copy": sum(row["row"] == _WITHOUT for row in rows),
        "never_confirmed": sum(row["row"] == _NEVER for row in rows),
    }
    return Found([summary, *rows])


def _without_copy(scene: Scene) -> Iterator[_Agreed]:
    given = {r.event.response: r for r in scene.view.said}
    for task in copied_in_one(scene, scene.tasks(agreeing)):
        is_copy = task.code == "SEND_SUMMARY" and task.late_from is not None
        if is_copy and _method(scene, given[task.about or ""]) not in _WRITTEN:
            yield _Agreed(
                _WITHOUT,
                task.enquiry,
                task.person,
                task.about,
                task.since,
                task.due,
                task.late_from,
            )


def _method(scene: Scene, response: Held[Response]) -> str | None:
    """How it was given: as the answer says, else as the conversation does."""
    if response.event.method is not None or response.event.conversation is None:
        return response.event.method
    talk = scene.view.conversations.get(response.event.conversation)
    return None if talk is None else talk.event.method


def _not_confirmed(scene: Scene) -> Iterator[_Agreed]:
    """What a referrer said somebody agreed to, and what nobody is named for."""
    for enquiry in enquiries(scene):
        if enquiry.event.enquiry not in scene.open:
            continue
        reported = {
            r.event.person: r
            for r in reversed(scene.view.said)
            if (r.event.enquiry, r.event.answer) == (enquiry.event.enquiry, "REPORTED_BY_REFERRER")
        }
        for person, response in reported.items():
            if scene.spoken_to(person, enquiry.event.enquiry) is None:
                response_id, since = response.event.response, response.effective_at
                yield _Agreed(_NEVER, enquiry.event.enquiry, person, response_id, since)
        heard = any(
            scene.spoken_to(person, enquiry.event.enquiry) is not None for person in scene.people
        )
        if enquiry.event.referrer_reported_consent == "YES" and not reported and not heard:
            yield _Agreed(_NEVER, enquiry.event.enquiry, None, None, enquiry.effective_at)
