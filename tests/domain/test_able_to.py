"""A yes beside words that may tell that somebody cannot decide just now counts once one of us has
said that they can. Nothing here says that they cannot.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import pytest

from consent_service.domain.answers import Reason
from consent_service.domain.codes import TEXTS, label
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.wordsofability import may_not_decide
from consent_service.domain.recorded import events
from consent_service.domain.recorded.events import (
    CapacityRecorded,
    CompetenceRecorded,
    ResponseRecorded,
    ValidityChanged,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story, question, scope
from tests.domain.test_beside_a_yes import PLAIN, THEIRS
from tests.domain.test_from_when import is_agreed_on_her_page, reason, texts
from tests.domain.test_how_sure import NOT_SURE, SURE
from tests.reasons import ENOUGH
from tests.sweeping import each

#: Of whoever speaks, as it is typed in a hurry.
SPEAKS: Final = (
    "yes yes yes. the men in the wall say say yes so yes. they listen on this fone",
    *("the voices told me to say yes", "ok, sounded drunk", "im pissed as, yes whatever"),
    *("slurring her words, said yes", "said yes. very confused", "yes but didnt take it in"),
    *("doesnt know what day it is, says yes", "yes, she sounded really out of it"),
    *("psychotic, said yes", "off her meds but says ok", "shes off her head on something. yes"),
)
#: Of somebody else, of another time, or of nothing like it.
NOT: Final = (
    *("yes, dont be mad at me", "ok, crazy busy", "yes. he comes home drunk", "yes, high school"),
    *("i was confused about the form, yes", "she has a history of psychosis. yes", "not psychotic"),
    *("yes. my nan has dementia", "ok. section 17", "she no longer hears voices, yes"),
    *("manic day at work, yes fine", "she is high risk", "yes we take it in turns"),
    *("yes, dad is psychotic when drunk", "diagnosis of schizophrenia, stable on depot. yes"),
)
#: Of others of the family, of nobody on file, and of what is no state of anybody.
OF_OTHERS: Final = (
    *("yes. Kit is confused at bedtime", "Yes. Kit doesn't know where he is at school"),
    *("yes. kit slurring his words, speech therapy pls", "slurring his words, kit needs help"),
    *("Yes, Kurt sounded pissed on the phone last night", "Yes. he's very drunk most nights"),
    *("yes, he seems very drunk when he has the kids", "My nan is here. She is very confused. Yes"),
    *("Yes the men on the phone from the council were nice", "yes my mum is very confused"),
    *("yes my son was very confused after the fall", "yes, the people in the phone shop said so"),
    *("yes. talk to Kit hes very confused", "i live with Kurt who is psychotic, yes"),
    *("yes. I work with people with dementia", "yes his dad is always stoned"),
    *("yes but keep my psychotic ex away", "Yes. The people on the phone tell me it helps"),
)
#: Of her, whoever else is named.
OF_HER: Final = (
    "Kit is fine. The man in the wall says yes",
    *("Rang mum, Kurt there too, she sounded drunk, yes", "I am so drunk, Kurt isn't. yes"),
    *(
        "Kurt was shouting, mum slurring her words, yes",
        "yes. the voices in my head say Kit is fine",
    ),
    *(
        "said yes with Kit in the room, slurring her words",
        "slurring her words, Kurt shouting, yes",
    ),
)
#: Of her, as one of us writes it, with their own "I" or whoever else was there.
OF_HER_BY_US: Final = """
She told me she hears voices. She said yes.
I smelt drink, she was slurring her words. She said yes.
I think shes off her head, yes
I could tell she was drunk, said yes
my view: she lacks capacity, yes
Kit was crying, she sounded drunk. yes
Yes. The neighbour let me in, she was slurring her words
Kurt was shouting and she sounded really drunk. yes
Said yes. She was off her face and told me to leave
her friend was there, she sounded drunk. yes
She asked Kit to fetch a drink, she sounded drunk, yes
I had to repeat it, she seemed very confused, yes
Mum told me she is psychotic, yes
She told me my mum is confused. She sounded really confused herself
""".strip().split("\n")
_TEXT: Final = TEXTS["doubt_not_able"]
_ABLE: Final[dict[str, Any]] = {"person": "mum", "status": "ASSESSED_HAS", "rationale": ENOUGH}


def a_family(**enquiry: Any) -> Story:
    """Of whom everybody has a name."""
    story = Story(MONDAY)
    story.make(events.ChildAdded, child="ng", names="Kit Tobb", dob=date(2024, 2, 1))
    for person, names, role in (
        ("mum", "Gwen Tobb", "MOTHER"),
        ("dad", "Kurt Tobb", "FATHER"),
    ):
        story.make(events.AdultAdded, person=person, names=names, interpreter_needed=False)
        link: dict[str, Any] = {"person": person, "child": "ng", "role": role, "pr_status": "YES"}
        story.make(events.RelationshipRecorded, **link)
    return story.enquiry(**enquiry).later()


def told(words: str | None, story: Story | None = None, **members: Any) -> Story:
    story = a_family() if story is None else story
    talk = story.talk("mum", parent_words=words, not_a_no=True, **members)
    story.agree("mum", conversation=talk)
    return story.later()


@pytest.mark.parametrize("words", [*SPEAKS, *OF_HER, *OF_HER_BY_US])
def test_a_yes_beside_them_is_in_doubt_and_somebody_is_asked(words: str) -> None:
    story = told(words)
    assert reason(story) is Reason.VALIDITY_CONCERN
    assert _TEXT in texts(story)
    assert story.the("SAY_IF_ABLE").person == "mum"
    # What staff wrote down of it is on no page of theirs.
    assert is_agreed_on_her_page(story)


@pytest.mark.parametrize(
    "words", dict.fromkeys((*NOT, *OF_OTHERS, *PLAIN, *THEIRS, *SURE, *NOT_SURE))
)
def test_other_words_ask_nothing(words: str) -> None:
    story = told(words)
    assert _TEXT not in texts(story)
    assert "SAY_IF_ABLE" not in story.codes()


@pytest.mark.parametrize("how", ["able", "valid"])
def test_it_counts_once_one_of_us_says_that_they_can(how: str) -> None:
    story = told("the voices say yes")
    if how == "able":
        # Of how somebody knows it no word was said; nor was it said of this.
        story.make(CapacityRecorded, MANAGER, **_ABLE | {"rationale": None})
        assert reason(story.later()) is Reason.VALIDITY_CONCERN
        story.make(CapacityRecorded, MANAGER, **_ABLE)
    else:
        (yes,) = story.file.of(ResponseRecorded)
        found = {"response": yes.event.response, "status": "VALID", "reasons": ("Rang her.",)}
        story.make(ValidityChanged, MANAGER, **found)
    assert reason(story.later()) is Reason.AGREED_BY_PARENT
    assert "SAY_IF_ABLE" not in story.codes()


@each(
    "members",
    "is_settled",
    of=[
        ({}, True),
        ({"purpose": "AGENCY_CHECKS"}, True),
        ({"purpose": "S47_ENQUIRY"}, False),
        ({"status": "PRESUMED"}, False),
        ({"effective_at": MONDAY - DAY}, False),
        # Typed as of that day, at no time of it.
        ({"effective_at": MONDAY - timedelta(hours=2)}, True),
    ],
)
def test_that_they_can_is_assessed_since_and_of_what_they_said_yes_to(
    members: dict[str, Any], *, is_settled: bool
) -> None:
    story = told("the voices say yes")
    story.make(CapacityRecorded, MANAGER, **_ABLE | members)
    story.later()
    assert (reason(story) is Reason.AGREED_BY_PARENT) is is_settled
    assert ("SAY_IF_ABLE" in story.codes()) is not is_settled


@each("purpose", "is_said", of=[("*", True), ("AGENCY_CHECKS", True), ("S47_ENQUIRY", False)])
def test_that_they_cannot_was_said_as_well(purpose: str, *, is_said: bool) -> None:
    """It stayed due, and whoever was sent there could only say the same again."""
    story = told("the voices say yes")
    story.make(CapacityRecorded, MANAGER, person="mum", status="LACKS", purpose=purpose)
    assert ("SAY_IF_ABLE" in story.later().codes()) is not is_said
    assert reason(story) is not Reason.AGREED_BY_PARENT


@each(
    "born",
    "competent",
    "is_asked",
    of=[
        (date(2009, 1, 1), False, True),
        (date(2012, 1, 1), True, True),
        (date(2012, 1, 1), False, False),
    ],
)
def test_of_whichever_young_person_decides_the_same_is_asked(
    born: date, *, competent: bool, is_asked: bool
) -> None:
    """At 17 "the men in the wall say yes" was a yes as any."""
    story = a_family()
    story.make(events.ChildAdded, child="teen", names="Ty Tobb", dob=born)
    found: dict[str, Any] = {"child": "teen", "status": "COMPETENT", "rationale": ENOUGH}
    if competent:
        story.make(CompetenceRecorded, **found)
    story.later()
    talk = story.talk("teen", parent_words="the men in the wall say yes", not_a_no=True)
    story.agree("teen", conversation=talk, scope=scope("teen"))
    story.later()
    assert ("SAY_IF_ABLE" in story.codes()) is is_asked
    if not is_asked:
        return
    # The finding is one of a child.
    assert story.the("SAY_IF_ABLE").child == "teen"
    assert _says_of("teen", story) is Reason.VALIDITY_CONCERN
    for how, is_said in ((None, False), (ENOUGH, True)):
        story.make(CompetenceRecorded, MANAGER, **found | {"rationale": how})
        assert ("SAY_IF_ABLE" in story.later().codes()) is not is_said
    assert _says_of("teen", story) is None


def _says_of(person: str, story: Story) -> Reason | None:
    """Why their word is none about themselves."""
    view = View(story.file, story.at, story.at)
    positions = decide(view, DEFAULT_POLICY, question(person)).items[0].positions
    return next(one.reason for one in positions if one.person == person)


def test_that_they_could_before_says_nothing_of_now() -> None:
    story = a_family()
    story.make(CapacityRecorded, MANAGER, **_ABLE)
    assert reason(told("the voices say yes", story.later())) is Reason.VALIDITY_CONCERN


@pytest.mark.parametrize(
    ("worry", "is_of_her"),
    [
        ("Gwen psychotic, off her meds. Kit cares for her.", True),
        ("Worried re mum. Hearing voices, off meds.", True),
        ("Kurt rang: mum is psychotic", True),
        ("Kurt psychotic, off his meds. Gwen copes.", False),
        ("Gwen had psychosis in 2015, well since", False),
        ("Gwen is tired", False),
        # Whoever stands before it is told of, whether or not they are on file.
        ("Neighbour, psychotic, shouted at mum", False),
        ("Mum rang. Her boyfriend is psychotic, off his meds", False),
        ("Nan has dementia and lives with mum", False),
        ("Mum is a carer for gran who has dementia", False),
        ("Mum works in a psychosis team", False),
        ("Mum supports her friend with psychosis", False),
        ("Mum scared of psychotic ex", False),
        ("Mum says he is psychotic", False),
        ("Police called: male delusional at mum's address", False),
        ("Maternal gran, who lives with mum, has dementia", False),
        ("Kurt rang about mum. He is psychotic", False),
        ("Kit is hallucinating. Gwen took her to A&E", False),
        ("Mum says she is hearing voices", True),
        ("Kurt worried. Mum with her new baby, psychotic, off meds", True),
        ("Gwen at home with Kit, delusional", True),
        ("Police sectioned mum last night", True),
        ("Mum lives with Kurt. She is psychotic", True),
    ],
)
def test_what_the_referrer_wrote_of_that_very_person_asks_it_too(
    worry: str, *, is_of_her: bool
) -> None:
    story = told("Yes, thats fine", a_family(worry=worry))
    assert (reason(story) is Reason.VALIDITY_CONCERN) is is_of_her
    assert ("SAY_IF_ABLE" in story.codes()) is is_of_her
    assert is_agreed_on_her_page(story)
    story = a_family(worry=worry)
    story.make(CapacityRecorded, MANAGER, **_ABLE)
    assert reason(told("Yes, thats fine", story.later())) is Reason.AGREED_BY_PARENT


def test_a_no_of_theirs_is_heard_as_it_is() -> None:
    story = a_family(worry="Gwen psychotic, off her meds")
    story.say("REFUSED", "mum", conversation=story.talk("mum", parent_words="the voices say no"))
    assert reason(story.later()) is Reason.REFUSED
    assert _TEXT not in texts(story)


def test_how_somebody_speaks_is_told_from_what_is_written_of_them() -> None:
    assert [one.is_how_they_speak for one in may_not_decide("Psychotic. Slurring")] == [False, True]


#: As whoever rang her wrote it.
_STATE: Final = "floridly psychotic on phone today, said voices told her to say yes. CPN agrees"


def test_why_somebody_cannot_decide_asks_for_no_no_and_is_nobodys_harm() -> None:
    """It was stopped by the question, and her husband was held by it."""
    story = a_family()
    unable: dict[str, Any] = {"person": "mum", "status": "LACKS"}
    story.make(CapacityRecorded, MANAGER, **unable, rationale=_STATE)
    found = texts(story)
    for code in ("TELLS_WHAT_THEY_SAID", "WORDS_TELL_OF_PRESSURE", "WORDS_TELL_OF_HARM"):
        assert label("notices", code) not in found
    assert "READ_HARM" not in story.later().codes()
    # Where it tells of a no, or of somebody who harms, it is heard as any.
    story.make(CapacityRecorded, MANAGER, **unable, rationale=f"{_STATE}. She refused the GP")
    assert label("notices", "TELLS_WHAT_THEY_SAID") in texts(story)
    told_to = "Psychotic. Kurt told her to say yes, and hit her"
    story.make(CapacityRecorded, MANAGER, **unable, rationale=told_to)
    assert label("notices", "WORDS_TELL_OF_HARM") in texts(story)
    voices = "Psychotic. Voices tell her to hurt the kids"
    story.make(CapacityRecorded, MANAGER, **unable, rationale=voices)
    assert label("notices", "WORDS_TELL_OF_HARM") in texts(story)
