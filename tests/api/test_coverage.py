"""A family as a whole: a grid, and one line to read on the telephone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consent_service.domain.codes import TEXTS
from tests.api.counting_looks import lines
from tests.api.running import Family, Running, agree, problem_of, text_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


@pytest.mark.each_database("showCoverage", "showCard")
def test_each_cell_is_what_a_check_answers_and_each_look_is_one_entry(
    service: Running, family: Family
) -> None:
    agree(service, family)
    refused = {"person": family.father, "answer": "REFUSED"}
    service.record(
        f"{family.path}/responses", {**refused, "scope": {"agencies": [{"type": "SCHOOL"}]}}
    )
    size, before = service.size(), lines(service)
    grid = service.get(f"{family.path}/coverage").get_json()
    card = service.get(f"{family.path}/card").get_json()
    assert service.kinds(size) == ["coverage-shown"] * 2
    assert lines(service) == before
    assert [one["agency"]["type"] for one in grid["agencies"]] == ["HEALTH_VISITOR", "SCHOOL"]
    for column in grid["agencies"]:
        for cell in column["cells"][:4]:
            question = family.question(
                agency={"type": column["agency"]["type"]}, categories=[cell["category"]]
            )
            (item,) = service.check(family.file, question)["items"]
            assert {name: item[name] for name in ("outcome", "headline", "flags")} == {
                name: cell[name] for name in ("outcome", "headline", "flags")
            }
    agreed = [c["category"] for c in grid["agencies"][0]["cells"] if c["outcome"] == "COVERED"]
    assert agreed == ["CHILD_HEALTH"]
    assert [one["headline"] for one in card["agencies"]] == [
        one["headline"] for one in grid["agencies"]
    ]
    assert card["line"].startswith("Ng. ")
    assert "The health visitor: some of this is agreed." in card["line"]
    assert "The school: someone has said no." in card["line"]
    assert card["line"].endswith(f"{TEXTS['card_ends']} {TEXTS['share_now']}")


@pytest.mark.parametrize(("objects", "said"), [(False, "may not"), (True, "does not")])
def test_each_cell_says_who_is_against_it_as_a_check_does(
    service: Running, family: Family, *, objects: bool, said: str
) -> None:
    """Whoever shows the grid read the headline to find out which of the two it was."""
    agree(service, family)
    wish = {"child": family.child, "objects": objects, "words": "I said no.", "heard_by": "Priya"}
    service.record(f"{family.path}/wishes", wish)
    asked = {"agency": "HEALTH_VISITOR", "category": "CHILD_HEALTH"}
    (column,) = service.get(f"{family.path}/coverage", **asked).get_json()["agencies"]
    assert [cell["against"] for cell in column["cells"]] == [[f"The child {said} want this."]]
    flags = service.check(family.file, family.question())["flags"]
    assert column["cells"][0]["against"][0] in [one["label"] for one in flags]


def test_it_looks_back_and_says_so(service: Running, family: Family) -> None:
    then = text_of(service.clock())
    service.clock.now += timedelta(days=1)
    agree(service, family)
    asked = {"agency": "HEALTH_VISITOR", "category": "CHILD_HEALTH", "known_at": then}
    (column,) = service.get(f"{family.path}/coverage", **asked).get_json()["agencies"]
    assert (column["outcome"], column["next"]) == ("ASK", TEXTS["looking_back_next"])
    assert column["headline"].startswith(TEXTS["looking_back"])
    card = service.get(f"{family.path}/card", as_of=then).get_json()
    assert card["line"].startswith(TEXTS["looking_back"])


def test_whom_not_to_contact_and_where_not_to_send_anybody_comes_first(
    service: Running, family: Family
) -> None:
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(f"{family.path}/safety", unsafe)
    address = {
        "person": family.mother,
        "type": "ADDRESS",
        "value": "9 Hidden Row",
        "safety": "SAFE",
    }
    service.record(f"{family.path}/contact-points", {**address, "protected": True})
    agree(service, family)
    reply = service.get(f"{family.path}/card")
    line = reply.get_json()["line"]
    not_him = line.index("Do not contact Bo Example (father)")
    assert not_him < line.index("Do not give any address to anybody.") < line.index("The health")
    assert "Hidden" not in reply.text
    assert "Hidden" not in service.get(f"{family.path}/coverage").text


def test_more_than_is_decided_at_once_is_asked_for_in_parts(
    service: Running, family: Family
) -> None:
    agencies = [{"type": "SCHOOL", "organisation": f"School {n}"} for n in range(13)]
    agree(service, family, scope=family.scope(agencies=agencies))
    problem_of(service.get(f"{family.path}/coverage"), "too-many-cells")
    one = service.get(f"{family.path}/coverage", category="EDUCATION").get_json()
    assert len(one["agencies"]) == 13
    card = service.get(f"{family.path}/card").get_json()
    assert len(card["agencies"]) == 12
    assert "There was no room for School 12" in card["line"]
    problem_of(service.get(f"{family.path}/coverage", child="e" * 24), "not-on-file")
    problem_of(service.get(f"{family.path}/card", enquiry="e" * 24), "no-such-enquiry")
