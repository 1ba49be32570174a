"""What somebody should know of the services that they have just named, beside all other notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..codes import label
from ..deep import all_in
from ..recorded.directory import ServiceListed
from ..recorded.event import Event
from ..recorded.events import EnquiryOpened
from ..recorded.falling import Notice
from ..scopes.scope import Agency, doubt, of_another_type
from ..scopes.services import Directory, exact_key, is_description, resembling, says_another_type

#: For so many names of one entry near ones are sought: it costs some milliseconds each.
_MOST: Final = 10


def notices_of_services(event: Event, directory: Directory) -> Iterator[Notice]:
    """What to know of the services in an entry, with the directory as it was when it was made."""
    named = dict.fromkeys(all_in(event, Agency))
    yield from dict.fromkeys(n for agency in named for n in _of_service(agency, directory))
    typed = [agency for agency in named if agency.id is None and agency.organisation is not None]
    for agency in typed[:_MOST]:
        if not _ids(agency, directory):
            yield from _of_unlisted(agency, agency.organisation or "", directory)
    if isinstance(event, ServiceListed):
        yield from _of_listing(event, directory)
    if isinstance(event, EnquiryOpened) and event.referrer_service is None:
        yield from _of_who_referred(event, directory)


def _of_unlisted(agency: Agency, typed: str, directory: Directory) -> Iterator[Notice]:
    """Whom it may mean; or that a no to it may be lost on the one it means, where any is listed."""
    near = resembling(typed, agency.type, directory)
    elsewhere = of_another_type(agency, directory)
    if near:
        yield _notice("NAME_RESEMBLES", tuple(one.shown for one in near))
    elif elsewhere:
        yield _notice("NAME_OF_ANOTHER_TYPE", tuple(one.shown for one in elsewhere))
    elif is_description(typed, agency.type) or says_another_type(typed, agency.type):
        yield _notice("SERVICE_DESCRIBED")
    elif any(service.type == agency.type and not service.ended for service in directory):
        yield _notice("NAME_NOT_LISTED")


def _of_who_referred(opened: EnquiryOpened, directory: Directory) -> Iterator[Notice]:
    """Whom a name that is no listed one may mean: else the one agency stands there as two."""
    if opened.referrer_agency is None or opened.referrer_organisation is None:
        return
    agency = Agency(opened.referrer_agency, opened.referrer_organisation)
    near = resembling(opened.referrer_organisation, agency.type, directory)
    if near and not _ids(agency, directory):
        yield _notice("NAME_RESEMBLES", tuple(one.shown for one in near))


def _of_listing(event: ServiceListed, directory: Directory) -> Iterator[Notice]:
    """What is only tried is not in the directory yet."""
    keys = ((event.type, exact_key(name)) for name in event.names)
    others = {id for key in keys for id in directory.by_name.get(key, ())} - {event.service}
    if others:
        yield _notice("NAME_OF_TWO", (event.names[0], *_named(others, directory)))
    entry = directory.by_id.get(event.service)
    if entry is not None and not entry.confirmed:
        yield _notice("SERVICE_TO_CONFIRM")


def _of_service(agency: Agency, directory: Directory) -> Iterator[Notice]:
    if doubt(agency, directory) is not None:
        yield _notice("SERVICE_IN_DOUBT")
    elif agency.id is not None:
        if directory.by_id[agency.id].ended:
            yield _notice("SERVICE_HAS_ENDED", _named([agency.id], directory))
    elif agency.described is not None:
        yield _notice("SERVICE_DESCRIBED")
    elif len(_ids(agency, directory)) > 1:
        yield _notice("NAME_OF_TWO", _named(_ids(agency, directory), directory))


def _notice(code: str, names: Iterable[str] = ()) -> Notice:
    """A notice that speaks of services by these names."""
    return Notice(code, label("notices", code).format(names="; ".join(names)))


def _ids(agency: Agency, directory: Directory) -> frozenset[str]:
    """Of each service that goes by the name that was typed."""
    key = agency.type, exact_key(agency.organisation or "")
    return directory.by_name.get(key, frozenset())


def _named(ids: Iterable[str], directory: Directory) -> tuple[str, ...]:
    return tuple(sorted(directory.by_id[id].shown for id in ids))
