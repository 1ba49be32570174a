"""What others agree to for a child ends on the day before the child decides, and is said to."""

from __future__ import annotations

from datetime import timedelta

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place


def test_a_yes_about_who_is_sixteen_tomorrow_ends_on_the_day_before(made_up: Running) -> None:
    """The script, the page to check and the answer said that it ends weeks later."""
    family = add_family(made_up)
    born = {"names": "Remy Example", "dob": "2010-03-10"}
    remy = made_up.record(f"{family.path}/children", born)["id"]
    link = {"person": family.mother, "child": remy, "role": "MOTHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    browser = someone(made_up)
    talk = begun(browser, family, subjects=remy)
    assert "For Remy Example it ends on 9 March 2026" in talk.text
    assert "from then on Remy Example decides that, and we ask Remy Example" in talk.text
    agreement = family.agreement(scope=family.scope(subjects=[remy]))
    spoken = {"person": family.mother, "method": "PHONE_VERBAL", "seen_alone": "YES"}
    made_up.record(f"{family.path}/conversations", {**spoken, "responses": [agreement]})
    asked = family.question(subjects=[remy])
    answer = made_up.check(family.file, asked)
    (item,) = answer["items"]
    assert answer["outcome"] == "COVERED"
    assert item["ends_at"] == "2026-03-10T00:00:00Z"
    assert item["ends_because"].startswith("From 10 March 2026 Remy Example decides this")
    page = browser.open(f"/files/{family.file}/checks/{answer['ledger']['seq']}")
    assert "until 9 March 2026" in page.text
    assert "From 10 March 2026 Remy Example decides this" in page.text
    made_up.clock.now += timedelta(days=1)
    assert made_up.check(family.file, asked)["outcome"] == "ASK"


def test_a_day_that_is_typed_is_held_against_the_birthday(made_up: Running) -> None:
    """The usual end was, whatever was typed: of a later one nothing was said, and too much of an
    earlier one.
    """
    family = add_family(made_up)
    born = {"names": "Remy Example", "dob": "2010-05-01"}
    remy = made_up.record(f"{family.path}/children", born)["id"]
    link = {"person": family.mother, "child": remy, "role": "MOTHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    browser, at = someone(made_up), place(family)
    yes = {"method": "PHONE_VERBAL", "responses.grid.0.CHILD_HEALTH": "AGREED"}
    said = {}
    for day in ("1/12/2026", "30/4/2026", ""):
        parts = dict(zip(("day", "month", "year"), [*day.split("/"), "", ""], strict=False))
        until = {f"responses.until.{part}": one for part, one in parts.items()}
        talk = begun(browser, family, subjects=remy)
        said[day] = opened(browser.send(talk, at, **yes, **until)).text
    assert "Until 30 April 2026 for Remy Example, who decides from then on" in said["1/12/2026"]
    assert "Until: 30 April 2026" in said["30/4/2026"]
    assert "who decides from then on" not in said["30/4/2026"] + said[""]
