"""What was done against somebody's no is recorded as it was done, and said to be that: a no is not
"part of this was covered".
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Outcome, Position, Reason, Safe, Says
from consent_service.domain.deciding.outcomes import (
    OBJECTIONS,
    adult_outcome,
    combine,
    young_person_outcome,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from tests.api.disclosing import disclosure
from tests.api.running import Running, add_family, agree

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def notices(service: Running, said: list[dict[str, Any]], **asked: Any) -> set[str]:
    family = add_family(service)
    for one in said:
        agree(service, family, **one)
    body = disclosure(family, basis="AGREED", **asked)
    reply = service.record(f"{family.path}/disclosures", body)
    return {one["code"] for one in reply["notices"]}


_BOTH: Final = {"categories": ["CHILD_HEALTH", "EDUCATION"]}


def test_a_no_to_a_part_of_it_is_called_a_no(service: Running) -> None:
    family = add_family(service)
    agree(service, family)
    agree(
        service,
        family,
        answer="REFUSED",
        expires_at=None,
        scope=family.scope(categories=["EDUCATION"]),
    )
    found = {
        one["code"]
        for one in service.record(
            f"{family.path}/disclosures", disclosure(family, basis="AGREED", **_BOTH)
        )["notices"]
    }
    assert "NO_STOOD_THEN" in found
    assert "PARTLY_AGREED_THEN" not in found


def test_what_was_only_not_asked_is_no_no(service: Running) -> None:
    found = notices(service, [{}], **_BOTH)
    assert "PARTLY_AGREED_THEN" in found
    assert "NO_STOOD_THEN" not in found


_NOES: Final = (Reason.REFUSED, Reason.WITHDRAWN, Reason.EXCLUDED)


def _position(says: Says, no: Reason, asking: Safe, has_capacity: bool) -> Position:
    reason = no if says is Says.NO else None if says is Says.YES else Reason.NOT_ASKED
    return Position(
        "one", decides=True, says=says, reason=reason, asking=asking, has_capacity=has_capacity
    )


_POSITIONS: Final = st.builds(
    _position,
    st.sampled_from([*Says]),
    st.sampled_from(_NOES),
    st.sampled_from([*Safe]),
    st.booleans(),
)


@given(st.lists(_POSITIONS, max_size=3))
def test_whatever_is_an_objection_is_so_by_one_of_these_reasons(every: list[Position]) -> None:
    found = [combine(DEFAULT_POLICY, every)]
    found += [each(one) for one in every for each in (young_person_outcome, adult_outcome)]
    for outcome, reason in found:
        assert (outcome is Outcome.OBJECTION) is (reason in OBJECTIONS)
