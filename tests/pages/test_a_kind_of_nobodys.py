"""Kinds of information that are an adult's own, said of a child, and a child's said of an adult: no
form settles such a question, every write says so, and the check and the own page say the same.
"""

from __future__ import annotations

from consent_service.domain.codes import OWN_TO_A_CHILD, OWN_TO_AN_ADULT, codes
from consent_service.pages.worker.askedabout import AskedAbout, ServiceRow
from tests.api.asking_own import Own
from tests.api.running import Family, Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import place
from tests.reasons import ENOUGH
from tests.sweeping import each


def _a_young_person(service: Running) -> tuple[Family, str]:
    """Fourteen, and found to decide alone."""
    family = add_family(service)
    who = {"names": "Jay Example", "dob": "2012-01-05"}
    young = service.record(f"{family.path}/children", who)["id"]
    able = {"child": young, "status": "COMPETENT", "rationale": ENOUGH}
    service.record(f"{family.path}/competence", able)
    return family, young


def _says(service: Running, family: Family, young: str, answer: str, kind: str) -> list[str]:
    scope = family.scope(subjects=[young], categories=[kind])
    given = {"answer": answer, "scope": scope, "words": "ok"}
    if answer != "AGREED":
        given["words"] = "No thanks"
    talk = family.conversation(given, person=young)
    recorded = service.record(f"{family.path}/conversations", talk)
    return [one["text"] for one in recorded["notices"] if one["code"] == "YES_NOT_ENOUGH"]


@each("kind", of=sorted(codes("categories")), every=6)
def test_his_no_is_a_no_and_his_page_says_of_his_yes_what_the_check_says(
    made_up: Running, kind: str
) -> None:
    family, young = _a_young_person(made_up)
    told = _says(made_up, family, young, "AGREED", kind)
    assert bool(told) == (kind in OWN_TO_AN_ADULT)
    question = family.question(subjects=[young], categories=[kind])
    agreed = made_up.check(family.file, question)["outcome"] == "COVERED"
    assert agreed == (kind not in OWN_TO_AN_ADULT)
    page = Own(made_up, family.file, young, "YOUNG_PERSON")
    assert bool(page.view()["agreed"]) == agreed
    other, his = _a_young_person(made_up)
    _says(made_up, other, his, "REFUSED", kind)
    question = other.question(subjects=[his], categories=[kind])
    answer = made_up.check(other.file, question)
    assert answer["outcome"] == "OBJECTION"
    assert "Someone has said no" in answer["headline"]


def test_no_false_reason_is_given_beside_it(made_up: Running) -> None:
    family, young = _a_young_person(made_up)
    _says(made_up, family, young, "AGREED", "SUBSTANCE_USE")
    question = family.question(subjects=[young], categories=["SUBSTANCE_USE"])
    checked = made_up.check(family.file, question)["ledger"]["seq"]
    page = someone(made_up).open(f"/files/{family.file}/checks/{checked}")
    assert "it is an adult’s own, and a child was chosen" in page.text
    assert "recorded for another purpose" not in page.text


def test_what_a_talk_with_him_is_about_is_settled_with_a_kind_of_his(made_up: Running) -> None:
    family, young = _a_young_person(made_up)
    browser, path = someone(made_up), place(family)
    chosen = {
        "more": "responses",
        "person": young,
        "responses.anyway": "ASK",
        "responses.service.0": "SCHOOL",
        "responses.subjects": "SELF",
        "responses.purpose": "AGENCY_CHECKS",
        "responses.direction": "SEEK",
    }
    first = browser.open(path)
    wrong = opened(
        browser.send(first, path, **chosen, **{"responses.categories": "SUBSTANCE_USE"}), 422
    )
    assert "“Drug or alcohol use” can only be about an adult" in wrong.text
    assert "such as the child's health" in wrong.text
    settled = opened(
        browser.send(wrong, path, **chosen, **{"responses.categories": "CHILD_HEALTH"})
    )
    assert "School: the child's health" in settled.text


@each("kind", of=sorted(codes("categories")))
def test_a_kind_fits_somebody_who_is_chosen_or_it_is_said_what_to_choose(kind: str) -> None:
    def misfit(talker: str, *about: str) -> str:
        rows = (ServiceRow(0, "GP", "", about),)
        return AskedAbout(rows, (kind,), about, "AGENCY_CHECKS", "SEEK").misfit(talker)

    assert bool(misfit("YOUNG.a", "a")) == (kind in OWN_TO_AN_ADULT)
    assert bool(misfit("ADULT.b", "b")) == (kind in OWN_TO_A_CHILD)
    assert not misfit("ADULT.b", "a")
    assert not misfit("ADULT.b", "a", "b")


def test_of_a_mother_and_her_child_each_is_asked_what_is_theirs(made_up: Running) -> None:
    family = add_family(made_up)
    answers = [
        family.agreement(scope=family.scope(subjects=[who], categories=[kind]))
        for who, kind in ((family.child, "CHILD_HEALTH"), (family.mother, "ADULT_HEALTH"))
    ]
    made_up.record(f"{family.path}/conversations", family.conversation(*answers))
    both = {"subjects": [family.mother, family.child]}
    kinds = {"categories": ["CHILD_HEALTH", "ADULT_HEALTH"]}
    answer = made_up.check(family.file, family.question(**both, **kinds))
    assert answer["headline"].startswith("Agreed")
    assert {(one["subject"], one["category"]) for one in answer["items"]} == {
        (family.child, "CHILD_HEALTH"),
        (family.mother, "ADULT_HEALTH"),
    }
    assert "ASK_ABOUT_THIS" not in {one["code"] for one in answer["tasks"]}
    # Of a child of whom nothing else is asked it is said that it is nobody's to agree to.
    alone = made_up.check(family.file, family.question(**both, categories=["ADULT_HEALTH"]))
    assert [one["reason"]["code"] for one in alone["items"]] == [
        "AGREED_BY_ADULT",
        "ADULT_NOT_ASKED",
    ]
