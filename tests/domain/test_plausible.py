"""Implausible facts are noticed, never refused: where each rule is so, beside where it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from consent_service.domain.file.folding import Stamp
from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.noticing.plausible import RULES, standing
from consent_service.domain.recorded import circumstances, events, practice
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.particulars import Evidence, Identifier, Telling
from consent_service.domain.times import Precision
from tests.domain.more_plausible import MORE
from tests.domain.tasks import happenings
from tests.domain.tasks.happenings import in_care
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, WORKER, Story, family
from tests.sweeping import each

HOUR = timedelta(hours=1)


def doubts(story: Story) -> list[str]:
    """What the newest entry is noticed for."""
    place, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    known = {rule.code for rule in RULES}
    return [code for code in codes_of(content, place, view) if code in known]


def link(story: Story, person: str = "mum", role: str = "MOTHER", pr: str = "YES") -> None:
    story.make(events.RelationshipRecorded, person=person, child="ng", role=role, pr_status=pr)


def born(story: Story, on: date) -> Story:
    story.make(events.AdultAdded, person="mum", names="Zz mum", dob=on)
    return story


def a_mother(on: date, role: str = "MOTHER") -> Story:
    story = born(Story().child(), on)
    link(story, role=role)
    return story


def numbered(scheme: str, value: str) -> Story:
    return Story().child(identifiers=(Identifier(scheme, value),))


def a_way(through: str, value: str) -> Story:
    story = family()
    story.reached("mum", through, value=value)
    return story


def with_mothers(*pr: str) -> Story:
    story = Story().child().adult("mum").adult("dad")
    for person, status in zip(("mum", "dad"), pr, strict=True):
        link(story, person, pr=status)
    return story


def carer(role: str, pr: str = "YES") -> Story:
    story = Story().child().adult("other")
    link(story, "other", role, pr)
    return story


def twice(names: str, dob: date | None) -> Story:
    story = Story().child()
    story.make(events.ChildAdded, child="again", names=names, dob=dob)
    return story


def guessed(since: date | None = None) -> Story:
    story = Story()
    story.make(events.ChildAdded, child="ng", names="Zz", estimated_dob=date(2019, 1, 1))
    if since is not None:
        story.make(circumstances.PersonAmended, person="ng", dob=since)
    return story


def answered(before: timedelta, precision: Precision | None = None) -> Story:
    story = family().later(HOUR)
    talk = story.talk()
    story.say("REFUSED", conversation=talk, effective_at=story.at - before, precision=precision)
    return story


def dated(before: timedelta) -> Story:
    story = family()
    story.say("REFUSED", effective_at=story.at - before)
    return story


def answered_of(**born: Any) -> Story:
    """A parent's answer of the day before a birth, or of one who is born since."""
    story = Story().child(**born).adult("mum").enquiry()
    story.say("REFUSED", effective_at=story.at - DAY)
    if born["dob"] is None:
        story.make(practice.BirthRecorded, child="ng", dob=MONDAY.date())
    return story


def died(on: date) -> Story:
    story = born(Story(), on)
    story.make(circumstances.DeathRecorded, person="mum", source="Zz")
    return story


def said_after(after: timedelta) -> Story:
    story = family()
    at = MONDAY - after
    story.make(circumstances.DeathRecorded, person="mum", source="Zz", effective_at=at)
    story.talk("mum")
    return story


def closed(before: timedelta) -> Story:
    story = family()
    story.make(
        events.EnquiryClosed, enquiry="E1", reason="NFA_ADVICE", effective_at=MONDAY - before
    )
    return story


def reviewed(on: date) -> Story:
    story = family()
    story.unsafe("dad", review_on=on)
    return story


def told_by(on: date, status: str) -> Story:
    story = family()
    story.decide(telling=Telling(status=status, on=on))
    return story


def signed(method: str, *documents: Evidence) -> Story:
    story = family()
    story.say("REFUSED", method=method, evidence=documents)
    return story


def for_the_council(by: By) -> Story:
    story = family()
    in_care(story)
    story.say("AGREED", "council", by=by)
    return story


