"""What somebody began to write and did not finish, of a file or as a referral on a family that has
none: to go on with, or to throw away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from flask import Response

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...api.table import operations
from ...domain.words.naming import day, moment
from ..asking import ask, problem_of, record
from ..forms.aboutone import about
from ..forms.backwards import filled_in, read
from ..forms.choices import Known
from ..forms.drafts import ALL, Began, began
from ..forms.form import Form
from ..forms.registered import form_at, form_of
from ..frame import Visit, go_to, show
from ..page import Page

_OF_FILE: Final = "/files/<string:file>/drafts"
_OF_NONE: Final = "/drafts"
_ONE: Final = "<string:draft>"
#: The forms over the one write that opens a file.
_OF_NOBODY: Final = frozenset({"/referrals/new", "/share-now/new"})
#: As many things that were typed as tell two drafts of one form apart, and fit a telephone.
_SHOWN: Final = 4
#: What an address may name.
_ID: Final = re.compile(r"[0-9a-f]{1,64}")


class Begun(NamedTuple):
    """One draft: of what, about whom or which, the first of what was typed, since when, until when,
    and where it is gone on with.
    """

    id: str
    what: str
    about: str
    typed: list[tuple[str, str]]
    kept: str
    gone: str
    address: str
    #: Whether nothing was typed in it.
    is_empty: bool


def _listed(visit: Visit) -> Response:
    file, here = visit.path.get("file"), _here(visit)
    name, of = ("listMyDrafts", {"file": file}) if file else ("listMyReferralDrafts", {})
    listed = ask(visit, name, {"limit": ALL}, **of)
    return show(
        visit,
        "begun.html",
        "What you began",
        is_family=False,
        listed_at=here,
        file=file,
        begun=list(_begun(visit, listed, here)),
    )


def _begun(visit: Visit, listed: dict[str, Any], here: str) -> Iterator[Begun]:
    known = Known(visit) if "file" in visit.path else None
    # Several forms may be over one write.
    called = [one["called"] or _write_at(one["address"])[1] for one in listed["drafts"]]
    read = [_typed_in(visit, one["draft"], known) for one in listed["drafts"]]
    for one, what, (of, typed) in zip(listed["drafts"], called, read, strict=True):
        kept, gone = (datetime.fromisoformat(one[at]) for at in ("kept_at", "gone_at"))
        others = [
            words or [] for name, (_, words) in zip(called, read, strict=True) if name == what
        ]
        shown, address = _telling_apart(typed or [], others), f"{here}/{one['draft']}"
        is_empty = typed is not None and not shown
        yield Begun(one["draft"], what, of, shown, moment(kept), day(gone), address, is_empty)


def _telling_apart(
    typed: list[tuple[str, str]], others: list[list[tuple[str, str]]]
) -> list[tuple[str, str]]:
    """By what one is told from the others of the same form: of what was typed in it first what
    stands in the fewest of them.
    """
    return sorted(typed, key=lambda one: sum(one in other for other in others))[:_SHOWN]


def _typed_in(
    visit: Visit, draft: str, known: Known | None
) -> tuple[str, list[tuple[str, str]] | None]:
    """Whom or what it is about, by the address of its page; and all that was typed in it, or None
    where that cannot be read here.
    """
    try:
        found = began(visit, draft)
    except (Refused, ProblemError):
        # Gone between the list and here, or nothing can be read now: the list says what it knows.
        return "", None
    form = form_at(found.page)
    if form is None:
        return "", None
    named = re.fullmatch(re.sub(r"<string:(\w+)>", r"(?P<\1>[^/]+)", form.path), found.page)
    path = {} if named is None else named.groupdict()
    of = "" if known is None else about(known, path)
    return of, form.in_words(found.typed, known)


def _write_at(address: str) -> tuple[str, str, dict[str, str]]:
    """The write that goes to an address: its name, what it is, and what the address names."""
    for one in operations():
        found = re.fullmatch(re.sub(r"<string:(\w+)>", r"(?P<\1>[0-9a-f]+)", one.path), address)
        if found is not None and one.method == "POST":
            return one.name, one.summary, found.groupdict()
    return "", "", {}


def _gone_on_with(visit: Visit) -> Response:
    """To the page on which it was typed. What another system began is read first: there may be more
    in it than the form here has fields for.
    """
    draft = visit.path["draft"]
    found = began(visit, draft)
    if found.page and _is_page_of(visit, found.page):
        return go_to(f"{found.page}?draft={draft}")
    name, summary, path = _write_at(found.address)
    form, body = form_of(name), read(found.text)
    words, rest = _read(visit, form, found, body)
    address = None if form is None or body is None else _filled(form.path, path, body)
    return show(
        visit,
        "begun_elsewhere.html",
        "Begun in another system",
        is_family=False,
        listed_at=_here(visit),
        draft=draft,
        what=summary,
        words=words,
        rest=rest,
        address=None if address is None else f"{address}?draft={draft}",
    )


def _read(
    visit: Visit, form: Form | None, found: Began, body: Mapping[str, Any] | None
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """All that is in it: what the form has fields for, by their labels, and what it has not."""
    if form is None or body is None:
        return [], [("As it was typed", found.text)]
    typed, rest = filled_in(form, body)
    known = Known(visit) if "file" in visit.path else None
    return form.in_words(typed, known), rest


def _is_page_of(visit: Visit, page: str) -> bool:
    """Whether a draft of this file, or of none, may be of that page."""
    if "file" in visit.path:
        return page.startswith(f"/files/{visit.path['file']}/")
    return page in _OF_NOBODY


def _filled(page: str, path: Mapping[str, str], body: Mapping[str, Any]) -> str | None:
    """The page of the form, where the write's address and body say whom it is about."""
    said = {name: one for name, one in body.items() if isinstance(one, str) and _ID.fullmatch(one)}
    named = {**said, **path}
    if not named.keys() >= set(re.findall(r"<string:(\w+)>", page)):
        return None
    return re.sub(r"<string:(\w+)>", lambda one: named[one[1]], page)


def _thrown_away(visit: Visit) -> Response:
    """What is gone already, as the button was pressed twice or in two tabs, is thrown away."""
    draft = visit.typed("draft", 64)
    try:
        if "file" in visit.path:
            record(visit, "throwAwayDraft", {}, "", file=visit.path["file"], draft=draft)
        else:
            record(visit, "throwAwayReferralDraft", {}, "", draft=draft)
    except (Refused, ProblemError) as error:
        if problem_of(error) != "not-found":
            raise
    return go_to(_here(visit))


def _here(visit: Visit) -> str:
    return f"/files/{visit.path['file']}/drafts" if "file" in visit.path else _OF_NONE


def _pages(where: str, of: str) -> tuple[Page, ...]:
    return (
        Page(f"whatYouBegan{of}", "GET", where, _listed),
        Page(f"goOnWithDraft{of}", "GET", f"{where}/{_ONE}", _gone_on_with),
        Page(f"throwAwaySent{of}", "POST", where, _thrown_away),
    )


PAGES: Final = (*_pages(_OF_FILE, ""), *_pages(_OF_NONE, "OfNoFamily"))
