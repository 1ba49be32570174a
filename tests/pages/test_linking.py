"""A parent who came in by a code links a provider once: from then on it lets in them alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey

from consent_service.access.linking import SOON
from tests.api.rights import give_every_right
from tests.api.running import OURS, Family, Running, add_family, running
from tests.pages.conftest import of_service
from tests.pages.opening import Browser, opened
from tests.pages.providers import CLIENT, Standing, standing
from tests.pages.test_provider import answers
from tests.sweeping import each

PAGE = "/your-page/sign-in"
GO = f"/sign-in/{OURS}/family-provider"
NAMED = "One Account"
#: As GOV.UK One Login writes that two factors were shown.
TRUST = "Cl.Cm"


@pytest.fixture(scope="module")
def provider() -> Iterator[Standing]:
    with standing() as started:
        yield started


@pytest.fixture(scope="module")
def service(provider: Standing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("linking")
    known = folder / "providers"
    (known / "family").mkdir(parents=True)
    said = known / "family" / f"{OURS}.toml"
    key = provider.knows(ECKey.generate_key("P-256"))
    said.write_text(
        f'issuer = "{provider.issuer}"\nclient_id = "{CLIENT}"\nclient_key = """\n{key}"""\n'
        f'vtr = ["{TRUST}"]\nname = "{NAMED}"\n'
    )
    said.chmod(0o600)
    url = f"sqlite:///{folder / 'test.db'}"
    with running(folder, url, demonstration=False, providers=known) as begun:
        give_every_right(begun)
        yield begun


@pytest.fixture
def family(service: Running) -> Family:
    return add_family(service)


def by_code(service: Running, family: Family, person: str = "") -> tuple[Browser, str]:
    """Somebody who has just come in by a code, and the id of that way in."""
    whose = f"{family.path}/people/{person or family.mother}/ways-in"
    made = service.record(whose, {"how": "READ_OUT"})
    typed = {name: made["way_in"][name] for name in ("reference", "code")}
    browser = of_service(service)
    page = browser.open("/sign-in/family")
    assert browser.send(page, "/sign-in/family", **typed).status_code == 303
    return browser, made["id"]


def shows(provider: Standing, browser: Browser, subject: str, where: str) -> Any:
    """They go there, show who they are, and are back."""
    provider.has(subject, vot=TRUST, auth_time=int(time.time()))
    return browser.get(provider.is_shown(browser.get(where), subject))


def links(
    service: Running, provider: Standing, family: Family, subject: str
) -> tuple[Browser, str]:
    browser, way_in = by_code(service, family)
    came = shows(provider, browser, subject, f"{PAGE}/link")
    assert (came.status_code, came.headers["Location"]) == (303, f"{PAGE}?linked"), came.text
    assert NAMED in opened(browser.get(came.headers["Location"])).text
    return browser, way_in


def comes_in(service: Running, provider: Standing, subject: str) -> Browser | None:
    """Whoever signs in with the provider alone; None where that does not let them in."""
    browser = of_service(service)
    came = shows(provider, browser, subject, GO)
    if came.status_code == 303:
        return browser
    opened(came, 403)
    assert browser.cookie is None
    return None


def own(browser: Browser) -> int:
    return browser.get("/v1/own", Accept="application/json").status_code


def test_a_parent_links_once_and_comes_in_by_it_from_then_on(
    service: Running, provider: Standing, family: Family
) -> None:
    assert comes_in(service, provider, "her") is None
    before = service.size()
    first, _ = links(service, provider, family, "her")
    asked = provider.asked[-1]
    assert (asked["vtr"], asked["prompt"], asked["max_age"]) == ([f'["{TRUST}"]'], ["login"], ["0"])
    assert f"/sign-in/{OURS}/family-provider" in of_service(service).get("/sign-in/family").text
    later = comes_in(service, provider, "her")
    assert later is not None
    assert own(later) == 200
    assert later.open("/").title == "Your page"
    assert [kind for kind in service.kinds(before) if kind.startswith("way-in")] == [
        "way-in-given",
        "way-in-used",
        "way-in-linked",
        "way-in-link-used",
    ]
    # Nobody else comes in by their own, and whoever does is on nobody else's page.
    assert comes_in(service, provider, "him") is None
    theirs = add_family(service)
    links(service, provider, theirs, "him")
    him = comes_in(service, provider, "him")
    assert him is not None
    read = him.get("/v1/own", Accept="application/json").get_json()
    assert family.file not in str(read)
    # Who has a link already cannot make another by it: that takes a code.
    opened(later.get(f"{PAGE}/link"), 403)
    # They stop it: they are out everywhere, and it lets nobody in.
    page = later.open(PAGE)
    assert later.send(page, f"{PAGE}/unlink").headers["Location"] == "/left"
    assert own(first) == own(later) == 401
    assert comes_in(service, provider, "her") is None
    service.assert_sound()


@pytest.mark.parametrize("how", ["ended", "mistake", "another"])
def test_whoever_ends_the_way_in_ends_what_was_linked_by_it(
    service: Running, provider: Standing, family: Family, how: str
) -> None:
    _, way_in = links(service, provider, family, f"parent-{how}")
    browser = comes_in(service, provider, f"parent-{how}")
    assert browser is not None
    if how == "ended":
        service.record(f"{family.path}/ways-in/{way_in}/end", {})
    elif how == "mistake":
        given = next(
            one.entry.seq
            for one in service.entries()
            if getattr(one.content.event, "way_in", None) == way_in
        )
        wrong = {"corrects": given, "what_was_wrong": "Zz", "requested_by": "STAFF"}
        service.record(f"{family.path}/corrections", wrong)
    else:
        path = f"{family.path}/people/{family.mother}/ways-in"
        service.record(path, {"how": "READ_OUT"})
    assert own(browser) == 401
    assert comes_in(service, provider, f"parent-{how}") is None


def test_only_whoever_has_just_come_in_by_a_code_links_and_in_that_very_session(
    service: Running, provider: Standing, family: Family
) -> None:
    browser, _ = by_code(service, family)
    back = _begun(provider, browser, "somebody")
    # In a browser of somebody else's, or of nobody's, it is nobody's.
    other, _ = by_code(service, family, family.father)
    for stranger in (other, of_service(service)):
        theirs, asked = dict(stranger.client._cookies or {}), browser.client._cookies or {}
        theirs |= {key: one for key, one in asked.items() if one.key.endswith("-asked")}
        stranger.client._cookies = theirs
        opened(stranger.get(back), 403)
    assert comes_in(service, provider, "somebody") is None
    now = service.app.extensions["consent"].access.browsers
    kept, now.now = now.now, lambda: time.time() + SOON + 1
    try:
        opened(browser.get(f"{PAGE}/link"), 403)
    finally:
        now.now = kept
    # Staff have no page of this, nor whoever is nobody.
    assert of_service(service).get(f"{PAGE}/link").status_code == 401


def _begun(provider: Standing, browser: Browser, subject: str) -> str:
    provider.has(subject, vot=TRUST, auth_time=int(time.time()))
    return provider.is_shown(browser.get(f"{PAGE}/link"), subject)


@each(
    "said",
    of=[
        {"vot": None},
        {"vot": "Cl"},
        {"auth_time": None},
        {"auth_time": 1_000},
        {"auth_time": "now"},
        {"nonce": "another"},
        {"iss": "https://elsewhere.example"},
        {"aud": "another-client"},
        {"sub": None},
    ],
    every=3,
)
def test_what_was_asked_for_and_not_given_lets_nobody_in(
    service: Running,
    provider: Standing,
    said: dict[str, Any],
    linked: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = of_service(service)
    back = provider.is_shown(browser.get(GO), "linked")
    good = {"sub": "linked", "vot": TRUST, "auth_time": int(time.time())}
    nonce = provider.asked[-1]["nonce"][0]
    answers(monkeypatch, provider.says({**good, "nonce": nonce, **said}))
    opened(browser.get(back), 403)
    assert browser.cookie is None


@pytest.fixture(scope="module")
def linked(service: Running, provider: Standing) -> None:
    links(service, provider, add_family(service), "linked")


def test_where_families_have_no_provider_there_is_no_such_page(
    tmp_path: Path, provider: Standing
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as without:
        family = add_family(without)
        browser, _ = by_code(without, family)
        for page in (PAGE, f"{PAGE}/link", GO):
            assert browser.get(page).status_code == 404
        assert "without a code" not in browser.open("/").text
