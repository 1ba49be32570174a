"""Examples of taking in: a referral, one on a family that is known, and what a file goes by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.api.example import Example
from tests.api.running import Running

REFERRAL = {
    "children": [{"label": "kim", "names": "Kim Example", "dob": "2019-05-01"}],
    "adults": [{"label": "mum", "names": "Dee Example"}],
    "relationships": [{"person": "mum", "child": "kim", "role": "MOTHER", "pr_status": "YES"}],
    "enquiry": {
        "rating": "AMBER",
        "referrer_agency": "SCHOOL",
        "referrer_name": "Cass Example",
        "referrer_contact": "020 7946 0100",
        "referrer_reported_consent": "PARENTS_AWARE",
        "worry": "He comes to school hungry.",
    },
    "first_check": {
        "subjects": ["kim"],
        "agency": {"type": "GP"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
    },
}


def taken_in(service: Running, path: str, write: Any) -> Iterator[Example]:
    """`path` is that of a family on file."""
    yield write("give-reference", f"{path}/references", {"reference": "LCS-200236"})
    found = "/v1/references/LCS-200236"
    yield Example("find-by-reference", "", found, None, None, service.get(found))
    yield write("take-referral", "/v1/referrals", REFERRAL)
    again = {"enquiry": {"referrer_agency": "GP", "worry": "A second burn."}}
    yield write("add-referral", f"{path}/referrals", again)
