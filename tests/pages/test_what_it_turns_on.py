"""Whoever looks again at a decision or at what was shared reads what it turns on, and whether it
still holds: one function says so, and each page says the same.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.disclosing import disclosure, reply_to
from tests.api.running import Family, Running, add_family, agree, decide
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER
from tests.reasons import ENOUGH

_NO = "I do not want the nurse asked."


def refuses(service: Running, family: Family) -> None:
    said = {"person": family.mother, "answer": "REFUSED", "scope": family.scope(), "words": _NO}
    service.record(f"{family.path}/responses", said)


def test_a_decision_that_its_closed_enquiry_ended_holds_on_no_page(made_up: Running) -> None:
    family = add_family(made_up)
    refuses(made_up, family)
    id = decide(
        made_up, family, telling={"status": "NOT_SAFE", "on": "2026-03-20", "reason": "He."}
    )
    made_up.clock.now += timedelta(hours=1)
    browser = someone(made_up, MANAGER)
    review = f"/files/{family.file}/decisions/{id}/reviews/new"
    page = browser.open(review).text
    assert "It holds no longer" not in page
    assert "Its last day is" in page
    assert "makes it last no longer" in page
    # Whoever closes it is told that it ends a decision, which needs nobody's confirmation.
    close = f"/files/{family.file}/enquiries/{family.enquiry}/end/new"
    typed = {"reason": "CIN_ASSESSMENT", "team": "East"}
    read = opened(browser.send(browser.open(close), close, **typed))
    assert "This ends a decision of 9 March 2026: go ahead although someone said no." in read.text
    assert "the health visitor, Ng" in read.text
    assert "a manager confirms" not in read.text
    assert browser.send(read, close).status_code == 303
    (one,) = made_up.get(family.path).get_json()["authorisations"]
    assert one["over_since"] is not None
    check = made_up.check(family.file, family.question())
    assert check["outcome"] == "OBJECTION"
    assert "It holds no longer: nothing goes on by it." in browser.open(review).text
    stands = someone(made_up).open(f"/files/{family.file}").text
    assert "It holds no longer: its enquiry was closed on 9 March 2026. Check again" in stands


def test_a_review_shows_what_the_decision_was_about_over_which_no_and_what_was_done_by_it(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    refuses(made_up, family)
    id = decide(made_up, family)
    sent = disclosure(family, basis="AUTHORISED", rests_on=[id])
    contact = made_up.record(f"{family.path}/disclosures", sent)["id"]
    said = "His weight is fine."
    reply_to(made_up, family, contact, outcome="SENT", words=said)
    browser = someone(made_up, MANAGER)
    page = browser.open(f"/files/{family.file}/decisions/{id}/reviews/new").text
    for words in (
        "the health visitor: the child's health",
        "Ask the agency",
        "Decided on 9 March 2026",
        "Its last day",
        "Ann Example had answered",
        _NO,
        "Done by it Asked the health visitor, 9 March 2026",
        said,
    ):
        assert words in page, words
    # Of one that was ended as well.
    made_up.record(f"{family.path}/authorisations/{id}/end", {"reason": "Done."}, "MASH_MANAGER")
    page = browser.open(f"/files/{family.file}/decisions/{id}/reviews/new").text
    for words in ("It holds no longer", "the health visitor: the child's health", _NO, said):
        assert words in page, words


def test_a_look_at_what_was_shared_shows_it_and_the_no_it_went_against(made_up: Running) -> None:
    family = add_family(made_up)
    refuses(made_up, family)
    id = made_up.record(f"{family.path}/disclosures", disclosure(family))["id"]
    page = someone(made_up, MANAGER).open(f"/files/{family.file}/disclosures/{id}/reviews/new").text
    for words in (
        "Asked Health visitor",
        "About Ng",
        "the child's health",
        "It was said to rest on",
        "We are asking you for information about Ng.",
        "Ann Example had answered Said no, 9 March 2026",
        _NO,
    ):
        assert words in page, words


def test_whoever_says_whether_somebody_is_safe_reads_what_it_turns_on(made_up: Running) -> None:
    family = add_family(made_up)
    told = "She says that he hits her."
    sign = {"person": family.mother, "code": "DOMESTIC_ABUSE_NEED", "note": told}
    (entry,) = made_up.record(f"{family.path}/signs", sign)["entries"]
    proposed = {"person": family.father, "safe_to_ask": True, "reason": ENOUGH}
    made_up.record(f"{family.path}/safety", proposed)
    words = "Nobody has asked me."
    said = {"person": family.father, "answer": "UNDECIDED", "scope": family.scope(), "words": words}
    made_up.record(f"{family.path}/responses", said)
    browser = someone(made_up, MANAGER)
    of_nobody = browser.open(f"/files/{family.file}/safety/new").text
    of_one = browser.open(f"/files/{family.file}/safety/new?person={family.father}").text
    for page in (of_nobody, of_one):
        for part in (
            "Nobody knows whether it is safe to ask them",
            told,
            f"(entry {entry['seq']})",
            "said on 9 March 2026 that it is safe",
            ENOUGH,
            words,
            "If you say yes",
        ):
            assert part in page, part
    stands = made_up.get(family.path).get_json()
    by = {one["id"]: (one["asking"], one["asking_by"]) for one in stands["adults"]}
    assert by[family.father] == ("NOT_KNOWN", [entry["seq"]])
    assert by[family.mother] == ("YES", [])
    # Of whoever is safe it says so, and what they answered.
    assert (
        "Nothing on record says that it is not safe"
        in browser.open(f"/files/{family.file}/safety/new?person={family.mother}").text
    )


def test_an_answer_says_first_what_a_service_can_cost_and_that_advice_needs_no_names(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    refuses(made_up, family)

    def answer(**asked: Any) -> str:
        seq = made_up.check(family.file, family.question(**asked))["ledger"]["seq"]
        return someone(made_up).open(f"/files/{family.file}/checks/{seq}").text

    cost, unnamed = "can cost a family a lot", "Advice that names nobody"
    of_prison, of_advice = answer(agency={"type": "PRISON"}), answer(purpose="ADVICE_CONSULT")
    assert (cost in of_prison, unnamed in of_prison) == (True, False)
    assert (cost in of_advice, unnamed in of_advice) == (False, True)
    assert cost not in answer()
    # A system is told the same, and nobody who cannot wait is.
    asked = family.question(agency={"type": "PRISON"})
    assert [cost in one for one in made_up.check(family.file, asked)["beforehand"]] == [True]
    at_once = made_up.check(family.file, {**asked, "urgency": "IMMEDIATE"})
    assert (at_once["outcome"], at_once["beforehand"]) == ("SHARE_NOW", [])


def test_a_service_that_somebody_said_no_to_is_not_named_as_the_next_to_contact(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    for name, answered in (("Elm Primary", "REFUSED"), ("Oak Primary", "AGREED")):
        school = {**family.scope(), "agencies": [{"type": "SCHOOL", "organisation": name}]}
        said = {"person": family.mother, "answer": answered, "scope": school}
        if answered == "AGREED":
            agree(made_up, family, scope=school)
        else:
            made_up.record(f"{family.path}/responses", said)
    line = made_up.check(family.file, family.question())["who_else"]["line"]
    assert "Oak Primary" in line
    assert "Elm Primary" not in line
