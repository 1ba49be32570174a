"""The command line, run as an auditor would."""

from __future__ import annotations

import base64
import json
import stat
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import pytest

from ledger import (
    Cosigner,
    Draft,
    Head,
    Opening,
    Signer,
    Verifier,
    commit,
    extend,
    format_public_key,
    hash_reader,
    make_receipt,
    parse_note,
    parse_receipt,
    private_key_from_text,
    public_key_from_text,
    sign_checkpoint,
    sign_note,
    with_cosignatures,
    write_folder,
)
from ledger.__main__ import main
from ledger.testing import A_TIME, edit, flip, ledger_of, rechain
from tests.ledger.vector_files import load

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
KEY = format_public_key(SIGNER.verifier)


def run(*arguments):
    """What it ends with and what it says; the first ones below are processes of their own."""
    said, told = StringIO(), StringIO()
    with redirect_stdout(said), redirect_stderr(told):
        try:
            code = main([*map(str, arguments)])
        except SystemExit as end:
            code = int(end.code or 0)
    return subprocess.CompletedProcess(arguments, code, said.getvalue(), told.getvalue())


def run_alone(*arguments):
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
    done = run_alone("verify", copy, "--origin", ORIGIN, "--key", KEY)
    assert done.returncode == 0
    assert done.stdout.startswith(f"SOUND: {ORIGIN}, 10 entries: none changed")
    # No more is said than was looked at: the contents are not in the copy.
    assert "not in a copy, and was not looked at" in done.stdout
    assert "as it was recorded" not in done.stdout
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
    done = run_alone("verify", copy, "--origin", ORIGIN, "--key", KEY)
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
    stranger = format_public_key(Signer(ORIGIN, bytes(32)).verifier)
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


def test_verify_alone_means_a_bundle(copy):
    """As it was before there were receipts; options may come first."""
    for arguments in (["bundle", copy], [copy]):
        done = run("verify", *arguments, "--origin", ORIGIN, "--key", KEY)
        assert (done.returncode, done.stdout[:5]) == (0, "SOUND")
    assert run("verify", "--origin", ORIGIN, "--key", KEY, copy).returncode == 0


def test_tomorrow_only_what_is_new_is_read(copy, tmp_path):
    """What one run saved, the next goes on from; what is not a state ends with 5."""
    state = tmp_path / "state"
    pins = ["--origin", ORIGIN, "--key", KEY]
    assert run("verify", "bundle", copy, *pins, "--save", state).returncode == 0
    head, lines = ledger_of(300, ORIGIN)
    write_folder(tmp_path / "larger", lines, sign_checkpoint(head.checkpoint(), SIGNER))
    done = run(
        "verify", "bundle", tmp_path / "larger", *pins, "--from", state, "--save", state, "--json"
    )
    facts = json.loads(done.stdout)
    assert (facts["sound"], facts["size"], facts["from_size"]) == (True, 300, 10)
    done = run("verify", "bundle", tmp_path / "larger", *pins, "--from", state)
    assert "The first 300 were verified by an earlier run" in done.stdout
    assert run("verify", "bundle", copy, *pins, "--from", state).returncode == 3
    for bad in (tmp_path / "none", copy / "checkpoint"):
        assert run("verify", "bundle", copy, *pins, "--from", bad).returncode == 5


def test_what_was_saved_is_kept_when_the_next_run_finds_a_fault(copy, tmp_path):
    """The last place that was sound, to go on from when a sound copy is there."""
    (tmp_path / "state").write_bytes(b"from before")
    bundle = copy / "tile/entries/000.p/10"
    bundle.write_bytes(flip(bundle.read_bytes(), 8 * 1000))
    done = run("verify", copy, "--origin", ORIGIN, "--key", KEY, "--save", tmp_path / "state")
    assert done.returncode == 2
    assert (tmp_path / "state").read_bytes() == b"from before"


@pytest.fixture
def receipt(tmp_path):
    """A receipt with its content, as a file."""
    vectors = load("receipt")
    (tmp_path / "receipt").write_text(vectors["receipt"], encoding="utf-8")
    return tmp_path / "receipt"


PINS = ["--origin", load("ledger")["origin"], "--key", load("ledger")["verifier"]]


