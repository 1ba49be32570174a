"""Words beside a yes that are somebody else's, or that nobody here can read, hold it."""

from __future__ import annotations

import time
from typing import Any, Final

import pytest

from consent_service.domain.answers import Outcome, Reason
from consent_service.domain.codes import TEXTS
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.readslikeano import (
    YES_WORDS,
    is_nothing_but_a_no,
)
from consent_service.domain.freetext.servicesinwords import (
    named_besides,
    names_others_only,
    plainly_left_out,
)
from consent_service.domain.freetext.tellsofharm import told_in
from consent_service.domain.freetext.wordsoflater import begins_later
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.events import (
    ConversationRecorded,
    ResponseRecorded,
    ValidityChanged,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import WordsRead
from consent_service.domain.said.indoubt import doubts_of
from consent_service.domain.scopes.scope import ANY, Agency
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import MANAGER, Story, question, scope
from tests.domain.test_tells_of_harm import a_family
from tests.reasons import ENOUGH

ANOTHERS: Final = (
    *("Yes, says her husband", "He answered for her", "Her sister answered for her: yes"),
    *("Yes (dad replied from her phone)", "School says she is happy with it", "Yes (via dad)"),
    *("Teacher told us she agrees", "He says she is fine with it", "Dad wrote back: ok"),
    *("on her behalf, yes", "Her partner signed", "Answered for mum by dad", "Nurse says yes"),
    *("The school said mum agrees", "my husband filled it in", "Yes, via her sister"),
)
THEIRS: Final = (
    *("He agreed, said Kerry deals with all that normally",),
    *(
        "Yes please",
        "Yes, please ask the school",
        "Yes to information from the school",
        "Mum says yes",
    ),
    *("Yes, says mum", "She said yes", "The doctor said it would help him", "Yes, by phone"),
    *(
        "Yes. School says he needs it",
        "My mum says it is a good idea and I agree",
        "Yes, by all means",
    ),
    *(
        "Yes, ask her dad too",
        "Mum replied yes by text",
        "Dad agrees too. Yes",
        "I want my boy back.",
    ),
    *("yes from the school nurse", "She speaks for herself", "I agree for him to be seen"),
    *("Yes, via interpreter", "Her daughter is happy at school. Yes", "Talk to her teacher"),
    *("Yes, contact dad by text", "Told her what we ask; she said yes", "Of course", "Sure, go on"),
)
UNREAD: Final = (
    *("Nie zgadzam się", "Nie, nie chcę", "Nahi", "نہیں", "لا أوافق", "Nu sunt de acord", "ਨਹੀਂ"),
    *("Na, dim o gwbl", "Nein", "Не хочу", "Non merci"),
    *("Naw", "Nac ydw", "Nage, dim diolch", "Chhaina", "Dim diolch"),
)
#: What was ticked beside a mistype, or beside no word at all, stands.
AS_TICKED: Final = ("👍", "✅", "yh", "ye", "Y", "agred", "…", "Ok Ysgol Gynradd Aberystwyth")
#: Nothing but a no, whatever was ticked; and a yes for another day, or on a condition.
A_NO: Final = (
    *("No", "She said no", "Absolutely not", "I do not consent", "Mum withdrew consent"),
    *("Not happy about it", "She is against it", "No thank you", "No, leave us alone", "Not ok"),
    *("Certainly not", "No, of course not", "Of course not", "No. It's not alright"),
    *("No it's not ok", "No, don't go ahead", "I never said yes", "Never", "Please don't"),
    *("Hell no", "No sorry", "consent refused", "Does not give consent", "She wont have it"),
    *("I want to take my consent back", "No consent given", "I'd rather not", "Dont do it. No."),
    *(
        "Please don't share anything",
        "N",
        "Stop",
        "No no no",
        "no i dont",
        "Nah mate",
        "Not a chance",
    ),
    *("I don't want to", "She doesn't wish to", "Mum disagrees", "Do not proceed", "Not having it"),
)
NOT_YET: Final = (
    *("Yes, after Christmas", "Only if she is there when we call", "Ask me again after Christmas"),
    *("not until I've spoken to my solicitor", "As long as it stays between us", "I want to think"),
    *("Not yet.", "Maybe", "Yes. Ring me back after Christmas"),
)
PLAIN: Final = (
    *("Same as Mia. Text me, don't ring. My sister Ana can come with me.", "Text me, do not call"),
    *("No problem", "No worries, fine", "Yes, ring me after 5", "Happy to, no objections"),
    *("I don't mind", "Yes. He is not happy at school", "Ok. Only if it helps", "Fine, no rush"),
    *("Yes, after that last letter I am glad of help", "She agreed. Said no to nothing"),
    *("Yes. Ring me after school", "Yes, as long as it helps", "Yes as long as it takes"),
    *("No, go for it", "No. Carry on.", "Never said no", "I can't say no", "No, that is all right"),
    *("No, that's fine", "Parent is happy", "Parent agrees", "Not sure when he is back"),
    *("I'm not going to say no", "No no, that's fine", "Happy not to be there", "No I don't mind"),
    *("No further questions. Consented.", "Not only happy, delighted"),
    *("Yes, paid for his school trip", "Yes. He does not like school", "Yes. We have no GP"),
)
#: By these the GP, or the school, is left out of a yes to all.
LEFT_OUT: Final = (
    *("Yes to all, but not the GP", "Yes but no GP", "Yes. Please don't ask my GP"),
    *("Yes, no school though", "Yes, but leave the school out of it", "Yes. Keep the school out"),
    *("Yes. School must not be told", "Yes, anyone but the school", "Yes, nothing to the school"),
    *("Yes to everybody except school", "Yes, but the GP isn't to know"),
)
NOT_LEFT_OUT: Final = (
    *("Yes. He is not happy at school", "Yes, not a problem to ask the GP", "He has no GP. Yes"),
    *("Yes. He has had no school for weeks", "Yes, ring the school, not me"),
    *("Yes. He can't go to school", "No problem with the school", "Yes to the GP and school"),
    *(
        "No further questions. Consented.",
        "Yes. I don't trust him",
        "Yes, no injuries",
        "I don't care",
    ),
)
#: It turns on what somebody else says.
CONDITIONAL: Final = (
    *("Yes if Kurt agrees", "Happy if dad is", "Only if he agrees", "Yes, once Dad says so"),
    *("If my husband is ok with it, yes", "Fine as long as Kurt agrees"),
)
NOT_CONDITIONAL: Final = (
    *(
        "Yes if it helps",
        "Yes, if mum can come too",
        "Ring me if he is ill. Yes",
        "Once it is done",
    ),
)
#: By which member of which entry they stand beside it.
BESIDE: Final = sorted(
    {
        (one.kind.__name__, one.member)
        for one in told_in()
        if one.kind in (ConversationRecorded, ResponseRecorded)
    }
)


def agreed(words: str, kind: str = "ConversationRecorded", member: str = "parent_words") -> Story:
    """The mother's yes, with words beside it; seen alone, as far as was ticked."""
    story = a_family()
    of_talk: dict[str, Any] = {member: words} if kind == "ConversationRecorded" else {}
    of_yes = {member: words} if kind == "ResponseRecorded" else {}
    story.say("AGREED", "mum", conversation=story.talk("mum", **of_talk), **of_yes)
    return story


def counts(story: Story) -> bool:
    view = View(story.file, story.at, story.at)
    first = decide(view, DEFAULT_POLICY, question("ng")).reasons[0]
    not_yet = (Reason.VALIDITY_CONCERN, Reason.NOT_SAFE_TO_ASK, Reason.NOT_CLEAR)
    assert first is Reason.AGREED_BY_PARENT or first in not_yet
    return first is Reason.AGREED_BY_PARENT


def noticed(story: Story) -> set[str]:
    stamp, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    return {one.code for one in notices_of(content, stamp, view, Directory())}


def found_valid(story: Story) -> None:
    yes = next(iter(story.file.of(ResponseRecorded))).event.response
    reasons = ("Rang her herself.",)
    story.later().make(ValidityChanged, MANAGER, response=yes, status="VALID", reasons=reasons)


@pytest.mark.parametrize(("kind", "member"), BESIDE)
@pytest.mark.parametrize("words", ["Yes, says her husband", "He answered for her"])
def test_whichever_words_beside_it_say_that_another_spoke(
    kind: str, member: str, words: str
) -> None:
    story = agreed(words, kind, member)
    assert not counts(story)
    found_valid(story)
    assert counts(story)


@pytest.mark.parametrize("words", ANOTHERS)
def test_it_is_in_doubt_and_said_so_until_they_are_asked_again(words: str) -> None:
    story = agreed(words)
    assert not counts(story)
    assert "YES_IN_DOUBT" in noticed(story)
    assert "SEE_AGAIN" in {one.code for one in story.due() if one.person == "mum"}
    story.later().say("AGREED", "mum", conversation=story.talk("mum", parent_words="Yes, I agree"))
    assert counts(story)


@pytest.mark.parametrize("words", THEIRS)
def test_what_is_plainly_theirs_counts(words: str) -> None:
    assert counts(agreed(words)), words


@pytest.mark.swept
@pytest.mark.parametrize("words", [*UNREAD, *CONDITIONAL, *A_NO, *NOT_YET])
def test_what_is_no_plain_yes_may_be_a_no_until_it_was_read_or_they_say_yes_since(
    words: str,
) -> None:
    story = agreed(words)
    talk = next(iter(story.file.of(ConversationRecorded)))
    assert not counts(story)
    (task,) = [one for one in story.due() if one.code == "READ_WORDS"]
    # It leads to the words, and to nobody to be seen again.
    assert (task.person, task.about) == ("mum", str(talk.seq))
    assert "SEE_AGAIN" not in {one.code for one in story.due()}
    read = story.later().make(WordsRead, MANAGER, entry=talk.seq, reason=ENOUGH)
    # Whoever read them was not asked from when.
    assert counts(story) is not begins_later(words)
    assert ("SEE_AGAIN" in {one.code for one in story.due()}) is begins_later(words)
    story.correct(read, MANAGER)
    story.later().say("AGREED", "mum", conversation=story.talk("mum", parent_words="Yes, I agree"))
    assert counts(story)


@pytest.mark.parametrize("words", [*AS_TICKED, *NOT_CONDITIONAL, *PLAIN])
def test_what_was_ticked_stands_beside_a_mistype_or_no_word(words: str) -> None:
    assert counts(agreed(words)), words


@pytest.mark.parametrize(
    ("words", "ticked", "asked", "is_held"),
    [
        ("She's happy for us to speak to school, not GP", "SCHOOL", "GP", True),
        ("She's happy for us to speak to school, not GP", "SCHOOL", "SCHOOL", False),
        ("OK to school but not nursery", "SCHOOL", "EARLY_YEARS", True),
        (
            "Yes to both. She doesn't want health visitor contacted",
            "SCHOOL",
            "HEALTH_VISITOR",
            True,
        ),
        ("Yes, not a problem to ask the GP", "SCHOOL", "GP", False),
        ("Yes to the school", "SCHOOL", "GP", False),
    ],
)
def test_a_no_in_words_to_what_was_not_ticked_holds_that(
    words: str, ticked: str, asked: str, *, is_held: bool
) -> None:
    story = a_family()
    school = {"scope": scope(agencies=(Agency(ticked),))}
    story.say("AGREED", "mum", conversation=story.talk("mum", parent_words=words), **school)
    story.later().say("AGREED", "dad", scope=scope(agencies=(Agency(asked),)))
    view = View(story.file, story.at, story.at)
    answer = decide(view, DEFAULT_POLICY, question("ng", agency=Agency(asked)))
    mum = next(one for one in answer.items[0].positions if one.person == "mum")
    assert (mum.reason is Reason.NOT_CLEAR) is is_held
    assert (answer.outcome is Outcome.COVERED) is not is_held


@pytest.mark.swept
@pytest.mark.parametrize("member", ["parent_words", "words"])
@pytest.mark.parametrize("ticked", [(), ("GP", "SCHOOL")])
@pytest.mark.parametrize("words", [*LEFT_OUT, *NOT_LEFT_OUT])
def test_a_service_that_is_ticked_and_left_out_in_words_is_held(
    words: str, ticked: tuple[str, ...], member: str
) -> None:
    """The tick is one slip, and the words are not: all services, and each by its own answer."""
    story, is_of_talk = a_family(), member == "parent_words"
    of_talk: dict[str, Any] = {member: words} if is_of_talk else {}
    talk = story.talk("mum", **of_talk)
    for one in ticked or (ANY,):
        of_it = {"scope": scope(agencies=(Agency(one),))}
        own = {} if is_of_talk else {"words": words}
        story.say("AGREED", "mum", conversation=talk, **of_it, **own)
    view = View(story.file, story.at, story.at)
    denied, other = ("GP", "SCHOOL") if "GP" in words else ("SCHOOL", "GP")
    asked = {
        one: decide(view, DEFAULT_POLICY, question("ng", agency=Agency(one))).outcome
        for one in (denied, other)
    }
    assert (asked[denied] is Outcome.COVERED) is (words in NOT_LEFT_OUT)
    if (ticked and is_of_talk) or words in NOT_LEFT_OUT:
        assert asked[other] is Outcome.COVERED


@pytest.mark.parametrize("is_one", [True, False])
@pytest.mark.parametrize(
    ("words", "is_held"),
    [
        *((one, True) for one in ("GP only", "just the GP please", "Yes, only my GP")),
        *((one, False) for one in ("GP and school only", "Happy for school. GP only for now")),
    ],
)
def test_one_and_no_other_holds_each_other_that_is_ticked(
    words: str, *, is_held: bool, is_one: bool
) -> None:
    story, both = a_family(), (Agency("GP"), Agency("SCHOOL"))
    talk = story.talk("mum", parent_words=words)
    for agencies in [both] if is_one else [both[:1], both[1:]]:
        story.say("AGREED", "mum", conversation=talk, scope=scope(agencies=agencies))
    view = View(story.file, story.at, story.at)
    asked = decide(view, DEFAULT_POLICY, question("ng", agency=Agency("SCHOOL")))
    assert (asked.outcome is not Outcome.COVERED) is is_held


def test_a_line_of_blanks_takes_no_longer_than_one() -> None:
    begun = time.process_time()
    for between in (" " * 20_000, "\n" * 20_000):
        assert plainly_left_out(f"GP{between}no") == plainly_left_out("GP no")
        assert named_besides(f"School GP{between}no") == named_besides("School GP no")
        assert names_others_only(f"GP{between}only", {ANY})
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("yes", YES_WORDS)
def test_each_word_of_yes_is_one_and_none_where_it_is_denied(yes: str) -> None:
    for plain in (yes, f"No, {yes}"):
        assert not is_nothing_but_a_no(plain), plain
    for denied in (f"not {yes}", f"No, not {yes}", f"{yes} not", f"I never said {yes}"):
        assert is_nothing_but_a_no(denied), denied


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Nie zgadzam się", "doubt_unread"),
        *(
            (one, "doubt_no_plain_yes")
            for one in ("Only if he agrees", "Certainly not", "Not yet.")
        ),
        *((one, "doubt_no_plain_yes") for one in ("Yes, ask me next year", "Yes but no GP")),
        ("Yes from Monday", "doubt_from_when"),
        ("Yes please", None),
    ],
)
def test_an_interpreter_is_wanted_for_what_cannot_be_read_and_for_no_english(
    words: str, why: str | None
) -> None:
    story = agreed(words, "ResponseRecorded", "words")
    view = View(story.file, story.at, story.at)
    (yes,) = view.holding[ResponseRecorded]
    assert [one.words for one in doubts_of(view, yes)] == ([TEXTS[why]] if why else [])
