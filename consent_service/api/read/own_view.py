"""What a parent or young person sees of their own.

No address here names anybody or any file: the token says whose view it is, and reaches no other.
A person who is not on the file, a file that is not there and another authority's look the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import marshmallow

from ...actions.refused import NoSuchFile, RecordDamaged
from ...domain.authorityfile import AuthorityFile
from ...domain.may import ADVOCATE, FAMILY
from ...domain.own import Seen, own_view, seen_by
from ...domain.own.lookedat import Glance, looked_at
from ...domain.own.part import part_for
from ...domain.own.supporting import may_see, permitted
from ...domain.view import View
from ...storage.lookedat import looks_at
from ...storage.queries import read_with_own
from ...storage.trouble import StorageError
from ..edge.operations import Call, Operation
from ..edge.problems import ProblemError
from ..replies import own as replies

_TWO_YEARS: Final = timedelta(days=731)
_NOTHING_ASKED: Final = marshmallow.Schema()


def show_supported(call: Call) -> dict[str, Any]:
    """The same as the person who is supported sees, and made from nothing else, while they permit
    it: but for each number and address, which are theirs to give. Without that it is as if nothing
    were there.
    """
    call.query(_NOTHING_ASKED)
    view, _ = _look(call, call.now())
    named_at = call.principal.named_at
    if named_at is None or not may_see(view, whose(call)[1], named_at):
        raise NoSuchFile
    own = show_own(call)
    return {**own, "contact": [{**way, "value": None} for way in own["contact"]]}


def show_supported_part(call: Call) -> dict[str, Any]:
    """What the person lets whoever supports them know, from the person's own page. Without that it
    is as if nothing were there.
    """
    call.query(_NOTHING_ASKED)
    now = call.now()
    view, own_file = _look(call, now)
    named_at, seen = call.principal.named_at, _seen(call, view)
    permission = None if named_at is None else permitted(view, whose(call)[1], named_at)
    if permission is None or seen is None:
        raise NoSuchFile
    own = own_view(seen, now, lambda staff: own_file.names_of(staff, now))
    return part_for(permission, own, now)


def show_own(call: Call) -> dict[str, Any]:
    """What the person agreed to, said no to and asked for, and what they may know of the rest.

    It is as things stand now: the family does not look back, because two looks at two times would
    show what became known in between.
    """
    call.query(_NOTHING_ASKED)
    now = call.now()
    view, own_file = _look(call, now)
    seen = _seen(call, view)
    if seen is None:
        raise NoSuchFile
    shown = own_view(seen, now, lambda staff: own_file.names_of(staff, now))
    return {**shown, "looked_at": looked_at(view, seen.person, _looks(call, view))}


def _looks(call: Call, view: View) -> list[Glance]:
    """The looks at their file in the last two years. Where they cannot be read there are none: the
    page says no less that is true.
    """
    since = max(view.file.opened_at or view.as_of, view.as_of - _TWO_YEARS)
    records, authority = call.service.records, call.principal.authority
    try:
        found = looks_at(records, authority, view.file.id, since, view.as_of)
    except (RecordDamaged, StorageError):
        return []
    return [Glance(one.at, one.content.by.role) for one in found.looks]


def look(call: Call, at: datetime) -> tuple[Seen | None, AuthorityFile]:
    """What the person of the token sees; and the authority's own. None for nobody on the file, and
    for somebody who has died: their page is for nobody else.
    """
    view, own_file = _look(call, at)
    return _seen(call, view), own_file


def _look(call: Call, at: datetime) -> tuple[View, AuthorityFile]:
    file, _ = whose(call)
    try:
        case, own_file = read_with_own(
            call.service.records, call.principal.authority, file, call.for_whom
        )
    except RecordDamaged as error:
        # That there is a file is not for everybody who comes with its number.
        raise ProblemError("storage-unavailable") from error
    return View(case, at, at), own_file


def _seen(call: Call, view: View) -> Seen | None:
    _, person = whose(call)
    if view.the_one(person) in view.without_refused_ends.the_dead:
        return None
    is_young = call.role == "YOUNG_PERSON"
    if call.role == ADVOCATE:
        is_young = view.the_one(person) in view.children
    return seen_by(view, person, as_child=is_young)


def whose(call: Call) -> tuple[str, str]:
    """The file and person of the token. The guard lets nobody in here who has none."""
    assert call.principal.file is not None  # noqa: S101 - see above
    assert call.principal.person is not None  # noqa: S101 - see above
    return call.principal.file, call.principal.person


def operations() -> list[Operation]:
    """What a parent or young person can read."""
    return [
        Operation(
            "showOwn",
            "/v1/own",
            "What I agreed to, and what you have done with it",
            show_own,
            FAMILY,
            replies.OwnViewSchema,
            tag="own",
            problems=("not-found", "invalid", "storage-unavailable", "ledger-not-sound"),
            description=(
                "As things stand now, in plain words and without codes. It never tells of "
                "anybody else's answers, nor of what is not safe to know."
            ),
        ),
        Operation(
            "showSupported",
            "/v1/supported",
            "What the person whom I support sees, while they let me",
            show_supported,
            frozenset({ADVOCATE}),
            replies.OwnViewSchema,
            tag="own",
            problems=("not-found", "invalid", "storage-unavailable", "ledger-not-sound"),
            description=(
                "The very page of that person, for an advocate who is confirmed and permitted to "
                "see all that they see (`FULL_PARENT_VIEW`), but for numbers and addresses. Once "
                "it is taken back, and for whoever was named before somebody else, there is "
                "nothing here."
            ),
        ),
        Operation(
            "showSupportedPart",
            "/v1/supported/part",
            "What the person whom I support lets me know, and what I can do",
            show_supported_part,
            frozenset({ADVOCATE}),
            replies.SupportedPartSchema,
            tag="own",
            problems=("not-found", "invalid", "storage-unavailable", "ledger-not-sound"),
            description=(
                "For an advocate who is confirmed: what they can do, and what they need for that "
                "(`MEETINGS_ONLY`, `COPIES_OF_LETTERS`, `SPEAK_TO_WORKER`). It is made from that "
                "person's own page, and is the same whatever else stands there."
            ),
        ),
    ]
