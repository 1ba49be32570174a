"""A no is heard, however it was typed: over HTTP, of a family and of staff."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from consent_service.api.edge.body import Body
from consent_service.api.edge.fields import Part, Several
from consent_service.api.edge.problems import ProblemError
from consent_service.api.edge.usable import load_as_far
from consent_service.api.recorded.writes import WRITES
from tests.api.asking_own import father_of, mother_of
from tests.api.running import Family, Running, agree, problem_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

LONG = "I do not want this. " * 500
#: What a page may send with a stop, and what is then stopped: all of it, or the one type.
STOPS: dict[str, dict[str, Any]] = {
    "blank words": {"words": ""},
    "long words": {"words": LONG},
    "words that turn round": {"words": "Stop \u202e this."},
    "words of controls": {"words": "\x00\x01"},
    "null": {"words": None, "scope": None, "response": None},
    "an empty list": {"scope": {"subjects": [], "agencies": []}},
    "many subjects": {"scope": {"subjects": ["a" * 24] * 60}},
    "a kind that is none": {"scope": {"categories": ["EDUCATION", "Zz"]}},
    "an answer that is none": {"response": "the first one"},
    "a member that is none": {"everything": True},
    "agencies of which nothing is said": {"scope": {"agencies": [{}]}},
    # The last: until she says which, each later yes may be of the service that was meant.
    "a type that is none": {"scope": {"agencies": ["GP", {"type": "DENTIST"}]}},
}


def test_a_stop_is_heard_whatever_else_was_sent_with_it(service: Running, family: Family) -> None:
    mother = mother_of(service, family)
    for name, sent in STOPS.items():
        agree(service, family)
        service.clock.now += timedelta(minutes=1)
        assert service.check(family.file, family.question())["outcome"] == "COVERED", name
        receipt = mother.receipt("withdrawals", sent)
        assert receipt["means"].startswith("We will stop"), name
        answer = service.check(family.file, family.question())
        heard = {answer["outcome"], answer["reasons"][0]["code"]}
        assert heard in ({"OBJECTION", "WITHDRAWN"}, {"ASK", "NAME_THE_SERVICE"}), name
        if name == "long words":
            entry = service.get(f"{family.path}/history").get_json()["entries"][-2]
            assert entry["event"]["words"] == LONG
        # Said with a doubt, it would be one still.
        service.clock.now += timedelta(minutes=1)
    service.beat()


def test_what_staff_write_down_of_a_no_says_what_was_not_usable(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    no = {"person": family.mother, "answer": "REFUSED", "method": "SHOUTED", "words": "No\u202e!"}
    recorded = service.record(f"{family.path}/responses", no)
    said = {notice["code"]: notice["text"] for notice in recorded["notices"]}
    assert said["CANNOT_BE_USED"].endswith("(/method)")
    assert said["CANNOT_BE_SHOWN"].endswith("(/words)")
    assert "SHOUTED" not in str(recorded)
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"
    # A talk needs to say how it was held; a no in it is heard all the same.
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    talk = {"person": family.mother, "method": "TELEPHONE", "responses": [{"answer": "REFUSED"}]}
    service.record(f"{family.path}/conversations", talk)
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"
    # A yes is not taken so, and only tried nothing is recorded of it.
    yes = {"person": family.mother, **family.agreement(words="Yes\u202e.")}
    problem_of(service.post(f"{family.path}/responses", yes), "invalid")
    tried = service.record(f"{family.path}/responses", {**no, "dry_run": True})
    assert tried["dry_run"] is True
    problem_of(service.post(f"{family.path}/responses", {**no, "dry_run": "true"}), "invalid")


def test_who_must_not_be_told_and_is_not_found_may_be_anybody_close(
    service: Running, family: Family
) -> None:
    wish = {"child": family.child, "objects": False, "not_to_be_told": [family.mother, "b" * 24]}
    recorded = service.record(f"{family.path}/wishes", wish)
    said = {notice["code"]: notice["text"] for notice in recorded["notices"]}
    assert said["NOT_ON_FILE"].endswith("(/not_to_be_told/1)")
    assert "MAY_BE_ANYBODY" in said
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    unsure = {task["person"] for task in tasks if task["code"] == "DECIDE_IF_SAFE"}
    assert family.father in unsure
    answer = service.check(family.file, family.question())
    assert answer["reasons"][0]["code"] == "NOT_SAFE_TO_ASK"
    assert "SAFETY_NOT_KNOWN" in [flag["code"] for flag in answer["flags"]]


@pytest.mark.parametrize("whose", [{}, {"person": "b" * 24}, {"person": "zed"}, {"person": None}])
def test_a_sign_that_names_somebody_protects_whosever_it_is(
    service: Running, family: Family, whose: dict[str, Any]
) -> None:
    agree(service, family)
    sign = {"code": "NOT_SAFE", "people": [family.father], **whose}
    recorded = service.record(f"{family.path}/signs", sign)
    assert "WHOSE_NOT_FOUND" in [notice["code"] for notice in recorded["notices"]]
    (told,) = [one for one in stands(service, family)["adults"] if one["id"] == family.father]
    assert told["asking"] == "NO"
    (heard,) = stands(service, family)["known"]["signs"]
    assert (heard["person"], heard["names"]) == (family.child, [family.father])


@pytest.mark.parametrize("whose", [{}, {"child": "b" * 24}, {"child": "zed"}])
def test_a_wish_that_names_somebody_protects_whosever_it_is(
    service: Running, family: Family, whose: dict[str, Any]
) -> None:
    wish = {"objects": True, "not_to_be_told": [family.father], "words": "Not dad.", **whose}
    service.record(f"{family.path}/wishes", wish)
    (told,) = [one for one in stands(service, family)["adults"] if one["id"] == family.father]
    assert told["asking"] == "NO"
    assert "CHILD_OBJECTS" in flags(service.check(family.file, family.question()))


@pytest.mark.parametrize("born", [{"dob": "2024-02-01"}, {}], ids=["a child", "no child"])
def test_a_referral_keeps_a_sign_of_which_nobody_knows_whose_it_is(
    service: Running, born: dict[str, str]
) -> None:
    taken = service.record(
        "/v1/referrals",
        {
            "children": [{"label": "john", "names": "John Zed", **born}],
            "adults": [{"label": "dad", "names": "Lee Zed"}],
            "relationships": [
                {"person": "dad", "child": "john", "role": "FATHER", "pr_status": "YES"}
            ],
            "signs": [{"code": "NOT_SAFE", "people": ["dad"], "person": "nobody-here"}],
            "enquiry": {"referrer_anonymous": "yes", "referrer_agency": "SCHOOL"},
        },
    )
    shown = service.get(f"/v1/files/{taken['file']}").get_json()
    assert [one["asking"] for one in shown["adults"]] == ["NO"]
    assert [one["referrer_anonymous"] for one in shown["enquiries"]] == [True]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("responses", {"answer": "REFUSED", "method": "PHONE_VERBAL", "words": 10**30}),
        ("responses", {"answer": " refused", "method": "phone verbal"}),
        ("responses", {"answer": "NO", "method": "PHONE_VERBAL"}),
        ("conversations", {"method": "PHONE_VERBAL", "responses": {"answer": "REFUSED"}}),
        ("conversations", {"method": "PHONE_VERBAL", "responses": [{"answer": "WITHDRAWN"}]}),
        (
            "conversations",
            {
                "method": "PHONE_VERBAL",
                "duration_minutes": 10**400,
                "responses": [{"answer": "REFUSED"}],
            },
        ),
        ("relationships", {"role": "MUM", "pr_status": "NO"}),
        ("needs", {"indicators": "DOMESTIC_ABUSE_VICTIM"}),
        ("correction-requests", {"about": "f" * 24, "words": "I never agreed."}),
    ],
    ids=[
        "a number for words",
        "small letters",
        "no",
        "no list",
        "taken back",
        "too large",
        "role",
        "one need",
        "about",
    ],
)
def test_no_yes_covers_once_something_said_otherwise_however_it_was_typed(
    service: Running, family: Family, path: str, body: dict[str, Any]
) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    child = {"child": family.child} if path == "relationships" else {}
    service.record(f"{family.path}/{path}", {"person": family.mother, **child, **body})
    answer = service.check(family.file, family.question())
    if path == "needs":
        tasks = {task["code"] for task in answer["tasks"]}
        assert "DECIDE_IF_SAFE" in tasks
        assert "SPEAK_TO" not in tasks
    else:
        assert answer["outcome"] != "COVERED"


def test_no_yes_is_taken_from_what_is_no_yes_beside_a_no(service: Running, family: Family) -> None:
    no = {"answer": "no", "scope": family.scope(agencies=[{"type": "SCHOOL"}])}
    yes = {**family.agreement(), "answer": "agreed"}
    talk = {"person": family.mother, "method": "PHONE_VERBAL", "seen_alone": "YES"}
    service.record(f"{family.path}/conversations", {**talk, "responses": [no, yes]})
    assert [one["answer"] for one in stands(service, family)["responses"]] == ["REFUSED"]
    assert service.check(family.file, family.question())["outcome"] == "ASK"


def stands(service: Running, family: Family) -> dict[str, Any]:
    shown: dict[str, Any] = service.get(family.path).get_json()
    return shown


def flags(answer: dict[str, Any]) -> list[str]:
    return [flag["code"] for flag in answer["flags"]]


def test_somebody_says_that_they_never_agreed_and_writes_no_words(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    mother_of(service, family).receipt("correction-requests", {"what": "NOT_AGREED", "words": " "})
    father_of(service, family).receipt("requests", {"wants": "CHANGE_AGREEMENT", "words": LONG})
    father_of(service, family).receipt("requests", {"words": "Stop.", "wants": "Zz"})


def test_a_part_of_which_nothing_is_said_or_can_be_used_is_read_or_left_out() -> None:
    """Nothing that may be sent ends with a fault of ours, however little it says."""
    parts = dict(part for write in WRITES for part in _parts(write.body()))
    assert len(parts) > 100
    for part in parts.values():
        members = [field.data_key or name for name, field in part.fields.items()]
        unusable: list[Any] = [None, 0.5, [], {}, [{}], "\x00", "Zz"]
        for value in unusable:
            for sent in ([], members, *([one] for one in members)):
                with suppress(ProblemError):
                    load_as_far(part, dict.fromkeys(sent, value))


def _parts(body: Body) -> Iterator[tuple[type[Body], Body]]:
    yield type(body), body
    for field in body.fields.values():
        inner = field.inner if isinstance(field, Several) else field
        if isinstance(inner, Part):
            assert isinstance(inner.schema, Body)
            yield from _parts(inner.schema)
