"""Safe to ask, safe to tell, a way that may be used: three answers, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest

from consent_service.domain.answers import Safe
from consent_service.domain.file.attempts import occasions
from consent_service.domain.file.leavingout import without
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.circumstances import (
    OrderRecorded,
    PeopleJoined,
    SignRecorded,
    WishWeighed,
)
from consent_service.domain.recorded.event import tag_of
from consent_service.domain.recorded.particulars import Telling
from consent_service.domain.safety import signs as that_are_recorded
from consent_service.domain.safety.everasign import first_sign, signs_alone
from consent_service.domain.safety.signs import Sign, asking
from consent_service.domain.safety.telling import telling
from consent_service.domain.safety.whoistold import told_and_perhaps_not_safe
from tests.counted import Calls
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story, family
from tests.domain.walk.situations import SITUATIONS
from tests.domain.walk.values import paths
from tests.domain.walk.walking import as_it_stands, of, tried
from tests.reasons import ENOUGH
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


@pytest.mark.parametrize("is_found", ["by the same entry", "as another"])
def test_who_was_a_placeholder_when_it_was_said_may_be_the_one(is_found: str) -> None:
    """An entry may name one among those who are not meant, of whom nobody knew that."""
    story = household().adult("nobody", role="UNKNOWN_FATHER", pr_status="UNCONFIRMED")
    sign(story, "ng", "NOT_KNOWN", none_of=("mum", "dad", "step", "gran", "aunt", "nobody"))
    assert not not_known(story)
    one = "nobody" if is_found == "by the same entry" else "jake"
    story.later().adult(one, role="FATHER", pr_status="NO")
    if one == "jake":
        joined = {"joining": "J", "person": "jake", "other": "nobody", "reason": ENOUGH}
        story.make(PeopleJoined, MANAGER, **joined)
    view = now(story.later())
    assert asking(view, view.the_one(one)).answer is Safe.NOT_KNOWN
    assert not not_known(story)


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


@each("of", of=[None, "RESPONSIBILITY", "HOME"])
@each("role", of=["FATHER", "PARENTS_PARTNER"])
def test_whoever_was_a_parent_or_a_partner_may_be_meant_as_one_who_is(
    role: str, of: str | None
) -> None:
    """He counted as safe once it was on record that he is her partner no more."""
    story = household()
    link: dict[str, Any] = {"person": "dad", "child": "ng", "role": role, "pr_status": "YES"}
    link |= {"effective_at": story.later().at, "ended": True, "ended_of": of}
    story.make(events.RelationshipRecorded, MANAGER, **link)
    need(story.later())
    assert "dad" in not_known(story)
    # Whoever no longer lives there, and was neither, is as safe as anybody.
    link |= {"person": "gran", "role": "GRANDPARENT", "pr_status": "NO", "lives_with": "YES"}
    story.make(events.RelationshipRecorded, MANAGER, **{**link, "ended_of": None})
    story.later()
    assert "gran" not in not_known(story)


def test_whoever_was_a_parent_until_an_adoption_may_be_meant_and_be_the_one_harmed() -> None:
    """With the order he was nobody's other parent: she who had said that she is hurt was asked with
    him called safe, and so was she of what he had said.
    """
    for harmed, other in (("mum", "dad"), ("dad", "mum")):
        story = household()
        order = {"order": "o", "child": "ng", "order_type": "ADOPTION_ORDER", "people": ("aunt",)}
        story.later().make(OrderRecorded, MANAGER, **order, source="Zz", effective_at=story.at)
        need(story.later(), harmed)
        assert other in not_known(story)


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


def test_one_name_beside_that_somebody_harmed_somebody_may_be_who_did_it() -> None:
    """Whoever ticked the man alone had him rung, and whom he had hurt kept from us."""
    story = household()
    sign(story, "dad", "ALLEGED_ABUSER")
    assert asking(now(story), "dad") == (Safe.NOT_KNOWN, (Sign.SIGN_THAT_NAMES_NOBODY,))
    assert {"dad", "mum"} <= not_known(story)
    assert story.whose("DECIDE_IF_SAFE") >= {"dad"}
    assert "dad" not in story.whose("SPEAK_TO")
    # Said anew of whom it was done to, that one may be asked once a manager has looked.
    sign(story.later(), "mum", "ALLEGED_ABUSER", names=("dad",))
    assert asking(now(story), "dad").answer is Safe.NO
    # A child who was harmed is nobody whom it is not safe to ask.
    other = household()
    sign(other, "ng", "ALLEGED_ABUSER")
    assert asking(now(other), "ng").answer is Safe.YES


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
    story.later().unsafe("dad", safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    assert "dad" in not_known(story)
    story.later().unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
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
    story.wish(not_to_be_told=("dad",), wish="w")
    story.later().unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    assert asking(now(story), "dad") == (Safe.NO, (Sign.WISH_NOT_WEIGHED,))
    story.later().make(WishWeighed, MANAGER, wish="w", may_be_told=False, reason="Zz")
    assert asking(now(story), "dad").answer is Safe.NO
    story.later().make(WishWeighed, MANAGER, wish="w", may_be_told=True, reason=ENOUGH)
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
    story.later().unsafe("gran", safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    assert not_known(story) == others
    story.later().unsafe("mum", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    assert not_known(story) == others - {"mum"}
    weighed = {"wish": "w", "may_be_told": True, "reason": ENOUGH}
    story.later().make(WishWeighed, MANAGER, **weighed)
    assert not_known(story) == others - {"mum"}
    story.later().make(WishWeighed, MANAGER, **weighed, means=())
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


@pytest.mark.swept
@pytest.mark.parametrize("tag", dict.fromkeys(tag_of(one.kind) for one in SITUATIONS))
def test_before_the_first_entry_that_may_be_a_sign_everybody_is_safe_to_ask(
    tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is put on record: who looks back no further than that misses nothing, nor does who
    looks at none where there is no such entry, as is not done here.
    """
    monkeypatch.setattr(that_are_recorded, "may_be_any", lambda _: True)
    for situation in of(tag):
        others = (tried(situation, path) for path in paths(situation.kind))
        for record in (as_it_stands(situation), *chain.from_iterable(others)):
            first = first_sign(record.file)
            later = {held.seq for held in record.file.every() if held.seq >= first}
            file = without(record.file, later)
            for at in record.moments:
                view = View(file, at, at)
                for one in (*view.adults, *view.children):
                    assert asking(view, one).answer is Safe.YES, record.newest


def test_nobody_is_looked_at_where_nothing_may_be_a_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of most families nothing is, whoever was told something, and however often."""
    story = family()
    for _ in range(3):
        story.later().talk("dad")
    looked = Calls(monkeypatch, that_are_recorded, "_own_signs")
    view = now(story)
    for told in view.recorded[events.ConversationRecorded]:
        assert told_and_perhaps_not_safe(view, told) == ()
    assert all(asking(view, one).answer is Safe.YES for one in view.adults)
    assert (looked.count, len(view.at)) == (0, 0)


@pytest.mark.swept
@pytest.mark.parametrize("tag", dict.fromkeys(tag_of(one.kind) for one in SITUATIONS))
def test_whoever_is_safe_to_ask_is_so_by_the_signs_alone(tag: str) -> None:
    """What is left out of the file then says nothing, whatever is put on record, and is struck."""
    for situation in of(tag):
        others = (tried(situation, path) for path in paths(situation.kind))
        for record in (as_it_stands(situation), *chain.from_iterable(others)):
            for at in record.moments:
                every, signs = (View(f, at, at) for f in (record.file, signs_alone(record.file)))
                for one in (*every.adults, *every.children):
                    assert asking(every, one) == asking(signs, one), record.newest


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
