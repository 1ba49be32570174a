"""A clock that was wrong: nothing that anybody said is lost by it, or outranked, or expired."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from consent_service.actions.checks import check_sharing
from consent_service.api.asked.usual import usual_question
from consent_service.api.edge.operations import FILE
from consent_service.api.replies.showing import moment
from consent_service.api.table import operations
from consent_service.app import create_app
from consent_service.cli import clock as command
from consent_service.cli import verifying
from consent_service.cli.group import cli
from consent_service.domain.recorded.clocks import ClockSet
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import CompetenceRecorded
from consent_service.storage.beside.spool import Spool
from consent_service.storage.door.clock import Clocks
from consent_service.storage.door.requests import ByHandle, Recorded, Request
from consent_service.storage.door.trouble import NotHeardYet
from tests.api.asking_own import mother_of
from tests.api.running import (
    NOON,
    OURS,
    Family,
    Running,
    add_family,
    agree,
    problem_of,
    text_of,
)

SIXTY_DAYS = timedelta(days=60)
MINUTE = timedelta(minutes=1)
WHY = "The time server of the host was sixty days ahead for a moment."


def outcome(service: Running, family: Family, **changes: Any) -> str:
    answer = service.check(family.file, family.question(**changes))
    found: str = answer["reasons"][0]["code"] if answer["reasons"] else answer["outcome"]
    return found if answer["outcome"] == "UNAVAILABLE" else answer["outcome"]


def odd_withdrawal(service: Running, family: Family) -> None:
    """One entry is stamped sixty days ahead; then the clock is right again."""
    right = service.clock.now
    service.clock.now += SIXTY_DAYS
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    service.clock.now = right + MINUTE


def typed(
    service: Running,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    *managers: str,
    role: str = "MASH_MANAGER",
) -> Result:
    """What `consent-service clock` says to whoever has these managers' tokens."""
    monkeypatch.setattr(command, "settings", lambda: service.settings)
    monkeypatch.setattr(command, "create_app", lambda _: service.app)
    words = ["clock", "--authority", OURS]
    for who in managers:
        kept = folder / f"{who}.token"
        kept.touch(mode=0o600)
        kept.write_text(service.token(role, who))
        words += ["--token", str(kept)]
    if managers:
        words += ["--recorded-at", text_of(NOON + MINUTE), "--why", WHY]
    return CliRunner().invoke(cli, words)


