"""Examples of taking in: a referral, one on a family that is known, and what a file goes by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from tests.api.example import Example
from tests.api.running import Running, add_family

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
    mine = "/v1/drafts-of-mine"
    begun = {"address": "/v1/referrals", "typed": '{"children": [{"label": "kim", '}
    kept = write("keep-referral-draft", mine, begun)
    yield kept
    one = f"{mine}/{kept.reply.get_json()['draft']}"
    for name, path_ in (("list-my-referral-drafts", mine), ("show-my-referral-draft", one)):
        yield Example(name, "", path_, None, None, service.get(path_))
    yield write("throw-away-referral-draft", f"{one}/end", {})
    whole = {"address": "/v1/referrals", "typed": orjson.dumps(REFERRAL).decode()}
    one = f"{mine}/{service.record(mine, whole)['draft']}"
    yield write("send-referral-draft", f"{one}/sending", {})
    again = {"enquiry": {"referrer_agency": "GP", "worry": "A second burn."}}
    yield write("add-referral", f"{path}/referrals", again)


def must_not_hear(service: Running, write: Any) -> Iterator[Example]:
    """Of a family that no other example is about: nobody asks him from then on."""
    family = add_family(service, typed=True)
    words = "A man picked up her telephone, and asked who wants to know."
    tried = {"person": family.mother, "method": "PHONE_VERBAL", "words": words, "not_a_no": True}
    named = {"must_not_hear": {"people": [family.father]}}
    yield write("say-who-must-not-hear", f"{family.path}/attempts", {**tried, **named})
