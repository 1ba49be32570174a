"""Families, what is asked about them, and what an agency is told: a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from consent_service.domain.recorded import events
from consent_service.domain.recorded.particulars import LawfulBasis, Rationale, Telling
from consent_service.domain.scopes.scope import BOTH, SHARE
from tests.domain.agency_words import home, name
from tests.domain.tasks.story import DAY, Story, scope

TELL = "Please do tell the family about this request."
DO_NOT_TELL = "Please do not tell the family, or those who care for the child, about this request."
SPEAK_TO_US_FIRST = (
    "Please do not tell the family, or those who care for the child, until you have spoken to us."
)
MUM, DAD = "Ann Example (mother)", "Bo Example (father)"
AGREED = "agreed to this on 9 March 2026."
BOTH_KINDS = ("CHILD_HEALTH", "EDUCATION")


def mum_agreed(**members: Any) -> Story:
    story = home(**members)
    story.agree()
    return story


def disagreeing(said_no: str = "dad") -> Story:
    story = home()
    story.agree("mum" if said_no == "dad" else "dad")
    story.say("REFUSED", said_no, words="Zzrefusal: I never want them near us.")
    return story


def with_brother() -> Story:
    """Sam's father is not on the file; the mother agreed for Ng only."""
    story = mum_agreed()
    story.make(events.ChildAdded, child="sam", names="Sam", dob=date(2019, 1, 1))
    return story.adult("mum", "sam")


def young(age: date = date(2009, 5, 5), **members: Any) -> Story:
    story = home(age)
    story.agree("ng", **members)
    return story


def decided(story: Story, **members: Any) -> Story:
    story.decide(**members)
    return story


def after(story: Story, event: Callable[[Story], Any]) -> Story:
    event(story.later())
    return story


OVERRIDE = {"decision": "OVERRIDE_DECISION"}
S47 = {"decision": "S47_DECISION", "scope": scope(purposes=("S47_ENQUIRY",))}


class Case(NamedTuple):
    """A family, what is asked beyond the usual, what the words say and what they do not."""

    story: Story
    asked: dict[str, Any]
    outcome: str
    has: tuple[str, ...]
    lacks: tuple[str, ...] = ()


