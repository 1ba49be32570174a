"""Which agencies have not sent what they were asked for, since when, and how soon they reply."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from consent_service.domain.recorded import practice
from consent_service.domain.scopes.scope import Agency
from tests.domain.reports.hub import Hub, disclose
from tests.domain.tasks.story import MONDAY, Story

HOUR = timedelta(hours=1)
NOW = MONDAY + 5 * HOUR
QUIET = "quiet-agencies"
SAID = (None, "DELAYED", "WOULD_NOT", "SENT", "NOTHING_HELD", "DONE", "ACCEPTED")
SPECIFICATION = Path(__file__).resolve().parents[3] / "api_spec/openapi.yaml"


def reply(story: Story, outcome: str, because: str | None = None) -> None:
    story.make(practice.AgencyReplied, disclosure="told", outcome=outcome, because=because)


def test_who_has_said_nothing_is_late_or_would_not_is_listed_and_who_has_sent_is_not() -> None:
    hub = Hub()
    for number, said in enumerate(SAID):
        family = hub.family()
        disclose(family, reply_by=MONDAY + HOUR)
        if said is not None:
            reply(family.later(number * HOUR / 2), said)
    cases = hub.rows(QUIET, "CASE", as_of=NOW)
    assert [(one["file"], one["last_reply"]) for one in cases] == [
        ("file-1", None),
        ("file-2", "DELAYED"),
        ("file-3", "WOULD_NOT"),
        ("file-7", "ACCEPTED"),
    ]
    assert {(one["minutes_waiting"], one["escalation_words"]) for one in cases} == {
        (300, "showEscalationWords")
    }
    surgery = hub.the(QUIET, as_of=NOW, agency="GP")
    assert surgery == {
        "row": "SUMMARY",
        "agency": "GP",
        "requests": 7,
        "unanswered": 4,
        "without_reply": 1,
        "accepted": 1,
        "late": 1,
        "would_not": 1,
        "overdue": 4,
        "median_minutes_to_first_reply": 105,
    }
    assert hub.the(QUIET, as_of=NOW, agency="ALL") == surgery | {"agency": "ALL"}


def test_what_shows_the_words_is_an_operation_that_there_is() -> None:
    hub = Hub()
    disclose(hub.family())
    named = hub.the(QUIET, "CASE")["escalation_words"]
    assert f"operationId: {named}\n" in SPECIFICATION.read_text(encoding="utf-8")


def test_an_agency_that_was_only_told_is_awaited_where_it_was_asked_to_reply() -> None:
    hub = Hub()
    disclose(hub.family(), direction="SHARE")
    disclose(hub.family(), direction="SHARE", agency=Agency("SCHOOL"), reply_by=NOW)
    row = hub.the(QUIET, "CASE", as_of=NOW)
    # Nothing was asked of it, so there are no words that ask for it again.
    assert (row["agency"], row["overdue"], row["escalation_words"]) == ("SCHOOL", False, None)


def test_no_words_are_offered_to_press_an_agency_for_what_was_taken_back() -> None:
    hub = Hub()
    family = hub.family()
    disclose(family, rests_on=(family.agree(),))
    before = hub.the(QUIET, "CASE", as_of=family.at)
    assert (before["taken_back"], before["escalation_words"]) == (False, "showEscalationWords")
    family.later(HOUR).say("WITHDRAWN")
    row = hub.the(QUIET, "CASE", as_of=NOW)
    assert (row["taken_back"], row["escalation_words"]) == (True, None)


@pytest.mark.parametrize("reason", ["NFA_ADVICE", "ENTERED_IN_ERROR"])
def test_nothing_is_awaited_for_an_enquiry_that_is_over(reason: str) -> None:
    hub = Hub()
    family = hub.family()
    disclose(family)
    family.later(HOUR).close(reason=reason)
    assert hub.rows(QUIET, "CASE", as_of=NOW) == []
