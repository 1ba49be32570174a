"""What a check asked, for a form about what follows from its answer: filled in as it was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product
from typing import Any, Final
from urllib.parse import urlencode

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import label
from ...domain.scopes.scope import BOTH, SEEK, SHARE
from ...domain.words.agency import not_filled_in, signed
from ...domain.words.naming import listed, moment
from ..agencies import chosen
from ..asking import ask
from ..forms.choices import Known
from ..forms.typed import Typed

_CHECK_AGAIN: Final = (
    "Check again before you contact them. If you have contacted them already, record it as it was "
    "done."
)
#: What a contact rested on is as it was when it was made.
AS_IT_WAS: Final = (
    "As it was when you did it: what was agreed then counts, also where it was taken back since."
)
#: Of an address: whoever had contacted them while it was agreed says so, and what that was.
_OF_THEN: Final = "then"
#: The same in the form that is filled in so, and in its draft.
AGREED_THEN: Final = "agreed_then"
_BEFORE_THAT: Final = "I had contacted them before that: fill in what was agreed then."
_SAY_WHEN: Final = "Say when you contacted them. Not all of it is agreed now, so “now” is not true."
#: An item that may be acted on as it stands, and on what it then rests.
MAY_GO_AHEAD: Final[Mapping[str, str]] = {"COVERED": "AGREED", "AUTHORISED": "AUTHORISED"}


def answer_to(known: Known, given: Mapping[str, str]) -> Mapping[str, Any] | None:
    """The check that the address names, if it names one. Raises as `showCheck` does."""
    check = given.get("check", "")
    if not re.fullmatch(r"[0-9]{1,15}", check):
        return None
    visit = known.visit
    return ask(visit, "showCheck", file=visit.path["file"], seq=check)


def in_a_scope(known: Known, given: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """Its question as the fields of a scope: what of it may not go ahead as it stands, and no more.
    Nobody decides over an answer that covers it.
    """
    shown = answer_to(known, given)
    if shown is None:
        return {}
    asked = shown["asked"]
    left = [one for one in shown["items"] if one["outcome"] not in MAY_GO_AHEAD]
    about, kinds, direction = _of_items(left, asked)
    service, organisation = chosen(asked["agency"])
    return {
        "scope.subjects": about,
        "scope.agencies.0": (service,),
        "scope.agencies.0.organisation": (organisation,),
        "scope.categories": kinds,
        "scope.purposes": (asked["purpose"],),
        "scope.directions": (direction,),
        "enquiry": (shown["enquiry"] or "",),
    }


def _of_items(
    items: Sequence[Mapping[str, Any]], asked: Mapping[str, Any]
) -> tuple[list[str], list[str], str]:
    """About whom and what they are, and in which direction; of none, all that was asked."""
    if not items:
        return asked["subjects"], asked["categories"], asked["direction"] or ""
    ways = {one["direction"] for one in items}
    return (
        list(dict.fromkeys(one["subject"] for one in items)),
        list(dict.fromkeys(one["category"] for one in items)),
        ways.pop() if len(ways) == 1 else asked["direction"] or "",
    )


def in_a_conversation(known: Known, given: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """Its question as what somebody is asked about: of those children only to whom they are
    something. Nobody is told of another man's child because one check was about both.
    """
    shown = answer_to(known, given)
    if shown is None:
        return {}
    asked, person = shown["asked"], given.get("person", "")
    theirs = [one for one in shown["items"] if person in _concerned(one)]
    about, kinds, direction = _of_items(theirs, asked)
    service, organisation = chosen(asked["agency"])
    return {
        "responses.subjects": about,
        "responses.service.0": (service,),
        "responses.service.0.organisation": (organisation,),
        "responses.categories": kinds,
        "responses.purpose": (asked["purpose"],),
        "responses.direction": (direction,),
        "enquiry": (shown["enquiry"] or "",),
    }


def _concerned(item: Mapping[str, Any]) -> set[str]:
    """Whomever a part of an answer is about, and whoever is something to them."""
    return {item["subject"], *(one["person"] for one in item["positions"])}


def in_a_disclosure(known: Known, given: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """What of it may go ahead, and on what that rests; the words are those that were to be copied.

    Where that is not all of some kinds of information of some people, which of it was sent is for
    whoever sent it to say: no part of an answer is rounded up.
    """
    shown = answer_to(known, given)
    if shown is None:
        return {}
    then = [one for one in shown["items"] if one["outcome"] in MAY_GO_AHEAD]
    asked, now = shown["asked"], then if _OF_THEN in given else _ahead_now(shown)
    # What was agreed then and is not now is put down as what it was about, and rests on nothing,
    # unless whoever did it says that it was done before that.
    ahead = now or then
    people = list(dict.fromkeys(one["subject"] for one in ahead))
    kinds = list(dict.fromkeys(one["category"] for one in ahead))
    ways = {one["direction"] for one in ahead}
    held = {(one["subject"], one["category"], one["direction"]) for one in ahead}
    is_whole = len(held) == len(people) * len(kinds) * len(ways)
    bases = {MAY_GO_AHEAD[one["outcome"]] for one in now}
    service, organisation = chosen(asked["agency"])
    return {
        "check": (given["check"],),
        AGREED_THEN: ("1",) if _OF_THEN in given else (),
        "agency": (service,),
        "agency.organisation": (organisation,),
        "purpose": (asked["purpose"],),
        "enquiry": (shown["enquiry"] or "",),
        "words_sent": (_to_send(known, shown) if _is_so_still(shown) or now == then else "",),
        "subjects": people if is_whole else (),
        "categories": kinds if is_whole else (),
        "direction": tuple(ways) if is_whole and len(ways) == 1 else (asked["direction"] or "",),
        "summary": (", ".join(label("categories", one) for one in kinds) if is_whole else "",),
        "basis": tuple(bases) if len(bases) == 1 else (),
        "rests_on": list(dict.fromkeys(_rested_on(now))),
    }


def in_a_sharing(known: Known, given: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """Of a safety plan that is given to whom a check was about: on which basis, in which words."""
    shown = answer_to(known, given)
    if shown is None:
        return {}
    still = _is_so_still(shown) or _OF_THEN in given
    bases = {MAY_GO_AHEAD.get(one["outcome"]) for one in shown["items"] if still}
    return {
        "disclosure.check": (given["check"],),
        AGREED_THEN: ("1",) if _OF_THEN in given else (),
        "disclosure.words_sent": (_to_send(known, shown) if still else "",),
        "disclosure.basis": tuple(filter(None, bases)) if len(bases) == 1 else (),
    }


def _to_send(known: Known, shown: Mapping[str, Any]) -> str:
    """The words that were to be copied, with the name of whoever sends them."""
    words: str = shown["agency_words"] or ""
    who = known.visit.signed_in
    if who is None or not not_filled_in(words):
        return words
    listed_here = {one["staff"]: one["names"] for one in known.staff}
    return signed(words, listed_here.get(who.principal.id))


def _ahead_now(shown: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Of the check, what was agreed or decided then and is so now."""
    return [shown["items"][n] for n in (shown["now"] or {"ahead": ()})["ahead"]]


