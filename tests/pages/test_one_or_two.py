"""Of two adults of one name, one of whom is not safe to ask, nobody is sent to either before it is
said whether they are one person or two. Of a child it is said by the same rule as of an adult.
"""

from __future__ import annotations

from tests.api.running import Family, Running, add_family
from tests.api.test_effects import HOUR
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun

_IN_DOUBT = "before a manager has decided whether that is safe"
_SAY = "Say whether they are one person or two"


def of_one_name(made_up: Running) -> tuple[Family, str]:
    """The father, and a lodger who is called so too and is not safe to ask."""
    family = add_family(made_up)
    lodger = made_up.record(f"{family.path}/adults", {"names": "EXAMPLE, Bo"})["id"]
    link = {"person": lodger, "child": family.child, "role": "OTHER_HOUSEHOLD", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", link)
    unsafe = {"person": lodger, "safe_to_ask": False, "reason": "He hit the child."}
    made_up.record(f"{family.path}/safety", unsafe)
    return family, lodger


def test_until_it_is_said_that_they_are_two_nobody_is_sent_to_either(made_up: Running) -> None:
    family, lodger = of_one_name(made_up)
    browser, here = someone(made_up), f"/files/{family.file}"
    where = f"{here}/people/{family.father}/one-or-two"

    def talk() -> str:
        return begun(browser, family, person=family.father).text

    assert _IN_DOUBT in talk()
    assert _SAY in talk()
    shown = browser.open(here)
    assert shown.reply.text.count(f'href="{where}"') > 1, (
        "As what is to be known of him, and as due."
    )
    asked = family.question(agency={"type": "GP"})
    tasks = made_up.check(family.file, asked)["tasks"]
    assert (family.father, "ONE_OR_TWO") in {(one["person"], one["code"]) for one in tasks}
    assert (family.father, "SPEAK_TO") not in {(one["person"], one["code"]) for one in tasks}
    page = browser.open(where)
    assert "“He hit the child.”" in page.text
    # Of whoever is not safe nobody is in doubt, and that he may be the father is no danger to him.
    assert page.text.count("nobody has said whether that is this person") == 1
    form = f"{here}/people/{family.father}/tellings-apart/new"
    assert f'href="{form}?other={lodger}"' in page.reply.text
    assert f'href="{here}/people/{lodger}/joinings/new?other={family.father}"' in page.reply.text
    # A worker says so: a manager confirms it, and until then it is in doubt.
    typed = {"other": lodger, "reason": "His sister says so."}
    first = browser.open(f"{form}?other={lodger}")
    told = opened(browser.send(first, form, **typed))
    assert "nobody knows whether it is safe to ask Bo Example" in told.text
    read = browser.send(told, form)
    assert read.status_code == 303
    assert _IN_DOUBT in talk()
    path = f"{family.path}/people/{family.father}/tellings-apart"
    made_up.record(path, typed, "MASH_MANAGER")
    assert _IN_DOUBT not in talk()
    assert _SAY not in browser.open(here).text
    assert "Nobody else here has the name" in browser.open(where).text


def test_of_a_child_it_is_said_as_of_an_adult_whatever_was_typed_last(made_up: Running) -> None:
    """Whoever typed otherwise is no manager: it waits, and the child is not safe to speak to."""
    family = add_family(made_up)
    browser, here = someone(made_up), f"/files/{family.file}"
    safety = f"{family.path}/safety"
    unsafe = {"person": family.child, "safe_to_ask": False, "reason": "Her uncle listens."}
    made_up.record(safety, unsafe)
    made_up.clock.now += HOUR
    made_up.record(safety, {**unsafe, "safe_to_ask": True, "reason": "He is out."})
    talk = begun(browser, family, person=family.child).text
    assert "about this: it is not safe." in talk
    assert "“Her uncle listens.”" in talk
    shown = browser.open(here).text
    assert "It is not safe to ask them." in shown
    assert "! not safe to ask" in shown
    assert "(not safe to ask)" in browser.open(f"{here}/attempts/new").text
    decided = {**unsafe, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": "He moved out."}
    made_up.record(safety, decided, "MASH_MANAGER")
    assert "it is not safe" not in begun(browser, family, person=family.child).text
    assert "not safe to ask" not in browser.open(here).text
