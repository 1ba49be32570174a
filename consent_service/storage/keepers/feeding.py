"""Feeding witnesses: giving each new checkpoint to those whom an authority's policy names.

In a thread of its own, because a witness that does not answer must delay nothing: no signature, no
request, no spool. One process feeds, the one that holds the lease. A refusal that shows two
histories under our own key is kept as evidence and marks the ledger as not sound.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import structlog

from ledger.checkpoints import FolderCheckpoints
from ledger.errors import LedgerError
from ledger.note import parse_note
from ledger.policy import PolicyWitness
from ledger.tilestore import tile_reader
from ledger.transport import PeerReply, Send, WitnessUnavailable
from ledger.transport import send as send_over_http
from ledger.tree import prove_consistency
from ledger.witnessing import (
    Gathered,
    WitnessAhead,
    WitnessHoldsAnother,
    WitnessRefusal,
    WitnessRefused,
    gather,
)

from .publishing import published_of
from .soundness import Soundness
from .vouching import Vouched, Witnessing

EVERY: Final = 1.0
#: Seconds that a process waits at its start for what witnesses know.
ASK_SECONDS: Final = 2.0
#: Seconds before a witness that failed is asked again: doubled each time, up to the last.
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0

log = structlog.get_logger("consent_service.feeding")


def machine_clock() -> datetime:
    """Now, by the machine's own clock: witnesses date their cosignatures by theirs."""
    return datetime.fromtimestamp(time.time(), UTC)


class _NotNow(WitnessUnavailable):
    """A witness that need not be asked, or failed a moment ago."""


@dataclass(slots=True)
class _Waits:
    """Which witnesses failed, and until when they are left alone (seconds, monotonic)."""

    until: dict[str, float] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def failed(self, name: str) -> None:
        self.seconds[name] = min(self.seconds.get(name, FIRST_WAIT / 2) * 2, LONGEST_WAIT)
        self.until[name] = time.monotonic() + self.seconds[name]

    def answered(self, name: str) -> None:
        self.seconds.pop(name, None)
        self.until.pop(name, None)

    def is_over(self, name: str) -> bool:
        return time.monotonic() >= self.until.get(name, 0.0)


