"""The key of tokens is rotated while the service runs, and whoever is signed in stays so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Response

from consent_service.access import tokenkeys
from consent_service.access.limits import Limits
from consent_service.access.sessions import COOKIE, held_for
from consent_service.access.tokenkeys import (
    TokenKeys,
    read_token_keys,
    replace_lost,
    retire_token_key,
    rotate_token_key,
)
from consent_service.access.tokens import issue_token, longest_life
from consent_service.storage.door.trouble import KeyFileError
from tests.api.running import HOST, OURS, Running, running
from tests.api.test_tokens import Forge

JWKS = "/.well-known/jwks.json"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as started:
        yield started


def now() -> datetime:
    return datetime.now(UTC)


def rotate(service: Running, meanwhile: Any = lambda: None) -> TokenKeys:
    folders = service.settings.keys, service.settings.checkpoints
    return rotate_token_key(*folders, now, learn=0, wait=lambda _: meanwhile())


def retire(service: Running, at: datetime | None = None, *, at_once: bool = False) -> str:
    folders = service.settings.keys, service.settings.checkpoints
    longest = longest_life(service.storage.demonstrations)
    return retire_token_key(*folders, at or now(), longest=longest, at_once=at_once)


def issued(service: Running) -> str:
    with service.app.app_context():
        return issue_token("worker-1", ["MASH_WORKER"], OURS)


def status(service: Running, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}", "Host": HOST}
    return int(service.client.get("/v1/tasks", headers=headers).status_code)


def signed_in(service: Running) -> str:
    """A browser's cookie."""
    browsers = service.app.extensions["consent"].access.browsers
    with service.app.test_request_context(base_url=f"https://{HOST}"):
        response = Response()
        held = held_for("worker-1", frozenset({"MASH_WORKER"}), now().timestamp())
        browsers.start(response, OURS, held)
    return response.headers["Set-Cookie"].split(";")[0].removeprefix(f"{COOKIE}=")


def knows(service: Running, cookie: str) -> bool:
    browsers = service.app.extensions["consent"].access.browsers
    sent = {"Cookie": f"{COOKIE}={cookie}"}
    with service.app.test_request_context(base_url=f"https://{HOST}", headers=sent):
        return browsers.current() is not None


def shown(service: Running) -> list[str]:
    said = service.client.get(JWKS, headers={"Host": HOST}).get_json()
    return [one["kid"] for one in said["keys"]]


def test_two_running_services_sign_with_the_new_key_and_believe_the_old_one_until_it_is_retired(
    service: Running,
) -> None:
    other = service.restarted()
    first = read_token_keys(service.settings.keys)
    thief, before, cookie = Forge(service), issued(service), signed_in(service)
    assert [status(one, before) for one in (service, other)] == [200, 200]

    def published() -> None:
        """Whoever verifies for themselves learns of it, and nothing is signed with it yet."""
        (incoming,) = set(shown(service)) - {first.kid}
        assert shown(other) == [first.kid, incoming]
        assert status(other, issued(service)) == 200
        assert {**Forge(service).__dict__}["kid"] == first.kid

    new = rotate(service, published)
    assert new.kid != first.kid
    for one in (service, other):
        assert shown(one) == [new.kid, first.kid]
        assert status(one, before) == 200
        assert knows(one, cookie)
        assert status(service, issued(one)) == 200
    kept = (service.settings.keys / tokenkeys.TOKEN_KEYS).read_text()
    assert kept.count("PRIVATE KEY") == 2, "the old private half is gone: one key, begun and ended"
    with pytest.raises(KeyFileError, match="may last until"):
        retire(service)
    with pytest.raises(KeyFileError, match="still verifies"):
        rotate(service)
    after = issued(other)
    assert retire(service, at_once=True) == first.kid
    for one in (service, other):
        assert shown(one) == [new.kid]
        assert status(one, before) == 401
        assert not knows(one, cookie)
        assert status(one, after) == 200
        # Whoever has the old key signs for nobody, whatever name they give it.
        for header in ({}, {"kid": first.kid}, {"kid": new.kid}):
            assert status(one, thief.signed(header)) == 401


def test_it_is_retired_by_itself_only_when_nothing_it_signed_lasts_any_longer(
    service: Running,
) -> None:
    rotate(service)
    longest = timedelta(seconds=longest_life({OURS: False}))
    assert timedelta(hours=8) < longest < longest_life({OURS: True}) * timedelta(seconds=1)
    with pytest.raises(KeyFileError, match="may last until"):
        retire(service, now() + longest)  # of a demonstration some last longer
    retire(service, now() + timedelta(seconds=longest_life({OURS: True}) + 1))
    with pytest.raises(KeyFileError, match="rotate first"):
        retire(service)


class Stopped(Exception):
    """The process ended here."""


@pytest.mark.parametrize("step", ["replace_key", "_note"])
@pytest.mark.parametrize("nth", [1, 2])
def test_cut_short_anywhere_it_goes_on_when_run_again(
    service: Running, monkeypatch: pytest.MonkeyPatch, step: str, nth: int
) -> None:
    first, before = read_token_keys(service.settings.keys), issued(service)
    with monkeypatch.context() as broken:
        real, calls = getattr(tokenkeys, step), 0

        def counting(*given: Any) -> None:
            nonlocal calls
            calls += 1
            if calls == nth:
                raise Stopped
            real(*given)

        broken.setattr(tokenkeys, step, counting)
        with suppress(Stopped):
            rotate(service)
    again = service.restarted()
    assert [status(one, before) for one in (service, again)] == [200, 200]
    with suppress(KeyFileError):  # it had come to its end
        rotate(again)
    assert retire(again, at_once=True) == first.kid
    assert status(service.restarted(), issued(service)) == 200


def test_what_was_counted_and_what_is_good_once_goes_on_with_another_key(service: Running) -> None:
    limits: Limits = service.app.extensions["consent"].limits
    until = now().timestamp() + 60
    assert limits.first(OURS, "assertion", "lcs", "jti", until=until)
    rotate(service)
    retire(service, at_once=True)
    for one in (service, service.restarted()):
        found: Limits = one.app.extensions["consent"].limits
        assert not found.first(OURS, "assertion", "lcs", "jti", until=until)


def test_an_old_copy_of_the_file_starts_nothing_and_a_lost_one_is_begun_again(
    service: Running,
) -> None:
    path = service.settings.keys / tokenkeys.TOKEN_KEYS
    old = path.read_bytes()
    rotate(service)
    retire(service, at_once=True)
    present = path.read_bytes()
    for lies_there, said in ((old, "lacks the key of tokens in use"), (b"{}", "not whole")):
        path.write_bytes(lies_there)
        with pytest.raises(KeyFileError, match=said):
            service.restarted()
    path.write_bytes(present)
    token = issued(service.restarted())
    path.unlink()
    replace_lost(service.settings.keys, service.settings.checkpoints)
    again = service.restarted()
    assert (status(again, token), status(again, issued(again))) == (401, 200)
