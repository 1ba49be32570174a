"""What somebody says on their own page: stop, this is wrong, I would like. Each gives a receipt.

Nothing here is hard to press, and nothing is lost: a form that could not be kept comes back with
what was typed, and the same form sent twice is kept once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import orjson
from flask import Response, request

from ...actions.refused import Refused
from ...api.edge.meant import what_it_means
from ...api.edge.problems import ProblemError
from ...domain.codes import codes
from ...domain.own.words import words
from ...domain.recorded.practice import HELP_NOW, SUPPORTER
from ...languages.marking import in_page, reply_in
from ..asking import TROUBLE, ask, problem_of, record
from ..frame import Visit, show
from ..page import Page
from ..shownagain import as_typed, only_once
from ..since import it_came_to
from ..visit import WHOLE
from ..wanted import FIRST
from .addresses import ANSWER, ASK, FOR, NOT_AGREED, RECEIPT, STOP, WRONG
from .addresses import asked as asked_by
from .helping import LONGEST, YOUNG, help_after, once
from .receipts import TITLE, WRITTEN, means_in, receipt_of, receipt_shown
from .speaking import speaks

_LONGEST_ID: Final = 64
#: Of a digest, so much.
_MARK: Final = 16
#: Whoever hears one of these is nobody whose form it is, or not any more.
_NO_FORM_HELPS: Final = frozenset(
    {"unauthenticated", "sign-in-again", "not-found", "not-your-role", "bad-request"}
)
#: Under this key something else was kept.
_USED: Final = "key-reused"
#: What is always heard is kept while nobody knows what time it is.
_IS_KEPT: Final = "kept-for-now"
#: Of this, as of help that is asked for now, nobody who has their telephone next reads anything.
_KEPT_FROM: Final = "sayWhoMustNotKnow"
#: In each form in which they type words, the field that says it; and by whom, which choices.
_WHO: Final = "must_not_know"
_OF_A_CHILD, _OF_AN_ADULT = "kept_from", "adult_kept_from"
#: Where on their page a yes of theirs stands that has not ended, and where what else they answered.
_YESES: Final = ("agreed", "not_counted", "yes_since")
_OTHERS: Final = ("no_before", "not_decided", "said_no")
#: By what one answer is told from another.
_TOLD_APART: Final = ("who", "about", "what")
COULD_NOT: Final = (
    "We could not keep this. What you typed is still here. "
    "Try again in a few minutes, or ring us and say it."
)
#: Beside what was kept all the same.
NOT_BOTH: Final = (
    "We could not keep who must not know. Try again in a few minutes, or ring us and say it."
)
UNFIT: Final = "We cannot keep this as it is. Write it in fewer words, or ring us and say it."


# ── stop ────────────────────────────────────────────────────────────────────────────────────────


def _stop_form(visit: Visit) -> Response:
    return _asks_to_stop(visit, {"response": asked_for(ANSWER), "words": ""})


def _asks_to_stop(visit: Visit, typed: Mapping[str, str]) -> Response:
    """What it would mean is what the receipt will say: it is tried first, and nothing is kept."""
    ones = _meant(visit, typed["response"])
    # An answer that is not among them is no reason to do nothing: it is all of them, and says so.
    named = {"response": typed["response"]} if ones else {}
    tried = record(visit, "stopAgreeing", {"dry_run": True} | named, once())
    typed = {**typed, "response": "", **named}
    return _shows_stop(visit, typed, ones=ones, means=tried["receipt"]["means"])


def _meant(visit: Visit, response: str) -> list[dict[str, Any]]:
    """What they said yes to in this answer, each part of it; one that has ended as well."""
    own = ask(visit, "showOwn")
    said_yes = (one for name in _YESES for one in own[name])
    now = [one for one in said_yes if one["response"] == response]
    return now or [one for one in own["ended"] if one["response"] == response]


def _shows_stop(
    visit: Visit,
    typed: Mapping[str, str],
    wrong: str | None = None,
    *,
    ones: Sequence[Mapping[str, Any]] = (),
    means: str | None = None,
) -> Response:
    shown = {"ones": [reply_in(visit.language, one) for one in ones], **means_in(visit, means)}
    return shows(visit, "stop.html", "Stop agreeing", typed, wrong, **shown)


def _stopped(visit: Visit) -> Response:
    typed = said_in(visit, "response", "words")
    if speaks(visit):
        return _asks_to_stop(visit, typed)
    try:
        ones = _meant(visit, typed["response"])
    except TROUBLE:
        # A stop is kept whether or not it can be read back.
        return keeps(visit, "stopAgreeing", typed, partial(_shows_stop, visit, typed))
    again = partial(_shows_stop, visit, typed, ones=ones)
    return keeps(visit, "stopAgreeing", typed, again, stopped=ones, stops_all=not ones)


# ── something is wrong ──────────────────────────────────────────────────────────────────────────


def _wrong_form(visit: Visit, what: str = "") -> Response:
    typed = {"about": asked_for(ANSWER), "what": what, "words": ""}
    return _asks_what_is_wrong(visit, typed)


def _not_agreed_form(visit: Visit) -> Response:
    return _wrong_form(visit, "NOT_AGREED")


def _asks_what_is_wrong(
    visit: Visit, typed: Mapping[str, str], wrong: str | None = None
) -> Response:
    """Of which answer, where they came by none: all of them, unless they say which."""
    kinds = choices(visit, "correction_kinds")
    heading = "Tell us something is wrong"
    said = {"kinds": kinds, "answers": _answers(visit)}
    return shows(visit, "something_is_wrong.html", heading, typed, wrong, **said)


def _answers(visit: Visit) -> list[dict[str, Any]]:
    """What they answered, as it reads on their page; none, where it cannot be read."""
    try:
        own = ask(visit, "showOwn")
    except TROUBLE:
        return []
    found: dict[str, dict[str, Any]] = {}
    for name in (*_YESES, *_OTHERS):
        for one in own[name]:
            first = found.setdefault(one["response"], {row: [] for row in _TOLD_APART})
            for row in _TOLD_APART:
                first[row] = list(dict.fromkeys([*first[row], *one[row]]))
    return [reply_in(visit.language, one) | {"response": id} for id, one in found.items()]


def _is_wrong(visit: Visit) -> Response:
    typed = said_in(visit, "about", "what", "words")
    if speaks(visit):
        return _asks_what_is_wrong(visit, typed)
    kinds = {code: words("correction_kinds", code) for code in codes("correction_kinds")}
    said = dict(typed)
    if not typed["words"] and typed["what"] in kinds:
        # To press "I did not agree to that" is to say it.
        said["words"] = kinds[typed["what"]]
    if not said["words"]:
        return _asks_what_is_wrong(visit, typed, "Write what is wrong, or choose one of these.")
    return keeps(visit, "sayWrong", said, partial(_asks_what_is_wrong, visit, typed))


# ── ask us ──────────────────────────────────────────────────────────────────────────────────────


def _ask_form(visit: Visit) -> Response:
    wants = asked_by(asked_for(FOR))
    chosen = "yes" if wants else ""
    typed = {"wants": wants, "words": "", "chosen": chosen, "response": asked_for(ANSWER)}
    return _asks_what_you_want(visit, typed)


def _asks_what_you_want(
    visit: Visit, typed: Mapping[str, str], wrong: str | None = None, at: str = "words"
) -> Response:
    """Whoever pressed a button for it chooses nothing more: they write, or only send. Which answer
    of theirs they want to change stands above.
    """
    kinds = choices(visit, "family_wants")
    one = dict(kinds).get(typed["wants"]) if typed["chosen"] else None
    heading = "Ask us for something"
    about = _on_their_page(visit, typed["response"]) if one and typed["response"] else None
    sees = typed["wants"] == SUPPORTER and _is_somebody_let_know(visit)
    here = {"kinds": kinds, "one": one, "wrong_at": at, "about": about, "sees": sees}
    return shows(visit, "ask_us.html", heading, typed, wrong, **here)


def _on_their_page(visit: Visit, response: str) -> dict[str, Any] | None:
    """An answer of theirs, as it reads there; none, where it cannot be read."""
    try:
        own = ask(visit, "showOwn")
    except TROUBLE:
        return None
    names = (*_YESES[1:], *_OTHERS, "ended", "agreed")
    every = (one for name in names for one in own[name] if one["response"] == response)
    return next((reply_in(visit.language, one) for one in every), None)


def _is_somebody_let_know(visit: Visit) -> bool:
    """Whether somebody supports them who is let know anything."""
    try:
        return ask(visit, "showOwn")["supporter"]["they_may_know"] is not None
    except TROUBLE:
        return False


def _asked(visit: Visit) -> Response:
    typed = said_in(visit, "wants", "words", "chosen", "response")
    if speaks(visit):
        return _asks_what_you_want(visit, typed)
    if typed["wants"] not in codes("family_wants"):
        return _asks_what_you_want(visit, typed, "Choose what you want to ask for.", "wants")
    said = {name: typed[name] for name in ("wants", "words", "response")}
    return keeps(visit, "askUs", said, partial(_asks_what_you_want, visit, typed))


# ── each of them ────────────────────────────────────────────────────────────────────────────────


def asked_for(name: str) -> str:
    """From which button they came: an id of their own page, or a place in a list."""
    return request.args.get(name, "")[:_LONGEST_ID]


def said_in(visit: Visit, *names: str) -> dict[str, str]:
    """What these fields of the form hold, however long: a no is no shorter than it was said."""
    return {name: visit.typed(name, WHOLE) for name in names}


def choices(visit: Visit, list_name: str) -> list[tuple[str, str]]:
    """A list of codes in the family's own words, in their language."""
    return [(code, in_page(visit.language, words(list_name, code))) for code in codes(list_name)]