CASES: dict[str, Case] = {
    "one parent agreed, the other was not asked": Case(
        mum_agreed(),
        {},
        "COVERED",
        (
            "We are asking you for information about Ng (the child's health).",
            "The purpose is: Find out what other services know",
            f"{MUM} {AGREED}",
            f"{DAD} has not been asked about this yet.",
            SPEAK_TO_US_FIRST,
        ),
        ("telling you", f"{DAD} agreed", "parents have agreed"),
    ),
    "both agreed on different days": Case(
        after(mum_agreed(), lambda s: s.later(DAY).agree("dad")),
        {},
        "COVERED",
        (f"{MUM} {AGREED}", f"{DAD} agreed to this on 10 March 2026."),
        ("has not been asked",),
    ),
    "one agreed, the other has been asked and is silent": Case(
        after(mum_agreed(), lambda s: s.say("AWAITING", "dad")),
        {},
        "COVERED",
        (f"{DAD} has been asked about this and has not replied yet.",),
    ),
    "one agreed, the other wants time": Case(
        after(mum_agreed(), lambda s: s.say("UNDECIDED", "dad")),
        {},
        "COVERED",
        (f"{DAD} has been asked about this and has not decided yet.",),
    ),
    "one agreed, the other could not be reached": Case(
        after(
            mum_agreed(),
            lambda s: s.make(events.ReachabilityRecorded, person="dad", reachable=False),
        ),
        {},
        "COVERED",
        (f"We have not been able to reach {DAD} about this.",),
    ),
    "one agreed, of the other we have a referrer's word": Case(
        after(mum_agreed(), lambda s: s.say("REPORTED_BY_REFERRER", "dad")),
        {},
        "COVERED",
        (f"We have not heard from {DAD} about this ourselves yet.",),
        (f"{DAD} agreed", "referrer"),
    ),
    "one agreed, there is a concern about the other's yes": Case(
        after(
            mum_agreed(),
            lambda s: s.make(
                events.ValidityChanged,
                response=s.agree("dad"),
                status="CONCERN",
                reasons=("Zzpressure",),
            ),
        ),
        {},
        "COVERED",
        (f"We have no answer from {DAD} about this that we rely on.",),
        (f"{DAD} agreed", "concern", "pressure"),
    ),
    "one agreed, the other cannot decide": Case(
        after(
            mum_agreed(), lambda s: s.make(events.CapacityRecorded, person="dad", status="LACKS")
        ),
        {},
        "COVERED",
        (f"We have no answer from {DAD} about this that we rely on.",),
        ("capacity", "has not been asked"),
    ),
    "one agreed, the other's agreement has run out": Case(
        after(
            mum_agreed(),
            lambda s: (s.agree("dad", expires_at=s.at + timedelta(hours=1)), s.later(DAY)),
        ),
        {},
        "COVERED",
        (f"We have no answer from {DAD} about this that we rely on.",),
        (f"{DAD} agreed",),
    ),
    "a carer without parental responsibility is not spoken of": Case(
        after(mum_agreed(), lambda s: name(s, "gran").adult("gran", pr_status="NO")),
        {},
        "COVERED",
        (SPEAK_TO_US_FIRST,),
        ("Cora", TELL),
    ),
    "everybody on the file has been spoken to": Case(
        after(mum_agreed(), lambda s: s.talk("dad")),
        {},
        "COVERED",
        (TELL,),
        ("until",),
    ),
    "parental responsibility is not confirmed": Case(
        after(home(pr_status="UNCONFIRMED"), lambda s: s.agree("dad")),
        {},
        "COVERED",
        (f"We have not confirmed that {DAD} has parental responsibility.",),
        (f"We have not confirmed that {MUM}",),
    ),
    "parental responsibility is disputed": Case(
        after(home(pr_status="DISPUTED"), lambda s: s.agree("dad")),
        {},
        "COVERED",
        (f"Whether {DAD} has parental responsibility is disputed.",),
    ),
    "the father is not known yet": Case(
        mum_agreed(role="UNKNOWN_FATHER", pr_status="UNCONFIRMED", explanation="Zzwhy"),
        {},
        "COVERED",
        ("We do not know yet who the father is.",),
        ("Bo Example", "has not been asked"),
    ),
    "a brother is asked about as well and nobody agreed for him": Case(
        with_brother(),
        {"subjects": ("ng", "sam")},
        "PARTLY_COVERED",
        ("information about Ng (the child's health).", f"{MUM} {AGREED}"),
        ("Sam",),
    ),
    "two kinds are asked for and one is agreed": Case(
        mum_agreed(),
        {"categories": BOTH_KINDS},
        "PARTLY_COVERED",
        ("information about Ng (the child's health).",),
        ("education",),
    ),
    "both kinds are agreed": Case(
        after(home(), lambda s: s.agree(scope=scope(categories=BOTH_KINDS))),
        {"categories": BOTH_KINDS},
        "COVERED",
        ("Ng (the child's health; attendance, behaviour and progress in education).",),
    ),
    "agreed to asking, not to telling": Case(
        mum_agreed(),
        {"direction": BOTH},
        "PARTLY_COVERED",
        ("We are asking you for information about Ng",),
        ("We are telling you",),
    ),
    "agreed to telling": Case(
        after(home(), lambda s: s.agree(scope=scope(directions=(SHARE,)))),
        {"direction": SHARE},
        "COVERED",
        ("We are telling you about Ng (the child's health).", "keep it to those who need to know"),
        ("We are asking", "Please send", "fact and what is opinion"),
    ),
    "agreed to both": Case(
        after(home(), lambda s: s.agree(scope=scope(directions=(BOTH,)))),
        {"direction": BOTH},
        "COVERED",
        ("We are asking you for information about Ng", "We are telling you about Ng"),
    ),
    "somebody said no and a manager went ahead": Case(
        decided(disagreeing(), **OVERRIDE, rationale=Rationale("Zza", "Zzb", "Zzc", "Zzd", "Zze")),
        {},
        "AUTHORISED",
        (
            f"{MUM} {AGREED}",
            f"{DAD} said no to this on 9 March 2026.",
            "A manager, Ruth Listed, decided on 9 March 2026 to go ahead without everybody's",
            TELL,
        ),
        ("near us", f"{DAD} agreed"),
    ),
    "somebody took their agreement back and a manager went ahead": Case(
        decided(after(mum_agreed(), lambda s: s.later(DAY).say("WITHDRAWN")), **OVERRIDE),
        {},
        "AUTHORISED",
        (f"{MUM} took back any agreement to this on 10 March 2026.",),
        (f"{MUM} agreed",),
    ),
    "a manager relies on one parent": Case(
        decided(disagreeing(), decision="RELY_ONE_PARENT", relies_on="mum"),
        {},
        "AUTHORISED",
        ("decided on 9 March 2026 to rely on the answer of Ann Example.", f"{DAD} said no"),
    ),
    "nobody was asked, a manager dispensed with it": Case(
        decided(home()),
        {},
        "AUTHORISED",
        (
            f"{MUM} has not been asked about this yet.",
            "decided on 9 March 2026 to go ahead without asking everybody who can agree.",
        ),
        ("agreed to this",),
    ),
    "one said no, and a manager went ahead as if nobody was asked": Case(
        decided(disagreeing()),
        {},
        "AUTHORISED",
        (f"{DAD} said no", "to go ahead without everybody's agreement."),
        ("without asking",),
    ),
    "E04: section 47": Case(
        decided(home(), **S47),
        {"purpose": "S47_ENQUIRY"},
        "AUTHORISED",
        (
            "decided on 9 March 2026, under section 47 of the Children Act 1989,",
            "public task, article 6(1)(e), under section 47 of the Children Act 1989.",
        ),
    ),
    "E07: section 47, and telling would put the child at risk": Case(
        decided(home(), **S47, safe_to_tell=False),
        {"purpose": "S47_ENQUIRY"},
        "AUTHORISED",
        (DO_NOT_TELL,),
        (TELL, "risk"),
    ),
    "one parent must not know of the decision": Case(
        decided(home(), telling=Telling("TOLD", not_safe_for=("dad",))),
        {},
        "AUTHORISED",
        (DO_NOT_TELL,),
        (TELL,),
    ),
    "E10: a court has ordered it": Case(
        decided(
            home(),
            decision="COURT_ORDER",
            order_reference="FD26P00001",
            end=None,
            scope=scope(purposes=("COURT_OR_LEGAL",)),
        ),
        {"purpose": "COURT_OR_LEGAL"},
        "AUTHORISED",
        ("A court has ordered this: FD26P00001.", "under a court order."),
        ("manager",),
    ),
    "the decision names its own powers": Case(
        decided(home(), lawful_basis=LawfulBasis(powers=("CA2004_S10", "CDA1998_S115"))),
        {},
        "AUTHORISED",
        (
            (
                "under section 10 of the Children Act 2004 and section 115 of the Crime and "
                "Disorder Act 1998."
            ),
        ),
    ),
    "a child in need assessment": Case(
        after(home(), lambda s: s.agree(scope=scope(purposes=("CIN_ASSESSMENT",)))),
        {"purpose": "CIN_ASSESSMENT"},
        "COVERED",
        ("under section 17 of the Children Act 1989.",),
    ),
    "one part agreed and the other decided": Case(
        decided(mum_agreed(), scope=scope(categories=("EDUCATION",)), **OVERRIDE),
        {"categories": BOTH_KINDS},
        "AUTHORISED",
        (
            f"About what we ask, Ng (the child's health): {MUM} {AGREED}",
            (
                "About what we ask, Ng (attendance, behaviour and progress in education): "
                f"{MUM} has not been asked about this yet."
            ),
        ),
    ),
    "D01: a young person agreed, a parent said no": Case(
        after(young(), lambda s: s.say("REFUSED", words="Zzno")),
        {},
        "COVERED",
        (f"Ng {AGREED}", f"{DO_NOT_TELL} Speak to us first: the young person decides this."),
        ("Ann Example", TELL),
    ),
    "C12: an adult agreed to their own": Case(
        after(
            home(),
            lambda s: s.agree("dad", scope=scope("dad", categories=("ADULT_MENTAL_HEALTH",))),
        ),
        {"subjects": ("dad",), "categories": ("ADULT_MENTAL_HEALTH",)},
        "COVERED",
        (
            f"information about {DAD} (the adult's mental health).",
            f"Bo Example {AGREED}",
            DO_NOT_TELL,
        ),
        ("Ann Example", TELL),
    ),
    "C06: nobody with parental responsibility is known": Case(
        decided(Story().child().enquiry().adult("gran", pr_status="NO")),
        {},
        "AUTHORISED",
        ("We do not know yet who has parental responsibility for Zz.",),
        ("grandparent",),
    ),
    "an unborn child": Case(
        after(home(None), lambda s: s.agree()),
        {},
        "COVERED",
        (f"{MUM} {AGREED}",),
        ("Bo Example",),
    ),
}
