"""What was asked in a conversation, and what of each was answered: a grid of services and
information.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from marshmallow.fields import Field

from ...domain.codes import codes, label
from ...domain.words.naming import listed, lower_first
from ..forms.choices import Choice, Known, children, not_looked_up, of_list, services
from ..forms.inputs import NOTHING, Input
from ..forms.typed import Typed
from .answerdays import (
    days_in_words,
    days_of_a_yes,
    days_shown,
    ends,
    first_day,
    last_day,
    wrong_day,
)
from .answered import (
    AGREED,
    ANSWERS,
    SAID,
    AnswerGiven,
    cell,
    each_chosen,
    fallen,
    given,
    kept_as,
    kept_in_words,
    refused_of,
    remembered,
    settled_anew,
    the_rest,
)
from .askedabout import ADULT, YOUNG, AskedAbout, ServiceRow, about_whom, together
from .usualuntil import of_age

#: Kinds of information that are seldom asked about: shown once they are looked for.
_MORE_KINDS: Final = {
    code: row for code, row in codes("categories").items() if row.attributes["group"] != "basic"
}
#: Whoever is told and not asked can still say no: it is heard. Their silence is no word of theirs.
_TOLD_ANSWERS: Final = (
    Choice("REFUSED", "They said no to it"),
    Choice("NOT_DISCUSSED", "Not discussed"),
)
#: Whether they are asked at all: decided before anything is said to them.
ASK: Final = "ASK"
TELL: Final = "TELL"
_ANYWAY: Final = (
    Choice(ASK, "No: I ask for their agreement"),
    Choice(TELL, "Yes: I tell them that it is shared, without asking for agreement"),
)
#: Whoever is talked to, of themselves: an adult's own information is nobody else's to give.
THEMSELVES: Final = "SELF"
#: Rows in which one service more to ask about can be chosen.
_MORE: Final = 4


@dataclass(frozen=True, slots=True)
class Answers(Input):
    """`responses`: first what is asked, then a cell for each service and kind of information."""

    kind: ClassVar[str] = "answers"
    says: ClassVar[tuple[str, ...]] = ("answer", "scope/agencies/type")

    def members(self, name: str) -> tuple[str, ...]:
        """The first field of it, to which a fault leads."""
        return (f"{name}.grid",)

    def asked(self, typed: Typed, name: str) -> AskedAbout:
        """What the questions are about."""
        of_all = _each_once(typed, f"{name}.subjects")
        chosen = [
            ServiceRow(
                n,
                typed.one(f"{name}.service.{n}"),
                typed.one(f"{name}.service.{n}.organisation"),
                _each_once(typed, f"{name}.service.{n}.about") or of_all,
            )
            for n in range(typed.rows(f"{name}.service"))
        ]
        rows = tuple(one for one in chosen if one.code.partition(".")[0] in codes("agencies"))
        return AskedAbout(
            rows,
            tuple(one for one in typed.each(f"{name}.categories") if one in codes("categories")),
            # Somebody about whom no service is asked is not asked about at all.
            tuple(dict.fromkeys(who for one in rows for who in one.about)) or of_all,
            _one_of("purposes", typed.one(f"{name}.purpose")),
            _one_of("directions", typed.one(f"{name}.direction")),
        )

    def is_settled(self, typed: Typed, name: str) -> bool:
        """What is asked is settled: something, or that nothing is."""
        if typed.one(f"{name}.change"):
            return False
        if typed.one(f"{name}.none"):
            return True
        asked = self.asked(typed, name)
        is_whole = asked.is_whole and self.decided(typed, name) != ""
        return is_whole and not asked.misfit(typed.one(f"{name}.talker"))

    def decided(self, typed: Typed, name: str) -> str:
        """Whether they are asked or told; nothing, while nobody has decided that."""
        said = typed.one(f"{name}.anyway")
        return said if said in (ASK, TELL) else ""

    def unanswered(self, typed: Typed, name: str, button: str = "") -> list[tuple[str, str]]:
        """What is not settled yet, once somebody pressed to go on."""
        if button != name or typed.one(f"{name}.none"):
            return []
        asked = self.asked(typed, name)
        which = typed.one("enquiry") or not typed.one(SEVERAL)
        lacks = asked.unsettled(name, typed.one("person"), self.decided(typed, name), bool(which))
        misfit = "" if lacks else asked.misfit(typed.one(f"{name}.talker"))
        return [*lacks, (f"f-{name}.categories", misfit)] if misfit else lacks

    def looked_up(self, typed: Typed, name: str, button: str, known: Known) -> Typed:
        """With whether it is an adult who is talked to, once it is to be settled what is asked."""
        person = typed.one("person")
        if button != name or not person:
            return typed
        is_adult = any(one["id"] == person for one in known.file["adults"])
        return typed | {f"{name}.talker": (f"{ADULT if is_adult else YOUNG}.{person}",)}

    def pressed(self, typed: Typed, button: str) -> Typed:
        """Change what is asked about, or talk about something else alone."""
        name = self.member
        settled: dict[str, tuple[str, ...]] = {f"{name}.change": (), f"{name}.none": ()}
        if button == f"{name}.change":
            settled[f"{name}.change"] = ("yes",)
            asked = self.asked(typed, name)
            typed = typed | each_chosen(typed, name, asked, self._adult(typed, name))
            return typed | settled | remembered(typed, name, asked)
        if button == f"{name}.none":
            settled[f"{name}.none"] = ("yes",)
        elif button == name:
            settled[f"{name}.tried"] = ("yes",)
        else:
            return typed
        typed = typed | settled
        if not self.is_settled(typed, name):
            return typed
        return typed | settled_anew(typed, name, self.asked(typed, name))

    def given(self, holds: Field[Any], said: Mapping[str, str], name: str) -> dict[str, list[str]]:  # noqa: ARG002
        """`agencies` (`GP-id.SCHOOL`), `categories`, `subjects`, `purpose` and `direction`, as a
        page that was asked about them has them; or that nothing is asked (`none`).
        """
        if said.get(NONE):
            return {f"{name}.{NONE}": ["yes"]}
        found = {f"{name}.{part}": said[part].split(".") for part in _PARTS if said.get(part)}
        for n, one in enumerate(said.get("agencies", "").split(".")):
            if one:
                found[f"{name}.service.{n}"] = [one.replace("-", ".")]
        return found

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """An answer for each service and each word, about all the information it was said of."""
        asked = self.asked(typed, name)
        if typed.one(f"{name}.none"):
            return NOTHING
        answers = list(self._given(typed, name))
        found: list[dict[str, Any]] = []
        for row in asked.services:
            for answer in self._may_be_said(typed, name):
                about = [
                    (one.category, one.about)
                    for one in answers
                    if (one.service, one.answer) == (row, answer)
                ]
                days = days_of_a_yes(typed, name) if answer == AGREED else {}
                found += [
                    {"answer": answer, "scope": scope, **days, **kept_as(typed, name, answer)}
                    for scope in asked.scopes(row.agency, about)
                ]
        return together(found) or NOTHING

    def beside(self, typed: Typed, name: str) -> Iterator[tuple[str, Any]]:
        """What they are told of, where they are not asked: nothing of it is an answer of theirs."""
        asked, adult = self.asked(typed, name), self._adult(typed, name)
        if self.decided(typed, name) == TELL and asked.is_whole and not typed.one(f"{name}.none"):
            yield "told_of", asked.every_scope(adult)

    def _given(self, typed: Typed, name: str) -> Iterator[AnswerGiven]:
        """What counts of what was chosen."""
        may_be = self._may_be_said(typed, name)
        every = given(typed, name, self.asked(typed, name), self._adult(typed, name))
        return (one for one in every if one.answer in may_be)

    def taken_out(self, typed: Typed, which: str) -> Typed:
        """With a no to the service that is asked about so in the place of a yes (`leftout.py`)."""
        name = self.member
        asked, adult = self.asked(typed, name), self._adult(typed, name)
        chosen = typed | each_chosen(typed, name, asked, adult)
        return refused_of(chosen, name, asked, which)

    def _adult(self, typed: Typed, name: str) -> str:
        """Whoever is talked to, where the page knew them as an adult; nothing, of a child."""
        person = typed.one("person")
        return person if typed.one(f"{name}.adult") == person else ""

    def _may_be_said(self, typed: Typed, name: str) -> tuple[str, ...]:
        return ("REFUSED",) if self.decided(typed, name) == TELL else SAID

    def asks(self, typed: Typed, name: str) -> tuple[str, str]:
        """Of a day that is none the question is from when, or until when."""
        wrong = wrong_day(typed, name)
        return (self.label, self.members(name)[0]) if wrong is None else wrong[:2]

    def complaint(self, typed: Typed, name: str) -> str | None:
        """Of what is typed in it and not chosen."""
        wrong = wrong_day(typed, name)
        return None if wrong is None else wrong[2]

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """What is asked, to be chosen or in words; and the cells."""
        asked = self.asked(typed, name)
        words = {one.value: one for one in services(known)}
        grid = [
            {
                "service": one.called(words),
                "spoken": one.spoken_of(words),
                "of_whom": one.about if asked.differs else (),
                "about": listed([known.name(who) for who in one.about] or [""])
                if asked.differs
                else "",
                "cells": [self._cell(typed, name, one, kind, known) for kind in asked.categories],
                "rest": the_rest(typed, name, one.row),
            }
            for one in asked.services
        ]
        person, grown = typed.one("person"), {one["id"] for one in known.file["adults"]}
        chosen = list(self._rows(typed, name, list(words.values()), grown))
        themselves = Choice(THEMSELVES, "Whoever I am talking to, themselves")
        about = {THEMSELVES if one in grown else one for one in asked.subjects}
        return {
            "is_settled": self.is_settled(typed, name),
            "wrong": dict(self.unanswered(typed, name, name)) if typed.one(f"{name}.tried") else {},
            "asked": asked,
            "none": typed.one(f"{name}.none"),
            "answers": _TOLD_ANSWERS if self.decided(typed, name) == TELL else ANSWERS,
            "anyway": {"items": _ANYWAY, "value": self.decided(typed, name)},
            "tells": self.decided(typed, name) == TELL,
            "form": typed.one(f"{name}.form"),
            # What is asked is there, and nobody has decided yet whether it is a question.
            "is_first": asked.is_whole
            and not typed.one(f"{name}.change")
            and not asked.misfit(typed.one(f"{name}.talker")),
            "grid": grid,
            "rest": the_rest(typed, name),
            "fallen": [
                {
                    "name": one.name,
                    "value": typed.one(one.name),
                    "words": one.words(
                        one.service.called(words), known.name(one.of) if one.of else ""
                    ),
                }
                for one in fallen(typed, name)
            ],
            "chosen": chosen,
            "adult": person if person in grown else "",
            "people": [*children(known), themselves],
            "about": about,
            "categories": list(of_list("categories", but=_MORE_KINDS)(known)),
            "more_categories": list(of_list("categories", only=_MORE_KINDS)(known)),
            "more_is_chosen": not _MORE_KINDS.keys().isdisjoint(asked.categories),
            "purposes": list(of_list("purposes")(known)),
            "directions": list(of_list("directions")(known)),
            "days": days_shown(typed, name, known),
        }

    def _rows(
        self, typed: Typed, name: str, items: list[Choice], grown: set[str]
    ) -> Iterator[dict[str, Any]]:
        """Each service that is asked about, and rows for more: the first of them at once."""
        asked = self.asked(typed, name)
        held = {one.row: one for one in asked.services}
        count = max(len(held) + _MORE, typed.rows(f"{name}.service"))
        first_free = next(n for n in range(count + 1) if n not in held)
        for n in range(count):
            _, service, organisation, about = held.get(n) or ServiceRow(n, "", "")
            yield {
                "name": f"{name}.service.{n}",
                "id": f"f-{name}.service.{n}",
                "label": f"Service {n + 1}",
                "hint": "",
                "error": None,
                "items": items,
                "value": [service],
                "organisation": organisation,
                "is_at_once": n in held or n == first_free,
                "about": {THEMSELVES if one in grown else one for one in about}
                if asked.differs
                else set(),
            }

    def _cell(
        self, typed: Typed, name: str, service: ServiceRow, kind: str, known: Known
    ) -> dict[str, Any]:
        """An answer to choose, and one for each whom it is about where that is not one alone."""
        row, about = service.row, about_whom(kind, service.about, self._adult(typed, name))
        apart = [
            {
                "name": at,
                "id": f"f-{at}",
                "whom": known.name(one),
                "value": typed.one(at),
            }
            for one in about
            if (at := cell(name, row, kind, one)) and (len(about) > 1 or typed.one(at))
        ]
        at = cell(name, row, kind)
        return {
            "name": at,
            "id": f"f-{at}",
            "words": lower_first(label("categories", kind)),
            "value": typed.one(at),
            "apart": apart,
            "is_apart": any(one["value"] for one in apart),
        }

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """Each answer, in a line."""
        words = {one.value: one.words for one in ANSWERS}
        told = ["They were told, and not asked"] if self.decided(typed, name) == TELL else []
        return "\n".join(
            told
            + [
                f"{not_looked_up(one.service.code, one.service.named)}: "
                f"{lower_first(label('categories', one.category))}: {words[one.answer]}"
                for one in self._given(typed, name)
            ]
            + [*days_in_words(typed, name)]
        )

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:  # noqa: ARG002
        """Each answer with all that it would reach: about whom, for what, whether we ask the agency
        or tell it, and until when.
        """
        asked, said = self.asked(typed, name), list(self._given(typed, name))
        listings = {one.value: one for one in services(known)}
        words = {one.value: one.words for one in ANSWERS}
        lines = ["They were told, and not asked"] if self.decided(typed, name) == TELL else []
        for one in said:
            whom = listed([known.name(id) for id in one.about])
            what = lower_first(label("categories", one.category))
            lines.append(
                f"{one.service.called(listings)}: {what}, about {whom}: {words[one.answer]}"
            )
        if said:
            lines.append(f"Why: {label('purposes', asked.purpose)}")
            lines.append(f"Asking or telling: {label('directions', asked.direction)}")
            lines += kept_in_words(typed, name, said)
        if any(one.answer == AGREED for one in said):
            lines += first_day(typed, name)
            lines.append(f"Until: {last_day(typed, name, asked, known)}")
            lines += [
                f"Until {one['last']} for {one['name']}, who decides from then on"
                for one in of_age(known, typed.one("person"), asked, ends(typed, name))
            ]
        return "\n".join(lines)


#: The fields that say what is asked, and whether it is.
#: That the page was shown where more than one enquiry goes on.
SEVERAL: Final = "enquiry.several"
PLANNED: Final = (
    *("categories", "subjects", "purpose", "direction", "adult"),
    *("anyway", "none", "change", "tried", "talker"),
)
#: Of an address: a talk in which nothing is asked.
NONE: Final = "none"
_PARTS: Final = ("categories", "subjects", "purpose", "direction")


def _each_once(typed: Typed, name: str) -> tuple[str, ...]:
    """Whom it is about, as ids. Nothing of whoever is talked to before it is known who that is."""
    person = typed.one("person")
    named = (person if one == THEMSELVES else one for one in typed.each(name))
    return tuple(dict.fromkeys(one for one in named if one))


def _one_of(name: str, code: str) -> str:
    """A code of a list; an address may hold any."""
    return code if code in codes(name) else ""
