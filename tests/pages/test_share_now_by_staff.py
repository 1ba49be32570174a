"""Whoever of staff signed in with a browser shares now, whatever became of the rest."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from consent_service.access import accounts
from consent_service.access.limits import Limit, TooMany
from consent_service.access.tokens import Access
from consent_service.actions.refused import Refused
from consent_service.storage.door.trouble import CannotRead
from consent_service.storage.people.sessions import Sessions
from tests.api.running import OURS, Running
from tests.pages.test_local_accounts import PASSWORD, Person, ann, clock, local

__all__ = ["ann", "clock"]


def check(who: Person, csrf: str, **body: str) -> TestResponse:
    browser = who.browser
    headers = {
        "Host": browser.host,
        "Origin": browser.origin,
        "Sec-Fetch-Site": "same-origin",
        "X-CSRF-Token": csrf,
    }
    return browser.client.post(
        f"/v1/files/{'0' * 32}/checks", json=body, headers=headers, base_url=browser.origin
    )


@pytest.mark.whole
@pytest.mark.parametrize("fails", ["nothing", "rights", "sessions", "both"])
def test_immediate_risk_is_answered_without_a_right_and_without_the_database(
    ann: Person, real: Running, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    """The cookie names no role: that is for the ledger to say, which cannot be asked."""
    assert ann.signs_in().status_code == 303
    csrf = ann.browser.open("/").form("/sign-out")["csrf"]

    def cannot(*_: Any, **__: Any) -> None:
        raise CannotRead("Not now.")

    if fails in ("rights", "both"):
        monkeypatch.setattr(Access, "as_of_now", cannot)
    if fails in ("sessions", "both"):
        monkeypatch.setattr(Sessions, "find", cannot)
    reply = check(ann, csrf, urgency="IMMEDIATE")
    assert (reply.status_code, reply.get_json()["outcome"]) == (200, "SHARE_NOW")
    monkeypatch.undo()
    assert check(ann, csrf, urgency="STANDARD").status_code == 403


def test_nobody_keeps_everybody_else_from_signing_in(
    ann: Person, real: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = local(real)
    monkeypatch.setattr(accounts, "PER_NETWORK", Limit("sign-in: network", 6, 900))
    monkeypatch.setattr(accounts, "PER_AUTHORITY", Limit("sign-in: everybody", 3, 900))
    note = ours.begin(OURS, "nobody", PASSWORD, "a stranger")
    for _ in range(5):
        with pytest.raises(Refused):
            ours.finish(OURS, note, "000000", "a stranger")
    with pytest.raises(TooMany):
        ours.finish(OURS, note, "000000", "a stranger")
    assert ann.signs_in().status_code == 303
