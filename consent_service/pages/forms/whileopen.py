"""What was put on record of somebody's answers while a form that names them was open: by whomever,
in another tab or at another desk. It is said before the form is kept, and exactly.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Set
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from ...api.edge.meant import note, what_it_means
from ...domain.codes import label
from ...domain.freetext.readslikeano import reads_like_a_no
from ...domain.said.contradicting import AGREEMENTS
from ...domain.said.saidbesides import NOT_A_NO
from ...domain.scopes.scope import ANY
from ...domain.times import LONDON
from ...domain.words.naming import lower_first, moment
from ..agencies import about_what
from ..asking import TROUBLE, ask
from ..frame import Visit
from .choices import Known
from .form import Form
from .typed import Typed

#: Where the family stood when the form was opened: the last entry there, and the time.
STOOD: Final = "stood"
_STOOD: Final = re.compile(r"([0-9]{1,12})[.]([0-9]{1,11})")
_ID: Final = re.compile(r"[0-9a-f]{24}")
_MOST: Final = "50"
_WHEN: Final = "effective_at"
#: What changes what somebody answered, or whether they may be asked, in words; of an answer by it.
_OF_ANSWERS: Final[Mapping[str, str]] = {
    "response-recorded": "{who} {answer}",
    "conversation-recorded": "somebody talked with {who}",
    "agreement-withdrawn": "{who} took back {what}",
    "validity-changed": "it was recorded whether an answer of {who} counts",
    "wish-recorded": "{who} told us what they want",
    "correction-asked": "{who} says that something on record is wrong",
    "disagreement-stated": "{who} does not agree with something on record",
    "family-asked": "{who} asked us for something",
    "sign-recorded": "a sign of danger was recorded about {who}",
    "safety-recorded": "it was recorded whether it is safe to ask {who}",
    "no-heard-elsewhere": "{who} said no, on another file",
}
KINDS: Final[Set[str]] = _OF_ANSWERS.keys()
#: What somebody said, by their answer.
SAID: Final[Mapping[str, str]] = {
    "AGREED": "said yes to {what}",
    "AGREED_IN_PART": "said yes to a part of {what}",
    "REFUSED": "said no to {what}",
    "WITHDRAWN": "took back {what}",
    "UNDECIDED": "had not decided about {what}",
    "ASK_ATTEMPTED": "could not be reached about {what}",
    "NOT_CLEAR": "gave an answer that is not clear, and may be a no, about {what}",
    "AWAITING": "was asked about {what}, and had not replied",
    "REPORTED_BY_REFERRER": "agreed, as only the referrer says, to {what}",
    "NOT_ASKED_UNSAFE": "was not asked, as it is not safe, about {what}",
    "ENTERED_IN_ERROR": "gave, as it was entered in error, an answer about {what}",
}
#: Members of an entry in which their words stand, as they are told.
_WORDS: Final = ("words", "parent_words", "questions_asked")
#: Read by whoever reads it, where there are more than were looked through.
_MORE: Final = "More was recorded on this file while this was open: read what happened."


class WhileOpen(NamedTuple):
    """A line of each, and whether one is, or may be, of whoever the form is about."""

    said: tuple[str, ...] = ()
    is_theirs: bool = False


def stands_now(known: Known) -> str:
    """What a form says of when it was opened; nothing where that cannot be read."""
    if "file" not in known.visit.path:
        return ""
    try:
        place = known.file["changed_at_seq"]
    except TROUBLE:
        return ""
    return f"{place}.{int(known.visit.service.clock().timestamp())}"


def while_open(form: Form, visit: Visit, typed: Typed) -> WhileOpen:
    """Of whoever the form names. A stop, or a sign of danger, is kept with no page more, and a
    check says by itself what holds; where it cannot be read nothing waits for it.
    """
    stood = _STOOD.fullmatch(typed.one(STOOD))
    waits = "dry_run" in form.schema.fields and (form.asks_first or not form.is_heard_at_once)
    if stood is None or not waits or "file" not in visit.path:
        return WhileOpen()
    asked = {
        "from_seq": str(int(stood[1]) + 1),
        "kinds": ",".join(KINDS),
        "limit": _MOST,
    }
    try:
        page = ask(visit, "showHistory", asked, file=visit.path["file"])
    except Exception as error:  # noqa: BLE001 - what is wrong is said once it is recorded
        note(error, what_it_means(error)[0])
        return WhileOpen()
    named = {one for _, one in typed.items() if _ID.fullmatch(one)} | {*visit.path.values()}
    of_them = [one for one in page["entries"] if not named.isdisjoint(_whose(one["event"]))]
    # Of a talk whose answers are told nothing is left but the words beside them.
    answered = {one["event"].get("conversation") for one in of_them if _is_answer(one)}
    told = [one for one in of_them if _is_told(one, answered)]
    known, person = Known(visit), typed.one("person") or visit.path.get("person")
    more = (_MORE,) if page["next"] else ()
    return WhileOpen(
        (*dict.fromkeys(_line(known, one) for one in told), *more),
        bool(more) or any(one["event"].get("person") == person for one in told),
    )


def dated(form: Form, typed: Typed, found: WhileOpen) -> Typed:
    """A talk of which nobody typed when it was, and during which the same person said something
    else: it was perhaps before that. A yes is taken to be, and a no, or what may be one, is of now:
    in doubt a no is the later word.
    """
    fields = [one for one in form.inputs(typed) if one.member == _WHEN]
    if not found.is_theirs or not form.is_checked or not fields:
        return typed
    is_typed = any(typed.one(part) for part in fields[0].input.members(_WHEN))
    if _is_all_yes(form, typed):
        return typed if is_typed else typed | _opened_at(typed)
    # It was dated as a yes, and then somebody said that a no may stand in it.
    return typed | dict.fromkeys(_opened_at(typed), ("",)) if is_dated(typed) else typed


def _is_all_yes(form: Form, typed: Typed) -> bool:
    """Each answer that is ticked is a yes, and nothing beside them says no, or may."""
    body, _ = form.body(typed)
    ticked = {one.get("answer") for one in (body, *body.get("responses", ()))} - {None}
    if not ticked or not ticked <= AGREEMENTS or body.get(NOT_A_NO) is False:
        return False
    if any(wish.get("objects") for wish in body.get("wishes", ())):
        return False
    return NOT_A_NO in body or not any(map(reads_like_a_no, typed.theirs()))


def is_dated(typed: Typed) -> bool:
    """Whether it is taken to be of when the form was opened."""
    return all(typed.one(name) == one for name, (one,) in _opened_at(typed).items())


def _opened_at(typed: Typed) -> dict[str, tuple[str]]:
    stood = _STOOD.fullmatch(typed.one(STOOD))
    at = datetime.fromtimestamp(0 if stood is None else int(stood[2]), UTC).astimezone(LONDON)
    parts = {"day": at.day, "month": at.month, "year": at.year, "time": f"{at:%H:%M}"}
    return {f"{_WHEN}.{part}": (str(value),) for part, value in parts.items()}


def _whose(event: Mapping[str, Any]) -> Collection[str]:
    """Whom an entry is of, and about whom."""
    about = (event.get("scope") or {}).get("subjects", ())
    return [one for one in (event.get("person"), event.get("child"), *about) if one]


def _is_answer(entry: Mapping[str, Any]) -> bool:
    return bool(entry["kind"] == "response-recorded")


def _is_told(entry: Mapping[str, Any], answered: Collection[str | None]) -> bool:
    """Whatever is no talk; and a talk with words of theirs, or of which no answer is told."""
    event = entry["event"]
    is_talk = entry["kind"] == "conversation-recorded"
    return not is_talk or bool(_words(event)) or event["conversation"] not in answered


def _words(event: Mapping[str, Any]) -> str:
    return " ".join(event[member] for member in _WORDS if event.get(member))


def _line(known: Known, entry: Mapping[str, Any]) -> str:
    event = entry["event"]
    who = known.name(event.get("person") or event.get("child") or "")
    what = _what(known, event.get("scope") or {})
    answer = SAID.get(event.get("answer", ""), SAID["NOT_CLEAR"]).format(what=what)
    said = _OF_ANSWERS[entry["kind"]].format(who=who, answer=answer, what=what)
    at = moment(datetime.fromisoformat(entry["recorded_at"]))
    how = event.get("method")
    means = f", {lower_first(label('methods', how))}" if how else ""
    words = _words(event)
    quoted = f": “{words}”" if words else "."
    return f"While this form was open {said} (recorded {at}{means}){quoted}"


def _what(known: Known, scope: Mapping[str, Any]) -> str:
    """To what, and about whom: of everything it is said in a word."""
    agencies = [*scope.get("agencies", ())]
    kinds, about = scope.get("categories", ()), scope.get("subjects", ())
    if {*(one["type"] for one in agencies), *kinds, *about} <= {ANY}:
        return "everything"
    names = {one: known.name(one) for one in about if one != ANY}
    said = {"agencies": agencies, "categories": [*kinds] or [ANY], "subjects": [*about] or [ANY]}
    return about_what(said, names)
