"""Is it safe to ask somebody: worked out from every sign there is, with "not known" as an answer.

Edition 2026.3 of the rules, section 4. Pure. Nothing else decides it, and nobody takes NOT_KNOWN
for a yes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from .answers import Safe
from .circumstances import SignRecorded, WishWeighed
from .codes import DECIDING_PR
from .events import (
    ConversationRecorded,
    SafetyRecorded,
    WishRecorded,
)
from .held import Held
from .practice import ContactPointRecorded, NeedsRecorded
from .view import View

#: Roles of those who may be behind what hurts somebody: the other parent of a child, a partner.
_PARTNERS: Final = frozenset(
    {"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT", "STEPPARENT", "PARENTS_PARTNER"}
)


#: Ways of reaching somebody that say that somebody else is to be feared.
_WARY: Final = frozenset({"UNSAFE", "CODE_WORD"})


class Sign(StrEnum):
    """Why it is not safe, or why nobody knows."""

    RECORDED_NOT_SAFE = "RECORDED_NOT_SAFE"
    ALLEGED_ABUSER = "ALLEGED_ABUSER"
    NAMED_BY_A_SIGN = "NAMED_BY_A_SIGN"
    WISH_NOT_WEIGHED = "WISH_NOT_WEIGHED"
    PERHAPS_ELSEWHERE = "PERHAPS_ELSEWHERE"
    SIGN_THAT_NAMES_NOBODY = "SIGN_THAT_NAMES_NOBODY"


_NO: Final = frozenset(
    {
        Sign.RECORDED_NOT_SAFE,
        Sign.ALLEGED_ABUSER,
        Sign.NAMED_BY_A_SIGN,
        Sign.WISH_NOT_WEIGHED,
    }
)


class Judged(NamedTuple):
    """Whether it is safe, and every sign that it may not be."""

    answer: Safe
    signs: tuple[Sign, ...] = ()


def asking(view: View, person: str) -> Judged:
    """Whether this person may be asked, or contacted at all.

    NO by what was recorded of them, or where a sign or a child's wish that nobody has weighed
    names them; NOT_KNOWN where a sign about somebody else names nobody and they are one of those
    who may be meant. A later "safe" about them lifts what was recorded before it.
    """
    said = view.newest[SafetyRecorded, "person"].get(person)
    is_safe = said is not None and said.event.safe_to_ask and said.event.code != "ALLEGED_ABUSER"
    safe_since = said.order if said is not None and is_safe else None
    found = dict.fromkeys(
        sign for sign, order in _signs(view, person) if safe_since is None or order > safe_since
    )
    if _NO & found.keys():
        return Judged(Safe.NO, tuple(found))
    return Judged(Safe.NOT_KNOWN if found else Safe.YES, tuple(found))


_Order = tuple[datetime, datetime, int]


def _signs(view: View, person: str) -> Iterator[tuple[Sign, _Order]]:
    yield from _recorded(view, person)
    for sign in view.holding[SignRecorded]:
        if person in sign.event.names:
            yield _of_a_match(sign), sign.order
        elif not sign.event.names and _may_be_meant(view, person, sign.event.person):
            yield Sign.SIGN_THAT_NAMES_NOBODY, sign.order
    for child in view.children:
        if person in told_in_confidence(view, child):
            # Only weighing it lifts it, and not somebody's "safe".
            yield Sign.WISH_NOT_WEIGHED, (view.as_of, view.known, view.file.folded_to + 1)
    for harmed, order in _of_others(view):
        if _may_be_meant(view, person, harmed):
            yield Sign.SIGN_THAT_NAMES_NOBODY, order
    for talk in view.holding[ConversationRecorded]:
        if person in talk.event.others_present and _is_pressed(talk.event):
            yield Sign.SIGN_THAT_NAMES_NOBODY, talk.order


def _recorded(view: View, person: str) -> Iterator[tuple[Sign, _Order]]:
    for said in view.by[SafetyRecorded, "person"].get(person, ()):
        if said.event.code == "ALLEGED_ABUSER":
            yield Sign.ALLEGED_ABUSER, said.order
        elif not said.event.safe_to_ask:
            yield Sign.RECORDED_NOT_SAFE, said.order
    for answer in view.said_by.get(person, ()):
        if answer.event.answer == "NOT_ASKED_UNSAFE":
            yield Sign.RECORDED_NOT_SAFE, answer.order


def _of_a_match(sign: Held[SignRecorded]) -> Sign:
    """What is known from another file is believed of whoever is certainly the same person."""
    if sign.event.matched == "BY_NAME":
        return Sign.PERHAPS_ELSEWHERE
    abuser = sign.event.code == "ALLEGED_ABUSER"
    return Sign.ALLEGED_ABUSER if abuser else Sign.NAMED_BY_A_SIGN


def _of_others(view: View) -> Iterator[tuple[str, _Order]]:
    """Who may have been harmed or pressed, by what was recorded of them, and since when."""
    for person, needs in view.newest[NeedsRecorded, "person"].items():
        if "DOMESTIC_ABUSE_VICTIM" in needs.event.indicators:
            yield person, needs.order
    for talk in view.holding[ConversationRecorded]:
        if _is_pressed(talk.event):
            yield talk.event.person, talk.order
    for point in view.newest[ContactPointRecorded, "contact"].values():
        if point.event.safety in _WARY and not point.event.ended:
            yield point.event.person, point.order


def _is_pressed(talk: ConversationRecorded) -> bool:
    return talk.pressure_concern in ("POSSIBLE", "YES")


def _may_be_meant(view: View, person: str, harmed: str) -> bool:
    """A partner of theirs, the other parent of a child of theirs, or one of the household."""
    if person == harmed:
        return False
    return any(
        _is_close(link.event.role, link.event.pr_status, link.event.lives_with)
        for child, links in view.relationships.items()
        if child == harmed or any(link.event.person == harmed for link in links)
        for link in links
        if link.event.person == person
    )


def _is_close(role: str, pr_status: str, lives_with: str) -> bool:
    return role in _PARTNERS or pr_status in DECIDING_PR or lives_with in ("YES", "PART")


def told_in_confidence(view: View, child: str) -> tuple[str, ...]:
    """Whom this child does not want told, where no manager has weighed it and said they may."""
    weighed = {
        wish: held.event.may_be_told for wish, held in view.newest[WishWeighed, "wish"].items()
    }
    return tuple(
        dict.fromkeys(
            person
            for wish in view.by[WishRecorded, "child"].get(child, ())
            if not weighed.get(wish.event.wish or "", False)
            for person in wish.event.not_to_be_told
        )
    )
