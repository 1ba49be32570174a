"""Verifiers that others wrote, given what we write: what they cannot check is not C2SP or RFC."""

from __future__ import annotations

import random
import shutil
import subprocess
from functools import cache
from hashlib import sha256
from typing import Any

import metamorphic_log
import pytest

from ledger import (
    Checkpoint,
    Frontier,
    hash_reader,
    prove_consistency,
    prove_inclusion,
    sign_checkpoint,
)
from ledger.testing import flip, ledger_of
from ledger.tilestore import folder_source, tile_reader
from tests.ledger.both_verifiers import KEY, ORIGIN, SIGNER
from tests.ledger.test_second_verifier import example_copy

SMALL = [0, 1, 2, 255, 256, 257, 511, 512]
LARGE = [65_535, 65_536, 70_000]
_chosen = random.Random(6962)
RANDOM = sorted(_chosen.sample(range(513, 70_000), 6))


@cache
def leaves(size):
    """The leaf hashes of our test ledger, by hashlib and the RFC's words alone."""
    return [sha256(b"\x00" + line.data).digest() for line in ledger_of(size, ORIGIN, batch=7)[1]]


@cache
def checkpoint(size, of):
    root = Frontier().extend(leaves(of)[:size]).root()
    return sign_checkpoint(Checkpoint(ORIGIN, size, root), SIGNER).decode()


def refused(check: Any, *arguments: Any) -> bool:
    with pytest.raises(metamorphic_log.VerifyError):
        check(*arguments)
    return True


def judge(size, of, tree, others):
    """Every claim about the ledger of `size` that `metamorphic-log` can check, and its opposite."""
    note, hashes = checkpoint(size, of), leaves(of)
    read = metamorphic_log.checkpoint_verify(note, [KEY])
    assert read.size == size
    assert refused(metamorphic_log.checkpoint_verify, note.replace(f"\n{size}\n", "\n77\n"), [KEY])
    places = {0, size // 2, size - 1, *_chosen.sample(range(size), min(size, 5))}
    for index in places & set(range(size)):
        proof = list(prove_inclusion(tree, index, size))
        claim = (note, [KEY], index, hashes[index], proof)
        metamorphic_log.checkpoint_verify_inclusion(*claim)
        assert refused(
            metamorphic_log.checkpoint_verify_inclusion, *claim[:3], flip(hashes[index], 9), proof
        )
    for old in {1, size // 2, size - 1, size, *others} & set(range(1, size + 1)):
        proof = list(prove_consistency(tree, old, size))
        older = checkpoint(old, of)
        metamorphic_log.checkpoint_verify_consistency(older, note, [KEY], proof)
        if proof:
            wrong = [flip(proof[0], 9), *proof[1:]]
            assert refused(metamorphic_log.checkpoint_verify_consistency, older, note, [KEY], wrong)


@pytest.mark.parametrize("size", SMALL)
def test_checkpoints_and_proofs_of_a_small_ledger(size):
    """At the sizes where tiles begin and end; proofs from a list of hashes."""
    judge(size, 512, hash_reader(leaves(512)), [other for other in SMALL if other <= size])


@pytest.mark.slow
@pytest.mark.campaign
def test_checkpoints_and_proofs_of_a_large_one_from_its_tiles(large_copy):
    """Proofs as the service makes them: from the tiles of an exported copy of 70,000 entries."""
    assert (large_copy / "checkpoint").read_text(encoding="utf-8") == checkpoint(70_000, 70_000)
    tree = tile_reader(folder_source(large_copy), 70_000)
    for size in SMALL + LARGE + RANDOM:
        judge(size, 70_000, tree, [other for other in SMALL + LARGE + RANDOM if other <= size])


CONFIGURATION = """
[req]
distinguished_name = name
prompt = no
x509_extensions = authority
[name]
CN = A time-stamping authority of a test
[authority]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = stamping
[stamping]
serial = serial
crypto_device = builtin
signer_cert = authority.pem
signer_key = authority.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256
ess_cert_id_alg = sha256
"""


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_time_stamp_over_a_checkpoint_verifies(tmp_path):
    """RFC 3161: an authority of its own signs that this checkpoint was there at this time."""
    (tmp_path / "openssl.cnf").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "serial").write_text("01\n", encoding="utf-8")
    example_copy(tmp_path / "copy")

    def openssl(*arguments):
        return subprocess.run(
            ["openssl", *arguments], check=False, cwd=tmp_path, capture_output=True, text=True
        )

    new_key = "-x509 -newkey rsa:2048 -nodes -days 2 -keyout authority.key -out authority.pem"
    for command in (
        f"req -config openssl.cnf {new_key}",
        "ts -query -data copy/checkpoint -sha256 -cert -out query",
        "ts -reply -config openssl.cnf -queryfile query -out token",
    ):
        done = openssl(*command.split(" "))
        assert done.returncode == 0, done.stderr
    verify = ["ts", "-verify", "-data", "copy/checkpoint", "-in", "token"]
    verify += ["-CAfile", "authority.pem"]
    assert openssl(*verify).returncode == 0
    note = tmp_path / "copy/checkpoint"
    note.write_bytes(flip(note.read_bytes(), 300))
    assert openssl(*verify).returncode != 0
