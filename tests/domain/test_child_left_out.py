"""A yes for several children is in doubt of the one whom the words beside it leave out."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from typing import Any

import pytest

from consent_service.domain.answers import Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.servicesinwords import (
    names_others_only,
    plainly_left_out,
)
from consent_service.domain.names.childreninwords import left_out_in
from consent_service.domain.recorded import events
from consent_service.domain.recorded.events import (
    ConversationRecorded,
    ResponseRecorded,
    ValidityChanged,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import WordsRead
from consent_service.domain.scopes.scope import ANY
from tests.domain.own.lives import view_of
from tests.domain.tasks.story import MANAGER, MONDAY, Story, question, scope
from tests.domain.test_from_when import texts
from tests.domain.test_words_say_no import NOES, NONE_TO_IT, YESES
from tests.reasons import ENOUGH
from tests.sweeping import each

#: As it is typed in a hurry: Lark is left out, and Kit is not.
LEFT_OUT = (
    "no 2 camhs they stitched us up last time. schools ok but not about lark shes fine",
    *("yes but not lark", "ok for kit, lark no", "just kit", "yes, only kit pls", "Kit only"),
    *("dont talk to school about lark", "yes except Lark", "leave lark out of it"),
    *("yes for both, not for Lark tho", "no need to ask about lark", "Yes. Lark: no"),
    *("ok, nothing on Lark", "yes to school, no to Lark"),
    *("yes for kit but not lark as well", "yes for kit, not Lark too", "not lark also. yes"),
    *("yes but dont let Lark be asked", "dont let lark be seen by camhs. yes"),
    *("yes but please dont let Lark be spoken to", "not larks problem but dont ask about her"),
    *("yes, do not let lark talk to school", "yes but please dont let Lark get involved"),
)
#: Ways in which a service is left out, and a child.
WAYS = (
    *(
        "not {}",
        "yes, not {} though",
        "but not {}",
        "not about {}",
        "not my {}",
        "no {}",
        "no to {}",
    ),
    *("no for {}", "no about {}", "nothing on {}", "nothing to do with {}", "yes to all but {}"),
    *("yes for everyone but {}", "all bar {}", "anyone apart from {}", "except {}", "without {}"),
    *(
        "other than {}",
        "excluding {}",
        "leave {} out of it",
        "keep {} out of this",
        "no need for {}",
    ),
    *("I don't want {} involved", "don't involve {}", "dont ask about {}", "do not ask {}"),
    *("I do not agree for {}", "I don't consent to {}", "not ok for {}", "she refuses for {}"),
    *("{} not included", "{} is not to be told", "{} must not be asked", "{} stays out of it"),
    *("the rest fine. {} - no way", "Yes. {}, no", "{} no", "ok then, {}: no", "{} I'd rather not"),
)
ONLY = (
    *("just {}", "yes, only {} pls", "{} only", "just for {} and thats it", "{} alone"),
    *("only about {}, not the rest", "ok for {} only"),
)
NOT = (
    *("Lark is not well", "No, Lark is fine, yes to it all", "he can't see Lark now. Yes"),
    *(
        "yes. I have no worries about Lark",
        "not Lark's dad",
        "yes, not Larks fault",
        "its only Kit",
    ),
    *(
        "yes, not only Lark",
        "I want Lark seen",
        "yes, but not Mrs Tobb",
        "not Gwen Tobb",
        "no tobb",
    ),
    *("not sure about lark, yes", "lark is not at school, yes", "its not larks fault. yes"),
    *("yes, lark only sees her dad", "not worried about lark", "yes, no problem with lark"),
    *("yes, only Kit knows", "just lark being lark", "why not lark too", "yes both"),
    *("lark has no friends", "yes to Kit and Lark", "yes about kit and lark, not about money"),
    "yes not only Lark",
)
_BOTH = ("kit", "lark")


_NAMES = {"kit": "Kit Tobb", "lark": "Lark Tobb", "mum": "Gwen Tobb"}


def a_family(**names: str) -> Story:
    called = _NAMES | names
    story = Story(MONDAY)
    for child in _BOTH:
        story.make(events.ChildAdded, child=child, names=called[child], dob=date(2020, 2, 1))
    story.make(events.AdultAdded, person="mum", names=called["mum"], interpreter_needed=False)
    for child in _BOTH:
        link: dict[str, Any] = {"child": child, "role": "MOTHER", "pr_status": "YES"}
        story.make(events.RelationshipRecorded, person="mum", **link)
    if "dad" in called:
        story.make(events.AdultAdded, person="dad", names=called["dad"], interpreter_needed=False)
        father: dict[str, Any] = {"child": "kit", "role": "FATHER", "pr_status": "NO"}
        story.make(events.RelationshipRecorded, person="dad", **father)
    return story.enquiry().later()


def told(
    words: str,
    subjects: tuple[str, ...] = _BOTH,
    story: Story | None = None,
    **members: Any,
) -> Story:
    """One row of the form, about both; whoever typed it says that it was their own yes to it."""
    story = story or a_family()
    talk = story.talk("mum", parent_words=words, not_a_no=True)
    story.agree("mum", conversation=talk, scope=scope(subjects=subjects), **members)
    return story.later()


def reasons(story: Story) -> dict[str, Reason]:
    view = View(story.file, story.at, story.at)
    found = decide(view, DEFAULT_POLICY, question(subjects=_BOTH))
    return {one.subject: one.reason for one in found.items}


def left_out(words: str, **names: str) -> set[str]:
    story = a_family(**names)
    return {child for child, _ in left_out_in(View(story.file, story.at, story.at), words)}


_AGREED = {"kit": Reason.AGREED_BY_PARENT, "lark": Reason.AGREED_BY_PARENT}


def test_of_a_yes_about_every_child_it_is_in_doubt_as_well() -> None:
    """Nobody is named in it, and so the child whom the words leave out was none of those."""
    found = reasons(told(LEFT_OUT[1], (ANY,), any_reason="Zz, they were asked about each."))
    assert found == _AGREED | {"lark": Reason.VALIDITY_CONCERN}


@each("words", of=LEFT_OUT)
def test_it_counts_for_the_others_and_says_whom_and_by_which_words(words: str) -> None:
    story = told(words)
    assert reasons(story) == _AGREED | {"lark": Reason.VALIDITY_CONCERN}
    assert "leave Lark Tobb out: “" in texts(story)
    assert "Kit Tobb out" not in texts(story)


@each("words", of=NOT)
def test_other_words_leave_nobody_out(words: str) -> None:
    story = told(words)
    assert reasons(story) == _AGREED
    assert "out: “" not in texts(story)


#: How the services are called in what is typed elsewhere in these tests.
_CALLED = re.compile(
    r"\b(?:the |my )?(?:GP|HV|sch|school|police|doctor|CAMHS|social workers|drs)\b", re.IGNORECASE
)


@each("words", of=(*NOES, *NONE_TO_IT, *YESES))
def test_in_each_sentence_that_leaves_a_service_out_a_childs_name_leaves_them_out(
    words: str,
) -> None:
    for found in _CALLED.finditer(words):
        before, after = (
            _CALLED.sub("the dog", one) for one in (words[: found.start()], words[found.end() :])
        )
        if plainly_left_out(f"{before}{found[0]}{after}"):
            assert left_out(f"{before}Lark{after}") == {"lark"}, found[0]
        if names_others_only(f"{before}{found[0]}{after}", {ANY}):
            assert left_out(f"{before}Kit{after}") == {"lark"}, found[0]


@each(
    "words",
    "names",
    "expected",
    of=[
        ("not Lark", {"mum": "Lark Tobb"}, {"lark"}),
        ("not Lark", {"dad": "Lark Senior"}, {"lark"}),
        ("not Jack Tobb", {"lark": "Jack Tobb", "dad": "Jack Tobb"}, {"lark"}),
        ("not about Lark", {"kit": "Kit Lark"}, {"kit", "lark"}),
        ("not about Sam", {"kit": "Sam Zed", "lark": "Sam Tobb"}, {"kit", "lark"}),
        ("not about Sam Zed", {"kit": "Sam Zed", "lark": "Sam Tobb"}, {"kit"}),
        *((f"not {one}", {"lark": "Mary-Jane Tobb"}, {"lark"}) for one in ("Mary-Jane", "MJ")),
        *((f"not {one}", {"lark": "Mary Jane Tobb"}, {"lark"}) for one in ("Mary Jane", "mary")),
        *((f"no for {one}", {"lark": "D'Andre Tobb"}, {"lark"}) for one in ("D'Andre", "dandre")),
        *((f"{one} no", {"lark": "Rose Tobb"}, {"lark"}) for one in ("Rose", "rose")),
        ("nothing about will", {"lark": "Will Tobb"}, {"lark"}),
        ("she will not say more, no", {"lark": "Will Tobb"}, set()),
        ("not about lark", {"lark": "Larke Tobb"}, {"lark"}),
        ("not freddie", {"lark": "Frederick Tobb"}, {"lark"}),
        ("just Kits stuff", {}, {"lark"}),
        ("not Lark's records", {}, {"lark"}),
        ("not L", {}, {"lark"}),
        ("Kit yes, not the other one", {}, {"lark"}),
        ("yes but not my son", {}, {"kit", "lark"}),
    ],
)
def test_whoever_may_be_called_so_is_left_out(
    words: str, names: dict[str, str], expected: set[str]
) -> None:
    """A father of the same name took the child's place; of two of one name neither was meant."""
    assert left_out(words, **names) == expected


