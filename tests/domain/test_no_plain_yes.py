"""A service that is named beside a yes: no list knows every no, so the clause reads as a yes, or
merely tells of something, or whoever ticked it is asked about that very service.
"""

from __future__ import annotations

import time
from typing import Final

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.servicesinwords import left_out_of_a_yes, words_of
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.said.leavesout import read_beside
from consent_service.domain.scopes.scope import ANY, Agency
from tests.domain.tasks.story import question
from tests.domain.test_beside_a_yes import (
    AS_TICKED,
    NOT_CONDITIONAL,
    NOT_LEFT_OUT,
    PLAIN,
    THEIRS,
)
from tests.domain.test_left_out_of_a_yes import noticed, told
from tests.sweeping import each

#: Words beside a yes that was ticked to both: of the doctor it is none.
NOT_THE_GP: Final = (
    *(
        "School fine. GP no ta",
        "School yeah, doctor nah",
        "Yeah school. Doctor I'd rather you didn't",
    ),
    *(
        "School yes. Not keen on you ringing the doctor",
        "School yeah. Drs is none of your business",
    ),
    *("school ok. gp wld prefer u leave it", "Swerve the GP pls", "the doctors is a step too far"),
    *(
        "gp wld prefer u leave it",
        "id rather not the doctor",
        "School fine, GP as long as its not Dr Shah",
    ),
    *("School yep. GP pass", "Yes school, give the doctor a miss", "School sure. Doctor: never"),
    *("ok school - surgery im not havin it", "School yes, GP hmm", "school yes doctor no"),
    *(
        "school fine, think I'll pass on the GP",
        "Doctor, do you have to? School fine",
        "GP 👎 school 👍",
    ),
    *("You dont need the doctor for this. School yes", "school okay, GP stays between me n them"),
    *("Fine with school. Doctors have nowt to do with it", "school yes doctor over my dead body"),
    *(
        "School fine, GP I'll think about",
        "leave doctors alone, school ok",
        "School yes, doctor hard pass",
    ),
    *("School yes. I'd want to talk to the GP first", "School good. Doctor maybe later"),
    *("GP was rubbish with us, dont bother. School fine", "school's ok. not the GP's concern"),
    *(
        "Im fine with school but the doctor thing makes me uneasy",
        "School yes but my GP is private",
    ),
    *("Yes to school. I'd feel funny about the doctor", "Happy w school, steer clear of the GP"),
    *("School yeah go on. GP can whistle", "school ok gp na", "School yes... doctor... I dunno"),
    *("School sound, doctors I'm in two minds", "School's alright. GP, absolutely not"),
    *("school crack on. Please spare us the GP", "School yes. The GP is where I draw the line"),
    *("Keep it to school please, GP is my own business", "GP ok but only Dr Shah. School fine"),
    *("School yes; GP only about his ears", "School fine. GP yes unless Kirsty minds"),
)
#: Of both it is a yes, or something else is told with it.
OF_BOTH: Final = (
    *(
        "School rang me about it",
        "shes at nursery till 3, school fine",
        "School yes course, GP yes",
    ),
    *("GP and school fill your boots", "no problem at all with the school", "GP yh school yh"),
    *(
        "not being funny but the school should of rang, yes GP",
        "cant see why not, school and doctor",
    ),
    *(
        "Yes. Jake's terrified of the dentist",
        "bruise on her shin from the trampoline, school know",
    ),
    *("worried sick about that mould, council can ring", "yes school, dont want any fuss"),
    *("School and GP, both fine", "Yes. School have been brilliant with him", "School, GP"),
    *(
        "Yes to all. GP gave him cream for it",
        "ok. the doctor saw him last week",
        "GP is Elm Surgery",
    ),
    *(
        "Yeah. Doctor's on Station Road",
        "Yes. Ring school in the morning",
        "Yes. We changed GP in May",
    ),
    *("Yes, teacher at school is Mrs Patel", "yes he hasnt been to school this week"),
    *("his doctor is Dr Shah, nice man, ask him", "Fine. His school bag went missing"),
    *("yes. School is five minutes away", "yes. School dinners are the only thing he eats"),
    *(
        "I dont mind you asking the school",
        "yes. He's never liked school",
        "GP's fine, school's fine",
    ),
    *("School yes. He was never poorly so GP wont have much", "yes, but ring the school after 9"),
    *("yes no bother, the surgery's number is on the fridge", "School - yes. GP - yes"),
    *("Yes course love. School's been marvellous since his dad died", "Agreed: school + GP"),
    *("sure, we see the doctor every month for his chest", "Said yes to school and yes to the GP"),
    *("please talk to school, I'm at my wits end", "yes. he kicks off at school sometimes"),
    *("verbal consent given for GP and school", "gives permission for school and surgery"),
    *("Mum happy for us to speak to school and the GP", "Yes, not a problem with the GP either"),
)


