"""Keep people informed as they asked, by a way of reaching them that is safe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..domain.freetext.rationale import LEAST_SAID, length_said
from ..domain.recorded.checked import ContactOpened
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.practice import ContactPointRecorded, KeepInformedAgreed
from ..domain.safety.reaching import NOBODY_KNOWS_YET, goes_through, never_by, said_of
from ..domain.safety.signs import Sign
from .moment import Moment, new_id
from .refused import Refused


def record_contact_point(point: ContactPointRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """A number that two people share is recorded for both: what it is shared with is shown, and
    is no reason to be without it (F07). Nobody's is replaced by somebody else's.
    """
    replaced = _the_newest(point.contact, moment)
    if replaced is not None and replaced.person != point.person:
        moment.lacks("not-on-file", "/contact")
        point = msgspec.structs.replace(point, contact=new_id())
    if point.value is None and not point.ended:
        moment.lacks("contact-needs-value", "/value")
    return [point]


def open_contact(opening: ContactOpened, _: Moment) -> Sequence[AnyEvent]:
    """Whatever it is: what is not kept from anybody can be opened so too, and is then on record."""
    if length_said(opening.reason) < LEAST_SAID:
        raise Refused("opening-needs-reason", "/reason")
    return [opening]


def agree_keep_informed(agreed: KeepInformedAgreed, moment: Moment) -> Sequence[AnyEvent]:
    """For each parent separately, by a way of reaching that very parent."""
    why = None if agreed.contact is None else _why_not_through(agreed.contact, agreed, moment)
    if why is not None:
        moment.lacks(why, "/contact")
        agreed = msgspec.structs.replace(agreed, contact=None)
    return [agreed]


def _why_not_through(way: str, agreed: KeepInformedAgreed, moment: Moment) -> str | None:
    """The problem with agreeing on this way of reaching them; None where there is none."""
    contact = _the_newest(way, moment)
    if contact is None or contact.person != agreed.person or contact.ended:
        return "not-on-file"
    if any(_is_not_safe(point, agreed) for point in _as_read(way, moment)):
        return "contact-not-safe"
    return None


def _is_not_safe(point: ContactPointRecorded, agreed: KeepInformedAgreed) -> bool:
    """A number that is none is noticed and kept; what is not safe is not agreed on."""
    unsafe = {Sign.WAY_NOT_SAFE, Sign.NOT_BY_THIS_METHOD}
    return point.safety in ("UNSAFE", NOBODY_KNOWS_YET) or any(
        goes_through(how) == point.type and never_by(point, how) in unsafe for how in agreed.methods
    )


def _as_read(contact: str, moment: Moment) -> Iterator[ContactPointRecorded]:
    """It as each reading of the file has it: what was not safe is not until somebody confirmed."""
    for reading in moment.view().readings:
        held = reading.newest[ContactPointRecorded, "contact"].get(contact)
        if held is not None:
            yield from said_of(reading, held.event)


def _the_newest(contact: str, moment: Moment) -> ContactPointRecorded | None:
    """What is known now of the way of reaching somebody that goes by this id."""
    held = moment.view().newest[ContactPointRecorded, "contact"].get(contact)
    return None if held is None else held.event
