"""`python -m ledger`: verify a copy of a ledger, look into it, make keys.

    python -m ledger verify bundle DIR --origin ORIGIN --key VERIFIER_KEY [--since FILE] [--json]
    python -m ledger verify receipt FILE --origin ORIGIN --key VERIFIER_KEY [--json]
    python -m ledger inspect PATH [SEQ]
    python -m ledger keygen NAME [--witness] --out FILE
    python -m ledger witness --state DIR --key FILE --log VERIFIER_KEY --listen HOST:PORT
    python -m ledger witness --state DIR evidence [--json]

`verify DIR` is `verify bundle DIR`. It ends with 0 when what was given is sound, and otherwise
with the exit code of the error (`ledger.errors`): 2 altered, 3 rollback or fork, 4 content
missing, 5 unreadable, 6 origin or key not pinned. A command line that cannot be understood ends
with 64, which means none of these.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NoReturn

from ledger.checkpoint import parse_checkpoint
from ledger.cosignature import new_cosigner
from ledger.entry import format_time, parse_entry
from ledger.errors import Altered, LedgerError, NotPinned, Unreadable
from ledger.folder import read_entries
from ledger.note import format_private_key, format_public_key, new_signer, parse_note
from ledger.verify_command import add_verify, name_the_kind

USAGE = 64
"""EX_USAGE of sysexits.h. Why not argparse's 2? Here that means that a ledger was altered."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(name_the_kind(given))
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

    add_verify(commands)

    inspect = commands.add_parser("inspect", help="show what is there, verifying nothing")
    inspect.add_argument("path", type=Path, help="a copy of a ledger, or one of its files")
    inspect.add_argument("seq", type=int, nargs="?", help="the entry to show")
    inspect.set_defaults(run=_inspect)

    keygen = commands.add_parser("keygen", help="make a signing key")
    keygen.add_argument("name", help="the key's name: for a ledger's key, its origin")
    keygen.add_argument("--witness", action="store_true", help="a key to cosign with, type 0x04")
    keygen.add_argument("--out", type=Path, required=True, help="a new file for the private key")
    keygen.set_defaults(run=_keygen)

    witness = commands.add_parser("witness", help="run a witness, who cosigns checkpoints")
    witness.add_argument("--state", type=Path, required=True, help="the folder it remembers in")
    witness.add_argument("--key", type=Path, help="the file with its private key")
    witness.add_argument(
        "--log", action="append", help="the verifier key of a ledger to watch; may be repeated"
    )
    witness.add_argument("--listen", metavar="HOST:PORT", help="where to serve; port 0 is any")
    witness.set_defaults(run=_witness)
    actions = witness.add_subparsers(metavar="evidence")
    evidence = actions.add_parser("evidence", help="list what it refused, instead of running it")
    evidence.add_argument("--json", action="store_true", help="answer in JSON")
    evidence.set_defaults(run=_evidence)
    return parser


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
    if options.witness:
        cosigner = new_cosigner(options.name)
        secret = format_private_key(cosigner)
        public = format_public_key(cosigner.verifier)
    else:
        signer = new_signer(options.name)
        secret, public = format_private_key(signer), format_public_key(signer.verifier)
    try:
        file = os.open(options.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Unreadable(
            f"{options.out} is there already and is not overwritten: a key that has signed cannot "
            "be replaced by another. Name a new file."
        ) from error
    with os.fdopen(file, "w", encoding="utf-8") as out:
        out.write(secret + "\n")
        out.flush()
        os.fsync(out.fileno())
    print(public)


def _witness(options: argparse.Namespace) -> None:
    if not options.key or not options.log or not options.listen:
        raise NotPinned(
            "A witness needs its own --key, the --log key of each ledger it is to watch, and an "
            "address to --listen on. Ask each ledger's operator for its key by a way you trust."
        )
    # Here and not above: an auditor needs no database, and a witness does.
    from ledger.witness.command import serve  # noqa: PLC0415

    serve(options.state, options.key, options.log, options.listen)


def _evidence(options: argparse.Namespace) -> None:
    from ledger.witness.command import show_evidence  # noqa: PLC0415 - as above

    show_evidence(options.state, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
