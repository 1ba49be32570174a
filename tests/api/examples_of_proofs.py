"""What shows that the record is whole, and who is asking: proofs, receipts, tokens, a loss."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from cryptography.hazmat.primitives.asymmetric import ec

from consent_service.domain.recorded.losses import EntriesLost
from consent_service.storage.door.requests import ByHandle
from tests.access.vendors import registered
from tests.api.asking_own import mother_of
from tests.api.example import Example, recorded
from tests.api.running import Running, add_family, agree
from tests.builders import alone, request
from tests.reasons import ENOUGH


def proofs(service: Running) -> Iterator[Example]:
    """Of the ledger as it begins, so that nothing recorded later moves them."""
    service.beat()
    for name, path in (
        ("show-proof", "/v1/entries/1/proof"),
        ("show-wholeness", "/v1/verifications"),
        ("show-token-keys", "/.well-known/jwks.json"),
    ):
        yield Example(name, "", path, None, None, service.get(path, "AUDITOR"))
    path = "/v1/verifications"
    reply = service.post(path, {}, "AUDITOR", key=None)
    yield Example("verify-now", "", path, {}, None, reply)


def receipts_and_tokens(service: Running) -> Iterator[Example]:
    """Of a family of its own, after everything else."""
    family = add_family(service, "LCS-100240", typed=True)
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    said = {"entry_hash": mother.receipt("withdrawals")["entry_hash"]}
    service.beat()
    for name, path in (
        ("show-own-receipt", "receipts"),
        ("print-own-receipt", "receipts/print"),
    ):
        reply = service.post(f"/v1/own/{path}", said, key=None, headers=mother.headers())
        yield Example(name, "", f"/v1/own/{path}", said, None, reply)
    vendor = registered(service, "portal", key=ec.derive_private_key(2**200 + 3, ec.SECP256R1()))
    form = vendor.form()
    yield Example("request-token", "", "/oauth/token", form, None, vendor.ask(form))
    other = add_family(service, "LCS-100241", typed=True)
    lost = EntriesLost(recovery=1, since=service.clock.now, changes=True)
    service.storage.records.run(request(ByHandle(other.file), partial(alone, lost)))
    path, sure = f"{other.path}/record-confirmations", {"words": ENOUGH}
    yield recorded(service, "confirm-record", path, sure, "MASH_MANAGER")
