"""An agreement that is taken back is followed to every agency contacted under it (F16)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.api.disclosing import (
    agreed,
    disclose,
    disclosure,
    shown,
)
from tests.api.running import Family, Running, problem_of, text_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

# ── a withdrawal travels ────────────────────────────────────────────────────────────────────

FRIDAY = datetime(2026, 3, 13, 11, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 14, 18, 20, tzinfo=UTC)
SUNDAY = datetime(2026, 3, 15, 10, tzinfo=UTC)
MONDAY = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)


def withdrawn_by_voicemail(service: Running, family: Family) -> tuple[dict[str, Any], list[str]]:
    """Asked on Friday and on Sunday; taken back on Saturday; heard on Monday at half past nine."""
    yes = agreed(service, family)
    made = []
    for at in (FRIDAY, SUNDAY):
        service.clock.now = at
        made.append(disclose(service, family, basis="AGREED", rests_on=[yes]))
    service.clock.now = MONDAY
    body = {
        "person": family.mother,
        "effective_at": text_of(SATURDAY),
        "method": "PHONE_VERBAL",
        "words": "Please stop.",
    }
    return service.record(f"{family.path}/withdrawals", body), made


def test_F16_a_withdrawal_by_voicemail_lists_whom_to_tell_and_what_to_look_at_again(
    service: Running, family: Family
) -> None:
    reply, (friday, sunday) = withdrawn_by_voicemail(service, family)
    (taken_back,) = reply["travels"]
    assert taken_back["effective_at"].startswith("2026-03-14T18:20")
    assert taken_back["recorded_at"].startswith("2026-03-16T09:30")
    contacted = [
        (one["disclosure"], one["notice"], one["to_review"]) for one in taken_back["contacted"]
    ]
    assert contacted == [(friday, "TO_SEND", False), (sunday, "TO_SEND", True)]
    assert shown(service, family)["taken_back"] == [taken_back]
    states = {
        one["id"]: (one["stop_notice"]["state"], one["stop_notice"]["look_at_this_again"])
        for one in shown(service, family)["disclosures"]
    }
    assert states == {friday: ("TO_SEND", False), sunday: ("TO_SEND", True)}
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"


def test_F16_what_went_out_on_sunday_is_never_called_unlawful(
    service: Running, family: Family
) -> None:
    reply, _ = withdrawn_by_voicemail(service, family)
    said = f"{reply} {service.get(f'{family.path}/disclosures').text}".casefold()
    for word in ("unlawful", "illegal", "breach", "wrong", "forbid", "may not"):
        assert word not in said


def test_F16_on_sunday_nobody_could_know(service: Running, family: Family) -> None:
    withdrawn_by_voicemail(service, family)
    before = text_of(MONDAY - timedelta(minutes=1))
    assert shown(service, family, known_at=before)["taken_back"] == []
    # What was true on Friday, from what is known today: nothing had been taken back.
    assert shown(service, family, as_of=text_of(FRIDAY))["taken_back"] == []


@pytest.mark.each_database("listDisclosures", "listWithdrawals", "reviewDisclosure")
def test_F16_the_agency_is_told_and_acknowledges_and_somebody_looks_again(
    service: Running, family: Family
) -> None:
    _, (friday, sunday) = withdrawn_by_voicemail(service, family)
    one = f"{family.path}/disclosures/{sunday}"
    problem_of(service.post(f"{one}/stop-notice/acknowledgement", {}), "stop-notice-first")
    service.record(f"{one}/stop-notice", {"words_sent": "Please stop looking for this."})
    service.clock.now += timedelta(hours=1)
    service.record(f"{one}/stop-notice/acknowledgement", {"words": "Stopped."})
    service.record(f"{one}/reviews", {"words": "Sent before anybody had heard the voicemail."})
    (taken_back,) = shown(service, family)["taken_back"]
    first, second = taken_back["contacted"]
    assert (first["disclosure"], first["notice"]) == (friday, "TO_SEND")
    assert second["notice"] == "ACKNOWLEDGED"
    assert second["acknowledged_at"].startswith("2026-03-16T10:30")
    assert second["reviewed_at"].startswith("2026-03-16T10:30")
    states = {d["id"]: d["stop_notice"] for d in shown(service, family)["disclosures"]}
    assert states[sunday]["look_at_this_again"] is False


def test_F16_a_disclosure_that_is_written_down_after_the_withdrawal_says_so_at_once(
    service: Running, family: Family
) -> None:
    yes = agreed(service, family)
    service.clock.now = MONDAY
    withdrawn = {"person": family.mother, "effective_at": text_of(SATURDAY)}
    service.record(f"{family.path}/withdrawals", withdrawn)
    body = disclosure(family, basis="AGREED", rests_on=[yes], effective_at=text_of(SUNDAY))
    reply = service.record(f"{family.path}/disclosures", body)
    (taken_back,) = reply["travels"]
    (contacted,) = taken_back["contacted"]
    assert (contacted["disclosure"], contacted["to_review"]) == (reply["id"], True)


def test_a_withdrawal_sent_again_under_its_key_says_what_it_said_before(
    service: Running, family: Family
) -> None:
    yes = agreed(service, family)
    disclose(service, family, basis="AGREED", rests_on=[yes])
    path, body = f"{family.path}/withdrawals", {"person": family.mother}
    first = service.post(path, body, key="once").get_json()
    service.clock.now += timedelta(hours=1)
    id = first["travels"][0]["contacted"][0]["disclosure"]
    service.record(f"{family.path}/disclosures/{id}/stop-notice", {"words_sent": "Please stop."})
    again = service.post(path, body, key="once").get_json()
    assert again == {**first, "replayed": True}


def test_a_withdrawal_under_which_nothing_was_shared_travels_nowhere(
    service: Running, family: Family
) -> None:
    agreed(service, family)
    disclose(service, family)
    reply = service.record(f"{family.path}/withdrawals", {"person": family.mother})
    assert [one["contacted"] for one in reply["travels"]] == [[]]


@pytest.mark.parametrize("took_part", [True, False])
def test_a_stop_of_taking_part_by_one_who_never_agreed_to_any_stops_the_sharing_as_well(
    service: Running, family: Family, *, took_part: bool
) -> None:
    """A box at the foot of the form was ticked in a hurry, and "Stop all of it" was heard of
    nothing.
    """
    answers = [family.agreement(), *([family.agreement(kind="TAKE_PART")] if took_part else [])]
    service.record(f"{family.path}/conversations", family.conversation(*answers))
    service.clock.now += timedelta(hours=1)
    stop = {"person": family.mother, "method": "PHONE_VERBAL", "words": "Stop all of it."}
    service.record(f"{family.path}/withdrawals", {**stop, "kind": "TAKE_PART"})
    outcome = service.check(family.file, family.question())["outcome"]
    assert outcome == ("COVERED" if took_part else "OBJECTION")


def test_what_rests_on_an_agreement_that_nobody_named_is_stopped_at_the_agency_as_well(
    service: Running, family: Family
) -> None:
    """The box was left empty, and the agency never heard that she had stopped it."""
    agreed(service, family)
    service.clock.now += timedelta(hours=1)
    sent = disclose(service, family, basis="AGREED")
    other = disclose(service, family, basis="AGREED", agency={"type": "POLICE"})
    service.clock.now += timedelta(hours=1)
    stop = {"person": family.mother, "method": "PHONE_VERBAL", "words": "Stop."}
    service.record(f"{family.path}/withdrawals", stop)
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    told = [one["about"] for one in tasks if one["code"] == "SEND_STOP_NOTICE"]
    assert (told, other in told) == ([sent], False)
