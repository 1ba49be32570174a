"""Of several whom a talk is about each may be answered for apart."""

from __future__ import annotations

from typing import Any, Final

from werkzeug.test import TestResponse

from consent_service.pages.forms.typed import Typed
from consent_service.pages.worker.answered import fallen, kept_as
from consent_service.pages.worker.answering import Answers
from tests.api.running import Running, add_family, agree
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, outcome, place, plan, said
from tests.sweeping import each

_CELL: Final = "responses.grid.{}.{}"
_ANSWERS: Final = Answers("responses", "What they said")


def _asked(*services: str, about: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {
        "person": ("her",),
        "responses.anyway": ("ASK",),
        "responses.categories": ("EDUCATION",),
        "responses.subjects": about,
        "responses.purpose": ("AGENCY_CHECKS",),
        "responses.direction": ("SEEK",),
        **{f"responses.service.{n}": (one,) for n, one in enumerate(services)},
    }


def test_a_yes_about_one_child_and_a_no_about_another_are_said_in_one_talk(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    born = {"names": "Sam Example", "dob": "2020-02-01"}
    sam = made_up.record(f"{family.path}/children", born)["id"]
    of_sam = {"child": sam, "role": "MOTHER", "pr_status": "YES", "person": family.mother}
    made_up.record(f"{family.path}/relationships", of_sam)
    browser, path = someone(made_up), place(family)
    both = {"responses.subjects": [family.child, sam]}
    first = browser.open(plan(family, agencies="GP", subjects=f"{family.child}.{sam}"))

    def sent(page: Page, **typed: str) -> TestResponse:
        fields: dict[str, Any] = {**page.form(path), **typed, **both}
        return browser.post(path, fields)

    talk = opened(sent(first, more="responses", **{"responses.anyway": "ASK"}))
    about_sam = f"{_CELL.format(0, 'CHILD_HEALTH')}.{sam}"
    assert "GP surgery: the child's health, about Sam Example" in talk.text
    typed = {
        _CELL.format(0, "CHILD_HEALTH"): "AGREED",
        about_sam: "REFUSED",
        "method": "PHONE_VERBAL",
        "parent_words": "Not about Sam.",
    }
    read = opened(sent(talk, **typed))
    assert "the child's health, about Sam Example: No" in read.text
    assert "the child's health, about Sam Example: Yes" not in read.text
    assert sent(read, not_a_no="true").status_code == 303
    answers = {
        (one["answer"], *one["scope"]["subjects"]) for one in said(made_up, family)["responses"]
    }
    assert answers == {("AGREED", family.child), ("REFUSED", sam)}
    asked = family.question(agency={"type": "GP"}, subjects=[sam])
    assert made_up.check(family.file, asked)["outcome"] == "OBJECTION"
    assert outcome(made_up, family, "GP") != "OBJECTION"


def test_a_no_about_one_of_them_stays_about_them_and_falls_where_they_are_not_asked_about() -> None:
    of_sibling = f"{_CELL.format(0, 'EDUCATION')}.sibling"
    typed = Typed({**_asked("SCHOOL", "GP", about=("child", "sibling")), of_sibling: ("REFUSED",)})
    changing = _ANSWERS.pressed(typed, "responses.change")
    others = _asked("GP", "SCHOOL", about=("child", "sibling"))
    moved = _ANSWERS.pressed(changing | others, "responses")
    assert moved.one(of_sibling) == ""
    assert moved.one(f"{_CELL.format(1, 'EDUCATION')}.sibling") == "REFUSED"
    alone = _ANSWERS.pressed(changing | _asked("SCHOOL", "GP", about=("child",)), "responses")
    assert alone.one(of_sibling) == ""
    (fell,) = fallen(alone, "responses")
    assert (fell.of, fell.answer) == ("sibling", "REFUSED")


def test_the_school_of_the_older_and_the_health_visitor_of_the_younger_are_asked_about_in_one_talk(
    made_up: Running,
) -> None:
    """One talk asked each service about each of them: a mother was read out that the school would
    be asked about the baby, or it took two talks.
    """
    family = add_family(made_up)
    born = {"names": "Sam Example", "dob": "2025-10-01"}
    sam = made_up.record(f"{family.path}/children", born)["id"]
    of_sam = {"child": sam, "role": "MOTHER", "pr_status": "YES", "person": family.mother}
    made_up.record(f"{family.path}/relationships", of_sam)
    browser, path = someone(made_up), place(family)
    chosen = {
        "person": family.mother,
        "responses.anyway": "ASK",
        "responses.service.0": "SCHOOL",
        "responses.service.0.about": family.child,
        "responses.service.1": "HEALTH_VISITOR",
        "responses.categories": "EDUCATION",
        "responses.purpose": "AGENCY_CHECKS",
        "responses.direction": "SEEK",
    }
    plan_of = browser.open(path)
    lacks = opened(browser.send(plan_of, path, more="responses", **chosen), 422)
    assert "Choose whom it is about." in lacks.text
    chosen |= {"responses.service.1.about": sam, "responses.service.1.organisation": ""}
    talk = opened(browser.send(plan_of, path, more="responses", **chosen))
    assert "the school about Ng and the health visitor about Sam Example" in talk.text
    assert "School, about Ng: attendance" in talk.text
    assert "A different answer for one of them" not in talk.text
    cells = {_CELL.format(n, "EDUCATION"): "AGREED" for n in (0, 1)}
    typed = {**cells, "method": "PHONE_VERBAL", "explained": "WHY_WORRIED"}
    read = opened(browser.send(talk, path, **typed))
    assert "School: attendance, behaviour and progress in education, about Ng: Yes" in read.text
    assert browser.send(read, path).status_code == 303
    scopes = [one["scope"] for one in said(made_up, family)["responses"]]
    found = [([a["type"] for a in one["agencies"]], one["subjects"]) for one in scopes]
    assert found == [(["SCHOOL"], [family.child]), (["HEALTH_VISITOR"], [sam])]


def test_a_no_about_whom_a_service_is_asked_about_no_more_is_named_as_it_falls() -> None:
    of_all = _CELL.format(0, "EDUCATION")
    for answer, stays in (("REFUSED", "REFUSED"), ("AGREED", "")):
        before = Typed({**_asked("SCHOOL", about=("child", "sibling")), of_all: (answer,)})
        changing = _ANSWERS.pressed(before, "responses.change")
        one_alone = {"responses.service.0.about": ("child",)}
        now = _asked("SCHOOL", "GP", about=("child", "sibling")) | one_alone
        anew = _ANSWERS.pressed(changing | now, "responses")
        assert anew.one(of_all) == stays
        (fell,) = fallen(anew, "responses")
        assert (fell.of, fell.answer) == ("sibling" if stays else "", answer)


def test_the_family_page_says_about_which_child_somebody_was_not_asked(made_up: Running) -> None:
    family = add_family(made_up)
    born = {"names": "Sam Example", "dob": "2020-02-01"}
    sam = made_up.record(f"{family.path}/children", born)["id"]
    for person, role in ((family.mother, "MOTHER"), (family.father, "FATHER")):
        of_sam = {"child": sam, "role": role, "pr_status": "YES", "person": person}
        made_up.record(f"{family.path}/relationships", of_sam)
    agree(made_up, family)
    page = someone(made_up).open(f"/files/{family.file}").text
    # Of whom nobody has spoken with that is said already.
    assert page.count("Not asked about:") == page.count("Not asked about: Sam Example.") == 1
    assert "Speak to this person : Ann Example, about Sam Example" in page
    agree(made_up, family, scope=family.scope(subjects=[sam]))
    page = someone(made_up).open(f"/files/{family.file}").text
    assert "Not asked about:" not in page
    assert "Speak to this person : Ann Example" not in page


def test_where_the_form_is_that_they_signed_can_be_said_with_the_talk(made_up: Running) -> None:
    """Whoever recorded one was told to add it, and nothing asked for it."""
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    talk = begun(browser, family, agencies="GP")
    cell = {_CELL.format(0, "CHILD_HEALTH"): "AGREED", "method": "IN_PERSON_SIGNED"}
    lacks = "nothing says where the form is"
    assert lacks in opened(browser.send(talk, path, **cell)).text
    lies = {"responses.form": "Scan 12 of today"}
    read = opened(browser.send(talk, path, **cell, **lies))
    assert "What they signed: Scan 12 of today" in read.text
    assert lacks not in read.text
    assert browser.send(read, path).status_code == 303
    (answer,) = said(made_up, family)["responses"]
    shows = [(one["type"], one["document_ref"]) for one in answer["evidence"]]
    assert shows == [("SIGNED_FORM", "Scan 12 of today")]


@each(
    "method",
    "answer",
    "kept",
    of=[
        ("IN_PERSON_SIGNED", "AGREED", "SIGNED_FORM"),
        ("LETTER_SIGNED", "AGREED", "SIGNED_FORM"),
        ("PHONE_VERBAL", "AGREED", "NOTE"),
        ("IN_PERSON_SIGNED", "REFUSED", "NOTE"),
    ],
)
def test_a_form_is_signed_where_a_paper_is_meant(method: str, answer: str, kept: str) -> None:
    typed = Typed({"method": (method,), "responses.form": ("Scan 12",)})
    (evidence,) = kept_as(typed, "responses", answer)["evidence"]
    assert evidence == {"type": kept, "document_ref": "Scan 12"}
    assert kept_as(Typed({"method": (method,)}), "responses", answer) == {}
