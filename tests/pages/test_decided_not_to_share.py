"""Once it was decided not to share for now, an answer says that, and sends nobody to ask a manager
as if nobody had decided; and nobody is told to tell parents where none of them may be.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.running import Family, Running, add_family, reasons
from tests.pages.test_being_somebody import someone

_TELL = "ell the parents"
_RECORD = "Ask a manager to record the decision"


def of_harm(service: Running, *unsafe: str) -> Family:
    family = add_family(service)
    for person in unsafe:
        said = {"person": getattr(family, person), "safe_to_ask": False, "reason": "Zz"}
        service.record(f"{family.path}/safety", said)
    return family


def not_shared(service: Running, family: Family, **changes: Any) -> None:
    decided = {
        "scope": family.scope(purposes=["S47_ENQUIRY"], **changes),
        "reason_codes": ["OTHER_ROUTE_BETTER"],
        "rationale": reasons(),
        "duty_test": {"relevant": True, "may_help": False, "more_harm_than_good": False},
    }
    service.record(f"{family.path}/not-share-decisions", decided, "MASH_MANAGER")


def asked(service: Running, family: Family) -> dict[str, Any]:
    answer: dict[str, Any] = service.check(family.file, family.question(purpose="S47_ENQUIRY"))
    assert answer["outcome"] == "DECISION_NEEDED"
    return answer


def steps(answer: dict[str, Any]) -> str:
    every = (answer, *answer["reasons"], *(one["reason"] for one in answer["items"]))
    return " ".join(one["next"] for one in every)


def test_what_was_decided_stands_in_the_place_of_asking_for_it(made_up: Running) -> None:
    family = of_harm(made_up, "mother", "father")
    assert _RECORD in steps(asked(made_up, family))
    # Of another service it says nothing.
    not_shared(made_up, family, agencies=[{"type": "HOSPITAL"}])
    assert _RECORD in steps(asked(made_up, family))
    not_shared(made_up, family)
    answer = asked(made_up, family)
    assert "it was decided not to share this for now" in answer["next"]
    assert answer["next"].startswith("Do not contact")
    assert "share now" in answer["next"]
    assert _RECORD not in steps(answer)
    assert _TELL not in steps(answer)
    browser, seq = someone(made_up), answer["ledger"]["seq"]
    text = browser.open(f"/files/{family.file}/checks/{seq}").text
    assert _RECORD not in text
    assert _TELL not in text
    assert "Ask a manager to decide anew" in text
    # Asked for anew, it is the manager's once more.
    again = {"scope": family.scope(purposes=["S47_ENQUIRY"]), "why": "Zz: she is thin."}
    made_up.record(f"{family.path}/decision-requests", again)
    assert _RECORD in steps(asked(made_up, family))


@pytest.mark.parametrize("news", ["a sign", "an injury", "a rating", "words of harm", "its review"])
def test_what_is_known_since_or_when_it_is_due_again_asks_a_manager(
    made_up: Running, news: str
) -> None:
    """Months later, with a broken arm, it still said that it was decided not to share."""
    family = of_harm(made_up, "mother", "father")
    not_shared(made_up, family)
    assert _RECORD not in steps(asked(made_up, family))
    path = family.path
    match news:
        case "a sign":
            made_up.record(f"{path}/signs", {"person": family.mother, "code": "CODE_WORD"})
        case "an injury":
            hurt = {"child": family.child, "words": "The arm is broken.", "moves": "CANNOT"}
            made_up.record(f"{path}/injuries", hurt | {"explained": "UNEXPLAINED"})
        case "a rating":
            rated = {"rating": "RED", "reason": "A second bruise."}
            made_up.record(f"{path}/enquiries/{family.enquiry}/ratings", rated)
        case "words of harm":
            wish = {"child": family.child, "objects": False, "words": "Dad hits me."}
            made_up.record(f"{path}/wishes", wish | {"heard_by": "HUB"})
        case _:
            made_up.clock.now += timedelta(days=90)
    assert _RECORD in steps(asked(made_up, family))


def test_whoever_may_be_told_is_left_where_parents_are_to_be(made_up: Running) -> None:
    """Both of them were not to be contacted, and the same line said to tell them."""
    both = asked(made_up, of_harm(made_up, "mother", "father"))
    assert _RECORD in both["next"]
    assert _TELL not in steps(both)
    one = asked(made_up, of_harm(made_up, "father"))
    assert "For anybody else: tell the parents unless that is unsafe" in one["next"]
    assert "Do not contact Bo Example (father)" in one["next"]
    assert "Tell the parents unless" in asked(made_up, of_harm(made_up))["next"]
