"""What somebody should know of the services that they have just named, beside all other notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import msgspec

from .codes import label
from .directory import ServiceListed
from .event import Event
from .scope import Agency, doubt
from .services import Directory, exact_key, resembling

#: For so many names of one entry near ones are sought: it costs some milliseconds each.
_MOST: Final = 10


class Notice(NamedTuple):
    """A code of `notices`, and the names of services it speaks of."""

    code: str
    names: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """In plain words."""
        return label("notices", self.code).format(names="; ".join(self.names))


def notices_of_services(event: Event, directory: Directory) -> Iterator[Notice]:
    """What to know of the services in an entry, with the directory as it was when it was made."""
    named = dict.fromkeys(_agencies_in(event))
    yield from dict.fromkeys(n for agency in named for n in _of_service(agency, directory))
    typed = [agency for agency in named if agency.id is None and agency.organisation is not None]
    for agency in typed[:_MOST]:
        near = resembling(agency.organisation or "", agency.type, directory)
        if near and not _ids(agency, directory):
            yield Notice("NAME_RESEMBLES", tuple(one.shown for one in near))
    if isinstance(event, ServiceListed):
        yield from _of_listing(event, directory)


def _of_listing(event: ServiceListed, directory: Directory) -> Iterator[Notice]:
    """What is only tried is not in the directory yet."""
    keys = ((event.type, exact_key(name)) for name in event.names)
    others = {id for key in keys for id in directory.by_name.get(key, ())} - {event.service}
    if others:
        yield Notice("NAME_OF_TWO", (event.names[0], *_named(others, directory)))
    entry = directory.by_id.get(event.service)
    if entry is not None and not entry.confirmed:
        yield Notice("SERVICE_TO_CONFIRM")


def _of_service(agency: Agency, directory: Directory) -> Iterator[Notice]:
    if doubt(agency, directory) is not None:
        yield Notice("SERVICE_IN_DOUBT")
    elif agency.id is not None:
        if directory.by_id[agency.id].ended:
            yield Notice("SERVICE_HAS_ENDED", _named([agency.id], directory))
    elif agency.described is not None:
        yield Notice("SERVICE_DESCRIBED")
    elif len(_ids(agency, directory)) > 1:
        yield Notice("NAME_OF_TWO", _named(_ids(agency, directory), directory))


def _ids(agency: Agency, directory: Directory) -> frozenset[str]:
    """Of each service that goes by the name that was typed."""
    key = agency.type, exact_key(agency.organisation or "")
    return directory.by_name.get(key, frozenset())


def _named(ids: Iterable[str], directory: Directory) -> tuple[str, ...]:
    return tuple(sorted(directory.by_id[id].shown for id in ids))


def _agencies_in(value: Any) -> Iterator[Agency]:
    """Every agency that is named in it, however deep it stands."""
    if isinstance(value, Agency):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _agencies_in(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _agencies_in(getattr(value, name))
