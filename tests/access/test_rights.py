"""Rights of staff are on the ledger: they hold at once, they end at once, and they are remembered.

On ledgers that are no demonstration. Everywhere else in the tests a token says its roles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from consent_service.app import create_app
from consent_service.cli.group import cli
from consent_service.domain.answers import Reason
from consent_service.domain.may import NOT_CONFIRMED, Kind, Principal
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.ofauthority import RightGranted
from consent_service.storage.door.requests import OwnFile, Request
from consent_service.storage.door.trouble import CannotRead
from tests.api.breaking import away
from tests.api.running import NOON, OURS, Running, problem_of, running, text_of
from tests.faults.servers import environment

DAY: Final = timedelta(days=1)
ADMIN: Final = "admin-1"


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Running]:
    """Whose only right is its administrator's."""
    with running(tmp_path, database_url, demonstration=False) as started:
        first = RightGranted(right="0" * 24, staff=ADMIN, role="SYSTEM_ADMIN")
        operator = By("operator", "SYSTEM_ADMIN")
        request = Request(OURS, operator, OwnFile(), lambda _: [first])
        started.storage.records.run(request)
        yield started


def granted(service: Running, staff: str, role: str, **more: Any) -> str:
    body = {"staff": staff, "role": role, **more}
    made: str = service.record("/v1/rights", body, "SYSTEM_ADMIN", subject=ADMIN)["id"]
    return made


def revoked(service: Running, right: str) -> None:
    service.record(f"/v1/rights/{right}/end", {}, "SYSTEM_ADMIN", subject=ADMIN)


def standing(service: Running, path: str, **query: str) -> list[tuple[str, str]]:
    headers = service.headers("SYSTEM_ADMIN", ADMIN)
    reply = service.client.get(path, query_string=query, headers=headers)
    assert reply.status_code == 200, reply.text
    return [(one["staff"], one["role"]) for one in reply.get_json()["rights"]]


def opened(service: Running) -> int:
    """A worker opens a file, in this process."""
    status: int = service.post("/v1/files", {}).status_code
    return status


@pytest.mark.each_database("grantRight", "revokeRight", "listRights", "listRightsOf")
def test_a_right_holds_at_once_and_one_taken_back_ends_at_once_in_every_process(
    service: Running,
) -> None:
    other = Running(service.settings, service.clock, create_app(service.settings, service.clock))
    service.engines += other.engines
    problem_of(service.post("/v1/files", {}), "not-your-role")
    right = granted(service, "worker-1", "MASH_WORKER")
    assert (opened(service), opened(other)) == (201, 201)
    assert standing(service, "/v1/staff/worker-1/rights") == [("worker-1", "MASH_WORKER")]
    revoked(other, right)
    for process in (service, other):
        problem_of(process.post("/v1/files", {}), "not-your-role")
        assert standing(process, "/v1/rights") == [(ADMIN, "SYSTEM_ADMIN")]


def test_a_token_gives_no_role_that_the_ledger_does_not(service: Running) -> None:
    granted(service, "worker-1", "MASH_WORKER")
    problem_of(service.get("/v1/waiting", "MASH_MANAGER"), "not-your-role")
    with service.app.app_context():
        problem_of(service.as_authority("camden").post("/v1/files", {}), "not-your-role")


def test_who_could_see_on_a_day_of_the_past_is_answered_as_it_was_then(service: Running) -> None:
    days = [NOON + n * DAY for n in range(4)]
    service.clock.now = days[1]
    right = granted(service, "worker-1", "MASH_WORKER")
    granted(service, "worker-2", "AUDITOR", until=text_of(days[3]))
    service.clock.now = days[2]
    revoked(service, right)
    service.clock.now = days[3]
    seen = [
        [staff for staff, _ in standing(service, "/v1/rights", known_at=text_of(at))] for at in days
    ]
    assert seen == [[ADMIN], [ADMIN, "worker-1", "worker-2"], [ADMIN, "worker-2"], [ADMIN]]
    assert standing(service, "/v1/staff/worker-1/rights", known_at=text_of(days[1])) != []


