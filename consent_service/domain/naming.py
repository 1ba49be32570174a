"""What somebody should know of the services that they have just named, beside all other notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from .codes import label
from .directory import ServiceListed
from .event import Event
from .scope import Agency, doubt
from .services import Directory, exact_key, resembling


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
    yield from dict.fromkeys(
        notice for agency in _agencies_in(event) for notice in _of_service(agency, directory)
    )
    if isinstance(event, ServiceListed):
        keys = ((event.type, exact_key(name)) for name in event.names)
        ids = {id for key in keys for id in directory.by_name.get(key, ())}
        if len(ids) > 1:
            yield Notice("NAME_OF_TWO", _named(ids, directory))


def _of_service(agency: Agency, directory: Directory) -> Iterator[Notice]:
    if doubt(agency, directory) is not None:
        yield Notice("SERVICE_IN_DOUBT")
    elif agency.id is not None:
        if directory.by_id[agency.id].ended:
            yield Notice("SERVICE_HAS_ENDED", _named([agency.id], directory))
    elif agency.described is not None:
        yield Notice("SERVICE_DESCRIBED")
    elif agency.organisation is not None:
        ids = directory.by_name.get((agency.type, exact_key(agency.organisation)), frozenset())
        near = resembling(agency.organisation, agency.type, directory)
        if len(ids) > 1:
            yield Notice("NAME_OF_TWO", _named(ids, directory))
        elif near:
            yield Notice("NAME_RESEMBLES", tuple(one.names[0] for one in near))


def _named(ids: Iterable[str], directory: Directory) -> tuple[str, ...]:
    return tuple(sorted(directory.by_id[id].names[0] for id in ids))


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
