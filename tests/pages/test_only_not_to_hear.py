"""Whoever is only not to hear of something is called no danger on any page, and is asked and told
nothing all the same.
"""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from consent_service.actions.nottold import MUST_NOT_HEAR
from consent_service.pages.forms.nottold import NOBODY, NONE_OF_THESE, ONLY, SOMEBODY_ELSE
from tests.api.running import Family, Running, add_family
from tests.pages.opening import Blocks, Browser, Page, opened
from tests.pages.test_a_young_persons_wish import check
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place
from tests.pages.test_deciding import MANAGER, asked_for
from tests.reasons import ENOUGH

#: As she said it, and what it is of.
#: What is answered once it is asked whether a no may stand in them.
NO_NO = {"not_a_no": "true"}
WORDS: Final = "pls dont tell mum, she’d take my phone off me"
#: What is said of somebody who may be a danger.
CALLED_A_DANGER: Final = re.compile(
    r"\bunsafe\b|\bnot(?: be)? safe\b|\b(?:is|be) safe to\b|danger|tell of harm|^! ", re.IGNORECASE
)
#: The question itself, as the timeline has it.
_ASKED: Final = "Who must not hear of it, or may be a danger, they said when asked"
#: Of each family another: none of them stands on the file of another.
_births: Final = (f"2010-11-{day:02}" for day in range(1, 29))


@pytest.fixture
def family(made_up: Running) -> Family:
    return of_fifteen(made_up)


def of_fifteen(service: Running) -> Family:
    """A girl of fifteen who decides for herself, and her parents."""
    service.births = _births
    family = add_family(service)
    able = {"child": family.child, "status": "COMPETENT", "rationale": ENOUGH}
    service.record(f"{family.path}/competence", able, "MASH_MANAGER")
    return family


def talked(
    service: Running, family: Family, words: str = WORDS, person: str = "", **must_not_hear: Any
) -> dict[str, Any]:
    said = {MUST_NOT_HEAR: must_not_hear, "parent_words": words}
    talk = family.conversation(family.agreement(), person=person or family.child, **said)
    return service.record(f"{family.path}/conversations", talk)


def only(family: Family) -> dict[str, Any]:
    return {"people": [family.mother], "only_not_to_hear": [family.mother]}


def blocks(browser: Browser, path: str) -> list[str]:
    read = Blocks()
    read.feed(browser.open(path).reply.text)
    return read.said()


def everywhere(service: Running, family: Family) -> dict[str, list[str]]:
    """What is read where the mother stands, by a worker and by a manager."""
    answer, _ = check(service, family)
    here, mother = f"/files/{family.file}", family.mother
    talk = f"{here}/conversations/new?person={mother}&subjects={family.child}"
    paths = [here, f"{here}/checks/{answer['ledger']['seq']}", f"{here}/timeline", talk, "/"]
    paths += [f"{here}/{page}" for page in ("agreed", "check", f"safety/new?person={mother}")]
    closing = f"{here}/enquiries/{family.enquiry}/closing"
    every = [(who, path) for who in ("0", MANAGER) for path in (*paths, closing)]
    return {f"{path} {who}": blocks(someone(service, who), path) for who, path in every}


def test_no_page_calls_her_a_danger_or_says_that_it_is_not_safe(made_up: Running) -> None:
    """Everything that a page says so of is said of a family in which nobody was named as well."""
    other = of_fifteen(made_up)
    talked(made_up, other, nobody=True)
    usual = {said for page in everywhere(made_up, other).values() for said in page}
    for who in ("child", "father"):
        family = of_fifteen(made_up)
        talked(made_up, family, person=getattr(family, who), **only(family))
        for path, page in everywhere(made_up, family).items():
            said = [one for one in page if one not in usual and CALLED_A_DANGER.search(one)]
            assert [one for one in said if not one.startswith(_ASKED)] == [], path


