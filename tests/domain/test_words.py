"""Words for the agency: a table of cases, each with what it says and what it does not."""

from __future__ import annotations

from typing import Any

from consent_service.domain.answers import Reason
from consent_service.domain.codes import codes
from consent_service.domain.deciding.decision import decide, share_now, unavailable
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.particulars import Telling
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.scope import BOTH, SEEK, SHARE, Agency
from consent_service.domain.words import words_for_agency, words_for_escalation
from tests.domain import agency_cases_of_safety
from tests.domain.agency_cases import CASES, Case, after, decided, disagreeing, mum_agreed
from tests.domain.agency_words import OWN, home, says
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story, question, scope
from tests.domain.test_codes import DENIAL
from tests.domain.test_travelling import disclose
from tests.sweeping import each

ALL = CASES | agency_cases_of_safety.CASES


@each("case", of=ALL.values())
def test_the_words_say_what_is_on_record_and_no_more(case: Case) -> None:
    asked = dict(case.asked)
    outcome, words = says(case.story, *asked.pop("subjects", ("ng",)), **asked)
    assert outcome == case.outcome
    assert words is not None
    for part in case.has:
        assert part in words
    for part in (*case.lacks, "Zzr", "Zzh", "Zzw", "Zzp", "Zza", "consent"):
        assert part not in words
    assert "You make your own decision, including under section 16LA" in words
    assert DENIAL.search(words) is None


def test_the_whole_of_it_reads_as_it_should() -> None:
    _, words = says(mum_agreed())
    assert words == (
        "We are asking you for information about Ng (the child's health).\n"
        "The purpose is: Find out what other services know, to decide what help is right.\n"
        "Ann Example (mother) agreed to this on 9 March 2026. Bo Example (father) has not been "
        "asked about this yet. Our lawful basis is public task, article 6(1)(e), under sections "
        "10, 11 and 16LA of the Children Act 2004.\n"
        "You make your own decision, including under section 16LA of the Children Act 2004.\n"
        "Please send only what is relevant. Please say what is fact and what is opinion. Please "
        "reply to [your name and secure email] by [day and time].\n"
        "Please do not tell the family, or those who care for the child, until you have spoken to "
        "us. Ann Example (mother) knows of it: speak to us before you contact them."
    )


def test_whoever_agreed_and_may_not_be_told_of_it_now_is_not_said_to_know() -> None:
    """What an agency reads of somebody who may be in danger, or be one, is no news of them."""
    story = mum_agreed()
    story.unsafe("mum")
    _, words = says(story)
    assert words is None or "knows of it" not in words


def test_whoever_is_of_the_family_reads_of_no_duty_and_is_no_outsider() -> None:
    """Her grandmother was told that she decides under section 16LA, and not to tell the family."""
    for agency in (Agency("GP"), Agency("FAMILY_NETWORK", "Zzgran")):
        story, asked = decided(home(), scope=scope(agencies=(agency,))), question(agency=agency)
        view = View(story.file, story.at, story.at)
        words = words_for_agency(decide(view, DEFAULT_POLICY, asked), asked, view)
        assert words is not None
        is_family = agency.type == "FAMILY_NETWORK"
        assert ("You make your own decision" in words) is not is_family
        assert ("tell the family" in words) is not is_family
        assert ("thers of the family" in words) is is_family


@each("kept_from", of=["dad", "carer"])
def test_what_is_kept_is_kept_from_whoever_cares_for_the_child_as_well(kept_from: str) -> None:
    """ "Do not tell the family", and a duty officer rang the placement, of whom it was kept. Said
    of some roles alone it was not said of a grandmother, and told who has a placement.
    """
    said: dict[str, list[str]] = {}
    for role in [None, *codes("roles")]:
        story = home() if role is None else home().adult("carer", role=role, pr_status="NO")
        kept = kept_from if role is not None else "dad"
        decided(story, telling=Telling("TOLD", not_safe_for=(kept,)))
        _, words = says(story)
        line = next(one for one in (words or "").splitlines() if "tell the family" in one)
        said.setdefault(line, []).append(role or "nobody")
    (line,) = said
    assert "do not tell the family, or those who care for the child," in line


@each("listed", of=[None, OWN])
def test_a_manager_is_named_only_where_the_authority_had_listed_them(listed: Any) -> None:
    story, asked = decided(home()), question()
    answer = decide(View(story.file, story.at, story.at), DEFAULT_POLICY, asked)
    words = words_for_agency(answer, asked, View(story.file, story.at, story.at), own=listed) or ""
    assert ("A manager, Ruth Listed, decided" in words) == (listed is not None)
    assert ("A manager decided" in words) == (listed is None)
    assert MANAGER.id not in words


def test_nobody_is_called_a_manager_who_is_none() -> None:
    story = home()
    story.make(
        events.AuthorisationMade,
        authorisation="d",
        enquiry="E1",
        decision="S47_DECISION",
        scope=scope(),
        safe_to_tell=True,
    )
    _, words = says(story)
    assert words is not None
    assert "A safeguarding hub worker decided" in words
    assert "manager" not in words


