"""Who opened in the period what is kept from others: a number, an address, a whole record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import asdict

from ..recorded.checked import ContactOpened, KeptRecordOpened, KeptRecordReviewed
from ..recorded.practice import ContactPointRecorded
from ..tasks.scene import Scene
from .lines import Lines
from .report import Found, Material, Row

_NOTES = (
    "What it was for is said with the entry. Opening one needs a reason, and nobody's permission.",
)


class _Contact(msgspec.Struct, frozen=True, array_like=True):
    """A number or an address, and who opened it."""

    entry: int
    contact: str
    person: str | None
    staff: str | None
    role: str | None
    opened_at: datetime


def _contacts(scene: Scene) -> Iterator[_Contact]:
    whose = {held.event.contact: held.event.person for held in scene.file.of(ContactPointRecorded)}
    for held in scene.view.holding[ContactOpened]:
        contact = held.event.contact
        yield _Contact(held.seq, contact, whose.get(contact), held.by, held.role, held.recorded_at)


CONTACTS: Final = Lines("contacts-opened", _Contact, _contacts)


def contacts_opened(material: Material) -> Found:
    """Each opening, in the order in which they were; the reason stands with the entry alone."""
    rows: list[Row] = [
        {"row": "CASE", "file": file, **asdict(one)}
        for file, one in material.lines(CONTACTS)
        if material.is_in_period(one.opened_at)
    ]
    rows.sort(key=lambda row: (row["opened_at"], row["file"], row["entry"]))
    staff = {row["staff"] for row in rows}
    return Found([{"row": "SUMMARY", "opened": len(rows), "staff": len(staff)}, *rows], _NOTES)


class _Record(msgspec.Struct, frozen=True, array_like=True):
    """A whole record, who opened it, and what a manager said of that."""

    entry: int
    opening: str
    staff: str | None
    role: str | None
    opened_at: datetime
    reviewed_at: datetime | None
    upheld: bool | None


def _records(scene: Scene) -> Iterator[_Record]:
    said = {held.event.opening: held for held in scene.view.holding[KeptRecordReviewed]}
    for held in scene.view.holding[KeptRecordOpened]:
        review = said.get(held.event.opening)
        yield _Record(
            held.seq,
            held.event.opening,
            held.by,
            held.role,
            held.recorded_at,
            None if review is None else review.recorded_at,
            None if review is None else review.event.upheld,
        )


RECORDS: Final = Lines("records-opened", _Record, _records)


def records_opened(material: Material) -> Found:
    """Each opening of a record that was kept to others by name, by somebody who works with
    families, and what a manager said of it. Whoever looks into records opens each of them, and is
    not here.
    """
    rows: list[Row] = [
        {"row": "CASE", "file": file, **asdict(one)}
        for file, one in material.lines(RECORDS)
        if material.is_in_period(one.opened_at)
    ]
    rows.sort(key=lambda row: (row["opened_at"], row["file"], row["entry"]))
    summary: Row = {
        "row": "SUMMARY",
        "opened": len(rows),
        "staff": len({row["staff"] for row in rows}),
        "reviewed": sum(row["upheld"] is not None for row in rows),
        "upheld": sum(row["upheld"] is True for row in rows),
    }
    return Found([summary, *rows], _NOTES)
