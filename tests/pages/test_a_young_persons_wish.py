"""What a young person who decides does not want is heard like what a child of eight does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.words.naming import day
from tests.api.running import Family, Running, add_family, agree
from tests.api.test_effects import refuse
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER
from tests.reasons import ENOUGH

WORDS = "I changed my mind, do not ask my doctor."


def check(service: Running, family: Family) -> tuple[dict[str, Any], str]:
    service.clock.now += timedelta(hours=1)
    answer = service.check(family.file, family.question())
    seq = answer["ledger"]["seq"]
    return answer, someone(service).open(f"/files/{family.file}/checks/{seq}").text


def test_what_they_were_heard_not_to_want_holds_until_they_say_yes_after_it(
    made_up: Running,
) -> None:
    """It was headed "Agreed", and their words stood nowhere."""
    family = add_family(made_up)
    able = {"child": family.child, "status": "COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", able, "MASH_MANAGER")
    yes = family.conversation(person=family.child)
    made_up.record(f"{family.path}/conversations", yes)
    assert check(made_up, family)[0]["outcome"] == "COVERED"
    wish = {"child": family.child, "objects": True, "words": WORDS, "heard_by": "The school"}
    made_up.record(f"{family.path}/wishes", wish)
    answer, text = check(made_up, family)
    assert answer["headline"] == "The child does not want this. Not agreed yet."
    assert answer["reasons"][0]["code"] == "NOT_CLEAR"
    assert "They do not want it, as The school heard" in text
    assert WORDS in text
    made_up.record(f"{family.path}/conversations", yes)
    assert check(made_up, family)[0]["outcome"] == "COVERED"


def test_what_a_child_says_stands_with_the_answer_whichever_box_was_ticked(
    made_up: Running,
) -> None:
    """Not "against it? No" was read as "he says no", and his words were nowhere."""
    family = add_family(made_up)
    wish = {"child": family.child, "objects": False, "words": "I said no.", "heard_by": "Priya"}
    made_up.record(f"{family.path}/wishes", wish)
    answer, text = check(made_up, family)
    # Nobody said that the child is against it: how it reads puts that in doubt, and no more.
    assert answer["headline"].startswith("The child may not want this. ")
    assert "The child does not want this." not in text
    assert "It may be a no, as Priya heard" in text
    assert "I said no." in text
    agree(made_up, family)
    grid = someone(made_up).open(f"/files/{family.file}/agreed").text
    assert "The child may not want this." in grid
    assert "The child does not want this." not in grid
    made_up.record(f"{family.path}/wishes", wish | {"objects": True})
    assert check(made_up, family)[0]["headline"].startswith("The child does not want this. ")


def test_whoever_decides_and_was_heard_stands_there_once_and_by_nobody_where_nobody_was_named(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    able = {"child": family.child, "status": "COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", able, "MASH_MANAGER")
    made_up.record(
        f"{family.path}/wishes", {"child": family.child, "objects": False, "words": "Yes"}
    )
    _, text = check(made_up, family)
    spoken = text.partition("Who we have spoken to")[2]
    assert spoken.count("What they want") == 1
    assert "What they want, said on 9 March" in spoken
    assert "heard" not in spoken.partition("What they want")[2][:40]


#: As it was typed on the telephone.
NOT_MUM_AND_DAD = "A ok w CAMHS and sch nurse, not form tutor/school. pls ring my mob not home. "
NOT_MUM_AND_DAD += "doesnt want mum n dad told yet"


def agreed_but_parents_are_not_told(service: Running, family: Family, words: str) -> None:
    no = {"answer": "REFUSED", "scope": family.scope(agencies=[{"type": "SCHOOL"}])}
    talk = family.conversation(family.agreement(), no, person=family.child, parent_words=words)
    service.record(f"{family.path}/conversations", talk)


def test_whoever_says_yes_and_that_their_parents_are_not_told_has_said_yes(
    made_up: Running,
) -> None:
    """The wish that is made of the words was read as a no to what they agreed to, and the yes of
    the same talk was nowhere.
    """
    family = add_family(made_up)
    able = {"child": family.child, "status": "COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", able, "MASH_MANAGER")
    agreed_but_parents_are_not_told(made_up, family, NOT_MUM_AND_DAD)
    answer, text = check(made_up, family)
    assert answer["outcome"] == "COVERED"
    assert "does not want this" not in text
    assert "They do not want somebody told, said on 9 March" in text
    timeline = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert "does not want somebody told" in timeline
    assert "does not want it" not in timeline


def test_who_is_not_to_be_told_renews_no_older_no_and_lifts_none(made_up: Running) -> None:
    """The wish that is made of a talk took over what they were against a day before, and so came
    after the yes of that talk.
    """
    family = add_family(made_up)
    able = {"child": family.child, "status": "COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", able, "MASH_MANAGER")
    wish = {"child": family.child, "objects": True, "words": WORDS, "heard_by": "The school"}
    made_up.record(f"{family.path}/wishes", wish)
    made_up.clock.now += timedelta(hours=1)
    agreed_but_parents_are_not_told(made_up, family, NOT_MUM_AND_DAD)
    assert check(made_up, family)[0]["outcome"] == "COVERED"
    # A child who does not decide is still against it, as they were.
    other = add_family(made_up)
    made_up.record(f"{other.path}/wishes", wish | {"child": other.child})
    made_up.clock.now += timedelta(hours=1)
    agreed_but_parents_are_not_told(made_up, other, NOT_MUM_AND_DAD)
    assert check(made_up, other)[0]["headline"].startswith("The child does not want this.")
    # Until a manager writes down what they want now.
    now = {"child": other.child, "objects": False, "not_a_no": True, "words": "It is fine now"}
    made_up.record(f"{other.path}/wishes", now | {"how_weighed": ENOUGH}, "MASH_MANAGER")
    assert "does not want this" not in check(made_up, other)[0]["headline"]


@pytest.mark.parametrize(
    ("words", "is_against"),
    [
        ("doesnt mind SW talking to sch nurse but doesnt want mum & dad told about CAMHS", False),
        ("A says ok to CAMHS, mum and dad not to know", False),
        # Whoever is named may be a service.
        ("I don't want Dave told", True),
        ("doesn't want them to know. Doesn't want CAMHS either", True),
        ("I don't want my doctor told", True),
        ("don't tell mum. I said no to CAMHS", True),
    ],
)
def test_that_somebody_is_not_told_is_no_no_to_the_rest(
    made_up: Running, words: str, *, is_against: bool
) -> None:
    family = add_family(made_up)
    wish = {"child": family.child, "objects": False, "words": words, "heard_by": "Priya"}
    made_up.record(f"{family.path}/wishes", wish)
    text = check(made_up, family)[1]
    assert ("The child may not want this" in text) == is_against
    assert "does not want this" not in text


def test_a_wish_is_read_once_more_where_it_may_be_meant_otherwise(made_up: Running) -> None:
    """One press recorded it, and what was doubtful in it was said afterwards."""
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/wishes/new"
    chosen = {"child": family.child, "objects": "false", "heard_by": "Priya"}
    chosen |= {"must_not_hear": "NOBODY"}
    for words in (
        "happy to talk to CAMHS, wants it kept private from parents",
        "wants it confidential",
        "ok, but wants it kept quiet",
    ):
        size = made_up.size()
        read = opened(browser.send(browser.open(path), path, words=words, **chosen))
        assert made_up.size() == size
        assert "Nobody has said who the child means" in read.text, words
    # Whoever says whom, and that they are no danger, is asked no more, nor told of harm.
    named = {**chosen, "must_not_hear": f"only.{family.mother}"}
    words = "doesnt mind SW talking to sch nurse but doesnt want mum told about CAMHS"
    reply = browser.send(browser.open(path), path, words=words, **named)
    assert reply.status_code == 303
    assert "may tell of harm" not in browser.open(reply.location).text
    # Whatever else may be a no in it is asked about.
    words = "doesnt want mum told. not keen on CAMHS, doesnt want it"
    read = opened(browser.send(browser.open(path), path, words=words, **named))
    assert "Did they say or write anything that may be a no?" in read.text


#: As it was typed at the school: nobody was ticked, and it waited without a day.
KAI = "said if i tell any1 hell put my pics on insta. might as well end it lol. pls not mum about "
KAI += "maccys"


def test_a_childs_words_are_not_kept_before_somebody_has_said_who_must_not_hear(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/wishes/new"
    chosen = {"child": family.child, "objects": "true", "heard_by": "Priya"}
    size = made_up.size()
    left = browser.send(browser.open(path), path, words=KAI, **chosen, must_not_hear="")
    assert "Tick who it is, or tick “Nobody that I know of”." in opened(left, 422).text
    nobody = {**chosen, "must_not_hear": "NOBODY"}
    read = opened(browser.send(browser.open(path), path, words=KAI, **nobody))
    assert read.heading == "Check what you typed"
    assert "These words may tell of harm, and you named nobody as a danger." in read.text
    assert made_up.size() == size
    assert browser.post(path, read.form(path)).status_code == 303
    due = made_up.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    days = {one["code"]: one["due"] for one in due}
    assert days["WEIGH_WISHES"] == days["READ_HARM"] == str(made_up.clock.now.date())


def test_how_a_wish_was_weighed_is_due_the_next_working_day_where_it_tells_of_no_harm(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    wish = {"child": family.child, "objects": True, "words": WORDS, "heard_by": "The school"}
    made_up.record(f"{family.path}/wishes", wish)
    due = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    days = {one["code"]: one["due"] for one in due}
    assert days["WEIGH_WISHES"] == str(made_up.clock.now.date() + timedelta(days=1))


def test_whom_a_wish_names_is_kept_from_it_in_the_childs_own_words(made_up: Running) -> None:
    """A manager weighs one entry, which says whom and why."""
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/wishes/new"
    chosen = {"child": family.child, "objects": "false", "heard_by": "Priya", "words": "Not mum."}
    sent = {**chosen, "must_not_hear": family.mother, "not_a_no": "true"}
    reply = browser.send(browser.open(path), path, **sent)
    if reply.status_code != 303:
        reply = browser.post(path, opened(reply).form(path))
    assert reply.status_code == 303
    (wish,) = made_up.get(family.path).get_json()["known"]["wishes"]
    assert (wish["words"], wish["not_to_be_told"]) == ("Not mum.", [family.mother])


def test_that_a_child_can_decide_and_that_it_waits_is_said_where_they_agreed(
    made_up: Running,
) -> None:
    """Their mother had said no, so it waits: the answer asked for what had just been recorded."""
    family = add_family(made_up)
    refuse(made_up, family, family.mother)
    made_up.clock.now += timedelta(minutes=5)
    able = {"child": family.child, "status": "COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", able)
    made_up.record(f"{family.path}/conversations", family.conversation(person=family.child))
    text = check(made_up, family)[1]
    assert "that they can decide is recorded for another purpose, or waits for a manager" in text


def test_each_form_that_asks_for_a_wish_says_that_it_is_of_everything(made_up: Running) -> None:
    """She wanted the clinic alone kept from her mother, and nothing said that there is no such
    part: not to whoever typed it, and not to whoever weighed it.
    """
    family = add_family(made_up)
    wish = {"child": family.child, "objects": False, "words": "Not mum.", "heard_by": "Us"}
    wish |= {"not_to_be_told": [family.mother], "not_to_be_told_because": "She asked us."}
    made = made_up.record(f"{family.path}/wishes", wish)["id"]
    asked = someone(made_up).open(f"/files/{family.file}/wishes/new").text
    assert "A yes holds for everything, with everybody." in asked
    assert "They are told nothing, of anything, until a manager has weighed it." in asked
    path = f"/files/{family.file}/wishes/{made}/weighings/new"
    weighed = someone(made_up, MANAGER).open(path).text
    assert "It is of everything: there is no answer for one part." in weighed


def test_what_only_stands_for_their_words_is_quoted_nowhere_as_theirs(made_up: Running) -> None:
    """In a talk somebody was ticked who must not hear: "Not written down" was quoted as his."""
    family = add_family(made_up)
    kept = {"must_not_hear": {"people": [family.father]}}
    talk = family.conversation(person=family.child, parent_words="It is fine at school.", **kept)
    made_up.record(f"{family.path}/conversations", talk)
    (wish,) = made_up.get(family.path).get_json()["known"]["wishes"]
    assert (wish["words"], wish["not_to_be_told"]) == (None, [family.father])
    _, text = check(made_up, family)
    at_home = someone(made_up).open(f"/files/{family.file}").text
    assert "“Not written down" not in text
    assert "“Not written down" not in at_home
    assert "They do not want somebody told" in text


def test_whoever_is_sixteen_and_was_found_unable_is_still_spoken_to(made_up: Running) -> None:
    """On what his father said he was gone from the answer. A worker's finding waits; on a
    manager's own he stands there with what was found, and is asked what he wants.
    """
    family = add_family(made_up)
    names = {"names": "Idris Example", "dob": "2010-01-01"}
    idris = str(made_up.record(f"{family.path}/children", names)["id"])
    asked = {**family.question(), "subjects": [idris]}
    unable = {"child": idris, "status": "NOT_COMPETENT", "rationale": "dad says he dont get it"}
    told = made_up.record(f"{family.path}/competence", unable)
    assert "From 16 all are presumed able" in str(told["notices"])
    made_up.clock.now += timedelta(hours=1)
    answer = made_up.check(family.file, asked)
    assert answer["reasons"][0]["code"] == "YP_NOT_ASKED"
    made_up.record(f"{family.path}/competence", unable | {"rationale": ENOUGH}, "MASH_MANAGER")
    made_up.clock.now += timedelta(hours=1)
    seq = made_up.check(family.file, asked)["ledger"]["seq"]
    text = someone(made_up).open(f"/files/{family.file}/checks/{seq}").text
    assert "Does not yet understand enough to make this decision" in text
    assert "Speak to them all the same, of what they want." in text


def test_a_wish_written_down_later_says_when_it_was_said(made_up: Running) -> None:
    """The day by which it is weighed counts from then, and stood there as late without a word."""
    family = add_family(made_up)
    said = made_up.clock.now - timedelta(days=3)
    on = f"aid on {day(said)}"
    wish = {"child": family.child, "objects": True, "words": WORDS, "heard_by": "The school"}
    keeps = wish | {"objects": False, "not_to_be_told": [family.mother], "words": "Not mum."}
    before, then = ((said - timedelta(hours=n)).isoformat() for n in (1, 0))
    made = made_up.record(f"{family.path}/wishes", keeps | {"effective_at": before})["id"]
    made_up.record(f"{family.path}/wishes", wish | {"effective_at": then})
    due = made_up.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    told = {one["code"]: one["so_far"] for one in due}
    for code in ("WEIGH_WISHES", "WEIGH_WISH"):
        assert f"S{on}" in told[code]
    manager = someone(made_up, MANAGER)
    page = manager.open(f"/files/{family.file}/wishes/{made}/weighings/new").text
    assert f"S{on}. The day by which it is weighed counts from then." in page
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    assert f"s{on}" in manager.open(f"/files/{family.file}/checks/{seq}").text
