"""Auditors, data protection officers, legal services: opened with a reason, without names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest

from tests.api.disclosing import disclose
from tests.api.running import NOON, Family, Running, agree, problem_of, text_of

WHY: Final = "Sampled for the inspection of March."
THEN: Final = "The child's name is needed to compare it with the paper file."
WORDS: Final = "I do not want Aunt Vera to know where we live."
NUMBER, EMAIL, TELEPHONE = "943 476 5919", "ann@example.org", "01632 960123"
OVERSEERS: Final = ("AUDITOR", "IG_OFFICER", "LEGAL_SERVICES")


def opened(service: Running, family: Family, role: str, why: str = WHY, **more: Any) -> None:
    service.record(f"{family.path}/openings", {"reason": why, **more}, role, subject=role.lower())


def get(service: Running, role: str, path: str, **query: str) -> Any:
    headers = service.headers(role, role.lower())
    return service.client.get(path, query_string=query, headers=headers)


@pytest.fixture
def told(service: Running, family: Family) -> dict[str, str]:
    """A family of which much is known; what of it is read, by its address."""
    path = family.path
    agree(service, family)
    number = {"scheme": "NHS_NUMBER", "value": NUMBER}
    service.record(
        f"{path}/children", {"names": "Zed Example", "dob": "2020-05-17", "identifiers": [number]}
    )
    for kind, value in (("EMAIL", EMAIL), ("PHONE", TELEPHONE)):
        point = {"person": family.mother, "type": kind, "value": value, "safety": "SAFE"}
        service.record(f"{path}/contact-points", point)
    service.record(f"{path}/wishes", {"child": family.child, "objects": True, "words": WORDS})
    service.record(f"{path}/people/{family.father}/amendments", {"names": "Bob Example"})
    disclose(service, family)
    seq = service.check(family.file, family.question())["ledger"]["seq"]
    service.beat()
    return {
        "file": path,
        "history": f"{path}/history",
        "check": f"{path}/checks/{seq}",
        "receipt": f"{path}/receipts/{seq}",
        "page": f"{path}/receipts/{seq}/print",
        "disclosures": f"{path}/disclosures",
        "withdrawals": f"{path}/withdrawals",
    }


PRIVATE: Final = (
    *(
        "Ann Example",
        "Bo Example",
        "Bob Example",
        "Zed Example",
        '"Ng"',
        "2024-02-01",
        "2020-05-17",
    ),
    *(WORDS, NUMBER, EMAIL, TELEPHONE),
)


@pytest.mark.each_database("openRecord")
def test_a_file_is_opened_with_a_reason_and_nobody_in_it_has_a_name_until_it_is_unlocked(
    service: Running, family: Family, told: dict[str, str]
) -> None:
    for role in OVERSEERS:
        _opens_and_unlocks(service, family, told, role)
    made = [one.content for one in service.entries() if one.entry.kind == "record-opened"]
    said = [(one.by.role, getattr(one.event, "reason", "")) for one in made]
    assert said == [(role, why) for role in OVERSEERS for why in (WHY, THEN)]


def _opens_and_unlocks(service: Running, family: Family, told: dict[str, str], role: str) -> None:
    for path in told.values():
        problem_of(get(service, role, path), "not-opened-yet")
    short = service.post(f"{family.path}/openings", {"reason": "Audit."}, role)
    problem_of(short, "opening-needs-reason")
    early = {"reason": THEN, "unlocks": True}
    problem_of(service.post(f"{family.path}/openings", early, role), "not-opened-yet")
    opened(service, family, role)
    for name, path in told.items():
        reply = get(service, role, path)
        assert reply.status_code == 200, (name, reply.text)
        assert not [one for one in PRIVATE if one in reply.text], name
    shown = get(service, role, told["file"]).get_json()
    assert [one["names"] for one in shown["children"]] == ["Child 1", "Child 2"]
    assert [one["names"] for one in shown["adults"]] == ["Parent 1", "Parent 2"]
    opened(service, family, role, THEN, unlocks=True)
    assert get(service, role, told["file"]).get_json()["children"][0]["names"] == "Ng"


def test_a_minute_is_kept_open_for_a_day_to_whoever_kept_it_and_shows_nobodys_name(
    service: Running, family: Family, told: dict[str, str]
) -> None:
    minute = {"as_of": text_of(NOON), "known_at": text_of(NOON)}
    for role in ("AUDITOR", "IG_OFFICER"):
        opened(service, family, role)
    ahead = {"reason": WHY, "minute": text_of(NOON + timedelta(days=1))}
    problem_of(service.post(f"{family.path}/openings", ahead, "AUDITOR"), "time-in-the-future")
    opened(service, family, "AUDITOR", THEN, minute=text_of(NOON), unlocks=True)
    service.clock.now = NOON + timedelta(hours=2)
    later = service.check(family.file, family.question())["ledger"]["seq"]
    at_that_minute = ("file", "history", "disclosures")
    for name in at_that_minute:
        reply = get(service, "AUDITOR", told[name], **minute)
        assert reply.status_code == 200, name
        assert not [one for one in PRIVATE if one in reply.text], name
        # Of anybody else's, of now, of another minute, of two clocks, of the rest of a list: not.
        problem_of(get(service, "IG_OFFICER", told[name], **minute), "not-opened-yet")
        other = text_of(NOON - timedelta(minutes=1))
        questions: list[dict[str, str]] = [
            *({}, {"as_of": text_of(NOON)}, minute | {"known_at": other})
        ]
        for said in questions:
            problem_of(get(service, "AUDITOR", told[name], **said), "not-opened-yet")
        problem_of(get(service, "AUDITOR", told[name], **minute, cursor="MTIz"), "not-opened-yet")
    assert get(service, "AUDITOR", told["check"]).status_code == 200
    problem_of(get(service, "AUDITOR", f"{family.path}/checks/{later}"), "not-opened-yet")
    service.clock.now = NOON + timedelta(days=1)
    for name in at_that_minute:
        problem_of(get(service, "AUDITOR", told[name], **minute), "not-opened-yet")


def test_what_is_open_is_open_for_an_hour_to_whoever_opened_it_and_to_nobody_else(
    service: Running, family: Family
) -> None:
    opened(service, family, "AUDITOR")
    assert get(service, "AUDITOR", family.path).status_code == 200
    problem_of(get(service, "IG_OFFICER", family.path), "not-opened-yet")
    service.clock.now = NOON + timedelta(hours=1)
    problem_of(get(service, "AUDITOR", family.path), "not-opened-yet")
    problem_of(get(service, "AUDITOR", f"/v1/files/{'0' * 32}"), "not-found")


def test_one_entry_is_opened_and_no_other_nor_the_file(
    service: Running, family: Family, told: dict[str, str]
) -> None:
    seq = int(told["check"].rpartition("/")[2])
    opened(service, family, "AUDITOR", entry=seq)
    assert get(service, "AUDITOR", told["check"]).status_code == 200
    assert get(service, "AUDITOR", told["page"]).status_code == 200
    for path in (family.path, f"{family.path}/receipts/{seq - 1}", told["history"]):
        problem_of(get(service, "AUDITOR", path), "not-opened-yet")


def test_what_the_rules_say_of_a_file_without_names_is_what_they_say_of_it_with_them(
    service: Running, family: Family, told: dict[str, str]
) -> None:
    """So that an auditor sees what staff saw: which people, which answers, which tasks."""
    at = text_of(NOON)
    opened(service, family, "AUDITOR")
    hidden = get(service, "AUDITOR", family.path, as_of=at).get_json()
    whole = service.get(family.path, as_of=at).get_json()
    assert _bare(hidden, hidden) == _bare(whole, hidden)


def _bare(shown: Any, hidden: Any) -> Any:
    """Without what is a text in either: codes, ids, days and what follows from them."""
    if isinstance(shown, dict):
        return {
            key: _bare(one, hidden.get(key) if isinstance(hidden, dict) else None)
            for key, one in shown.items()
            if key not in ("names", "former_names", "dob", "identifiers", "value", "reference")
            # A sentence that names who may read what comes on paper, as each reads who that is.
            and key != "before_writing"
            and not str(hidden.get(key) if isinstance(hidden, dict) else "").startswith("Not shown")
        }
    if isinstance(shown, list):
        beside = hidden if isinstance(hidden, list) and len(hidden) == len(shown) else shown
        return [_bare(one, other) for one, other in zip(shown, beside, strict=True)]
    return shown


def test_who_looks_into_the_record_finds_a_family_by_name_or_number_and_is_told_no_name(
    service: Running, family: Family, told: dict[str, str]
) -> None:
    for body in (
        {"names": "Ng", "dob": "2024-02-01"},
        {"scheme": "NHS_NUMBER", "number": NUMBER.replace(" ", "")},
    ):
        for role in (*OVERSEERS, "MASH_WORKER"):
            (found,) = service.post("/v1/searches", body, role).get_json()["found"]
            assert found["file"] == family.file
            named = [child["names"] for child in found["children"]]
            assert named == (
                ["Child 1", "Child 2"] if role != "MASH_WORKER" else ["Ng", "Zed Example"]
            )
    problem_of(service.post("/v1/searches", {"names": "N"}, "IG_OFFICER"), "invalid")
