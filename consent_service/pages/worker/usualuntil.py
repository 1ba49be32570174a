"""Until when a yes of now is one, where nobody says so: as usual, or until the child decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from ...domain.codes import codes
from ...domain.scopes.usualends import usual_end
from ...domain.times import LONDON
from ...domain.words.naming import day
from ..forms.choices import Known
from .askedabout import AskedAbout


def usual_day(purpose: str, now: str) -> str:
    """The last day of an agreement of now, if no other is said; nothing for no purpose."""
    end = _until(purpose, now)
    return "" if end is None else day(end - timedelta(seconds=1))


def _until(purpose: str, now: str) -> datetime | None:
    if purpose not in codes("purposes"):
        return None
    return usual_end((purpose,), datetime.fromisoformat(now))


def of_age(
    known: Known, person: str, asked: AskedAbout, typed: datetime | None
) -> Iterator[dict[str, str]]:
    """Children who come to decide before a yes of now ends, as typed or else as usual, and when:
    with it ends what somebody else said yes to for them.
    """
    end = typed or _until(asked.purpose, known.file["as_of"])
    for child in known.file["children"]:
        on = child["decides_from"]
        if end and on and child["id"] in asked.subjects and child["id"] != person:
            first = datetime.combine(date.fromisoformat(on), time(), LONDON)
            if first < end:
                last = day(first - timedelta(days=1))
                yield {"name": known.name(child["id"]), "last": last}
