"""A letter to whoever told us of a child: that it came, what happens next, or how it ended.

The least of it is always told and names nobody. What more is told is the worker's own words, which
stand in the letter and on record. Whoever sends them decides them: on what they rest, what is held
back, and that what they say of whom and of where somebody is may be passed on.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from flask import Response

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import codes, label
from ...domain.recorded.falling import MANAGERS
from ...domain.times import LONDON
from ...domain.words.naming import day
from ...languages.language import ENGLISH
from ...letters.paper import POLICY, STYLES, on_paper
from ...letters.pdf import PDF, CannotBeSet, as_pdf, can_be_pdf
from ..asking import ask, problem_of, record
from ..byhand import Fields, refused, typed_in
from ..forms.looked import DOUBTFUL
from ..frame import HTML, Visit, show
from ..page import Page
from ..posting import whose

_ONE: Final = "/files/<string:file>/enquiries/<string:enquiry>/referrer-letter"
_GOES: Final = "GOES"
_LONGEST: Final = 4_000
#: The least that is told, by level; no name of anybody and nothing that was found out.
_LEAST: Final[Mapping[str, str]] = {
    "RECEIVED": "We have what you told us on {day}. Thank you. Somebody here is looking at it.",
    "NEXT_STEPS": (
        "We have looked at what you told us on {day}. We are finding out what help is right. We "
        "tell you more where you need it to look after the child and it is safe to. Ring us."
    ),
    "OUTCOME": (
        "We have done what we needed to do about what you told us on {day}. We tell you more where "
        "you need it to look after the child and it is safe to. Ring us."
    ),
}
_AGAIN: Final = (
    "If you are worried about a child again, tell us. If a child is in danger now, call 999."
)
#: On what it can rest that they are told more.
_BASES: Final = ("AGREED", "AUTHORISED", "SHARE_NOW")
#: The notice by which somebody would be told who may not be safe.
_NOT_SAFE: Final = "TOLD_NOT_SAFE"
_A_MANAGERS: Final = "Do not write to them: a manager sees to it. You can look at the letter."
#: So many of the figures of a number are that number.
_FIGURES: Final = 6
_TO_PUT_RIGHT: Final = frozenset({"invalid", "key-reused", "not-found"})
_FIELDS: Final[Fields] = {
    "level": _LEAST,
    "more": _LONGEST,
    "basis": _BASES,
    "held_back": _LONGEST,
    "may_know": ("YES",),
    "file": (PDF,),
}
#: By what is put on record, the field that says it.
_SAID_BY: Final = {
    "level": "level",
    "words_sent": "more",
    "withheld_reason": "held_back",
    "basis": "basis",
}


def _form(visit: Visit) -> Response:
    return _asks(visit, dict.fromkeys(_FIELDS, ""))


def _asks(
    visit: Visit,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    found: tuple[str, ...] = (),
    doubts: tuple[str, ...] = (),
) -> Response:
    """`wrong` by the name of each field. `found` is what to decide of the words, and `doubts` what
    to read first.
    """
    enquiry, warning = _enquiry(visit), _who_may_not_be_safe(visit)
    return show(
        visit,
        "referrer_letter.html",
        "Write to the referrer",
        status=200 if wrong is None else 422,
        file=visit.path["file"],
        enquiry=enquiry["id"],
        to=_to(enquiry),
        levels=[
            (level, label("referrer_feedback_levels", level), _least(level, enquiry))
            for level in codes("referrer_feedback_levels")
        ],
        bases=[(basis, label("disclosure_bases", basis)) for basis in _BASES],
        found=found,
        doubts=doubts,
        warning=warning,
        may_go=not warning or _is_managers(visit),
        can_be_pdf=can_be_pdf(),
        typed=typed,
        wrong=wrong,
        once=secrets.token_urlsafe(24),
    )


def _who_may_not_be_safe(visit: Visit) -> str | None:
    """Whoever referred may be of the family and not safe to tell: it is tried, and nothing kept."""
    tried = _tried(visit, {"level": next(iter(_LEAST))})
    return next((str(one["text"]) for one in tried if one["code"] == _NOT_SAFE), None)


def _tried(visit: Visit, said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What would be noticed if it were put on record that they were told this."""
    where = {"file": visit.path["file"], "enquiry": visit.path["enquiry"]}
    once = secrets.token_urlsafe(24)
    looked = record(visit, "tellReferrer", {**said, "dry_run": True}, once, **where)
    return list(looked["notices"])


def _is_managers(visit: Visit) -> bool:
    """They may see to it that somebody is told who may not be safe."""
    signed_in = visit.signed_in
    return signed_in is not None and not MANAGERS.isdisjoint(signed_in.principal.roles)


def _enquiry(visit: Visit) -> Mapping[str, Any]:
    """The enquiry, if somebody referred. Raises `Refused`."""
    shown = ask(visit, "showFile", file=visit.path["file"])
    for one in shown["enquiries"]:
        if one["id"] == visit.path["enquiry"] and one["referrer_agency"] is not None:
            found: Mapping[str, Any] = one
            return found
    raise Refused("not-found")