def test_a_right_with_an_end_ends_by_the_service_s_clock(service: Running) -> None:
    granted(service, "worker-1", "MASH_WORKER", until=text_of(NOON + DAY))
    assert opened(service) == 201
    service.clock.now = NOON + DAY
    problem_of(service.post("/v1/files", {}), "not-your-role")


def test_nobody_gives_a_right_to_themself_nor_one_that_means_nothing(service: Running) -> None:
    school = service.post(
        "/v1/services", {"type": "SCHOOL", "names": ["Elm"]}, "SYSTEM_ADMIN", subject=ADMIN
    ).get_json()["id"]
    for body, problem in (
        ({"staff": ADMIN, "role": "MASH_MANAGER"}, "right-for-oneself"),
        ({"staff": ADMIN.upper(), "role": "MASH_MANAGER"}, "right-for-oneself"),
        ({"staff": "w-1", "role": "AUDITOR", "until": text_of(NOON)}, "right-ended-already"),
        ({"staff": "w-1", "role": "AUDITOR", "organisation": school}, "right-of-one-organisation"),
        ({"staff": "w-1", "role": "PARTNER_REP"}, "right-of-one-organisation"),
        ({"staff": "w-1", "role": "PARTNER_REP", "organisation": "f" * 24}, "service-not-listed"),
        ({"staff": "w-1", "role": "PARENT"}, "not-a-role-of-staff"),
        ({"staff": "Operator", "role": "AUDITOR"}, "id-of-nobody"),
        ({"staff": "consent-service", "role": "AUDITOR"}, "id-of-nobody"),
        ({"staff": "client:bexley.lcs", "role": "AUDITOR"}, "id-of-nobody"),
    ):
        reply = service.post("/v1/rights", body, "SYSTEM_ADMIN", subject=ADMIN)
        problem_of(reply, problem)
    gone = service.post(f"/v1/rights/{'f' * 24}/end", {}, "SYSTEM_ADMIN", subject=ADMIN)
    problem_of(gone, "no-such-right")


