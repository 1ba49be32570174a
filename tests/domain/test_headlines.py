"""What may well be a no is not said to be none; a partner cannot tell either way."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.answers import Outcome
from consent_service.domain.codes import codes
from consent_service.domain.words.headline import headline, item_headline, partner_headline
from tests.domain.scenario_files import OWN, load, read

HEADLINES = {
    "COVERED": "Agreed. You can do this.",
    "PARTLY_COVERED": "Some of this is agreed.",
    "ASK": "Not agreed yet. This is not a no.",
    "OBJECTION": "Someone has said no.",
    "DECISION_NEEDED": (
        "A manager decides this: no yes is needed, or nobody can safely be asked for one."
    ),
    "AUTHORISED": "Not agreed, but a manager has decided to go ahead.",
    "SHARE_NOW": "Share now. Do not wait.",
    "UNAVAILABLE": "We cannot check right now.",
}

Dict = dict[str, Any]
TICKED = {"id": "E1", "opened_at": "2026-11-09T12:00:00+00:00", "referrer_reported_consent": "NO"}
DAY = "2026-11-10T12:00:00+00:00"
AT = dict.fromkeys(("effective_at", "recorded_at"), DAY)
EARLIER = {"effective_at": "2026-11-10T09:00:00+00:00", "recorded_at": "2026-11-10T13:00:00+00:00"}
AWAITED = {"by": "mum", "answer": "AWAITING", **AT}
BY_NAME = {"agencies": [{"type": "GP", "organisation": "Parkview"}]}

#: What is on the file, and whether it may be said that this is not a no.
FILES: dict[str, tuple[Dict, bool]] = {
    "nothing was said": ({}, True),
    "a reply is awaited": ({"responses": [AWAITED]}, True),
    "the referrer ticked NO": ({"enquiries": [TICKED]}, False),
    "the referrer ticked NO, and a reply is awaited": (
        {"enquiries": [TICKED], "responses": [AWAITED]},
        False,
    ),
    "dad said both, and a reply of mum's is awaited": (
        {
            "responses": [
                AWAITED,
                {"by": "dad", **AT},
                {"by": "dad", "answer": "REFUSED", **EARLIER},
            ]
        },
        False,
    ),
    "a yes is disputed": ({"responses": [{"by": "mum", **AT, "disputed": [AT]}]}, False),
    "a no to one of them": (
        {"responses": [{"by": "mum", "answer": "REFUSED", **BY_NAME, **AT}]},
        False,
    ),
    "one who decides nothing said no": (
        {"carer": "NO", "responses": [{"by": "gran", "answer": "REFUSED"}]},
        False,
    ),
    "the child objects": ({"wishes": True}, False),
    "the child decides alone": ({"age": 16}, True),
    "the child decides alone, and the referrer ticked NO": (
        {"age": 16, "enquiries": [TICKED]},
        False,
    ),
    "the child decides by their competence, and the referrer ticked NO": (
        {"age": 14, "competence": "COMPETENT", "enquiries": [TICKED]},
        False,
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_what_may_be_a_no_is_not_said_to_be_none(name: str) -> None:
    changes, is_none = FILES[name]
    usual = next(one for one in load(OWN) if one["id"] == "X233")
    facts = usual["facts"]
    given = facts["responses"][0] | {"answer": "AGREED", "expires_at": None}
    child = facts["children"][0]
    both = {"mum": "YES", "dad": "YES"}
    both |= {"gran": changes["carer"]} if "carer" in changes else {}
    facts = facts | {
        "children": [
            child
            | {key: changes[key] for key in ("age", "competence") if key in changes}
            | {"parental_responsibility": both, "objects": changes.get("wishes", False)}
        ],
        "enquiries": changes.get("enquiries", []),
        "responses": [given | one for one in changes.get("responses", ())],
    }
    answer = read(facts, usual["question"] | {"organisation": None}).answer()
    assert answer.outcome is Outcome.ASK
    shown = {headline(answer), *map(item_headline, answer.items)}
    if changes.get("wishes"):
        assert shown == {"The child does not want this. Not agreed yet."}
        return
    assert shown == {"Not agreed yet. This is not a no." if is_none else "Not agreed yet."}
    assert partner_headline(answer.outcome) == "Not agreed yet."


@pytest.mark.parametrize(
    ("child", "outcome", "whole"),
    [
        ({"age": 4}, "COVERED", "The child does not want this. Agreed. You can do this."),
        ({"age": 16}, "OBJECTION", "The child does not want this. Someone has said no."),
        (
            {"age": 9, "competence": "COMPETENT"},
            "OBJECTION",
            "The child does not want this. Someone has said no.",
        ),
    ],
)
def test_that_a_child_said_no_leads_the_whole_answer_whoever_decides(
    child: Dict, outcome: str, whole: str
) -> None:
    usual = next(one for one in load(OWN) if one["id"] == "X233")
    said = usual["facts"]["responses"][0] | {"answer": "AGREED", "expires_at": None, **AT}
    first = usual["facts"]["children"][0] | child | {"parental_responsibility": {"mum": "YES"}}
    other = first | {"id": "sister"}
    facts = usual["facts"] | {
        "children": [first, other],
        "responses": [
            said,
            said | {"by": first["id"], "answer": "REFUSED", "subjects": [first["id"]]},
        ],
    }
    question = usual["question"] | {"subjects": [first["id"]]}
    answer = read(facts, question).answer()
    assert answer.outcome == outcome
    assert headline(answer) == whole
    both = read(facts, question | {"subjects": [first["id"], "sister"]}).answer()
    assert headline(both).startswith("A child does not want some of this. ")


def test_the_headlines_are_those_agreed_with_practitioners() -> None:
    assert {code: row.label for code, row in codes("outcomes").items()} == HEADLINES


def test_only_covered_opens_with_agreed() -> None:
    opening = [row.code for row in codes("outcomes").values() if row.label.startswith("Agreed.")]
    assert opening == ["COVERED"]