def test_a_sound_receipt_says_what_was_recorded(receipt):
    """In words and in JSON; one that withholds the content says that."""
    done = run("verify", "receipt", receipt, *PINS)
    assert done.returncode == 0
    assert done.stdout.startswith("SOUND: entry 1 of records.example.org/north")
    assert done.stdout.endswith("What was recorded:\nsecond\n")
    facts = json.loads(run("verify", "receipt", receipt, *PINS, "--json").stdout)
    assert (facts["sound"], facts["seq"], facts["size"]) == (True, 1, 3)
    assert facts["entry_hash"] == load("ledger")["entries"][1]["hash"]
    assert base64.b64decode(facts["content"]) == b"second"
    receipt.write_text(load("receipt")["content_withheld"], encoding="utf-8")
    assert "withheld" in run("verify", "receipt", receipt, *PINS).stdout


def test_a_receipt_that_is_not_sound_ends_with_the_exit_code_of_its_fault(receipt, tmp_path):
    """2 for what was altered, 5 for what is no receipt, 6 for what was not pinned, 64 for what
    was not asked."""
    good = receipt.read_text(encoding="utf-8")
    for old, new, code in (
        ("MWaX", "MWaY", 2),
        ("D9zN0Omt", "D9zN0Omu", 2),
        ("index 1", "index 2", 2),
        ("extra ", "", 5),
        ("D9zN", "D9zO", 6),
    ):
        assert old in good
        receipt.write_text(good.replace(old, new), encoding="utf-8")
        assert run("verify", "receipt", receipt, *PINS).returncode == code
    receipt.write_text(good, encoding="utf-8")
    assert run("verify", "receipt", receipt, *PINS[:2]).returncode == 6
    assert run("verify", "receipt", receipt, "--origin", "south", *PINS[2:]).returncode == 6
    assert run("verify", "receipt", tmp_path / "none", *PINS).returncode == 5
    assert run("verify", "receipt", *PINS).returncode == 64


def test_what_a_receipt_says_cannot_steer_a_terminal(tmp_path):
    """Escape sequences in a content are shown as base64."""
    opening = Opening(b"\x1b[2Jnothing to see", bytes(32))
    draft = Draft("thing-happened", "00" * 16, commit(opening.salt, opening.content))
    head, lines = extend(Head.empty(ORIGIN), A_TIME, [draft])
    note = sign_checkpoint(head.checkpoint(), SIGNER)
    made = make_receipt(
        hash_reader([lines[0].hash]), lines[0].data, note, ORIGIN, [SIGNER.verifier],
        opening=opening,
    )  # fmt: skip
    (tmp_path / "receipt").write_bytes(made)
    shown = run("verify", "receipt", tmp_path / "receipt", "--origin", ORIGIN, "--key", KEY).stdout
    assert "\x1b" not in shown
    assert base64.b64encode(opening.content).decode() in shown


def test_witnesses_can_be_asked_for_in_a_policy(copy, receipt, tmp_path):
    """Too few cosignatures end with 6, for a copy and for a receipt; enough of them with 0."""
    witness = Cosigner("witness.example", bytes(32))
    log, other = PINS[3], format_public_key(witness.verifier)
    for quorum, code in (("none", 0), ("one", 6)):
        policy = f"log {log}\nwitness one {other}\nquorum {quorum}\n"
        (tmp_path / "policy").write_text(policy, encoding="utf-8")
        pins = ["--origin", ORIGIN, "--policy", tmp_path / "policy"]
        assert run("verify", "bundle", copy, *pins).returncode == code
        assert run("verify", "receipt", receipt, *pins).returncode == code
    kept = parse_receipt(receipt.read_bytes()).proof.checkpoint
    for file, note in ((copy / "checkpoint", (copy / "checkpoint").read_bytes()), (receipt, kept)):
        line = witness.cosign(parse_note(note).text.encode(), A_TIME)
        file.write_bytes(file.read_bytes().replace(note, with_cosignatures(note, [line])))
    assert run("verify", "bundle", copy, *pins).returncode == 0
    assert run("verify", "receipt", receipt, *pins).returncode == 0


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
    signer = private_key_from_text(file.read_text().strip(), Signer)
    assert public_key_from_text(done.stdout.strip(), Verifier) == signer.verifier
    assert sign_note("text\n", signer)
    before = file.read_bytes()
    assert run("keygen", ORIGIN, "--out", file).returncode == 5
    assert run("keygen", "two words", "--out", tmp_path / "other").returncode == 5
    assert file.read_bytes() == before
    assert not (tmp_path / "other").exists()
