"""What somebody said no to on another file of the authority, on their own page here."""

from __future__ import annotations

import pytest

from consent_service.domain.file.goingon import BY_REFERRER
from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, add_family, agree
from tests.api.test_effects import refuse
from tests.api.test_elsewhere import join
from tests.api.test_two_files import check

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def test_what_stands_here_as_their_no_is_on_their_own_page_wherever_they_said_it(
    service: Running, family: Family
) -> None:
    """Staff saw that she had said no, and her own page said nothing of it."""
    other = add_family(service, "LCS-2")
    agree(service, other)
    refuse(service, family, family.mother)
    page = mother_of(service, other)
    assert page.view()["said_no"] == []
    joined_as_one_family(service, other, family)
    (no,) = page.view()["said_no"]
    assert (no["what_you_said"], no["about"]) == ("You said no", ["Ng"])
    assert page.view()["agreed"] == page.view()["ended"] == []
    assert "until we have talked to you" in str(page.view()["not_counted"])
    # She may say that it is wrong, which makes no yes of hers one that she did not give.
    page.receipt("correction-requests", {"words": "That was long ago.", "about": no["response"]})
    (no,) = page.view()["said_no"]
    assert no["your_words"] == ["That was long ago."]
    assert page.view()["not_decided"] == []
    # Once she says yes here it is none here; what she said there stays there.
    agree(service, other)
    assert page.view()["said_no"] == []
    assert mother_of(service, family).view()["said_no"]


def joined_as_one_family(service: Running, other: Family, family: Family) -> None:
    join(service, other, other.mother, family, family.mother)
    join(service, other, other.child, family, family.child)


def test_a_no_of_somebody_whom_a_birth_tells_apart_is_on_no_page_of_theirs(
    service: Running, family: Family
) -> None:
    """Whoever was joined with another by a slip would read what that one said."""
    other = add_family(service, "LCS-2")
    refuse(service, family, family.mother)
    for file, born in ((family, "1990-01-01"), (other, "1990-01-02")):
        births = {"dob": born, "reason": "She says so."}
        service.record(f"{file.path}/people/{file.mother}/amendments", births)
    joined_as_one_family(service, other, family)
    assert check(service, other)["outcome"] == "OBJECTION"
    assert mother_of(service, other).view()["said_no"] == []
    # From whichever of the two files they were joined.
    refuse(service, other, other.mother)
    assert len(mother_of(service, family).view()["said_no"]) == 1


def test_what_a_referrer_passed_on_elsewhere_is_on_no_page_of_theirs(
    service: Running, family: Family
) -> None:
    other = add_family(service, "LCS-2")
    no = {"person": family.mother, "answer": "REFUSED", "scope": family.scope()}
    service.record(f"{family.path}/responses", {**no, "method": BY_REFERRER})
    joined_as_one_family(service, other, family)
    assert check(service, other)["outcome"] == "OBJECTION"
    assert mother_of(service, other).view()["said_no"] == []
