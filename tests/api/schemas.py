"""Every schema of a request, by its name: `schemas.AddChildSchema`, whatever it is made from."""

from __future__ import annotations

from typing import Any, Final

from consent_service.api.asked import bodies
from consent_service.api.edge.body import Body
from consent_service.api.read import auditors, searching
from consent_service.api.recorded import by_family, parts
from consent_service.api.recorded.writes import WRITES


def _every() -> dict[str, type[Body]]:
    found = [*(write.body for write in WRITES), *(write.body for write in by_family.WRITES)]
    for module in (bodies, parts, auditors, searching):
        found += [
            held
            for held in vars(module).values()
            if isinstance(held, type) and issubclass(held, Body) and held.__name__[0] != "_"
        ]
    return {schema.__name__: schema for schema in found if schema is not Body}


EVERY: Final = _every()


def __getattr__(name: str) -> Any:
    try:
        return EVERY[name]
    except KeyError:
        raise AttributeError(name) from None
