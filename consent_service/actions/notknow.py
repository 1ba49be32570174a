"""Who must not know: a young person says it on their own page, and nobody meant is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Final

from msgspec.structs import replace

from ..domain.codes import codes
from ..domain.own.words import words
from ..domain.recorded.circumstances import SignRecorded
from ..domain.recorded.events import AnyEvent, RelationshipRecorded
from ..domain.recorded.members import HowMany, Words, code
from ..domain.safety.signs import NOBODY_KNOWS
from .confiding import kept_from_nobody_named
from .moment import Moment, new_id
from .own import need_own_view
from .refused import NoSuchFile

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
_HEARD_BY: Final = "Their own page"


@dataclass(frozen=True, slots=True)
class SayWhoMustNotKnow:
    """Who must not be told, and why, in the young person's own words."""

    who: Annotated[
        tuple[str, ...], code("kept_from"), HowMany(most=10, unique=True), "Whom it is kept from."
    ] = ()
    words: Words | None = None


def say_who_must_not_know(
    command: SayWhoMustNotKnow, person: str, moment: Moment
) -> Sequence[AnyEvent]:
    """Wishes, each of which a manager weighs by itself: one for each who is meant, and one more for
    whoever is not found. What they typed decides nothing: until a manager has said who that is, of
    no adult is it known that they are safe.
    """
    seen, view = need_own_view(person, moment), moment.view()
    if not seen.is_young:
        raise NoSuchFile
    child = seen.person
    around = [link.event for link in view.relationships.get(child, ())]
    found = {one: _of(around, one) for one in command.who}
    said = [words("kept_from", one) for one in command.who]
    said += [command.words] if command.words else []
    text = ". ".join(said) or codes("kept_from")["SOMEBODY_ELSE"].label
    nobody = kept_from_nobody_named(child, text, _HEARD_BY, moment.at)
    nobody = replace(nobody, not_to_be_told_because=command.words or text)
    named = dict.fromkeys(person for people in found.values() for person in people)
    of_each: list[AnyEvent] = [
        replace(nobody, not_to_be_told=(one,), not_to_be_told_because=command.words, wish=new_id())
        for one in named
    ]
    if found and all(found.values()):
        # Who it is, and why, is asked with the choices: their words may name somebody else.
        return [*of_each, nobody] if command.words else of_each
    sign = SignRecorded(person=child, code=NOBODY_KNOWS, effective_at=moment.at)
    return [*of_each, nobody, sign]


def _of(around: Sequence[RelationshipRecorded], meant: str) -> list[str]:
    roles = _MEANT.get(meant, frozenset())
    if meant in _PARENTS and any(one.role in roles for one in around):
        roles |= _CALLED_SO
    return [one.person for one in around if one.role in roles]
