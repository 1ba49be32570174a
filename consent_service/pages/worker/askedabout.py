"""What somebody is asked about in a conversation."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from ...domain.codes import OWN_TO_A_CHILD, OWN_TO_AN_ADULT, label
from ...domain.scopes.scope import Agency
from ...domain.scopes.services import exact_key
from ...domain.words.naming import agency_in_words, listed, lower_first
from ..forms.choices import Choice


class ServiceRow(NamedTuple):
    """A service that is asked about: its row, its code, and its name where it is not listed; and
    about whom, as far as that is known.
    """

    row: int
    code: str
    named: str
    about: tuple[str, ...] = ()

    @property
    def as_named(self) -> tuple[str, str]:
        """What is the same of two rows that are about one service."""
        return self.code, exact_key(self.named)

    def called(self, listings: Mapping[str, Choice]) -> str:
        """Its name; of one that is not listed its type and what it is called."""
        found = listings.get(self.code)
        if found is None:
            return self.named or "A service"
        if "." in self.code:
            return found.words
        return f"{found.group}: {self.named}" if self.named else found.group

    @property
    def agency(self) -> dict[str, str]:
        """The service, as it stands in a scope."""
        code, _, id = self.code.partition(".")
        named = {"type": code, "id": id, "organisation": "" if id else self.named}
        return {member: one for member, one in named.items() if one}

    def spoken_of(self, listings: Mapping[str, Choice]) -> str:
        """The same in a sentence: "the school"."""
        kind, _, id = self.code.partition(".")
        if id and self.code in listings:
            return listings[self.code].words
        return agency_in_words(Agency(kind, self.named or None))


class AskedAbout(NamedTuple):
    """What somebody is asked about: nothing is asked where one of them is empty. `subjects` are all
    whom it is about; a service may be asked about some of them alone.
    """

    services: tuple[ServiceRow, ...]
    categories: tuple[str, ...]
    subjects: tuple[str, ...]
    purpose: str
    direction: str

    @property
    def is_whole(self) -> bool:
        """There is a question to put to them."""
        return all(self) and all(one.about for one in self.services)

    @property
    def differs(self) -> bool:
        """Not every service is asked about all of them."""
        return any({*one.about} != {*self.subjects} for one in self.services)

    def scopes(
        self, agency: Mapping[str, str], about: Iterable[tuple[str, tuple[str, ...]]]
    ) -> Iterator[dict[str, Any]]:
        """What an answer about one service reaches, of kinds of information and about whom each."""
        whom: dict[tuple[str, ...], list[str]] = {}
        for kind, subjects in about:
            whom.setdefault(subjects, []).append(kind)
        for subjects, kinds in whom.items():
            yield {
                "subjects": list(subjects),
                "purposes": [self.purpose],
                "agencies": [agency],
                "categories": kinds,
                "directions": [self.direction],
            }

    def every_scope(self, adult: str) -> list[dict[str, Any]]:
        """All of it, services that are asked the same in one."""
        found = [
            {"answer": "", "scope": scope}
            for row in self.services
            for scope in self.scopes(
                row.agency, [(one, about_whom(one, row.about, adult)) for one in self.categories]
            )
        ]
        return [one["scope"] for one in together(found)]

    def about_whom(self, kind: str, adult: str) -> tuple[str, ...]:
        """Whom it is about, of a kind of information, whichever service."""
        return about_whom(kind, self.subjects, adult)

    def unsettled(
        self, name: str, person: str, decided: str, is_in_one: bool
    ) -> list[tuple[str, str]]:
        """What is still to be chosen, in the order of the page: by the id of where it is, in words.
        `decided` is whether they are asked or told, which comes first; `is_in_one`, nobody has to
        say in which enquiry.
        """
        parts = (
            (f"f-{name}.anyway", decided, "Say whether you would share anyway."),
            ("f-person", person, "Choose who you are talking to."),
            ("f-enquiry", is_in_one, "Choose in which enquiry. More than one goes on."),
            (f"f-{name}.service.0", self.services, "Choose at least one service."),
            (
                f"f-{name}.subjects",
                self.subjects and all(one.about for one in self.services),
                "Choose whom it is about.",
            ),
            (f"f-{name}.categories", self.categories, "Choose at least one kind of information."),
            (f"f-{name}.purpose", self.purpose, "Choose why."),
            (f"f-{name}.direction", self.direction, "Choose what we want of these services."),
        )
        return [(where, words) for where, said, words in parts if not said]

    def misfit(self, talker: str) -> str:
        """That a kind is about nobody who is chosen, and what to choose instead. `talker` says who
        is talked to and whether that is an adult; whoever else can be chosen is a child.
        """
        whose, _, person = talker.partition(".")
        if whose == YOUNG:
            return _misfit(self.categories, OWN_TO_AN_ADULT, "an adult", "a child", "CHILD_HEALTH")
        if whose == ADULT and {*self.subjects} == {person}:
            return _misfit(self.categories, OWN_TO_A_CHILD, "a child", "an adult", "ADULT_HEALTH")
        return ""


#: Who is talked to.
ADULT: Final = "ADULT"
YOUNG: Final = "YOUNG"


def _misfit(kinds: Iterable[str], own: Container[str], whose: str, other: str, instead: str) -> str:
    lost = listed([f"“{label('categories', one)}”" for one in kinds if one in own] or [""])
    use = lower_first(label("categories", instead))
    says = f"{lost} can only be about {whose}. Of {other} choose what is theirs, such as {use}."
    return says if lost else ""


def about_whom(kind: str, subjects: tuple[str, ...], adult: str) -> tuple[str, ...]:
    """Whom an answer about a kind of information is about, of these: of what is an adult's own they
    were asked about themselves, and about nobody else, whichever child was named.
    """
    if adult and kind in OWN_TO_AN_ADULT:
        return (adult,)
    others = tuple(one for one in subjects if one != adult)
    return others if others and kind in OWN_TO_A_CHILD else subjects


def together(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Services of which the same was said, in one answer."""
    joined: list[dict[str, Any]] = []
    for one in found:
        agencies = one["scope"]["agencies"]
        for other in joined:
            if {**other["scope"], "agencies": ()} == {**one["scope"], "agencies": ()} and other[
                "answer"
            ] == one["answer"]:
                other["scope"]["agencies"] += agencies
                break
        else:
            joined.append(one)
    return joined
