"""What an agency was asked, its answer, and whether what it is asked for is agreed now.

Nobody's answer stands here, and nobody but those it was asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask import Response, request

from ...access.sessions import SignedIn
from ...actions.refused import Refused
from ...domain.codes import label
from ...domain.words.naming import lower_first, moment
from ..asking import ask, record
from ..forms.choices import Choice, Known
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area, Radios
from ..forms.keys import key_sent, new_key
from ..forms.typed import Typed
from ..frame import Visit, show
from ..navigation import may_use
from ..offering import offered
from ..page import Page
from ..somebody import as_whom

HOME: Final = "/requests"
_ASKED: Final = f"{HOME}/<string:file>/<string:disclosure>"
_ON_A_PAGE: Final = "25"
_ALL: Final = "200"
#: As many pages of its own are looked through for the request that an address names.
_PAGES: Final = 20
_SOMEBODY: Final = "Somebody"


def is_partners(signed_in: SignedIn) -> bool:
    """Whether this is the first page they have: whoever speaks for an agency."""
    return may_use(signed_in, "listRequests")


def _requests(visit: Visit) -> Response:
    cursor = request.args.get("cursor")
    query = {"limit": _ON_A_PAGE, **({"cursor": cursor} if cursor else {})}
    listed = ask(visit, "listRequests", query)
    following = listed["next"]
    return show(
        visit,
        "requests.html",
        "What you were asked",
        requests=[_request(visit, one) for one in listed["requests"]],
        following=None if following is None else f"{HOME}?cursor={following}",
        behind=listed["behind"] + listed["unreadable"],
        **as_whom(visit),
    )


def _request(visit: Visit, one: Mapping[str, Any]) -> dict[str, Any]:
    place = {"file": one["file"], "disclosure": one["disclosure"]}
    answers = offered(visit, "answerRequest", "Answer", **place)
    return {
        "names": ", ".join(who["names"] or _SOMEBODY for who in one["people"]),
        "at": moment(datetime.fromisoformat(one["at"])),
        "what": [lower_first(label("categories", code)) for code in one["categories"]],
        "why": label("purposes", one["purpose"]),
        "words": one["words_sent"],
        "reply_by": one["reply_by"] and moment(datetime.fromisoformat(one["reply_by"])),
        "last": one["last_reply"] and _own_words(one["last_reply"]),
        "is_answered": one["answered_at"] is not None,
        "taken_back": one["taken_back_at"] and moment(datetime.fromisoformat(one["taken_back_at"])),
        "check": f"{HOME}/{one['file']}/{one['disclosure']}/check",
        "once": new_key(),
        "offers": list(answers),
    }


def _checked(visit: Visit) -> Response:
    """The question that the request itself puts, about this service, asked now."""
    asked, once = _find(visit), key_sent() or new_key()
    question = {name: asked[name] for name in ("categories", "purpose", "direction")}
    answers = []
    for place, one in enumerate(asked["people"]):
        said = {**question, "subjects": [one["person"]]}
        key = f"{once}.{place}"
        answer = record(visit, "checkAsPartner", said, key, file=visit.path["file"])
        answers.append((one["names"] or _SOMEBODY, answer))
    return show(
        visit,
        "agreed_about_us.html",
        "What is agreed about your organisation",
        answers=[
            {
                "names": names,
                "headline": answer["headline"],
                "outcome": answer["outcome"],
                "helper": answer["helper"],
                "next": answer["next"],
                "parts": [
                    (label("categories", item["category"]), item["headline"])
                    for item in answer["items"]
                ],
            }
            for names, answer in answers
        ],
    )


def _find(visit: Visit) -> dict[str, Any]:
    """Raises `Refused`: what was closed, and what is another's, is not there."""
    cursor: dict[str, str] = {}
    for _ in range(_PAGES):
        listed = ask(visit, "listRequests", {"limit": _ALL, **cursor})
        for one in listed["requests"]:
            if (one["file"], one["disclosure"]) == (visit.path["file"], visit.path["disclosure"]):
                found: dict[str, Any] = one
                return found
        if listed["next"] is None:
            break
        cursor = {"cursor": listed["next"]}
    raise Refused("not-found")


#: What the hub reads of an agency, as that agency says it of itself.
_OUTCOMES: Final = (
    Choice("ACCEPTED", "We accept, and will do it"),
    Choice("SENT", "We have sent what you asked for"),
    Choice("DONE", "We have done what you asked"),
    Choice("SENT_IN_PART", "We have sent some of it"),
    Choice("NOTHING_HELD", "We hold nothing about this"),
    Choice("DELAYED", "We will be late"),
    Choice("WOULD_NOT", "We would rather not"),
)
_REASONS: Final = (
    Choice("NO_CONSENT", "Nobody has agreed, as far as we know"),
    Choice("NO_CAPACITY", "We have nobody to do it"),
    Choice("NOT_RELEVANT", "It is not relevant"),
    Choice("DETRIMENT", "It would harm the child"),
    Choice("IDENTITY_NOT_CHECKED", "We could not check who is asking"),
    Choice("OTHER", "Another reason, as we say below"),
)
_OWN_WORDS: Final = {one.value: one.words for one in _OUTCOMES}


def _own_words(outcome: str) -> str:
    return _OWN_WORDS.get(outcome) or label("agency_outcomes", outcome)


def _answered_already(known: Known, _: Typed) -> str:
    """To whoever comes back to what their service has answered: nobody answers twice unawares."""
    try:
        asked = _find(known.visit)
    except Refused:
        return ""
    if asked["last_reply"] is None:
        return ""
    said = lower_first(_own_words(asked["last_reply"]))
    ended = asked["answered_at"]
    at = f" on {moment(datetime.fromisoformat(ended))}" if ended else ""
    return f"Your service has answered this{at}: {said}. What you send now stands beside that."


ANSWER: Final = Form(
    operation="answerRequest",
    at=f"{_ASKED}/answers/new",
    title="Answer what you were asked",
    lead="The hub reads it at once. If a child may be at risk, share now and answer after.",
    fields=(
        Radios("outcome", "What is your answer?", choices=lambda _: _OUTCOMES),
        Radios("because", "If you are late or would not: why?", choices=lambda _: _REASONS),
        Area("words", "What the hub should know", rows=3),
    ),
    button="Send it",
    says=_answered_already,
    after=lambda _visit, _done: HOME,
)

PAGES: Final = (
    Page("requests", "GET", HOME, _requests),
    Page("agreedAboutUs", "POST", f"{_ASKED}/check", _checked),
    *pages(ANSWER),
)
