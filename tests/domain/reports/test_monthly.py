"""What the monthly reports count, and what they do not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consent_service.domain.recorded import events, falling, ofauthority, practice
from consent_service.domain.recorded.events import AuthorisationMade
from consent_service.domain.recorded.particulars import Interpreter, Rationale
from consent_service.domain.reports.sample import SAMPLE, lot
from tests.domain.reports.hub import Hub, disclose
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, NINE, Story, london, scope

HOUR = timedelta(hours=1)

# ── children ────────────────────────────────────────────────────────────────────────────────


def test_an_enquiry_in_which_a_sibling_has_no_entry_is_listed() -> None:
    hub = Hub()
    forgotten = hub.family().child("sam")
    forgotten.agree()
    whole = hub.family().child("sam")
    whole.agree(scope=scope("ng", "sam"))
    hub.family().agree()
    row = hub.the("sibling-coverage")
    assert (row["enquiries_with_several_children"], row["every_child_has_an_entry"]) == (2, 1)
    assert row["share"] == 0.5
    case = hub.the("sibling-coverage", "CASE")
    assert (case["file"], case["without_entry"]) == ("file-1", ["sam"])


def test_a_try_to_reach_somebody_is_no_entry_about_a_child() -> None:
    hub = Hub()
    family = hub.family().child("sam")
    family.say("ASK_ATTEMPTED", scope=scope("*"))
    assert hub.the("sibling-coverage", "CASE")["without_entry"] == ["ng", "sam"]


def wish(story: Story, child: str = "ng", **members: Any) -> None:
    story.make(
        events.WishRecorded, child=child, objects=False, words="Zz", heard_by="Zz", **members
    )


def test_a_childs_view_is_recorded_or_weighed_or_neither() -> None:
    hub = Hub()
    wish(hub.family(), how_weighed="Zz")
    wish(hub.family())
    hub.family()
    before = hub.file()
    before.child()
    wish(before)
    before.later(DAY).adult("mum").enquiry()
    hub.family(child=False, parents=False).child(dob=None, estimated_due_date=date(2026, 6, 1))
    groups = {r["group"]: r["people"] for r in hub.rows("childs-view", "GROUP", by="child's view")}
    assert groups == {"WEIGHED": 1, "RECORDED_NOT_WEIGHED": 1, "NOT_RECORDED": 2}
    assert hub.the("childs-view")["children"] == 4


def test_a_young_person_who_decides_is_asked_directly_or_not() -> None:
    hub = Hub()
    asked = hub.family(child=False, parents=False).child(dob=date(2009, 5, 1))
    asked.talk("ng")
    through_parent = hub.family(child=False, parents=False).child(dob=date(2009, 5, 1))
    through_parent.adult("mum").agree()
    hub.family().talk("ng")
    groups = {r["group"]: r["people"] for r in hub.rows("childs-view", "GROUP", by="young person")}
    assert groups == {"ASKED_DIRECTLY": 1, "NOT_ASKED": 1}


def test_a_few_children_are_not_counted_out() -> None:
    hub = Hub(small_number=5)
    for _ in range(9):
        hub.family()
    wish(hub.families[0])
    rows = hub.rows("childs-view", "GROUP", by="child's view")
    assert [(r["people"], r["suppressed"]) for r in rows] == [
        (0, False),
        (None, True),
        (None, True),
    ]
    assert hub.the("childs-view")["children"] == 9


# ── conversations ───────────────────────────────────────────────────────────────────────────


def test_conversations_are_counted_by_how_they_were_held() -> None:
    hub = Hub()
    family = hub.family().adult("gran", interpreter_needed=True)
    family.talk("mum", understanding_check="EXPLAINED_BACK")
    family.talk("dad", NINE[:8], seen_alone="NO")
    family.talk("gran", seen_alone="NOT_KNOWN")
    family.talk("gran", interpreter=Interpreter("Polish", is_family_member=True))
    family.talk("gran", interpreter=Interpreter("Polish", is_family_member=False))
    family.talk("mum", method="VIA_REFERRER")
    row = hub.the("conversations")
    assert (row["conversations"], row["seen_alone"], row["not_seen_alone"]) == (5, 3, 1)
    assert row["alone_not_known"] == 1
    assert (row["interpreter_needed"], row["professional_interpreter"]) == (3, 1)
    assert (row["family_interpreter"], row["no_interpreter"]) == (1, 1)
    assert (row["explained_back"], row["nine_points_complete"]) == (1, 4)
    assert row["share_seen_alone"] == 0.6


def test_a_share_of_no_conversations_is_nothing() -> None:
    assert Hub().the("conversations", as_of=MONDAY)["share_seen_alone"] is None


# ── equality ────────────────────────────────────────────────────────────────────────────────


def equal(story: Story, person: str, **members: Any) -> None:
    story.make(practice.EqualityRecorded, person=person, **members)


def test_people_are_counted_by_what_they_said_about_themselves() -> None:
    hub = Hub()
    family = hub.family()
    equal(family, "mum", ethnicity="BLACK", disability="YES", area="North End")
    equal(family.later(), "mum", disability="NO")
    family.say("REFUSED")
    family.later().decide(decision="OVERRIDE_DECISION")
    advocate(family.later(), "OFFERED")
    row = hub.the("equality", "GROUP", group="BLACK")
    assert row["by"] == "ethnicity"
    assert (row["people"], row["said_no"], row["overridden"]) == (1, 1, 1)
    assert (row["not_asked"], row["advocate_discussed"], row["advocate_in_place"]) == (0, 1, 0)
    assert hub.the("equality", "GROUP", by="disability", group="NO")["people"] == 1
    assert hub.the("equality", "GROUP", by="area", group="north end")["people"] == 1
    unsaid = hub.the("equality", "GROUP", by="ethnicity", group="NOT_RECORDED")
    assert (unsaid["people"], unsaid["not_asked"]) == (1, 1)


def test_a_decision_about_another_child_overrides_nobody_else() -> None:
    hub = Hub()
    family = hub.family()
    family.say("REFUSED")
    family.later().decide(decision="OVERRIDE_DECISION", scope=scope("sam"))
    assert hub.the("equality")["overridden"] == 0


def test_an_enquiry_that_closed_before_the_period_counts_nobody() -> None:
    hub = Hub()
    hub.family(MONDAY - 90 * DAY).later(DAY).close()
    assert hub.the("equality", as_of=MONDAY)["people"] == 0


@pytest.mark.parametrize(
    ("dob", "band"),
    [
        (date(2008, 3, 10), "UNDER_18"),
        (date(2008, 3, 9), "18_TO_24"),
        (date(1982, 3, 9), "35_TO_44"),
        (date(1981, 3, 9), "45_AND_OVER"),
    ],
)
def test_an_age_band_begins_on_a_birthday(dob: date, band: str) -> None:
    hub = Hub()
    story = hub.file().child()
    story.make(events.AdultAdded, person="mum", names="Zz", dob=dob)
    story.adult("mum").enquiry()
    assert hub.the("equality", "GROUP", by="age")["group"] == band


def test_words_of_their_own_that_few_share_are_not_shown() -> None:
    """A language that one mother speaks would show who she is, whatever number stood beside it."""
    hub = Hub(small_number=5)
    for number in range(12):
        story = hub.file().child()
        language = "Zzrare" if number == 0 else "English"
        story.make(events.AdultAdded, person="mum", names="Zz", language=language)
        story.adult("mum").enquiry()
        equal(story, "mum", area="Zzlane" if number == 0 else "North End")
    found = hub.report("equality")
    assert "zzrare" not in repr(found).casefold()
    assert "zzlane" not in repr(found).casefold()
    groups = {r["group"]: r["people"] for r in found.rows if r.get("by") == "language"}
    assert groups == {"SMALLER_GROUPS": None, "english": None}


def test_what_few_people_share_cannot_be_worked_out_from_another_table() -> None:
    """Every table has the same people, so its total is known even where it is not shown."""
    hub = Hub(small_number=5)
    for number in range(30):
        family = hub.family(parents=False).adult("mum")
        equal(
            family,
            "mum",
            ethnicity="BLACK" if number < 2 else "WHITE" if number < 15 else "ASIAN",
            disability="YES" if number < 10 else "NO",
        )
    rows = hub.rows("equality", "GROUP", by="ethnicity")
    assert {r["group"]: r["people"] for r in rows} == {"ASIAN": 15, "BLACK": None, "WHITE": None}
    rows = hub.rows("equality", "GROUP", by="disability")
    assert {r["group"]: r["people"] for r in rows} == {"YES": 10, "NO": 20}


# ── decisions ───────────────────────────────────────────────────────────────────────────────


def respect(story: Story, id: str = "not") -> None:
    story.say("REFUSED")
    story.decide_not(id, reason_codes=("RESPECTS_REFUSAL_LOW_NEED",))


def test_a_refusal_that_was_respected_shows_what_happened_in_three_months() -> None:
    hub = Hub()
    quiet = hub.family()
    respect(quiet, "quiet")
    again = hub.family()
    respect(again, "again")
    again.later(30 * DAY).enquiry("E2")
    again.later().decide("later", enquiry="E2")
    much_later = hub.family()
    respect(much_later, "late")
    much_later.later(100 * DAY).enquiry("E2")
    hub.family().decide_not("other")
    window: dict[str, Any] = {"since": MONDAY, "until": MONDAY + DAY}
    row = hub.the("refusals-respected", **window)
    assert (row["refusals_respected"], row["with_a_later_enquiry"]) == (3, 1)
    assert (row["with_a_later_authorisation"], row["nothing_in_three_months"]) == (1, 2)
    case = hub.the("refusals-respected", "CASE", decision="again", **window)
    assert (case["later_enquiries"], case["later_authorisations"]) == (["E2"], ["later"])
    early = hub.the("refusals-respected", as_of=MONDAY + 60 * DAY, **window)
    assert (early["three_months_not_over"], early["nothing_in_three_months"]) == (3, 0)


def months_decisions(hub: Hub, count: int) -> None:
    for number in range(count):
        hub.family().decide(f"d{number}")


def test_ten_decisions_a_month_are_picked_by_nobody() -> None:
    hub = Hub()
    months_decisions(hub, 40)
    picked = [r["decision"] for r in hub.rows("decision-sample", "CASE")]
    assert len(picked) == SAMPLE
    lots = {f"d{n}": lot(date(2026, 3, 1), f"d{n}") for n in range(40)}
    assert picked == sorted(lots, key=lambda id: lots[id])[:SAMPLE]
    hub.families.reverse()
    assert picked == [r["decision"] for r in hub.rows("decision-sample", "CASE")]


def test_another_month_picks_others() -> None:
    assert lot(date(2026, 3, 1), "d") != lot(date(2026, 4, 1), "d")


def test_a_months_sample_is_of_what_was_recorded_in_it_and_stays_as_it_is() -> None:
    hub = Hub()
    months_decisions(hub, 20)
    april = london("2026-04-20")
    then = hub.rows("decision-sample", "CASE", april, since=MONDAY, until=april)
    back_dated = hub.family(april)
    back_dated.decide("later", effective_at=MONDAY, reason_codes=("OVERRIDDEN",))
    listed = ofauthority.StaffListed(staff=MANAGER.id, names="Dana", team="Assessment")
    hub.own_entry(listed, MONDAY)
    looked = {"decision": "later", "reason": "Zz", "changed_the_outcome": "YES"}
    back_dated.make(practice.DecisionReviewed, MANAGER, **looked)
    corrected = next(
        s
        for s in hub.families
        if s.file.of(AuthorisationMade)[0].event.authorisation == then[0]["decision"]
    )
    place = corrected.entries[-1][0].seq
    corrected.later(30 * DAY).correct(place)
    now = hub.rows("decision-sample", "CASE", april + DAY, since=MONDAY, until=april + DAY)
    assert [r["decision"] for r in now if r["month"] == "2026-03"] == [r["decision"] for r in then]
    assert [r["decision"] for r in now if r["month"] == "2026-04"] == ["later"]
    assert [r["corrected"] for r in now] == [True, *[False] * SAMPLE]
    assert (now[-1]["team"], now[-1]["changed_the_outcome"]) == ("Assessment", "YES")
    assert now[-1]["reasons"] == ["OVERRIDDEN"]
    assert now[0]["changed_the_outcome"] is None


LONG = "The third bruise in a month, each explained in another way by each of them."


def test_the_same_reasons_on_two_files_within_thirty_days_are_shown() -> None:
    hub = Hub()
    for after, words in ((0, LONG), (10, LONG.upper()), (50, LONG)):
        hub.family(MONDAY + after * DAY).decide(
            f"d{after}", rationale=Rationale(words, f"b {after}", f"c {after}", "Yes.", "No.")
        )
    row = hub.the("pasted-rationales", "CASE", MONDAY + 20 * DAY)
    assert (row["decision"], row["same_as"], row["same_parts"]) == ("d10", "d0", ["what_risk"])
    assert hub.the("pasted-rationales", as_of=MONDAY + 50 * DAY, since=MONDAY)["pairs"] == 1


def test_short_words_one_file_or_another_decider_are_no_paste() -> None:
    hub = Hub()
    for number in range(2):
        hub.family().decide(
            f"d{number}", rationale=Rationale("He was hurt.", f"{number}", "b", "c", "d")
        )
    same_file = hub.family()
    same_file.decide("e1", rationale=Rationale(LONG, "a", "b", "c", "d"))
    same_file.later().decide("e2", rationale=Rationale(LONG, "a", "b", "c", "d"))
    assert hub.the("pasted-rationales")["pairs"] == 0


def test_the_same_reason_that_lifts_something_is_shown_on_whichever_file() -> None:
    """A manager signed everything with one sentence, and nothing was counted."""
    hub = Hub()
    why = "Spoke to the team about him and to his sister, and all of it is fine now, she says."
    safe = {"person": "dad", "safe_to_ask": True, "code": "SAFE_AGAIN"}
    first = hub.family()
    for words in (why, f"{why} {why}", f"Another reason by far. {why}"):
        first.later().make(events.SafetyRecorded, MANAGER, **safe, reason=words)
    first.make(falling.EffectConfirmed, MANAGER, waiting="w", reason=why)
    hub.family().later().make(events.SafetyRecorded, MANAGER, **safe, reason=why.upper())
    rows = hub.rows("pasted-rationales", "CASE")
    assert sorted(row["kind"] for row in rows) == ["LET_FALL", "SAID_SAFE", "SAID_SAFE"]
    assert {row["file"] for row in rows} == {story.file.id for story in hub.families}


def test_a_managers_word_by_telephone_that_was_refused_is_counted() -> None:
    hub = Hub()
    family = hub.family()
    for waiting in ("refused", "confirmed", "open"):
        waits: dict[str, Any] = {"waiting": waiting, "entries": (1,), "falls": ()}
        family.later().make(falling.EffectWaits, **waits, told_by="manager-1")
    family.make(falling.EffectWaits, waiting="nobody", entries=(1,), falls=())
    family.later().make(falling.EffectRefused, MANAGER, waiting="refused", reason="I did not.")
    family.make(falling.EffectRefused, MANAGER, waiting="nobody", reason="No.")
    family.make(falling.EffectConfirmed, MANAGER, waiting="confirmed", reason="I did.")
    summary = hub.the("pasted-rationales")
    assert (summary["by_telephone"], summary["refused_after"]) == (3, 1)
    (row,) = hub.rows("pasted-rationales", "TELEPHONE")
    assert row["file"] == family.file.id


# ── agencies, corrections, late ─────────────────────────────────────────────────────────────


def reply(story: Story, outcome: str, because: str | None = None, **members: Any) -> None:
    story.make(
        practice.AgencyReplied, disclosure="told", outcome=outcome, because=because, **members
    )


def test_F29_an_agency_that_cites_consent_is_counted_with_the_time_it_cost() -> None:
    hub = Hub()
    family = hub.family()
    disclose(family)
    reply(family.later(HOUR), "WOULD_NOT", "NO_CONSENT", escalated_to="Zz")
    reply(family.later(HOUR), "SENT")
    busy = hub.family()
    disclose(busy)
    reply(busy.later(HOUR), "DELAYED", "NO_CAPACITY")
    row = hub.the("agencies-citing-consent", agency="GP")
    assert (row["requests"], row["would_not"], row["escalated"]) == (1, 1, 1)
    assert (row["minutes_lost"], row["median_minutes_lost"]) == (120, 120)
    assert row == hub.the("agencies-citing-consent", agency="ALL") | {"agency": "GP"}


def test_corrections_are_counted_from_the_asking_to_the_answer() -> None:
    hub = Hub()
    family = hub.family()
    for number, accepted in enumerate((True, False, None)):
        family.later().make(
            practice.CorrectionAsked, correction=f"c{number}", person="mum", words="Zz"
        )
        if accepted is not None:
            family.make(
                practice.CorrectionAnswered,
                correction=f"c{number}",
                accepted=accepted,
                reason="Zz",
            )
    family.make(practice.DisagreementStated, about="Zz", person="mum", words="Zz")
    family.correct(0, requested_by="PARENT")
    row = hub.the("corrections")
    assert (row["asked"], row["upheld"], row["not_upheld"], row["waiting"]) == (3, 1, 1, 1)
    assert row["statements"] == 1
    assert hub.the("corrections", "CORRECTED", requested_by="PARENT")["entries"] == 1


def test_what_was_recorded_more_than_a_day_after_it_happened_is_late() -> None:
    hub = Hub()
    family = hub.family().later(3 * DAY)
    family.talk(effective_at=family.at - DAY)
    family.talk(effective_at=family.at - DAY - HOUR)
    family.talk()
    row = hub.the("late-recorded", "KIND", kind="conversation-recorded")
    assert (row["entries"], row["late"], row["median_hours_late"]) == (3, 1, 25)
    assert "relationship-recorded" not in {r["kind"] for r in hub.rows("late-recorded", "KIND")}
