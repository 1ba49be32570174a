"""What protects somebody, as it is typed at night: the members of each write, sloppily.

The ids are those of `families.py`. Everything that may be left out is there, so that each can be
left out in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from consent_service.actions.said import Said
from consent_service.domain.recorded.events import ResponseRecorded
from consent_service.domain.recorded.particulars import Evidence
from consent_service.domain.recorded.plans import ContactArrangement, PlanRecipientNamed, PlanStep
from consent_service.domain.recorded.sharingatonce import SharedSoFar
from consent_service.domain.scopes.scope import ANY, Agency, Exclusions, Scope
from tests.domain.night.families import WRITTEN
from tests.domain.tasks.story import DAY, MONDAY, NINE

#: What somebody said no to, and what seems to be left out of it.
_NO: Final = Scope(
    subjects=("ng",),
    agencies=(Agency("GP"),),
    exclusions=Exclusions((Agency("SCHOOL"),), ("EDUCATION",)),
)
_YES: Final = Scope(
    subjects=("ng",),
    purposes=("AGENCY_CHECKS",),
    agencies=(Agency("SCHOOL"),),
    categories=("EDUCATION",),
)
_PART: Final = Scope(
    subjects=("ng",),
    purposes=(ANY,),
    agencies=(Agency("SCHOOL"),),
    exclusions=Exclusions((Agency("GP"),)),
)
_LONG_AGO: Final = date(1897, 5, 1)
_ANSWER: Final = {
    "scope": _NO,
    "enquiry": "E1",
    "conversation": "talk-of-nobody",
    "method": "VIA_REFERRER",
    "words": "Nein.",
    "valid_from": MONDAY + 90 * DAY,
    "expires_at": MONDAY - 90 * DAY,
    "supersedes": "nobody",
    "any_reason": "So.",
    "evidence": (Evidence("NOTE", "Zz"),),
}
_DISCLOSED: Final = {
    "subjects": ("ng",),
    "agency": Agency("POLICE"),
    "categories": ("CONCERN_DETAILS",),
    "purpose": "IMMEDIATE_PROTECTION",
    "direction": "SHARE",
    "summary": "Zz",
    "words_sent": "Zz",
    "not_safe_for": ("dad", "nobody"),
    "reply_by": MONDAY - 9 * DAY,
}


def _talk(person: str, *answers: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "person": person,
        "enquiry": "E1",
        "method": "PHONE_VERBAL",
        "seen_alone": "NO",
        "explained": NINE,
        "responses": tuple(Said(ResponseRecorded, answer) for answer in answers),
        **more,
    }


def _noes(person: str) -> list[dict[str, Any]]:
    part = {**_ANSWER, "person": person, "answer": "AGREED_IN_PART", "scope": _PART}
    return [
        *({**_ANSWER, "person": person, "answer": no} for no in ("REFUSED", "UNDECIDED")),
        {"person": person, "answer": "AWAITING", "scope": _NO, "expires_at": MONDAY},
        part,
        # What they left out was not written down.
        {**part, "scope": _YES},
    ]


def _conversations(person: str) -> list[dict[str, Any]]:
    no = {"answer": "REFUSED", "scope": _NO, "method": "VIA_REFERRER"}
    yes = {"answer": "AGREED", "scope": _YES}
    return [
        _talk(person, no),
        _talk(person, yes, no),
        _talk(person, {"answer": "AGREED_IN_PART", "scope": _PART}),
        _talk(person, pressure_concern="YES", pressure_note="Zz"),
    ]


#: By write: what is typed of somebody. Those of a child only are given a child.
TYPED: Final[dict[str, Callable[[str], list[dict[str, Any]]]]] = {
    "recordResponse": _noes,
    "recordConversation": _conversations,
    # Of whom nobody knows yet whether there is a no in what they said.
    "recordAttempt": lambda person: [
        {
            "person": person,
            "enquiry": "E1",
            "scope": _NO,
            "method": "VIA_REFERRER",
            "words": "No.",
            "not_a_no": False,
        }
    ],
    "endWayIn": lambda _: [{"way_in": "letter"}],
    "withdraw": lambda person: [
        {"person": person, "scope": _NO, "enquiry": "E1", "method": "VIA_REFERRER", "words": "No."}
    ],
    "recordSafety": lambda person: [
        {
            "person": person,
            "safe_to_ask": False,
            "code": "ALLEGED_ABUSER",
            "review_on": _LONG_AGO,
            "reason": "Zz",
        }
    ],
    "recordSign": lambda person: [
        {"person": person, "code": "CODE_WORD", "names": ("dad", "nobody"), "note": "Zz"}
    ],
    "recordCapacity": lambda person: [
        {"person": person, "status": "LACKS", "purpose": "AGENCY_CHECKS", "rationale": "Zz"}
    ],
    "recordNeeds": lambda person: [
        {"person": person, "indicators": ("DOMESTIC_ABUSE_VICTIM",), "note": "Zz"}
    ],
    "recordContactPoint": lambda person: (
        [
            {
                "contact": contact,
                "person": person,
                "type": "PHONE",
                "value": "not a number",
                "safety": "UNSAFE",
                "safe_times": "never",
                "note": "Zz",
            }
            for contact in ("way-of-dad", "nobody")
        ]
        + [{"person": person, "type": "ADDRESS", "safety": "SAFE", "protected": True}]
    ),
    "agreeKeepInformed": lambda person: [
        {
            "person": person,
            "enquiry": "E1",
            "methods": ("NO_CONTACT_REQUESTED", "CALL"),
            "times": ("ON_REQUEST",),
            "agreed_with_person": False,
            "contact": "way-of-dad",
            "next_contact_due": _LONG_AGO,
        }
    ],
    "changeSafeToTell": lambda person: [
        {"about": about, "safe": False, "reason": "Zz", "person": person, "review_on": _LONG_AGO}
        for about in ("sent", "way-of-dad", "ng")
    ],
    "recordTelling": lambda person: [
        {"about": about, "told": False, "person": person, "reason": "Zz", "review_on": _LONG_AGO}
        for about in ("sent", "E1")
    ],
    "recordDeath": lambda person: [{"person": person, "source": "Zz"}],
    "addAdult": lambda _: [{"names": "Zz", "has_died": True}],
    "addChild": lambda _: [{"names": "Zz", "has_died": True}],
    "recordOrder": lambda child: (
        [
            {
                "order": "nobody",
                "child": child,
                "order_type": kind,
                "source": "Zz",
                "reference": "Zz",
                "people": ("stranger", "nobody"),
                "council": "nobody",
                "limits": ("mum", "nobody"),
            }
            for kind in ("CARE_ORDER", "SPECIAL_GUARDIANSHIP_ORDER", "ADOPTION_ORDER", "NOT_KNOWN")
        ]
        + [{"child": child, "order_type": "SECTION_20", "source": "Zz", "purposes": (ANY,)}]
    ),
    "endOrder": lambda _: [{"order": "placed", "source": "Zz", "reference": "Zz"}],
    "askCorrection": lambda person: [
        {"person": person, "words": "I did not agree.", "about": "nobody", "what": "NOT_AGREED"}
    ],
    "stateDisagreement": lambda person: [
        {"about": "yes-E1", "person": person, "words": "I did not."}
    ],
    "recordFamilyRequest": lambda person: [
        {"person": person, "wants": "CHANGE_AGREEMENT", "enquiry": "nobody", "words": "Stop."}
    ],
    "changeValidity": lambda person: [
        {"response": "yes-E1", "status": "CONCERN", "reasons": ("Pressed.",)}
    ],
    "recordRelationship": lambda person: [
        {
            "person": person,
            "child": "ng",
            "role": "FATHER",
            "pr_status": "RESTRICTED_BY_COURT",
            "explanation": "Zz",
        }
    ],
    "identifyFather": lambda person: [
        {
            "person": "unknown",
            "child": "teen",
            "father": person,
            "pr_status": "RESTRICTED_BY_COURT",
            "role": "FATHER",
            "pr_source": "PR_ORDER",
            "explanation": "Zz",
        }
    ],
    "recordDisclosure": lambda person: [
        {**_DISCLOSED, "basis": basis, "enquiry": "E1", "rests_on": ("nobody",), "check": 3}
        for basis in ("AGREED", "AUTHORISED", "PARTNER_DUTY", "SHARE_NOW")
    ],
    "recordShareNow": lambda person: (
        [
            {
                "shared": shared,
                "risk": "Zz",
                "share_now": now,
                "enquiry": "E1",
                "disclosure": Said(SharedSoFar, _DISCLOSED),
            }
            for shared in (True, False)
            for now in ("now", "nobody")
        ]
        + [{"shared": True, "risk": "Zz", "share_now": now} for now in ("now", "nobody")]
    ),
    "sendStopNotice": lambda person: [
        {"disclosure": "sent", "words_sent": "Stop.", "sent_via": "Zz"}
    ],
    "recordWish": lambda child: [
        {
            "child": child,
            "objects": objects,
            "words": "Not dad.",
            "heard_by": "Zz",
            "not_to_be_told": ("dad", "nobody"),
            "not_to_be_told_because": "Zz",
        }
        for objects in (True, False)
    ],
    "recordCompetence": lambda child: [
        {"child": child, "status": "NOT_COMPETENT", "purpose": "AGENCY_CHECKS", "rationale": "Zz"}
    ],
    "makePlan": lambda child: [
        {
            "plan": "nobody",
            "enquiry": "E1",
            "children": (child, "nobody"),
            "dangers": ("Zz",),
            "steps": (PlanStep("Zz", person="nobody"), PlanStep("Zz", who="Zz")),
            "contact": (ContactArrangement("NONE", person="dad", on_the_ward=True),),
            "recipients": (Said(PlanRecipientNamed, {"person": "nobody"}),),
            "review_on": _LONG_AGO,
        }
    ],
    "recordInjury": lambda child: [
        {
            "injury": "nobody",
            "child": child,
            "words": "Zz",
            "explained": "NOT_EXPLAINED",
            "moves": "CANNOT",
            "seen_by": "Zz",
        }
    ],
    "endAuthorisation": lambda person: [{"authorisation": "decision", "reason": "Zz"}],
    "refuseEffect": lambda person: [{"waiting": "waits", "reason": "Zz"}],
    "readWriting": lambda _: [
        {"entry": WRITTEN, "holds": holds} for holds in ("MAY_BE_A_NO", "HARM")
    ],
}

#: Said of a child.
OF_A_CHILD: Final = frozenset(
    {"recordWish", "recordCompetence", "recordInjury", "recordOrder", "makePlan"}
)
#: Said of an adult.
OF_AN_ADULT: Final = frozenset({"recordCapacity", "recordRelationship", "identifyFather"})
#: Said of nobody by name: whoever is meant is meant by what it is about.
OF_NOBODY: Final = frozenset(
    {
        *("addAdult", "addChild"),
        "changeValidity",
        "recordDisclosure",
        "recordShareNow",
        "sendStopNotice",
        "endAuthorisation",
        "refuseEffect",
        "endWayIn",
        "endOrder",
        "readWriting",
    }
)
#: What only a manager may do, of all that protects: the worker asks one.
OF_A_MANAGER: Final = frozenset({"endAuthorisation", "refuseEffect"})

#: Without these it would say nothing that protects anybody.
IS_WHAT_IT_SAYS: Final = frozenset(
    {
        "responses",
        "pressure_concern",
        "not_to_be_told",
        "disclosure",
        "protected",
        "has_died",
        "not_a_no",
    }
)

#: What must be there for it to be kept, by member, and why nobody is without it at night.
MUST_BE_SAID: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("person", "child", "children", "father", "response", "about", "subjects"),
        "Nobody is protected by what is about nobody.",
    ),
    "names": "Whoever has no name is nobody whom somebody could find.",
    **dict.fromkeys(
        (
            *("answer", "status", "pr_status", "safe", "safe_to_ask", "safety", "objects", "told"),
            *("indicators", "methods", "wants", "shared", "holds", "entry"),
        ),
        "It is what they said, or what was seen; of some the more careful meaning is known.",
    ),
    **dict.fromkeys(
        ("words", "words_sent", "summary", "reason", "risk", "source"),
        "Asked for; where nobody wrote them down it is kept without them.",
    ),
    **dict.fromkeys(
        ("agency", "categories", "purpose", "direction", "basis"),
        "It was done, so whoever did it knows; at once, share-now asks for none of them.",
    ),
    "method": "Asked for; where nobody can read it a no is kept, and how it was said is not known.",
    "role": "One of its codes is for somebody of whom no more is known.",
    "type": "One of its codes is for any other way.",
    "order_type": "One of its codes is for an order of which no more is known.",
}

#: What else a write that protects somebody may end with, and why nobody is left unprotected by it.
STAYS_A_PROBLEM: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            *("advocate-interprets", "advocate-needs-checks", "advocate-needs-name"),
            *("advocate-needs-permission", "advocate-not-suitable", "advocate-of-both-sides"),
            "advocate-needs-words",
            *("advocate-of-concern", "advocate-step-missing", "label-twice", "refused-in-parts"),
        ),
        "What came of a conversation besides is left out of it, and all that protects is kept.",
    ),
    "not-on-file": (
        "It is about somebody or something that does not exist: there is nobody whom it could "
        "protect. What is named beside it is left out instead."
    ),
    "no-such-words": (
        "It is about an entry in which nobody of the family wrote anything, or that was read: "
        "nothing stands in it."
    ),
    "enquiry-closed": "An enquiry is closed twice: nothing of what was said in it is lost.",
    "nothing-to-record": "It says nothing.",
    **dict.fromkeys(
        ("no-unknown-father", "father-is-a-placeholder"),
        "Nobody unknown stands there, or nobody known is named: who somebody is to the child is "
        "recorded by itself, and is kept.",
    ),
    "nobody-is-their-own-parent": "It is about one person alone: nobody is kept from them by it.",
    "someone-else-must-decide": "It is a council's yes, by somebody of a name that is on the file.",
    "someone-else-must-review": "What was shared stays on record as it is meanwhile.",
    "settled-already": "It stands as the more careful of the two already.",
    "decision-of-another-grade": "A decision is ended by whoever may make it, and is nobody's no.",
    "effect-by-manager": "What waits protects until somebody who may has looked at it.",
}
