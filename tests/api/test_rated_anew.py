"""How urgent an enquiry is can be said anew, and it is found by what was said last."""

from __future__ import annotations

import pytest

from tests.api.running import Family, Running


@pytest.mark.each_database("rateEnquiry")
def test_an_enquiry_is_found_by_the_rating_that_was_said_last(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/enquiries/{family.enquiry}/ratings"
    for rating in ("GREEN", "RED"):
        service.record(path, {"rating": rating, "reason": "Zz, a second bruise."})
    for rating, found in (("RED", [family.enquiry]), ("GREEN", [])):
        rows = service.get("/v1/enquiries", rating=rating).get_json()["enquiries"]
        assert [row["enquiry"] for row in rows] == found, rating
    service.assert_sound()
