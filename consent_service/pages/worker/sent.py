"""What was asked of agencies and told to them, with the words that were sent and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from flask import Response, request

from ...domain.codes import label
from ...domain.words.naming import day
from ..agencies import agency_alone
from ..asking import ask
from ..called import by_whom, names_on
from ..frame import Visit, show
from ..heard import reply_in_words
from ..notsaid import in_words, with_whom
from ..offering import Offer, offered
from ..page import Page
from ..reached import led_through
from ..turnson import DID

_ON_A_PAGE: Final = "20"
#: What an agency answers that is then asked once more, in words that say what it may and must do.
_HOLDS_UP: Final = frozenset({"WOULD_NOT", "DELAYED"})
KNOWS: Final = {
    "TOLD": "The family knows of it.",
    "NOT_SAFE": "It is not safe that the family knows of it.",
    "NOT_YET": "Nobody wrote down that the family was told. Whoever agreed to it may read of it.",
}
#: They were changed by hand: whoever goes by them reads that beside them.
_DIFFER: Final = "DIFFER"
#: By how far the notice has come that what it rested on was taken back.
_STOPPED: Final = {
    "TO_SEND": "What it rested on was taken back. The agency has not been told.",
    "SENT": "The agency was told that the agreement was taken back. It has not said that it knows.",
    "ACKNOWLEDGED": "The agency knows that the agreement was taken back.",
}


def _sent(visit: Visit) -> Response:
    file = visit.path["file"]
    cursor = request.args.get("cursor")
    query = {"limit": _ON_A_PAGE} | ({} if cursor is None else {"cursor": cursor})
    listed = ask(visit, "listDisclosures", query, file=file)
    stands = ask(visit, "showFile", file=file)
    names = names_on(stands)
    following = listed["next"]
    return show(
        visit,
        "sent.html",
        "What was asked and told",
        file=file,
        not_whole=[]
        if cursor
        else [_in_part(visit, one, names, listed["staff"]) for one in listed["not_whole"]],
        ones=[
            {**_one(visit, one, names, listed["staff"]), "through": led_through(stands, one)}
            for one in listed["disclosures"]
        ],
        record=list(offered(visit, "recordDisclosure", "Record that you contacted an agency")),
        following=following and f"/files/{file}/sent?cursor={following}",
    )


def _one(
    visit: Visit,
    one: Mapping[str, Any],
    names: Mapping[str, str],
    staff: Mapping[str, str],
) -> dict[str, Any]:
    who = one["by"]
    against = one["held_against"]
    return {
        "seq": one["seq"],
        "did": DID[one["direction"]],
        "agency": agency_alone(one["agency"]),
        "recipient": one["recipient"],
        "at": one["at"],
        "by": by_whom(who, staff),
        "facts": [
            ("About", ", ".join(names.get(subject, "somebody") for subject in one["subjects"])),
            ("What", ", ".join(label("categories", kind) for kind in one["categories"])),
            ("Why", label("purposes", one["purpose"])),
            ("It rested on", label("disclosure_bases", one["basis"])),
            *([("Sent by", one["sent_via"])] if one["sent_via"] else []),
            *([("In short", one["summary"])] if one["summary"] else []),
        ],
        "words": one["words_sent"],
        "differ": against is not None and against["words"] == _DIFFER,
        "verdict": against and label("deed_verdicts", against["verdict"]),
        "wrong": _wrong(one["rested_on_error_since"]),
        "is_to_be_seen": one["to_be_seen_since"] is not None,
        "check": one["check"],
        "knows": KNOWS[one["telling"]["state"]],
        "stopped": _STOPPED.get(one["stop_notice"]["state"]),
        "reply": reply_in_words(one["reply"]),
        "to_insist": _to_insist(visit, one),
        "offers": list(_offers(visit, one)),
    }


def _in_part(
    visit: Visit, one: Mapping[str, Any], names: Mapping[str, str], staff: Mapping[str, str]
) -> dict[str, Any]:
    """What was shared at once, as far as anybody has said it."""
    about = ", ".join(names.get(subject, "somebody") for subject in one["subjects"])
    what = ", ".join(label("categories", kind) for kind in one["categories"])
    facts = [
        ("Service", with_whom(one["agency"]) if one["agency"] else ""),
        ("Who had it", one["recipient"]),
        ("Asked or told", DID.get(one["direction"], "")),
        ("About", about),
        ("What", what),
        ("In short", one["summary"]),
        ("Why it could not wait", one["risk"]),
    ]
    return {
        "seq": one["seq"],
        "agency": with_whom(one["agency"]),
        "at": one["at"],
        "by": staff.get(one["by"]["id"]) or label("staff_roles", one["by"]["role"]),
        "facts": [(name, words) for name, words in facts if words],
        "words": one["words_sent"],
        "rest": in_words(one["not_said_yet"]),
        "offers": list(
            offered(visit, "recordShareNow", "Write down the rest", share_now=one["share_now"])
        ),
    }


def _wrong(since: str | None) -> str | None:
    """That it was agreed or decided is what was known then, and no more."""
    if since is None:
        return None
    return f"What it rested on was found to be an error, {day(datetime.fromisoformat(since))}."


def _to_insist(visit: Visit, one: Mapping[str, Any]) -> str | None:
    """What to say to an agency that would not, or is late; None where it holds nobody up."""
    reply = one["reply"]
    if not reply["overdue"] and reply["state"] not in _HOLDS_UP:
        return None
    where = {"file": visit.path["file"], "disclosure": one["id"]}
    words: str | None = ask(visit, "showEscalationWords", **where)["words"]
    return words


def _offers(visit: Visit, one: Mapping[str, Any]) -> Iterator[Offer]:
    id, state = one["id"], one["stop_notice"]["state"]
    yield from offered(visit, "recordReply", "Record what it answered", disclosure=id)
    if state == "TO_SEND":
        words = "You told it that the agreement was taken back"
        yield from offered(visit, "sendStopNotice", words, disclosure=id)
    elif state == "SENT":
        yield from offered(visit, "acknowledgeStopNotice", "It has that notice", disclosure=id)


PAGES: Final = (Page("sent", "GET", "/files/<string:file>/sent", _sent),)
