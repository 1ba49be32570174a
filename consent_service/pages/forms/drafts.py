"""What somebody began to type, kept as a draft of theirs: by the script as they go, or by a button.

A draft of a page holds the page's own fields, so that it comes back as it was; it is recorded by
the form alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, NamedTuple

import orjson
from flask import Response, request

from ...actions.refused import Refused
from ...api.edge.meant import note, what_it_means
from ...api.edge.problems import ProblemError
from ..asking import ask, problem_of, record
from ..frame import Visit, clock, go_to
from ..page import Keeps, Page
from .backwards import filled_in, read
from .form import Form
from .typed import Typed

#: In what a draft holds: the page's fields, and the key under which they are recorded. Whoever goes
#: on with a draft of what stands on record already records nothing twice.
_FIELDS: Final = "fields"
_ONCE: Final = "once"
#: In which tab it was typed last: what another typed since it was opened here is no less theirs.
_TAB: Final = "tab"
#: On which page it was typed: several forms may be over one operation.
_PAGE: Final = "page"
#: Of one that no page made.
NOTHING_TYPED: Final = Typed({})
APART: Final = (
    "Saved as a draft of its own: another tab had saved this one. Nothing is recorded yet."
)
_SORTED: Final = orjson.OPT_SORT_KEYS
_SHORT: Final = 32
NOT_SAVED: Final = "Not saved. What you typed is still here: go on, and record it."


def drafting(form: Form, keeps: Keeps) -> tuple[Page, ...]:
    """The page that keeps what is typed so far, if the form keeps any; `keeps` is what is shown
    where that cannot be done.
    """
    if not form.keeps_drafts:
        return ()
    name, address = form.name or form.operation, f"{form.path}/draft"
    return (
        Page(
            f"{name}Draft",
            "POST",
            address,
            lambda visit: _keep(form, visit, keeps),
            problems=("too-many-drafts",),
            keeps=keeps,
        ),
    )


class Began(NamedTuple):
    """One draft: the write that it is of, and its text; if a page of ours made it, that page, its
    fields and their key.
    """

    address: str
    text: str
    page: str = ""
    typed: Typed = NOTHING_TYPED
    once: str = ""
    tab: str = ""


def as_it_was(typed: Typed) -> str:
    """What somebody has before them who opened a draft."""
    return hashlib.sha256(orjson.dumps(typed.as_values(), option=_SORTED)).hexdigest()[:_SHORT]


def began(visit: Visit, draft: str) -> Began:
    """What stands in it. Raises what `showMyDraft` does."""
    shown = ask(visit, _over(visit, "showMyDraft"), None, **_place(visit), draft=draft)
    address, text = str(shown["address"]), str(shown["typed"])
    try:
        held = json.loads(text)
        fields = {str(name): [str(one) for one in of] for name, of in held[_FIELDS].items()}
        page, once, tab = str(held[_PAGE]), str(held[_ONCE]), str(held.get(_TAB, ""))
        return Began(address, text, page, Typed(fields), once, tab)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Began(address, text)


def draft_of(form: Form, visit: Visit, draft: str) -> tuple[Typed, str]:
    """What stands in it, as this form has it, and under which key it is recorded: of one that no
    page made, under that of sending it as it is. Raises `Refused` for one that is of another write,
    and what `showMyDraft` does.
    """
    found = began(visit, draft)
    if found.page:
        return found.typed, found.once
    body = read(found.text)
    if found.address != _address(form, visit.path) or body is None:
        raise Refused("not-found")
    return filled_in(form, body)[0], f"draft-{draft}"


def forget(visit: Visit, draft: str) -> None:
    """It is on record now. A draft that cannot be thrown away goes by itself in a week."""
    with suppress(Exception):
        record(visit, _over(visit, "throwAwayDraft"), {}, "", **_place(visit), draft=draft)


#: What is used where a family has no file yet.
_OF_NONE: Final = {
    "keepDraft": "keepReferralDraft",
    "showMyDraft": "showMyReferralDraft",
    "throwAwayDraft": "throwAwayReferralDraft",
}


def _place(visit: Visit) -> dict[str, str]:
    return {"file": visit.path["file"]} if "file" in visit.path else {}


def _over(visit: Visit, name: str) -> str:
    return name if "file" in visit.path else _OF_NONE[name]


def _keep(form: Form, visit: Visit, keeps: Keeps) -> Response:
    typed = Typed(dict(request.form.lists()))
    had, once = visit.typed("draft", 64), visit.typed("once", 64)
    page = request.path.removesuffix("/draft")
    tab = visit.typed("tab", 64)
    try:
        apart = bool(had) and _was_typed_elsewhere(visit, had, typed, tab)
        # One of its own for this tab, whatever is saved there next: whoever goes back to a form as
        # it was first shown, and on from there, saves it beside what they had typed by then.
        own = f"{once}-{tab}" if tab else once
        if apart:
            had, once = "", own
        held = {_FIELDS: typed.as_values(), _ONCE: once, _PAGE: page, _TAB: tab}
        said = {"address": _address(form, visit.path), "typed": orjson.dumps(held).decode()}
        kept = _kept(visit, said, had, own)
    except Exception as error:  # noqa: BLE001 - what was typed is not lost
        code, _ = what_it_means(error)
        note(error, code)
        if not _is_of_the_script():
            return keeps(visit, code)
        return _json({"draft": had, "said": NOT_SAVED}, 503)
    at = clock(datetime.fromisoformat(kept["kept_at"]))
    if _is_of_the_script():
        words = APART if apart else f"Saved at {at}. Nothing is recorded yet."
        return _json({"draft": kept["draft"], "said": words})
    told = "&apart=yes" if apart else ""
    return go_to(f"{request.path.removesuffix('/draft')}?draft={kept['draft']}{told}")


def _was_typed_elsewhere(visit: Visit, draft: str, typed: Typed, tab: str) -> bool:
    """Another tab kept something else of this draft after it was opened in this one."""
    try:
        stands = began(visit, draft)
    except (Refused, ProblemError) as error:
        if problem_of(error) != "not-found":
            raise
        return False
    here = {visit.typed("was", 64), as_it_was(typed)}
    is_anothers = bool(stands.page) and bool(tab) and stands.tab != tab
    return is_anothers and as_it_was(stands.typed) not in here


def _kept(visit: Visit, said: Mapping[str, Any], had: str, once: str) -> dict[str, Any]:
    """In the place of the one before. One that is not there any more is kept anew."""
    name = _over(visit, "keepDraft")
    if had:
        try:
            return record(visit, name, {**said, "draft": had}, once, **_place(visit))
        except Exception as error:
            if what_it_means(error)[0] != "not-found":
                raise
    return record(visit, name, said, once, **_place(visit))


def _address(form: Form, path: Mapping[str, str]) -> str:
    return re.sub(r"<string:(\w+)>", lambda named: path[named[1]], form.over.path)


def _is_of_the_script() -> bool:
    return request.headers.get("Accept") == "application/json"


def _json(said: Mapping[str, str], status: int = 200) -> Response:
    return Response(json.dumps(said), status=status, content_type="application/json")
