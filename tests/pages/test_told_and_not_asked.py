"""Whoever was told, and not asked, stands on a check as told: on which day, and never as asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from consent_service.domain.answers import Outcome
from consent_service.domain.codes import codes, label
from tests.api.running import Family, Running, add_family, agree, decide, text_of
from tests.api.test_effects import refuse
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place
from tests.sweeping import each


def told(service: Running, family: Family, **changes: str) -> None:
    """A talk in which the father was told, and said nothing against it."""
    browser = someone(service)
    page = begun(browser, family, "TELL", person=family.father, **changes)
    typed = {"method": "PHONE_VERBAL", "seen_alone": "YES", "pressure_concern": "NONE"}
    reply = browser.send(page, place(family), **typed, must_not_hear="NOBODY")
    if reply.status_code != 303:
        reply = browser.post(place(family), opened(reply).form(place(family)))
    assert reply.status_code == 303, opened(reply, reply.status_code).text


def check(service: Running, family: Family, **changes: Any) -> tuple[dict[str, Any], str]:
    answer = service.check(family.file, family.question(**changes))
    path = f"/files/{family.file}/checks/{answer['ledger']['seq']}"
    return answer, someone(service).open(path).text


def test_who_was_told_in_a_talk_is_said_to_have_been(made_up: Running) -> None:
    """They stood there, and in the words for the agency, as not asked yet."""
    family = add_family(made_up)
    agree(made_up, family)
    told(made_up, family)
    answer, page = check(made_up, family)
    assert answer["outcome"] == Outcome.COVERED
    assert "Bo Example (father) was told of this on 9 March 2026." in answer["agency_words"]
    assert "has not been asked" not in answer["agency_words"]
    assert "Father Bo Example: told, and not asked. They were told of this on 9 March" in page


def test_of_anything_else_they_were_told_nothing(made_up: Running) -> None:
    family = add_family(made_up)
    told(made_up, family)
    for other in ({"agency": {"type": "SCHOOL"}}, {"direction": "SHARE"}):
        answer, page = check(made_up, family, **other)
        assert "told, and not asked" not in page
        assert not any(p["told_at"] for item in answer["items"] for p in item["positions"])


def test_who_was_told_of_the_decision_itself_was_told_of_what_it_is_about(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    made = decide(made_up, family)
    telling = {"about": made, "told": True, "person": family.father, "method": "CALL"}
    made_up.record(f"{family.path}/tellings", telling)
    answer, page = check(made_up, family)
    assert answer["outcome"] == Outcome.AUTHORISED
    assert "Bo Example (father) was told of this on 9 March 2026." in answer["agency_words"]
    assert "Ann Example (mother) has not been asked about this yet." in answer["agency_words"]
    assert "Father Bo Example: told, and not asked." in page


def test_who_says_no_after_that_has_said_no(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    told(made_up, family)
    made_up.clock.now += timedelta(hours=1)
    refuse(made_up, family, family.father)
    answer, page = check(made_up, family)
    assert answer["outcome"] == Outcome.OBJECTION
    assert "told, and not asked" not in page


def test_who_agreed_to_something_else_and_was_told_of_this_stands_with_both(
    made_up: Running,
) -> None:
    """They had agreed to the school: that stands there, and that they heard of the other."""
    family = add_family(made_up)
    school = family.agreement(scope=family.scope(agencies=[{"type": "SCHOOL"}]))
    talk = family.conversation(school, person=family.father, told_of=[family.scope()])
    made_up.record(f"{family.path}/conversations", talk)
    answer, page = check(made_up, family)
    (his,) = (p for p in answer["items"][0]["positions"] if p["person"] == family.father)
    assert (his["reason"], bool(his["told_at"])) == ("OUT_OF_SCOPE_AGENCY", True)
    assert "told, and not asked" not in page
    assert f"{label('reasons', his['reason'])} They were told of this on 9 March 2026." in page


@each("tick", of=[*codes("referrer_reported_consent")])
def test_what_a_referrer_said_of_their_answer_stays_beside_that_they_were_told(
    made_up: Running, tick: str
) -> None:
    """The referrer ticked that they had said no, and the page said of it that they were told."""
    family = add_family(made_up)
    reported = {"rating": "GREEN", "referrer_reported_consent": tick}
    enquiry = made_up.record(f"{family.path}/enquiries", reported)["id"]
    members: dict[str, Any] = {"person": family.father, "enquiry": enquiry}
    talk = family.conversation(**members, told_of=[family.scope()])
    made_up.record(f"{family.path}/conversations", talk | {"responses": []})
    answer, page = check(made_up, family, enquiry=enquiry)
    (his,) = (p for p in answer["items"][0]["positions"] if p["person"] == family.father)
    was_told = "They were told of this on 9 March 2026."
    assert was_told in page
    is_reported = his["reason"] == "REPORTED_NOT_CONFIRMED"
    assert ("told, and not asked" in page) is not is_reported
    assert (f"{label('reasons', his['reason'])} {was_told}" in page) is is_reported


def test_who_was_told_in_an_enquiry_that_is_over_was_told_nothing_of_this_one(
    made_up: Running,
) -> None:
    """An agency read that the father was told, who had heard of another worry a year before."""
    family = add_family(made_up)
    told(made_up, family)
    made_up.close(f"{family.path}/enquiries/{family.enquiry}")
    made_up.clock.now += timedelta(days=300)
    opened_now = made_up.record(f"{family.path}/enquiries", {"rating": "GREEN"})["id"]
    until = text_of(made_up.clock.now + timedelta(days=20))
    yes = family.agreement(expires_at=until)
    made_up.record(f"{family.path}/conversations", family.conversation(yes, enquiry=opened_now))
    answer, page = check(made_up, family, enquiry=opened_now)
    assert answer["outcome"] == Outcome.COVERED
    assert "was told of this" not in answer["agency_words"]
    assert not any(p["told_at"] for item in answer["items"] for p in item["positions"])
    assert "told, and not asked" not in page