def _to(enquiry: Mapping[str, Any]) -> list[str]:
    """Who they are and where they work, as far as that is known."""
    named = [enquiry["referrer_name"], enquiry["referrer_organisation"]]
    return [one for one in named if one] or [label("agencies", enquiry["referrer_agency"])]


def _least(level: str, enquiry: Mapping[str, Any]) -> str:
    return _LEAST[level].format(day=day(datetime.fromisoformat(enquiry["opened_at"])))


def _written(visit: Visit) -> Response:
    """The letter to print. One that goes is put on record first, in the very words."""
    typed, wrong = typed_in(visit, _FIELDS)
    enquiry = _enquiry(visit)
    if not typed["level"]:
        wrong["level"] = "Choose how much they are told."
    if visit.typed("does") == _GOES and not _is_managers(visit) and _who_may_not_be_safe(visit):
        wrong["level"] = _A_MANAGERS
    if wrong:
        return _asks(visit, typed, wrong)
    words = [_least(typed["level"], enquiry), *filter(None, [typed["more"]])]
    said, kind = _told(typed, " ".join(words), ", ".join(_to(enquiry))), HTML
    undecided = _undecided(visit, typed, said) if typed["more"] else None
    if undecided is not None:
        return undecided
    where = {"file": visit.path["file"], "enquiry": visit.path["enquiry"]}
    try:
        tried = {**said, "dry_run": True}
        at = record(visit, "tellReferrer", tried, secrets.token_urlsafe(24), **where)["recorded_at"]
        paper = _set(visit, enquiry, [*words, _AGAIN], datetime.fromisoformat(at))
        if typed["file"] == PDF:
            paper, kind = as_pdf(paper), "application/pdf"
        if visit.typed("does") == _GOES:
            record(visit, "tellReferrer", said, visit.typed("once"), **where)
    except CannotBeSet as error:
        return _asks(visit, typed, {"file": str(error)})
    except (Refused, ProblemError) as error:
        if problem_of(error) not in _TO_PUT_RIGHT:
            raise
        return _asks(visit, typed, _named_here(refused(error, _SAID_BY, "level")))
    response = Response(paper, content_type=kind)
    if kind == HTML:
        response.headers["Content-Security-Policy"] = POLICY
    return response


def _named_here(wrong: Mapping[str, str]) -> dict[str, str]:
    return {_SAID_BY[name]: words for name, words in wrong.items()}


def _undecided(visit: Visit, typed: Mapping[str, str], said: Mapping[str, Any]) -> Response | None:
    """The form again, where whoever sends words of their own has not decided them yet: what they
    give away, and what any form asks before such a thing is put on record.
    """
    if typed["basis"] not in _BASES:
        return _asks(visit, typed, {"basis": "Say on what it rests that they are told more."})
    if not typed["held_back"]:
        return _asks(visit, typed, {"held_back": "Say what is held back, or that nothing is."})
    if typed["may_know"] == "YES":
        return None
    found = tuple(_gives_away(typed["more"], ask(visit, "showFile", file=visit.path["file"])))
    doubts = tuple(one["text"] for one in _tried(visit, said) if one["code"] in DOUBTFUL)
    if not (found or doubts):
        return None
    wrong = {"may_know": "Say whether they may know who and where."}
    return _asks(visit, typed, wrong, found, doubts)


def _gives_away(words: str, shown: Mapping[str, Any]) -> Iterator[str]:
    """Whose name stands in the words, and which way to reach somebody, of those that whoever writes
    them is shown.
    """
    said, figures = set(re.findall(r"[^\W\d_]+", words)), re.sub(r"\D", "", words)
    for one in (*shown["children"], *shown["adults"]):
        if said & set(re.findall(r"[^\W\d_]{2,}", one["names"] or "")):
            yield one["names"]
    for point in shown["contact_points"]:
        value = point["value"] or ""
        number, first = re.sub(r"\D", "", value), value.partition(",")[0].strip().casefold()
        is_number = len(number) >= _FIGURES and number in figures
        if is_number or (first and first in words.casefold()):
            yield value


def _set(visit: Visit, enquiry: Mapping[str, Any], lines: list[str], at: datetime) -> bytes:
    to, *work = _to(enquiry)
    letter = {
        "language": ENGLISH.tag,
        "to": to,
        "address": ", ".join(work) or None,
        "on": at.astimezone(LONDON).date().isoformat(),
        "title": "What you told us",
        "dear": f"Dear {to}",
        "parts": [{"heading": None, "lines": lines, "items": []}],
        "has_slip": False,
        "in_english": None,
    }
    return on_paper(letter, STYLES[0], visit.service.languages, *whose(visit), has_strip=False)


def _told(typed: Mapping[str, str], words: str, to: str) -> dict[str, Any]:
    said = {
        "level": typed["level"],
        "words_sent": words,
        "recipient": to,
        "sent_via": "Letter",
        "withheld_reason": typed["held_back"],
        "basis": typed["basis"] if typed["more"] else "",
    }
    return {name: value for name, value in said.items() if value}


PAGES: Final = (
    Page("referrerLetterForm", "GET", _ONE, _form),
    Page("referrerLetterWritten", "POST", _ONE, _written),
)
