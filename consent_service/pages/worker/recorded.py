"""What a form leads to: that it is on record, and what to know of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from flask import Response, request

from ...actions.refused import Refused
from ...api.edge.guard import a_file
from ...domain.codes import TEXTS, codes
from ...domain.noticing.notices import HELP_LEADS_ON
from ...domain.said.contradicting import AGREEMENTS
from ..forms.choices import Known
from ..forms.lacking import called
from ..forms.onrecord import told_at, without_names
from ..forms.registered import form_of
from ..forms.typedagain import where_again
from ..frame import Visit, show
from ..help.where import explained_at
from ..membercalled import member_called
from ..offering import Offer, offered
from ..page import Page

_MEMBER: Final = re.compile(r"[a-z_]{1,40}")
_PLACE: Final = re.compile(r"[0-9]{1,15}")
#: The kinds of which each is of what somebody answered.
_ANSWERED: Final = frozenset({"conversation-recorded", "response-recorded", "agreement-withdrawn"})
_ID: Final = re.compile(r"[0-9a-f]{24}")


def _recorded(visit: Visit) -> Response:
    """By codes: what they are about stands in no address, and is shown to whoever recorded it."""
    file = a_file(visit.path["file"]) if "file" in visit.path else None
    notices = {**codes("taken_with_care"), **codes("notices")}
    asked = [one for one in request.args.get("said", "").split(".") if one in notices]
    told = told_at(visit, request.path, request.args.get("told", ""))
    said: list[tuple[str, str | None]] = [
        (words, explained_at("notices", code))
        for code in asked
        for words in [words for of, words in told if of == code]
        or [without_names(notices[code].label)]
    ]
    parts = [one for one in request.args.get("parts", "").split(".") if _MEMBER.fullmatch(one)]
    if parts:
        form = form_of(request.args.get("of", ""))
        labels = [(form and called(form, one)) or member_called(one) for one in parts]
        said.append((f"Look again at: {'; '.join(dict.fromkeys(labels))}", None))
    entry = request.args.get("entry", "")
    if entry and not _PLACE.fullmatch(entry):
        raise Refused("not-found")
    now = bool(request.args.get("now"))
    return show(
        visit,
        "recorded.html",
        "Share now. Do not wait." if now else "Recorded",
        is_family=False,
        file=file,
        share_now=TEXTS["share_now"] if now else None,
        shared=next(offered(visit, "recordShareNow", "I have shared it: record this"), None),
        entry=entry,
        stays=bool(request.args.get("stays")),
        talk=bool(request.args.get("talk")),
        besides=[
            one for one in request.args.get("besides", "").split(".") if _PLACE.fullmatch(one)
        ],
        adult=_of_a_new_adult(visit),
        order=_order_to_record(visit, request.args.get("order", "").split(".")),
        safe=_of_who_is_not_safe(visit),
        rest=_rest_of_it(visit),
        rightly=_what_they_answered(visit),
        was_a_yes=_was_a_yes(visit),
        leads_on=[*_leads_on(visit)] if HELP_LEADS_ON in asked else [],
        again=where_again(visit, request.args.get("again", "")),
        said=said,
    )


def _rest_of_it(visit: Visit) -> Offer | None:
    """Where the rest is written down of what was shared at once."""
    use = request.args.get("rest", "")
    if not _ID.fullmatch(use):
        return None
    return next(offered(visit, "recordShareNow", "Write down the rest", share_now=use), None)


def _was_a_yes(visit: Visit) -> bool:
    """What was taken back: what was answered instead of it is due (`said.aboutanswers`)."""
    which = request.args.get("rightly", "")
    found = Known(visit).entry(which).each if _PLACE.fullmatch(which) else []
    return any(one["event"].get("answer") in AGREEMENTS for one in found)


def _what_they_answered(visit: Visit) -> Offer | None:
    """Where it is recorded, of an answer that was taken back and was another: what was typed of
    that beside it is heard nowhere.
    """
    which = request.args.get("rightly", "")
    if not _PLACE.fullmatch(which) or "file" not in visit.path:
        return None
    found = Known(visit).entry(which).each
    if not found or found[0]["kind"] not in _ANSWERED:
        return None
    person = found[0]["event"]["person"]
    words = "Record what they answered"
    return next(offered(visit, "recordConversation", words, person=person), None)


def _leads_on(visit: Visit) -> Iterator[Offer]:
    """What is written down after help was given: whoever reads the record next knows of nothing."""
    yield from offered(visit, "recordSign", "Write down a sign of danger")
    yield from offered(visit, "recordShareNow", "Write down what was shared at once")
    yield from offered(visit, "requestDecision", "Have a manager look at the risk")


def _of_a_new_adult(visit: Visit) -> Offer | None:
    """Where it is said what somebody who was just added is to a child: to none, until then."""
    adult = request.args.get("adult", "")
    if not _ID.fullmatch(adult):
        return None
    words = "Say what they are to a child"
    return next(offered(visit, "recordRelationship", words, person=adult), None)


def _order_to_record(visit: Visit, of: Sequence[str]) -> Offer | None:
    """By which somebody holds responsibility who was just said to, and can by an order alone."""
    if len(of) != len(("child", "person")) or not all(map(_ID.fullmatch, of)):
        return None
    child, person = of
    return next(offered(visit, "recordOrder", "Record the order", child=child, people=person), None)


def _of_who_is_not_safe(visit: Visit) -> Offer | None:
    """Where it is said whether they are, of who still does not count as safe: what else says so is
    read there.
    """
    if not request.args.get("safe"):
        return None
    return next(offered(visit, "recordSafety", "Say whether it is safe to ask them"), None)


PAGES: Final = (
    Page("recorded", "GET", "/recorded", _recorded),
    Page("recordedOfFile", "GET", "/files/<string:file>/recorded", _recorded),
)
