"""What changed since, for whoever keeps a copy of which family is where; and who is asking."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from werkzeug.test import TestResponse

from consent_service.api.spec.document import openapi
from consent_service.storage.shown import changes
from tests.access.vendors import Vendor, registered
from tests.api.counting_looks import looks_of
from tests.api.running import HOST, THEIRS, Family, Running, add_family, agree, problem_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def asked(service: Running, after: int, role: str = "MASH_WORKER", **more: str) -> dict[str, Any]:
    reply = service.get("/v1/changes", role, after=str(after), **more)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.get_json()
    return found


@pytest.mark.each_database("listChanges", "showMe", "showSpecification")
def test_each_change_is_told_once_to_whoever_asks_on_and_no_question_is_one(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_family(service.as_authority(THEIRS))
    since = asked(service, -1)["after"]
    service.check(family.file, family.question())
    said = agree(service, family)
    other = add_family(service)
    monkeypatch.setattr(changes, "SCANNED", 3)
    found: list[dict[str, Any]] = []
    page = asked(service, since)
    while True:
        found += page["changes"]
        if not page["more"]:
            break
        page = asked(service, page["after"])
    kinds = [(one["file"], one["kind"]) for one in found]
    assert kinds[: len(said["entries"])] == [(family.file, one["kind"]) for one in said["entries"]]
    assert {file for file, _ in kinds[len(said["entries"]) :]} == {other.file}
    assert kinds[len(said["entries"])] == (other.file, "file-opened")
    assert [one["seq"] for one in found] == sorted({one["seq"] for one in found})
    assert asked(service, page["after"]) == {"changes": [], "after": page["after"], "more": False}
    shown = [
        set(event.shown) for look, event in looks_of(service) if look.operation == "listChanges"
    ]
    assert {other.file} in shown

    # Asked for few at a time, each comes once as well.
    by_twos, few = [], {"after": since, "more": True}
    while few["more"]:
        few = asked(service, few["after"], limit="2")
        assert len(few["changes"]) <= 2
        by_twos += few["changes"]
    assert by_twos == found
    problem_of(service.get("/v1/changes", limit="0"), "invalid")
    problem_of(service.get("/v1/changes", limit="2001"), "invalid")

    me = service.get("/v1/me").get_json()
    assert (me["id"], me["names"], me["roles"]) == ("worker-1", "Cy Worker", ["MASH_WORKER"])
    described = service.client.get("/openapi.yaml", headers={"Host": HOST})
    assert (
        yaml.load(described.data, Loader=yaml.CSafeLoader)["paths"].keys()
        == openapi()["paths"].keys()
    )


def test_a_system_hears_of_changes_where_it_was_given_that_and_nothing_is_asked_by_others(
    service: Running, family: Family
) -> None:
    hears = registered(service, "feed", scopes=("consent:changes",))
    reads = registered(service, "reader", scopes=("consent:read",))

    def ask(vendor: Vendor, path: str) -> TestResponse:
        reply: TestResponse = service.client.get(path, headers=vendor.headers())
        return reply

    assert ask(hears, "/v1/changes").get_json()["changes"][0]["file"] == family.file
    assert ask(hears, family.path).status_code == 403
    assert ask(reads, "/v1/changes").status_code == 403
    problem_of(service.get("/v1/changes", "PARTNER_REP"), "not-your-role")
    problem_of(service.get("/v1/changes", after="-2"), "invalid")
