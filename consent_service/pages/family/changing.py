"""A change of one answer of theirs: less of it stops at once, and a yes is talked about with them.

What is in the form is what they read on their page, and what is sent is those very words: nothing
else of an answer is theirs to name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from flask import Response, request

from ...actions.refused import Refused
from ...domain.codes import TEXTS
from ...languages.language import Language
from ...languages.marking import reply_in
from ..asking import TROUBLE, ask, record
from ..frame import Visit
from ..page import Page
from .addresses import ANSWER, CHANGE, YES
from .helping import once
from .receipts import means_in
from .saying import asked_for, keeps, said_in, shows
from .speaking import speaks

_ROWS: Final = ("who", "about", "what", "why")
#: As many as an agreement can have in one row.
_MOST: Final = 50
#: What is read before a yes, by the text: which points of the checklist it explains. Why we are
#: worried about this child is for a person to say.
_EXPLAINS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "own_yes_why": (),
        "own_yes_who": ("WHO_WE_CONTACT", "WHAT_WE_ASK"),
        "own_yes_tell": ("WHAT_WE_TELL_THEM",),
        "own_yes_how_long": ("HOW_LONG",),
        "own_yes_can_stop": ("CAN_SAY_NO", "CAN_CHANGE_MIND"),
        "own_yes_if_no": ("WHAT_HAPPENS_IF_NO",),
        "own_if_not_safe": ("WHEN_WE_SHARE_ANYWAY",),
        "own_legal_reason": ("NOT_OUR_DP_BASIS",),
    }
)
#: A yes to one service is none to the one that stands beside it.
_NO_SERVICE: Final = "Choose at least one."
_NOTHING: Final = "Choose what you want to stop, or write what you want to change."


def _change_form(visit: Visit) -> Response:
    return _asks_what_changes(visit, {"response": asked_for(ANSWER), "words": ""})


def _asks_what_changes(
    visit: Visit, typed: Mapping[str, str], wrong: str | None = None
) -> Response:
    one = _the_one(visit, typed["response"], "agreed")
    rows = [] if one is None else [(row, one[row]) for row in _ROWS if len(one[row]) > 1]
    picked = {row: request.form.getlist(row) for row in _ROWS}
    about = {"one": None if one is None else reply_in(visit.language, one)}
    return shows(
        visit,
        "change.html",
        "Change what you agreed to",
        typed,
        wrong,
        rows=rows,
        picked=picked,
        **about,
    )


def _changed(visit: Visit) -> Response:
    """What is ticked is stopped at once: whoever has to leave after one press has said it. What is
    only written is asked for: somebody rings.
    """
    typed = said_in(visit, "response", "words")
    if speaks(visit):
        return _asks_what_changes(visit, typed)
    stopped = {row: _picked(row) for row in _ROWS}
    again = partial(_asks_what_changes, visit, typed)
    if any(stopped.values()):
        try:
            ones = _stops(visit, typed["response"], stopped)
        except TROUBLE:
            # A stop is kept whether or not it can be read back.
            ones = []
        return keeps(visit, "stopAgreeing", typed | stopped, again, stopped=ones)
    if typed["words"]:
        asked = {"wants": "CHANGE_AGREEMENT", **typed}
        return keeps(visit, "askUs", asked, again)
    return again(_NOTHING)


def _stops(
    visit: Visit, response: str, picked: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    """What each tick stops by itself: a service for every child, a child with every service."""
    one = _the_one(visit, response, "agreed")
    if one is None:
        return []
    return [{**one, row: list(ticked), "parts": []} for row, ticked in picked.items() if ticked]


def _picked(row: str) -> list[str]:
    found = request.form.getlist(row)
    if len(found) > _MOST:
        raise Refused("bad-request")
    return found


def _yes_form(visit: Visit) -> Response:
    typed = {"response": asked_for(ANSWER), "read_in": visit.language.tag, "words": ""}
    return _asks_for_yes(visit, typed)


def _asks_for_yes(visit: Visit, typed: Mapping[str, str], wrong: str | None = None) -> Response:
    """What it would mean is what the receipt will say: it is tried first, and nothing is kept."""
    one = _the_one(visit, typed["response"], "said_no", "ended", "not_decided")
    if one is None:
        raise Refused("not-on-your-page")
    services = one["who"] if len(one["who"]) > 1 else []
    picked = [name for name in request.form.getlist("who") if name in services]
    # Of those that are picked; before any is, of all that they read there.
    said = {"dry_run": True, "response": one["response"], "who": picked or one["who"]}
    means = record(visit, "sayYes", said, once())["receipt"]["means"]
    shown = {"one": reply_in(visit.language, one), **means_in(visit, means)}
    points = [TEXTS[name] for name in _EXPLAINS]
    now_in = {**typed, "read_in": visit.language.tag}
    shown |= {"services": services, "picked": picked, "points": points}
    at = "who-1" if wrong == _NO_SERVICE else "words"
    return shows(visit, "say_yes.html", "Say yes", now_in, wrong, wrong_at=at, **shown)


def _said_yes(visit: Visit) -> Response:
    """What they read is what the form showed them, whichever language they have chosen since."""
    typed = said_in(visit, "response", "words", "read_in")
    if speaks(visit):
        return _asks_for_yes(visit, typed)
    read_in = visit.service.languages.of(typed["read_in"])
    who = _picked("who")
    one = _the_one(visit, typed["response"], "said_no", "ended", "not_decided")
    if one is not None and not who:
        if len(one["who"]) > 1:
            return _asks_for_yes(visit, typed, _NO_SERVICE)
        # The one service they read: the answer may be of more, of which another row speaks.
        who = one["who"]
    said = {
        "who": who,
        "response": typed["response"],
        "words": typed["words"],
        "explained": _explained_in(read_in),
        "unchecked": not read_in.is_checked,
    }
    return keeps(visit, "sayYes", said, partial(_asks_for_yes, visit, typed))


def _explained_in(language: Language) -> list[str]:
    """What is not translated yet was shown in English, and explained nothing to whoever asked for
    another language.
    """
    return [
        point
        for name, points in _EXPLAINS.items()
        if language.is_english or language.text(TEXTS[name]) != TEXTS[name]
        for point in points
    ]


def _the_one(visit: Visit, response: str, *lists: str) -> dict[str, Any] | None:
    """Of their page, what goes by this id; to say yes to, only where they may."""
    own = ask(visit, "showOwn")
    return next(
        (
            one
            for name in lists
            for one in own[name]
            if one["response"] == response and one.get("may_say_yes", True)
        ),
        None,
    )


PAGES: Final = (
    Page("changeForm", "GET", CHANGE, _change_form),
    Page("changeSent", "POST", CHANGE, _changed),
    Page("sayYesForm", "GET", YES, _yes_form),
    Page("sayYesSent", "POST", YES, _said_yes),
)
