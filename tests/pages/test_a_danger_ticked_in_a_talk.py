"""A danger that is ticked in a talk with a child is said before the talk is recorded, and stands
first on the family's page and on each answer, whatever the child's words are.
"""

from __future__ import annotations

from consent_service.actions.nottold import MUST_NOT_HEAR
from consent_service.pages.forms.nottold import NONE_OF_THESE
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place

#: No list of words finds anything in it.
_WORDS = "its the lad where i sleep. u cant tell mum"


def test_it_is_said_before_and_stands_first_after(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    typed = {"parent_words": _WORDS, "method": "IN_PERSON_VERBAL", "not_a_no": "true"}
    typed |= {"seen_alone": "YES", "pressure_concern": "NONE", "person": family.child}
    typed[MUST_NOT_HEAR] = NONE_OF_THESE
    page = begun(browser, family, person=family.child)
    read = opened(browser.send(page, path, **typed))
    assert "These words may tell of harm or fear. If so, share now" in read.text
    assert browser.post(path, read.form(path) | {"not_a_no": "true"}).status_code == 303
    first = f"Words here may tell of harm or fear. Read this before anybody is rung. “{_WORDS}”"
    assert first in browser.open(f"/files/{family.file}").text
    for purpose in ("S47_ENQUIRY", "AGENCY_CHECKS"):
        asked = family.question(purpose=purpose)
        seq = made_up.check(family.file, asked)["ledger"]["seq"]
        answer = browser.open(f"/files/{family.file}/checks/{seq}").text
        assert "First read what was told to us: it may tell of harm" in answer
        assert first in answer
