"""`python -m ledger`: verify a copy of a ledger, look into it, make keys.

    python -m ledger verify DIR --origin ORIGIN --key VERIFIER_KEY [--since FILE] [--json]
    python -m ledger inspect PATH [SEQ]
    python -m ledger keygen NAME --out FILE

`verify` ends with 0 when the copy is sound, and otherwise with the exit code of the error
(`ledger.errors`): 2 altered, 3 rollback or fork, 4 content missing, 5 unreadable, 6 origin or key
not pinned. A command line that cannot be understood ends with 64, which means none of these.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from ledger.checkpoint import parse_checkpoint
from ledger.entry import format_time, parse_entry
from ledger.errors import Altered, LedgerError, NotPinned, Unreadable
from ledger.folder import Verified, read_entries, verify_folder
from ledger.note import format_signer, format_verifier, new_signer, parse_note, verifier_from_text

USAGE = 64
"""EX_USAGE of sysexits.h. Why not argparse's 2? Here that means that a ledger was altered."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except LedgerError as error:
        _report_error(error, as_json=getattr(options, "json", False))
        return error.exit_code
    except OSError as error:
        shown = Unreadable(f"{error.filename or 'A file'}: {error.strerror or error}.")
        _report_error(shown, as_json=getattr(options, "json", False))
        return shown.exit_code
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m ledger", description="Verify a ledger, or look into one.")
    commands = parser.add_subparsers(required=True, metavar="command")

    verify = commands.add_parser("verify", help="verify a copy of a ledger, every byte of it")
    verify.add_argument("folder", type=Path, help="the copy: the folder with its checkpoint")
    verify.add_argument("--origin", help="the name of the ledger, as you know it")
    verify.add_argument(
        "--key", action="append", help="its verifier key, as you were given it; may be repeated"
    )
    verify.add_argument(
        "--since", type=Path, metavar="FILE", help="a checkpoint you kept from an earlier time"
    )
    verify.add_argument("--json", action="store_true", help="answer in JSON")
    verify.set_defaults(run=_verify)

    inspect = commands.add_parser("inspect", help="show what is there, verifying nothing")
    inspect.add_argument("path", type=Path, help="a copy of a ledger, or one of its files")
    inspect.add_argument("seq", type=int, nargs="?", help="the entry to show")
    inspect.set_defaults(run=_inspect)

    keygen = commands.add_parser("keygen", help="make a signing key")
    keygen.add_argument("name", help="the key's name: for a ledger's key, its origin")
    keygen.add_argument("--out", type=Path, required=True, help="a new file for the private key")
    keygen.set_defaults(run=_keygen)
    return parser


def _verify(options: argparse.Namespace) -> None:
    if not options.origin or not options.key:
        raise NotPinned(
            "Say which ledger and whose signature you expect, with --origin and --key. Taken "
            "from the copy itself they would prove nothing: a forger would have put in their own."
        )
    keys = [verifier_from_text(text) for text in options.key]
    since = options.since.read_bytes() if options.since else None
    show = sys.stderr.isatty() and not options.json
    verified = verify_folder(
        options.folder, options.origin, keys, since, _show_progress if show else None
    )
    if show:
        print(file=sys.stderr)
    if options.json:
        print(json.dumps(_facts(verified), indent=2))
        return
    head = verified.head
    print(f"SOUND: {head.origin}, {head.size} entries, each as it was recorded.")
    if head.at is not None:
        print(f"The last was recorded at {format_time(head.at)}.")
    print(f"Root: {_base64(head.root())}")
    if verified.pinned is not None:
        print(f"It is a growth of the checkpoint you kept, of {verified.pinned.size} entries.")
    else:
        print(
            f"Keep {options.folder / 'checkpoint'} and give it next time with --since: then "
            "nothing up to here can be removed or rewritten without your seeing it."
        )


def _facts(verified: Verified) -> dict[str, Any]:
    head, pinned = verified.head, verified.pinned
    return {
        "sound": True,
        "exit_code": 0,
        "origin": head.origin,
        "size": head.size,
        "root": _base64(head.root()),
        "last_recorded_at": None if head.at is None else format_time(head.at),
        "since_size": None if pinned is None else pinned.size,
    }


def _report_error(error: LedgerError, *, as_json: bool) -> None:
    if as_json:
        facts = {
            "sound": False,
            "exit_code": error.exit_code,
            "error": type(error).__name__,
            "seq": getattr(error, "seq", None),
            "message": str(error),
        }
        print(json.dumps(facts, indent=2))
    else:
        print(error, file=sys.stderr)
        if isinstance(error, Altered):
            print("Keep this copy as it is: it is evidence.", file=sys.stderr)


def _show_progress(done: int, size: int) -> None:
    if done == size or done % 8192 == 0:
        print(f"\r{done} of {size} entries", end="", file=sys.stderr, flush=True)


def _inspect(options: argparse.Namespace) -> None:
    print("Nothing here has been verified; use the verify command for that.")
    path: Path = options.path
    if path.is_dir():
        if options.seq is None:
            _show_note((path / "checkpoint").read_bytes())
            return
        seq = max(options.seq, 0)
        found = list(islice(read_entries(path), seq, seq + 1))
        if seq != options.seq or not found:
            raise Unreadable(f"There is no entry {options.seq} in {path}.")
        _show_entry(found[0])
        return
    data = path.read_bytes()
    if data.startswith(b'{"at":'):
        _show_entry(data.rstrip(b"\n"))
    else:
        _show_note(data)


def _show_note(data: bytes) -> None:
    note = parse_note(data)
    checkpoint = parse_checkpoint(note.text)
    print(f"checkpoint of  {checkpoint.origin}")
    print(f"entries        {checkpoint.size}")
    print(f"root           {checkpoint.root.hex()}")
    for line in note.signatures:
        print(f"signed by      {line.name}, key {line.key_id.hex()} (not checked)")


def _show_entry(data: bytes) -> None:
    entry = parse_entry(data)
    print(f"ledger      {entry.ledger}")
    print(f"entry       {entry.seq}")
    print(f"recorded    {format_time(entry.at)}")
    print(f"kind        {entry.kind}")
    print(f"file        {entry.file}")
    print(f"commitment  {entry.commitment.hex()}")
    print(f"previous    {entry.prev.hex()}")


def _keygen(options: argparse.Namespace) -> None:
    signer = new_signer(options.name)
    try:
        file = os.open(options.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Unreadable(
            f"{options.out} is there already and is not overwritten: a key that has signed cannot "
            "be replaced by another. Name a new file."
        ) from error
    with os.fdopen(file, "w", encoding="utf-8") as out:
        out.write(format_signer(signer) + "\n")
        out.flush()
        os.fsync(out.fileno())
    print(format_verifier(signer.verifier))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


if __name__ == "__main__":
    sys.exit(main())
