"""The authority's registers: its staff, the directory of services, its privacy notices."""

from __future__ import annotations

from typing import Final

from ...actions import clients, listing, privacynotices, restricting
from ...domain.recorded.clients import ClientDisabled
from ...domain.recorded.directory import ServiceListed
from ...domain.recorded.falling import MANAGERS
from ...domain.recorded.ofauthority import (
    RecordRestricted,
    RestrictionEnded,
    RightGranted,
    RightRevoked,
    StaffListed,
)
from ...domain.recorded.privacynotices import NoticePublished
from ..edge.operations import DIRECTORY_KEEPERS
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

# The authority's own list, for words to agencies and for audit. It gives nobody access.
RECORD_STAFF: Final = Write(
    "recordStaff",
    "/v1/staff",
    "Say who stands behind a staff id",
    StaffListed,
    address="/v1/staff/{staff}",
    roles=frozenset({"HEAD_OF_SERVICE", "SYSTEM_ADMIN"}),
    description=(
        "A later listing of the same id replaces it. What was recorded under the id stays."
    ),
)

GRANT_RIGHT: Final = Write(
    "grantRight",
    "/v1/rights",
    "Give somebody on the staff a role",
    RightGranted,
    restricting.grant_right,
    address="/v1/staff/{staff}/rights",
    roles=frozenset({"SYSTEM_ADMIN"}),
    step_up=True,
    description=(
        "Never to oneself. With `until` it ends by itself. A partner's representative speaks "
        "for the one `organisation` that is named."
    ),
)

REVOKE_RIGHT: Final = Write(
    "revokeRight",
    "/v1/rights/<string:right>/end",
    "Take a right back, at once",
    RightRevoked,
    restricting.revoke_right,
    address="/v1/rights",
    roles=frozenset({"SYSTEM_ADMIN"}),
    step_up=True,
    description="It holds on the next request, in every process. The id is `grantRight`'s.",
)

WRITES: Final = (
    RECORD_STAFF,
    GRANT_RIGHT,
    REVOKE_RIGHT,
    LIST_SERVICE,
    Write(
        "restrictRecord",
        "/v1/restrictions",
        "Keep a family's record to people by name",
        RecordRestricted,
        restricting.restrict_record,
        address="/v1/files/{file}",
        roles=MANAGERS,
        step_up=True,
        names_file=True,
        description=(
            "A colleague's own family, or a witness who is protected. One call for each who may "
            "read it; whoever is not named opens it with a reason, and is refused no check and "
            "nothing that they record. Names are then in no list for them. It holds on the next "
            "request, in every process. With `kept_from` it is kept from the one who is named."
        ),
    ),
    Write(
        "endRestriction",
        "/v1/restrictions/<string:restriction>/end",
        "Name somebody no longer for a record that is kept to people by name",
        RestrictionEnded,
        restricting.end_restriction,
        address="/v1/restrictions",
        roles=MANAGERS,
        step_up=True,
    ),
    Write(
        "disableClient",
        "/v1/clients/<string:client>/end",
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
