"""What a referrer reported that a parent said: whose word it is, of whom and since when. For staff,
and nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ..answers import Flag, Item, Position, Says
from ..codes import PLACEHOLDER, TEXTS, label
from ..file.goingon import BY_REFERRER
from ..file.held import in_order
from ..file.ordersmean import COUNCIL
from ..file.pseudonyms import NOT_SHOWN
from ..file.view import View
from ..freetext.readslikeano import reads_like_a_no
from ..freetext.wordsofareferrer import (
    noes_in_a_worry,
    without_a_wish,
    without_asking_not_to_be_named,
)
from ..names.namedinprose import as_read, named_in
from ..recorded.events import EnquiryOpened
from ..said.counting import said_nothing_of, spoken_of, ticked
from .naming import day, listed, lower_first, name_in


def referrers_no(view: View, items: Sequence[Item], enquiries: Iterable[str | None]) -> str | None:
    """That a referrer ticked a no in any of these enquiries, who they are, when, and of whom it is:
    of those who have said nothing themselves. Of several who ticked one, the last. None where
    nobody is flagged for it.
    """
    flagged = _by_enquiry(view, items, enquiries)
    if not flagged:
        return None
    opened = max((view.enquiries[one] for one in flagged), key=in_order)
    # Nobody who refers a child speaks of the council, or of whoever it placed the child with.
    of = {
        position.person: position
        for enquiry, some in flagged.items()
        for item, position in some
        if position.role not in _NOBODY_SPEAKS_OF
        and position.person in spoken_of(view, view.the_one(item.subject), enquiry)
    }
    said = opened.event
    agency = said.referrer_agency and lower_first(label("agencies", said.referrer_agency))
    told_by = (said.referrer_name, said.referrer_organisation, agency)
    who = [one for one in told_by if one and not one.startswith(NOT_SHOWN)]
    # Whoever rings the family has this sentence before them.
    unnamed = said.referrer_anonymous and who
    return TEXTS["referrers_no"].format(
        who=", ".join([*who, TEXTS["never_named"]] if unnamed else who) or "not named here",
        day=day(opened.effective_at),
        names=listed([name_in(view, one) for one in of.values()] or [TEXTS["parents_of_then"]]),
    )


def words_of_referrer(
    view: View, items: Iterable[Item], enquiries: Iterable[str | None]
) -> Mapping[tuple[str, str], str]:
    """What a referrer wrote of what the family says, by child and by each of whom it may tell: of
    whoever is responsible for the child and has said nothing of it themself since. Whether they
    wrote of a no nobody can work out, so whoever would act reads it. Of several the last.
    """
    told = [
        opened
        for one in enquiries
        if one is not None
        and (opened := view.enquiries.get(one)) is not None
        and opened.effective_at <= view.as_of
        and (words := _words_on_an_answer(opened.event))
        and not words.startswith(NOT_SHOWN)
    ]
    if not told:
        return {}
    about = {item.subject: item for item in items if item.subject in view.children}
    return {
        (child, position.person): _words_on_an_answer(opened.event)
        for child, item in about.items()
        for position in item.positions
        if position.person in spoken_of(view, child, None)
        for opened in sorted(told, key=in_order)
        if said_nothing_of(view, position.person, child, opened.event.enquiry)
        and _may_be_of(view, position, _words_on_an_answer(opened.event))
    }


def _words_on_an_answer(opened: EnquiryOpened) -> str:
    """That they ask not to be named is on the family's page, and read out to nobody. What they are
    worried about is there as well, but for where they tell of a no in it.
    """
    every = (opened.referrer_words or "", noes_in_a_worry(opened.worry or ""))
    return " ".join(without_asking_not_to_be_named(one) for one in every if one)


def _may_be_of(view: View, position: Position, words: str) -> bool:
    """They stand there to be read, whomever they meant; but where they name somebody of the file,
    and hold no no, nothing was said of another by them, nor of whoever is still to be found.
    """
    if reads_like_a_no(without_a_wish(words)):
        return True
    named = named_in(view, as_read(words))
    return position.person in named or not (named or position.role == PLACEHOLDER)


def only_the_referrers(view: View, items: Sequence[Item], enquiries: Iterable[str | None]) -> bool:
    """Whether nobody flagged has said no to something close to it themselves."""
    every = {(i.subject, f.person) for i in items for f in i.flagged if f.flag is _FLAG}
    flagged = _by_enquiry(view, items, enquiries)
    return every == {(item.subject, p.person) for each in flagged.values() for item, p in each}


def is_reported(view: View, items: Sequence[Item]) -> bool:
    """Whether each no among these was put on record as the referrer reported it."""
    noes = [p for item in items for p in item.positions if p.says is Says.NO and p.decides]
    said = [view.said_as.get(p.response or "") for p in noes]
    return bool(said) and all(one and one.event.method == BY_REFERRER for one in said)


_FLAG = Flag.RELATED_REFUSAL
_NOBODY_SPEAKS_OF: Final = frozenset(
    {COUNCIL, "FOSTER_CARER", "RESIDENTIAL_CARER", "PROSPECTIVE_ADOPTER"}
)


def _by_enquiry(
    view: View, items: Sequence[Item], enquiries: Iterable[str | None]
) -> dict[str, list[tuple[Item, Position]]]:
    """By each enquiry in which the referrer ticked a no, and of each item: whoever is flagged and
    has said nothing of it themself there.
    """
    found = {
        enquiry: [
            (item, position)
            for item in items
            for position in item.positions
            if any(f.flag is _FLAG and f.person == position.person for f in item.flagged)
            and said_nothing_of(view, position.person, item.subject, enquiry)
        ]
        for enquiry in enquiries
        if enquiry is not None and ticked(view, enquiry) == "NO"
    }
    return {enquiry: of for enquiry, of in found.items() if of}
