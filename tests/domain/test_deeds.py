"""What was done, held against what was known when it was done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.view import View
from consent_service.domain.following.disclosed import is_to_be_seen
from consent_service.domain.noticing.deeds import (
    Check,
    Mismatch,
    Verdict,
    as_offered,
    compare,
    proposal_of,
)
from consent_service.domain.recorded.compared import DisclosureCompared
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import AuthorisationMade
from consent_service.domain.recorded.losses import EntriesLost
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import DisclosureRecorded, DisclosureReviewed
from consent_service.domain.scopes.scope import SHARE, Agency
from consent_service.domain.words import words_for_agency
from tests.domain.shared import THE_SURGERY_WAS_ASKED, disclosed
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story, family, london, scope
from tests.sweeping import each

HOUR = timedelta(hours=1)
OWN = AuthorityFile(id="own")


def deed(story: Story, *rests_on: str, **members: Any) -> DisclosureRecorded:
    """The surgery was asked about the child's health, as the mother had agreed."""
    usual: dict[str, Any] = {
        "disclosure": "sent",
        **THE_SURGERY_WAS_ASKED,
        "rests_on": rests_on,
        "effective_at": story.at,
    }
    return DisclosureRecorded(**{**usual, **members})


def found(story: Story, *rests_on: str, **members: Any) -> DisclosureCompared:
    """What it is found to be, recorded now."""
    return compare(deed(story, *rests_on, **members), story.file, OWN, story.at)


def test_what_somebody_had_agreed_to_is_covered() -> None:
    story = family()
    yes = story.agree()
    against = found(story.later(), yes)
    assert (against.verdict, against.reasons, against.rests_otherwise) == (Verdict.COVERS, (), ())
    assert not is_to_be_seen(against)


def test_N53_what_was_written_down_the_next_day_was_not_known() -> None:
    """She had said yes at noon. That somebody knew of it at one o'clock stands nowhere."""
    story = family()
    noon, done = story.at, story.at + HOUR
    yes = story.later(DAY).agree(effective_at=noon)
    against = found(story, yes, effective_at=done)
    assert (against.verdict, against.reasons) == (Verdict.DOES_NOT_COVER, ("NOT_ASKED",))
    assert against.rests_otherwise == (Mismatch.LATER,)
    assert is_to_be_seen(against)


@each(
    "written",
    "verdict",
    of=[("2026-03-09T23:59", Verdict.COVERS), ("2026-03-10T00:00", Verdict.DOES_NOT_COVER)],
)
def test_an_agreement_said_before_may_be_written_down_until_the_day_ends(
    written: str, verdict: Verdict
) -> None:
    story = family()
    said, done = story.at, story.at + HOUR
    story.at = london(*written.split("T"))
    yes = story.say("AGREED", effective_at=said, expires_at=said + 20 * DAY)
    against = found(story, yes, effective_at=done)
    assert (against.verdict, against.written_after) == (verdict, verdict is Verdict.COVERS)


def test_an_agreement_said_after_it_was_done_covers_nothing() -> None:
    story = family()
    done = story.at
    yes = story.later(HOUR).agree()
    against = found(story, yes, effective_at=done)
    assert against.verdict is Verdict.DOES_NOT_COVER
    assert against.rests_otherwise == (Mismatch.LATER,)


def test_nobody_had_to_know_of_a_no_that_was_written_down_later() -> None:
    story = family()
    yes = story.agree()
    done = story.later(HOUR).at
    story.later(HOUR).say("WITHDRAWN", effective_at=done - timedelta(minutes=30))
    assert found(story, yes, effective_at=done).verdict is Verdict.COVERS


def test_a_no_that_came_in_between_is_why_a_yes_written_down_late_does_not_count() -> None:
    """Both were written down that afternoon; together they are a no."""
    story = family()
    said, done = story.at, story.later(2 * HOUR).at
    yes = story.later(HOUR).agree(effective_at=said)
    story.say("WITHDRAWN", effective_at=said + HOUR)
    assert found(story, yes, effective_at=done).verdict is Verdict.DOES_NOT_COVER


