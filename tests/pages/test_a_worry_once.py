"""What was told to us is quoted where it is read, by itself and once; and what is to be done first
stands before what is agreed.
"""

from __future__ import annotations

import re
from typing import Final

from consent_service.actions.nottold import MUST_NOT_HEAR
from consent_service.domain.codes import TEXTS, codes, label
from tests.api.disclosing import disclosure
from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_checking import asks
from tests.pages.test_deciding import MANAGER
from tests.pages.test_referring import PLACE, QUESTION, family
from tests.reasons import ENOUGH
from tests.sweeping import each

_WORRY: Final = "bruise on L cheek, friendly w school, no concerns re dad"
_AGREES: Final = "she is ok w it"
_HARM: Final = "may tell of harm"
_SEEN: Final = f"“{_WORRY}”"


def _taken_in(service: Running, **said: str) -> tuple[str, str]:
    """Where the answer stands, and the family's page."""
    browser = someone(service)
    typed = {**family("Lund"), "enquiry.worry": _WORRY, "enquiry.referrer_words": _AGREES, **said}
    del typed["adults.0.note"]
    typed["adults.0.safety"] = "SAFE"
    read = opened(browser.send(browser.open(PLACE), PLACE, **typed, **QUESTION))
    place = browser.send(read, PLACE).headers["Location"]
    return place, f"/files/{place.split('/')[2]}"


def test_a_worry_that_whoever_took_it_in_has_answered_stands_with_what_is_due_alone(
    made_up: Running,
) -> None:
    """Each page said it again: read them today, share now, or record a sign."""
    answer, of_family = _taken_in(made_up, **{"must_not_hear.nobody": "true"})
    browser = someone(made_up)
    page = browser.open(answer).text
    assert _HARM not in page
    assert _WORRY not in page
    assert page.count(f"“{_AGREES}”") == 1
    here = browser.open(of_family).text
    assert here.count(_SEEN) == 1
    assert "may tell of harm or fear" not in here
    taken = made_up.get(f"/v1{of_family}").get_json()["enquiries"][0]["id"]
    made_up.record(f"/v1{of_family}/enquiries/{taken}/assignments", {"owner": "worker-1"})
    what = label("tasks", "READ_HARM").rstrip(".")
    assert what not in browser.open("/to-do?whose=mine").text
    assert what in someone(made_up, MANAGER).open("/to-look-at").text


_BRUISE: Final = "let slip she had a bruise on her ear at the 2yr check"


def test_harm_that_an_agency_tells_stands_first_on_each_answer_until_a_manager_has_read_it(
    made_up: Running,
) -> None:
    """ "Nobody" was ticked in haste, and the next answer said only whom to ask."""
    shown, browser = add_family(made_up), someone(made_up)
    made = disclosure(shown, basis="PARTNER_DUTY")
    sent = made_up.record(f"{shown.path}/disclosures", made)["id"]
    came = {"outcome": "SENT", "words": _BRUISE, MUST_NOT_HEAR: {"nobody": True}}
    seq = made_up.record(f"{shown.path}/disclosures/{sent}/replies", came)["entries"][0]["seq"]

    def says_so() -> list[bool]:
        answers = (
            browser.open(asks(browser, shown, purpose=purpose).headers["Location"]).text
            for purpose in ("AGENCY_CHECKS", "CIN_ASSESSMENT", "S47_ENQUIRY")
        )
        here = browser.open(f"/files/{shown.file}").text
        return [
            "Read this before anybody is rung." in here,
            *(TEXTS["read_harm"] in one and _BRUISE in one for one in answers),
        ]

    assert says_so() == [True] * 4
    found = {"entry": seq, "reason": ENOUGH}
    made_up.record(f"{shown.path}/found-right", found, "MASH_MANAGER")
    assert says_so() == [False] * 4


def test_whoever_only_knows_of_it_is_accused_of_nothing(made_up: Running) -> None:
    """ "Something went to somebody who may not have it. See today what that means It was" her."""
    shown = add_family(made_up)
    made_up.record(f"{shown.path}/safety", {"person": shown.mother, "safe_to_ask": False})
    made_up.record(f"{shown.path}/enquiries", {"worry": "Ann Example knows that I ring you."})
    page = someone(made_up).open(f"/files/{shown.file}").text
    said = "Ann Example knows of it, or may. Nobody has said yet whether that is safe: look today."
    assert page.count(said) == 1
    # Of several talks it is said which.
    assert re.search(r"look today. Entry \d+, 9 March 2026", page)
    assert "who may not have it" not in page


