"""A check in every weather: the table of `docs/architecture.md`, row by row.

Whatever the weather the body is an answer with the way to share now, and what was answered without
the record stands in the ledger once, with both its times, when the record is back.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import event

from consent_service.actions import checks
from consent_service.api.asked.bodies import is_immediate_as_sent
from consent_service.domain.codes import CHILD_CATEGORIES, TEXTS
from consent_service.domain.recorded import checked
from consent_service.storage.database import engine as engine_module
from consent_service.storage.database import postgresql as postgresql_module
from tests.api.breaking import TROUBLES
from tests.api.running import (
    OURS,
    SHARE_NOW,
    Family,
    Running,
    problem_of,
)
from tests.api.weather import assert_entered_once, only_reason, unanswered
from tests.sweeping import each
from tests.wire import Cut, through

pytestmark = pytest.mark.each_database


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for a lock is tested, waiting long for it is not."""
    monkeypatch.setattr(engine_module, "SQLITE_LOCK_SECONDS", 0.3)
    monkeypatch.setattr(postgresql_module, "LOCK_SECONDS", 0.3)


# ── all well ────────────────────────────────────────────────────────────────────────────────


def test_when_all_is_well_the_answer_is_in_the_ledger_before_it_is_given(
    service: Running, covered: Family
) -> None:
    answer = service.check(covered.file, covered.question())
    assert answer["outcome"] == "COVERED"
    entry = service.entries(answer["ledger"]["seq"])[0]
    assert entry.line.hash.hex() == answer["ledger"]["entry_hash"]
    assert isinstance(entry.content.event, checked.CheckMade)


# ── immediate risk ──────────────────────────────────────────────────────────────────────────


@contextmanager
def fair(service: Running) -> Iterator[None]:
    yield


@contextmanager
def not_sound(service: Running) -> Iterator[None]:
    service.storage.soundness[OURS].distrust("behind its checkpoint")
    yield
    (service.settings.checkpoints / OURS / "not-sound").unlink()


EVERY_WEATHER = {"fair": fair, **TROUBLES, "ledger not sound": not_sound}


@pytest.mark.whole
@pytest.mark.parametrize("weather", EVERY_WEATHER)
def test_immediate_risk_is_answered_share_now_in_every_weather(
    service: Running, covered: Family, weather: str
) -> None:
    with EVERY_WEATHER[weather](service):
        answer = service.check(covered.file, covered.question(urgency="IMMEDIATE"))
        assert answer["outcome"] == "SHARE_NOW"
        assert only_reason(answer) == "RISK_NOW"
        assert answer["recorded"] == "spooled"
        assert answer["ledger"] is None
        assert [flag["code"] for flag in answer["flags"]] == ["RECORD_AFTER"]
    assert_entered_once(service, "SHARE_NOW")
    ((_, kept),) = unanswered(service)
    assert kept.asked_of == covered.file
    assert kept.proposal.subjects == (covered.child,)


def test_immediate_risk_is_answered_before_any_storage_is_touched(
    service: Running, covered: Family
) -> None:
    touched: list[str] = []
    event.listen(service.storage.engine, "checkout", lambda *_: touched.append("checkout"))
    service.check(covered.file, covered.question(urgency="IMMEDIATE"))
    service.check_reference({"reference": "LCS-9", "urgency": "IMMEDIATE"})
    assert touched == []


NONSENSE: dict[str, dict[str, Any]] = {
    "nothing else": {},
    "other types": {
        "subjects": "everybody",
        "agency": 7,
        "categories": None,
        "purpose": [],
        "direction": {"a": 1},
        "enquiry": 0.5,
        "reference": {"a": []},
    },
    "unknown codes": {
        "subjects": ["x", None, {}, "a" * 24],
        "agency": {"type": "NO_SUCH"},
        "categories": ["NO_SUCH", "EDUCATION", 1],
        "purpose": "NO_SUCH",
        "direction": "UP",
    },
    "unknown members": {"is_admin": True, "as_of": "yesterday", "known_at": 0},
    "repeats": {"subjects": ["a" * 24, "a" * 24], "categories": ["EDUCATION", "EDUCATION"]},
}


@each("nonsense", of=NONSENSE)
@each("by", of=["file", "unknown file", "reference"])
def test_immediate_risk_is_answered_whatever_else_is_sent(
    steady: Running, nonsense: str, by: str
) -> None:
    body = {**NONSENSE[nonsense], "urgency": "IMMEDIATE"}
    if by == "reference":
        answer = steady.check_reference(body, key="   ")
    else:
        answer = steady.check("0" * 32 if by == "file" else "no-such-file", body)
    assert answer["outcome"] == "SHARE_NOW"
    assert answer["recorded"] == "spooled"


