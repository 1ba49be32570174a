"""What a decision keeps from somebody is read wherever they would be spoken or written to."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.api.asking_own import mother_of
from tests.api.disclosing import disclosure
from tests.api.running import Family, Running, add_family, agree, decide, decision, reasons
from tests.pages.opening import Page
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun
from tests.reasons import ENOUGH
from tests.sweeping import each

MANAGING: Final = "MASH_MANAGER"
MANAGER: Final = "3"
KEPT: Final = {"status": "NOT_SAFE", "on": "2026-03-20", "reason": "He reads what she is sent."}
NOBODY: Final = "Nobody of the family is to know of it: it is not safe. Ask a manager before you"
FIRST: Final = "sk a manager before you speak to"
#: Where somebody is spoken or written to, or is chosen to be.
PLACES: Final = {
    "ways-in": NOBODY,
    "people/{mother}/ways-in": NOBODY,
    "people/{mother}/letters": NOBODY,
    "people/{mother}/messages": NOBODY,
    "conversations/new?person={mother}": FIRST,
    "timeline": NOBODY,
    "": NOBODY,
    "attempts/new": FIRST,
    "contacts-made/new": FIRST,
    "tellings/new": FIRST,
}


def kept_from_all(service: Running, **changes: Any) -> Family:
    """A section 47 decision of which nobody is to know, and an override for the school."""
    family = add_family(service)
    agree(service, family)
    school = {"agencies": [{"type": "SCHOOL"}], "categories": ["EDUCATION"]}
    no = {"person": family.mother, "answer": "REFUSED", "scope": family.scope(**school)}
    service.record(f"{family.path}/responses", no)
    way = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"}
    service.record(f"{family.path}/contact-points", way)
    every = {"agencies": [{"type": "*"}], "categories": ["*"], "purposes": ["S47_ENQUIRY"]}
    decide(service, family, **OF_S47, scope=family.scope(**every), telling=KEPT, **changes)
    tells = {"status": "WILL_TELL_BY", "on": "2026-03-16"}
    decide(service, family, scope=family.scope(**school), telling=tells)
    return family


OF_S47: Final[dict[str, Any]] = {
    "kind": "S47_DECISION",
    "reason_codes": ["SIGNIFICANT_HARM_SUSPECTED"],
    "any_reason": "Zz: whoever may have seen how it came about, and when it was.",
}


@each("place", of=sorted(PLACES), every=4)
def test_whoever_would_speak_or_write_to_them_reads_that_a_manager_is_asked_first(
    made_up: Running, place: str
) -> None:
    family = kept_from_all(made_up)
    page = someone(made_up).open(
        f"/files/{family.file}/{place}".rstrip("/").format(mother=family.mother)
    )
    assert PLACES[place] in page.text, place


@each("place", of=sorted(PLACES), every=4)
def test_so_it_is_before_a_manager_has_decided_what_a_strategy_discussion_came_to(
    made_up: Running, place: str
) -> None:
    """In the very hours in which it matters most whom one rings nothing said so."""
    family = add_family(made_up)
    way = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"}
    made_up.record(f"{family.path}/contact-points", way)
    where = f"/files/{family.file}/{place}".rstrip("/").format(mother=family.mother)
    assert FIRST not in someone(made_up).open(where).text
    met = {"meeting_type": "STRATEGY_DISCUSSION", "children": [family.child]}
    meeting = made_up.record(f"{family.path}/meetings", met)["entries"][0]["id"]
    came = {"held": True, "outcome": "S47_SINGLE", "words": "She is not told before he is seen."}
    made_up.record(f"{family.path}/meetings/{meeting}/outcomes", came)
    text = someone(made_up).open(where).text
    assert FIRST in text, place
    for words in ("a decision is kept from them", NOBODY):
        assert words not in text


def test_it_is_read_before_the_words_that_are_read_out(made_up: Running) -> None:
    """A section 47 enquiry was begun with the very script that tells them of it."""
    family = kept_from_all(made_up)
    for changes in ({}, {"agencies": "HOSPITAL", "purpose": "S47_ENQUIRY"}):
        text = begun(someone(made_up), family, **changes).text
        assert 0 < text.index(NOBODY) < text.index("worried about")


def test_what_is_kept_from_one_by_name_keeps_nobody_from_the_other(made_up: Running) -> None:
    """The form says that others may know, and the protective mother was not to be rung."""
    family = add_family(made_up)
    kept = {**KEPT, "not_safe_for": [family.father]}
    police = {"agencies": [{"type": "POLICE"}], "categories": ["*"], "purposes": ["S47_ENQUIRY"]}
    decide(made_up, family, **OF_S47, scope=family.scope(**police), telling=kept)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    for place in ("", f"/checks/{seq}", "/timeline"):
        text = someone(made_up).open(f"/files/{family.file}{place}").text
        assert "Bo Example must not know of it." in text or place == "/timeline"
        assert "Nobody of the family is to know of it" not in text
    (mother, father) = made_up.get(family.path).get_json()["adults"]
    assert (mother["ask_first"], bool(father["ask_first"])) == (None, True)


@each("asked", of=[{"agency": {"type": "SCHOOL"}, "categories": ["EDUCATION"]}, {}])
def test_a_check_offers_no_talk_and_tells_nobody_what_they_are_not_to_know(
    made_up: Running, asked: dict[str, Any]
) -> None:
    family = kept_from_all(made_up)
    seq = made_up.check(family.file, family.question(**asked))["ledger"]["seq"]
    page = someone(made_up).open(f"/files/{family.file}/checks/{seq}")
    assert NOBODY in page.text
    assert "a no counts at once" in page.text
    for words in ("Talk again", "Tell the parents", "Tell them what", "For anybody else", "Offer"):
        assert words not in page.text, words
    assert "share now" in page.text


@each("rests", of=[False, True])
def test_a_tick_that_the_family_may_know_is_answered_before_and_after_it_is_recorded(
    made_up: Running, rests: bool
) -> None:
    """It was recorded without a word, and whoever ticked it took it for told."""
    family = kept_from_all(made_up)
    kept = made_up.get(family.path).get_json()["authorisations"]
    by = [one["id"] for one in kept if not one["safe_to_tell"]]
    basis = {"basis": "AUTHORISED", "rests_on": by} if rests else {"basis": "PARTNER_DUTY"}
    made = disclosure(family, purpose="S47_ENQUIRY", safe_to_tell=True, **basis)
    for sent in ({**made, "dry_run": True}, made):
        (found,) = [
            one["text"]
            for one in made_up.record(f"{family.path}/disclosures", sent)["notices"]
            if one["code"] == "KEPT_FROM_THEM"
        ]
        assert found.startswith("A decision keeps this from ")
        assert "Ann Example (mother)" in found
    none = made_up.record(f"{family.path}/disclosures", {**made, "safe_to_tell": None})
    assert "KEPT_FROM_THEM" not in {one["code"] for one in none["notices"]}
    for form in ("disclosures", "share-now-uses"):
        page = someone(made_up).open(f"/files/{family.file}/{form}/new")
        assert "stays off their pages, whatever is ticked here" in page.text


@pytest.mark.parametrize("whom", ["mother", None])
@pytest.mark.parametrize("ticked", [True, None])
@pytest.mark.parametrize("rests", [True, False])
def test_one_worker_shows_nobody_a_contact_that_a_decision_keeps_from_them(
    made_up: Running, whom: str | None, ticked: bool | None, rests: bool
) -> None:
    """One form put it on the mother's page at once, and said nothing before."""
    family = kept_from_all(made_up)
    kept = made_up.get(family.path).get_json()["authorisations"]
    by = [one["id"] for one in kept if not one["safe_to_tell"]]
    basis = {"basis": "AUTHORISED", "rests_on": by} if rests else {"basis": "PARTNER_DUTY"}
    made = disclosure(family, purpose="S47_ENQUIRY", safe_to_tell=ticked, **basis)
    contact = made_up.record(f"{family.path}/disclosures", made)["id"]
    person = {} if whom is None else {"person": family.mother}
    may = {"about": contact, "safe": True, "reason": ENOUGH, **person}

    def on_her_page() -> list[Any]:
        found: list[Any] = mother_of(made_up, family).get().get_json()["talked_to"]
        return found

    assert on_her_page() == []
    told = made_up.record(f"{family.path}/safe-to-tell", may)
    assert "WAITS_FOR_A_MANAGER" in {one["code"] for one in told["notices"]}
    assert on_her_page() == []
    made_up.record(f"{family.path}/safe-to-tell", may, MANAGING)
    assert on_her_page() != [] or whom is None


