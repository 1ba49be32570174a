"""What people say stays in the sealed record: never in a log, a problem or the stored bytes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import count, product
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from consent_service.api.edge.operations import Operation
from consent_service.api.recorded import by_family
from consent_service.api.recorded.writes import WRITES as ROWS
from consent_service.api.table import operations
from consent_service.domain.following.advocates import SUITABILITY
from consent_service.storage.database import engine as engine_module
from consent_service.storage.database import postgresql as postgresql_module
from consent_service.storage.database.tables import metadata
from tests.api.alone import ids_of
from tests.api.breaking import TROUBLES
from tests.api.running import (
    HOST,
    NOON,
    OURS,
    Family,
    Running,
    add_family,
    decide,
    decision,
    reasons,
    running,
    text_of,
)
from tests.made_up import MadeUp

pytestmark = pytest.mark.each_database

EVERY: Final[tuple[Any, ...]] = (*ROWS, *by_family.WRITES)
WRITES: Final = {write.name: write for write in EVERY}

#: Stands in every text that somebody types in the day below.
MARK: Final = "Zzcanary"


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, database_url) as started:
        yield started


def _what_is_owed_to_people(service: Running, family: Family) -> None:
    """Keeping them informed, their needs, and what they say is wrong."""
    path, mother = family.path, family.mother
    reached = {"person": mother, "type": "PHONE", "value": MARK, "safety": "SAFE"}
    phone = service.record(f"{path}/contact-points", {**reached, "safe_times": MARK, "note": MARK})[
        "id"
    ]
    kept = {"person": mother, "methods": ["CALL"], "times": ["WEEKLY"], "contact": phone}
    more = {"if_not_agreed_reason": MARK, "named_worker": MARK, "language": MARK}
    service.record(f"{path}/keep-informed", {**kept, **more})
    made = {"person": mother, "method": "CALL", "words": MARK}
    service.record(f"{path}/contacts-made", made)
    told = {"level": "OUTCOME", "sent_via": MARK, "withheld_reason": MARK}
    service.record(f"{path}/enquiries/{family.enquiry}/referrer-feedback", told)
    service.record(f"{path}/needs", {"person": mother, "indicators": ["LITERACY"], "note": MARK})
    service.record(f"{path}/equality", {"person": mother, "religion": MARK, "area": MARK})
    asked = {"person": mother, "words": MARK}
    correction = service.record(f"{path}/correction-requests", asked)["id"]
    refused = {"accepted": False, "reason": MARK}
    service.record(f"{path}/correction-requests/{correction}/answers", refused)


def a_marked_family(service: Running) -> Family:
    """With the mark in each text of theirs."""
    service.record("/v1/staff", {"staff": "worker-1", "names": f"{MARK} worker"}, "SYSTEM_ADMIN")
    opened = service.record("/v1/files", {"reference": f"{MARK}-reference"})["file"]
    path = f"/v1/files/{opened}"
    number = {"scheme": "UPN", "value": f"{MARK}1"}
    child = service.record(
        f"{path}/children",
        {
            "names": f"{MARK} child",
            "dob": "2019-02-28",
            "gender": MARK,
            "language": MARK,
            "communication_needs": [MARK],
            "identifiers": [number],
        },
    )["id"]
    mother = service.record(f"{path}/adults", {"names": f"{MARK} mother", "language": MARK})["id"]
    father = service.record(f"{path}/adults", {"names": f"{MARK} father"})["id"]
    for person, role in ((mother, "MOTHER"), (father, "FATHER")):
        body = {"person": person, "child": child, "role": role, "pr_status": "YES"}
        service.record(f"{path}/relationships", {**body, "explanation": MARK})
    referral = {"referrer_organisation": MARK, "referrer_words": MARK, "referrer_agency": "GP"}
    enquiry = service.record(f"{path}/enquiries", referral)["id"]
    return Family(opened, child, mother, father, enquiry)


def a_marked_day(service: Running) -> Family:
    """Everything that can be recorded, with the mark in each text, date of birth aside."""
    family = a_marked_family(service)
    path, child, mother, father = family.path, family.child, family.mother, family.father
    answer = family.agreement(words=MARK)
    talk = family.conversation(
        answer, place=MARK, others_present=[MARK], parent_words=MARK, questions_asked=MARK
    )
    agreed = service.record(f"{path}/conversations", talk)
    service.record(f"{path}/responses", {"person": father, "answer": "REFUSED", "words": MARK})
    service.clock.now += timedelta(minutes=1)
    service.record(f"{path}/withdrawals", {"person": mother, "words": MARK})
    safety = {"person": father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE", "reason": MARK}
    service.record(f"{path}/safety", safety)
    service.record(f"{path}/reachability", {"person": father, "reachable": False, "reason": MARK})
    service.record(f"{path}/capacity", {"person": father, "status": "LACKS", "rationale": MARK})
    competence = {"child": child, "status": "NOT_COMPETENT", "rationale": MARK}
    service.record(f"{path}/competence", competence)
    wish = {"child": child, "objects": True, "words": MARK, "heard_by": MARK, "how_weighed": MARK}
    service.record(f"{path}/wishes", wish)
    service.record(f"{path}/attempts", {"person": mother, "words": MARK})
    steps: list[dict[str, Any]] = [
        {"status": "OFFERED", "parent_words": MARK, "note": MARK},
        {"status": "NOMINATED", "advocate": f"Somebody {MARK}", "organisation": MARK},
        {"status": "CHECKING"},
        {
            "status": "CONFIRMED",
            "suitability": dict.fromkeys(SUITABILITY, "YES"),
            "information_permission": "MEETINGS_ONLY",
        },
    ]
    for step in steps:
        service.record(f"{path}/advocates", {"person": mother, **step})
    made = decide(
        service,
        family,
        kind="COURT_ORDER",
        scope=family.scope(agencies=[{"type": "GP", "organisation": MARK}]),
        rationale=reasons(what_risk=MARK),
        order_reference=MARK,
    )
    thin = decision(family, rationale={"what_risk": MARK})
    service.post(f"{path}/authorisations", thin, "MASH_MANAGER", subject="manager-1")
    service.record(f"{path}/authorisations/{made}/end", {"reason": MARK}, "MASH_MANAGER")
    wrong = {"corrects": agreed["entries"][1]["seq"], "what_was_wrong": MARK}
    service.record(f"{path}/corrections", wrong)
    _what_is_owed_to_people(service, family)
    service.check(family.file, family.question(agency={"type": "GP", "organisation": MARK}))
    service.check_reference({**family.question(), "reference": f"{MARK}-reference"})
    service.check_reference({**family.question(), "reference": f"{MARK}-unknown"})
    service.get(path)
    service.get(f"{path}/history")
    return family


def a_marked_mishap(service: Running, family: Family) -> list[str]:
    """Everything that can be refused, with the mark in each; what was answered."""
    path = family.path
    replies = [
        service.post("/v1/files", {"reference": f"{MARK}-reference"}),
        service.post(f"{path}/adults", {"names": f"{MARK}\0"}),
        service.post(f"{path}/adults", {"names": MARK, MARK: MARK}),
        service.post(f"{path}/adults", f'{{"names": "{MARK}'.encode()),
        service.post(f"{path}/adults", {"names": MARK}, key=f"{MARK} with spaces"),
        service.post(f"{path}/people/{family.mother}/identifiers", {"identifiers": MARK}),
        service.post(f"{path}/advocates", {"person": family.mother, "status": MARK}),
        service.post(f"/v1/files/{MARK}/checks", family.question(), key=None),
        service.get(f"/v1/files/{MARK}"),
        service.get(f"/{MARK}"),
        service.get(path, as_of=MARK),
        service.get(f"{path}/history", **{MARK: MARK}),
        service.client.get(f"/{MARK}", headers={"Host": f"{MARK}.example"}),
        service.client.get("/v1/codes", headers={"Authorization": f"Bearer {MARK}"}),
        service.post(f"{path}/attempts", {"person": family.mother, "words": MARK}, MARK_ROLE),
    ]
    assert all(400 <= reply.status_code < 500 for reply in replies)
    return [reply.text for reply in replies]


#: A role that may not record.
MARK_ROLE: Final = "IG_OFFICER"


def stored(service: Running) -> Iterator[tuple[str, bytes]]:
    """Every byte this service has put anywhere."""
    engine = sa.create_engine(service.settings.database_url)
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(sa.select(table)):
                for value in row:
                    raw = value if isinstance(value, bytes) else str(value).encode()
                    yield table.name, raw
    engine.dispose()
    for folder in (service.settings.checkpoints, service.settings.spool, service.settings.keys):
        for path in folder.rglob("*"):
            if path.is_file():
                yield path.name, path.read_bytes()
    if service.settings.database_url.startswith("sqlite"):
        file = Path(service.settings.database_url.removeprefix("sqlite:///"))
        yield file.name, file.read_bytes()


def holds_a_mark(raw: str | bytes) -> bool:
    text = raw.decode("latin-1") if isinstance(raw, bytes) else raw
    return MARK.lower() in unicodedata.normalize("NFKC", text).lower()


def test_logs_and_problems_hold_no_personal_data(
    service: Running, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    family = a_marked_day(service)
    said = a_marked_mishap(service, family)
    out, err = capfd.readouterr()
    assert out.count("\n") + err.count("\n") > 40, "nothing was logged: is this looking at logs?"
    assert not [text for text in said if holds_a_mark(text)]
    for line in (*out.splitlines(), *err.splitlines(), *caplog.text.splitlines()):
        assert not holds_a_mark(line), line


def marked_bodies(operation: Operation, made: MadeUp) -> Iterator[bytes | None]:
    """What is taken, with the mark in each text and name; and the mark in place of all of it."""
    write = WRITES.get(operation.name)
    if write is not None:
        yield json.dumps(made.body(write)).encode()
        whole = made.body(write, whole=True)
        yield json.dumps(whole).encode()
        yield json.dumps({**whole, "dry_run": False}).encode()
    if operation.body is not None:
        yield json.dumps(dict.fromkeys(operation.body().fields, MARK)).encode()
        yield f'{{"{MARK}": "{MARK}'.encode()
    if operation.form is not None:
        yield urlencode(dict.fromkeys(operation.form().fields, MARK)).encode()
    if operation.method == "GET" or operation.body is operation.form is None:
        yield None


def marked_request(operation: Operation, family: Family) -> tuple[str, dict[str, str]]:
    """Where it is asked, with a mark for whatever the path names but the file and the enquiry; and
    headers of all sorts.
    """
    known = {"file": family.file, "enquiry": family.enquiry}
    path = re.sub(r"<\w+:(\w+)>", lambda named: known.get(named[1], MARK), operation.path)
    names = ("User-Agent", "Referer", "Acting-For", "X-Forwarded-For", "Accept-Language", "Cookie")
    content = "application/x-www-form-urlencoded" if operation.form else "application/json"
    return path, {
        **dict.fromkeys(names, f"{MARK}={MARK}"),
        "Content-Type": content,
    }


def test_whatever_each_operation_is_sent_no_log_problem_or_header_repeats_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        seen: Counter[str] = Counter()
        keys = count()
        for number, operation in enumerate(operations()):
            if number % 6 == 0:
                # On one file whatever was recorded before is looked through at each write, and what
                # is known of the same child on each other.
                service.births = iter([f"2019-{number % 12 + 1:02}-{number % 28 + 1:02}"])
                family = add_family(service)
                made = MadeUp(ids_of(family), mark=MARK)
            path, headers = marked_request(operation, family)
            if isinstance(operation.roles, frozenset):
                role = min(operation.roles & {"MASH_WORKER"} or operation.roles)
                headers |= service.headers(role)
            queries = [f"?{MARK}={MARK}"]
            if operation.query is not None:
                queries.append("?" + urlencode(dict.fromkeys(operation.query().fields, MARK)))
            bodies = list(marked_bodies(operation, made))
            # Each body, and with the first of them each query: no line tells of more than one.
            for body, query in [*product(bodies, [""]), *product(bodies[:1], queries)]:
                reply = service.client.open(
                    path + query,
                    method=operation.method,
                    data=body,
                    headers={"Host": HOST, "Idempotency-Key": f"{MARK}-{next(keys)}", **headers},
                )
                seen[operation.name] += 1
                assert reply.status_code < 500, (operation.name, reply.text)
                # A staff id is an id, and where they are listed is an address of it.
                said = str(reply.headers).replace(f"/v1/staff/{MARK}worker-1", "")
                assert not holds_a_mark(said), operation.name
                assert reply.status_code < 400 or not holds_a_mark(reply.text), operation.name
        assert set(seen) == {operation.name for operation in operations()}
        assert service.size() > 60, "little of it was recorded: are these bodies any good?"
    out, err = capfd.readouterr()
    lines = (*out.splitlines(), *err.splitlines(), *caplog.text.splitlines())
    logged = sum(" access " in line or '"access"' in line for line in lines)
    assert logged >= sum(seen.values()) - 20, "one line a request, but for whether it lives"
    assert [line for line in lines if holds_a_mark(line)] == []


@pytest.mark.parametrize("trouble", TROUBLES)
def test_logs_hold_no_personal_data_when_the_database_fails(
    service: Running,
    capfd: pytest.CaptureFixture[str],
    trouble: str,
    caplog: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Waiting long for a lock shows nothing more.
    monkeypatch.setattr(engine_module, "SQLITE_LOCK_SECONDS", 0.3)
    monkeypatch.setattr(postgresql_module, "LOCK_SECONDS", 0.3)
    family = a_marked_family(service)
    restarted = service.restarted()
    with TROUBLES[trouble](restarted):
        question = family.question(agency={"type": "GP", "organisation": MARK})
        answer = restarted.check(family.file, question)
        failed = restarted.post(f"{family.path}/adults", {"names": MARK})
    if answer["outcome"] == "UNAVAILABLE":
        assert not restarted.storage.spools[OURS].is_empty
    assert failed.status_code == 503
    assert not holds_a_mark(failed.text)
    out, err = capfd.readouterr()
    for line in (*out.splitlines(), *err.splitlines(), *caplog.text.splitlines()):
        assert not holds_a_mark(line), line
    assert not [name for name, raw in stored(service) if holds_a_mark(raw)]


def test_what_is_stored_shows_nobodys_name_or_words(service: Running) -> None:
    family = a_marked_day(service)
    service.check(family.file, {"urgency": "IMMEDIATE", "agency": {"type": MARK}})
    service.check_reference({"urgency": "IMMEDIATE", "reference": f"{MARK}-reference"})
    service.beat()
    found = {name for name, raw in stored(service) if holds_a_mark(raw)}
    assert found == set()


def test_the_search_finds_what_it_is_for(service: Running) -> None:
    """The names are there to be found: in the reply to whoever may read the file."""
    family = a_marked_day(service)
    assert holds_a_mark(service.get(family.path).text)
    assert holds_a_mark(text_of(NOON)) is False