def _is_so_still(shown: Mapping[str, Any]) -> bool:
    """All that was agreed or decided then."""
    then = [one for one in shown["items"] if one["outcome"] in MAY_GO_AHEAD]
    return len(then) == len(_ahead_now(shown))


def said_since(known: Known, typed: Typed, check: str) -> str:
    """What is to be known before anything is done by a check that was answered a while ago: who has
    said no since, or that what it rested on does not stand. Empty where all of it is so now.
    """
    shown = answer_to(known, {"check": typed.one(check)})
    if shown is None or shown["now"] is None:
        return ""
    noes = [known.name(one) for one in shown["now"]["no_since"]]
    if _is_so_still(shown) and not noes:
        return ""
    since = f"Since this check {f'{listed(noes)} said no' if noes else 'something has changed'}."
    if typed.one(AGREED_THEN):
        at = moment(datetime.fromisoformat(shown["at"]))
        filled = f"What was agreed then is filled in: {at}. Say below when you contacted them."
        return f"{since} {filled}"
    if _is_so_still(shown):
        return f"{since} Read it first: it can go ahead all the same. {_CHECK_AGAIN}"
    what = "Not all of what was agreed then is" if _ahead_now(shown) else "It is not"
    return f"{since} {what} agreed now. {_CHECK_AGAIN}"


def of_before(known: Known, typed: Typed, check: str) -> list[tuple[str, str]]:
    """Where not all of what was agreed then is so now, the same form for whoever had contacted them
    before that: what it rested on when it was done is true still. It is offered where the form
    opens by its check, before anything is typed there.
    """
    says = known.visit.address
    is_new = {"check", _OF_THEN} & {*says} == {"check"}
    shown = answer_to(known, {"check": typed.one(check)}) if is_new else None
    if shown is None or shown["now"] is None or _is_so_still(shown):
        return []
    return [(_BEFORE_THAT, f"{known.visit.here}?{urlencode({**says, _OF_THEN: '1'})}")]


def when_it_was(known: Known, body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """That its time is needed, where some of what was done is not what is agreed now."""
    said = body.get("disclosure", body)
    check, basis = str(said.get("check", "")), said.get("basis")
    if "effective_at" in body or basis not in MAY_GO_AHEAD.values():
        return
    try:
        shown = answer_to(known, {"check": check})
    except (Refused, ProblemError):
        # What the operation says of a check that is not there is said by it.
        return
    if shown is None or shown["now"] is None or _is_so_still(shown):
        return
    ahead = {
        (one["subject"], one["category"], way)
        for one in _ahead_now(shown)
        for way in _ways(one["direction"])
    }
    done = {
        *product(said.get("subjects", ()), said.get("categories", ()), _ways(said.get("direction")))
    }
    # Of a plan that is given it is not said again what it was about: it is all that was asked.
    if not done or not done <= ahead:
        yield "/effective_at", _SAY_WHEN


def _ways(direction: str | None) -> tuple[str, ...]:
    return (SEEK, SHARE) if direction in (None, BOTH) else (direction,)


def where_asked(file: str, asked: Mapping[str, Any], enquiry: str | None = None) -> str:
    """The check of a question, filled in with it; and with the enquiry that is meant."""
    agency = asked["agency"]
    filled = {
        "subjects": ".".join(asked["subjects"]),
        "agencies.0": ".".join(filter(None, (agency["type"], agency.get("id")))),
        "categories": ".".join(asked["categories"]),
        "purpose": asked["purpose"],
        "direction": asked["direction"] or "",
    }
    if enquiry is not None:
        filled["enquiry"] = enquiry
    return f"/files/{file}/check?{urlencode(filled)}"


def _rested_on(items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The decisions that reach them, or the answers that agree to them."""
    for item in items:
        if item["outcome"] == "AUTHORISED":
            yield from item["authorisations"]
        else:
            agreed = [p for p in item["positions"] if p["says"] == "YES" and p["decides"]]
            yield from (one["response"] for one in agreed if one["response"])