def test_each_place_says_in_whose_confidence_she_is_not_told(
    made_up: Running, family: Family
) -> None:
    """A task, the family's page and an answer said three different things of her."""
    talked(made_up, family, **only(family))
    says = "Ng asked that Ann Example (mother) is not told. Ask a manager before you speak to Ann"
    pages = everywhere(made_up, family)
    here = f"/files/{family.file}"
    for place_of in (
        f"{here} ",
        f"{here}/checks/",
        f"{here}/conversations/new",
        f"{here}/safety/new",
    ):
        found = [said for at, said in pages.items() if at.startswith(place_of)]
        assert found
        assert all(any(says in one for one in said) for said in found), place_of
    page = someone(made_up).open(here).text
    assert "not to be told" in page
    letter = f"{family.path}/people/{family.mother}/letters/NOT_REACHED"
    why = made_up.get(letter).get_json()["why_not"]
    assert why.startswith(says)
    assert why.endswith("Nothing goes to them.")
    talk = f"{here}/conversations/new?person={family.mother}&subjects={family.child}"
    script = someone(made_up).open(talk).text
    assert "I’d like to talk to" not in script


def test_no_manager_who_decides_is_sent_to_ask_a_manager(made_up: Running, family: Family) -> None:
    talked(made_up, family, **only(family))
    asked = asked_for(made_up, family, why="The school has to know when she is away.")
    sheet = someone(made_up, MANAGER).open(asked).text
    assert "Ask a manager" not in sheet
    # Beside what she said, and beside who will be told.
    says = "is not told. Decide before anybody speaks to Ann Example (mother)."
    assert sheet.count(says) == 2


def test_where_both_are_ticked_it_is_said_as_before(made_up: Running, family: Family) -> None:
    talked(made_up, family, people=[family.mother])
    page = someone(made_up).open(f"/files/{family.file}").text
    assert "It is not safe to ask them." in page
    assert "! not safe to ask" in page
    assert "asked that Ann Example (mother) is not told" not in page


def test_words_of_harm_in_the_same_text_are_said_whatever_was_ticked(
    made_up: Running, family: Family
) -> None:
    talked(made_up, family, f"{WORDS}. mum hits me", **only(family))
    page = someone(made_up).open(f"/files/{family.file}").text
    assert "It is not safe to ask them." in page
    assert "may tell of harm" in page


# ── the form ────────────────────────────────────────────────────────────────────────────────


def ticks(page: Page) -> list[str | None]:
    return [given["value"] for _, given in page.tags if given.get("name") == MUST_NOT_HEAR]


def test_each_person_has_two_ticks_in_one_row(made_up: Running, family: Family) -> None:
    page = begun(someone(made_up), family, person=family.child)
    mother, father = family.mother, family.father
    each = [ONLY + mother, mother, ONLY + father, father]
    assert ticks(page) == [*each, NONE_OF_THESE, SOMEBODY_ELSE, NOBODY]
    rows = [given for _, given in page.tags if "cs-ticks" in (given.get("class") or "")]
    assert [given["role"] for given in rows if "role" in given] == ["group", "group"]
    assert page.text.count("must not hear of this") >= 2
    assert page.text.count("may be a danger") >= 2


@pytest.mark.parametrize(
    ("pressed", "is_only"),
    [((ONLY,), True), (("",), False), ((ONLY, ""), False)],
)
def test_one_press_says_that_she_must_not_hear_and_another_that_she_may_be_a_danger(
    made_up: Running, family: Family, pressed: tuple[str, ...], *, is_only: bool
) -> None:
    browser = someone(made_up)
    page = begun(browser, family, person=family.child)
    typed: dict[str, Any] = {"parent_words": WORDS, "method": "PHONE_VERBAL", "not_a_no": "true"}
    typed |= {"seen_alone": "YES", "pressure_concern": "NONE"}
    typed[MUST_NOT_HEAR] = [before + family.mother for before in pressed]
    read = opened(browser.send(page, place(family), **typed))
    words = "must not hear of this" if ONLY in pressed else "may be a danger"
    assert f"Ann Example, mother of Ng: {words}" in read.text
    assert browser.post(place(family), read.form(place(family)) | NO_NO).status_code == 303
    (wish,) = made_up.get(family.path).get_json()["known"]["wishes"]
    assert wish["not_to_be_told"] == [family.mother]
    assert wish["only_not_to_hear"] == ([family.mother] if is_only else None)
    stands = {one["id"]: one for one in made_up.get(family.path).get_json()["adults"]}
    assert stands[family.mother]["asking"] == "NO"
    assert bool(stands[family.mother]["only_not_to_hear"]) is is_only
