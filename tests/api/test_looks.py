"""Who looked at this family, for whoever answers for that."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.api.read import own_view
from consent_service.domain.file.looks import VERIFY
from consent_service.domain.reports import unusuallooks
from consent_service.storage.database.tables import file_keys
from consent_service.storage.door.trouble import CannotRead
from consent_service.storage.people.reads import Reads
from consent_service.storage.sealed.keys import reads_of
from consent_service.storage.whole.reader import LedgerReader
from tests.api.asking_own import mother_of
from tests.api.breaking import altering
from tests.api.counting_looks import looks_of
from tests.api.running import OURS, THEIRS, Family, Running, add_family, agree, text_of
from tests.tamper.hand import Hand

DAY = timedelta(days=1)


def looks(service: Running, file: str, role: str = "IG_OFFICER", **query: str) -> dict[str, Any]:
    reply = service.get(f"/v1/files/{file}/looks", role, **query)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.get_json()
    return found


@pytest.mark.each_database("listLooks")
def test_every_look_of_every_month_is_there_with_the_questions_and_nobody_elses(
    service: Running, family: Family
) -> None:
    other = add_family(service, "LCS-2")
    service.get(family.path)
    service.clock.now += 40 * DAY
    service.check(family.file, family.question())
    service.clock.now += timedelta(minutes=1)
    service.get(f"{family.path}/tasks")
    service.get(other.path)
    service.clock.now += 40 * DAY
    service.get(f"{family.path}/history", "MASH_MANAGER")
    found = looks(service, family.file)
    assert [(one["kind"], one["operation"], one["role"]) for one in found["looks"]] == [
        ("looked", "listLooks", "IG_OFFICER"),
        ("looked", "showHistory", "MASH_MANAGER"),
        ("looked", "listTasksOfFile", "MASH_WORKER"),
        ("check-made", None, "MASH_WORKER"),
        ("looked", "showFile", "MASH_WORKER"),
    ]
    assert [one["names"] for one in found["looks"]][-1] == "Cy Worker"
    assert found["unreadable"] == 0
    # As it was known a month ago.
    then = (service.clock() - 30 * DAY).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert len(looks(service, family.file, known_at=then)["looks"]) == 3


def test_pages_of_one_moment_join_though_to_ask_is_a_look(service: Running, family: Family) -> None:
    for operation in ("", "/tasks", "/history"):
        service.get(f"{family.path}{operation}")
        service.clock.now += timedelta(minutes=1)
    page = looks(service, family.file, limit="1")
    found = page["looks"]
    while page["next"] is not None:
        service.clock.now += timedelta(minutes=1)
        service.get(family.path)
        page = looks(service, family.file, limit="1", cursor=page["next"])
        found += page["looks"]
    assert [one["operation"] for one in found] == [
        "listLooks",
        "showHistory",
        "listTasksOfFile",
        "showFile",
    ]


def test_why_somebody_looked_is_read_by_whoever_may_read_names(
    service: Running, family: Family
) -> None:
    opening = {"reason": "Zed complains of what we wrote of him."}
    service.record(f"{family.path}/openings", opening, "LEGAL_SERVICES", subject="lawyer-1")
    service.client.get(family.path, headers=service.headers("LEGAL_SERVICES", "lawyer-1"))

    def why(role: str) -> list[str]:
        return [one["why"] for one in looks(service, family.file, role)["looks"] if one["why"]]

    assert why("AUDITOR") == []
    assert why("MASH_MANAGER") == [opening["reason"]]
    path, mine = f"{family.path}/openings", {"reason": "This is the audit of the second quarter."}
    service.record(path, mine, "AUDITOR", subject="worker-1")
    assert why("AUDITOR") == []
    service.record(path, {**mine, "unlocks": True}, "AUDITOR", subject="worker-1")
    assert why("AUDITOR") == [opening["reason"]]


def test_of_another_authority_and_of_no_file_there_is_nothing(
    service: Running, family: Family
) -> None:
    other = service.as_authority(THEIRS)
    theirs = other.get(f"{family.path}/looks", "IG_OFFICER")
    missing = service.get(f"/v1/files/{'0' * 32}/looks", "IG_OFFICER")
    assert theirs.status_code == missing.status_code == 404
    assert [service.get(f"{family.path}/looks", role).status_code for role in ("MASH_WORKER",)] == [
        403
    ]
    assert service.authority == OURS


@pytest.mark.parametrize("name", ["looks-without-enquiry", "looks-unusual", "access-oddities"])
def test_a_report_about_looks_is_made_from_the_ledger_of_who_looked(
    service: Running, family: Family, name: str
) -> None:
    service.record("/v1/staff", {"staff": "worker-7", "names": "Sam EXAMPLE"}, "SYSTEM_ADMIN")
    headers = service.headers("MASH_WORKER", "worker-7")
    assert service.client.get(family.path, headers=headers).status_code == 200
    found = service.get(f"/v1/reports/{name}", "IG_OFFICER").get_json()["rows"]
    cases = [row for row in found if row["row"] == "CASE"]
    assert [(row["staff"], row["looks"]) for row in cases] == (
        [] if name == "looks-unusual" else [("worker-7", 1)]
    )
    assert found[0]["staff_seen"] >= 1


@pytest.mark.parametrize("name", ["looks-without-enquiry", "looks-unusual", "access-oddities"])
def test_a_look_that_waited_is_counted_in_the_period_in_which_it_was_and_in_no_other(
    service: Running, family: Family, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it was recorded after that had ended: it would stand in no report at all."""
    monkeypatch.setattr(unusuallooks, "VERY_MANY", 1)
    service.record("/v1/staff", {"staff": "worker-7", "names": "Sam EXAMPLE"}, "SYSTEM_ADMIN")
    headers = service.headers("MASH_WORKER", "worker-7")
    with monkeypatch.context() as broken:
        broken.setattr(Reads, "_entered", lambda _, __, looks: [None] * len(looks))
        assert service.client.get(family.path, headers=headers).status_code == 200
    service.clock.now += timedelta(hours=3)
    ended = service.clock.now
    service.clock.now += 4 * DAY
    service.storage.keepers[reads_of(OURS)].beat()
    periods = {"then": {"until": text_of(ended)}, "since": {"since": text_of(ended)}}
    seen = {
        when: service.get(f"/v1/reports/{name}", "IG_OFFICER", **period).get_json()["rows"]
        for when, period in periods.items()
    }
    looks = {when: [row.get("looks") for row in rows[1:]] for when, rows in seen.items()}
    assert looks == {"then": [1], "since": []}


