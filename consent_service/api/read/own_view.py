"""What a parent or young person sees of their own.

No address here names anybody or any file: the token says whose view it is, and reaches no other.
A person who is not on the file, a file that is not there and another authority's look the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import marshmallow

from ...actions.refused import NoSuchFile, RecordDamaged
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.view import View
from ...domain.may import ADVOCATE, FAMILY
from ...domain.own import Seen, own_view, seen_by
from ...domain.own.lookedat import Glance, looked_at
from ...domain.own.part import part_for
from ...domain.own.supporting import SEES_ALL, may_see, permitted, supported_by, whom_they_support
from ...domain.safety.whosepage import on_pages
from ...storage.door.queries import read_with_own
from ...storage.door.trouble import StorageError
from ...storage.people.lookedat import looks_at
from ..edge.fields import Opaque
from ..edge.operations import Call, Operation
from ..edge.problems import ProblemError
from ..replies import own as replies

_TWO_YEARS: Final = timedelta(days=731)
_NOTHING_ASKED: Final = marshmallow.Schema()


class _Whom(marshmallow.Schema):
    """Whom they support, of somebody with a page of their own: an advocate supports one."""

    class Meta:
        """A parameter that is not known is refused: it may be meant, and would be lost."""

        unknown = marshmallow.RAISE

    of = Opaque(metadata={"description": "A `person` of `supporting`."})


def show_supported(call: Call) -> dict[str, Any]:
    """The same as the person who is supported sees, and made from nothing else, while they permit
    it: but for each number and address, which are theirs to give, what they typed to us, and whom
    they support themself. Without that it is as if nothing were there.
    """
    call.query(_NOTHING_ASKED)
    view, own_file = _look(call, call.now())
    named_at, (_, person) = call.principal.named_at, whose(call)
    if named_at is None or not may_see(view, person, named_at):
        raise NoSuchFile
    return _as_supporter(_page(call, view, own_file, person))


def show_supported_part(call: Call) -> dict[str, Any]:
    """What the person lets whoever supports them know, from the person's own page. Without that it
    is as if nothing were there.
    """
    call.query(_NOTHING_ASKED)
    view, own_file = _look(call, call.now())
    named_at, (_, person) = call.principal.named_at, whose(call)
    permission = None if named_at is None else permitted(view, person, named_at)
    if permission is None:
        raise NoSuchFile
    return _part(view, own_file, person, permission)


def show_supporting(call: Call) -> dict[str, Any]:
    """The same for somebody who has a page of their own, of the one whom they say."""
    of = call.query(_Whom()).get("of", "")
    view, own_file = _look(call, call.now())
    known = {one: permission for one, permission, _ in supported_by(view, whose(call)[1])}
    permission = known.get(of)
    if permission is None:
        raise NoSuchFile
    sees_all = permission == SEES_ALL
    return {
        "page": _as_supporter(_page(call, view, own_file, of)) if sees_all else None,
        "part": None if sees_all else _part(view, own_file, of, permission),
    }


#: What they asked us for and what they say is wrong: whoever supports them is not told that either.
_TO_US_ALONE: Final = ("asked_us", "statements")
_OWN_WORDS: Final = "your_words"


def _as_supporter(page: dict[str, Any]) -> dict[str, Any]:
    """Whatever they typed themself is between them and us: it may be about this very reader."""
    contact = [{**way, "value": None} for way in page["contact"]]
    shown = {
        name: [_without_words(one) for one in member] if isinstance(member, list) else member
        for name, member in page.items()
    }
    return {**shown, "supporting": [], "contact": contact, **dict.fromkeys(_TO_US_ALONE, ())}


def _without_words(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, _OWN_WORDS: []} if _OWN_WORDS in one else one


def _part(view: View, own_file: AuthorityFile, person: str, permission: str) -> dict[str, Any]:
    seen, now = _seen_of(view, person), view.as_of
    if seen is None:
        raise NoSuchFile
    return part_for(
        permission, own_view(seen, now, lambda one: own_file.name_while_here(one, now)), now
    )


def show_own(call: Call) -> dict[str, Any]:
    """What the person agreed to, said no to and asked for, and what they may know of the rest.

    It is as things stand now: the family does not look back, because two looks at two times would
    show what became known in between.
    """
    call.query(_NOTHING_ASKED)
    view, own_file = _look(call, call.now())
    _, person = whose(call)
    return _page(call, view, own_file, person, as_child=call.role == "YOUNG_PERSON")


def _page(
    call: Call, view: View, own_file: AuthorityFile, person: str, *, as_child: bool | None = None
) -> dict[str, Any]:
    seen, now = _seen_of(view, person, as_child=as_child), view.as_of
    if seen is None:
        raise NoSuchFile
    shown = own_view(seen, now, lambda staff: own_file.name_while_here(staff, now))
    supporting = whom_they_support(view, seen.person)
    looks = looked_at(view, seen.person, _looks(call, view))
    return {**shown, "supporting": supporting, "looked_at": looks}


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
    return on_pages(View(case, at, at)), own_file


def _seen(call: Call, view: View) -> Seen | None:
    _, person = whose(call)
    return _seen_of(view, person, as_child=call.role == "YOUNG_PERSON")


def _seen_of(view: View, person: str, *, as_child: bool | None = None) -> Seen | None:
    """`as_child` where it is not said is what they are."""
    if view.the_one(person) in view.without_refused_ends.the_dead:
        return None
    is_young = view.the_one(person) in view.children if as_child is None else as_child
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
            problems=("not-found", "invalid"),
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
            problems=("not-found", "invalid"),
            description=(
                "Their very page, with `FULL_PARENT_VIEW`, but for numbers and addresses, and for "
                "what they wrote to us. Once it is taken back there is nothing here, nor while "
                "they may not want me any more, by whatever they wrote to us."
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
            problems=("not-found", "invalid"),
            description=(
                "What an advocate who is confirmed can do, and needs for that, from their own page."
            ),
        ),
        Operation(
            "showSupporting",
            "/v1/own/supporting",
            "What somebody whom I support lets me know",
            show_supporting,
            FAMILY,
            replies.SupportingSchema,
            query=_Whom,
            tag="own",
            problems=("not-found", "invalid"),
            description="All that they see, or a part of it, while they let me.",
        ),
    ]
