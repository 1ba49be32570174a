"""A referral is taken in by one form: who may be known is said first, the answer comes last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.times import LONDON
from tests.api.running import SHARE_NOW, Family, Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.sweeping import each

PLACE = "/referrals/new"


def dob(row: str, day: str = "1", month: str = "5", year: str = "2019") -> dict[str, str]:
    return {f"{row}.dob.day": day, f"{row}.dob.month": month, f"{row}.dob.year": year}


def family(name: str) -> dict[str, str]:
    """A child, and a mother and a father of hers."""
    return {
        "children.0.names": f"Kim {name}",
        **dob("children.0"),
        "adults.0.names": f"Ada {name}",
        "adults.0.role": "MOTHER",
        "adults.0.pr_status": "YES",
        "adults.0.value": "020 7946 0018",
        "adults.0.safety": "NEVER_TEXT",
        "adults.0.note": "He reads her messages.",
        "enquiry.worry": "A burn that nobody explains.",
        "enquiry.referrer_reported_consent": "YES",
    }


QUESTION = {
    "first_check.agency": "HEALTH_VISITOR",
    "first_check.categories": "CHILD_HEALTH",
    "first_check.purpose": "AGENCY_CHECKS",
    "first_check.direction": "SEEK",
}


def test_all_of_it_is_one_act_and_ends_at_the_answer(made_up: Running) -> None:
    browser = someone(made_up)
    page = browser.open(PLACE)
    size = made_up.size()
    read = opened(browser.send(page, PLACE, **family("Lund"), **QUESTION))
    assert "Adult 1: Is it safe to ring?" in read.text
    assert "may be known already" not in read.text
    assert made_up.size() == size
    replies = [browser.send(read, PLACE) for _ in range(2)]
    first, again = (one.headers["Location"] for one in replies)
    assert first == again
    _, _, file, _, seq = first.split("/")
    shown = made_up.get(f"/v1/files/{file}").get_json()
    (child,), (mother,) = shown["children"], shown["adults"]
    assert [one["person"] for one in child["caregivers"]] == [mother["id"]]
    # What the referrer ticked is nobody's answer, and what may be a danger counts at once.
    assert shown["responses"] == []
    assert [one["note"] for one in shown["known"]["signs"]] == ["He reads her messages."]
    assert [one["safety"] for one in shown["contact_points"]] == ["NEVER_TEXT"]
    asked = made_up.get(f"/v1/files/{file}/checks/{seq}").get_json()
    assert asked["outcome"] == "ASK"


@each(
    "said",
    of=[
        {"first_check.urgency": "IMMEDIATE"},
        {"first_check.purpose": "IMMEDIATE_PROTECTION"},
        {"first_check.purpose": "IMMEDIATE_PROTECTION", "first_check.urgency": "STANDARD"},
    ],
)
def test_whoever_says_that_a_child_is_at_risk_now_reads_share_now(
    made_up: Running, said: dict[str, str]
) -> None:
    """It was answered and shown nowhere: they were sent to check before they contact anybody."""
    browser = someone(made_up)
    at_risk = QUESTION | said
    # Before it is said what else is missing, and before it is read once more.
    wrong = {"children.1.names": "Kim Risk", **dob("children.1", day="31", month="2")}
    page = opened(browser.send(browser.open(PLACE), PLACE, **wrong, **at_risk), 422)
    told, _, _ = page.text.partition("There is a problem")
    assert "Share now. Do not wait." in told
    assert SHARE_NOW in told
    read = opened(browser.send(browser.open(PLACE), PLACE, **family("Risk"), **at_risk))
    assert "Share now. Do not wait." in read.text.partition(SHARE_NOW)[0]
    page = opened(browser.send(read, PLACE))
    assert page.title.startswith("Share now. Do not wait")
    assert SHARE_NOW in page.text
    assert "What you took in is on record." in page.text
    assert "Check before you contact" not in page.text


def test_a_number_that_is_kept_from_others_is_so_from_the_referral_on(made_up: Running) -> None:
    """It had a field in the form of a number alone: until that was found all who look read it."""
    browser = someone(made_up)
    typed = {**family("Kept"), "adults.0.protected": "true"}
    read = opened(browser.send(browser.open(PLACE), PLACE, **typed))
    file = browser.send(read, PLACE).headers["Location"].split("/")[2]
    (point,) = made_up.get(f"/v1/files/{file}").get_json()["contact_points"]
    assert (point["withheld"], point["value"]) == (True, None)
    assert "7946 0018" not in browser.open(f"/files/{file}").text


def test_who_may_be_known_already_is_said_before_anybody_is_added(made_up: Running) -> None:
    browser = someone(made_up)
    for _ in range(2):
        read = opened(browser.send(browser.open(PLACE), PLACE, **family("Twice")))
        page = read
        assert browser.send(read, PLACE).status_code == 303
    assert "Kim Twice may be known already, by name and date of birth" in page.text
    # A press looks for whoever it may be, and only the search says which family that is.
    before, _, _ = page.reply.text.partition("/files/")
    assert 'name="about" value="Kim Twice 01/05/2019"' in before
    found = opened(browser.send(page, "/find"))
    assert "Kim Twice, born 1 May 2019: the name, the date of birth" in found.text


def test_what_is_wrong_stands_at_the_row_in_which_it_was_typed(made_up: Running) -> None:
    """The first row is left empty, and what is said of an adult goes to lists of their own."""
    browser = someone(made_up)
    size = made_up.size()
    typed = {
        "children.1.names": "Kim Ekholm",
        **dob("children.1", day="31", month="2"),
        "adults.2.names": "Bo Ekholm",
        "adults.2.role": "FATHER",
    }
    page = opened(browser.send(browser.open(PLACE), PLACE, **typed), 422)
    assert made_up.size() == size
    links = [given["href"] for tag, given in page.tags if tag == "a"]
    assert {"#f-children.1.dob.day", "#f-adults.2.pr_status"} <= set(links)
    assert "Child 2: Date of birth: This is not a real day." in page.text
    assert "Adult 3: Do they have parental responsibility? Choose one." in page.text


def test_it_takes_when_it_is_safe_to_ring_and_why_a_father_is_not_known(made_up: Running) -> None:
    """What the notices ask for has a field in the form that raises them."""
    browser = someone(made_up)
    typed = family("Vik") | {
        "adults.0.safety": "SAFE_AT_TIMES",
        "adults.1.names": "Not known",
        "adults.1.role": "UNKNOWN_FATHER",
        "adults.1.pr_status": "UNCONFIRMED",
        "adults.0.note": "",
    }
    asked = opened(browser.send(browser.open(PLACE), PLACE, **typed)).text
    assert "Nothing says at which times this is safe" in asked
    assert "Nothing says why the father is not known" in asked
    times, why = "09:00 to 15:00", "She will not say. Her midwife is asked."
    typed |= {"adults.0.safe_times": times, "adults.1.explanation": why}
    page = opened(browser.send(browser.open(PLACE), PLACE, **typed))
    assert "Nothing says" not in page.text
    file = browser.send(page, PLACE).headers["Location"].split("/")[2]
    shown = made_up.get(f"/v1/files/{file}").get_json()
    assert [one["safe_times"] for one in shown["contact_points"]] == [times]
    (child,) = shown["children"]
    assert why in [one["explanation"] for one in child["caregivers"]]


@pytest.mark.parametrize("role", ["UNKNOWN_FATHER", "FATHER", ""])
def test_of_a_father_who_is_not_known_that_and_why_is_enough(made_up: Running, role: str) -> None:
    """He was left out, or named by an invention, where a name and a status could not be empty; or
    refused as a father without a name, to whoever did as it says beside the name.
    """
    browser = someone(made_up)
    typed = family("Vok") | {
        "adults.1.role": role,
        "adults.1.explanation": "Their mother will not say.",
    }
    page = opened(browser.send(browser.open(PLACE), PLACE, **typed))
    file = browser.send(page, PLACE).headers["Location"].split("/")[2]
    (child,) = made_up.get(f"/v1/files/{file}").get_json()["children"]
    (he,) = (one for one in child["caregivers"] if one["role"] == "UNKNOWN_FATHER")
    assert he["pr_status"] == "UNCONFIRMED"
    assert he["explanation"] == "Their mother will not say."


def test_of_two_children_none_is_meant_unless_it_is_said(made_up: Running) -> None:
    browser = someone(made_up)
    both = {"children.1.names": "Lee Borg", **dob("children.1")}
    page = opened(browser.send(browser.open(PLACE), PLACE, **family("Borg"), **both), 200)
    # There is a sign of danger in it: it is kept, and what is not said is nobody's.
    assert "Of this nothing would be on record" in page.text
    reply = browser.send(page, PLACE)
    file = reply.headers["Location"].split("/")[2]
    shown = made_up.get(f"/v1/files/{file}").get_json()
    assert [one["caregivers"] for one in shown["children"]] == [[], []]
    chosen = {"adults.0.child": "child-2", "adults.0.note": ""}
    page = opened(browser.send(browser.open(PLACE), PLACE, **family("Berg") | both | chosen))
    file = browser.send(page, PLACE).headers["Location"].split("/")[2]
    shown = made_up.get(f"/v1/files/{file}").get_json()
    assert [len(one["caregivers"]) for one in shown["children"]] == [0, 1]


def test_of_what_would_be_on_no_record_it_is_said_whether_it_is_missing_or_wrong(
    made_up: Running,
) -> None:
    """What nobody had typed could not be "used as it is": there was nothing to put right."""
    browser = someone(made_up)
    typed = family("Ŵyn") | {"adults.0.safety": "", "children.0.dob.month": "Marchtember"}
    page = opened(browser.send(browser.open(PLACE), PLACE, **typed))
    assert "Of this nothing would be on record" in page.text
    back = opened(browser.send(page, PLACE, more="-"), 422)
    assert "Is it safe to ring? This is needed for the rest of it." in back.text
    assert "Date of birth: This is not a real day." in back.text


def test_a_danger_in_words_says_why_somebody_is_not_safe_to_ask(made_up: Running) -> None:
    """Whoever had just written it down was told that nothing says why."""
    browser = someone(made_up)
    unsafe = {"adults.0.safe_to_ask": "false"}
    page = opened(browser.send(browser.open(PLACE), PLACE, **family("Penn"), **unsafe))
    assert "nothing says why" not in page.text
    said = family("Penn") | unsafe | {"adults.0.note": ""}
    page = opened(browser.send(browser.open(PLACE), PLACE, **said))
    assert "They count as not safe, but nothing says why." in page.text
    # Of several who are recorded at once it is said which.
    assert "Write down the reason. It is " in page.text
    # And it can be written there: it was asked for where no field took it.
    because = said | {"adults.0.reason": "He was heard to threaten her."}
    page = opened(browser.send(browser.open(PLACE), PLACE, **because))
    assert "nothing says why" not in page.text
    assert "He was heard to threaten her." in page.text


#: A father whose own telephone is not safe to ring.
_NOT_SAFE = {
    "names": "Ewan Vole",
    "role": "FATHER",
    "pr_status": "YES",
    "value": "020 7946 0019",
    "safety": "UNSAFE",
    "safe_to_ask": "true",
}


def test_of_a_family_that_has_no_file_no_entry_is_named_that_says_something(
    made_up: Running,
) -> None:
    """The numbers were of entries that did not stand, or of another family's."""
    browser = someone(made_up)
    said = family("Vole") | {"adults.0.safe_to_ask": "true", "adults.0.safety": "SAFE"}
    said |= {f"adults.1.{name}": one for name, one in _NOT_SAFE.items()}
    page = opened(browser.send(browser.open(PLACE), PLACE, more="adults"))
    page = opened(browser.send(page, PLACE, **said))
    assert "Too short to lift a warning" in page.text
    assert "by entry" not in page.text


