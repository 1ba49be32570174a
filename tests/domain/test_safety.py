"""Safe to ask, safe to tell, a way that may be used: three answers, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from consent_service.domain import events, practice
from consent_service.domain.answers import Safe
from consent_service.domain.attempts import occasions
from consent_service.domain.circumstances import SignRecorded, WishWeighed
from consent_service.domain.particulars import Telling
from consent_service.domain.safety import (
    Sign,
    asking,
    is_unsafe_way,
    reaching,
    said_of,
    telling,
)
from consent_service.domain.view import View
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story, family, london
from tests.sweeping import each

HOUR = timedelta(hours=1)
FAMILY = ("mum", "dad", "step", "gran", "aunt")


def household() -> Story:
    """The mother lives with her new husband and her mother; the father and an aunt elsewhere."""
    story = Story().child().enquiry()
    at_home: dict[str, Any] = {"lives_with": "YES"}
    story.adult("mum", **at_home).adult("dad", lives_with="NO")
    story.adult("step", role="STEPPARENT", pr_status="NO", **at_home)
    story.adult("gran", pr_status="NO", **at_home)
    return story.adult("aunt", role="OTHER_FAMILY", pr_status="NO", lives_with="NO")


def now(story: Story) -> View:
    return View(story.file, story.at, story.at)


def not_known(story: Story) -> set[str]:
    return {p for p in FAMILY if asking(now(story), p).answer is Safe.NOT_KNOWN}


def need(story: Story, person: str = "mum") -> None:
    story.make(practice.NeedsRecorded, person=person, indicators=("DOMESTIC_ABUSE_VICTIM",))


def sign(story: Story, person: str = "mum", code: str = "CODE_WORD", **members: Any) -> None:
    story.make(SignRecorded, person=person, code=code, **members)


# ── asking ──────────────────────────────────────────────────────────────────────────────────


@each(
    "raised",
    of=[
        need,
        sign,
        lambda s: s.talk("mum", pressure_concern="YES"),
        lambda s: s.reached("mum", safety="UNSAFE"),
        lambda s: s.reached("mum", safety="CODE_WORD"),
    ],
)
def test_a_sign_that_names_nobody_is_about_partners_other_parents_and_the_household(
    raised: Callable[[Story], Any],
) -> None:
    story = household()
    assert not_known(story) == set()
    raised(story)
    assert not_known(story) == {"dad", "step", "gran"}


def test_of_somebody_outside_the_household_a_sign_is_about_nobody_in_it() -> None:
    story = household()
    need(story, "aunt")
    assert not_known(story) == set()
    need(story, "gran")
    assert not_known(story) == {"mum", "step"}


def test_whoever_was_there_may_be_meant_however_they_were_written_down() -> None:
    story = household()
    story.make(events.AdultAdded, person="aunt", names="Cora Example")
    story.talk("mum", pressure_concern="POSSIBLE", others_present=("cora  EXAMPLE",))
    assert "aunt" in not_known(story)


def test_a_sign_that_names_somebody_is_about_them_alone() -> None:
    story = household()
    sign(story, names=("gran",))
    assert asking(now(story), "gran") == (Safe.NO, (Sign.NAMED_BY_A_SIGN,))
    assert not_known(story) == set()


@each(
    "matched",
    "expected",
    of=[("BY_NUMBER", Safe.NO), ("CONFIRMED", Safe.NO), ("BY_NAME", Safe.NOT_KNOWN)],
)
def test_what_is_known_elsewhere_counts_as_surely_as_the_person_is_the_same(
    matched: str, expected: Safe
) -> None:
    story = household()
    sign(story, "dad", "ALLEGED_ABUSER", names=("dad",), matched=matched)
    assert asking(now(story), "dad").answer is expected


def test_only_a_managers_later_word_lifts_a_sign_and_only_what_stood_before_it() -> None:
    story = household()
    need(story)
    story.later().unsafe("dad", safe_to_ask=True, code="SAFE_AGAIN")
    assert "dad" in not_known(story)
    story.later().unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN")
    assert not_known(story) == {"step", "gran"}
    # Another is written down since, however long ago it is said to have been.
    story.later()
    story.make(
        practice.NeedsRecorded,
        person="mum",
        indicators=("DOMESTIC_ABUSE_VICTIM",),
        effective_at=MONDAY - DAY,
    )
    assert "dad" in not_known(story)


def test_that_a_need_or_a_way_is_recorded_otherwise_since_lifts_nothing() -> None:
    story = household()
    need(story)
    way = story.reached("mum", safety="UNSAFE")
    story.later().make(practice.NeedsRecorded, person="mum", indicators=())
    story.make(
        practice.ContactPointRecorded,
        contact=way,
        person="mum",
        type="PHONE",
        value="020 7946 0018",
        safety="SAFE",
        ended=True,
    )
    assert not_known(story) == {"dad", "step", "gran"}


def test_a_review_date_that_passes_changes_nothing() -> None:
    story = household().unsafe("dad", review_on=(MONDAY + DAY).date())
    story.later(60 * DAY)
    assert asking(now(story), "dad").answer is Safe.NO


def test_whom_a_child_does_not_want_told_is_unsafe_until_a_manager_weighed_it() -> None:
    story = household()
    story.make(
        events.WishRecorded,
        child="ng",
        objects=False,
        words="Zz",
        heard_by="Zz",
        not_to_be_told=("dad",),
        wish="w",
    )
    story.later().unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN")
    assert asking(now(story), "dad") == (Safe.NO, (Sign.WISH_NOT_WEIGHED,))
    story.later().make(WishWeighed, MANAGER, wish="w", may_be_told=False, reason="Zz")
    assert asking(now(story), "dad").answer is Safe.NO
    story.later().make(WishWeighed, MANAGER, wish="w", may_be_told=True, reason="Zz")
    assert asking(now(story), "dad").answer is Safe.YES


def test_of_no_adult_is_it_known_where_a_child_keeps_it_from_somebody_who_is_not_named() -> None:
    """Near or not: Dad's cousin, who lives elsewhere, may be the one that she means."""
    story = household()
    said: dict[str, Any] = {"child": "ng", "objects": False, "words": "Zz", "heard_by": "Zz"}
    story.make(events.WishRecorded, not_to_be_told=("dad",), wish="of dad", **said)
    story.later().make(
        events.WishRecorded, not_to_be_told_because="He tells Dad.", wish="w", **said
    )
    assert asking(now(story), "dad").answer is Safe.NO
    others = {*FAMILY} - {"dad"}
    assert not_known(story) == others
    assert asking(now(story), "aunt") == (Safe.NOT_KNOWN, (Sign.SIGN_THAT_NAMES_NOBODY,))
    # A worker's word is not enough; a manager says of each whether it is they.
    story.later().make(WishWeighed, MANAGER, wish="w", may_be_told=False, reason="Zz")
    story.later().unsafe("gran", safe_to_ask=True, code="SAFE_AGAIN")
    assert not_known(story) == others
    story.later().unsafe("mum", MANAGER, safe_to_ask=True, code="SAFE_AGAIN")
    assert not_known(story) == others - {"mum"}
    story.later().make(WishWeighed, MANAGER, wish="w", may_be_told=True, reason="Zz")
    assert not not_known(story)
    assert asking(now(story), "dad").answer is Safe.NO


