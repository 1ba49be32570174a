"""A checkpoint that was changed where it is kept is found, and nothing is signed after it."""

from __future__ import annotations

import pytest

from consent_service.storage.door.trouble import NotSound
from ledger import open_checkpoint
from ledger.errors import LedgerError, RolledBack
from tests.api.running import OURS
from tests.builders import a_check
from tests.tamper.case import KEEPER, Case, by_name
from tests.tamper.checkpoints import CHECKPOINT_CASES
from tests.tamper.story import Story


@by_name(CHECKPOINT_CASES)
def test_a_checkpoint_that_was_changed_is_found(story: Story, name: str, case: Case) -> None:
    service = story.service
    file = service.settings.checkpoints / OURS / "checkpoint"
    # This process has looked at the ledger: it knows what the folder said a moment ago.
    service.storage.keepers[OURS].compare()
    changed = case.alter(story, file.read_bytes())
    if changed is None:
        file.unlink()
    else:
        file.write_bytes(changed)
    if case.by == KEEPER:
        assert service.storage.reconcile(OURS).findings == ()
    else:
        found = service.storage.reconcile(OURS)
        assert found.gravest is not None
        assert case.error is not None
        assert isinstance(found.gravest.fault, case.error)
        assert (found.gravest.wall, found.exit_code) == (case.by, case.code)
        with pytest.raises(LedgerError):
            found.whole()
    # Nothing is signed over it; and where history itself is in doubt nothing is appended either.
    assert service.storage.keepers[OURS].checkpoint() is None
    assert (file.read_bytes() if file.exists() else None) == changed
    if case.code == RolledBack.exit_code:
        with pytest.raises(NotSound):
            service.storage.records.run(a_check())


@pytest.mark.each_database
def test_a_new_process_does_not_start_without_its_checkpoint(story: Story) -> None:
    """The disk that is not mounted looks just like it."""
    (story.service.settings.checkpoints / OURS / "checkpoint").unlink()
    fresh = story.service.restarted()
    with pytest.raises(NotSound):
        fresh.storage.records.run(a_check())
    assert fresh.size() == story.size
    assert fresh.storage.keepers[OURS].checkpoint() is None


def test_a_checkpoint_that_cannot_be_read_does_not_hide_what_else_is_wrong(story: Story) -> None:
    """The chain, the contents and the rows are looked at all the same."""
    case = CHECKPOINT_CASES["torn"]
    file = story.service.settings.checkpoints / OURS / "checkpoint"
    file.write_bytes(case.alter(story, file.read_bytes()))
    found = story.service.storage.reconcile(OURS, replay=True)
    assert [one.wall for one in found.findings] == ["checkpoint"]
    assert found.not_compared == ()


def test_the_last_checkpoint_covers_what_verify_says_it_covers(story: Story) -> None:
    keys = story.service.storage.keys[OURS]
    signed = (story.service.settings.checkpoints / OURS / "checkpoint").read_bytes()
    checkpoint = open_checkpoint(signed, keys.origin, (keys.signer().verifier,))
    assert checkpoint.size == story.signed == story.service.storage.verify(OURS).checkpoint_size
