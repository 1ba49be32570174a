"""Whoever said no to the very service that is asked about, to something else of it, is read in
their own words first: not a yes of theirs to another service, nor what an agency wrote of them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.running import Family, Running, add_family
from tests.pages.test_being_somebody import someone

WORDS = "not the police pls, nobody has done anything"
POLICE: dict[str, Any] = {"agencies": [{"type": "POLICE"}]}


def answered(service: Running, family: Family, **check: Any) -> tuple[dict[str, Any], str]:
    """A check about the police, and where people stand on its page."""
    asked = family.question(agency={"type": "POLICE"}, **check)
    answer = service.check(family.file, asked)
    page = someone(service).open(f"/files/{family.file}/checks/{answer['ledger']['seq']}").text
    return answer, page.partition("What is agreed, about whom")[2].partition("Do next")[0]


def test_a_no_to_the_service_stands_first_in_their_own_row(made_up: Running) -> None:
    """She had said no to the police two minutes before, and her row said that they had agreed about
    another agency, by the place of her yes to the surgery.
    """
    family = add_family(made_up)
    yes = family.agreement()
    no = {
        "answer": "REFUSED",
        "scope": family.scope(**POLICE, categories=["EDUCATION"]),
    }
    talk = family.conversation(yes, no, parent_words=WORDS)
    recorded = made_up.record(f"{family.path}/conversations", talk)
    place = max(one["seq"] for one in recorded["entries"])
    answer, row = answered(made_up, family)
    (mother,) = [one for one in answer["items"][0]["positions"] if one["person"] == family.mother]
    assert (mother["says"], mother["reason"][:12]) == ("NO_ANSWER", "OUT_OF_SCOPE")
    mine = row[row.index("Ann Example") :]
    near = mine.index("They said no to the police")
    assert near < mine.index(f"entry {place}") < mine.index(f"“{WORDS}”")
    assert near < mine.index("no answer that counts")
    assert "They agreed about another agency" not in mine.partition("Bo Example")[0]
    # Of the other parent nothing is said by it.
    assert "They said no" not in mine.partition("Bo Example")[2]
    # Taken back by a yes it is no no any more.
    later = yes | {"scope": family.scope(**POLICE, categories=["EDUCATION"])}
    made_up.clock.now += timedelta(days=2)
    made_up.record(f"{family.path}/conversations", family.conversation(later))
    assert "They said no to the police" not in answered(made_up, family)[1]


def test_what_an_agency_wrote_of_them_stands_behind_it(made_up: Running) -> None:
    family = add_family(made_up)
    no = {
        "answer": "REFUSED",
        "scope": family.scope(**POLICE, categories=["EDUCATION"]),
        "words": WORDS,
    }
    made_up.record(f"{family.path}/conversations", family.conversation(no))
    sent = made_up.record(
        f"{family.path}/disclosures",
        {
            "agency": {"type": "SCHOOL"},
            "subjects": [family.child],
            "categories": ["EDUCATION"],
            "purpose": "AGENCY_CHECKS",
            "direction": "SEEK",
            "basis": "PARTNER_DUTY",
            "summary": "Asked.",
            "words_sent": "Asked.",
        },
    )
    wrote = "attendance 84%. mum said dont tell anybody"
    reply = {"outcome": "SENT", "words": wrote}
    made_up.record(f"{family.path}/disclosures/{sent['id']}/replies", reply)
    row = answered(made_up, family)[1]
    mine = row[row.index("Ann Example") :]
    assert mine.index("They said no to the police") < mine.index(wrote)
