"""The authority's directory of services: which there are, and every name each goes by.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from typing import Annotated

from .event import OfTheAuthority
from .members import HowMany, Line, NewId, Words, code
from .particulars import Identifier


class ServiceListed(OfTheAuthority, frozen=True, kw_only=True, tag="service-listed"):
    """A service as the directory has it. A later entry about the same service replaces it.

    `names` begin with the one it is shown by. `identifier` is the number others know it by, such
    as an ODS code. One that has `ended` is not offered any more; what was said about it stays.
    """

    service: NewId
    type: Annotated[str, code("agencies")]
    names: Annotated[tuple[Line, ...], HowMany(least=1, most=20, unique=True)]
    identifier: Identifier | None = None
    contact: Words | None = None
    opening_hours: Line | None = None
    ended: bool = False