def list_of_whom(visit: Visit) -> str:
    """The list of whom they can say that they must not know: the same for everybody of their age.
    Nothing is looked up for it: a stop is asked for also where their page cannot be read.
    """
    roles = visit.signed_in.principal.roles if visit.signed_in else frozenset[str]()
    return _OF_A_CHILD if YOUNG in roles else _OF_AN_ADULT


def who_of(named: str) -> list[str]:
    """Which of them are ticked in this field."""
    ticked = request.form.getlist(named)
    every = dict.fromkeys((*codes(_OF_A_CHILD), *codes(_OF_AN_ADULT)))
    return [one for one in every if one in ticked]


def shows(
    visit: Visit,
    template: str,
    heading: str,
    typed: Mapping[str, str],
    wrong: str | None,
    **values: Any,
) -> Response:
    """The form, with what was typed. A key that it was sent with before is sent again: what was
    perhaps kept after all is kept once.
    """
    key = visit.typed("once") or once()
    shown = show(
        visit,
        template,
        TITLE,
        heading=heading,
        status=200 if wrong is None else 422,
        speaks_with="own-form",
        typed=typed,
        wrong=None if wrong is None else in_page(visit.language, wrong),
        once=key,
        longest=LONGEST,
        must_not_know=choices(visit, list_of_whom(visit)),
        said_not_to_know=request.form.getlist(_WHO),
        **values,
    )
    return shown if request.method == "GET" else as_typed(shown, key)