@each("purpose", of=["S47_ENQUIRY", "STRATEGY_DISCUSSION"])
def test_whichever_service_is_asked_whether_a_child_is_badly_hurt_is_on_nobodys_page(
    made_up: Running, purpose: str
) -> None:
    """The decision named the police, and that a doctor was asked for it stood on the mother's."""
    family = add_family(made_up)
    agree(made_up, family)
    police = {"agencies": [{"type": "POLICE"}], "categories": ["*"], "purposes": ["S47_ENQUIRY"]}
    decide(made_up, family, **OF_S47, scope=family.scope(**police), telling=KEPT)
    for agency in ("GP", "HOSPITAL"):
        made = disclosure(family, agency={"type": agency}, purpose=purpose, safe_to_tell=True)
        told = made_up.record(f"{family.path}/disclosures", made)
        assert "KEPT_FROM_THEM" in {one["code"] for one in told["notices"]}
    made_up.record(f"{family.path}/disclosures", disclosure(family, safe_to_tell=True))
    (seen,) = mother_of(made_up, family).get().get_json()["talked_to"]
    assert "badly hurt" not in str(seen)


def test_whoever_decides_to_tell_them_something_else_reads_that_a_decision_is_kept_from_them(
    made_up: Running,
) -> None:
    family = kept_from_all(made_up)
    tells = {"status": "WILL_TELL_BY", "on": "2026-03-16"}
    made = decision(family, telling=tells)
    notices = made_up.record(f"{family.path}/authorisations", made, MANAGING)["notices"]
    found = {one["code"]: one["text"] for one in notices}
    assert "is kept from Ann Example" in found["FIRST_TO_A_MANAGER"]


