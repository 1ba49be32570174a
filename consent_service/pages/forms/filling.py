"""How a form is shown, sent, refused, held back until somebody has read what it would lift, and
kept for whoever typed it where nothing can be recorded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Response, request

from ...actions.refused import Refused
from ...api.edge.meant import note, what_it_means
from ...api.edge.problems import ProblemError
from ...domain.recorded.notwritten import somebodys
from ...domain.said.saidbesides import NOT_A_NO
from ...domain.times import LONDON
from ..asking import may_ask, problem_of, record
from ..atrisk import cannot_wait
from ..frame import Visit, go_to, show
from ..meanwhile import believed
from ..navigation import is_for
from ..page import Page
from ..problems import SIGNED_IN_SINCE, as_read, with_what_to_do
from ..shownagain import as_typed, at_once
from ..since import Came, just_now, told, what_came
from ..wanted import told as wanted
from .aboutone import about
from .askedtoday import left_open
from .choices import Known, Unread
from .drafts import (
    TOLD,
    as_it_was,
    begun_by_pressing,
    begun_here,
    draft_of,
    drafting,
    typed_by,
    was_here,
)
from .form import THEN, Form
from .goneon import gone_on
from .inwhich import in_one_that_goes_on
from .keys import key_sent, new_key
from .lacking import unanswered
from .leftout import left_open as left_open_of
from .leftout import without_what_they_left_out
from .looked import IS_KEPT, Lifted, looked_at, lost_of, to_what_is_asked
from .numbered import numbered
from .offeredwords import filled_in, left_as_offered
from .readfirst import BACK, BY_TELEPHONE, Sending, as_begun, read_first, whose
from .registered import register
from .sharednow import say_which_file, shared_now, with_use
from .showing import fields_shown
from .typed import Typed
from .typedagain import typed_again
from .whileopen import STOOD, dated, stands_now, while_open

#: Ids of ours, codes, places in the ledger: nothing else may stand in an address.
_IN_AN_ADDRESS: Final = re.compile(r"[0-9A-Za-z_*.-]{1,600}")
#: What stands under this is about a family that is on file.
_OF_A_FAMILY: Final = "/files/"
#: The key had been used: what was typed first stands on record.
_RECORDED_BEFORE: Final = "key-reused"


def pages(*forms: Form) -> tuple[Page, ...]:
    """The two pages of each form: what is shown, and what it sends."""
    register(forms)
    return tuple(page for form in forms for page in _pages(form))


def _pages(form: Form) -> tuple[Page, ...]:
    name = form.name or form.operation

    def keeps(visit: Visit, code: str) -> Response:
        return _kept(form, visit, code)

    return (
        Page(
            f"{name}Form",
            "GET",
            form.path,
            lambda visit: _shown(form, visit),
            instead=None
            if form.path.startswith(_OF_A_FAMILY)
            else lambda visit, code: _unread(form, visit, code),
        ),
        Page(
            f"{name}Sent",
            "POST",
            form.path,
            lambda visit: _sent(form, visit),
            keeps=keeps,
        ),
        *drafting(form, keeps),
    )


def _shown(form: Form, visit: Visit) -> Response:
    may_ask(visit, form.operation, **visit.path)
    draft = request.args.get("draft", "")
    if draft:
        return _drafted(form, visit, draft)
    if (again := typed_again(visit, request.args.get("again", ""))) is not None:
        return _page(form, visit, again, new_key())
    asked = {
        name: [one for one in values if _IN_AN_ADDRESS.fullmatch(one)]
        for name, values in request.args.lists()
    }
    known = Known(visit)
    begun = {} if form.begins is None else form.begins(known, request.args)
    begun = {name: [somebodys(one) for one in values] for name, values in begun.items()}
    typed = in_one_that_goes_on(form, Typed(begun) | form.given(asked), known)
    return _page(form, visit, typed, new_key(), known=known)


def _drafted(form: Form, visit: Visit, draft: str) -> Response:
    """As it was left; or what became of it, where it is not there any more."""
    try:
        return _page(form, visit, *draft_of(form, visit, draft), draft=draft)
    except (Refused, ProblemError) as error:
        if problem_of(error) != "not-found":
            raise
        came = what_came(visit, draft=draft)
        if came is not None:
            return told(visit, came)
        return _page(form, visit, Typed({}), new_key(), status=404, rest=[_NO_DRAFT])


_NO_DRAFT: Final = (
    "This draft is not here any more: it was recorded or thrown away, or it is older than seven "
    "days. If it was recorded, it stands with the family."
)


def _unread(form: Form, visit: Visit, code: str) -> Response | None:
    """Of nobody on file, to whoever may record it by their cookie: what is typed stays on the page,
    and is sent from there. None where it needs what stands on record, such as a draft.
    """
    who = believed(visit)
    if request.args or who is None or not is_for(who.roles, form.operation):
        return None
    problem = as_read(code)
    return _page(
        form,
        visit,
        Typed({}),
        new_key(),
        status=problem.status,
        known=Unread(visit),
        by=who.id,
        unread=f"{problem.title} {_ALL_THE_SAME}",
    )


_ALL_THE_SAME: Final = (
    "Write it here all the same. When you press, what you typed stays on the page, and you can "
    "press again until it is recorded. It is recorded once."
)


def _page(
    form: Form,
    visit: Visit,
    typed: Typed,
    once: str,
    *,
    status: int = 200,
    errors: Mapping[str, str] | None = None,
    rest: Sequence[str] = (),
    wrong: Sequence[tuple[str, str]] = (),
    draft: str = "",
    known: Known | None = None,
    by: str | None = None,
    unread: str = "",
    before: Came | None = None,
) -> Response:
    known = known or Known(visit)
    form = form.fitting(known)
    labels = form.labels(typed)
    found = errors or {}
    errors = {name: words for name, words in found.items() if name in labels}
    rest = [*rest, *(words for name, words in found.items() if name not in labels)]
    fields = fields_shown(form, typed, known, errors)
    hidden = {one.name for one in form.inputs() if one.input.kind == "hidden"}
    first = next((at for name, (_, at) in labels.items() if name not in hidden), "main")
    summary = [*((words, where) for where, words in wrong), *((one, first) for one in rest)]
    # In the order in which the fields stand, whatever found them wrong.
    for name in sorted(errors, key=list(labels).index):
        words, where = labels[name]
        summary.append((f"{words}{'' if words.endswith('?') else ':'} {errors[name]}", where))
    tab = request.form.get("tab", "")[:64] or new_key()
    values: dict[str, Any] = {
        "form": form,
        "fields": fields,
        "says": form.says(known, typed),
        "leads": form.leads(known, typed),
        "besides": [one for one in typed.items() if one[0] in form.carries],
        "by": {one["name"]: one for one in fields if "name" in one},
        "summary": summary,
        "action": request.path,
        "once": once,
        "whose": whose(visit) if by is None else by,
        "unread": unread,
        "cannot_wait": cannot_wait(typed.items()),
        "came": _came(visit, once, draft) if request.method == "GET" else None,
        "before": before,
        "is_before": _BEFORE in rest,
        "file": visit.path.get("file"),
        "stood": typed.one(STOOD) or ("" if by is not None else stands_now(known)),
        "about": about(known, visit.path) if form.path.startswith(_OF_A_FAMILY) else "",
        "draft": draft or begun_here(),
        # In which tab it is typed, and what of the draft stood there when it was opened.
        "tab": tab if form.begins_drafts else "",
        "was": as_it_was(typed) if draft else was_here(),
        "apart": TOLD.get(request.args.get("apart", ""), "") if draft else "",
        "saves": f"{request.path}/draft" if form.keeps_drafts else "",
        "typed_by": typed_by(visit) if form.begins_drafts else "",
    }
    values |= {"title": form.title, **form.more(known, typed)}
    return as_typed(show(visit, form.template, status=status, is_family=False, **values), once)


def _came(visit: Visit, once: str, draft: str) -> Came | None:
    """What came of what stands there: of a draft by the key under which it is recorded, and of
    nothing else that was sent from the same address. A form that is opened anew has a key under
    which nothing is recorded: whoever went back to it is told what was sent from there before.
    """
    came = what_came(visit, once=once) if draft else just_now(visit, request.path)
    return None if draft and came is not None and came.is_wrong else came


def _sent(form: Form, visit: Visit) -> Response:
    if visit.service.access.browsers.is_familys():
        raise Refused("not-your-role")
    today = visit.service.clock().astimezone(LONDON).date()
    typed = filled_in(form, form.dated(Typed(dict(request.form.lists())), today))
    once = key_sent() or new_key()
    if came := what_came(visit, once=once):
        # What it would lift, or looks like, is otherwise since it is on record; and what is typed
        # anew is not, and is not lost.
        if came.is_the_same():
            return go_to(came.where)
        return _page(form, visit, typed, new_key(), status=409, rest=[_BEFORE], before=came)
    if request.form.get("more"):
        pressed = visit.typed("more", 64)
        begun_by_pressing(form, visit)
        lost = lost_of(form, visit, typed) if pressed == BACK else {}
        typed = form.looked_up(typed, pressed, Known(visit))
        typed = form.with_more(typed, pressed)
        wrong = unanswered(form, typed, pressed)
        status = 422 if lost or wrong else 200
        return _page(form, visit, typed, once, status=status, errors=lost, wrong=wrong)
    if visit.typed("whose", 64) != whose(visit):
        return _page(form, visit, typed, new_key(), status=409, rest=[_ANOTHERS])
    typed = to_what_is_asked(form, without_what_they_left_out(form, typed))
    typed = numbered(form, typed, Known(visit))
    typed = dated(form, typed, opened := while_open(form, visit, typed))
    body, rows = form.body(typed)
    body |= {member: visit.path[member] for member in form.from_path}
    then = with_use(form, visit, body.pop(THEN, {}))
    if typed.one(BY_TELEPHONE) and BY_TELEPHONE in form.schema.fields:
        body[BY_TELEPHONE] = typed.one(BY_TELEPHONE)
    if (form.is_checked or form.kept_without) and not form.in_words(typed):
        return _page(form, visit, typed, once, status=422, rest=[_NOTHING])
    try:
        looked = _looked_at(Sending(form, visit, typed, once), body, then, rows)
        looked = looked._replace(since=opened.said)
        is_seen = visit.typed("seen", 64) == looked.digest
        is_left_open = (looked.is_asked(form) and not typed.one(NOT_A_NO)) or bool(
            left_open_of(looked.left_out, typed)
        )
        if looked.is_read_first(form) and (not is_seen or is_left_open):
            sending = Sending(form, visit, typed, once)
            return read_first(sending, looked, is_left_open=is_seen)
        # What was read there is not said again.
        is_told = looked.is_read_first(form) and visit.typed("read", 64) == looked.told
        recorded = record(visit, form.operation, body, once, **visit.path)
        if form.then:
            recorded = _and_then(form, visit, recorded, then, once)
    except Exception as error:  # noqa: BLE001 - whatever it is, what was typed is not lost
        return _ended(Sending(form, visit, typed, once), rows, error)
    return gone_on(form, visit, recorded, once, looked.codes if is_told else frozenset())


def _looked_at(
    sending: Sending, body: Mapping[str, Any], then: Mapping[str, Any], rows: Mapping[str, str]
) -> Lifted:
    """Tried, with all that is wrong with it said at once. Raises as `record` does."""
    form, visit, typed, _ = sending
    lacks = [
        *left_open(form, visit, typed),
        *left_as_offered(form, typed),
        *form.lacks(body, then),
        *form.wants(Known(visit), body),
    ]
    try:
        looked = looked_at(form, visit, body, typed, rows)
    except (Refused, ProblemError) as error:
        code, found = what_it_means(error)
        if not lacks or code != "invalid":
            raise
        known = {at for at, _ in lacks}
        every = [*lacks, *(one for one in found if one[0] not in known)]
        raise ProblemError("invalid", every) from error
    if lacks:
        raise ProblemError("invalid", lacks)
    return looked


def _and_then(
    form: Form, visit: Visit, first: Mapping[str, Any], then: dict[str, Any], once: str
) -> dict[str, Any]:
    """The second of two, on the file that the first made. Raises as `record` does."""
    said = form.passes(first, then)
    try:
        second = record(visit, form.then, said, f"{once}.{THEN}", file=first["file"])
    except (Refused, ProblemError) as error:
        code, found = what_it_means(error)
        at = [(f"/{THEN}{pointer}", words) for pointer, words in found]
        raise ProblemError(code, at) from error
    say_which_file(visit, said, first["file"], once)
    return {**second, "file": first["file"], "notices": [*first["notices"], *second["notices"]]}


_NOTHING: Final = "Nothing was typed. Fill in what you know."
_ANOTHERS: Final = "Somebody else was signed in when this was typed. Read it before you record it."


def _ended(sending: Sending, rows: Mapping[str, str], error: Exception) -> Response:
    form, visit, typed, once = sending
    code, found = what_it_means(error)
    note(error, code)
    problem = as_read(code)
    if code == IS_KEPT or not 400 <= problem.status < 429:
        return _kept(form, visit, code)
    if code == _RECORDED_BEFORE:
        return _page(form, visit, typed, new_key(), status=409, rest=[_BEFORE])
    if not found and code in form.points:
        found = [(f"/{form.points[code]}", f"{problem.title} {problem.next}")]
    found = [(pointer, with_what_to_do(words)) for pointer, words in found]
    errors, rest = form.errors(found, rows, typed)
    if code not in ("invalid", "refused-in-parts") and not (errors and not rest):
        rest = [f"{problem.title} {problem.next}"]
    begun_by_pressing(form, visit)
    try:
        return _page(form, visit, typed, once, status=problem.status, errors=errors, rest=rest)
    except Exception as other:  # noqa: BLE001 - the file cannot be shown any more
        code, _ = what_it_means(other)
        note(other, code)
        return _kept(form, visit, code)


_BEFORE: Final = (
    "This was recorded already, as it was typed first. What you typed now is not on record: read "
    "below what to do."
)


#: Who has to show again that it is they is signed in.
_AGAIN: Final = "sign-in-again"
_SAVES: Final = "Save for later"


def _kept(form: Form, visit: Visit, code: str) -> Response:
    """Nothing was recorded, or nobody knows: all that was typed, to be read and sent again. Raises
    `Refused` for one of a family: this is no form of theirs.
    """
    if visit.service.access.browsers.is_familys():
        raise Refused(code)
    typed = Typed(dict(request.form.lists()))
    problem = as_read(code)
    draft = begun_by_pressing(form, visit) if code in SIGNED_IN_SINCE or code == _AGAIN else ""
    shown = show(
        visit,
        "form_kept.html",
        SIGNED_IN_SINCE.get(code, problem.title),
        status=problem.status,
        is_family=False,
        next=problem.next,
        code=code,
        is_recorded=code == IS_KEPT,
        words=form.in_words(typed),
        used=shared_now(form, visit, typed, problem.status),
        is_kept=bool(draft),
        to=wanted(f"{request.path.removesuffix('/draft')}?draft={draft}") if draft else "",
        typed=list(typed.items()),
        action=request.path,
        once=key_sent(),
        **as_begun(),
        whose=request.form.get("whose", "")[:64],
        button=_SAVES if request.path.endswith("/draft") else form.button,
    )
    return at_once(shown)
