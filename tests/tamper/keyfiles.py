"""Ways to change who signs, each by somebody who can write the key file and the checkpoint.

The ledger's key was rotated once, and the old one retired, before any of these is done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from consent_service.domain.recorded.ofauthority import KeyRotated
from consent_service.storage.door.requests import OwnFile
from consent_service.storage.sealed.keys import AuthorityKeys, read_key_file, update_key_file
from ledger import Signer, sign_checkpoint
from ledger.checkpoint import open_checkpoint
from ledger.errors import NotPinned
from ledger.note import format_private_key, format_public_key, parse_note, sign_note
from ledger.rotation import make_rotation
from tests.api.running import OURS, Running
from tests.builders import request
from tests.tamper.case import CHECKPOINT, Case

STRANGER: Final = bytes(32)


def held(service: Running) -> AuthorityKeys:
    return read_key_file(service.settings.keys, OURS)


def stranger(service: Running) -> Signer:
    return Signer(held(service).origin, STRANGER)


def signed_by(service: Running, keys: AuthorityKeys) -> None:
    """These are the keys from now on, and the checkpoint is theirs as well."""
    file = service.settings.checkpoints / OURS / "checkpoint"
    checkpoint = open_checkpoint(file.read_bytes(), keys.origin, held(service).verifiers())
    update_key_file(service.settings.keys, keys)
    file.write_bytes(sign_checkpoint(checkpoint, keys.signer(), *keys.beside()))


def handed_to_nobody_we_know(service: Running, old: Signer) -> None:
    keys = held(service)
    retired = (*keys.retired, format_public_key(keys.signer().verifier))
    signed_by(
        service, replace(keys, signing=format_private_key(stranger(service)), retired=retired)
    )


def the_keys_before_forgotten(service: Running, old: Signer) -> None:
    keys = replace(held(service), signing=format_private_key(stranger(service)), retired=())
    signed_by(service, keys)


def a_stranger_beside(service: Running, old: Signer) -> None:
    signed_by(service, replace(held(service), outgoing=format_private_key(stranger(service))))


def a_retired_key_back(service: Running, old: Signer) -> None:
    """What retiring is for: somebody has a copy of the old key."""
    signed_by(service, replace(held(service), signing=format_private_key(old), retired=()))


def a_statement(service: Running, statement: bytes) -> None:
    event = KeyRotated(statement=statement.decode())
    service.storage.records.run(request(OwnFile(), lambda _: [event]))
    service.storage.keepers[OURS].checkpoint()


def signed_by_the_new_alone(service: Running, old: Signer) -> None:
    both = make_rotation(held(service).origin, held(service).signer(), stranger(service))
    a_statement(service, sign_note(parse_note(both).text, stranger(service)))


def about_another_ledger(service: Running, old: Signer) -> None:
    there = "consent.test/other"
    a_statement(service, make_rotation(there, Signer(there, b"1" * 32), Signer(there, STRANGER)))


KEY_FILE_CASES: Final[dict[str, Case]] = {
    "a key that no statement hands over to": Case(
        handed_to_nobody_we_know, CHECKPOINT, 6, NotPinned
    ),
    "such a key, and those before it forgotten": Case(
        the_keys_before_forgotten, CHECKPOINT, 6, NotPinned
    ),
    "such a key beside the right one": Case(a_stranger_beside, CHECKPOINT, 6, NotPinned),
    "a retired key put back": Case(a_retired_key_back, CHECKPOINT, 6, NotPinned),
    "a rotation on record without the old key's signature": Case(
        signed_by_the_new_alone, CHECKPOINT, 6, NotPinned
    ),
    "a rotation on record about another ledger": Case(
        about_another_ledger, CHECKPOINT, 6, NotPinned
    ),
}
