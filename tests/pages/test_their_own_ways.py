"""How somebody hears from us is chosen among their own ways of being reached, and a day on which a
plan is looked at again that is over is asked about first.
"""

from __future__ import annotations

import re

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place

_SELECT = re.compile(r'<select[^>]* name="([^"]*contact)"[^>]*>(.*?)</select>', re.DOTALL)


def ways(html: str) -> list[str]:
    """What is offered beside "By which number or address?"."""
    (inside,) = [inside for _, inside in _SELECT.findall(html)]
    return [one for one in re.findall(r'<option value="([^"]*)"', inside) if one]


def test_nobody_elses_number_and_none_that_is_not_safe_is_offered(made_up: Running) -> None:
    family = add_family(made_up)
    path = f"{family.path}/contact-points"

    def a_way(person: str, value: str, safety: str) -> str:
        point = {"person": person, "type": "PHONE", "value": value, "safety": safety}
        id: str = made_up.record(path, point)["id"]
        return id

    hers = a_way(family.mother, "020 7946 0018", "SAFE")
    a_way(family.mother, "020 7946 0019", "UNSAFE")
    his = a_way(family.father, "020 7946 0020", "SAFE")
    browser, here = someone(made_up), f"/files/{family.file}"
    talk = begun(browser, family, person=family.mother).reply.text
    assert ways(talk) == [hers]
    agrees = f"{here}/keep-informed/new"
    assert ways(browser.open(f"{agrees}?person={family.mother}").reply.text) == [hers]
    # Before it is said who it is, each stands there with whose it is.
    assert set(ways(browser.open(agrees).reply.text)) == {hers, his}
    # What was chosen for somebody else does not stay chosen, and is refused in plain words.
    of_his = f"{agrees}?person={family.mother}&contact={his}"
    left_out = browser.open(of_his)
    assert ways(left_out.reply.text) == [hers]
    assert "It is left out: choose another" in left_out.text
    of_hers = f"{agrees}?person={family.mother}&contact={hers}"
    assert "It is left out" not in browser.open(of_hers).text
    typed = {"methods": "CALL", "contact": his, "agreed_with_person": "true"}
    first = browser.open(agrees)
    refused = browser.send(first, agrees, person=family.mother, **typed).text
    assert "Choose one of those that are offered" in refused
    assert "the id" not in refused


def test_a_number_that_is_not_safe_any_more_is_left_out_of_a_draft_and_that_is_said(
    made_up: Running,
) -> None:
    """It was gone from the form, and whoever went on with it recorded that no number was agreed."""
    family = add_family(made_up)
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"}
    hers = made_up.record(f"{family.path}/contact-points", point)["id"]
    browser, path = someone(made_up), place(family)
    talk = begun(browser, family, person=family.mother)
    sent = talk.form(path) | {"keep_informed.methods": "CALL", "keep_informed.contact": hers}
    draft = browser.post(f"{path}/draft", sent).headers["Location"]
    assert "It is left out" not in browser.open(draft).text
    unsafe = {**point, "safety": "UNSAFE", "contact": hers}
    made_up.record(f"{family.path}/contact-points", unsafe)
    page = browser.open(draft)
    assert ways(page.reply.text) == []
    assert "It is left out: choose another" in page.text


def test_the_page_of_a_talk_names_no_way_to_reach_them_that_is_not_to_be_used_now(
    made_up: Running,
) -> None:
    """A worker read to reach a feared man by the telephone that is not safe to use."""
    family = add_family(made_up)
    path = f"{family.path}/contact-points"
    safe = {"SAFE": "0018", "SAFE_AT_TIMES": "0019", "UNSAFE": "0020"}
    for safety, number in safe.items():
        point = {"person": family.mother, "type": "PHONE", "value": f"020 7946 {number}"}
        times = {"safe_times": "21:00-22:00"} if safety == "SAFE_AT_TIMES" else {}
        made_up.record(path, {**point, "safety": safety, **times})

    def reached() -> tuple[str, str]:
        text = begun(someone(made_up), family, person=family.mother).text
        by, _, rest = text.partition("Do not use now:")
        return by.partition("Reach them by:")[2], re.split(
            "I’m worried|There is nothing here", rest
        )[0]

    by, not_by = reached()
    assert "Safe to use" in by
    assert "Not safe to use" not in by
    assert "21:00-22:00" in not_by
    assert "Not safe to use" in not_by
    made_up.record(f"{family.path}/safety", {"person": family.mother, "safe_to_ask": False})
    by, not_by = reached()
    assert by == ""
    assert not_by.count("Telephone") == 3


def test_hours_that_are_not_read_are_left_to_whoever_reads_them_and_of_nobody_unsafe(
    made_up: Running,
) -> None:
    """Inside the one hour that was safe it read "Do not use now"."""
    family = add_family(made_up)
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0731"}
    typed = {"safety": "SAFE_AT_TIMES", "safe_times": "mon + weds, when hes on earlies"}
    made_up.record(f"{family.path}/contact-points", {**point, **typed})

    def script() -> str:
        return begun(someone(made_up), family, person=family.mother).text

    asked, words = "Is it now one of these hours?", "we could not read these hours: look yourself"
    assert asked in script()
    assert words in script()
    assert "Do not use now" not in script()
    made_up.record(f"{family.path}/safety", {"person": family.mother, "safe_to_ask": False})
    assert asked not in script()
    assert "Do not use now" in script()


def test_a_plan_that_would_be_looked_at_again_on_a_day_that_is_over_is_asked_about_first(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/plans/new"
    on = {"review_on.day": "8", "review_on.month": "1", "review_on.year": "2026"}
    size = made_up.size()
    asked = opened(browser.send(browser.open(path), path, children=family.child, **on))
    assert "or telling somebody has passed. Check the date." in asked.text
    assert made_up.size() == size
    assert browser.send(asked, path).status_code == 303
    assert made_up.kinds(size)[0] == "safety-plan-made"
