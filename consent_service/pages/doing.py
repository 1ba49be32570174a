"""Which form does what is due: a task is a link to the form that settles it, filled in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from ..domain.words.naming import lower_first
from .forms.registered import form_of
from .frame import Visit
from .navigation import may_use
from .offering import offered

#: What records that a written copy went, whichever way; and the letter that is one.
SENT_ALREADY: Final = "recordSummarySent"
OF_WHAT_THEY_SAID: Final = "ANSWER_COPY"

#: By the code of a task: the operation, and what of the task is filled in where.
_TALK: Final = ("recordConversation", {"person": "person", "answer": "about"})
_ADVOCATE: Final = ("changeAdvocateStatus", {"person": "person"})
_SAFETY: Final = ("recordSafety", {"person": "person"})
_REFERRER: Final = ("tellReferrer", {"enquiry": "enquiry"})
_SHARED: Final = ("recordShareNow", {"share_now": "about", "enquiry": "enquiry"})
_TOLD: Final = ("recordTelling", {"person": "person", "about": "about"})
_SHARED_THEN: Final = ("reviewDisclosure", {"disclosure": "about"})
_DECIDED: Final = ("reviewDecision", {"decision": "about"})
_DOES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    **dict.fromkeys(
        (
            *("SPEAK_TO", "CONFIRM_REPORTED", "ASK_ABOUT_THIS", "CHASE_REPLY", "ASK_AGAIN"),
            *("SEE_AGAIN", "REBOOK_INTERPRETER", "EXPLAIN_THE_REST"),
            *("AGREEMENT_ENDING", "NO_ENDING"),
            *("ASK_YOUNG_PERSON", "CALL_AFTER_WITHDRAWAL", "WHAT_WAS_SAID"),
            *("CALL_ABOUT_YES", "LOOK_AT_CONFLICT", "TALK_AS_PROMISED"),
        ),
        _TALK,
    ),
    **dict.fromkeys(
        (
            *("DISCUSS_ADVOCATE", "OFFER_ADVOCATE", "CHECK_ADVOCATE", "REFER_TO_SERVICE"),
            *("CHASE_WAITING_LIST", "ADVOCATE_CONFLICT"),
        ),
        _ADVOCATE,
    ),
    **dict.fromkeys(
        ("DECIDE_IF_SAFE", "REVIEW_SAFETY", "ANSWER_IF_SAFE", "CORRECT_IF_SAFE", "CALL_IF_SAFE"),
        _SAFETY,
    ),
    **dict.fromkeys(
        ("ACKNOWLEDGE_REFERRER", "TELL_REFERRER_NEXT_STEPS", "TELL_REFERRER_OUTCOME"), _REFERRER
    ),
    **dict.fromkeys(("RECORD_AFTER", "RECORD_SHARE_NOW", "WRITE_DOWN_THE_REST"), _SHARED),
    **dict.fromkeys(
        (
            *("TELL_PARENTS", "TELL_OF_CONTACT", "TELL_PARENTS_OF_SHARING", "TELL_OUTCOME"),
            *("TELL_WHO_HAS_IT_NOW", "TELL_OF_CORRECTION"),
        ),
        _TOLD,
    ),
    **dict.fromkeys(("LOOK_AT_DISCLOSURE", "REVIEW_DISCLOSURE"), _SHARED_THEN),
    **dict.fromkeys(("REVIEW_DECISION", "GET_ADVICE"), _DECIDED),
    "DECIDE_WHO_IS_SAFE": ("recordSafety", {}),
    # For whoever is not asked to settle it.
    "READ_HARM": ("recordSign", {}),
    "WRITE_DOWN_DANGER": ("recordSign", {"person": "person"}),
    "TRY_AGAIN": ("recordAttempt", {"person": "person"}),
    "FIND_MOTHER": ("recordRelationship", {"child": "child"}),
    "FIND_PR_HOLDER": ("recordRelationship", {"child": "child"}),
    "CONFIRM_PR": ("recordRelationship", {"child": "child", "person": "person"}),
    "RECORD_ORDER": ("recordOrder", {"child": "child", "people": "person"}),
    "FIND_FATHER": ("identifyFather", {"person": "person", "child": "child"}),
    "RECORD_BIRTH": ("recordBirth", {"child": "child"}),
    "SAY_IF_ABLE": ("recordCapacity", {"person": "person"}),
    "CONSIDER_COMPETENCE": ("recordCompetence", {"child": "child"}),
    # For whoever may not write the letter of it.
    "SEND_SUMMARY": (SENT_ALREADY, {"response": "about"}),
    "AGREE_KEEP_INFORMED": ("agreeKeepInformed", {"person": "person"}),
    "CONTACT_DUE": ("recordContactMade", {"person": "person"}),
    "WRITE_DOWN_SHARED": ("recordShareNow", {"enquiry": "enquiry"}),
    "WRITE_DOWN_ANSWER": ("recordConversation", {"check": "about"}),
    "READ_WORDS": ("readWords", {"entry": "about"}),
    "READ_WRITING": ("readWriting", {"entry": "about"}),
    "WRITE_DOWN_CONTACT": ("recordDisclosure", {"check": "about"}),
    "ASK_THE_MANAGER": ("requestDecision", {"check": "about"}),
    "TELL_FIRST": ("recordContactMade", {"person": "person"}),
    "RECORD_DECISION": ("requestDecision", {"enquiry": "enquiry"}),
    "SEND_STOP_NOTICE": ("sendStopNotice", {"disclosure": "about"}),
    "CHASE_STOP_NOTICE": ("acknowledgeStopNotice", {"disclosure": "about"}),
    "CHASE_AGENCY": ("recordReply", {"disclosure": "about"}),
    "READ_REPLY": _SHARED_THEN,
    "ANSWER_REFUSAL": ("recordReply", {"disclosure": "about"}),
    "HELP_NOW": ("answerFamilyRequest", {"request": "about"}),
    "HELP_WITH_CARE": ("answerFamilyRequest", {"request": "about"}),
    "ANSWER_CONTACT": ("answerFamilyRequest", {"request": "about"}),
    "ANSWER_FAMILY": ("answerFamilyRequest", {"request": "about"}),
    "ANSWER_RIGHTS": ("answerFamilyRequest", {"request": "about"}),
    "ANSWER_COMPLAINT": ("answerFamilyRequest", {"request": "about"}),
    "ANSWER_CORRECTION": ("answerCorrection", {"correction": "about"}),
    "RECORD_MEETING": ("recordMeeting", {"meeting": "about"}),
    "CONFIRM_PLAN": ("confirmPlan", {"recipient": "about"}),
    "CONSIDER_CONFERENCE": ("considerConference", {}),
    "MEET_AGAIN": ("callMeeting", {"enquiry": "enquiry"}),
    "MAKE_PLAN": ("makePlan", {"enquiry": "enquiry"}),
    **dict.fromkeys(
        ("CONSIDER_STRATEGY", "ASK_ABOUT_INJURY"), ("callMeeting", {"children": "child"})
    ),
    **dict.fromkeys(
        ("TELL_INVITED", "TELL_OF_MEETING"),
        ("recordTelling", {"person": "person", "invitation": "about"}),
    ),
    "TELL_PLAN_ENDED": ("recordTelling", {"person": "person", "recipient": "about"}),
    "TELL_AGENCY_OUTCOME": ("tellAgency", {"to": "about", "about": "enquiry"}),
    "SEND_PLAN": ("sharePlan", {"recipient": "about"}),
    "NAME_WARD": ("nameRecipient", {"plan": "about"}),
    "REVIEW_PLAN": ("makePlan", {"plan": "about"}),
    "ASK_ABOUT_RISK": ("requestDecision", {"enquiry": "enquiry", "answer": "about"}),
    "ANSWER_FOR_COUNCIL": ("recordResponse", {"person": "person"}),
    "WEIGH_WISH": ("weighWish", {"wish": "about"}),
    "WEIGH_WISHES": ("recordWish", {"child": "child"}),
    "REVIEW_SAFE_TO_TELL": ("changeSafeToTell", {"person": "person", "about": "about"}),
    "REVIEW_SHARE_NOW": ("reviewShareNow", {"share_now": "about"}),
    "REVIEW_OPENING": ("reviewKeptRecord", {"opening": "about"}),
    "CONFIRM_EFFECT": ("confirmEffect", {"waiting": "about"}),
    "CONFIRM_RECORD": ("confirmRecord", {}),
    "DECIDE_S47": ("recordAuthorisation", {"enquiry": "enquiry"}),
    "READ_DECISION": ("followUpCheck", {"request": "about"}),
    "DECIDE": ("decideToGoAhead", {"request": "about"}),
}
#: Those that are about an agency as well: what it is told is recorded otherwise.
_OF_AN_AGENCY: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = dict.fromkeys(
    ("TELL_INVITED", "TELL_OF_MEETING", "TELL_PLAN_ENDED"), ("tellAgency", {"to": "about"})
)
#: Those of a child, whom another finding is about.
_OF_A_CHILD: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "SAY_IF_ABLE": ("recordCompetence", {"child": "child"})
}
#: What a manager does with care, while that somebody may not be safe stays: others say whether they
#: are.
_WITH_CARE: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "ANSWER_IF_SAFE": ("answerFamilyRequest", {"request": "about"}),
    "CORRECT_IF_SAFE": ("answerCorrection", {"correction": "about"}),
    "CALL_IF_SAFE": _TALK,
}
#: Nobody is told of somebody who has left: it is given to somebody first.
_OF_WHO_HAS_IT: Final = frozenset({"TELL_WHO_HAS_IT_NOW"})
_GIVEN_FIRST: Final = ("assignEnquiry", {"enquiry": "enquiry"})
#: What a page of the family's shows, with the forms that settle it.
_ON_A_PAGE: Final[Mapping[str, str]] = {
    "SEND_SUMMARY": (
        f"/files/{{file}}/people/{{person}}/letters?kind={OF_WHAT_THEY_SAID}&response={{about}}"
    ),
    **dict.fromkeys(("PLAN_NOT_WITH_ALL", "LOOK_AT_INVITED"), "/files/{file}/together"),
    "EXPLAIN_GAPS": "/files/{file}/enquiries/{about}/closing",
    **dict.fromkeys(
        ("LOOK_AT_DOUBTFUL", "LOOK_AT_TOLD", "READ_HARM"), "/files/{file}/doubts/{about}"
    ),
    "ASK_WHO_TRIED": "/files/{file}/ways-in",
    "ONE_OR_TWO": "/files/{file}/people/{person}/one-or-two",
    **dict.fromkeys(
        ("CONSIDER_STRATEGY", "ASK_ABOUT_INJURY"), "/files/{file}/injuries/{about}/unexplained"
    ),
}
#: What is due of the authority's own record, and is about a family's, is settled on a page of that.
_OF_ITS_FILE: Final[Mapping[str, str]] = {"LOOK_AT_NAMESAKE": "/files/{about}/named"}
#: Of these, what is for whoever may use this operation alone: others have the form of it, if any.
_FOR: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            *("LOOK_AT_DOUBTFUL", "LOOK_AT_TOLD", "READ_HARM"),
            *("CONSIDER_STRATEGY", "ASK_ABOUT_INJURY"),
        ),
        "findRight",
    ),
    "LOOK_AT_NAMESAKE": "endRestriction",
    "SEND_SUMMARY": "showLetter",
    "ASK_WHO_TRIED": "giveWayIn",
}


#: What every form that takes it is filled in with, of whatever task it does; but for these.
_OF_ANY: Final = ("person", "child", "enquiry")
_BUT: Final[Mapping[str, str]] = {
    # Whoever said it is not whom they are afraid of.
    "READ_HARM": "person",
}
#: Forms that are filled in with what a check asked.
_OF_A_CHECK: Final = frozenset({"recordConversation", "requestDecision"})


def what_to_do(task: Mapping[str, Any]) -> str:
    """It in words, without a full stop; and how much of it is done, where that is known."""
    label: str = task["label"].rstrip(".")
    return f"{label} ({lower_first(task['so_far'])})" if task.get("so_far") else label


def _may_see(visit: Visit, code: str) -> bool:
    return code not in _FOR or bool(visit.signed_in and may_use(visit.signed_in, _FOR[code]))


def _is_managers(visit: Visit) -> bool:
    """Whether whoever reads decides what waits."""
    return bool(visit.signed_in and may_use(visit.signed_in, "listWaiting"))


@cache
def _takes(operation: str) -> frozenset[str]:
    """What a form, or the operation that it is over, asks for."""
    form = form_of(operation)
    return frozenset() if form is None else frozenset(one.member for one in form.inputs())


def does(visit: Visit, task: Mapping[str, Any], check: int | None = None) -> str | None:
    """Where the form is that does it, about what a check asked if it is due because of one; None
    where there is none for whoever reads.
    """
    code = task["code"]
    by_code = _OF_AN_AGENCY if task["person"] is None and code in _OF_AN_AGENCY else _DOES
    if task["child"] is not None and code in _OF_A_CHILD:
        by_code = _OF_A_CHILD
    if code in _WITH_CARE and _is_managers(visit):
        by_code = _WITH_CARE
    operation, given = by_code.get(code, ("", {}))
    if code in _OF_WHO_HAS_IT and task["owner"] is None and task["team"] is None:
        operation, given = _GIVEN_FIRST
    filled = {member: task[name] for member, name in given.items()}
    takes = _takes(operation)
    for name in _OF_ANY:
        if name in takes and _BUT.get(code) != name:
            filled.setdefault(name, task.get(name) or None)
    if operation in _OF_A_CHECK:
        filled.setdefault("check", check)
    file = task.get("file") or visit.path.get("file")
    if file and code in _ON_A_PAGE and _may_see(visit, code):
        return _ON_A_PAGE[code].format(file=file, about=task["about"], person=task["person"])
    if code in _OF_ITS_FILE and _may_see(visit, code):
        return _OF_ITS_FILE[code].format(about=task["about"])
    offers = offered(visit, operation, "", file=file, **filled) if operation and file else ()
    return next((one.address for one in offers), None)