def reached(how: str, safety: str = "NEVER_TEXT", **no_contact: Any) -> Story:
    story = family()
    story.reached("mum", safety=safety)
    if no_contact:
        story.make(practice.KeepInformedAgreed, person="mum", enquiry="E1", times=(), **no_contact)
    story.make(practice.ContactMade, person="mum", enquiry="E1", method=how)
    return story


def abused_and_reached(person: str) -> Story:
    story = family()
    story.make(practice.NeedsRecorded, person="mum", indicators=("DOMESTIC_ABUSE_VICTIM",))
    story.make(practice.ContactMade, person=person, enquiry="E1", method="FACE_TO_FACE")
    return story


def doubted(*reasons: str) -> Story:
    story = family()
    answer = story.agree()
    story.make(events.ValidityChanged, response=answer, status="CONCERN", reasons=reasons)
    return story


#: As an assessment is written down.
ASSESSED = (
    "Assessed by Dr Lowe on 20 November with her advocate: she could not weigh what it meant."
)


def incapable(why: str) -> Story:
    story = family()
    story.make(events.CapacityRecorded, person="mum", status="LACKS", rationale=why)
    return story


def not_told(reason: str | None) -> Story:
    return family().told("ng", "dad", told=False, reason=reason)


def may_not_know(reason: str) -> Story:
    story = family()
    story.make(practice.SafeToTellChanged, about="ng", safe=False, reason=reason)
    return story


def informed(reason: str | None) -> Story:
    story = family()
    happenings.informed(story, agreed_with_person=False, if_not_agreed_reason=reason)
    return story


def replied(because: str | None, outcome: str = "WOULD_NOT") -> Story:
    story = family()
    story.make(practice.AgencyReplied, disclosure="sent", outcome=outcome, because=because)
    return story


def wrote_of_her(words: str) -> Story:
    story = family().unsafe("mum").later()
    story.make(practice.AgencyReplied, disclosure="sent", outcome="SENT", words=words)
    return story


FORM = Evidence("SIGNED_FORM", "Zz")
YESTERDAY = (MONDAY - DAY).date()