# ── telling ─────────────────────────────────────────────────────────────────────────────────


def test_telling_is_not_known_until_we_have_spoken_to_them_ourselves() -> None:
    story = family()
    assert telling(now(story), "dad") == (Safe.NOT_KNOWN, (Sign.NOT_SPOKEN_TO,))
    story.talk("dad", method="VIA_REFERRER")
    assert telling(now(story), "dad").answer is Safe.NOT_KNOWN
    story.talk("dad")
    assert telling(now(story), "dad") == (Safe.YES, (Sign.SPOKEN_TO,))


def test_what_somebody_was_told_they_know_and_no_sign_takes_it_back() -> None:
    story = family()
    decision = story.decide()
    story.told(decision, "dad").later().unsafe("dad")
    assert telling(now(story), "dad", [decision]) == (Safe.YES, (Sign.TOLD_OF_IT,))
    assert telling(now(story), "dad").answer is Safe.NO
    story.told(decision, "dad", told=False, reason="Zz")
    assert telling(now(story), "dad", [decision]).answer is Safe.NO


@each("unsafe", of=[True, False])
def test_that_the_family_was_told_is_not_believed_of_somebody_who_is_not_safe(
    *, unsafe: bool
) -> None:
    story = family()
    decision = story.decide(telling=Telling("TOLD"))
    if unsafe:
        story.unsafe("dad")
    expected = Safe.NO if unsafe else Safe.YES
    assert telling(now(story), "dad", [decision]).answer is expected


def test_somebody_may_say_that_they_may_know_and_a_later_sign_says_otherwise() -> None:
    story = household()
    decision = story.decide()
    word = {"about": decision, "safe": True, "reason": "Zz", "person": "dad"}
    story.make(practice.SafeToTellChanged, MANAGER, **word)
    assert telling(now(story), "dad", [decision]).answer is Safe.YES
    need(story.later())
    assert telling(now(story), "dad", [decision]).answer is Safe.NOT_KNOWN
    story.later().make(practice.SafeToTellChanged, MANAGER, **word)
    assert telling(now(story), "dad", [decision]).answer is Safe.YES


# ── reaching ────────────────────────────────────────────────────────────────────────────────


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
        ("ADDRESS", "LETTER", "Flat 2, 4 Hill Lane", "4 Hill Lane flat 2", False),
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
    story.later().unsafe("mum", MANAGER, safe_to_ask=True, code="SAFE_AGAIN")
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
    story.later().make(practice.FamilyAnswered, request="wish", words="Zz")
    assert reaching(now(story), "mum", old, "CALL").answer is Safe.YES


# ── attempts ────────────────────────────────────────────────────────────────────────────────


@each(
    "tries",
    "count",
    of=[
        ([(0, "CALL"), (0, "CALL"), (5, "CALL")], 1),
        ([(0, "CALL"), (1, "EMAIL"), (2, "EMAIL")], 2),
        ([(0, "CALL"), (2, "EMAIL"), (4, "LETTER")], 3),
        ([(0, "CALL"), (24, "CALL"), (48, "CALL")], 3),
        ([(0, None), (3, None)], 1),
        # Leaving out the second makes room for two.
        ([(0, "CALL"), (2, "EMAIL"), (3, "LETTER"), (5, "EMAIL")], 3),
    ],
)
def test_attempts_count_on_different_days_or_hours_apart_by_different_methods(
    tries: list[tuple[int, str | None]], count: int
) -> None:
    assert occasions([(MONDAY + hour * HOUR, method) for hour, method in tries], 3) == count


def test_an_attempt_before_the_enquiry_began_or_after_it_ended_is_none_in_it() -> None:
    story = family()
    for days in (-3, -2, -1):
        story.say("ASK_ATTEMPTED", effective_at=MONDAY + days * DAY)
    assert now(story).reachable["mum", "E1"]
    for _ in range(3):
        story.later(DAY).say("ASK_ATTEMPTED")
    assert not now(story).reachable["mum", "E1"]
