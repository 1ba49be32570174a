"""Whether a way of reaching somebody may be used now: what was said of it, who else is there."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.answers import Safe
from consent_service.domain.recorded import practice
from consent_service.domain.recorded.content import By
from consent_service.domain.safety.reaching import is_unsafe_way, reaching, said_of
from consent_service.domain.safety.signs import Sign
from tests.domain.tasks.story import DAY, MANAGER, family, london
from tests.domain.test_one_advocate import confirmed, confirms
from tests.domain.test_safety import need, now
from tests.reasons import ENOUGH
from tests.sweeping import each


@each(
    "through",
    "how",
    "members",
    "expected",
    of=[
        ("PHONE", "CALL", {}, Safe.YES),
        ("PHONE", "TEXT", {"safety": "NEVER_TEXT"}, Safe.NO),
        ("PHONE", "CALL", {"safety": "NEVER_TEXT"}, Safe.YES),
        ("PHONE", "LETTER", {}, Safe.NO),
        ("PHONE", "CALL", {"value": "07x"}, Safe.NO),
        ("PHONE", "CALL", {"value": "+44 (0)20 7946-0018 ext 3"}, Safe.YES),
        ("PHONE", "CALL", {"ended": True}, Safe.NO),
        ("EMAIL", "EMAIL", {"value": "zz at example"}, Safe.NO),
        ("ADDRESS", "LETTER", {}, Safe.YES),
        ("ADDRESS", "LETTER", {"safety": "UNSAFE"}, Safe.NO),
        ("ADDRESS", "LETTER", {"value": "N.F.A."}, Safe.NO),
        ("ADDRESS", "LETTER", {"value": "no fixed abode"}, Safe.NO),
        ("ADDRESS", "LETTER", {"value": "Of no fixed abode (sofas)"}, Safe.NO),
        ("PHONE", "CALL", {"safety": "NOT_KNOWN"}, Safe.NOT_KNOWN),
        ("PHONE", "TEXT", {"safety": "NOT_KNOWN"}, Safe.NOT_KNOWN),
        ("EMAIL", "EMAIL", {"safety": "NOT_KNOWN"}, Safe.NOT_KNOWN),
        ("ADDRESS", "LETTER", {"safety": "NOT_KNOWN"}, Safe.NOT_KNOWN),
        ("PHONE", "CALL", {"safety": "SAFE_AT_TIMES"}, Safe.NOT_KNOWN),
        ("PHONE", "CALL", {"safety": "SAFE_AT_TIMES", "safe_times": "mornings"}, Safe.NOT_KNOWN),
        ("PHONE", "CALL", {"safety": "SAFE_AT_TIMES", "safe_times": "10:00-13:00"}, Safe.YES),
        ("PHONE", "CALL", {"safety": "SAFE_AT_TIMES", "safe_times": "13:00 to 14:00"}, Safe.NO),
        (
            "PHONE",
            "CALL",
            {"safety": "SAFE_AT_TIMES", "safe_times": "Weekends, 10:00-13:00"},
            Safe.NO,
        ),
    ],
)
def test_a_way_is_used_only_where_it_is_one_is_safe_and_is_safe_now(
    through: str, how: str, members: dict[str, Any], expected: Safe
) -> None:
    story = family(london("2026-03-09", "12:00"))
    way = story.reached("mum", through, **members)
    assert reaching(now(story), "mum", way, how).answer is expected
    assert reaching(now(story), "dad", way, how).answer is not Safe.YES


@each(
    "through",
    "how",
    "safety",
    "first",
    "again",
    of=[
        ("PHONE", "TEXT", "NEVER_TEXT", "020 7946 0018", "+44 (0)20 7946-0018"),
        ("PHONE", "CALL", "UNSAFE", "0044 20 7946 0018", "02079460018 ext 3"),
        ("OTHER", "CALL", "UNSAFE", "02079460018", "020 7946 0018"),
        ("EMAIL", "EMAIL", "UNSAFE", "Zz@example.org", "zz@EXAMPLE.org"),
        ("ADDRESS", "LETTER", "UNSAFE", "7 Refuge Street, DA1 1AA", "7 refuge street da11aa"),
    ],
)
def test_what_is_not_safe_of_a_number_or_address_is_true_of_it_under_another_id(
    through: str, how: str, safety: str, first: str, again: str
) -> None:
    story = family()
    typed = {"CALL": "PHONE", "TEXT": "PHONE"}.get(how, through)
    before = story.reached("mum", typed, value=again)
    assert reaching(now(story), "mum", before, how).answer is Safe.YES
    unsafe = story.later().reached("mum", through, value=first, safety=safety)
    assert reaching(now(story), "mum", before, how).answer is Safe.NO
    # Dated before, or once the other is used no more, it is the same number.
    late = story.later().reached("mum", typed, value=again, effective_at=story.at - DAY)
    assert reaching(now(story), "mum", late, how).answer is Safe.NO
    shared: dict[str, Any] = {"contact": unsafe, "person": "mum", "type": through, "value": first}
    story.make(practice.ContactPointRecorded, **shared, safety=safety, ended=True)
    assert reaching(now(story.later()), "mum", late, how).answer is Safe.NO
    # Somebody else who shares it is reached through it as was said of them.
    story.reached("dad", typed, value=again)
    theirs = story.file.of(practice.ContactPointRecorded)[-1].event
    assert said_of(now(story), theirs) == (theirs,)


def test_nobody_is_reached_whom_it_is_not_safe_to_ask_or_who_wants_no_contact() -> None:
    story = family()
    way = story.reached("mum")
    story.make(
        practice.KeepInformedAgreed,
        person="mum",
        enquiry="E1",
        methods=("NO_CONTACT_REQUESTED",),
        times=(),
    )
    assert reaching(now(story), "mum", way, "CALL").answer is Safe.NO
    other = story.reached("dad")
    need(story)
    assert reaching(now(story), "dad", other, "CALL").answer is Safe.NOT_KNOWN


@each(
    "through",
    "how",
    "mine",
    "theirs",
    "is_one",
    of=[
        (
            "ADDRESS",
            "LETTER",
            "4 Hill Lane, Sampleton SA1 2ZZ",
            "4 hill lane sampleton sa12zz",
            True,
        ),
        ("ADDRESS", "LETTER", "4 Hill Lane, Sampleton, SA1 2ZZ", "4 Hill Ln", True),
        ("ADDRESS", "LETTER", "Flat 2, 4 Hill Lane, Zzham", "4 Hill Lane, Flat 2, Zzham", True),
        ("ADDRESS", "LETTER", "Flat 2, 4 Hill Lane", "4 Hill Lane", True),
        ("ADDRESS", "LETTER", "4A Saint Mary Road", "4 A St Mary Road", True),
        ("ADDRESS", "LETTER", "Rose Cottage, Hill Lane, Zzham", "Rose Cottage, Hill Lane", True),
        ("ADDRESS", "LETTER", "Rose Cottage, Hill Lane", "Elm Cottage, Hill Lane", False),
        ("ADDRESS", "LETTER", "Flat 2, 4 Hill Lane", "Flat 2 at 4, Hill Lane, SA1 2ZZ", True),
        ("ADDRESS", "LETTER", "4 Hill Lane", "14 Hill Lane", False),
        ("ADDRESS", "LETTER", "Rose Cottage, Zzham SA1 2ZZ", "rose cottage zzham", True),
        ("PHONE", "CALL", "020 7946 0018", "+44 20 7946 0018", True),
        ("PHONE", "CALL", "020 7946 0018", "020 7946 0019", False),
    ],
)
def test_what_somebody_else_reads_or_answers_is_as_safe_as_they_are(
    through: str, how: str, mine: str, theirs: str, *, is_one: bool
) -> None:
    """A letter with the way in to her page lay in the hall of the man she was afraid of."""
    story = family()
    way = story.reached("mum", through, value=mine)
    assert reaching(now(story), "mum", way, how).answer is Safe.YES
    # It is his as well, and he may be asked: it is as was said of it.
    story.later().reached("dad", through, value=theirs)
    assert reaching(now(story), "mum", way, how).answer is Safe.YES
    story.later().unsafe("dad")
    assert (reaching(now(story), "mum", way, how).answer is Safe.NO) is is_one
    assert is_unsafe_way(now(story), way, how) is is_one


@each("ended", of=[False, True])
def test_an_address_that_is_safe_for_nobody_else_is_safe_for_nobody(*, ended: bool) -> None:
    story = family()
    way = story.reached("mum", "ADDRESS", value="4 Hill Lane, Sampleton")
    story.reached("aunt", "ADDRESS", value="4 Hill Lane", safety="UNSAFE", ended=ended)
    assert is_unsafe_way(now(story), way, "LETTER")
    # Whatever a manager says of her, of the others who are there nobody has said it.
    story.later().unsafe("mum", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    judged = reaching(now(story), "mum", way, "LETTER")
    assert judged == (Safe.NO, (Sign.WAY_NOT_SAFE,))
    assert reaching(now(story), "mum", None, "FACE_TO_FACE").answer is Safe.YES


def test_no_way_counts_as_safe_from_when_they_ask_for_another_until_that_is_answered() -> None:
    story = family()
    old = story.reached("mum")
    of_dad = story.reached("dad", value="020 7946 0099")
    asked: dict[str, Any] = {
        "person": "mum",
        "wants": "CHANGE_CONTACT",
        "words": "He has that phone.",
    }
    story.later().make(practice.FamilyAsked, request="wish", **asked)
    judged = reaching(now(story), "mum", old, "CALL")
    assert judged == (Safe.NOT_KNOWN, (Sign.ASKED_FOR_ANOTHER,))
    assert reaching(now(story), "mum", None, "FACE_TO_FACE").answer is Safe.YES
    assert reaching(now(story), "dad", of_dad, "CALL").answer is Safe.YES
    # Whatever was put on record since was put there by somebody who could read it.
    new = story.later().reached("mum", value="07700 900199")
    assert reaching(now(story), "mum", new, "CALL").answer is Safe.YES
    assert reaching(now(story), "mum", old, "CALL").answer is Safe.NOT_KNOWN
    # The one that he has is no other for having been typed again.
    again = story.later().reached("mum", value="+44 20 7946 0018")
    assert reaching(now(story), "mum", again, "CALL").answer is Safe.NOT_KNOWN
    story.later().make(practice.FamilyAnswered, request="wish", words="Zz", how="DONE")
    assert reaching(now(story), "mum", old, "CALL").answer is Safe.YES


@pytest.mark.parametrize("how", ["SPOKEN_TO", "DONE", "NOT_REACHED"])
def test_that_it_was_answered_says_nothing_of_the_way_that_they_asked_not_to_be_reached_by(
    how: str,
) -> None:
    """“Noted, will see”, and the number that he answers was safe to use again."""
    story = family()
    old = story.reached("mum")
    asked: dict[str, Any] = {"request": "wish", "person": "mum", "wants": "CHANGE_CONTACT"}
    story.later().make(practice.FamilyAsked, words="He has it.", **asked)
    if how == "SPOKEN_TO":
        story.later().talk("mum")
    story.later().make(practice.FamilyAnswered, request="wish", words="Zz", how=how)
    judged = reaching(now(story.later()), "mum", old, "CALL")
    assert judged == (Safe.NOT_KNOWN, (Sign.ASKED_FOR_ANOTHER,))
    again = story.later().reached("mum")
    is_heard = how != "NOT_REACHED"
    assert (reaching(now(story), "mum", again, "CALL").answer is Safe.YES) is is_heard


def test_nobody_is_reached_through_one_whom_they_do_not_want_any_more() -> None:
    """Her page was closed to him, and how to reach her went on to be through him."""
    story = confirmed("mum", None, "Bo")
    assert reaching(now(story.later()), "mum", None, "VIA_ADVOCATE").answer is Safe.YES
    story.make(
        practice.FamilyAsked, By("mum", "PARENT"), request="r", person="mum", wants="SUPPORTER"
    )
    judged = reaching(now(story.later()), "mum", None, "VIA_ADVOCATE")
    assert judged == (Safe.NOT_KNOWN, (Sign.ASKED_FOR_ANOTHER,))
    confirms(story, "mum", None, "Bo")
    assert reaching(now(story.later()), "mum", None, "VIA_ADVOCATE").answer is Safe.YES
