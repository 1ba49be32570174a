"""A yes to a service that the words beside it leave out: whichever service it is, it is named, and
looked at where it was said that they agreed all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.answers import Reason
from consent_service.domain.codes import codes
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.servicesinwords import plainly_left_out, words_of
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import ValidityChanged
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.said.leavesout import LEAVES_OUT_A_YES, quoted, read_beside
from consent_service.domain.scopes.scope import ANY, Agency
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import DAY, MANAGER, WORKER, Story, family, question, scope
from tests.sweeping import each

#: Each service by a word of its own, as somebody leaves it out.
LEFT_OUT = [
    (kind, f"yes to all but not the {word} mind")
    for kind in codes("agencies")
    for word in sorted(words_of((kind,)))
    if plainly_left_out(f"not the {word} mind") == {frozenset({kind})}
]


def told(words: str, *kinds: str, **members: Any) -> Story:
    """Yes is ticked to each of these, in these words."""
    story = family()
    talk = story.talk("mum", parent_words=words, **members)
    agencies = tuple(map(Agency, kinds))
    story.say("AGREED", "mum", conversation=talk, scope=scope(agencies=agencies))
    return story


def noticed(story: Story) -> list[str]:
    stamp, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    found = notices_of(content, stamp, view, Directory())
    return [one.text for one in found if one.code == LEAVES_OUT_A_YES]


@each("kind", "words", of=LEFT_OUT)
def test_whichever_service_is_left_out_is_named_and_looked_at(kind: str, words: str) -> None:
    other = "SCHOOL" if kind != "SCHOOL" else "GP"
    story = told(words, kind, other, not_a_no=True)
    (text,) = noticed(story)
    assert f"{quoted({kind: words.partition('but ')[2]})}." in text
    assert "LOOK_AT_DOUBTFUL" in story.codes()
    # Of what was not ticked, and of what was not left out, nothing is said.
    assert noticed(told(words, other, not_a_no=True)) == []


@each(
    "words",
    "kinds",
    of=[
        (f"yes, not the {word} mind", types)
        for word in sorted(words_of(codes("agencies")))
        for types in plainly_left_out(f"not the {word} mind")
    ],
)
def test_of_a_yes_to_every_service_each_that_may_be_meant_is_named(
    words: str, kinds: frozenset[str]
) -> None:
    """By its alphabet "the surgery" was the dentist's, and the GP was told."""
    story = told(words, ANY, not_a_no=True)
    (said,) = View(story.file, story.at, story.at).read.responses
    assert read_beside(View(story.file, story.at, story.at), said).keys() == kinds
    (text,) = noticed(story)
    assert quoted(dict.fromkeys(sorted(kinds), words.partition(", ")[2])) in text


def test_of_a_word_of_two_services_that_one_is_meant_which_is_not_named_beside_it() -> None:
    story = told("yes, the dentist can say. Not the surgery mind", ANY, not_a_no=True)
    view = View(story.file, story.at, story.at)
    assert [{*read_beside(view, one)} for one in view.read.responses] == [{"GP"}]


_SHORT = "Rang her, and she says yes to the surgery."


def found_right(story: Story, reason: str) -> None:
    place, doubts = story.entries[-1][0].seq, (LEAVES_OUT_A_YES,)
    story.later().make(FoundRight, MANAGER, entry=place, reason=reason, doubts=doubts)


def found_valid(story: Story, by: By = MANAGER) -> None:
    (said,) = View(story.file, story.at, story.at).read.responses
    story.later().make(
        ValidityChanged, by, response=said.event.response, status="VALID", reasons=("Zz",)
    )


@each(
    "since",
    of=[
        lambda story: found_right(story, f"{_SHORT} She meant that the school is asked first."),
        found_valid,
        lambda story: story.later().agree("mum", conversation=story.talk("mum")),
        lambda story: story.later().say("REFUSED", "mum"),
    ],
)
def test_it_is_settled_by_whoever_looked_or_by_their_next_answer(
    since: Callable[[Story], Any],
) -> None:
    story = told("not the gp mind", "GP", "SCHOOL", not_a_no=True)
    assert "LOOK_AT_DOUBTFUL" in story.codes()
    since(story)
    story.later()
    assert "LOOK_AT_DOUBTFUL" not in story.codes()
    view = View(story.file, story.at, story.at)
    assert not any(read_beside(view, one) for one in view.read.responses)


