"""`python -m ledger verify`: a bundle, which is a copy of a whole ledger, or one receipt."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from ledger.checkpoint import Checkpoint
from ledger.cosignature import CosignatureVerifier
from ledger.entry import entry_hash, format_entry, format_time
from ledger.errors import NotPinned, Unreadable
from ledger.files import read_limited
from ledger.folder import Verified, verify_folder
from ledger.note import MAX_NOTE, Verifier, encode_base64, format_public_key, public_key_from_text
from ledger.policy import MAX_POLICY, WitnessPolicy, check_policy, parse_policy
from ledger.proof import MAX_PROOF
from ledger.receipt import CheckedReceipt, check_receipt, parse_receipt
from ledger.rotation import MAX_ROTATIONS, follow, open_rotation, parse_rotations
from ledger.state import MAX_STATE, parse_state, save_state
from ledger.watching import watched

Key: TypeAlias = Verifier | CosignatureVerifier
KINDS: Final = ("bundle", "receipt")


def add_verify(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command `verify` to a parser's commands."""
    verify = commands.add_parser("verify", help="verify a copy of a ledger, or a receipt")
    kinds = verify.add_subparsers(required=True, metavar="bundle|receipt")

    bundle = kinds.add_parser("bundle", help="a copy of a whole ledger, every byte of it")
    bundle.add_argument("folder", type=Path, help="the copy: the folder with its checkpoint")
    _add_pins(bundle)
    bundle.add_argument(
        "--since", type=Path, metavar="FILE", help="a checkpoint you kept from an earlier time"
    )
    bundle.add_argument(
        "--from",
        dest="after",
        type=Path,
        metavar="FILE",
        help="go on where an earlier run, which wrote this file, left off",
    )
    bundle.add_argument(
        "--save", type=Path, metavar="FILE", help="write how far this run came, now and then"
    )
    bundle.add_argument(
        "--workers", type=_count, default=_cores(), help="so many processes (default: all cores)"
    )
    bundle.add_argument(
        "--served", action="store_true", help="the folder is one being published, not a copy"
    )
    bundle.set_defaults(run=_verify_bundle)

    receipt = kinds.add_parser("receipt", help="one receipt: what it says, and that it is so")
    receipt.add_argument("file", type=Path, help="the receipt")
    _add_pins(receipt)
    receipt.set_defaults(run=_verify_receipt)


def name_the_kind(arguments: Sequence[str]) -> list[str]:
    """`verify DIR` as `verify bundle DIR`, which is what it says since there are receipts."""
    told = (*KINDS, "-h", "--help")
    if len(arguments) > 1 and arguments[0] == "verify" and arguments[1] not in told:
        return ["verify", "bundle", *arguments[1:]]
    return list(arguments)


