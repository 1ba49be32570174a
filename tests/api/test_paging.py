"""Lists come in pages that join without gap or repeat, whatever is recorded between two of them."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from consent_service.api.table import operations
from tests import prepared
from tests.access.vendors import registered
from tests.api.disclosing import disclose
from tests.api.running import (
    Family,
    Running,
    add_family,
    agree,
    decision,
    problem_of,
    running,
    whose,
)
from tests.reasons import ENOUGH


class Listed(NamedTuple):
    """Where a list is, and the member of the reply that holds it."""

    path: str
    member: str
    role: str = "MASH_MANAGER"


WHY = "Her mother works in the team next door."
LISTS = {
    "showHistory": Listed("{file}/history", "entries"),
    "listTasksOfFile": Listed("{file}/tasks", "tasks"),
    "listWaiting": Listed("/v1/waiting", "waiting"),
    "listLooks": Listed("{file}/looks", "looks"),
    "listDisclosures": Listed("{file}/disclosures", "disclosures"),
    "listWithdrawals": Listed("{file}/withdrawals", "taken_back"),
    "listServices": Listed("/v1/services", "services"),
    "listNotices": Listed("/v1/privacy-notices", "notices"),
    "listClients": Listed("/v1/clients", "clients", "SYSTEM_ADMIN"),
    "listRights": Listed("/v1/rights", "rights", "SYSTEM_ADMIN"),
    "listStaff": Listed("/v1/staff", "people"),
    "listRestrictions": Listed("/v1/restrictions", "restrictions"),
    "listRightsOf": Listed("/v1/staff/worker-2/rights", "rights", "SYSTEM_ADMIN"),
    "listDrafts": Listed("{file}/drafts", "drafts"),
    "showReport": Listed("/v1/reports/caregivers-not-spoken-to", "rows"),
}


#: Without the two clocks. Lists that are kept in rows are as they are now, page by page.
IN_ROWS = {
    "listTasks": Listed("/v1/tasks", "tasks"),
    "listRequests": Listed("/v1/requests", "requests", "PARTNER_REP"),
    "listEnquiries": Listed("/v1/enquiries", "enquiries"),
    "listMyDrafts": Listed("{file}/drafts-of-mine", "drafts"),
    "listMyReferralDrafts": Listed("/v1/drafts-of-mine", "drafts"),
}
#: Asked on by `after` until there is no `more`, because it has no end: whoever asks keeps the place
#: beside what they made of it, and goes on from it tomorrow. The `next` of a list is null at its
#: end, and a cursor is of one question and holds both clocks, where a feed tells what came since.
FEEDS = {"listChanges"}
AS_THEY_ARE_NOW = {"search", "findServices", "listReports", *IN_ROWS}


@cache
def _busy() -> tuple[Path, Family, datetime]:
    """On SQLite, a family with at least two of everything that is listed, to be copied; and when
    the last of it was recorded.
    """
    folder = prepared.home("busy")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as service:
        return folder, _fill(service), service.clock.now


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    whole, _, at = _busy()
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}", whole=whole) as started:
        started.clock.now = at
        listed = started.get("/v1/services").get_json()["services"]
        started.school = listed[0]["service"]
        yield started


@pytest.fixture
def busy() -> Family:
    return _busy()[1]


def _fill(service: Running) -> Family:
    family = add_family(service)
    registered(service)
    registered(service, "portal")
    for number in "12":
        somebody = {"staff": f"worker-{number}", "names": f"Number {number}"}
        service.record("/v1/staff", somebody, "SYSTEM_ADMIN")
        right = {"staff": "worker-2", "role": "AUDITOR"}
        service.record("/v1/rights", right, "SYSTEM_ADMIN")
        notice = {
            "version": number,
            "language": "English",
            "text_sha256": number * 64,
            "reading_age": 11,
        }
        service.record("/v1/privacy-notices", notice, "MASH_MANAGER")
        agree(service, family)
        disclose(service, family)
        taken_back = {"person": family.mother, "scope": family.scope()}
        service.record(f"{family.path}/withdrawals", taken_back)
        school = {"type": "SCHOOL", "names": ["Elm Primary School"]}
        service.record("/v1/services", school, "MASH_MANAGER")
        service.clock.now += timedelta(minutes=1)
        for safe in (False, True):
            said = {"person": family.father, "safe_to_ask": safe, "code": "SAFE_AGAIN"}
            service.record(f"{family.path}/safety", {**said, "reason": ENOUGH})
        for mine, write in ((family.path, f"{family.path}/responses"), ("/v1", "/v1/referrals")):
            typed = {"address": write, "typed": "{"}
            service.record(f"{mine}/drafts-of-mine", typed, "MASH_MANAGER")
        begun = decision(family, rationale={})
        assert (
            service.post(f"{family.path}/authorisations", begun, "MASH_MANAGER").status_code == 422
        )
    listed = service.get("/v1/services").get_json()["services"][0]["service"]
    other = add_family(service)
    for number in "12":
        disclose(service, family, agency={"type": "SCHOOL", "id": listed})
        kept = {"file": other.file, "staff": f"worker-{number}", "reason": WHY}
        service.record("/v1/restrictions", kept, "MASH_MANAGER")
    return family


def ask(service: Running, family: Family, listed: Listed, **query: str) -> dict[str, Any]:
    reply = service.client.get(
        listed.path.format(file=family.path),
        query_string=query,
        headers=service.headers(listed.role, whose(listed.role)),
    )
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.get_json()
    return found


def test_every_list_is_paged_the_same_way() -> None:
    paged = {
        operation.name
        for operation in operations()
        if not hasattr(operation.reply, "content_type") and "next" in operation.reply().fields
    }
    # A problem's meaning and an answer have a `next` that is a sentence.
    assert {name for name in paged if "limit" in _parameters(name)} == {*LISTS, *AS_THEY_ARE_NOW}
    for operation in operations():
        if "limit" in _parameters(operation.name):
            is_feed = operation.name in FEEDS
            assert ("cursor" in _parameters(operation.name)) is not is_feed, operation.name
            assert (operation.name in paged) is not is_feed, operation.name


def _parameters(name: str) -> set[str]:
    (operation,) = [one for one in operations() if one.name == name]
    return set() if operation.query is None else set(operation.query().fields)


# To ask who looked is a look: `tests/api/test_looks.py`.
@pytest.mark.swept
@pytest.mark.parametrize("name", sorted({*LISTS} - {"listLooks"}))
def test_pages_of_one_join_to_the_list_of_the_first_moment_whatever_is_recorded_meanwhile(
    service: Running, busy: Family, name: str
) -> None:
    listed = LISTS[name]
    whole = ask(service, busy, listed, limit="200")
    assert len(whole[listed.member]) > 1
    assert whole["next"] is None
    # Some pages, however many there are of it.
    limit = len(whole[listed.member]) // 5 + 1
    pages = [*page_after_page(service, busy, listed, limit=str(limit))]
    assert all(1 <= len(page[listed.member]) <= limit for page in pages)
    assert [one for page in pages for one in page[listed.member]] == whole[listed.member]
    last = pages[-1]
    assert (last["as_of"], last["known_at"]) == (whole["as_of"], whole["known_at"])


def page_after_page(
    service: Running, family: Family, listed: Listed, **query: str
) -> Iterator[dict[str, Any]]:
    """Each page of a list, while something more is recorded between one and the next."""
    page = ask(service, family, listed, **query)
    yield page
    while page["next"] is not None:
        service.clock.now += timedelta(minutes=1)
        agree(service, family)
        disclose(service, family)
        page = ask(service, family, listed, **query, cursor=page["next"])
        yield page


#: Lists that are read from either end, and how something of each is asked for alone.
EITHER_WAY = {"showHistory": "seq", "listDisclosures": "id"}


@pytest.mark.parametrize("name", EITHER_WAY)
def test_a_list_from_the_newest_back_is_the_same_list_whatever_is_recorded_meanwhile(
    service: Running, busy: Family, name: str
) -> None:
    listed, newest = LISTS[name], {"newest_first": "true"}
    whole = ask(service, busy, listed, limit="200")[listed.member]
    assert ask(service, busy, listed, limit="200", **newest)[listed.member] == whole[::-1]
    limit = str(len(whole) // 3 + 1)
    pages = page_after_page(service, busy, listed, limit=limit, **newest)
    assert [one for page in pages for one in page[listed.member]] == whole[::-1]


def test_a_history_is_asked_for_of_some_kinds_and_back_from_an_entry(
    service: Running, busy: Family
) -> None:
    history = LISTS["showHistory"]
    service.check(busy.file, busy.question())

    def seqs(**query: str) -> list[int]:
        return [one["seq"] for one in ask(service, busy, history, limit="200", **query)["entries"]]

    whole = ask(service, busy, history, limit="200")["entries"]
    kinds = {"check-made", "disclosure-recorded"}
    of_kinds = [one["seq"] for one in whole if one["kind"] in kinds]
    assert len(of_kinds) > 2
    assert seqs(kinds=",".join(sorted(kinds))) == of_kinds
    back = {"newest_first": "true", "kinds": ",".join(kinds)}
    assert seqs(**back) == of_kinds[::-1]
    assert seqs(**back, from_seq=str(of_kinds[1])) == of_kinds[1::-1]
    wrong = {"corrects": of_kinds[0], "what_was_wrong": "It was another family."}
    service.record(f"{busy.path}/corrections", wrong)
    can_be = set(seqs(correctable="true"))
    assert of_kinds[0] not in can_be
    assert of_kinds[1] in can_be
    answers = {one["seq"] for one in whole if one["kind"] in ("check-made", "file-opened")}
    assert answers
    assert not can_be & answers
    for kind in ("", "no-such-kind", "check-made,"):
        problem_of(service.get(f"{busy.path}/history", kinds=kind), "invalid")


def test_one_disclosure_is_asked_for_by_its_id_or_its_entry(service: Running, busy: Family) -> None:
    listed = LISTS["listDisclosures"]
    for one in ask(service, busy, listed, limit="200")["disclosures"]:
        for query in ({"disclosure": one["id"]}, {"entry": str(one["seq"])}):
            assert ask(service, busy, listed, **query)["disclosures"] == [one]
    assert ask(service, busy, listed, entry="999999")["disclosures"] == []


@pytest.mark.parametrize("name", IN_ROWS)
def test_pages_of_rows_join_without_gap_or_repeat(
    service: Running, busy: Family, name: str
) -> None:
    listed = IN_ROWS[name]
    whole = ask(service, busy, listed, limit="200")
    assert len(whole[listed.member]) > 1
    found: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = ask(service, busy, listed, limit="1", **cursor)
        found += page[listed.member]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert found == whole[listed.member]


def test_a_cursor_is_of_one_question_and_holds_nothing_but_numbers(
    service: Running, busy: Family
) -> None:
    tasks = IN_ROWS["listTasks"]
    cursor = ask(service, busy, tasks, limit="1", for_role="MASH_WORKER")["next"]
    plain = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    assert set(plain) <= set("0123456789abcdef.")
    again = {"for_role": "MASH_WORKER", "cursor": cursor}
    assert ask(service, busy, tasks, limit="200", **again)["tasks"]
    problem_of(service.get("/v1/tasks", cursor=cursor), "invalid")
    problem_of(service.get(f"{busy.path}/tasks", cursor=cursor), "invalid")


def test_a_search_goes_on_where_it_stopped(sqlite_service: Running) -> None:
    service = sqlite_service
    for number in "12":
        file = service.record("/v1/files", {})["file"]
        service.record(f"/v1/files/{file}/children", {"names": "Ng", "dob": "2020-01-01"})
        school = {"type": "SCHOOL", "names": [f"Elm Road {number} School"]}
        service.record("/v1/services", school, "MASH_MANAGER")

    def pages(path: str, member: str, key: str, asked: dict[str, Any] | None) -> list[str]:
        found: list[str] = []
        query = {"limit": "1"}
        while True:
            address = f"{path}?{'&'.join(f'{name}={said}' for name, said in query.items())}"
            reply = (
                service.get(path, "MASH_MANAGER", **query)
                if asked is None
                else service.post(address, asked, key=None)
            ).get_json()
            assert len(reply[member]) == 1
            found += [one[key] for one in reply[member]]
            if reply["next"] is None:
                return found
            query["cursor"] = reply["next"]

    for found in (
        pages("/v1/searches", "found", "file", {"names": "Ng", "dob": "2020-01-01"}),
        pages(
            "/v1/services/searches",
            "resembling",
            "service",
            {"type": "SCHOOL", "organisation": "Elm"},
        ),
        pages("/v1/reports", "reports", "name", None),
    ):
        assert len(found) == len(set(found)) > 1
