"""What one person's words come to on one item: what stands, what lifts it, what speaks last.

Each answer is a set: the noes, those of them that stand, the words that soften one, the yeses,
what is known of them. Order enters in one predicate only, `later`, and it is a partial one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from consent_service.domain.codes import codes
from tests.domain.second_family import Family, at, span
from tests.domain.second_naming import NAMED, NOT, PERHAPS, exclusion, missing, overlap, scope_of

Dict = dict[str, Any]
YESES = {"AGREED", "AGREED_IN_PART"}
NOES = {"REFUSED", "WITHDRAWN"}
#: Of several reasons why a word holds, which is told.
HOLDING = ("UNDECIDED", "DISPUTED", "SAID_BOTH", "NAME_THE_SERVICE")


class Word(NamedTuple):
    """One thing said, with what it means for the item."""

    place: int
    given: Dict
    first: datetime
    end: datetime
    recorded: datetime
    scope: Dict
    misses: tuple[str, ...]
    no: int
    by_name: bool

    @property
    def answer(self) -> str:
        return str(self.given["answer"])

    @property
    def talk(self) -> str | None:
        """The conversation it was said in; a withdrawal needs none and names none."""
        return None if self.answer == "WITHDRAWN" else self.given.get("conversation")

    @property
    def is_no(self) -> bool:
        return self.no != NOT


class Stand(NamedTuple):
    """Where somebody stands: `says` is yes, no or gap."""

    says: str
    reason: str = ""
    holds: bool = False
    history: str | None = None
    word: Word | None = None
    spoke: bool = False


def later(one: Word, other: Word) -> bool:
    """Certainly later. The answers of one conversation have no order."""
    if one.talk is not None and one.talk == other.talk:
        return False
    return one.first >= other.end


def order(word: Word) -> tuple[datetime, datetime, int]:
    return word.first, word.recorded, word.place


class Said:
    """What one person said in one enquiry, and what it makes of one item."""

    def __init__(self, family: Family, person: str, item: Dict, enquiry: str) -> None:
        self.family, self.person, self.item, self.enquiry = family, person, item, enquiry
        everything = [
            self._word(place, one)
            for place, one in family.said()
            if one["by"] == person and one.get("kind", "SHARE_INFO") == "SHARE_INFO"
        ]
        self.elsewhere = [w for w in everything if w.given["enquiry"] != enquiry]
        self.here = [w for w in everything if w.given["enquiry"] == enquiry]

    def _word(self, place: int, given: Dict) -> Word:
        first, end = span(given)
        scope = scope_of(given, self.family.facts.get("directory", []))
        recorded = at(given["recorded_at"])
        stood = self.family.stood_on_file(recorded)
        misses = tuple(missing(scope, self.item, stood))
        no = NOT
        if given["answer"] in NOES:
            no = overlap(scope, self.item)
        elif given["answer"] in YESES:
            no = exclusion(scope, self.item)
        return Word(place, given, first, end, recorded, scope, misses, no, no in (NAMED, PERHAPS))

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
        needs = family.adults.get(self.person, {}).get("needs", False)
        misunderstood = needs and (
            given.get("check") == "SAID_YES_ONLY" or given.get("explained") == "NOTHING"
        )
        return (
            not concern
            and not misunderstood
            and family.has_capacity(self.person, self.item["purpose"], yes.first)
            and self._had_role(yes.first)
        )

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
        return not family.has_status(self.person, child) or family.has_status(
            self.person, child, when
        )

    def disputed(self, yes: Word) -> bool:
        """They say that they did not agree to that. What they answer since is another word."""
        return any(self.family.known(d) for d in yes.given.get("disputed", ()))

    def counts_now(self, yes: Word) -> bool:
        return (
            self.given_well(yes)
            and not self.family.dead(self.person)
            and self.family.has_capacity(self.person, self.item["purpose"])
        )

    # ── what stands ─────────────────────────────────────────────────────────────────────────

    def reaches(self, word: Word) -> int:
        """How far what was said reaches the item."""
        if word.answer in YESES:
            return NAMED if not word.misses or word.is_no else NOT
        if word.answer in NOES:
            return word.no
        return overlap(word.scope, self.item)

    def ended_by_another(self, word: Word) -> bool:
        return any(self.names_as_ended(w, word) for w in self.here)

    def names_as_ended(self, one: Word, other: Word) -> bool:
        """It says that it takes the other's place, which was not said or recorded later."""
        return (
            one.given.get("supersedes") == other.place
            and (one.recorded, one.place) > (other.recorded, other.place)
            and self.begun(one)
            and (one.talk is None or one.talk != other.talk)
            and not later(other, one)
        )

    @property
    def yeses(self) -> list[Word]:
        return [
            w
            for w in self.here
            if w.answer in YESES
            and not w.misses
            and w.no in (NOT, PERHAPS)
            and not self.ended_by_another(w)
        ]

    def lifts(self, yes: Word, no: Word) -> bool:
        named = any(
            (a["names"] or a["described"])
            and not missing(
                {**yes.scope, "agencies": [a]}, self.item, self.family.stood_on_file(yes.recorded)
            )
            for a in yes.scope["agencies"]
        )
        return (
            (later(yes, no) or self.names_as_ended(yes, no))
            and self.begun(yes)
            and self.given_well(yes)
            and not self.family.dead(self.person)
            and not self.disputed(yes)
            and (not no.by_name or named or self.names_as_ended(yes, no))
        )

    @property
    def standing(self) -> list[Word]:
        said = [
            w for w in self.here if w.answer in YESES and not w.misses and w.no in (NOT, PERHAPS)
        ]
        return [no for no in self.here if no.is_no and not any(self.lifts(yes, no) for yes in said)]

    def _close_together(self, yes: Word) -> list[Word]:
        """Noes typed after the yes and said shortly before it, that it has not named since."""
        return [
            no
            for no in self.here
            if no.is_no
            and self.lifts(yes, no)
            and (no.recorded, no.place) > (yes.recorded, yes.place)
            and yes.first - no.end < timedelta(hours=24)
            and not any(self._ends_for_certain(w, no) for w in self.yeses)
        ]

    def _ends_for_certain(self, yes: Word, no: Word) -> bool:
        """Said long after the no or recorded after it, or named as what takes its place."""
        long_after = yes.first - no.end >= timedelta(hours=24)
        recorded_after = (yes.recorded, yes.place) > (no.recorded, no.place)
        return self.lifts(yes, no) and (
            long_after or recorded_after or self.names_as_ended(yes, no)
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
