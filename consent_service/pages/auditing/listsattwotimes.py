"""What a family's lists say at two times, page after page, as far as somebody may read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from ..asking import ask
from ..frame import Visit
from .minutes import CLOCKS

_A_PAGE: Final = 200
#: A family of which more is on record than so many pages has the rest on "What happened".
PAGES: Final = 10


class ListRead(NamedTuple):
    """Of a list, in its own order, what was read; who the staff are in it; and whether there is
    more.
    """

    each: list[dict[str, Any]]
    staff: Mapping[str, str]
    is_cut: bool


def history(visit: Visit, times: Mapping[str, str]) -> ListRead:
    """Every entry that could be seen at these times."""
    return _read(visit, "showHistory", "entries", times, PAGES)


def disclosures(visit: Visit, times: Mapping[str, str], *, is_minute_alone: bool) -> ListRead:
    """All that was asked of agencies and told to them. To whom a minute alone lies open, the first
    page: the place in a list says times of its own.
    """
    pages = 1 if is_minute_alone else PAGES
    return _read(visit, "listDisclosures", "disclosures", times, pages)


def looks(visit: Visit, times: Mapping[str, str], *, is_minute_alone: bool) -> ListRead:
    """Who looked, the newest first."""
    pages = 1 if is_minute_alone else PAGES
    return _read(visit, "listLooks", "looks", times, pages)


def _read(visit: Visit, operation: str, of: str, times: Mapping[str, str], pages: int) -> ListRead:
    found: list[dict[str, Any]] = []
    staff: dict[str, str] = {}
    place: dict[str, str] = {}
    for _ in range(pages):
        query = {**times, "limit": str(_A_PAGE), **place}
        page = ask(visit, operation, query, file=visit.path["file"])
        found += page[of]
        staff |= page.get("staff", {})
        following = _following(of, page, times)
        if following is None:
            return ListRead(found, staff, is_cut=False)
        place = following
    return ListRead(found, staff, is_cut=True)


def _following(of: str, page: Mapping[str, Any], times: Mapping[str, str]) -> dict[str, str] | None:
    """Where to go on. Through what staff could see at a minute by the entry that follows: one that
    was kept open has that page, and none that a place in a list leads to.
    """
    if page["next"] is None:
        return None
    if of == "entries" and times and len({times[name] for name in CLOCKS}) == 1:
        return {"from_seq": str(page[of][-1]["seq"] + 1)}
    return {"cursor": page["next"]}
