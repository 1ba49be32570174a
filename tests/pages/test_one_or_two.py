"""Of two adults of one name, one of whom is not safe to ask, nobody is sent to either before it is
said whether they are one person or two. Of a child it is said by the same rule as of an adult.
"""

from __future__ import annotations

from tests.api.running import Family, Running, add_family
from tests.api.test_effects import HOUR, settle, waiting
from tests.api.test_joining import twice
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun
from tests.pages.test_deciding import MANAGER
from tests.pages.test_family_page import links
from tests.reasons import ENOUGH

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


def drawn(page: Page) -> set[str]:
    """Whose names stand in the picture."""
    names = {"Anne Example", "Ann Example", "Bo Example", "Ng", "Sam"}
    picture = page.reply.text.partition("<svg")[2].partition("</svg>")[0]
    return {name for name in names if f">{name}" in picture}


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
    typed = {"other": lodger, "reason": ENOUGH}
    first = browser.open(f"{form}?other={lodger}")
    told = opened(browser.send(first, form, **typed))
    assert "nobody knows whether it is safe to ask Bo Example" in told.text
    read = browser.send(told, form)
    assert read.status_code == 303
    assert _IN_DOUBT in talk()
    # That somebody said so is read wherever the doubt is, and nobody is asked for it again.
    assert _SAY not in talk()
    for where_said in (browser.open(here).text, browser.open(where).text, talk()):
        assert f"that they are two people (“{ENOUGH}”)" in where_said
        assert "a manager has yet to confirm it" in where_said
        assert "nobody has said whether" not in where_said
    assert f'href="{form}?other={lodger}"' not in browser.open(where).reply.text
    answer = made_up.check(family.file, asked)
    assert "ONE_OR_TWO" not in {one["code"] for one in answer["tasks"]}
    assert answer["outcome"] != "COVERED"
    path = f"{family.path}/people/{family.father}/tellings-apart"
    made_up.record(path, typed, "MASH_MANAGER")
    assert _IN_DOUBT not in talk()
    assert _SAY not in browser.open(here).text
    assert "Nobody else here has the name" in browser.open(where).text


