"""A fault of ours in what one request has us do is that request's; nothing is written twice."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.recorded.events import FileOpened
from consent_service.storage.believed.newest import Newest
from consent_service.storage.door.batch import Batch
from consent_service.storage.door.flights import Outgoing
from consent_service.storage.door.trouble import OutcomeUnknown
from tests.api.running import Running
from tests.builders import a_check, a_new_file, assert_ledger_sound, in_one_batch, recorded

pytestmark = pytest.mark.each_database


class OurFault(Exception):
    """One that nobody thought of."""


def test_what_one_request_makes_us_do_wrong_fails_it_alone(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All who shared its transaction were told that there was no answer."""
    write, start = Batch._write, service.size()

    def fails(batch: Batch, *given: Any) -> Any:
        events = [one.event for one in batch._drafts.contents]
        if any(isinstance(one, FileOpened) and one.reference == "LCS-2" for one in events):
            raise OurFault
        return write(batch, *given)

    monkeypatch.setattr(Batch, "_write", fails)
    first, culprit, third, check = in_one_batch(
        service, a_new_file("LCS-1"), a_new_file("LCS-2"), a_new_file("LCS-3"), a_check()
    )
    assert isinstance(culprit, OurFault)
    seqs = [recorded(one).entries[0].seq for one in (first, third, check)]
    assert seqs == [*range(start, start + 3)]
    assert service.size() == start + 3
    assert_ledger_sound(service)


@pytest.mark.parametrize("at", [(Outgoing, "send"), (Newest, "wrote")])
def test_what_may_have_been_written_is_not_written_again(
    service: Running, monkeypatch: pytest.MonkeyPatch, at: tuple[type, str]
) -> None:
    """It is said that nobody knows, as it is where the database does not say."""
    start, (kind, name) = service.size(), at
    does = getattr(kind, name)

    def fails(*given: Any, **named: Any) -> Any:
        does(*given, **named)
        raise OurFault

    with monkeypatch.context() as patched:
        patched.setattr(kind, name, fails)
        heard = in_one_batch(service, a_check(), a_check())
    assert [type(one) for one in heard] == [OutcomeUnknown] * 2
    assert service.size() - start in (0, 2)
    recorded(*in_one_batch(service, a_check()))
    assert service.size() - start in (1, 3)
    assert_ledger_sound(service)
