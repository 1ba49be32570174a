"""What somebody had who has left is one number for a manager, and one press hands it over; an empty
list says what to do instead; and what was handed on has not ended.
"""

from __future__ import annotations

from typing import Final

from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import Browser, opened
from tests.pages.test_administering import ASH, MANAGER, leads, recorded
from tests.pages.test_being_somebody import someone

HERE: Final = "/of-those-who-left"


def of_somebody_who_left(service: Running, *families: Family) -> None:
    """Each has an enquiry of Ira's, whose only role is taken back; Una and Max work here."""
    ash = someone(service, ASH)
    for staff, names in (("worker-7", "Max Here"), ("worker-9", "Una Stays")):
        recorded(ash, "/people/listed/new", staff=staff, names=names)
        recorded(ash, f"/people/{staff}/rights/new", role="MASH_WORKER")
    recorded(ash, "/people/listed/new", staff="worker-8", names="Ira Gone")
    given = recorded(ash, "/people/worker-8/rights/new", role="MASH_WORKER")
    for family in families:
        place = f"{family.path}/enquiries/{family.enquiry}/assignments"
        service.record(place, {"owner": "worker-8"})
    recorded(ash, leads(given, "/end/new"))


def owners(service: Running, *families: Family) -> list[str | None]:
    shown = [service.get(one.path).get_json()["enquiries"][0] for one in families]
    return [one["owner"] for one in shown]


def press(manager: Browser, form: dict[str, str], owner: str) -> str:
    return opened(manager.post(HERE, {**form, "owner": owner})).text


def test_a_managers_first_page_counts_them_and_one_press_hands_all_of_them_to_one_person(
    made_up: Running,
) -> None:
    families = [add_family(made_up) for _ in range(3)]
    manager = someone(made_up, MANAGER)
    assert HERE not in manager.open("/").reply.text
    assert "Nobody who has left has an enquiry" in manager.open(HERE).text
    of_somebody_who_left(made_up, *families)
    assert "Enquiries of somebody who has left : 3" in manager.open("/").text
    page = manager.open(HERE)
    assert "Ira Gone, who has left: 3 enquiries" in page.text
    assert "Una Stays" in page.text
    before = made_up.size()
    told = press(manager, page.form(HERE), "worker-9")
    assert "3 enquiries handed to Una Stays." in told
    assert owners(made_up, *families) == ["worker-9"] * 3
    assert made_up.kinds(before).count("enquiry-assigned") == 3
    assert HERE not in manager.open("/").reply.text


def test_pressed_twice_or_in_two_tabs_each_is_given_once(made_up: Running) -> None:
    families = [add_family(made_up) for _ in range(2)]
    of_somebody_who_left(made_up, *families)
    manager, other = someone(made_up, MANAGER), someone(made_up, MANAGER)
    form, in_another_tab = manager.open(HERE).form(HERE), other.open(HERE).form(HERE)
    before = made_up.size()
    press(manager, form, "worker-9")
    press(manager, form, "worker-9")
    told = press(other, in_another_tab, "worker-7")
    assert "0 enquiries handed to Max Here." in told
    assert owners(made_up, *families) == ["worker-9"] * 2
    assert made_up.kinds(before).count("enquiry-assigned") == 2


def test_what_somebody_took_meanwhile_stays_theirs(made_up: Running) -> None:
    families = [add_family(made_up) for _ in range(2)]
    of_somebody_who_left(made_up, *families)
    manager = someone(made_up, MANAGER)
    form = manager.open(HERE).form(HERE)
    made_up.record(f"{families[0].path}/enquiries/{families[0].enquiry}/claims", {})
    assert "1 enquiry handed to Una Stays." in press(manager, form, "worker-9")
    assert owners(made_up, *families) == ["worker-1", "worker-9"]


def test_nobody_is_chosen_or_somebody_who_left(made_up: Running) -> None:
    family = add_family(made_up)
    of_somebody_who_left(made_up, family)
    manager = someone(made_up, MANAGER)
    page = manager.open(HERE)
    for owner in ("", "worker-8"):
        reply = manager.post(HERE, page.form(HERE) | {"owner": owner})
        wrong = opened(reply, 422)
        assert "Ira Gone, who has left: 1 enquiry" in wrong.text
    assert owners(made_up, family) == [None]
    press(manager, page.form(HERE), "worker-9")


def test_what_was_chosen_is_shown_after_signing_out_and_nothing_that_the_page_sends_by_itself(
    made_up: Running,
) -> None:
    """“Once” and “Had by” stood there, with a key and an id."""
    families = [add_family(made_up) for _ in range(2)]
    of_somebody_who_left(made_up, *families)
    manager = someone(made_up, MANAGER)
    page = manager.open(HERE)
    manager.post("/sign-out", page.form("/sign-out"))
    form = page.form(HERE) | {"owner": "worker-9"}
    out = opened(manager.post(HERE, form), 401)
    assert "What you typed Owner worker-9" in out.text
    assert not any(one in out.text for one in ("Once", "Had by", form["once"], "worker-8"))
    # Nothing of it is lost: it goes on from there.
    sent = {name: one for name, one in out.form(HERE).items() if name != "csrf"}
    assert sent == {name: one for name, one in form.items() if name != "csrf"}
    again = someone(made_up, MANAGER)
    csrf = again.open(HERE).form(HERE)["csrf"]
    assert "2 enquiries handed to Una Stays." in press(again, sent | {"csrf": csrf}, "worker-9")


def test_an_empty_list_says_what_to_do_instead(made_up: Running) -> None:
    """Whoever has nothing is led to what nobody has, and whoever may not take it in is not."""
    manager = someone(made_up, MANAGER)
    for place, what in (("/my-families", "enquiry that goes on"), ("/to-do", "task that is due")):
        page = manager.open(f"{place}?whose=mine")
        assert f"You have no {what}. See what nobody has yet ." in page.text
        assert f'href="{place}?whose=nobodys"' in page.reply.text


def test_an_enquiry_that_was_handed_on_has_not_ended_in_its_closing_table(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    at = f"{family.path}/enquiries/{family.enquiry}"
    handed = {"reason": "S47", "team": "Assessment team"}
    replied = made_up.record(f"{at}/end", handed, "MASH_MANAGER")["left_open"]
    page = someone(made_up).open(f"/files/{family.file}/enquiries/{family.enquiry}/closing")
    assert "The enquiry was handed on, " in page.text
    assert "ended" not in page.text
    shown = made_up.get(f"{at}/closing").get_json()["left_open"]
    for left in (replied, shown):
        assert "TELL_OUTCOME" not in {task["code"] for task in left["tasks"]}
        assert left["done_with"] == []


def test_a_reason_that_nobody_wrote_is_not_said_to_be_explained(made_up: Running) -> None:
    family = add_family(made_up)
    for safe, more in ((True, {}), (False, {}), (False, {"reason": "He shouted at her."})):
        said = {"person": family.father, "safe_to_ask": safe, **more}
        made_up.record(f"{family.path}/safety", said, "MASH_MANAGER")
    told = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert told.count("It was said that it is not safe to ask") == 2
    assert told.count("explained in the record") == 1