@pytest.mark.parametrize("words", NOT_THE_GP)
def test_what_is_no_plain_yes_to_a_service_that_is_named_is_asked_about_and_seen(
    words: str,
) -> None:
    """ "GP no ta" stood on record as a yes to the GP."""
    story = told(words, "SCHOOL", "GP", not_a_no=True)
    (text,) = noticed(story)
    assert "the GP" in text
    view = View(story.file, story.at, story.at)
    (said,) = view.read.responses
    assert read_beside(view, said).keys() == {"GP"}
    assert "LOOK_AT_DOUBTFUL" in story.codes()
    # Where nobody has said that they agreed all the same, nobody relies on it.
    unsaid = told(words, "SCHOOL", "GP")
    asked = question(agency=Agency("GP"))
    found = decide(View(unsaid.file, unsaid.at, unsaid.at), DEFAULT_POLICY, asked)
    assert found.outcome.name != "COVERED"


@pytest.mark.parametrize("ticked", [{"SCHOOL", "GP"}, {ANY}])
def test_a_yes_and_what_merely_tells_of_something_asks_nothing(ticked: set[str]) -> None:
    every = (*OF_BOTH, *PLAIN, *THEIRS, *NOT_LEFT_OUT, *NOT_CONDITIONAL, *AS_TICKED)
    found = {words: left_out_of_a_yes(words, ticked, ticked, set()) for words in every}
    assert {words: left for words, left in found.items() if left} == {}


@each("kind", of=[(kind,) for kind in codes("agencies") if words_of((kind,))])
def test_whichever_service_it_is(kind: str) -> None:
    """By each word that is of no other service, and of nothing else."""
    for word in words_of((kind,)):
        if left_out_of_a_yes(f"not the {word} mind", {kind}, {kind}, set()):
            for no in ("{} nah", "swerve the {} pls", "the {} is a step too far"):
                words = no.format(word)
                assert left_out_of_a_yes(words, {kind}, {kind}, set()) == {kind: words}
            for yes in ("{} yeah", "fine w the {}", "the {} rang me about it"):
                assert left_out_of_a_yes(yes.format(word), {kind}, {kind}, set()) == {}


def test_of_what_was_refused_or_not_ticked_nothing_is_asked() -> None:
    words = "School fine. GP no ta"
    assert left_out_of_a_yes(words, {"SCHOOL"}, {"SCHOOL"}, set()) == {}
    assert left_out_of_a_yes(words, {"SCHOOL", "GP"}, {"SCHOOL", "GP"}, {"GP"}) == {}
    assert left_out_of_a_yes(words, {ANY}, {ANY}, set()) == {"GP": "GP no ta"}


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    begun = time.process_time()
    for words in ("school, " * 1_200, "GP no. " * 1_400, "school yes gp no " * 600, "i d " * 2_500):
        left_out_of_a_yes(words, {"GP"}, {"GP"}, set())
    assert time.process_time() - begun < 1
