"""What stands in an entry about an answer, of what whoever gave it said. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from ..codes import codes
from ..file.held import Held, by_place
from ..file.view import View
from ..freetext.readslikeano import reads_like_a_no
from ..memo import Memo
from ..recorded.events import Response, ValidityChanged
from ..recorded.practice import EntryCorrected
from ..scopes.scope import Agency
from .contradicting import AGREEMENTS, may_be_one

#: By these it is known what somebody answered.
_SAYS_HOW: Final = frozenset({*AGREEMENTS, "REFUSED", "WITHDRAWN"})


def why_valid(view: View) -> Iterator[tuple[str, Held[Any], str]]:
    """What is quoted in why an answer counts, or does not: of whoever gave it."""
    for held in view.holding[ValidityChanged]:
        words = in_words_of_ours(held.event)
        if words or held.event.not_a_no is False:
            given = view.said_as.get(held.event.response)
            if given is not None:
                yield view.the_one(given.event.person), held, words


def in_words_of_ours(found: ValidityChanged) -> str:
    """Why, but for what a list says."""
    return ". ".join(one for one in found.reasons if one not in codes("validity_reasons"))


def said_instead(view: View) -> Iterator[tuple[str, Held[Any], str]]:
    """What would be right, beside a yes that was taken back, or what was wrong where that tells of
    a no: until what they answered is on record it may be one. What was no yes is heard as it was.
    """
    said = [(held, words) for held in view.holding[EntryCorrected] if (words := _instead(held))]
    if not said:
        return
    given = {one.seq: one.event for one in view.file.responses if one.event.answer in AGREEMENTS}
    answered = Memo(partial(_last_answered, view))
    for held, words in said:
        yes = given.get(held.event.corrects)
        if yes is None:
            continue
        person = view.the_one(yes.person)
        if not _is_answered(answered[person], yes, held):
            yield person, held, words


def _instead(held: Held[EntryCorrected]) -> str:
    said = held.event
    tells = reads_like_a_no(said.what_was_wrong, quoted=True)
    return said.right_version or (said.what_was_wrong if tells else "")


def _last_answered(view: View, person: str) -> Mapping[Agency, int]:
    """By each service, the place of the last answer of theirs in which it is named."""
    return {
        to: one.seq
        for one in sorted(view.said_by.get(person, ()), key=by_place)
        if one.event.answer in _SAYS_HOW
        for to in (*one.event.scope.agencies, *one.event.scope.exclusions.agencies)
    }


def _is_answered(
    answered: Mapping[Agency, int], yes: Response, since: Held[EntryCorrected]
) -> bool:
    """Of each service to which that yes was, an answer of theirs was recorded since, about whomever
    it is: they may have spoken of another child.
    """
    later = [to for to, place in answered.items() if place > since.seq]
    return all(any(may_be_one(one, to) for one in later) for to in yes.scope.agencies)