CASES: list[tuple[str, Callable[[], Story], Callable[[], Story]]] = [
    ("PARENT_TOO_YOUNG", lambda: a_mother(date(2025, 1, 1)), lambda: a_mother(date(2008, 1, 1))),
    ("PARENT_TOO_YOUNG", lambda: a_mother(date(2015, 1, 1)), lambda: a_mother(date(2014, 1, 1))),
    (
        "PARENT_TOO_YOUNG",
        lambda: a_mother(date(2025, 1, 1), "SPECIAL_GUARDIAN"),
        lambda: a_mother(date(2025, 1, 1), "OTHER_HOUSEHOLD"),
    ),
    ("CHILD_TWICE", lambda: twice("ZZ ", date(2024, 2, 1)), lambda: twice("Zz", date(2024, 2, 2))),
    ("CHILD_TWICE", lambda: twice("Zz", None), lambda: twice("Yy", None)),
    (
        "OF_AGE",
        lambda: Story().child(dob=date(2008, 3, 9)),
        lambda: Story().child(dob=date(2008, 3, 10)),
    ),
    (
        "OF_AGE",
        lambda: Story().child(dob=None, estimated_dob=date(2000, 1, 1)),
        # Who was a child when they were put in, and has grown up since.
        lambda: Story().child(dob=date(2008, 3, 10)).later(DAY),
    ),
    ("BIRTH_IS_A_GUESS", guessed, lambda: guessed(date(2019, 5, 1))),
    ("TWO_MOTHERS", lambda: with_mothers("YES", "YES"), lambda: with_mothers("NO", "YES")),
    ("CARER_HOLDS_RESPONSIBILITY", lambda: carer("FOSTER_CARER"), lambda: carer("GRANDPARENT")),
    (
        "CARER_HOLDS_RESPONSIBILITY",
        lambda: carer("RESIDENTIAL_CARER", "UNCONFIRMED"),
        lambda: carer("RESIDENTIAL_CARER", "NO"),
    ),
    (
        "NO_SUCH_NUMBER",
        lambda: numbered("NHS_NUMBER", "9434765918"),
        lambda: numbered("NHS_NUMBER", "943 476 5919"),
    ),
    ("NO_SUCH_NUMBER", lambda: numbered("UPN", "Zz1"), lambda: numbered("LA_ID", "Zz1")),
    ("NO_SUCH_WAY", lambda: a_way("PHONE", "12"), lambda: a_way("PHONE", "020 7946 0018")),
    ("NO_SUCH_WAY", lambda: a_way("EMAIL", "zz at home"), lambda: a_way("ADDRESS", "NFA")),
    ("BEFORE_ITS_CONVERSATION", lambda: answered(HOUR / 2), lambda: answered(0 * HOUR)),
    (
        "BEFORE_ITS_CONVERSATION",
        lambda: answered(HOUR / 2),
        lambda: answered(HOUR / 2, Precision.DAY),
    ),
    (
        "AFTER_ITS_CONVERSATION",
        lambda: answered(-2 * DAY),
        lambda: answered(-2 * HOUR),
    ),
    ("BEFORE_THE_ENQUIRY", lambda: dated(DAY), lambda: dated(HOUR)),
    ("BEFORE_THE_BIRTH", lambda: died(date(2026, 3, 10)), lambda: died(date(2026, 3, 9))),
    (
        "BEFORE_THE_BIRTH",
        lambda: answered_of(dob=date(2026, 3, 9)),
        lambda: answered_of(dob=None, estimated_due_date=date(2026, 4, 1)),
    ),
    ("AFTER_THE_DEATH", lambda: said_after(2 * DAY), lambda: said_after(-2 * DAY)),
    ("CLOSED_BEFORE_OPENED", lambda: closed(HOUR), lambda: closed(-HOUR)),
    *MORE,
    ("REVIEW_IN_THE_PAST", lambda: reviewed(YESTERDAY), lambda: reviewed(MONDAY.date())),
    (
        "REVIEW_IN_THE_PAST",
        lambda: told_by(YESTERDAY, "WILL_TELL_BY"),
        lambda: told_by(YESTERDAY, "TOLD"),
    ),
    (
        "SIGNED_WITHOUT_EVIDENCE",
        lambda: signed("LETTER_SIGNED"),
        lambda: signed("LETTER_SIGNED", FORM),
    ),
    (
        "SIGNED_WITHOUT_EVIDENCE",
        lambda: signed("IN_PERSON_SIGNED"),
        lambda: signed("PHONE_VERBAL"),
    ),
    ("NOT_BY_THIS_WAY", lambda: reached("TEXT"), lambda: reached("CALL")),
    ("NOT_BY_THIS_WAY", lambda: reached("CALL", "UNSAFE"), lambda: reached("CALL", "CODE_WORD")),
    (
        "NOT_BY_THIS_WAY",
        lambda: reached("FACE_TO_FACE", methods=("NO_CONTACT_REQUESTED",)),
        lambda: reached("FACE_TO_FACE", methods=("DO_NOT_CONTACT_AT_HOME",)),
    ),
    # Of whom it is not known that they are safe, it is to be found out before.
    ("NOT_BY_THIS_WAY", lambda: abused_and_reached("dad"), lambda: abused_and_reached("mum")),
    (
        "COUNCIL_BY_A_MANAGER",
        lambda: for_the_council(WORKER),
        lambda: for_the_council(MANAGER),
    ),
    (
        "BIRTH_NOT_BELIEVABLE",
        lambda: Story().child(dob=date(2062, 1, 1)),
        lambda: Story().child(dob=MONDAY.date()),
    ),
    (
        "BIRTH_NOT_BELIEVABLE",
        lambda: Story().child(dob=date(1995, 1, 1)),
        lambda: born(Story(), date(1995, 1, 1)),
    ),
    (
        "BIRTH_NOT_BELIEVABLE",
        lambda: Story().child(dob=None, estimated_due_date=date(2027, 3, 9)),
        lambda: Story().child(dob=None, estimated_due_date=date(2026, 9, 9)),
    ),
    (
        "FATHER_NOT_EXPLAINED",
        lambda: carer("UNKNOWN_FATHER", "UNCONFIRMED"),
        lambda: carer("FATHER"),
    ),
    (
        "SOMEBODY_KNOWS",
        lambda: wrote_of_her("We have told mum of it."),
        lambda: wrote_of_her("We have told nobody of it."),
    ),
    ("CAPACITY_NOT_ASSESSED", lambda: incapable("Seemed slow"), lambda: incapable(ASSESSED)),
    ("CONCERN_WITHOUT_REASON", doubted, lambda: doubted("Zz")),
    ("NOT_TOLD_WITHOUT_REASON", lambda: not_told(None), lambda: not_told("Zz")),
    ("NOT_TOLD_WITHOUT_REASON", lambda: may_not_know(""), lambda: may_not_know("Zz")),
    ("NOT_AGREED_WITHOUT_REASON", lambda: informed(None), lambda: informed("Zz")),
    ("REPLY_WITHOUT_REASON", lambda: replied(None), lambda: replied("NO_CONSENT")),
    ("REPLY_SAYS_BOTH", lambda: replied("OTHER", "DONE"), lambda: replied("OTHER", "SENT_IN_PART")),
]  # fmt: skip


