"""Who supports somebody stands with the family: what they may know, and who is nobody for them."""

from __future__ import annotations

from tests.api.asking_own import mother_of
from tests.api.running import Running, add_family
from tests.api.test_advocates import CHECKED, named, step, steps
from tests.pages.filled_in import forms_of
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone


def test_the_advocate_of_a_child_stands_with_what_they_say_and_is_checked(
    made_up: Running,
) -> None:
    """Nothing of it stood there; and of a parent nobody read that they are not the child's."""
    family = add_family(made_up)
    browser = someone(made_up)
    named(made_up, family, family.child, "Ruth Example")
    shown = browser.open(f"/files/{family.file}").text
    assert "Advocate: Being checked: Ruth Example" in shown
    assert "Check the advocate they have named." in shown
    steps(made_up, family, family.child, {"status": "OFFERED"}, {"status": "DECLINED"})
    named(made_up, family, family.child, "Bo", advocate_person=family.father)
    shown = browser.open(f"/files/{family.file}").text
    assert "Being checked: Bo. They see nothing: they may not be safe to tell" in shown
    refused = step(made_up, family, family.child, **CHECKED)
    assert refused.status_code == 409
    assert refused.get_json()["type"].endswith("/advocate-of-concern")


def test_of_an_advocate_who_may_not_be_safe_it_is_said_before_it_is_recorded(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    path = f"/files/{family.file}/advocates/new"
    said = {"person": family.child, "status": "NOMINATED", "advocate_person": family.father}
    page = opened(browser.send(browser.open(path), path, **said), 200)
    assert "This advocate may not be safe to tell, is under 18, or cares for the child" in page.text


def stands(page: Page) -> dict[str, list[str]]:
    """What the form sends as it stands."""
    (form,) = (one for one in forms_of(page.reply.text) if one.action.endswith("/advocates/new"))
    return form.as_it_stands()


def test_of_a_new_advocate_nothing_of_the_one_before_stands_in_the_form(made_up: Running) -> None:
    """“Sees all that the parent sees” came ticked for whoever was named next, and the name of a man
    who was not suitable stood on her page after an offer.
    """
    family = add_family(made_up)
    browser, mother = someone(made_up), family.mother
    path = f"/files/{family.file}/advocates/new"
    sees_all = {**CHECKED, "information_permission": "FULL_PARENT_VIEW"}
    named(made_up, family, mother, "Rhys Example")
    page = browser.open(f"{path}?person={mother}")
    assert stands(page)["advocate"] == ["Rhys Example"]
    steps(made_up, family, mother, sees_all)
    page = browser.open(f"{path}?person={mother}")
    # What stands is said, and ticked for nobody who may be typed in the place of that one.
    assert stands(page)["advocate"] == ["Rhys Example"]
    assert "information_permission" not in stands(page)
    assert "Of Rhys Example it is on record: Sees the parent's page" in page.text
    here = browser.open(f"/files/{family.file}").text
    assert "Rhys Example. What they may be told: sees the parent's page" in here
    for after in ({"status": "NOT_SUITABLE"}, {"status": "OFFERED"}):
        steps(made_up, family, mother, after)
        page = browser.open(f"{path}?person={mother}")
        assert stands(page)["advocate"] == [""]
        assert "Rhys" not in page.text
        own = mother_of(made_up, family).view()["supporter"]
        assert (own["names"], own["they_may_know"]) == (None, None)


def test_the_step_that_comes_first_keeps_whom_it_names(made_up: Running) -> None:
    family = add_family(made_up)
    browser, mother = someone(made_up), family.mother
    path = f"/files/{family.file}/advocates/new"
    named(made_up, family, mother, "Ruth Example")
    steps(made_up, family, mother, {"status": "NOT_SUITABLE"})
    said = {"person": mother, "status": "CHECKING", "advocate": "Rhys Example"}
    said["information_permission"] = "FULL_PARENT_VIEW"
    refused = opened(browser.send(browser.open(path), path, **said), 409)
    assert "Record this first: Named by the parent" in refused.text
    now = stands(opened(browser.send(refused, path, more="status:NOMINATED", **said)))
    assert (now["status"], now["advocate"]) == (["NOMINATED"], ["Rhys Example"])
