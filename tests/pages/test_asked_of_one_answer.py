"""Whoever presses to change one answer of theirs says which: it stands on the form, and whoever
rings them reads it. A no that they want to change is no doubt of what they said yes to.
"""

from __future__ import annotations

import html
import re

from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, add_family, agree
from tests.pages.test_being_somebody import someone
from tests.pages.test_own_page import on_their_page, outcome

CHANGE = re.compile(r'href="(/your-page/3\?for=\d+&(?:amp;)?answer=([0-9a-f]+))"')


def said_no(service: Running, family: Family) -> str:
    scope = {**family.scope(), "agencies": [{"type": "SCHOOL"}]}
    answers = ({"answer": "REFUSED", "scope": scope},)
    service.record(f"{family.path}/conversations", family.conversation(*answers))
    (one,) = mother_of(service, family).view()["said_no"]
    id: str = one["response"]
    return id


def test_what_they_want_to_change_stands_on_the_form_and_with_whoever_answers(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    no = said_no(made_up, family)
    made_up.close(f"{family.path}/enquiries/{family.enquiry}")
    phone = on_their_page(made_up, family)
    ((address, answer),) = CHANGE.findall(phone.open("/").reply.text)
    assert answer == no
    form = phone.open(html.unescape(address))
    assert "School" in form.text
    assert phone.send(form, "/your-page/3").status_code == 200
    (asked,) = made_up.get(family.path).get_json()["done"]["family_requests"]
    assert (asked["wants"], asked["about"]) == ("CHANGE_AGREEMENT", no)
    worker, here = someone(made_up), f"/files/{family.file}"
    answers = f"{here}/family-requests/{asked['request']}/answers/new"
    assert "To change what they agreed to: School." in worker.open(answers).text
    assert "School" in worker.open(here).text.partition("What is due")[2]


def test_to_want_to_change_a_no_doubts_no_yes(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    no = said_no(made_up, family)
    assert outcome(made_up, family) == "COVERED"
    mother = mother_of(made_up, family)
    mother.receipt("requests", {"wants": "CHANGE_AGREEMENT", "response": no})
    assert outcome(made_up, family) == "COVERED"
    mother.receipt("requests", {"wants": "CHANGE_AGREEMENT"})
    assert outcome(made_up, family) == "ASK"


def test_what_they_meant_by_a_change_is_not_said_for_them(made_up: Running) -> None:
    """Whoever wrote “No to all” read that they want time to think."""
    family = add_family(made_up)
    agree(made_up, family)
    no_to_all = {"wants": "CHANGE_AGREEMENT", "words": "Not the health visitor. No to all."}
    mother_of(made_up, family).receipt("requests", no_to_all)
    page = on_their_page(made_up, family).open("/").text
    assert "It does not count until we have talked to you" in page
    assert "time to think" not in page
