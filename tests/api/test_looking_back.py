"""A file as it stands, as it stood and as it was known; checks by reference; history in pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.running import (
    NOON,
    OURS,
    Family,
    Running,
    add_family,
    agree,
    answer_of,
    problem_of,
    text_of,
)

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


# ── reading: two clocks, pages ──────────────────────────────────────────────────────────────


def _status(service: Running, family: Family, **query: str) -> list[str]:
    shown = service.get(family.path, **query).get_json()
    return [response["status"] for response in shown["responses"]]


def test_a_file_is_shown_as_it_stood_and_as_it_was_known(service: Running, family: Family) -> None:
    service.clock.now = NOON + timedelta(hours=2)
    said = text_of(NOON + timedelta(hours=1))
    service.record(f"{family.path}/conversations", family.conversation(effective_at=said))
    service.clock.now = NOON + timedelta(hours=4)
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    half_past_one = text_of(NOON + timedelta(minutes=90))
    three = text_of(NOON + timedelta(hours=3))
    assert _status(service, family) == ["WITHDRAWN", "WITHDRAWN"]
    assert _status(service, family, as_of=three) == ["AGREED"]
    assert _status(service, family, known_at=three) == ["AGREED"]
    assert _status(service, family, as_of=half_past_one, known_at=half_past_one) == []
    assert _status(service, family, as_of=half_past_one) == ["AGREED"]
    tomorrow = service.get(family.path, as_of=text_of(NOON + timedelta(days=1)))
    problem_of(tomorrow, "time-in-the-future")


def test_history_comes_in_pages_that_join_without_gap_or_repeat(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.check(family.file, family.question())
    whole = service.get(f"{family.path}/history").get_json()
    assert whole["next"] is None
    pages: list[dict] = []
    cursor: dict[str, str] = {}
    while True:
        page = service.get(f"{family.path}/history", limit="3", **cursor).get_json()
        pages += page["entries"]
        if page["next"] is None:
            break
        assert len(page["entries"]) == 3
        cursor = {"cursor": page["next"]}
    assert pages == whole["entries"]
    kinds = [entry["kind"] for entry in pages]
    assert kinds[0] == "file-opened"
    assert kinds[-1] == "check-made"
    assert {entry["by"]["id"] for entry in pages} == {"worker-1"}


def test_a_question_about_the_past_is_a_look_at_history_and_not_a_check(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(days=2)
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    yesterday = text_of(NOON + timedelta(days=1))
    answer = service.check(family.file, family.question(as_of=yesterday, known_at=yesterday))
    assert answer["outcome"] == "COVERED"
    assert answer["history"]["as_of"] == "2026-03-10T12:00:00Z"
    assert service.kinds()[-1] == "history-asked"
    assert "history" not in service.check(family.file, family.question())
    assert service.kinds()[-1] == "check-made"


def test_a_question_about_the_past_changes_nothing_on_the_file(
    service: Running, family: Family
) -> None:
    before = service.get(family.path).get_json()
    service.check(family.file, family.question(as_of=text_of(NOON)))
    after = service.get(family.path).get_json()
    assert after == before


# ── by reference ────────────────────────────────────────────────────────────────────────────


def test_a_check_by_a_known_reference_is_the_check_of_its_file(service: Running) -> None:
    family = add_family(service, "LCS-7")
    agree(service, family)
    answer = service.check_reference({**family.question(), "reference": "LCS-7"})
    assert answer["outcome"] == "COVERED"
    history = service.get(f"{family.path}/history").get_json()["entries"]
    assert history[-1]["seq"] == answer["ledger"]["seq"]


def test_a_reference_nobody_knows_is_no_record_and_is_recorded(
    service: Running, family: Family
) -> None:
    answer = service.check_reference({**family.question(), "reference": "LCS-404"})
    assert answer["outcome"] == "ASK"
    assert [reason["code"] for reason in answer["reasons"]] == ["NO_RECORD"]
    assert answer["recorded"] == "ledger"
    own = service.storage.keys[OURS].own_file
    assert service.entries()[-1].entry.file == own


def test_a_person_who_is_not_on_the_file_is_no_record(service: Running, family: Family) -> None:
    answer = service.check(family.file, family.question(subjects=["f" * 24]))
    assert answer["outcome"] == "ASK"
    assert [reason["code"] for reason in answer["reasons"]] == ["NO_RECORD"]


@pytest.mark.each_database("alive", "ready", "showCodes", "showProblem")
def test_what_anybody_may_read_of_the_service_itself(service: Running) -> None:
    assert service.client.get("/livez", headers={"Host": "consent.test"}).get_json() == {
        "status": "alive"
    }
    ready = service.client.get("/readyz", headers={"Host": "consent.test"})
    assert ready.get_json() == {"status": "ready"}
    meaning = service.client.get("/v1/problems/not-found", headers={"Host": "consent.test"})
    assert meaning.get_json()["status"] == 404
    problem_of(
        service.client.get("/v1/problems/unheard-of", headers={"Host": "consent.test"}),
        "not-found",
    )
    lists = service.get("/v1/codes").get_json()["lists"]
    assert "purposes" in lists


def test_an_answer_is_never_shorter_than_its_share_now_panel(
    service: Running, family: Family
) -> None:
    asked = service.post(f"{family.path}/checks", family.question(), key=None)
    assert answer_of(asked)["share_now"]["text"].startswith("If a child may be at risk right now")


# ── any check again ─────────────────────────────────────────────────────────────────────────


def test_any_check_is_shown_as_staff_saw_it(service: Running, family: Family) -> None:
    first = service.check(family.file, family.question())
    agree(service, family)
    second = service.check(family.file, family.question())
    service.clock.now += timedelta(days=90)
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    for answered in (first, second):
        again = service.get(f"{family.path}/checks/{answered['ledger']['seq']}").get_json()
        assert again.pop("same_again") is True
        is_agreed = answered["outcome"] == "COVERED"
        assert again.pop("now")["no_since"] == [family.mother] * is_agreed
        assert again.pop("asked_by") == {"id": "worker-1", "role": "MASH_WORKER"}
        assert again.pop("staff") == {"worker-1": "Cy Worker"}
        asked = again.pop("asked")
        assert {name: asked[name] for name in ("subjects", "categories", "purpose")} == {
            name: family.question()[name] for name in ("subjects", "categories", "purpose")
        }
        assert asked["agency_words"] == "the health visitor"
        assert again == answered


def test_an_entry_that_is_no_check_is_not_shown_as_one(service: Running, family: Family) -> None:
    agreed = agree(service, family)
    seq = agreed["entries"][0]["seq"]
    problem_of(service.get(f"{family.path}/checks/{seq}"), "not-found")
    problem_of(service.get(f"{family.path}/checks/999999"), "not-found")
    elsewhere = service.check(add_family(service).file, family.question())
    problem_of(service.get(f"{family.path}/checks/{elsewhere['ledger']['seq']}"), "not-found")


@pytest.mark.each_database("showHistory")
def test_a_history_has_two_clocks(service: Running, family: Family) -> None:
    service.clock.now = NOON + timedelta(hours=2)
    said = text_of(NOON + timedelta(hours=1))
    service.record(f"{family.path}/conversations", family.conversation(effective_at=said))
    service.clock.now = NOON + timedelta(hours=3)
    wish = {"child": family.child, "objects": True, "words": "No.", "heard_by": "nurse"}
    service.record(f"{family.path}/wishes", wish)

    def kinds(**query: str) -> list[str]:
        shown = service.get(f"{family.path}/history", **query).get_json()
        assert shown["next"] is None
        return [entry["kind"] for entry in shown["entries"]][7:]

    def at(hours: float) -> str:
        return text_of(NOON + timedelta(hours=hours))

    talk = ["conversation-recorded", "response-recorded"]
    assert kinds() == [*talk, "wish-recorded"]
    whole = service.get(f"{family.path}/history").get_json()["entries"]
    begun = service.get(f"{family.path}/history", from_seq=whole[-2]["seq"]).get_json()["entries"]
    assert begun == whole[-2:]
    assert kinds(known_at=at(2.5)) == talk
    assert kinds(known_at=at(1.5)) == []
    assert kinds(as_of=at(1.5)) == talk
    assert kinds(as_of=at(0.5)) == []


def test_a_history_known_earlier_shows_an_error_as_it_was_believed(
    service: Running, family: Family
) -> None:
    seq = agree(service, family)["entries"][1]["seq"]
    service.clock.now = NOON + timedelta(hours=1)
    wrong = {"corrects": seq, "what_was_wrong": "Another family."}
    service.record(f"{family.path}/corrections", wrong)

    def corrected(**query: str) -> bool:
        shown = service.get(f"{family.path}/history", **query).get_json()["entries"]
        (entry,) = [one for one in shown if one["seq"] == seq]
        return entry["corrected"] is not None

    assert corrected()
    assert not corrected(known_at=text_of(NOON + timedelta(minutes=30)))
