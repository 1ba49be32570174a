"""What somebody reads before a form is recorded: what it would lift, what may be a mistake, and
whether there is a no in what they typed, which they answer there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask import Response, request

from ...domain.recorded.falling import MANAGERS
from ...domain.said.saidbesides import NOT_A_NO
from ..atrisk import cannot_wait
from ..frame import Visit, show
from ..navigation import may_use
from ..shownagain import as_typed
from .choices import Choice, Known, staff
from .drafts import begun_by_pressing, begun_here, typed_by, was_here
from .form import Form
from .lacking import said_at
from .leftout import asked_of_each, is_asked_by, wrong_of
from .looked import Lifted
from .onrecord import of_a_link
from .showing import fields_shown
from .typed import OF_A_NO, OF_A_YES, WHICH_ASKED, Typed
from .whileopen import is_dated

#: The manager who said so by telephone: what would be lifted is lifted for now.
BY_TELEPHONE: Final = "said_by_telephone"
#: What the button sends by which somebody goes back to what they typed.
BACK: Final = "-"


class Sending(NamedTuple):
    """One press of a form's button."""

    form: Form
    visit: Visit
    typed: Typed
    once: str


def read_first(sending: Sending, looked: Lifted, *, is_left_open: bool) -> Response:
    """Whether there is a no in what they said is answered there: left open it held the yes of
    whoever had said it until somebody else had read it, on another day.
    """
    form, visit, typed, once = sending
    draft = begun_by_pressing(form, visit)
    labels, known, lost = form.labels(typed), Known(visit), {**looked.beside, **looked.lost}
    shown = show(
        visit,
        "form_read_first.html",
        "Check what this would lift" if looked.falls else "Check what you typed",
        is_family=False,
        form=form,
        looked=looked,
        lost=[
            said_at(words, lost[name]).removesuffix(":")
            for name, (words, _) in labels.items()
            if name in lost
        ],
        back=BACK,
        of=visit.path.get("file"),
        order=of_a_link(form),
        may_find=visit.signed_in is not None and may_use(visit.signed_in, "search"),
        status=422 if is_left_open else 200,
        summary=_summary(sending, looked, labels) if is_left_open else [],
        asks=[
            *asked_of_each(looked.left_out, typed, is_wrong=is_left_open),
            *(_asked_there(sending, known, looked, is_left_open) if looked.may_be_a_no else ()),
        ],
        words=_read_back(sending, looked, known, lost),
        theirs=typed.theirs() if looked.may_be_a_no or looked.left_out else (),
        typed=list(typed.items()),
        not_asked=[one for one in typed.items() if not _is_asked_here(one[0], looked)],
        which_asked=_which_asked(looked),
        action=request.path,
        once=once,
        seen=looked.digest,
        is_manager=visit.signed_in is not None
        and not MANAGERS.isdisjoint(visit.signed_in.principal.roles),
        managers=_managers(known) if looked.falls else (),
        by_telephone=BY_TELEPHONE if BY_TELEPHONE in form.schema.fields else "",
        whose=whose(visit),
        cannot_wait=cannot_wait(typed.items()),
        is_kept=bool(draft),
        is_dated=is_dated(typed),
        **as_begun(),
    )
    return as_typed(shown, once)


def _read_back(sending: Sending, looked: Lifted, known: Known, lost: Mapping[str, str]) -> Any:
    """What they typed, but for what is asked below it."""
    form, typed = sending.form, sending.typed
    if not form.is_checked and looked.falls:
        return ()
    return form.in_words(typed | {NOT_A_NO: ()} if looked.may_be_a_no else typed, known, lost)


def _is_asked_here(name: str, looked: Lifted) -> bool:
    """It is answered on this page, and not carried over it as well."""
    is_of_a_no = looked.may_be_a_no and name == NOT_A_NO
    return is_of_a_no or name == WHICH_ASKED or is_asked_by(name)


def _which_asked(looked: Lifted) -> str:
    if not looked.may_be_a_no:
        return ""
    return OF_A_YES if looked.is_beside_a_yes else OF_A_NO


#: Of what may be a no and nobody has said: one of the two is true, whatever is known.
_EITHER: Final = "Say whether it may be a no. If you do not know, choose “Yes, or it may be”."


#: Beside a yes it is more than that: that it is theirs, that they were understood, and of what.
_THEIR_OWN: Final[Mapping[str, Any]] = {
    "label": "Did they say yes to you themselves, now, to all that you ticked yes to?",
    "hint": "Not somebody else for them, not silence, not “later” and not “if”. A no that you "
    "ticked is heard already.",
    "items": (Choice("true", "Yes"), Choice("false", "No, or I am not sure")),
}
_SAY_SO: Final = (
    "Say whether it was their own yes. If you do not know, choose “No, or I am not sure”."
)


def _summary(
    sending: Sending, looked: Lifted, labels: Mapping[str, tuple[str, str]]
) -> list[tuple[str, str]]:
    """What was left open, and where it is asked."""
    typed = sending.typed
    is_open = looked.is_asked(sending.form) and not typed.one(NOT_A_NO)
    own = [(_left_open(looked), labels[NOT_A_NO][1])] if is_open else []
    return [*wrong_of(looked.left_out, typed), *own]


def _left_open(looked: Lifted) -> str:
    return _SAY_SO if looked.is_beside_a_yes else _EITHER


def _asked_there(
    sending: Sending, known: Known, looked: Lifted, is_left_open: bool
) -> list[dict[str, Any]]:
    """Whether there is a no in what they typed: it is sent with the rest."""
    is_wrong = is_left_open and not sending.typed.one(NOT_A_NO)
    errors = {NOT_A_NO: _left_open(looked)} if is_wrong else {}
    every = fields_shown(sending.form, sending.typed, known, errors)
    asked = _THEIR_OWN if looked.is_beside_a_yes else {}
    asked = {**asked, "kind": "radios", "value": sending.typed.each(NOT_A_NO)[:1]}
    return [{**one, **asked} for one in every if one.get("name") == NOT_A_NO]


def as_begun() -> dict[str, Any]:
    """Of which draft it is, in which tab, and what of it stood there when it was opened."""
    tab = request.form.get("tab", "")[:64]
    return {"draft": begun_here(), "typed_by": typed_by(), "tab": tab, "was": was_here()}


def _managers(known: Known) -> list[Choice]:
    """Whoever may have said so by telephone, by name; nobody where nobody is listed."""
    managing = {one["staff"] for one in known.staff if not MANAGERS.isdisjoint(one["roles"])}
    return [one for one in staff(known) if one.value in managing]


def whose(visit: Visit) -> str:
    """Who typed it: whoever goes on with another's words is told so."""
    return "" if visit.signed_in is None else visit.signed_in.principal.id
