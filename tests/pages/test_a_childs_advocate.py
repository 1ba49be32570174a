"""Who supports a child stands with the family, and whoever is nobody to support them is said so."""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.api.test_advocates import CHECKED, named, step, steps
from tests.pages.opening import opened
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
    assert "This advocate may not be safe to tell, or looks after the child" in page.text
