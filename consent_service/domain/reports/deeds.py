"""What was shared, beside what was agreed when it was shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..file.held import is_by
from ..following.disclosed import (
    comparisons,
    is_still_to_be_seen,
    is_to_be_seen,
    looked_at,
    wrong_since,
)
from ..noticing.deeds import Verdict
from ..recorded.compared import DisclosureCompared
from ..recorded.practice import DisclosureRecorded
from ..tasks.scene import Scene
from .lines import Lines
from .report import Found, Material, Row

_NOTES = (
    "Nobody had to know what was written down later. A line is for looking at, and blames nobody.",
)


class Deed(msgspec.Struct, frozen=True, array_like=True):
    """A disclosure and what it was found to be when it was recorded."""

    enquiry: str
    disclosure: str
    made_at: datetime
    recorded_at: datetime
    struck_at: datetime | None
    compared: DisclosureCompared
    seen_at: datetime | None
    #: Since when what it rested on is known to be an error, and since when it is to be looked at.
    wrong_since: datetime | None
    open_since: datetime | None


def _deeds(scene: Scene) -> Iterator[Deed]:
    """One found to be an error later is still among them: nobody can correct their way out."""
    found = comparisons(scene.view)
    for made in scene.file.of(DisclosureRecorded):
        compared = found.get(made.event.disclosure)
        if compared is not None:
            look = looked_at(scene.view, made)
            yield Deed(
                made.event.enquiry,
                made.event.disclosure,
                made.effective_at,
                made.recorded_at,
                made.struck_at,
                compared.event,
                None if look is None else look.effective_at,
                wrong_since(scene.view, made),
                is_still_to_be_seen(scene.view, made),
            )


DEEDS: Final = Lines("deeds", Deed, _deeds)


def every_deed(material: Material) -> Iterator[tuple[str, Deed]]:
    """Those recorded in the period, with their file."""
    for file, deed in material.lines(DEEDS):
        if deed.recorded_at <= material.known and material.is_in_period(deed.recorded_at):
            yield file, deed


def to_be_seen(material: Material) -> list[tuple[str, Deed]]:
    """Those that what stood on record then did not reach, or that rest on something else; and whose
    ground was found to be an error since.
    """
    found = [
        (file, deed)
        for file, deed in every_deed(material)
        if is_to_be_seen(deed.compared) or is_by(deed.wrong_since, material.known)
    ]
    return sorted(found, key=lambda one: (one[1].recorded_at, one[1].disclosure))


def held_against(material: Material) -> Found:
    """Every disclosure is counted, and each that is to be looked at has its line."""
    every = [deed.compared for _, deed in every_deed(material)]
    verdicts = Counter(compared.verdict for compared in every)
    seen = to_be_seen(material)
    summary: Row = {
        "row": "SUMMARY",
        "disclosures": len(every),
        "written_down_after": sum(compared.written_after for compared in every),
        "rest_on_something_else": sum(bool(compared.rests_otherwise) for compared in every),
        "other_words": sum(compared.words == "DIFFER" for compared in every),
        "to_be_seen": len(seen),
        "not_seen_yet": sum(deed.open_since is not None for _, deed in seen),
    }
    kinds: list[Row] = [
        {"row": "VERDICT", "verdict": verdict, "disclosures": verdicts[verdict]}
        for verdict in Verdict
    ]
    return Found(
        [summary, *kinds, *(_case(file, deed, material.known) for file, deed in seen)], _NOTES
    )


def _case(file: str, deed: Deed, known: datetime) -> Row:
    compared = deed.compared
    return {
        "row": "CASE",
        "file": file,
        "enquiry": deed.enquiry,
        "disclosure": deed.disclosure,
        "basis": compared.basis,
        "verdict": compared.verdict,
        "reasons": list(compared.reasons),
        "rests_otherwise": list(compared.rests_otherwise),
        "words": compared.words,
        "made_at": deed.made_at,
        "recorded_at": deed.recorded_at,
        "seen_at": deed.seen_at,
        "corrected": is_by(deed.struck_at, known),
        "rested_on_error": is_by(deed.wrong_since, known),
    }
