"""From whom on the staff a family's record is kept, in the very transaction in which their name
comes to stand on it, or a name that stands there is listed among the staff.

It is written in the authority's own file, where lists know of it without opening anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from ...actions.moment import new_id
from ...actions.refused import RecordDamaged
from ...domain.families.staffofaname import PUTS_SOMEBODY, stands_there, to_be_kept_from
from ...domain.families.wordsofaname import Nearness, fit, words_of
from ...domain.file.casefile import CaseFile
from ...domain.file.view import View
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.ofauthority import RecordRestricted, StaffListed
from ..database.statements import FIND_BY_KEYS
from ..door.openfiles import OpenFile, OpenFiles
from .names import name_blinds

#: Why, as it is kept for good: it names nobody, and says of nobody what they did.
WHY: Final = "They have the name of somebody on this file. Another manager says whether it is they."
#: Of more files than this that may have a name not each is opened under the lock.
_MOST: Final = 400
#: So many keys are looked up at once.
_AT_ONCE: Final = 1_000


def kept_from_staff(
    files: OpenFiles, family: CaseFile, said: Sequence[AnyEvent], at: datetime
) -> tuple[tuple[OpenFile, tuple[AnyEvent, ...]], ...]:
    """What is written in the authority's own file of what was said of this one, which has it."""
    if not any(isinstance(event, PUTS_SOMEBODY) for event in said):
        return ()
    found = to_be_kept_from(files.own_state, said, View(family, at, at))
    kept = tuple(_kept_from(family.id, staff) for staff in sorted(found))
    return ((files.own, kept),) if kept else ()


def where_listed(
    files: OpenFiles, said: Sequence[AnyEvent], at: datetime
) -> Iterator[RecordRestricted]:
    """Of whoever is listed on the staff: the files on which somebody has their name already."""
    for listed in said:
        if isinstance(listed, StaffListed) and not listed.ended:
            yield from _kept_from_one(files, listed, at)


def _kept_from_one(
    files: OpenFiles, listed: StaffListed, at: datetime
) -> Iterator[RecordRestricted]:
    """Of more files than can be opened under the lock each that may have the name is kept from them
    unopened: whoever looks at it says that they are somebody else.
    """
    kept, named = files.own_state.kept_to, _named(files, listed.names)
    left = [
        (file, how, n < _MOST)
        for n, (file, how) in enumerate(named)
        if listed.staff not in kept.apart.get(file, ())
        and listed.staff not in kept.found_to_be_others.get(file, ())
    ]
    # Together, and not in a query for each.
    files.have(file for file, _, is_opened in left if is_opened)
    for file, how, is_opened in left:
        may_be = how is not Nearness.BUT_ONE
        if _stands_on(files, file, listed.names, at) if is_opened else may_be:
            yield _kept_from(file, listed.staff)


def _kept_from(file: str, staff: str) -> RecordRestricted:
    return RecordRestricted(
        restriction=new_id(), file=file, staff=staff, reason=WHY, kept_from=True
    )


def _named(files: OpenFiles, names: str) -> list[tuple[str, Nearness]]:
    """The files of which the index knows the words of a name, or of one near it: the likeliest
    first.
    """
    words = words_of(names)
    by_blind = {
        blind: spelling
        for word in words
        for spelling in word.exact | word.near
        for blind in name_blinds(files.seal, f"word|{spelling}")
    }
    known: dict[str, set[str]] = {}
    blinds = sorted(by_blind)
    for n in range(0, len(blinds), _AT_ONCE):
        given = {"authority": files.ledger.authority, "blinds": blinds[n : n + _AT_ONCE]}
        for blind, file in files.connection.execute(FIND_BY_KEYS, given).all():
            known.setdefault(file, set()).add(by_blind[bytes(blind)])
    fits = ((file, fit(words, known[file])) for file in sorted(known) if files.is_known(file))
    return sorted(((file, how) for file, how in fits if how is not None), key=lambda one: one[1])


def _stands_on(files: OpenFiles, file: str, names: str, at: datetime) -> bool:
    try:
        state = files.any(file).state
    except RecordDamaged:
        # Nobody reads what does not open.
        return False
    return isinstance(state, CaseFile) and stands_there(View(state, at, at), names)
