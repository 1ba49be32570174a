"""A page asks an operation what the page wants to know, and not what its own address says."""

from __future__ import annotations

from datetime import timedelta

from consent_service.access.sessions import SignedIn
from consent_service.domain.may import Kind, Principal
from consent_service.pages.asking import ask
from consent_service.pages.frame import Visit
from tests.api.running import Running, add_family


def test_a_page_has_a_query_of_its_own(made_up: Running) -> None:
    family = add_family(made_up)
    for _ in range(2):
        made_up.post(f"{family.path}/checks", family.question())
    worker = Principal(
        kind=Kind.STAFF,
        id="worker-1",
        authority=made_up.authority,
        roles=frozenset({"MASH_WORKER"}),
        client="worker-1",
    )
    service = made_up.app.extensions["consent"]
    now = service.access.browsers.now()
    visit = Visit(service, SignedIn(worker, now, timedelta(1)), {})
    with made_up.app.test_request_context("/a-page?nobodys=member&limit=x"):
        first = ask(visit, "listTasks", {"limit": "1"})
        rest = ask(visit, "listTasks", {"limit": "1", "cursor": first["next"]})
    assert (len(first["tasks"]), len(rest["tasks"])) == (1, 1)
    assert first["tasks"] != rest["tasks"]
