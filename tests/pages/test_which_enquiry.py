"""Where several enquiries go on a check says which it is for; where one does, nobody is asked."""

from __future__ import annotations

from datetime import timedelta

from consent_service.domain.words.naming import day
from tests.api.running import Running, add_family, agree
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone


def test_what_is_agreed_in_one_enquiry_alone_leads_to_the_check_of_each(made_up: Running) -> None:
    """The help said to name the enquiry and to check again, and nothing led to where one does."""
    family = add_family(made_up)
    agree(made_up, family)
    browser, path = someone(made_up), f"/files/{family.file}/check"
    assert "For which enquiry?" not in browser.open(path).text
    made_up.clock.now += timedelta(days=1)
    made_up.record(f"{family.path}/enquiries", {"rating": "AMBER"})
    assert "For which enquiry?" in browser.open(path).text
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    page = browser.open(f"/files/{family.file}/checks/{seq}")
    assert "agreed in one of the open enquiries and not in another" in page.text
    assert "in an earlier enquiry" not in page.text
    again = [
        str(one["href"]) for tag, one in page.tags if tag == "a" and "enquiry=" in str(one["href"])
    ]
    assert len([one for one in again if one.startswith(f"{path}?")]) == 2
    (meant,) = [one for one in again if family.enquiry in one and one.startswith(f"{path}?")]
    filled = browser.open(meant)
    chosen = [one["value"] for _, one in filled.tags if "selected" in one]
    assert family.enquiry in chosen
    typed = {
        "subjects": family.child,
        "agencies.0": family.question()["agency"]["type"],
        "categories": family.question()["categories"][0],
        "purpose": family.question()["purpose"],
        "direction": family.question()["direction"],
        "enquiry": family.enquiry,
    }
    answered = browser.send(filled, path, **typed)
    assert "Agreed" in opened(browser.get(answered.headers["Location"])).title


def test_of_two_enquiries_whoever_has_said_nothing_is_spoken_to_once(made_up: Running) -> None:
    """That what they said leaves it open was said of a mother who had said nothing at all."""
    family = add_family(made_up)
    made_up.record(f"{family.path}/enquiries", {"rating": "AMBER"})
    due = made_up.check(family.file, family.question())["tasks"]
    to_her = [one["code"] for one in due if one["person"] == family.mother]
    assert to_her.count("SPEAK_TO") == 1
    assert "ASK_ABOUT_THIS" not in to_her


def test_two_enquiries_of_one_day_are_told_apart_by_who_referred(made_up: Running) -> None:
    """Two buttons read alike, and led to two answers."""
    family = add_family(made_up)
    agree(made_up, family)
    made_up.clock.now += timedelta(hours=1)
    made_up.record(f"{family.path}/enquiries", {"referrer_agency": "SCHOOL"})
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    browser = someone(made_up)
    page = browser.open(f"/files/{family.file}/checks/{seq}")
    today = day(made_up.clock.now)
    assert f"Check for the enquiry of {today} (School)" in page.text
    record = browser.open(f"/files/{family.file}/record").text
    assert f"The enquiry of {today} (School)" in record


def test_an_enquiry_of_which_nobody_says_anything_is_not_opened_beside_another(
    made_up: Running,
) -> None:
    """Pressed once, each answer was "agreed in one of the open enquiries and not in another"."""
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/enquiries/new"
    sent = browser.send(browser.open(path), path)
    assert sent.status_code == 422
    assert "There is a problem" in sent.text
    assert len(made_up.get(family.path).get_json()["enquiries"]) == 1
    for said in ({"worry": "He comes to school hungry."}, {"referrer_agency": "SCHOOL"}):
        assert browser.send(browser.open(path), path, **said).status_code == 303
