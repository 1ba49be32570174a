"""What a child does not want somebody to hear, whichever way it came: what a manager weighs of it.

Each who is named is weighed by themself: that one may be told says nothing of another. And in
whatever words a child says it, on their page, in a talk or in a wish that names nobody, it is kept
as a wish that names nobody: until a manager has said whom it means, of no adult is it known that
they are safe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import UNSET
from msgspec.structs import replace

from ..domain.file.caring import is_young
from ..domain.freetext.confided import may_ask_not_to_tell
from ..domain.names.keptfrom import is_kept_from_these_alone
from ..domain.names.namedinprose import as_read, named_in
from ..domain.recorded.events import (
    AgreementWithdrawn,
    AnyEvent,
    ConversationRecorded,
    ResponseRecorded,
    WishRecorded,
)
from ..domain.recorded.notwritten import IN_THEIR_WORDS
from ..domain.recorded.practice import CorrectionAsked, FamilyAsked
from ..domain.safety.wishes import keeps_it_from_somebody, named_by
from .moment import Moment, new_id


def heard_in_confidence(found: Sequence[AnyEvent], moment: Moment) -> list[AnyEvent]:
    """What an act puts on record, with each wish as a manager weighs it."""
    heard: list[AnyEvent] = []
    for event in found:
        heard += _weighed_apart(event) if isinstance(event, WishRecorded) else [event]
    wishes = [one for one in heard if isinstance(one, WishRecorded) and keeps_it_from_somebody(one)]
    for event in found:
        who, words = _said_by(event)
        if words is None or not may_ask_not_to_tell(words):
            continue
        if is_young(moment.view(), moment.view().the_one(who)) and not _is_kept(
            who, words, wishes, moment
        ):
            at = getattr(event, "effective_at", moment.at)
            wish = kept_from_nobody_named(who, words, IN_THEIR_WORDS, at)
            # The words stand in what they said: a no in them is heard there.
            wishes.append(replace(wish, not_a_no=True))
            heard.append(wishes[-1])
    return heard


def _is_kept(child: str, words: str, wishes: Sequence[WishRecorded], moment: Moment) -> bool:
    """From whomever the words name, by a wish of the same act; or from nobody named, who is found.
    Of whoever else is named in them nobody has said that it is not kept from them, unless they say
    plainly whom they mean.
    """
    of_theirs = [wish for wish in wishes if wish.child == child]
    if any(not wish.not_to_be_told for wish in of_theirs):
        return True
    kept = {who for wish in of_theirs for who in wish.not_to_be_told}
    view, these = moment.view(), {child, *kept}
    is_all = named_in(view, as_read(words)) <= these
    return bool(kept) and (is_all or is_kept_from_these_alone(view, words, these))


def _weighed_apart(wish: WishRecorded) -> Iterator[WishRecorded]:
    if not keeps_it_from_somebody(wish) and may_ask_not_to_tell(wish.words):
        yield replace(wish, not_to_be_told_because=wish.words)
        return
    only = wish.only_not_to_hear or ()
    for n, one in enumerate(named_by(wish) or [None]):
        yield replace(
            wish,
            not_to_be_told=() if one is None else (one,),
            only_not_to_hear=(one,) if one in only else UNSET,
            wish=new_id() if n else wish.wish,
        )


def _said_by(event: AnyEvent) -> tuple[str, str | None]:
    match event:
        case ConversationRecorded():
            return event.person, event.parent_words
        case ResponseRecorded() | AgreementWithdrawn() | CorrectionAsked() | FamilyAsked():
            return event.person, event.words
    return "", None


def kept_from_nobody_named(child: str, words: str, heard_by: str, at: datetime) -> WishRecorded:
    """A manager is to find out whom the child means. To say who must not know takes nothing back of
    what they were against, and is no new no to it.
    """
    return WishRecorded(
        child=child,
        objects=False,
        only_of_telling=True,
        words=words,
        heard_by=heard_by,
        effective_at=at,
        not_to_be_told_because=words,
        wish=new_id(),
    )