def _add_pins(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--origin", help="the name of the ledger, as you know it")
    parser.add_argument(
        "--key", action="append", help="its verifier key, as you were given it; may be repeated"
    )
    parser.add_argument(
        "--policy", type=Path, metavar="FILE", help="a C2SP policy: keys, witnesses, how many"
    )
    parser.add_argument(
        "--rotations", type=Path, metavar="FILE", help="how the key you have handed over to others"
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _verify_bundle(options: argparse.Namespace) -> None:
    keys, policy = _pins(options)
    since = _own(options.since, MAX_NOTE)
    state = _own(options.after, MAX_STATE)
    after = None if state is None else parse_state(state, options.origin)
    with watched("Verifying", quiet=options.json) as progress:
        verified = verify_folder(
            options.folder,
            options.origin,
            keys,
            since,
            progress,
            after=after,
            save=None if options.save is None else partial(save_state, options.save),
            workers=options.workers,
            served=options.served,
        )
    if policy is not None:
        note = read_limited(options.folder / "checkpoint", MAX_NOTE)
        _check_witnessed(note, verified.checkpoint, policy)
    if options.json:
        print(json.dumps(_bundle_facts(verified) | _handed(options), indent=2))
        return
    head = verified.head
    print(f"SOUND: {head.origin}, {head.size} entries: none changed, taken away or put in.")
    print("What each of them holds is not in a copy, and was not looked at.")
    if after is not None:
        print(
            f"The first {after.size} were verified by an earlier run: their tiles still lead to "
            "the same root, and the entries themselves were not read again."
        )
    if head.at is not None:
        print(f"The last was recorded at {format_time(head.at)}.")
    print(f"Root: {encode_base64(head.root())}")
    if verified.pinned is not None:
        print(f"It is a growth of the checkpoint you kept, of {verified.pinned.size} entries.")
    elif after is None:
        print(
            f"Keep {options.folder / 'checkpoint'} and give it next time with --since: then "
            "nothing up to here can be removed or rewritten without your seeing it."
        )


def _verify_receipt(options: argparse.Namespace) -> None:
    keys, policy = _pins(options)
    data = _own(options.file, MAX_PROOF) or b""
    receipt = check_receipt(data, options.origin, keys)
    if policy is not None:
        _check_witnessed(parse_receipt(data).proof.checkpoint, receipt.checkpoint, policy)
    if options.json:
        print(json.dumps(_receipt_facts(receipt) | _handed(options), indent=2))
        return
    entry, checkpoint = receipt.entry, receipt.checkpoint
    seen = "and what it holds are" if receipt.content is not None else "is"
    print(f"SOUND: entry {entry.seq} of {entry.ledger} {seen} as it was recorded.")
    print(f"It was recorded at {format_time(entry.at)}.")
    print(f"Kind: {entry.kind}")
    print(f"File: {entry.file}")
    print(f"Entry hash: {entry_hash(format_entry(entry)).hex()}")
    print(
        f"It is one of {checkpoint.size} entries under the root {encode_base64(checkpoint.root)}."
    )
    if receipt.content is None:
        print("What it holds is withheld and was not looked at: this shows the entry alone.")
    else:
        print("What was recorded:")
        print(_shown(receipt.content))


def _pins(
    options: argparse.Namespace,
) -> tuple[list[Key], WitnessPolicy | None]:
    """The keys that were given, and the policy."""
    if not options.origin or not (options.key or options.policy):
        raise NotPinned(
            "Say which ledger and whose signature you expect, with --origin and --key. Taken "
            "from the copy itself they would prove nothing: a forger would have put in their own."
        )
    given = [public_key_from_text(text, Verifier) for text in options.key or ()]
    rotations = parse_rotations(_own(options.rotations, MAX_ROTATIONS) or b"")
    led_to = follow(given, [open_rotation(one, options.origin) for one in rotations])
    options.handed_to = format_public_key(led_to[-1]) if led_to[len(given) :] else None
    if options.handed_to is not None and not options.json:
        print("The key you gave handed over. Pin this one from now on, once somebody you trust")
        print(f"has told you that it is right: {options.handed_to}")
    keys: list[Key] = [*led_to]
    if not options.policy:
        return keys, None
    policy = parse_policy(_own(options.policy, MAX_POLICY) or b"")
    keys += [log.key for log in policy.logs if log.key.name == options.origin]
    keys += [witness.key for witness in policy.witnesses]
    return keys, policy


def _check_witnessed(note: bytes, verified: Checkpoint, policy: WitnessPolicy) -> None:
    if check_policy(note, verified.origin, policy).checkpoint != verified:
        raise Unreadable("The checkpoint was replaced while its entries were read. Verify again.")


def _own(path: Path | None, limit: int) -> bytes | None:
    """A file of the auditor's own, or a pipe: what they name is what they mean."""
    if path is None:
        return None
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(f"{path} is longer than such a file can be.")
    return data


def _bundle_facts(verified: Verified) -> dict[str, Any]:
    head, pinned, after = verified.head, verified.pinned, verified.after
    return {
        "sound": True,
        "exit_code": 0,
        "origin": head.origin,
        "size": head.size,
        "root": encode_base64(head.root()),
        "last_recorded_at": None if head.at is None else format_time(head.at),
        "since_size": None if pinned is None else pinned.size,
        "from_size": None if after is None else after.size,
    }


def _receipt_facts(receipt: CheckedReceipt) -> dict[str, Any]:
    entry, content = receipt.entry, receipt.content
    return {
        "sound": True,
        "exit_code": 0,
        "origin": entry.ledger,
        "seq": entry.seq,
        "at": format_time(entry.at),
        "kind": entry.kind,
        "file": entry.file,
        "commitment": entry.commitment.hex(),
        "entry_hash": entry_hash(format_entry(entry)).hex(),
        "size": receipt.checkpoint.size,
        "root": encode_base64(receipt.checkpoint.root),
        "content": None if content is None else encode_base64(content),
    }


def _handed(options: argparse.Namespace) -> dict[str, Any]:
    """The key to pin now, where the one that was given has handed over."""
    return {} if options.handed_to is None else {"handed_to": options.handed_to}


def _shown(content: bytes) -> str:
    """The content for a screen. What is no plain text, and could steer a terminal, as base64."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return encode_base64(content)
    return text if all(line.isprintable() for line in text.split("\n")) else encode_base64(content)


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1024:
        raise argparse.ArgumentTypeError("between 1 and 1024")
    return number


def _cores() -> int:
    """Those this process may use, which in a container are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
