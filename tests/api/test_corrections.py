"""What is wrong is put right beside what it was; what people say of it stands there for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.running import NOON, Family, Running, agree, decide, problem_of, text_of
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

HOUR = timedelta(hours=1)
MANAGER = "MASH_MANAGER"
WORDS = "I said the nurse, not the school."


def standing(service: Running, family: Family, **query: str) -> dict[str, Any]:
    found: dict[str, Any] = service.get(family.path, **query).get_json()
    return found


def history(service: Running, family: Family, seq: int) -> dict[str, Any]:
    entries = service.get(f"{family.path}/history", limit="200").get_json()["entries"]
    return next(entry for entry in entries if entry["seq"] == seq)


def agreed(service: Running, family: Family) -> tuple[str, int]:
    """The mother's answer: its id and its place."""
    entry = agree(service, family)["entries"][1]
    assert entry["kind"] == "response-recorded"
    return entry["id"], entry["seq"]


def asked(service: Running, family: Family, **changes: Any) -> str:
    body = {"person": family.mother, "words": WORDS, **changes}
    made: str = service.record(f"{family.path}/correction-requests", body)["id"]
    return made


def answered(service: Running, family: Family, correction: str, **changes: Any) -> Any:
    body = {"accepted": False, "reason": "The worker wrote it down as she spoke.", **changes}
    return service.post(f"{family.path}/correction-requests/{correction}/answers", body)


# ── put right ───────────────────────────────────────────────────────────────────────────────


def test_F10_an_entry_on_the_wrong_child_counts_until_it_is_corrected_and_later_views_say_so(
    service: Running, family: Family
) -> None:
    response, seq = agreed(service, family)
    known_before = text_of(service.clock.now)
    service.clock.now += HOUR
    wrong = {
        "corrects": seq,
        "what_was_wrong": "She spoke of the other child.",
        "right_version": "She agreed for Sam.",
    }
    says_so = service.record(f"{family.path}/corrections", wrong)["entries"][0]["seq"]

    assert service.check(family.file, family.question())["outcome"] == "ASK"
    then = {"as_of": known_before, "known_at": known_before}
    assert service.check(family.file, family.question(**then))["outcome"] == "COVERED"

    (now,) = standing(service, family)["responses"]
    assert (now["id"], now["status"]) == (response, "CORRECTED")
    assert now["corrected"] == {
        "at": text_of(service.clock.now),
        "seq": says_so,
        "what_was_wrong": "She spoke of the other child.",
        "right_version": "She agreed for Sam.",
        "stands": False,
    }
    (before,) = standing(service, family, known_at=known_before)["responses"]
    assert (before["status"], before["corrected"]) == ("AGREED", None)
    (caregiver, _) = standing(service, family)["children"][0]["caregivers"]
    # What she agreed to is typed there, and on record nowhere.
    assert caregiver["status"] == "NOT_CLEAR"
    shown = history(service, family, seq)
    assert shown["event"]["answer"] == "AGREED"
    assert shown["corrected"] == now["corrected"]


def test_F10_the_parent_is_told_of_it(service: Running, family: Family) -> None:
    _, seq = agreed(service, family)
    service.clock.now += HOUR
    wrong = {"corrects": seq, "what_was_wrong": "She spoke of the other child."}
    service.record(f"{family.path}/corrections", wrong)
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    told = [task["person"] for task in tasks if task["code"] == "TELL_OF_CORRECTION"]
    assert told == [family.mother]


def test_every_correction_stands_in_a_list_with_what_it_was_about(
    service: Running, family: Family
) -> None:
    _, seq = agreed(service, family)
    decision = decide(service, family)
    made = standing(service, family)["authorisations"][0]["seq"]
    service.clock.now += HOUR
    for place in (seq, made):
        wrong = {"corrects": place, "what_was_wrong": ENOUGH}
        service.record(f"{family.path}/corrections", wrong, "MASH_MANAGER")
    found = standing(service, family)
    assert [(c["corrects"], c["what"]) for c in found["corrections"]] == [
        (seq, "response-recorded"),
        (made, "authorisation-made"),
    ]
    assert decision not in [a["id"] for a in found["authorisations"]]
    assert standing(service, family, known_at=text_of(NOON))["corrections"] == []