class Feeder:
    """Feeds the witnesses of one ledger. `feed` does what is due; `start` does so every second."""

    def __init__(
        self,
        vouched: Vouched,
        checkpoints: FolderCheckpoints,
        soundness: Soundness,
        *,
        now: Callable[[], datetime] = machine_clock,
        send: Send = send_over_http,
        heard: Callable[[datetime], None] | None = None,
    ) -> None:
        self.vouched = vouched
        self._checkpoints = checkpoints
        self._soundness = soundness
        self._now = now
        self._send = send
        #: Told whenever a witness has just dated something.
        self._heard = heard
        self._lease = FolderCheckpoints(vouched.folder / "witnessing")
        self._waits = _Waits()
        self._began = time.monotonic()
        self._was_late = False
        self._stop = threading.Event()

    def start(self) -> None:
        """Keep feeding in a thread of this process until `stop`."""
        name = f"feeder-{self.vouched.origin}"
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def stop(self) -> None:
        """Stop after what is being asked now; nobody need wait for that."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                self.feed()
            except OSError as error:
                log.warning("feeder.delayed", trouble=type(error).__name__)
            except Exception as error:  # noqa: BLE001 - one that ended would be missed by nobody
                log.error("feeder.fault", fault=type(error).__name__)

    def ask(self) -> None:
        """Ask every witness, before this process first appends, whether it knows of more than we
        hold: a database and its checkpoints, put back together, agree with one another.

        Waits no longer than `ASK_SECONDS`; one that answers later is heard all the same.
        """
        name = f"asking-{self.vouched.origin}"
        asking = threading.Thread(target=self._ask, name=name, daemon=True)
        asking.start()
        asking.join(ASK_SECONDS)

    def _ask(self) -> None:
        try:
            self.feed(everyone=True)
        except Exception as error:  # noqa: BLE001 - a witness that is away stops nothing
            log.warning("feeder.delayed", trouble=type(error).__name__)

    def feed(self, *, everyone: bool = False) -> None:
        """Give the newest published checkpoint to every witness that is to see it now, if this
        process is the one to do so. `everyone` is asked, also who cosigned it before.
        """
        with self._lease.try_lease() as mine:
            if mine and not self._soundness.is_distrusted:
                self._feed(everyone=everyone)
            if mine:
                self._watch()

    def _feed(self, *, everyone: bool) -> None:
        published = published_of(self.vouched.published)
        if published is None:
            return
        text = parse_note(published.checkpoint).text
        wanted = [
            witness
            for witness in self.vouched.policy.witnesses
            if (witness.url is not None if everyone else self._is_to_see(witness, text))
        ]
        if not wanted:
            return
        before = {witness.name: self.vouched.last_of(witness, text) for witness in wanted}
        read = tile_reader(published.read, published.size)
        try:
            gathered = gather(
                self.vouched.with_lines(published.checkpoint),
                self.vouched.policy,
                lambda old, new: prove_consistency(read, old, new),
                at=self._now(),
                held=self.vouched.sizes(),
                send=_only_to(wanted, self._send),
            )
        except LedgerError as error:
            # Signed by none of the keys that the policy names: after a rotation, say.
            gathered = Gathered(published.checkpoint, {w.name: error for w in wanted})
        failed = {n: e for n, e in gathered.failures.items() if not isinstance(e, _NotNow)}
        for witness in wanted:
            if witness.name in failed:
                self._waits.failed(witness.name)
            else:
                self._waits.answered(witness.name)
                self._soundness.witness_agrees(witness.name)
        self.vouched.keep(gathered.note)
        for witness in wanted:
            at = self.vouched.last_of(witness, text)
            if self._heard is not None and at is not None and at != before[witness.name]:
                self._heard(at)
        self._keep_failures(failed, {witness.name for witness in wanted})
        for name, failure in failed.items():
            self._judge(name, failure)

    def _is_to_see(self, witness: PolicyWitness, text: str) -> bool:
        """It has not cosigned this checkpoint, or its word for it grows old."""
        if witness.url is None or not self._waits.is_over(witness.name):
            return False
        at = self.vouched.last_of(witness, text)
        return at is None or self._now() - at > self.vouched.allowed / 2

    def _keep_failures(self, failed: Mapping[str, LedgerError], asked: set[str]) -> None:
        before = self.vouched.failures()
        for name, failure in failed.items():
            if before.get(name) != str(failure):
                # Once for each way in which it fails, not each time it is asked.
                log.warning("witness.failed", witness=name, fault=type(failure).__name__)
        now = {name: why for name, why in before.items() if name not in asked}
        now |= {name: str(failure) for name, failure in failed.items()}
        if now != before:
            self.vouched.keep_failures(now)

    def _judge(self, name: str, failure: LedgerError) -> None:
        """What a refusal shows of us, if it shows anything."""
        match failure:
            case WitnessHoldsAnother():
                self._convict(failure.refusal, failure)
            case WitnessAhead():
                latest = self._checkpoints.latest()
                size = None if latest is None else self.vouched.opened_size(latest)
                if latest is None or size is None or size >= failure.size:
                    return  # another process of ours was first, with a later checkpoint
                refusal = WitnessRefusal(name, self._now(), 409, b"", latest, failure.held)
                if failure.held is not None:
                    self._convict(refusal, failure)
                else:  # it may be wrong, and shows nothing for it: an alarm, and no proof
                    log.error("witness.says_more", witness=name)
                    self._soundness.witness_says_more(name, failure.size)
                    self.vouched.keep_evidence(refusal, str(failure), proven=False)
            case WitnessRefused() if failure.refusal.status in (409, 422):
                log.error("witness.refused", witness=name)
                self.vouched.keep_evidence(failure.refusal, str(failure), proven=False)

    def _convict(self, refusal: WitnessRefusal, failure: LedgerError) -> None:
        log.error("witness.holds_another", witness=refusal.witness)
        self.vouched.keep_evidence(refusal, str(failure), proven=True)
        self._soundness.distrust(str(failure))

    def look(self) -> Witnessing:
        """How far others vouch for the ledger now. Asks nobody."""
        return self.vouched.look(self._now())

    def _watch(self) -> None:
        """Say it once when cosignatures come to be late, and once when they no longer are."""
        seen = self.look()
        young = time.monotonic() - self._began < self.vouched.allowed.total_seconds()
        late = seen.is_late and not (seen.cosigned is None and young)
        if late != self._was_late:
            self._was_late = late
            if late:
                log.error("witness.late", origin=self.vouched.origin)
            else:
                log.info("witness.in_time", origin=self.vouched.origin)


def _only_to(wanted: list[PolicyWitness], send: Send) -> Send:
    """Ask these witnesses and no others."""
    addresses = tuple(f"{(witness.url or '').rstrip('/')}/" for witness in wanted)

    def ask(method: str, url: str, body: bytes | None) -> PeerReply:
        if not url.startswith(addresses):
            raise _NotNow("This witness is not asked now.")
        return send(method, url, body)

    return ask
