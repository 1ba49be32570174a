"""Words for the agency, in the reply to a check."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.disclosing import (
    disclose,
    reply_to,
    words_to_escalate,
)
from tests.api.running import NOON, Family, Running, agree, decide, text_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

# ── words for the agency, in the reply to a check ───────────────────────────────────────────


def test_a_check_that_is_covered_comes_with_words_that_are_true(
    service: Running, family: Family
) -> None:
    agree(service, family)
    words = service.check(family.file, family.question())["agency_words"]
    assert "We are asking you for information about Ng (the child's health)." in words
    assert "Ann Example (mother) agreed to this on 9 March 2026." in words
    assert "Bo Example (father) has not been asked about this yet." in words
    assert "under section 16LA of the Children Act 2004" in words


def test_a_manager_whom_the_authority_has_not_listed_is_not_named(
    service: Running, family: Family
) -> None:
    decide(service, family)
    words = service.check(family.file, family.question())["agency_words"]
    assert "A manager decided on 9 March 2026 to go ahead" in words
    assert "manager-1" not in words


@pytest.mark.parametrize("past", [False, True])
def test_there_are_no_words_for_what_nobody_agreed_to_nor_for_the_past(
    service: Running, family: Family, past: bool
) -> None:
    if past:
        agree(service, family)
    asked = family.question(**({"as_of": text_of(NOON)} if past else {}))
    answer = service.check(family.file, asked)
    assert answer["outcome"] == ("COVERED" if past else "ASK")
    assert answer["agency_words"] is None


def test_a_check_looked_at_again_has_the_words_it_had(service: Running, family: Family) -> None:
    agree(service, family)
    answer = service.check(family.file, family.question())
    service.clock.now += timedelta(hours=1)
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    again = service.get(f"{family.path}/checks/{answer['ledger']['seq']}").get_json()
    assert again["agency_words"] == answer["agency_words"]


def test_a_fault_in_the_words_leaves_the_answer_as_it_is(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    def words(*_: Any, **__: Any) -> str:
        raise ZeroDivisionError("Zzcanary")

    agree(service, family)
    monkeypatch.setattr("consent_service.api.replies.showing.words_for_agency", words)
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["agency_words"]) == ("COVERED", None)


def test_F23_an_anonymous_neighbour_is_never_in_words_for_an_agency(
    service: Running, family: Family
) -> None:
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    service.record(
        f"{family.path}/enquiries",
        {
            "referrer_agency": "OTHER_NAMED",
            "referrer_organisation": "Mrs Zzneighbour",
            "referrer_anonymous": True,
            "referrer_words": "I hear Zzshouting every night.",
        },
    )
    agree(service, family)
    id = disclose(service, family)
    reply_to(service, family, id, outcome="WOULD_NOT", because="NO_CONSENT")
    words = service.check(family.file, family.question())["agency_words"]
    words += words_to_escalate(service, family, id)
    assert "agreed to this" in words
    assert "Zz" not in words
    assert "neighbour" not in words
