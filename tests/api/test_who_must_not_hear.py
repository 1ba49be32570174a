"""Whoever writes down what a family said, or what was said of it, says who must not hear of it.
From then on nobody asks or tells them before a manager has decided, whatever the words are.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from consent_service.actions.nottold import MUST_NOT_HEAR
from consent_service.api.recorded.writes import WRITES
from tests.api.asking_own import Own
from tests.api.disclosing import disclose, disclosure
from tests.api.running import Family, Running, add_family, agree, problem_of
from tests.reasons import ENOUGH
from tests.sweeping import each

#: In words in which no list finds anything.
_WORDS: Final = "The weather is fine."
Body = Callable[[Running, Family], tuple[str, dict[str, Any]]]


def _agency(service: Running, family: Family) -> str:
    return f"disclosures/{disclose(service, family)}"


def _agreed(service: Running, family: Family) -> str:
    return str(service.get(family.path).get_json()["responses"][0]["id"])


#: By the operation: where it stands under the file, and what is recorded there.
WAYS: Final[dict[str, Body]] = {
    "recordConversation": lambda _, family: (
        "conversations",
        family.conversation(parent_words=_WORDS),
    ),
    "recordAttempt": lambda _, family: ("attempts", {"person": family.mother, "words": _WORDS}),
    "recordResponse": lambda _, family: (
        "responses",
        {"person": family.mother, "answer": "UNDECIDED", "words": _WORDS, "scope": {}},
    ),
    "askCorrection": lambda _, family: (
        "correction-requests",
        {"person": family.mother, "what": "SPELLING", "words": _WORDS},
    ),
    "stateDisagreement": lambda service, family: (
        "disagreements",
        {"person": family.mother, "about": _agreed(service, family), "words": _WORDS},
    ),
    "recordFamilyRequest": lambda _, family: (
        "family-requests",
        {"person": family.mother, "wants": "LETTER", "words": _WORDS},
    ),
    "recordWish": lambda _, family: (
        "wishes",
        {"child": family.child, "objects": False, "words": _WORDS, "not_a_no": True},
    ),
    "withdraw": lambda _, family: ("withdrawals", {"person": family.mother, "words": _WORDS}),
    "openEnquiry": lambda _, __: ("enquiries", {"worry": _WORDS}),
    "addReferral": lambda _, __: ("referrals", {"enquiry": {"referrer_words": _WORDS}}),
    "recordReply": lambda service, family: (
        f"{_agency(service, family)}/replies",
        {"outcome": "SENT", "words": _WORDS},
    ),
    "reviewDisclosure": lambda service, family: (
        f"{_agency(service, family)}/reviews",
        {"words": _WORDS},
    ),
    "recordDisclosure": lambda _, family: ("disclosures", disclosure(family, summary=_WORDS)),
}


_days = itertools.count()


def new(service: Running) -> Family:
    """A family of which the mother said yes, and of whose people no other file knows."""
    service.births = iter([str(date(2019, 4, 2) - timedelta(days=next(_days)))])
    family = add_family(service)
    agree(service, family)
    return family


@pytest.fixture
def family(service: Running) -> Family:
    return new(service)


def stands(service: Running, family: Family) -> dict[str, str]:
    found = service.get(family.path).get_json()
    return {one["id"]: one["asking"] for one in (*found["adults"], *found["children"])}


def due(service: Running, family: Family, code: str) -> list[tuple[str, str]]:
    """Whom, and for whom it is to decide."""
    every = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    return [(one["person"], one["for_role"]) for one in every if one["code"] == code]


#: Ids of ours, which no two files share.
_IDS: Final = re.compile(r"[0-9a-f]{24,64}")


def pages_of(service: Running, family: Family) -> list[str]:
    """What each of them reads of their file, but for ids."""
    who = ((family.mother, "PARENT"), (family.father, "PARENT"), (family.child, "YOUNG_PERSON"))
    pages = (replace(Own(service, family.file, one), role=role).get().text for one, role in who)
    return [_IDS.sub("", page) for page in pages]


def say(
    service: Running, family: Family, name: str, said: dict[str, Any] | None, **more: Any
) -> dict[str, Any]:
    path, body = WAYS[name](service, family)
    sent = {**body, **more, **({} if said is None else {MUST_NOT_HEAR: said})}
    return service.record(f"{family.path}/{path}", sent)


def test_each_write_that_takes_it_is_tried_here() -> None:
    takes = {one.name for one in WRITES if MUST_NOT_HEAR in one.body().fields}
    assert takes == {*WAYS, "takeReferral"}


@each("name", of=sorted({*WAYS} - {"recordWish"}), every=4)
def test_whoever_is_named_is_neither_asked_nor_told_until_a_manager_has_decided(
    name: str, service: Running
) -> None:
    family = new(service)
    said = say(service, family, name, {"people": [family.father]})
    told = "Nobody asks or tells Bo Example (father) anything until a manager has decided."
    assert [one["text"].startswith(told) for one in said["notices"]].count(True) == 1
    assert stands(service, family)[family.father] == "NO"
    assert stands(service, family)[family.mother] == "YES"
    assert due(service, family, "DECIDE_IF_SAFE") == [(family.father, "MASH_MANAGER")]
    safe = {"person": family.father, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    service.record(f"{family.path}/safety", safe)
    assert stands(service, family)[family.father] == "NO", "a worker lifted it"
    service.record(f"{family.path}/safety", safe, "MASH_MANAGER")
    assert stands(service, family)[family.father] == "YES"
    assert due(service, family, "DECIDE_IF_SAFE") == []


def test_whom_a_child_names_is_kept_from_it_until_their_wish_is_weighed(service: Running) -> None:
    family = new(service)
    said = say(service, family, "recordWish", {"people": [family.father]})
    told = "Nobody asks or tells Bo Example (father) anything until a manager has decided."
    assert [one["text"].startswith(told) for one in said["notices"]].count(True) == 1
    assert stands(service, family)[family.father] == "NO"
    assert [by for _, by in due(service, family, "WEIGH_WISH")] == ["MASH_MANAGER"]


@each("name", of=sorted(WAYS), every=4)
def test_of_somebody_who_is_not_named_it_may_be_whoever_is_near(
    name: str, service: Running
) -> None:
    family = new(service)
    say(service, family, name, {"somebody_else": True})
    assert stands(service, family)[family.father] == "NOT_KNOWN"
    assert [one for one, _ in due(service, family, "DECIDE_IF_SAFE")][:1] != []


@each("name", of=sorted(WAYS), every=4)
def test_asked_and_nobody_known_it_lifts_nothing_and_brings_nothing(
    name: str, service: Running
) -> None:
    family = new(service)
    for person, code in ((family.father, "NOT_SAFE"),):
        sign = {"person": family.child, "code": code, "people": [person]}
        service.record(f"{family.path}/signs", sign)
    before = stands(service, family)
    say(service, family, name, {"nobody": True})
    assert stands(service, family) == before == {**before, family.father: "NO"}


@each("name", of=sorted(WAYS), every=4)
def test_nobody_of_the_family_reads_that_it_was_said(name: str, service: Running) -> None:
    """Their pages are the same as if only the rest had been recorded."""
    without, family = new(service), new(service)
    say(service, without, name, None)
    say(service, family, name, {"people": [family.father], "somebody_else": True})
    assert pages_of(service, family) == pages_of(service, without)


def test_a_child_and_whoever_is_spoken_with_may_be_named(service: Running, family: Family) -> None:
    say(service, family, "recordConversation", {"people": [family.child, family.mother]})
    found = stands(service, family)
    assert {one for one, asking in found.items() if asking == "NO"} == {
        family.child,
        family.mother,
    }


def test_of_a_young_person_it_is_a_wish_which_a_manager_weighs(
    service: Running, family: Family
) -> None:
    talk = family.conversation(person=family.child, responses=[], parent_words=_WORDS)
    talk[MUST_NOT_HEAR] = {"people": [family.mother]}
    service.record(f"{family.path}/conversations", talk)
    assert stands(service, family) == {
        family.mother: "NO",
        family.father: "YES",
        family.child: "YES",
    }
    ((_, role),) = due(service, family, "WEIGH_WISH")
    assert role == "MASH_MANAGER"
    (wish,) = service.get(family.path).get_json()["known"]["wishes"]
    assert (wish["not_to_be_told"], wish["objects"]) == ([family.mother], False)


@each("words", of=["Don't tell mum or dad.", "Don't tell dad."])
def test_whoever_a_young_persons_words_name_besides_is_minded_as_well(
    words: str, service: Running
) -> None:
    """The one ticked, and another named: nobody has said that the other may hear of it."""
    family = new(service)
    talk = family.conversation(person=family.child, responses=[], parent_words=words)
    talk[MUST_NOT_HEAR] = {"people": [family.father]}
    service.record(f"{family.path}/conversations", talk)
    other = "NOT_KNOWN" if "mum" in words else "YES"
    assert stands(service, family)[family.mother] == other


def test_the_words_are_read_whatever_was_answered(service: Running, family: Family) -> None:
    words = "She is scared of him. Keep it from Bo."
    talk = family.conversation(parent_words=words, **{MUST_NOT_HEAR: {}})
    service.record(f"{family.path}/conversations", talk)
    assert stands(service, family)[family.father] == "NOT_KNOWN"
    again = new(service)
    named = {"people": [again.child]}
    talk = again.conversation(again.agreement(), parent_words=words, **{MUST_NOT_HEAR: named})
    service.record(f"{again.path}/conversations", talk)
    assert stands(service, again)[again.father] == "NOT_KNOWN"
    listed = service.get(f"{again.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert "READ_HARM" in {one["code"] for one in listed}


_BRUISE: Final = "came in w bruise on her arm, says she fell. tired, no lunch x3 this week"


@each("said", "is_asked", of=[(None, False), ({"nobody": True}, True)])
def test_asked_and_nobody_known_words_that_name_nobody_keep_nobody_from_being_rung(
    said: dict[str, Any] | None, is_asked: bool, service: Running
) -> None:
    """Most referrals tell of a bruise: each first call to a parent waited for a manager."""
    family = new(service)
    told = say(service, family, "openEnquiry", said, worry=_BRUISE)
    found = stands(service, family)
    assert (found[family.mother] == found[family.father] == "YES") is is_asked
    assert ("HARM_AND_NOBODY" in {one["code"] for one in told["notices"]}) is is_asked
    listed = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert "READ_HARM" in {one["code"] for one in listed}, "nobody reads it"
    # Whom the words name is not rung, whatever was ticked in a hurry.
    say(service, family, "openEnquiry", said, worry="Dad hit her last night.")
    assert stands(service, family)[family.father] == "NOT_KNOWN"


@each("name", of=sorted(WAYS), every=4)
def test_nobody_known_is_answered_of_no_other_act_of_the_same_moment(
    name: str, service: Running
) -> None:
    family = new(service)
    say(service, family, "recordDisclosure", None, summary=_BRUISE)
    before = stands(service, family)
    say(service, family, name, {"nobody": True})
    assert stands(service, family) == before
    assert before[family.mother] == before[family.father] == "NOT_KNOWN"


def test_the_words_of_one_that_was_kept_with_care_are_of_its_act(service: Running) -> None:
    """A no in words of which the answers could not be read: it is written down once more."""
    family = new(service)
    talk = family.conversation(parent_words=f"No. {_BRUISE}", responses=["no"])
    reply = service.post(f"{family.path}/conversations", {**talk, MUST_NOT_HEAR: {"nobody": True}})
    assert reply.status_code == 201, reply.text
    found = stands(service, family)
    assert found[family.mother] == found[family.father] == "YES"


@each("name", of=["recordConversation", "recordAttempt"])
def test_an_entry_that_was_taken_back_lifts_nothing_of_it(name: str, service: Running) -> None:
    family = new(service)
    said = say(service, family, name, {"people": [family.father]})
    first = said["entries"][0]["seq"]
    struck = {"corrects": first, "what_was_wrong": "Typed in the wrong talk."}
    reply = service.post(f"{family.path}/corrections", struck, "MASH_MANAGER")
    assert reply.status_code == 201, reply.text
    assert stands(service, family)[family.father] == "NO"


@each("name", of=sorted(WAYS), every=4)
def test_whoever_is_not_on_the_file_is_refused_where_they_stand(
    name: str, service: Running
) -> None:
    family = new(service)
    path, body = WAYS[name](service, family)
    body[MUST_NOT_HEAR] = {"people": ["f" * 24]}
    reply = service.post(f"{family.path}/{path}", body)
    if reply.status_code == 201:
        # What protects somebody is kept, and it may be anybody.
        assert stands(service, family)[family.father] == "NOT_KNOWN"
    else:
        problem = problem_of(reply, "not-on-file")
        assert problem["errors"][0]["pointer"] == f"/{MUST_NOT_HEAR}/people/0"


def test_in_a_referral_they_are_named_by_label(service: Running) -> None:
    body = {
        "children": [{"label": "c", "names": "Cy Example", "dob": "2018-05-01"}],
        "adults": [
            {"label": "m", "names": "Mo Example"},
            {"label": "x", "names": "Curtis Example"},
        ],
        "relationships": [
            {"person": "m", "child": "c", "role": "MOTHER", "pr_status": "HOLDS"},
        ],
        "enquiry": {"worry": _WORDS},
        MUST_NOT_HEAR: {"people": ["x"], "somebody_else": False},
    }
    taken = service.record("/v1/referrals", body)
    ids = {one["label"]: one["id"] for one in taken["people"]}
    found = service.get(f"/v1/files/{taken['file']}").get_json()
    asked = {one["id"]: one["asking"] for one in (*found["adults"], *found["children"])}
    assert asked == {ids["x"]: "NO", ids["m"]: "YES", ids["c"]: "YES"}


@each("worry", "is_said", of=[(_WORDS, False), (None, True)])
def test_what_the_same_referral_says_is_why_somebody_is_not_safe(
    worry: str | None, is_said: bool, service: Running
) -> None:
    body = {
        "children": [{"label": "c", "names": "Cy Example", "dob": "2018-05-01"}],
        "adults": [{"label": "x", "names": "Curtis Example"}],
        "enquiry": {} if worry is None else {"worry": worry},
        "safety": [{"person": "x", "safe_to_ask": False}],
        MUST_NOT_HEAR: {"people": ["x"], "somebody_else": False},
    }
    codes = {one["code"] for one in service.record("/v1/referrals", body)["notices"]}
    assert ("NOT_SAFE_WITHOUT_REASON" in codes) is is_said


_CONFIDENCE: Final = "asked not to tell her dad"


@each("said", of=[{"nobody": True}, {"somebody_else": True}])
def test_a_confidence_is_asked_as_who_must_not_be_told_and_is_no_harm(
    said: dict[str, Any], service: Running
) -> None:
    family = new(service)
    told = say(service, family, "openEnquiry", said, worry=_CONFIDENCE)
    codes = {one["code"] for one in told["notices"]}
    assert not codes & {"WORDS_TELL_OF_HARM", "HARM_AND_NOBODY"}
    assert ("KEPT_AND_NOBODY" in codes) is ("nobody" in said)
    assert "READ_HARM" not in {code for code, _ in _tasks(service, family)}
    # Whoever is meant waits for a manager all the same.
    assert stands(service, family)[family.father] == "NOT_KNOWN"
    assert ("DECIDE_IF_SAFE", family.father) in _tasks(service, family)


def _tasks(service: Running, family: Family) -> set[tuple[str, str]]:
    every = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    return {(one["code"], one["person"]) for one in every}


@each("worry", "names", of=[("Dad hit her last night.", True), (_BRUISE, False)])
def test_whoever_types_words_reads_who_is_not_rung_by_them(
    worry: str, names: bool, service: Running
) -> None:
    """It was found out on the family's page, which said no reason."""
    family = new(service)
    path, body = WAYS["openEnquiry"](service, family)
    said = {**body, "worry": worry, MUST_NOT_HEAR: {"nobody": True}, "dry_run": True}
    tried = service.post(f"{family.path}/{path}", said).get_json()
    texts = {one["code"]: one["text"] for one in tried["notices"]}
    assert "HARM_AND_NOBODY" in texts
    assert ("Bo Example" in texts.get("NOT_BEFORE_DECIDED", "")) is names


def test_of_whom_it_is_on_record_nobody_says_that_nobody_knows(service: Running) -> None:
    family = new(service)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", {**unsafe, "reason": "He hits her."})
    called: dict[str, Any] = {"meeting_type": "STRATEGY_DISCUSSION", "children": [family.child]}
    called["invited"] = [{"person": family.father}]
    made = service.record(f"{family.path}/meetings", called)
    (text,) = [one["text"] for one in made["notices"] if one["code"] == "INVITED_UNSAFE"]
    assert text.startswith("Somebody named here is not safe to tell.")
    assert text.endswith("It is Bo Example (father).")
    assert "INVITED_NOT_SAFE" not in {one["code"] for one in made["notices"]}