def test_of_a_family_on_file_what_is_typed_here_is_told_from_what_stands_there(
    made_up: Running,
) -> None:
    """A number of an entry that is not there yet is looked for in vain."""
    one, browser = add_family(made_up), someone(made_up)
    where = f"/files/{one.file}/referrals/new"
    said = {name: text for name, text in family("Vole").items() if not name.startswith("then")}
    said |= {"adults.0.safe_to_ask": "true", "adults.0.safety": "SAFE"}
    said |= {f"adults.1.{name}": text for name, text in _NOT_SAFE.items()}
    page = opened(browser.send(browser.open(where), where, more="adults"))
    page = opened(browser.send(page, where, **said))
    assert "Too short to lift a warning" in page.text
    assert "by entry" not in page.text


def test_what_is_typed_of_a_family_that_has_no_file_is_kept_as_it_goes(made_up: Running) -> None:
    browser = someone(made_up)
    size = made_up.size()
    sent = browser.open(PLACE).form(PLACE) | family("Grön")
    kept = browser.post(f"{PLACE}/draft", sent, Accept="application/json").get_json()
    later = f"{PLACE}?draft={kept['draft']}"
    assert made_up.size() == size
    browser = someone(made_up)
    page = browser.open(later)
    assert "A burn that nobody explains." in page.text
    read = opened(browser.send(page, PLACE, **family("Grön")))
    assert browser.send(read, PLACE).status_code == 303
    assert "it is on record" in browser.open(later).text


