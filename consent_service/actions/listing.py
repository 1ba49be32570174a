"""The authority's directory of services: an entry is added, or replaced by a later one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ..domain.recorded.directory import ServiceListed, ServiceNumber
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.falling import MANAGERS
from ..domain.scopes.services import exact_key
from .moment import Moment, new_id
from .refused import Refused
from .said import Said


def list_service(listed: ServiceListed, moment: Moment) -> Sequence[AnyEvent]:
    """A service stays of its type: what was said of it was said of one of that type, and would be
    lost with it.
    """
    before = moment.directory.by_id.get(listed.service)
    if before is not None and before.type != listed.type:
        raise Refused("service-stays-of-its-type", "/type")
    return [listed]


def take_over(rows: Iterable[Said[ServiceListed]], moment: Moment) -> Sequence[ServiceListed]:
    """What a list from elsewhere changes of the directory. Nothing is taken off it.

    A row that says what is listed already changes nothing, so a list may be taken over twice; but
    a manager's confirms it.
    Raises `Refused`, pointing at the row: one of an id that is not listed, of another type than
    is listed, of the names of two services, or of one that an earlier row was about.
    """
    listed = moment.authority_file.listings(moment.at)
    which = _Which(listed.values())
    found: dict[str, ServiceListed] = {}
    for place, row in enumerate(rows):
        one = ServiceListed(**{"service": "", **row.members})
        meant = which(one)
        if len(meant) > 1:
            raise Refused("service-contradicted", f"/{place}/names")
        service = next(iter(meant), "") or new_id()
        if one.service and service not in listed:
            raise Refused("service-not-listed", f"/{place}/service")
        if service in listed and listed[service].type != one.type:
            raise Refused("service-stays-of-its-type", f"/{place}/type")
        if service in found:
            raise Refused("service-contradicted", f"/{place}")
        found[service] = msgspec.structs.replace(one, service=service)
    by_manager = moment.by.role in MANAGERS
    return [
        one
        for service, one in found.items()
        if one != listed.get(service)
        or (by_manager and not moment.directory.by_id[service].confirmed)
    ]


class _Which:
    """Which listed services a row may be: that of its id, else of its number, else those that go
    by one of its names and have no other number.
    """

    def __init__(self, listed: Iterable[ServiceListed]) -> None:
        self._numbered: dict[tuple[str, ServiceNumber], str] = {}
        self._named: dict[tuple[str, str], list[ServiceListed]] = {}
        for one in listed:
            if one.identifier is not None:
                self._numbered[one.type, one.identifier] = one.service
            for name in one.names:
                self._named.setdefault((one.type, exact_key(name)), []).append(one)

    def __call__(self, one: ServiceListed) -> set[str]:
        if one.service:
            return {one.service}
        if one.identifier is not None and (one.type, one.identifier) in self._numbered:
            return {self._numbered[one.type, one.identifier]}
        return {
            named.service
            for name in one.names
            for named in self._named.get((one.type, exact_key(name)), ())
            if None in (named.identifier, one.identifier)
        }
