"""In every weather a page says what the API says, share now first, and what was typed is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest

from consent_service.api.edge.meanings import PROBLEMS
from consent_service.domain.codes import TEXTS
from consent_service.languages.catalogue import Languages
from consent_service.pages.family import addresses
from consent_service.pages.family.saying import COULD_NOT
from consent_service.pages.problems import as_read
from tests.api.asking_own import mother_of
from tests.api.breaking import TROUBLES, away
from tests.api.running import OURS, Family, Running, add_family, agree
from tests.api.test_damage import DAMAGES
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_at_once import NAMES, TYPED
from tests.pages.test_at_once import PATH as AT_ONCE
from tests.pages.test_being_somebody import BE, someone
from tests.pages.test_own_page import on_their_page
from tests.sweeping import each

#: All of them share one service, of which a key is altered by some.
pytestmark = pytest.mark.breaks_the_ledger("a key is altered")

Weather = Callable[[Running, Family], AbstractContextManager[None]]
SHARE_NOW = TEXTS["share_now"]


@contextmanager
def ledger_in_doubt(service: Running, family: Family) -> Iterator[None]:
    service.storage.soundness[OURS].distrust("behind its checkpoint")
    try:
        yield
    finally:
        (service.settings.checkpoints / OURS / "not-sound").unlink()


@contextmanager
def clock_in_doubt(service: Running, family: Family) -> Iterator[None]:
    service.clock.now -= timedelta(days=2)
    try:
        yield
    finally:
        service.clock.now += timedelta(days=2)


@contextmanager
def record_damaged(service: Running, family: Family) -> Iterator[None]:
    DAMAGES["key altered"](service, family)
    yield


@contextmanager
def spool_gone_and_ledger_in_doubt(service: Running, family: Family) -> Iterator[None]:
    spool = service.settings.spool
    # Made with what is first kept there.
    spool.mkdir(parents=True, exist_ok=True)
    aside = spool.with_name("aside")
    spool.rename(aside)
    spool.write_text("a file where the folder should be")
    with ledger_in_doubt(service, family):
        yield
    spool.unlink()
    aside.rename(spool)


def held(page: Page, *sentences: str | None) -> None:
    for one in filter(None, sentences):
        assert " ".join(one.split()) in page.text, one


@each("code", of=sorted(PROBLEMS))
def test_what_is_wrong_is_said_on_a_page_as_somebody_reads_it(code: str) -> None:
    """Nobody at a browser has a key, a token, a header or a pointer into what was sent."""
    shown = as_read(code)
    said = f"{shown.title} {shown.next}"
    assert shown.status == PROBLEMS[code].status
    for word in ("Idempotency", "token", "JSON", "header", "Retry-After", "`", "_", "media type"):
        assert word not in said, said


Begun = tuple[Running, Family, Browser]


@pytest.fixture
def begun(made_up: Running) -> Iterator[Begun]:
    """A worker before a family whose mother agreed, at a process of its own."""
    service = made_up.restarted()
    family = add_family(service)
    agree(service, family)
    yield service, family, someone(service)
    service.storage.engine.dispose()


@pytest.mark.parametrize(
    "weather", [ledger_in_doubt, clock_in_doubt, record_damaged, spool_gone_and_ledger_in_doubt]
)
def test_a_check_says_on_its_page_what_it_says_to_a_program(begun: Begun, weather: Weather) -> None:
    service, family, browser = begun
    path = f"/files/{family.file}/check"
    form = browser.open(path)
    typed = {"subjects": family.child, "agencies.0": "HEALTH_VISITOR", "direction": "SEEK"}
    with weather(service, family):
        told = service.check(family.file, family.question())
        assert told["outcome"] == "UNAVAILABLE"
        sent = browser.send(form, path, **typed, categories="CHILD_HEALTH", purpose="AGENCY_CHECKS")
        answer = opened(sent) if sent.status_code == 200 else browser.open(sent.headers["Location"])
        held(answer, told["headline"], told["helper"], told["next"], told.get("write_down"))
        held(answer, SHARE_NOW)
        assert "/checks/" not in answer.reply.text


@pytest.mark.parametrize(
    "weather", [ledger_in_doubt, clock_in_doubt, record_damaged, spool_gone_and_ledger_in_doubt]
)
def test_pages_of_a_family_say_what_their_operations_say_to_a_program(
    begun: Begun, weather: Weather
) -> None:
    """Each of them, as far as a program is told anything: the problem, and what to do."""
    service, family, browser = begun
    here = f"/files/{family.file}"
    made_of = {
        here: family.path,
        f"{here}/timeline": f"{family.path}/history",
        f"{here}/sent": f"{family.path}/disclosures",
        f"{here}/together": family.path,
        f"{here}/enquiries/{family.enquiry}/closing": (
            f"{family.path}/enquiries/{family.enquiry}/closing"
        ),
    }
    with weather(service, family):
        assert service.get(f"{family.path}/coverage").status_code == 503
        for page, operation in made_of.items():
            told = service.get(operation)
            shown = opened(browser.get(page), told.status_code)
            if told.status_code != 200:
                problem = as_read(told.get_json()["type"].rpartition("/")[2])
                held(shown, problem.title, problem.next, SHARE_NOW)


def test_what_was_typed_into_a_check_is_kept_while_the_database_is_away(begun: Begun) -> None:
    service, family, browser = begun
    path = f"/files/{family.file}/check"
    form = browser.open(path)
    typed = {"subjects": family.child, "agencies.0": "HEALTH_VISITOR", "direction": "SEEK"}
    with TROUBLES["unreachable"](service):
        kept = opened(
            browser.send(form, path, **typed, categories="CHILD_HEALTH", purpose="AGENCY_CHECKS"),
            503,
        )
        held(kept, SHARE_NOW, "Health visitor", "The child's health")
        away = browser.open(f"/files/{family.file}", 503)
        told = service.get(family.path).get_json()
        held(away, told["title"], as_read("storage-unavailable").next, SHARE_NOW)
        # Whoever cannot wait is shown how, by a page that asks nothing of anybody.
        browser.open("/help/share-now")
    sent = browser.send(kept, path)
    assert browser.open(sent.headers["Location"]).heading == "Agreed. You can do this"


@each("path", of=("/", "/my-families", "/to-do", "/share-now", "/find", "/decisions"))
def test_where_nothing_can_be_read_each_page_says_share_now_first_and_what_can_be_done(
    begun: Begun, path: str
) -> None:
    """What the API says of a check now, where to write down what was shared, and whom to find."""
    service, family, browser = begun
    family_s = someone(service, "2")
    with TROUBLES["unreachable"](service):
        away = browser.open(path, 503)
        told = service.check(family.file, family.question())
        told_of_reading = service.get(family.path).get_json()["title"]
        held(away, told_of_reading, told["headline"], told["helper"], told["next"])
        assert away.text.count(SHARE_NOW) == 1
        assert away.text.index(SHARE_NOW) < away.text.index(told["headline"])
        kept = opened(browser.send(away, "/find", about="Quillon Example"), 503)
        held(kept, "Quillon Example")
        assert f'href="{AT_ONCE}"' in away.reply.text
        # No family is led to any of it.
        assert [one["action"] for one in family_s.open("/", 503).forms] == []
    assert browser.send(kept, "/find").status_code == 200
    assert f'href="{path}"' in away.reply.text
    browser.open(path)


@each("path", of=("/share-now/new", "/referrals/new"))
def test_a_form_about_nobody_on_file_opens_while_the_database_is_away_and_is_recorded_once(
    begun: Begun, path: str
) -> None:
    service, _, browser = begun
    auditors, size = someone(service, "4"), service.size()
    typed = TYPED if path == AT_ONCE else {"children.0.names": "Quillon Example"}
    with TROUBLES["unreachable"](service):
        page = browser.open(path, 503)
        assert page.text.count(SHARE_NOW) == 1
        kept = opened(browser.send(page, path, **typed), 503)
        held(kept, SHARE_NOW, *(one for one in typed.values() if " " in one))
        # Not a draft: what stands there is not to be typed over.
        assert [one["action"] for one in browser.open(f"{path}?draft={'0' * 24}", 503).forms] == [
            "/find"
        ]
        # An auditor takes in nobody.
        assert path not in [one["action"] for one in auditors.open(path, 503).forms]
    assert service.size() == size
    if path != AT_ONCE:
        return
    (where,) = {browser.send(kept, path).headers["Location"] for _ in range(2)}
    assert browser.open(where).heading == "Recorded"


@pytest.mark.parametrize("weather", [ledger_in_doubt, clock_in_doubt])
def test_what_was_shared_at_once_is_kept_until_it_can_be_written_down(
    begun: Begun, weather: Weather
) -> None:
    """While the database is away as well; once it is over, one press records it, once."""
    service, family, browser = begun
    page = browser.open(AT_ONCE)
    # What waited of others is entered before.
    service.beat()
    size, to_link = service.size(), _to_link(service)
    is_kept = "That you shared now is kept, and will stand on record."
    with weather(service, family):
        kept = opened(browser.send(page, AT_ONCE, **TYPED), 503)
        held(kept, SHARE_NOW, is_kept, *(TYPED[name] for name in ("then.risk", NAMES)))
    with TROUBLES["unreachable"](service):
        kept = opened(browser.send(kept, AT_ONCE), 503)
        held(kept, SHARE_NOW, is_kept, TYPED["then.disclosure.words_sent"])
    assert service.size() == size
    (where,) = {browser.send(kept, AT_ONCE).headers["Location"] for _ in range(2)}
    assert browser.open(where).heading == "Recorded"
    # It was durable before, once however often it was sent, and what was typed is of that use.
    said = service.kinds(size)
    assert (said.count("check-unanswered"), said.count("share-now-recorded")) == (1, 1)
    assert "NOT_ON_FILE" not in where
    assert _to_link(service) == to_link


def _to_link(service: Running) -> set[str]:
    listed = service.get("/v1/tasks", "MASH_MANAGER", limit="200").get_json()["tasks"]
    return {one["about"] for one in listed if one["code"] in ("LINK_SHARE_NOW", "RECORD_SHARE_NOW")}


@each("where", of=("/find", "sampling", "telling back"))
def test_what_was_typed_anywhere_is_shown_and_sent_again_once_the_database_is_back(
    begun: Begun, where: str
) -> None:
    """Also where no form over one operation stands."""
    service, family, _ = begun
    browser = someone(service, "4" if where == "sampling" else "0")
    path, typed = where, {"about": "Quillon Example"}
    if where == "telling back":
        referred = {"referrer_agency": "GP", "referrer_organisation": "Hillside Surgery"}
        enquiry = service.record(f"{family.path}/enquiries", referred)["id"]
        path = f"/files/{family.file}/enquiries/{enquiry}/referrer-letter"
        typed = {"level": "RECEIVED", "more": "Thank you for ringing us on Monday."}
    elif where == "sampling":
        path, typed = "/audit/sample", {"word": "the throw of a die", "team": "North team"}
    page = browser.open(path)
    with TROUBLES["unreachable"](service):
        kept = opened(browser.send(page, path, **typed), 503)
        held(kept, SHARE_NOW, *(one for one in typed.values() if " " in one))
    assert browser.send(kept, path).status_code in (200, 422)
    # Whoever is signed out meanwhile still reads it, and sends it from there once they are back; it
    # is read once more first, as somebody else may be who signs in.
    browser.post("/sign-out", page.form("/sign-out"))
    out = opened(browser.send(page, path, **typed), 401)
    held(out, *(one for one in typed.values() if " " in one))
    assert browser.send(out, path).status_code == 401
    browser.send(browser.open("/"), BE, who="4" if where == "sampling" else "0")
    between = opened(browser.send(out, path), 403)
    held(between, *(one for one in typed.values() if " " in one), "it is not yours to send")
    assert browser.send(between, path).status_code in (200, 422)


@contextmanager
def database_away(service: Running, family: Family) -> Iterator[None]:
    with away(service):
        yield


@pytest.mark.parametrize(
    "weather", [ledger_in_doubt, clock_in_doubt, record_damaged, database_away]
)
def test_whoever_stops_on_their_page_reads_whether_it_is_kept_in_their_own_language(
    begun: Begun, weather: Weather
) -> None:
    """It was kept until the clock was right, and she read that it could not be."""
    service, family, _ = begun
    mother = on_their_page(service, family)
    mother.get("/language?in=cy")
    welsh = Languages().of("cy")
    stop = mother.open(addresses.STOP)
    with weather(service, family):
        told = mother_of(service, family).post("withdrawals", {"words": "Zz stop"})
        read = mother.send(stop, addresses.STOP, words="Zz stop")
    page = Page(read)
    if told.status_code == 202:
        held(page, welsh.text(TEXTS["own_kept_for_now"]))
        assert COULD_NOT not in page.text
    else:
        assert told.status_code >= 500
        assert welsh.text(COULD_NOT) in page.text
    if read.status_code >= 500:
        title = welsh.text(TEXTS["own_not_written_title"])
        assert page.heading == title
        neutral = welsh.text("Your page")
        assert f"<title>{welsh.text('Error')}: {neutral}</title>" in read.text
        assert "Zz stop" in page.text
