"""The receipt for what somebody said on their own page: what it means, who is in touch, by when.

It says no more than the next check does, and nothing of what its reader must not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from ...domain.codes import TEXTS
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.caring import is_young
from ...domain.file.held import by_place
from ...domain.file.view import View
from ...domain.freetext.saysnottoring import says_not_to_ring
from ...domain.own.asknown import as_while_safe
from ...domain.own.promising import promise_of_agreeing, promise_of_stopping
from ...domain.own.seen import to_reach_them
from ...domain.own.words import spoken
from ...domain.recorded.event import Event
from ...domain.recorded.events import AgreementWithdrawn, ResponseRecorded
from ...domain.recorded.falling import MANAGERS
from ...domain.recorded.practice import HELP_NOW, FamilyAsked
from ...domain.recorded.waysin import WayInGiven
from ...domain.reports.measuring import months_after
from ...domain.safety.reaching import asked_not_to_be
from ...domain.said.bytelephone import is_not_for_a_telephone
from ...domain.said.contradicting import AGREEMENTS
from ...domain.tasks.keepinginformed import RIGHTS
from ...domain.tasks.task import while_we_work
from ...domain.times import day_of
from ...domain.workingdays import working_days_after
from ..replies.showing import moment

#: What is said once it is done, and what is said of it before.
_BEFORE: Final = tuple(
    (TEXTS[name.removesuffix("_if")], text)
    for name, text in TEXTS.items()
    if name.startswith("own_") and name.endswith("_if")
)
#: Ways of being kept informed that are a call.
_CALLS: Final = frozenset({"CALL", "VIA_INTERPRETER_CALL"})
_NONE: Final = "NO_CONTACT_REQUESTED"
_TELEPHONE: Final = "PHONE"


class SaidThere(NamedTuple):
    """What somebody said on their own page, as it was put on record, or would be."""

    person: str
    is_young: bool
    events: tuple[Event, ...]
    at: datetime
    is_tried: bool = False


def receipt(
    said: SaidThere,
    view: View,
    own: AuthorityFile,
    means: tuple[str, str | None],
    within: int,
) -> dict[str, Any]:
    """`view` has it in it. `means` names the texts before and after who will be in touch, `within`
    so many working days. It has no place in the ledger, nor how many entries it took: a gap between
    two places, or an entry in each enquiry that goes on, would say what else is.
    """
    by = while_we_work(said.at) if _asks_for_help(said) else working_days_after(said.at, within)
    who, sentence = _who_will(said, view, own, by)
    first, *last = _what_it_means(said, view, own, means)
    told = " ".join([first, sentence, *last])
    return {
        "recorded_at": moment(said.at),
        "means": _not_yet(told) if said.is_tried else told,
        "who": who,
        "by": by.isoformat(),
    }


def _what_it_means(
    said: SaidThere, view: View, own: AuthorityFile, means: tuple[str, str | None]
) -> Sequence[str]:
    stopped = [event for event in said.events if isinstance(event, AgreementWithdrawn)]
    answered = (event for event in said.events if isinstance(event, ResponseRecorded))
    agreed = [event for event in answered if event.answer in AGREEMENTS]
    if _asks_for_help(said):
        return TEXTS["own_help_now"], TEXTS["own_help_now_hours"]
    if any(isinstance(one, FamilyAsked) and one.wants in RIGHTS for one in said.events):
        within = spoken(months_after(day_of(said.at), 1))
        return TEXTS["own_asked"], TEXTS["own_within_a_month"].format(day=within)
    if agreed:
        return promise_of_agreeing(view, said.person, agreed, as_child=said.is_young)
    if not stopped:
        return [TEXTS[_for_an_adult(name, said, view)] for name in means if name is not None]
    return promise_of_stopping(
        view,
        said.person,
        stopped,
        own.directory(said.at),
        as_child=said.is_young,
    )


def _for_an_adult(name: str, said: SaidThere, view: View) -> str:
    """Childline is for whoever is young."""
    is_for_them = name == "own_kept_from_danger" and not is_young(view, view.the_one(said.person))
    return "own_kept_from_adult" if is_for_them else name


def _not_yet(told: str) -> str:
    """Nothing is written down before they press, and nobody is told that it is."""
    for done, before in _BEFORE:
        told = told.replace(done, before)
    return told


def _asks_for_help(said: SaidThere) -> bool:
    return any(isinstance(one, FamilyAsked) and one.wants == HELP_NOW for one in said.events)


def _who_will(said: SaidThere, view: View, own: AuthorityFile, by: date) -> tuple[str, str]:
    """Who will be in touch, as agreed with them when it was recorded.

    Whoever came in by a manager's word alone, because it may not be safe, is promised no call:
    whether there is one a manager says first. It goes by how they came in and by nothing that
    became known since, so that no word on their page tells them of it.
    """
    if _came_in_by_a_managers_word(view, said.person):
        who = TEXTS["own_somebody_here"]
        return who, TEXTS["own_will_look"].format(who=who, day=spoken(by))
    # Whoever lives with those who must not know is not rung unless they said so.
    name, calls = None, not is_young(view, view.the_one(said.person))
    then = view if said.is_young else as_while_safe(view, said.person, said.events)
    informed, ways = to_reach_them(then, said.person)
    if informed is not None:
        methods = informed.methods
        calls = not _CALLS.isdisjoint(methods) and _NONE not in methods
        name = None if informed.worker is None else own.names_of(informed.worker, said.at)
    who = name or TEXTS["own_somebody_here"]
    if not ways and (calls or informed is None):
        # A call is promised to nobody whom no way leads to: they are told how it comes about.
        look = TEXTS["own_will_look"].format(who=who, day=spoken(by))
        return who, f"{look} {TEXTS['own_no_way_to_you']}"
    # Nor is anybody who has just said so, or did when it was last known what they said.
    is_left_alone = any(_NONE in asked_not_to_be(one, said.person) for one in then.readings_apart)
    is_left_alone |= _says_not_to_ring(said) or is_not_for_a_telephone(then, said.person)
    is_rung = calls and _TELEPHONE in ways and not is_left_alone
    sentence = TEXTS["own_will_call" if is_rung else "own_will_be_in_touch"]
    return who, sentence.format(who=who, day=spoken(by))


def _says_not_to_ring(said: SaidThere) -> bool:
    """In the very words that they have just written: "dont phone i cant hear"."""
    every = (getattr(one, "words", None) for one in said.events)
    return any(says_not_to_ring(words) for words in every if words)


def _came_in_by_a_managers_word(view: View, person: str) -> bool:
    """By the way in that they were given last."""
    given = [
        held
        for held in view.by[WayInGiven, "person"].get(view.the_one(person), ())
        if held.event.advocate_in is None
    ]
    last = max(given, key=by_place, default=None)
    return last is not None and last.event.reason is not None and last.role in MANAGERS
