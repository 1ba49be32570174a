"""Whoever asks on their page to change what they agreed to may mean a no by it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.asking_own import father_of, mother_of
from tests.api.running import Family, Running, agree
from tests.api.test_handing_on import TO_ASSESSMENT, close
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def outcomes(service: Running, family: Family) -> list[str]:
    """Of what the mother agreed to, and of one kind of information more."""
    return [
        service.check(family.file, family.question(categories=[one]))["outcome"]
        for one in ("CHILD_HEALTH", "EDUCATION")
    ]


@pytest.mark.parametrize("words", ["Only health, please stop the school.", None])
def test_whoever_asks_to_change_what_they_agreed_to_may_have_said_no_to_it(
    service: Running, family: Family, words: str | None
) -> None:
    """Nobody has read it yet: they may have typed a no in words, and ticked nothing."""
    agree(service, family)
    agree(service, family, scope={**family.scope(), "categories": ["EDUCATION"]})
    service.clock.now += timedelta(minutes=1)
    assert outcomes(service, family) == ["COVERED", "COVERED"]
    mother = mother_of(service, family)
    (health,) = [one["response"] for one in mother.view()["agreed"] if "health" in str(one["what"])]
    asked = {"wants": "CHANGE_AGREEMENT", "response": health}
    sent = asked if words is None else {**asked, "words": words}
    receipt = mother.receipt("requests", sent)
    view = mother.view()
    assert health not in [one["response"] for one in view["agreed"]]
    # Which of the two the words mean, nobody knows before somebody has read them.
    held = {one["response"] for one in view["not_counted"]}
    assert (held == {health}) is (words is None)
    assert health in held
    assert receipt["means"].startswith("We have written down what you asked for. Someone from")
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("ASK", "NOT_CLEAR")
    # What they wrote may be a no to all of it; where they wrote nothing, they mean that answer.
    assert outcomes(service, family) == ["ASK", "COVERED" if words is None else "ASK"]
    # It is a no of theirs for as long as nobody has heard which; then it is what they said.
    service.clock.now += timedelta(minutes=1)
    agree(service, family)
    assert outcomes(service, family) == ["COVERED", "COVERED" if words is None else "ASK"]
    # Which of their answers they mean nobody knows where they name none, or none of theirs.
    service.clock.now += timedelta(minutes=1)
    mother.receipt("requests", {"wants": "CHANGE_AGREEMENT", "response": "f" * 24})
    assert outcomes(service, family) == ["ASK", "ASK"]


@pytest.mark.parametrize("wants", ["OBJECT_TO_USE", "LIMIT_USE", "ERASE_RECORD"])
def test_whoever_asks_us_not_to_use_what_we_hold_may_have_said_no(
    service: Running, family: Family, wants: str
) -> None:
    """The next check said that they agreed; from whom nobody could name it was in doubt."""
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    mother.receipt("requests", {"wants": wants})
    assert outcomes(service, family)[0] == "ASK"
    assert mother.view()["agreed"] == []
    service.clock.now += timedelta(minutes=1)
    agree(service, family)
    assert outcomes(service, family)[0] == "COVERED"


@pytest.mark.each_database("recordFamilyRequest")
@pytest.mark.parametrize("wants", ["CHANGE_AGREEMENT", "LETTER"])
def test_what_staff_write_down_of_it_is_heard_as_what_is_pressed(
    service: Running, family: Family, wants: str
) -> None:
    """By telephone it put no doubt on anything: whoever asked next was told that she agreed."""
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    asked = {"person": family.mother, "wants": wants, "words": "Zz not the nurse, maybe."}
    service.record(f"{family.path}/family-requests", asked)
    # Whatever else they ask for, their words may be a no as well.
    assert outcomes(service, family)[0] == "ASK"
    shown = mother.view()
    assert shown["agreed"] == []
    assert shown["not_counted"] != []
    service.clock.now += timedelta(minutes=1)
    agree(service, family)
    assert outcomes(service, family)[0] == "COVERED"
    # The father has not answered: his words are heard as hers are.
    service.record(f"{family.path}/family-requests", {**asked, "person": family.father})
    assert outcomes(service, family)[0] == "ASK"


@pytest.mark.parametrize("where", ["own page", "staff", "staff, in another enquiry"])
@pytest.mark.parametrize("is_handed_on", [False, True])
def test_it_may_be_a_no_to_what_still_counts_wherever_it_was_handed_on_to_or_staff_put_it(
    service: Running, family: Family, where: str, *, is_handed_on: bool
) -> None:
    """The yes went on covering the assessment, and nobody was told that she wants to change it."""
    agree(service, family, scope=family.scope(purposes=["AGENCY_CHECKS", "CIN_ASSESSMENT"]))
    if is_handed_on:
        close(service, family, **TO_ASSESSMENT)
    service.clock.now += timedelta(minutes=1)
    question = family.question(purpose="CIN_ASSESSMENT", enquiry=family.enquiry)
    assert service.check(family.file, question)["outcome"] == "COVERED"
    asked = {"wants": "CHANGE_AGREEMENT", "words": "Not the nurse."}
    if where == "own page":
        mother_of(service, family).receipt("requests", asked)
    else:
        asked["person"] = family.mother
        if where != "staff":
            other = service.record(f"{family.path}/enquiries", {"rating": "GREEN"})
            asked["enquiry"] = other["id"]
        service.record(f"{family.path}/family-requests", asked)
    assert service.check(family.file, question)["reasons"][0]["code"] == "NOT_CLEAR"
    page = mother_of(service, family).view()
    assert (page["agreed"], len(page["not_counted"])) == ([], 1)


@pytest.mark.parametrize(
    "wants", ["OBJECT_TO_USE", "LIMIT_USE", "ERASE_RECORD", "CHANGE_AGREEMENT"]
)
@pytest.mark.parametrize("by_staff", [True, False])
def test_what_one_asks_who_has_not_answered_may_be_a_no_that_nobody_elses_yes_covers(
    service: Running, family: Family, wants: str, *, by_staff: bool
) -> None:
    """The other parent's yes covered it, and the answer said that nobody had asked him."""
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    assert outcomes(service, family)[0] == "COVERED"
    asks = {"wants": wants, "words": "Do not talk to the nurse about her. I never agreed."}
    if by_staff:
        service.record(f"{family.path}/family-requests", {**asks, "person": family.father})
    else:
        father_of(service, family).receipt("requests", asks)
        assert father_of(service, family).view()["agreed"] == []
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("ASK", "NOT_CLEAR")
    # It is one until he has answered.
    service.clock.now += timedelta(minutes=1)
    yes = family.conversation(family.agreement(), person=family.father)
    service.record(f"{family.path}/conversations", yes)
    assert outcomes(service, family)[0] == "COVERED"


