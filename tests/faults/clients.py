"""Many clients of several server processes, and a record of what each did and was told.

Every request is a connection of its own, so that the kernel spreads one client's requests over the
processes. Nothing here judges: that is `linearizable`.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final

from consent_service.access.tokens import issue_token
from consent_service.app import create_app
from consent_service.beginning import prepare
from consent_service.domain.recorded.checked import CheckMade
from consent_service.domain.recorded.events import AgreementWithdrawn, ResponseRecorded
from consent_service.machine import system_clock
from consent_service.samples import SampleClock
from consent_service.storage.whole.reader import OpenedEntry
from tests.api.running import OURS, Family, Running, add_family, settings_in, text_of
from tests.faults.linearizable import NOTHING, Entry, Op, Outcome, Says, Value
from tests.faults.seeded import FAULT
from tests.faults.servers import Reply, Servers, send

#: The share of operations that are checks; the rest are agreements, refusals and withdrawals.
CHECKS: Final = 0.7
#: How often a write of unknown outcome is sent again, with its key, before its client goes on.
TRIES: Final = 4
#: How long a client waits that was told that storage does not answer.
PAUSE_SECONDS: Final = 0.25
#: Problems after which a write may or may not stand.
_NOT_KNOWN: Final = ("outcome-unknown", "internal")
_SAID: Final = {"AGREED": Says.AGREED, "REFUSED": Says.REFUSED}


# ── the clients ─────────────────────────────────────────────────────────────────────────────


@dataclass
class Client:
    """One client: a session of its own, with operations drawn from its own seed."""

    number: int
    service: Running
    port: int
    families: Sequence[Family]
    chance: random.Random
    token: str
    fault: str = ""
    history: list[Op] = field(default_factory=list)
    processes: set[str] = field(default_factory=set)
    trouble: Exception | None = None

    def act(self, times: int) -> None:
        """Carry out that many operations, one after the other."""
        try:
            for turn in range(times):
                family = self.chance.choice(self.families)
                if self.chance.random() < CHECKS:
                    self.history.append(self._check(family))
                else:
                    said = self.chance.choice([Says.AGREED, Says.WITHDRAWN, Says.REFUSED])
                    self.history.append(self._write(family, said, f"{family.file}-{turn}"))
        except Exception as error:  # noqa: BLE001 - whoever waits for the client raises it
            self.trouble = error

    def _check(self, family: Family) -> Op:
        start = time.monotonic_ns()
        reply, sent = self._post(f"{family.path}/checks", family.question())
        op = Op(self.number, family.file, start, time.monotonic_ns(), _outcome(reply, sent=sent))
        if op.outcome is not Outcome.OK or reply is None:
            return op
        place = reply.body["ledger"]
        if place is None:
            # An answer that says it could not look. It claims nothing about the file, and whoever
            # asks again at once is told the same.
            time.sleep(PAUSE_SECONDS)
            return replace(op, outcome=Outcome.UNKNOWN)
        value = value_of_answer(reply.body, family.mother)
        return replace(op, seq=place["seq"], hash=place["entry_hash"], value=value)

    def _write(self, family: Family, says: Says, key: str) -> Op:
        path, body = _asked(family, says)
        start = time.monotonic_ns()
        reply, sent = self._post(path, body, key)
        outcome = _outcome(reply, sent=sent)
        for _ in range(TRIES):
            # Some send again what they know nothing of, under the same key; some give up.
            if outcome is not Outcome.UNKNOWN or self.chance.random() < 0.3:
                break
            time.sleep(PAUSE_SECONDS)
            reply, sent = self._post(path, body, key)
            if _outcome(reply, sent=sent) is Outcome.OK:
                outcome = Outcome.OK
        op = Op(
            self.number,
            family.file,
            start,
            time.monotonic_ns(),
            outcome,
            self._mark(key),
        )
        if outcome is not Outcome.OK or reply is None:
            return op
        made = reply.body["entries"][-1]
        return replace(
            op, seq=made["seq"], hash=made["entry_hash"], value=Value(says, str(made["id"]))
        )

    def _mark(self, key: str) -> str:
        """Under what the ledger remembers this key of this client."""
        seal = self.service.storage.records.ledgers[OURS].seal
        return seal.blind("once", f"client-{self.number}", key).hex()

    def _post(
        self, path: str, body: dict[str, Any], key: str | None = None
    ) -> tuple[Reply | None, bool]:
        """The reply, if there was one, and whether the request may have been received."""
        headers = {"Authorization": f"Bearer {self.token}"}
        headers |= {} if key is None else {"Idempotency-Key": key}
        headers |= {FAULT: self.fault} if self.fault else {}
        try:
            reply = send(self.port, "POST", path, body, headers)
        except ConnectionRefusedError:
            return None, False
        except (OSError, HTTPException, ValueError):
            return None, True
        if reply.process is not None:
            self.processes.add(reply.process)
        return reply, True


def _asked(family: Family, says: Says) -> tuple[str, dict[str, Any]]:
    """Where to post, and what, so that the mother says this."""
    if says is Says.WITHDRAWN:
        return f"{family.path}/withdrawals", {"person": family.mother}
    answer: dict[str, Any] = {"answer": "REFUSED"}
    if says is Says.AGREED:
        # One end for all: of two agreements of one moment the one that ends first counts.
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        ends = text_of(today + timedelta(days=20))
        answer = family.agreement(expires_at=ends)
    return f"{family.path}/conversations", family.conversation(answer)


def _outcome(reply: Reply | None, *, sent: bool) -> Outcome:
    if reply is None:
        return Outcome.UNKNOWN if sent else Outcome.FAIL
    if reply.status in (200, 201):
        return Outcome.OK
    code = str(reply.body.get("type", "")).rpartition("/")[2]
    assert reply.status >= 500, (reply.status, code)
    return Outcome.UNKNOWN if code in _NOT_KNOWN else Outcome.FAIL


def value_of_answer(answer: dict[str, Any], mother: str) -> Value:
    """What an answer says stands on the file, by the mother's position in its one item."""
    (item,) = answer["items"]
    (position,) = [p for p in item["positions"] if p["person"] == mother]
    if (answer["outcome"] == "COVERED") != (position["says"] == "YES"):
        # A headline that its own positions do not bear out is wrong whatever stands.
        return Value(f"{answer['outcome']} over {position['says']}", "")
    return _value_of_position(position["reason"], position["response"])


