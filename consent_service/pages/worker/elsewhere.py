"""Somebody of another file, found by what is known of them: nobody types an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from marshmallow.fields import Field

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.names.nearnames import are_near
from ...domain.own.words import spoken
from ...domain.writing import folded
from ..asking import ask_with
from ..called import asking_of, names_on, not_to_hear, other_ids
from ..forms.choices import Choice, Known
from ..forms.inputs import NOTHING, Input
from ..forms.typed import Typed
from .finding import as_known
from .joinedwith import on_file, who

#: Between the file and the person of a choice.
_BETWEEN: Final = "."
#: What a slip would make of somebody else.
_IS_FEARED: Final = (
    "On {this} file it is not safe to ask them. Once they are joined, {name} is not safe to ask on "
    "{that} file either."
)
#: Of whom no more is said than that they are not told.
_IS_KEPT: Final = (
    "On {this} file they are not to be told: ask a manager. Once they are joined, {name} is not to "
    "be told on {that} file either."
)
_COUNTS_ON_BOTH: Final = "A danger or a no of the one counts on both files, and a manager looks."


@dataclass(frozen=True, slots=True)
class PersonElsewhere(Input):
    """`other`, with the file that they stand on before it: `in_two` says both."""

    kind: ClassVar[str] = "found"

    def members(self, name: str) -> tuple[str, ...]:
        """What is sought, to which a fault leads, and who is chosen."""
        return (f"{name}.search", name)

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """The file and the person, as they were chosen."""
        return typed.one(name) or NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """Whom the search finds, but for those of this file."""
        sought = typed.one(f"{name}.search")
        return {
            "items": list(_found(known, sought)) if sought else [],
            "value": typed.each(name),
            "sought": sought,
        }

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:
        """Both by name, with when they were born: a slip of one row is seen by that alone."""
        words = self.in_words(holds, typed, name)
        found = _found(known, typed.one(f"{name}.search"))
        there = next((one.words for one in found if one.value == typed.one(name)), "")
        if not there:
            return words
        follows = _what_follows(known, *typed.one(name).partition(_BETWEEN)[::2])
        return " ".join((f"{_here(known)} here; {there}.", *follows))

    def pressed(self, typed: Typed, button: str) -> Typed:
        """To search anew is to choose anew."""
        return typed | {self.member: ()} if button == self.member else typed


def in_two(
    body: dict[str, Any], _rows: Mapping[str, str], _typed: Typed
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """The two members of what was chosen."""
    file, between, other = str(body.get("other", "")).partition(_BETWEEN)
    return ({**body, "file": file, "other": other} if between else body), {}


def _found(known: Known, sought: str) -> Iterator[Choice]:
    """Of each family whoever has each word that was sought in their name, and nobody else: the
    first of a list is pressed by a slip. Where nobody has, first whom the search fits, and who is a
    child there or an adult as the one whose form this is.
    """
    path = known.visit.path
    try:
        found = ask_with(known.visit, "search", as_known(sought))["found"]
    except (Refused, ProblemError):
        # Too little to find anybody by: nobody is found.
        return
    is_child = any(one["id"] == path["person"] for one in known.file["children"])
    for family in found:
        if family["file"] == path["file"]:
            continue
        fits = [one["person"] for one in family["fits"]]
        people = [(one, True) for one in family["children"]]
        people += [(one, False) for one in family["adults"]]
        people.sort(key=lambda one: (one[0]["id"] not in fits, one[1] is not is_child))
        called = [one for one in people if _has_each_word(one[0]["names"], sought)]
        for one, is_one in called or people:
            born = _born(one)
            beside = ", ".join(other["names"] for other, _ in people if other is not one)
            with_whom = f" (with {beside})" if beside else ""
            what = "" if is_one is is_child else f", {'a child' if is_one else 'an adult'} there"
            value = f"{family['file']}{_BETWEEN}{one['id']}"
            yield Choice(value, f"{one['names']}{what}{born}{with_whom}")


def _has_each_word(names: str | None, sought: str) -> bool:
    words = folded(sought).split()
    return bool(words) and set(words) <= set(folded(names or "").replace(",", " ").split())


def _one_here(known: Known) -> Mapping[str, Any] | None:
    """Whose form it is."""
    everybody = (*known.file["adults"], *known.file["children"])
    is_they = (
        one for one in everybody if known.visit.path["person"] in (one["id"], *other_ids(one))
    )
    return next(is_they, None)


def _here(known: Known) -> str:
    """The same by name and birth."""
    one = _one_here(known)
    return "" if one is None else f"{one['names']}{_born(one)}"


def _what_follows(known: Known, file: str, person: str) -> Iterator[str]:
    """That the names differ, or what they are; and what is then said on either file of whoever
    stands there.
    """
    one, other = _one_here(known), on_file(known.visit, file)
    if one is None:
        return
    yield _COUNTS_ON_BOTH
    if other is None:
        return
    here, there = who(known.file, one["id"]), who(other, person)
    called = names_on(other).get(person, "")
    if not are_near(called, one["names"] or ""):
        yield "These are two different names: are you sure?"
    yield f"Here it is {here}, and there {there}."
    if one.get("asking") == "NO":
        said = _IS_KEPT if one.get("only_not_to_hear") else _IS_FEARED
        yield said.format(this="this", that="that", name=called)
    if asking_of(other, person) == "NO":
        said = _IS_KEPT if not_to_hear(other, person) else _IS_FEARED
        yield said.format(this="that", that="this", name=one["names"])


def _born(person: Mapping[str, Any]) -> str:
    return f", born {spoken(date.fromisoformat(person['dob']))}" if person["dob"] else ""
