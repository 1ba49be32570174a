"""Ways in which something that looks like agreement is not, and advice that must not be given."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.running import (
    NOON,
    Family,
    Running,
    add_family,
    agree,
    decision,
    problem_of,
    text_of,
)
from tests.sweeping import each

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def outcome(service: Running, family: Family, **changes: Any) -> tuple[str, str]:
    answer = service.check(family.file, family.question(**changes))
    return answer["outcome"], answer["reasons"][0]["code"]


def tasks(answer: dict[str, Any]) -> set[str]:
    return {task["code"] for task in answer["tasks"]}


def test_a_conversation_held_by_the_referrer_gives_no_agreement(
    service: Running, family: Family
) -> None:
    body = family.conversation(method="VIA_REFERRER")
    problem_of(service.post(f"{family.path}/conversations", body), "answer-not-by-referrer")


@pytest.mark.parametrize(
    "held",
    [
        {"pressure_concern": "YES"},
        {"interpreter": {"language": "Welsh", "is_family_member": True}},
    ],
    ids=["pressure", "family interpreter"],
)
def test_an_answer_recorded_later_has_the_concerns_of_its_conversation(
    service: Running, family: Family, held: dict[str, Any]
) -> None:
    talk = family.conversation(**held) | {"responses": []}
    conversation = service.record(f"{family.path}/conversations", talk)["id"]
    service.record(
        f"{family.path}/responses",
        {"person": family.mother, "conversation": conversation, **family.agreement()},
    )
    assert outcome(service, family) == ("ASK", "VALIDITY_CONCERN")


def test_a_yes_in_somebodys_hearing_does_not_count_where_abuse_is_known(
    service: Running, family: Family
) -> None:
    safety = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(f"{family.path}/safety", safety)
    talk = family.conversation(seen_alone="NO")
    service.record(f"{family.path}/conversations", talk)
    assert outcome(service, family) == ("ASK", "VALIDITY_CONCERN")


def test_a_conversation_entered_in_error_takes_its_agreement_with_it(
    service: Running, family: Family
) -> None:
    recorded = agree(service, family)
    assert outcome(service, family)[0] == "COVERED"
    wrong = {"corrects": recorded["entries"][0]["seq"], "what_was_wrong": "Another family's call."}
    service.record(f"{family.path}/corrections", wrong)
    assert outcome(service, family) == ("ASK", "VALIDITY_CONCERN")


def test_before_birth_the_mother_decides(service: Running, family: Family) -> None:
    due = (NOON + timedelta(days=60)).date().isoformat()
    unborn = service.record(
        f"{family.path}/children", {"names": "Unborn", "estimated_due_date": due}
    )["id"]
    for person, role in ((family.mother, "MOTHER"), (family.father, "FATHER")):
        service.record(
            f"{family.path}/relationships",
            {"person": person, "child": unborn, "role": role, "pr_status": "YES"},
        )
    scope = family.scope(subjects=[unborn])
    service.record(
        f"{family.path}/conversations",
        family.conversation(family.agreement(scope=scope), person=family.father),
    )
    assert outcome(service, family, subjects=[unborn]) == ("ASK", "NOT_ASKED")
    agree(service, family, scope=scope)
    assert outcome(service, family, subjects=[unborn]) == ("COVERED", "AGREED_BY_PARENT")


def test_what_a_manager_left_out_of_a_decision_is_not_authorised(
    service: Running, family: Family
) -> None:
    scope = family.scope(categories=["*"], exclusions={"categories": ["CHILD_HEALTH"]})
    wide = {
        "any_reason": "Nobody knows yet what they hold.",
        "end": text_of(NOON + timedelta(days=3)),
    }
    body = decision(family, scope=scope, advice_to_follow=True, **wide)
    service.record(f"{family.path}/authorisations", body, role="MASH_MANAGER")
    assert outcome(service, family) == ("ASK", "NOT_ASKED")


def test_relying_on_one_parent_is_not_relying_on_a_carer(service: Running, family: Family) -> None:
    gran = service.record(f"{family.path}/adults", {"names": "Gran Example"})["id"]
    service.record(
        f"{family.path}/relationships",
        {"person": gran, "child": family.child, "role": "GRANDPARENT", "pr_status": "NO"},
    )
    service.record(f"{family.path}/conversations", family.conversation(person=gran))
    service.record(
        f"{family.path}/responses",
        {"person": family.father, "answer": "REFUSED", "scope": family.scope()},
    )
    body = decision(family, kind="RELY_ONE_PARENT", relies_on=gran)
    reply = service.post(f"{family.path}/authorisations", body, "MASH_MANAGER", subject="manager-1")
    problem_of(reply, "relies-on-whom")
    assert outcome(service, family) == ("OBJECTION", "REFUSED")


def test_a_withdrawal_leaves_nothing_out(service: Running, family: Family) -> None:
    agree(service, family)
    scope = {"exclusions": {"agencies": [{"type": "GP"}]}}
    body = {"person": family.mother, "scope": scope, "words": "Stop."}
    kept = service.record(f"{family.path}/withdrawals", body)
    assert [n["code"] for n in kept["notices"]] == ["EXCLUSIONS_IN_AGREEMENTS_ONLY"]
    service.clock.now += timedelta(minutes=1)
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"


def test_nobody_is_sent_to_speak_to_those_who_must_not_be_told(
    service: Running, family: Family
) -> None:
    body = decision(
        family,
        kind="DISPENSE_DECISION",
        reason_codes=["RISK_TO_CHILD_IF_ASKED"],
        telling={"status": "NOT_SAFE", "on": "2026-03-16", "reason": "He hits her."},
    )
    service.record(f"{family.path}/authorisations", body, role="MASH_MANAGER")
    answer = service.check(family.file, family.question())
    assert {flag["code"] for flag in answer["flags"]} >= {"DO_NOT_TELL"}
    assert tasks(answer) == set()


def test_an_agreement_that_has_not_begun_is_not_shown_as_agreed(
    service: Running, family: Family
) -> None:
    agree(service, family, valid_from=text_of(NOON + timedelta(days=3)))
    assert outcome(service, family) == ("ASK", "NOT_YET")
    standing = service.get(family.path).get_json()
    assert standing["responses"][0]["status"] == "NOT_YET"
    assert standing["children"][0]["caregivers"][0]["status"] == "NOT_YET"


def test_a_mothers_yes_about_one_child_is_not_shown_beside_another(
    service: Running, family: Family
) -> None:
    sister = service.record(f"{family.path}/children", {"names": "Li", "dob": "2019-02-01"})["id"]
    service.record(
        f"{family.path}/relationships",
        {"person": family.mother, "child": sister, "role": "MOTHER", "pr_status": "YES"},
    )
    agree(service, family)
    children = service.get(family.path).get_json()["children"]
    shown = {child["id"]: child["caregivers"][0]["status"] for child in children}
    assert shown == {family.child: "AGREED", sister: "NOT_ASKED"}


def test_an_old_yes_is_not_headlined_as_one_that_holds_now(
    service: Running, family: Family
) -> None:
    agree(service, family)
    answer = service.check(family.file, family.question(as_of=text_of(NOON)))
    assert answer["outcome"] == "COVERED"
    assert not answer["headline"].startswith("Agreed")
    assert answer["tasks"] == []


def test_a_question_about_an_unknown_reference_says_what_was_asked_about(
    service: Running, family: Family
) -> None:
    service.check_reference({"reference": "LCS-0000", **family.question()})
    event: Any = service.entries()[-1].content.event
    assert event.asked_of == "LCS-0000"


def test_what_was_agreed_in_a_conversation_entered_in_error_rests_on_nothing(
    service: Running, family: Family
) -> None:
    talk = agree(service, family)["entries"][0]["seq"]
    assert outcome(service, family) == ("COVERED", "AGREED_BY_PARENT")
    wrong = {"corrects": talk, "what_was_wrong": "It was another mother."}
    service.record(f"{family.path}/corrections", wrong)
    assert outcome(service, family) == ("ASK", "VALIDITY_CONCERN")


def test_a_no_about_something_else_leaves_an_agreement_shown_whole(
    service: Running, family: Family
) -> None:
    agree(service, family)
    school = family.scope(agencies=[{"type": "SCHOOL"}], categories=["EDUCATION"])
    no = {"person": family.mother, "answer": "REFUSED", "scope": school}
    service.record(f"{family.path}/responses", no)
    shown = service.get(family.path).get_json()["responses"]
    assert [one["status"] for one in shown] == ["AGREED", "REFUSED"]


# ── what is said of it when it is written down ──────────────────────────────────────────────


def codes_in(reply: dict[str, Any]) -> list[str]:
    return [notice["code"] for notice in reply["notices"]]


def test_a_reply_says_where_a_yes_and_a_no_stand_beside_each_other(
    service: Running, family: Family
) -> None:
    refused = {"answer": "REFUSED", "scope": family.scope(), "words": "Zz no"}
    in_one_talk = family.conversation(family.agreement(), refused, person=family.father)
    said = service.record(f"{family.path}/conversations", in_one_talk)
    assert "BOTH_IN_ONE_TALK" in codes_in(said)
    agree(service, family)
    for before, code in ((timedelta(hours=1), "SAID_BOTH"), (timedelta(days=2), "NOT_WHAT_COUNTS")):
        no = {**refused, "person": family.mother, "effective_at": text_of(NOON - before)}
        assert code in codes_in(service.record(f"{family.path}/responses", no))


def test_a_no_that_stands_in_their_words_alone_is_asked_for_as_an_answer(
    service: Running, family: Family
) -> None:
    for answers, is_asked_for in (([], True), ([family.agreement()], False)):
        talk = {**family.conversation(), "responses": answers, "parent_words": "Zz not the school"}
        said = service.record(f"{family.path}/conversations", talk)
        assert ("WORDS_WITHOUT_ANSWER" in codes_in(said)) is is_asked_for


def test_what_names_its_conversation_and_no_time_was_said_in_it(
    service: Running, family: Family
) -> None:
    earlier = text_of(NOON - timedelta(hours=3))
    service.record(
        f"{family.path}/conversations",
        family.conversation({"answer": "UNDECIDED"}, effective_at=earlier),
    )
    (talk,) = service.get(family.path).get_json()["conversations"]
    later = {**family.agreement(), "person": family.mother, "conversation": talk["id"]}
    service.record(f"{family.path}/responses", later)
    said = service.get(family.path).get_json()["responses"]
    assert {one["effective_at"][:16] for one in said} == {"2026-03-09T09:00"}


def test_a_childs_own_words_come_first(service: Running, family: Family) -> None:
    agree(service, family)
    no = {"person": family.child, "answer": "REFUSED", "words": "Zz please not", "scope": {}}
    service.record(f"{family.path}/responses", no)
    service.record(f"{family.path}/responses", {"person": family.father, "answer": "AWAITING"})
    answer = service.check(family.file, family.question())
    (item,) = answer["items"]
    assert item["child_words"] == "Zz please not"
    assert item["headline"] == "The child does not want this. Agreed. You can do this."
    assert {one["person"]: one["spoken_to"] for one in answer["caregivers"]}[family.father] is False


def test_of_what_a_child_said_the_no_to_this_is_read_first_also_where_it_was_said_in_a_talk(
    service: Running, family: Family
) -> None:
    """A wish that she has no more was read in its place."""
    wish = {"child": family.child, "heard_by": "Zz"}
    service.record(f"{family.path}/wishes", {**wish, "objects": True, "words": "Zz not mum"})
    service.clock.now += timedelta(minutes=1)
    service.record(f"{family.path}/wishes", {**wish, "objects": False, "words": "Zz mum is fine"})

    def words() -> str | None:
        said: str | None = service.check(family.file, family.question())["items"][0]["child_words"]
        return said

    assert words() is None
    no = {"answer": "REFUSED", "scope": family.scope()}
    talk = family.conversation(no, person=family.child, parent_words="Zz no way")
    service.record(f"{family.path}/conversations", talk)
    assert words() == "Zz no way"
    service.clock.now += timedelta(minutes=1)
    service.record(f"{family.path}/wishes", {**wish, "objects": True, "words": "Zz nor my aunt"})
    assert words() == "Zz no way"


def test_of_a_yes_that_does_not_count_whoever_recorded_it_is_told_at_once(
    service: Running, family: Family
) -> None:
    """On the page of the next check it is too late: somebody has told the agency by then."""
    sister = {"language": "Polish", "name_or_reference": "Her sister", "is_family_member": True}
    said_before_others = {"seen_alone": "NO", "pressure_concern": "YES"}
    for how, why in (
        ({}, None),
        ({"interpreter": sister}, "A relative or friend interpreted."),
        (said_before_others, "They may have been under pressure"),
    ):
        kept = service.record(f"{family.path}/conversations", family.conversation(**how))
        told = [one["text"] for one in kept["notices"] if one["code"] == "YES_IN_DOUBT"]
        # Why it is in doubt says what is to be done about it.
        assert len(told) == (why is not None), how
        assert why is None or why in told[0], told
    (item,) = service.check(family.file, family.question())["items"]
    assert item["outcome"] == "ASK"
    # A no counts however it was said: of that there is nothing to say.
    no = family.agreement(answer="REFUSED", expires_at=None)
    kept = service.record(
        f"{family.path}/conversations", family.conversation(no, interpreter=sister)
    )
    assert "YES_IN_DOUBT" not in [one["code"] for one in kept["notices"]]


#: Of which agency; what the father says of it; whether that is a word of his own that counts.
_NEAR: tuple[tuple[str, dict[str, Any], bool], ...] = tuple(
    (agency, said, counts)
    for agency in ("HEALTH_VISITOR", "SCHOOL")
    for said, counts in (
        ({"answer": "AGREED"}, True),
        ({"answer": "REFUSED"}, True),
        ({"answer": "UNDECIDED"}, True),
        ({"answer": "NOT_CLEAR", "words": "Zz"}, True),
        ({"answer": "REFUSED", "method": "VIA_REFERRER"}, False),
        ({"answer": "AWAITING"}, False),
    )
)


@each("agency", "said", "counts", of=_NEAR, every=4)
def test_whoever_said_anything_of_it_or_close_to_it_has_been_spoken_to_whatever_it_was(
    agency: str, said: dict[str, Any], counts: bool, service: Running
) -> None:
    """Of the school, where the health visitor is asked about: a yes counted, and a no did not."""
    family = add_family(service, f"{agency} {said}")
    scope = family.scope(agencies=[{"type": agency}])
    if said["answer"] == "AGREED":
        yes = family.agreement(scope=scope)
        talk = family.conversation(yes, person=family.father)
        service.record(f"{family.path}/conversations", talk)
    else:
        no = {"person": family.father, "scope": scope, **said}
        service.record(f"{family.path}/responses", no)
    answer = service.check(family.file, family.question())
    spoken_to = {one["person"]: one["spoken_to"] for one in answer["caregivers"]}
    assert spoken_to == {family.mother: False, family.father: counts}
