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
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import orjson
from flask import Response, g, request

from ...access.sessions import SignedIn
from ...access.typedby import signed_for, whose_page
from ...actions.refused import Refused
from ...api.edge.meant import note, what_it_means
from ...api.edge.problems import ProblemError
from ..asking import ask, problem_of, record
from ..frame import Visit, clock, go_to
from ..meanwhile import believed
from ..page import Keeps, Page
from ..since import what_came
from .backwards import filled_in, read
from .form import Form
from .keys import as_key, key_of_tab, key_sent, new_key
from .typed import WHICH_ASKED, Typed

#: In what a draft holds: the page's fields, and the key under which they are recorded. Whoever goes
#: on with a draft of what stands on record already records nothing twice.
_FIELDS: Final = "fields"
_ONCE: Final = "once"
#: In which tab it was typed last: what another typed since it was opened here is no less theirs.
_TAB: Final = "tab"
#: What says whose page it was; and longer than any that does.
_BY: Final = "typed_by"
_LONGEST_OF_BY: Final = 2_001
#: On which page it was typed: several forms may be over one operation.
_PAGE: Final = "page"
#: Of one that no page made.
NOTHING_TYPED: Final = Typed({})
_BY_ANOTHER_TAB, _SINCE = "yes", "since"
#: What whoever saves is told besides, by how their draft's address says it.
TOLD: Final = {
    _BY_ANOTHER_TAB: "Saved as a draft of its own: another tab had saved this one. Nothing is "
    "recorded yet.",
    _SINCE: "Saved as a draft of its own: what you sent before is on record as it stood then. "
    "Nothing of this draft is recorded yet.",
}
ON_RECORD: Final = (
    "You sent this form, and it is on record{}. What you type here now is not saved. To record it "
    "as well, press the button: you are shown first what is on record."
)
#: What was kept, or is sent, under this key is on record.
_USED: Final = "key-reused"
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
    every = typed | {WHICH_ASKED: ()}
    return hashlib.sha256(orjson.dumps(every.as_values(), option=_SORTED)).hexdigest()[:_SHORT]


def began(visit: Visit, draft: str) -> Began:
    """What stands in it. Raises what `showMyDraft` does."""
    shown = ask(visit, _over(visit, "showMyDraft"), None, **_place(visit), draft=draft)
    address, text = str(shown["address"]), str(shown["typed"])
    try:
        held = json.loads(text)
        fields = {str(name): [str(one) for one in of] for name, of in held[_FIELDS].items()}
        # Without a key of its own it has that of sending it as it is: no two have one.
        once = as_key(str(held[_ONCE]).strip() or _of_the_draft(draft))
        page, tab = str(held[_PAGE]), str(held.get(_TAB, ""))
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
    return filled_in(form, body)[0], _of_the_draft(draft)


def _of_the_draft(draft: str) -> str:
    return f"draft-{draft}"


def forget(form: Form, visit: Visit, once: str) -> None:
    """What is sent is on record now, and whatever of it is saved late does not come back. A draft
    of which that cannot be said goes by itself in a week.
    """
    draft, tab = visit.typed("draft", 64), visit.typed("tab", 64)
    if not form.keeps_drafts and not draft:
        return
    over = {"address": _address(form, visit.path), "typed": "-", "recorded": True, "once": once}
    with suppress(Exception):
        record(visit, _over(visit, "keepDraft"), over, key_of_tab(once, tab), **_place(visit))
    if draft:
        with suppress(Exception):
            said = {**over, "draft": draft}
            record(visit, _over(visit, "keepDraft"), said, once, **_place(visit))
    with suppress(Exception):
        _forget_beside(visit, over)


def _forget_beside(visit: Visit, over: Mapping[str, Any]) -> None:
    """Whoever went back typed on in a draft of its own: it goes as well, but for one in which they
    typed what is not on record.
    """
    listed = ask(visit, _over(visit, _LIST), {"limit": ALL}, **_place(visit))
    recorded = [text for _, text in Typed(dict(request.form.lists())).items()]
    once = str(over["once"])
    for one in listed["drafts"]:
        if one["once"] != once:
            continue
        held = [text for _, text in began(visit, one["draft"]).typed.items()]
        if all(_is_chosen(text) or any(text.strip() in on for on in recorded) for text in held):
            said = {**over, "draft": one["draft"]}
            record(visit, _over(visit, "keepDraft"), said, once, **_place(visit))


def _is_chosen(text: str) -> bool:
    """Of a list, and typed by nobody."""
    return _CHOSEN.fullmatch(text) is not None


#: No more are listed, as no more are kept.
ALL: Final = "200"
_LIST: Final = "listMyDrafts"
#: An id, a code, a yes or a no: as no telephone number is, and no day.
_CHOSEN: Final = re.compile(r"|[0-9a-f]{24,}|[A-Z][A-Z_0-9]+|yes|no|true|false|none|on|\*")
#: What is used where a family has no file yet.
_OF_NONE: Final = {
    "keepDraft": "keepReferralDraft",
    _LIST: "listMyReferralDrafts",
    "showMyDraft": "showMyReferralDraft",
    "throwAwayDraft": "throwAwayReferralDraft",
}