def test_whoever_ends_it_reads_of_whom_nobody_asks_a_manager_first_any_more(
    made_up: Running,
) -> None:
    family = kept_from_all(made_up)
    every = made_up.get(family.path).get_json()["authorisations"]
    (kept,) = [one["id"] for one in every if not one["safe_to_tell"]]
    ends = {"reason": "It was an accident.", "dry_run": True}
    path = f"{family.path}/authorisations/{kept}/end"
    told = made_up.record(path, ends, MANAGING)["notices"]
    lifts = " ".join(one["text"] for one in told if one["code"] == "WOULD_LIFT")
    assert "let Ann Example (mother) be spoken to, and told, without a manager" in lifts
    assert "Bo Example (father)" in lifts


#: Where a decision that stands is read, and may be looked at again by whoever may.
READ_AT: Final = ("", "/record", "/timeline", "/checks/{check}")


@each("place", of=READ_AT, every=2)
def test_a_decision_is_looked_at_again_from_wherever_it_is_read_while_it_stands(
    made_up: Running, place: str
) -> None:
    """Its ground was gone the same day, and no page led to the end of it before its review."""
    family = add_family(made_up)
    kept = decide(made_up, family, telling=KEPT)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    at = f"/files/{family.file}{place.format(check=seq)}"
    review = f"/files/{family.file}/decisions/{kept}/reviews/new"
    assert review in leads_of(someone(made_up, MANAGER).open(at))
    # Whoever works with the family and decides nothing is led to no form that is not theirs.
    assert review not in leads_of(someone(made_up).open(at))
    made_up.record(
        f"{family.path}/authorisations/{kept}/end", {"reason": "It was an accident."}, MANAGING
    )
    assert review not in leads_of(someone(made_up, MANAGER).open(at))