def test_a_referral_in_which_nothing_was_typed_opens_no_file(made_up: Running) -> None:
    browser, path = someone(made_up), "/referrals/new"
    size = made_up.size()
    page = opened(browser.send(browser.open(path), path), 422)
    assert "Nothing was typed." in page.text
    assert made_up.size() == size


def test_what_of_a_referral_would_be_on_no_record_is_named_and_put_right_first(
    made_up: Running,
) -> None:
    """What protects somebody is not held up by it, and what else was typed is not thrown away by a
    press on the only button: the mother's number and who is whose went that way.
    """
    browser = someone(made_up)
    page = opened(browser.send(browser.open(PLACE), PLACE, more="children"))
    typed = family("Short") | {"children.1.names": "Bo Short", **dob("children.1", day="2")}
    del typed["adults.0.safety"]
    read = opened(browser.send(page, PLACE, **typed))
    assert "Not all of it can be recorded as it is" in read.text
    lost = read.text.partition("nothing would be on record: ")[2].partition(" Nothing is")[0]
    # What would be lost with them is named as well.
    assert lost == (
        "Adult 1: What are they to the child? Mother "
        "Adult 1: To which children? This is needed for the rest of it. "
        "Adult 1: Do they have parental responsibility? Has parental responsibility "
        "Adult 1: Telephone: 020 7946 0018 "
        "Adult 1: Is it safe to ring? This is needed for the rest of it."
    )
    assert "Words are missing" not in read.text
    back = opened(browser.send(read, PLACE, more="-"), 422)
    assert "There is a problem" in back.text
    assert back.text.count("Adult 1: To which children?") >= 1
    right = {"adults.0.child": "child-1", "adults.0.safety": "SAFE"}
    whole = opened(browser.send(back, PLACE, **typed, **right))
    assert "Not all of it" not in whole.text
    assert browser.send(whole, PLACE).status_code == 303


