"""What is agreed with each agency, shown as a whole: decided and put on record like a check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import msgspec

from ..domain.answers import Answer, Flag
from ..domain.deciding.covering import KINDS, MOST_CELLS, agencies_spoken_of, as_shown, covering
from ..domain.deciding.decision import RULE_VERSION, RULES
from ..domain.deciding.whoelse import children_of
from ..domain.file.view import View
from ..domain.recorded.checked import CoverageShown
from ..domain.scopes.proposal import Coverage
from ..domain.scopes.scope import Agency
from ..domain.scopes.services import Directory
from ..domain.times import through_its_second
from .moment import Moment
from .refused import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCoverage:
    """Of which child, agency, kind of information: all of them, where none is named. A card has
    room for what is decided in one go; a grid that has not is asked for in parts.
    """

    purpose: str
    direction: str
    enquiry: str | None = None
    child: str | None = None
    agency: str | None = None
    category: str | None = None
    as_of: datetime | None = None
    known_at: datetime | None = None
    as_card: bool = False


class Covering(NamedTuple):
    """What is put on record of it, the view that it was decided from, and each agency's answer."""

    event: CoverageShown
    view: View
    answers: Sequence[Answer]
    no_room_for: Sequence[Agency]


def show_coverage(
    command: ShowCoverage, moment: Moment, *, ledger_altered: bool = False
) -> Covering:
    """Decide each cell as a check would, all from one view."""
    file, now = moment.the_file(), moment.view()
    if moment.stamped_ahead:
        # Nothing is damaged: it is the clock that nobody can go by.
        raise Refused("clock-in-doubt")
    as_of, known_at = (
        moment.at if said is None else min(through_its_second(moment.when(said, at)), moment.at)
        for said, at in ((command.as_of, "/as_of"), (command.known_at, "/known_at"))
    )
    if command.enquiry is not None and command.enquiry not in now.enquiries:
        raise Refused("no-such-enquiry", "/enquiry")
    is_now = as_of == known_at == moment.at
    view = now if is_now else View(file, as_of, known_at)
    directory = moment.authority_file.directory(known_at)
    every = _every_agency(command, view, directory)
    coverage = _meant(command, view, every)
    policy = moment.authority_file.policy(known_at)
    answers = covering(RULES[RULE_VERSION], view, policy, coverage, directory)
    event = CoverageShown(
        coverage=coverage,
        answers=as_shown(coverage, answers),
        as_of=as_of,
        known_at=known_at,
        rule_version=RULE_VERSION,
        as_card=command.as_card,
        warnings=(Flag.LEDGER_ALTERED.value,) if ledger_altered else (),
    )
    return Covering(event, view, answers, every[len(coverage.agencies) :])


def _every_agency(command: ShowCoverage, view: View, directory: Directory) -> tuple[Agency, ...]:
    if command.agency is not None:
        return (Agency(command.agency),)
    return agencies_spoken_of(view, directory)


def _meant(command: ShowCoverage, view: View, agencies: tuple[Agency, ...]) -> Coverage:
    every = children_of(view)
    if command.child is not None and view.the_one(command.child) not in every:
        raise Refused("not-on-file", "/child")
    coverage = Coverage(
        enquiry=view.enquiry_meant(command.enquiry),
        subjects=every if command.child is None else (view.the_one(command.child),),
        agencies=agencies,
        categories=KINDS if command.category is None else (command.category,),
        purpose=command.purpose,
        direction=command.direction,
    )
    room = MOST_CELLS // max(1, len(coverage.subjects) * len(coverage.categories))
    if command.as_card and room:
        return msgspec.structs.replace(coverage, agencies=coverage.agencies[:room])
    if coverage.cells > MOST_CELLS:
        raise Refused("too-many-cells", "/child")
    return coverage
