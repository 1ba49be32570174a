"""The verifier in docs/: one file that an auditor can read, and run anywhere."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tracemalloc

import pytest

from ledger import Checkpoint, sign_checkpoint
from ledger.tree import leaf_hash, prove_inclusion, root_of
from tests.ledger.both_verifiers import KEY, ORIGIN, SCRIPT, SIGNER, load_second, write_copy
from tests.ledger.vector_files import load

DOCUMENT = SCRIPT.with_name("ledger-format.md").read_text(encoding="utf-8")
SOURCE = SCRIPT.read_text(encoding="utf-8")


def run(*arguments, cwd=None):
    """As an auditor would: no site-packages, no environment, no package beside it."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", str(SCRIPT), *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
    )


def test_it_is_short_enough_to_be_read_in_one_sitting():
    """Under 350 lines of ordinary length, in one file."""
    lines = SOURCE.splitlines()
    assert len(lines) < 350
    assert max(map(len, lines)) <= 100


def test_it_needs_python_alone():
    """Standard library only, and nothing of it that runs, fetches or evaluates anything."""
    tree = ast.parse(SOURCE, feature_version=(3, 9))  # as its first line says
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    } | {
        (node.module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert imported <= set(sys.stdlib_module_names)
    assert not imported & {"ctypes", "importlib", "socket", "ssl", "subprocess", "urllib"}
    called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not called & {"__import__", "compile", "eval", "exec"}
    assert not imported & {"ledger", "consent_service"}


def test_it_writes_nothing():
    """A file is opened for reading, or not at all."""
    opened = re.findall(r"open\((.*?)\)", SOURCE)
    assert [arguments for arguments in opened if arguments] == ['"rb"']
    assert not re.search(r"write|unlink|remove|rename|mkdir|chmod", SOURCE.split('"""', 2)[2])


def test_it_reads_no_clock_and_no_chance():
    """The same bytes have the same answer for ever."""
    assert not re.search(r"\bnow\(|today\(|import (time|random|secrets)", SOURCE)


def test_it_says_how_it_is_used():
    """And a command line that is not understood ends with 64, not with 2."""
    assert run("--help").returncode == 0
    for arguments in ([], ["bundle"], ["audit", "x"], ["bundle", "x", "y"], ["bundle", "x", "--y"]):
        assert run(*arguments).returncode == 64


def example_copy(folder):
    """The document's first example as a copy, made from what is printed there and nothing else."""
    section = DOCUMENT.split("\n## An example\n")[1].split("\n## ")[0]
    blocks = re.findall(r"```\n(.*?\n)```", section, re.DOTALL)
    entries = [block[:-1].encode() for block in blocks if block.startswith('{"at"')]
    hashes = [bytes.fromhex(line) for line in re.findall(r"^[0-9a-f]{64}$", section, re.MULTILINE)]
    (note,) = (block for block in blocks if "—" in block)
    (key,) = (block[:-1] for block in blocks if re.fullmatch(r"\S+\+[0-9a-f]{8}\+A\S+\n", block))
    for name, data in (
        ("checkpoint", note.encode()),
        ("tile/0/000.p/3", b"".join(hashes)),
        ("tile/entries/000.p/3", b"".join(len(e).to_bytes(2, "big") + e for e in entries)),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder, note.split("\n")[0], key


def test_the_example_of_the_document_is_sound(tmp_path):
    """Put together by hand from what is printed in ledger-format.md."""
    folder, origin, key = example_copy(tmp_path / "copy")
    done = run("bundle", folder, "--origin", origin, "--key", key)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("SOUND:\n")
    assert "    size 3\n" in done.stdout
    receipt = re.search(r"```\n(c2sp\.org/tlog-proof@v1\n.*?\n)```", DOCUMENT, re.DOTALL)
    assert receipt is not None
    (tmp_path / "one.tlog-proof").write_text(receipt[1], encoding="utf-8")
    done = run("receipt", tmp_path / "one.tlog-proof", "--origin", origin, "--key", key)
    assert (done.returncode, done.stderr) == (0, "")
    assert "    content c2Vjb25k" in done.stdout


@pytest.mark.parametrize("size", [0, 1, 256, 300])
def test_what_was_exported_is_sound(tmp_path, size):
    """Run as a program; and what it says in JSON is what it found."""
    copy = write_copy(tmp_path / "copy", size)
    done = run("bundle", copy, "--origin", ORIGIN, "--key", KEY, "--json")
    facts = json.loads(done.stdout)
    assert (done.returncode, facts["sound"], facts["size"]) == (0, True, size)
    done = run(
        "bundle", "copy", "--origin", ORIGIN, "--key", KEY, "--since", copy / "checkpoint",
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0


def test_what_is_wrong_is_said_in_a_sentence(tmp_path):
    """On the screen's other channel, with the entry, and nothing on the first."""
    copy = write_copy(tmp_path / "copy", 10)
    bundle = copy / "tile/entries/000.p/10"
    bundle.write_bytes(bundle.read_bytes().replace(b'"seq":7', b'"seq":8'))
    done = run("bundle", copy, "--origin", ORIGIN, "--key", KEY)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Entry 7" in done.stderr
    assert run("bundle", copy, "--origin", ORIGIN).returncode == 6
    assert run("bundle", copy, "--key", KEY).returncode == 6
    assert run("bundle", tmp_path / "none", "--origin", ORIGIN, "--key", KEY).returncode == 5


def test_a_size_that_nobody_could_export_is_refused_at_once(tmp_path):
    """Somebody with the key may sign any size; the auditor's time is not theirs to spend."""
    copy = write_copy(tmp_path / "copy", 3)
    huge = sign_checkpoint(Checkpoint(ORIGIN, 2**62, bytes(32)), SIGNER)
    (copy / "checkpoint").write_bytes(huge)
    assert run("bundle", copy, "--origin", ORIGIN, "--key", KEY).returncode == 5


@pytest.mark.slow
@pytest.mark.campaign
def test_a_copy_of_70_000_entries_is_verified_in_little_memory(large_copy):
    """A bundle, and a row for each level: no more at 70,000 entries than at 700. Measured is the
    whole process, in which threads of other tests may still end.
    """
    second = load_second()
    keys = second.read_keys([KEY])
    tracemalloc.start()
    try:
        assert second.verify_bundle(large_copy, ORIGIN, keys, None, False)["size"] == 70_000
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()


def test_the_proofs_of_rfc_6962_are_checked_at_every_size():
    """Every leaf of every tree up to 70, and each neighbouring claim refused."""
    second = load_second()
    leaves = [leaf_hash(bytes([number])) for number in range(70)]

    def holds(*claim):
        try:
            second.check_inclusion(*claim)
        except second.Finding:
            return False
        return True

    for size in range(1, 71):
        root = root_of(leaves[:size])
        for index in range(size):
            proof = list(prove_inclusion(leaves, index, size))
            leaf = leaves[index]
            assert holds(leaf, index, size, proof, root)
            assert not holds(leaf, index, size, [*proof, root], root)
            assert not holds(leaf, index, size, proof[1:], root) or not proof
            assert not holds(leaf, index + 1, size, proof, root)
            assert not holds(leaf, size, size, proof, root)
            assert not holds(leaf, index, 0, proof, root)
            assert not holds(leaves[index - 1], index, size, proof, root) or size == 1


def test_the_tree_has_the_roots_of_rfc_6962():
    """The known answers, and the root over nothing."""
    second, vectors = load_second(), load("rfc6962")
    peaks: list[bytes] = []
    for size, root in enumerate(vectors["roots"]):
        assert second.root_of(peaks).hex() == root
        if size < len(vectors["leaves"]):
            leaf = second.sha256(b"\x00", bytes.fromhex(vectors["leaves"][size]))
            second.append(peaks, size, leaf)