def test_whoever_signs_in_with_an_account_has_the_ledgers_roles_in_a_demonstration_too(
    tmp_path: Path,
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        service.record("/v1/rights", {"staff": "w-1", "role": "AUDITOR"}, "SYSTEM_ADMIN")
        access = service.app.extensions["consent"].access
        signed_in = Principal(kind=Kind.STAFF, id="w-1", authority=OURS, client="w-1", session="s")
        assert access.as_of_now(signed_in).roles == {"AUDITOR"}
        made_up = replace(signed_in, roles=frozenset({"MASH_MANAGER"}))
        assert access.as_of_now(made_up).roles == {"MASH_MANAGER"}


def test_a_partner_speaks_for_the_organisation_that_the_ledger_says(service: Running) -> None:
    elm, oak = (
        service.record("/v1/services", one, "SYSTEM_ADMIN", subject=ADMIN)["id"]
        for one in ({"type": "SCHOOL", "names": [f"{name} School"]} for name in ("Elm", "Oak"))
    )
    granted(service, "worker-1", "PARTNER_REP", organisation=elm)
    path, body = f"/v1/files/{'0' * 32}/partner-checks", {"subjects": ["0" * 24]}
    service.school = oak
    problem_of(service.post(path, body, "PARTNER_REP", subject="worker-1"), "not-your-role")
    service.tokens.clear()
    service.school = elm
    problem_of(service.post(path, body, "PARTNER_REP", subject="worker-1"), "invalid")


def test_to_give_or_take_a_right_one_has_just_shown_who_one_is(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = service.app.extensions["consent"].access
    before, as_of_now = service.clock.now - timedelta(minutes=6), access.as_of_now
    monkeypatch.setattr(access, "as_of_now", lambda who: as_of_now(replace(who, auth_time=before)))
    body = {"staff": "worker-1", "role": "AUDITOR"}
    problem_of(service.post("/v1/rights", body, "SYSTEM_ADMIN", subject=ADMIN), "sign-in-again")


# ── where rights cannot be looked up ────────────────────────────────────────────────────────


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}", demonstration=False) as started:
        yield started


@pytest.mark.parametrize("known", [True, False])
def test_immediate_risk_is_answered_whatever_becomes_of_rights_and_that_is_put_on_record(
    sqlite: Running, monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    """To somebody whose right has gone, and where that cannot be looked up."""
    if not known:
        monkeypatch.setattr(sqlite.app.extensions["consent"].access, "as_of_now", unknown)
    answer = sqlite.check_reference({"urgency": "IMMEDIATE", "subjects": ["0" * 24]})
    assert (answer["outcome"], answer["recorded"]) == ("SHARE_NOW", "spooled")
    sqlite.beat()
    (entered,) = [one for one in sqlite.entries() if one.entry.kind == "check-unanswered"]
    assert entered.content.by == By("worker-1", NOT_CONFIRMED)
    reply = sqlite.post("/v1/checks", {"urgency": "IMMEDIATE"}, "AUDITOR", subject="auditor-1")
    problem_of(reply, "not-your-role")


def unknown(_: object) -> None:
    raise CannotRead


def test_another_check_is_answered_that_the_record_cannot_be_read_and_all_else_is_unavailable(
    sqlite: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though a moment later the record could be read: by then it is not known who asks."""
    monkeypatch.setattr(sqlite.app.extensions["consent"].access, "as_of_now", unknown)
    body = {"reference": "one", "subjects": ["0" * 24], "agency": {"type": "GP"}}
    body |= {"categories": ["CHILD_HEALTH"], "purpose": "AGENCY_CHECKS", "direction": "SEEK"}
    answer = sqlite.check_reference(body)
    assert (answer["outcome"], answer["recorded"]) == ("UNAVAILABLE", "spooled")
    assert [one["code"] for one in answer["reasons"]] == [Reason.CANNOT_READ_LEDGER]
    problem_of(sqlite.get("/v1/codes"), "storage-unavailable")


def test_with_the_database_away_too(sqlite: Running) -> None:
    with away(sqlite):
        problem_of(sqlite.get("/v1/codes"), "storage-unavailable")
        assert sqlite.check_reference({"urgency": "IMMEDIATE"})["outcome"] == "SHARE_NOW"


# ── at the command line ─────────────────────────────────────────────────────────────────────


def test_the_first_right_is_given_at_the_command_line_and_stands_on_the_ledger(
    sqlite: Running,
) -> None:
    # The command has a clock of its own, and this one goes on with it.
    sqlite.clock.now = datetime.now(UTC)

    def run(*words: str) -> Any:
        return CliRunner().invoke(
            cli, ["staff", *words, "--authority", OURS], env=environment(sqlite.settings)
        )

    made = run("add", "--staff", ADMIN, "--names", "Ada Example", "--role", "SYSTEM_ADMIN")
    assert made.exit_code == 0, made.output
    assert opened(sqlite) == 403
    assert run("grant", "--staff", "worker-1", "--role", "MASH_WORKER").exit_code == 0
    assert opened(sqlite) == 201
    listed = [line.split("\t") for line in run("list").output.splitlines() if "\t" in line]
    assert [one[1:3] for one in listed] == [[ADMIN, "SYSTEM_ADMIN"], ["worker-1", "MASH_WORKER"]]
    assert run("revoke", "--right", listed[1][0]).exit_code == 0
    assert opened(sqlite) == 403
    assert run("revoke", "--right", listed[1][0]).exit_code == 1
    assert run("grant", "--staff", "worker-1", "--role", "PARENT").exit_code == 1
    assert "--role" in run("grant", "--staff", "worker-1", "--role", "NONE").output