@each(
    "words",
    "expected",
    of=[
        *(
            (f"yes, but not {one}", {"lark"})
            for one in ("the baby", "my youngest", "the little one")
        ),
        *((f"no for {one}", {"kit"}) for one in ("the oldest", "my eldest", "the older one")),
        ("just the baby", {"kit"}),
        ("don't let my eldest know", {"kit"}),
        ("not Kit or the baby", {"kit", "lark"}),
    ],
)
def test_a_child_is_left_out_without_a_name_as_well(words: str, expected: set[str]) -> None:
    story = Story(MONDAY)
    for child, born in (("kit", 2012), ("lark", 2026)):
        called: dict[str, Any] = {"names": f"{child.title()} Tobb", "dob": date(born, 2, 1)}
        story.make(events.ChildAdded, child=child, **called)
    view = View(story.file, story.at, story.at)
    assert {child for child, _ in left_out_in(view, words)} == expected


@each(
    "words",
    "ages",
    of=tuple(
        product(
            ("yes but not my eldest", "not the youngest", "eldest only", "just the baby"),
            ((6, None), (None, 6), (None, None)),
        )
    ),
)
def test_of_whom_no_age_is_known_may_be_any_of_them(
    words: str, ages: tuple[int | None, int | None]
) -> None:
    """Whose age nobody had typed was the youngest, and what was a no to them was agreed."""
    story = Story(MONDAY)
    for child, age in zip(_BOTH, ages, strict=True):
        born = None if age is None else date(MONDAY.year - age, 1, 1)
        story.make(events.ChildAdded, child=child, names=f"{child.title()} Tobb", dob=born)
    view = View(story.file, story.at, story.at)
    assert {child for child, _ in left_out_in(view, words)} == {"kit", "lark"}


