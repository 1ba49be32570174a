"""All that can be recorded of a family: what is about the family, and what is about each person,
enquiry, order, meeting, plan, disclosure and request of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from flask import Response

from ...domain.codes import PLACEHOLDER, label
from ...domain.words.naming import day
from ..asking import ask
from ..called import enquiries_by_id, names_on, not_known_to_be_one, told_apart
from ..forms.aboutone import may_have_it
from ..forms.registered import where_is
from ..frame import Visit, show
from ..navigation import may_use
from ..offering import Offer, offered
from ..page import Page
from ..unconfirmed import beside, said_no_to
from .decidedhere import LOOK_AGAIN, decided_here

#: Under which heading what is about the family stands, by operation and words.
OF_THE_FAMILY: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "What they say": (
        ("recordConversation", "Record a conversation"),
        ("withdraw", "They take back what they agreed to"),
        ("recordAttempt", "You tried to reach somebody"),
        ("recordWish", "What a child wants"),
        ("askCorrection", "Somebody says that something is wrong"),
        ("stateDisagreement", "Their own words beside an entry"),
        ("readWords", "What they said is not a no"),
        ("readWriting", "You read what they wrote"),
        ("recordFamilyRequest", "Somebody asks us for something, or complains"),
        ("changeValidity", "A concern about how an answer was given"),
        ("recordResponse", "An answer that came otherwise, or that one is awaited"),
        ("recordSummarySent", "Their written copy was sent"),
    ),
    "What keeps them safe": (
        ("recordSign", "A sign of danger"),
        ("recordSafety", "Whether it is safe to ask somebody"),
        ("changeSafeToTell", "Whether somebody may know of something"),
        ("recordInjury", "An injury of a child"),
        ("callMeeting", "Call a meeting"),
        ("considerConference", "A child protection conference was considered"),
        ("makePlan", "A safety plan, or its next version"),
    ),
    "Who they are": (
        ("addReferral", "Another referral about this family"),
        ("addChild", "Another child"),
        ("addAdult", "Another adult"),
        ("recordRelationship", "What an adult is to a child"),
        ("recordOrder", "A court's order, or an arrangement"),
        ("recordDeath", "Somebody has died"),
        ("giveReference", "The case system's reference"),
        ("recordEquality", "For equality monitoring"),
    ),
    "How we reach and support them": (
        ("recordContactPoint", "A way to reach somebody"),
        ("recordReachability", "Whether somebody can be reached"),
        ("agreeKeepInformed", "How they want to hear from us"),
        ("recordContactMade", "You kept somebody informed"),
        ("recordTelling", "You told somebody of something, or did not"),
        ("changeAdvocateStatus", "Where they stand about an advocate"),
        ("recordNeeds", "What makes an advocate matter more"),
        ("recordCapacity", "Whether an adult can make a decision"),
        ("recordCompetence", "Whether a child can decide alone"),
    ),
    "What we do": (
        ("requestDecision", "Ask a manager to decide"),
        ("recordAuthorisation", "A decision to go ahead that nobody asked for here"),
        ("recordDisclosure", "You contacted an agency"),
        ("recordShareNow", "You shared at once"),
        ("followUpCheck", "What you did after a check"),
        ("tellAgency", "You told an agency how it ended"),
        ("openEnquiry", "Open another enquiry"),
        ("correctEntry", "Something on record is wrong"),
    ),
}

_OF_AN_ENQUIRY: Final = (
    ("assignEnquiry", "Hand it over"),
    ("rateEnquiry", "How urgent it is now"),
    ("tellReferrer", "You told the referrer"),
    ("closeEnquiry", "Close it"),
)
#: What is about one of something, by what its path names.
OF_ONE: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "person": (
        ("amendPerson", "Put right who they are"),
        ("recordNumber", "A number they are known by"),
        ("joinPeople", "They are the same as somebody else here"),
        ("tellApart", "They are somebody else than one of their name"),
        ("joinElsewhere", "They stand on another file as well"),
        ("giveWayIn", "A way for them to sign in"),
    ),
    "unborn": (("recordBirth", "They were born"),),
    "placeholder": (("identifyFather", "Say who he is"),),
    "enquiry": _OF_AN_ENQUIRY,
    "free": (("claimEnquiry", "Take it"), *_OF_AN_ENQUIRY),
    "joining": (("partPeople", "They were two people after all"),),
    "elsewhere": (("partElsewhere", "They were two people after all"),),
    "order": (("endOrder", "Record that this has ended"),),
    "meeting": (
        ("inviteToMeeting", "Invite somebody"),
        ("moveMeeting", "It is at another time or place"),
        ("recordMeeting", "What it came to"),
    ),
    "invitation": (("recordPartTaken", "Whether they came, and what they think"),),
    "plan": (
        ("makePlan", "Its next version"),
        ("nameRecipient", "Who is to have it"),
        ("endPlan", "End it"),
    ),
    "recipient": (("sharePlan", "They were given it"),),
    "having": (("confirmPlan", "They have it"),),
    "disclosure": (
        ("recordReply", "What the agency answered"),
        ("sendStopNotice", "You told it that an agreement was taken back"),
        ("acknowledgeStopNotice", "It has that notice"),
        ("reviewDisclosure", "You looked at it again"),
    ),
    "decision": (("reviewDecision", LOOK_AGAIN),),
    "authorisation": (("endAuthorisation", "End it"),),
    "correction": (("answerCorrection", "What became of it"),),
    "request": (("answerFamilyRequest", "What was done about it"),),
}


class One(NamedTuple):
    """Something of the file that can be recorded about: what it is, its id, and what it is called.

    `names` is what its path calls it, where that is not what it is.
    """

    what: str
    id: str
    words: str
    names: str = ""


def _all(visit: Visit) -> Response:
    file = visit.path["file"]
    stands = ask(visit, "showFile", file=file)
    sent = ask(visit, "listDisclosures", {"limit": "200", "newest_first": "true"}, file=file)
    groups = [
        (heading, [offer for row in rows for offer in offered(visit, *row)])
        for heading, rows in OF_THE_FAMILY.items()
    ]
    ones: dict[str, tuple[str, list[Offer]]] = {}
    for one in (*_ones(stands), *_disclosures(sent)):
        ones.setdefault(one.id, (one.words, []))[1].extend(_offered(visit, one))
    called = enquiries_by_id(stands)
    for one in stands["enquiries"]:
        if one["referrer_agency"] is not None and _may(visit, "tellReferrer"):
            words = called[one["id"]]
            leads = f"/files/{file}/enquiries/{one['id']}/referrer-letter"
            ones.setdefault(one["id"], (words, []))[1].append(Offer("Write to the referrer", leads))
    return show(
        visit,
        "recordable.html",
        "What can be recorded",
        is_family=False,
        file=file,
        groups=[one for one in groups if one[1]],
        ones=_apart([(words, offers) for words, offers in ones.values() if offers]),
    )


def _apart(ones: Sequence[tuple[str, list[Offer]]]) -> list[tuple[str, list[Offer]]]:
    """Of what is called the same it is said which is which."""
    called = told_apart([words for words, _ in ones])
    return [(words, offers) for words, (_, offers) in zip(called, ones, strict=True)]


def _offered(visit: Visit, one: One) -> Iterator[Offer]:
    for operation, words in OF_ONE[one.what]:
        path = where_is(operation)
        if path is None or not _may(visit, operation):
            continue
        here, named = path.replace("<string:file>", visit.path["file"]), one.names or one.what
        place = f"<string:{named}>"
        # What is not in the path is filled in.
        leads = here.replace(place, one.id) if place in here else f"{here}?{named}={one.id}"
        yield Offer(words, leads)


def _may(visit: Visit, operation: str) -> bool:
    return visit.signed_in is not None and may_use(visit.signed_in, operation)


def _ones(stands: Mapping[str, Any]) -> Iterator[One]:
    names = names_on(stands)
    yield from _people(stands, names)
    called = enquiries_by_id(stands)
    for one in stands["enquiries"]:
        if one["goes_on"]:
            # Nobody takes what somebody has: it is handed over.
            what = "enquiry" if one["owner"] else "free"
            yield One(what, one["id"], called[one["id"]], "enquiry")
    yield from _known(stands["known"], names)
    yield from _met(stands, names)
    for one in decided_here(stands):
        if one["id"] is not None:
            words = f"{one['what'].rstrip('.')}. {one['about']}, {_day(one['at'])}"
            yield One("decision", one["id"], words)
            if one["may_end"]:
                yield One("authorisation", one["id"], words)
    for one in stands["corrections_asked"]:
        if one["answer"] is None:
            words = f"{names.get(one['person'], 'Somebody')} says that something is wrong"
            yield One("correction", one["id"], f"{words}, {_day(one['at'])}")
    for one in stands["done"]["family_requests"]:
        words = f"{names.get(one['person'], 'Somebody')}: {label('family_wants', one['wants'])}"
        yield One("request", one["request"], f"{words}, {_day(one['at'])}")


def _people(stands: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[One]:
    carers = [carer for child in stands["children"] for carer in child["caregivers"]]
    unknown = {one["person"] for one in carers if one["role"] == PLACEHOLDER}
    unborn = {child["id"] for child in stands["children"] if child["age"] is None}
    once = {other["id"] for _, other in not_known_to_be_one(stands)}
    once |= {one["id"] for one in (*stands["children"], *stands["adults"])}
    for id, called in names.items():
        if id not in once:
            continue
        yield One("person", id, called)
        if id in unknown:
            yield One("placeholder", id, called, "person")
        if id in unborn:
            yield One("unborn", id, called, "child")


def _known(known: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[One]:
    parted = {one["joining"] for one in known["parted"] if not said_no_to(one)}
    for one in known["joined"]:
        if one["joining"] not in parted:
            words = f"{names.get(one['person'], 'Somebody')}, said to be one person with another"
            yield One("joining", one["joining"], words)
    for one in known["joined_elsewhere"]:
        if one["file"] is not None:
            words = f"{names.get(one['person'], 'Somebody')}, on another file as well"
            yield One("elsewhere", one["joining"], words, "joining")
    ended = {one["order"] for one in known["orders_ended"] if not said_no_to(one)}
    for one in known["orders"]:
        if one["order"] not in ended:
            yield One("order", one["order"], beside(label("orders", one["order_type"]), one))


def _met(stands: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[One]:
    for meeting in stands["meetings"]:
        held_on = _day(meeting["starts_at"] or meeting["at"])
        words = f"{label('meeting_types', meeting['meeting_type'])}, {held_on}"
        yield One("meeting", meeting["meeting"], words)
        for one in meeting["invited"]:
            if one["part"] is None:
                yield One("invitation", one["invitation"], f"{words}: {_who(one, names)}")
    for plan in stands["plans"]:
        if plan["ended"] is None:
            words = "The safety plan"
            yield One("plan", plan["plan"], words)
            for one in plan["recipients"]:
                called = f"{words}: {_who(one, names)}"
                if one["follows"] and may_have_it(one):
                    yield One("recipient", one["recipient"], called)
                if one["follows"] and one["shared"] is not None:
                    yield One("having", one["recipient"], called, "recipient")


def _disclosures(listed: Mapping[str, Any]) -> Iterator[One]:
    for one in listed["disclosures"]:
        agency = one["agency"]
        called = agency["organisation"] or label("agencies", agency["type"])
        yield One("disclosure", one["id"], f"{called}, contacted on {_day(one['at'])}")


def _who(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Somebody of the family by name, an agency by its own or its type."""
    if one["person"] is not None:
        return names.get(one["person"], "somebody")
    agency = one["agency"] or {}
    named = agency.get("organisation") or one["name"]
    return named or (label("agencies", agency["type"]) if "type" in agency else "somebody")


def _day(at: str) -> str:
    return day(datetime.fromisoformat(at))


PAGES: Final = (Page("recordable", "GET", "/files/<string:file>/record", _all),)
