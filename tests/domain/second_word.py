"""What one person said, as it bears on one item, and whether a yes of theirs counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from consent_service.domain.codes import codes
from tests.domain.second_family import OWN_WORDS, Family, at, span
from tests.domain.second_naming import (
    Meets,
    by_name,
    exclusion,
    missing,
    near,
    overlap,
    scope_of,
    service,
)
from tests.domain.second_waiting import still_waits

Dict = dict[str, Any]
YESES = {"AGREED", "AGREED_IN_PART"}
NOES = {"REFUSED", "WITHDRAWN"}
#: Heard as a no is: what is not clear may be one.
HEARD = NOES | {"NOT_CLEAR"}


@dataclass(frozen=True, eq=False)
class Word:
    """One thing said, with what it means for the item."""

    place: int
    given: Dict
    first: datetime
    end: datetime
    recorded: datetime
    #: Of a yes: in which dimensions it does not contain the item.
    misses: tuple[str, ...]
    #: Of a yes: whether it contains the item by the name of the service.
    named: bool
    #: The parts that are a no to the item, or of a doubt, that meet it.
    meets: frozenset[Meets]
    #: Of a yes: the services in it that are, or may be, the one that is asked.
    near: frozenset[Meets]

    @property
    def answer(self) -> str:
        return str(self.given["answer"])

    @property
    def talk(self) -> str | None:
        """The conversation it was said in; a withdrawal needs none and names none."""
        return None if self.answer == "WITHDRAWN" else self.given.get("conversation")

    @property
    def is_own(self) -> bool:
        return self.answer in OWN_WORDS

    @property
    def contains(self) -> bool:
        """A yes to the item, but for what it may have left out."""
        return self.answer in YESES and not self.misses and not any(p.certainly for p in self.meets)


def later(one: Word, other: Word) -> bool:
    """Certainly later. The answers of one conversation have no order."""
    if one.talk is not None and one.talk == other.talk:
        return False
    return one.first >= other.end


def order(word: Word) -> tuple[datetime, datetime, int]:
    return word.first, word.recorded, word.place


class Said:
    """What one person said in one enquiry and elsewhere."""

    def __init__(self, family: Family, person: str, item: Dict, enquiry: str) -> None:
        self.family, self.person, self.item, self.enquiry = family, person, item, enquiry
        everything = [
            self._word(place, one)
            for place, one in family.said()
            if one["by"] == person and one.get("kind", "SHARE_INFO") == "SHARE_INFO"
        ]
        self.here = [
            w
            for w in everything
            if w.given["enquiry"] == enquiry or (w.answer in HEARD and self._said_in_none(w))
        ]
        self.elsewhere = [w for w in everything if w not in self.here]

    def _said_in_none(self, no: Word) -> bool:
        """No enquiry's name; or one that ended before the no was on record, or never was."""
        enquiry, moment = no.given["enquiry"], min(self.family.as_of, self.family.known_at)
        ends = self.family.ended(enquiry)
        return not enquiry or any(
            at(when) <= moment and (reason == "ENTERED_IN_ERROR" or at(when) < no.recorded)
            for when, reason in ends
        )

    def _word(self, place: int, given: Dict) -> Word:
        first, end = span(given)
        scope = scope_of(given, self.family.facts.get("directory", []))
        recorded = at(given["recorded_at"])
        misses = missing(scope, self.item, self.family.stood_on_file(recorded), recorded)
        yes = given["answer"] in YESES
        met = exclusion(scope, self.item) if yes else overlap(scope, self.item)
        if yes or given["answer"] in HEARD:
            met |= self._met_besides(scope, is_a_yes=yes)
        close = near(scope, self.item)
        named = yes and not misses and by_name(scope, self.item)
        return Word(
            place,
            given,
            first,
            end,
            recorded,
            tuple(misses),
            named,
            frozenset(met),
            frozenset(close),
        )

    def _met_besides(self, scope: Dict, *, is_a_yes: bool) -> set[Meets]:
        """What is said no to of a kind that is nobody's who was named: whose it must be."""
        met: set[Meets] = set()
        if is_a_yes:
            everything = {**scope, "AGENCY": [service("*", [])], "DIRECTION": ["BOTH"]}
            out = self._whose_it_must_be(scope["CHILD"], scope["excluded categories"])
            met |= overlap({**everything, **out}, self.item) if out["CHILD"] else set()
            scope = {**everything, **scope, "AGENCY": scope["excluded agencies"]}
            scope["DIRECTION"] = ["BOTH"]
        besides = self._whose_it_must_be(scope["CHILD"], scope["CATEGORY"])
        return met | (overlap({**scope, **besides}, self.item) if besides["CHILD"] else set())

    def _whose_it_must_be(self, named: list[str], kinds: list[str]) -> Dict:
        """Those whom such kinds can be about, where nobody named is one of them."""
        family, person, about = self.family, self.person, codes("categories")
        of_the_item = about[self.item["category"]].attributes["about"]
        own = [
            one
            for one in kinds
            if one != "*"
            and not about[one].attributes.get("fits_both")
            and about[one].attributes["about"] == of_the_item
        ]
        adults, children, names = set(family.adults), set(family.every_child), set(named)
        meant: set[str] = set()
        if not own or "*" in names:
            pass
        elif of_the_item == "CHILD" and names <= adults:
            theirs = {one for one in children if family.link(person, one) is not None}
            meant = {person} if person in children else theirs or children
        elif of_the_item == "ADULT" and person in adults and person not in names:
            meant = set() if names <= adults else {person}
        elif of_the_item == "ADULT" and person in children and names <= children:
            linked = {one for one in adults for c in (person, *names) if family.link(one, c)}
            meant = linked or adults
        return {"CHILD": sorted(meant), "CATEGORY": own}

    # ── does a yes count? ───────────────────────────────────────────────────────────────────

    def begun(self, yes: Word) -> bool:
        begins = yes.given.get("valid_from")
        return begins is None or at(begins) <= self.family.as_of

    def given_well(self, yes: Word) -> bool:
        """Freely, with understanding, by somebody who could give it then."""
        given, family = yes.given, self.family
        concern = not given.get("valid", True) or bool(given.get("pressure"))
        if "validity" in given:
            status = family.latest(given["validity"], "VALID")
            concern = status != "VALID"
        misunderstood = family.has_a_need(self.person) and (
            given.get("check") == "SAID_YES_ONLY"
            or family.explained_to(self.person, given) == "NOTHING"
        )
        return (
            not concern
            and not misunderstood
            and not family.dead(self.person, yes.first)
            and family.has_capacity(self.person, self.item["purpose"], yes.first)
            and self._had_role(yes.first)
            and self._is_anybodys_word(yes)
        )

    def _is_anybodys_word(self, yes: Word) -> bool:
        """A council says yes by a manager, who put it on record or confirmed it."""
        if not self.family.is_council(self.person, self.item["subject"]):
            return True
        waits = yes.given.get("waits")
        return waits is not None and not still_waits(waits, yes.given, self.family.known_at)

    def _had_role(self, when: datetime | None) -> bool:
        child, family = self.item["subject"], self.family
        if child not in family.children:
            return True
        if self.person == child:
            if not family.decides_alone(child, self.item["purpose"]):
                return True
            if when is not None:
                # An assessment of the same day counts for it.
                when = span({"effective_at": when.isoformat(), "precision": "day"})[1] - timedelta(
                    seconds=1
                )
            return family.decides_alone(child, self.item["purpose"], when)
        holds = [
            family.had_the_role(self.person, child, moment)
            or family.was_delegated(self.person, self.item, moment)
            for moment in (None, when)
        ]
        return not holds[0] or holds[1]

    def disputed(self, yes: Word) -> bool:
        """They say that they did not agree to that. What they answer since is another word."""
        return any(self.family.known(d) for d in yes.given.get("disputed", ()))

    def counts_now(self, yes: Word) -> bool:
        return (
            self.given_well(yes)
            and not self.family.dead(self.person)
            and self.family.has_capacity(self.person, self.item["purpose"])
        )


def closed(family: Family, enquiry: str, purpose: str) -> bool:
    """It has ended, and what is asked for was not handed on."""
    when = family.facts.get("closed_enquiries", {}).get(enquiry)
    if when is not None and at(when) <= min(family.as_of, family.known_at):
        return True
    ended = {
        one["id"]: one
        for one in family.facts.get("enquiries", ())
        if one.get("closed_at") and at(one["closed_at"]) <= min(family.as_of, family.known_at)
    }
    if enquiry not in ended:
        return False
    row = codes("close_reasons")[ended[enquiry]["close_reason"]]
    return row.attributes.get("hands_on") != purpose
