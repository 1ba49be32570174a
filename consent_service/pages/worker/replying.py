"""What agencies answered and were told, and who of the family was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from ...domain.codes import label
from ...domain.recorded.askedfirst import only_asks_first
from ...domain.words.naming import day
from ..asking import ask_for_all
from ..called import enquiries_by_id
from ..doing import does
from ..forms.choices import Choice, Known, everybody, newest_first, on_file
from ..forms.days import DayOf, When
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area, Radios, Select, Text
from ..forms.onrecord import recorded_at
from ..forms.usual import (
    MUST_NOT_HEAR_OF_THEM,
    NOT_A_NO,
    NOT_A_NO_AT_ONCE,
    WHAT_ELSE,
    when,
    whom,
)
from ..frame import Visit
from ..turnson import of_a_disclosure
from .decisionread import after_what_check, of_what_was_asked
from .entries import after_check

_STOP: Final = "SEND_STOP_NOTICE"
_LEFT_TO_WRITE: Final = frozenset(
    {"WRITE_DOWN_SHARED", "WRITE_DOWN_CONTACT", "WRITE_DOWN_ANSWER", "ASK_THE_MANAGER"}
)


def _to_be_written_down(visit: Visit, recorded: Mapping[str, Any]) -> str:
    """Straight to where it is put on record as what it was, where that is still to be done."""
    file, check = visit.path["file"], visit.typed("check", 20)
    due = ask_for_all(visit, "listTasksOfFile", file=file)["tasks"]
    left = (t for t in due if t["code"] in _LEFT_TO_WRITE and t["about"] == check)
    address = next((does(visit, task) for task in left), None)
    return address or recorded_at(visit, recorded, FOLLOWED)


FOLLOWED: Final = Form(
    operation="followUpCheck",
    title="What you did after a check",
    after=_to_be_written_down,
    template="about_it.html",
    begins=after_what_check,
    more=of_what_was_asked,
    fields=(
        after_check(),
        Radios("action_taken", "What did you do?"),
        WHAT_ELSE,
        NOT_A_NO,
        when(),
    ),
)

REPLY: Final = Form(
    operation="recordReply",
    title="What the agency answered",
    fields=(
        Radios("outcome", "What came of it?"),
        Radios("because", "If it is late or would not: why?"),
        Area("words", "What it said"),
        replace(
            NOT_A_NO,
            label="Does it say that somebody of the family said no, or takes a yes back?",
            yes="No, nothing of that",
            hint="If it does, hear it from them. If you do not know, it may be so.",
        ),
        MUST_NOT_HEAR_OF_THEM,
        Text("escalated_to", "Whom did you turn to?"),
        When(
            "reply_by",
            "By when is it to answer from now on?",
            hint="Where a day was given, or another. A day alone is to its end.",
            by_its_end=True,
        ),
        when(),
    ),
)

STOP_NOTICE: Final = Form(
    operation="sendStopNotice",
    title="You told an agency that an agreement was taken back",
    template="about_it.html",
    more=lambda known, _: {"facts": list(_of_what_stops(known))},
    fields=(Area("words_sent", "In which words?"), Text("sent_via", "How?"), when()),
)

STOP_HEARD: Final = Form(
    operation="acknowledgeStopNotice",
    title="The agency has that notice",
    fields=(Area("words", "What it said", rows=2), when()),
)


def agencies(known: Known) -> Iterator[Choice]:
    """Each contact with an agency, its invitations, and as whom it had a plan."""
    yield from newest_first(_agencies(known))


def contacts(known: Known) -> Iterator[Choice]:
    """Each contact with an agency, the newest first."""
    for one in known.disclosures:
        yield Choice(one["id"], f"{_agency(one)}, contacted on {_day(one['at'])}", seq=one["seq"])


def _agencies(known: Known) -> Iterator[Choice]:
    yield from contacts(known)
    for meeting in known.file["meetings"]:
        for one in meeting["invited"]:
            if one["agency"] is not None:
                yield Choice(one["invitation"], f"{_agency(one)}, invited to a meeting")
    for plan in known.file["plans"]:
        for one in plan["recipients"]:
            if one["agency"] is not None:
                yield Choice(one["recipient"], f"{_agency(one)}, for the safety plan")


def _agency(one: Mapping[str, Any]) -> str:
    named: str | None = one["agency"].get("organisation")
    return named or label("agencies", one["agency"]["type"])


def told_of(known: Known) -> Iterator[Choice]:
    """What an agency is told of: how an enquiry ended, what a meeting came to, a plan."""
    for id, called in enquiries_by_id(known.file).items():
        yield Choice(id, called)
    for one in known.file["meetings"]:
        words = label("meeting_types", one["meeting_type"])
        yield Choice(one["meeting"], f"{words}, {_day(one['starts_at'] or one['at'])}")
    for one in known.file["plans"]:
        yield Choice(one["plan"], "The safety plan")


def _day(at: str) -> str:
    return day(datetime.fromisoformat(at))


def tellable(known: Known) -> Iterator[Choice]:
    """What somebody of the family is told of: a contact with an agency, a decision, a meeting, a
    plan, how an enquiry ended, a child, and an answer of theirs that was put right.
    """
    yield from newest_first(_tellable(known))


def _tellable(known: Known) -> Iterator[Choice]:
    for one in known.disclosures:
        yield Choice(one["id"], f"{_agency(one)}, contacted on {_day(one['at'])}", seq=one["seq"])
    for one in known.file["authorisations"]:
        words = label("authorisation_kinds", one["kind"])
        yield Choice(one["id"], f"Decision: {words}, {_day(one['decided_at'])}", seq=one["seq"])
    for one in known.file["not_share"]:
        is_asked = only_asks_first(one["why"]["reason_codes"])
        words = "Asked first by a manager, and not decided" if is_asked else "Decision not to share"
        yield Choice(one["id"], f"{words}, {_day(one['effective_at'])}", seq=one["seq"])
    yield from told_of(known)
    for one in known.file["children"]:
        yield Choice(one["id"], f"{one['names']}: on the record, or who decides for them")
    for one in known.file["responses"]:
        if one["corrected"] is not None and not one["corrected"]["stands"]:
            words = f"{known.name(one['person'])}'s answer of {_day(one['effective_at'])}"
            yield Choice(one["id"], f"{words}, which was put right", seq=one["seq"])


def kept_back(known: Known) -> Iterator[Choice]:
    """What somebody may know of, or not: what they are told of, and whatever was said."""
    listed = list(tellable(known))
    found = {one.value for one in listed}
    more = (one for one in on_file(known) if one.value not in found)
    yield from newest_first([*listed, *more])


def _came_to(known: Known, of: str) -> str | None:
    """What somebody is told of who was invited, or who was to have a plan: the id of that."""
    invited = {
        one["invitation"]: meeting["meeting"]
        for meeting in known.file["meetings"]
        for one in meeting["invited"]
    }
    having = {
        one["recipient"]: plan["plan"] for plan in known.file["plans"] for one in plan["recipients"]
    }
    found: str | None = (invited | having).get(of)
    return found


def _of_theirs(known: Known, said: Mapping[str, str]) -> Mapping[str, list[str]]:
    """By their invitation, or that they were to have a plan: what they are told of."""
    for name in ("invitation", "recipient", "to"):
        about = _came_to(known, said.get(name, ""))
        if about is not None:
            return {"about": [about]}
    return {}


AGENCY_TOLD: Final = Form(
    operation="tellAgency",
    title="You told an agency how it ended",
    begins=_of_theirs,
    fields=(
        Select("to", "Which agency?", choices=agencies),
        Select("about", "Of what?", choices=told_of),
        Area("words_sent", "In which words?"),
        Text("recipient", "Who there?"),
        Text("sent_via", "How?"),
        Text("receipt", "How do you know that it came?"),
        Select(
            "disclosure",
            "If more was told: by which contact?",
            choices=contacts,
            hint="Leave it empty if none.",
        ),
        when(),
    ),
)

LOOKED_AT: Final = Form(
    operation="reviewDisclosure",
    title="You looked again at what was shared",
    lead="What was found, in words. It judges nobody who did not know. If the agency wrote that a "
    "child is hurt or afraid, share now; then record that as what it is.",
    template="about_it.html",
    more=lambda known, _: {"facts": list(_of_what_was_shared(known))},
    needs=lambda _: ("not_a_no",),
    fields=(
        Area("words", "What did you find?"),
        replace(
            NOT_A_NO_AT_ONCE,
            label="Does the agency write that somebody of the family said no, or takes a yes back?",
            yes="No, nothing of that",
            hint="If it does, hear it from them. If you do not know, it may be so.",
        ),
        MUST_NOT_HEAR_OF_THEM,
        when(),
    ),
)


_STOPS: Final = (
    "What we turned to you about rested on an agreement. It has been taken back. What was shared "
    "stays on record."
)
_DO_NO_MORE: Final = "Please do nothing more for us that rests on it alone."
_GO_ON: Final = (
    "A manager has decided that we go ahead all the same, without that agreement. Please go on."
)
_AT_RISK: Final = "If a child may be at risk, share at once: that needs no agreement."


def _of_what_stops(known: Known) -> Iterator[tuple[str, str]]:
    """What it was, whether it goes ahead all the same, and words that say so."""
    visit, id = known.visit, known.visit.path["disclosure"]
    due = ask_for_all(visit, "listTasksOfFile", file=visit.path["file"])["tasks"]
    so_far = {one["so_far"] for one in due if one["code"] == _STOP and one["about"] == id} - {None}
    yield from _of_what_was_shared(known)
    yield from (("Since then", f"{said[:1].upper()}{said[1:]}") for said in so_far)
    yield "Words for it", f"{_STOPS} {_GO_ON if so_far else _DO_NO_MORE} {_AT_RISK}"


def _of_what_was_shared(known: Known) -> Iterator[tuple[str, str]]:
    one = known.disclosure(known.visit.path["disclosure"])
    if one is not None:
        yield from of_a_disclosure(one, known.file)


TELLING: Final = Form(
    operation="recordTelling",
    title="You told somebody in the family, or did not",
    lead="Where nobody was told, say why and when that is looked at again.",
    begins=_of_theirs,
    fields=(
        Select("about", "Of what?", choices=tellable),
        whom("Whom?"),
        Radios("told", "Were they told?", yes="Yes, they were told", no="No, they were not"),
        Radios("method", "How?"),
        Area("words", "What you told them"),
        NOT_A_NO,
        Area("reason", "If not, why not?", rows=2),
        DayOf("review_on", "When is that looked at again?"),
        when(),
    ),
)

SAFE_TO_TELL: Final = Form(
    operation="changeSafeToTell",
    title="Whether somebody may know of something",
    lead="Anybody may say that it is not safe. That it is safe counts once a manager says so.",
    fields=(
        Select("about", "Of what?", choices=kept_back),
        Select("person", "Who?", choices=everybody, hint="Leave it empty for all of the family."),
        Radios("safe", "May they know of it?", yes="Yes, it is safe", no="No, or it may not be"),
        Area("reason", "How you know", rows=2),
        DayOf("review_on", "When is that looked at again?"),
        when("Since when?"),
    ),
)

PAGES: Final = pages(
    FOLLOWED,
    REPLY,
    STOP_NOTICE,
    STOP_HEARD,
    AGENCY_TOLD,
    LOOKED_AT,
    TELLING,
    SAFE_TO_TELL,
)
