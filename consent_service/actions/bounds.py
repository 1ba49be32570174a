"""The bounds of a decision: how wide, how long, since when, at whose request, against what.

Edition 2026.3 of the rules, section 7. A decision that lacks one of them is kept as it was typed,
with what is missing. None of this holds up whoever cannot wait: they share now.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.file.held import Held
from ..domain.freetext.rationale import LEAST_SAID, length_said, plain
from ..domain.recorded.events import AuthorisationMade
from ..domain.recorded.particulars import DutyTest, Telling
from ..domain.recorded.practice import NotShareDecided
from ..domain.said.relied import said_yes_to
from ..domain.scopes.leftopen import leaves_open
from ..domain.times import LONDON
from ..domain.workingdays import end_of_working_days_after
from .deciding import Missing
from .moment import Moment


def missing_of_its_bounds(made: AuthorisationMade, moment: Moment) -> Iterator[Missing]:
    """What keeps a decision to go ahead within its bounds, and is not there."""
    wide = leaves_open(made.scope)
    if wide:
        yield from _to_be_said("/any_reason", made.any_reason)
    most = end_of_working_days_after(moment.at, moment.policy.longest(made.decision, anything=wide))
    if made.end is not None and made.end > most:
        yield "/end", "TOO_LONG"
    yield from _missing_of_harm(made.duty_test)
    yield from _missing_of_telling(made.telling, moment)
    yield from _missing_of_requester(made, moment)
    yield from missing_of_request(made.request, moment)
    relied_on = made.relies_on if made.decision == "RELY_ONE_PARENT" else None
    if relied_on is not None and not said_yes_to(
        moment.view(), relied_on, made.enquiry, made.scope, moment.directory
    ):
        yield "/relies_on", "HAS_NOT_SAID_YES"


def missing_of_request(request: str | None, moment: Moment) -> Iterator[Missing]:
    """A request that is named is open: nobody has decided it yet, unless by mistake."""
    file, known = moment.the_file(), moment.at
    decided: list[Held[AuthorisationMade] | Held[NotShareDecided]] = [
        *file.of(AuthorisationMade),
        *file.of(NotShareDecided),
    ]
    if request is not None and any(
        held.event.request == request and held.holds(held.effective_at, known) for held in decided
    ):
        yield "/request", "DECIDED_ALREADY"


def _missing_of_harm(test: DutyTest | None) -> Iterator[Missing]:
    """Whoever goes ahead although it would do more harm than good says why."""
    if test is not None and test.more_harm_than_good:
        yield from _to_be_said("/duty_test/note", test.note)


def _missing_of_telling(telling: Telling | None, moment: Moment) -> Iterator[Missing]:
    told = telling.on if telling is not None and telling.status == "TOLD" else None
    if told is not None and told > moment.at.astimezone(LONDON).date():
        yield "/telling/on", "AHEAD"


def _missing_of_requester(made: AuthorisationMade, moment: Moment) -> Iterator[Missing]:
    """Who asked for it is on the staff. A request on the file says by itself whose it is."""
    if made.request is None and made.requested_by is not None:
        listed = moment.authority_file.listing_of(made.requested_by.strip(), moment.at)
        if listed is None or listed.ended:
            yield "/requested_by", "NOT_ON_THE_STAFF"


def _to_be_said(pointer: str, words: str | None) -> Iterator[Missing]:
    if words is None or not plain(words):
        yield pointer, "EMPTY"
    elif length_said(words) < LEAST_SAID:
        yield pointer, "SAY_MORE"
