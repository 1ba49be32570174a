"""The authority's registers: its staff, the directory of services, its privacy notices."""

from __future__ import annotations

from typing import Final

from ...actions import clients, listing, privacynotices
from ...domain.clients import ClientDisabled
from ...domain.directory import ServiceListed
from ...domain.ofauthority import StaffListed
from ...domain.privacynotices import NoticePublished
from ..edge.operations import DIRECTORY_KEEPERS, MANAGERS
from .write import Write

LIST_SERVICE: Final = Write(
    "listService",
    "/v1/services",
    "List a service in the directory, or change what is listed of it",
    ServiceListed,
    listing.list_service,
    address="/v1/services/{service}",
    roles=DIRECTORY_KEEPERS,
    description=(
        "With `service` it takes the place of what was listed under that id. By a name "
        "that is left out it is found no more; a no is heard by it all the same. Of "
        "what an administrator lists, a further name, and that it is another service "
        "than one of a name like its own, count once a manager has listed it."
    ),
)

WRITES: Final = (
    # The authority's own list, for words to agencies and for audit. It gives nobody access.
    Write(
        "recordStaff",
        "/v1/staff",
        "Say who stands behind a staff id",
        StaffListed,
        address="/v1/staff/{staff}",
        roles=frozenset({"HEAD_OF_SERVICE", "SYSTEM_ADMIN"}),
        description=(
            "A later listing of the same id replaces it. What was recorded under the id stays."
        ),
    ),
    LIST_SERVICE,
    Write(
        "disableClient",
        "/v1/clients/<string:client>/disabling",
        "End the access of a system that asks by itself",
        ClientDisabled,
        clients.disable_client,
        address="/v1/clients/{client}",
        roles=frozenset({"SYSTEM_ADMIN"}),
        description=(
            "At once, and for good: the tokens that it has are refused from the next request on. "
            "Registering, and keys, are the operator's: `consent-service client`."
        ),
    ),
    # It may count as explained, so who may publish one may also answer for what it says.
    Write(
        "publishNotice",
        "/v1/privacy-notices",
        "Publish a version of the privacy notice in one language",
        NoticePublished,
        privacynotices.publish_notice,
        address="/v1/privacy-notices/{notice}",
        roles=MANAGERS | {"IG_OFFICER"},
        description=(
            "A version in a language keeps its text: another text is another version. A "
            "notice that is given in a conversation counts as explained where it is in the "
            "register, in the person's language and no harder to read than they read: 9 "
            "where reading is hard for them, their age for a young person."
        ),
    ),
)
