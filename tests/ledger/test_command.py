"""The command line, run as an auditor would."""

from __future__ import annotations

import json
import stat
import subprocess
import sys

import pytest

from ledger import (
    Signer,
    format_verifier,
    sign_checkpoint,
    sign_note,
    signer_from_text,
    verifier_from_text,
    write_folder,
)
from ledger.testing import edit, flip, ledger_of, rechain

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
KEY = format_verifier(SIGNER.verifier)


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "ledger", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def copy(tmp_path):
    head, lines = ledger_of(10, ORIGIN)
    write_folder(tmp_path / "copy", lines, sign_checkpoint(head.checkpoint(), SIGNER))
    return tmp_path / "copy"


def test_a_sound_copy_ends_with_0(copy):
    """And says how many entries were verified, and what to keep for the next time."""
    done = run("verify", copy, "--origin", ORIGIN, "--key", KEY)
    assert done.returncode == 0
    assert done.stdout.startswith(f"SOUND: {ORIGIN}, 10 entries")
    assert "--since" in done.stdout
    again = run(
        "verify", copy, "--origin", ORIGIN, "--key", KEY, "--since", copy / "checkpoint", "--json"
    )
    facts = json.loads(again.stdout)
    assert (facts["sound"], facts["size"], facts["since_size"]) == (True, 10, 10)


def test_an_altered_copy_ends_with_2_and_names_the_entry(copy):
    """In words and in JSON."""
    bundle = copy / "tile/entries/000.p/10"
    bundle.write_bytes(flip(bundle.read_bytes(), 8 * 1000))
    done = run("verify", copy, "--origin", ORIGIN, "--key", KEY)
    assert done.returncode == 2
    assert "Entry 3 has been altered" in done.stderr
    facts = json.loads(run("verify", copy, "--origin", ORIGIN, "--key", KEY, "--json").stdout)
    assert (facts["sound"], facts["exit_code"], facts["seq"]) == (False, 2, 3)


@pytest.mark.parametrize("what", ["rollback", "fork"])
def test_a_copy_that_is_not_a_growth_ends_with_3(copy, tmp_path, what):
    """Compared with the checkpoint that was kept."""
    if what == "rollback":
        kept, _ = ledger_of(11, ORIGIN)
    else:
        kept, _ = rechain(edit(ledger_of(8, ORIGIN)[1], 2, kind="other"))
    (tmp_path / "kept").write_bytes(sign_checkpoint(kept.checkpoint(), SIGNER))
    done = run("verify", copy, "--origin", ORIGIN, "--key", KEY, "--since", tmp_path / "kept")
    assert done.returncode == 3
    assert done.stderr.startswith(what.upper())


def test_what_is_not_a_ledger_ends_with_5(copy, tmp_path):
    """No folder, an empty one, a checkpoint that is no note, a kept one that is not there."""
    (tmp_path / "empty").mkdir()
    assert run("verify", tmp_path / "none", "--origin", ORIGIN, "--key", KEY).returncode == 5
    assert run("verify", tmp_path / "empty", "--origin", ORIGIN, "--key", KEY).returncode == 5
    since = ["--since", tmp_path / "none"]
    assert run("verify", copy, "--origin", ORIGIN, "--key", KEY, *since).returncode == 5
    assert run("verify", copy, "--origin", ORIGIN, "--key", "not a key").returncode == 5
    (copy / "checkpoint").write_bytes(b"not a note")
    assert run("verify", copy, "--origin", ORIGIN, "--key", KEY).returncode == 5


def test_an_origin_or_a_key_that_was_not_pinned_ends_with_6(copy):
    """Not given, or not the one that is found."""
    stranger = format_verifier(Signer(ORIGIN, bytes(32)).verifier)
    for arguments in (
        [],
        ["--origin", ORIGIN],
        ["--key", KEY],
        ["--origin", "records.example.org/south", "--key", KEY],
        ["--origin", ORIGIN, "--key", stranger],
    ):
        done = run("verify", copy, *arguments)
        assert done.returncode == 6
        assert len(done.stderr) > 60
    assert run("verify", copy, "--origin", ORIGIN, "--key", stranger, "--key", KEY).returncode == 0


def test_a_command_that_is_not_understood_is_not_taken_for_a_finding():
    """argparse's own 2 would say that a ledger was altered."""
    for arguments in ([], ["verify"], ["audit"], ["inspect", "x", "y"]):
        assert run(*arguments).returncode == 64


def test_looking_claims_nothing(copy):
    """The checkpoint, an entry of the copy, an entry in a file; altered or not."""
    shown = run("inspect", copy)
    assert "Nothing here has been verified" in shown.stdout
    assert ORIGIN in shown.stdout
    assert "10" in shown.stdout
    assert "kind        thing-happened" in run("inspect", copy, 9).stdout
    (copy / "entry").write_bytes(ledger_of(1, ORIGIN)[1][0].data)
    assert "entry       0" in run("inspect", copy / "entry").stdout
    for arguments in ([copy, 10], [copy, "--", -1], [copy / "none"], [copy / "tile/0/000.p/10"]):
        assert run("inspect", *arguments).returncode == 5


def test_a_new_key_is_kept_from_others_and_never_overwritten(tmp_path):
    """The private half goes to a file of one's own, the public half to the screen."""
    file = tmp_path / "key"
    done = run("keygen", ORIGIN, "--out", file)
    assert done.returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    signer = signer_from_text(file.read_text().strip())
    assert verifier_from_text(done.stdout.strip()) == signer.verifier
    assert sign_note("text\n", signer)
    before = file.read_bytes()
    assert run("keygen", ORIGIN, "--out", file).returncode == 5
    assert run("keygen", "two words", "--out", tmp_path / "other").returncode == 5
    assert file.read_bytes() == before
    assert not (tmp_path / "other").exists()
