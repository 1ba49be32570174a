"""What somebody says yes to on their own page, of an answer about more than one service."""

from __future__ import annotations

from datetime import timedelta

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_own_page import YES, on_their_page, words


def test_a_yes_to_one_service_is_none_to_the_one_that_stands_beside_it(made_up: Running) -> None:
    """He said no to school and doctor at once; "say yes to this" took both, whatever he wrote."""
    family = add_family(made_up)
    both = family.scope(agencies=[{"type": "SCHOOL"}, {"type": "GP"}])
    no = family.agreement(answer="REFUSED", expires_at=None, scope=both, words="Not them.")
    made_up.record(f"{family.path}/conversations", family.conversation(no))
    browser = on_their_page(made_up, family)
    (address,) = [one for one in words(browser.open("/")) if one.startswith(YES)]
    page = browser.open(address)
    assert "checked" not in page.reply.text
    wrong = opened(browser.send(page, YES), 422)
    assert "Choose at least one." in wrong.text
    school = next(
        given["value"] or ""
        for _, given in page.tags
        if given.get("name") == "who" and "school" in (given.get("value") or "").lower()
    )
    opened(browser.send(wrong, YES, who=school))
    made_up.clock.now += timedelta(minutes=1)
    answers = made_up.get(family.path).get_json()["responses"]
    (yes,) = [one for one in answers if one["answer"] == "AGREED"]
    assert [one["type"] for one in yes["scope"]["agencies"]] == ["SCHOOL"]
    assert (
        made_up.check(family.file, family.question(agency={"type": "GP"}))["outcome"] == "OBJECTION"
    )


def test_a_row_of_one_service_says_yes_to_that_alone_though_they_said_no_to_two_at_once(
    made_up: Running,
) -> None:
    """The form named nothing, as there was nothing to choose, and could not be opened."""
    family = add_family(made_up)
    both = family.scope(agencies=[{"type": "SCHOOL"}, {"type": "GP"}])
    no = family.agreement(answer="REFUSED", expires_at=None, scope=both)
    made_up.record(f"{family.path}/conversations", family.conversation(no))
    made_up.clock.now += timedelta(days=1)
    doctor = family.agreement(scope=family.scope(agencies=[{"type": "GP"}]))
    made_up.record(f"{family.path}/conversations", family.conversation(doctor))
    browser = on_their_page(made_up, family)
    (address,) = [one for one in words(browser.open("/")) if one.startswith(YES)]
    opened(browser.send(browser.open(address), YES))
    made_up.clock.now += timedelta(minutes=1)
    answers = made_up.get(family.path).get_json()["responses"]
    newest = [one for one in answers if one["answer"] == "AGREED"][-1]
    assert [one["type"] for one in newest["scope"]["agencies"]] == ["SCHOOL"]
