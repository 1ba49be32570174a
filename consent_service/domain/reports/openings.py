"""Who opened in the period what is kept from others: a number, an address, a whole record."""

from __future__ import annotations

from ..checked import ContactOpened, KeptRecordOpened, KeptRecordReviewed
from ..practice import ContactPointRecorded
from .report import Found, Material, Row

_NOTES = (
    "What it was for is said with the entry. Opening one needs a reason, and nobody's permission.",
)


def contacts_opened(material: Material) -> Found:
    """Each opening, in the order in which they were; the reason stands with the entry alone."""
    rows: list[Row] = []
    for scene in material.scenes:
        whose = {
            held.event.contact: held.event.person for held in scene.file.of(ContactPointRecorded)
        }
        rows += [
            {
                "row": "CASE",
                "file": scene.file.id,
                "entry": held.seq,
                "contact": held.event.contact,
                "person": whose.get(held.event.contact),
                "staff": held.by,
                "role": held.role,
                "opened_at": held.recorded_at,
            }
            for held in scene.view.holding[ContactOpened]
            if material.is_in_period(held.recorded_at)
        ]
    rows.sort(key=lambda row: (row["opened_at"], row["file"], row["entry"]))
    staff = {row["staff"] for row in rows}
    return Found([{"row": "SUMMARY", "opened": len(rows), "staff": len(staff)}, *rows], _NOTES)


def records_opened(material: Material) -> Found:
    """Each opening of a record that was kept to others by name, by somebody who works with
    families, and what a manager said of it. Whoever looks into records opens each of them, and is
    not here.
    """
    rows: list[Row] = []
    for scene in material.scenes:
        said = {held.event.opening: held for held in scene.view.holding[KeptRecordReviewed]}
        for held in scene.view.holding[KeptRecordOpened]:
            if not material.is_in_period(held.recorded_at):
                continue
            review = said.get(held.event.opening)
            rows.append(
                {
                    "row": "CASE",
                    "file": scene.file.id,
                    "entry": held.seq,
                    "opening": held.event.opening,
                    "staff": held.by,
                    "role": held.role,
                    "opened_at": held.recorded_at,
                    "reviewed_at": None if review is None else review.recorded_at,
                    "upheld": None if review is None else review.event.upheld,
                }
            )
    rows.sort(key=lambda row: (row["opened_at"], row["file"], row["entry"]))
    summary: Row = {
        "row": "SUMMARY",
        "opened": len(rows),
        "staff": len({row["staff"] for row in rows}),
        "reviewed": sum(row["upheld"] is not None for row in rows),
        "upheld": sum(row["upheld"] is True for row in rows),
    }
    return Found([summary, *rows], _NOTES)
