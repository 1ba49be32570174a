"""A copy or a receipt that was changed is refused by both verifiers, for the same reason."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from ledger import format_public_key, parse_note, sign_checkpoint, with_cosignatures
from ledger.__main__ import main
from ledger.errors import LedgerError
from ledger.folder import verify_folder
from ledger.publishing import publish
from ledger.testing import A_TIME, flip, ledger_of
from tests.ledger.both_verifiers import KEY, ORIGIN, SIGNER, ask, files_of, write_copy
from tests.ledger.test_receipt_verifiers_agree import receipt_of
from tests.tamper.case import POLICY, Case, by_name
from tests.tamper.copies import COPY_CASES, RECEIPT_CASES, SIZE, WITNESS


def under_the_policy(copy: Path) -> int:
    """What the package says where the auditor asks for a witness; the other knows of none."""
    policy = copy.parent / "policy"
    witness = format_public_key(WITNESS.verifier)
    policy.write_text(f"log {KEY}\nwitness w {witness}\nquorum w\n")
    arguments = ["verify", "bundle", str(copy), "--origin", ORIGIN, "--policy", str(policy)]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return main(arguments)


@by_name(COPY_CASES)
def test_a_copy_that_was_changed_is_refused(tmp_path: Path, name: str, case: Case) -> None:
    copy = write_copy(tmp_path / "copy", SIZE)
    kept = tmp_path / "kept"
    kept.write_bytes(sign_checkpoint(ledger_of(SIZE, ORIGIN, batch=7)[0].checkpoint(), SIGNER))
    note = (copy / "checkpoint").read_bytes()
    (copy / "checkpoint").write_bytes(
        with_cosignatures(note, [WITNESS.cosign(parse_note(note).text.encode(), A_TIME)])
    )
    assert ask(copy, since=kept)["sound"]
    assert under_the_policy(copy) == 0
    case.alter(copy)
    if case.by == POLICY:
        assert ask(copy, since=kept)["sound"]
    else:
        assert ask(copy, since=kept)["exit_code"] == case.code
    assert under_the_policy(copy) == case.code or name.startswith("an older copy")


@by_name(RECEIPT_CASES)
def test_a_receipt_that_was_changed_is_refused(tmp_path: Path, name: str, case: Case) -> None:
    file, whole = tmp_path / "receipt", receipt_of(SIZE, 20)
    file.write_bytes(whole)
    assert ask(file, what="receipt")["sound"]
    file.write_bytes(case.alter(whole))
    assert ask(file, what="receipt")["exit_code"] == case.code


def test_of_a_published_folder_only_tiles_of_earlier_sizes_are_not_read(tmp_path: Path) -> None:
    """Whoever held an earlier checkpoint may still ask for them; a copy may not have them."""
    folder = tmp_path / "published"
    for size in (30, SIZE):
        head, lines = ledger_of(size, ORIGIN, batch=7)
        held = 30 if size == SIZE else 0
        publish(folder, lines[held:], sign_checkpoint(head.checkpoint(), SIGNER))
    assert ask(folder)["exit_code"] == 5
    unread = set()
    for file in files_of(folder):
        good = file.read_bytes()
        file.write_bytes(flip(good, 4 * len(good)))
        try:
            verify_folder(folder, ORIGIN, [SIGNER.verifier], served=True)
        except LedgerError:
            pass
        else:
            unread.add(str(file.relative_to(folder)))
        file.write_bytes(good)
    assert unread == {"tile/0/000.p/30", "tile/entries/000.p/30"}