def leads_of(page: Page) -> set[str | None]:
    return {given.get("href") for tag, given in page.tags if tag == "a"}


def test_what_was_decided_not_to_be_shared_is_looked_at_again_likewise(made_up: Running) -> None:
    family = add_family(made_up)
    body = {
        "scope": family.scope(),
        "reason_codes": ["OTHER_ROUTE_BETTER"],
        "rationale": reasons(),
        "duty_test": {"relevant": True, "may_help": False, "more_harm_than_good": False},
    }
    made = made_up.record(f"{family.path}/not-share-decisions", body, MANAGING)["id"]
    review = f"/files/{family.file}/decisions/{made}/reviews/new"
    for place in ("", "/record", "/timeline"):
        page = someone(made_up, MANAGER).open(f"/files/{family.file}{place}")
        assert review in leads_of(page)


def test_what_was_left_open_in_what_they_said_is_asked_of_them_once_a_manager_was(
    made_up: Running,
) -> None:
    """The notice sent a worker back to somebody who is not to be spoken to."""
    for family, first in ((add_family(made_up), False), (kept_from_all(made_up), True)):
        talk = family.conversation(pressure_concern="NOT_KNOWN")
        found = made_up.record(f"{family.path}/conversations", talk)["notices"]
        (words,) = [one["text"] for one in found if one["code"] == "PRESSURE_NOT_SAID"]
        assert words.startswith("Ask a manager before you speak to Ann Example") is first
        assert words.endswith("Ask them, and write it down.")


def test_whoever_it_is_not_safe_to_ask_is_asked_nothing_that_was_left_open(
    made_up: Running,
) -> None:
    """The page before said to ask him nothing, and this one to ask him who pressed him."""
    family = add_family(made_up)
    unsafe = {"person": family.mother, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", {**unsafe, "reason": ENOUGH}, MANAGING)
    talk = family.conversation(pressure_concern="NOT_KNOWN")
    found = made_up.record(f"{family.path}/conversations", talk)["notices"]
    assert not [one for one in found if "Ask them" in one["text"]]


def test_whoever_a_manager_found_safe_since_is_spoken_to_as_that_says(made_up: Running) -> None:
    """After it was said that she is safe the page said only whom nobody may speak to."""
    family = kept_from_all(made_up)
    mother_of(made_up, family).receipt("requests", {"wants": "HELP_NOW", "words": "Come."})
    worker, since = someone(made_up), "A manager has said since that it is safe to ask"

    def pages() -> tuple[str, str]:
        talk = begun(worker, family, person=family.mother).text
        return worker.open(f"/files/{family.file}").text, talk

    page, talk = pages()
    assert "Reach them with care" in page
    assert since not in page + talk
    safe = {"person": family.mother, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    made_up.record(f"{family.path}/safety", safe, MANAGING)
    page, talk = pages()
    assert "Help now. Speak to them at once" in page.partition("Who we have spoken to")[0]
    assert "Reach them with care" not in page
    assert since in page.partition("Who we have spoken to")[0]
    assert since in talk


def test_to_name_a_parent_alone_says_that_the_others_may_know(made_up: Running) -> None:
    """A father without parental responsibility was named, and it was kept from the mother."""
    family = add_family(made_up)
    father = {"person": family.father, "child": family.child, "role": "FATHER", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", father)
    other = made_up.record(f"{family.path}/adults", {"names": "Zz Partner"})["id"]
    link = {"person": other, "child": family.child, "role": "PARENTS_PARTNER", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", link)
    for named, kept in ((family.father, [family.father]), (other, None)):
        decide(made_up, family, telling={**KEPT, "not_safe_for": [named]})
        *_, made = made_up.get(family.path).get_json()["authorisations"]
        assert made["kept_from_all"] == (kept is None)
        assert kept in (None, made["kept_from"])