def test_what_reaches_only_some_of_it_covers_it_partly() -> None:
    story = family()
    yes = story.agree()
    against = found(story.later(), yes, categories=("CHILD_HEALTH", "EDUCATION"))
    assert (against.verdict, against.reasons) == (
        Verdict.COVERS_PARTLY,
        ("OUT_OF_SCOPE_CATEGORY",),
    )
    assert Mismatch.ANOTHER_KIND in against.rests_otherwise


@each("basis", of=["AGREED", "AUTHORISED"])
def test_a_managers_decision_covers_whatever_basis_was_claimed(basis: str) -> None:
    story = family()
    decided = story.decide()
    rests_on = (decided,) if basis == "AUTHORISED" else (story.say("AGREED", "dad"),)
    against = found(story.later(), *rests_on, basis=basis)
    assert (against.verdict, against.basis) == (Verdict.COVERS, basis)


@each("basis", of=["SHARE_NOW", "PARTNER_DUTY"])
def test_sharing_at_once_and_anothers_own_duty_are_never_held_against_agreement(
    basis: str,
) -> None:
    story = family()
    story.say("REFUSED")
    against = found(story.later(), basis=basis)
    assert (against.verdict, against.rests_otherwise) == (Verdict.NOT_BY_AGREEMENT, ())
    assert not is_to_be_seen(against)


@each(
    "members",
    "sign",
    of=[
        ({"scope": scope("sam")}, Mismatch.ANOTHER_PERSON),
        ({"scope": scope(agencies=(Agency("SCHOOL"),))}, Mismatch.ANOTHER_AGENCY),
        ({"scope": scope(agencies=(Agency("GP", "Hillside"),))}, Mismatch.ANOTHER_AGENCY),
        ({"scope": scope(purposes=("CIN_PLAN",))}, Mismatch.ANOTHER_PURPOSE),
        ({"scope": scope(directions=(SHARE,))}, Mismatch.ANOTHER_DIRECTION),
        ({"enquiry": "E2"}, Mismatch.ANOTHER_ENQUIRY),
    ],
    ids=str,
)
def test_what_rests_on_another_agreement_is_seen_though_somebody_elses_covers_it(
    members: dict[str, Any], sign: Mismatch
) -> None:
    story = family().child("sam").enquiry("E2")
    story.agree("dad")
    other = story.agree("mum", **members)
    against = found(story.later(), other)
    assert (against.verdict, against.rests_otherwise) == (Verdict.COVERS, (sign,))
    assert is_to_be_seen(against)


def test_of_several_agreements_that_it_rests_on_one_that_reaches_is_enough() -> None:
    story = family().child("sam")
    both = (story.agree(), story.agree("dad", scope=scope("sam")))
    assert found(story.later(), *both).rests_otherwise == ()


def test_what_was_agreed_is_not_known_while_part_of_the_record_was_missing() -> None:
    story = family()
    yes = story.agree()
    story.later().make(EntriesLost, recovery=7, since=story.at, changes=True)
    against = found(story.later(), yes)
    assert (against.verdict, against.reasons) == (Verdict.NOT_KNOWN, ("RECORD_INCOMPLETE",))
    assert is_to_be_seen(against)


@given(st.integers(0, 48), st.integers(0, 48), st.integers(0, 48))
def test_what_is_covered_is_what_a_check_then_would_have_answered_or_was_written_that_day(
    said: int, written: int, done: int
) -> None:
    story = family()
    now = MONDAY + 3 * DAY
    story.at = MONDAY + max(said, written) * HOUR
    story.say("AGREED", effective_at=MONDAY + said * HOUR, expires_at=MONDAY + 20 * DAY)
    at = MONDAY + done * HOUR
    made = deed(story, "said-1", effective_at=at)
    against = compare(made, story.file, OWN, now)
    then = decide(View(story.file, at, at), DEFAULT_POLICY, proposal_of(made))
    if against.verdict is Verdict.COVERS and not against.written_after:
        assert then.outcome == "COVERED"
    if then.outcome == "COVERED":
        assert (against.verdict, against.written_after) == (Verdict.COVERS, False)
    if against.written_after:
        assert said <= done < max(said, written)
        assert story.at.date() == at.date()