def keeps(
    visit: Visit,
    name: str,
    said: Mapping[str, Any],
    again: Callable[[str], Response],
    *,
    stopped: Sequence[Mapping[str, Any]] = (),
    stops_all: bool = False,
) -> Response:
    """Keep it, and show the receipt; if it cannot be kept, the form again with what was typed. Who
    must not know is kept by itself: what was asked for and kept says so, whatever became of that.
    """
    left = None if _keeps_from_them(visit, name) else _once_more(visit)
    try:
        kept = _recorded(visit, name, {member: value for member, value in said.items() if value})
    except (Refused, ProblemError) as error:
        code = problem_of(error)
        if code == _IS_KEPT:
            said = {"heading": WRITTEN, "left": left, **help_after(visit)}
            shown = show(visit, "kept_for_now.html", TITLE, status=202, **said)
            return only_once(shown) if left else shown
        if code in _NO_FORM_HELPS:
            raise
        # Of what is theirs to fill in here only the words can be other than we take them.
        return again(UNFIT if code == "invalid" else COULD_NOT)
    if left is None:
        # What was typed is gone with it: Back leads to their page.
        it_came_to(visit, FIRST, once=visit.typed("once"))
    tells = name == _KEPT_FROM or said.get("wants") == HELP_NOW or left is not None
    return receipt_of(visit, kept, stopped=stopped, stops_all=stops_all, is_once=tells, left=left)


def _once_more(visit: Visit) -> dict[str, Any]:
    """What was not kept, and all that was sent: sent again, what was kept is kept once."""
    sent = [one for one in request.form.items(multi=True) if one[0] != "csrf"]
    return {"wrong": in_page(visit.language, NOT_BOTH), "sent": sent, "to": request.path}


def _keeps_from_them(visit: Visit, name: str) -> bool:
    """Who must not know, where that was said beside something else: first, and whatever becomes of
    that. Whether it is kept.
    """
    who = [] if name == _KEPT_FROM else who_of(_WHO)
    if not who:
        return True
    try:
        _recorded(visit, _KEPT_FROM, {"who": who}, f".{_WHO}")
    except (Refused, ProblemError) as error:
        return problem_of(error) == _IS_KEPT
    return True


def _recorded(visit: Visit, name: str, said: Mapping[str, Any], part: str = "") -> dict[str, Any]:
    """Pressed twice it is kept once. Whoever goes back and says something else is heard as well."""
    key = f"{visit.typed('once')}{part}"
    try:
        return record(visit, name, said, key)
    except Exception as error:
        if what_it_means(error)[0] != _USED:
            raise
        also = hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()[:_MARK]
        return record(visit, name, said, f"{key}.{also}")


PAGES: Final = (
    Page("stopForm", "GET", STOP, _stop_form),
    Page("stopSent", "POST", STOP, _stopped),
    Page("somethingIsWrongForm", "GET", WRONG, _wrong_form),
    Page("notAgreedForm", "GET", NOT_AGREED, _not_agreed_form),
    Page("somethingIsWrongSent", "POST", WRONG, _is_wrong),
    Page("askUsForm", "GET", ASK, _ask_form),
    Page("askUsSent", "POST", ASK, _asked),
    Page("ownReceiptSaved", "POST", RECEIPT, receipt_shown),
)
