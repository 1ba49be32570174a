"""A number or an address that must not come to somebody is shown where it is opened with a reason.

Every operation that shows something is asked in every role, and the bytes of each reply, with what
stands in base64 in it, are looked through. Every day each address as a worker and in another of its
roles, in turn: a number that one role alone is shown at one address may wait for the campaign.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, product
from typing import Any, Final

import pytest
from werkzeug.test import TestResponse

from consent_service.api.edge.operations import Operation, Public
from consent_service.api.table import operations
from consent_service.domain.letters.writing import KINDS
from consent_service.domain.reports import REPORTS
from tests.api.asking_own import Own, father_of, mother_of
from tests.api.running import Family, Running, agree, problem_of
from tests.reasons import ENOUGH
from tests.sweeping import each
from tests.trying import is_campaign

#: In every value that must not be shown, and in what was noted of it.
MARK: Final = b"Zzhidden"
#: In hers that nobody marked, and that must not come to the father: she reads it on her own page.
HERS: Final = b"Zzhers"
WHY: Final = "To send her the copy of what she agreed to."
SHOWING: Final = [one for one in operations() if one.status != 201]
FAMILYS: Final = {one.name for one in SHOWING if one.path.startswith("/v1/own")}
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")


def point(family: Family, **changes: Any) -> dict[str, Any]:
    usual = {"person": family.mother, "type": "ADDRESS", "value": "7 Zzhidden Lane"}
    every = {**usual, "safety": "SAFE", "note": "Zzhidden bell", **changes}
    return {name: value for name, value in every.items() if value is not None}


def record(service: Running, family: Family, **changes: Any) -> str:
    reply = service.post(f"{family.path}/contact-points", point(family, **changes))
    assert reply.status_code == 201
    assert not tells(reply)
    made: str = reply.get_json()["id"]
    return made


def tells(reply: TestResponse, *marks: bytes) -> bool:
    """A mark stands somewhere in it, in the clear or encoded."""
    found = [reply.data, *map(decoded, _BASE64.findall(reply.data))]
    headers = b"".join(f"{name}{value}".encode() for name, value in reply.headers)
    return any(mark in one for one in (*found, headers) for mark in marks or (MARK, HERS))


def decoded(text: bytes) -> bytes:
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"+/")
    except binascii.Error:
        return b""


def addresses(operation: Operation, service: Running, family: Family) -> Iterator[str]:
    """Each address of it: every entry that says how somebody is reached, every report."""
    known: dict[str, list[str]] = {
        "file": [family.file],
        "enquiry": [family.enquiry],
        "seq": list(_places(service, family)) if ":seq>" in operation.path else [],
        "authority": [service.authority],
        "place": ["0/000.p/1"],
        "name": [report.name for report in REPORTS],
        "person": [family.mother, family.father, family.child],
        "letter": list(KINDS),
    }
    names = re.findall(r"<\w+:(\w+)>", operation.path)
    for values in product(*(known.get(name, ["none"]) for name in names)):
        path = operation.path
        for name, value in zip(names, values, strict=True):
            path = re.sub(rf"<\w+:{name}>", value, path)
        yield path


def _places(service: Running, family: Family) -> Iterator[str]:
    for entry in service.get(f"{family.path}/history").get_json()["entries"]:
        if entry["kind"] in ("contact-point-recorded", "check-made"):
            yield str(entry["seq"])


def body(operation: Operation, family: Family) -> dict[str, Any]:
    question = family.question()
    several = {**question, "agencies": [question["agency"]]}
    several.pop("agency")
    return {
        "checkAgencies": several,
        "search": {"names": "Ann Example", "dob": "1990-01-01"},
        "findServices": {"type": "GP", "organisation": "Hillside"},
        "checkReference": {"reference": "LCS-1", **family.question()},
    }.get(operation.name, family.question())


def shown(service: Running, family: Family) -> Iterator[tuple[str, str, TestResponse]]:
    """Every reply of every operation that shows something, in every role that may ask; every day
    of each address in two of them.
    """
    for operation in SHOWING:
        if operation.name in FAMILYS:
            continue
        roles = {"MASH_WORKER"} if isinstance(operation.roles, Public) else operation.roles
        others = cycle(sorted(roles - {"MASH_WORKER"}, reverse=True) or roles)
        for path in addresses(operation, service, family):
            today = roles if is_campaign() else {"MASH_WORKER", next(others)} & roles
            for role in sorted(today):
                if operation.method == "GET":
                    yield operation.name, role, service.get(path, role)
                else:
                    yield operation.name, role, service.post(path, body(operation, family), role)
    young = Own(service, family.file, family.child, "YOUNG_PERSON")
    for who in (mother_of(service, family), father_of(service, family), young):
        yield "showOwn", who.person, who.get()


def fill(service: Running, family: Family) -> list[str]:
    """Marked one way and another, and not at all but for a father who is to be feared."""
    agree(service, family)
    made = [
        record(service, family, protected=True),
        record(service, family, type="PHONE", value="020 Zzhidden 1", safety="CODE_WORD"),
        record(service, family, type="EMAIL", value="Zzhers@home.example"),
    ]
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", unsafe)
    service.clock.now += timedelta(minutes=1)
    # What waits for a manager, and what was found to be wrong, are kept all the same.
    record(service, family, contact=made[0], value="8 Zzhidden Lane")
    wrong = record(service, family, type="OTHER", value="Zzhidden door", protected=True)
    struck = {"corrects": service.size() - 1, "what_was_wrong": "It was somebody else's."}
    service.record(f"{family.path}/corrections", {**struck, "requested_by": "STAFF"})
    service.check(family.file, family.question())
    service.beat()
    return [*made, wrong]


def test_what_is_withheld_stands_in_no_reply_but_where_it_is_opened(
    service: Running, family: Family
) -> None:
    made = fill(service, family)
    seen: dict[str, bool] = {}
    for name, role, reply in shown(service, family):
        marks = (MARK,) if (name, role) == ("showOwn", family.mother) else ()
        assert not tells(reply, *marks), (name, role)
        seen[name] = seen.get(name, False) or reply.status_code == 200
    # Nobody passes over a family: of the others there may be nothing to show.
    of_a_file = {one.name for one in SHOWING if "<string:file>" in one.path}
    assert of_a_file - {name for name, was in seen.items() if was} == {
        # Of no disclosure, and by nobody whose service is listed.
        *("showEscalationWords", "checkAsPartner"),
        # Of nobody who has begun to write.
        *("showMyDraft", "throwAwayDraft"),
    }
    for contact in made:
        reply = service.post(f"{family.path}/contact-points/{contact}/openings", {"reason": WHY})
        assert (reply.status_code, tells(reply)) == (201, True)
        (event,) = reply.get_json()["entries"]
        assert event["kind"] == "contact-opened"
    # That it was opened is read, and by whom and what for, and it is not.
    standing = service.get(family.path)
    assert [one["reason"] for one in standing.get_json()["noted"]["contact-opened"]] == [WHY] * 4
    assert not tells(standing)
    assert not tells(service.get(f"{family.path}/history"))


@pytest.mark.each_database("openContact")
def test_it_is_opened_with_each_of_its_versions_and_with_a_reason_that_says_something(
    service: Running, family: Family
) -> None:
    made = record(service, family, protected=True)
    service.clock.now += timedelta(minutes=1)
    record(service, family, contact=made, value="8 Zzhidden Lane", protected=True)
    path = f"{family.path}/contact-points/{made}/openings"
    short = service.post(path, {"reason": "I need it.          "})
    assert problem_of(short, "opening-needs-reason")["errors"][0]["pointer"] == "/reason"
    for role in ("AUDITOR", "IG_OFFICER", "LEGAL_SERVICES"):
        # Whoever looks into the record has it without names, and needs nobody's address for that.
        problem_of(service.post(path, {"reason": WHY}, role), "not-your-role")
    nobodys = f"{family.path}/contact-points/{'e' * 24}/openings"
    problem_of(service.post(nobodys, {"reason": WHY}), "not-on-file")
    assert service.record(path, {"reason": WHY, "dry_run": True})["opened"] == []
    opened = service.record(path, {"reason": WHY})["opened"]
    looks = service.get(f"{family.path}/looks", "IG_OFFICER").get_json()["looks"]
    assert "contact-opened" in [one["kind"] for one in looks]
    assert [one["value"] for one in opened] == ["8 Zzhidden Lane", "7 Zzhidden Lane"]


def test_what_is_kept_from_nobody_is_shown_and_can_be_opened(
    service: Running, family: Family
) -> None:
    made = record(service, family, value="9 Example Row", note=None)
    (way,) = service.get(family.path).get_json()["contact_points"]
    assert (way["value"], way["withheld"]) == ("9 Example Row", False)
    path = f"{family.path}/contact-points/{made}/openings"
    (opened,) = service.record(path, {"reason": WHY})["opened"]
    assert opened["value"] == "9 Example Row"


def test_only_a_manager_lets_it_be_shown_again(service: Running, family: Family) -> None:
    made = record(service, family, value="9 Example Row", note=None, protected=True)
    service.clock.now += timedelta(hours=1)
    again = point(family, contact=made, value="9 Example Row", note=None)
    reply = service.record(f"{family.path}/contact-points", again, subject="worker-2")
    assert [one["code"] for one in reply["notices"]] == ["WAITS_FOR_A_MANAGER"]
    (way,) = service.get(family.path).get_json()["contact_points"]
    assert (way["value"], way["withheld"]) == (None, True)
    waiting = service.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"][0]["waiting"]
    confirmed = {"reason": ENOUGH}
    path = f"{family.path}/waiting/{waiting}/confirmation"
    service.record(path, confirmed, "MASH_MANAGER")
    (way,) = service.get(family.path).get_json()["contact_points"]
    assert (way["value"], way["withheld"]) == ("9 Example Row", False)


def test_an_unsafe_way_that_nobody_knows_is_kept_and_one_that_is_safe_is_not(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/contact-points"
    unknown = {"person": family.mother, "type": "PHONE", "safety": "UNSAFE"}
    service.record(path, unknown)
    (way,) = service.get(family.path).get_json()["contact_points"]
    assert (way["value"], way["withheld"], way["may_be_used_now_for"]) == (None, True, [])
    reply = service.post(path, {**unknown, "safety": "SAFE"})
    assert problem_of(reply, "contact-needs-value")["errors"][0]["pointer"] == "/value"


@each(
    "settled",
    of=["confirmation", "refusal"],
)
def test_what_is_to_end_by_a_workers_word_is_a_way_until_a_manager_has_said_so(
    service: Running, family: Family, settled: str
) -> None:
    """What agencies are told of it, that they give no address to anybody, stands as well."""
    made = record(service, family, protected=True)
    service.clock.now += timedelta(hours=1)
    ended = point(family, contact=made, note=None, ended=True)
    reply = service.record(f"{family.path}/contact-points", ended, subject="worker-2")
    assert [one["code"] for one in reply["notices"]] == ["WAITS_FOR_A_MANAGER"]
    (way,) = service.get(family.path).get_json()["contact_points"]
    assert (way["id"], way["value"], way["withheld"]) == (made, None, True)
    assert way["may_be_used_now_for"] == []
    assert service.record(f"{family.path}/contact-points/{made}/openings", {"reason": WHY})
    waiting = service.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"][0]["waiting"]
    said = {"reason": ENOUGH}
    service.record(f"{family.path}/waiting/{waiting}/{settled}", said, "MASH_MANAGER")
    left = service.get(family.path).get_json()["contact_points"]
    assert [one["id"] for one in left] == ([made] if settled == "refusal" else [])