def test_a_new_adult_of_a_family_on_file_is_something_to_a_child_who_stands_there(
    made_up: Running,
) -> None:
    """Only children of the form could be chosen, and without one nothing could be recorded."""
    family = add_family(made_up)
    place = f"/files/{family.file}/referrals/new"
    browser = someone(made_up)
    page = browser.open(place)
    typed = {
        "adults.0.names": "Gran Example",
        "adults.0.role": "GRANDPARENT",
        "adults.0.pr_status": "NO",
        "adults.0.child": family.child,
        "enquiry.worry": "Shouting.",
    }
    read = opened(browser.send(page, place, **typed))
    assert "Ng, 2" in page.text
    assert browser.send(read, place).status_code == 303
    (child,) = made_up.get(family.path).get_json()["children"]
    assert "GRANDPARENT" in [one["role"] for one in child["caregivers"]]


def test_a_number_of_which_nobody_said_whether_it_is_safe_is_named_before_it_is_lost(
    made_up: Running,
) -> None:
    """It stood among what is recorded, and only the question beside it among what is not."""
    browser = someone(made_up)
    typed = family("Lark") | {"adults.0.safety": ""}
    page = opened(browser.send(browser.open(PLACE), PLACE, **typed))
    lost = page.text.partition("Of this nothing would be on record")[2]
    lost, _, kept = lost.partition("Nothing is recorded yet.")
    assert "Is it safe to ring?" in lost
    assert "Telephone: 020 7946 0018" in lost
    assert "020 7946 0018" not in kept
    assert "He reads her messages." in kept


def test_the_same_that_was_taken_in_from_another_window_is_asked_about(made_up: Running) -> None:
    """Pressed in two windows within seconds, it was a second open enquiry in the family."""
    one = add_family(made_up, "LCS-9")
    worry = {"enquiry.worry": "Bruise on arm, says she fell."}
    where = f"/files/{one.file}/referrals/new"
    browser, before = someone(made_up), len(enquiries(made_up, one))
    checked = [opened(browser.send(browser.open(where), where, **worry)) for _ in range(2)]
    assert not any("Is this another?" in page.text for page in checked)
    assert browser.send(checked[0], where).status_code == 303
    # Also of one who stands where it was read already.
    asked = browser.send(checked[1], where)
    assert asked.status_code == 200
    assert f"Is this another? The same was taken in today: at {_at(made_up)}." in opened(asked).text
    assert len(enquiries(made_up, one)) == before + 1
    # It is, says whoever presses once more.
    assert browser.send(opened(asked), where).status_code == 303
    assert len(enquiries(made_up, one)) == before + 2
    # Nor is another worry asked about, nor the same on another day.
    other = {"enquiry.worry": "He was late again."}
    assert "Is this another?" not in opened(browser.send(browser.open(where), where, **other)).text
    made_up.clock.now += timedelta(days=1)
    assert "Is this another?" not in opened(browser.send(browser.open(where), where, **worry)).text


def enquiries(service: Running, family: Family) -> list[Any]:
    return list(service.get(family.path).get_json()["enquiries"])


def _at(service: Running) -> str:
    return f"{service.clock.now.astimezone(LONDON):%H:%M}"
