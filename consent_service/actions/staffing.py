"""Who stands behind a staff id. It stands in the authority's own file, and gives nobody access."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain import events
from ..domain.practice import StaffListed
from .moment import Moment


@dataclass(frozen=True, slots=True)
class ListStaff:
    """Somebody's name and team, for words to agencies and for audit; or that they have left."""

    staff: str
    names: str
    team: str | None = None
    ended: bool = False


def list_staff(command: ListStaff, moment: Moment) -> Sequence[events.AnyEvent]:  # noqa: ARG001
    """A later listing of the same id replaces it. What was recorded under the id stays."""
    return [
        StaffListed(
            staff=command.staff, names=command.names, team=command.team, ended=command.ended
        )
    ]