def test_words_that_nobody_has_answered_for_are_quoted_once_and_each_by_itself(
    made_up: Running,
) -> None:
    """The worry and what the referrer says of agreeing were one quotation, with " / " between."""
    worry, words = "Dad hit her last night.", "Mum agrees. She is scared of him."
    told = {"worry": worry, "referrer_words": words}
    shown = add_family(made_up)
    made_up.record(f"{shown.path}/enquiries", told)
    browser = someone(made_up)
    page = browser.open(f"/files/{shown.file}").text
    assert " / " not in page
    for one in (f"The referrer wrote of the worry: “{worry}”", f"The referrer wrote: “{words}”"):
        assert page.count(one) == 1
    assert page.count("may tell of harm or fear") == 1


@each("outcome", "begun", of=[("COVERED", "Read what came in first.")])
def test_what_is_to_be_read_stands_before_what_is_agreed_in_one_headline(
    outcome: str, begun: str, made_up: Running
) -> None:
    """ "Agreed. You can do this", "First read", "Go ahead": go, stop and go in one breath."""
    shown = add_family(made_up)
    agree(made_up, shown)
    made_up.record(f"{shown.path}/enquiries", {"worry": "Neighbour hit her."})
    answer = made_up.check(shown.file, shown.question(enquiry=shown.enquiry))
    assert answer["outcome"] == outcome
    assert answer["headline"] == TEXTS["first_covered"]
    assert answer["headline"].startswith(begun)
    assert answer["next"].startswith(TEXTS["read_harm"])
    assert answer["next"].index(TEXTS["read_harm"]) < answer["next"].index("Go ahead")
    page = someone(made_up).open(asks(someone(made_up), shown).headers["Location"]).text
    assert label("outcomes", "COVERED") not in page


def test_what_is_the_same_of_several_services_stands_with_the_first_of_them(
    made_up: Running,
) -> None:
    """One sentence stood eight times: of four things, and of each parent."""
    shown = add_family(made_up)
    made_up.record(f"{shown.path}/enquiries", {"worry": "Dad hit her."})
    no = {"person": shown.mother, "answer": "REFUSED", "words": "No thanks, not any of them."}
    four = ("GP", "SCHOOL", "HEALTH_VISITOR", "CAMHS")
    kinds = ["CHILD_HEALTH", "CONCERN_DETAILS"]
    scope = shown.scope(agencies=[{"type": one} for one in four], categories=kinds)
    made_up.record(f"{shown.path}/responses", {**no, "scope": scope})
    several = {f"agencies.{n}": one for n, one in enumerate(four)}
    browser = someone(made_up)
    page = browser.open(asks(browser, shown, **several).headers["Location"]).text
    helper = str(codes("outcomes")["OBJECTION"].attributes["helper"])
    for once in (helper, TEXTS["read_harm"], "“Dad hit her.”", f"“{no['words']}”"):
        assert page.count(once) == 1, once
    assert page.count("What to do next is the same as above.") == 3
    assert page.count(label("outcomes", "OBJECTION")) >= 4
    # Of several things that one service is asked, why stands with the first.
    alone = browser.open(asks(browser, shown, categories=kinds).headers["Location"])
    assert helper in alone.text
    assert alone.text.count(label("reasons", "REFUSED")) == 1
    assert alone.text.count("As above.") == 1


def test_what_is_the_same_as_above_stands_right_under_it(made_up: Running) -> None:
    """Under a yes in between, "as above" pointed at "go ahead"."""
    shown = add_family(made_up)
    gp = [{"type": "GP"}]
    agree(made_up, shown, scope=shown.scope(agencies=gp))
    browser = someone(made_up)
    several = {f"agencies.{n}": one for n, one in enumerate(("HEALTH_VISITOR", "GP", "SCHOOL"))}
    page = browser.open(asks(browser, shown, **several).headers["Location"]).text
    assert page.count("Go ahead") == 1
    assert "same as above" not in page
    assert "As above." not in page
    assert page.count(str(codes("outcomes")["ASK"].attributes["helper"])) == 2


def test_a_reason_stands_in_full_behind_another_one(made_up: Running) -> None:
    shown = add_family(made_up)
    children = [shown.child, *(_another(made_up, shown, n) for n in (1, 2, 3))]
    agree(made_up, shown, scope=shown.scope(subjects=children[1:2]))
    browser = someone(made_up)
    page = browser.open(asks(browser, shown, subjects=children).headers["Location"]).text
    # Not agreed, agreed, and not agreed twice: the last alone stands right under its like.
    assert page.count("As above.") == 1
    assert page.count(label("reasons", "OUT_OF_SCOPE_CHILD")) == 2


def _another(service: Running, shown: Family, n: int) -> str:
    body = {"names": f"Sam{n} Example", "dob": f"201{6 + n}-01-01"}
    child = str(service.record(f"{shown.path}/children", body)["id"])
    tie = {"child": child, "person": shown.mother, "role": "MOTHER"}
    held = {"pr_status": "YES", "pr_source": "MOTHER"}
    service.record(f"{shown.path}/relationships", {**tie, **held})
    return child
