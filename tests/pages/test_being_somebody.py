"""In a demonstration one press makes you somebody; a session is whose it is, and ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from consent_service.access.sessions import COOKIE, held_for
from consent_service.pages.signin.leaving import AWAY
from consent_service.pages.wanted import _OURS, ours, told
from consent_service.storage.door.trouble import CannotRecord, KeyFileError
from consent_service.storage.people.sessions import Sessions
from tests.api.running import OURS, Running
from tests.pages.conftest import of_service
from tests.pages.opening import Browser, opened


def someone(service: Running, who: str = "0") -> Browser:
    """A browser in which somebody is signed in."""
    browser = of_service(service)
    reply = browser.send(browser.open("/"), BE, who=who)
    assert (reply.status_code, reply.headers["Location"]) == (303, "/")
    return browser


BE = "/demonstration/be"


def test_one_press_makes_you_somebody_who_is_told_who_and_until_when(made_up: Running) -> None:
    browser = of_service(made_up)
    listed = browser.open("/")
    assert "made up" in listed.text
    assert "Be Priya, safeguarding hub worker" in listed.text
    reply = browser.send(listed, BE, who="0")
    cookie = reply.headers["Set-Cookie"]
    assert cookie.startswith("session-demo=")
    assert "HttpOnly; Path=/; SameSite=Lax" in cookie
    assert "Secure" not in cookie
    here = browser.open("/")
    for said in ("Priya", "Safeguarding hub worker", OURS, "30 minutes", "Sign out"):
        assert said in here.text
    family = someone(made_up, "2").open("/", 404)
    assert "Exit this page" in family.text
    assert "share now" not in family.text.lower()
    assert "Agreement" not in family.title


def test_whoever_signs_in_has_a_new_secret_and_the_old_one_is_no_good(made_up: Running) -> None:
    """A cookie that somebody put into the browser beforehand is never the one that counts."""
    browser, other = someone(made_up), of_service(made_up)
    planted = browser.cookie
    assert planted
    other.cookie = planted
    assert "Priya" in other.open("/").text
    # Whoever has the planted cookie signs in again, as somebody else.
    other.post(BE, {"who": "1", "csrf": other.open("/").form("/sign-out")["csrf"]})
    assert other.cookie != planted
    assert "Omar" in other.open("/").text
    # And who planted it sees nothing of that, and is nobody.
    assert "Be Priya" in browser.open("/").text


def test_a_session_that_was_ended_is_none_from_then_on_whoever_has_its_cookie(
    made_up: Running,
) -> None:
    browser = someone(made_up)
    kept = browser.cookie
    assert kept
    reply = browser.send(browser.open("/"), "/sign-out")
    assert reply.headers["Location"] == "/signed-out"
    assert reply.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not browser.cookie
    browser.cookie = kept
    assert "Be Priya" in browser.open("/").text
    assert browser.get("/v1/codes").status_code == 401
    assert "You are signed out" in browser.open("/signed-out").text


def test_whoever_must_show_anew_who_they_are_signs_out_and_comes_back_to_what_they_wanted(
    made_up: Running,
) -> None:
    """They read that they should sign out, found no button there, and were led to the first
    page.
    """
    browser, wanted = someone(made_up), "/reports/quiet-agencies"
    asked = browser.open(f"/sign-in-again?to={wanted}")
    (leaves,) = [one["sends"] for one in asked.forms if "to" in one["sends"]]
    out = browser.post("/sign-out", leaves)
    assert not browser.cookie
    listed = browser.open(out.headers["Location"])
    assert browser.send(listed, BE, who="0").headers["Location"] == wanted
    # Nobody is led anywhere else by it.
    browser = someone(made_up)
    asked = browser.open("/sign-in-again")
    elsewhere = {**asked.form("/sign-out"), "to": "//example.org"}
    assert browser.post("/sign-out", elsewhere).headers["Location"] == "/signed-out"


@pytest.mark.parametrize(
    "wanted",
    [
        "/reports/childs-view?cursor=Zm9v%3D&days=30&since=2026-10-31T08%3A00%3A00%2B00%3A00",
        "/reports/childs-view?since=2026-10-31T08:00:00+00:00",
        "/find?words=a%20b%2Fc",
    ],
)
def test_whoever_shows_anew_who_they_are_comes_back_to_the_very_part_they_wanted(
    made_up: Running, wanted: str
) -> None:
    """Each sign of an address that is ours is kept, through each page on the way: of a report's
    second part all of it was lost, and they were led to the first page.
    """
    browser, out = someone(made_up), of_service(made_up)
    asked = browser.open(f"/sign-in-again{told(wanted)}")
    (leaves,) = [one["sends"] for one in asked.forms if "to" in one["sends"]]
    listed = browser.open(browser.post("/sign-out", leaves).headers["Location"])
    assert browser.send(listed, BE, who="0").headers["Location"] == wanted
    # Whoever was signed out by the time they had read that they should.
    first = f"/sign-in-again{told(wanted)}"
    (led,) = [
        str(given["href"])
        for tag, given in out.open(first, 401).tags
        if tag == "a" and str(given.get("href")).startswith("/?to=")
    ]
    assert out.send(out.open(led), BE, who="0").headers["Location"] == first


def test_what_a_family_leaves_in_a_browsers_history_says_nothing_of_what_it_was(
    made_up: Running,
) -> None:
    browser = someone(made_up, "2")
    page = browser.open("/", 404)
    reply = browser.send(page, "/sign-out")
    titles = [page.title, browser.open(reply.headers["Location"]).title]
    assert titles == ["Error: There is nothing here for you", "You are signed out"]
    assert "share" not in browser.open(reply.headers["Location"]).text.lower()


def test_leaving_in_a_hurry_ends_it_and_goes_away(made_up: Running) -> None:
    browser = someone(made_up, "2")
    reply = browser.get("/exit")
    assert reply.status_code == 303
    assert "consent" not in reply.headers["Location"]
    assert "storage" in reply.headers["Clear-Site-Data"]
    assert "Be Priya" in browser.open("/").text


def test_whoever_leaves_in_a_hurry_is_away_though_that_can_be_written_down_nowhere(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: Any) -> None:
        raise CannotRecord("Who is signed in cannot be written.")

    monkeypatch.setattr(Sessions, "end", end)
    browser = someone(made_up, "2")
    assert browser.cookie
    with capture_logs() as logs:
        reply = browser.get("/exit")
    assert (reply.status_code, reply.headers["Location"]) == (303, AWAY)
    assert "storage" in reply.headers["Clear-Site-Data"]
    assert "session.not_ended" in {one["event"] for one in logs}
    assert not browser.cookie
    assert "Be Priya" in browser.open("/").text


def test_another_site_can_send_somebody_away_and_end_nothing(made_up: Running) -> None:
    browser = someone(made_up)
    for site in ("cross-site", "same-site"):
        reply = browser.get("/exit", **{"Sec-Fetch-Site": site})
        assert reply.status_code == 303
        assert not {"Set-Cookie", "Clear-Site-Data"} & set(reply.headers.keys())
    assert "Priya" in browser.open("/").text


def test_whoever_shows_who_they_are_goes_on_to_what_they_asked_for(made_up: Running) -> None:
    browser = of_service(made_up)
    asked = browser.open("/sign-in-again", 401)
    link = "/?to=/sign-in-again"
    assert ("a", link) in [(tag, given.get("href")) for tag, given in asked.tags]
    reply = browser.send(browser.open(link), BE, who="0")
    assert reply.headers["Location"] == "/sign-in-again"
    assert browser.get(link).headers["Location"] == "/sign-in-again"
    # What a browser is led to by a letter or a colleague, too: a receipt to print.
    receipt = f"/v1/files/{'0' * 32}/receipts/1/print"
    page = of_service(made_up).open(receipt, 401)
    assert ("a", f"/?to={receipt}") in [(tag, given.get("href")) for tag, given in page.tags]
    elsewhere = of_service(made_up)
    page = elsewhere.open("/?to=//elsewhere.example/")
    reply = elsewhere.send(page, BE, who="0", to="https://elsewhere.example/")
    assert reply.headers["Location"] == "/"


@given(
    st.one_of(st.text("/\\.:@?#&=%\t\nabc01", max_size=20), st.from_regex(_OURS, fullmatch=True))
)
def test_where_somebody_goes_on_to_is_an_address_of_ours_whatever_was_sent(said: str) -> None:
    here = urlsplit(urljoin("https://ours.example/sign-in", ours(said)))
    assert (here.scheme, here.netloc) == ("https", "ours.example")
    assert here.path != "/exit"
    assert told(ours(said)).isprintable()


def test_what_another_site_has_a_browser_send_is_not_taken(made_up: Running) -> None:
    browser = someone(made_up)
    sends = browser.open("/").form("/sign-out")
    elsewhere: list[dict[str, str]] = [
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": ""},
        {"Origin": "null", "Sec-Fetch-Site": ""},
        {"Origin": f"https://{browser.host}", "Sec-Fetch-Site": ""},
        {"Origin": browser.origin, "Sec-Fetch-Site": "same-site"},
        {"Origin": "", "Sec-Fetch-Site": "none"},
        {"Origin": "", "Sec-Fetch-Site": ""},
    ]
    for headers in elsewhere:
        reply = browser.post("/sign-out", sends, **headers)
        assert "load the page again" in opened(reply, 403).text, headers
        assert "Be" not in opened(browser.post(BE, sends | {"who": "1"}, **headers), 403).heading
    other = someone(made_up).open("/").form("/sign-out")["csrf"]
    for wrong in ("", "x", "é", other, sends["csrf"][:-1]):
        opened(browser.post("/sign-out", {"csrf": wrong}), 403)
    assert "Priya" in browser.open("/").text
    assert browser.post("/sign-out", sends).status_code == 303


def test_a_session_ends_when_idle_and_at_the_end_of_its_day(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    browsers = made_up.app.extensions["consent"].access.browsers
    began = browsers.now()

    def at(**later: int) -> None:
        monkeypatch.setattr(browsers, "now", lambda: began + timedelta(**later).total_seconds())

    worker, parent = someone(made_up), someone(made_up, "2")
    at(minutes=19)
    assert "Sign out" in parent.open("/", 404).text
    at(minutes=29)
    assert "Priya" in worker.open("/").text
    at(minutes=39)
    assert "Be Priya" in parent.open("/").text
    at(minutes=58)
    assert "Priya" in worker.open("/").text
    at(minutes=89)
    assert "Be Priya" in worker.open("/").text
    assert (held_for("a", frozenset({"MASH_WORKER"}), 0).idle, browsers.life("STAFF")) == (
        1800,
        8 * 3600,
    )
    assert (held_for("a", frozenset({"PARENT"}), 0).idle, browsers.life("FAMILY")) == (1200, 3600)


def test_nobody_is_made_up_where_families_are_not(real: Running, made_up: Running) -> None:
    browser = of_service(real)
    assert browser.get("/").headers["Location"] == "/sign-in"
    assert "For whom do you work?" in browser.open("/sign-in").text
    opened(browser.post(BE, {"who": "0", "csrf": ""}), 404)
    people = made_up.settings.made_up_people
    with pytest.raises(KeyFileError, match="demonstration"):
        real.restarted(made_up_people=people)
    for wrong in ("", "-1", "99", "²", "x", "0" * 300):
        reply = of_service(made_up).post(BE, {"who": wrong, "csrf": ""})
        assert reply.status_code in (400, 404), wrong


def test_over_tls_the_cookie_is_this_hosts_alone_and_for_every_path(real: Running) -> None:
    """No other host, and no page under another path, can set one that is sent instead."""
    with real.app.test_request_context(base_url="https://consent.test"):
        response = real.app.response_class()
        held = held_for("worker-1", frozenset({"MASH_WORKER"}), 0)
        real.app.extensions["consent"].access.browsers.start(response, OURS, held)
    said = response.headers["Set-Cookie"]
    assert said.startswith(f"{COOKIE}=")
    assert said.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")
    assert "Domain" not in said
    browser = of_service(real)
    browser.cookie = said.partition("=")[2].partition(";")[0]
    assert "worker-1" in browser.open("/").text
    # Two of one name: one was put there, and nobody can say which.
    twice = f"{COOKIE}={browser.cookie}; {COOKIE}={browser.cookie}"
    nobody = of_service(real)
    assert nobody.get("/", Cookie=twice).status_code == 303


def test_an_address_where_nothing_is_says_so_to_people_and_to_programs(made_up: Running) -> None:
    browser = of_service(made_up)
    assert "share now" in browser.open("/nothing/here", 404).text
    assert browser.get("/nothing", Accept="application/json").is_json
    assert browser.get("/v1/nothing", Accept="*/*").is_json
    page = browser.open("/help/share-now")
    assert "do not need an answer" in page.text