def test_what_was_recorded_after_the_check_is_not_in_its_words() -> None:
    story, asked = mum_agreed(), question()
    at = story.at
    answer = decide(View(story.file, at, at), DEFAULT_POLICY, asked)
    before = words_for_agency(answer, asked, View(story.file, at, at), own=OWN)
    story.later().unsafe("dad").make(events.AdultAdded, person="x", names="Zzlater")
    assert words_for_agency(answer, asked, View(story.file, at, at), own=OWN) == before


@each(
    "story",
    of=[
        home(),
        after(home(), lambda s: s.say("REFUSED")),
        after(home(), lambda s: s.say("REPORTED_BY_REFERRER")),
        after(home(), lambda s: s.unsafe("mum").unsafe("dad")),
        disagreeing(),
    ],
)
def test_there_are_no_words_for_what_nobody_agreed_to_or_decided(story: Story) -> None:
    outcome, words = says(story)
    assert outcome in ("ASK", "OBJECTION", "DECISION_NEEDED")
    assert words is None


# ── share now ───────────────────────────────────────────────────────────────────────────────


@each("direction", of=[SEEK, SHARE, BOTH])
def test_share_now_says_that_a_child_may_be_at_risk_and_nothing_of_anybodys_answer(
    direction: str,
) -> None:
    asked = question(direction=direction, purpose="IMMEDIATE_PROTECTION")
    words = words_for_agency(share_now(), asked, View(mum_agreed().file, MONDAY, MONDAY))
    assert words is not None
    assert "A child may be at risk right now, so we have not waited for agreement." in words
    assert ("We are asking you now about" in words) == (direction != SHARE)
    assert ("We are telling you now about" in words) == (direction != SEEK)
    assert "public task" in words
    assert "section 16LA" in words
    for said in ("agreed to", "said no", "been asked", "Ann Example", "Ng", "manager"):
        assert said not in words


def test_share_now_has_words_whatever_could_be_read_of_the_question() -> None:
    words = words_for_agency(share_now(), question(categories=(), subjects=()), None)
    assert words is not None
    assert "[the child's name and date of birth]: [what they need to know]" in words


def test_an_outage_has_no_words() -> None:
    answer = unavailable(Reason.CANNOT_READ_LEDGER)
    assert words_for_agency(answer, question(), View(mum_agreed().file, MONDAY, MONDAY)) is None


# ── escalation ──────────────────────────────────────────────────────────────────────────────


def escalating(agency: str = "SCHOOL", **reply: Any) -> str | None:
    story = mum_agreed()
    disclose(story, "said", agency=Agency(agency, "Zzplace"))
    if reply:
        story.later(DAY).make(practice.AgencyReplied, disclosure="sent", words="Zzsaid", **reply)
    return words_for_escalation(View(story.file, story.at, story.at), "sent")


@each("outcome", of=["WOULD_NOT", "DELAYED", "SENT_IN_PART", "ACCEPTED"])
@each("because", of=[None, *codes("agency_reasons")])
def test_F29_words_to_escalate_cite_both_sections_and_leave_the_decision_where_it_is(
    outcome: str, because: str | None
) -> None:
    words = escalating(outcome=outcome, because=because)
    assert words is not None
    assert "On 9 March 2026 we asked you for information about Ng (the child's health)." in words
    assert "on 10 March 2026" in words
    assert "section 16LA of the Children Act 2004" in words
    assert "Section 11 of the same Act" in words
    assert "The decision is yours." in words
    assert ("nobody had agreed" in words) == (because == "NO_CONSENT")
    assert "Zz" not in words
    assert "Ann Example" not in words


def test_F29_an_agency_that_may_not_be_listed_is_not_told_that_it_is() -> None:
    listed, may_be, family = (escalating(a) for a in ("SCHOOL", "GP", "FAMILY_NETWORK"))
    assert listed is not None
    assert may_be is not None
    assert family is not None
    assert "Your service is one of the bodies that it lists." in listed
    assert "Please check whether your service is one of the bodies" in may_be
    assert "16LA" not in family


@each("outcome", of=["SENT", "NOTHING_HELD"])
def test_there_is_nothing_to_escalate_once_an_agency_has_sent_it(outcome: str) -> None:
    assert escalating(outcome=outcome) is None


def test_of_whoever_we_spoke_to_it_is_not_said_that_we_have_not_heard_from_them() -> None:
    """The police read it of a mother who had been rung, and told, that same day."""
    for is_spoken_to in (False, True):
        story = mum_agreed()
        story.say("REPORTED_BY_REFERRER", "dad")
        if is_spoken_to:
            story.talk("dad")
        _, words = says(story)
        assert words is not None
        assert ("We have not heard from Bo Example" in words) is not is_spoken_to
        assert ("We have no answer from Bo Example" in words) is is_spoken_to
