"""Where everybody stands on one item in one enquiry, and whose item it is.

Written from the text alone (`domain.md` 5.2, 5.3; edition 2026.3, 2 to 4).
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from consent_service.domain.codes import codes
from tests.domain.second_besides import with_their_words
from tests.domain.second_family import Family, at
from tests.domain.second_orders import gives, in_force, is_of_before
from tests.domain.second_safety import safe_to_ask
from tests.domain.second_stand import OneOf, Stand
from tests.domain.second_word import YESES

Dict = dict[str, Any]
#: Whose items a tick of the referrer says something of.
OF_PARENTS = ("THE_PARENTS", "A_DEAD_CHILDS")


class Row(NamedTuple):
    """Where one person stands."""

    person: str
    stand: Stand
    #: `holder` of responsibility, `carer` without, `self`; nothing of whoever is nothing to them.
    is_a: str
    living: bool
    safe: str
    reached: bool
    able: bool

    @property
    def says(self) -> str:
        return self.stand.says

    @property
    def against(self) -> bool:
        """It is a no, or may be one."""
        return self.says == "no" or self.stand.holds

    @property
    def can_be_asked(self) -> bool:
        return self.safe == "YES" and self.reached and self.able and self.living


class Table:
    """Everybody's row on one item."""

    def __init__(self, family: Family, item: Dict, enquiry: str) -> None:
        self.family, self.item, self.enquiry = family, item, enquiry
        self.subject, self.purpose = item["subject"], item["purpose"]
        attributes = codes("categories")[item["category"]].attributes
        self.kinds_fit = attributes.get("fits_both") or (attributes["about"] == "CHILD") == (
            self.of_child
        )
        purpose = codes("purposes")[self.purpose].attributes
        self.needs_agreement = purpose["agreement"] != "NOT_NEEDED"
        self.on_file = self.of_child or self.subject in family.adults
        self.rows = [self._row(person, is_a) for person, is_a in self._everybody()]

    @property
    def of_child(self) -> bool:
        return self.subject in self.family.children

    @property
    def whose(self) -> str:
        """Who can agree to it."""
        if not self.on_file:
            return "NOBODY_KNOWN"
        if not self.kinds_fit:
            return "ANOTHERS" if self.of_child else "A_CHILDS"
        if not self.of_child:
            return "AN_ADULTS"
        if self.family.child_died(self.subject):
            return "A_DEAD_CHILDS"
        return "A_YOUNG_PERSONS" if self.alone else "THE_PARENTS"

    @property
    def alone(self) -> bool:
        family, child = self.family, self.subject
        return (
            self.of_child
            and not family.child_died(child)
            and family.decides_alone(child, self.purpose)
        )

    # ── its rows ────────────────────────────────────────────────────────────────────────────

    def _everybody(self) -> list[tuple[str, str]]:
        """In the order in which it was recorded what they are to the child."""
        family, subject = self.family, self.subject
        if not self.of_child:
            return [(subject, "self")] if self.on_file else []
        found = [(subject, "self")]
        # A mother or father may be a child of the file herself or himself.
        on_file = {*family.adults, *family.every_child}
        for person in [p for p in family.linked(subject) if p in on_file]:
            holds = family.holds_responsibility(person, subject)
            ended = (family.link(person, subject) or {})["ended"]
            found.append((person, "holder" if holds else "" if ended else "carer"))
        return found + [(p, "") for p in family.adults if p not in dict(found)]

    def _row(self, person: str, is_a: str) -> Row:
        family, adult = self.family, person in self.family.adults or is_a in ("holder", "carer")
        said = OneOf(family, person, self.item, self.enquiry)
        stand = said.stand()
        if self.whose in OF_PARENTS and is_a == "holder" and self._only_ticked(person, stand):
            stand = stand._replace(reason="REPORTED_NOT_CONFIRMED")
        has_a_say = self._has_a_say(person, is_a)
        stand = with_their_words(family, said, stand, decides=has_a_say)
        return Row(
            person,
            stand,
            is_a,
            not family.dead(person),
            safe_to_ask(family, person),
            not adult or family.reachable(person, self.enquiry),
            family.has_capacity(person, self.purpose),
        )

    def _has_a_say(self, person: str, is_a: str) -> bool:
        """Their word counts for it, if they live."""
        if self.family.dead(person) or not (self.of_child and self.kinds_fit):
            return is_a == "self" and not self.of_child and not self.family.dead(person)
        if is_a == "self" or self.alone:
            return is_a == "self" and self.alone
        return is_a == "holder" or (
            is_a == "carer" and self.family.was_delegated(person, self.item)
        )

    @cached_property
    def tick(self) -> str:
        """What the referrer ticked for this enquiry, from when the form was recorded."""
        now = min(self.family.as_of, self.family.known_at)
        for one in self.family.facts.get("enquiries", ()):
            if one["id"] == self.enquiry and at(one["opened_at"]) <= now:
                return str(one.get("referrer_reported_consent", "NOT_STATED"))
        return "NOT_STATED"

    def _only_ticked(self, person: str, stand: Stand) -> bool:
        """Hearsay of a parent who has said nothing about that child."""
        council = self.family.is_council(person, self.subject)
        if self.tick == "NOT_STATED" or stand.says != "gap" or council or self.family.dead(person):
            return False
        if self._came_by_an_order(person):
            return False
        # What they said elsewhere is history; the tick is of this enquiry, like an entry.
        nothing = stand.reason in ("NOT_ASKED", "NOT_ANSWERED", "OUT_OF_SCOPE_CHILD")
        return nothing and self.has_said_nothing(person)

    def _came_by_an_order(self, person: str) -> bool:
        """An order on record since the form made them responsible, and nobody thought them so
        before: the referrer spoke of whoever was then.
        """
        form = next(
            at(one["opened_at"])
            for one in self.family.facts["enquiries"]
            if one["id"] == self.enquiry
        )
        orders = in_force(self.family, self.subject)
        return any(
            gives(one, person) and at(one["recorded_at"]) > form for one in orders
        ) and not self.family.was_thought_responsible(person, self.subject, form)

    def has_said_nothing(self, person: str) -> bool:
        """About that child, themselves, in this enquiry."""
        return not any(
            word.is_own and self._about_the_child(word.given)
            for word in OneOf(self.family, person, self.item, self.enquiry).here
        )

    def _about_the_child(self, given: Dict) -> bool:
        """Anybody that `*` means; of a yes these are only those who stood on the file then."""
        if self.subject in given["subjects"] or "*" not in given["subjects"]:
            return self.subject in given["subjects"]
        then = self.family.stood_on_file(at(given["recorded_at"]))
        return given["answer"] not in YESES or self.subject in then

    # ── what is asked of them ───────────────────────────────────────────────────────────────

    def _of(self, *kinds: str) -> list[Row]:
        return [row for row in self.rows if row.is_a in kinds and row.living]

    @cached_property
    def holders(self) -> list[Row]:
        return self._of("holder")

    @cached_property
    def carers(self) -> list[Row]:
        return self._of("carer")

    @cached_property
    def may_be_spoken_to(self) -> list[Row]:
        """The carers but for relatives of the parents that an adoption took the child from."""
        family, child = self.family, self.subject
        return [row for row in self.carers if not is_of_before(family, row.person, child)]

    @cached_property
    def own(self) -> Row | None:
        return next((row for row in self.rows if row.is_a == "self"), None)

    @cached_property
    def deciders(self) -> list[Row]:
        """Whose word counts for this subject, where the kind of information is theirs to give."""
        if not self.of_child or self.alone:
            return self._of("self")
        family = self.family
        return [
            row
            for row in self._of("holder", "carer")
            if (row.is_a == "carer" and family.was_delegated(row.person, self.item))
            or (
                row.is_a == "holder"
                and (row.against or not family.not_enough(row.person, self.subject))
            )
        ]

    @cached_property
    def positions(self) -> list[Row]:
        """Whoever belongs to the item or spoke about it."""
        belongs = {"holder", "carer"} | ({"self"} if self.own in self.deciders else set())
        everybody = not self.of_child
        return [r for r in self.rows if everybody or r.is_a in belongs or r.stand.spoke]

    @cached_property
    def anybodys(self) -> list[Row]:
        """The same, and whoever is or was somebody to the child, also where they said nothing."""
        linked = {self.subject, *(self.family.linked(self.subject) if self.of_child else ())}
        return [r for r in self.rows if r in self.positions or r.person in linked]

    @cached_property
    def gaps(self) -> list[Row]:
        return [row for row in self.deciders if row.says == "gap"]
