"""Signing in with a provider: what comes back is held to what was asked, in the same browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from joserfc.jwk import RSAKey

from consent_service.access import outside
from consent_service.access.outside import OF_ONE, NobodyAnswered, Outside
from consent_service.access.provider import Provider
from consent_service.access.providers import read_providers
from consent_service.cli.group import cli
from consent_service.storage.door.trouble import KeyFileError
from tests.access.test_moments import SIXTY_DAYS, Two
from tests.api.running import OURS, THEIRS, Running, running
from tests.faults.commands import START_SECONDS
from tests.faults.servers import environment
from tests.pages.conftest import of_service
from tests.pages.opening import Browser, opened
from tests.pages.providers import CLIENT, LEVEL, Standing, standing
from tests.sweeping import each

GO, BACK = f"/sign-in/{OURS}/provider", f"/sign-in/{OURS}/back"
THERE = f"/sign-in/{OURS}/signed-out-there"
WHO = 'client_id = "x"\nclient_secret = "x"'
KEYED = 'issuer = "https://a.example"\nclient_id = "x"\nacr = ["x"]'
EVENT: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}


@pytest.fixture(scope="module")
def provider() -> Iterator[Standing]:
    with standing() as started:
        started.has("person-7", acr=LEVEL, amr=["pwd", "otp"], sid="session-there")
        yield started


@pytest.fixture(scope="module")
def service(provider: Standing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("provider")
    known = folder / "providers"
    known.mkdir()
    for authority in (OURS, THEIRS):
        said = known / f"{authority}.toml"
        said.write_text(
            f'issuer = "{provider.issuer}"\nclient_id = "{CLIENT}"\n'
            f'client_secret = "a secret"\nacr = ["{LEVEL}"]\namr = ["otp"]\n'
        )
        said.chmod(0o600)
    url = f"sqlite:///{folder / 'test.db'}"
    with running(folder, url, demonstration=False, providers=known) as started:
        told = {**environment(started.settings), "CONSENT_PROVIDERS": str(known)}
        words = f"staff link --authority {OURS} --staff worker-7 --subject person-7".split()
        done = CliRunner().invoke(cli, words, env=told)
        assert done.exit_code == 0, done.output
        yield started


def signed_in(service: Running, provider: Standing, subject: str = "person-7") -> Browser:
    """A browser that went there and came back."""
    browser = of_service(service)
    reply = browser.get(provider.is_shown(browser.get(GO), subject))
    assert (reply.status_code, reply.headers["Location"]) == (303, "/"), reply.text
    return browser


def is_nobody(browser: Browser) -> bool:
    return browser.get("/").status_code == 303


def test_somebody_goes_there_and_comes_back_as_who_they_are_here(
    service: Running, provider: Standing
) -> None:
    assert GO in of_service(service).get(f"/sign-in/{OURS}").text
    browser = signed_in(service, provider)
    assert "worker-7" in browser.open("/").text
    asked = provider.asked[-1]
    assert asked["acr_values"] == [LEVEL]
    assert asked["response_type"] == ["code"]
    assert len(asked["state"][0]) > 40
    assert asked["redirect_uri"] == [f"https://consent.test{BACK}"]
    assert "secret" not in str(asked)


def test_a_return_counts_once_in_its_own_browser_for_its_own_authority(
    service: Running, provider: Standing
) -> None:
    browser = of_service(service)
    back = provider.is_shown(browser.get(GO), "person-7")
    # Somebody else's browser: a stranger's sign-in is not put into it, nor ours into a stranger's.
    stranger = of_service(service)
    opened(stranger.get(back), 403)
    stranger.get(GO)
    opened(stranger.get(back), 403)
    # Another authority's address, state and answer mixed up with one another.
    opened(browser.get(back.replace(OURS, THEIRS)), 403)
    other = of_service(service)
    mixed = provider.is_shown(other.get(GO), "person-7")
    code, state = (one.split("&")[0].split("=")[1] for one in mixed.split("?")[1].split("&"))
    ours = back.split("state=")[1].split("&")[0]
    opened(browser.get(f"{BACK}?code={code}&state={ours}"), 403)
    assert is_nobody(browser)
    assert is_nobody(stranger)
    assert code
    assert state


def test_the_same_return_again_is_nobodys(service: Running, provider: Standing) -> None:
    browser = of_service(service)
    went = browser.get(GO)
    kept = dict(browser.client._cookies or {})
    back = provider.is_shown(went, "person-7")
    assert browser.get(back).status_code == 303
    browser.client._cookies = kept
    opened(browser.get(back), 403)


@each(
    "said",
    of=[
        {"acr": None},
        {"acr": "urn:council:one-factor"},
        {"acr": [LEVEL]},
        {"amr": ["pwd"]},
        {"amr": "otp"},
        {"amr": None},
        {"nonce": "another"},
        {"iss": "https://elsewhere.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"exp": 1},
        {"iat": 4_000_000_000},
        {"sub": "nobody-here"},
        {"sub": None},
    ],
    every=4,
)
def test_what_was_asked_for_and_not_given_is_not_taken(
    service: Running, provider: Standing, said: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A provider that answers with less, or with another's token: the token alone is its word."""
    browser = of_service(service)
    back = provider.is_shown(browser.get(GO), "person-7")
    nonce = provider.asked[-1]["nonce"][0]
    good = {"sub": "person-7", "nonce": nonce, "acr": LEVEL, "amr": ["pwd", "otp"]}
    answers(monkeypatch, provider.says({**good, **said}))
    opened(browser.get(back), 403)
    assert is_nobody(browser)