# ── asked for by the family ─────────────────────────────────────────────────────────────────


def test_a_correction_that_was_asked_for_and_accepted_is_one_act(
    service: Running, family: Family
) -> None:
    response, seq = agreed(service, family)
    correction = asked(service, family, about=response)
    (waiting,) = standing(service, family)["corrections_asked"]
    assert (waiting["words"], waiting["answer"]) == (WORDS, None)
    service.clock.now += HOUR
    reply = answered(service, family, correction, accepted=True, corrects=seq, reason=ENOUGH)
    kinds = [entry["kind"] for entry in reply.get_json()["entries"]]
    # What she disputed holds until a manager has looked, or she answers again.
    assert kinds == ["correction-answered", "entry-corrected", "effect-waits"]
    found = standing(service, family)
    assert found["responses"][0]["corrected"]["what_was_wrong"] == ENOUGH
    assert found["corrections"][0]["requested_by"] == "PARENT"
    assert found["corrections"][0]["correction"] == correction
    assert found["corrections_asked"][0]["answer"]["accepted"] is True
    assert found["responses"][0]["statements"] == []


def test_a_young_persons_correction_is_theirs(service: Running, family: Family) -> None:
    _, seq = agreed(service, family)
    correction = asked(service, family, person=family.child)
    answered(service, family, correction, accepted=True, corrects=seq)
    assert standing(service, family)["corrections"][0]["requested_by"] == "YOUNG_PERSON"


def test_F11_what_is_not_accepted_leaves_the_mothers_own_words_beside_the_entry(
    service: Running, family: Family
) -> None:
    response, seq = agreed(service, family)
    service.clock.now += HOUR
    correction = asked(service, family, about=response)
    reply = answered(service, family, correction)
    kinds = [entry["kind"] for entry in reply.get_json()["entries"]]
    assert kinds == ["correction-answered", "disagreement-stated"]
    theirs = [
        {
            "person": family.mother,
            "words": WORDS,
            "at": text_of(service.clock.now),
        }
    ]
    (shown,) = standing(service, family)["responses"]
    assert (shown["statements"], shown["corrected"]) == (theirs, None)
    assert history(service, family, seq)["statements"] == theirs
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("ASK", "DISPUTED")
    (before,) = standing(service, family, as_of=text_of(NOON))["responses"]
    assert before["statements"] == []
    # Beside the answer as well, and not in what was known before they said so.
    for asked_of, words in ({}, [WORDS]), ({"as_of": text_of(NOON), "known_at": text_of(NOON)}, []):
        answer = service.check(family.file, family.question(**asked_of))
        (hers,) = [p for p in answer["items"][0]["positions"] if p["person"] == family.mother]
        assert [one["words"] for one in hers["statements"]] == words


@pytest.mark.parametrize("named", ["the conversation", "nothing"])
def test_a_yes_is_denied_by_naming_its_conversation_or_nothing(
    service: Running, family: Family, named: str
) -> None:
    talk = service.record(f"{family.path}/conversations", family.conversation())["id"]
    body = {"person": family.mother, "words": WORDS, "what": "NOT_AGREED"}
    about = {"about": talk} if named == "the conversation" else {}
    service.record(f"{family.path}/correction-requests", {**body, **about})
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("ASK", "DISPUTED")
    said = {p["person"]: p["statements"] for p in answer["items"][0]["positions"]}
    assert [one["words"] for one in said[family.mother]] == [WORDS]
    assert said[family.father] == []
    service.clock.now += HOUR
    service.record(
        f"{family.path}/conversations",
        family.conversation(effective_at=text_of(service.clock.now)),
    )
    assert service.check(family.file, family.question())["outcome"] == "COVERED"