def _value_of_position(reason: str | None, response: str | None) -> Value:
    """A yes has no reason. Any reason but these is none that such a file can give."""
    said = {None: Says.AGREED, "REFUSED": Says.REFUSED, "WITHDRAWN": Says.WITHDRAWN}
    if reason == "NOT_ASKED":
        return NOTHING
    return Value(said.get(reason, str(reason)), response or "")


# ── a run ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Run:
    """What clients did to these files, and which processes answered them."""

    families: Sequence[Family]
    history: list[Op]
    processes: frozenset[str]


@contextmanager
def standing(folder: Path, database_url: str) -> Iterator[Running]:
    """A service whose clock is the machine's, as the processes that serve it have."""
    settings = settings_in(folder, database_url)
    # Tokens of a demonstration last a whole day: a long run outlives any other.
    prepare(settings, OURS, f"consent.test/{OURS}", system_clock(), is_demonstration=True)
    app = create_app(settings, system_clock)
    service = Running(settings, SampleClock(system_clock()), app)
    try:
        yield service
    finally:
        service.storage.engine.dispose()


def run(
    service: Running,
    servers: Servers,
    *,
    clients: int,
    operations: int,
    files: int,
    seed: int,
    fault: str = "",
    meanwhile: AbstractContextManager[None] | None = None,
) -> Run:
    """Let clients loose on new files, and `meanwhile` on whatever it disturbs. Raises what went
    wrong with any of them.
    """
    families = [add_family(service) for _ in range(files)]
    everybody = [
        Client(
            number,
            service,
            servers.port,
            families,
            random.Random(f"{seed} {number}"),
            _token(service, f"client-{number}"),
            fault,
        )
        for number in range(clients)
    ]
    threads = [
        threading.Thread(target=client.act, args=(share,), daemon=True)
        for client, share in zip(everybody, _shares(operations, clients), strict=True)
    ]
    with meanwhile or nullcontext():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for client in everybody:
        if client.trouble is not None:
            raise client.trouble
    return Run(
        families,
        [op for client in everybody for op in client.history],
        frozenset().union(*(client.processes for client in everybody)),
    )


def _shares(operations: int, clients: int) -> list[int]:
    """As many for each, as near as can be."""
    return [operations // clients + (n < operations % clients) for n in range(clients)]


def _token(service: Running, subject: str) -> str:
    with service.app.app_context():
        return issue_token(subject, ["MASH_WORKER"], OURS, demonstration=True)


def entries_of(service: Running, families: Sequence[Family]) -> list[Entry]:
    """What the ledger holds of these files, read as `verify` reads it."""
    mothers = {family.file: family.mother for family in families}
    found = []
    for opened in service.entries():
        if opened.entry.file in mothers:
            value = _value(opened, mothers[opened.entry.file])
            if value is not None:
                asked = opened.content.asked
                request = None if asked is None else asked.key.hex()
                line, file = opened.line, opened.entry.file
                at = opened.entry.at
                found.append(Entry(line.seq, line.hash.hex(), file, request, value, at))
    return found


def _value(opened: OpenedEntry, mother: str) -> Value | None:
    match opened.content.event:
        case ResponseRecorded(answer=answer, response=response):
            return Value(_SAID[answer], response)
        case AgreementWithdrawn(response=response):
            return Value(Says.WITHDRAWN, response)
        case CheckMade(answer=answer):
            (item,) = answer.items
            (position,) = [p for p in item.positions if p.person == mother]
            return _value_of_position(position.reason, position.response)
    return None
