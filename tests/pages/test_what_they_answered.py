"""What somebody answered stands on the family's page and before a manager as a check hears it, each
with the words it was said with.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.words.naming import day
from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, add_family, text_of
from tests.pages.test_being_somebody import someone
from tests.pages.test_checking import asks
from tests.pages.test_deciding import MANAGER, asked_for

NO, YES = "Not my children.", "All right, ask her."


def talk(service: Running, family: Family, words: str, answer: str, **changes: Any) -> None:
    """With the mother about the health visitor, later than whatever was said before."""
    service.clock.now += timedelta(hours=2)
    scope = family.scope(**changes)
    no = {"answer": answer, "scope": scope}
    said = family.agreement(scope=scope) if answer == "AGREED" else no
    service.record(f"{family.path}/conversations", family.conversation(said, parent_words=words))


def read_at_home(service: Running, family: Family) -> str:
    return re.sub(r"\s+", " ", someone(service).open(f"/files/{family.file}").text)


def after(text: str, mark: str) -> str:
    """From a mark to whatever is quoted first after it."""
    return re.findall(re.escape(mark) + r"[^“”]*“[^”]*”", text)[0]


def test_a_no_that_a_later_yes_lifted_is_told_as_said_before_and_each_quote_stands_under_its_own(
    made_up: Running,
) -> None:
    """The page said "Said no" with the words of her yes under it, and the check that she agreed."""
    family = add_family(made_up)
    talk(made_up, family, NO, "REFUSED")
    text = read_at_home(made_up, family)
    assert NO in after(text, "✕ Said no to the health visitor: the child's health")
    talk(made_up, family, YES, "AGREED")
    assert made_up.check(family.file, family.question())["outcome"] == "COVERED"
    text = read_at_home(made_up, family)
    assert "✕ Said no" not in text
    assert YES in after(text, "✓ Agreed the health visitor: the child's health")
    assert NO in after(text, "– Said no before to the health visitor: the child's health")
    sheet = someone(made_up, MANAGER).open(asked_for(made_up, family)).text
    assert "✕ Said no" not in sheet
    assert "– Said no before" in sheet


def test_a_yes_that_does_not_lift_it_leaves_it_standing(made_up: Running) -> None:
    """To something else; and the no that came after stands over the yes."""
    family = add_family(made_up)
    talk(made_up, family, NO, "REFUSED")
    talk(made_up, family, YES, "AGREED", categories=["EDUCATION"])
    text = read_at_home(made_up, family)
    assert NO in after(text, "✕ Said no to the health visitor: the child's health")
    assert YES in after(
        text, "✓ Agreed the health visitor: attendance, behaviour and progress in education"
    )
    family = add_family(made_up)
    talk(made_up, family, YES, "AGREED")
    talk(made_up, family, NO, "REFUSED")
    text = read_at_home(made_up, family)
    assert NO in after(text, "✕ Said no to the health visitor: the child's health")
    assert YES not in text


def test_words_of_a_talk_in_which_nothing_was_answered_stand_under_no_answer(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    talk(made_up, family, NO, "REFUSED")
    made_up.clock.now += timedelta(hours=2)
    later = {**family.conversation(parent_words="She sleeps badly."), "responses": []}
    made_up.record(f"{family.path}/conversations", later)
    text = read_at_home(made_up, family)
    assert NO in after(text, "✕ Said no to the health visitor: the child's health")
    assert "She sleeps badly." in after(text, "Since then, in a talk, ")


def answer_to(service: Running, family: Family, **asked: Any) -> str:
    browser = someone(service)
    page = browser.open(asks(browser, family, **asked).headers["Location"])
    return re.sub(r"\s+", " ", page.text)


def test_whoever_is_told_of_a_no_close_to_this_reads_whose_when_and_in_which_words(
    made_up: Running,
) -> None:
    """It said: read what they said; and nowhere who, when or what."""
    family = add_family(made_up)
    talk(made_up, family, YES, "AGREED")
    father = {"person": family.father, "parent_words": NO}
    said = {"answer": "REFUSED", "scope": family.scope()}
    made_up.record(f"{family.path}/conversations", family.conversation(said, **father))
    (no,) = [
        one
        for one in made_up.get(family.path).get_json()["responses"]
        if one["answer"] == "REFUSED"
    ]
    text = answer_to(made_up, family, **{"agencies.0": "SCHOOL", "categories": "EDUCATION"})
    flag = text.partition("Someone said no to something close to this.")[2]
    today = day(made_up.clock())
    told = after(flag, f"Bo Example: ✕ Said no to the health visitor: the child's health, {today}")
    assert f"entry {no['seq']}" in told
    assert NO in told
    # Both have been spoken to, of the health visitor alone.
    spoken = text.partition("Who we have spoken to")[2]
    assert spoken.count(f"✓ Spoken to {today}") == 2
    assert "Not spoken to yet" not in spoken
    # Of what was asked itself it stands in the answer, and is told once.
    assert answer_to(made_up, family).count("✕ Said no to the health visitor") == 0


def test_how_often_somebody_was_tried_stands_with_the_answer_as_it_was_then(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    attempt = {"person": family.father, "method": "PHONE_VERBAL", "words": "Voicemail."}
    for _ in range(2):
        made_up.record(f"{family.path}/attempts", attempt)
    browser = someone(made_up)
    place = asks(browser, family).headers["Location"]
    today = day(made_up.clock())
    told = f"Father Bo Example – Not spoken to yet Tried 2 times, last on {today}"
    assert told in re.sub(r"\s+", " ", browser.open(place).text)
    made_up.record(f"{family.path}/attempts", attempt)
    made_up.record(f"{family.path}/conversations", family.conversation(person=family.father))
    assert told in re.sub(r"\s+", " ", browser.open(place).text)


#: Each press on their own page that is a word of theirs, with what stands before it.
PRESSES = {
    "stop": ("withdrawals", "AGREED"),
    "yes": ("agreements", "REFUSED"),
    "change": ("requests", "AGREED"),
}


@pytest.mark.parametrize("press", PRESSES)
def test_what_somebody_pressed_is_no_talk_on_any_page(made_up: Running, press: str) -> None:
    """“✓ Spoken to” stood beside a mother whom nobody had rung: she had pressed stop."""
    family = add_family(made_up)
    path, answer = PRESSES[press]
    ends = {"expires_at": text_of(made_up.clock.now + timedelta(days=20))}
    said = {"answer": answer, "scope": family.scope(), **(ends if answer == "AGREED" else {})}
    online = family.conversation(said, method="ONLINE_SIGNED_IN")
    made_up.record(f"{family.path}/conversations", online)
    (first,) = made_up.get(family.path).get_json()["responses"]
    made_up.clock.now += timedelta(days=1)
    body = {"wants": "CHANGE_AGREEMENT", "words": NO} if path == "requests" else {}
    mother_of(made_up, family).receipt(path, {**body, "response": first["id"]})
    today, browser = day(made_up.clock()), someone(made_up)
    # What they ask for is no answer.
    last = day(made_up.clock() - timedelta(days=path == "requests"))
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    for address in (f"/files/{family.file}", f"/files/{family.file}/checks/{seq}"):
        page = browser.open(address).text
        assert "Spoken to" not in page, address
        assert "✓ spoken to" not in page, address
        hers = page.partition("Who we have spoken to")[2].partition("Bo Example")[0]
        told = f"On their own page they wrote or pressed something last on {last}."
        assert f"Not spoken to yet {told}" in hers, address
    rows = made_up.get("/v1/reports/caregivers-not-spoken-to", "MASH_MANAGER", limit="100")
    left = [one.get("person") for one in rows.get_json()["rows"]]
    assert family.mother in left
    made_up.clock.now += timedelta(minutes=1)
    talk = family.conversation({"answer": "UNDECIDED", "scope": family.scope()})
    made_up.record(f"{family.path}/conversations", talk)
    page = browser.open(f"/files/{family.file}").text
    assert f"✓ Spoken to {today}" in page
    assert "On their own page" not in page.partition("Who we have spoken to")[2][:200]


def test_whatever_can_be_chosen_of_an_answer_is_taken_or_says_beforehand_what_it_needs(
    made_up: Running,
) -> None:
    """A yes by email was offered, filled in, and refused; and no answer came by text message."""
    family = add_family(made_up)
    page = someone(made_up).open(f"/files/{family.file}/responses/new")
    radios = [said for tag, said in page.tags if tag == "input" and said.get("type") == "radio"]
    answers = [one["value"] for one in radios if one["name"] == "answer"]
    methods = [one["value"] for one in radios if one["name"] == "method"]
    assert "TEXT_MESSAGE" in methods
    body = {"person": family.mother, "scope": family.scope(), "dry_run": True}
    for answer in answers:
        for method in methods:
            said = {**body, "answer": answer, "method": method}
            reply = made_up.post(f"{family.path}/responses", said)
            if reply.status_code != 201:
                assert answer == "AGREED", (answer, method)
    assert "If they agreed, choose below the talk in which they did" in page.text


def test_a_yes_with_a_concern_is_not_listed_beside_a_later_one_to_all_of_it_with_none(
    made_up: Running,
) -> None:
    """It stood below the clean yes to the same things, as something still to be seen to."""
    family = add_family(made_up)
    talk(made_up, family, "Yes, do.", "AGREED", categories=["CHILD_HEALTH"])
    (yes,) = (one["id"] for one in made_up.get(family.path).get_json()["responses"])
    concern = {"response": yes, "status": "CONCERN", "reasons": ["NO_INTERPRETER"]}
    made_up.record(f"{family.path}/validity", concern)
    doubted = "Said yes, but there is a concern"
    assert doubted in read_at_home(made_up, family)
    # To less than all of it, it stands beside.
    talk(made_up, family, YES, "AGREED", agencies=[{"type": "SCHOOL"}])
    assert doubted in read_at_home(made_up, family)
    talk(made_up, family, YES, "AGREED", categories=["CHILD_HEALTH", "DEVELOPMENT_DISABILITY"])
    assert doubted not in read_at_home(made_up, family)
