"""A yes beside words that may deny something is asked about before anybody goes by it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consent_service.domain.answers import Answer, Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.events import ChildAdded
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.said.leavesout import LEAVES_OUT_A_YES
from consent_service.domain.said.saidbesides import may_be_noes
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import Story, family, question, scope

#: Beside a word of yes, and each of them may be none.
PLAINLY_ASKED = (
    "yes, please don't",
    "yes but please dont",
    "mum agreed on phone then texted pls dont",
    "yes. then rang back and took it back",
    "I said yes but I take it back",
    "she agreed then rang back and said forget it",
    "yes but forget it",
    "yes but hold off",
    "yes no",
    "yes and no",
    "Mum ok, dad says no",
    "yes but nobody else",
    "yes but pls no drs",
    "yes but no social workers",
    "yes but no police",
    "Yes. No way to police",
    "yes to school. the doctor no way",
    "ok but you can't talk to mental health",
    "yes, but I dont give permission for CAMHS",
    "yes but I'm not ok with police",
    "agreed. not comfortable w school knowing",
    "ok but I never said you could ask the school",
    "yes but I won't have you asking the school",
    "yes but don't bother the school",
    "yes but don't you go near my mum",
    "fine but keep my ex out of it",
    "yes but keep the school right out of this",
    "yes - don't want an advocate or school involved",
    "agreed, not keen",
    "Does not want further checks, ok",
    "yes. asked how to withdraw",
    "yes. told me to eff off",
    "yes then w/drawn",
)
NOES = (
    *("No. I do not want it", "no thanks", "“No,” she said", "I don’t want that", "Stop it"),
    *("she said yes but not to school", "She said no.", "Not the school.", "He'll think about it"),
    *("She doesn't want the school to know.", "Do not ring the school please"),
    *("Yes to all of it. But please don't ask the school", "nope", "Yes. dont tell school tho"),
    # One more look costs nothing.
    *("Not today, but yes", "No problem with school but not the GP", "No, no problem with him"),
    # Put off, or left to others.
    *("Ask me again after Christmas", "I want to think", "As long as it stays between us"),
    *("Fine, whatever, you lot do what you want anyway", "mm", "Yes I suppose", "I'll think"),
    *("Let me think it over", "Ring me later", "Yes, if nobody at school hears of it"),
    *("Certainly not", "Never", "Of course not", "Please don't", "Hell no", "No sorry"),
    *(
        "Mum not happy about referral itself but agreed to checks",
        "mum said ok but wants to speak to solicitor first",
    ),
    *("yes but not the GP", "agreed but dont tell dad"),
    *("said yes then said actually no leave it", "ok but only if dad agrees"),
    *("yes to HV, refuses school", "she said yes but doesnt want police told"),
    *("agreed but changed her mind at end of call", "fine but dont contact school"),
    *("said ok, hung up", "agreed reluctantly, would rather we didnt"),
    *PLAINLY_ASKED,
    *(
        "never refused until today",
        # Whoever was not free to say no has not said yes.
        "You said I could not refuse",
        "I couldn't refuse",
        "I can not object",
        "I did not object because he was there",
        "He never objected before, now he refuses",
        "had not refused until today",
    ),
    *("I never said yes", "consent refused", "She wont have it", "I want to take my consent back"),
)
#: As they are typed with the telephone in the other hand: something is denied, and not the yes.
TYPED_IN_A_HURRY = (
    "told not to worry, agreed",
    "TC from dad (PL no). English ok. Says fine, do what helps. Not on GP list, wants to be told",
    "she said yes thats fine but can you ring after 3 as on school run",
    "mum gave consent, she hasnt told dad yet but will do 2nite",
    "mum ok w HV, not heard from GP in a while",
    "Consents. No concerns raised. No Qs.",
    "Mo not registered w GP herself but kids are. Happy.",
    "Mum tired and a bit weepy but agreed, wants support w housing",
    "Says dad knows and isnt bothered",
    "mum consents, aware can withdraw at any time",
    "mum said she didnt know what MASH was, explained. Agreed.",
    "upset w school for not telling her first. Agreed to HV and GP",
    "mum said shes never had SS involved before and is embarrassed. Agreed.",
    "agreed, but not to be rung at work",
    "Mum couldn't talk long - in Tesco. Said yes to HV and GP",
    "Mum agreed. Dad (Emeka) has contact EOW, no court orders",
    "mum said ok until xmas",
    "yes fine. no probs w any of it, just dont ring b4 9",
    "ok with all, said its a relief someones helping at last instead of passing her round",
    "FS agreed HV & GP",
    "TC to mum, agreed all, no further actions",
    "dad ok w this, not v chatty",
    "Mum was at work so kept short but happy with HV/GP",
    "agreed. has no phone credit, text only",
    "says yes, shes got nothing to hide",
    "Mum said yes, she is not with dad any more",
    "yes - her mum (MGM) was in the room, no pressure noted",
    "agreed after I explained it wasn't an investigation",
    "Mum confirmed consent, didnt want interpreter",
    "mum fine with it, hasn't got a HV allocated since moving",
    "said yes but worried abt benefits being stopped",
    "agreed; first time she has asked for help",
    "Mum cannot read well so read it out. Agreed to both.",
    "yes, although she thinks school have got it wrong",
    "Happy for checks. Dad left in June, no contact since",
    "Consent given. Does not think GP will have much",
    "ok, ring back thurs for update",
    "agreed, she'd rather we spoke to HV than GP first but ok both",
)
YESES = (
    *("Yes, no problem", "No problem", "No worries at all", "Yes, not a problem", "I don't mind"),
    *("Yes, why not", "She doesn't mind at all", "No objections from her", "Without a doubt"),
    *("Please do, I want my boy back.", "Yes, ring me back when you know", "Yes. Had no questions"),
    *("Whatever you need", "Yes if you can", "Can't see why not", "Yes, if possible today"),
    *("Everybody is glad. Yes", "Yes please", "I want it", ""),
    *("Yes, if it helps", "If you need to, yes", "I think so, yes", "I think it is a good idea"),
    *("Yes. Ring me after school", "Yes, as long as it helps", "Yes as long as it takes"),
    *("Never said no", "I can't say no", "Mum never refused", "She didn't object, happy"),
    *TYPED_IN_A_HURRY,
)


@pytest.mark.parametrize("words", [*NOES, *YESES])
def test_a_yes_with_words_that_say_no_is_looked_at_again(words: str) -> None:
    story = family()
    story.agree("mum", conversation=story.talk("mum", parent_words=words or None))
    assert is_asked_about(story) is (words in NOES)


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("other", ["REFUSED", "UNDECIDED"])
@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("mo happy for us to ring HV & GP, doesnt want sch contacted at mo", False),
        ("Yes to the doctor but not the school", False),
        ("Mum says ok w GP. School - she wants to ask Tomek first.", False),
        ("No. I do not want it", True),
        ("Not until the new year", True),
        ("agreed GP, no school. then said don't ring anyone", True),
        ("ok but changed her mind about all of it at the end", True),
    ],
)
def test_where_they_said_no_to_something_else_the_words_may_be_of_that(
    words: str, other: str, *, is_asked: bool, is_first: bool
) -> None:
    story = family()
    talk = story.talk("mum", parent_words=words)
    school = scope(agencies=(Agency("SCHOOL"),))
    if is_first:
        story.say(other, conversation=talk, scope=school)
    story.agree("mum", conversation=talk)
    yes = len(story.entries) - 1
    if not is_first:
        story.say(other, conversation=talk, scope=school)
    assert is_asked_about(story, yes) is is_asked


@pytest.mark.parametrize("words", TYPED_IN_A_HURRY)
def test_they_hold_nothing_and_ask_nothing(words: str) -> None:
    story = family()
    talk = story.talk("mum", parent_words=words)
    stamp, content = story.entries[-1]
    story.agree("mum", conversation=talk)
    view = View(story.file, story.at, story.at)
    assert not may_be_noes(view, "mum")
    found = {one.code for one in notices_of(content, stamp, view, Directory())}
    assert found.isdisjoint({"READS_LIKE_A_NO", "MAY_BE_A_NO"})


#: Typed beside a yes to the surgery.
NONE_TO_IT = (
    *("consent w/d", "consent withheld", "w/drew consent", "nc to GP", "GP - no", "HV yes GP no"),
    *("HV only", "just HV pls", "mum said only HV", "👎", "🙅 GP", "mum told me to f off"),
)


@pytest.mark.parametrize("words", NONE_TO_IT)
def test_a_no_as_it_is_typed_holds_the_yes_beside_it(words: str) -> None:
    assert answered(words).outcome is not Outcome.COVERED


@pytest.mark.parametrize(
    "words",
    [
        *("mum v reluctant", "wants to think re GP", "mum agrees w HV, GP tbc"),
        *("awaiting mums decision", "mum will let us know", "mum to get back to me re GP"),
        *("mum had second thoughts", "mum on the fence", "yes then rang back to say no"),
        *("GP she'd rather not", "mum changed her mind", "mum says leave it for now"),
        *("yes but she'd sooner we didnt", "ok. mum hung up"),
    ],
)
def test_what_may_be_none_is_asked_about_and_whoever_typed_it_says(words: str) -> None:
    story = family()
    talk = story.talk("mum", parent_words=words)
    story.agree("mum", conversation=talk)
    assert is_asked_about(story)
    assert answered(words, not_a_no=False).outcome is Outcome.ASK
    assert answered(words, not_a_no=True).outcome is Outcome.COVERED


def test_a_no_that_was_ticked_is_the_one_that_was_meant() -> None:
    """Whoever ticked it says that there is a no in their words, and the yes beside it stands."""
    assert answered("Not the school", refused="SCHOOL", not_a_no=False).outcome is Outcome.COVERED


@pytest.mark.parametrize(
    "words",
    [
        *("sch yes, but GP no", "ok for sch. leave the GP now tho", "sch ok. cancel GP"),
        *("yes sch. GP: nope", "sch fine. GP w/d", "yes to sch. shes gone off the idea of GP"),
        "ok w school, doesnt want GP rung any more",
    ],
)
def test_a_no_to_a_service_that_the_talk_was_not_about_holds_the_yes_to_it(words: str) -> None:
    story = family()
    story.agree("mum")
    talk = story.later().talk("mum", parent_words=words)
    story.agree("mum", conversation=talk, scope=scope(agencies=(Agency("SCHOOL"),)))
    view = View(story.file, story.later().at, story.at)
    assert decide(view, DEFAULT_POLICY, question()).outcome is Outcome.ASK


@pytest.mark.parametrize(
    "words",
    [
        *("sch fine. GP off limits", "school ok, pulled out of the GP", "sch yes. GP can do one"),
        *("Says crack on w sch. GP she'd prefer to skip", "ok w school. GP was lovely w Ng"),
    ],
)
def test_of_a_service_that_is_named_and_not_asked_about_whoever_wrote_it_says(words: str) -> None:
    """However it is put: to that service they had said yes before."""
    for before in (True, False):
        story = family()
        if before:
            story.agree("mum")
        talk = story.later().talk("mum", parent_words=words)
        place = len(story.entries) - 1
        story.say("AGREED", conversation=talk, scope=scope(agencies=(Agency("SCHOOL"),)))
        view = View(story.file, story.at, story.at)
        stamp, content = story.entries[place]
        found = {one.code for one in notices_of(content, stamp, view, Directory())}
        assert ("MAY_BE_A_NO" in found) is before


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("Not about Zo.", False),
        ("Yes for her, not the surgery for Zo", False),
        ("Not about Zo. Then said don't ring anyone", True),
    ],
)
def test_where_they_said_no_for_another_child_the_rest_of_the_words_is_read(
    words: str, *, is_asked: bool
) -> None:
    story = family()
    story.make(ChildAdded, child="zo", names="Zo Example", dob=date(2020, 2, 1))
    talk = story.talk("mum", parent_words=words)
    story.say("REFUSED", conversation=talk, scope=scope("zo"))
    story.agree("mum", conversation=talk)
    assert is_asked_about(story) is is_asked


def answered(words: str, refused: str = "", **members: Any) -> Answer:
    """What is to be done of the surgery, where the mother said yes to it in these words."""
    story = family()
    talk = story.talk("mum", parent_words=words, **members)
    story.agree("mum", conversation=talk)
    if refused:
        story.say("REFUSED", conversation=talk, scope=scope(agencies=(Agency(refused),)))
    view = View(story.file, story.later().at, story.at)
    return decide(view, DEFAULT_POLICY, question())


def is_asked_about(story: Story, place: int = -1) -> bool:
    stamp, content = story.entries[place]
    view = View(story.file, story.at, story.at)
    found = [one.code for one in notices_of(content, stamp, view, Directory())]
    return not {"WORDS_SAY_NO", LEAVES_OUT_A_YES}.isdisjoint(found)
