"""What was shared, beside what was agreed when it was shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..compared import DisclosureCompared
from ..deeds import Verdict
from ..held import Held
from ..practice import DisclosureRecorded
from ..tasks.scene import Scene
from ..unreached import comparisons, is_to_be_seen, looked_at
from .report import Found, Material, Row

_NOTES = (
    "Nobody had to know what was written down later. A line is for looking at, and blames nobody.",
)


class Deed(NamedTuple):
    """A disclosure and what it was found to be when it was recorded."""

    scene: Scene
    made: Held[DisclosureRecorded]
    compared: Held[DisclosureCompared]


def every_deed(material: Material) -> Iterator[Deed]:
    """Those recorded in the period. One found to be an error later is still among them: nobody can
    correct their way out.
    """
    for scene in material.scenes:
        found = comparisons(scene.view)
        for made in scene.file.of(DisclosureRecorded):
            compared = found.get(made.event.disclosure)
            if (
                compared is not None
                and made.recorded_at <= material.known
                and material.is_in_period(made.recorded_at)
            ):
                yield Deed(scene, made, compared)


def to_be_seen(material: Material) -> list[Deed]:
    """Those that what stood on record then did not reach, or that rest on something else."""
    found = [deed for deed in every_deed(material) if is_to_be_seen(deed.compared.event)]
    return sorted(found, key=lambda deed: (deed.made.recorded_at, deed.made.event.disclosure))


def held_against(material: Material) -> Found:
    """Every disclosure is counted, and each that is to be looked at has its line."""
    every = [deed.compared.event for deed in every_deed(material)]
    verdicts = Counter(compared.verdict for compared in every)
    seen = to_be_seen(material)
    summary: Row = {
        "row": "SUMMARY",
        "disclosures": len(every),
        "written_down_after": sum(compared.written_after for compared in every),
        "rest_on_something_else": sum(bool(compared.rests_otherwise) for compared in every),
        "other_words": sum(compared.words == "DIFFER" for compared in every),
        "to_be_seen": len(seen),
        "not_seen_yet": sum(looked_at(deed.scene.view, deed.made) is None for deed in seen),
    }
    kinds: list[Row] = [
        {"row": "VERDICT", "verdict": verdict, "disclosures": verdicts[verdict]}
        for verdict in Verdict
    ]
    return Found([summary, *kinds, *(_case(deed, material) for deed in seen)], _NOTES)


def _case(deed: Deed, material: Material) -> Row:
    made, compared = deed.made, deed.compared.event
    look = looked_at(deed.scene.view, made)
    return {
        "row": "CASE",
        "file": deed.scene.file.id,
        "enquiry": made.event.enquiry,
        "disclosure": made.event.disclosure,
        "basis": compared.basis,
        "verdict": compared.verdict,
        "reasons": list(compared.reasons),
        "rests_otherwise": list(compared.rests_otherwise),
        "words": compared.words,
        "made_at": made.effective_at,
        "recorded_at": made.recorded_at,
        "seen_at": None if look is None else look.effective_at,
        "corrected": made.struck_at is not None and made.struck_at <= material.known,
    }
