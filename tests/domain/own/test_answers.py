"""What one of the family is shown of their own answers, contacts and requests."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS, codes
from consent_service.domain.file.view import View
from consent_service.domain.following.advocates import NAMED
from consent_service.domain.own import seen_by
from consent_service.domain.own.words import words
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.particulars import Interpreter
from consent_service.domain.scopes.scope import Agency, Exclusions, Scope
from tests.domain.own.lives import SURGERY, answer, family, view_of
from tests.domain.own.test_words_are_on_the_page import said_in_a_letter
from tests.domain.own.visible import STAFF
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import DAY, MONDAY, NINE, scope


def test_an_agreement_is_shown_whole_and_ends_for_a_reason_in_plain_words() -> None:
    story = family()
    part = scope(agencies=(SURGERY,), exclusions=Exclusions((Agency("SCHOOL"),), ("EDUCATION",)))
    answer(story, said="AGREED_IN_PART", scope=part, response="r")
    (agreed,) = view_of(story)["agreed"]
    assert agreed == {
        "number": 1,
        "response": "r",
        "kind": "Talking to other services",
        "on": "2026-03-09",
        "first_talk": None,
        "begins": "2026-03-09",
        "until": "2026-03-19",
        "who": ["Hillside (your doctor's surgery)"],
        "about": ["Zz"],
        "what": ["Your child's health"],
        "why": ["To decide what help is right for your family"],
        "how": ["We ask them"],
        "you_said_no_to": ["School", "How your child is doing at school or nursery"],
        "but": None,
        "your_words": [],
        "parts": [],
    }
    assert [item["who"] for item in view_of(story)["said_no"]] == [
        ["Hillside (your doctor's surgery)"],
        ["School"],
    ]
    story.later(11 * DAY)
    assert view_of(story)["agreed"] == []
    assert view_of(story)["ended"][0]["because"] == "What you agreed to has ended"


def test_a_whole_no_ends_an_agreement_and_a_part_of_one_narrows_it() -> None:
    story = family()
    answer(story, scope=scope(agencies=(Agency("GP"), Agency("SCHOOL"))))
    answer(story, said="REFUSED", scope=scope(agencies=(Agency("POLICE"),)))
    assert view_of(story)["agreed"][0]["who"] == ["Your doctor's surgery", "School"]
    answer(story, said="REFUSED", scope=scope(agencies=(Agency("SCHOOL"),)))
    assert view_of(story)["agreed"][0]["who"] == ["Your doctor's surgery"]
    story.make(events.AgreementWithdrawn, response="w", enquiry="E1", person="dad", scope=Scope())
    assert view_of(story)["agreed"] == []
    assert view_of(story)["ended"][0]["because"] == "You changed your mind"


@pytest.mark.parametrize("answered", ["REFUSED", "WITHDRAWN"])
@pytest.mark.parametrize("explained", [(), NINE])
def test_of_a_yes_that_an_interpreter_told_us_nobody_reads_that_they_said_it(
    answered: str, explained: tuple[str, ...]
) -> None:
    """Her husband said yes for her; she read of herself that she had, and had changed her mind."""
    story = family()
    talk = story.talk(
        "dad", explained, interpreter=Interpreter(language="BSL", is_family_member=True)
    )
    story.say("AGREED", "dad", conversation=talk)
    before = view_of(story)
    assert bool(before["agreed"]) is bool(explained)
    because = [(one["because"], one["was_theirs"]) for one in before["not_counted"]]
    assert because == ([] if explained else [(TEXTS["own_told_yes_not_until"], False)])
    story.later(DAY)
    story.say(answered, "dad", words="I never said yes.")
    after = view_of(story)
    assert [(one["because"], one["was_theirs"]) for one in after["ended"]] == [
        (TEXTS["own_told_yes"], False)
    ]
    assert [one["what_you_said"] for one in after["said_no"]] == [words("answers", "REFUSED")]
    assert TEXTS["own_told_yes"] in said_in_a_letter(after)
    assert not any("changed your mind" in line for line in said_in_a_letter(after))


@pytest.mark.parametrize("answered", ["REFUSED", "WITHDRAWN"])
@pytest.mark.parametrize("member", ["words", "parent_words"])
def test_of_a_yes_that_somebody_else_said_for_them_it_is_asked_whether_that_is_right(
    answered: str, member: str
) -> None:
    """Nobody interpreted: his wife said that he says yes, and his page said that he had. Whose
    word it was stands nowhere on it: they may read on.
    """
    story = family()
    said: dict[str, Any] = {member: "his wife says he says yes"}
    is_of_the_talk = member == "parent_words"
    talk = story.talk("dad", **(said if is_of_the_talk else {}))
    story.say("AGREED", "dad", conversation=talk, **({} if is_of_the_talk else said))
    before: dict[str, Any] = view_of(story)
    assert before["agreed"] == []
    assert [(one["because"], one["was_theirs"]) for one in before["not_counted"]] == [
        (TEXTS["own_written_yes_not_until"], False)
    ]
    story.later(DAY)
    story.say(answered, "dad", words="I never said yes.")
    after = view_of(story)
    assert [(one["because"], one["was_theirs"]) for one in after["ended"]] == [
        (TEXTS["own_written_yes"], False)
    ]
    assert [one["what_you_said"] for one in after["said_no"]] == [words("answers", "REFUSED")]
    for page in (before, after):
        lines = said_in_a_letter(page)
        assert any(TEXTS["own_written_yes"] in line for line in lines)
        assert not any("changed your mind" in line or "wife" in line for line in lines)


def test_a_yes_that_was_found_valid_since_is_theirs_on_their_page() -> None:
    story = family()
    story.say("AGREED", "dad", conversation=story.talk("dad"), words="his wife says he says yes")
    assert view_of(story)["agreed"] == []
    response = story.file.of(events.ResponseRecorded)[-1].event.response
    story.later()
    story.make(events.ValidityChanged, response=response, status="VALID")
    assert view_of(story)["not_counted"] == []
    assert view_of(story)["agreed"]


def test_what_was_agreed_to_again_stands_once_and_a_no_that_a_yes_lifted_stands_beside_it() -> None:
    """A yes that staff doubted was said again, and stood on two cards that read alike."""
    story = family()
    answer(story, response="doubted")
    story.make(events.ValidityChanged, response="doubted", status="CONCERN", reasons=("PRESSURE",))
    story.later(DAY)
    answer(story, response="again")
    assert [one["response"] for one in view_of(story)["agreed"]] == ["again"]
    two = scope(agencies=(Agency("GP"), Agency("SCHOOL")))
    answer(story, response="wider", scope=two)
    assert {one["response"] for one in view_of(story)["agreed"]} >= {"wider"}
    # Another answer, and not the same in other words: the no to both, lifted of one.
    story.later(DAY)
    answer(story, said="REFUSED", scope=two, response="no")
    story.later(2 * DAY)
    answer(story, scope=scope(agencies=(Agency("SCHOOL"),)), response="school")
    assert [one["response"] for one in view_of(story)["said_no"]] == ["no"]
    story.later(DAY)
    answer(story, scope=two, response="both")
    page = view_of(story)
    assert (page["said_no"], page["agreed"]) == ([], [])
    # It stands beside the yes: whether that counts may rest on what no page tells.
    assert [[one["response"] for one in page[of]] for of in ("no_before", "yes_since")] == [
        ["no"],
        ["school", "both"],
    ]


def test_an_agreement_ends_with_its_enquiry_without_saying_how_that_ended() -> None:
    views = []
    for reason in ("S47", "NFA_ADVICE"):
        story = family()
        answer(story, response="r")
        story.close(reason=reason)
        views.append(view_of(story))
    assert views[0] == views[1]
    assert views[0]["ended"][0]["because"] == "This was for an earlier part of our work with you"


def test_F10_an_answer_put_right_is_gone_and_shown_as_such_once_they_have_been_told() -> None:
    story = family()
    answer(story, response="r")
    wrong = len(story.entries) - 1
    story.correct(wrong, what_was_wrong=STAFF)
    assert view_of(story)["agreed"] == view_of(story)["ended"] == []
    story.later().make(practice.TellingRecorded, about="r", told=True, person="dad")
    assert view_of(story)["ended"][0]["because"] == "We made a mistake and put it right"
    assert view_of(story, "mum")["ended"] == []


def test_a_concern_about_how_somebody_agreed_does_not_show_to_who_may_be_looking_on() -> None:
    story = family()
    answer(story, response="r")
    before = view_of(story)
    story.make(events.ValidityChanged, response="r", status="CONCERN", reasons=("PRESSURE",))
    assert view_of(story) == before


def test_an_address_or_a_way_that_is_not_safe_is_not_shown_to_whoever_looks_over_a_shoulder() -> (
    None
):
    story = family()

    def point(contact: str, value: str, **members: Any) -> None:
        usual = {"person": "mum", "type": "PHONE", "safety": "SAFE"}
        held = {**usual, **members}
        story.make(practice.ContactPointRecorded, contact=contact, value=value, **held)

    point("c1", "020 0000 0001", safety="NEVER_TEXT")
    point("c2", "7 Zz Street", type="ADDRESS")
    point("c3", "020 0000 0003", safety="UNSAFE")
    point("c4", "020 0000 0004", safety="CODE_WORD", note="the word is Zz")
    found = view_of(story, "mum")["contact"]
    assert [(c["value"], c["please"]) for c in found] == [
        ("… 001", ["We never text this number"]),
        (None, []),
        (None, []),
    ]
    assert view_of(story)["contact"] == []
    story.later()
    point("c1", "020 0000 0001", safety="UNSAFE")
    assert len(view_of(story, "mum")["contact"]) == 2


def test_F17_why_a_supporter_was_not_suitable_is_not_shown() -> None:
    story = family()
    advocate(
        story,
        "NOT_SUITABLE",
        advocate="Ruth Example",
        note=STAFF,
        suitability={"not_person_of_concern": "NO"},
    )
    supporter = view_of(story, "mum")["supporter"]
    assert supporter["status"] == "We need to find someone else"
    # Whose name stood there read as the someone else.
    assert supporter["names"] is None
    assert view_of(story)["supporter"]["names"] is None


@pytest.mark.parametrize("status", codes("advocate_statuses"))
def test_a_name_is_read_only_where_it_is_of_whoever_is_with_them_or_was(status: str) -> None:
    """“We asked if you want someone: Rhys” named whoever had been left over in a form."""
    story = family()
    said: dict[str, Any] = {"person": "mum", "enquiry": "E1", "advocate": "Ruth Example"}
    story.make(events.AdvocateStatusChanged, **said, status=status)
    names = view_of(story, "mum")["supporter"]["names"]
    assert (names is not None) == (status in {*NAMED, "ENDED"})


def test_somebody_who_stopped_helping_is_let_know_nothing_more() -> None:
    """The page said "They have stopped helping you. They can talk to your worker." """
    story = family()
    terms: dict[str, Any] = {"person": "mum", "enquiry": "E1", "advocate": "Ruth Example"}
    terms |= {"information_permission": "SPEAK_TO_WORKER"}
    story.make(events.AdvocateStatusChanged, **terms, status="ACTIVE")
    assert view_of(story, "mum")["supporter"]["they_may_know"] == "They can talk to your worker"
    story.later().make(events.AdvocateStatusChanged, **terms, status="ENDED")
    supporter = view_of(story, "mum")["supporter"]
    assert supporter["status"] == "They have stopped helping you"
    assert supporter["they_may_know"] is None


def test_how_they_are_kept_informed_is_shown_if_it_was_agreed_with_them() -> None:
    story = family()
    terms: dict[str, Any] = {"person": "mum", "enquiry": "E1", "named_worker": "worker-1"}
    terms |= {"methods": ("CALL",), "times": ("WEEKLY",), "next_contact_due": date(2026, 3, 16)}
    story.make(practice.KeepInformedAgreed, **terms, agreed_with_person=True)
    story.later().make(
        practice.ContactMade,
        person="mum",
        enquiry="E1",
        method="CALL",
        next_contact_due=date(2026, 3, 23),
    )
    assert view_of(story, "mum")["keep_informed"] == {
        "how": ["We call you"],
        "when": ["Every week"],
        "worker": "Worker worker-1",
        "language": None,
        "format": None,
        "next_contact": "2026-03-23",
    }
    assert view_of(story)["keep_informed"] is None
    # Where nobody says that it was agreed with them, it was not.
    unsaid: dict[str, Any] = {}
    for said in ({"agreed_with_person": False, "if_not_agreed_reason": STAFF}, unsaid):
        story.later().make(practice.KeepInformedAgreed, **terms, **said)
        assert view_of(story, "mum")["keep_informed"] is None


def test_a_page_says_whether_somebody_was_in_touch_by_the_day_that_was_promised() -> None:
    story = family()
    terms: dict[str, Any] = {"person": "mum", "enquiry": "E1", "methods": ("CALL",)}
    terms |= {"times": ("WEEKLY",), "named_worker": "worker-1", "agreed_with_person": True}
    called: dict[str, Any] = {"person": "mum", "enquiry": "E1", "method": "CALL"}
    story.make(practice.KeepInformedAgreed, **terms, next_contact_due=date(2026, 3, 11))
    assert view_of(story, "mum")["promises"] == []
    # Agreed anew before its day it was moved, and nobody broke it.
    story.later(DAY).make(practice.KeepInformedAgreed, **terms, next_contact_due=date(2026, 3, 12))
    story.later(DAY).make(practice.ContactMade, **called, next_contact_due=date(2026, 3, 13))
    story.later(4 * DAY).make(practice.ContactMade, **called, next_contact_due=date(2026, 3, 18))
    story.later(5 * DAY)
    came_of = [
        (one["on"], one["what_came_of_it"], one["in_touch_on"])
        for one in view_of(story, "mum")["promises"]
    ]
    assert came_of == [
        ("2026-03-12", TEXTS["own_promise_kept"], "2026-03-11"),
        ("2026-03-13", TEXTS["own_promise_late"], "2026-03-15"),
        ("2026-03-18", TEXTS["own_promise_open"], None),
    ]
    # The day is over: nobody hears from us by it any more.
    assert view_of(story, "mum")["keep_informed"]["next_contact"] is None
    assert view_of(story)["promises"] == []


def test_what_they_asked_for_and_say_is_wrong_stands_in_their_words_with_what_came_of_it() -> None:
    story, by = family(), By("dad", "PARENT")
    story.make(
        practice.FamilyAsked, by, request="q", person="dad", wants="SUPPORTER", words="My sister."
    )
    story.make(practice.CorrectionAsked, by, correction="c", person="dad", words="Not so.")
    assert view_of(story)["asked_us"][0]["answered_on"] is None
    assert view_of(story)["statements"][0]["what_came_of_it"] == TEXTS["own_wrong_asked"]
    story.later(DAY)
    story.make(practice.FamilyAnswered, request="q", words=STAFF, how="WRITTEN_TO")
    story.make(practice.CorrectionAnswered, correction="c", accepted=False, reason=STAFF)
    story.make(
        practice.DisagreementStated, about="r", person="dad", words="Not so.", correction="c"
    )
    (asked,), (said,) = view_of(story)["asked_us"], view_of(story)["statements"]
    assert asked["you_asked"] == "Ask for someone to support me"
    assert asked["your_words"] == "My sister."
    assert asked["answered_on"] == said["answered_on"] == "2026-03-10"
    assert said["what_came_of_it"] == TEXTS["own_wrong_stands"]
    assert view_of(story, "mum")["asked_us"] == view_of(story, "mum")["statements"] == []


@pytest.mark.parametrize(("person", "as_child"), [("nobody", False), ("ng", False), ("mum", True)])
def test_who_is_not_on_the_file_as_what_they_say_has_no_view(
    person: str, *, as_child: bool
) -> None:
    assert (
        seen_by(View(family().file, MONDAY + DAY, MONDAY + DAY), person, as_child=as_child) is None
    )


def test_whoever_was_taken_off_the_file_has_no_view() -> None:
    story = family()
    added = next(
        place.seq
        for place, content in story.entries
        if getattr(content.event, "person", None) == "dad"
    )
    story.correct(added, what_was_wrong=STAFF)
    assert seen_by(View(story.file, story.at, story.at), "dad", as_child=False) is None