@pytest.mark.each_database
def test_sixty_days_ahead_for_one_entry_and_set_right_by_two(
    service: Running, family: Family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(service, family)
    other = add_family(service)
    agree(service, other)
    service.clock.now += MINUTE
    odd_withdrawal(service, family)

    # Nothing is appended, nothing is refused that is always heard, immediate risk comes first.
    monkeypatch.setattr(verifying, "storage", lambda: service.storage)
    said = CliRunner().invoke(cli, ["verify", "--authority", OURS])
    assert (said.exit_code, "it disagrees with entry." in said.output) == (0, True)
    size = service.size()
    assert service.get("/readyz").get_json() == {"status": "not-ready", "clock": "in-doubt"}
    assert outcome(service, other) == outcome(service, family) == "CLOCK_IN_DOUBT"
    assert outcome(service, other, urgency="IMMEDIATE") == "SHARE_NOW"
    problem_of(service.post(f"{other.path}/adults", {"names": "Cy"}), "clock-in-doubt")
    no = {"person": other.father, "answer": "REFUSED"}
    problem_of(service.post(f"{other.path}/responses", no), "kept-for-now")
    stop = mother_of(service, other).post("withdrawals", {})
    problem_of(stop, "kept-for-now")
    danger = {
        "reference": "LCS-9",
        "adults": [{"label": "mum", "names": "Dee"}],
        "signs": [{"person": "mum", "code": "NOT_SAFE"}],
    }
    problem_of(service.post("/v1/referrals", danger), "kept-for-now")
    # A yes waits for the clock, and nothing is wrong with it; with a no it is kept whole.
    yes = other.agreement(expires_at=text_of(NOON + 9 * MINUTE))
    talk = other.conversation(yes, person=other.mother)
    problem_of(service.post(f"{other.path}/conversations", talk), "clock-in-doubt")
    talk = other.conversation(yes, {**no, "scope": other.scope()}, person=other.father)
    del talk["responses"][1]["person"]
    problem_of(service.post(f"{other.path}/conversations", talk), "kept-for-now")
    said_at = moment(service.clock.now)
    with pytest.raises(Exception, match="do not agree"):
        service.beat()
    assert service.size() == size

    # Two managers say when it was; one does not, nor somebody else.
    assert typed(service, monkeypatch, tmp_path).exit_code == 3
    service.clock.now += MINUTE
    for who in (("manager-1",), ("manager-1", "manager-1")):
        assert "Two different managers" in str(typed(service, monkeypatch, tmp_path, *who).output)
    two = "manager-1", "manager-2"
    worker = typed(service, monkeypatch, tmp_path, *two, role="MASH_WORKER")
    assert "no manager's" in worker.output
    assert service.size() == size
    done = typed(service, monkeypatch, tmp_path, *two)
    assert done.output == "Set right: 1 entries, of 1 families' files.\n", done
    assert "no entry is stamped ahead" in typed(service, monkeypatch, tmp_path).output

    # Everything works as before: what was said while it was wrong comes before any answer.
    assert outcome(service, other) == "OBJECTION"
    assert outcome(service, family) == "OBJECTION"
    service.beat()
    known = service.check_reference({"reference": "LCS-9", **other.question()})
    assert known["receipt"] is not None, "the family was taken in, under its reference"
    answers = service.get(f"{other.path}/history").get_json()["entries"]
    heard = [e for e in answers if e["kind"] in ("response-recorded", "agreement-withdrawn")][-4:]
    assert [e["event"]["effective_at"] for e in heard] == [said_at] * 4
    assert {e["event"].get("answer") for e in heard} == {"AGREED", "REFUSED", None}
    assert "taken-with-care" not in {e["kind"] for e in answers}
    (odd,) = [
        e
        for e in service.get(f"{family.path}/history").get_json()["entries"]
        if e["kind"] == "agreement-withdrawn"
    ]
    assert odd["recorded_at"] == moment(NOON + MINUTE)
    assert service.get("/readyz").get_json() == {"status": "ready"}

    # No withdrawal is outranked, and a yes that is really later counts; nothing has expired.
    service.clock.now += MINUTE
    agree(service, family)
    service.clock.now += MINUTE
    assert outcome(service, family) == "COVERED"
    service.clock.now = NOON + timedelta(days=19)
    assert outcome(service, family) == "COVERED"
    times = [one.entry.at for one in service.entries()]
    assert times == sorted(times)
    service.beat()
    service.assert_sound()


def with_second_clocks(service: Running) -> tuple[Running, Clocks]:
    """A new process that counts seconds, and to which witnesses speak."""
    began = service.clock.now

    def elapsed() -> float:
        return (service.clock.now - began).total_seconds()

    ours = Clocks(service.clock, elapsed=elapsed)
    app = create_app(service.settings, ours)
    return Running(service.settings, service.clock, app, engines=service.engines), ours


def _what_each_read_says(service: Running, family: Family) -> dict[str, str]:
    """By the name of each read of this family that fails on our side: which problem it is."""
    there = {
        "file": family.file,
        "person": family.mother,
        "child": family.child,
        "seq": "4",
        "enquiry": family.enquiry,
        "letter": "NOT_REACHED",
    }
    found = {}
    for one in operations():
        wanted = re.findall(r"<\w+:(\w+)>", one.path)
        if one.method != "GET" or not one.path.startswith(FILE) or not {*wanted} <= {*there}:
            continue
        path = re.sub(r"<\w+:(\w+)>", lambda name: there[name[1]], one.path)
        assert isinstance(one.roles, frozenset)
        reply = service.get(path, "MASH_WORKER" if "MASH_WORKER" in one.roles else "AUDITOR")
        if reply.status_code >= 500:
            found[one.name] = problem_of(reply)["type"].rpartition("/")[2]
    return found


def test_where_all_clocks_agree_and_a_witness_one_odd_entry_waits_alone(
    service: Running, family: Family
) -> None:
    agree(service, family)
    other = add_family(service)
    service.clock.now += MINUTE
    odd_withdrawal(service, family)
    again, clocks = with_second_clocks(service)
    assert outcome(again, other) == "CLOCK_IN_DOUBT"
    clocks.heard(again.clock.now)
    again.beat()
    assert again.get("/readyz").get_json() == {"status": "ready", "clock": "entry-ahead"}
    agree(again, other)
    again.clock.now += MINUTE
    assert outcome(again, other) == "COVERED"
    # Nobody knows when the mother of this family took it back: it is not answered as agreed.
    assert outcome(again, family) == "CLOCK_IN_DOUBT"
    said = _what_each_read_says(again, family)
    assert {*said.values()} == {"clock-in-doubt"}, said
    assert {"showFile", "listTasksOfFile", "showClosing", "showLetter"} <= {*said}, said
    assert again.get(other.path).status_code == 200
    last = again.entries()[-1]
    assert last.entry.at > again.clock.now + SIXTY_DAYS - timedelta(hours=1)
    assert last.content.recorded(last.entry.at) == again.clock.now
    shown = again.get(f"{other.path}/history").get_json()["entries"]
    assert shown[-1]["recorded_at"] <= moment(again.clock.now)
    again.beat()
    again.assert_sound()


def test_a_wall_clock_that_jumps_is_found_and_what_is_said_meanwhile_has_its_time(
    service: Running, family: Family
) -> None:
    agree(service, family)
    began, jumped = service.clock.now, timedelta()
    right = {"now": began}

    def elapsed() -> float:
        return (right["now"] - began).total_seconds()

    ours = Clocks(lambda: right["now"] + jumped, elapsed=elapsed, boot="this one")
    app = create_app(service.settings, ours)
    again = Running(service.settings, service.clock, app, engines=service.engines)
    right["now"] += MINUTE
    assert outcome(again, family) == "COVERED"
    jumped = SIXTY_DAYS
    assert outcome(again, family) == "CLOCK_IN_DOUBT"
    reply = again.post(f"{family.path}/withdrawals", {"person": family.mother})
    problem_of(reply, "kept-for-now")
    right["now"] += timedelta(hours=2)
    jumped = timedelta()
    assert outcome(again, family) == "OBJECTION"
    shown = again.get(f"{family.path}/history").get_json()["entries"]
    (taken_back,) = [e for e in shown if e["kind"] == "agreement-withdrawn"]
    assert taken_back["event"]["effective_at"] == moment(began + MINUTE)
    again.beat()
    again.assert_sound()


def test_whether_anything_waits_is_looked_at_once_for_all_who_ask_at_once(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Spool] = []

    def has_heard(spool: Spool) -> bool:
        looks.append(spool)
        return True

    monkeypatch.setattr(Spool, "has_heard", property(has_heard))
    question = usual_question(json.dumps(family.question()).encode(), family.file)
    assert question is not None
    of, by = ByHandle(family.file), By("somebody", "MASH_WORKER")
    asks = Request(OURS, by, of, partial(check_sharing, question), asks=True)
    competence = CompetenceRecorded(child=family.child, status="NOT_COMPETENT", effective_at=NOON)
    *asked, written = service.storage.records.run_all(
        [asks, asks, asks, Request(OURS, by, of, lambda _: (competence,))]
    )
    # Whoever records something waits for nothing.
    assert [type(one) for one in asked] == [NotHeardYet] * 3
    assert isinstance(written, Recorded)
    assert len(looks) == 1
    assert outcome(service, family) == "CLOCK_IN_DOUBT", "it waits on, as nobody enters it"


def test_what_is_set_right_says_who_answers_for_it(
    service: Running, family: Family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A yes counts from when it was said, and waits for nobody else; a later no is later."""
    service.clock.now += SIXTY_DAYS
    agree(service, family, expires_at=text_of(NOON + 2 * SIXTY_DAYS))
    service.clock.now = NOON + 2 * MINUTE
    typed(service, monkeypatch, tmp_path, "manager-1", "manager-2")
    own, theirs = [
        one.content.event for one in service.entries() if isinstance(one.content.event, ClockSet)
    ]
    assert own.approved_by == theirs.approved_by == ("manager-1", "manager-2")
    assert own.why == WHY
    assert "effect-waits" not in service.kinds()
    assert outcome(service, family) == "COVERED"
    service.clock.now += MINUTE
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    assert outcome(service, family) == "OBJECTION"
    assert msgspec.to_builtins(own.meant[0])["first"] == theirs.meant[0].first