#: Of bodies that are no JSON object, as they were sent: each says that it cannot wait.
DAMAGED: Final[dict[str, bytes]] = {
    "urgency twice": b'{"urgency": "IMMEDIATE", "urgency": "STANDARD"}',
    "urgency twice, the other way": b'{"urgency": "STANDARD", "urgency": "IMMEDIATE"}',
    "another member twice": b'{"reference": "LCS-9", "reference": "", "urgency": "IMMEDIATE"}',
    "cut off": b'{"reference": "LCS-9", "urgency": "IMMEDIATE", "subj',
    "cut off within the word": b'{"urgency": "IMMEDIATE',
    "a comma too many": b'{"urgency": "immediate",}',
    "escaped": b'{"\\u0075rgency": "\\u0049MMEDIATE", "x": }',
    "a mark before it": b'\xef\xbb\xbf{"urgency": "IMMEDIATE"}',
    "another encoding": '{"urgency": "IMMEDIATE"}'.encode("utf-16"),
    "broken letters": b'{"urgency": "IMMEDIATE", "words": "\xff\xfe"}',
    "too deep": b'{"urgency": "IMMEDIATE", "x": ' + b"[" * 99 + b"]" * 99 + b"}",
    "too many": b'{"urgency": "IMMEDIATE", "x": [' + b"1," * 1_500 + b"1]}",
    "no number": b'{"urgency": "IMMEDIATE", "x": NaN}',
}


@each("damaged", of=DAMAGED)
def test_immediate_risk_is_answered_however_damaged_the_question_is(
    steady: Running, steady_family: Family, damaged: str
) -> None:
    for path in ("/v1/checks", *(f"{steady_family.path}/{one}checks" for one in ("", "agency-"))):
        reply = steady.app.test_client().post(
            path,
            data=DAMAGED[damaged],
            headers=steady.headers("MASH_WORKER"),
            content_type="application/json",
        )
        assert reply.status_code == 200, reply.text
        answer = reply.get_json()
        answer = answer.get("answers", [answer])[0]
        assert (answer["outcome"], answer["recorded"]) == ("SHARE_NOW", "spooled")
    for almost in (b'{"urgency": "STANDARD"', b'{"words": "urgency: IMMEDIATE"', b'["IMMEDIATE"]'):
        assert not is_immediate_as_sent(almost)


def test_nonsense_beside_immediate_risk_can_be_entered_and_replayed(service: Running) -> None:
    for body in NONSENSE.values():
        service.check("no-such-file", {**body, "urgency": "IMMEDIATE"})
    assert_entered_once(service, "SHARE_NOW", times=len(NONSENSE))


# ── the database fails ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_check_without_the_database_is_answered_unavailable_and_entered_once_it_is_back(
    service: Running, covered: Family, trouble: str
) -> None:
    service = service.restarted()
    assert service.check(covered.file, covered.question())["outcome"] == "COVERED"
    size = service.size()
    # So much that it needs a page of its own: a disk that is full may still take a little.
    much = covered.question(
        categories=["CHILD_HEALTH", *sorted(CHILD_CATEGORIES - {"CHILD_HEALTH"})]
    )
    with TROUBLES[trouble](service):
        answer = service.check(covered.file, much)
        assert answer["outcome"] == "UNAVAILABLE"
        assert only_reason(answer) in ("CANNOT_READ_LEDGER", "CANNOT_RECORD")
        assert answer["recorded"] == "spooled"
        assert answer["items"] == []
    assert service.size() == size
    assert service.check(covered.file, covered.question())["outcome"] == "COVERED"
    assert_entered_once(service, "UNAVAILABLE")
    ((_, kept),) = unanswered(service)
    assert kept.proposal.categories == tuple(much["categories"])


@pytest.mark.parametrize("trouble", ["unreachable", "locked"])
def test_a_check_is_answered_by_a_process_that_has_never_seen_the_database(
    service: Running, covered: Family, trouble: str
) -> None:
    with TROUBLES[trouble](service):
        # A new process has no connection yet, and has compared nothing with its checkpoint.
        answer = service.restarted().check(covered.file, covered.question())
        assert answer["outcome"] == "UNAVAILABLE"
        assert answer["recorded"] == "spooled"


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_write_without_the_database_says_that_nothing_was_recorded_and_can_be_repeated(
    service: Running, covered: Family, trouble: str
) -> None:
    service = service.restarted()
    service.check(covered.file, covered.question())
    size = service.size()
    wish = {"child": covered.child, "objects": True, "words": "No. " * 1000, "heard_by": "nurse"}
    with TROUBLES[trouble](service):
        refused = service.post(f"{covered.path}/wishes", wish, key="once")
        body = problem_of(refused)
        assert body["status"] == 503
        assert refused.headers["Retry-After"] == "2"
        # Full at commit: the database says no, and whether it had written is for the retry.
        assert body["type"].endswith(("storage-unavailable", "outcome-unknown"))
    assert service.size() == size
    again = service.post(f"{covered.path}/wishes", wish, key="once")
    assert again.status_code == 201
    assert again.get_json()["replayed"] is False
    assert service.size() == size + 1


