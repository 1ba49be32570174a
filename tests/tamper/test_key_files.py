"""Whoever can write the key file can sign, and not as somebody the ledger hands over to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from consent_service.storage.door.trouble import KeyFileError
from consent_service.storage.sealed import proving
from consent_service.storage.sealed.rotating import retire_key, rotate_key
from ledger.note import Signer
from tests.api.running import OURS, Running, running
from tests.tamper.case import Case, by_name
from tests.tamper.keyfiles import KEY_FILE_CASES, held


@pytest.fixture
def rotated(tmp_path: Path) -> Iterator[tuple[Running, Signer]]:
    """A service whose key was rotated and retired, and the old key, of which a copy was kept."""
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        service.beat()
        old = held(service).signer()
        rotate_key(service.storage, service.settings.keys, OURS)
        retire_key(service.storage, service.settings.keys, OURS, ("manager-1", "officer-1"))
        assert service.storage.reconcile(OURS).findings == ()
        yield service, old


@by_name(KEY_FILE_CASES)
@pytest.mark.breaks_the_ledger("the key file is another's")
def test_a_signing_key_that_was_changed_is_found(
    rotated: tuple[Running, Signer], name: str, case: Case
) -> None:
    service, old = rotated
    signs = held(service).signer().verifier
    case.alter(service, old)
    _finds(service, case)  # one that ran before
    if signs in held(service).verifiers():
        _finds(service.restarted(), case)  # the command `verify`
    else:
        with pytest.raises(KeyFileError, match=f"lacks the key that signs.*{signs.key_id.hex()}"):
            service.restarted()


def _finds(service: Running, case: Case) -> None:
    found = service.storage.reconcile(OURS)
    assert found.gravest is not None, "nothing was found"
    assert type(found.gravest.fault) is case.error
    assert (found.gravest.wall, found.exit_code) == (case.by, case.code)


def test_what_a_killed_rotation_had_not_written_down_yet_keeps_nothing_from_starting(
    rotated: tuple[Running, Signer],
) -> None:
    service, old = rotated
    noted = service.settings.checkpoints / OURS / proving.NAME
    ids = json.loads(noted.read_bytes())
    noted.write_text(json.dumps({**ids, proving.SIGNING: old.verifier.key_id.hex()}))
    assert service.restarted().storage.reconcile(OURS).findings == ()
    del ids[proving.SIGNING]
    noted.write_text(json.dumps(ids))
    assert service.restarted().storage.reconcile(OURS).findings == ()
