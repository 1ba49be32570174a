"""A service whose policy names witnesses, each of which is a real process on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from consent_service.storage.keepers.feeding import Feeder
from ledger import Cosigner, format_public_key
from ledger.policy import PolicyLog, PolicyWitness, WitnessPolicy, format_policy
from tests.api.running import OURS, Running, running
from tests.builders import a_check
from tests.ledger.witnesses import Process


@dataclass
class Hub:
    """A service whose policy names real witnesses."""

    service: Running
    folder: Path
    processes: dict[str, Process] = field(default_factory=dict)

    @property
    def feeder(self) -> Feeder:
        return self.service.storage.feeders[OURS]

    @property
    def published(self) -> bytes:
        return (self.service.storage.keepers[OURS].published / "checkpoint").read_bytes()

    def cosigner(self, name: str) -> Cosigner:
        return Cosigner(f"{name}.example.org", name.encode().ljust(32, b"."))

    def witness(self, name: str) -> PolicyWitness:
        """A witness that runs, started now if it does not."""
        if name not in self.processes:
            log = format_public_key(self.service.storage.keys[OURS].signer().verifier)
            self.processes[name] = Process(self.folder / name, log, self.cosigner(name))
        return self.listed(name, self.processes[name].url)

    def listed(self, name: str, url: str | None) -> PolicyWitness:
        return PolicyWitness(name, self.cosigner(name).verifier, url)

    def asks(self, count: int, *witnesses: PolicyWitness, lag: int = 300) -> Hub:
        """The same service, started again with this policy."""
        log = PolicyLog(self.service.storage.keys[OURS].signer().verifier)
        policies = self.folder / "policies"
        policies.mkdir(exist_ok=True)
        policy = WitnessPolicy.at_least(count, witnesses, [log])
        (policies / f"{OURS}.policy").write_bytes(format_policy(policy))
        self.service = self.service.restarted(witnesses=policies, witness_lag=lag)
        return self

    def grow(self, entries: int = 1) -> None:
        for _ in range(entries):
            self.service.storage.records.run(a_check())
        self.service.beat()

    def fed(self) -> bytes:
        """What is published once the witnesses were asked, and the keeper has looked again."""
        self.feeder.feed()
        self.service.beat()
        return self.published


@contextmanager
def a_hub(folder: Path, database_url: str) -> Iterator[Hub]:
    with running(folder, database_url) as service:
        hub = Hub(service, folder)
        try:
            yield hub
        finally:
            for process in hub.processes.values():
                process.end()