@each("code", "odd", "plain", of=CASES)
def test_what_looks_like_a_mistake_is_noticed_and_what_does_not_is_not(
    code: str, odd: Callable[[], Story], plain: Callable[[], Story]
) -> None:
    assert code in doubts(odd())
    assert code not in doubts(plain())


def test_each_rule_of_the_table_is_shown_here() -> None:
    assert {case[0] for case in CASES} == {rule.code for rule in RULES}


def test_the_manager_sees_after_a_day_what_nobody_has_put_right() -> None:
    story = dated(2 * DAY)
    place, content = story.entries[-1]

    def listed(after: timedelta) -> list[tuple[str, int]]:
        seen = standing(View(story.file, MONDAY + after, MONDAY + after))
        return [(doubt.code, doubt.fact.seq) for doubt in seen if doubt.fact.seq == place.seq]

    assert listed(DAY - HOUR) == []
    assert listed(DAY) == [("BEFORE_THE_ENQUIRY", place.seq)]
    story.correct(place.seq)
    assert listed(DAY) == []
    assert content.by == WORKER


def test_what_a_manager_found_right_is_on_the_list_again_when_something_else_looks_wrong() -> None:
    story = dated(2 * DAY)
    place, _ = story.entries[-1]
    right = {"entry": place.seq, "reason": "Zz"}

    def listed() -> list[str]:
        seen = standing(View(story.file, MONDAY + DAY, MONDAY + DAY))
        return [doubt.code for doubt in seen if doubt.fact.seq == place.seq]

    story.make(FoundRight, MANAGER, **right, doubts=("REVIEW_IN_THE_PAST",))
    assert listed() == ["BEFORE_THE_ENQUIRY"], "It is not what they looked at."
    story.make(FoundRight, MANAGER, **right, doubts=("BEFORE_THE_ENQUIRY",))
    assert listed() == []
    # What is taken back says nothing.
    said = story.file.of(FoundRight)[-1].seq
    wrong: dict[str, Any] = {"corrects": said, "what_was_wrong": "Zz", "requested_by": "STAFF"}
    story.make(practice.EntryCorrected, **wrong)
    assert listed() == ["BEFORE_THE_ENQUIRY"]


def test_a_family_reads_nothing_of_what_others_said_of_them() -> None:
    """A parent who answers on their own page is not told when an enquiry was opened."""
    story = dated(2 * DAY)
    place, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    for role in ("PARENT", "YOUNG_PERSON", "PARTNER_REP"):
        own = Content(By("Zz", role), content.event)
        assert list(codes_of(own, Stamp(place.seq, place.at), view)) == []