@pytest.mark.parametrize("trouble", ["unreachable"])
def test_reading_without_the_database_is_a_problem_and_never_an_empty_page(
    service: Running, covered: Family, trouble: str
) -> None:
    with TROUBLES[trouble](service):
        for path in (covered.path, f"{covered.path}/history", "/v1/policies/current"):
            problem_of(service.get(path), "storage-unavailable")
        ready = service.client.get("/readyz", headers={"Host": "consent.test"})
        assert ready.get_json() == {"status": "not-ready"}
        alive = service.client.get("/livez", headers={"Host": "consent.test"})
        assert alive.status_code == 200
        assert service.get("/v1/codes").status_code == 200


@contextmanager
def _lost(service: Running, *, after: bool) -> Iterator[Running]:
    """The connection breaks in the commit: before it was carried out, or after."""
    dialect = service.storage.engine.dialect
    commit = dialect.do_commit
    if dialect.name == "postgresql":
        with through(service) as (far, wire):
            wire.cut = Cut(b"INSERT INTO ledger_entries", None if after else 99)
            yield far
        return

    def lose(connection: Any) -> None:
        if after:
            commit(connection)
        raise sqlite3.OperationalError("disk I/O error")

    with pytest.MonkeyPatch.context() as lossy:
        lossy.setattr(dialect, "do_commit", lose)
        yield service


@pytest.mark.parametrize("after", [False, True], ids=["not carried out", "carried out"])
def test_a_check_whose_commit_was_lost_is_unavailable_and_never_silently_covered(
    service: Running, covered: Family, after: bool
) -> None:
    with _lost(service, after=after) as far:
        answer = far.check(covered.file, covered.question())
    assert answer["outcome"] == "UNAVAILABLE"
    assert only_reason(answer) == "CANNOT_RECORD"
    assert answer["recorded"] == "spooled"
    assert service.kinds().count("check-made") == int(after)
    assert_entered_once(service, "UNAVAILABLE")


@pytest.mark.parametrize("after", [False, True], ids=["not carried out", "carried out"])
def test_a_write_whose_commit_was_lost_is_recorded_once_when_it_is_sent_again(
    service: Running, covered: Family, after: bool
) -> None:
    path = f"{covered.path}/attempts"
    with _lost(service, after=after) as far:
        problem_of(far.post(path, {"person": covered.father}, key="k"), "outcome-unknown")
    again = service.post(path, {"person": covered.father}, key="k")
    assert again.status_code == 201
    assert again.get_json()["replayed"] is after
    history = service.get(f"{covered.path}/history").get_json()["entries"]
    attempts = [e for e in history if e["event"].get("answer") == "ASK_ATTEMPTED"]
    assert len(attempts) == 1


# ── not even the spool ──────────────────────────────────────────────────────────────────────


def _no_spool(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("a file where the folder should be")


@pytest.mark.parametrize("urgency", ["IMMEDIATE", "STANDARD"])
def test_what_can_be_kept_nowhere_is_answered_all_the_same_and_says_so(
    service: Running, covered: Family, urgency: str
) -> None:
    service = service.restarted()
    _no_spool(service.settings.spool)
    with ExitStack() as stack:
        if urgency == "STANDARD":
            stack.enter_context(TROUBLES["unreachable"](service))
        answer = service.check(covered.file, covered.question(urgency=urgency))
    assert answer["outcome"] == ("SHARE_NOW" if urgency == "IMMEDIATE" else "UNAVAILABLE")
    assert answer["recorded"] == "no"
    assert answer["write_down"] == TEXTS["record_by_hand"]


def test_without_a_token_the_problem_still_ends_with_how_to_share_now(steady: Running) -> None:
    reply = steady.client.post(
        "/v1/checks", json={"urgency": "IMMEDIATE"}, headers={"Host": "consent.test"}
    )
    body = problem_of(reply, "unauthenticated")
    assert body["detail"].endswith(SHARE_NOW)
    assert reply.headers["WWW-Authenticate"] == "Bearer"


def test_a_fault_of_ours_leaves_nobody_without_an_answer(
    service: Running, covered: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in the rules themselves is one weather more."""

    def decide(*_: Any) -> None:
        raise ZeroDivisionError("Zzcanary")

    monkeypatch.setattr(checks, "decide", decide)
    answer = service.check(covered.file, covered.question())
    assert answer["outcome"] == "UNAVAILABLE"
    assert answer["recorded"] == "spooled"
