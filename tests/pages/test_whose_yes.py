"""Whose yes is enough is said where somebody records it, checks it, or reads how the family stands:
a special guardian's about a young person of sixteen stood there as agreed.
"""

from __future__ import annotations

from tests.api.running import Family, Running, add_family
from tests.pages.opening import Page
from tests.pages.test_being_somebody import someone


def with_somebody_of(service: Running, role: str, pr_status: str, **child: str) -> tuple[str, ...]:
    """A family with another child; the path, the child and who cares for them."""
    family = add_family(service)
    id = service.record(f"{family.path}/children", {"names": "Kyan Example", **child})["id"]
    carer = service.record(f"{family.path}/adults", {"names": "Flo Example"})["id"]
    link = {"person": carer, "child": id, "role": role, "pr_status": pr_status}
    service.record(f"{family.path}/relationships", link)
    return family.file, id, carer


def says_yes(service: Running, file: str, child: str, carer: str) -> list[str]:
    """The texts of what is to be known of it."""
    family = Family(file, child, carer, carer, "")
    yes = family.agreement()
    recorded = service.record(f"/v1/files/{file}/conversations", family.conversation(yes))
    return [one["text"] for one in recorded["notices"] if one["code"] == "YES_NOT_ENOUGH"]


def family_page(service: Running, file: str) -> Page:
    return someone(service).open(f"/files/{file}")


def test_a_guardians_yes_about_a_young_person_who_decides(made_up: Running) -> None:
    of = with_somebody_of(made_up, "SPECIAL_GUARDIAN", "YES", dob="2009-06-01")
    assert says_yes(made_up, *of) == [
        "Their yes is a support, but is not enough by itself: Kyan Example decides for themselves."
    ]
    page = family_page(made_up, of[0])
    assert "? Said yes, and somebody else decides it the health visitor" in page.text
    assert "Kyan Example , who decides for themselves – Not spoken to yet" in page.text
    checked = made_up.check(of[0], Family(of[0], of[1], of[2], of[2], "").question())
    answer = someone(made_up).open(f"/files/{of[0]}/checks/{checked['ledger']['seq']}")
    spoken = answer.text.partition("Who we have spoken to")[2]
    assert spoken.strip().startswith("Kyan Example – Not spoken to yet")
    # That they hold parental responsibility is no reason why not.
    assert "They do not decide this: the young person does." in answer.text
    assert "decide this: has parental" not in answer.text


def test_a_foster_carers_yes(made_up: Running) -> None:
    of = with_somebody_of(made_up, "FOSTER_CARER", "NO", dob="2020-06-01")
    (said,) = says_yes(made_up, *of)
    assert said.endswith("by itself: who is responsible decides for Kyan Example.")
    assert "? Said yes, and somebody else decides it" in family_page(made_up, of[0]).text


def test_before_a_birth_it_is_said_who_decides(made_up: Running) -> None:
    of = with_somebody_of(made_up, "FATHER", "YES", estimated_due_date="2026-06-01")
    (said,) = says_yes(made_up, *of)
    assert said.endswith(
        "by itself: Kyan Example is not born, and before the birth the mother decides."
    )
    page = family_page(made_up, of[0])
    assert "Before the birth only the mother’s yes is enough." in page.text
    checked = made_up.check(of[0], Family(of[0], of[1], of[2], of[2], "").question())
    answer = someone(made_up).open(f"/files/{of[0]}/checks/{checked['ledger']['seq']}")
    assert "Before the birth only the mother’s yes is enough." in answer.text
    assert "They do not decide this." in answer.text


def test_of_whom_a_page_asks_what_they_think_or_whether_they_decide(made_up: Running) -> None:
    """Nobody who is not born yet; and a baby's page speaks of no competence."""
    file, child, _ = with_somebody_of(made_up, "FATHER", "YES", estimated_due_date="2026-06-01")
    browser = someone(made_up)
    for form in ("wishes", "competence", "injuries", "safety"):
        page = browser.open(f"/files/{file}/{form}/new")
        assert child not in {given.get("value") for _, given in page.tags}, form
    ways = browser.open(f"/files/{file}/ways-in").text
    assert "They are 2 years old. A parent can be given a way in." in ways
    assert "Gillick" not in ways


