"""What was said and is not clear, or not known of whom, is kept and covers nothing: over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from consent_service.domain.codes import OWN_TO_AN_ADULT
from tests.api.asking_own import father_of, mother_of
from tests.api.running import Family, Running, add_family, agree, problem_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

TALK = {"method": "PHONE_VERBAL", "seen_alone": "YES"}
NOBODY = "b" * 24
#: Each said after the mother's yes: by her, however it was typed.
BY_THE_MOTHER: dict[str, tuple[str, dict[str, Any]]] = {
    "words for an answer": ("responses", {"answer": "maybe??"}),
    "a no in other words": ("responses", {"answer": "Nope, not any more"}),
    "a no with a full stop": ("responses", {"answer": "No."}),
    "a wide no": ("responses", {"answer": "\uff2e\uff2f"}),
    "a number": ("responses", {"answer": 7}),
    "null": ("responses", {"answer": None, "words": "Not the school."}),
    "words alone": ("responses", {"words": "She is not happy with that."}),
    "no answers": ("conversations", {**TALK, "responses": None, "parent_words": "No."}),
    "a number for one": ("conversations", {**TALK, "responses": [7], "parent_words": "No."}),
    "in a talk": ("conversations", {**TALK, "responses": [{"answer": "maybe??"}]}),
    "a text": ("conversations", {**TALK, "responses": "She said no to all of it"}),
    "a text in a list": ("conversations", {**TALK, "responses": ["no"]}),
    "one object": ("conversations", {**TALK, "responses": {"answer": "hm"}}),
    "by number": ("conversations", {**TALK, "responses": {"0": {"answer": "REFUSED"}}}),
    "not agreed": ("responses", {"answer": "NOT_AGREED"}),
}
#: Said after it by nobody knows whom.
BY_WHOM: dict[str, tuple[str, dict[str, Any]]] = {
    "a no": ("responses", {"answer": "REFUSED", "method": "PHONE_VERBAL"}),
    "a stop": ("withdrawals", {"words": "Stop it."}),
    "a talk": ("conversations", {**TALK, "responses": [{"answer": "REFUSED"}]}),
    "undecided": ("responses", {"answer": "UNDECIDED", "method": "PHONE_VERBAL"}),
}


#: Nobody whom anybody knows, in each way in which that is typed.
BY_NOBODY: list[dict[str, Any]] = [{}, {"person": NOBODY}, {"person": "dad"}, {"person": None}]
#: What was said, and by whom: every day each with one of the others, in campaigns with all.
Pairs = Callable[..., Iterable[Any]]
EACH_ONCE_OR_ALL = [
    pytest.param(zip, id="each once"),
    pytest.param(product, id="all", marks=pytest.mark.campaign),
]


def said_by_nobody(
    said: Sequence[tuple[str, dict[str, Any]]], whose: Sequence[dict[str, str]]
) -> list[Any]:
    """Each of what is said by one of them, and in campaigns by all, on a file of its own."""
    return [
        pytest.param(*one, who, marks=() if (n + m) % len(whose) == 0 else pytest.mark.campaign)
        for n, one in enumerate(said)
        for m, who in enumerate(whose)
    ]


def says_yes(service: Running, family: Family, person: str) -> None:
    service.record(f"{family.path}/conversations", family.conversation(person=person))


def test_what_was_answered_and_cannot_be_read_covers_nothing(
    service: Running, family: Family
) -> None:
    for name, (path, body) in BY_THE_MOTHER.items():
        agree(service, family)
        service.clock.now += timedelta(minutes=1)
        service.record(f"{family.path}/{path}", {"person": family.mother, **body})
        answer = service.check(family.file, family.question())
        assert answer["outcome"] in ("ASK", "OBJECTION"), name
        if answer["outcome"] == "ASK":
            assert answer["reasons"][0]["code"] == "NOT_CLEAR", name
            assert "not a no" not in answer["headline"], name
            assert "WHAT_WAS_SAID" in {task["code"] for task in answer["tasks"]}, name
        service.clock.now += timedelta(minutes=2)
    service.beat()


def test_what_is_not_clear_of_one_parent_is_not_covered_by_the_other(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    said = {"person": family.father, "answer": "I don't think so", "method": "PHONE_VERBAL"}
    recorded = service.record(f"{family.path}/responses", said)
    assert "ANSWER_NOT_CLEAR" in [notice["code"] for notice in recorded["notices"]]
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "ASK"
    # Whoever is to find out what was said reads it with the answer.
    (his,) = (one for one in answer["items"][0]["positions"] if one["person"] == family.father)
    assert [one["words"] for one in his["statements"]] == ["I don't think so"]
    history = service.get(f"{family.path}/history").get_json()["entries"]
    (kept,) = [e["event"] for e in history if e["event"].get("answer") == "NOT_CLEAR"]
    assert kept["words"] == "I don't think so"
    # Once he has said what he meant, it is his answer that counts.
    service.clock.now += timedelta(minutes=2)
    says_yes(service, family, family.father)
    assert service.check(family.file, family.question())["outcome"] == "COVERED"


@pytest.mark.parametrize("pairs", EACH_ONCE_OR_ALL)
def test_what_nobody_knows_who_said_covers_nothing_and_is_on_no_page(
    service: Running, family: Family, pairs: Pairs
) -> None:
    agree(service, family)
    pages = [mother_of(service, family).view(), father_of(service, family).view()]
    for (name, (path, body)), whose in pairs(BY_WHOM.items(), BY_NOBODY):
        service.clock.now += timedelta(minutes=1)
        recorded = service.record(f"{family.path}/{path}", {**body, **whose})
        assert "WHO_SAID_IT" in [notice["code"] for notice in recorded["notices"]], name
        answer = service.check(family.file, family.question())
        assert (answer["outcome"], answer["reasons"][0]["code"]) == ("ASK", "NOT_CLEAR"), name
        said = [mother_of(service, family).view(), father_of(service, family).view()]
        for before, after in zip(pages, said, strict=True):
            assert before == after, name
        service.clock.now += timedelta(minutes=2)
        for person in (family.mother, family.father):
            says_yes(service, family, person)
        assert service.check(family.file, family.question())["outcome"] == "COVERED", name
        pages = [mother_of(service, family).view(), father_of(service, family).view()]


@pytest.mark.parametrize(
    ("path", "body", "whose"),
    said_by_nobody(
        [
            ("safety", {"safe_to_ask": False, "reason": "He hits them."}),
            ("safety", {"safe_to_ask": "no!", "code": "ALLEGED_ABUSER"}),
            ("needs", {"indicators": ["DOMESTIC_ABUSE_VICTIM"]}),
            ("needs", {"indicators": "domestic abuse victim"}),
            ("conversations", {**TALK, "pressure_concern": "yes"}),
            ("conversations", {**TALK, "pressure_concern": "YES"}),
        ],
        BY_NOBODY[:3],
    ),
)
def test_a_danger_of_which_nobody_knows_whose_it_is_may_be_anybodys(
    service: Running, family: Family, path: str, body: dict[str, Any], whose: dict[str, str]
) -> None:
    recorded = service.record(f"{family.path}/{path}", {**body, **whose})
    assert "WHOSE_NOT_FOUND" in [notice["code"] for notice in recorded["notices"]]
    shown = service.get(family.path).get_json()
    assert {one["asking"] for one in shown["adults"]} == {"NOT_KNOWN"}
    assert service.check(family.file, family.question())["outcome"] == "DECISION_NEEDED"


def test_what_protects_is_read_however_it_was_spelt(service: Running, family: Family) -> None:
    agree(service, family)
    told = {"person": family.mother, "methods": ["no contact requested", "smoke"]}
    service.record(f"{family.path}/keep-informed", told)
    lacks = {"person": family.mother, "status": "lacks"}
    service.record(f"{family.path}/capacity", lacks)
    assert service.check(family.file, family.question())["outcome"] != "COVERED"
    has = {"person": family.mother, "status": "assessed has"}
    problem_of(service.post(f"{family.path}/capacity", has), "invalid")


def test_an_address_to_protect_and_an_injury_are_kept_whosever_they_are(
    service: Running, family: Family
) -> None:
    address = {"type": "ADDRESS", "value": "1 Made Up Lane", "safety": "SAFE", "protected": True}
    service.record(f"{family.path}/contact-points", address)
    agree(service, family)
    words = service.check(family.file, family.question())["agency_words"]
    assert "Do not give any address to anybody." in words
    service.record(f"{family.path}/injuries", {"words": "A bruise on the arm."})
    entries = service.get(f"{family.path}/history").get_json()["entries"]
    (injury,) = [e["event"] for e in entries if e["event"]["kind"] == "injury-recorded"]
    assert injury["child"] == family.child


def test_a_yes_that_nobody_knows_whose_it_is_is_refused(service: Running, family: Family) -> None:
    talk = {**TALK, "responses": [family.agreement()]}
    problem_of(service.post(f"{family.path}/conversations", talk), "invalid")
    problem_of(service.post(f"{family.path}/responses", {"answer": "yes"}), "invalid")
    known = {"person": family.mother, "answer": "yes"}
    problem_of(service.post(f"{family.path}/responses", known), "invalid")


#: What no member is called, and nearly.
NEARLY: dict[str, tuple[str, dict[str, Any]]] = {
    "one answer": ("conversations", {**TALK, "response": [{"answer": "REFUSED"}]}),
    "in capitals": ("conversations", {**TALK, "Responses": {"Answer": "REFUSED"}}),
    "a yes beside a no": (
        "conversations",
        {**TALK, "reponses": [{"answer": "AGREED"}, {"answer": "REFUSED"}]},
    ),
    "an answer": ("responses", {"answr": "REFUSED", "method": "PHONE_VERBAL"}),
    "a reason": ("responses", {"answer": "no", "word": "Not the school."}),
    "whose": ("responses", {"answer": "REFUSED", "persons": NOBODY, "method": "PHONE_VERBAL"}),
}


@pytest.mark.parametrize("name", NEARLY)
def test_a_no_is_heard_under_a_name_that_is_nearly_its_own(
    service: Running, family: Family, name: str
) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    path, body = NEARLY[name]
    recorded = service.record(f"{family.path}/{path}", {"person": family.mother, **body})
    assert "CANNOT_BE_USED" in [notice["code"] for notice in recorded["notices"]]
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"


def test_who_must_not_know_is_kept_under_a_name_that_is_nearly_its_own(
    service: Running, family: Family
) -> None:
    wish = {"child": family.child, "objects": True, "notToBeTold": [family.father]}
    service.record(f"{family.path}/wishes", wish)
    needs = {"person": family.mother, "indicator": ["DOMESTIC_ABUSE_VICTIM"]}
    service.record(f"{family.path}/needs", needs)
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"}
    for protected in ({"protected": "ja"}, {"Protected": True}):
        service.record(f"{family.path}/contact-points", {**point, **protected})
    shown = service.get(family.path).get_json()
    assert [one["asking"] for one in shown["adults"] if one["id"] == family.father] == ["NO"]
    assert [one["value"] for one in shown["contact_points"]] == [None, None]
    # Whoever only meant to try it has not done it.
    tried = {"person": family.mother, "answer": "REFUSED", "method": "PHONE_VERBAL", "dryrun": True}
    problem_of(service.post(f"{family.path}/responses", tried), "invalid")


def test_no_yes_is_read_under_a_name_that_is_nearly_its_own(
    service: Running, family: Family
) -> None:
    yes = family.agreement()
    talk = {"person": family.mother, **TALK}
    problem_of(service.post(f"{family.path}/conversations", {**talk, "response": [yes]}), "invalid")
    beside = {"answer": "REFUSED", "scope": family.scope(agencies=[{"type": "SCHOOL"}])}
    service.record(f"{family.path}/conversations", {**talk, "response": [yes, beside]})
    assert service.check(family.file, family.question())["outcome"] == "ASK"
    said = {"person": family.mother, "answr": "AGREED", "expires_at": yes["expires_at"]}
    problem_of(service.post(f"{family.path}/responses", said), "invalid")


#: What may be about any yes there is, as nobody knows whose it is.
OF_ANY_YES: dict[str, tuple[str, dict[str, Any]]] = {
    "a correction": ("correction-requests", {"words": "I never agreed."}),
    "a concern": ("validity", {"status": "CONCERN", "reasons": ["PRESSURE"]}),
    "of another kind": ("validity", {"response": "zed", "status": "INVALID"}),
    "cannot decide": ("capacity", {"status": "LACKS"}),
    "words alone": ("conversations", {**TALK, "parent_words": "I do not want that."}),
    "to change it": ("family-requests", {"wants": "CHANGE_AGREEMENT", "words": "Not the school."}),
    "died": ("deaths", {"source": "The hospital rang."}),
    "not to be contacted": ("keep-informed", {"methods": ["NO_CONTACT_REQUESTED"]}),
}


@pytest.mark.parametrize(
    ("path", "body", "whose"), said_by_nobody([*OF_ANY_YES.values()], BY_NOBODY[:2])
)
def test_what_may_be_about_any_yes_is_kept_whosever_it_is(
    service: Running, family: Family, path: str, body: dict[str, Any], whose: dict[str, str]
) -> None:
    agree(service, family)
    if path == "validity" and whose:
        whose = {"response": NOBODY}
    recorded = service.record(f"{family.path}/{path}", {**whose, **body})
    codes = {notice["code"] for notice in recorded["notices"]}
    assert codes & {"WHO_SAID_IT", "WHOSE_NOT_FOUND"}
    answer = service.check(family.file, family.question())
    if path == "keep-informed":
        assert "SPEAK_TO" not in {task["code"] for task in answer["tasks"]}
        assert "SAFETY_NOT_KNOWN" in {flag["code"] for flag in answer["flags"]}
    else:
        assert answer["outcome"] == "ASK"


def noes_to(kinds: list[str], family: Family) -> dict[str, tuple[str, dict[str, Any]]]:
    """Each way in which a mother can say no to what is her own, about her child: to which address
    it is sent, and what.
    """
    no = {"subjects": [family.child], "categories": kinds}
    left_out = family.scope(categories=["EDUCATION"], exclusions={"categories": kinds})
    part = family.agreement(answer="AGREED_IN_PART", scope=left_out)
    of_a_service = family.scope(
        categories=["EDUCATION", *kinds],
        agencies=[{"type": "*"}],
        exclusions={"agencies": [{"type": "HEALTH_VISITOR"}]},
    )
    service_left_out = family.agreement(
        answer="AGREED_IN_PART", scope=of_a_service, any_reason="She knows none of them by name."
    )
    open_ended = {"answer": "AGREED_IN_PART", "scope": {**left_out, "purposes": []}}
    return {
        "a no": ("responses", {"answer": "REFUSED", "scope": no}),
        "a no, and the father is named": (
            "responses",
            {"answer": "REFUSED", "scope": {**no, "subjects": [family.child, family.father]}},
        ),
        "taken back": ("withdrawals", {"scope": no}),
        "taken back on her page": ("own", {"scope": no}),
        "a no in a talk": (
            "conversations",
            {**TALK, "responses": [{"answer": "REFUSED", "scope": no}]},
        ),
        "left out": ("conversations", {**TALK, "responses": [part]}),
        "left out of all she agreed": (
            "conversations",
            {**TALK, "responses": [{**part, "answer": "AGREED"}]},
        ),
        "left out, and no talk": ("responses", part),
        "left out, and no purpose": ("conversations", {**TALK, "responses": [open_ended]}),
        "left out, as a referrer tells it": (
            "conversations",
            {**TALK, "method": "VIA_REFERRER", "responses": [part]},
        ),
        "a service left out": ("conversations", {**TALK, "responses": [service_left_out]}),
        "a service left out, and no talk": ("responses", service_left_out),
    }


def test_an_adults_no_to_what_is_their_own_is_theirs_whichever_child_it_names(
    service: Running,
) -> None:
    """Each way to say no, for each kind, over her yes: about a child it would be a no to
    nothing.
    """
    kinds = sorted(OWN_TO_AN_ADULT)
    for way in noes_to(kinds, add_family(service)):
        family = add_family(service)
        about_her = {"subjects": [family.mother], "categories": kinds}
        agree(service, family, scope=family.scope(**about_her))
        service.clock.now += timedelta(minutes=1)
        for some in (kinds[:1], kinds[1:3], kinds[3:]):
            where, body = noes_to(some, family)[way]
            if where == "own":
                mother_of(service, family).receipt("withdrawals", body)
            else:
                service.record(f"{family.path}/{where}", {"person": family.mother, **body})
        found = service.check(family.file, family.question(**about_her))["items"]
        heard = {one["category"]: one["outcome"] for one in found}
        assert heard == dict.fromkeys(kinds, "OBJECTION"), way
        father = family.question(subjects=[family.father], categories=kinds)
        assert service.check(family.file, father)["outcome"] != "OBJECTION", way


def test_a_no_to_what_is_a_childs_own_under_a_parents_name_alone_is_one_about_the_child(
    service: Running, family: Family
) -> None:
    """The father had agreed, and a check about the child went by that."""
    service.record(
        f"{family.path}/conversations",
        {"person": family.father, **TALK, "responses": [family.agreement()]},
    )
    assert service.check(family.file, family.question())["outcome"] == "COVERED"
    no = {"subjects": [family.mother], "categories": ["CHILD_HEALTH"]}
    said = {"person": family.mother, "answer": "REFUSED", "scope": no}
    kept = service.record(f"{family.path}/responses", said)
    assert "ABOUT_OTHERS_TOO" in [one["code"] for one in kept["notices"]]
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"


def test_what_is_left_out_of_a_yes_about_a_child_takes_nothing_else_from_it(
    service: Running, family: Family
) -> None:
    """What was agreed about the child stays agreed; it is no yes about herself, and neither is what
    is the child's own hers.
    """
    scope = family.scope(exclusions={"categories": ["SUBSTANCE_USE", "CHILD_MENTAL_HEALTH"]})
    part = family.agreement(answer="AGREED_IN_PART", scope=scope)
    talk = {"person": family.mother, **TALK, "responses": [part]}
    kept = service.record(f"{family.path}/conversations", talk)
    assert "ABOUT_THEMSELVES_TOO" in [one["code"] for one in kept["notices"]]
    of_her = [
        one["event"]["scope"]["categories"]
        for one in service.get(f"{family.path}/history").get_json()["entries"]
        if one["event"].get("answer") == "REFUSED"
    ]
    assert of_her == [["SUBSTANCE_USE"]]
    assert service.check(family.file, family.question())["outcome"] == "COVERED"
    hers = family.question(subjects=[family.mother], categories=["ADULT_HEALTH"])
    assert service.check(family.file, hers)["outcome"] == "ASK"
