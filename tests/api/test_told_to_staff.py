"""What somebody of a family says to staff, and staff write down for them."""

from __future__ import annotations

import pytest

from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, agree

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def test_what_somebody_says_to_staff_stands_on_no_page_of_theirs_word_for_word(
    service: Running, family: Family
) -> None:
    """She rang: "He is not to know that I rang", and whoever opened her page or letter read it."""
    agreed = agree(service, family)["entries"][1]["id"]
    said = {"person": family.mother, "words": "Zz is not to know that I rang."}
    asked = {**said, "wants": "SPEAK_TO_SOMEBODY"}
    service.record(f"{family.path}/family-requests", asked)
    wrong = {**said, "about": agreed, "what": "NOT_AGREED"}
    request = service.record(f"{family.path}/correction-requests", wrong)["id"]
    mother = mother_of(service, family)
    answer = {"accepted": False, "reason": "It was written down."}
    service.record(f"{family.path}/correction-requests/{request}/answers", answer)
    view = mother.view()
    assert "Zz" not in mother.get().text
    assert [one["your_words"] for one in view["asked_us"]] == [None]
    assert [one["your_words"] for one in view["statements"]] == [None]
    letter = {"kind": "OWN_PAGE"}
    path = f"{family.path}/people/{family.mother}/letters"
    assert "Zz" not in service.post(path, letter).text
    # What she types there herself, where she reads it, she finds again.
    mother.receipt("requests", {"wants": "LETTER", "words": "To my sister."})
    assert "To my sister." in mother.get().text
