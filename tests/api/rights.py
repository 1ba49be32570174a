"""Rights on ledgers that are no demonstration, where a token gives none by itself."""

from __future__ import annotations

from consent_service.domain.codes import codes
from consent_service.domain.may import PARTNER
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.ofauthority import BOUND_TO_A_FILE, RightGranted
from consent_service.storage.door.requests import OwnFile, Request
from tests.api.running import Running


def give_every_right(service: Running) -> None:
    """Whoever acts in tests may act as any staff, in every authority."""
    roles = sorted(set(codes("staff_roles")) - {*BOUND_TO_A_FILE, PARTNER})
    given = [
        RightGranted(right=f"{staff}-{role}", staff=staff, role=role)
        for staff in ("worker-1", "manager-1")
        for role in roles
    ]
    operator = By("operator", "SYSTEM_ADMIN")
    for authority in service.storage.keys:
        request = Request(authority, operator, OwnFile(), lambda _: given)
        service.storage.records.run(request)