# ── the words ───────────────────────────────────────────────────────────────────────────────


def test_the_words_of_the_check_with_its_gaps_filled_in_are_as_offered() -> None:
    story = family()
    yes = story.agree()
    view = View(story.file, story.at, story.at)
    proposal = proposal_of(deed(story))
    check = Check(proposal, decide(view, DEFAULT_POLICY, proposal), story.at)
    offered = words_for_agency(check.answer, proposal, view, own=OWN)
    assert offered is not None
    filled = offered.replace("[your name and secure email]", "Zz, zz@example").replace(
        "[day and time]", "Friday"
    )
    story.later().say("WITHDRAWN")
    for sent, compared in ((filled, "AS_OFFERED"), (f"{filled} Urgent!", "DIFFER")):
        made = deed(story, yes, words_sent=sent)
        assert compare(made, story.file, OWN, story.at, check).words == compared
    assert compare(deed(story, yes), story.file, OWN, story.at).words == "NONE_OFFERED"


def test_a_check_that_offered_no_words_has_none_to_compare() -> None:
    story = family()
    proposal = proposal_of(deed(story))
    answer = decide(View(story.file, story.at, story.at), DEFAULT_POLICY, proposal)
    made = compare(deed(story), story.file, OWN, story.at, Check(proposal, answer, story.at))
    assert made.words == "NONE_OFFERED"


@each(
    "sent",
    "same",
    of=[
        ("Ask Zz by noon. Thanks.", True),
        ("Ask  Zz\nby noon. Thanks. ", True),
        ("Ask Zz by noon.", False),
        ("Ask Zz at noon. Thanks.", False),
        ("Please ask Zz by noon. Thanks.", False),
    ],
)
def test_only_what_stands_in_brackets_may_be_filled_in(sent: str, same: bool) -> None:
    assert as_offered("Ask [name] by [time]. Thanks.", sent) is same


# ── until a manager has looked ──────────────────────────────────────────────────────────────


def test_it_is_a_managers_to_look_at_until_one_who_did_not_record_it_has() -> None:
    story = family()
    yes = story.agree(scope=scope(agencies=(Agency("SCHOOL"),)))
    made = deed(story.later(), yes)
    story.record(made, MANAGER)
    story.record(compare(made, story.file, OWN, story.at), MANAGER)
    story.close()
    for by in (MANAGER, By("worker-2", "MASH_WORKER")):
        story.later().make(DisclosureReviewed, by, disclosure="sent", words="Zz")
        assert story.the("LOOK_AT_DISCLOSURE").for_role == "MASH_MANAGER"
    story.make(DisclosureReviewed, By("manager-2", "EDT_MANAGER"), disclosure="sent", words="Zz")
    assert story.every("LOOK_AT_DISCLOSURE") == []


@pytest.mark.parametrize("basis", ["AGREED", "AUTHORISED"])
def test_what_rested_on_an_entry_that_was_an_error_is_looked_at_again_and_said(basis: str) -> None:
    story = family()
    ground = story.agree() if basis == "AGREED" else story.decide()
    made = deed(story.later(), ground, basis=basis)
    story.record(made)
    story.record(compare(made, story.file, OWN, story.at))

    def shown() -> tuple[datetime | None, datetime | None, str, int]:
        (one,) = disclosed(View(story.file, story.at, story.at))
        due = len(story.every("LOOK_AT_DISCLOSURE"))
        verdict = one["held_against"]["verdict"]
        return one["rested_on_error_since"], one["to_be_seen_since"], verdict, due

    assert shown() == (None, None, "COVERS", 0)
    facts = [*story.file.responses, *story.file.of(AuthorisationMade)]
    found = story.later().at
    story.correct(facts[-1].seq)
    assert shown() == (found, found, "COVERS", 1)
    story.later().make(DisclosureReviewed, MANAGER, disclosure="sent", words="Zz")
    assert shown() == (found, None, "COVERS", 0)