@pytest.mark.parametrize("members", [{}, {"not_a_no": False}])
def test_what_nobody_says_to_be_a_yes_is_held_and_is_on_no_second_list(
    members: dict[str, Any],
) -> None:
    story = told("not the gp mind", "GP", "SCHOOL", **members)
    assert len(noticed(story)) == 1
    assert "LOOK_AT_DOUBTFUL" not in story.codes()


@each(
    "since",
    of=[
        *(
            lambda story, answer=answer: story.later().say(answer)
            for answer in ("ASK_ATTEMPTED", "REPORTED_BY_REFERRER", "NOT_ASKED_UNSAFE", "AWAITING")
        ),
        *(
            lambda story, members=members, answer=answer: story.later().say(
                answer, scope=scope(**members)
            )
            for answer in ("AGREED", "REFUSED", "UNDECIDED")
            for members in (
                {"subjects": ("other",)},
                {"categories": ("EDUCATION",)},
                {"purposes": ("SUPPORT",)},
                {"agencies": (Agency("SCHOOL"),)},
                {"agencies": (Agency("GP", "Elm Surgery"),)},
            )
        ),
        lambda story: story.later().say("REFUSED", "dad"),
        lambda story: found_valid(story, WORKER),
        lambda story: found_right(story, "ok"),
        lambda story: found_right(story, _SHORT),
    ],
)
def test_it_is_settled_by_nothing_less(since: Callable[[Story], Any]) -> None:
    """Whoever ticked it rang in vain, or found it valid, and so took it off a manager's list."""
    story = told("not the gp mind", "GP", "SCHOOL", not_a_no=True)
    since(story)
    story.later()
    assert "LOOK_AT_DOUBTFUL" in story.codes()
    view = View(story.file, story.at, story.at)
    assert next({*read_beside(view, one)} for one in view.read.responses) == {"GP"}


@each(
    "since",
    of=[
        lambda story: story.agree("mum", effective_at=story.at - 9 * DAY),
        lambda story: story.say("REFUSED", "mum", effective_at=story.at - 9 * DAY),
        lambda story: story.agree("mum", valid_from=story.at + 9 * DAY),
        lambda story: story.agree("mum", expires_at=story.at + timedelta(minutes=1)),
        lambda story: story.agree("mum", conversation=story.talk("mum", seen_alone="NO")),
        lambda story: story.agree("mum"),
        lambda story: story.say("UNDECIDED", "mum"),
        lambda story: _found_doubtful(story, story.agree("mum")),
    ],
)
def test_while_that_very_yes_is_gone_by_it_is_looked_at(since: Callable[[Story], Any]) -> None:
    """A talk of nine days before, typed after it, took it off a manager's list by one worker's
    hand, and so did a yes that begins next week: the yes that leaves the GP out still answered.
    """
    story = told("not the gp mind", "GP", "SCHOOL", not_a_no=True)
    (first,) = (one.event.response for one in View(story.file, story.at, story.at).read.responses)
    since(story.later(2 * DAY))
    story.later(timedelta(minutes=2))
    answer = decide(View(story.file, story.at, story.at), DEFAULT_POLICY, question())
    is_gone_by = first in {one.response for one in answer.items[0].positions}
    assert ("LOOK_AT_DOUBTFUL" in story.codes()) is is_gone_by


def _found_doubtful(story: Story, said: str) -> None:
    doubt: dict[str, Any] = {"status": "CONCERN", "reasons": ("PRESSURE",)}
    story.later().make(ValidityChanged, MANAGER, response=said, **doubt)