def _place(visit: Visit) -> dict[str, str]:
    return {"file": visit.path["file"]} if "file" in visit.path else {}


def _over(visit: Visit, name: str) -> str:
    return name if "file" in visit.path else _OF_NONE[name]


def _keep(form: Form, visit: Visit, keeps: Keeps) -> Response:
    had, of_script = visit.typed("draft", 64), _is_of_the_script()
    came = what_came(visit, once=key_sent())
    if came is not None and of_script:
        return _json({"draft": "", "said": ON_RECORD.format(f" since {came.clock}")})
    if came is not None and came.is_the_same():
        return go_to(came.where)
    try:
        kept, told = _saved(form, visit, anew=came is not None)
    except Exception as error:  # noqa: BLE001 - what was typed is not lost
        code, _ = what_it_means(error)
        if code == _USED and of_script:
            return _json({"draft": "", "said": ON_RECORD.format("")})
        note(error, code)
        if not of_script:
            return keeps(visit, code)
        return _json({"draft": had, "said": NOT_SAVED}, 503)
    at = clock(datetime.fromisoformat(kept["kept_at"]))
    if of_script:
        words = TOLD.get(told, f"Saved at {at}. Nothing is recorded yet.")
        return _json({"draft": kept["draft"], "said": words})
    told = f"&apart={told}" if told else ""
    return go_to(f"{request.path.removesuffix('/draft')}?draft={kept['draft']}{told}")


def begun_by_pressing(form: Form, visit: Visit) -> str:
    """From the first press of a button on what was typed stands in a draft, whatever becomes of the
    page: its id, or nothing where none can be kept. Whoever's session is over is who their cookie
    says, for this alone: what they typed is kept for them, and shown to nobody.
    """
    who = _who_typed(visit)
    if not form.begins_drafts or who is None:
        return ""
    theirs, typed = replace(visit, signed_in=who), Typed(dict(request.form.lists()))
    if not begun_here() and not form.in_words(typed):
        # Nothing was typed yet: a row was asked for, and there is nothing to go on with.
        return ""
    with suppress(Exception):
        g.begun = str(_saved(form, theirs, anew=False, is_asked_for=False)[0]["draft"])
        g.begun_as = as_it_was(typed)
    return begun_here()


def begun_here() -> str:
    """The draft that what was sent stands in: one that was opened, or that this press has made."""
    return str(g.get("begun", "")) or request.form.get("draft", "")[:64]


def was_here() -> str:
    """What of the draft stands there as far as this page knows: what this press has kept, or what
    it said of when it was opened.
    """
    return str(g.get("begun_as", "")) or request.form.get("was", "")[:64]


def typed_by(visit: Visit | None = None) -> str:
    """What says whose page it is, once nothing else does: of whoever is signed in, or as the page
    that was sent brought it.
    """
    if visit is not None and visit.signed_in is not None:
        return signed_for(visit.service.access.browsers, visit.signed_in.principal)
    return request.form.get(_BY, "")[:_LONGEST_OF_BY]


def _who_typed(visit: Visit) -> SignedIn | None:
    """Of two who use one browser the one whose page it was."""
    who, whose = visit.signed_in, visit.typed("whose", 64)
    if who is None:
        named = believed(visit) or whose_page(visit.service.access.browsers, typed_by())
        who = None if named is None else SignedIn(named, visit.service.clock(), timedelta(0))
    return who if who is not None and who.principal.id == whose else None


def _saved(
    form: Form, visit: Visit, *, anew: bool, is_asked_for: bool = True
) -> tuple[dict[str, Any], str]:
    """The draft that holds what is typed, and what whoever typed it is told besides. Where what was
    sent under the key is on record, and somebody asks for this to be saved, it is something else.
    """
    typed = Typed(dict(request.form.lists()))
    had, tab, once = visit.typed("draft", 64), visit.typed("tab", 64), key_sent()
    told, own = "", key_of_tab(once, tab)
    if had and not anew and _was_typed_elsewhere(visit, had, typed, tab):
        had, once, told = "", own, _BY_ANOTHER_TAB
    if anew:
        had, told = "", _SINCE
        once = own = new_key()
    held = {
        _FIELDS: typed.as_values(),
        _ONCE: once,
        _PAGE: request.path.removesuffix("/draft"),
        _TAB: tab,
    }
    said = {
        "address": _address(form, visit.path),
        "typed": orjson.dumps(held).decode(),
        "called": form.title,
        "once": once,
    }
    try:
        return _kept(visit, said, had, own), told
    except Exception as error:
        is_used = what_it_means(error)[0] == _USED
        if not is_used or anew or not is_asked_for or _is_of_the_script():
            raise
    return _saved(form, visit, anew=True)


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
