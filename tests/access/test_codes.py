"""A letter's reference and code let one person in, once, and say nothing to anybody else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from consent_service.access import codes
from consent_service.access.codes import LIFE, Codes
from consent_service.access.limits import Limits, TooMany
from consent_service.actions.refused import Refused
from consent_service.storage.database.tables import sign_in_codes
from consent_service.storage.door.requests import OffLedger
from consent_service.storage.door.trouble import CannotRecord
from consent_service.storage.people.sessions import Sessions
from consent_service.storage.people.waysin import WaysIn
from consent_service.storage.sealed.sealing import AuthoritySeal
from tests.api.running import THEIRS, Family, Running, add_family

MANAGER = "MASH_MANAGER"
WHY = "She asked for it herself, and her sister reads it to her."


def codes_of(service: Running) -> Codes:
    found: Codes = service.app.extensions["consent"].codes
    return found


def why(reply: Any) -> str:
    return str(reply.get_json()["type"]).rpartition("/")[2]


def gives(service: Running, family: Family, person: str = "", **said: Any) -> dict[str, Any]:
    path = f"{family.path}/people/{person or family.mother}/ways-in"
    return service.record(path, {"how": "READ_OUT", **said})


def typed(made: dict[str, Any]) -> dict[str, str]:
    return {name: made["way_in"][name] for name in ("reference", "code")}


def comes_in(service: Running, reference: str, code: str, network: str = "192.0.2.0/24") -> Any:
    """Whose session begins; or None."""
    try:
        return codes_of(service).redeem(reference, code, network).held
    except Refused as refused:
        if (refused.problem, refused.pointer) != ("code-not-good", None):
            raise
        return None


@pytest.mark.each_database("giveWayIn", "endWayIn")
def test_of_all_that_bring_it_at_once_in_two_processes_one_comes_in(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = add_family(service, "CASE-1")
    processes = (service, service.restarted())
    way_in = gives(service, family)["way_in"]
    compared: list[str] = []
    spend = WaysIn.spend

    def watched(self: WaysIn, reference: str, code: str, now: int) -> Any:
        compared.append(code)
        return spend(self, reference, code, now)

    monkeypatch.setattr(WaysIn, "spend", watched)

    def tries(n: int, reference: str, code: str) -> Any:
        while True:
            # SQLite serves waiting writers in no order: on a busy machine some wait too long, and
            # come again as people do.
            with suppress(CannotRecord):
                return comes_in(processes[n % 2], reference, code, f"network-{n}")

    at_once = 8 if service.storage.engine.dialect.name == "postgresql" else 2
    with ThreadPoolExecutor(at_once) as pool:
        both = way_in["reference"], way_in["code"]
        held = [one for one in pool.map(lambda n: tries(n, *both), range(200)) if one is not None]
        assert [(one.file, one.person, one.roles) for one in held] == [
            (family.file, family.mother, ("PARENT",))
        ]
        # Of two hundred wrong ones five are looked at, and then the right one is not either.
        another = gives(service, family)["way_in"]
        compared.clear()
        wrong = another["reference"], "ZZZZ-ZZZZ-ZZZZ"
        assert not any(pool.map(lambda n: tries(n, *wrong), range(200)))
        authorities = len(service.storage.ways_in)
        assert 0 < compared.count("ZZZZZZZZZZZZ") <= 5 * authorities
        assert len(compared) >= 200 * authorities
    assert comes_in(service, another["reference"], another["code"]) is None
    # Another is good, until it is ended.
    last = gives(service, family)
    service.record(f"{family.path}/ways-in/{last['id']}/end", {})
    assert comes_in(service, last["way_in"]["reference"], last["way_in"]["code"]) is None
    with service.storage.engine.connect() as connection:
        rows = connection.execute(sa.select(sa.func.count()).select_from(sign_in_codes)).scalar()
    assert rows == 0, "a row stands for a code that lets nobody in"


def test_what_was_replaced_or_is_over_lets_nobody_in_and_a_young_person_comes_as_one(
    sqlite: Running,
) -> None:
    service = sqlite
    family = add_family(service, "CASE-1")
    first, second = (gives(service, family)["way_in"] for _ in range(2))
    assert comes_in(service, first["reference"], first["code"]) is None
    competent = {"child": family.child, "status": "COMPETENT", "purpose": "CIN_ASSESSMENT"}
    service.record(f"{family.path}/competence", competent)
    child = gives(service, family, family.child)["way_in"]
    code = child["code"].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert comes_in(service, f" {child['reference'].lower()} ", code).roles == ("YOUNG_PERSON",)
    service.clock.now += timedelta(seconds=LIFE)
    with service.storage.engine.begin() as connection:
        # Whoever has the database puts off no end: the one that is sealed counts.
        connection.execute(sa.update(sign_in_codes).values(expires=sign_in_codes.c.expires * 2))
    assert comes_in(service, second["reference"], second["code"]) is None


def test_it_is_shown_once_and_stands_on_no_ledger_and_in_no_row(sqlite: Running) -> None:
    service = sqlite
    family = add_family(service, "CASE-1")
    path = f"{family.path}/people/{family.mother}/ways-in"
    sent = {"how": "READ_OUT"}
    tried = service.post(path, {**sent, "dry_run": True}).get_json()
    assert "way_in" not in tried
    made, again = (service.post(path, sent, key="the-same").get_json() for _ in range(2))
    assert again["replayed"]
    assert "way_in" not in again
    way_in = made["way_in"]
    shown = service.get(f"{family.path}/history").text
    with service.storage.engine.connect() as connection:
        kept = repr(list(connection.execute(sa.select(sign_in_codes))))
    for secret in (way_in["code"], way_in["reference"]):
        assert secret not in shown
        assert secret.replace("-", "") not in kept + shown
    assert made["id"] in shown
    # Another authority's worker ends nothing here.
    theirs = service.as_authority(THEIRS)
    ending = f"{family.path}/ways-in/{made['id']}/end"
    assert why(theirs.post(ending, {})) == "not-found"
    assert comes_in(service, way_in["reference"], way_in["code"]) is not None


def test_nobody_who_may_not_be_safe_is_given_one_but_by_a_manager_with_a_reason(
    sqlite: Running,
) -> None:
    service = sqlite
    family = add_family(service, "CASE-1")
    danger = {"person": family.father, "code": "ALLEGED_ABUSER", "safe_to_ask": False}
    service.record(f"{family.path}/safety", danger)
    path = f"{family.path}/people/{family.father}/ways-in"
    sent = {"how": "READ_OUT"}
    assert why(service.post(path, sent)) == "way-in-for-a-manager"
    assert why(service.post(path, sent, MANAGER)) == "way-in-needs-reason"
    assert service.post(path, {**sent, "reason": WHY}, MANAGER).status_code == 201
    # A letter goes to an address that is theirs and safe.
    mothers = f"{family.path}/people/{family.mother}/ways-in"
    assert service.post(mothers, {"how": "LETTER"}).status_code == 201
    unsafe = {"person": family.mother, "type": "ADDRESS", "value": "7 Zz Row", "safety": "UNSAFE"}
    home = service.record(f"{family.path}/contact-points", unsafe)["id"]
    letter = {"how": "LETTER", "contact": home}
    assert why(service.post(mothers, letter)) == "contact-not-safe"
    assert why(service.post(mothers, {**letter, "reason": WHY}, MANAGER)) == "contact-not-safe"


def test_that_it_was_given_used_or_ended_stands_with_what_comes_of_it_or_neither_does(
    sqlite: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = sqlite
    family = add_family(service, "CASE-1")
    path = f"{family.path}/people/{family.mother}/ways-in"
    first, second = (gives(service, family, family.father) for _ in range(2))
    assert comes_in(service, **typed(second)) is not None

    def kinds() -> list[str]:
        history = service.get(f"{family.path}/history").get_json()["entries"]
        return [one["kind"] for one in history if one["kind"].startswith("way-in")]

    assert kinds() == ["way-in-given", "way-in-given", "way-in-used"]
    third = gives(service, family)
    before = kinds()
    breaks = OffLedger(sa.text("SELECT no_such_column"), {})
    with monkeypatch.context() as broken:
        broken.setattr(WaysIn, "adding", lambda *_: [breaks])
        broken.setattr(Sessions, "adding", lambda *_: [breaks])
        broken.setattr("consent_service.storage.door.batch.what_ends", lambda *_: [breaks])
        assert why(service.post(path, {"how": "READ_OUT"})) == "storage-unavailable"
        assert why(service.post(f"{family.path}/ways-in/{third['id']}/end", {})) == (
            "storage-unavailable"
        )
    assert kinds() == before
    # Neither replaced nor ended; and a code that was brought while nothing could be put on record
    # is brought again. One that was replaced meanwhile lets nobody in.
    for breaking, is_good in ((None, True), (lambda: gives(service, family), False)):
        brought = typed(gives(service, family))
        before = kinds()
        with monkeypatch.context() as broken:
            broken.setattr(Sessions, "adding", lambda *_: [breaks])
            with pytest.raises(CannotRecord):
                comes_in(service, **brought)
        assert kinds() == before
        if breaking is not None:
            breaking()
        assert (comes_in(service, **brought) is not None) is is_good
        assert comes_in(service, **brought) is None
    assert comes_in(service, **typed(third)) is None
    assert comes_in(service, **typed(first)) is None


def test_a_row_that_somebody_puts_back_lets_nobody_in(sqlite: Running) -> None:
    service = sqlite
    family = add_family(service, "CASE-1")
    first = gives(service, family)

    def rows() -> list[Any]:
        with service.storage.engine.connect() as connection:
            return [dict(row) for row in connection.execute(sa.select(sign_in_codes)).mappings()]

    def put_back(stolen: list[Any]) -> None:
        with service.storage.engine.begin() as connection:
            connection.execute(sa.insert(sign_in_codes), stolen)

    replaced = rows()
    second = gives(service, family)
    used = rows()
    assert comes_in(service, **typed(second)) is not None
    put_back(used)
    assert comes_in(service, **typed(second)) is None
    put_back(replaced)
    assert comes_in(service, **typed(first)) is None


def test_a_young_person_is_let_in_by_age_and_understanding_and_nobody_of_unknown_age(
    sqlite: Running,
) -> None:
    service = sqlite
    family = add_family(service, "CASE-1")

    def said(child: str) -> str:
        reply = service.post(f"{family.path}/people/{child}/ways-in", {"how": "READ_OUT"})
        return "" if reply.status_code == 201 else why(reply)

    def understands(child: str, status: str) -> None:
        found = {"child": child, "status": status, "purpose": "*"}
        service.record(f"{family.path}/competence", found)

    def added(**born: str) -> str:
        return str(service.record(f"{family.path}/children", {"names": "Zz", **born})["id"])

    born = service.clock.now.date()
    unborn = added(estimated_due_date=str(born + timedelta(days=90)))
    sixteen = added(dob=str(born.replace(year=born.year - 16)))
    assert (
        said(family.child)
        == said(added(dob=str(born.replace(year=born.year - 15))))
        == ("way-in-needs-understanding")
    )
    understands(family.child, "COMPETENT")
    assert said(family.child) == ""
    understands(family.child, "NOT_COMPETENT")
    assert said(family.child) == "way-in-needs-understanding"
    assert said(unborn) == "way-in-needs-birth"
    assert said(sixteen) == ""
    understands(sixteen, "NOT_COMPETENT")
    assert said(sixteen) == "", "no manager confirmed that"


def test_an_unused_code_lets_in_nobody_who_would_be_given_none_now(sqlite: Running) -> None:
    family = add_family(sqlite, "CASE-1")
    found = {"child": family.child, "purpose": "*"}
    for status in ("COMPETENT", "NOT_COMPETENT"):
        sqlite.record(f"{family.path}/competence", {**found, "status": status})
        if status == "COMPETENT":
            given = [gives(sqlite, family, who) for who in (family.child, family.mother)]
    sqlite.record(f"{family.path}/deaths", {"person": family.mother, "source": "The registrar."})
    assert [comes_in(sqlite, **typed(made)) for made in given] == [None, None]


def test_nobody_signs_in_as_a_father_whom_nobody_knows(sqlite: Running) -> None:
    family = add_family(sqlite, "CASE-1")
    nobody = sqlite.record(f"{family.path}/adults", {"names": "Not yet known"})["id"]
    link = {"person": nobody, "child": family.child, "role": "UNKNOWN_FATHER"}
    sqlite.record(f"{family.path}/relationships", {**link, "pr_status": "UNCONFIRMED"})
    reply = sqlite.post(f"{family.path}/people/{nobody}/ways-in", {"how": "READ_OUT"})
    assert why(reply) == "not-on-file"


def test_a_network_that_tries_too_much_waits_and_many_tries_from_everywhere_are_an_alarm(
    sqlite: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = sqlite
    monkeypatch.setattr(codes, "EVERYWHERE", replace(codes.EVERYWHERE, most=5))
    with capture_logs() as logs:
        assert not any(comes_in(service, "unknown", "x", f"network-{n}") for n in range(8))
    assert [one["event"] for one in logs].count("sign_in.codes_tried") == 1
    assert not any(comes_in(service, f"unknown-{n}", "x") for n in range(20))
    family = add_family(service, "CASE-1")
    used = typed(gives(service, family))
    # Whoever shares that network, and brings what is good, comes in; once.
    assert comes_in(service, **used) is not None
    locked = typed(gives(service, family))
    for wrong in (used, *[{**locked, "code": "ZZZZ-ZZZZ-ZZZZ"}] * 5, locked):
        with pytest.raises(TooMany) as waits:
            comes_in(service, **wrong)
        assert 1 <= waits.value.retry_after <= codes.PER_NETWORK.seconds
    assert comes_in(service, "unknown", "x", "198.51.100.0/24") is None
    monkeypatch.setattr(codes, "MOST_LOOKED_AT", 20)
    good = typed(gives(service, family))
    with pytest.raises(TooMany):
        comes_in(service, **good)
    assert comes_in(service, **good, network="198.51.100.0/24") is not None


def test_whatever_is_wrong_with_a_code_is_worked_on_as_long(
    sqlite: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what is done and in which order, and by no clock: every keyed hash, every statement, and
    what becomes of every transaction.
    """
    service = sqlite
    family = add_family(service, "CASE-1")
    over = typed(gives(service, family))
    service.clock.now += timedelta(seconds=LIFE)
    replaced = typed(gives(service, family))
    made = gives(service, family)
    service.record(f"{family.path}/ways-in/{made['id']}/end", {})
    used = typed(gives(service, family))
    assert comes_in(service, **used) is not None
    good, locked = typed(gives(service, family)), typed(gives(service, family, family.father))
    never = "ZZZZ-ZZZZ-ZZZZ"
    wrong = {
        "unknown": {"reference": "ZZZZZ-ZZZZZ", "code": never},
        "of another letter": {**good, "code": locked["code"]},
        "wrong": {**good, "code": never},
        "used": used,
        "over": over,
        "replaced": replaced,
        "ended": typed(made),
        "locked": locked,
    }
    monkeypatch.setattr(codes, "PER_NETWORK", replace(codes.PER_NETWORK, most=1_000))
    for _ in range(codes.PER_REFERENCE.most):
        assert comes_in(service, **{**locked, "code": never}) is None
    done: list[str] = []
    for kind in (AuthoritySeal, Limits):
        real = kind._blind

        def counted(self: Any, *given: Any, real: Any = real) -> Any:
            done.append(f"{type(self).__name__}: {given[1] if len(given) > 2 else given[0]}")
            return real(self, *given)

        monkeypatch.setattr(kind, "_blind", counted)
    engine = service.storage.engine

    def stated(_: Any, __: Any, statement: str, *___: Any) -> None:
        done.append(statement)

    heard: list[tuple[str, Callable[..., Any]]] = [
        ("before_cursor_execute", stated),
        ("commit", lambda _: done.append("commit")),
        ("rollback", lambda _: done.append("rollback")),
    ]
    for name, hears in heard:
        sa.event.listen(engine, name, hears)
    seen = {}
    try:
        for what, way_in in wrong.items():
            # What is counted for the first time may take away what is over: one in 64, by chance.
            for _ in range(2):
                done.clear()
                assert comes_in(service, **way_in) is None, what
            seen[what] = list(done)
    finally:
        for name, hears in heard:
            sa.event.remove(engine, name, hears)
    assert len(seen["unknown"]) > 15
    assert {what for what, one in seen.items() if one != seen["unknown"]} == set()
    # None of them was looked at less than the one that is good, and that is good still.
    assert comes_in(service, **good) is not None
