"""Ledgers to submit, and witnesses to submit them to: in this process, or in one of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Thread

from ledger import (
    Checkpoint,
    Cosigner,
    PolicyWitness,
    Signer,
    Submission,
    format_private_key,
    format_public_key,
    format_submission,
    hash_reader,
    leaf_hash,
    prove_consistency,
    root_of,
    sign_checkpoint,
)
from ledger.testing import A_TIME
from ledger.transport import PeerReply, send
from ledger.witness.rules import Witness
from ledger.witness.serving import WitnessServer
from ledger.witness.state import State

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
COSIGNER = Cosigner("witness.example.org", bytes(range(32, 64)))


class History:
    """A ledger of 300 entries, as far as a witness sees it; `branch` names another from `fork`."""

    def __init__(self, branch: str = "", fork: int = 0, signer: Signer = SIGNER) -> None:
        self.signer = signer
        self.leaves = [
            leaf_hash(f"{branch if at >= fork else ''}{at}".encode()) for at in range(300)
        ]
        self._read = hash_reader(self.leaves)

    def at(self, size: int) -> Checkpoint:
        return Checkpoint(self.signer.name, size, root_of(self.leaves[:size]))

    def signed(self, size: int) -> bytes:
        return sign_checkpoint(self.at(size), self.signer)

    def prove(self, old: int, new: int) -> tuple[bytes, ...]:
        return prove_consistency(self._read, old, new)

    def submission(self, old: int, size: int) -> bytes:
        proof = self.prove(old, size) if old <= size else ()
        return format_submission(Submission(old, proof, self.signed(size)))


HISTORY, FORK = History(), History("fork ", 4)
DIGEST = sha256(ORIGIN.encode()).hexdigest()
#: Of the ledger, and of who cosigns it.
KEYS = (SIGNER.verifier, COSIGNER.verifier)


class Clock:
    """A time that a test sets."""

    def __init__(self, at: datetime = A_TIME) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def a_witness(
    folder: Path,
    cosigner: Cosigner = COSIGNER,
    clock: Clock | None = None,
    signers: tuple[Signer, ...] = (SIGNER,),
) -> Witness:
    state = State(folder, format_public_key(cosigner.verifier), folder / "key.used")
    return Witness(cosigner, [signer.verifier for signer in signers], state, clock or Clock())


@contextmanager
def serving(witness: Witness, seconds: float = 10) -> Iterator[str]:
    """The address of this witness, served by a thread."""
    with WitnessServer(("127.0.0.1", 0), witness, seconds=seconds) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


class Process:
    """`python -m ledger witness`, on loopback, as a council would start it."""

    def __init__(
        self,
        folder: Path,
        log: str = format_public_key(SIGNER.verifier),
        cosigner: Cosigner = COSIGNER,
        listen: str = "127.0.0.1:0",
    ) -> None:
        self.state = folder / "state"
        self.key = folder / "witness.key"
        if not self.key.exists():
            folder.mkdir(parents=True, exist_ok=True)
            self.key.write_text(format_private_key(cosigner) + "\n")
        arguments = ["--state", str(self.state), "--key", str(self.key), "--log", log]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ledger", "witness", *arguments, "--listen", listen],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        self.said = []
        for line in self.process.stdout:
            self.said.append(line.strip())
            if line.startswith("READY "):
                break
        self.url = self.said[-1].removeprefix("READY ") if self.said else ""

    def end(self) -> None:
        self.process.terminate()
        self.process.communicate()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def add(url: str, body: bytes) -> PeerReply:
    """Submit this to the witness at the address."""
    return send("POST", f"{url}/add-checkpoint", body)


def listed(url: str | None, cosigner: Cosigner = COSIGNER, name: str = "") -> PolicyWitness:
    """A witness as a policy has it."""
    return PolicyWitness(name or cosigner.name, cosigner.verifier, url)


def seconds(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