def test_who_is_not_born_yet_is_the_youngest() -> None:
    story = Story(MONDAY)
    story.make(events.ChildAdded, child="kit", names="Kit Tobb", dob=date(2020, 2, 1))
    due = MONDAY.date()
    story.make(events.ChildAdded, child="lark", names="Bump", estimated_due_date=due)
    view = View(story.file, story.at, story.at)
    assert [child for child, _ in left_out_in(view, "not the youngest")] == ["lark"]


def test_they_are_to_be_asked_again_about_that_child_at_once() -> None:
    """Nothing was on anybody's list until somebody checked: not by an answer about the other."""
    assert "ASK_AGAIN" not in told("yes").codes()
    story = told("yes but not about lark")
    task = story.the("ASK_AGAIN")
    (yes,) = story.file.of(ResponseRecorded)
    assert (task.person, task.child, task.about) == ("mum", "lark", yes.event.response)
    for child in _BOTH:
        story.agree("mum", scope=scope(child))
        assert ("ASK_AGAIN" in story.later().codes()) is (child == "kit")
    refused = told("yes but not about lark")
    refused.say("REFUSED", "mum", scope=scope("lark"))
    assert "ASK_AGAIN" not in refused.later().codes()
    in_doubt = told("yes but not about lark")
    in_doubt.make(ValidityChanged, response=yes.event.response, status="CONCERN")
    assert {"ASK_AGAIN", "SEE_AGAIN"} & in_doubt.later().codes() == {"SEE_AGAIN"}


@pytest.mark.parametrize("how", ["valid", "read", "again"])
def test_it_counts_once_somebody_has_looked_at_it_or_they_said_it_again(how: str) -> None:
    story = told("yes but not about lark")
    (yes,) = story.file.of(ResponseRecorded)
    talk = story.file.of(ConversationRecorded)[0]
    match how:
        case "valid":
            of_it: dict[str, Any] = {"response": yes.event.response, "status": "VALID"}
            story.make(ValidityChanged, MANAGER, reasons=("Rang her.",), **of_it)
        case "read":
            story.make(WordsRead, MANAGER, entry=talk.seq, reason=ENOUGH)
        case "again":
            story.agree("mum", scope=scope(subjects=_BOTH))
    assert reasons(story.later()) == _AGREED


def test_on_her_own_page_it_is_no_yes_about_that_child() -> None:
    assert "Lark Tobb" not in str(view_of(told("yes but not about lark"), "mum")["agreed"])
    assert "Lark Tobb" in str(view_of(told("yes"), "mum")["agreed"])


@pytest.mark.parametrize(
    "words",
    [
        *("Dont tell Ken I rang in my slippers ha", "dont talk to Ken about it, yes to all"),
        "yes, not ask again tho",
    ],
)
def test_a_word_that_only_sounds_like_a_name_leaves_no_child_out(words: str) -> None:
    """Tilly was left out of a yes by "Dont tell"."""
    story = Story()
    for child, names in (("t", "Tilly Zz"), ("k", "Bo Zz")):
        story.make(events.ChildAdded, child=child, names=names, dob=date(2019, 2, 1))
    story.make(events.AdultAdded, person="ken", names="Ken Zz", interpreter_needed=False)
    assert list(left_out_in(View(story.file, story.at, story.at), words)) == []
    by_sound = list(left_out_in(View(story.file, story.at, story.at), "not about tylli"))
    assert [child for child, _ in by_sound] == ["t"]