@pytest.mark.breaks_the_ledger("the key of a family's month is another")
def test_what_opens_of_a_month_that_is_damaged_is_shown_and_that_it_is(
    service: Running, family: Family
) -> None:
    """Whoever has the database hides what they spoil, and nothing that came before or after it."""
    other = add_family(service)
    service.get(family.path)
    service.get(other.path)
    ledger = service.storage.records.ledgers[reads_of(OURS)]
    reader = LedgerReader(service.storage.engine, ledger, VERIFY)
    *_, last = reader.each(0, reader.head().size)
    assert last.entry is not None
    assert last.entry.file != ledger.own_file
    with altering(service) as connection:
        Hand(connection, ledger).flip(file_keys, "wrapped", file=last.entry.file)
    for _ in range(2):
        service.get(other.path)
    found = looks(service, other.file)
    assert found["unreadable"] == 1
    assert [one["operation"] for one in found["looks"] if one["operation"]] == [
        *("listLooks", "showFile", "showFile")
    ]
    assert looks(service, family.file)["unreadable"] == 0


def test_a_parent_reads_that_they_were_looked_at_at_least_so_often(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    mother = mother_of(service, family)
    agree(service, family)
    said = mother.get().get_json()["looked_at"]
    assert "at least once" in said["often"]
    for _ in range(10):
        service.get(family.path)
    assert mother.get().get_json()["looked_at"] == said
    service.clock.now += DAY
    assert "at least 10 times" in mother.get().get_json()["looked_at"]["often"]
    who = [one["role"] for one in looks(service, family.file)["looks"]]
    assert who.count("PARENT") == 3
    # Where it cannot be read the page is there all the same.
    monkeypatch.setattr(own_view, "looks_at", _cannot)
    assert mother.get().get_json()["looked_at"] == said


def _cannot(*_: object) -> None:
    raise CannotRead("Not now.")


def test_that_something_was_tried_may_wait_to_be_recorded(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"person": family.father, "dry_run": True}
    with monkeypatch.context() as broken:
        broken.setattr(Reads, "_entered", lambda *_: [None])
        tried = service.record(f"{family.path}/attempts", said)
    assert (tried["dry_run"], tried["entries"], tried["id"]) == (True, [], None)
    service.storage.keepers[reads_of(OURS)].beat()
    (look, event), *_ = looks_of(service)
    assert (look.operation, look.file) == ("recordAttempt", family.file)
    assert event.looked_at is not None