def test_a_manager_confirms_it_among_what_waits_whatever_else_is_in_doubt_of_him(
    made_up: Running,
) -> None:
    family, lodger = of_one_name(made_up)
    # Of nobody who stands on another file as well.
    child = {"names": "Only Here", "dob": "2020-02-03"}
    harmed = made_up.record(f"{family.path}/children", child)["id"]
    link = {"person": family.father, "child": harmed, "role": "FATHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    sign = {"person": harmed, "code": "NOT_SAFE", "note": "Somebody hit her."}
    made_up.record(f"{family.path}/signs", sign)
    path = f"{family.path}/people/{family.father}/tellings-apart"
    made_up.record(path, {"other": lodger, "reason": ENOUGH})
    tasks = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    waits = [one for one in tasks if one["code"] == "CONFIRM_EFFECT"]
    assert [(one["person"], one["for_role"]) for one in waits] == [(family.father, "MASH_MANAGER")]
    assert "ONE_OR_TWO" not in {one["code"] for one in tasks}
    waiting = waits[0]["about"]
    listed = opened(someone(made_up, MANAGER).get("/to-look-at"))
    assert f"/files/{family.file}/waiting/{waiting}/confirmation/new" in listed.reply.text
    confirmed = {"reason": ENOUGH}
    made_up.record(f"{family.path}/waiting/{waiting}/confirmation", confirmed, "MASH_MANAGER")
    shown = made_up.get(family.path).get_json()
    father = next(one for one in shown["adults"] if one["id"] == family.father)
    assert (father["may_be_also"], father["said_to_be_two"]) == ([], [])
    assert father["asking"] == "NOT_KNOWN", "Of the sign nobody has decided yet."


def test_once_a_manager_has_refused_it_somebody_is_asked_anew(made_up: Running) -> None:
    family, lodger = of_one_name(made_up)
    path = f"{family.path}/people/{family.father}/tellings-apart"
    made_up.record(path, {"other": lodger, "reason": ENOUGH})
    tasks = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    waiting = next(one["about"] for one in tasks if one["code"] == "CONFIRM_EFFECT")
    refused = {"reason": "She has not met both."}
    made_up.record(f"{family.path}/waiting/{waiting}/refusal", refused, "MASH_MANAGER")
    tasks = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    asked = [one["person"] for one in tasks if one["code"] == "ONE_OR_TWO"]
    assert asked == [family.father]
    shown = someone(made_up).open(f"/files/{family.file}").text
    assert _SAY in shown
    assert "a manager did not confirm it" in shown
    assert "nobody has said whether" not in shown
    father, lodgers = (
        next(one for one in made_up.get(family.path).get_json()["adults"] if one["id"] == id)
        for id in (family.father, lodger)
    )
    assert (father["said_to_be_two"], father["refused_as_two"]) == ([], [lodger])
    assert lodgers["refused_as_two"] == [family.father]


def test_of_a_child_it_is_said_as_of_an_adult_whatever_was_typed_last(made_up: Running) -> None:
    """Whoever typed otherwise is no manager: it waits, and the child is not safe to speak to."""
    family = add_family(made_up)
    browser, here = someone(made_up), f"/files/{family.file}"
    safety = f"{family.path}/safety"
    unsafe = {"person": family.child, "safe_to_ask": False, "reason": "Her uncle listens."}
    made_up.record(safety, unsafe)
    made_up.clock.now += HOUR
    made_up.record(safety, {**unsafe, "safe_to_ask": True, "reason": ENOUGH})
    talk = begun(browser, family, person=family.child).text
    assert ": it is not safe." in talk
    assert "“Her uncle listens.”" in talk
    shown = browser.open(here).text
    assert "It is not safe to ask them." in shown
    assert "! not safe to ask" in shown
    assert "(not safe to ask)" in browser.open(f"{here}/attempts/new").text
    decided = {**unsafe, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    made_up.record(safety, decided, "MASH_MANAGER")
    assert ": it is not safe." not in begun(browser, family, person=family.child).text
    assert "not safe to ask" not in browser.open(here).text


def test_two_who_are_said_to_be_one_person_are_two_until_a_manager_agrees(
    made_up: Running,
) -> None:
    """Each stands for herself: that this waits is said, and once it was refused nothing is."""
    family = add_family(made_up)
    sam = made_up.record(f"{family.path}/children", {"names": "Sam", "dob": "2020-02-01"})["id"]
    again = twice(made_up, family, sam)
    yes = family.conversation(family.agreement(), person=again)
    made_up.record(f"{family.path}/conversations", yes)
    same = {"other": again, "reason": "She says so herself."}
    path = f"{family.path}/people/{family.mother}/joinings"
    joining = made_up.record(path, same)["id"]
    worker, here = someone(made_up), f"/files/{family.file}"
    to_part = f"{here}/joinings/{joining}/parting/new"
    page = worker.open(here)
    assert "Anne Example and Ann Example are said to be one person, and a manager" in page.text
    assert to_part in links(page)
    assert drawn(page) == {"Anne Example", "Ann Example", "Bo Example", "Ng", "Sam"}
    # What is due with the one whom nobody has spoken to goes on, and is recorded as with her.
    form = worker.open(f"{here}/attempts/new").reply.text
    assert f'value="{again}"' in form
    assert f'value="{family.mother}"' in form
    assert "Anne Example" in worker.open(f"{here}/timeline").text
    (waits,) = (one for one in waiting(made_up) if one["file"] == family.file)
    settle(made_up, family, waits["waiting"], "refusal")
    page = worker.open(here)
    assert "one person" not in page.text
    assert to_part not in links(page)
    assert drawn(page) == {"Anne Example", "Ann Example", "Bo Example", "Ng", "Sam"}
    assert f'value="{again}"' in worker.open(f"{here}/attempts/new").reply.text


def test_only_a_child_is_offered_as_the_same_child_and_an_adult_as_an_adult(
    made_up: Running,
) -> None:
    """A child was offered for an adult, and refused as not on the file."""
    family = add_family(made_up)
    browser = someone(made_up)
    for person, offered in ((family.mother, {family.father}), (family.child, set[str]())):
        page = browser.open(f"/files/{family.file}/people/{person}/joinings/new")
        ids = {given.get("value") for _, given in page.tags if given.get("name") == "other"}
        assert ids == offered


def test_a_child_is_told_apart_from_a_child_or_from_an_adult_of_their_name(
    made_up: Running,
) -> None:
    """Of a child each adult of the family was offered, and no other child."""
    family = add_family(made_up)
    browser = someone(made_up)

    def offered(person: str) -> set[str]:
        page = browser.open(f"/files/{family.file}/people/{person}/tellings-apart/new")
        return {
            given["value"] or ""
            for tag, given in page.tags
            if tag == "input" and given.get("name") == "other"
        }

    assert offered(family.father) == {family.mother}
    assert offered(family.child) == {family.mother, family.father}, "nobody else is there"
    born = {"dob": "2017-03-01", "gender": "NOT_KNOWN"}
    other = made_up.record(f"{family.path}/children", {"names": "Wren Example", **born})["id"]
    assert offered(family.child) == {other}
    made_up.record(f"{family.path}/adults", {"names": "EXAMPLE, Wren"})
    assert len(offered(other)) == 1
    assert offered(other).isdisjoint({family.child, family.mother, family.father})
