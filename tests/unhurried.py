"""How long somebody in a hurry waits for a database: in tests a minute, but where one is held up.

The service gives it three tenths of a second, or one and a half, and then goes on without it. On a
machine with many tests a database that nothing is the matter with may take that long, and what is
answered, or put on record, is another thing then: that would be said of the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Final

from consent_service.access import allowances, lastshown
from consent_service.access import sessions as who_asks
from consent_service.api.edge import guard
from consent_service.storage.beside import spool
from consent_service.storage.people import reads
from consent_service.storage.people import sessions as list_of_sessions

_A_MOMENT: Final = "_A_MOMENT"
#: Where it is said how long: every limit of one call that is less than what any call has.
MOMENTS: Final[tuple[tuple[ModuleType, str], ...]] = (
    (guard, _A_MOMENT),
    (who_asks, _A_MOMENT),
    (allowances, _A_MOMENT),
    (lastshown, _A_MOMENT),
    (list_of_sessions, _A_MOMENT),
    (reads, "LOOK_SECONDS"),
    (spool, "WITHIN"),
)
_AS_SERVED: Final = [getattr(module, name) for module, name in MOMENTS]
_PATIENCE: Final = 60.0


def nobody_hurries() -> None:
    """From now on. Called once for each process that runs tests or serves pages to them."""
    for module, name in MOMENTS:
        setattr(module, name, _PATIENCE)


@contextmanager
def as_served() -> Iterator[None]:
    """Whoever is in a hurry goes on without the database as soon as they do where it is served:
    for whatever holds one up.
    """
    before = [getattr(module, name) for module, name in MOMENTS]
    for (module, name), seconds in zip(MOMENTS, _AS_SERVED, strict=True):
        setattr(module, name, seconds)
    try:
        yield
    finally:
        for (module, name), seconds in zip(MOMENTS, before, strict=True):
            setattr(module, name, seconds)
