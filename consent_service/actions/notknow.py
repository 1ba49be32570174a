"""Who must not know: somebody says it on their own page, and nobody meant is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from types import MappingProxyType
from typing import Annotated, Final

from msgspec.structs import replace

from ..domain.codes import codes
from ..domain.file.view import View
from ..domain.freetext.keptfromaservice import (
    a_child_keeps_it_from_a_service,
    is_kept_from_a_service,
    services_left_out,
)
from ..domain.own import Seen
from ..domain.own.words import words
from ..domain.recorded.circumstances import SignRecorded
from ..domain.recorded.events import AnyEvent, RelationshipRecorded
from ..domain.recorded.members import HowMany, Words, code
from ..domain.recorded.notwritten import WROTE
from ..domain.safety.close import NOBODY_KNOWS
from ..domain.said.asours import as_ours
from .confiding import kept_from_nobody_named
from .moment import Moment, new_id
from .own import need_own_view

#: Which roles to the child are meant by a choice. The choices are the same for everybody: a list of
#: who is around would say who is on the file. For the rest only a person can find out who is meant.
_MEANT: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "MY_MUM": frozenset({"MOTHER"}),
        "MY_DAD": frozenset({"FATHER"}),
        "MUMS_OR_DADS_PARTNER": frozenset({"STEPPARENT", "PARENTS_PARTNER"}),
    }
)
#: Whom a child may call so as well, beside who is that by their role: of two mothers one is often
#: the second parent, and a step-father is dad. Where nobody has the very role it may be anybody.
_CALLED_SO: Final = frozenset({"SECOND_PARENT", "ADOPTIVE_PARENT", "STEPPARENT", "PARENTS_PARTNER"})
_PARENTS: Final = frozenset({"MY_MUM", "MY_DAD"})
#: Of an adult's choice: which roles to a child of theirs are meant. Beside the last two it may be
#: somebody who is nothing to the child, or was their partner once.
_OF_THEIR_CHILD: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "OTHER_PARENT": frozenset({"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT"}),
        "MY_PARTNER": frozenset({"STEPPARENT", "PARENTS_PARTNER"}),
        "MY_FAMILY": frozenset({"GRANDPARENT", "AUNT_UNCLE", "ADULT_SIBLING", "KINSHIP_CARER"}),
    }
)
_CERTAIN: Final = frozenset({"OTHER_PARENT"})
_HEARD_BY: Final = "Their own page"
_TICKED: Final = "Ticked on their own page: "
#: Ticked beside a service it says no more than that it is one.
_ELSE: Final = "SOMEBODY_ELSE"


@dataclass(frozen=True, slots=True)
class SayWhoMustNotKnow:
    """Who must not be told, and why, in their own words."""

    who: Annotated[
        tuple[str, ...],
        code("kept_from", "adult_kept_from"),
        HowMany(most=10, unique=True),
        "Whom it is kept from.",
    ] = ()
    words: Words | None = None


def say_who_must_not_know(
    command: SayWhoMustNotKnow, person: str, moment: Moment
) -> Sequence[AnyEvent]:
    """Wishes, each of which a manager weighs by itself: one for each who is meant, and one more for
    whoever is not found. What they typed decides nothing: until a manager has said who that is, of
    no adult is it known that they are safe. Of an adult it is a sign, of which likewise. Where they
    wrote of a service alone, nobody of the family is meant by that, and it may be a no to it.
    """
    seen, view = need_own_view(person, moment), moment.view()
    of_a_service = a_child_keeps_it_from_a_service if seen.is_young else is_kept_from_a_service
    if command.words and of_a_service(command.words):
        rest = replaced(command, who=tuple(o for o in command.who if o != _ELSE), words=None)
        others = say_who_must_not_know(rest, person, moment) if rest.who else ()
        return [_of_a_service(command.words, seen, moment), *others]
    found = {one: [*_meant_by(one, seen.person, view)] for one in command.who}
    named = dict.fromkeys(person for people in found.values() for person in people)
    if not seen.is_young:
        is_open = command.words or {*found} - _CERTAIN or not all(found.values()) or not found
        return [*_signs(command, [*named], seen.person, moment, is_open=bool(is_open))]
    child, text = seen.person, _as_said(command, "kept_from")
    nobody = kept_from_nobody_named(child, text, _HEARD_BY, moment.at)
    nobody = replace(nobody, not_to_be_told_because=command.words or text)
    of_each: list[AnyEvent] = [
        replace(nobody, not_to_be_told=(one,), not_to_be_told_because=command.words, wish=new_id())
        for one in named
    ]
    if found and all(found.values()):
        # Who it is, and why, is asked with the choices: their words may name somebody else.
        return [*of_each, nobody] if command.words else of_each
    sign = SignRecorded(person=child, code=NOBODY_KNOWS, effective_at=moment.at)
    return [*of_each, nobody, sign]


def _of_a_service(said: str, seen: Seen, moment: Moment) -> AnyEvent:
    """That a service does not hear may be a no to it: nobody here is asked whether it is one."""
    if seen.is_young:
        wish = kept_from_nobody_named(seen.person, said, _HEARD_BY, moment.at)
        return replace(wish, not_a_no=False)
    return SignRecorded(
        person=seen.person,
        code=NOBODY_KNOWS,
        effective_at=moment.at,
        note=f"{WROTE}{said}",
        not_a_no=False,
    )


def _as_said(command: SayWhoMustNotKnow, list_name: str) -> str:
    """What they ticked, as they read it, and what they wrote: the label of a tick is no word of
    theirs, and whoever reads it in quotation marks must not take it for one.
    """
    ticked = [words(_list_of(one, list_name), one) for one in command.who]
    if not ticked:
        return command.words or codes(list_name)["SOMEBODY_ELSE"].label
    said = [f"{_TICKED}{', '.join(ticked)}"]
    said += [f"{WROTE}{command.words}"] if command.words else []
    return ". ".join(said)


def _list_of(chosen: str, theirs: str) -> str:
    other = "adult_kept_from" if theirs == "kept_from" else "kept_from"
    return theirs if chosen in codes(theirs) else other


def _signs(
    command: SayWhoMustNotKnow,
    named: Sequence[str],
    person: str,
    moment: Moment,
    *,
    is_open: bool,
) -> Iterator[SignRecorded]:
    note = _as_said(command, "adult_kept_from")
    sign = SignRecorded(person=person, code=NOBODY_KNOWS, effective_at=moment.at, note=note)
    # Nobody is asked of a no in them; one to a service that they leave out may be one.
    leaves_out = services_left_out(command.words or "")
    sign = replace(sign, not_a_no=False) if leaves_out else as_ours(sign)
    if named:
        yield replace(sign, names=tuple(named))
    if is_open:
        yield sign


def _meant_by(chosen: str, person: str, view: View) -> Iterator[str]:
    """Of a choice that is a child's, whom they call so; of one that is a parent's, who is that to a
    child of theirs.
    """
    yield from _of([link.event for link in view.relationships.get(person, ())], chosen)
    roles = _OF_THEIR_CHILD.get(chosen, frozenset())
    for links in view.relationships.values():
        if any(link.event.person == person for link in links):
            others = (link.event for link in links if link.event.person != person)
            yield from (one.person for one in others if one.role in roles)


def _of(around: Sequence[RelationshipRecorded], meant: str) -> list[str]:
    roles = _MEANT.get(meant, frozenset())
    if meant in _PARENTS and any(one.role in roles for one in around):
        roles |= _CALLED_SO
    return [one.person for one in around if one.role in roles]
