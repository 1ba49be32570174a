"""The rules of a decision read a second time, from the text, for the first to be held against.

`answer` reads the plain facts of a scenario. Written from `domain.md` 3 to 5 and the edition that
changes them (2026.3): what holds, what lifts it, what is certainly later, as sets.

How far it is independent: who decides, what counts and who is safe to ask were written before the
modules that decide an item had been read. The comparison of names (`second_naming.py`), where one
person stands (`second_stand.py`) and what becomes of an item (`second_table.py`, `second_item.py`)
were written again by people who had not read them. Where the text leaves a choice, the two were
brought together, and decision 0016 says how.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from consent_service.domain.codes import codes
from tests.domain.second_family import Family, at
from tests.domain.second_item import NEAREST, answered, going_on
from tests.domain.second_joined import as_one
from tests.domain.second_naming import agency_named
from tests.domain.second_table import OF_PARENTS, Table
from tests.domain.second_waiting import readings
from tests.domain.second_word import closed

Dict = dict[str, Any]
#: What warns of somebody, or protects them.
PROTECTS = {
    "CHILD_OBJECTS", "TOLD_IN_CONFIDENCE", "DO_NOT_TELL", "DO_NOT_CONTACT_OTHER_PARENT",
    "SAFETY_NOT_KNOWN",
}  # fmt: skip
CAREFUL = ("OBJECTION", "DECISION_NEEDED", "ASK", "AUTHORISED", "COVERED")


def answer(facts: Dict, question: Dict) -> Dict:
    """Outcome, reasons, flags and items, as a scenario writes its answer; and beside each item
    where everybody stands, if there is one reading and one enquiry.
    """
    if question["urgency"] == "IMMEDIATE":
        return _alone("SHARE_NOW", "RISK_NOW")
    for member, usual, reason in (
        ("ledger_readable", True, "CANNOT_READ_LEDGER"),
        ("clock_in_doubt", False, "CLOCK_IN_DOUBT"),
        ("recordable", True, "CANNOT_RECORD"),
    ):
        if facts.get(member, usual) != usual:
            return _alone("UNAVAILABLE", reason)
    as_of, known_at = at(question["as_of"]), at(question["known_at"])
    listed = [
        one
        for one in facts.get("directory", [])
        if "recorded_at" not in one or at(one["recorded_at"]) <= known_at
    ]
    facts = {**facts, "directory": listed}
    families = [
        (Family(held, as_of, known_at), names)
        for held, names in (as_one(held, as_of, known_at) for held in readings(facts, known_at))
    ]
    for family, _ in families:
        family.beside = families
    first = families[0][0]
    service = {"type": question["agency"]}
    if question.get("organisation") is not None:
        service["organisation"] = question["organisation"]
    agency = agency_named(service, listed)
    both = question["direction"] == "BOTH"
    every = [
        _over_readings([
            _over_enquiries(family, question["enquiry"], {
                "subject": names.get(subject, subject), "category": category,
                "purpose": question["purpose"], "agency": agency, "direction": direction,
            }) | {"subject": subject}
            for family, names in families
        ])
        for direction in (("SEEK", "SHARE") if both else (question["direction"],))
        for subject in question["subjects"] for category in question["categories"]
    ]  # fmt: skip
    fit = that_fit(first, question["subjects"], question["categories"])
    items = [
        {member: said for member, said in one.items() if member != "reached"}
        for one in every
        # What nobody would ask is a question where somebody said no to it.
        if (one["subject"], one["category"]) in fit
        or one["reached"]
        or "RELATED_REFUSAL" in one["flags"]
    ]
    flags = {flag for item in items for flag in item["flags"]}
    asked_of_one = question["enquiry"] is not None or going_on(first)
    if not (facts.get("advocate_discussed") and facts["adults"] and asked_of_one):
        flags.add("ADVOCATE_NOT_DISCUSSED")
    outcomes = {item["outcome"] for item in items}
    return {
        "outcome": _headline(outcomes),
        "reasons": {item["reason"] for item in items},
        "flags": flags,
        "items": items,
    }


def that_fit(family: Family, subjects: list[str], kinds: list[str]) -> list[tuple[str, str]]:
    """A kind is asked of those whom it is about; of somebody else only where that is nobody who is
    named, or where nothing else is asked of them.
    """

    def fits(subject: str, kind: str) -> bool:
        of = codes("categories")[kind].attributes
        theirs = family.children if of["about"] == "CHILD" else family.adults
        return bool(of.get("fits_both")) or subject in theirs

    every = [(subject, kind) for subject in subjects for kind in kinds]
    fit = [one for one in every if fits(*one)]
    people, asked = {subject for subject, _ in fit}, {kind for _, kind in fit}
    return [one for one in every if one in fit or one[0] not in people or one[1] not in asked]


def _alone(outcome: str, reason: str) -> Dict:
    return {"outcome": outcome, "reasons": {reason}, "flags": {"RECORD_AFTER"}, "items": []}


def _headline(outcomes: set[str]) -> str:
    if len(outcomes) == 1:
        return next(iter(outcomes))
    agreed = outcomes & {"COVERED", "AUTHORISED"}
    if outcomes == agreed:
        return "AUTHORISED"
    return "PARTLY_COVERED" if agreed else next(one for one in CAREFUL if one in outcomes)


def _most_careful(answers: list[Dict]) -> Dict:
    """What promises least; of those the nearest gap, in the order in which gaps are told; of those
    that tell the same, one that goes over a no, then one that says more, then the one in which
    somebody said no last. What is still alike does not turn on the order of the record.
    """
    answers = sorted(answers, key=_by_what_it_says)
    left = [one for one in answers if one["outcome"] == _first(CAREFUL, answers, "outcome")]
    gap = _first(NEAREST, [_by_its_gap(one) for one in left], "reason")
    left = [one for one in left if gap in (None, _by_its_gap(one)["reason"])]
    left = [one for one in left if {"CHILD_OBJECTS", "PARENT_POSITION_NO"} & one["flags"]] or left
    most = max(len(one["flags"]) for one in left)
    left = [one for one in left if len(one["flags"]) == most]
    heard = [one for one in left if one["last_no"] is not None]
    return max(heard, key=lambda one: one["last_no"]) if heard else left[0]


def _by_what_it_says(one: Dict) -> tuple[int, bool, str, list[str]]:
    """Who decides alone was not asked; then why nobody may be asked, in the order of the rules;
    then one that tells of a no close to it.
    """
    told = ("YP_NOT_ASKED", "ADULT_NOT_ASKED", "NOT_SAFE_TO_ASK", "LACKS_CAPACITY", "UNREACHABLE")
    reason, flags = one["reason"], one["flags"]
    first = told.index(reason) if reason in told else len(told)
    return first, "RELATED_REFUSAL" not in flags, reason, sorted(flags)


def _by_its_gap(one: Dict) -> Dict:
    """That one who decides alone was not asked is as near as that somebody was not."""
    is_alone = one["reason"] in ("YP_NOT_ASKED", "ADULT_NOT_ASKED")
    return one | ({"reason": "NOT_ASKED"} if is_alone else {})


def _first(order: Iterable[str], answers: list[Dict], member: str) -> str | None:
    """The first of an order that any of these has."""
    there = {one[member] for one in answers}
    return next((one for one in order if one in there), None)


def _over_readings(answers: list[Dict]) -> Dict:
    """Of what waits the most careful reading, with every warning and protection of any of them."""
    careful = dict(_most_careful(answers))
    del careful["last_no"]
    careful["reached"] = any(one["reached"] for one in answers)
    if len(answers) > 1:
        careful["stands"] = {}
    flags = careful["flags"].union(*(one["flags"] & PROTECTS for one in answers))
    flags -= {"TELL_PARENTS"} if "DO_NOT_TELL" in flags else set()
    return {**careful, "flags": flags}


def _somebody_says_no(family: Family, item: Dict, enquiry: str) -> bool:
    table = Table(family, item, enquiry)
    # Of an adult's kind under a child's name nobody decides; their own no is heard under theirs.
    decided = bool(table.kinds_fit) or not table.of_child
    return decided and any(row.against for row in table.deciders)


def _over_enquiries(family: Family, enquiry: str | None, item: Dict) -> Dict:
    if enquiry is not None:
        return answered(family, item, enquiry)
    open_ones = going_on(family) or [""]
    # Of one that was handed on for something else only the noes go along.
    meant = [
        one
        for one in open_ones
        if not closed(family, one, item["purpose"]) or _somebody_says_no(family, item, one)
    ]
    everywhere = {one: answered(family, item, one) for one in open_ones}
    answers = [everywhere[one] for one in meant or open_ones]
    careful = dict(_most_careful(answers))
    careful["reached"] = any(one["reached"] for one in everywhere.values())
    if len(everywhere) > 1:
        careful = {**careful, "stands": {}}
    if any("CHILD_OBJECTS" in one["flags"] for one in everywhere.values()):
        careful = {**careful, "flags": careful["flags"] | {"CHILD_OBJECTS"}}
    if _told_of(family, item):
        careful = {**careful, "flags": careful["flags"] | {"RELATED_REFUSAL"}}
    if careful["outcome"] == "ASK" and any(one["outcome"] == "COVERED" for one in answers):
        return {**careful, "reason": "NAME_THE_ENQUIRY"}
    return careful


def _told_of(family: Family, item: Dict) -> bool:
    """In an open enquiry the referrer ticked a no of somebody who has said nothing of this child
    themselves, in any of them. Of an adult's kind under a child's name it says nothing.
    """
    tables = [Table(family, item, one) for one in going_on(family)]
    return any(
        table.tick == "NO"
        and table.whose in (*OF_PARENTS, "A_YOUNG_PERSONS")
        and any(all(one.has_said_nothing(row.person) for one in tables) for row in table.holders)
        for table in tables
    )