def test_to_change_what_one_agreed_to_is_nothing_of_one_who_says_no_word_and_agreed_to_nothing(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    father_of(service, family).receipt("requests", {"wants": "CHANGE_AGREEMENT"})
    assert outcomes(service, family)[0] == "COVERED"


@pytest.mark.parametrize("wants", ["SPEAK_TO_SOMEBODY", "LETTER", "COMPLAIN", "SUPPORTER"])
def test_whatever_one_wrote_who_has_not_answered_is_read_first_of_each_answer(
    service: Running, family: Family, wants: str
) -> None:
    """A no in it stood nowhere, beside another's yes."""
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    words = "And tell them no from me about the nurse."
    father_of(service, family).receipt("requests", {"wants": wants, "words": words})
    answer = service.check(family.file, family.question())
    assert answer["next"].startswith("First read what Bo Example told us")
    assert words in {task["words"] for task in answer["tasks"]}


#: What is typed with what is asked for, and whether it may be a no.
TYPED: dict[tuple[str, str], bool] = {
    ("OTHER_LANGUAGE", "Polish please"): False,
    ("OTHER_LANGUAGE", "nie chce rozmawiac"): True,
    ("OTHER_LANGUAGE", "proszę, dziękuję"): True,
    ("CHANGE_CONTACT", "ring me on 07700 900999 from now"): False,
    ("CHANGE_CONTACT", "please do not ring anybody"): True,
    (
        "CHANGE_CONTACT",
        "can you text my sister Zed and not me, he looks at my phone daily",
    ): True,
    ("SEE_RECORD", "everything please"): False,
    ("LETTER", "a letter to my work please"): False,
    ("LETTER", f"a letter please, {'and one more ' * 5}"): False,
    ("LETTER", "can i have it in big print my mum reads it for me"): False,
    ("LETTER", "send it to me and then I will think about what you can do with it"): True,
    ("LETTER", "a letter please so that I have it all here, and the school can wait for now"): True,
    (
        "LETTER",
        "can you send it to my work please since my husband hit me for the last one",
    ): True,
    ("LETTER", "chce list po polsku bo moja mama tez chce przeczytac co tam jest napisane"): True,
    ("SPEAK_TO_SOMEBODY", "please ring me"): False,
    ("SPEAK_TO_SOMEBODY", "Thank you for helping us"): False,
    ("SPEAK_TO_SOMEBODY", "Hi, what happens next?"): False,
    ("SPEAK_TO_SOMEBODY", "Have you heard from the doctor yet?"): False,
    ("SPEAK_TO_SOMEBODY", "Please can you ring me after 3"): False,
    ("SPEAK_TO_SOMEBODY", "Nobody rang me back for two weeks"): False,
    ("SPEAK_TO_SOMEBODY", "Please ring me about the school"): True,
    ("SPEAK_TO_SOMEBODY", "Please ring me. I want to think"): True,
    ("SPEAK_TO_SOMEBODY", "Thanks, it is enough now"): True,
    ("SPEAK_TO_SOMEBODY", "I said what I said"): True,
}


@pytest.mark.parametrize(("wants", "words"), sorted(TYPED))
def test_who_asks_for_something_in_a_few_plain_words_says_no_to_nothing(
    service: Running, family: Family, wants: str, words: str
) -> None:
    """“Polish please” put her whole yes in doubt, and taught staff to press that it is no no."""
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    mother.receipt("requests", {"wants": wants, "words": words})
    may_be_one = TYPED[wants, words]
    answer = service.check(family.file, family.question())
    assert (answer["outcome"] == "ASK") is may_be_one
    assert (mother.view()["agreed"] == []) is may_be_one
    # It is read first all the same.
    assert words in str(answer["tasks"])


def test_what_a_worker_read_and_found_no_no_in_is_not_to_be_read_first(
    service: Running, family: Family
) -> None:
    """A manager had read the wish for big print, and each check said to read it first."""
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    words = "can i have it in big print my mum reads it for me"
    mother_of(service, family).receipt("requests", {"wants": "LETTER", "words": words})
    (asked,) = (
        one["seq"]
        for one in service.get(f"{family.path}/history").get_json()["entries"]
        if one["kind"] == "family-asked"
    )
    before = service.check(family.file, family.question())
    assert before["next"].startswith("First read")
    service.record(f"{family.path}/words-read", {"entry": asked, "reason": ENOUGH}, "MASH_MANAGER")
    after = service.check(family.file, family.question())
    assert after["outcome"] == "COVERED"
    assert "irst read" not in after["next"]
    assert "Read what came in" not in str(after)
    # She waits for it all the same.
    assert "ANSWER_FAMILY" in {one["code"] for one in after["tasks"]}


def test_a_call_for_help_holds_the_yes_and_changes_nothing_on_any_page(
    service: Running, family: Family
) -> None:
    """“It does not show on your page”, and with one word typed it did, to her supporter as well."""
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    before = mother.view()
    for words in ("he has a knife", "please", "I do not want this any more"):
        mother.receipt("requests", {"wants": "HELP_NOW", "words": words})
        assert mother.view() == before
    assert service.check(family.file, family.question())["outcome"] == "ASK"
