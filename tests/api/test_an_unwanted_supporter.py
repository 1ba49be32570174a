"""Whoever somebody may not want beside them any more is told nothing, at every door there is, until
they were heard and it is recorded anew where that one stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from tests.api.asking_own import Own, supported, supported_part
from tests.api.disclosing import disclosure
from tests.api.running import NOON, Family, Running, agree
from tests.api.test_advocates import shown, steps
from tests.api.test_effects import HOUR
from tests.api.test_supported import RUTH, SEES, supports

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

WORDS: Final = "She tells Carl."


def asks_on_her_page(service: Running, family: Family) -> None:
    asked = {"wants": "SUPPORTER", "words": WORDS}
    Own(service, family.file, family.mother).receipt("requests", asked)


def rings_us(service: Running, family: Family) -> None:
    asked = {"person": family.mother, "wants": "SUPPORTER", "words": WORDS}
    service.record(f"{family.path}/family-requests", asked)


def becomes(**said: Any) -> Callable[[Running, Family], None]:
    return lambda service, family: steps(service, family, family.mother, said)


#: By each of these the supporter is not wanted, or is no more; and whether she asked us.
HOLDS: Final[dict[str, tuple[Callable[[Running, Family], None], bool]]] = {
    "asks on her page": (asks_on_her_page, True),
    "rings us": (rings_us, True),
    "lets nothing be known": (becomes(status="ACTIVE", information_permission="NONE"), False),
    "is offered another": (becomes(status="OFFERED"), False),
    "it ended": (becomes(status="ENDED"), False),
    "not suitable": (becomes(status="NOT_SUITABLE"), False),
    "wants nobody": (becomes(status="DECLINED"), False),
}


def _reads(service: Running, family: Family, ruth: str, place: int) -> Iterator[tuple[str, bool]]:
    """Each way in which a supporter reads something of hers, and whether they do."""
    yield "her page", supported(service, family, place).status_code == 200
    yield "a part of it", supported_part(service, family, place).status_code == 200
    own = Own(service, family.file, ruth, subject="friend-1").view()
    yield "from their own page", bool(own["supporting"])
    enquiry = {"advocate_in": family.enquiry, "how": "READ_OUT"}
    ways = f"{family.path}/people/{family.mother}/ways-in"
    yield "by a new code", service.post(ways, enquiry).status_code == 201
    (said,) = (one for one in [shown(service, family, family.mother)])
    is_let = said["status"] in ("CONFIRMED", "ACTIVE") and not said["held_back"]
    yield "a copy of each letter", is_let and said["information_permission"] != "NONE"
    told = {"person": family.mother, "enquiry": family.enquiry, "method": "VIA_ADVOCATE"}
    made = service.record(f"{family.path}/contacts-made", told)
    yield "what is told through them", "NOT_BY_THIS_WAY" not in _codes(made)


def _codes(made: dict[str, Any]) -> set[str]:
    return {one["code"] for one in made["notices"]}


@pytest.mark.parametrize("hold", HOLDS)
def test_a_supporter_who_is_not_wanted_reads_nothing_by_any_way(
    service: Running, family: Family, hold: str
) -> None:
    ruth, place = _taken_on(service, family)
    before = dict(_reads(service, family, ruth, place))
    del before["a part of it"]
    assert all(before.values()), before
    service.clock.now += HOUR
    HOLDS[hold][0](service, family)
    service.clock.now += HOUR
    after = dict(_reads(service, family, ruth, place))
    if hold == "lets nothing be known":
        # They are there, and are let know nothing: that is what she said.
        del after["what is told through them"]
    assert not any(after.values()), after


def _taken_on(service: Running, family: Family) -> tuple[str, int]:
    agree(service, family)
    ruth = service.record(f"{family.path}/adults", {"names": RUTH})["id"]
    return ruth, supports(service, family, RUTH, advocate_person=ruth)


def _doors(family: Family, ruth: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Where staff name whom they like: with the notice that is theirs to read first."""
    network = {"agency": {"type": "FAMILY_NETWORK", "organisation": RUTH}}
    met = {"meeting_type": "FAMILY_NETWORK_MEETING", "children": [family.child]}
    plan: dict[str, Any] = {"children": [family.child], "dangers": ["Zz"]}
    for whom in (
        {"person": ruth},
        network,
        {"agency": {"type": "SCHOOL"}, "name": "Mrs R. Example"},
    ):
        yield "SUPPORTER_NOT_WANTED", "meetings", {**met, "invited": [whom]}
        yield "SUPPORTER_NOT_WANTED", "plans", {**plan, "recipients": [whom]}
    for told in (network, {"agency": {"type": "SCHOOL"}, "recipient": "Ruth Exampel, a friend"}):
        yield "SUPPORTER_NOT_WANTED", "disclosures", disclosure(family, **told)
    for how in (
        {"others_present": [RUTH]},
        {"others_present": [ruth]},
        {"modifiers": ["WITH_ADVOCATE_PRESENT"]},
    ):
        talk = family.conversation(family.agreement(), **how, effective_at=NOON.isoformat())
        yield "UNWANTED_HEARD_IT", "conversations", talk


@pytest.mark.parametrize(
    "hold", [name for name, (_, may_be_again) in HOLDS.items() if may_be_again]
)
def test_whoever_names_them_where_something_is_told_reads_that_she_is_asked_first(
    service: Running, family: Family, hold: str
) -> None:
    ruth, _ = _taken_on(service, family)
    for wanted in (True, False, True):
        for code, path, body in _doors(family, ruth):
            made = service.record(f"{family.path}/{path}", body)
            assert (code in _codes(made)) is not wanted, (wanted, body)
        service.clock.now += HOUR
        if wanted:
            HOLDS[hold][0](service, family)
        else:
            # She was heard, and it was recorded anew where this one stands.
            (asked,) = (
                one["about"]
                for one in service.get(f"{family.path}/tasks").get_json()["tasks"]
                if one["code"] == "ANSWER_FAMILY"
            )
            talk = family.conversation(person=family.mother)
            service.record(f"{family.path}/conversations", {**talk, "responses": []})
            answers = f"{family.path}/family-requests/{asked}/answers"
            service.record(answers, {"words": "She wants her.", "how": "SPOKEN_TO"})
            service.clock.now += HOUR
            steps(service, family, family.mother, SEES)
        service.clock.now += HOUR