def test_of_several_children_it_is_settled_once_each_is_answered_about() -> None:
    story = family().child("kim")
    talk = story.talk("mum", parent_words="not the gp mind", not_a_no=True)
    story.say("AGREED", "mum", conversation=talk, scope=scope("ng", "kim"))
    for child, is_open in (("ng", True), ("kim", False)):
        story.later().say("AGREED", "mum", scope=scope(child))
        view = View(story.file, story.at, story.at)
        assert any(read_beside(view, one) for one in view.read.responses) is is_open


@each("kinds", "is_explained", of=[(("ADULT_HEALTH",), False), (("CHILD_HEALTH",), True)])
def test_a_no_about_other_information_explains_nothing(
    kinds: tuple[str, ...], is_explained: bool
) -> None:
    """She said no to the GP about herself, and the GP was told of the child, which she had refused
    in words.
    """
    for is_none in (True, None):
        story = family()
        members: dict[str, Any] = {} if is_none is None else {"not_a_no": is_none}
        talk = story.talk("mum", parent_words="not the gp mind", **members)
        no = scope(categories=kinds, agencies=(Agency("GP", "Elm Surgery"),))
        story.say("REFUSED", "mum", conversation=talk, scope=no)
        yes = scope(agencies=(Agency("GP", "Oak Surgery"),))
        story.say("AGREED", "mum", conversation=talk, scope=yes, expires_at=story.at + 20 * DAY)
        assert (noticed(story) == []) is is_explained
        view = View(story.file, story.at, story.at)
        answer = decide(view, DEFAULT_POLICY, question(agency=yes.agencies[0]))
        (mum,) = [one for one in answer.items[0].positions if one.person == "mum"]
        is_held = mum.reason is Reason.NOT_CLEAR
        assert is_held is (is_none is None and not is_explained)
        assert ("LOOK_AT_DOUBTFUL" in story.codes()) is (is_none is True and not is_explained)


@pytest.mark.parametrize(
    "words",
    [
        "{} ok but not if its our Bry, she'd go round and kick off at him",
        *("{} fine unless its our Bry", "{} ok only if I am there", "{} ok but not while hes in"),
        *("GP yes, {} as long as its not our Bry", "yes {}, not when his dad is about"),
        *("ok for {}, provided they keep it to themselves", "{} ok if its not our Bry"),
    ],
)
def test_a_condition_inside_a_yes_is_asked_about_and_stands_beside_it(words: str) -> None:
    """A plain yes was on the check, and in the words for the very sister she feared."""
    story = told(words.format("health visitor"), "HEALTH_VISITOR", "GP", not_a_no=True)
    (text,) = noticed(story)
    assert words.format("health visitor") in text
    view = View(story.file, story.at, story.at)
    (said,) = view.read.responses
    assert read_beside(view, said).keys() == {"HEALTH_VISITOR"}
    assert "LOOK_AT_DOUBTFUL" in story.codes()
    # Where nobody has said that they agreed all the same, nobody relies on it.
    open_yet = told(words.format("health visitor"), "HEALTH_VISITOR", "GP")
    asked = question(agency=Agency("HEALTH_VISITOR"))
    found = decide(View(open_yet.file, open_yet.at, open_yet.at), DEFAULT_POLICY, asked)
    assert found.items[0].positions[0].reason is Reason.NOT_CLEAR


def test_a_condition_of_which_no_service_is_named_is_one_of_each() -> None:
    story = told("yes unless his dad hears of it", "HEALTH_VISITOR", "GP", not_a_no=True)
    view = View(story.file, story.at, story.at)
    assert read_beside(view, view.read.responses[0]).keys() == {"HEALTH_VISITOR", "GP"}


@pytest.mark.parametrize(
    "words",
    [
        *("ok as long as you need", "HV yes if needed", "yes but dont ring when hes home"),
        *(
            "ring me but not when hes in. HV fine",
            "HV fine, I'm happy if it helps",
            "yes as always",
        ),
        *(
            "Not sure if that helps but yes",
            "HV ok, only when its needed",
            "yes so long as it helps",
        ),
    ],
)
def test_what_is_usual_to_say_beside_a_yes_is_no_condition(words: str) -> None:
    assert noticed(told(words, "HEALTH_VISITOR", "GP", not_a_no=True)) == []
