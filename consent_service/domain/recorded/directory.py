"""The authority's directory of services: which there are, and every name each goes by.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from .event import OfTheAuthority
from .members import HowMany, Line, ListedOrNew, Reference, Words, code


class ServiceNumber(msgspec.Struct, frozen=True):
    """The number that others know a service by, such as an ODS code."""

    scheme: Annotated[str, code("service_schemes")]
    value: Reference


class ServiceListed(OfTheAuthority, frozen=True, kw_only=True, tag="service-listed"):
    """A service as the directory has it. A later entry about the same service replaces it.

    `names` begin with the one it is shown by. `identifier` is the number others know it by, such
    as an ODS code. One that has `ended` is not offered any more; what was said about it stays.
    """

    service: ListedOrNew
    type: Annotated[str, code("agencies")]
    names: Annotated[tuple[Line, ...], HowMany(least=1, most=20, unique=True)]
    identifier: ServiceNumber | None = None
    contact: Words | None = None
    opening_hours: Line | None = None
    ended: bool = False
