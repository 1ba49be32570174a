"""Agreements given by word of mouth and not put in writing; referrers' words not confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..events import Response
from ..held import Held
from ..tasks.agreeing import agreeing
from ..tasks.scene import Scene
from .report import Found, Material, Row, enquiries

#: Given in writing by the person themself.
_WRITTEN: Final = frozenset(
    {"IN_PERSON_SIGNED", "ONLINE_SIGNED_IN", "ONLINE_LINK_CODE", "EMAIL", "LETTER_SIGNED"}
)


def written_copies(material: Material) -> Found:
    """In enquiries that are open now."""
    rows: list[Row] = []
    for scene in material.scenes:
        rows += _without_copy(scene)
        rows += _not_confirmed(scene)
    rows.sort(key=lambda row: (row["row"], row["since"], row["file"]))
    summary = {
        "row": "SUMMARY",
        "without_written_copy": sum(row["row"] == "WITHOUT_WRITTEN_COPY" for row in rows),
        "never_confirmed": sum(row["row"] == "NEVER_CONFIRMED" for row in rows),
    }
    return Found([summary, *rows])


def _without_copy(scene: Scene) -> Iterator[Row]:
    given = {r.event.response: r for r in scene.view.said}
    for task in agreeing(scene):
        if task.code != "SEND_SUMMARY" or not task.overdue(scene.as_of):
            continue
        if _method(scene, given[task.about or ""]) in _WRITTEN:
            continue
        yield {
            "row": "WITHOUT_WRITTEN_COPY",
            "file": scene.file.id,
            "enquiry": task.enquiry,
            "person": task.person,
            "response": task.about,
            "since": task.since,
            "due": task.due,
        }


def _method(scene: Scene, response: Held[Response]) -> str | None:
    """How it was given: as the answer says, else as the conversation does."""
    if response.event.method is not None or response.event.conversation is None:
        return response.event.method
    talk = scene.view.conversations.get(response.event.conversation)
    return None if talk is None else talk.event.method


def _not_confirmed(scene: Scene) -> Iterator[Row]:
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
                yield _reported(scene, enquiry.event.enquiry, response)
        heard = any(
            scene.spoken_to(person, enquiry.event.enquiry) is not None for person in scene.people
        )
        if enquiry.event.referrer_reported_consent == "YES" and not reported and not heard:
            yield {
                "row": "NEVER_CONFIRMED",
                "file": scene.file.id,
                "enquiry": enquiry.event.enquiry,
                "person": None,
                "response": None,
                "since": enquiry.effective_at,
                "due": None,
            }


def _reported(scene: Scene, enquiry: str, response: Held[Response]) -> Row:
    return {
        "row": "NEVER_CONFIRMED",
        "file": scene.file.id,
        "enquiry": enquiry,
        "person": response.event.person,
        "response": response.event.response,
        "since": response.effective_at,
        "due": None,
    }
