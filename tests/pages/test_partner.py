"""What somebody who speaks for an agency does by pages alone: read, ask again, answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from consent_service.access.madeup import MadeUp
from tests.api.disclosing import disclose
from tests.api.running import HOST, OURS, Running, add_family, agree, running
from tests.pages.conftest import HERE
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Running]:
    """A hub in which Elm Primary School is listed, and somebody speaks for it."""
    people = tmp_path / "people.json"
    people.write_bytes(b"[]")
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}", demonstration=True) as begun:
        listed = {"type": "SCHOOL", "names": ["Elm Primary School"]}
        elm = begun.record("/v1/services", listed, "MASH_MANAGER")["id"]
        office = MadeUp(
            name="The office",
            about="is asked",
            authority=OURS,
            subject="elm-1",
            role="PARTNER_REP",
            agency="SCHOOL",
            organisation=elm,
        )
        worker = MadeUp(
            name="Priya", about="works", authority=OURS, subject="priya", role="MASH_WORKER"
        )
        people.write_bytes(msgspec.json.encode([office, worker]))
        started = begun.restarted(made_up_people=people, hosts=(HERE, HOST))
        started.school = elm
        yield started


def test_an_agency_reads_what_it_was_asked_asks_what_is_agreed_and_answers(hub: Running) -> None:
    office = someone(hub)
    assert office.get("/").headers["Location"] == "/requests"
    assert "Nothing, just now." in office.open("/requests").text

    family = add_family(hub)
    words = "How is Ng in class? Please ring us by noon."
    ours = {"agency": {"type": "SCHOOL", "id": hub.school}, "categories": ["EDUCATION"]}
    disclose(hub, family, words_sent=words, **ours)
    disclose(hub, family, words_sent="Zz of another")
    agree(hub, family, scope=family.scope(categories=["EDUCATION"], agencies=[ours["agency"]]))
    page = office.open("/requests")
    assert words in page.text
    for hidden in ("Zz", "Ann", "Bo", "Agreed"):
        assert hidden not in page.text.replace("Agreement", ""), hidden

    (check,) = [one["action"] for one in page.forms if one["action"].endswith("/check")]
    told = opened(office.send(page, check))
    assert "Ng: Agreed" in told.text
    for hidden in ("Ann", "Bo", "mother", "father"):
        assert hidden not in told.text, hidden

    (place,) = [
        given["href"] or ""
        for tag, given in page.tags
        if "answers/new" in (given.get("href") or "")
    ]
    form = office.open(place)
    assert "share now" in form.text.lower()
    wrong = opened(office.send(form, place, words="We will."), 422)
    assert "We will." in wrong.reply.text
    done = office.send(form, place, outcome="WOULD_NOT", because="NO_CAPACITY", words="Half-term.")
    assert done.headers["Location"] == "/requests"
    assert "so far: We would rather not" in office.open("/requests").text
    # Whoever goes back to the form, or colleagues of theirs, read that first.
    assert "Your service has answered this: we would rather not." in office.open(place).text
    assert "you sent one of these from here" in office.open(place).text
    (told,) = [
        one
        for one in hub.get(f"{family.path}/disclosures").get_json()["disclosures"]
        if one["agency"]["id"] == hub.school
    ]
    assert (told["reply"]["state"], told["reply"]["words"]) == ("WOULD_NOT", "Half-term.")


def test_that_agreement_was_taken_back_reaches_the_agencys_own_page_and_never_says_not_to_share(
    hub: Running,
) -> None:
    """Whoever looks there again hears it there: the request stood word for word as before."""
    family, school = add_family(hub), {"type": "SCHOOL", "id": hub.school}
    scope = family.scope(categories=["EDUCATION"], agencies=[school])
    made = agree(hub, family, scope=scope)
    yes = next(one["id"] for one in made["entries"] if one["kind"] == "response-recorded")
    hub.clock.now += timedelta(minutes=1)
    disclose(hub, family, agency=school, categories=["EDUCATION"], basis="AGREED", rests_on=[yes])
    office = someone(hub)
    before = office.open("/requests").text
    assert "taken back" not in before
    hub.clock.now += timedelta(minutes=1)
    hub.record(f"{family.path}/withdrawals", {"person": family.mother})
    page = office.open("/requests")
    assert "Agreement to this was taken back" in page.text
    assert "You make your own decision" in page.text
    assert "share now" in page.text
    for hidden in ("Ann", "mother"):
        assert hidden not in page.text, hidden
    # What it is told to do is its own to do: to talk to the family, or ask a manager, is the hub's.
    (check,) = [one["action"] for one in page.forms if one["action"].endswith("/check")]
    told = opened(office.send(page, check)).text
    assert "Ask the hub" in told
    assert "Talk to them again" not in told
    assert "ask a manager to decide" not in told.lower()


def test_what_an_agency_writes_is_to_be_read_that_day_until_somebody_says_what_follows(
    hub: Running,
) -> None:
    """Its page promises that. A burn that was told of beside "we hold nothing" stood nowhere."""
    family, school = add_family(hub), {"type": "SCHOOL", "id": hub.school}
    id = disclose(hub, family, agency=school, categories=["EDUCATION"])
    office, hers = someone(hub), ["He came in with a burn.", "He is afraid to go home."]
    place = f"/requests/{family.file}/{id}/answers/new"
    for outcome, words in zip(("NOTHING_HELD", "SENT"), hers, strict=True):
        office.send(office.open(place), place, outcome=outcome, words=words)

    def to_read() -> list[dict[str, str]]:
        due = hub.get(f"{family.path}/tasks").get_json()["tasks"]
        return [one for one in due if one["code"] == "READ_REPLY"]

    (task,) = to_read()
    assert (task["about"], task["for_role"]) == (id, "MASH_WORKER")
    answer = hub.check(family.file, family.question())
    assert answer["next"].startswith("First read what Elm Primary School wrote to us")
    assert [one["words"] for one in answer["tasks"] if one["code"] == "READ_REPLY"] == [
        " ".join(hers)
    ]
    worker = someone(hub, "1")
    page = worker.open(f"/files/{family.file}")
    assert "Read what this agency wrote to us" in page.text
    assert all(words in page.text for words in hers)
    asked = worker.open(f"/files/{family.file}/checks/{answer['ledger']['seq']}").text
    assert all(words in asked.partition("Do next")[0] for words in hers)
    assert "None" not in asked
    addresses = [given.get("href") or "" for _, given in page.tags]
    (link,) = {one for one in addresses if f"{id}/reviews" in one}
    form = worker.open(link)
    assert all(words in form.text for words in hers)
    hub.record(f"{family.path}/disclosures/{id}/reviews", {"words": "We went there at once."})
    assert "First read" in hub.check(family.file, family.question())["next"]
    hub.record(f"{family.path}/disclosures/{id}/reviews", {"words": ENOUGH})
    assert to_read() == []
    assert "First read" not in hub.check(family.file, family.question())["next"]


def test_what_another_agency_was_asked_is_not_there(hub: Running) -> None:
    office, family = someone(hub), add_family(hub)
    other = {"type": "GP", "names": ["Harbour Lane Surgery"]}
    gp = hub.record("/v1/services", other, "MASH_MANAGER")["id"]
    theirs = disclose(hub, family, agency={"type": "GP", "id": gp})
    for request in (theirs, "0" * 24):
        sent = {"csrf": office.open("/requests").form("/sign-out")["csrf"], "outcome": "SENT"}
        opened(office.post(f"/requests/{family.file}/{request}/check", sent), 404)
        place = f"/requests/{family.file}/{request}/answers/new"
        opened(office.send(office.open(place), place, outcome="SENT"), 404)
    for path in (f"/files/{family.file}", "/find", "/to-do", "/people", "/audit"):
        assert office.get(path).status_code in (403, 404), path
