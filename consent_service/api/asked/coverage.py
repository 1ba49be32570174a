"""What is agreed with each agency, as a whole: a grid, or one line to read on the telephone.

Decided under the lock and put on record there, as a check is: that entry is the record of the look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from ...actions.covering import Covering, ShowCoverage, show_coverage
from ...actions.moment import Moment
from ...domain.recorded.event import Event
from ...domain.scopes.scope import BOTH, SEEK
from ...storage.door.requests import ByHandle, Recorded, Request
from ..edge.fields import Code, Opaque
from ..edge.operations import FILE, WORKERS, Call, Operation
from ..edge.queries import StandingQuery
from ..replies.covering import CardSchema, CoverageSchema, show_card, show_grid
from .checks import hear_what_waits


class CardQuery(StandingQuery):
    """What for, asking or telling, and at which two clocks."""

    purpose = Code(
        "purposes",
        load_default="AGENCY_CHECKS",
        metadata={"description": "What for; `AGENCY_CHECKS` if left out."},
    )
    direction = Code(
        "directions",
        but=(BOTH,),
        load_default=SEEK,
        metadata={"description": "Asking agencies or telling them; asking if left out."},
    )
    enquiry = Opaque(metadata={"description": "In which enquiry."})


class CoverageQuery(CardQuery):
    """The same, of part of it."""

    child = Opaque(metadata={"description": "Only about this child."})
    agency = Code("agencies", metadata={"description": "Only with this type of agency."})
    category = Code("categories", metadata={"description": "Only this kind of information."})


_card: Final = CardQuery()
_coverage: Final = CoverageQuery()


def show_coverage_of(call: Call) -> dict[str, Any]:
    """Children, agencies and kinds of information: what is agreed about each."""
    shown, recorded = _put_on_record(call, ShowCoverage(**call.query(_coverage)))
    return show_grid(shown, recorded)


def show_card_of(call: Call) -> dict[str, Any]:
    """The same in one line."""
    shown, recorded = _put_on_record(call, ShowCoverage(**call.query(_card), as_card=True))
    return show_card(shown, recorded)


def _put_on_record(call: Call, command: ShowCoverage) -> tuple[Covering, Recorded]:
    authority, shown = call.principal.authority, list[Covering]()
    altered = call.service.soundness[authority].is_altered

    def action(moment: Moment) -> Sequence[Event]:
        shown[:] = [show_coverage(command, moment, ledger_altered=altered)]
        return [shown[0].event]

    hear_what_waits(call)
    recorded = call.service.records.run(Request(authority, call.by, ByHandle(call.file), action))
    return shown[0], recorded


_GONE: Final = (
    "not-found",
    "record-damaged",
    # It is on record as a look before it is shown.
    "clock-in-doubt",
    "outcome-unknown",
    "time-in-the-future",
    "no-such-enquiry",
)


def operations() -> list[Operation]:
    """The grid and the card."""
    grid = Operation(
        "showCoverage",
        f"{FILE}/coverage",
        "What is agreed with each agency, about each child and kind of information",
        show_coverage_of,
        WORKERS,
        CoverageSchema,
        query=CoverageQuery,
        problems=(*_GONE, "not-on-file", "too-many-cells"),
        description=(
            "Each cell is what a check about it would answer, and no check: check before you "
            "contact anybody. Agencies are those that the family is known to or spoke of. It is on "
            "record once, as a look."
        ),
        scope="consent:read",
        is_content=True,
    )
    card = replace(
        grid,
        name="showCard",
        path=f"{FILE}/card",
        summary="The family in one line, to read on the telephone",
        handler=show_card_of,
        reply=CardSchema,
        query=CardQuery,
        problems=(*_GONE, "too-many-cells"),
        description=(
            "Whom not to contact first, then each agency with the headline that a check about it "
            "has. For staff: it is read out to no family. It is on record once, as a look."
        ),
    )
    return [grid, card]