@pytest.mark.each_database("answerCorrection", "correctEntry")
def test_F11_their_words_stay_when_the_entry_is_corrected_after_all(
    service: Running, family: Family
) -> None:
    response, seq = agreed(service, family)
    answered(service, family, asked(service, family, about=response))
    service.clock.now += HOUR
    wrong = {"corrects": seq, "what_was_wrong": ENOUGH}
    service.record(f"{family.path}/corrections", wrong)
    (shown,) = standing(service, family)["responses"]
    assert [s["words"] for s in shown["statements"]] == [WORDS]
    assert shown["corrected"]["what_was_wrong"] == ENOUGH


def test_F11_words_that_nobody_could_place_stand_beside_the_asking(
    service: Running, family: Family
) -> None:
    answered(service, family, asked(service, family))
    (request,) = standing(service, family)["corrections_asked"]
    assert [s["words"] for s in request["statements"]] == [WORDS]


@pytest.mark.parametrize("accepted", [False, True])
def test_F11_words_that_nobody_could_place_stand_beside_each_answer_that_may_be_meant(
    service: Running, family: Family, accepted: bool
) -> None:
    """“I said no from the start”: it stood, and her words were on no check."""
    agreed(service, family)
    service.clock.now += HOUR
    correction = asked(service, family, what="OTHER")
    reply = answered(service, family, correction, accepted=accepted)
    assert reply.status_code == 201, reply.text
    service.clock.now += HOUR

    def beside(outcome: str) -> list[str]:
        answer = service.check(family.file, family.question())
        assert answer["outcome"] == outcome
        (hers,) = [p for p in answer["items"][0]["positions"] if p["person"] == family.mother]
        return [one["words"] for one in hers["statements"]]

    # What a worker answers lifts it once a manager has confirmed that.
    assert beside("ASK") == [WORDS]
    (shown,) = standing(service, family)["responses"]
    assert [one["words"] for one in shown["statements"]] == [WORDS]
    # Of what they answer after that it is nothing they say.
    service.record(f"{family.path}/conversations", family.conversation())
    service.clock.now += HOUR
    assert beside("COVERED") == []


def test_staff_find_the_entry_that_was_meant(service: Running, family: Family) -> None:
    response, _ = agreed(service, family)
    answered(service, family, asked(service, family), about=response)
    assert standing(service, family)["responses"][0]["statements"][0]["words"] == WORDS


@pytest.mark.each_database("findRight")
def test_a_manager_says_that_what_looks_wrong_is_right_and_nothing_else_changes(
    service: Running, family: Family
) -> None:
    born = {"names": "Old Example", "dob": "1990-01-01"}
    seq = service.record(f"{family.path}/children", born)["entries"][0]["seq"]
    service.clock.now += 48 * HOUR

    def due() -> list[dict[str, Any]]:
        shown = service.get("/v1/tasks", MANAGER, for_role=MANAGER).get_json()
        return [one for one in shown["tasks"] if one["code"] == "LOOK_AT_DOUBTFUL"]

    (task,) = due()
    assert task["about"] == str(seq)
    before = service.check(family.file, family.question())
    path, said = f"{family.path}/found-right", {"entry": seq, "reason": "Her passport was seen."}
    problem_of(service.post(path, said, "MASH_WORKER"), "not-your-role")
    problem_of(service.post(path, {**said, "entry": 1}, MANAGER), "nothing-looks-wrong")
    service.record(path, said, MANAGER)
    assert due() == []
    after = service.check(family.file, family.question())
    assert (after["outcome"], after["items"]) == (before["outcome"], before["items"])
    problem_of(service.post(path, said, MANAGER), "nothing-looks-wrong")
    (kept,) = standing(service, family)["noted"]["found-right"]
    assert (kept["reason"], kept["doubts"]) == (said["reason"], ["BIRTH_NOT_BELIEVABLE"])


