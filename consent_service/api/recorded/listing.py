"""The authority's directory of services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...actions import listing
from ...domain.directory import ServiceListed
from ..edge.operations import DIRECTORY_KEEPERS
from .write import Write

LIST_SERVICE: Final = Write(
    "listService",
    "/v1/services",
    "List a service in the directory, or change what is listed of it",
    ServiceListed,
    listing.list_service,
    roles=DIRECTORY_KEEPERS,
)

WRITES: Final[Sequence[Write[Any]]] = (LIST_SERVICE,)
