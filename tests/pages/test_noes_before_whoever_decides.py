"""Whoever's no a check quotes stands in their own words before whoever decides the same question:
also where they said it in another enquiry, or in one that was closed since.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

from tests.api.running import Family, Running, add_family
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER
from tests.sweeping import each

_SCHOOL: Final[dict[str, Any]] = {"agencies": [{"type": "SCHOOL"}], "categories": ["EDUCATION"]}
_QUOTED: Final = re.compile(r"“(No[^”]*)”")
_WORDS: Final = {"mother": "No, not school. Final.", "father": "No, dont ask them.", "child": "No."}


def another(service: Running, family: Family, *, closes: bool) -> str:
    """A new enquiry; the first is closed before it, or goes on."""
    (first,) = service.get(family.path).get_json()["enquiries"]
    if closes:
        service.close(f"{family.path}/enquiries/{first['id']}")
    opened: str = service.record(f"{family.path}/enquiries", {})["id"]
    return opened


def says_no(service: Running, family: Family, who: str, how: str) -> None:
    scope = family.scope(**_SCHOOL)
    answer = {"answer": "REFUSED", "scope": scope}
    if how == "left out":
        out = {"agencies": [{"type": "SCHOOL"}], "categories": []}
        answer = family.agreement(scope={**family.scope(), "exclusions": out})
    talk = family.conversation(
        answer, person=getattr(family, who), parent_words=_WORDS[who], seen_alone="SEEN_ALONE"
    )
    service.record(f"{family.path}/conversations", talk)
    service.clock.now += timedelta(minutes=5)


@each("closes", of=[True, False])
@each("how", of=["a no", "left out"])
@each("who", of=["mother", "father"])
def test_whose_no_a_check_quotes_whoever_decides_reads(
    made_up: Running, who: str, how: str, *, closes: bool
) -> None:
    """ "Has said nothing" stood beside a mother who had said no the same hour."""
    family = add_family(made_up)
    says_no(made_up, family, who, how)
    enquiry = another(made_up, family, closes=closes)
    question = family.question(agency={"type": "SCHOOL"}, categories=["EDUCATION"], enquiry=enquiry)
    seq = made_up.check(family.file, question)["ledger"]["seq"]
    check = someone(made_up).open(f"/files/{family.file}/checks/{seq}").text
    assert _WORDS[who] in _QUOTED.findall(check)
    body = {"scope": family.scope(**_SCHOOL), "why": "asap", "enquiry": enquiry}
    asked = made_up.record(f"{family.path}/decision-requests", body)["id"]
    browser = someone(made_up, MANAGER)
    waiting = browser.open("/decisions").text
    sheet = browser.open(f"/files/{family.file}/decisions/{asked}").text
    for page in (waiting, sheet):
        for words in _QUOTED.findall(check):
            assert f"“{words}”" in page
        assert "in another enquiry or in one that has closed" in page
    # The other parent and the child.
    assert sheet.count("Has said nothing") == 2


def test_a_no_that_a_later_yes_of_theirs_lifted_is_none_there(made_up: Running) -> None:
    family = add_family(made_up)
    says_no(made_up, family, "mother", "a no")
    yes = family.agreement(scope=family.scope(**_SCHOOL))
    made_up.record(f"{family.path}/conversations", family.conversation(yes))
    enquiry = another(made_up, family, closes=False)
    body = {"scope": family.scope(**_SCHOOL), "why": "asap", "enquiry": enquiry}
    asked = made_up.record(f"{family.path}/decision-requests", body)["id"]
    page = someone(made_up, MANAGER).open(f"/files/{family.file}/decisions/{asked}").text
    assert "in another enquiry" not in page


def test_what_may_be_a_no_in_a_request_stands_with_whoever_it_is_told_of(made_up: Running) -> None:
    """ "It may be a no" stood beside the mother who had agreed, and "gave no answer" beside him."""
    family = add_family(made_up)
    names = {one["id"]: one["names"] for one in made_up.get(family.path).get_json()["adults"]}
    him = names[family.father]
    made_up.record(f"{family.path}/conversations", family.conversation(family.agreement()))
    made_up.clock.now += timedelta(minutes=5)
    why = f"Mum agreed we ask. {him} rang and seems to say no. He frightens her"
    body = {"scope": family.scope(), "why": why, "enquiry": family.enquiry, "not_a_no": False}
    asked = made_up.record(f"{family.path}/decision-requests", body)["id"]
    sheet = someone(made_up, MANAGER).open(f"/files/{family.file}/decisions/{asked}").text
    assert sheet.count("it may be a no") == 1
    assert sheet.index(him) < sheet.index("it may be a no")
    (told,) = made_up.get(family.path).get_json()["said_besides"]
    seq = told["entry"]
    read = someone(made_up).open(f"/files/{family.file}/words-read/new?entry={seq}").text
    assert f"A worker wrote of {him}" in read
