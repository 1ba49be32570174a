"""When an enquiry has ended: each caregiver and each agency hears how."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers import Safe
from ..file.held import Held, in_order
from ..following.closingtable import NO_ENQUIRY_WAS, TOLD, closing_table, without_reason
from ..following.outcometold import agency_told, contacted, person_told
from ..recorded.events import EnquiryClosed
from ..recorded.owning import ClosingGapExplained
from ..safety.telling import telling
from .scene import Scene
from .task import Task, next_working_day


def ending(scene: Scene) -> Iterator[Task]:
    """Agencies hear of one that was handed on as well: with whom it goes on, the family hears of
    that by another task. Whoever has not been spoken to hears of the enquiry itself first.
    """
    for enquiry, end in scene.view.closed.items():
        # Its end may stand where its opening was found to be an error.
        if end.event.reason == NO_ENQUIRY_WAS or enquiry not in scene.view.enquiries:
            continue
        yield from _explain(scene, end)
        for agency, contacts in contacted(scene.view, enquiry).items():
            row = contacts[0].event.disclosure
            if agency_told(scene.view, enquiry, agency) is None and not _said(scene, end, row):
                yield _tell("TELL_AGENCY_OUTCOME", end, about=row)
        if enquiry in scene.view.ended:
            yield from _tell_the_family(scene, end)


def _tell_the_family(scene: Scene, end: Held[EnquiryClosed]) -> Iterator[Task]:
    for person in scene.people:
        if telling(scene.view, person).answer is Safe.YES and _still_to_hear(scene, end, person):
            yield _tell("TELL_OUTCOME", end, person=person, about=end.event.enquiry)


def still_to_hear_of_an_end(scene: Scene) -> list[str]:
    """Whoever is still to hear how any enquiry ended, if that is safe."""
    ends = [scene.view.closed[one] for one in scene.view.ended if one in scene.view.closed]
    return [one for one in scene.people if any(_still_to_hear(scene, end, one) for end in ends)]


def _still_to_hear(scene: Scene, end: Held[EnquiryClosed], person: str) -> bool:
    """How it ended is theirs to hear, and nobody has told them, or said why they are not told."""
    return (
        telling(scene.view, person, [end.event.enquiry]).answer is not Safe.NO
        and not scene.is_kept_from(person)
        and person_told(scene.view, end.event.enquiry, person) is None
        and not _said(scene, end, person)
    )


def _explain(scene: Scene, end: Held[EnquiryClosed]) -> Iterator[Task]:
    """Until each cell is filled, or somebody has said why it is left at that."""
    rows = closing_table(scene.view, end.event.enquiry)
    cells = [cell for row in rows for cell in row.cells]
    gaps, left = without_reason(rows), sum(cell.is_left for cell in cells)
    if gaps or left:
        said = (f"{gaps} of {len(cells)} are empty and nobody has said why",) if gaps else ()
        said = (*said, f"{left} of {len(cells)} were still to be done") if left else said
        task = _tell("EXPLAIN_GAPS", end, about=end.event.enquiry)
        yield task._replace(so_far="; ".join(said))


def _said(scene: Scene, end: Held[EnquiryClosed], row: str) -> bool:
    """Somebody has said why whoever has this row is not told."""
    every = scene.view.by[ClosingGapExplained, "enquiry"].get(end.event.enquiry, ())
    theirs = [
        held
        for held in sorted(every, key=in_order)
        if held.event.about == row and held.event.column == TOLD and held.event.says_why
    ]
    return bool(theirs) and theirs[-1].event.leaves_it_at_that


def _tell(code: str, end: Held[EnquiryClosed], *, about: str, person: str | None = None) -> Task:
    since = end.recorded_at
    return Task(
        code,
        since,
        person=person,
        about=about,
        enquiry=end.event.enquiry,
        due=next_working_day(since),
    )