def test_what_delegates_nothing_is_said_to_change_nothing(made_up: Running) -> None:
    file, child, carer = with_somebody_of(made_up, "FOSTER_CARER", "NO", dob="2020-06-01")
    order = {"child": child, "type": "DELEGATED_AUTHORITY", "people": [carer], "source": "Zz"}
    for more, noticed in (({}, True), ({"purposes": ["CIN_PLAN"]}, True)):
        recorded = made_up.record(f"/v1/files/{file}/orders", {**order, **more})
        assert ("DELEGATES_NOTHING" in {n["code"] for n in recorded["notices"]}) is noticed
    whole = {"purposes": ["AGENCY_CHECKS"], "categories": ["CHILD_HEALTH"]}
    recorded = made_up.record(f"/v1/files/{file}/orders", {**order, **whole})
    assert recorded["notices"] == []
    # What was given them to decide, theirs is enough for.
    assert says_yes(made_up, file, child, carer) == []


def test_whoever_decides_what_was_delegated_to_them_is_called_that(made_up: Running) -> None:
    """They read as holding parental responsibility, to the agency as well; and to whoever rang them
    as deciding nothing.
    """
    file, child, carer = with_somebody_of(made_up, "FOSTER_CARER", "NO", dob="2020-06-01")
    of, browser = Family(file, child, carer, carer, ""), someone(made_up)
    order = {"child": child, "type": "DELEGATED_AUTHORITY", "people": [carer], "source": "Zz"}
    whole = {"purposes": ["AGENCY_CHECKS"], "categories": ["CHILD_HEALTH"]}
    made_up.record(f"/v1/files/{file}/orders", {**order, **whole})

    def talk(*kinds: str) -> str:
        asked = made_up.check(file, of.question(categories=[*kinds]))
        query = f"person={carer}&check={asked['ledger']['seq']}"
        return browser.open(f"/files/{file}/conversations/new?{query}").text

    none, some, every = talk("EDUCATION"), talk("EDUCATION", "CHILD_HEALTH"), talk("CHILD_HEALTH")
    assert "does not decide for" in none
    assert "delegated" not in none
    assert "to decide about: the child's health. About the rest others decide for" in some
    assert "to decide about: the child's health." in every
    assert "others decide for" not in every + none
    made_up.record(f"/v1/files/{file}/conversations", of.conversation(of.agreement()))
    answer = made_up.check(file, of.question())
    assert answer["outcome"] == "COVERED"
    (why,) = answer["reasons"]
    assert why["label"] == "A carer to whom it was delegated to decide this has agreed to it."
    assert ", to whom it was delegated to decide it, agreed to this" in answer["agency_words"]


def found(service: Running, family: Family, child: str, status: str, purpose: str) -> None:
    said = {"child": child, "status": status, "purpose": purpose, "rationale": "Zz spoke to them."}
    service.record(f"{family.path}/competence", said)


def test_a_parent_decides_for_a_young_person_whatever_else_that_one_decides(
    made_up: Running,
) -> None:
    """Whoever talked to the mother of what she decides read that she does not decide it."""
    family = add_family(made_up)
    child = made_up.record(
        f"{family.path}/children", {"names": "Kyan Example", "dob": "2012-06-01"}
    )["id"]
    link = {"person": family.mother, "child": child, "role": "MOTHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    found(made_up, family, child, "COMPETENT", "CIN_ASSESSMENT")
    page = someone(made_up)
    for purpose, is_theirs in (("AGENCY_CHECKS", False), ("CIN_ASSESSMENT", True)):
        answer = made_up.check(family.file, family.question(subjects=[child], purpose=purpose))
        (mother,) = [
            one for one in answer["items"][0]["positions"] if one["person"] == family.mother
        ]
        assert mother["decides"] is not is_theirs
        asked = f"check={answer['ledger']['seq']}&person={family.mother}"
        text = page.open(f"/files/{family.file}/conversations/new?{asked}").text
        assert ("Ann Example does not decide for Kyan Example" in text) is is_theirs
    assert "Kyan Example , who decides for themselves" in page.open(f"/files/{family.file}").text
    # What was last found of one thing holds, whatever was found of all before it.
    found(made_up, family, child, "NOT_COMPETENT", "*")
    assert "who decides for themselves" not in page.open(f"/files/{family.file}").text
