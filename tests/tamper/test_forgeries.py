"""The owner of the database has no key. Whatever they put there, no reader shows more than is true:
not before anybody has verified, not after, and not in a process that has just started.
"""

from __future__ import annotations

import pytest

from consent_service.storage.whole.findings import Reconciled
from tests.api.breaking import altering
from tests.api.running import OURS
from tests.tamper.case import Case
from tests.tamper.forged_story import (
    Forged,
    assert_no_more_than_the_truth,
    look,
)
from tests.tamper.forgeries import FORGERY_CASES
from tests.tamper.lies import DROPPED_CASES, LYING_VIEW_CASES
from tests.tamper.sampling import sampled

pytestmark = pytest.mark.each_database


def assert_never_believed(told: Forged) -> Reconciled:
    """By a process that was running, before and after verifying, and by one that has started."""
    assert_no_more_than_the_truth(told, look(told))
    found = told.service.storage.reconcile(OURS, replay=True)
    assert_no_more_than_the_truth(told, look(told))
    told.service = told.service.restarted()
    assert_no_more_than_the_truth(told, look(told))
    # And without what was remembered: everything is read again.
    (told.service.settings.checkpoints / OURS / "newest").unlink(missing_ok=True)
    told.service = told.service.restarted()
    assert_no_more_than_the_truth(told, look(told))
    return found


@sampled(FORGERY_CASES)
def test_no_answer_is_made_from_what_somebody_put_there(
    forged: Forged, name: str, case: Case
) -> None:
    with altering(forged.service) as connection:
        case.alter(forged.hand(connection), forged)
    found = assert_never_believed(forged)
    assert (found.exit_code != 0) == (case.code != 0), name


@sampled(LYING_VIEW_CASES)
def test_no_answer_is_made_from_what_a_database_shows_instead(
    forged: Forged, name: str, case: Case
) -> None:
    with case.alter(forged):
        found = assert_never_believed(forged)
        assert (found.exit_code != 0) == (case.code != 0), name


@sampled(DROPPED_CASES)
def test_what_was_not_kept_is_not_acknowledged(forged: Forged, name: str, case: Case) -> None:
    service, agreed = forged.service, forged.agreed
    with case.alter(forged):
        tried = service.post(f"{agreed.path}/withdrawals", {"person": agreed.mother})
        assert tried.status_code >= 500, (name, tried.status_code)
        answer = service.check(agreed.file, agreed.question())
        assert answer["recorded"] == "spooled" or answer["outcome"] == "COVERED"
    # And it is kept as soon as the database keeps it.
    service.record(f"{agreed.path}/withdrawals", {"person": agreed.mother})
    assert service.check(agreed.file, agreed.question())["outcome"] not in (
        "COVERED",
        "UNAVAILABLE",
    )
    service.assert_sound()


def test_nothing_forged_everything_is_shown(forged: Forged) -> None:
    """Else the tests above would pass for a service that shows nothing."""
    assert look(forged) == forged.truth
    found = assert_never_believed(forged)
    assert found.findings == ()
    assert look(forged) == forged.truth
