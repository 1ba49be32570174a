"""The authority's directory of services."""

from __future__ import annotations

from typing import Final

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
    description=(
        "With `service` it takes the place of what was listed under that id. By a name "
        "that is left out it is found no more; a no is heard by it all the same. Of "
        "what an administrator lists, a further name, and that it is another service "
        "than one of a name like its own, count once a manager has listed it."
    ),
)

WRITES: Final = (LIST_SERVICE,)
