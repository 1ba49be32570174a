"""Every member of an event by its path, and what else it could have said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from consent_service.domain.codes import codes
from consent_service.domain.file.held import File
from consent_service.domain.recorded import members as m
from consent_service.domain.recorded.event import kinds, tag_of
from consent_service.domain.recorded.members import Member, Slot, members_of, own_id
from tests.domain.tasks.story import DAY, MONDAY

#: Of a long list of codes so many are tried, the first and the last among them.
_MOST_CODES = 40
_KINDS = {tag_of(kind): kind for kind in kinds()}


def paths(kind: type) -> Iterator[tuple[Member, ...]]:
    """Each member that a kind of event holds, down to those of its parts. What the event itself
    brings about is named by its id, which says nothing else; what is ours to fill nobody sends.
    """
    for member in members_of(kind):
        holds = member.holds
        if holds.mark(m.Ours) or (holds.mark(m.New) and not holds.mark(m.Id)):
            continue
        part = _part(holds)
        if part is None or not issubclass(part, msgspec.Struct):
            yield (member,)
            continue
        yield from ((member, *rest) for rest in paths(part))


def _part(holds: Slot) -> Any:
    base = holds.base if holds.each is None else holds.each.base
    return base if isinstance(base, type) else None


def named(path: Iterable[Member]) -> str:
    return ".".join(member.name for member in path)


def others(value: Any, path: tuple[Member, ...], file: File) -> Iterator[Any]:
    """The event, or part of one, with something else in the member at the end of the path."""
    member, *rest = path
    held = getattr(value, member.name)
    if not rest:
        found = _alone(member, held, file)
    elif held is None or held is msgspec.UNSET:
        found = iter(())
    elif member.holds.each is None:
        found = others(held, tuple(rest), file)
    else:
        found = (
            (part, *held[1:]) for first in held[:1] for part in others(first, tuple(rest), file)
        )
    for other in found:
        if other != held:
            yield msgspec.structs.replace(value, **{member.name: other})


def _alone(member: Member, held: Any, file: File) -> Iterator[Any]:
    each = member.holds.each
    if each is not None:
        kept = held or ()
        yield from (tuple(dict.fromkeys((*kept, one))) for one in _values(each, None, file))
        yield from ((one,) for one in _values(each, None, file))
        size = member.holds.mark(m.HowMany)
        if size is None or not size.least:
            yield ()
        return
    yield from _values(member.holds, held, file)
    if member.has_default:
        yield None


def _values(holds: Slot, held: Any, file: File) -> Iterator[Any]:
    coded, on_file = holds.mark(m.Coded), holds.mark(m.OnFile)
    bounds, meta = holds.mark(m.Bounds), holds.mark(msgspec.Meta)
    if coded is not None:
        every = [code for name in coded.lists for code in codes(name) if code not in coded.but]
        yield from every[:_MOST_CODES]
    elif on_file is not None:
        yield from _ids(file, on_file.kinds)
    elif holds.mark(m.Listed):
        yield from ("hillside", "elm", "nobody")
    elif holds.mark(m.Enquiry) or holds.mark(m.Id):
        yield from _ids(file, _KINDS)
    elif holds.mark(m.Sha256):
        yield from ("a" * 64, "b" * 64)
    elif holds.mark(m.MonthOrYear):
        yield from ("2009-02", "2026-03")
    elif holds.mark(m.Suitability):
        yield {"over_18": "NO", "no_pressure_concern": "NO"}
    elif holds.mark(m.OfStaff):
        yield from ("manager-1", "worker-2")
    elif bounds is not None:
        yield from (bounds.least, bounds.most)
    elif meta is not None:
        yield from (meta.ge, meta.le, 2)
    else:
        yield from _plain(holds.base, held)


def _plain(base: Any, held: Any) -> Iterator[Any]:
    if base is bool:
        yield from (True, False)
    elif base is int:
        yield from (0, 1, 2, 3)
    elif base is datetime:
        # A little earlier, a little later, and on quite another day.
        at = held or MONDAY + 3 * DAY
        yield from (at + timedelta(minutes=n) for n in (-90, 90, -60 * 24 * 40, 60 * 24 * 5))
    elif base is date:
        day = held or (MONDAY + 3 * DAY).date()
        yield from (day + timedelta(days=n) for n in (-1, 1, -400, 400, 4))
    elif base is str:
        yield from ("Zz other", "Zz another")


def _ids(file: File, kinds_named: Iterable[str]) -> Iterator[str]:
    for tag in kinds_named:
        name = own_id(_KINDS[tag])
        if name is not None:
            yield from (getattr(fact.event, name) for fact in file.of(_KINDS[tag]))
    yield from ("nobody", "loose", "file")