@pytest.mark.each_database("stateDisagreement")
def test_a_statement_stands_beside_a_conversation_an_answer_or_a_decision(
    service: Running, family: Family
) -> None:
    recorded = agree(service, family)
    talk, response = (entry["id"] for entry in recorded["entries"])
    decision = decide(service, family)
    for about in (talk, response, decision):
        said = {"about": about, "person": family.mother, "words": WORDS}
        service.record(f"{family.path}/disagreements", said)
    found = standing(service, family)
    for what in ("conversations", "responses", "authorisations"):
        assert [s["words"] for s in found[what][0]["statements"]] == [WORDS], what


def test_a_decision_not_to_share_and_a_request_for_one_are_shown(
    service: Running, family: Family
) -> None:
    body = {"scope": family.scope(), "why": "She said no and he has a burn."}
    request = service.record(f"{family.path}/decision-requests", body)["id"]
    (waiting,) = standing(service, family)["decision_requests"]
    assert (waiting["id"], waiting["decided"]) == (request, False)
    decide(service, family, request=request)
    assert standing(service, family)["decision_requests"][0]["decided"] is True


# ── what cannot be ──────────────────────────────────────────────────────────────────────────


def test_a_correction_is_answered_once_and_corrects_only_what_was_accepted(
    service: Running, family: Family
) -> None:
    response, seq = agreed(service, family)
    correction = asked(service, family, about=response)
    problem_of(answered(service, family, correction, corrects=seq), "corrects-what-stands")
    problem_of(
        answered(service, family, correction, accepted=True, corrects=10_000), "no-such-entry"
    )
    assert answered(service, family, correction).status_code == 201
    problem_of(answered(service, family, correction), "answered-already")
    problem_of(answered(service, family, "f" * 24), "not-on-file")


def test_words_beside_an_entry_are_by_somebody_on_the_file(
    service: Running, family: Family
) -> None:
    """That something is wrong is kept whosever word it is: it may be about a yes."""
    response, _ = agreed(service, family)
    body = {"person": "f" * 24, "words": WORDS, "about": response}
    problem_of(service.post(f"{family.path}/disagreements", body), "not-on-file")
    kept = service.record(f"{family.path}/correction-requests", body)
    assert "WHO_SAID_IT" in [one["code"] for one in kept["notices"]]
    assert service.check(family.file, family.question())["outcome"] != "COVERED"


@pytest.mark.parametrize("about", ["f" * 24, "a child"])
def test_that_something_is_wrong_is_kept_whatever_it_is_about(
    service: Running, family: Family, about: str
) -> None:
    """It may be a yes that was never said. A disagreement is about one entry, and can wait."""
    about = family.child if about == "a child" else about
    body = {"person": family.mother, "words": WORDS, "about": about}
    problem_of(service.post(f"{family.path}/disagreements", body), "not-on-file")
    kept = service.record(f"{family.path}/correction-requests", body)
    assert [one["code"] for one in kept["notices"]] == ["NOT_ON_FILE"]


def test_a_talk_is_called_wrong_with_its_answers_or_without_and_a_no_of_another_day_waits(
    service: Running, family: Family
) -> None:
    """Without them a yes rests on nothing, and a no is heard; with them both are what was wrong."""
    yes = {"answer": "AGREED", "scope": family.scope()}
    no = {**yes, "answer": "REFUSED"}
    for with_answers, answers in ((False, [yes]), (True, [yes]), (True, [no])):
        talk = service.record(f"{family.path}/conversations", family.conversation(*answers))
        service.clock.now += HOUR
        places = [one["seq"] for one in talk["entries"]]
        wrong = {"corrects": places[0], "what_was_wrong": ENOUGH, "with_answers": with_answers}
        told = service.record(f"{family.path}/corrections", wrong)
        found = standing(service, family)
        corrected = [one["corrects"] for one in found["corrections"]]
        stands = "ITS_ANSWERS_STAND" in [one["code"] for one in told["notices"]]
        assert stands != with_answers
        assert (places[1] in corrected) == with_answers
        assert service.check(family.file, family.question())["outcome"] != "COVERED"
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"
    (waits,) = service.get("/v1/waiting", MANAGER).get_json()["waiting"]
    assert "would lift the no" in waits["falls"][0]["text"]
