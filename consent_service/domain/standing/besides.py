"""What somebody said or wrote besides their answers, as it is shown beside them; what of it may
tell of harm; and through whom what stands in an entry may lead.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from ..answers import Position, Reason
from ..file.caring import caring
from ..file.view import View
from ..file.whatwaits import undone
from ..freetext.tellsofharm import calls_for_help
from ..recorded.event import kind_of, tag_of
from ..recorded.practice import DisclosureRecorded, EntryCorrected
from ..safety.everasign import may_be_any
from ..safety.foundharmless import found_harmless
from ..safety.harmtoread import (
    harm_to_read,
    is_read_first,
    may_threaten_whoever_told,
    words_in,
)
from ..safety.ledthrough import kinds_that_may_lead, led_through
from ..safety.saidtoharm import every_told, whom_it_may_mean
from ..safety.signs import Sign, standing_signs
from ..safety.whowasasked import is_none_of_these, knows_of_nobody
from ..safety.writtenbythem import not_sent_for, unread_writing, who_wrote, written_words
from ..said.saidbesides import Besides, may_be_noes, said_besides, written_besides
from ..words.naming import agency_in_words


def shown_besides(view: View, with_what_waits: View) -> list[dict[str, Any]]:
    """Each entry with the words that stand in it and whose they may be, oldest first. What is said
    to have been answered instead of a yes is read though that was taken back by what waits.
    """
    every = [*_each(view)]
    if view is not with_what_waits:
        known = {(one["entry"], one["person"]) for one in every}
        more = (one for one in _each(with_what_waits) if one["kind"] == tag_of(EntryCorrected))
        every += (one for one in more if (one["entry"], one["person"]) not in known)
    return sorted(every, key=lambda one: (one["at"], one["entry"], one["person"]))


def shown_led_through(view: View) -> list[dict[str, Any]]:
    """Each entry of which words may lead through somebody not known to be safe, oldest first."""
    found = [
        {"entry": held.seq, "kind": kind_of(held.event), "people": people}
        for kind in (kinds_that_may_lead() if may_be_any(view) else ())
        for held in view.recorded[kind]
        if (people := led_through(view, held.event))
    ]
    return sorted(found, key=itemgetter("entry"))


def shown_harm(view: View) -> list[dict[str, Any]]:
    """Each entry with words that may tell of harm, to be read today, oldest first."""
    return [
        {
            "entry": held.seq,
            "kind": kind_of(held.event),
            "words": words_in(held.event),
            "people": sorted(whom_it_may_mean(view, held)),
            "is_read_first": is_read_first(view, held),
            "knows_of_nobody": knows_of_nobody(view, held),
            "is_none_of_these": is_none_of_these(view, held),
            "may_threaten_whoever_told": may_threaten_whoever_told(held.event),
        }
        for held in harm_to_read(view)
    ]


def shown_harm_told(view: View) -> list[dict[str, Any]]:
    """Each entry with words of harm because of which nobody knows of somebody whether it is safe to
    ask them, read or not, oldest first.
    """
    if not may_be_any(view):
        return []
    by_entry: dict[int, list[str]] = {}
    for person in caring(view):
        for sign, order in standing_signs(view, person):
            if sign is Sign.WORDS_MAY_MEAN_THEM:
                by_entry.setdefault(order[-1], []).append(person)
    return [
        {
            "entry": held.seq,
            "words": words_in(held.event),
            "at": held.effective_at,
            "people": by_entry[held.seq],
        }
        for held in sorted(every_told(view), key=lambda one: one.seq)
        if held.seq in by_entry
    ]


def shown_harmless(view: View) -> list[dict[str, Any]]:
    """Each entry with words that a manager read and found to mean nobody, oldest first: whom they
    would mean, who said so, when and why.
    """
    found = found_harmless(view)
    return [
        {
            "entry": held.seq,
            "words": words_in(held.event),
            "at": held.effective_at,
            "people": sorted(whom_it_may_mean(view, held)),
            "by": found[held.seq].by,
            "read_at": found[held.seq].effective_at,
            "reason": found[held.seq].event.reason,
        }
        for held in sorted(every_told(view) if found else (), key=lambda one: one.seq)
        if held.seq in found and not calls_for_help(held.event)
    ]


def shown_unread(view: View) -> list[dict[str, Any]]:
    """Each entry in which somebody of the family wrote and that nobody has read, oldest first."""
    return [
        {
            "entry": held.seq,
            "kind": kind_of(held.event),
            "person": who_wrote(view, held),
            "words": written_words(held),
            "at": held.effective_at,
            "not_sent_for": sorted(not_sent_for(view)),
        }
        for held in unread_writing(view)
    ]


def words_beside(view: View, found: Position) -> list[dict[str, Any]]:
    """What they said or wrote, where there is no answer of theirs: each that may be a no, or else
    the last. Beside it why what it stands in is no fact, where no manager has confirmed that.
    """
    if found.reason not in (Reason.NOT_CLEAR, Reason.NOT_ANSWERED):
        return []
    every = view.each[said_besides][found.person]
    told = view.each[may_be_noes][found.person] if found.holds else every[-1:]
    if not told:
        # That it is none waits for a manager, and until then it holds.
        told = [one for one in every if one.said.seq == found.entry]
    return [
        {
            "words": one.words,
            "at": one.said.effective_at,
            "by": _by(view, one),
            "undone": undone(view.file, one.said.seq, view.known),
        }
        for one in told
        if one.words
    ]


def _by(view: View, one: Besides) -> str | None:
    """Who wrote it of them, where it is not theirs."""
    if not one.are_an_agencys:
        return "A worker" if one.are_ours else None
    made = view.by[DisclosureRecorded, "disclosure"].get(one.said.event.disclosure)
    called = agency_in_words(made[-1].event.agency) if made else "an agency"
    return f"{called[:1].upper()}{called[1:]}"


def _each(view: View) -> Iterator[dict[str, Any]]:
    for person in (*view.adults, *view.children):
        left_open = {one.said.seq for one in view.each[may_be_noes][person]}
        for one in view.each[written_besides][person]:
            yield {
                "entry": one.said.seq,
                "kind": kind_of(one.said.event),
                "person": person,
                "words": one.words,
                "at": one.said.effective_at,
                "may_be_a_no": one.said.seq in left_open,
                "of_anybody": one.is_of_anybody,
            }
