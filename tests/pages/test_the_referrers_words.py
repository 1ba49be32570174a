"""What a referrer wrote of what the family says is read where their word is all that there is:
whatever they ticked, nobody who may have said no is said not to have.
"""

from __future__ import annotations

import pytest

from consent_service.domain.codes import codes
from tests.api.running import Family, Running, add_family, agree
from tests.pages.test_being_somebody import someone
from tests.pages.test_checking import asks

_WROTE = "Both know. Dad said no, he does not want the nurse asked."
_DENIED = "This is not a no"


def _referred(service: Running, ticked: str) -> Family:
    """A family whose one enquiry began with these words."""
    family = add_family(service)
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    told = {"referrer_reported_consent": ticked, "referrer_words": _WROTE}
    made = service.record(f"{family.path}/enquiries", told)
    return Family(family.file, family.child, family.mother, family.father, made["entries"][0]["id"])


@pytest.mark.parametrize("ticked", codes("referrer_reported_consent"))
def test_whatever_they_ticked_their_words_stand_there_and_no_no_is_denied(
    made_up: Running, ticked: str
) -> None:
    family = _referred(made_up, ticked)
    browser = someone(made_up)
    answer = made_up.check(family.file, family.question())
    grid = made_up.get(f"{family.path}/coverage").get_json()
    card = made_up.get(f"{family.path}/card").get_json()
    cells = [cell["headline"] for one in grid["agencies"] for cell in one["cells"]]
    items = [item["headline"] for item in answer["items"]]
    lines = [one["headline"] for one in (*grid["agencies"], *card["agencies"])]
    assert not [one for one in (answer["headline"], *items, *cells, *lines) if _DENIED in one]
    assert _DENIED not in card["line"]
    page = browser.open(asks(browser, family).headers["Location"])
    assert _DENIED not in page.text
    assert page.text.count(_WROTE) == 1

    # It decides nothing, and stands beside him alone once she has said what she thinks.
    agree(made_up, family)
    covered = made_up.check(family.file, family.question())
    assert covered["outcome"] == "COVERED"
    assert _WROTE not in (covered["agency_words"] or "")
    wrote = {one["person"]: one["referrer_words"] for one in covered["items"][0]["positions"]}
    assert wrote == {family.mother: None, family.father: _WROTE}
    assert _WROTE in browser.open(asks(browser, family).headers["Location"]).text


def test_where_they_tell_of_one_of_the_family_nothing_is_said_of_another_by_them(
    made_up: Running,
) -> None:
    """Beside the father stood that the mother had agreed, as the referrer's word about him."""
    family = add_family(made_up)
    made_up.close(f"{family.path}/enquiries/{family.enquiry}")
    told = {"referrer_reported_consent": "YES", "referrer_words": "Mum agreed to referral"}
    made = made_up.record(f"{family.path}/enquiries", told)
    asked = family.question(enquiry=made["entries"][0]["id"])
    shown = made_up.check(family.file, asked)
    wrote = {one["person"]: one["referrer_words"] for one in shown["items"][0]["positions"]}
    assert wrote == {family.mother: "Mum agreed to referral", family.father: None}


def test_after_their_own_word_it_is_history(made_up: Running) -> None:
    family = _referred(made_up, "PARENTS_AWARE")
    for person in (family.mother, family.father):
        answer = {"answer": "UNDECIDED", "scope": family.scope()}
        made_up.record(f"{family.path}/conversations", family.conversation(answer, person=person))
    shown = made_up.check(family.file, family.question())
    assert {one["referrer_words"] for one in shown["items"][0]["positions"]} == {None}


@pytest.mark.parametrize(
    ("wrote", "stands"),
    [("KA agreed to the referral at her booking", False), ("Agreed, but dad said no", True)],
)
def test_of_a_father_whom_nobody_knows_yet_a_referrer_says_nothing_but_a_no(
    made_up: Running, wrote: str, *, stands: bool
) -> None:
    """ "The referrer wrote: KA agreed" stood as their word about him."""
    family = add_family(made_up)
    him = made_up.record(f"{family.path}/adults", {"names": "Not known yet"})["id"]
    link = {"person": him, "child": family.child, "role": "UNKNOWN_FATHER"}
    link |= {"pr_status": "UNCONFIRMED", "explanation": "She has not said who he is."}
    made_up.record(f"{family.path}/relationships", link)
    made_up.close(f"{family.path}/enquiries/{family.enquiry}")
    told = {"referrer_reported_consent": "YES", "referrer_words": wrote}
    made_up.record(f"{family.path}/enquiries", told)
    answer = made_up.check(family.file, family.question())
    wrote_of = {one["person"]: one["referrer_words"] for one in answer["items"][0]["positions"]}
    assert (wrote_of[him] is not None) is stands
    assert wrote_of[family.mother] == wrote