@pytest.mark.whole
@pytest.mark.parametrize("how", ["none", "secret", "own key", "rubbish", "nothing"])
def test_a_token_that_the_provider_did_not_sign_is_not_taken(
    service: Running, provider: Standing, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = of_service(service)
    back = provider.is_shown(browser.get(GO), "person-7")
    nonce = provider.asked[-1]["nonce"][0]
    good = {"sub": "person-7", "nonce": nonce, "acr": LEVEL, "amr": ["pwd", "otp"]}
    token = provider.says(good)
    head, claims, signature = token.split(".")
    if how == "none":
        token = f"eyJhbGciOiJub25lIn0.{claims}."
    elif how == "secret":
        token = f"eyJhbGciOiJIUzI1NiJ9.{claims}.{signature}"
    elif how == "own key":
        mine = RSAKey.generate_key(2048)
        token = Standing(provider.issuer, mine).says(good, jwk=mine.as_dict())
    else:
        token = "x.y.z" if how == "rubbish" else ""
    assert head
    answers(monkeypatch, token)
    opened(browser.get(back), 403)
    assert is_nobody(browser)


def answers(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    """What the provider's token endpoint gives from now on."""
    monkeypatch.setattr(
        "consent_service.access.exchanging.OAuth2Session.fetch_token",
        lambda *_, **__: {"id_token": token},
    )


# ── signed out there ────────────────────────────────────────────────────────────────────────


def test_whoever_signs_out_there_is_signed_out_here_and_a_notice_counts_once(
    service: Running, provider: Standing
) -> None:
    program = of_service(service)

    def told(token: str) -> int:
        no_browser = {"Origin": "", "Sec-Fetch-Site": ""}
        return program.post(THERE, {"logout_token": token}, **no_browser).status_code

    first, second = signed_in(service, provider), signed_in(service, provider)
    good: dict[str, Any] = {"events": EVENT, "jti": "one", "sid": "session-there"}
    ways: tuple[dict[str, Any], ...] = (
        {"sid": "another-session"},
        {"events": None},
        {"nonce": "of a sign-in"},
        {"aud": "another-client"},
        {"iss": "https://elsewhere.example"},
        {"iat": int(time.time()) - 3600},
        {"jti": None},
        {"sid": None},
        {"exp": None},
        {"exp": int(time.time()) - 300},
    )
    for wrong in ways:
        told(provider.says({**good, "jti": str(wrong), **wrong}))
        assert "worker-7" in first.open("/").text, wrong
    told(provider.says({**good, "jti": "of access"}, typ="at+jwt"))
    assert "worker-7" in first.open("/").text
    notice = provider.says(good, typ="logout+jwt")
    assert told(notice) == 200
    assert is_nobody(first)
    assert is_nobody(second)
    third = signed_in(service, provider)
    assert told(notice) == 400
    assert "worker-7" in third.open("/").text
    assert told(provider.says({"events": EVENT, "jti": "two", "sub": "person-7"})) == 200
    assert is_nobody(third)


def test_showing_again_who_one_is_takes_a_fresh_sign_in_of_the_same_person(
    service: Running, provider: Standing
) -> None:
    browser = signed_in(service, provider)
    again = "/sign-in-again/provider"
    assert again in browser.open("/sign-in-again").reply.text
    # What the provider knew already is not shown anew; what it does not say was not shown; and
    # nobody else can show it.
    now = int(time.time())
    for said in ({"auth_time": now - 120}, {"auth_time": "now"}, {"auth_time": None}):
        back = provider.is_shown(browser.get(again), "person-7")
        asked = provider.asked[-1]
        assert (asked["max_age"], asked["prompt"]) == (["0"], ["login"])
        good = {"sub": "person-7", "nonce": asked["nonce"][0], "acr": LEVEL, "amr": ["otp"]}
        with pytest.MonkeyPatch.context() as changed:
            answers(changed, provider.says({**good, **said}))
            opened(browser.get(back), 403)
    provider.has("person-8", acr=LEVEL, amr=["otp"])
    opened(browser.get(provider.is_shown(browser.get(again), "person-8")), 403)
    before = browser.cookie
    # Whoever was on their way somewhere goes on to it.
    went = browser.get(f"{again}?to=/help/share-now")
    came = browser.get(provider.is_shown(went, "person-7"))
    assert (came.status_code, came.headers["Location"]) == (303, "/help/share-now")
    assert browser.cookie != before


@pytest.mark.parametrize("ahead", [SIXTY_DAYS, -SIXTY_DAYS])
def test_whoever_signs_in_while_somebody_sets_the_clock_is_let_in(
    service: Running, provider: Standing, ahead: int
) -> None:
    """The provider goes by the right time, and nobody can say which of our two clocks does."""
    browsers = service.app.extensions["consent"].access.browsers
    kept, two = browsers._moments, Two()
    browsers._moments = two.of()
    try:
        before = of_service(service).get(GO)
        two.ahead = ahead
        browser = signed_in(service, provider)
        assert "worker-7" in browser.open("/").text
        # Whoever was sent there before the clock was set comes back as well, from nowhere else.
        opened(of_service(service).get(provider.is_shown(before, "person-7")), 403)
    finally:
        browsers._moments = kept


# ── who provides ────────────────────────────────────────────────────────────────────────────


def test_a_provider_that_does_not_answer_is_said_to_and_nobody_is_let_in(service: Running) -> None:
    gone = service.app.extensions["consent"].providers
    kept, before = gone.of, dict(gone._told._kept)
    try:
        nowhere = "http://localhost:9"
        gone.of = {
            OURS: Provider(issuer=nowhere, client_id="x", client_secret="x", acr=("x",)),
        }
        opened(of_service(service).get(GO), 503)
        gone.of = {}
        opened(of_service(service).get(GO), 404)
    finally:
        gone.of, gone._told._kept = kept, before


def test_a_provider_that_hangs_holds_a_few_who_wait_and_keeps_nobody_else(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever strangers send: a few wait for it at once, and it is not asked over and over."""
    providers = service.app.extensions["consent"].providers
    asked, says = [], threading.Event()

    def fetched(address: str) -> dict[str, Any]:
        asked.append(address)
        says.wait(START_SECONDS)
        raise NobodyAnswered

    monkeypatch.setattr("consent_service.access.exchanging.fetched", fetched)
    monkeypatch.setattr(outside, "PATIENCE", 0.05)
    monkeypatch.setattr(providers._told, "_kept", {})
    monkeypatch.setattr(Outside.ask, "__defaults__", (0.3,))

    def stranger(number: int) -> int:
        browser = of_service(service)
        if number % 2:
            return browser.get(GO).status_code
        return browser.post(THERE, {"logout_token": "x"}, Origin="").status_code

    with ThreadPoolExecutor(30) as pool:
        began = time.monotonic()
        said = list(pool.map(stranger, range(60)))
        took = time.monotonic() - began
    says.set()
    assert set(said) == {503}
    assert len(asked) <= OF_ONE
    assert took < START_SECONDS


@pytest.mark.whole
@pytest.mark.parametrize(
    ("written", "why"),
    [
        (f'issuer = "https://a.example"\n{WHO}', "no acr, amr or vtr"),
        (f'issuer = "https://a.example"\n{WHO}\nacr = ["x"]\nclient_key = "x"', "one of"),
        (f'{KEYED}\nclient_key = "-----BEGIN"', "no private key"),
        (KEYED, "one of"),
        (f'issuer = "http://a.example"\n{WHO}\nacr = ["x"]', "https"),
        ('issuer = "https://a.example"', "not written as one"),
        ("= =", "not written as one"),
    ],
)
def test_a_file_that_would_let_anybody_in_stops_the_start(
    tmp_path: Path, written: str, why: str
) -> None:
    path = tmp_path / f"{OURS}.toml"
    path.write_text(written)
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match=why):
        read_providers(tmp_path, {OURS: None})
    path.chmod(0o644)
    with pytest.raises(KeyFileError):
        read_providers(tmp_path, {OURS: None})
